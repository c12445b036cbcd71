"""The diary: what nobody has answered yet, then the week day by day, over everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.agenda import Agenda, Entry, hours, told
from ipstui.casework.casefile import Casefile
from ipstui.casework.diary import answer
from ipstui.casework.diary.state import Booked, Todo, diary_of
from ipstui.casework.events import Task
from ipstui.casework.history import Ledger
from ipstui.casework.known import earliest, latest
from ipstui.casework.review import monday
from ipstui.screens.diary.answering import Answer, answer_booking, save
from ipstui.screens.diary.columns import by_columns
from ipstui.screens.view import View
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

COLUMNS = (
    Column(11, style="$text-muted"),
    Column(16, style="bold"),
    Column(27, share=1),
    Column(10, style="$text-muted"),
)
_WEEK = timedelta(days=7)


class DiaryScreen(View):
    """A place of its own. It opens on this week, with the cursor on today."""

    NAME = "diary"
    BINDINGS = bindings("diary")
    AUTO_FOCUS = "#diary"
    CSS_PATH = "diary.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._week: date | None = None
        """The Monday looked at; None for the week that holds today, whichever that is."""
        self._entries: dict[Target, Entry] = {}

    def compose(self) -> ComposeResult:
        """The top line, the week in a line, its days side by side where there is room, the list, the whole line."""
        yield TopLine(self.NAME, self.mark)
        yield Static(id="strip")
        yield Static(id="columns")
        yield Lines(COLUMNS, empty="", id="diary")
        yield Static(id="detail")
        yield Hints()

    def on_mount(self) -> None:
        """Show the whole of the line under the cursor wherever it goes."""
        self.watch(self.query_one("#diary", Lines), "cursor", self._show_detail, init=False)

    @property
    def first(self) -> date:
        """The Monday of the week that is shown."""
        return self._week or monday(self.desk.today)

    def redraw(self) -> None:
        """Draw the week, and in the week that holds today what hangs over from earlier."""
        agenda = self.desk.agenda(self.first, self.first + timedelta(days=6))
        today, fresh = agenda.today, not self._entries
        self._entries = {}
        rows: list[Line | Heading] = []
        if self.first == monday(today):
            rows += self._section("How did it go?", agenda.unanswered, today, dated=True)
            rows += self._section("To do, past its day", agenda.late, today, dated=True)
        hanging, at = set(self._entries), None
        for day in agenda.days:
            title = say.day(day.on, today) + (" · today" if day.on == today else "")
            entries = [e for e in day.entries if _target(e) not in hanging]
            rows += self._section(title, entries, today)
            if day.on == today and not entries:
                rows += [Heading(title), Heading("Nothing is booked, to be done or due today.", quiet=True)]
            if day.on >= today and at is None and entries:
                at = _target(entries[0])
        if not self._entries:
            rows = [Heading("Nothing in this week. n on a person books a date; ← → other weeks.", quiet=True)]
        self.query_one("#strip", Static).update(_strip(agenda), layout=False)
        self.query_one("#columns", Static).update(by_columns(agenda, self.app.size.width))
        self.query_one("#diary", Lines).show(rows, select=at if fresh else None)
        self._show_detail()

    def _section(
        self, title: str, entries: tuple[Entry, ...] | list[Entry], today: date, *, dated: bool = False
    ) -> list[Line | Heading]:
        if not entries:
            return []
        rows: list[Line | Heading] = [Heading(title)]
        for entry in entries:
            target = _target(entry)
            while target in self._entries:
                target = replace(target, line=f"{target.line}'")
            self._entries[target] = entry
            rows.append(_line(target, entry, today, dated=dated))
        return rows

    def _pointed(self) -> Entry | None:
        target = self.query_one("#diary", Lines).target
        return self._entries.get(target) if target is not None else None

    def chosen(self) -> Casefile | None:
        """The person of the line under the cursor."""
        entry = self._pointed()
        return self.desk.known(entry.client) if entry else None

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the person."""
        event.stop()
        self.action_open()

    def _show_detail(self) -> None:
        entry = self._pointed()
        text = (
            Content.assemble((f"{entry.name}  " if entry.name else "", "bold"), told(entry)) if entry else Content("")
        )
        self.query_one("#detail", Static).update(text, layout=False)

    # Moving about

    def action_open(self) -> None:
        """Open the person of the line."""
        if (casefile := self.chosen()) is not None:
            self.ips.open_client(casefile.client.id)

    def action_earlier_week(self) -> None:
        """Show the week before."""
        self._show_week(self.first - _WEEK)

    def action_later_week(self) -> None:
        """Show the week after."""
        self._show_week(self.first + _WEEK)

    def action_this_week(self) -> None:
        """Show the week that holds today, with the cursor on today."""
        self._show_week(monday(self.desk.today))

    def _show_week(self, week: date) -> None:
        self._week = None if week == monday(self.desk.today) else week
        self._entries = {}
        self.redraw()

    def action_page(self) -> None:
        """Make a page of the week to print, and open it in the browser."""
        from ipstui.documents.diary_page import write
        from ipstui.screens.printing import print_page

        agenda = self.desk.agenda(self.first, self.first + timedelta(days=6))
        print_page(self, "The week's diary", lambda folder: write(agenda, folder))

    def action_calendar(self) -> None:
        """Write what is new or moved for one's own calendar."""
        self.ips.act("flow('calendar')")

    # How it went

    def action_log(self) -> None:
        """Log a contact against the booking under the cursor, where it has come and nobody answered it."""
        from ipstui.screens.forms.log import LogScreen

        entry = self._pointed()
        casefile, booking = self._booked(entry) if entry is not None else (None, None)
        if casefile is not None:
            ask = (
                booking is not None
                and booking.stands
                and earliest(booking.on) <= self.desk.today
                and booking.what != "interview"
            )
            self.app.push_screen(LogScreen(casefile, booking.id if ask and booking is not None else ""))

    @work
    async def action_kept(self) -> None:
        """Say that a booking was kept, with the contact that it was; or that a task is done."""
        entry = self._pointed()
        if entry is None or not self._is_open(entry):
            return
        if entry.sort == "task":
            if (task := self._todo(entry)) is not None:
                await save(self, lambda: answer.done(task, entry.client, self.desk.today), f"done: {task.text}")
            return
        await self._answer(entry, "kept")

    @work
    async def action_missed(self) -> None:
        """Say that a booking was missed."""
        entry = self._pointed()
        if entry is None or not self._is_open(entry):
            return
        if entry.sort == "task":
            self.ips.tell("A task is done or not: Space for done, r for another day.")
            return
        await self._answer(entry, "missed")

    @work
    async def action_cancelled(self) -> None:
        """Say that a booking will not be."""
        entry = self._pointed()
        if entry is None or not self._is_open(entry):
            return
        if entry.sort == "task":
            self.ips.tell("A task that is no longer wanted: x on its line takes it back, where the person is open.")
            return
        await self._answer(entry, "cancelled")

    @work
    async def action_moved(self) -> None:
        """Give a booking, or a task, another day."""
        entry = self._pointed()
        if entry is None or not self._is_open(entry):
            return
        if entry.sort == "booking":
            await self._answer(entry, "moved")
            return
        from ipstui.screens.diary.move import MoveScreen

        task = self._todo(entry)
        event = self.desk.caseload.event(task.event) if task is not None else None
        if isinstance(event, Task):
            self.app.push_screen(MoveScreen(entry.name, entry.what, event, self.chosen()))

    async def _answer(self, entry: Entry, how: Answer) -> None:
        casefile, booking = self._booked(entry)
        if casefile is not None and booking is not None:
            await answer_booking(self, casefile, booking, how)

    def _is_open(self, entry: Entry) -> bool:
        if entry.open:
            return True
        if entry.sort in ("booking", "task"):
            self.ips.tell(f"It is answered already: {say.label(entry.state)}. u takes the last thing back.")
        else:
            self.ips.tell("It is answered by what is recorded of the person: Enter opens them.")
        return False

    def _booked(self, entry: Entry) -> tuple[Casefile | None, Booked | None]:
        casefile = self.chosen()
        if casefile is None or entry.sort != "booking":
            return casefile, None
        return casefile, next((b for b in casefile.story.diary.bookings if b.id == entry.event), None)

    def _todo(self, entry: Entry) -> Todo | None:
        casefile = self.chosen()
        if casefile is not None:
            tasks = casefile.story.diary.tasks
        else:
            tasks = diary_of(Ledger(self.desk.caseload.events_of(""), self.desk.today)).tasks
        return next((task for task in tasks if task.id == entry.event), None)


def _target(entry: Entry) -> Target:
    return Target(entry.sort, entry.event, part=entry.client, line=entry.what if entry.sort == "deadline" else "")


def _line(target: Target, entry: Entry, today: date, *, dated: bool) -> Line:
    when = say.short_day(entry.on, today) if dated else hours(entry)
    about = ", ".join(part for part in (say.sentence(entry.what), entry.where) if part)
    state = say.label(entry.state) if entry.state not in ("booked", "open", "upcoming", "due") else ""
    pressing = bool(entry.said) or (entry.open and latest(entry.on) < today)
    if entry.said:
        state = "► overlaps" if entry.said[0].startswith("at the same time") else "► far"
    if dated:
        state = ""
    muted = "$text-muted" if entry.sort == "deadline" or (entry.sort in ("booking", "task") and not entry.open) else ""
    styles = {2: muted} if muted else {}
    return Line(target, (when, entry.name, about, state), styles=styles | ({3: "$warning"} if pressing else {}))


def _strip(agenda: Agenda) -> Content:
    first, last = agenda.days[0].on, agenda.days[-1].on
    week = f" Week {first.isocalendar().week}, {say.short_day(first, last)} to {say.short_day(last, last)} {last.year}"
    entries = [entry for day in agenda.days for entry in day.entries]
    booked = sum(entry.sort == "booking" for entry in entries)
    counts = [f"{booked} booked", f"{sum(entry.sort == 'task' for entry in entries)} to do"]
    if agenda.unanswered:
        counts.append(f"{len(agenda.unanswered)} not answered")
    return Content.assemble((week, "bold"), "   ", (" · ".join(counts), "$text-muted"))
