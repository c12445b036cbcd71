"""What is behind one figure: the people and events that make it, and who else was in its base."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Event, kind_of
from ipstui.casework.words import kind_title, summary
from ipstui.reports.contents import Report, find
from ipstui.reports.counts import Counts
from ipstui.reports.entries import Entry
from ipstui.reports.figures import Figure
from ipstui.reports.pictures import told
from ipstui.reports.spans import Span, title
from ipstui.screens.pointing import point_at
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.reports.counting import Counting
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

COLUMNS = (Column(10, most=20, style="bold"), Column(10, most=16, style="$text-muted"), Column(20, share=1))
MOST = 500
"""How many events are listed: whoever wants others chooses a shorter period."""


class FigureScreen(Counting):
    """Opened over the reports, and there again when a person that was opened from it is closed."""

    NAME = "figure"
    BINDINGS = bindings("figure")
    AUTO_FOCUS = "#behind"

    def __init__(self, report: Report, entry: str, figure: str, span: Span | None) -> None:
        """`figure` is which figure of the line, "" where the line has events and no figure."""
        super().__init__()
        self._report = report
        self._line_id = entry
        self._figure = figure
        self._entry: Entry | None = None
        self.span = span

    def compose(self) -> ComposeResult:
        """The top line, the figure, the events, the whole of the one under the cursor."""
        yield TopLine("reports", self.mark)
        yield Static(id="head")
        yield Lines(COLUMNS, empty="Nobody is counted in this period.", id="behind")
        yield Static(id="detail")
        yield Hints()

    def on_mount(self) -> None:
        """Show the whole of the line under the cursor wherever it goes."""
        self.watch(self.query_one("#behind", Lines), "cursor", self._show_detail, init=False)

    def parts(self) -> tuple[str, ...]:
        """What its report needs."""
        return self._report.parts

    def say_counting(self) -> None:
        """Say that it is being counted again: something was saved."""
        self.query_one("#head", Static).update(Content("Counting …"))

    def draw(self, counts: Counts) -> None:
        """Draw the figure and its events."""
        self._entry = entry = find(counts, self._report, self._line_id)
        figure = next((each for each in entry.figures if each.id == self._figure), None) if entry else None
        label = figure.label if figure is not None else entry.label.strip() if entry is not None else "Not counted now"
        value = told(figure) if figure is not None else entry.value if entry is not None else ""
        if figure is not None and figure.base is not None:
            of = f"of {figure.of}"
            whole = f"{of} {figure.base.words}"
            value = value.replace(of, whole, 1) if of in value else f"{value.strip()} · {whole}"
        self.query_one("#head", Static).update(
            Content.assemble((f"{label}: {value.strip()}", "bold $accent"),
                             (f"  ({title(self.looked_at, self.desk.today)})", "$text-muted"))
        )  # fmt: skip
        ids = figure.events if figure is not None else self._behind()
        rows = self._events(ids)
        if figure is not None:
            rows += self._others(figure)
        elif entry is not None:
            rows += self._without_events(entry)
        self.query_one("#behind", Lines).show(rows)
        self._show_detail()

    def _behind(self) -> tuple[str, ...]:
        return tuple(id for ids in self._entry.behind.values() for id in ids) if self._entry is not None else ()

    def _events(self, ids: Iterable[str]) -> list[Line | Heading]:
        """A line an event, by person and day."""
        found = [event for id in ids if (event := self.desk.caseload.event(id)) is not None]
        found.sort(key=lambda event: (self._called(event.client).casefold(), event.client, event.on, event.id))
        rows: list[Line | Heading] = [self._line(event) for event in found[:MOST]]
        if len(found) > MOST:
            rows.append(Heading(f"The first {MOST} of {len(found):,}: a shorter period shows fewer.", quiet=True))
        return rows

    def _line(self, event: Event) -> Line:
        text = f"{kind_title(kind_of(event))}: {summary(event, self.desk.names(event.client))}"
        day = say.day(event.on, self.desk.today)
        return Line(Target("event", event.client, event=event.id), (self._called(event.client), day, text))

    def _called(self, client: str) -> str:
        person = self.desk.caseload.clients.get(client)
        return person.name if person is not None else ""

    def _others(self, figure: Figure) -> list[Line | Heading]:
        """Who, or what, else is in the base."""
        if figure.base is None:
            return []
        caseload = self.desk.caseload
        rest = sorted(set(figure.base.ids) - set(figure.ids))
        people = sorted((self._called(id), id) for id in rest if id in caseload.clients)
        # A part of an event (a visit of a job: "job:3") is shown by the event, once.
        events = self._events(dict.fromkeys(id.partition(":")[0] for id in rest if id not in caseload.clients))
        rows: list[Line | Heading] = [Line(Target("client", id), (name, "", "not counted")) for name, id in people]
        rows += events
        return [Heading(f"In the base, and not counted: {len(rest)}"), *rows] if rows else []

    def _without_events(self, entry: Entry) -> list[Line | Heading]:
        """People of whom nothing is recorded that would show it."""
        bare = sorted((self._called(client), client) for client, ids in entry.behind.items() if client and not ids)
        return [Line(Target("client", client), (name, "", "nothing is recorded")) for name, client in bare]

    @property
    def _target(self) -> Target | None:
        return self.query_one("#behind", Lines).target

    def chosen(self) -> Casefile | None:
        """The person of the line under the cursor."""
        target = self._target
        return self.desk.known(target.id) if target is not None else None

    def _show_detail(self) -> None:
        self.query_one("#detail", Static).update(Content(self.query_one("#behind", Lines).full_text), layout=False)

    # Keys

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the person at the event."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the person, with the cursor on the event; what concerns no one person is shown in full."""
        target = self._target
        if target is None:
            return
        if target.id in self.desk.caseload.clients:
            self.ips.open_client(target.id)
            if target.event:
                self.app.call_after_refresh(point_at, self.app, target.event)
        else:
            line = self.query_one("#behind", Lines).full_text
            text = Content(f"{line}\n\nIt concerns no one person.")
            self.app.push_screen(ReadingScreen("Recorded", text))

    def action_rule(self) -> None:
        """Say the rule, base, source and status."""
        if self._entry is not None:
            from ipstui.screens.reports.rule import rule_of

            self.app.push_screen(rule_of(self._entry))

    def action_back(self) -> None:
        """Go back to the report, where it was left."""
        self.dismiss()
