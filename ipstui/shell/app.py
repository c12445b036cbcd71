"""The Textual app: its places, keys and clocks. What it does for the data is held in parts of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from textual import work
from textual.app import SystemCommand, get_system_commands_provider
from textual.binding import Binding
from textual.events import Event, Key, MouseEvent, Paste
from textual.screen import Screen

from ipstui.actions import APP, NO_KEYS, Keys, bindings, fit_keys, shown_key
from ipstui.casework.history import local
from ipstui.desk import Desk
from ipstui.shell.contract import Drafts
from ipstui.shell.copying import Copying
from ipstui.shell.ending import Ending
from ipstui.shell.locking import Locking
from ipstui.shell.looks import QuietApp
from ipstui.shell.saving import Saving
from ipstui.store.caseload import Batch, Change
from ipstui.store.errors import NotSaved, StoreError

_TOUCHES = (Key, MouseEvent, Paste)
_LOOK_EVERY = 5.0
_FIRST_COPY_AFTER = 0.5
_COPY_EVERY = 600.0


# Each screen is imported when it is first opened.


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


def _reports() -> Screen[None]:
    from ipstui.screens.reports.screen import ReportsScreen

    return ReportsScreen()


def _client(client: str) -> Screen[None]:
    from ipstui.screens.client.screen import ClientScreen

    return ClientScreen(client)


def _session(client: str) -> Screen[None]:
    from ipstui.screens.session.screen import SessionScreen

    return SessionScreen(client)


def _together(about: str) -> Screen[None]:
    from ipstui.screens.together.screen import TogetherScreen

    client, _, page = about.partition(" ")
    return TogetherScreen(client, page)


def _release_day(client: str) -> Screen[None]:
    from ipstui.screens.release_day.screen import ReleaseDayScreen

    return ReleaseDayScreen(client)


def _day_list(client: str) -> Screen[None]:
    from ipstui.screens.release_day.checklist import DayListScreen

    return DayListScreen(client)


def _palette() -> type:
    from ipstui.shell.palette import Palette

    return Palette


class IpsApp(QuietApp[None]):
    """The whole screen. It keeps no case data of its own: the desk has it."""

    MODES = {"review": _review, "clients": _clients, "employers": _employers, "diary": _diary, "reports": _reports}
    DEFAULT_MODE = "review"
    CSS_PATH = ["app.tcss", "../screens/review/review.tcss", "../screens/client/client.tcss",
                "../screens/reports/reports.tcss", "../screens/find/find.tcss"]  # fmt: skip
    COMMANDS = {get_system_commands_provider, _palette}
    BINDINGS = bindings(APP)
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> None:
        super().__init__(theme=desk.caseload.settings.theme, crash_report=crash_report)
        self.desk = desk
        self.drafts: Drafts = {}
        self.saving = Saving(self, desk)
        self.changed = self.saving.changed
        self.copying = Copying(self, desk, self.saving)
        screens = {"client": _client, "session": _session, "together": _together, "release_day": _release_day,
                   "day_list": _day_list}  # fmt: skip
        self.locking = Locking(self, desk, self.saving, self.drafts, screens)
        self.ending = Ending(self, desk, self.saving, self.locking)
        self.keys: Keys = NO_KEYS
        self._told_of_drafts = False

    def on_mount(self) -> None:
        """Start the clocks: the copies begin after the first frame, because they need modules of their own."""
        self.ending.listen()
        self._take_keys()
        self.changed.subscribe(self, lambda _: self._take_keys(), immediate=True)
        self.set_interval(_LOOK_EVERY, self.locking.lock_when_idle)
        self.set_timer(_FIRST_COPY_AFTER, self.copying.begin)
        self.set_interval(_COPY_EVERY, self.copying.begin)
        caseload = self.desk.caseload
        if drafted := self.ending.take_up():
            self.drafts.update(drafted)
            self.tell("What you were typing when the program was ended is kept: it is there when you open the form.")
        if caseload.notice:
            self._tell_at_opening(caseload.notice)
        elif caseload.clients and not self.desk.made_up:
            saved = local(caseload.saved_at)
            count = len(caseload.clients)
            people = "1 person" if count == 1 else f"{count} people"
            only = ", to read only" if caseload.read_only else ""
            self.tell(f"Opened{only}: {people}, last saved {saved:%a} {saved.day} {saved:%b %H:%M}.")

    def _tell_at_opening(self, notice: str) -> None:
        """What somebody has to have read, such as that the file is older than the last save: it stays until closed."""
        from textual.content import Content

        from ipstui.screens.reading import ReadingScreen

        self.push_screen(ReadingScreen("At opening", Content(notice)))

    def _take_keys(self) -> None:
        """Have the keys that were chosen. While the program is locked nothing is known of them, and they stay."""
        wanted = self.desk.caseload.settings.keys
        if not self.locked and (wanted or self.keys):
            self.keys = fit_keys(wanted)
            self.set_keymap(self.keys)

    def get_key_display(self, binding: Binding) -> str:
        """Show a key as the table of actions does."""
        return binding.key_display or shown_key(binding.key)

    async def on_event(self, event: Event) -> None:
        """Any key or movement of the mouse puts the lock off; one that comes too late for that does nothing else."""
        if not (isinstance(event, _TOUCHES) and self.locking.touch()):
            await super().on_event(event)

    # What screens ask for

    @property
    def locked(self) -> bool:
        """Whether the program is locked, or about to be."""
        return self.saving.locked

    async def save(self, *changes: Change, label: str) -> Batch:
        """Check and save a batch, off the screen's thread, and tell every screen. Raises Unfit and NotSaved."""
        return await self.saving.save(*changes, label=label)

    async def off_thread(self, change: Callable[..., Any], *args: Any, **how: Any) -> Any:
        """Run what reads or changes the case file in a thread, one at a time."""
        return await self.saving.off_thread(change, *args, **how)

    @work(group="data")
    async def try_again(self, error: NotSaved, *changes: Change, label: str) -> None:
        """Ask what to do about changes that were not saved and have no form in which they wait."""
        from ipstui.screens.data.not_saved import ask_again

        if not self.locked:
            await ask_again(self, error, *changes, label=label)

    def open_client(self, client: str) -> None:
        """Show one client's screen."""
        self.push_screen(_client(client))

    def act(self, action: str) -> None:
        """Do what a row of the table of actions says, once what is under way has ended."""
        self.call_later(self.run_action, action)

    # What the table of actions names

    @work(group="data")
    async def action_flow(self, name: str) -> None:
        """Go through one of the flows, and say what the case file refuses."""
        from ipstui.shell.flows import FLOWS

        if self.locked:
            return
        try:
            await FLOWS[name](self)
        except StoreError as problem:
            if not self.locked:
                self.tell(str(problem), problem=True)

    async def action_go(self, place: str) -> None:
        """Show a place of the app, and nothing above it. A lock may come between, and stays."""
        while len(self.screen_stack) > 1 and not self.locked:
            await self.pop_screen()
        if not self.locked:
            await self.switch_mode(place)

    async def action_undo(self) -> None:
        """Take back the last thing done in this sitting."""
        await self.saving.undo()

    async def action_redo(self) -> None:
        """Do again what was undone last."""
        await self.saving.redo()

    def action_lock(self) -> None:
        """Lock at once."""
        self.locking.lock()

    def action_blank(self) -> None:
        """Blank the screen under a question, where it can be: somebody may come in while one is open, too."""
        able = [screen for screen in self.screen_stack if hasattr(screen, "action_blank")]
        if able and not self.covered:
            able[-1].action_blank()

    async def action_find_all(self) -> None:
        """Find over everything. It is there before the next key is heard."""
        from ipstui.screens.find.screen import FindScreen

        if isinstance(self.screen, FindScreen):
            self.screen.begin_again()
        else:
            await self.push_screen(FindScreen())

    def action_week_report(self) -> None:
        """Show the week's report."""
        from ipstui.screens.week.screen import WeekReportScreen

        if not isinstance(self.screen, WeekReportScreen):
            self.push_screen(WeekReportScreen())

    def action_vacancies(self) -> None:
        """Show the vacancies over everybody."""
        from ipstui.screens.vacancies.screen import VacanciesScreen

        if not isinstance(self.screen, VacanciesScreen):
            self.push_screen(VacanciesScreen())

    def action_command_palette(self) -> None:
        """Open the palette, except over a form: its commands would leave what is typed there."""
        if not self.screen.is_modal:
            from ipstui.shell.palette import Finding

            self.push_screen(Finding(id="--command-palette"))

    def action_help(self) -> None:
        """Show the keys of the present screen."""
        from ipstui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            private = getattr(self.screen, "PRIVATE", False)
            name = getattr(self.screen, "NAME", APP)
            self.push_screen(HelpScreen(name, self.size.width, self.keys, private=private))

    def action_guide(self, page: str = "") -> None:
        """Open the guide at a page, or at the list of them."""
        from ipstui.screens.guide import GuideScreen

        self.push_screen(GuideScreen(page))

    def action_saved(self) -> None:
        """Answer who presses Ctrl+S out of habit."""
        left = self.unsaved()
        rest = "All else is on the disk." if left else "Everything is saved already: each entry is on the disk."
        self.tell(f"{left} {rest}".strip())

    def unsaved(self) -> str:
        """What was typed into a form and left there, in a sentence; "" where everything is saved."""
        if not self.drafts:
            return ""
        known = self.desk.caseload.clients
        whose = {known[part].name for key in self.drafts for part in key.split("/") if part in known}
        about = f" about {', '.join(sorted(whose))}" if whose else ""
        return f"What was typed into a form{about} is not saved yet."

    async def action_quit(self) -> None:
        """Leave, once a save under way has ended; first say so when a form was left half filled in."""
        if self.locked:  # what was under way had ended before everything was put away
            self.exit()
            return
        if (left := self.unsaved()) and not self._told_of_drafts:
            self._told_of_drafts = True
            self.tell(f"{left} Open it again, or leave without it: ^q once more.")
            return
        async with self.saving.turn:
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
                self.tell(f"Changed until you leave. {error}", problem=True)


def run(desk: Desk, *, crash_report: Callable[[BaseException], str] | None = None) -> int:
    """Show the screen until the user leaves; return the exit code for the shell."""
    app = IpsApp(desk, crash_report=crash_report)
    app.run()
    return app.return_code or 0
