"""What a hostile place does to the folder to carry: `try.py` calls `attack` on an unzipped one, under Wine.

Each must end in a sentence or in what was asked for.
"""

from __future__ import annotations

import shutil
import sys
import time
from pathlib import Path

from driving import DRIVE, ENVIRONMENT, LONGEST, begin, run, say, show, wanted, windows

LONG = 200  # letters of a path in which the folder still has to run
_UNSET = (
    "APPDATA",
    "LOCALAPPDATA",
    "USERPROFILE",
    "HOMEPATH",
    "HOMEDRIVE",
    "TEMP",
    "TMP",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
)
_ITS_OWN = {"ipstui.cmd", "READ ME.txt", "LICENCES.txt", "FILES.sha256"}
# Python itself, under another name, says what it was started with and does as Windows Terminal does with it.
_TERMINAL = """
import os, subprocess, sys
said = os.path.join(os.path.dirname(sys.executable), "said.txt")
_, _, folder, *command = sys.orig_argv
ran = subprocess.run(command, cwd=folder, env=os.environ | {"WT_SESSION": "1"}, stdin=-3, stdout=-1, stderr=-2)
with open(said + ".new", "w", encoding="utf-8") as file:
    file.write("\\n".join([*sys.orig_argv[1:], ran.stdout.decode("utf-8", "replace")]))
os.replace(said + ".new", said)
os._exit(0)
"""


def attack(folder: Path, home: Path, key: tuple[str, ...]) -> None:
    """Everything in turn, on a folder whose user has a case file with Ffion in it; `key` gives the passphrase."""
    two_at_once(folder, key)
    files_and_pipes(folder, home, key)
    without_a_home(folder)
    in_windows_terminal(folder, home)
    other = home / "another stick" / folder.name
    shutil.copytree(folder, other)
    without_the_script(other, key)
    deep = _deep(home) / folder.name
    deep.parent.mkdir(parents=True)
    other.rename(deep)
    wanted("John", run(["cmd", "/c", "ipstui.cmd", "demo", "--no-screen"], at=deep))
    say(f"it runs at a path of {len(windows(deep))} letters")
    if reports := list(home.rglob("crash-*")):
        sys.exit(f"A mistake was reported: {reports[0].read_text('utf-8')}")
    torn(deep)
    shutil.rmtree(home / "another stick")


def _deep(home: Path) -> Path:
    deep = home / "another stick"
    while len(windows(deep)) < LONG:
        deep /= "a folder of some name"
    return deep


def two_at_once(folder: Path, key: tuple[str, ...]) -> None:
    """The second is refused with who has it, or comes after the first; what is said to be saved is there."""
    notes = [f"at once {number}." for number in range(3)]
    begun = [begin(["cmd", "/c", "ipstui.cmd", *key, "log", "Ffion", "contact", note], at=folder) for note in notes]
    said = [each.communicate(timeout=600)[0].decode("utf-8") for each in begun]
    saved = [note for note, each in zip(notes, begun, strict=True) if each.returncode == 0]
    shown = run(["cmd", "/c", "ipstui.cmd", *key, "show", "Ffion"], at=folder)
    for each, text in zip(begun, said, strict=True):
        if each.returncode != 0:
            wanted("already has this case file open (process ", text)
    if not saved or any((note in shown) != (note in saved) for note in notes):
        sys.exit(f"Of three at once {saved} were saved, but:\n{shown}")
    say(f"of three started at once {len(saved)} saved, the others were refused with who has it")


def files_and_pipes(folder: Path, home: Path, key: tuple[str, ...]) -> None:
    """Whatever page the console has, files get UTF-8; a pipe may be closed."""
    secret, batch = DRIVE / "secret.txt", DRIVE / "pages.bat"
    shutil.copyfile(home / "passphrase.txt", secret)
    lines = ["@echo off"]
    for page in (850, 1252, 437):
        lines += [
            f"chcp {page} >nul",
            f"call ipstui.cmd --passphrase-file C:\\secret.txt show Ffion >C:\\{page}.txt 2>&1",
        ]
    batch.write_bytes("\r\n".join([*lines, "echo DO^NE", ""]).encode("ascii"))
    show(["cmd", "/c", "C:\\pages.bat"], "DONE", at=folder)
    for page in (850, 1252, 437):
        file = DRIVE / f"{page}.txt"
        wanted("£20", file.read_text("utf-8"))
        file.unlink()
    secret.unlink()
    for command in (["show", "Ffion"], ["--help"], ["guide", "it"]):
        begun = begin(["cmd", "/c", "ipstui.cmd", *key, *command], at=folder)
        assert begun.stdout is not None
        begun.stdout.read(3)
        begun.stdout.close()
        begun.wait(timeout=600)
    say("files get UTF-8 from consoles of pages 850, 1252 and 437; closed pipes are no trouble")


def without_a_home(folder: Path) -> None:
    """No variable says where the user's folder is: Windows itself is asked."""
    batch = DRIVE / "nothing.bat"
    lines = ["@echo off", *(f"set {name}=" for name in _UNSET), "call ipstui.cmd where", "call ipstui.cmd doctor", ""]
    batch.write_bytes("\r\n".join(lines).encode("ascii"))
    wanted("ipstui\\cases.json", run(["cmd", "/c", "C:\\nothing.bat"], at=folder))
    say("it runs where no variable names the user's folder")


def in_windows_terminal(folder: Path, home: Path) -> None:
    """Without arguments it goes to Windows Terminal, where that usually is or where PATH leads; and not twice."""
    usual = home / "Local" / "Microsoft" / "WindowsApps"
    for place in (usual, home / "some tools"):
        place.mkdir(parents=True)
        for name in ("python311.dll", "python311.zip", "vcruntime140.dll", "python3.dll"):
            if (folder / "program" / name).exists():
                shutil.copyfile(folder / "program" / name, place / name)
        for module in (folder / "program").glob("_*.pyd"):
            shutil.copyfile(module, place / module.name)
        shutil.copyfile(folder / "program" / "python.exe", place / "wt.exe")
        (place / "python311._pth").write_text("python311.zip\n.\nimport site\n", "ascii")
        (place / "sitecustomize.py").write_text(_TERMINAL, "ascii")
        here = ENVIRONMENT | {"WINEPATH": windows(place)}
        asked = {"_IPSTUI_COMPLETE": "bash_complete", "COMP_WORDS": "ipstui revi", "COMP_CWORD": "1"}
        wanted("plain,review", run(["cmd", "/c", "ipstui.cmd"], at=folder, env=here | asked))
        run(["cmd", "/c", "ipstui.cmd"], at=folder, env=here)
        said, end = place / "said.txt", time.monotonic() + LONGEST
        while not said.exists() and time.monotonic() < end:
            time.sleep(0.1)
        if not said.exists():
            sys.exit(f"Windows Terminal in {place} was not started.")
        first, *rest = said.read_text("utf-8").split("\n")
        if [first, *rest[:5]] != ["-d", windows(folder) + "\\.", "cmd", "/d", "/c", ".\\ipstui.cmd"]:
            sys.exit(f"Windows Terminal was started with {[first, *rest]}")
        wanted("The screen needs a terminal", "\n".join(rest[5:]))
        shutil.rmtree(place)
    say("without arguments it goes to Windows Terminal where there is one, also by PATH, and runs in it")


def without_the_script(folder: Path, key: tuple[str, ...]) -> None:
    """Where scripts are off, a shortcut starts the interpreter: the folder beside it is found all the same."""
    (folder / "data").mkdir()
    python = [windows(folder / "program" / "python.exe"), "-X", "utf8", "-B", "-m", "ipstui"]
    wanted("is encrypted", run([*python, "--create", "--plain", "add", "Mo"], at=folder, code=2))
    long = "\\\\?\\" + windows(folder / "data" / "cases.json")  # the same file by another name
    wanted("is encrypted", run([*python, "--db", long, "--create", "--plain", "add", "Mo"], at=folder, code=2))
    run([*python, *key, "--create", "add", "Mo"], at=folder)
    for command in (
        ["sar", "Mo"],
        ["takeout", "data\\all"],
        ["workbook", "all.xlsx"],
        ["copy", "Mo", "--to", "mo.txt"],
    ):
        wanted("in clear in the folder carried", run([*python, *key, *command], at=folder, code=2))
    for file in (file for file in folder.rglob("*") if file.is_file() and "program" not in file.parts):
        if file.name not in _ITS_OWN and not file.name.endswith(".lock") and b"cipher" not in file.read_bytes():
            sys.exit(f"In clear in the carried folder: {file}")
    wanted("data\\cases.json", run([*python, *key, "where"], at=folder))
    say("without the script the data beside it is found too, and nothing in clear goes into the folder")


def torn(folder: Path) -> None:
    """Part of the zip: the script alone, as where it is started within the zip; a library that is not there."""
    library = next((folder / "program" / "packages" / "msgspec").glob("*.pyd"))
    library.unlink()
    wanted("a part of it (msgspec._core) is missing", run(["cmd", "/c", "ipstui.cmd", "review"], at=folder, code=1))
    shutil.rmtree(folder / "program")
    wanted("Unzip the whole", run(["cmd", "/c", "ipstui.cmd"], at=folder, code=2))
    say("a folder that is not whole says so")
