"""Saving off the screen's thread: one change at a time, to its end, and every screen is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from textual.signal import Signal

from ipstui.desk import Desk
from ipstui.shell.looks import QuietApp
from ipstui.store.caseload import Batch, Change
from ipstui.store.errors import NotSaved

_TURNS = 5
"""Of the loop, in which whoever waited for a save hears how it ended; it takes two."""


class Saving:
    """The one way from the screen to the case file."""

    def __init__(self, app: QuietApp[None], desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self.changed: Signal[Batch | None] = Signal(app, "changed")
        self.turn = asyncio.Lock()
        """Held by whoever is at the case file: leaving and locking wait for it."""
        self.locked = False
        """Whether the program is locked, or about to be: then nothing more may begin."""

    @contextlib.asynccontextmanager
    async def at_rest(self) -> AsyncIterator[None]:
        """Hold the turn once a save under way has ended, and its form knows: what it saved is no draft any more."""
        async with self.turn:
            for _ in range(_TURNS):
                await asyncio.sleep(0)
            yield

    async def save(self, *changes: Change, label: str) -> Batch:
        """Check and save a batch, and tell every screen. Raises Unfit and NotSaved."""
        batch: Batch = await self.off_thread(self._desk.record, *changes, label=label)
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
            async with self.turn:
                return await asyncio.to_thread(change, *args, **how)

        try:
            return await asyncio.shield(asyncio.ensure_future(run()))
        except NotSaved as error:
            self._desk.forget()
            if not error.uncertain:
                raise
            self.changed.publish(None)
            self._app.tell(str(error), problem=True)
            return self._desk.caseload.last_done

    async def undo(self) -> None:
        """Take back the last thing done in this sitting, and say what it was."""
        caseload = self._desk.caseload
        nothing = "Nothing to undo since you opened ipstui. For older entries press e or x on the timeline."
        if (batch := await self._step(lambda: caseload.last_done, self._desk.undo, nothing)) is not None:
            again = "" if batch.moved else " Ctrl+Y does it again."
            self._app.tell(f"Undone: {batch.label}.{again}")

    async def redo(self) -> None:
        """Do again what was undone last, and say what it was."""
        caseload = self._desk.caseload
        nothing = "Nothing to redo: only what was undone just now can be done again."
        if (batch := await self._step(lambda: caseload.last_undone, self._desk.redo, nothing)) is not None:
            self._app.tell(f"Done again: {batch.label}.")

    async def _step(self, last: Callable[[], Batch | None], step: Callable[[], object], nothing: str) -> Batch | None:
        """Go a step back or forth, and return what it was; say so when there is none, or the disk refuses."""
        found: list[Batch] = []

        def go() -> None:  # what is last is asked in turn: a save may be under way
            found.extend(filter(None, [last()]))
            step()

        try:
            await self.off_thread(go)
        except NotSaved as error:
            self._app.tell(str(error), problem=True)
            return None
        if not found:
            self._app.tell(nothing)
            return None
        self._app.wear(self._desk.caseload.settings.theme)
        self.changed.publish(None)
        return found[0]
