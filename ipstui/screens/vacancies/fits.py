"""Whom one vacancy fits and why, or which vacancies fit one person: the licence is checked for each line."""

from __future__ import annotations

from datetime import date

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Application, VacancyConsidered
from ipstui.casework.people import Vacancy
from ipstui.casework.search.fits import (
    Fit,
    Verdict,
    checked,
    closing,
    fits_of,
    hours_between,
    looking,
    open_vacancies,
    proposal_about,
)
from ipstui.screens.view import View
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

HEADINGS: dict[Verdict, str] = {
    "fits": "Fits, as far as is recorded",
    "ask": "Fits once somebody has agreed",
    "unknown": "Something to find out first",
    "against": "Something is against it",
}
_GLANCE = len("√ work  √ hours  √ travel  √ licence  √ disclosure")
_ROOMY = 100
"""From this width on the last day is told in full."""
_MARKS = {"yes": "√ yes", "ask": "► ask", "unknown": "? not known", "checking": "… checking", "no": "■ no"}


class FitsScreen(View):
    """One vacancy with everybody, or one person with every open vacancy; the answers below are of the line chosen."""

    NAME = "fits"
    BINDINGS = bindings("fits")
    AUTO_FOCUS = "#fits"
    CSS_PATH = "fits.tcss"

    def __init__(self, *, vacancy: str = "", client: str = "") -> None:
        super().__init__()
        self._vacancy = vacancy
        self._client = client
        self._fits: dict[Target, Fit] = {}

    def compose(self) -> ComposeResult:
        """The top line, what or whom it is about, the lines, the answers to each question."""
        yield TopLine("vacancies", self.mark)
        yield Static(id="head")
        yield Lines([], id="fits")
        yield Static(id="answers")
        yield Hints()

    def on_mount(self) -> None:
        """Tell the answers of the line under the cursor."""
        self.watch(self.query_one("#fits", Lines), "cursor", self._show_answers, init=False)

    def redraw(self) -> None:
        """Work the fits out anew."""
        caseload, today = self.desk.caseload, self.desk.today
        vacancy, file = caseload.vacancies.get(self._vacancy), self.desk.known(self._client)
        if vacancy is None and file is None:  # undone, or gone
            self.leave_if_shown()
            return
        if vacancy is not None:
            head = Content.assemble((self._called(vacancy), "bold $accent"), f"  {facts_of(vacancy, today)}")
            fits = fits_of(looking(self.desk.casefiles()), [vacancy], checked)
        else:
            assert file is not None
            head = Content.assemble((file.client.name, "bold $accent"), "  open vacancies, the likeliest first")
            fits = fits_of([file], open_vacancies(caseload.vacancies.values(), today), checked)
        self.query_one("#head", Static).update(head)
        self._fits, rows, shown = {}, list[Line | Heading](), ""
        for fit in fits:
            if fit.verdict != shown:
                shown = fit.verdict
                rows.append(Heading(HEADINGS[fit.verdict]))
            target = Target("fit", fit.client, fit.vacancy)
            self._fits[target] = fit
            rows.append(Line(target, (self._line_of(fit), fit.told or _at_a_glance(fit), self._aside(fit, today))))
        if not fits:
            rows.append(Heading("No open case." if vacancy else "No open vacancy is kept.", quiet=True))
        self.query_one("#fits", Lines).show(rows, columns=self._columns())
        self._show_answers()

    @property
    def _roomy(self) -> bool:
        return self.app.size.width >= _ROOMY

    def _columns(self) -> list[Column]:
        """The name gives way to the marks: they are the answer, and stand whole at 80 columns."""
        aside = 19 if self._roomy else 7 if self._vacancy else 9
        name = max(self.app.size.width - 7 - _GLANCE - aside, 12)
        return [Column(12, most=name, style="bold"), Column(_GLANCE, share=1), Column(4, most=aside,
                style="$text-muted")]  # fmt: skip

    def _line_of(self, fit: Fit) -> str:
        return fit.name if self._vacancy else self.desk.caseload.vacancies[fit.vacancy].role

    def _aside(self, fit: Fit, today: date) -> str:
        if self._vacancy:
            return f"{len(fit.answers) - fit.open_questions} known"
        vacancy = self.desk.caseload.vacancies[fit.vacancy]
        if self._roomy:
            return closing(vacancy, today)
        return f"by {say.short_day(vacancy.closes, today)}" if vacancy.closes else "day ?"

    def _called(self, vacancy: Vacancy) -> str:
        employer = self.desk.caseload.employers.get(vacancy.employer)
        return f"{vacancy.role} at {employer.name}" if employer else vacancy.role

    def _fit(self) -> Fit | None:
        target = self.query_one("#fits", Lines).target
        return self._fits.get(target) if target is not None else None

    def chosen(self) -> Casefile | None:
        """The person of the line, or the one the screen is about."""
        fit = self._fit()
        return self.desk.known(fit.client if fit is not None else self._client)

    def _show_answers(self) -> None:
        fit, parts = self._fit(), list[tuple[str, str]]()
        if fit is not None:
            for answer in fit.answers:
                style = "" if answer.state == "yes" else "bold"
                parts.append((f"{answer.about:<11}", "$text-muted"))
                parts.append((f"{_MARKS[answer.state]:<12} ", style))
                parts.append((f"{answer.why}\n", ""))
            if fit.told:
                parts += [("so far     ", "$text-muted"), (fit.told, "bold")]
        self.query_one("#answers", Static).update(Content.assemble(*parts), layout=False)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Say what can be done."""
        event.stop()
        self.action_open()

    @work
    async def action_open(self) -> None:
        """What can be done: look at it, apply, check the licence, open the person."""
        from ipstui.screens.choose import ChooseScreen

        fit, file = self._fit(), self.chosen()
        if fit is None or file is None:
            return
        vacancy = self.desk.caseload.vacancies[fit.vacancy]
        choices = [("consider", "Looked at with them, or ruled out …"), ("apply", "Applied …"),
                   ("licence", "Check it against the licence …"), ("open", f"Open {file.client.name}")]  # fmt: skip
        chosen = await self.app.push_screen_wait(ChooseScreen(f"{fit.name}: {self._called(vacancy)}", choices))
        if chosen == "open":
            self.ips.open_client(file.client.id)
        elif chosen == "licence":
            self._check_licence(file, vacancy)
        elif chosen:
            from ipstui.screens.forms.record import RecordScreen

            about = {"role": vacancy.role, "employer": vacancy.employer}
            if chosen == "apply":
                self.app.push_screen(RecordScreen(file, Application, about))
            else:
                values = {**about, "vacancy": vacancy.id}
                self.app.push_screen(RecordScreen(file, VacancyConsidered, values, chosen=True))

    def _check_licence(self, file: Casefile, vacancy: Vacancy) -> None:
        from ipstui.screens.forms.licence import ProposalScreen

        before = proposal_about(file.story, vacancy)
        if before is not None:
            self.app.push_screen(ProposalScreen(file, {}, corrects=file.story.licence.saved.get(before.id)))
            return
        looked = next((e.id for e in reversed(file.story.search.vacancies) if e.vacancy == vacancy.id), "")
        if not looked:
            self.ips.tell("First say that it was looked at with them: the check then belongs to this vacancy.")
            return
        self.app.push_screen(ProposalScreen(file, {"what": vacancy.role, "about": looked, "weekly": vacancy.shifts}))

    def action_open_person(self) -> None:
        """Open the person of the line."""
        if (file := self.chosen()) is not None:
            self.ips.open_client(file.client.id)

    def action_back(self) -> None:
        """Go back to where you came from."""
        self.dismiss()


def _at_a_glance(fit: Fit) -> str:
    """What is against it with its reason; else a mark for each question, in their order."""
    if against := [f"■ {each.about}: {each.why}" for each in fit.answers if each.state == "no"]:
        return "; ".join(against)
    return "  ".join(f"{_MARKS[each.state][0]} {each.about}" for each in fit.answers)


def facts_of(vacancy: Vacancy, today: date) -> str:
    """Return what is known of a vacancy in a line; what nobody knows is not told."""
    hours = hours_between(vacancy.hours_min, vacancy.hours_max)
    told = (
        f"{hours} a week" if hours != "not known" else "hours ?", vacancy.shifts,
        say.money(vacancy.hourly_pay) + " an hour" if vacancy.hourly_pay is not None else "pay ?", vacancy.place,
        f"closes {closing(vacancy, today)}" if vacancy.closes and not vacancy.gone else closing(vacancy, today),
        f"starts {say.day(vacancy.starts, today)}" if vacancy.starts else "", vacancy.how_to_apply,
        f"told by: {vacancy.source}" if vacancy.source else "", ", ".join(vacancy.tags),
    )  # fmt: skip
    return ", ".join(part for part in told if part)
