"""The settings page: a list of all there is to choose and to look after, and the form of the choices."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec.inspect import IntType, StructType, type_info

from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.people import Settings
from ipstui.casework.retention import due_for_review
from ipstui.casework.typed.numbers import count
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.dialog import HINT, Dialog
from ipstui.shell.contract import Shell
from ipstui.store.caseload import Change

_CLOCKS = (
    ("later_of_meeting_and_release", "first meeting or release, the later"),
    ("first_meeting", "first meeting"),
    ("referral", "referral"),
    ("engaged", "the day work was wanted"),
)
_OFFICIAL = (
    ("off", "no"), ("without_notes", "yes, notes of their own left out"), ("with_notes", "yes, notes too"),
)  # fmt: skip
_LOOKS = (("dark", "dark"), ("light", "light"), ("plain", "plain, without colour"))
FIELDS = (
    Field(name="specialist", label="Your name", kind="text"),
    Field(name="employer_contacts_target", label="Employers to meet a week", kind="count", required=True),
    Field(name="clock", label="30-day clock begins with", kind="choice", choices=_CLOCKS, required=True),
    Field(name="theme", label="Look", kind="choice", choices=_LOOKS, default="dark"),
    Field(name="auto_lock_minutes", label="Minutes until it locks", kind="count", required=True),
    Field(name="second_folder", label="Second folder for copies", kind="text"),
    Field(name="official_record", label="Tell what is not copied yet", kind="choice", choices=_OFFICIAL, required=True),
    Field(name="retention_years", label="Years a closed case is kept", kind="count", required=True),
)
_USUAL = (0, 100)
"""The bounds of a count where the settings give none."""


def _bounds() -> dict[str, tuple[int, int]]:
    """Return the least and the most of each count, as the settings themselves have them."""
    settings = type_info(Settings)
    assert isinstance(settings, StructType)
    found = {field.name: field.type for field in settings.fields}
    bounds = {}
    for name in (field.name for field in FIELDS if field.kind == "count"):
        count, (least, most) = found[name], _USUAL
        assert isinstance(count, IntType)
        bounds[name] = (least if count.ge is None else count.ge, most if count.le is None else count.le)
    return bounds


_COUNTS = _bounds()


async def settings_page(shell: Shell) -> None:
    """Everything in one list."""
    desk = shell.desk
    due = len(due_for_review(desk.casefiles(), desk.caseload.settings, desk.today))
    encrypted = desk.caseload.encrypted
    choices: list[tuple[str, str] | str] = [
        "YOU AND THE SCREEN",
        ("choices", "Name, target, look, idle lock, second folder, years …"),
        ("keys", "Keys: choose others …"),
        ("service", "Service and cost, for the reports …"),
        "DATA PROTECTION",
        ("data_protection", "Lawful basis, condition, privacy notice, approval …"),
        ("due_for_review", f"Closed cases: {due or 'none'} due for review"),
        "ENCRYPTION",
        ("change_passphrase", "Change the passphrase …" if encrypted else "Encrypt this case file …"),
        *([("new_code", "Make a new recovery code …"), ("lock", "Lock now (^L)")] if encrypted else []),
        "IN AND OUT",
        ("sheet", "Bring in a spreadsheet …"),
        ("calendar", "Bookings for your own calendar …"),
        ("workbook", "The caseload as a spreadsheet …"),
        "COPIES",
        ("backup", "Back up now …"),
        ("restore", "Restore a backup …"),
        ("verify", "Read every file back and check it"),
        ("where", "List every file that was written"),
    ]
    chosen = await shell.push_screen_wait(ChooseScreen("Settings, and your data", choices))
    if chosen:
        shell.act(chosen if chosen == "lock" else f"flow('{chosen}')")


async def choices(shell: Shell) -> None:
    """The form of the choices."""
    before = shell.desk.caseload.settings
    if not await shell.push_screen_wait(ChoicesScreen(before)):
        return
    shell.wear(shell.desk.caseload.settings.theme)


class ChoicesScreen(Dialog):
    """What the specialist has chosen."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        values = {field.name: str(getattr(settings, field.name) or field.default) for field in FIELDS}
        for name in _COUNTS:
            values[name] = str(getattr(settings, name))
        hint = f"{HINT}. The second folder takes encrypted copies only."
        super().__init__("Your choices", FIELDS, values, first="specialist", hint=hint, draft="choices")

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The settings as now chosen."""
        typed = {name: clean(text) for name, text in texts.items()}
        facts: dict[str, object] = {}
        for field in FIELDS:
            text = typed.get(field.name, "")
            if len(text) > LINE_LIMIT:
                raise Unfit(field.name, f"{len(text):,} characters are too many: the limit is {LINE_LIMIT}.")
            facts[field.name] = _count(field.name, text) if field.name in _COUNTS else text
        facts["clock"] = facts["clock"] or Settings().clock
        facts["official_record"] = facts["official_record"] or Settings().official_record
        folder = str(facts["second_folder"])
        if folder:
            facts["second_folder"] = self._fit_folder(folder)
        return [msgspec.structs.replace(self._settings, **facts)], "your choices changed"

    def _fit_folder(self, text: str) -> str:
        caseload, folder = self.ips.desk.caseload, Path(os.path.expanduser(text))
        if not caseload.encrypted:
            raise Unfit("second_folder", "only an encrypted case file is copied to a second folder.")
        if not folder.is_absolute() or not os.path.isdir(folder):
            raise Unfit("second_folder", "there is no such folder now. Give its whole path.")
        if folder.resolve() in (caseload.path.parent.resolve(), (caseload.path.parent / "backups").resolve()):
            raise Unfit("second_folder", "choose another place than the case file's own.")
        return str(folder)


def _count(name: str, text: str) -> int:
    least, most = _COUNTS[name]
    return count(name, text, what=f"a whole number from {least} to {most}", least=least, most=most)
