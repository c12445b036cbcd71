"""The facts of data protection, nothing filled in beforehand; and closed cases, kept, held or erased by choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from textual.content import Content

from ipstui.casework import say
from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.events import is_apart
from ipstui.casework.forms import Field
from ipstui.casework.people import Client, Settings
from ipstui.casework.retention import WHY_SIX_YEARS, Retention, closed_cases
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.dialog import HINT, Dialog
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.contract import Shell
from ipstui.store.caseload import Change
from ipstui.store.errors import shown

FIELDS = (
    Field(name="condition_relied_on", label="Lawful basis", kind="text", hint="UK GDPR, article 6"),
    Field(name="special_category_condition", label="Special category", kind="text",
          hint="health and offences: UK GDPR, articles 9 and 10"),
    Field(name="privacy_notice", label="Privacy notice", kind="text", hint="when and how people get it"),
    Field(name="employer_approval", label="Approved by", kind="text", hint="who approved this program, and when"),
)  # fmt: skip
_HINT = f"{HINT}. Your data protection officer will tell you."


async def facts(shell: Shell) -> None:
    """The form."""
    await shell.push_screen_wait(DataProtectionScreen(shell.desk.caseload.settings))


class DataProtectionScreen(Dialog):
    """Four facts in the words of whoever decided them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        values = {field.name: str(getattr(settings, field.name)) for field in FIELDS}
        super().__init__("Data protection", FIELDS, values, hint=_HINT, draft="data protection")

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The settings with these facts."""
        typed = {field.name: clean(texts.get(field.name, "")) for field in FIELDS}
        for name, text in typed.items():
            if len(text) > LINE_LIMIT:
                raise Unfit(name, f"{len(text):,} characters are too many: the limit is {LINE_LIMIT}.")
        return [msgspec.structs.replace(self._settings, **typed)], "facts of data protection changed"


async def retention(shell: Shell) -> None:
    """Closed cases, those due first; what is done with one is the person's choice."""
    desk = shell.desk
    cases = closed_cases(desk.casefiles(), desk.caseload.settings)
    if not cases:
        shell.tell("No case is closed: nothing to review.")
        return
    due = [each for each in cases if each.review_on <= desk.today and not each.held]
    later = [each for each in cases if each not in due]
    rows: list[tuple[str, str] | str] = []
    for heading, among in (("DUE FOR REVIEW", due), ("LATER, OR HELD", later)):
        if among:
            rows += [heading, *((each.client, _told(each, shell)) for each in among)]
    chosen = await shell.push_screen_wait(
        ChooseScreen(f"Closed cases, and how long they are kept. {WHY_SIX_YEARS}", rows)
    )
    if chosen:
        await _decide(shell, desk.caseload.clients[chosen], next(each for each in cases if each.client == chosen))


def _told(each: Retention, shell: Shell) -> str:
    held = ", ON HOLD" if each.held else ""
    return f"{each.name}: review {say.day(each.review_on, shell.desk.today)}, {each.why}{held}"


async def _decide(shell: Shell, client: Client, case: Retention) -> None:
    usual = shell.desk.caseload.settings.retention_years
    years = client.retention_years if client.retention_years is not None else usual
    longer = min(100, years + 1)
    hold = ("hold", "Lift the hold") if client.retention_hold else ("hold", "Hold: a complaint, a claim, an inquiry")
    choices = [("keep", f"Keep: {longer} years after closing in all"), hold, ("erase", "Erase everywhere …")]
    answer = await shell.push_screen_wait(ChooseScreen(f"{client.name}: {case.why}", choices))
    if answer == "keep":
        await shell.save(msgspec.structs.replace(client, retention_years=longer), label=f"{client.name} kept longer")
    elif answer == "hold":
        changed = msgspec.structs.replace(client, retention_hold=not client.retention_hold)
        await shell.save(changed, label=f"hold of {client.name} {'set' if changed.retention_hold else 'lifted'}")
    elif answer == "erase":
        await erase_person(shell, client)


async def erase_person(shell: Shell, client: Client) -> None:
    """Ask for the whole name, erase the person everywhere, and say what is left to see to."""
    from ipstui.casework.spelling import fold
    from ipstui.store.erase import erase_client, names_of, naming

    apart = sum(is_apart(event) for event in shell.desk.caseload.events_of(client.id))
    also = f", the {say.plural(apart, 'sentence')} kept apart for disclosure too" if apart else ""
    told = f"From the case file and every copy, for good{also}. Type the whole name to say that it is meant."
    typed = await shell.push_screen_wait(AskScreen(f"Erase {client.name}", told))
    if not typed:
        return
    if fold(typed) != fold(client.name):
        shell.tell("That is not the name. Nothing was erased.", problem=True)
        return
    names = names_of(shell.desk.caseload, client)
    erased = await shell.off_thread(erase_client, shell.desk.caseload, client)
    shell.desk.forget()
    for form, texts in list(shell.drafts.items()):
        if client.id in form or naming(texts.values(), names):
            del shell.drafts[form]
    shell.changed.publish(None)
    begun = "Erased from the case file" if erased.unfinished else "Erased"
    lines = [f"{begun}, and from {len(erased.copies.cleaned)} copies. One row of the audit remains: {erased.id}."]
    if erased.unfinished:
        lines += ["", erased.unfinished]
    for title, files in (
        ("Printed pages with the name, deleted:", erased.pages),
        ("Copies deleted because they could not be cleaned:", erased.copies.deleted),
        ("NOT cleaned yet; the next opening tries again:", erased.copies.left),
        ("Not readable, made by a sync program or a person; look at these yourself:", erased.copies.unread),
        ("Outside the program's protection, and holding this person; see to these:", erased.outside),
        ("The name is also written in these records; look and correct:", [" ".join(m) for m in erased.mentions]),
    ):
        if files:
            lines += ["", title, *(f"  {shown(file)}" for file in files)]
    title = "Erased, not finished" if erased.unfinished else "Erased"
    await shell.push_screen_wait(ReadingScreen(title, Content("\n".join(lines))))
