"""Forms of the licence tab: a proposal with the facts its conditions turn on, the request to the officer, decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from calculators.explain import RequestError
from calculators.licence.check import check_licence
from calculators.licence.facts import QUESTIONS, Facts
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.events import OfficerAsked, PermissionGiven, ProposalMade
from ipstui.casework.forms import Field, build, fields_of, references, texts_of
from ipstui.casework.licence.check import check
from ipstui.casework.licence.entry import fact_fields, questions_for, read_facts, texts_of_facts
from ipstui.casework.licence.request import request_for
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change, new_id
from ipstui.widgets.form import FieldLine, Form


class QuestionDialog(Dialog):
    """A form whose labels are questions: they are written out, over two lines where they must be."""

    CSS = """
    .field.question { height: auto; }
    .field.question > .label { width: 44; height: auto; padding: 0 1 0 0; }
    """

    def on_mount(self) -> None:
        """Give long labels their room."""
        super().on_mount()
        for line in self.query(FieldLine):
            line.set_class(len(line.field.label) > _LABEL, "question")


_LABEL = 14


ASKED_IN = {"hours": "weekly", "journey_minutes": "journey_minutes", "engagement": "engagement"}
"""The line of the form for what is asked and is no fact of its own; for a fact it is the fact's."""
_PROPOSAL = {field.name: field for field in fields_of(ProposalMade)}


class ProposalScreen(QuestionDialog):
    """A job or activity to hold against the licence. It asks only what this person's conditions turn on."""

    def __init__(
        self,
        casefile: Casefile,
        preset: Mapping[str, str] | None = None,
        *,
        corrects: ProposalMade | None = None,
        asked: str = "",
    ) -> None:
        """`asked` is the fact that is to be told now: the form begins there."""
        self._casefile = casefile
        self._corrects = corrects
        self._questions = questions_for(casefile.story)
        if asked in Facts.__struct_fields__ and asked not in {question.fact for question in self._questions}:
            self._questions = (QUESTIONS[asked], *self._questions)
        values = {"on": "today", "proposal_kind": "job", **(preset or {})}
        if corrects is not None:
            values = {**texts_of(corrects, casefile.story.today), **texts_of_facts(corrects.facts)}
        fields = (
            _PROPOSAL["what"], _PROPOSAL["starts"],
            msgspec.structs.replace(_PROPOSAL["weekly"], hint="Mon-Fri 9-17; Sat 18:00-01:00"),
            _PROPOSAL["journey_minutes"], _PROPOSAL["proposal_kind"], _PROPOSAL["engagement"], _PROPOSAL["ends"],
            _PROPOSAL["about"], *fact_fields(self._questions),
        )  # fmt: skip
        super().__init__(
            f"Against the licence · {casefile.client.name}", fields, values,
            draft=f"proposal/{casefile.client.id}/{corrects.id if corrects else values.get('about', '')}",
            hint="Enter checks and keeps it · empty means not known: it is asked for",
            first=asked and ASKED_IN.get(asked, f"fact.{asked}"),
        )  # fmt: skip

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The vacancies, offers and jobs it may be about."""
        caseload, story = self.ips.desk.caseload, self._casefile.story
        return references(story, caseload.employers, caseload.vacancies)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The proposal; it is checked once before it is kept, so that what cannot be is said by field."""
        today, client = self.ips.desk.today, self._casefile.client
        event = build(
            ProposalMade, texts, client=client.id, today=today,
            voids=self._corrects.id if self._corrects else "", keep=self._corrects,
        )  # fmt: skip
        assert isinstance(event, ProposalMade)
        asked = {question.fact for question in self._questions}
        held = {name: value for name, value in event.facts.items() if name not in asked}
        facts = held | read_facts(self._questions, texts, today)
        self.added = "" if self._corrects else new_id()
        event = msgspec.structs.replace(event, facts=facts, id=self.added)
        trial = msgspec.structs.replace(event, id="new")
        try:
            check_licence(request_for(self._casefile.story, trial))
        except RequestError as error:
            raise Unfit(_field_of(error.field), error.problem) from error
        except msgspec.ValidationError as error:
            raise Unfit("what", str(error)) from error
        checked = check(self._casefile.story, trial)
        return [event], f"{event.what} for {client.name}: {checked.result.verdict if checked.result else 'unknown'}"


def _field_of(path: str) -> str:
    """Return the line of the form that a field of the request was filled in on; "what" where there is none."""
    name, _, fact = path.removeprefix("proposal.").partition("[")[0].partition(".")
    if not path.startswith("proposal."):
        return "what"
    return (
        f"fact.{fact}"
        if name == "facts"
        else {"start": "starts", "end": "ends", "kind": "proposal_kind"}.get(name, name)
    )


_ASKED = {field.name: field for field in fields_of(OfficerAsked)}
_GIVEN = {field.name: field for field in fields_of(PermissionGiven)}


class AskOfficerScreen(Dialog):
    """The request to the officer in full, to read or send, before it is recorded as asked."""

    CONFIRMS = True

    DEFAULT_CSS = """
    AskOfficerScreen .request { height: auto; max-height: 13; margin: 0 0 1 0; scrollbar-size-vertical: 1; }
    """

    def __init__(self, casefile: Casefile, proposal: ProposalMade, text: str) -> None:
        self._casefile, self._proposal, self._text = casefile, proposal, text
        super().__init__(
            f"Ask the officer · {casefile.client.name}", (_ASKED["on"], _ASKED["chase_on"]),
            draft=f"ask/{casefile.client.id}/{proposal.id}",
            hint="F10: record it as asked, in these words · PgUp PgDn read · F1: help · Esc: close",
        )  # fmt: skip

    def on_mount(self) -> None:
        """Put the request between the title and the fields."""
        super().on_mount()
        request = VerticalScroll(Static(Content(self._text)), classes="request", can_focus=False)
        self.query_one(".dialog").mount(request, before=self.query_one(Form))

    def key_pagedown(self) -> None:
        """Read on."""
        self.query_one(".request", VerticalScroll).scroll_page_down(animate=False)

    def key_pageup(self) -> None:
        """Read back."""
        self.query_one(".request", VerticalScroll).scroll_page_up(animate=False)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One question, kept word for word as its note: a line of an event is too short for a request."""
        client = self._casefile.client
        values = {**texts, "proposal": self._proposal.id, "note": self._text}
        event = build(OfficerAsked, values, client=client.id, today=self.ips.desk.today)
        return [event], f"officer asked about {self._proposal.what} for {client.name}"


class DecisionScreen(Dialog):
    """What was decided under one condition: for this proposal, or for everything like it."""

    CONFIRMS = True

    def __init__(self, casefile: Casefile, proposal: ProposalMade, given: Mapping[str, str]) -> None:
        self._casefile, self._given = casefile, given
        holds = (("this", "this proposal only"), ("any", "anything like it"))
        fields = (
            _GIVEN["decision"],
            Field(name="holds", label="Holds for", kind="choice", choices=holds, default="this"),
            msgspec.structs.replace(_GIVEN["purposes"], hint="nothing: no limit; or email, web, app, social"),
            _GIVEN["place"], _GIVEN["limits"], _GIVEN["approver"], _GIVEN["evidence"],
            _GIVEN["starts"], _GIVEN["ends"], _GIVEN["on"], _GIVEN["note"],
        )  # fmt: skip
        self._proposal = proposal
        super().__init__(
            f"Decision: {given['named']} · {casefile.client.name}", fields,
            {"on": "today", "decision": given["decision"], "approver": given.get("approver", "")}, first="limits",
            draft=f"decision/{casefile.client.id}/{proposal.id}/{given['condition']}",
        )  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One decision."""
        client = self._casefile.client
        proposal = "" if texts.get("holds") == "any" else self._proposal.id
        values = {**texts, "condition": self._given["condition"], "proposal": proposal}
        event = build(PermissionGiven, values, client=client.id, today=self.ips.desk.today)
        assert isinstance(event, PermissionGiven)
        return [event], f"{self._given['named']} {event.decision} for {client.name}"
