"""Tries the folder to carry under Wine, away from the checkout: `python3 try.py ipstui-windows-VERSION.zip`.

Unzipped into a path with spaces and accents; run by its ipstui.cmd; the demo shown, a case file made, closed, opened;
nothing written in the folder; the start with and without bytecode in turns. Wants the variables of env.sh.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
import zipfile
from pathlib import Path
from statistics import median

DRIVE = Path(os.environ["WINEPREFIX"]) / "drive_c"
HOME = DRIVE / "users" / "Zoë Müller"
ROUNDS = 3
LONGEST = 120  # seconds for a screen to be drawn and left


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def windows(path: Path) -> str:
    """A path below drive C as Windows names it."""
    return "C:\\" + str(path.relative_to(DRIVE)).replace("/", "\\")


LOCAL = windows(HOME / "Local")
ENVIRONMENT = os.environ | {"LOCALAPPDATA": LOCAL, "WIN_PD_OVERRIDE_LOCAL_APPDATA": LOCAL}  # the second in their place


def run(command: list[str], *, at: Path, code: int = 0) -> str:
    """Run in Wine from the folder `at`; what it said on both streams. Its output must be a pipe."""
    ran = subprocess.run(
        ["wine", *command],
        cwd=at,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=180,
        check=False,
    )
    said = ran.stdout.decode("utf-8", "replace")
    if ran.returncode != code or "because of a mistake in the program" in said:
        sys.exit(f"{' '.join(command)} ended with {ran.returncode}, not {code}:\n{said}")
    return said


def show(command: list[str], sign: str, *, at: Path) -> None:
    """Run in Wine in a terminal of 100 x 30 until it draws `sign`, then leave with Ctrl+Q. Wine's console scrambles
    what is drawn where, so only that it is drawn is asked.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        os.chdir(at)
        os.execvpe("wine", ["wine", *command], ENVIRONMENT | {"TERM": "xterm-256color"})
    drawn, left, code, end = b"", False, None, time.monotonic() + LONGEST
    while code is None and time.monotonic() < end:
        if select.select([terminal], [], [], 0.2)[0]:
            with contextlib.suppress(OSError):
                drawn += os.read(terminal, 1 << 16)
        if not left and sign.encode() in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", drawn):
            os.write(terminal, b"\x11")
            left = True
        ended, status = os.waitpid(pid, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if ended else None
    os.close(terminal)
    if not left or code != 0:
        if code is None:
            os.kill(pid, signal.SIGKILL)
        sys.exit(
            f"{' '.join(command)}: {'drew it, and ' if left else 'never drew it; '}ended with {code}: {drawn[-2000:]!r}"
        )


def wanted(text: str, said: str) -> None:
    """Stop where it was not said."""
    if text not in said:
        sys.exit(f"{text!r} was not said, but:\n{said}")


def state(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file in the folder."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


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
    wanted("asked for £20 ✓", ipstui(*key, "show", "Ffion"))
    wanted("all good", ipstui(*key, "verify"))
    if b"cipher" not in own.read_bytes():
        sys.exit("The case file in the user's folder is not encrypted.")
    show([windows(folder / "program" / "python.exe"), "-X", "utf8", "-B", "-m", "ipstui", *key], "Ffion", at=HOME)
    say("a case file was made in the user's folder, closed, opened, read back and shown on the screen")
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
