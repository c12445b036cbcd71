"""The facts of a vacancy. What is left empty is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.choices import YesNo
from ipstui.casework.entry import chosen_or_new
from ipstui.casework.forms import Field
from ipstui.casework.people import Vacancy
from ipstui.casework.spelling import fold
from ipstui.casework.typed.numbers import number
from ipstui.casework.typed.when import read_only_day
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change, new_id

_YES_NO = (("yes", "yes"), ("no", "no"), ("unknown", "not known"))
FIELDS = (
    Field(name="role", label="Job", kind="text", required=True),
    Field(name="employer", label="Employer", kind="reference"),
    Field(name="new_employer", label="Or a new one", kind="text", hint="an employer not in the list yet"),
    Field(name="hours_min", label="Hours, least", kind="number"),
    Field(name="hours_max", label="Hours, most", kind="number"),
    Field(name="shifts", label="Shifts", kind="text", hint="Mon-Fri 8-13; what can be read is checked"),
    Field(name="hourly_pay", label="Pay an hour £", kind="number"),
    Field(name="place", label="Place", kind="text", hint="with the postcode, where known"),
    Field(name="closes", label="Closes on", kind="date", lean="future", hint="last day to apply"),
    Field(name="starts", label="Starts", kind="date", lean="future"),
    Field(name="how_to_apply", label="How to apply", kind="text"),
    Field(name="source", label="Told by", kind="text"),
    Field(name="permanent", label="Permanent", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="open_to_anyone", label="Open to anyone", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="tags", label="To know", kind="list", hint="night work, alcohol premises"),
)


class VacancyScreen(Dialog):
    """A new vacancy, or one that changes."""

    def __init__(self, vacancy: Vacancy | None) -> None:
        self._vacancy = vacancy
        title = f"Vacancy · {vacancy.role}" if vacancy else "New vacancy"
        super().__init__(title, FIELDS, _texts(vacancy) if vacancy else {}, first="role",
                         draft=f"vacancy/{vacancy.id}" if vacancy else "new vacancy")  # fmt: skip

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The employers known."""
        employers = self.ips.desk.caseload.employers.values()
        return {"employer": sorted(((e.id, e.name) for e in employers), key=lambda pair: fold(pair[1]))}

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The vacancy as now known, and the employer that it is the first to name."""
        today = self.ips.desk.today
        typed = {field.name: clean(texts.get(field.name, "")) for field in FIELDS}
        if not typed["role"]:
            raise Unfit("role", "what the job is called is needed.")
        if long := next((name for name, text in typed.items() if len(text) > LINE_LIMIT), None):
            raise Unfit(long, f"{LINE_LIMIT} characters are the limit.")
        changes, typed["employer"] = chosen_or_new(typed, self.ips.desk.caseload.employers, new_id())
        closes, starts = _day(typed, "closes", today), _day(typed, "starts", today)
        if closes is not None and closes < today and self._vacancy is None:
            raise Unfit("closes", f"{say.day(closes, today)} has passed: leave it empty where nobody knows.")
        least, most = _number(typed, "hours_min", 168), _number(typed, "hours_max", 168)
        if least is not None and most is not None and least > most:
            raise Unfit("hours_min", f"{say.number(least)} is more than the most, {say.number(most)}.")
        key = self.added = self._vacancy.id if self._vacancy else new_id()
        vacancy = Vacancy(
            id=key, role=typed["role"], employer=typed["employer"], hours_min=least, hours_max=most,
            shifts=typed["shifts"], hourly_pay=_number(typed, "hourly_pay", 1000), place=typed["place"], closes=closes,
            starts=starts, how_to_apply=typed["how_to_apply"], source=typed["source"],
            permanent=_yes_no(typed["permanent"]), open_to_anyone=_yes_no(typed["open_to_anyone"]),
            tags=tuple(part.strip() for part in typed["tags"].split(",") if part.strip()),
            gone=self._vacancy.gone if self._vacancy else False,
        )  # fmt: skip
        return [*changes, vacancy], f"{vacancy.role} {'changed' if self._vacancy else 'added'}"


def _texts(vacancy: Vacancy) -> dict[str, str]:
    """What would have to be typed to say the same."""
    texts = {}
    for field in FIELDS:
        value = getattr(vacancy, field.name, "")
        if isinstance(value, tuple):
            texts[field.name] = ", ".join(value)
        elif isinstance(value, Decimal):
            texts[field.name] = say.number(value)
        else:
            texts[field.name] = "" if value is None else str(value)
    return texts


def _day(typed: Mapping[str, str], name: str, today: date) -> date | None:
    return read_only_day(typed[name], today, lean="future", field=name) if typed[name] else None


def _number(typed: Mapping[str, str], name: str, most: int) -> Decimal | None:
    if not typed[name]:
        return None
    value = number(name, typed[name])
    if not 0 <= value <= most:
        raise Unfit(name, f"it must be between 0 and {most:,}.")
    return value


def _yes_no(text: str) -> YesNo:
    said: YesNo = msgspec.convert(text or "unknown", YesNo)
    return said
