"""The weekly review: the week's strip, then one line a person, most urgent first."""

from __future__ import annotations

import asyncio

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Reviewed, Void
from ipstui.casework.official import Waiting
from ipstui.casework.review import TITLES, Review, Row, monday
from ipstui.screens.finder import Finder
from ipstui.widgets.band import SHORT
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.reasons import reasons
from ipstui.widgets.topline import TopLine

COLUMNS = (
    Column(1, most=6),
    Column(8, most=30),
    Column(12, style="$text-muted", wide=120),
    Column(40, share=1),
    Column(2, style="$text-muted", right=True, most=3, spare=1),
    Column(10, style="$text-muted", right=True, spare=2),
)
"""At 80 cells the reason has its forty and names are whole; from 100 nearly every reason is whole. The phase has a
column only where it takes nothing from them: it is told below, or at the side, with the reasons."""


SIDE_FROM, WIDEST = 132, 140
TICK, ROOM_FOR_A_WORD = "√ done", 120
"""The mark of who was gone through: a screen reader says "square root", so that there is a word wherever it fits."""
_ADD = "Press a to add a client with their referral."
_QUIET = 1.0
"""Seconds after which what opens a person, and finds, is made ready: the first Enter need not wait for it."""


def _read_from_disk() -> None:
    import ipstui.screens.client.screen  # noqa: F401
    import ipstui.screens.find.screen  # noqa: F401


class ReviewScreen(Finder):
    """Where the program opens."""

    NAME = "review"
    BINDINGS = bindings("review")
    AUTO_FOCUS = "#people"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (SIDE_FROM, "-wide"), (WIDEST, "-widest")]
    """The reasons stand at the side where the list beside them is no narrower than on a screen of 100 cells."""

    def compose(self) -> ComposeResult:
        """The top line, the week, the people; on a wide screen the reasons of the one under the cursor."""
        yield TopLine(self.NAME, self.mark)
        yield Static(id="strip")
        yield Lines(COLUMNS, empty="", id="people")
        yield Static(id="detail")
        if self.desk.leads:
            from ipstui.screens.review.first_steps import FirstSteps

            yield FirstSteps()
        yield Hints()

    def on_mount(self) -> None:
        """Make ready what is asked for next, once the first frame stands."""
        self.set_timer(_QUIET, self._make_ready)

    @work(group="ready")
    async def _make_ready(self) -> None:
        await asyncio.to_thread(_read_from_disk)
        if self.is_attached:  # else it was locked meanwhile
            self.desk.index()  # of a large caseload it takes as long as the first search

    def redraw(self) -> None:
        """Draw the week and everyone in it."""
        review = self.desk.review()
        self.query_one("#strip", Static).update(
            _strip(review, self.size.width, self.desk.not_in_the_official_record()), layout=False
        )
        lines: list[Line | Heading] = []
        group, people = None, self.query_one("#people", Lines)
        tick = TICK if _beside_the_reasons(self.size.width) >= ROOM_FOR_A_WORD else "√"
        for row in review.rows:
            if not self.wanted(row.casefile.client.name):
                continue
            if row.group != group:
                group = row.group
                lines.append(Heading(TITLES[group]))
            lines.append(_line(row, tick))
        if not review.rows:
            what = "This list will show who needs you now, and why." if self.desk.leads else _ADD
            lines = [
                Heading(f"Nobody here yet. {what}", quiet=True),
                Heading("To look around first: ^q leaves, then run ipstui demo.", quiet=True),
            ]
        elif not lines:
            lines = [Heading("Nobody is called that. Esc shows everyone again; closed cases are under F4.", quiet=True)]
        people.show(lines)
        self.set_class(not review.rows, "-nobody")
        self.show_detail()
        self._lead()

    def _lead(self) -> None:
        """Show the first steps as far as they are done; whoever has a second person needs them no more."""
        for box in self.query("#first-steps"):
            from ipstui.casework.first_steps import steps_done
            from ipstui.screens.review.first_steps import FirstSteps

            if self.desk.leads and len(self.desk.caseload.clients) <= 1:
                assert isinstance(box, FirstSteps)
                box.show(steps_done(self.desk.casefiles()))
            else:
                self.desk.leads = False
                box.remove()
        self.set_class(self.desk.leads, "-leads")

    def action_back(self) -> None:
        """Leave the first steps, while they lead; otherwise say how to leave."""
        if not self.desk.leads:
            super().action_back()
            return
        self.desk.leads = False
        self.redraw()
        self.ips.tell("The first steps are closed. The guide has them: Ctrl+P, “first day”.")

    def chosen(self) -> Casefile | None:
        """The person under the cursor."""
        target = self.query_one("#people", Lines).target
        return self.desk.known(target.id) if target is not None else None

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the person."""
        event.stop()
        self.action_open()

    def show_detail(self) -> None:
        """Tell the reasons of the person under the cursor."""
        casefile = self.chosen()
        text = Content("")
        if casefile is not None and self.size.width >= SIDE_FROM:
            text = reasons(casefile, self.desk.today, self.names, short=True)
        elif casefile is not None:
            line = self.query_one("#people", Lines).line
            text = _detail(casefile, reviewed=line is not None and line.cells[0] != "")
        if casefile is not None:
            waiting = self.desk.not_in_the_official_record(casefile.client.id).told(self.desk.today)
            text = Content.assemble(text, (f" · {waiting}" if waiting else "", "$text-muted"))
        # Its size does not change with its text: without a new layout a key press costs half.
        self.query_one("#detail", Static).update(text, layout=False)

    def action_open(self) -> None:
        """Open the person under the cursor; with nobody there yet, begin with the first."""
        if (casefile := self.chosen()) is not None:
            self.ips.open_client(casefile.client.id)
        elif self.desk.leads and not self.desk.caseload.clients:
            self.action_add_client()

    async def action_reviewed(self) -> None:
        """Mark the person as gone through this week, and go on to the next; or take the mark back."""
        casefile = self.about()
        if casefile is None:
            return
        people, today = self.query_one("#people", Lines), self.desk.today
        week, client = monday(today), casefile.client
        mark = next(
            (e for e in casefile.story.events if isinstance(e, Reviewed) and e.week == week and e.on <= today), None
        )
        if mark is not None:
            void = Void(client=client.id, on=today, voids=mark.id)
            if await self.try_save(void, label=f"{client.name} no longer marked as reviewed"):
                self.ips.tell(f"{client.name}: no longer marked as reviewed.")
        else:
            marked = Reviewed(client=client.id, on=today, week=week)
            if await self.try_save(marked, label=f"{client.name} marked as reviewed"):
                people.action_cursor_down()
                if self.desk.review().done is None:
                    self.ips.tell(f"{client.name} reviewed. Space again takes it back.")
                else:  # the line at the top says that this was the last: nothing is to cover it
                    self.app.clear_notifications()

    def action_add_client(self) -> None:
        """Add a client."""
        from ipstui.screens.clients.new_client import NewClientScreen

        self.add(NewClientScreen(), "client")

    def action_changes(self) -> None:
        """Show what happened in the last seven days."""
        from ipstui.screens.reading import ReadingScreen

        changes = self.desk.review().changes
        text = "\n".join(changes) if changes else "Nothing was recorded for the last seven days."
        self.app.push_screen(ReadingScreen("The last seven days", Content(text)))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while typing."""
        event.stop()
        self.redraw()


def _beside_the_reasons(width: int) -> int:
    """The cells that the list has on a screen of this width (review.tcss)."""
    return width - (38 if width >= WIDEST else 32 if width >= SIDE_FROM else 0)


def _detail(casefile: Casefile, *, reviewed: bool) -> Content:
    """Every live reason of the person under the cursor, on the two lines there is room for; the tick in a word."""
    whys = [say.sentence(flag.why) for flag in casefile.flags if flag.snoozed_until is None]
    phase = casefile.phase
    text = " · ".join((phase.label, *whys)) if whys else f"{phase.label}: {phase.reason}"
    ringing = casefile.client.ringing
    heed = (f"▲ {ringing} ", "bold $warning") if ringing else ""
    return Content.assemble((f"{casefile.client.name}  ", "bold"), "reviewed · " if reviewed else "", heed, text)


def _strip(review: Review, width: int, waiting: Waiting) -> Content:
    strip, today = review.strip, review.today
    late = f" ({strip.clock_overdue} overdue)" if strip.clock_overdue else ""
    parts = [
        f"{strip.active} of {strip.caseload} active",
        f"employers {strip.employers}",
        f"starts {strip.job_starts}",
        f"in work {strip.in_work}",
        f"on 30-day clock {strip.on_clock}{late}",
    ]
    if waiting.entries:
        parts.insert(2, f"{waiting.entries} to copy")
    # Once begun, how far it has come is what is looked for.
    parts.insert(0 if strip.reviewed else 3, _gone_through(review))
    week = f" Week {today.isocalendar().week}, {say.day(today, today)}"
    if len(f"{week} {today.year}   {' · '.join(parts[:4])} ") <= width:
        week += f" {today.year}"
    while len(" · ".join(parts)) > max(width - len(week) - 3, 0):  # none of them is ever shown in part
        parts.pop()
    counts = " · ".join(parts)
    gap = max(width - len(week) - len(counts) - 1, 2)
    return Content.assemble((week, "bold"), " " * gap, (counts, "$text-muted"))


def _gone_through(review: Review) -> str:
    """How many were gone through: "3 of 23 reviewed", at the end "23 of 23, done in 14 minutes; 3 promises"."""
    count = f"{review.strip.reviewed} of {review.strip.caseload}"
    if (done := review.done) is None:
        return f"{count} reviewed"
    took = f"done in {say.plural(done.minutes, 'minute')}" if done.minutes is not None else "done"
    return f"{count}, {took}" + (f"; {say.plural(done.promises, 'promise')}" if done.promises else "")


def _line(row: Row, tick: str) -> Line:
    client, label = row.casefile.client, row.casefile.phase.label
    more = f"+{row.more}" if row.more else ""
    return Line(
        Target("client", client.id),
        cells=(tick if row.reviewed else "", client.name, SHORT.get(label, label), row.why, more, row.last_contact),
        styles={1: "bold", 3: "$warning" if row.group == 1 else ""},
    )
