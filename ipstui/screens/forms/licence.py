"""Forms of the licence tab: a condition from the catalogue, and a proposal with the facts those ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from calculators.explain import RequestError
from calculators.licence import catalogue
from calculators.licence.catalogue import Entry
from calculators.licence.check import check_licence
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.events import ConditionAdded, OfficerAsked, PermissionGiven, ProposalMade
from ipstui.casework.forms import Field, build, fields_of, references, texts_of
from ipstui.casework.licence.check import check, request_for
from ipstui.casework.licence.entry import (
    check_params,
    condition_fields,
    fact_fields,
    policy_version_of,
    questions_for,
    read_facts,
    read_params,
    texts_of_facts,
)
from ipstui.casework.numbers import count
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change
from ipstui.widgets.form import FieldLine, Form

FREE_TEXT = "bespoke"
_CONDITION = {field.name: field for field in fields_of(ConditionAdded)}
_OWN_RULES = (
    ("R-NO-CHILD", "no contact at all with anyone under an age"),
    ("R-WORK", "a kind of work needs approval"),
    ("R-NAMED", "somebody not to meet"),
    ("R-ZONE-OUT", "a place not to enter"),
    ("R-MANUAL", "something else: the person who reads it decides"),
)


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


def condition_choices(casefile: Casefile) -> list[tuple[str, str]]:
    """Return the conditions of the licence's version to choose from, free text last."""
    version = policy_version_of(casefile.story)
    entries = [e for e in catalogue.search("", version) if e.kind == "additional"]
    entries += [e for e in catalogue.search("", version) if e.kind == "outside" and e.id != FREE_TEXT]
    found = [(entry.id, f"{entry.name}  ({entry.category.lower()})") for entry in entries]
    return [*found, (FREE_TEXT, "Free text: as it is written on the licence")]


class ConditionScreen(QuestionDialog):
    """One condition with its parameters. Free text is tagged once: does it touch work?"""

    def __init__(self, casefile: Casefile, condition_id: str) -> None:
        self._casefile = casefile
        self._free = condition_id == FREE_TEXT
        found = catalogue.find(policy_version_of(casefile.story), condition_id)
        self._entry: Entry | None = None if self._free else found
        own: tuple[Field, ...]
        if self._free or self._entry is None:
            own = (
                Field(name="words", label="In its words", kind="text", required=True),
                Field(name="rule", label="What it is", kind="choice", choices=_OWN_RULES, default="R-MANUAL"),
                Field(name="age", label="Under which age", kind="count"),
                Field(
                    name="touches_work", label="Touches work", kind="choice",
                    choices=(("yes", "yes"), ("no", "no"), ("unsure", "not sure")),
                ),
            )  # fmt: skip
        else:
            own = condition_fields(self._entry)
        fields = (
            *own, _CONDITION["starts"], _CONDITION["ends"], _CONDITION["document_seen"],
            _CONDITION["source_person"], _CONDITION["on"],
        )  # fmt: skip
        name = self._entry.name if self._entry else "free text"
        super().__init__(f"Condition: {name} · {casefile.client.name}", fields, {"on": "today"})

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One condition."""
        today, client = self.ips.desk.today, self._casefile.client
        entry = self._entry
        words = clean(texts.get("words", "")) or (entry.name if entry else "")
        if not words:
            raise Unfit("words", "write what the licence says, in its words or yours.")
        category = say.label(FREE_TEXT) if self._free or entry is None else entry.category
        event = build(ConditionAdded, {**texts, "words": words, "category": category}, client=client.id, today=today)
        assert isinstance(event, ConditionAdded)
        if self._free or entry is None:
            params: dict[str, object] = {}
            if age := clean(texts.get("age", "")):
                params["age"] = count("age", age, what="an age to be under", least=1, most=25)
            if tag := texts.get("touches_work", ""):
                params["touches_work"] = tag
            event = msgspec.structs.replace(
                event, catalogue=FREE_TEXT, rule=texts.get("rule") or "R-MANUAL", params=params
            )
        else:
            order = entry.kind == "outside" and entry.approver not in (None, "officer")
            event = msgspec.structs.replace(
                event, catalogue=entry.id, params=read_params(entry, texts, today), order=order
            )
        check_params(event.catalogue, policy_version_of(self._casefile.story), event.params, today, rule=event.rule)
        return [event], f"condition added for {client.name}: {words}"


_PROPOSAL = {field.name: field for field in fields_of(ProposalMade)}


class ProposalScreen(QuestionDialog):
    """A job or activity to hold against the licence. It asks only what this person's conditions turn on."""

    def __init__(
        self, casefile: Casefile, preset: Mapping[str, str] | None = None, *, corrects: ProposalMade | None = None
    ) -> None:
        self._casefile = casefile
        self._corrects = corrects
        self._questions = questions_for(casefile.story)
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
            draft="" if corrects else f"proposal/{casefile.client.id}/{values.get('about', '')}",
            hint="Enter checks and keeps it · empty means not known: it is asked for",
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
        event = msgspec.structs.replace(event, facts=facts)
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
            hint="Enter records it as asked, in these words · PgUp PgDn read · Esc leaves",
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
        )  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One decision."""
        client = self._casefile.client
        proposal = "" if texts.get("holds") == "any" else self._proposal.id
        purposes = texts.get("purposes", "").casefold()
        values = {**texts, "condition": self._given["condition"], "proposal": proposal, "purposes": purposes}
        event = build(PermissionGiven, values, client=client.id, today=self.ips.desk.today)
        assert isinstance(event, PermissionGiven)
        return [event], f"{self._given['named']} {event.decision} for {client.name}"
