"""`ipstui doctor`: what a person can send when something is wrong. No content, no names, no path of theirs."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import msgspec

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell

LEAST_FREE = 200 * 1024 * 1024  # bytes: a career's case file some ten times over, for its copies
_BEFORE = b"\xef\xbb\xbf \r\n\t"  # what an editor may put before a file in clear, and no harm done
_PARTS = ("textual", "rich", "tinydb", "msgspec", "cryptography", "click")
_SETTINGS = (
    "TERM", "COLORTERM", "TERM_PROGRAM", "NO_COLOR", "ESCDELAY", "PYTHONIOENCODING", "PYTHONUTF8",
)  # fmt: skip


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: its name, what was found, and a sentence where that may be what is wrong."""

    what: str
    found: str
    problem: str = ""


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="The same for another program.")
@click.pass_obj
def doctor(sitting: Sitting, wants_json: bool) -> None:
    """Print what to send when something is wrong: versions, terminal, folder, free space, clock.

    It holds no names, nothing you typed and no passphrase, and it does not open the case file.
    """
    found = examine(sitting.path)
    if wants_json:
        from ipstui.commands.printed import json_text

        json_text(msgspec.json.encode({"doctor": 1, "findings": found}).decode())
        return
    wide = max(len(each.what) for each in found)
    for each in found:
        tell(f"{each.what:<{wide}}  {each.found}")
    problems = [each.problem for each in found if each.problem]
    tell("\nThis may be what is wrong:" if problems else "\nNothing is wrong with any of these.")
    for problem in problems:
        tell(f"- {problem}")


def examine(path: Path) -> list[Finding]:
    """Everything in the order it is printed, for the case file at `path`, which is not opened."""
    return [*_versions(), *_terminal(), *_folder(path), *_clock(path)]


def _versions() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version
    from sysconfig import get_platform

    from ipstui import __version__
    from ipstui.shell.crash import system

    yield Finding("ipstui", __version__)
    yield Finding("Python", f"{sys.version.split()[0]}, {get_platform()}")
    yield Finding("system", system())
    for name in _PARTS:
        try:
            yield Finding(name, version(name))
        except PackageNotFoundError:
            yield Finding(name, "not found", f"The package {name} cannot be found: install ipstui again.")


def _terminal() -> Iterator[Finding]:
    size = shutil.get_terminal_size()
    is_terminal = sys.stdout.isatty()
    from ipstui.commands.opening import NARROWEST

    small = f"The window is {size.columns} columns wide, and the screen needs {NARROWEST}; it is drawn for 80 x 24."
    found = f"{size.columns} x {size.lines}" if is_terminal else "none: this goes into a file or a pipe"
    yield Finding("terminal", found, small if is_terminal and size.columns < NARROWEST else "")
    settings = [f"{name}={os.environ[name]}" for name in _SETTINGS if os.environ.get(name)]
    if "WT_SESSION" in os.environ:
        settings.append("Windows Terminal")
    dumb = os.environ.get("TERM") == "dumb"
    yield Finding(
        "its settings",
        ", ".join(settings) or "none",
        "This terminal cannot move its cursor (TERM=dumb)." if dumb else "",
    )
    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    lost = "" if _writes(encoding, "£ŵ│●▲") else f"The encoding {encoding} lacks signs that the screen draws."
    yield Finding("encoding", f"{encoding}, of file names {sys.getfilesystemencoding()}", lost)


def _writes(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _folder(path: Path) -> Iterator[Finding]:
    from ipstui.store import places

    folder = path.parent
    yield _case_file(path)
    there = os.path.isdir(folder)
    standing = next((each for each in (folder, *folder.parents) if os.path.isdir(each)), folder)
    usual = folder == places.default_path().parent
    where = "the usual one" if usual else "the one carried with the program" if places.is_carried(path) else "another"
    yield Finding("its folder", f"{where}, {'there' if there else 'not there yet'}")
    why = _may_write(standing)
    yield Finding("may be written", "no" if why else "yes", f"The folder cannot be written to: {why}." if why else "")
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(standing).free
        full = "The disk is nearly full; saving needs room for the whole file." if free < LEAST_FREE else ""
        yield Finding("free space", f"{free / 1e9:.1f} GB", full)
    warnings = places.warnings_for(path)
    yield Finding("sync or network", "yes" if warnings else "none seen", " ".join(warnings))
    beside = len(places.conflicts(path))
    clash = (
        f"A sync program or a person made {beside} copies beside the case file: `ipstui verify` lists them."
        if beside
        else ""
    )
    yield Finding("copies", f"{len(places.copy_names(path))} in backups, {beside} made by others", clash)


def _case_file(path: Path) -> Finding:
    """Whether there is one, its size and how it begins; never what is in it."""
    from ipstui.store import places
    from ipstui.store.disk import read_found, reason

    what, name = "case file", "The case file"
    if places.unfit_name(path):
        return Finding(what, "none can be there", f"{name} has a name that Windows keeps for a device or a stream.")
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode):
            return Finding(what, "not an ordinary file", f"{name} is a folder, a link, a pipe or a device.")
        first = read_found(path, 64)
    except (FileNotFoundError, NotADirectoryError):
        return Finding(what, "none there")
    except OSError as problem:
        return Finding(what, "cannot be read", f"{name} cannot be read: {reason(problem)}.")
    size = f"there, {found.st_size / 1000:,.0f} kB"
    if not first.lstrip(_BEFORE).startswith(b"{"):
        return Finding(what, f"{size}, damaged", f"{name} does not begin as one: `ipstui restore` lists its copies.")
    return Finding(what, f"{size}, {'encrypted' if places.is_sealed(path) else 'not encrypted'}")


def _may_write(folder: Path) -> str:
    """Why a file cannot be made, renamed and removed there, as a clause; "" when it can. Nothing of it stays."""
    from ipstui.store.disk import put, reason, system_disk

    disk = system_disk()
    first, second = (folder / f".ipstui-doctor-{os.getpid()}{end}" for end in ("", ".new"))
    try:
        put(disk, second, b"may be written?")
        disk.replace(second, first)
        disk.unlink(first)
    except OSError as problem:
        for left in (first, second):
            with contextlib.suppress(OSError):
                disk.unlink(left)
        return reason(problem)
    return ""


def _clock(path: Path) -> Iterator[Finding]:
    now = datetime.now(UTC)
    offset = now.astimezone().strftime("%z")
    yield Finding("clock", f"{now:%Y-%m-%d %H:%M} UTC, here {offset[:3]}:{offset[3:]} ({time.strftime('%Z')})")
    try:
        from zoneinfo import ZoneInfo

        ZoneInfo("Europe/London")
    except (ImportError, KeyError, OSError):
        yield Finding("time zones", "not found", "Europe/London is not known here: install ipstui again.")
    with contextlib.suppress(OSError, ValueError, OverflowError):  # a file's time may be one that no calendar has
        saved = datetime.fromtimestamp(os.lstat(path).st_mtime, UTC)
        if saved > now + timedelta(minutes=5):
            yield Finding("last change", "in the future", "The case file is newer than this clock: check the date.")
