"""Reports: which one on the left, its figures on the right; every figure opens to the people and events behind it."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import bindings
from ipstui.exchange.own_measures import own_measures, write_template
from ipstui.reports.contents import REPORTS, Report
from ipstui.reports.counts import Counts
from ipstui.reports.entries import Block, Entry
from ipstui.reports.spans import moved, title
from ipstui.screens.reports import drawing
from ipstui.screens.reports.counting import Counting
from ipstui.store.disk import reason
from ipstui.store.places import measures_folder
from ipstui.study import is_study, study_notes
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

_LIST = 19
"""Cells of the list of reports with its rule."""
_TEMPLATE = Target("template", "connect_to_work")


class ReportsScreen(Counting):
    """A place of its own. It opens on the outcomes of everything recorded."""

    NAME = "reports"
    BINDINGS = bindings("reports")
    AUTO_FOCUS = "#reports"

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[Target, Entry] = {}

    def compose(self) -> ComposeResult:
        """The top line, the period, the reports beside the figures, the rule of the one under the cursor."""
        yield TopLine(self.NAME, self.mark)
        yield Static(id="span")
        with Horizontal():
            yield Lines((Column(_LIST - 4, share=1),), id="reports")
            yield Lines(drawing.COLUMNS, empty="Nothing was recorded by then. ] goes on, d to any days.", id="figures")
        yield Static(id="detail")
        yield Hints()

    def on_mount(self) -> None:
        """List the reports, and follow the cursor on both sides."""
        reports = self.query_one("#reports", Lines)
        reports.show([Line(Target("report", report.id), (report.title,)) for report in REPORTS])
        self.watch(reports, "cursor", self._turn_to, init=False)
        self.watch(self.query_one("#figures", Lines), "cursor", self._show_detail, init=False)

    @property
    def report(self) -> Report:
        """The report that is chosen."""
        target = self.query_one("#reports", Lines).target
        return next((each for each in REPORTS if target is not None and each.id == target.id), REPORTS[0])

    def parts(self) -> tuple[str, ...]:
        """What the chosen report needs."""
        return self.report.parts

    def _turn_to(self) -> None:
        self.redraw()
        self.query_one("#figures", Lines).action_first()

    def say_counting(self) -> None:
        """Say that it is being counted."""
        self._entries = {}
        self._show_span()
        self.query_one("#figures", Lines).show([Heading("Counting …", quiet=True)])
        self._show_detail()

    def draw(self, counts: Counts) -> None:
        """Draw the chosen report."""
        told = self.report.blocks(counts) if counts.people or self.report.id == "own" else []
        blocks = [*told, *self._beside()]
        self._entries = {drawing.target(each): each for block in blocks for each in block.entries}
        rows = drawing.rows(blocks, self.app.size.width - _LIST)
        if self.report.id == "own":
            rows.append(Line(_TEMPLATE, ("Write a template to fill in: Connect to Work",)))
        self._show_span()
        self.query_one("#figures", Lines).show(rows)
        self._show_detail()

    def _beside(self) -> list[Block]:
        """What the program knows beside the counts: the folder of measures, what the study printed otherwise."""
        caseload = self.desk.caseload
        if self.report.id == "own":
            folder = measures_folder(caseload.path)
            found = own_measures(folder)
            where = f"Read from {folder}. The guide (F1, F1) says how one is written."
            return [Block("Left out", notes=found.problems), Block("Where they come from", notes=(where,))]
        if is_study(caseload.clients) and self.report.id in ("outcomes", "cost"):
            of_cost = self.report.id == "cost"
            notes = (note for note in study_notes() if note.figure.startswith("cost/") == of_cost)
            told = tuple(f"{note.figure}: printed was {note.printed}. Here: {note.stands}." for note in notes)
            return [Block("Where the study's report printed another figure", notes=told)]
        return []

    def _show_span(self) -> None:
        told = title(self.looked_at, self.desk.today)
        self.query_one("#span", Static).update(
            Content.assemble(
                (f" {self.report.title}  ", "bold $accent"), (told, "bold"), ("   [ ] d  other days", "$text-muted")
            )
        )

    @property
    def _pointed(self) -> Entry | None:
        target = self.query_one("#figures", Lines).target
        return self._entries.get(target) if target is not None else None

    def _show_detail(self) -> None:
        entry, parts = self._pointed, []
        if entry is not None:
            rule = dict(entry.about).get("Rule") or next((text for _, text in entry.about), "")
            parts = [(f"{entry.label.strip()}  ", "bold"), (rule, "")]
        self.query_one("#detail", Static).update(Content.assemble(*parts), layout=False)

    # Moving about

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Enter a report, or open a figure."""
        event.stop()
        self.action_open()

    def action_to_figures(self) -> None:
        """Go to the figures."""
        self.query_one("#figures", Lines).focus()

    def action_to_list(self) -> None:
        """Go to the list of reports."""
        self.query_one("#reports", Lines).focus()

    @property
    def _in_figures(self) -> bool:
        return self.query_one("#figures", Lines).has_focus

    def action_back(self) -> None:
        """From the figures to the list; from the list to the review."""
        if self._in_figures:
            self.action_to_list()
        else:
            super().action_back()

    @work
    async def action_open(self) -> None:
        """Open the figure to the people and events behind it; of several, ask which."""
        from ipstui.screens.choose import ChooseScreen
        from ipstui.screens.reports.figure import FigureScreen

        if not self._in_figures:
            self.action_to_figures()
            return
        if self.query_one("#figures", Lines).target == _TEMPLATE:
            self._write_template()
            return
        entry = self._pointed
        if entry is None:
            return
        if not entry.opens:
            self.ips.tell("There is nothing behind this line to open. ? says how it comes about.")
            return
        chosen = entry.figures[0].id if entry.figures else ""
        if len(entry.figures) > 1:
            choices = [(figure.id, f"{figure.label}: {figure.count}") for figure in entry.figures]
            if not (chosen := await self.app.push_screen_wait(ChooseScreen(entry.label, choices))):
                return
        await self.app.push_screen(FigureScreen(self.report, entry.id, chosen, self.span))

    def action_rule(self) -> None:
        """Say the rule, base, source and status of the figure under the cursor."""
        entry = self._pointed
        if entry is None:
            self.ips.tell("Put the cursor on a figure: → goes there.")
            return
        from ipstui.screens.reports.rule import rule_of

        self.app.push_screen(rule_of(entry))

    # The period

    def action_earlier_period(self) -> None:
        """The period before."""
        self._move(-1)

    def action_later_period(self) -> None:
        """The period after."""
        self._move(1)

    def _move(self, by: int) -> None:
        to = moved(self.looked_at, by, self.desk.today)
        if to is None:
            self.ips.tell("Nothing has happened after this yet. d chooses other days." if by > 0 else
                          "Nothing is older than that. d chooses other days.")  # fmt: skip
            return
        self.span = to
        self.redraw()

    @work
    async def action_choose_period(self) -> None:
        """Choose a month, a quarter, a year, everything, or type the days."""
        from ipstui.screens.reports.period import ask_period

        if (to := await ask_period(self.app, self.looked_at, self.desk.today)) is not None:
            self.span = to if to.first is not None else None
            self.redraw()

    # What is made and recorded

    @work
    async def action_page(self) -> None:
        """Make the page to print of this report, and open it in the browser."""
        from ipstui.screens.reports.page import print_report

        await print_report(self, self.report.id, self.counts)

    @work
    async def action_record_service(self) -> None:
        """Record what concerns no one person: leave, the log gone through, a rating."""
        from ipstui.screens.reports.service_event import record_service

        entry = self._pointed
        await record_service(self, entry.id if entry is not None else "")

    def _write_template(self) -> None:
        try:
            path = write_template(measures_folder(self.desk.caseload.path))
        except FileExistsError:
            self.ips.tell("The template is there already: change it with any editor of text.")
        except OSError as error:
            self.ips.tell(f"It was not written: {reason(error)}. Nothing is lost.", problem=True)
        else:
            self.redraw()
            self.ips.tell(f"Written: {path}")
