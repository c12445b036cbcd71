"""Tries the folder to carry under Wine, away from the checkout: `python3 try.py ipstui-windows-VERSION.zip`.

Unzipped into a path with spaces and accents; run by its ipstui.cmd; the demo shown, a case file made, closed, opened,
killed while it is saved; nothing written in the folder; what a hostile place does to it (`hostile.py`); the start with
and without bytecode in turns. Wants the variables of env.sh.
"""

from __future__ import annotations

import shutil
import sys
import time
import zipfile
from pathlib import Path
from statistics import median

import hostile
from driving import HOME, begin, run, say, show, state, wanted, windows

ROUNDS = 3
KILLS = 6


def start(folder: Path) -> float:
    """Seconds of the processor from the start of the interpreter to the end of the plain review of the demo.

    Of the processor, because the clock tells more of what else the machine does.
    """
    program = (
        "import sys, time; sys.argv = ['ipstui', 'demo', '--no-screen']\n"
        "from ipstui.__main__ import main\ntry: main()\nexcept SystemExit: pass\nprint(time.process_time())"
    )
    return float(
        run([windows(folder / "program" / "python.exe"), "-X", "utf8", "-B", "-c", program], at=HOME).split()[-1]
    )


def from_source(folder: Path) -> list[str]:
    """The modules of the packages that were compiled as they were imported, for want of bytecode."""
    python = windows(folder / "program" / "python.exe")
    said = run([python, "-v", "-X", "utf8", "-B", "-c", "import ipstui.shell.app, ipstui.cli"], at=HOME)
    loaded = [line for line in said.splitlines() if "code object from" in line and "packages" in line]
    if len(loaded) < 100:
        sys.exit(f"Python told of {len(loaded)} modules only:\n{said[-2000:]}")
    return [line for line in loaded if ".pyc" not in line]


def kill_while_saving(folder: Path, own: Path, key: tuple[str, ...]) -> None:
    """End it at the moment of a save, each other time just after it says so; what it had said was logged is there."""
    python, acknowledged = windows(folder / "program" / "python.exe"), []
    for number in range(KILLS):
        before = own.stat().st_mtime_ns
        logging = begin(
            [python, "-X", "utf8", "-B", "-m", "ipstui", *key, "log", "Ffion", "contact", f"kill {number}."], at=HOME
        )
        said = logging.stdout.readline() if number % 2 and logging.stdout else b""
        while not said and logging.poll() is None and own.stat().st_mtime_ns == before:
            if own.with_name("cases.json.new").exists():
                break
            time.sleep(0.001)
        time.sleep(0.01 * number)
        logging.kill()
        if (said + logging.communicate()[0]).strip():
            acknowledged.append(f"kill {number}.")
    if not acknowledged:
        sys.exit("None of the saves was acknowledged: nothing is known of what is lost.")
    shown = run([python, "-X", "utf8", "-B", "-m", "ipstui", *key, "show", "Ffion"], at=HOME)
    if lost := [note for note in acknowledged if note not in shown]:
        sys.exit(f"Acknowledged, and lost: {lost}")
    say(f"killed {KILLS} times while it saved: {len(acknowledged)} acknowledged, none lost")


def main(made: Path) -> None:
    """Unzip and try it."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    with zipfile.ZipFile(made) as held:
        held.extractall(HOME / "a stick, été")
    (folder,) = (HOME / "a stick, été").iterdir()
    say(f"unzipped into {windows(folder)}")
    listed = dict(line.split(" *", 1)[::-1] for line in (folder / "FILES.sha256").read_text("utf-8").splitlines())
    before = state(folder)
    if listed != {name: found for name, found in before.items() if name != "FILES.sha256"}:
        sys.exit("FILES.sha256 does not list what is in the folder.")
    say(f"{len(listed)} files are as FILES.sha256 lists them")
    for text in [line.strip() for line in (folder / "LICENCES.txt").read_text("utf-8").splitlines() if line[:1] == " "]:
        if not (folder / text).is_file():
            sys.exit(f"{text} is listed as a licence, and is not there.")

    def ipstui(*args: str, code: int = 0) -> str:
        # By its bare name: of a command line that begins with a quote, cmd takes the first quote and the last away.
        return run(["cmd", "/c", "ipstui.cmd", *args], at=folder, code=code)

    wanted("ipstui " + folder.name.removeprefix("ipstui-"), ipstui("--version"))
    wanted("John", ipstui("demo", "--no-screen"))
    wanted("For IT", ipstui("guide", "it"))
    say("the demo and the guide are printed")
    show(["cmd", "/c", "ipstui.cmd", "demo"], "Jason Pryce", at=folder)
    say("the demo's screen is drawn, and left")

    secret = HOME / "passphrase.txt"
    secret.write_text("four plain unrelated words\n", "utf-8")
    own = HOME / "Local" / "ipstui" / "cases.json"
    key = ("--passphrase-file", windows(secret))
    ipstui(*key, "--create", "add", "Ffion Ŵyn")
    ipstui(*key, "log", "Ffion", "contact", "asked for £20 ✓")
    wanted("asked for £20 ✓", " ".join(ipstui(*key, "show", "Ffion").split()))
    wanted("all good", ipstui(*key, "verify"))
    if b"cipher" not in own.read_bytes():
        sys.exit("The case file in the user's folder is not encrypted.")
    show([windows(folder / "program" / "python.exe"), "-X", "utf8", "-B", "-m", "ipstui", *key], "Ffion", at=HOME)
    say("a case file was made in the user's folder, closed, opened, read back and shown on the screen")
    kill_while_saving(folder, own, key)
    wanted("all good", ipstui(*key, "verify"))
    hostile.attack(folder, HOME, key)
    if (found := state(folder)) != before:
        sys.exit(f"The folder was written to: {sorted(found.items() ^ before.items())[:5]}")
    say("nothing was written in the folder")

    (folder / "data").mkdir()
    wanted("is encrypted", ipstui("--create", "--plain", "add", "Mo", code=2))
    ipstui(*key, "--create", "add", "Mo")
    wanted("Mo", ipstui(*key, "review"))
    if b"cipher" not in (folder / "data" / "cases.json").read_bytes():
        sys.exit("The case file beside the program is not encrypted.")
    wanted("the one carried with the program", ipstui("doctor"))
    say("a case file beside the program is encrypted, and refused otherwise")

    if slow := from_source(folder):
        sys.exit(f"{len(slow)} modules have no bytecode that is read: {slow[:3]}")
    bare = HOME / "without bytecode"
    shutil.copytree(folder / "program", bare / "program", ignore=shutil.ignore_patterns("__pycache__"))
    if not from_source(bare):
        sys.exit("Without bytecode nothing was compiled: the comparison says nothing.")
    times = [(start(folder), start(bare)) for _ in range(ROUNDS)]
    compiled, plain = (median(column) for column in zip(*times, strict=True))
    say("every module comes from its bytecode; start to the demo's review, processor seconds,")
    say(f"median of {ROUNDS} in turns: {compiled:.2f}, without bytecode {plain:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
