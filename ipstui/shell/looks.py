"""An app that gives nothing away: our looks, no traceback with people's names, no picture of the screen on disk."""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, TypeVar

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._path import CSSPathType
from textual.app import App, SystemCommand
from textual.color import Color
from textual.events import Event, Key, Paste
from textual.filter import LineFilter
from textual.notifications import Notify
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.widget import AwaitMount
from textual.worker import get_current_worker

from ipstui.casework.clean import shown
from ipstui.shell import escape
from ipstui.shell.themes import DARK, FEW_COLOURS, THEMES
from ipstui.shell.typeahead import TypeAhead

T = TypeVar("T")

_OPENING = 2.0
"""Seconds that leaving and locking wait at most for a screen that is being opened."""
_LOOK_AGAIN = 0.005


class _WholeCells(ScrollBarRender):
    """A scrollbar of whole cells: the eighths of a block at its ends are missing from older Windows consoles."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]


class _DoorOut(LineFilter):
    """Nothing that a terminal would obey is drawn, whoever wrote it and whichever widget draws it.

    Such characters are no cell wide: without them the line is as long as it was.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of a line, made safe."""
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [Segment(shown(text, mark=""), style, control) for text, style, control in segments]


class Uncoloured(LineFilter):
    """Takes every colour away; what stood on a light ground, as the cursor line of the plain look, is reversed."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colour. `background` does not matter: the plain look is black."""
        return [Segment(text, style and _without_colour(style), None) for text, style, _ in segments]


def _without_colour(style: Style) -> Style:
    light = style.bgcolor is not None and sum(style.bgcolor.get_truecolor()) > 3 * 128
    return Style(bold=style.bold, underline=style.underline, reverse=bool(style.reverse) != light, meta=style.meta)


class QuietApp(App[T]):
    """What the program and the gate before it have in common."""

    TITLE = "ipstui"
    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(self, *, theme: str = "", crash_report: Callable[[BaseException], str] | None = None) -> None:
        super().__init__()
        self.animation_level = "none"
        escape.install()
        self.typed = TypeAhead(self, super().on_event)
        self._leaving: asyncio.Task[None] | None = None
        self._door_out = _DoorOut()
        ScrollBar.renderer = _WholeCells
        self._crash_report = crash_report
        for each in THEMES:
            self.register_theme(each)
        # Set before anything is drawn: as a change it would have every stylesheet parsed a second time.
        self.set_reactive(App.theme, self._wearable(theme))
        self.set_class(True, f"-theme-{self.theme}", "-dark-mode" if self.current_theme.dark else "-light-mode")
        self._drawn, self._read_with = False, self.get_css_variables()
        self.stylesheet.set_variables(self._read_with)

    def wear(self, theme: str) -> None:
        """Take the look of the settings; the usual one for a name that is none of ours, as a newer ipstui may set."""
        self.theme = self._wearable(theme)

    def _wearable(self, theme: str) -> str:
        if self.no_color or self.console.color_system in ("standard", "windows"):
            return FEW_COLOURS
        return theme if theme in {each.name for each in THEMES} else DARK.name

    def refresh_css(self, animate: bool = True) -> None:
        """Read nothing twice until something was drawn: the framework does, though no colour has changed."""
        if self._drawn or self.get_css_variables() != self._read_with:
            super().refresh_css(animate)

    def on_ready(self) -> None:
        """The first frame is drawn: collect rubbish from here on, and leave what starting made alone."""
        self._drawn = True
        gc.freeze()
        gc.enable()

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours; muted text is one too, as the framework's "auto" comes out white within a line."""
        variables = super().get_css_variables()
        text, ground = Color.parse(variables["foreground"]), Color.parse(variables["background"])
        own = self.current_theme.variables.get("text-muted")
        variables["text-muted"] = own or text.blend(ground, 0.3).hex
        self.theme_variables = variables
        return variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """The framework's, and the door out. With NO_COLOR no colour is sent at all: the framework would send greys."""
        looks = [Uncoloured()] if self.no_color else super().get_line_filters()
        return [*looks, self._door_out]

    async def on_event(self, event: Event) -> None:
        """Keys, and what is pasted, reach the screen in order; see `typeahead`."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            await self.typed.take(event)
        else:
            await super().on_event(event)

    def exit(self, result: T | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave once what is being opened is there: half there, it would find its own parts gone."""
        if self._leaving is None:
            self.typed.stop()
            self._leaving = asyncio.create_task(self._leave(result, return_code, message))

    async def _leave(self, result: T | None, return_code: int, message: RenderableType | None) -> None:
        with contextlib.suppress(asyncio.TimeoutError):
            async with asyncio.timeout(_OPENING):
                await self.typed.done()
                await self.opened()
        super().exit(result, return_code, message)

    async def opened(self) -> None:
        """Return once what is being opened is there: until then it must not be taken away."""
        with contextlib.suppress(asyncio.TimeoutError):
            async with asyncio.timeout(_OPENING):
                while not all(screen.is_mounted for stack in self._screen_stacks.values() for screen in stack):
                    await asyncio.sleep(_LOOK_AGAIN)

    @property
    def covered(self) -> bool:
        """Whether what is on top is there to hide everything: then nothing comes up, and nothing is said."""
        return bool(self._screen_stacks.get(self._current_mode)) and getattr(self.screen, "HIDES", False)

    def push_screen(self, screen: Any, *args: Any, mode: str | None = None, **how: Any) -> Any:
        """Show a screen; none over what hides everything, unless it names the mode that does."""
        if mode is not None or not self.covered:
            return super().push_screen(screen, *args, mode=mode, **how)
        if not how.get("wait_for_dismiss"):
            return AwaitMount(self.screen, [])
        get_current_worker().cancel()  # nobody will answer
        return asyncio.get_running_loop().create_future()

    def on_notify(self, event: Notify) -> None:
        """Show what is said; not over what hides everything, which may have come since it was said."""
        if self.covered:
            event.prevent_default()

    async def push_screen_wait(self, screen: Any, **how: Any) -> Any:
        """Show a question, and return what it is dismissed with; in a worker only."""
        worker = get_current_worker()
        self.typed.asking.add(worker)
        try:
            return await super().push_screen_wait(screen, **how)
        finally:
            self.typed.asking.discard(worker)

    def tell(self, text: str, *, problem: bool = False) -> None:
        """Say something for a moment, as plain text."""
        self.notify(text, severity="error" if problem else "information", timeout=6 if problem else 4, markup=False)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None of the framework's: its Screenshot would put client data into Downloads."""
        return ()

    def _handle_exception(self, error: Exception) -> None:
        """Close with a sentence instead of a traceback, which would print names and notes."""
        if self._exception is not None:  # the first is the cause, and has been told
            return
        self._return_code = 1
        self._exception = error
        self._exception_event.set()
        from ipstui.shell import crash

        said = f"ipstui stopped because {crash.cause(error)}. Everything that was shown as saved is saved."
        if self._crash_report:
            with contextlib.suppress(Exception):  # a report that cannot be written must not hide the sentence
                said += f" A report without any content is in {self._crash_report(error)}."
        self._exit_renderables.append(said)
        self._close_messages_no_wait()
