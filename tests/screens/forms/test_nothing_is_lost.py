"""Every form, every field: what is typed is found again in what was saved, or the form refuses it by that field."""

from decimal import Decimal

import pytest

from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.benefits.form import FIELDS as FACTS
from ipstui.casework.benefits.form import read, texts_of
from ipstui.casework.checks import Unfit
from ipstui.casework.events import KINDS, ConditionAdded, LicenceRecorded, Offer, ProposalMade
from ipstui.casework.forms import build, fields_of
from ipstui.screens.clients.new_client import FactsScreen, NewClientScreen
from ipstui.screens.employers.screen import EmployerContactScreen, EmployerScreen
from ipstui.screens.forms.condition import ConditionScreen, OrderScreen
from ipstui.screens.forms.licence import AskOfficerScreen, DecisionScreen, ProposalScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import KINDS as DATES
from ipstui.screens.forms.next_date import NextDateScreen
from ipstui.screens.forms.permitted_work import PermittedWorkScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.form import FieldLine
from tests.screens.driving import TODAY, filled, opened

LONG = "First line: مريم\n\tsecond " + "word " * 2_400
TYPED = {"date": "4 dec 2026 2-3pm", "number": "7.25", "count": "7", "time": "14:35", "list": "Web, Email"}
ONLY_DAY = {"expected": "4 dec 2026", "on": "20 nov 2026 2pm"}


@pytest.fixture
def held(held):
    """And an offer."""
    held.record(Offer(id="o1", client="jo", on=TODAY, role="Cook"), label="held")
    return held


def dialogs(desk):
    """Each form with what it needs before anything else."""
    file, employer = desk.casefile("jo"), desk.caseload.employers["m"]
    forms = {f"next date, {what}": (NextDateScreen(file), {"what": what, "note": "n", "next": "fri"})
             for what, _ in DATES}  # fmt: skip
    return forms | {
        "log": (LogScreen(file), {"employer": "New Co", "choice": "tell", "how": "met"}),
        "log a booking": (LogScreen(file, "b1"), {"how": "met", "employer": "New Co", "choice": "tell"}),
        "employer contact": (EmployerContactScreen(employer), {}),
        "employer": (EmployerScreen(employer), {"name": "Marlow's"}),
        "new employer": (EmployerScreen(None), {"name": "Other"}),
        "new client": (NewClientScreen(), {"name": "Somebody"}),
        "facts": (FactsScreen(file.client), {"name": "Jo Example"}),
    }


def samples(line):
    """What may be typed into a field."""
    field = line.field
    if field.kind in ("choice", "reference"):
        pairs = field.choices or line._references
        return [value for value, _ in pairs if value][:12]
    if field.name == "birth_year":
        return ["1990"]
    return [ONLY_DAY.get(field.name) or TYPED.get(field.kind) or (LONG if field.long else "Zoë: a, b; O'Neill–D")]


@pytest.mark.parametrize("name", [
    *(f"next date, {what}" for what, _ in DATES), "log", "log a booking", "employer contact", "employer",
    "new employer", "new client", "facts",
])  # fmt: skip
async def test_every_field_changes_what_is_saved_or_is_refused(held, name):
    async with opened(IpsApp(held)) as pilot:
        dialog, needed = dialogs(held)[name]
        await pilot.app.push_screen(dialog)
        await pilot.pause()
        begun = filled(pilot.app) | needed
        usual = said(dialog, begun)
        for line in dialog.query(FieldLine):
            for typed in samples(line):
                if typed == begun[line.field.name]:
                    continue
                try:
                    found = said(dialog, begun | {line.field.name: typed})
                except Unfit as refused:
                    assert refused.field == line.field.name, f"{line.field.name}: {refused}"  # noqa: PT017 or found
                    continue
                assert found != usual or typed in (*texts_in(found), line.field.default), (
                    f"{line.field.name}: {typed[:40]!r} was lost"
                )
                if line.field.kind == "text":
                    kept = typed.replace("\t", " ").strip()
                    assert any(kept in text for text in texts_in(found)), f"{line.field.name} was changed"


def licence_forms(desk):
    """The forms about what binds a person, each with what it needs before anything else."""
    file = desk.casefile("jo")
    proposal = file.story.licence.proposals[0]
    held = file.story.probation.conditions[0]
    decided = {"condition": "work_approval", "named": "work", "decision": "granted"}
    return {
        "proposal": (ProposalScreen(file), {"what": "Cook", "starts": "4 dec 2026"}),
        "proposal corrected": (ProposalScreen(file, corrects=proposal), {}),
        "ask the officer": (AskOfficerScreen(file, proposal, "May he?"), {}),
        "decision": (DecisionScreen(file, proposal, decided), {}),
        "condition": (ConditionScreen(file, "curfew_v4"), {"param.blocks": "19:00-07:00"}),
        "condition in free text": (ConditionScreen(file, "bespoke"), {"words": "No kites"}),
        "condition changed": (ConditionScreen(file, "bespoke", held=held), {}),
        "condition corrected": (ConditionScreen(file, "bespoke", held=held, corrects=held.added), {}),
        "order": (OrderScreen(file, "shpo"), {"words": "SHPO", "term1": "No parks"}),
        "permitted work": (PermittedWorkScreen(file, {"hours": "8", "hourly_rate": "12.71"}), {}),
    }


TYPED_INTO = {"other_jobs": "8 at 12.71", "weekly": "Mon-Fri 9-17", "hours": "7.5", "age": "18", "param.blocks": "20-6",
              "inside": "WV1, WV10"}  # fmt: skip


@pytest.mark.parametrize("name", [
    "proposal", "proposal corrected", "ask the officer", "decision", "condition", "condition in free text",
    "condition changed", "condition corrected", "order", "permitted work",
])  # fmt: skip
async def test_every_field_about_licence_and_limits_is_saved_or_refused(held, name):
    held.record(
        LicenceRecorded(client="jo", on=TODAY, policy_version="4.0", starts=TODAY, status="active"),
        ConditionAdded(client="jo", on=TODAY, category="other", words="No drones", catalogue="bespoke",
                       rule="R-MANUAL", params={"touches_work": "no"}),
        ProposalMade(id="p1", client="jo", on=TODAY, what="Cook", starts=TODAY),
        label="licence",
    )  # fmt: skip
    async with opened(IpsApp(held)) as pilot:
        dialog, needed = licence_forms(held)[name]
        await pilot.app.push_screen(dialog)
        await pilot.pause()
        begun = filled(pilot.app) | needed
        usual, names = said(dialog, begun), {line.field.name for line in dialog.query(FieldLine)}
        for line in dialog.query(FieldLine):
            field = line.field
            for typed in [TYPED_INTO[field.name]] if field.name in TYPED_INTO else samples(line):
                if typed == begun[field.name]:
                    continue
                try:
                    found = said(dialog, begun | {field.name: typed})
                except Unfit as refused:
                    assert refused.field in names, f"{field.name}: {refused}"  # noqa: PT017 or found
                    continue
                assert found != usual or typed == field.default, f"{field.name}: {typed[:40]!r} was lost"


@pytest.mark.parametrize("field", FACTS, ids=lambda field: field.name)
def test_every_fact_of_a_session_counts_or_is_refused(field):
    """As the form of the facts reads it; a line that does not apply to the person is not shown."""
    facts, choice = Facts(), Choice(hours=Decimal(16), hourly=Decimal(14))
    begun = texts_of(facts, choice)
    usual = read(begun, facts, choice, TODAY)
    values = [value for value, _ in field.choices] or ["4 dec 2026" if field.kind == "text" else "17", "qq"]
    for typed in values:
        found = read(begun | {field.name: typed}, facts, choice, TODAY)
        kept = (found.facts, found.choice) != (usual.facts, usual.choice)
        hidden = field.name in found.idle
        assert kept or hidden or field.name in found.problems or typed == begun[field.name], typed


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_of_every_kind_of_event_is_in_the_event_or_refused(kind):
    needed = {field.name: sample(field) for field in fields_of(kind) if field.required}
    usual = build(kind, needed, client="jo", today=TODAY)
    for field in fields_of(kind):
        for typed in [value for value, _ in field.choices if value] or [sample(field)]:
            try:
                found = build(kind, needed | {field.name: typed}, client="jo", today=TODAY)
            except Unfit as refused:
                assert refused.field == field.name  # noqa: PT017 or found
                continue
            assert found != usual or typed in (needed.get(field.name), field.default), f"{field.name}: {typed!r}"


def sample(field):
    """Something that may be typed into a field."""
    if field.choices:
        return next(value for value, _ in field.choices if value)
    return (TYPED | {"date": "4 nov 2026", "shifts": "Mon-Fri 9-17", "reference": "x1"}).get(field.kind, "something")


def said(dialog, texts):
    """What the form would save, without the ids that differ each time."""
    changes, _ = dialog.changes(texts)
    return [
        {n: "" if n in ("id", "employer") and len(str(getattr(c, n))) == 16 else getattr(c, n)
         for n in c.__struct_fields__} | {"is": type(c).__name__}
        for c in changes
    ]  # fmt: skip


def texts_in(found):
    return [value for each in found for value in each.values() if isinstance(value, str)]
