"""The facts of a benefits session as they are asked: fields, typed text read, and what is said beside a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from calculators.explain import pence
from ipstui.casework import say
from ipstui.casework.benefits.session import Answer, Choice, Facts, answer
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.numbers import count, number
from ipstui.casework.when import read_only_day

_UNKNOWN = ("unknown", "not known")
_YES_NO = (("yes", "yes"), ("no", "no"), _UNKNOWN)
HEALTH = (
    ("none", "no group"),
    ("lcw", "LCW: limited capability for work"),
    ("lcw_2017", "LCW since before April 2017"),
    ("lcwra_new", "LCWRA, newer and lower rate"),
    ("lcwra_protected", "LCWRA, protected rate"),
    _UNKNOWN,
)
HOUSING = (
    ("rented", "rented, private or social"),
    ("supported", "supported, rent by Housing Benefit"),
    ("temporary", "temporary, from the council"),
    ("none", "no rent"),
    _UNKNOWN,
)
HOUSEHOLD = (
    ("single", "one person alone"),
    ("couple", "with a partner"),
    ("children", "with children"),
    _UNKNOWN,
)

FIELDS: tuple[Field, ...] = (
    Field(name="hours", label="Hours a week", kind="number"),
    Field(name="hourly", label="Pay an hour £", kind="number"),
    Field(name="monthly", label="or a month £", kind="number"),
    Field(name="travel", label="Travel £ a week", kind="number"),
    Field(name="pension", label="Pension £ a wk", kind="number"),
    Field(name="starts", label="Work from", kind="text"),
    Field(name="age", label="Age", kind="count"),
    Field(name="household", label="Household", kind="choice", choices=HOUSEHOLD, default="unknown"),
    Field(name="universal_credit", label="Univ. Credit", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="esa", label="New Style ESA", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="esa_weekly", label="ESA £ a week", kind="number"),
    Field(name="supported", label="Supported work", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="health", label="Health group", kind="choice", choices=HEALTH, default="unknown"),
    Field(name="housing", label="Housing", kind="choice", choices=HOUSING, default="unknown"),
    Field(name="rent", label="Rent £ a month", kind="number"),
    Field(name="savings", label="Savings £", kind="number"),
    Field(name="deductions", label="Debts £ a month", kind="number"),
    Field(name="pip", label="PIP", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="london", label="In London", kind="choice", choices=_YES_NO, default="unknown"),
)

_OF_CHOICE = ("hours", "hourly", "monthly", "pension", "travel", "supported", "starts")
_MONEY = ("hourly", "monthly", "pension", "travel", "esa_weekly", "rent", "savings", "deductions")
_BY_WEEK = re.compile(r"(?P<amount>.*\d)\s*(?:a|per|each|/|p)?\s*(?:weekly|week|wk|w)\.?", re.IGNORECASE)
"""Rent as most people know it: "120 a week", "120 pw", "120/wk". A month of it is 52 weeks over 12."""
_LOWER, _UPPER = Decimal(6000), Decimal(16000)


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What the typed texts say. `problems` has a sentence a field; with any of them there is no `found`."""

    facts: Facts
    choice: Choice
    problems: dict[str, str]
    notes: dict[str, str]
    found: Answer | None


def read(texts: Mapping[str, str], facts: Facts, choice: Choice, today: date) -> Read:
    """Read the form. `facts` and `choice` are what it began with: they hold what it does not ask."""
    values: dict[str, object] = {}
    problems: dict[str, str] = {}
    for field in FIELDS:
        try:
            values[field.name] = _value(field, clean(texts.get(field.name, "")), today)
        except Unfit as error:
            problems[error.field] = error.problem
    if "hours" not in problems and values["hours"] is None:
        problems["hours"] = "Hours are needed: 0 is an answer too."
    known = {name: value for name, value in values.items() if name not in problems}
    new_facts = msgspec.structs.replace(facts, **{n: v for n, v in known.items() if n not in _OF_CHOICE})
    new_choice = msgspec.structs.replace(choice, **{n: v for n, v in known.items() if n in _OF_CHOICE})
    if new_choice.hourly != choice.hourly or new_choice.monthly is not None:
        new_choice = msgspec.structs.replace(new_choice, pay_taken=False)
    found = None
    if not problems:
        try:
            found = answer(new_facts, new_choice, today)
        except Unfit as error:
            problems[error.field] = error.problem
    return Read(
        facts=new_facts,
        choice=new_choice,
        problems=problems,
        notes=_notes(new_facts, today, new_choice, by_week=bool(_BY_WEEK.fullmatch(clean(texts.get("rent", ""))))),
        found=found,
    )


def _value(field: Field, text: str, today: date) -> object:
    if field.kind == "choice":
        return text or "unknown"
    if not text or text.casefold() in ("not known", "unknown", "?"):
        return None
    if field.name == "starts":
        return read_only_day(text, today, lean="future", field="starts")
    if field.name == "age":
        return count("age", text, what="an age in years", most=120)
    by_week = _BY_WEEK.fullmatch(text) if field.name == "rent" else None
    value = number(field.name, by_week["amount"] if by_week else text)
    if by_week:
        value = pence(value * 52 / 12)
    if field.name in _MONEY and value < 0:
        raise Unfit(field.name, "Money cannot be below zero.")
    return value


def _notes(facts: Facts, today: date, choice: Choice, *, by_week: bool) -> dict[str, str]:
    notes = {}
    if facts.savings is not None and facts.savings > _UPPER:
        notes["savings"] = "Over £16,000 there is no Universal Credit."
    elif facts.savings is not None and facts.savings > _LOWER:
        notes["savings"] = "Over £6,000 lowers Universal Credit, over £16,000 ends it."
    if facts.rent is None:
        notes["rent"] = "By the week: type 120 a week."
    elif by_week:
        notes["rent"] = f"= {say.money(facts.rent)} a month"
    if choice.starts is not None:
        notes["starts"] = f"= {say.day(choice.starts, today)}"
    return notes


def texts_of(facts: Facts, choice: Choice) -> dict[str, str]:
    """Return what would have to be typed: what the form begins with."""
    texts = {}
    for field in FIELDS:
        value = getattr(choice if field.name in _OF_CHOICE else facts, field.name)
        if isinstance(value, Decimal):
            texts[field.name] = say.number(value) if field.name == "hours" else f"{value:f}"
        elif isinstance(value, date):
            texts[field.name] = value.isoformat()
        else:
            texts[field.name] = "" if value is None else str(value)
    return texts
