"""What the app does for the data unasked: it saves off the screen's thread, locks when idle, and makes copies."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from typing import Any

import msgspec
from textual import work
from textual.events import Event, Key, MouseEvent, Paste
from textual.screen import Screen
from textual.signal import Signal

from ipstui.desk import Desk
from ipstui.shell.looks import QuietApp
from ipstui.store.caseload import Batch, Change
from ipstui.store.errors import NotSaved, StoreError

_TOUCHES = (Key, MouseEvent, Paste)
_LOOK_EVERY = 5.0
_FIRST_COPY_AFTER = 0.5
_COPY_EVERY = 600.0
_PLACE = b"ipstui: where I was"


class _Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person was when the program locked; kept sealed with the key that is dropped."""

    mode: str
    client: str
    session: bool
    drafts: dict[str, dict[str, str]]


class Care(QuietApp[None]):
    """Holds the desk. Subclasses name their places in MODES; `_mode` makes one anew."""

    def __init__(self, desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> None:
        super().__init__(theme=desk.caseload.settings.theme, crash_report=crash_report)
        self.desk = desk
        self.changed: Signal[Batch | None] = Signal(self, "changed")
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into a form and left, by form and person: it is there when the form opens again."""
        self.locked = False
        self._saving = asyncio.Lock()
        self._touched = self._clocks()
        self._said = ""

    def on_mount(self) -> None:
        """Start the clocks: the copies begin after the first frame, because they need modules of their own."""
        self.set_interval(_LOOK_EVERY, self._lock_when_idle)
        self.set_timer(_FIRST_COPY_AFTER, self._copy)
        self.set_interval(_COPY_EVERY, self._copy)
        caseload = self.desk.caseload
        if caseload.notice:
            self.tell(caseload.notice)
        elif caseload.clients and not self.desk.made_up:
            saved = caseload.storage.saved_at.astimezone()
            count = len(caseload.clients)
            people = "1 person" if count == 1 else f"{count} people"
            only = ", to read only" if caseload.read_only else ""
            self.tell(f"Opened{only}: {people}, last saved {saved:%a} {saved.day} {saved:%b %H:%M}.")

    # Saving

    async def save(self, *changes: Change, label: str) -> Batch:
        """Check and save a batch, off the screen's thread, and tell every screen. Raises Unfit and NotSaved."""
        batch: Batch = await self.off_thread(self.desk.record, *changes, label=label)
        self.changed.publish(batch)
        return batch

    async def off_thread(self, change: Callable[..., Any], *args: Any, **how: Any) -> Any:
        """Run what reads or changes the case file in a thread, one at a time, to its end whoever stops waiting.

        A save that stands but that the disk did not confirm is told, and counts as saved. Nothing may queue
        behind the locking, which waits for the screens to end.
        """
        if self.locked:
            raise NotSaved("the program was locked just now")

        async def run() -> Any:
            async with self._saving:
                return await asyncio.to_thread(change, *args, **how)

        try:
            return await asyncio.shield(asyncio.ensure_future(run()))
        except NotSaved as error:
            self.desk.forget()
            if not error.uncertain:
                raise
            self.changed.publish(None)
            self.tell(str(error), problem=True)
            return self.desk.caseload.last_done

    async def action_undo(self) -> None:
        """Take back the last thing done in this sitting."""
        try:
            batch = await self.off_thread(self.desk.undo)
        except NotSaved as error:
            self.tell(str(error), problem=True)
            return
        if batch is None:
            self.tell("Nothing to undo: what was done before this sitting is corrected on the timeline, with e or x.")
            return
        self.theme = self.desk.caseload.settings.theme or "dark"
        self.changed.publish(None)
        self.tell(f"Undone: {batch.label}.")

    # Copies

    @work(group="copy")
    async def _copy(self) -> None:
        """The copy at opening and each hour, in a worker, so that keys go on being heard. A trouble is said once."""
        if self.locked or self.desk.caseload.read_only:
            return
        try:
            await self.off_thread(self._copy_if_due)
            self._said = ""
        except StoreError as problem:
            if str(problem) != self._said and not self.locked:
                self._said = str(problem)
                self.tell(self._said, problem=True)

    def _copy_if_due(self) -> None:
        from ipstui.store.copies import copy_if_due, make_copy

        caseload = self.desk.caseload
        made = copy_if_due(caseload.storage, caseload.now())
        if made is not None and (second := caseload.second_folder) is not None:
            make_copy(caseload.storage, caseload.now(), folder=second)

    # Locking

    @staticmethod
    def _clocks() -> tuple[float, float]:
        # The first stands still while a laptop sleeps, the second can be set back: the longer of both counts.
        return time.monotonic(), time.time()

    async def on_event(self, event: Event) -> None:
        """Any key or movement of the mouse puts the lock off."""
        if isinstance(event, _TOUCHES):
            # The first key after a sleep must not come before the lock that was due.
            self._lock_when_idle()
            self._touched = self._clocks()
        await super().on_event(event)

    def _lock_when_idle(self) -> None:
        caseload = self.desk.caseload
        if self.locked or not caseload.storage.encrypted:
            return
        idle = max(now - then for now, then in zip(self._clocks(), self._touched, strict=True))
        if idle >= caseload.settings.auto_lock_minutes * 60:
            self.action_lock()

    def action_lock(self) -> None:
        """Lock at once: the key and everything read are dropped, and the screens with them."""
        if self.locked:
            return
        if not self.desk.caseload.storage.encrypted:
            self.tell("This case file has no passphrase, so it cannot be locked. ^p, Encrypt gives it one.")
            return
        self.locked = True
        self._lock()

    @work(group="lock")
    async def _lock(self) -> None:
        from ipstui.screens.data.unlock import UnlockScreen

        async with self._saving:
            caseload = self.desk.caseload
            sealed = self._put_away()
            self.workers.cancel_group(self, "data")
            self.clear_notifications()
            self.add_mode("locked", _Blank)
            await self.switch_mode("locked")
            for mode, place in self.MODES.items():
                await self.remove_mode(mode)
                self.add_mode(mode, place)
            caseload.lock()
            self.desk.forget()
        opened = await self.push_screen_wait(UnlockScreen("Locked", caseload.path, caseload.unlock))
        if opened:
            self._touched = self._clocks()
            self.locked = False
            await self._take_up(sealed)

    def _put_away(self) -> tuple[bytes, bytes]:
        """Seal where the person is and what they were typing, and forget both."""
        from ipstui.screens.dialog import Dialog

        client, session = "", False
        for screen in self.screen_stack:
            session = session or getattr(screen, "NAME", "") == "session"
            shown = getattr(screen, "_client", "")
            client = shown if shown and isinstance(shown, str) else client
            if isinstance(screen, Dialog):
                screen.keep_draft()
        place = _Place(mode=self.current_mode, client=client, session=session, drafts=self.drafts)
        vault, nonce = self.desk.caseload.storage.vault, os.urandom(12)
        assert vault is not None
        sealed = vault.seal(nonce, msgspec.json.encode(place), _PLACE)
        self.drafts = {}
        return nonce, sealed

    async def _take_up(self, sealed: tuple[bytes, bytes]) -> None:
        """Go back to where the person was, in what is now known."""
        vault = self.desk.caseload.storage.vault
        plain = vault.unseal(*sealed, _PLACE) if vault is not None else None
        place = msgspec.json.decode(plain, type=_Place) if plain else None
        with self.batch_update():  # the list of everyone, beneath, must not be seen by whoever sits beside
            await self.switch_mode(place.mode if place and place.mode in self.MODES else self.DEFAULT_MODE)
            await self.remove_mode("locked")
            if place is None:
                return
            self.drafts = place.drafts
            if place.client in self.desk.caseload.clients:
                await self._open_again(place)
        if any(not form.startswith("session:") for form in self.drafts):
            self.tell("What you were typing is kept: it is there when you open the form again.")

    async def _open_again(self, place: _Place) -> None:
        from ipstui.screens.client.screen import ClientScreen

        await self.push_screen(ClientScreen(place.client))
        if place.session:
            from ipstui.screens.session.screen import SessionScreen

            await self.push_screen(SessionScreen(place.client))


class _Blank(Screen[None]):
    """Nothing."""
