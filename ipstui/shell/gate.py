"""What stands before the case file: the passphrase, the first run, a file in use or damaged; each is a question.

It is an app of its own that ends with an open caseload, so that the program behind it always has one.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from ipstui.shell.contract import begin
from ipstui.shell.looks import QuietApp
from ipstui.store import tries
from ipstui.store.caseload import Caseload
from ipstui.store.errors import (
    AnotherKey,
    Busy,
    CannotLock,
    ChangedOutside,
    CostsMore,
    Downgraded,
    NeedsPassphrase,
    NoCaseFile,
    NotEncrypted,
    Refused,
    StoreError,
    shown,
)
from ipstui.store.vault import Vault

Clock = Callable[[], datetime]


def pass_gate(
    path: Path,
    *,
    clock: Clock,
    read_only: bool = False,
    accept_edit: bool = False,
    accept_plain: bool = False,
    typed: str | None = None,
) -> Caseload | None:
    """Open the caseload, asking on the screen for whatever is missing; None when the person leaves.

    `typed` is a passphrase known beforehand. Raises WrongPassphrase where that does not open the file, TooSoon after
    several that did not; where it costs more to try than usual, it is asked for on the screen.
    """
    how: dict[str, Any] = {"read_only": read_only, "accept_edit": accept_edit, "accept_plain": accept_plain}
    how["expect_encrypted"] = typed is not None
    try:
        return Caseload.open(path, clock=clock, **how)
    except NeedsPassphrase as locked:
        if typed is not None:
            with contextlib.suppress(CostsMore):
                how["vault"] = tries.tried(locked.slots, clock(), partial(Vault.unlock, locked.slots, typed))
    except StoreError:
        pass
    return Gate(path, clock=clock, **how).run()


class Gate(QuietApp[Caseload]):
    """Asks until the case file is open or the person leaves."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, path: Path, *, clock: Clock, **how: Any) -> None:
        from ipstui.shell import crash

        super().__init__(crash_report=lambda error: str(crash.report(error, crash.folder())))
        self._path, self._clock, self._how = path, clock, how

    def on_mount(self) -> None:
        """Begin to ask."""
        begin(self, self._pass)

    async def _pass(self) -> None:
        while self.is_running:
            try:
                self.exit(await asyncio.to_thread(Caseload.open, self._path, clock=self._clock, **self._how))
                return
            except NeedsPassphrase as locked:
                going_on = await self._unlock(locked)
            except NoCaseFile as missing:
                going_on = await self._begin(missing)
            except StoreError as refusal:
                going_on = await self._choose(refusal)
            if not going_on:
                self.exit(None)
                return

    async def _unlock(self, locked: NeedsPassphrase) -> bool:
        from ipstui.screens.data.unlock import UnlockScreen

        attempt = partial(Vault.unlock, locked.slots)
        self._how["vault"] = await self.push_screen_wait(UnlockScreen("Passphrase", locked.path, locked.slots, attempt))
        return self._how["vault"] is not None

    async def _begin(self, missing: NoCaseFile) -> bool:
        """Begin a new file, when the person says so: the path may be mistyped."""
        from ipstui.screens.choose import ChooseScreen
        from ipstui.screens.data.first_run import choose_vault
        from ipstui.store.places import is_carried, warnings_for

        title = " ".join([str(missing), *warnings_for(self._path)])
        choices = [("new", "Begin a new, empty case file there …"), ("leave", "Leave, nothing is created")]
        if await self.push_screen_wait(ChooseScreen(title, choices)) != "new":
            return False
        vault = await choose_vault(
            self, f"A new case file at {shown(self._path)}", may_be_plain=not is_carried(self._path)
        )
        if vault is None:
            return True  # ask again from the start
        key = None if vault == "plain" else vault
        try:
            made = await asyncio.to_thread(Caseload.create, self._path, clock=self._clock, vault=key)
        except StoreError as refusal:
            return await self._choose(refusal)
        await asyncio.to_thread(made.close)
        self._how["vault"] = key
        return True

    async def _choose(self, refusal: StoreError) -> bool:
        from ipstui.screens.choose import ChooseScreen

        headline = refusal.headline.removesuffix(" Copies that may be restored, newest first:")
        choices = []
        if isinstance(refusal, ChangedOutside):
            choices.append(("accept", "Open it as it is now; the audit notes it"))
        if isinstance(refusal, Downgraded | NotEncrypted):
            choices.append(("plain", "It is meant to be in clear: open it"))
        if isinstance(refusal, Refused) and refusal.copies:
            choices.append(("restore", f"Put a copy in its place … ({len(refusal.copies)} there)"))
        if isinstance(refusal, Busy | CannotLock):
            choices.append(("read", "Open it to read only"))
        choices += [("again", "Try again"), ("leave", "Leave")]
        match await self.push_screen_wait(ChooseScreen(headline, choices)):
            case "accept":
                self._how["accept_edit"] = True
            case "plain":
                self._how |= {"accept_plain": True, "vault": None}
            case "restore":
                await self._restore()
            case "read":
                self._how["read_only"] = True
            case "again":
                if isinstance(refusal, AnotherKey | NotEncrypted):
                    self._how["vault"] = None
            case _:
                return False
        return True

    async def _restore(self) -> None:
        from ipstui.screens.choose import ChooseScreen
        from ipstui.screens.data.copies import choose_copy
        from ipstui.screens.data.unlock import UnlockScreen
        from ipstui.store import copies, records, restoring

        vault = self._how.get("vault")
        found = await asyncio.to_thread(copies.list_copies, self._path, vault)
        chosen = await choose_copy(self, found, "Restore which backup? What is there now is kept next to it.")
        if chosen is None:
            return
        put_back = partial(restoring.restore, self._path, chosen.path, self._clock(), check=records.check)
        try:
            try:
                done = await asyncio.to_thread(put_back, vault=vault)
            except Downgraded as plain_one:
                choices = [("no", "No: leave everything as it is"), ("yes", "It is meant to be in clear: put it back")]
                if await self.push_screen_wait(ChooseScreen(plain_one.headline, choices)) != "yes":
                    return
                done = await asyncio.to_thread(put_back, vault=None, accept_plain=True)
                self._how["accept_plain"] = True
            except NeedsPassphrase as locked:
                attempt = partial(Vault.unlock, locked.slots)
                screen = UnlockScreen(
                    "The passphrase of the copy", chosen.path, locked.slots, attempt, may_go_back=True
                )
                vault = await self.push_screen_wait(screen)
                if vault is None:
                    return
                done = await asyncio.to_thread(put_back, vault=vault)
        except StoreError as problem:
            self.tell(str(problem), problem=True)
            return
        if done.unfinished:
            self.tell(done.unfinished, problem=True)
        self._how["vault"] = done.vault
