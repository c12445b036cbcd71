"""From the options to an open desk: which day it is, which case file, made or unlocked if need be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.passphrases import first_line, in_terminal, new_vault, unlocked
from ipstui.commands.refusal import HAS_SAVED, Refusal
from ipstui.commands.telling import tell

if TYPE_CHECKING:
    from ipstui.desk import Desk
    from ipstui.store.caseload import Caseload

_EDITED = (
    "\nIf it was you who changed it, --accept-edit opens it as it is now and notes that in the audit. "
    "`ipstui restore` puts a copy in its place."
)

_PLAIN = "\nIf you know that it is in clear, --accept-plain opens it. `ipstui restore` puts a copy in its place."


@dataclass(slots=True)
class Sitting:
    """What the options settled, for every command. `fixed` stands in for the clock where it is given."""

    db: str | None = None
    fixed: date | None = None
    passphrase_file: str | None = None
    create: bool = False
    plain: bool = False
    read_only: bool = False
    accept_edit: bool = False
    accept_plain: bool = False

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
        caseload = open_caseload(
            self.path,
            clock=self.now,
            read_only=read_only or self.read_only,
            passphrase_file=self.passphrase_file,
            may_create=may_create,
            create=self.create,
            plain=self.plain,
            accept_edit=self.accept_edit,
            accept_plain=self.accept_plain,
        )
        return self.desk_on(caseload)

    def desk_on(self, caseload: Caseload) -> Desk:
        """A desk on an open caseload, which is closed when the command ends."""
        from ipstui.desk import Desk

        if (ctx := click.get_current_context(silent=True)) is not None:
            ctx.find_root().call_on_close(caseload.close)
            began = caseload.generation
            ctx.meta[HAS_SAVED] = lambda: caseload.generation > began
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
    plain: bool = False,
    accept_edit: bool = False,
    accept_plain: bool = False,
) -> Caseload:
    """Open the caseload at `path`, asking for what is missing: a passphrase, or leave to begin a new file.

    A new file is never begun silently, because a mistyped path would look like an empty caseload: `create`
    is the word given beforehand, and in a terminal a person is asked. It is encrypted unless `plain`.
    Raises Refusal or StoreError.
    """
    from ipstui.store.caseload import Caseload
    from ipstui.store.errors import ChangedOutside, Downgraded, NeedsPassphrase, NoCaseFile, NotEncrypted, Refused

    how: dict[str, Any] = {"clock": clock, "read_only": read_only, "accept_edit": accept_edit}
    how |= {"accept_plain": accept_plain, "expect_encrypted": passphrase_file is not None}
    try:
        caseload = Caseload.open(path, **how)
    except NoCaseFile as missing:
        if not may_create:
            raise Refusal(f"{missing} Check the path; `ipstui add` with --create begins one there.") from None
        if not create and not _agreed(str(missing)):
            raise Refusal(f"{missing} Nothing was created. Check the path; --create begins one there.") from None
        return _created(path, clock, plain=plain, passphrase_file=passphrase_file)
    except NeedsPassphrase as locked:
        caseload = Caseload.open(path, vault=unlocked(locked.slots, passphrase_file), **how)
    except ChangedOutside as edited:
        raise Refusal(f"{edited}{_EDITED}") from None
    except (Downgraded, NotEncrypted) as plain_one:
        raise Refusal(f"{plain_one}{_PLAIN}") from None
    except Refused as refused:
        if refused.copies:
            raise Refusal(f"{refused}\n`ipstui restore` puts one of them in its place.") from None
        raise
    if caseload.notice:
        tell(caseload.notice, err=True)
    if not read_only:
        _copy_if_due(caseload)
    return caseload


NARROWEST = 40


def check_terminal() -> None:
    """Raise Refusal where no screen can be drawn, before anything is asked: the plain commands say the same."""
    wide = shutil.get_terminal_size().columns
    why = "cannot move its cursor (TERM=dumb)" if os.environ.get("TERM") == "dumb" else ""
    if not why and wide < NARROWEST:
        why = f"is {wide} columns wide, and the screen needs {NARROWEST}"
    if why:
        raise Refusal(f"This terminal {why}. `ipstui review` and `ipstui show NAME` print the same as plain lines.")


def open_screen(sitting: Sitting) -> int:
    """Open the case file, with questions on the screen where there are any, and show the screen; the exit code."""
    check_terminal()
    from ipstui.shell.gate import pass_gate

    typed = first_line(sitting.passphrase_file) if sitting.passphrase_file is not None else None
    caseload = pass_gate(
        sitting.path,
        clock=sitting.now,
        read_only=sitting.read_only,
        accept_edit=sitting.accept_edit,
        accept_plain=sitting.accept_plain,
        typed=typed,
    )
    if caseload is None:
        return 0
    desk = sitting.desk_on(caseload)
    desk.refuse_a_crowd()
    return show_screen(desk)


def show_screen(desk: Desk) -> int:
    """Show the screen on an open desk until the person leaves; return the exit code."""
    from ipstui.shell import crash
    from ipstui.shell.app import run

    return run(desk, crash_report=lambda error: str(crash.report(error, crash.folder())))


def _created(path: Path, clock: Callable[[], datetime], *, plain: bool, passphrase_file: str | None) -> Caseload:
    from ipstui.store.caseload import Caseload
    from ipstui.store.places import warnings_for

    for sentence in warnings_for(path):
        tell(sentence, err=True)
    return Caseload.create(path, clock=clock, vault=None if plain else new_vault(passphrase_file))


def _copy_if_due(caseload: Caseload) -> None:
    """The hourly copy. That it could not be made is said, and keeps nobody from working."""
    from ipstui.store.copies import copy_if_due
    from ipstui.store.errors import StoreError

    try:
        copy_if_due(caseload.storage, caseload.now())
    except StoreError as problem:
        tell(str(problem), err=True)


def _agreed(missing: str) -> bool:
    if not in_terminal():
        return False
    return click.confirm(f"{missing}\nBegin a new, empty one there?", err=True)
