"""The week's report on the screen: the text as it is printed, with names or initials."""

from __future__ import annotations

from datetime import date, timedelta

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import bindings
from ipstui.casework.review import monday
from ipstui.documents.week_page import WeekPage, as_text, initials_of, page_of
from ipstui.screens.view import View
from ipstui.widgets.hints import Hints
from ipstui.widgets.topline import TopLine

_WEEK = timedelta(days=7)


class Told(VerticalScroll):
    """The text: up and down move it, left and right are for the weeks."""

    BINDINGS = [
        Binding("left", "screen.earlier_week", show=False),
        Binding("right", "screen.later_week", show=False),
    ]


class WeekReportScreen(View):
    """Opened over a place. It opens on this week."""

    NAME = "week_report"
    BINDINGS = bindings("week_report")
    AUTO_FOCUS = "#text"
    CSS_PATH = "week.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._week: date | None = None
        self._initials = False

    def compose(self) -> ComposeResult:
        """The top line, and the text."""
        yield TopLine(self.NAME, self.mark)
        with Told(id="text"):
            yield Static(id="report")
        yield Hints()

    @property
    def first(self) -> date:
        """The Monday of the week that is told."""
        return self._week or monday(self.desk.today)

    @property
    def page(self) -> WeekPage:
        """The report as it is to be set."""
        caseload, first = self.desk.caseload, self.first
        report = self.desk.week_report(first, first + timedelta(days=6))
        initials = initials_of(caseload.clients.values()) if self._initials else {}
        return page_of(report, caseload.settings.specialist, initials, made_up=self.desk.made_up)

    def redraw(self) -> None:
        """Tell the week, with its headings marked."""
        lines = as_text(self.page).rstrip().split("\n")
        parts = [(f"{line}\n", "bold $accent" if line.split(",")[0].split(":")[0].isupper() else "") for line in lines]
        self.query_one("#report", Static).update(Content.assemble(*parts))

    def action_earlier_week(self) -> None:
        """Tell the week before."""
        self._show_week(self.first - _WEEK)

    def action_later_week(self) -> None:
        """Tell the week after, up to this one."""
        if self.first < monday(self.desk.today):
            self._show_week(self.first + _WEEK)
        else:
            self.ips.tell("Nothing has happened in the weeks ahead yet: F6 shows what is booked.")

    def action_this_week(self) -> None:
        """Tell the week that holds today."""
        self._show_week(monday(self.desk.today))

    def _show_week(self, week: date) -> None:
        self._week = None if week == monday(self.desk.today) else week
        self.query_one("#text", Told).scroll_home(animate=False)
        self.redraw()

    def action_initials(self) -> None:
        """Initials in place of names, or names again."""
        self._initials = not self._initials
        self.redraw()

    def action_page(self) -> None:
        """Make the page to print, and open it in the browser."""
        from ipstui.documents.week_page import write
        from ipstui.screens.printing import print_page

        print_page(self, "The week's report", lambda folder: write(self.page, folder))

    def action_back(self) -> None:
        """Go back to where you came from."""
        self.dismiss()
