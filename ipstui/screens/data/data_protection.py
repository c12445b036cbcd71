"""The facts of data protection, nothing filled in beforehand; and closed cases, kept, held or erased by choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.people import Client, Settings
from ipstui.casework.retention import WHY_SIX_YEARS, Retention, closed_cases
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.not_saved import AskScreen
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change

if TYPE_CHECKING:
    from ipstui.shell.data_actions import DataActions

FIELDS = (
    Field(name="condition_relied_on", label="Lawful basis", kind="text"),
    Field(name="special_category_condition", label="Special categ.", kind="text"),
    Field(name="privacy_notice", label="Privacy notice", kind="text"),
    Field(name="employer_approval", label="Approved by", kind="text"),
)
_HINT = (
    "Enter saves · Esc leaves. Ask your data protection officer; the program proposes nothing. Lawful basis "
    "(UK GDPR, article 6); condition for health and offence data (articles 9, 10); when and how people get the "
    "notice; who approved this program."
)


async def facts(app: DataActions) -> None:
    """The form."""
    await app.push_screen_wait(DataProtectionScreen(app.desk.caseload.settings))


class DataProtectionScreen(Dialog):
    """Four facts in the words of whoever decided them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        values = {field.name: str(getattr(settings, field.name)) for field in FIELDS}
        super().__init__("Data protection", FIELDS, values, hint=_HINT)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The settings with these facts."""
        typed = {field.name: clean(texts.get(field.name, "")) for field in FIELDS}
        for name, text in typed.items():
            if len(text) > LINE_LIMIT:
                raise Unfit(name, f"{len(text):,} characters are too many: the limit is {LINE_LIMIT}.")
        return [msgspec.structs.replace(self._settings, **typed)], "facts of data protection changed"


async def retention(app: DataActions) -> None:
    """Closed cases, those due first; what is done with one is the person's choice."""
    desk = app.desk
    cases = closed_cases(desk.casefiles(), desk.caseload.settings)
    if not cases:
        app.tell("No case is closed: nothing to review.")
        return
    due = [each for each in cases if each.review_on <= desk.today and not each.held]
    later = [each for each in cases if each not in due]
    rows: list[tuple[str, str] | str] = []
    for heading, among in (("DUE FOR REVIEW", due), ("LATER, OR HELD", later)):
        if among:
            rows += [heading, *((each.client, _told(each, app)) for each in among)]
    chosen = await app.push_screen_wait(
        ChooseScreen(f"Closed cases, and how long they are kept. {WHY_SIX_YEARS}", rows)
    )
    if chosen:
        await _decide(app, desk.caseload.clients[chosen], next(each for each in cases if each.client == chosen))


def _told(each: Retention, app: DataActions) -> str:
    held = ", ON HOLD" if each.held else ""
    return f"{each.name}: review {say.day(each.review_on, app.desk.today)}, {each.why}{held}"


async def _decide(app: DataActions, client: Client, case: Retention) -> None:
    years = client.retention_years if client.retention_years is not None else app.desk.caseload.settings.retention_years
    longer = min(100, years + 1)
    hold = ("hold", "Lift the hold") if client.retention_hold else ("hold", "Hold: a complaint, a claim, an inquiry")
    choices = [("keep", f"Keep: {longer} years after closing in all"), hold, ("erase", "Erase everywhere …")]
    answer = await app.push_screen_wait(ChooseScreen(f"{client.name}: {case.why}", choices))
    if answer == "keep":
        await app.save(msgspec.structs.replace(client, retention_years=longer), label=f"{client.name} kept longer")
    elif answer == "hold":
        changed = msgspec.structs.replace(client, retention_hold=not client.retention_hold)
        await app.save(changed, label=f"hold of {client.name} {'set' if changed.retention_hold else 'lifted'}")
    elif answer == "erase":
        await _erase(app, client)


async def _erase(app: DataActions, client: Client) -> None:
    from textual.content import Content

    from ipstui.casework.spelling import fold
    from ipstui.screens.reading import ReadingScreen
    from ipstui.store.erase import erase_client

    told = "From the case file and every copy, for good. Type the whole name to say that it is meant."
    typed = await app.push_screen_wait(AskScreen(f"Erase {client.name}", told))
    if not typed:
        return
    if fold(typed) != fold(client.name):
        app.tell("That is not the name. Nothing was erased.", problem=True)
        return
    erased = await app.off_thread(erase_client, app.desk.caseload, client)
    app.desk.forget()
    app.drafts = {form: texts for form, texts in app.drafts.items() if client.id not in form}
    app.changed.publish(None)
    lines = [f"Erased, and from {len(erased.copies.cleaned)} copies. One row of the audit remains: {erased.id}."]
    for title, files in (
        ("Pages to take home, deleted:", erased.pages),
        ("Copies deleted because they could not be cleaned:", erased.copies.deleted),
        ("NOT cleaned; delete these yourself:", erased.copies.left),
        ("Outside the program's protection, and holding this person; see to these:", erased.outside),
        ("The name is also written in these records; look and correct:", [" ".join(m) for m in erased.mentions]),
    ):
        if files:
            lines += ["", title, *(f"  {file}" for file in files)]
    await app.push_screen_wait(ReadingScreen("Erased", Content("\n".join(lines))))
