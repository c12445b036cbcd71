"""One client: the phase with its reason, the clock, the way from referral to work, and the tabs below."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ipstui.actions import ACTIONS, bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import KINDS, Event, Unread, Void, is_apart, kind_of
from ipstui.casework.history import as_corrected, voided
from ipstui.casework.people import Client
from ipstui.casework.search.clock import worked_since
from ipstui.casework.way import way_of
from ipstui.casework.words import kind_title, summary, title
from ipstui.screens.client.tab import Beside
from ipstui.screens.client.tabs import APART, TABS
from ipstui.screens.tabbed import Tabbed
from ipstui.widgets.band import band
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Lines
from ipstui.widgets.topline import TopLine

_DIGITS = {tab.name: each.keys for tab in TABS for each in ACTIONS if each.id == f"tab('{tab.name}')"}


class ClientScreen(Tabbed):
    """Pushed on top of the list it was opened from."""

    NAME = "client"
    BINDINGS = bindings("client")
    AUTO_FOCUS = f"#{TABS[0].name}"
    PARTS = tuple((tab.name, f"{_DIGITS[tab.name]} {tab.title}", tab.columns) for tab in TABS)

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._with_voided = False
        self._kind = ""
        self._just_voided = False
        """Whether the cursor has not been moved since x: it stands on another line now, which was not meant."""
        self._reached: Client | None = None
        """Whose reaching is drawn."""
        self._opened = False
        """Whether what is kept apart is shown: asked for anew each time its tab is opened."""

    def compose(self) -> ComposeResult:
        """The header, the band, the tabs, the keys."""
        yield TopLine("clients", self.mark)
        yield Static(id="head")
        yield Static(id="reach")
        yield Static(id="band")
        yield from self.tabs()
        yield Static(id="detail")
        yield Hints()

    def place(self) -> str:
        """This screen's person."""
        return self._client

    def redraw(self) -> None:
        """Draw the header, the band and every tab from the casefile."""
        casefile = self.chosen()
        if casefile is None:  # undone: the client is no longer there
            self.leave_if_shown()
            return
        width, today = self.size.width or self.app.size.width, self.desk.today
        events = self.desk.caseload.events_of(self._client)
        self.query_one("#head", Static).update(_head(casefile, width), layout=False)
        if self._reached != casefile.client:  # it may need another number of lines, which lays the screen out anew
            self._reached = casefile.client
            reach = self.query_one("#reach", Static)
            reach.update(_reach(casefile))
            reach.display = bool(casefile.client.reached or casefile.client.reaching)
        way = way_of(self._client, events, today)
        closed = casefile.story.case.state == "closed"
        drawn = band(way, casefile.deadlines, today, width - 1, done=closed)
        self.query_one("#band", Static).update(drawn, layout=False)
        self.draw_tab()

    def draw_tab(self) -> None:
        """Draw the tab that is shown, and only that: what a tab works out is asked for when it is opened."""
        if (casefile := self.chosen()) is None:
            return
        tab = next(tab for tab in TABS if tab.name == self.tab)
        everything = self.desk.caseload.events_of(self._client) if self._with_voided else ()
        gone = [event for event in voided(everything) if not is_apart(event)]
        if self._opened and tab.name != APART:
            self._opened = False
            self.query_one(f"#{APART}", Lines).show(())  # not to be seen for a moment when it is opened again
        self.lines.show(tab.rows(casefile, Beside(self.names, gone, self._kind, self._opened)))
        self._show_detail()

    def on_screen_suspend(self) -> None:
        """Hide what is kept apart when another place is gone to; a form or a question over this one is none."""
        if self._opened and not isinstance(self.app.screen, ModalScreen):
            self._opened = False
            self.redraw()

    def on_screen_resize(self) -> None:
        """Fit the header and the band."""
        self.redraw()

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the line."""
        event.stop()
        self.action_open()

    def cursor_moved(self) -> None:
        """Show the whole of the line under the cursor wherever it goes."""
        self._just_voided = False
        self._show_detail()

    def _show_detail(self) -> None:
        self.query_one("#detail", Static).update(Content(self.lines.full_text), layout=False)

    # Acts

    def _event(self) -> Event | None:
        """Return the event behind the line under the cursor, as it was last corrected."""
        target = self.lines.target
        event = self.desk.caseload.event(target.event) if target is not None and target.event else None
        if event is None or target is None or (self.tab == "timeline" and target.what == "event"):
            return event  # the timeline shows each as it was told, what was corrected too
        return as_corrected(event, self.desk.caseload.events_of(self._client))

    def action_copy_record(self) -> None:
        """Copy the line under the cursor for the official record; where it is none, everything new of the person."""
        event, casefile = self._event(), self.chosen()
        if casefile is not None:
            from ipstui.screens.copy.screen import CopyScreen

            self.app.push_screen(CopyScreen(casefile, self.try_save, only=event.id if event is not None else ""))

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
        from ipstui.screens.forms.any_kind import correct_one

        correct_one(self.app, casefile, event)

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
        if await self.try_save(void_event, label=f"{say.within(title(event))} of {casefile.client.name} {done}"):
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

    def action_show_voided(self) -> None:
        """Show or hide what was taken back."""
        if self.tab == APART:
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
        self.action_tab("timeline")  # the one tab that is of kinds

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

    @work
    async def action_words(self) -> None:
        """Choose words to send, and read them before they are copied."""
        from ipstui.screens.words.words import choose_words

        if (casefile := self.chosen()) is not None:
            await choose_words(self, casefile)

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
    reason = f"{phase.reason} ({phase.detail})" if phase.detail else phase.reason
    told = f"{phase.label}{since}: {reason}"
    room = max(width - len(name) - len(right) - 3, 10)
    if len(told) > room:  # the day stands on the band below
        told = f"{phase.label}: {reason}"
    if len(told) > room:
        told = told[: room - 1] + "…"
    gap = " " * max(width - len(name) - len(told) - len(right) - 1, 1)
    return Content.assemble((name, "bold $accent"), (told, "bold"), gap, (right, "bold"))


def _reach(casefile: Casefile) -> Content:
    """What must be heeded before they are rung or texted, first, and where to ring; never cut off."""
    client = casefile.client
    heed = f"▲ {client.reaching} " if client.reaching else ""
    return Content.assemble((heed, "bold $warning"), client.reached)


def _clock(casefile: Casefile) -> str:
    clock = casefile.clock
    if clock.day is None or casefile.story.case.state == "closed":
        return ""
    if worked_since(casefile.story, clock) or casefile.story.work.open_jobs:
        return ""
    marks = {
        "overdue": " ▲ overdue", "due_soon": " ► due soon", "met": " √ met", "met_late": " met late",
        "suspended": " suspended",
    }  # fmt: skip
    return f"day {clock.day} of 30{marks.get(clock.state, '')}"
