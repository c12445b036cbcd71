"""The day of release itself: a checklist with whom to ring, and afterwards what happened becomes the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Literal

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.events import DaySettled, DayTicked
from ipstui.casework.release_day.feasible import answer_for, headline, ordered
from ipstui.casework.release_day.state import DayItem, DayPlan, changes, current
from ipstui.casework.release_day.words import TICKS
from ipstui.casework.words import summary
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.release_day.rows import limits
from ipstui.screens.view import View
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

_MARKS = {"done": "√", "not_done": "○", "otherwise": "~"}


class DayListScreen(View):
    """Pushed on the client's screen, from the day on."""

    NAME = "day_list"
    CSS_PATH = "release_day.tcss"
    BINDINGS = bindings("day_list")
    AUTO_FOCUS = "#items"

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client

    def compose(self) -> ComposeResult:
        """Whom to ring, the list, the keys."""
        yield TopLine("clients", self.mark)
        yield Static(id="who")
        yield Static(id="top")
        yield Lines((Column(3, style="bold"), Column(13), Column(22, share=2), Column(20, share=2)), id="items")
        yield Hints()

    def place(self) -> str:
        """This screen's person."""
        return self._client

    @property
    def _plan(self) -> DayPlan | None:
        casefile = self.chosen()
        return casefile.story.release_day.last if casefile is not None else None

    def redraw(self) -> None:
        """Draw the list as it was ticked."""
        casefile, plan = self.chosen(), self._plan
        if casefile is None or plan is None:
            self.leave_if_shown()
            return
        today, event = self.desk.today, plan.event
        found = answer_for(plan, casefile.story)
        gone = f", gone through {say.day(plan.settled_on, today)}" if plan.settled_on else ""
        self.query_one("#who", Static).update(
            Content(f"{casefile.client.name}: day of release, {say.day(plan.day, today)}{gone}")
        )
        told = [
            f"Out at {say.clock(event.out_at) if event.out_at else '?'}, met by {event.met_by or '?'}"
            + (f", in by {say.clock(event.home_by)}" if event.home_by else ""),
            f"Out of hours, ring: {event.ring or 'nobody is named'}",
            f"A safeguarding worry goes to: {event.worry or 'nobody is named: your own procedure'}",
            headline(found),
            *(f"▲ {each.words}" for each in changes(plan, casefile.story.diary, casefile.story.today)),
        ]
        self.query_one("#top", Static).update(Content("\n".join(told)))
        self.query_one("#items", Lines).show(list(_rows(plan, ordered(found))))

    def _item(self) -> DayItem | None:
        target, plan, casefile = self.query_one("#items", Lines).target, self._plan, self.chosen()
        if target is None or plan is None or casefile is None:
            return None
        items = current(plan, casefile.story.diary, casefile.story.today)
        return next((item for item in items if item.id == target.id), None)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Show the item in full."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Show the item under the cursor in full."""
        from ipstui.screens.reading import ReadingScreen

        if (item := self._item()) is not None and (plan := self._plan) is not None:
            self.app.push_screen(ReadingScreen(item.what, Content("\n".join(_full(item, plan.ticks.get(item.id))))))

    async def action_done_item(self) -> None:
        """It is done, now."""
        await self._tick("done", "")

    @work
    async def action_not_done(self) -> None:
        """It was not done: say why, in a few words."""
        await self._ask("not_done", "Not done", "Why not? Leave it empty if it is not known.")

    @work
    async def action_otherwise(self) -> None:
        """It went otherwise: say how."""
        await self._ask("otherwise", "It went differently", "How did it go?")

    async def _ask(self, state: Literal["not_done", "otherwise"], title: str, told: str) -> None:
        from ipstui.screens.ask import AskScreen

        if (item := self._item()) is None:
            return
        words = await self.app.push_screen_wait(AskScreen(f"{title}: {item.what}", told))
        if words or state == "not_done":
            await self._tick(state, " ".join(words.split()))

    async def _tick(self, state: Literal["done", "not_done", "otherwise"], words: str) -> None:
        item, plan = self._item(), self._plan
        if item is None or plan is None:
            return
        if plan.settled_on is not None:
            self.ips.tell("This day was gone through already. u undoes the last thing done.")
            return
        now = self.desk.caseload.now().astimezone()
        at = time(now.hour, now.minute) if plan.day == self.desk.today else None
        tick = DayTicked(client=self._client, on=plan.day, at=at, plan=plan.id, item=item.id, state=state, words=words)
        if await self.try_save(tick, label=f"{item.what}: {TICKS[state]}"):
            lines = self.query_one("#items", Lines)
            lines.action_cursor_down()

    @work
    async def action_settle(self) -> None:
        """Show what would be recorded from the ticks, and record it."""
        from ipstui.casework.release_day.records import records_of

        casefile, plan = self.chosen(), self._plan
        if casefile is None or plan is None:
            return
        if plan.settled_on is not None:
            self.ips.tell("This day was gone through already.")
            return
        if not plan.ticks:
            self.ips.tell("Nothing is ticked yet: Space is done, m not done, o done differently.")
            return
        specialist = self.desk.caseload.settings.specialist
        events = records_of(plan, casefile.story, specialist)
        told = [f"· {summary(event, self.names)}" for event in events if not isinstance(event, DaySettled)]
        open_ = [item.what for item in plan.items if item.id not in plan.ticks]
        told += [f"Not ticked, so nothing is recorded of: {', '.join(open_)}"] if open_ else []
        if await self.app.push_screen_wait(ToRecordScreen(told)) == "yes":
            label = f"day of release of {casefile.client.name} recorded"
            if await self.try_save(*events, label=label):
                self.ips.tell(f"Recorded: {say.plural(len(events), 'entry', 'entries')}. u undoes them all.")

    def action_plan_again(self) -> None:
        """Change the plan."""
        from ipstui.screens.release_day.screen import ReleaseDayScreen

        if self._plan is not None and self._plan.settled_on is None:
            self.app.push_screen(ReleaseDayScreen(self._client))

    def action_page(self) -> None:
        """Make the sheet for the pocket."""
        from ipstui.screens.release_day.pocket import pocket

        pocket(self)

    def action_back(self) -> None:
        """Go back to the client."""
        self.dismiss()


class ToRecordScreen(ChooseScreen):
    """What would be recorded, each in a line, and whether it shall be."""

    def __init__(self, told: Sequence[str]) -> None:
        super().__init__("From the day to the record", [("yes", "Record all of it"), ("no", "Not yet")])
        self._told = told

    def compose(self) -> ComposeResult:
        """The title, what would be recorded, and the two answers."""
        with Vertical(classes="dialog"):
            yield Label(Content(self._title), classes="title")
            with VerticalScroll(id="told"):
                yield Static(Content("\n".join(self._told)))
            yield Lines([Column(20, share=1)], one_click=True)


def _rows(plan: DayPlan, items: tuple[DayItem, ...]) -> Iterator[Line | Heading]:
    yield Heading(f"{len(plan.ticks)} of {len(items)} ticked")
    for item in items:
        tick = plan.ticks.get(item.id)
        when = limits(item)
        if tick is None:
            told, mark = ", ".join(part for part in (item.place, item.along and f"{item.along} goes along") if part), ""
        else:
            told, mark = _how(tick), _MARKS[tick.state]
        yield Line(Target("item", item.id), (f"[{mark or ' '}]", when, item.what, told))


def _how(tick: DayTicked) -> str:
    at = f" {say.clock(tick.at)}" if tick.at else ""
    return f"{TICKS[tick.state]}{at}{f': {tick.words}' if tick.words else ''}"


def _full(item: DayItem, tick: DayTicked | None) -> Iterator[str]:
    if tick is not None:
        yield say.sentence(_how(tick))
    for label, text in (
        ("When", limits(item)), ("Where", item.place), ("With", item.with_whom), ("Ring", item.phone),
        ("Goes along", item.along), ("Bring", item.bring), ("If not", item.fallback),
        ("Minutes there", "" if item.minutes is None else str(item.minutes)),
    ):  # fmt: skip
        if text:
            yield f"{label}: {text}"
