"""A new client with their referral, and the slow facts of one already there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.entry import release_told
from ipstui.casework.events import Referral, ReleaseExpected
from ipstui.casework.forms import Field, build, fields_of
from ipstui.casework.people import Client
from ipstui.casework.spelling import same_name
from ipstui.casework.typed.numbers import count
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change, new_id

_REFERRAL = {field.name: field for field in fields_of(Referral)}
_EXPECTED = next(
    msgspec.structs.replace(each, required=False) for each in fields_of(ReleaseExpected) if each.name == "expected"
)
_NAME = Field(name="name", label="Known as", kind="text", required=True)
_PHONE = Field(name="phone", label="Phone", kind="text")
_YES_OR_NO = (("yes", "yes"), ("no", "no"))
_FLAGS = ("do_not_ring", "do_not_text")
_YES_NO = (("yes", "yes"), ("no", "no"), ("unknown", "not known"))


class NewClientScreen(Dialog):
    """Name and referral; a release date if there is one."""

    def __init__(self) -> None:
        fields = (
            _NAME,
            msgspec.structs.replace(_REFERRAL["on"], label="Referred on"),
            _REFERRAL["source_type"],
            _REFERRAL["source_person"],
            msgspec.structs.replace(_REFERRAL["in_custody"], label="In prison now"),
            _REFERRAL["prison"],
            _EXPECTED,
            _REFERRAL["knows_and_agrees"],
            _PHONE,
            _REFERRAL["note"],
        )
        super().__init__("New client", fields, {"on": "today"}, draft="new client", first="name")

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The client, the referral, and the release date if one was typed."""
        today, caseload = self.ips.desk.today, self.ips.desk.caseload
        name = _name(texts)
        if any(same_name(each.name, name) for each in caseload.clients.values()):
            raise Unfit("name", f"there is already a {name}. Add an initial, or open them and refer again with c.")
        self.added = new_id()
        client = Client(id=self.added, name=name, phone=clean(texts.get("phone", "")), made_up=self.ips.desk.made_up)
        referral = build(Referral, texts, client=client.id, today=today)
        changes: list[Change] = [client, referral]
        if expected := clean(texts.get("expected", "")):
            changes.append(release_told(referral, expected, today))
        return changes, f"{name} added"


class FactsScreen(Dialog):
    """The slow facts; each change is kept on the timeline."""

    def __init__(self, client: Client) -> None:
        self._client = client
        fields = (
            _NAME,
            _PHONE,
            Field(name="preferred_contact", label="Best reached", kind="text"),
            Field(name="do_not_ring", label="Do not ring", kind="choice", choices=_YES_OR_NO, default="no"),
            Field(name="do_not_text", label="Do not text", kind="choice", choices=_YES_OR_NO, default="no"),
            Field(name="safe_times", label="Safe times", kind="text"),
            Field(name="not_free", label="Not free", kind="text"),
            Field(name="interpreter", label="Interpreter", kind="text"),
            Field(name="adjustment", label="Adjustment", kind="text"),
            Field(name="out_of_hours", label="Out of hours", kind="text", hint="whom to call"),
            Field(name="email_allowed", label="Email allowed", kind="choice", choices=_YES_NO),
            Field(name="right_to_work_seen", label="Right to work", kind="choice", choices=_YES_NO),
            Field(name="bank_account", label="Bank account", kind="choice", choices=_YES_NO),
            Field(name="gp", label="GP", kind="text"),
            Field(name="birth_year", label="Born in (year)", kind="count"),
        )
        values = {f.name: str(getattr(client, f.name) or "") for f in fields}
        values |= {name: "yes" if getattr(client, name) else "no" for name in _FLAGS}
        super().__init__(f"Facts · {client.name}", fields, values, first="name", draft=f"facts/{client.id}")

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The client as now known."""
        typed = {name: clean(text) for name, text in texts.items()}
        year = typed.pop("birth_year", "")
        this_year = self.ips.desk.today.year
        born = count("birth_year", year, what="a year", least=1900, most=this_year) if year else None
        too_long = next((name for name, text in typed.items() if len(text) > LINE_LIMIT), None)
        if too_long:
            raise Unfit(too_long, f"{LINE_LIMIT} characters are the limit.")
        facts: dict[str, object] = {n: text or ("unknown" if n in _CHOICES else "") for n, text in typed.items()}
        facts |= {name: typed.get(name) == "yes" for name in _FLAGS}
        name = facts["name"] = _name(texts)
        others = (each.name for each in self.ips.desk.caseload.clients.values() if each.id != self._client.id)
        if name != self._client.name and any(same_name(name, each) for each in others):
            raise Unfit("name", f"there is already a {name}. Add an initial, to tell them apart.")
        changed = msgspec.structs.replace(self._client, **facts, birth_year=born)
        return [msgspec.convert(msgspec.to_builtins(changed), Client)], f"facts of {changed.name} changed"


_CHOICES = {"email_allowed", "right_to_work_seen", "bank_account"}


def _name(texts: Mapping[str, str]) -> str:
    name = " ".join(clean(texts.get("name", "")).split())
    if not name:
        raise Unfit("name", "a name is needed: what the person is known as is enough.")
    if len(name) > LINE_LIMIT:
        raise Unfit("name", f"{len(name):,} characters are too many: the limit is {LINE_LIMIT}.")
    return name
