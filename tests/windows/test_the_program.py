"""One case file's life on Windows by the command line, and what other programs do to it meanwhile.

Elsewhere the same commands are tried within one process, and kills and locks by `tests/crash` and `tests/store`.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform != "win32":
    pytest.skip("Windows' own locks, renames and names of devices", allow_module_level=True)

import ctypes

ROOT = Path(__file__).parents[2]
NAME = "Zoë Ŵyn"
KILLS = int(os.environ.get("IPSTUI_CRASH_RUNS", "6"))


class Program:
    """The program on one case file, encrypted, in a folder with spaces and accents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "Zoë Müller's cases"
        self.folder.mkdir()
        self.path = self.folder / "cases.json"
        self.secret = self.folder.with_name("secret.txt")
        self.secret.write_text("four plain unrelated words\n", "utf-8")
        self.home = folder / "home"

    def start(self, *args: object, db: Path | None = None) -> subprocess.Popen[bytes]:
        env = os.environ | {"WIN_PD_OVERRIDE_LOCAL_APPDATA": str(self.home)}
        how = ["--db", db or self.path, "--passphrase-file", self.secret]
        command = [sys.executable, "-m", "ipstui", *map(str, [*how, *args])]
        return subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=-1, stderr=-1)

    def run(self, *args: object, code: int = 0, db: Path | None = None) -> str:
        """What it said, on both streams, as UTF-8; it never dies of a mistake of its own."""
        started = self.start(*args, db=db)
        out, err = (stream.decode("utf-8") for stream in started.communicate(timeout=600))
        assert started.returncode == code, out + err
        assert "because of a mistake in the program" not in err
        assert not list(self.home.rglob("crash-*"))
        return out + err

    def shown(self) -> str:
        """What is shown of the person, with its lines as one: they break where the window ends."""
        return " ".join(self.run("show", "Zoë").split())


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A case file that the program made, with one person in it."""
    made = Program(tmp_path_factory.mktemp("life"))
    said = made.run("--create", "add", NAME)
    assert "recovery code" in said
    assert b"cipher" in made.path.read_bytes()
    return made


@contextlib.contextmanager
def held(path: Path, *, sharing: int = 1) -> Iterator[None]:
    """Hold the file as a scanner does: others may read it (1), and may not rename or remove it."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), 0x80000000, sharing, None, 3, 0, None)
    assert handle not in (None, ctypes.c_void_p(-1).value), ctypes.get_last_error()
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


def test_the_demo_is_shown() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ipstui", "demo", "--no-screen"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=-1,
        check=True,
    )
    assert "John" in ran.stdout.decode("utf-8")


def test_what_is_logged_is_there_and_comes_out_as_utf_8(program: Program) -> None:
    program.run("log", "Zoë", "contact", "asked for £20 at the café ✓")
    assert "asked for £20 at the café ✓" in program.shown()
    assert NAME in program.run("review")


def test_a_file_another_process_has_open_is_refused_with_who_has_it(program: Program) -> None:
    code = (
        "import sys, time; from ipstui.store.lock import Lock, utc_now; from pathlib import Path; "
        "path = Path(sys.argv[1]); lock = Lock(path.with_name(path.name + '.lock'), path, utc_now()); "
        "print('held', flush=True); time.sleep(600)"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(program.path)], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"held"
        said = program.run("log", "Zoë", "contact", "not now", code=2)
        assert f"already has this case file open (process {other.pid} on " in said
        assert "Zoë" in program.run("--read-only", "review")
    finally:
        other.kill()
        other.communicate()
    program.run("log", "Zoë", "contact", "now")


def test_a_scanner_that_lets_go_is_waited_for(program: Program) -> None:
    scanner = threading.Event()

    def scan() -> None:
        with held(program.path):
            scanner.set()
            while not program.path.with_name("cases.json.new").exists() and time.monotonic() < end:
                time.sleep(0.002)
            time.sleep(0.5)

    end = time.monotonic() + 600
    scanning = threading.Thread(target=scan)
    scanning.start()
    scanner.wait()
    program.run("log", "Zoë", "contact", "while it was scanned")
    scanning.join()
    assert "while it was scanned" in program.shown()


def test_one_that_does_not_let_go_is_told_and_the_file_is_as_it_was(program: Program) -> None:
    before = program.path.read_bytes()
    with held(program.path):
        said = program.run("log", "Zoë", "contact", "never saved", code=1)
    assert "another program has it open" in said
    assert "Windows error" in said
    assert program.path.read_bytes() == before
    assert "never saved" not in program.shown()


def test_a_file_that_nobody_else_may_read_is_told(program: Program) -> None:
    with held(program.path, sharing=0):
        assert "another program has it open" in program.run("review", code=2)


def test_killed_during_saves_nothing_acknowledged_is_lost(program: Program) -> None:
    rng = random.Random(1)
    acknowledged = []
    for number in range(KILLS):
        logging = program.start("log", "Zoë", "contact", f"kill {number}.")
        before = program.path.stat().st_mtime_ns
        # At the moment the save begins, or a little before or after it.
        while logging.poll() is None and not program.path.with_name("cases.json.new").exists():
            if program.path.stat().st_mtime_ns != before:
                break
            time.sleep(0.001)
        time.sleep(rng.uniform(0, 0.01))
        logging.kill()
        if logging.communicate()[0].strip():
            acknowledged.append(f"kill {number}.")
    assert "all good" in program.run("verify")
    shown = program.shown()
    assert [note for note in acknowledged if note not in shown] == []
    assert not program.path.with_name("cases.json.new").exists() or program.run("log", "Zoë", "contact", "after")


def test_a_damaged_file_is_refused_and_a_copy_put_in_its_place(program: Program) -> None:
    assert "cases-" in program.run("backup")
    kept = program.path.read_bytes()
    program.path.write_bytes(kept[: len(kept) // 2])
    said = program.run("review", code=2)
    assert "was not touched" in said
    copy = max((program.folder / "backups").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    program.run("restore", copy, "--yes")
    assert "asked for £20" in program.shown()
    assert list(program.folder.glob("cases.damaged-*.json"))


def test_a_person_is_handed_over_brought_in_and_erased(program: Program) -> None:
    handed, other = program.folder / "for Ffion.json", program.folder / "theirs" / "cases.json"
    own = program.folder.with_name("own.txt")
    own.write_text("other words for this\n", "utf-8")
    program.run("export", "Zoë", handed, "--own-passphrase-file", own)
    program.run("--create", "import", handed, "--own-passphrase-file", own, db=other)
    assert "asked for £20" in program.run("show", "Zoë", db=other)
    program.run("erase", "Zoë", "--confirm", NAME, db=other)
    assert NAME not in program.run("review", db=other)
    assert "Zoë" in program.run("show", "Zoë", db=other, code=2)


def test_a_reader_that_had_enough_is_no_trouble(program: Program) -> None:
    """`ipstui show | more`, then q: Windows calls a closed pipe an invalid argument."""
    started = program.start("show", "Zoë")
    assert started.stdout is not None
    assert started.stderr is not None
    started.stdout.close()
    err = started.stderr.read().decode("utf-8")
    started.wait()
    assert "because of a mistake in the program" not in err
    assert not list(program.home.rglob("crash-*"))


@pytest.mark.parametrize("name", ["NUL", "con.json", "cases.json:stream.json", "what?.json", "\\\\.\\C:"])
def test_names_of_devices_and_streams_are_refused_in_a_sentence(program: Program, name: str) -> None:
    target = name if name.startswith("\\") else program.folder / name
    before = sorted(program.folder.iterdir())
    said = program.run("--create", "add", "Mo", db=Path(target) if name != "NUL" else Path("NUL"), code=2)
    assert "device" in said or "may not hold" in said
    assert "Nothing was copied" in program.run("backup", target, code=2)
    assert sorted(program.folder.iterdir()) == before


def test_the_doctor_finds_nothing(program: Program) -> None:
    said = program.run("doctor")
    assert "Windows 10." in said
    assert "encrypted" in said
    assert "Zoë" not in said
    assert "The folder cannot be written" not in said
