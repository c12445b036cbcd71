"""From the options to an open desk: which day it is, which case file, made or unlocked if need be."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.refusal import Refusal

if TYPE_CHECKING:
    from ipstui.desk import Desk
    from ipstui.store.caseload import Caseload
    from ipstui.store.vault import Vault

_TRIES = 3


@dataclass(slots=True)
class Sitting:
    """What the options settled, for every command. `fixed` stands in for the clock where it is given."""

    db: str | None = None
    fixed: date | None = None
    passphrase_file: str | None = None
    create: bool = False

    @property
    def today(self) -> date:
        """The day everything is derived for."""
        return self.fixed or date.today()  # noqa: DTZ011 the user's own calendar day

    def now(self) -> datetime:
        """The moment at which things are recorded, on the fixed day where there is one."""
        now = datetime.now(UTC).replace(microsecond=0)
        return now if self.fixed is None else datetime.combine(self.fixed, now.time(), UTC)

    @property
    def path(self) -> Path:
        """The case file asked for. Raises Refusal for an empty name, which would mean another file."""
        from ipstui.store.places import chosen_path

        if self.db is not None and not self.db.strip():
            raise Refusal("--db: the name of the case file is empty.")
        return chosen_path(self.db)

    def open_desk(self, *, read_only: bool = False, may_create: bool = False) -> Desk:
        """Open the case file until the command ends. Raises Refusal, or a StoreError that says why not."""
        from ipstui.desk import Desk

        caseload = open_caseload(
            self.path,
            clock=self.now,
            read_only=read_only,
            passphrase_file=self.passphrase_file,
            may_create=may_create,
            create=self.create,
        )
        if (ctx := click.get_current_context(silent=True)) is not None:
            ctx.find_root().call_on_close(caseload.close)
        clients = caseload.clients.values()
        return Desk(caseload, lambda: self.today, made_up=bool(clients) and all(c.made_up for c in clients))


def open_caseload(
    path: Path,
    *,
    clock: Callable[[], datetime],
    read_only: bool = False,
    passphrase_file: str | None = None,
    may_create: bool = False,
    create: bool = False,
) -> Caseload:
    """Open the caseload at `path`, asking for what is missing: a passphrase, or leave to begin a new file.

    A new file is never begun silently, because a mistyped path would look like an empty caseload: `create`
    is the word given beforehand, and in a terminal a person is asked. Raises Refusal or StoreError.
    """
    from ipstui.store.caseload import Caseload
    from ipstui.store.errors import NeedsPassphrase, NoCaseFile

    how: dict[str, Any] = {"clock": clock, "read_only": read_only}
    try:
        return Caseload.open(path, **how)
    except NoCaseFile as missing:
        if not may_create:
            raise Refusal(f"{missing} Check the path; `ipstui add` with --create begins one there.") from None
        if not create and not _agreed(str(missing)):
            raise Refusal(f"{missing} Nothing was created. Check the path; --create begins one there.") from None
    except NeedsPassphrase as locked:
        return Caseload.open(path, vault=_unlocked(locked.slots, passphrase_file), **how)
    return _created(path, clock)


def show_screen(desk: Desk) -> int:
    """Show the screen on an open desk until the person leaves; return the exit code."""
    from ipstui import crash
    from ipstui.app import run

    return run(desk, crash_report=lambda error: str(crash.report(error, crash.folder())))


def _created(path: Path, clock: Callable[[], datetime]) -> Caseload:
    from ipstui.store.caseload import Caseload
    from ipstui.store.places import warnings_for

    for sentence in warnings_for(path):
        click.echo(sentence, err=True)
    return Caseload.create(path, clock=clock)


def _agreed(missing: str) -> bool:
    if not _in_terminal():
        return False
    return click.confirm(f"{missing}\nBegin a new, empty one there?", err=True)


def _unlocked(slots: tuple[Any, ...], passphrase_file: str | None) -> Vault:
    from ipstui.store.errors import UnfitPassphrase, WrongPassphrase
    from ipstui.store.vault import Vault

    if passphrase_file is not None:
        return Vault.unlock(slots, _first_line(passphrase_file))
    if not _in_terminal():
        raise Refusal("The case file is encrypted. Without a terminal, give --passphrase-file.")
    for left in reversed(range(_TRIES)):
        typed = click.prompt("Passphrase or recovery code", hide_input=True, err=True)
        try:
            return Vault.unlock(slots, typed)
        except (WrongPassphrase, UnfitPassphrase) as wrong:
            if not left:
                raise
            click.echo(str(wrong), err=True)
    raise AssertionError("the last try raises")


def _first_line(name: str) -> str:
    try:
        text = Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeError):
        raise Refusal("--passphrase-file: the file cannot be read as text.") from None
    return text.partition("\n")[0].rstrip("\r")


def _in_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()
