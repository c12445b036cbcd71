"""The Textual app: places, themes and the palette. What it does for the data is in `care` and `data_actions`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from textual import work
from textual.app import SystemCommand, get_system_commands_provider
from textual.screen import Screen

from ipstui.actions import APP, bindings
from ipstui.desk import Desk
from ipstui.shell.data_actions import DataActions
from ipstui.store.errors import NotSaved


def _review() -> Screen[None]:
    from ipstui.screens.review.screen import ReviewScreen

    return ReviewScreen()


def _clients() -> Screen[None]:
    from ipstui.screens.clients.screen import ClientsScreen

    return ClientsScreen()


def _employers() -> Screen[None]:
    from ipstui.screens.employers.screen import EmployersScreen

    return EmployersScreen()


def _diary() -> Screen[None]:
    from ipstui.screens.diary.screen import DiaryScreen

    return DiaryScreen()


def _palette() -> type:
    from ipstui.shell.palette import Palette

    return Palette


class IpsApp(DataActions):
    """The whole screen. It keeps no case data of its own: the desk has it."""

    MODES = {"review": _review, "clients": _clients, "employers": _employers, "diary": _diary}
    DEFAULT_MODE = "review"
    CSS_PATH = ["app.tcss", "../screens/review/review.tcss"]
    COMMANDS = {get_system_commands_provider, _palette}
    BINDINGS = bindings(APP)
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> None:
        super().__init__(desk, crash_report=crash_report)
        self._told_of_drafts = False

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

    async def action_go_diary(self) -> None:
        """Show the diary."""
        await self._go("diary")

    def action_find_all(self) -> None:
        """Find over everything."""
        from ipstui.screens.find.screen import FindScreen

        if not isinstance(self.screen, FindScreen):
            self.push_screen(FindScreen())

    def action_week_report(self) -> None:
        """Show the week's report."""
        from ipstui.screens.week.screen import WeekReportScreen

        if not isinstance(self.screen, WeekReportScreen):
            self.push_screen(WeekReportScreen())

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
        if self.locked:  # what was under way had ended before everything was put away
            self.exit()
            return
        if self.drafts and not self._told_of_drafts:
            self._told_of_drafts = True
            self.tell("What was typed into a form is not saved yet. Open it again, or leave without it: ^q once more.")
            return
        async with self._saving:
            self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The framework's commands, without Screenshot: it would put client data into Downloads."""
        yield SystemCommand("Theme", "Dark, light, or plain without colour", self.action_change_theme)

    @work
    async def action_change_theme(self) -> None:  # type: ignore[override]
        """Choose one of our three looks: the framework's others have colours nobody has checked for contrast."""
        from ipstui.screens.choose import ChooseScreen

        looks = [("dark", "Dark"), ("light", "Light"), ("plain", "Plain, without colour")]
        chosen = await self.push_screen_wait(ChooseScreen("How it looks", looks))
        if chosen:
            settings = msgspec.structs.replace(self.desk.caseload.settings, theme=chosen)
            self.theme = chosen
            try:
                await self.save(settings, label=f"look changed to {chosen}")
            except NotSaved as error:
                self.tell(f"Changed for this sitting. {error}", problem=True)


def run(desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> int:
    """Show the screen until the user leaves; return the exit code for the shell."""
    app = IpsApp(desk, crash_report=crash_report)
    app.run()
    return app.return_code or 0
