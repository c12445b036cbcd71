"""Locking, by key or when idle: everything read goes from the screen and from memory, and comes back unlocked."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping

import msgspec
from textual.screen import Screen

from ipstui.desk import Desk
from ipstui.shell.contract import Drafts, begin
from ipstui.shell.looks import QuietApp
from ipstui.shell.saving import Saving

_PLACE = b"ipstui: where I was"


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where the person was when the program locked; kept sealed with the key that is dropped."""

    mode: str
    screens: dict[str, str]
    """What each screen was about, the client first, by the screen's name, from the bottom upwards."""
    drafts: Drafts


def clocks() -> tuple[float, float]:
    """Read two clocks, in seconds: the first stands still while a laptop sleeps, the second can be set back."""
    return time.monotonic(), time.time()


class Locking:
    """Knows when the program was last touched, locks it, and leads back to where the person was."""

    def __init__(
        self,
        app: QuietApp[None],
        desk: Desk,
        saving: Saving,
        drafts: Drafts,
        screens: Mapping[str, Callable[[str], Screen[None]]],
    ) -> None:
        """`screens` makes a screen about a client anew, by the screen's name; see `View.reopens`."""
        self._app = app
        self._desk = desk
        self._saving = saving
        self._drafts = drafts
        self._screens = screens
        self._touched = clocks()
        self._sealed_drafts = b""  # while they are put away

    def touch(self) -> None:
        """A key or the mouse puts the lock off; the first after a sleep must not come before a lock that was due."""
        self.lock_when_idle()
        self._touched = clocks()

    def lock_when_idle(self) -> None:
        """Lock once nothing was touched for the minutes chosen, by the clock that has gone further."""
        caseload = self._desk.caseload
        if self._saving.locked or not caseload.encrypted:
            return
        idle = max(now - then for now, then in zip(clocks(), self._touched, strict=True))
        if idle >= caseload.settings.auto_lock_minutes * 60:
            self.lock()

    def lock(self) -> None:
        """Lock at once: the key and everything read are dropped, and the screens with them."""
        if self._saving.locked:
            return
        if not self._desk.caseload.encrypted:
            self._app.tell("This case file has no passphrase, so it cannot be locked. ^p, Encrypt gives it one.")
            return
        self._saving.locked = True
        begin(self._app, self._lock, group="lock")

    async def _lock(self) -> None:
        from ipstui.screens.data.unlock import UnlockScreen

        app = self._app
        async with self._saving.turn:
            caseload = self._desk.caseload
            sealed = self._put_away()
            if app.clipboard:
                app.copy_to_clipboard("")  # the terminal's too, where it was put there
            app.workers.cancel_group(app, "data")
            app.clear_notifications()
            app.add_mode("locked", _Blank)
            await app.switch_mode("locked")
            for mode, place in app.MODES.items():
                await app.remove_mode(mode)
                app.add_mode(mode, place)
            caseload.lock()
            self._desk.forget()
        opened = await app.push_screen_wait(
            UnlockScreen("Locked", caseload.path, caseload.vault.slots if caseload.vault else (), self._unlock)
        )
        if opened:
            self._touched = clocks()
            self._saving.locked = False
            await self._take_up(sealed)
            self._sealed_drafts = b""

    def _unlock(self, typed: str, *, accept_cost: bool) -> None:
        """What the derivation costs was accepted when the file was opened."""
        self._desk.caseload.unlock(typed)

    def sealed_drafts(self) -> bytes:
        """All that was typed and not saved, in the form open now too, as it may go to disk; empty in clear."""
        from ipstui.store import drafts

        if self._sealed_drafts:  # put away; locking and unlocking take a while, and the end may come meanwhile
            return self._sealed_drafts
        self._keep_drafts()
        return drafts.seal(self._desk.caseload.vault, self._drafts)

    def _keep_drafts(self) -> None:
        from ipstui.screens.asking import Asking

        for screen in self._app.screen_stack:
            if isinstance(screen, Asking) and screen.is_mounted:
                screen.keep_draft()

    def _put_away(self) -> tuple[bytes, bytes]:
        """Seal where the person is and what they were typing, and forget both."""
        from ipstui.screens.view import View
        from ipstui.store import drafts

        self._keep_drafts()
        screens = {}
        for screen in self._app.screen_stack:
            if isinstance(screen, View) and (about := screen.reopens()):
                screens[screen.NAME] = about
        place = Place(mode=self._app.current_mode, screens=screens, drafts=self._drafts)
        vault, nonce = self._desk.caseload.vault, os.urandom(12)
        assert vault is not None
        sealed = vault.seal(nonce, msgspec.json.encode(place), _PLACE)
        self._sealed_drafts = drafts.seal(vault, self._drafts)
        self._drafts.clear()
        return nonce, sealed

    async def _take_up(self, sealed: tuple[bytes, bytes]) -> None:
        """Go back to where the person was, in what is now known."""
        app, caseload = self._app, self._desk.caseload
        plain = caseload.vault.unseal(*sealed, _PLACE) if caseload.vault is not None else None
        place = msgspec.json.decode(plain, type=Place) if plain else None
        with app.batch_update():  # the list of everyone, beneath, must not be seen by whoever sits beside
            await app.switch_mode(place.mode if place and place.mode in app.MODES else app.DEFAULT_MODE)
            await app.remove_mode("locked")
            if place is None:
                return
            self._drafts.update(place.drafts)
            for name, about in place.screens.items():
                if about.partition(" ")[0] in caseload.clients:
                    await app.push_screen(self._screens[name](about))
        if any(not form.startswith("session:") for form in self._drafts):
            app.tell("What you were typing is kept: it is there when you open the form again.")


class _Blank(Screen[None]):
    """Nothing."""
