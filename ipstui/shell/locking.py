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
from ipstui.shell.typeahead import BY_KEYS, LOCK

_PLACE = b"ipstui: where I was"
_LOCKED = "locked"


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
        self._opening = self._again = False
        """Whether it is being unlocked; and whether it was to be locked again meanwhile."""

    def touch(self) -> bool:
        """A key or the mouse puts the lock off; True when it came too late, and finds the program being locked."""
        before = self._saving.locked
        self.lock_when_idle()
        self._touched = clocks()
        return self._saving.locked and not before

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
        self._again = self._opening
        if self._saving.locked:
            return
        if not self._desk.caseload.encrypted:
            self._app.tell("This case file has no passphrase, so it cannot be locked. ^p, Encrypt gives it one.")
            return
        self._saving.locked = True
        self._app.typed.forget()
        begin(self._app, self._lock, group=LOCK)

    async def _lock(self) -> None:
        from ipstui.screens.data.unlock import UnlockScreen

        app, caseload = self._app, self._desk.caseload
        await app.opened()
        place = app.current_mode
        app.clear_notifications()
        app.add_mode(_LOCKED, Hidden)
        await app.switch_mode(_LOCKED)  # at once: a save under way may take a while
        async with self._saving.at_rest():
            sealed = self._put_away(place)
            if app.clipboard:
                app.copy_to_clipboard("")  # the terminal's too, where it was put there
            for group in BY_KEYS:
                app.workers.cancel_group(app, group)
            for mode, place_of in app.MODES.items():
                await app.remove_mode(mode)
                app.add_mode(mode, place_of)
            caseload.lock()
            self._desk.forget()
        await app.typed.told()  # what was still to open something has found that it may not
        slots = caseload.vault.slots if caseload.vault else ()
        screen = UnlockScreen("Locked", caseload.path, slots, self._unlock)
        if await app.push_screen_wait(screen, mode=_LOCKED) and not app.typed.stopped:
            self._touched = clocks()
            await self._take_up(sealed)
            self._sealed_drafts, self._opening, self._saving.locked = b"", False, False
            if self._again:
                self.lock()

    def _unlock(self, typed: str, *, accept_cost: bool) -> None:
        """What the derivation costs was accepted when the file was opened."""
        self._opening, self._again = True, False
        try:
            self._desk.caseload.unlock(typed)
        except BaseException:
            self._opening = False
            raise

    def sealed_drafts(self) -> bytes:
        """All that was typed and not saved, in the form open now too, as it may go to disk; empty in clear."""
        from ipstui.store import drafts

        if self._sealed_drafts:  # put away; locking and unlocking take a while, and the end may come meanwhile
            return self._sealed_drafts
        self._keep_drafts()
        return drafts.seal(self._desk.caseload.vault, self._drafts)

    def _keep_drafts(self) -> None:
        from ipstui.screens.asking import Asking

        for stack in self._app._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Asking) and screen.is_mounted:
                    screen.keep_draft()

    def _put_away(self, mode: str) -> tuple[bytes, bytes]:
        """Seal where the person is and what they were typing, and forget both."""
        from ipstui.screens.view import View
        from ipstui.store import drafts

        self._keep_drafts()
        screens = {}
        for screen in self._app._screen_stacks[mode]:
            if isinstance(screen, View) and (about := screen.reopens()):
                screens[screen.NAME] = about
        place = Place(mode=mode, screens=screens, drafts=self._drafts)
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
            await app.remove_mode(_LOCKED)
            if place is None:
                return
            self._drafts.update(place.drafts)
            for name, about in place.screens.items():
                if about.partition(" ")[0] in caseload.clients:
                    await app.push_screen(self._screens[name](about))
        if any(not form.startswith("session:") for form in self._drafts):
            app.tell("What you were typing is kept: it is there when you open the form again.")


class Hidden(Screen[None]):
    """Nothing, and nothing comes up over it: see `QuietApp.covered`."""

    HIDES = True
