"""One client: the phase with its reason, the clock, the way from referral to work, and the tabs below."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static, TabbedContent, TabPane

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import KINDS, Conviction, Event, Unread, Void, is_apart, kind_of
from ipstui.casework.history import voided
from ipstui.casework.search.clock import worked_since
from ipstui.casework.way import way_of
from ipstui.casework.words import kind_title, summary, title
from ipstui.screens.client.tab import Beside
from ipstui.screens.client.tabs import APART, TABS
from ipstui.screens.view import View
from ipstui.widgets.band import band
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Lines
from ipstui.widgets.topline import TopLine


class ClientScreen(View):
    """Pushed on top of the list it was opened from."""

    NAME = "client"
    BINDINGS = bindings("client")
    AUTO_FOCUS = f"#{TABS[0].name}"

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._with_voided = False
        self._kind = ""
        self._just_voided = False
        """Whether the cursor has not been moved since x: it stands on another line now, which was not meant."""
        self._drawn = ""
        """The tab that shows what is known now."""
        self._opened = False
        """Whether what is kept apart is shown: asked for anew each time its tab is opened."""

    def compose(self) -> ComposeResult:
        """The header, the band, the tabs, the keys."""
        yield TopLine("clients", self.mark)
        yield Static(id="head")
        yield Static(id="band")
        with TabbedContent(id="tabs"):
            for number, tab in enumerate(TABS, 1):
                with TabPane(f"{number} {tab.title}", id=f"tab-{tab.name}"):
                    yield Lines(tab.columns, id=tab.name)
        yield Static(id="detail")
        yield Hints()

    def on_mount(self) -> None:
        """Show the whole of the line under the cursor wherever it goes."""
        for lines in self.query(Lines):
            self.watch(lines, "cursor", self._moved, init=False)

    def place(self) -> str:
        """This screen's person."""
        return self._client

    def redraw(self) -> None:
        """Draw the header, the band and every tab from the casefile."""
        casefile = self.chosen()
        if casefile is None:  # undone: the client is no longer there
            if self.is_current:
                self.dismiss()
            return
        width, today = self.size.width or self.app.size.width, self.desk.today
        events = self.desk.caseload.events_of(self._client)
        self.query_one("#head", Static).update(_head(casefile, width), layout=False)
        way = way_of(self._client, events, today)
        closed = casefile.story.case.state == "closed"
        drawn = band(way, casefile.deadlines, today, width - 1, done=closed)
        self.query_one("#band", Static).update(drawn, layout=False)
        self._draw_tab(casefile)

    def _draw_tab(self, casefile: Casefile) -> None:
        """Draw the tab that is shown, and only that: what a tab works out is asked for when it is opened."""
        tab = next(tab for tab in TABS if tab.name == self.lines.id)
        everything = self.desk.caseload.events_of(self._client) if self._with_voided else ()
        gone = [event for event in voided(everything) if not is_apart(event)]
        if self._opened and tab.name != APART:
            self._opened = False
            self.query_one(f"#{APART}", Lines).show(())  # not to be seen for a moment when it is opened again
        self.lines.show(tab.rows(casefile, Beside(self.names, gone, self._kind, self._opened)))
        self._drawn = tab.name
        self._show_detail()

    def on_screen_suspend(self) -> None:
        """Hide what is kept apart when another place is gone to; a form or a question over this one is none."""
        if self._opened and not isinstance(self.app.screen, ModalScreen):
            self._opened = False
            self.redraw()

    def on_screen_resize(self) -> None:
        """Fit the header and the band."""
        self.redraw()

    @property
    def lines(self) -> Lines:
        """The list of the tab that is shown."""
        tab = self.query_one("#tabs", TabbedContent).active or f"tab-{TABS[0].name}"
        return self.query_one(f"#{tab.removeprefix('tab-')}", Lines)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the line."""
        event.stop()
        self.action_open()

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        """Let the keys go to the list of the tab."""
        event.stop()
        if self._drawn != self.lines.id and (casefile := self.chosen()) is not None:
            self._draw_tab(casefile)
        self.lines.focus()

    def _moved(self) -> None:
        self._just_voided = False
        self._show_detail()

    def _show_detail(self) -> None:
        self.query_one("#detail", Static).update(Content(self.lines.full_text), layout=False)

    # Acts

    def _event(self) -> Event | None:
        """Return the event behind the line under the cursor, as it was last corrected."""
        target, casefile = self.lines.target, self.chosen()
        event = self.desk.caseload.event(target.event) if target is not None and target.event else None
        if event is None or casefile is None:
            return event
        standing = (*casefile.story.events, *(each.event for each in casefile.story.disclosure.sentences))
        corrections = {each.voids: each for each in standing if each.voids}
        while event.id in corrections:
            event = corrections[event.id]
        return event

    @work
    async def action_open(self) -> None:
        """Say what can be done about the line, or show the event in full."""
        from ipstui.screens.client import acts

        casefile, line = self.chosen(), self.lines.line
        if casefile is not None and line is not None:
            await acts.open_line(self, line, self._event(), casefile)

    def action_edit(self) -> None:
        """Correct the event under the cursor."""
        event, casefile = self._event(), self.chosen()
        if event is None or casefile is None or isinstance(event, Unread | Void):
            self.ips.tell("Put the cursor on an event to correct it.")
            return
        if isinstance(event, Conviction):
            from ipstui.screens.forms.conviction import correct

            correct(self.app, casefile, event)
            return
        from ipstui.screens.forms.record import RecordScreen

        self.app.push_screen(RecordScreen(casefile, type(event), corrects=event))

    async def action_void(self) -> None:
        """Take the event under the cursor back; or, if it was taken back, bring it back."""
        event, casefile = self._event(), self.chosen()
        if event is None or casefile is None:
            self.ips.tell("Put the cursor on an event to take it back.")
            return
        if self._just_voided:
            self.ips.tell("Taken back already. Move to another line, and press x there, to take that back; u undoes.")
            return
        events = self.desk.caseload.events_of(self._client)
        if event.id in {gone.id for gone in voided(events)}:
            standing = {e.id for e in voided(events)}
            void = next((e for e in events if e.voids == event.id and e.id not in standing), None)
            if isinstance(void, Void):
                target, done = void.id, "brought back"
            else:
                self.ips.tell("It was corrected: take the correction back instead.")
                return
        else:
            target, done = event.id, "taken back"
        void_event = Void(client=self._client, on=self.desk.today, voids=target)
        if await self.try_save(void_event, label=f"{title(event).lower()} of {casefile.client.name} {done}"):
            shown = "" if is_apart(event) else ", v shows what was taken back"
            self.ips.tell(f"{done.capitalize()}: {summary(event, self.names)}. u undoes{shown}.")
            self._just_voided = True
            self.call_next(setattr, self, "_just_voided", True)  # after the list is drawn, which moves the cursor

    @work
    async def action_delete(self) -> None:
        """Ask, then take the event under the cursor back."""
        from ipstui.screens.choose import ChooseScreen

        event = self._event()
        if event is None:
            self.ips.tell("Put the cursor on an event to take it back.")
            return
        no, yes = ("no", "No, leave it"), ("yes", "Yes: v shows it again, u undoes")
        asked = ChooseScreen(f"Take back: {summary(event, self.names)}?", [no, yes])
        if await self.app.push_screen_wait(asked) == "yes":
            self._just_voided = False
            await self.action_void()

    def action_next_tab(self) -> None:
        """The tab to the right, after the last the first."""
        self._turn(1)

    def action_previous_tab(self) -> None:
        """The tab to the left."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        names = [tab.name for tab in TABS]
        self.action_tab(names[(names.index(str(self.lines.id)) + by) % len(names)])

    def action_show_voided(self) -> None:
        """Show or hide what was taken back."""
        if self.lines.id == APART:
            self.action_open_apart()
            return
        self._with_voided, self._just_voided = not self._with_voided, False
        self.redraw()

    def action_open_apart(self) -> None:
        """Show what is kept apart, or hide it again."""
        self._opened = not self._opened
        self.redraw()

    @work
    async def action_filter(self) -> None:
        """Show one kind of event, or all again."""
        casefile = self.chosen()
        if casefile is None:
            return
        if self._kind:
            self._kind = ""
            self.redraw()
            return
        from ipstui.screens.choose import ChooseScreen

        kinds = sorted({kind_of(event) for event in casefile.story.events})
        choices = sorted(((kind, kind_title(kind)) for kind in kinds), key=lambda pair: pair[1])
        self._kind = await self.app.push_screen_wait(ChooseScreen("Show only", choices, search=len(kinds) > 12))
        self.query_one("#tabs", TabbedContent).active = "tab-timeline"  # the one tab that is of kinds
        self.redraw()

    @work
    async def action_case(self) -> None:
        """Close, reopen, pause or refer again; change the slow facts."""
        casefile = self.chosen()
        if casefile is None:
            return
        from ipstui.screens.choose import ChooseScreen
        from ipstui.screens.clients.new_client import FactsScreen
        from ipstui.screens.forms.record import RecordScreen

        state = casefile.story.case.state
        choices = {
            "open": [("paused", "Pause …"), ("closed", "Close …"), ("transfer_offered", "Offer a transfer …")],
            "paused": [("resumed", "Go on after the pause …"), ("closed", "Close …")],
            "closed": [("reopened", "Reopen …"), ("referral", "Referred again …")],
        }[state]
        if casefile.story.place.out_of_area and state != "closed":
            choices.insert(0, ("out_of_area_exception", "Go on, though out of area …"))
        choices = [*choices, ("facts", "Name, phone and other facts …")]
        chosen = await self.app.push_screen_wait(ChooseScreen(casefile.client.name, choices))
        if chosen == "facts":
            self.app.push_screen(FactsScreen(casefile.client))
        elif chosen:
            self.app.push_screen(RecordScreen(casefile, KINDS[chosen], chosen=True))

    def action_tab(self, name: str) -> None:
        """Show one tab, and let the keys go to its list."""
        self.query_one("#tabs", TabbedContent).active = f"tab-{name}"
        if (casefile := self.chosen()) is not None:
            self._draw_tab(casefile)
        self.query_one(f"#{name}", Lines).focus()

    def action_session(self) -> None:
        """Open the session, to look at together with the person."""
        from ipstui.screens.session.screen import SessionScreen

        self.app.push_screen(SessionScreen(self._client))

    def action_back(self) -> None:
        """Go back to the list."""
        self.dismiss()


def _head(casefile: Casefile, width: int) -> Content:
    phase, today = casefile.phase, casefile.story.today
    since = f" since {say.short_day(phase.since, today)}" if phase.since else ""
    name = f" {casefile.client.name}  "
    right = _clock(casefile)
    told = f"{phase.label}{since}: {phase.reason}"
    if phase.detail:
        told += f" ({phase.detail})"
    room = max(width - len(name) - len(right) - 3, 10)
    if len(told) > room:
        told = told[: room - 1] + "…"
    gap = " " * max(width - len(name) - len(told) - len(right) - 1, 1)
    return Content.assemble((name, "bold $accent"), (told, "bold"), gap, (right, "bold"))


def _clock(casefile: Casefile) -> str:
    clock = casefile.clock
    if clock.day is None or casefile.story.case.state == "closed":
        return ""
    if worked_since(casefile.story, clock) or casefile.story.work.open_jobs:
        return ""
    marks = {"overdue": " ▲", "due_soon": " ►", "met": " √", "met_late": " met late", "suspended": " suspended"}
    return f"day {clock.day} of 30{marks.get(clock.state, '')}"
