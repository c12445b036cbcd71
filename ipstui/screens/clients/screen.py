"""Everyone by name, closed cases too."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input, Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.screens.finder import Finder
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

COLUMNS = (
    Column(16, share=1, style="bold"),
    Column(22),
    Column(24, share=5, style="$text-muted", spare=1),
    Column(8, style="$text-muted", right=True),
    Column(26, share=1, style="$text-muted", wide=136),
)
"""The people around somebody stand there only where the reason keeps the room it has at 100 cells."""


class ClientsScreen(Finder):
    """The list to find somebody in."""

    NAME = "clients"
    BINDINGS = bindings("clients")
    AUTO_FOCUS = "#people"
    CSS_PATH = "clients.tcss"

    def compose(self) -> ComposeResult:
        """The top line, the count, the people, the whole of the line under the cursor."""
        yield TopLine(self.NAME, self.mark)
        yield Static(id="count")
        yield Lines(COLUMNS, empty="Nobody here yet. Press a to add a client with their referral.", id="people")
        yield Static(id="detail")
        yield Hints()

    def redraw(self) -> None:
        """Draw open cases, then closed ones."""
        files = [each for each in self.desk.casefiles() if self.wanted(each.client.name)]
        opened = [each for each in files if each.story.case.state != "closed"]
        closed = [each for each in files if each.story.case.state == "closed"]
        rows: list[Line | Heading] = []
        for name, group in (("Open", opened), ("Closed", closed)):
            if group:
                rows.append(Heading(f"{name} {len(group)}"))
                rows += [_line(each) for each in group]
        if not rows and self.desk.caseload.clients:
            rows.append(Heading("Nobody is called that. Esc shows everyone again.", quiet=True))
        self.query_one("#people", Lines).show(rows)
        total = len(self.desk.caseload.clients)
        self.show_detail()
        self.query_one("#count", Static).update(f" {say.plural(total, 'client')}")

    def chosen(self) -> Casefile | None:
        """The person under the cursor."""
        target = self.query_one("#people", Lines).target
        return self.desk.known(target.id) if target is not None else None

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the person."""
        event.stop()
        self.action_open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while typing."""
        event.stop()
        self.redraw()

    def action_open(self) -> None:
        """Open the person under the cursor."""
        if (casefile := self.chosen()) is not None:
            self.ips.open_client(casefile.client.id)

    def action_add_client(self) -> None:
        """Add a client."""
        from ipstui.screens.clients.new_client import NewClientScreen

        self.add(NewClientScreen(), "client")


def _line(casefile: Casefile) -> Line:
    phase, today = casefile.phase, casefile.story.today
    last = casefile.story.engagement.last_contact
    ago = say.ago(last.on, today) if last else "–"
    people = ", ".join(f"{p.name} ({p.role})" if p.role else p.name for p in casefile.client.people)
    reason = phase.reason + (f", {phase.detail}" if phase.detail else "")
    return Line(Target("client", casefile.client.id), (casefile.client.name, phase.label, reason, ago, people))
