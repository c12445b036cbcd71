"""Every form, every field: what is typed is found again in what was saved, or the form refuses it by that field."""

import pytest

from ipstui.casework.checks import Unfit
from ipstui.casework.events import Appointment, Offer
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.screens.clients.new_client import FactsScreen, NewClientScreen
from ipstui.screens.employers.screen import EmployerContactScreen, EmployerScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import KINDS, NextDateScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.form import FieldLine
from tests.screens.driving import TODAY, filled, opened

LONG = "First line: مريم\n\tsecond " + "word " * 2_400
TYPED = {"date": "4 dec 2026 2-3pm", "number": "7.25", "count": "7", "time": "14:35", "list": "Web, Email"}
ONLY_DAY = {"expected": "4 dec 2026", "on": "20 nov 2026 2pm"}


@pytest.fixture
def held(empty):
    """One person with a booking and an offer, one employer."""
    empty.record(
        Client(id="jo", name="Jo Example"),
        Employer(id="m", name="Marlow's"),
        Vacancy(id="v", role="Cook", employer="m"),
        Appointment(id="b1", client="jo", on=TODAY),
        Offer(id="o1", client="jo", on=TODAY, role="Cook"),
        label="held",
    )
    return empty


def dialogs(desk):
    """Each form with what it needs before anything else."""
    file, employer = desk.casefile("jo"), desk.caseload.employers["m"]
    forms = {f"next date, {what}": (NextDateScreen(file), {"what": what, "note": "n", "next": "fri"})
             for what, _ in KINDS}  # fmt: skip
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
    *(f"next date, {what}" for what, _ in KINDS), "log", "log a booking", "employer contact", "employer",
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
