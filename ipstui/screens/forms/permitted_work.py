"""What other hours or pay would mean for ESA: the answer stands below the form while it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec
from textual.content import Content
from textual.widgets import Static

from calculators.benefits.permitted_work import Job, PermittedWorkRequest, PermittedWorkResult, permitted_work
from calculators.explain import RequestError
from calculators.rates import rates_version
from ipstui.casework import say
from ipstui.casework.benefits.hours import limits_request
from ipstui.casework.benefits.wage import wage_said
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.events import BenefitsSession
from ipstui.casework.forms import Field
from ipstui.casework.known import plain
from ipstui.casework.typed.numbers import number
from ipstui.screens.client.benefits import VERDICTS, permitted_work_lines
from ipstui.screens.dialog import Dialog
from ipstui.screens.forms.weeks import WeeksGrid
from ipstui.store.caseload import Change
from ipstui.widgets.form import Form
from ipstui.widgets.lines import Line
from ipstui.widgets.problem import Problem

_ROUTES = (
    ("employed", "employed"), ("self_employed", "self-employed"), ("voluntary", "voluntary"),
    ("placement", "placement"),
)  # fmt: skip
_YES_NO = (("yes", "yes"), ("no", "no"))
FIELDS = (
    Field(name="hours", label="Hours a week", kind="number", hint="or the weeks below"),
    Field(name="hourly_rate", label="Pay an hour £", kind="number"),
    Field(name="pension_weekly", label="Pension £ a week", kind="number"),
    Field(name="engagement", label="Kind of work", kind="choice", choices=_ROUTES, default="employed"),
    Field(name="supported", label="Supported work", kind="choice", choices=_YES_NO, default="no"),
    Field(name="also_on_uc", label="Also on UC", kind="choice", choices=_YES_NO),
    Field(name="other_jobs", label="Other jobs", kind="text", hint="8 at 12.71, 4 at 13"),
    Field(name="advice", label="Advice in words", kind="text"),
)


_OTHER = re.compile(r"(?P<hours>\S+) ?h?(?:ours?)? ?(?:at|@) ?(?P<hourly>.+)")
_WEEK = re.compile(r"weeks\[(\d+)\]")

ROOM = 4
"""Lines of the answer: more would push the hint, and what is wrong, off a screen of 24 lines."""


def _shown(line: Line) -> Content:
    bold = "bold" if line.target.part == "verdict" else ""
    return Content.assemble((f"{line.cells[0]:<20} {line.cells[1]}", bold))


def other_jobs_of(text: str) -> tuple[Job, ...]:
    """Read "8 at 12.71, 4 at 13": hours a week at pay an hour, a job each. Raises Unfit."""
    jobs = []
    for part in (part.strip() for part in text.split(",")) if text else ():
        found = _OTHER.fullmatch(part)
        if found is None:
            raise Unfit("other_jobs", f"“{part}”: write hours and pay an hour, as in 8 at 12.71.")
        jobs.append(Job(hours=number("other_jobs", found["hours"]), hourly_rate=number("other_jobs", found["hourly"])))
    return tuple(jobs)


def _called(field: str) -> str:
    """What a field is called on this form."""
    if (week := _WEEK.match(field)) is not None:
        return f"Week {int(week[1]) + 1}"
    name = field.partition("[")[0]
    return next((each.label for each in FIELDS if each.name == name), name.capitalize())


def session_of(client: str, request: PermittedWorkRequest, result: PermittedWorkResult, advice: str) -> BenefitsSession:
    """Return the event that keeps a permitted-work sum as it was."""
    return BenefitsSession(
        client=client,
        on=request.on,
        calculator="permitted-work",
        inputs=msgspec.to_builtins(request, enc_hook=plain),
        results=msgspec.to_builtins(result, enc_hook=plain),
        rates_version=rates_version(request.on),
        advice=advice,
    )


class PermittedWorkScreen(Dialog):
    """Hours and pay in, the two tests out; Enter keeps it on the timeline."""

    CONFIRMS = True

    DEFAULT_CSS = """
    PermittedWorkScreen Form { max-height: 30vh; }
    PermittedWorkScreen #answer { margin: 1 0 0 0; max-height: 9; }
    """

    def __init__(self, casefile: Casefile, values: Mapping[str, str]) -> None:
        self._casefile = casefile
        on_uc = {"also_on_uc": "yes"} if casefile.story.vocational.on_uc else {}
        super().__init__(
            f"Permitted work · {casefile.client.name}", FIELDS, {**on_uc, **values},
            hint="F10: save it on the timeline · F1: help · Esc: close", first="hours",
            draft=f"permitted work/{casefile.client.id}",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show the answer to what is filled in already."""
        super().on_mount()
        self.query_one(Form).mount(WeeksGrid())
        self.query_one(".dialog").mount(Static(id="answer"), before=self.query_one(Problem))
        self.call_after_refresh(self._answer)

    def on_input_changed(self) -> None:
        """Answer at once."""
        self._answer()

    def on_select_changed(self) -> None:
        """Answer at once."""
        self._answer()

    def _answer(self) -> None:
        found = list(self.query("#answer").results(Static))
        if not found:
            return
        try:
            request, result = self._work_out(self.query_one(Form).texts())
        except (Unfit, RequestError) as error:
            found[0].update(Content(f"{_called(error.field)}: {error.problem}"))
            return
        lines = [_shown(line) for line in list(permitted_work_lines(result))[:ROOM]]
        if told := self._wage(request):
            lines.insert(1, Content.assemble((f"▲ {told}", "bold")))
        if away := sum(week.absence is not None for week in request.weeks or ()):
            counted = say.plural(result.weeks_counted, "week")
            lines.insert(1, Content(f"Average of {counted}; {say.plural(away, 'week')} away left out"))
        found[0].update(Content("\n").join(lines))

    def _wage(self, request: PermittedWorkRequest) -> str:
        """What is wrong with the pay an hour, of this job and of the others."""
        birth_year = self._casefile.client.birth_year
        mine = request.hourly_rate if request.engagement == "employed" else None
        jobs = [(request.hours or Decimal(1), mine)]
        jobs += [(job.hours, job.hourly_rate) for job in request.other_jobs]
        told = (wage_said(request.on, hours=hours, hourly=pay, birth_year=birth_year) for hours, pay in jobs)
        return next((text for text in told if text), "")

    def _work_out(self, texts: Mapping[str, str]) -> tuple[PermittedWorkRequest, PermittedWorkResult]:
        typed = {name: clean(text) for name, text in texts.items()}
        amounts = {n: number(n, typed[n]) for n in ("hours", "hourly_rate", "pension_weekly") if typed.get(n)}
        hours, hourly = amounts.get("hours"), amounts.get("hourly_rate")
        grid = list(self.query(WeeksGrid))
        weeks = grid[0].weeks() if grid else None
        if weeks is not None and hours is not None:
            raise Unfit("hours", "Give hours a week or the weeks below, not both.")
        request = limits_request(
            self.ips.desk.today,
            hours=hours,
            hourly=hourly,
            pension=amounts.get("pension_weekly", Decimal(0)),
            engagement=typed.get("engagement") or "employed",  # type: ignore[arg-type]
            supported=typed.get("supported") == "yes",
            also_on_uc={"yes": True, "no": False}.get(typed.get("also_on_uc", "")),
            weeks=weeks,
            other_jobs=other_jobs_of(typed.get("other_jobs", "")),
        )
        return request, permitted_work(request)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One benefits session."""
        try:
            request, result = self._work_out(texts)
        except RequestError as error:
            if self.query_one(WeeksGrid).point_at(error.field):
                raise Unfit(_called(error.field), error.problem) from error
            raise Unfit(error.field.partition("[")[0], error.problem) from error
        except Unfit as error:
            if self.query_one(WeeksGrid).point_at(error.field):
                raise Unfit(_called(error.field), error.problem) from error
            raise
        client = self._casefile.client
        event = session_of(client.id, request, result, clean(texts.get("advice", "")))
        return [event], f"permitted work for {client.name} kept: {VERDICTS[result.verdict]}"
