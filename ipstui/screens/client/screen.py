"""One client: the phase with its reason, the clock, the way from referral to work, and the tabs below."""

from __future__ import annotations

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static, TabbedContent, TabPane

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import KINDS, BenefitsSession, Event, ProposalMade, Unread, Void, kind_of
from ipstui.casework.history import voided
from ipstui.casework.way import way_of
from ipstui.casework.words import kind_title, summary, title
from ipstui.screens.client.plan import COLUMNS as PLAN_COLUMNS
from ipstui.screens.client.plan import plan
from ipstui.screens.client.steps import Step, steps_for
from ipstui.screens.client.timeline import COLUMNS as TIMELINE_COLUMNS
from ipstui.screens.client.timeline import timeline
from ipstui.screens.client.work import COLUMNS as WORK_COLUMNS
from ipstui.screens.client.work import work as work_lines
from ipstui.screens.view import View
from ipstui.widgets.band import band
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines
from ipstui.widgets.topline import TopLine

LICENCE_COLUMNS = (Column(12, style="bold"), Column(40, share=1), Column(10, style="$text-muted"))
BENEFITS_COLUMNS = (Column(16, style="bold"), Column(40, share=1))
_NAMED = ("need", "task", "booking", "job", "offer", "vacancy", "proposal")
_HIDDEN_KINDS = {"void", "reviewed", "snooze", "fact_changed"}


class ClientScreen(View):
    """Pushed on top of the list it was opened from."""

    NAME = "client"
    CSS_PATH = "client.tcss"
    BINDINGS = bindings("client")
    AUTO_FOCUS = "#timeline"

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self._with_voided = False
        self._kind = ""

    def compose(self) -> ComposeResult:
        """The header, the band, the tabs, the keys."""
        yield TopLine("clients", self.mark)
        yield Static(id="head")
        yield Static(id="band")
        with TabbedContent(id="tabs"):
            with TabPane("1 Timeline", id="tab-timeline"):
                yield Lines(TIMELINE_COLUMNS, id="timeline")
            with TabPane("2 Plan", id="tab-plan"):
                yield Lines(PLAN_COLUMNS, id="plan")
            with TabPane("3 Work", id="tab-work"):
                yield Lines(WORK_COLUMNS, id="work")
            with TabPane("4 Licence", id="tab-licence"):
                yield Lines(LICENCE_COLUMNS, id="licence")
            with TabPane("5 Benefits", id="tab-benefits"):
                yield Lines(BENEFITS_COLUMNS, id="benefits")
        yield Static(id="detail")
        yield Hints()

    def chosen(self) -> Casefile | None:
        """This screen's person."""
        return self.desk.casefile(self._client) if self._client in self.desk.caseload.clients else None

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
        self.query_one("#head", Static).update(_head(casefile, width))
        way = way_of(self._client, events, today)
        closed = casefile.story.case.state == "closed"
        self.query_one("#band", Static).update(band(way, casefile.deadlines, today, width - 1, done=closed))
        self._draw_tab(casefile)

    def _draw_tab(self, casefile: Casefile) -> None:
        """Draw the tab that is shown, and only that: the licence and benefits sums are asked for when opened."""
        match self.lines.id:
            case "plan":
                rows = plan(casefile)
            case "work":
                rows = work_lines(casefile, self.names)
            case "licence":
                from ipstui.screens.client.licence import licence

                rows = licence(casefile)
            case "benefits":
                from ipstui.screens.client.benefits import benefits

                rows = benefits(casefile)
            case _:
                rows = self._timeline(casefile)
        self.lines.show(rows)
        self._show_detail()

    def _timeline(self, casefile: Casefile) -> list[Line | Heading]:
        events = self.desk.caseload.events_of(self._client)
        gone = voided(events) if self._with_voided else []
        rows = timeline(casefile, gone, self.names, kind=self._kind)
        if self._kind:
            rows.insert(0, Heading(f"Only {say.label(self._kind)}: f shows everything again", quiet=True))
        return rows

    def on_screen_resize(self) -> None:
        """Fit the header and the band."""
        self.redraw()

    @property
    def lines(self) -> Lines:
        """The list of the tab that is shown."""
        tab = self.query_one("#tabs", TabbedContent).active or "tab-timeline"
        return self.query_one(f"#{tab.removeprefix('tab-')}", Lines)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the line."""
        event.stop()
        self.action_open()

    def on_tabbed_content_tab_activated(self, event: TabbedContent.TabActivated) -> None:
        """Let the keys go to the list of the tab."""
        event.stop()
        if (casefile := self.chosen()) is not None:
            self._draw_tab(casefile)
        self.lines.focus()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the whole of the line under the cursor."""
        event.stop()
        if event.option_list is self.lines:
            self._show_detail()

    def _show_detail(self) -> None:
        self.query_one("#detail", Static).update(Content(self.lines.full_text), layout=False)

    # Acts

    def _event(self) -> Event | None:
        """Return the event behind the line under the cursor, as it was last corrected."""
        kind, _, name = (self.lines.key or "").partition(":")
        event = self.desk.caseload.event(name if kind in _NAMED else self.lines.key or "")
        casefile = self.chosen()
        if event is None or casefile is None:
            return event
        corrections = {each.voids: each for each in casefile.story.events if each.voids}
        while event.id in corrections:
            event = corrections[event.id]
        return event

    @work
    async def action_open(self) -> None:
        """Say what can be done about the line, or show the event in full."""
        casefile, key = self.chosen(), self.lines.key
        if casefile is None or key is None:
            return
        if key.startswith("reason:"):
            key = f"proposal:{key.split(':')[1]}"
        if key.startswith(("do:", "keep:")):
            await self._do(key, casefile)
            return
        steps = steps_for(key, casefile)
        event = self._event()
        if not steps:
            if event is not None:
                await self._show(event)
            return
        from ipstui.screens.choose import ChooseScreen

        choices = [(str(number), step.label) for number, step in enumerate(steps)]
        if event is not None:
            choices.append(("show", "Show in full"))
        about = summary(event, self.names) if event is not None else key
        chosen = await self.app.push_screen_wait(ChooseScreen(about, choices))
        if chosen == "show" and event is not None:
            await self._show(event)
        elif chosen.isdecimal():
            await self._take(steps[int(chosen)], casefile)

    async def _take(self, step: Step, casefile: Casefile) -> None:
        from ipstui.screens.forms.record import RecordScreen

        corrected = self.desk.caseload.event(step.corrects) if step.corrects else None
        if step.kind is ProposalMade:
            from ipstui.screens.forms.licence import ProposalScreen

            latest = next((p for p in casefile.story.licence.proposals if p.id == step.corrects), None)
            self.app.push_screen(ProposalScreen(casefile, step.values, corrects=self._latest(latest)))
            return
        if step.ask:
            naming = {name: [(value, say.label(value))] for name, value in step.values.items()}
            self.app.push_screen(RecordScreen(casefile, step.kind, step.values, corrects=corrected, naming=naming))
            return
        if step.event is not None:
            made = msgspec.structs.replace(step.event, client=self._client, on=self.desk.today)
            await self.try_save(made, label=f"{title(made).lower()} kept for {casefile.client.name}")
            return
        from ipstui.casework.forms import build

        event = build(step.kind, step.values, client=self._client, today=self.desk.today)
        await self.try_save(event, label=f"{title(event).lower()} recorded for {casefile.client.name}")

    def _latest(self, proposal: ProposalMade | None) -> ProposalMade | None:
        """Return a proposal under the id it was last saved with, so that a correction replaces the right one."""
        if proposal is None:
            return None
        own = [e for e in self.desk.casefile(self._client).story.events if isinstance(e, ProposalMade)]
        return next((e for e in own if e.recorded == proposal.recorded and e.what == proposal.what), None)

    async def _do(self, key: str, casefile: Casefile) -> None:
        """Do what a line that begins with an arrow offers."""
        from ipstui.screens.client import acts

        await acts.act(self, key, casefile)

    async def _show(self, event: Event) -> None:
        from ipstui.screens.client import acts
        from ipstui.screens.reading import ReadingScreen

        casefile = self.chosen()
        if isinstance(event, BenefitsSession) and casefile and acts.open_again(self, event, casefile):
            return
        today = self.desk.today
        parts: list[tuple[str, str]] = [(f"{summary(event, self.names)}\n\n", "bold")]
        if event.note:
            parts.append((f"{event.note}\n\n", ""))
        typed = event.recorded.astimezone()
        happened = "Booked for" if event.on > today else "Happened"
        told = (
            f"{happened} {say.when(event.on, event.at, today)}, recorded {say.day(typed.date(), today)} {typed:%H:%M}."
        )
        parts.append((f"{told}\n", "$text-muted"))
        if isinstance(event, Unread):
            parts.append((f"{event.problem}\n{event.raw}\n", ""))
        else:
            parts.append(("e corrects it, x takes it back; what it said before is kept.", "$text-muted"))
        self.app.push_screen(ReadingScreen(title(event), Content.assemble(*parts)))

    def action_edit(self) -> None:
        """Correct the event under the cursor."""
        event, casefile = self._event(), self.chosen()
        if event is None or casefile is None or isinstance(event, Unread | Void):
            self.ips.tell("Put the cursor on an event to correct it.")
            return
        from ipstui.screens.forms.record import RecordScreen

        self.app.push_screen(RecordScreen(casefile, type(event), corrects=event))

    async def action_void(self) -> None:
        """Take the event under the cursor back; or, if it was taken back, bring it back."""
        event, casefile = self._event(), self.chosen()
        if event is None or casefile is None:
            self.ips.tell("Put the cursor on an event to take it back.")
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
            self.ips.tell(f"{title(event)} {done}. u undoes, v shows what was taken back.")

    def action_show_voided(self) -> None:
        """Show or hide what was taken back."""
        self._with_voided = not self._with_voided
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
        self.query_one("#tabs", TabbedContent).active = "tab-timeline"
        self.redraw()

    @work
    async def action_record(self) -> None:
        """Record any kind of event."""
        casefile = self.chosen()
        if casefile is None:
            return
        from ipstui.screens.choose import ChooseScreen
        from ipstui.screens.forms.record import RecordScreen

        kinds = (kind for kind in KINDS if kind not in _HIDDEN_KINDS)
        choices = sorted(((kind, kind_title(kind)) for kind in kinds), key=lambda pair: pair[1])
        chosen = await self.app.push_screen_wait(ChooseScreen("Record what?", choices, search=True))
        if chosen:
            self.app.push_screen(RecordScreen(casefile, KINDS[chosen]))

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
        choices = [*choices, ("facts", "Name, phone and other facts …")]
        chosen = await self.app.push_screen_wait(ChooseScreen(casefile.client.name, choices))
        if chosen == "facts":
            self.app.push_screen(FactsScreen(casefile.client))
        elif chosen:
            self.app.push_screen(RecordScreen(casefile, KINDS[chosen]))

    def action_tab(self, name: str) -> None:
        """Show a tab."""
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
    if casefile.story.work.open_jobs or clock.day is None or casefile.story.case.state == "closed":
        return ""
    marks = {"overdue": " ▲", "due_soon": " ►", "met": " √", "met_late": " met late", "suspended": " suspended"}
    return f"day {clock.day} of 30{marks.get(clock.state, '')}"
