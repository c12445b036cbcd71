"""What other hours or pay would mean for ESA: the answer stands below the form while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec
from textual.content import Content
from textual.widgets import Static

from calculators.benefits.permitted_work import PermittedWorkRequest, PermittedWorkResult, permitted_work
from calculators.explain import RequestError
from calculators.rates import rates_version
from ipstui.casework.benefits.hours import limits_request
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.events import BenefitsSession
from ipstui.casework.forms import Field
from ipstui.casework.numbers import number
from ipstui.screens.client.benefits import permitted_work_lines
from ipstui.screens.dialog import Dialog
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
    Field(name="hours", label="Hours a week", kind="number"),
    Field(name="hourly_rate", label="Pay an hour £", kind="number"),
    Field(name="pension_weekly", label="Pension £ a week", kind="number"),
    Field(name="engagement", label="Kind of work", kind="choice", choices=_ROUTES, default="employed"),
    Field(name="supported", label="Supported work", kind="choice", choices=_YES_NO, default="no"),
    Field(name="also_on_uc", label="Also on UC", kind="choice", choices=_YES_NO),
    Field(name="advice", label="Advice in words", kind="text"),
)


ROOM = 4
"""Lines of the answer: more would push the hint, and what is wrong, off a screen of 24 lines."""


def _shown(line: Line) -> Content:
    bold = "bold" if line.target.part == "verdict" else ""
    return Content.assemble((f"{line.cells[0]:<20} {line.cells[1]}", bold))


def session_of(client: str, request: PermittedWorkRequest, result: PermittedWorkResult, advice: str) -> BenefitsSession:
    """Return the event that keeps a permitted-work sum as it was."""
    return BenefitsSession(
        client=client,
        on=request.on,
        calculator="permitted-work",
        inputs=msgspec.to_builtins(request),
        results=msgspec.to_builtins(result),
        rates_version=rates_version(request.on),
        advice=advice,
    )


class PermittedWorkScreen(Dialog):
    """Hours and pay in, the two tests out; Enter keeps it on the timeline."""

    CONFIRMS = True

    DEFAULT_CSS = """
    PermittedWorkScreen #answer { margin: 1 0 0 0; max-height: 9; }
    """

    def __init__(self, casefile: Casefile, values: Mapping[str, str]) -> None:
        self._casefile = casefile
        on_uc = {"also_on_uc": "yes"} if casefile.story.vocational.on_uc else {}
        super().__init__(
            f"Permitted work · {casefile.client.name}", FIELDS, {**on_uc, **values},
            hint="Enter keeps it on the timeline · Esc leaves", first="hours",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Show the answer to what is filled in already."""
        super().on_mount()
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
            _, result = self._work_out(self.query_one(Form).texts())
        except (Unfit, RequestError) as error:
            label = next((field.label for field in FIELDS if field.name == error.field), error.field)
            found[0].update(Content(f"{label}: {error.problem}"))
            return
        found[0].update(Content("\n").join(_shown(line) for line in list(permitted_work_lines(result))[:ROOM]))

    def _work_out(self, texts: Mapping[str, str]) -> tuple[PermittedWorkRequest, PermittedWorkResult]:
        typed = {name: clean(text) for name, text in texts.items()}
        amounts = {n: number(n, typed[n]) for n in ("hours", "hourly_rate", "pension_weekly") if typed.get(n)}
        hours, hourly = amounts.get("hours"), amounts.get("hourly_rate")
        request = limits_request(
            self.ips.desk.today,
            hours=hours,
            hourly=hourly,
            pension=amounts.get("pension_weekly", Decimal(0)),
            engagement=typed.get("engagement") or "employed",  # type: ignore[arg-type]
            supported=typed.get("supported") == "yes",
            also_on_uc={"yes": True, "no": False}.get(typed.get("also_on_uc", "")),
        )
        return request, permitted_work(request)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One benefits session."""
        try:
            request, result = self._work_out(texts)
        except RequestError as error:
            raise Unfit(error.field, error.problem) from error
        client = self._casefile.client
        event = session_of(client.id, request, result, clean(texts.get("advice", "")))
        return [event], f"permitted work for {client.name} kept: {result.verdict.replace('_', ' ')}"
