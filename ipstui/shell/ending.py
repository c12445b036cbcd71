"""The program is ended from outside, or its terminal closes: the screen is emptied, and nothing typed is lost.

Windows closes a console without asking in a way that leaves time for this: there what was not saved is gone.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
import threading

from ipstui.desk import Desk
from ipstui.shell.contract import Drafts, begin
from ipstui.shell.locking import Hidden, Locking
from ipstui.shell.looks import QuietApp
from ipstui.shell.saving import Saving
from ipstui.store.places import drafts_of

_SIGNALS = ("SIGTERM", "SIGHUP")
_LONGEST = 10.0
_BY_FORCE = 15.0
_CODE = 128 + signal.SIGTERM


class Ending:
    """Hears that the program is to end, and puts away what is on the screen."""

    def __init__(self, app: QuietApp[None], desk: Desk, saving: Saving, locking: Locking) -> None:
        self._app, self._desk, self._saving, self._locking = app, desk, saving, locking
        self._begun = False

    def listen(self) -> None:
        """Hear the signals, where there are any and this is the program's own thread."""
        loop = asyncio.get_running_loop()
        for name in _SIGNALS:
            if (number := getattr(signal, name, None)) is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self.begin)
        with contextlib.suppress(AttributeError, ValueError):
            _stay_down_when_the_terminal_is_gone()

    def take_up(self) -> Drafts:
        """What was being typed when the program was ended the last time; it is given once."""
        caseload = self._desk.caseload
        if not caseload.encrypted or caseload.read_only or not os.path.lexists(drafts_of(caseload.path)):
            return {}
        from ipstui.store import drafts

        return drafts.take(caseload.storage.disk, caseload.path, caseload.vault)

    def begin(self) -> None:
        """Seal what was typed to disk at once, then leave; a save under way is waited for."""
        if self._begun:
            return
        self._begun = True
        self._app.typed.stop()
        self._saving.locked = True  # what begins from here on would be saved, and sealed as not saved too
        if not self._app.is_headless:
            _end_by_force_after(_BY_FORCE)
        self._seal()
        _let_go_of_a_terminal_that_is_gone()
        begin(self._app, self._leave, group="ending", exit_on_error=False)

    def _seal(self) -> None:
        from ipstui.store import drafts

        sealed, caseload = self._locking.sealed_drafts(), self._desk.caseload
        if caseload.read_only:
            return
        if sealed:
            drafts.put(caseload.storage.disk, caseload.path, sealed)
        elif os.path.lexists(drafts_of(caseload.path)):
            with contextlib.suppress(OSError):
                drafts.drop(caseload.storage.disk, caseload.path)

    async def _leave(self) -> None:
        app = self._app
        with contextlib.suppress(Exception):  # the terminal may be gone already
            app.clear_notifications()
            await app.push_screen(Hidden(), mode=app.current_mode)
        with contextlib.suppress(asyncio.TimeoutError):
            async with asyncio.timeout(_LONGEST), self._saving.at_rest():
                self._seal()  # anew: what was saved meanwhile must not be offered again
        app.exit(return_code=_CODE)


def _end_by_force_after(seconds: float) -> None:
    """The framework's writer dies with its terminal, and leaving waits for it for ever: the file would stay held.

    What was saved is on disk by then, and what was typed is sealed.
    """
    timer = threading.Timer(seconds, os._exit, (_CODE,))
    timer.daemon = True
    timer.start()


def _let_go_of_a_terminal_that_is_gone() -> None:
    """Drawing into it fails, and leaving draws: what is drawn from here on goes nowhere."""
    for descriptor in _gone():
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)


def _gone() -> list[int]:
    """Those of the three standard files behind which a terminal hung up."""
    watch = select.poll()
    for descriptor in (0, 1, 2):
        watch.register(descriptor, 0)  # that it hung up is told unasked
    return [descriptor for descriptor, event in watch.poll(0) if event & (select.POLLHUP | select.POLLERR)]


def _stay_down_when_the_terminal_is_gone() -> None:
    """A closed terminal also says "go on", whereupon the framework would begin to draw anew, and wait for ever."""
    go_on = signal.getsignal(signal.SIGCONT)
    if callable(go_on):
        signal.signal(signal.SIGCONT, lambda number, frame: None if _gone() else go_on(number, frame))
