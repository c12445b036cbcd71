"""Vacancies over everybody: what is open and whom it may fit, by person too; applications, courses, placements."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Application, Placement, Training
from ipstui.casework.people import Vacancy
from ipstui.casework.search.everybody import NEWS_AFTER, Applied, OnTheWay, applications_of, on_the_way_of
from ipstui.casework.search.fits import Fit, Opening, closing, looking, open_vacancies, openings_of
from ipstui.casework.search.verdicts import Verdicts
from ipstui.screens.finder import Finder
from ipstui.screens.tabbed import Tabbed
from ipstui.screens.vacancies.fits import FitsScreen, facts_of
from ipstui.screens.vacancies.form import VacancyScreen
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

_QUIET = "$text-muted"
_AT_ONCE = 150
"""So many licences are checked before the counts are told again."""
TABS = (
    ("openings", "1 Open", (Column(20, share=1, style="bold"), Column(18, share=1), Column(15, most=20),
                          Column(18, most=26, style=_QUIET))),
    ("people", "2 People", (Column(18, most=30, style="bold"), Column(24, share=1), Column(18, most=26, style=_QUIET))),
    ("applications", "3 Applications", (Column(16, most=26, style="bold"), Column(20, share=2), Column(20, share=1),
                                      Column(11, style=_QUIET))),
    ("courses", "4 Training, placements", (Column(16, most=26, style="bold"), Column(20, share=2), Column(17),
                                         Column(14, share=1, style=_QUIET))),
)  # fmt: skip


class VacanciesScreen(Tabbed, Finder):
    """Opened over a place. Everything on it is worked out from what is recorded."""

    NAME = "vacancies"
    BINDINGS = bindings("vacancies")
    AUTO_FOCUS = "#openings"
    PARTS = TABS
    CSS_PATH = "vacancies.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._openings: list[Opening] | None = None
        self._applied: list[Applied] = []
        self._on_the_way: list[OnTheWay] = []
        self._to_check: list[tuple[Casefile, Vacancy]] = []

    def compose(self) -> ComposeResult:
        """The top line, the tabs, what is known of the line under the cursor."""
        yield TopLine(self.NAME, self.mark)
        yield from self.tabs()
        yield Static(id="detail")
        yield Hints()

    def redraw(self) -> None:
        """Work everything out anew: something was saved."""
        caseload = self.desk.caseload
        files = self.desk.casefiles()
        self._weigh()
        self._applied = applications_of(files, caseload.employers)
        self._on_the_way = on_the_way_of(files, caseload.employers)
        self.draw_tab()
        self._check(self.desk.verdicts)

    def _weigh(self) -> None:
        """Hold everybody against every vacancy, the licence as far as it is checked."""
        caseload, verdicts = self.desk.caseload, self.desk.verdicts
        listed = open_vacancies(caseload.vacancies.values(), self.desk.today)
        looked = looking(self.desk.casefiles())
        self._openings = openings_of(looked, listed, caseload.employers, verdicts)
        self._to_check = verdicts.still_out(looked, listed)

    @work(thread=True, exclusive=True, group="licence")
    def _check(self, verdicts: Verdicts) -> None:
        """Check the licences that are not checked yet beside the keys, and tell the counts now and then."""
        worker, out = get_current_worker(), self._to_check
        for number, (file, vacancy) in enumerate(out, 1):
            if worker.is_cancelled:
                return
            verdicts.work_out(file, vacancy)
            if number % _AT_ONCE == 0 or number == len(out):
                self.app.call_from_thread(self._checked)

    def _checked(self) -> None:
        if self.is_attached:
            self._weigh()
            self.draw_tab()

    def draw_tab(self) -> None:
        """Draw the list that is shown."""
        if self._openings is None:
            return
        draw = {"openings": self._draw_openings, "people": self._draw_people, "applications": self._draw_applications,
                "courses": self._draw_courses}  # fmt: skip
        self.lines.show(draw[self.tab]())
        self.cursor_moved()

    # The four lists

    def _draw_openings(self) -> list[Line | Heading]:
        today, rows = self.desk.today, list[Line | Heading]()
        found = [each for each in self._openings or () if self.wanted(each.vacancy.role, each.employer)]
        for each in found:
            vacancy = each.vacancy
            cells = (vacancy.role, each.employer, closing(vacancy, today), counts(each))
            rows.append(Line(Target("vacancy", vacancy.id), cells))
        if rows:
            rows.insert(
                0, Heading(f"{say.plural(len(found), 'vacancy', 'vacancies')} open: employer, last day, people")
            )
        elif self._openings:
            rows.append(Heading("No vacancy is called that. Esc shows them all again.", quiet=True))
        else:
            rows.append(Heading("No open vacancy is kept. Press a to add one.", quiet=True))
        gone = [v for v in self.desk.caseload.vacancies.values() if not v.is_open(today) and self.wanted(v.role)]
        if gone:
            rows.append(Heading("No longer open"))
            rows += [Line(Target("vacancy", v.id), (v.role, self._employer(v.employer), closing(v, today), ""),
                          style=_QUIET) for v in gone]  # fmt: skip
        return rows

    def _draw_people(self) -> list[Line | Heading]:
        rows: list[Line | Heading] = []
        for file in looking(self.desk.casefiles()):
            if not self.wanted(file.client.name):
                continue
            own = [fit for each in self._openings or () for fit in each.fits if fit.client == file.client.id]
            profile = file.story.vocational.profile
            wants = f"wants {profile.wants}" if profile and profile.wants else "what they want is not known"
            rows.append(Line(Target("person", file.client.id), (file.client.name, wants, _counted(own))))
        if not rows:
            return [Heading("Nobody is called that. Esc shows everyone again.", quiet=True)]
        return [Heading(f"{say.plural(len(rows), 'open case')}: what they want, vacancies"), *rows]

    def _draw_applications(self) -> list[Line | Heading]:
        today, rows = self.desk.today, list[Line | Heading]()
        waiting = answered = False
        for each in self._applied:
            if not self.wanted(each.name, each.role, each.employer):
                continue
            if each.waits is not None and not waiting:
                rows.append(Heading("Without an answer"))
                waiting = True
            if each.waits is None and not answered:
                rows.append(Heading("Answered, or the case is closed"))
                answered = True
            what = _at(each.role or "role not known", each.employer) + (
                f", {each.count} alike" if each.count > 1 else ""
            )
            if each.waits is None:
                state = say.label(each.status) if each.status != "made" else "nothing heard"
            else:
                state = say.lasting("", each.made, today) + (", ask" if each.waits >= NEWS_AFTER else "")
            cells = (each.name, what, state, say.short_day(each.since, today))
            rows.append(Line(Target("application", each.id, each.client), cells))
        return rows or [Heading("No application yet.", quiet=True)]

    def _draw_courses(self) -> list[Line | Heading]:
        today, rows = self.desk.today, list[Line | Heading]()
        under_way = over = False
        for each in self._on_the_way:
            if not self.wanted(each.name, each.what):
                continue
            if each.ended is None and not under_way:
                rows.append(Heading("Under way: from, to, the real job it leads to"))
                under_way = True
            if each.ended is not None and not over:
                rows.append(Heading("Ended"))
                over = True
            first = say.short_day(each.started, today) if each.started else "?"
            last = each.ended or each.ends
            span = f"{first} – {say.short_day(last, today) if last else '?'}"
            if each.ended is None and each.ends is not None and each.ends < today:
                span += " past"
            job = f"for {each.job}" if each.job else "no job named"
            cells = (each.name, f"{say.sentence(each.kind)}: {_at(each.what, each.employer)}", span, job)
            rows.append(Line(Target("course", each.id, each.client), cells))
        return rows or [Heading("No training or placement yet. On a person, + records one.", quiet=True)]

    # What is under the cursor

    def chosen(self) -> Casefile | None:
        """The person under the cursor, on the lists that are of people."""
        target = self.lines.target
        if target is None or target.what == "vacancy":
            return None
        return self.desk.known(target.part or target.id)

    def _employer(self, key: str) -> str:
        employer = self.desk.caseload.employers.get(key)
        return employer.name if employer else ""

    def _vacancy(self) -> Vacancy | None:
        target = self.lines.target
        return self.desk.caseload.vacancies.get(target.id) if target is not None and target.what == "vacancy" else None

    def cursor_moved(self) -> None:
        """Tell the whole of the line under the cursor."""
        target, text = self.lines.target, self.lines.full_text
        if (vacancy := self._vacancy()) is not None:
            text = f"{vacancy.role}: {facts_of(vacancy, self.desk.today)}"
        elif target is not None and target.what == "application":
            told = next((each for each in self._applied if each.id == target.id), None)
            text += f"  “{told.answer}”" if told and told.answer else ""
        self.query_one("#detail", Static).update(Content(text), layout=False)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the line."""
        event.stop()
        self.action_open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while typing."""
        event.stop()
        self.draw_tab()

    # Acts

    def action_open(self) -> None:
        """Whom the vacancy fits; which vacancies fit the person; the answer to an application; the end of a course."""
        target, file = self.lines.target, self.chosen()
        if (vacancy := self._vacancy()) is not None:
            self.app.push_screen(FitsScreen(vacancy=vacancy.id))
        elif target is None or file is None:
            return
        elif target.what == "person":
            self.app.push_screen(FitsScreen(client=file.client.id))
        else:
            self._say_what_came(target, file)

    def _say_what_came(self, target: Target, file: Casefile) -> None:
        from ipstui.screens.forms.record import RecordScreen

        event = self.desk.caseload.event(target.id)
        if isinstance(event, Application):
            values = {"application": event.id, "role": event.role, "employer": event.employer, "status": ""}
            called = [(event.id, f"{say.day(event.on, self.desk.today)} {event.role}")]
            self.app.push_screen(RecordScreen(file, Application, values, naming={"application": called}))
        elif isinstance(event, Training | Placement):
            values = {"state": "ended", "about": event.about}
            values |= {"course": event.course} if isinstance(event, Training) else {
                "role": event.role, "employer": event.employer}  # fmt: skip
            self.app.push_screen(RecordScreen(file, type(event), values))

    def action_add_vacancy(self) -> None:
        """Add a vacancy."""
        self.action_tab("openings")
        self.app.push_screen(VacancyScreen(None), self._added)

    def _added(self, saved: bool | None) -> None:
        self.query_one("#openings", Lines).focus()

    def action_edit_vacancy(self) -> None:
        """Change the vacancy under the cursor."""
        if (vacancy := self._vacancy()) is not None:
            self.app.push_screen(VacancyScreen(vacancy))
        else:
            self.ips.tell("Put the cursor on a vacancy to change it: key 1 shows them.")

    async def action_gone(self) -> None:
        """The vacancy was filled or withdrawn; again opens it."""
        if (vacancy := self._vacancy()) is None:
            self.ips.tell("Put the cursor on a vacancy to say that it is filled: key 1 shows them.")
            return
        now = msgspec.structs.replace(vacancy, gone=not vacancy.gone)
        done = "filled or withdrawn" if now.gone else "open again"
        if await self.try_save(now, label=f"{vacancy.role} {done}"):
            self.ips.tell(f"{vacancy.role}: {done}. u undoes.")

    def action_open_person(self) -> None:
        """Open the person under the cursor."""
        if (file := self.chosen()) is not None:
            self.ips.open_client(file.client.id)
        else:
            self.ips.tell("Put the cursor on a person to open them: key 2 lists them.")

    def action_back(self) -> None:
        """Go back to where you came from."""
        self.dismiss()


def counts(opening: Opening) -> str:
    """How many it fits, how many it may, and how many it does not: "1 fits, 12 ask, 4 no"."""
    return _counted(opening.fits)


def _counted(fits: Sequence[Fit]) -> str:
    if checking := sum(each.checking for each in fits):
        return f"checking {checking} of {len(fits)}"
    verdicts = [fit.verdict for fit in fits]
    fit, no = verdicts.count("fits"), verdicts.count("against")
    return f"{fit} fit, {len(verdicts) - fit - no} ask, {no} no"


def _at(what: str, employer: str) -> str:
    return f"{what} at {employer}" if employer else what
