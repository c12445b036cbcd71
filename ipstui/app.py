"""The Textual app: places, themes, palette, and the one way in which screens save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

import msgspec
from textual import work
from textual.app import App, SystemCommand, get_system_commands_provider
from textual.color import Color
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.signal import Signal

from ipstui.actions import APP, bindings
from ipstui.desk import Desk
from ipstui.store.caseload import Batch, Change
from ipstui.store.errors import NotSaved
from ipstui.themes import THEMES


def _review() -> Screen[None]:
    from ipstui.screens.review import ReviewScreen

    return ReviewScreen()


def _clients() -> Screen[None]:
    from ipstui.screens.clients import ClientsScreen

    return ClientsScreen()


def _employers() -> Screen[None]:
    from ipstui.screens.employers import EmployersScreen

    return EmployersScreen()


def _palette() -> type:
    from ipstui.commands_palette import Palette

    return Palette


class _WholeCells(ScrollBarRender):
    """A scrollbar of whole cells: the eighths of a block at its ends are missing from older Windows consoles."""

    VERTICAL_BARS = [" "]
    HORIZONTAL_BARS = [" "]


class IpsApp(App[None]):
    """The whole screen. It keeps no case data of its own: the desk has it."""

    TITLE = "ipstui"
    CSS_PATH = "app.tcss"
    MODES = {"review": _review, "clients": _clients, "employers": _employers}
    DEFAULT_MODE = "review"
    COMMANDS = {get_system_commands_provider, _palette}
    BINDINGS = bindings(APP)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.animation_level = "none"
        ScrollBar.renderer = _WholeCells
        self.changed: Signal[Batch | None] = Signal(self, "changed")
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into a form and left, by form and person: it is there when the form opens again."""
        self._told_of_drafts = False
        self._saving = asyncio.Lock()
        self._crash_report = crash_report
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.caseload.settings.theme or "dark"

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours; muted text is one too, as the framework's "auto" comes out white within a line."""
        variables = super().get_css_variables()
        text, ground = Color.parse(variables["foreground"]), Color.parse(variables["background"])
        variables["text-muted"] = text.blend(ground, 0.3).hex
        self.theme_variables = variables
        return variables

    async def save(self, *changes: Change, label: str) -> Batch:
        """Check and save a batch, off the screen's thread, and tell every screen. Raises Unfit and NotSaved."""
        async with self._saving:
            batch = await asyncio.to_thread(self.desk.record, *changes, label=label)
        self.changed.publish(batch)
        return batch

    def tell(self, text: str, *, problem: bool = False) -> None:
        """Say something for a moment, as plain text."""
        self.notify(text, severity="error" if problem else "information", timeout=6 if problem else 4, markup=False)

    async def action_undo(self) -> None:
        """Take back the last thing done in this sitting."""
        try:
            async with self._saving:
                batch = await asyncio.to_thread(self.desk.undo)
        except NotSaved as error:
            self.tell(str(error), problem=True)
            return
        if batch is None:
            self.tell(
                "Nothing to undo: what was done before this sitting is corrected on the timeline, with e or x."
            )
            return
        self.theme = self.desk.caseload.settings.theme or "dark"
        self.changed.publish(None)
        self.tell(f"Undone: {batch.label}.")

    async def _go(self, mode: str) -> None:
        if isinstance(self.screen, self.screen_stack[0].__class__) or len(self.screen_stack) > 1:
            while len(self.screen_stack) > 1:
                self.pop_screen()
        await self.switch_mode(mode)

    async def action_go_review(self) -> None:
        """Show the review."""
        await self._go("review")

    async def action_go_clients(self) -> None:
        """Show everyone."""
        await self._go("clients")

    async def action_go_employers(self) -> None:
        """Show the employers."""
        await self._go("employers")

    def action_command_palette(self) -> None:
        """Open the palette, except over a form: its commands would leave what is typed there."""
        if not self.screen.is_modal:
            super().action_command_palette()

    def action_help(self) -> None:
        """Show the keys of the present screen."""
        from ipstui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(getattr(self.screen, "NAME", APP), self.size.width))

    async def action_quit(self) -> None:
        """Leave, once a save under way has ended; first say so when a form was left half filled in."""
        if self.drafts and not self._told_of_drafts:
            self._told_of_drafts = True
            self.tell(
                "What was typed into a form is not saved yet. Open it again, or leave without it: ^q once more."
            )
            return
        async with self._saving:
            self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The framework's commands, without Screenshot: it would put client data into Downloads."""
        yield SystemCommand("Theme", "Dark, light, or plain without colour", self.action_change_theme)

    @work
    async def action_change_theme(self) -> None:
        """Choose one of our three looks: the framework's others have colours nobody has checked for contrast."""
        from ipstui.screens.choose import ChooseScreen

        looks = [("dark", "Dark"), ("light", "Light"), ("plain", "Plain, without colour")]
        chosen = await self.push_screen_wait(ChooseScreen("How it looks", looks))
        if chosen:
            settings = msgspec.structs.replace(self.desk.caseload.settings, theme=chosen)
            await self.save(settings, label=f"look changed to {chosen}")
            self.theme = chosen

    def _handle_exception(self, error: Exception) -> None:
        """Close with a sentence instead of a traceback, which would print names and notes."""
        if self._exception is not None:  # the first is the cause, and has been told
            return
        self._return_code = 1
        self._exception = error
        self._exception_event.set()
        where = f" A report without any content is in {self._crash_report(error)}." if self._crash_report else ""
        self._exit_renderables.append(
            f"ipstui stopped because of a mistake in the program ({type(error).__name__}). "
            f"Everything that was shown as saved is saved.{where}"
        )
        self._close_messages_no_wait()


def run(desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> int:
    """Show the screen until the user leaves; return the exit code for the shell."""
    app = IpsApp(desk, crash_report=crash_report)
    app.run()
    return app.return_code or 0
