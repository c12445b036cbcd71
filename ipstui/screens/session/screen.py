"""The benefits session: one person beside the screen, hours and pay moved with keys, and everything answers."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.widgets import Static

from ipstui.actions import APP, FOR_ONE, actions_on, bindings
from ipstui.casework import say
from ipstui.casework.benefits.kept import Kept, KeptResults, changed_since, results_of
from ipstui.casework.benefits.session import Answer, Point, curve, endings, hourly_of, named
from ipstui.casework.benefits.start import Start, chosen, openings, start_of
from ipstui.casework.benefits.talk import Talk
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import BenefitsSession
from ipstui.screens.session.lines import choice_line, session_lines, who_line
from ipstui.screens.session.words import checks, figure_row, how
from ipstui.screens.view import View
from ipstui.widgets.chart import HoursChart, Mark
from ipstui.widgets.figures import figures
from ipstui.widgets.hints import Hints

if TYPE_CHECKING:
    pass

MOST_HOURS = Decimal(84)
PAY_STEP = Decimal("0.10")
LEAST_PAY = Decimal(1)
WIDE, TALL = 110, 34
"""Cells from which the figures stand beside the chart, and rows from which they are in blocks."""


class SessionScreen(View):
    """Pushed on the client's screen. `PRIVATE` tells the palette that nobody else may be named."""

    NAME = "session"
    PRIVATE = True
    CSS_PATH = "session.tcss"
    BINDINGS = [
        *bindings("session"),
        Binding("ctrl+p", "app.command_palette", show=False),
        Binding("f1", "app.help", "Help", show=True),
        *(
            Binding(a.keys, "closed_off", show=False, id=a.slot)  # a key chosen for it is closed off too
            for a in actions_on(APP)
            if a.keys and a.id not in FOR_ONE
        ),
    ]
    AUTO_FOCUS = ""

    def __init__(self, client: str, session: str = "") -> None:
        """`session` is the id of a kept one to open as it was."""
        super().__init__()
        self._client = client
        self._session = session
        self.talk = Talk()
        self._start: Start | None = None
        self._printed = False
        self.found: Answer | None = None
        """What the figures on the screen are of; None where there is no answer."""
        self._problem = ""
        self._points: tuple[Point, ...] = ()
        self._points_of: object = None
        self._wanted: object = None
        self._licence: tuple[Casefile | None, str, str] = (None, "", "")

    def compose(self) -> ComposeResult:
        """Who, the choice, the large figures, the lines, the chart, the keys."""
        for name in ("who", "choice"):
            line = Static(id=name)
            line.auto_links = False  # what can be clicked on is drawn as the key it stands for
            yield line
        yield Static(id="figures")
        with Container(id="body"):
            yield Static(id="lines")
            yield HoursChart(id="chart")
        yield Hints()

    def on_mount(self) -> None:
        """Begin with what is recorded, or what was left here; nothing said of others stays on the screen."""
        self.app.clear_notifications()
        if (casefile := self.chosen()) is None:
            return
        start = start_of(casefile.client, casefile.story, self.desk.caseload.vacancies)
        self._start = start
        self.talk.begin(start, self.ips.drafts.get(self._draft, {}).get("talk", ""))
        event = self.desk.caseload.event(self._session) if self._session else None
        if isinstance(event, BenefitsSession):
            self._show_kept(event)

    @property
    def _draft(self) -> str:
        return f"session:{self._client}"

    def place(self) -> str:
        """This screen's person."""
        return self._client

    # Drawing

    def redraw(self) -> None:
        """Work out the choice and draw it; the chart follows when its curve is known."""
        casefile = self.chosen()
        if casefile is None:
            self.leave_if_shown()
            return
        self._work_out()
        talk, today = self.talk, self.desk.today
        width = self.size.width or self.app.size.width
        wide = width >= WIDE
        self.query_one("#who", Static).update(who_line(casefile.client.name, today, self.mark, width))
        kept = f"kept {say.day(talk.shown.on, today)}" if talk.shown is not None else ""
        self.query_one("#choice", Static).update(choice_line(talk.choice, kept, width))
        row = figure_row(self.found, talk.choice.hours)
        tall = wide and self.app.size.height >= TALL
        self.query_one("#figures", Static).update(figures(row, width, block=tall))
        lines = session_lines(
            self.found,
            self._problem,
            talk.facts,
            today=today,
            licence=self._licence_line(casefile),
            told=self._release_told(casefile),
            notice=" ".join(self._changed(casefile)),
            width=66 if wide else width - 2,
            full=wide,
        )
        self.query_one("#lines", Static).update(lines)
        self._draw_chart()

    def _release_told(self, casefile: Casefile) -> str:
        """The release date as told, and the day to expect where the two differ; kept sessions show their own day."""
        expected = expected_release(casefile.story) if self.talk.shown is None else None
        return expected.said(self.desk.today) if expected is not None else ""

    def _work_out(self) -> None:
        self._problem = ""
        try:
            self.found = self.talk.now(self.desk.today)
        except Unfit as error:
            self.found, self._problem = None, error.problem
        if self.talk.results is not None:
            self._points, self._points_of = self.talk.results.curve, None

    def _draw_chart(self) -> None:
        chart = self.query_one("#chart", HoursChart)
        if self.found is None:
            chart.show((), None, ())
            return
        talk = self.talk
        if talk.shown is None:
            choice = talk.choice
            wanted = (talk.facts, hourly_of(choice), choice.pension, choice.supported, choice.starts,
                      self.desk.today)  # fmt: skip
            if wanted != self._points_of:  # the curve of other facts is never drawn beside these figures
                self._wanted = wanted
                self.call_after_refresh(self._new_curve, wanted)
                return
        limit = self.found.permitted.hours_under if self.found.permitted else None
        marks = [Mark(float(limit), f"under {say.number(limit)} h for ESA")] if limit is not None else []
        marks += [
            Mark(float(end.hours), f"{end.benefit} ends")
            for end in endings(self._points)
            if not (end.benefit == "ESA" and end.hours == limit)
        ]
        total = self.found.better.in_work.total_monthly
        place = None if total is None else (float(talk.choice.hours), float(total))
        chart.show([(float(p.hours), float(p.total)) for p in self._points if p.total is not None], place, marks)

    def _new_curve(self, wanted: object) -> None:
        """Work the curve out once the figures are on the screen: it is forty sums."""
        if wanted == self._wanted and wanted != self._points_of and self.is_attached:
            self._points = curve(self.talk.facts, self.talk.choice, self.desk.today)
            self._points_of = wanted
            self._draw_chart()

    @property
    def curve_drawn(self) -> bool:
        """Whether the chart shows the curve of the facts beside it."""
        return self._points_of == self._wanted

    def _changed(self, casefile: Casefile | None) -> tuple[str, ...]:
        """What is not as it was when the session on the screen was kept."""
        if self.talk.shown is None or casefile is None:
            return ()
        return changed_since(self.talk.shown, casefile.story) or ("Nothing recorded since changes it.",)

    def _licence_line(self, casefile: Casefile) -> str:
        if self.talk.results is not None:
            return self.talk.results.licence
        proposal = self.talk.choice.proposal
        if not proposal:
            return ""
        if self._licence[0] is not casefile or self._licence[1] != proposal:
            from ipstui.screens.session.licence import licence_line

            self._licence = (casefile, proposal, licence_line(casefile.story, proposal))
        return self._licence[2]

    # Hours and pay

    def _change(self, **changes: object) -> None:
        self.talk.change(**changes)
        self._keep_draft()
        self.redraw()

    def _keep_draft(self) -> None:
        """What was worked on is there when the session opens again, after a lock too, until the program ends."""
        self.ips.drafts[self._draft] = {"talk": self.talk.draft(self.desk.today)}

    def set_hours(self, hours: int) -> None:
        """Look at this many hours a week, from nought to the most there can be."""
        within = min(max(Decimal(hours), Decimal(0)), MOST_HOURS)
        self._change(hours=within, hourly=hourly_of(self.talk.choice), monthly=None)

    def action_hours_up(self) -> None:
        """One hour more."""
        self.set_hours(math.floor(self.talk.choice.hours) + 1)

    def action_hours_down(self) -> None:
        """One hour less."""
        self.set_hours(math.ceil(self.talk.choice.hours) - 1)

    def _pay(self, step: Decimal) -> None:
        hourly = hourly_of(self.talk.choice)
        if hourly is None:
            self.ips.tell("There is no pay yet: f asks for it.")
            return
        self._change(hourly=max(hourly + step, LEAST_PAY), monthly=None, pay_taken=False)

    def action_pay_up(self) -> None:
        """Ten pence more an hour."""
        self._pay(PAY_STEP)

    def action_pay_down(self) -> None:
        """Ten pence less an hour."""
        self._pay(-PAY_STEP)

    # What can be opened

    @work
    async def action_facts(self) -> None:
        """Ask for the facts."""
        from ipstui.casework.benefits.form import sources_of
        from ipstui.screens.session.facts import SessionFactsScreen

        sources = sources_of(self._start, self.talk.facts, self.talk.choice) if self._start is not None else {}
        screen = SessionFactsScreen(
            self.talk.facts, self.talk.choice, sources, self.desk.today, f"facts asked/{self._client}"
        )
        taken = await self.app.push_screen_wait(screen)
        if taken is not None:
            self.talk.take(*taken)
            self._change()

    @work
    async def action_opening(self) -> None:
        """Look at a job, an offer, a proposal or a vacancy."""
        casefile = self.chosen()
        if casefile is None:
            return
        from ipstui.screens.choose import ChooseScreen

        caseload = self.desk.caseload
        found = {o.key: o for o in openings(casefile.story, caseload.vacancies, caseload.employers)}
        if not found:
            self.ips.tell("No job, offer, proposal or vacancy is recorded yet.")
            return
        choices = [(o.key, say.sentence(o.label)) for o in found.values()]
        key = await self.app.push_screen_wait(ChooseScreen("Which work?", choices))
        if key in found:
            talk = self.talk
            talk.take(talk.facts, chosen(found[key], talk.choice, talk.facts, self.desk.today))
            self._change()

    def action_how(self) -> None:
        """Show the working."""
        if self.found is None:
            self.ips.tell(self._problem or "There is no answer to show.")
            return
        from ipstui.screens.reading import ReadingScreen

        title = f"Show me how: {named(self.found.choice)}"
        self.app.push_screen(ReadingScreen(title, how(self.found, self.talk.facts, self._points, self.desk.today)))

    def action_limits(self) -> None:
        """Show everything that must be said beside the figures."""
        if self.found is not None:
            from ipstui.screens.reading import ReadingScreen

            self.app.push_screen(ReadingScreen("What to check", checks(self.found, self._changed(self.chosen()))))

    def _every(self) -> tuple[Kept, KeptResults] | None:
        """What is on the screen with its answers; None, and said, where one of them has none."""
        kept = self.talk.kept(self.desk.today)
        try:
            answers = self.talk.answers(self.desk.today)
        except Unfit as error:
            self.ips.tell(f"No answer. {error.problem}", problem=True)
            return None
        licence = self._licence[2] if self.talk.choice.proposal else ""
        return kept, self.talk.results or KeptResults(answers=answers, curve=self._points, licence=licence)

    @work
    async def action_compare(self) -> None:
        """Put the jobs side by side, and keep this one under a name."""
        if (every := self._every()) is None:
            return
        from ipstui.screens.session.compare import CompareScreen

        kept, results = every
        suggested = named(kept.choices[kept.chosen])
        name = await self.app.push_screen_wait(CompareScreen(results.answers, kept.chosen, suggested))
        if name:
            gone = self.talk.keep_as(name)
            self.ips.tell(f"Kept as “{name}”." + (f" “{gone}” made room for it." if gone else ""))
            self._change()

    @work
    async def action_keep(self) -> None:
        """Keep the session as an event."""
        casefile, every = self.chosen(), self._every()
        if casefile is None or every is None:
            return
        if self.talk.shown is not None:
            self.ips.tell("This one is kept already. Change something to keep another.")
            return
        from ipstui.screens.session.save import SaveScreen

        last = casefile.story.engagement.last_contact
        contacted = last is not None and last.on == self.desk.today
        screen = SaveScreen(casefile.client, *every, copy_printed=self._printed, contacted=contacted)
        if await self.app.push_screen_wait(screen) and (after := self.chosen()) is not None:
            self.ips.drafts.pop(self._draft, None)
            self._printed = False
            self._show_kept(after.story.vocational.sessions[-1])
            self.redraw()

    @work
    async def action_earlier(self) -> None:
        """Open an earlier session exactly as it was."""
        casefile = self.chosen()
        if casefile is None:
            return
        kept = {e.id: e for e in reversed(casefile.story.vocational.sessions) if results_of(e) is not None}
        if not kept:
            self.ips.tell("No session with figures is kept yet: s keeps this one.")
            return
        from ipstui.screens.choose import ChooseScreen

        today = self.desk.today
        choices = [(e.id, f"{say.day(e.on, today)}  {e.advice}") for e in kept.values()]
        key = await self.app.push_screen_wait(ChooseScreen("Which session?", choices))
        if key in kept:
            self._show_kept(kept[key])
            self.redraw()

    def _show_kept(self, event: BenefitsSession) -> None:
        if not self.talk.show(event):
            self.ips.tell("That session was noted in words: it has no figures to open.")

    def action_page(self) -> None:
        """Make the page that the person takes home, and open it to print."""
        casefile, every = self.chosen(), self._every()
        if casefile is None or every is None:
            return
        from ipstui.documents.take_home_page import page_of, write
        from ipstui.screens.printing import print_page

        kept, results = every
        page = page_of(casefile.client.name, self.desk.caseload.settings.specialist, kept, results.answers)
        if print_page(self, "The page to take home", partial(write, page)):
            self._printed = True

    def action_blank(self) -> None:
        """Blank the screen."""
        from ipstui.screens.session.blank import BlankScreen

        self.app.clear_notifications()
        self.app.push_screen(BlankScreen(self._client))

    def action_closed_off(self) -> None:
        """Keep other people off the screen."""
        self.ips.tell("Not while a session is open: Esc leaves it first.")

    def action_back(self) -> None:
        """Leave; what was worked on is kept as a draft."""
        self.dismiss()
