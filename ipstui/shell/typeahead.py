"""Keys typed ahead of the screen: each goes where it was meant, in order, once what the one before it began is there.

Textual hands a key to whatever has the focus when it arrives. A key that opens a form, saves or leaves takes a moment,
and the keys typed in that moment would go to the screen beneath, where each is an act of its own. Here they wait.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual.app import App
from textual.command import CommandPalette
from textual.events import Event, Key
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

AT_ONCE = ("ctrl+l", "f12")
"""What hides the screen waits for nothing; whatever was typed before it and not heard yet is forgotten."""
LONGEST = 10.0
"""Seconds that a key waits at most: what takes longer says so on the screen, and is not waited for."""
_LOOK_AGAIN = 0.005
_TWICE = 2
BY_KEYS = ("default", "data")
"""The groups of workers in which an act of a key goes on."""
LOCK = "lock"
"""The group of the worker that locks: keys wait for it whatever began it, until it asks for the passphrase."""


class TypeAhead:
    """The one way of keys to the screen. Nothing is held back while nothing is under way."""

    def __init__(self, app: App[Any], deliver: Callable[[Event], Awaitable[None]]) -> None:
        self._app, self._deliver = app, deliver
        self._waiting: deque[Event] = deque()
        self._begun_before: set[Worker[Any]] = set()
        self._going_on: asyncio.Task[None] | None = None
        self.stopped = False
        """Whether nothing more is heard, because the program is left."""
        self._stands: Screen[Any] | None = None
        """The screen that was there, whole, after the last key."""
        self.asking: set[Worker[Any]] = set()
        """The workers that wait for the answer to a question on the screen: they need keys, and are not waited for."""

    @property
    def busy(self) -> bool:
        """Whether a key is still under way."""
        return self._going_on is not None

    async def done(self) -> None:
        """Return once no key is under way."""
        while self._going_on is not None:
            await asyncio.wait({self._going_on})

    async def told(self) -> None:
        """Return once the app has read whatever it was told until now."""
        await self._read([self._app], asyncio.get_running_loop().time() + LONGEST)

    def stop(self) -> None:
        """Hear nothing more: the program is left."""
        self.stopped = True
        self.forget()

    def forget(self) -> None:
        """Forget what was typed and not heard yet."""
        self._waiting.clear()

    async def take(self, event: Event) -> None:
        """Hand a key, or what was pasted, on; or have it wait for its turn."""
        if self.stopped:
            return
        if isinstance(event, Key) and event.key in AT_ONCE:
            self.forget()
            await self._deliver(event)
        elif self.busy:
            self._waiting.append(event)
        elif self._app.screen is not self._stands or self._locking():  # it came up by itself, or is the first
            self._waiting.append(event)
            self._going_on = asyncio.create_task(self._go_on())
        else:
            self._begun_before = set(self._app.workers)
            self._going_on = asyncio.create_task(self._go_on())
            await self._deliver(event)

    async def _go_on(self) -> None:
        """Wait for what a key began, and hand the next one on, until none is left."""
        try:
            await self._settled()
            while self._waiting:
                self._begun_before = set(self._app.workers)
                await self._deliver(self._waiting.popleft())
                await self._settled()
        except Exception as error:  # as the app does with what goes wrong while it handles a key
            self._app._handle_exception(error)
        finally:
            self._going_on = None

    async def _settled(self) -> None:
        """Return once nothing of the last key is left to do: its messages are read, its screen stands, it is saved.

        Messages go up from what has the focus to the app, and acts send others down again: the way up has to be found
        empty twice running.
        """
        loop = asyncio.get_running_loop()
        end, quiet = loop.time() + LONGEST, 0
        while quiet < _TWICE and loop.time() < end and self._app.is_running and self._app.screen_stack:
            screen = self._app.screen
            if screen is not self._stands:
                await self._read([*screen.walk_children(with_self=True), self._app], end)
                self._stands, quiet = screen, 0
            focused, path = screen.focused, (screen.focused or screen).ancestors_with_self
            idle = not any(node.message_queue_size for node in path)
            for node in path:
                await self._read([node], end)
            idle = idle and not any(node.message_queue_size for node in path)
            same = self._app.screen is screen and screen.focused is focused
            quiet = quiet + 1 if idle and same else 0
            if quiet and (self._locking() or self._under_way()):
                quiet = 0
                await asyncio.sleep(_LOOK_AGAIN)

    async def _read(self, nodes: Sequence[MessagePump], end: float) -> None:
        """Wait until everything that now waits in these queues was read."""
        loop = asyncio.get_running_loop()
        reading: dict[asyncio.Future[None], MessagePump] = {}
        for node in nodes:
            read = loop.create_future()
            if node.call_later(_resolve, read):
                reading[read] = node
        while reading and loop.time() < end:
            await asyncio.wait(reading, timeout=_LOOK_AGAIN)
            reading = {read: node for read, node in reading.items() if not read.done() and node.is_running}

    def _locking(self) -> bool:
        return any(each.group == LOCK and self._goes_on(each) for each in self._app.workers)

    def _under_way(self) -> bool:
        """Whether an act that the last key began goes on in a worker, and asks nothing."""
        return any(
            worker.group in BY_KEYS and self._goes_on(worker) and not isinstance(worker.node, CommandPalette)
            for worker in set(self._app.workers) - self._begun_before
        )

    def _goes_on(self, worker: Worker[Any]) -> bool:
        return not worker.is_finished and worker not in self.asking


def _resolve(read: asyncio.Future[None]) -> None:
    if not read.done():
        read.set_result(None)
