"""The facts of a benefits session as they are asked: fields, typed text read, and what is said beside a field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import msgspec

from calculators.explain import pence
from calculators.given import ages_on
from calculators.pay.pay_days import WEEKS_A_MONTH
from ipstui.casework import say
from ipstui.casework.benefits.facts import (
    HOUSING_BENEFIT,
    MOST_SAVINGS,
    Choice,
    Facts,
    ages,
    may_be_kept_to_a_room,
    on_uc,
    rent_is_missing,
    rent_monthly,
    why_no_months,
)
from ipstui.casework.benefits.session import Answer, answer
from ipstui.casework.benefits.start import Start
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.typed.numbers import count, number
from ipstui.casework.typed.when import Lean, read_only_day

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
LANDLORD = (("private", "private"), ("social", "council or association"), _UNKNOWN)
CYCLE = (
    ("weekly", "every week"),
    ("two_weekly", "every two weeks"),
    ("four_weekly", "every four weeks"),
    ("monthly", "each month, same day"),
    ("last_working_day", "last working day"),
    _UNKNOWN,
)
_DAILY_LIVING = (("none", "not paid"), ("standard", "standard rate"), ("enhanced", "enhanced rate"), _UNKNOWN)
_MAPPA = (("none", "not under it"), ("1", "level 1"), ("2", "level 2"), ("3", "level 3"), _UNKNOWN)

FIELDS: tuple[Field, ...] = (
    Field(name="hours", label="Hours a week", kind="number"),
    Field(name="hourly", label="Pay an hour £", kind="number"),
    Field(name="monthly", label="or a month £", kind="number"),
    Field(name="travel", label="Travel £ a week", kind="number"),
    Field(name="pension", label="Pension £ a week", kind="number"),
    Field(name="starts", label="Work from", kind="text"),
    Field(name="cycle", label="Paid", kind="choice", choices=CYCLE, default="unknown"),
    Field(name="first_pay_day", label="First pay day", kind="text"),
    Field(name="payslip", label="Payslip £ net", kind="number"),
    Field(name="last_pay_day", label="Last pay day", kind="text"),
    Field(name="last_pay", label="Last pay £ net", kind="number"),
    Field(name="leave_pay", label="Leave £ net", kind="number"),
    Field(name="back_pay", label="Back pay £ net", kind="number"),
    Field(name="back_pay_day", label="Back pay on", kind="text"),
    Field(name="age", label="Age", kind="count"),
    Field(name="birth_year", label="or born in", kind="count"),
    Field(name="household", label="Household", kind="choice", choices=HOUSEHOLD, default="unknown"),
    Field(name="universal_credit", label="Univ. Credit", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="claim_day", label="UC month from", kind="count"),
    Field(name="esa", label="New Style ESA", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="esa_weekly", label="ESA £ a week", kind="number"),
    Field(name="supported", label="Supported work", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="health", label="Health group", kind="choice", choices=HEALTH, default="unknown"),
    Field(name="housing", label="Housing", kind="choice", choices=HOUSING, default="unknown"),
    Field(name="landlord", label="Landlord", kind="choice", choices=LANDLORD, default="unknown"),
    Field(name="rent", label="Rent £ a month", kind="number"),
    Field(name="rent_weekly", label="or £ a week", kind="number"),
    Field(name="meals", label="Meals in rent", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="savings", label="Savings £", kind="number"),
    Field(name="deductions", label="Debts £ a month", kind="number"),
    Field(name="pip", label="PIP", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="london", label="In London", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="cap_exempt", label="Other, no cap", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="work_ended", label="Last job ended", kind="text"),
    Field(name="months_over", label="Months in it", kind="count"),
    Field(name="care_leaver", label="Care leaver", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="hostel_months", label="Hostels, months", kind="number"),
    Field(name="hostel_support", label="Support there", kind="choice", choices=_YES_NO, default="unknown"),
    Field(name="daily_living", label="Daily living", kind="choice", choices=_DAILY_LIVING, default="unknown"),
    Field(name="mappa", label="MAPPA", kind="choice", choices=_MAPPA, default="unknown"),
)

_BY_WEEK = re.compile(r"(?P<amount>.*\d)\s*(?:a|per|each|/|p)?\s*(?:weekly|week|wk|w)\.?", re.IGNORECASE)
"""Rent as most people know it: "120 a week", "120 pw", "120/wk". A month of it is 52 weeks over 12."""
_OF_CHOICE = (
    "hours", "hourly", "monthly", "pension", "travel", "supported", "starts", "cycle", "first_pay_day", "payslip",
    "last_pay_day", "last_pay", "leave_pay", "back_pay", "back_pay_day",
)  # fmt: skip
_MONEY = (
    "hourly", "monthly", "pension", "travel", "payslip", "last_pay", "leave_pay", "back_pay", "esa_weekly", "rent",
    "rent_weekly", "savings", "deductions",
)  # fmt: skip
_DAYS: dict[str, Lean] = {
    "starts": "future",
    "first_pay_day": "future",
    "last_pay_day": "future",
    "back_pay_day": "future",
    "work_ended": "past",
}
_COUNTS = {
    "age": ("an age in years", 120),
    "birth_year": ("a year", 2150),
    "claim_day": ("a day of the month", 31),
    "months_over": ("months", 600),
}
BELOW_MINIMUM = "This is less than the minimum wage"
_CAP = ("cap_exempt", "work_ended", "months_over")
_ROOM = ("care_leaver", "hostel_months", "hostel_support", "daily_living", "mappa")
_CARE_LEAVER_UNDER = 25
_HOSTEL_MONTHS = 3
_LOWER = Decimal(6000)


class Read(msgspec.Struct, frozen=True, kw_only=True):
    """What the typed texts say. `problems` has a sentence a field; with any of them there is no `found`.

    `idle` are the fields that do not bear on this person as told so far: they are not asked.
    """

    facts: Facts
    choice: Choice
    problems: dict[str, str]
    notes: dict[str, str]
    found: Answer | None
    idle: frozenset[str] = frozenset()


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
    by_week = bool(_BY_WEEK.fullmatch(clean(texts.get("rent", ""))))
    return Read(
        facts=new_facts,
        choice=new_choice,
        problems=problems,
        notes=_notes(new_facts, today, new_choice, by_week=by_week) | _pay_note(new_choice, found),
        found=found,
        idle=_idle(new_facts, new_choice, found, today) - problems.keys(),
    )


def _pay_note(choice: Choice, found: Answer | None) -> dict[str, str]:
    """The minimum wage beside the pay, however it was typed."""
    told = next((t for t in found.better.warnings if t.startswith(BELOW_MINIMUM)), "") if found is not None else ""
    return {"hourly" if choice.hourly is not None else "monthly": f"▲ {told}"} if told else {}


def _idle(facts: Facts, choice: Choice, found: Answer | None, today: date) -> frozenset[str]:
    """The fields that do not bear. What is filled in already stays in sight, except where its whole matter is gone."""
    capped = found is not None and any(
        side.benefit_cap_monthly or "exempt_from_cap" in found.better.missing
        for side in (found.better.now, found.better.in_work)
    )
    cap_told = facts.cap_exempt != "unknown" or facts.work_ended is not None or facts.months_over is not None
    room = may_be_kept_to_a_room(facts, choice.starts or today)
    young = room and min(ages(facts, choice.starts or today)) < _CARE_LEAVER_UNDER
    bears = (
        (("payslip", "last_pay_day", "back_pay"), choice.cycle != "unknown"),
        (("last_pay", "leave_pay"), choice.last_pay_day is not None),
        (("back_pay_day",), choice.back_pay is not None),
        (("landlord",), facts.housing == "rented"),
        (("rent", "rent_weekly"), facts.housing != "none"),
        (("meals",), facts.housing in HOUSING_BENEFIT),
        (_CAP, capped or cap_told),
        (_ROOM, room),
        (("care_leaver",), young),
        (("hostel_support",), facts.hostel_months is not None and facts.hostel_months >= _HOSTEL_MONTHS),
        (("birth_year",), facts.age is None),
        (("claim_day",), on_uc(facts) and not facts.inside),
    )
    return frozenset(name for names, holds in bears if not holds for name in names)


def _value(field: Field, text: str, today: date) -> object:
    if field.kind == "choice":
        return text or "unknown"
    if not text or text.casefold() in ("not known", "unknown", "?"):
        return None
    if field.name in _DAYS:
        return read_only_day(text, today, lean=_DAYS[field.name], field=field.name)
    if field.name in _COUNTS:
        what, most = _COUNTS[field.name]
        return count(field.name, text, what=what, most=most)
    by_week = _BY_WEEK.fullmatch(text) if field.name == "rent" else None
    value = number(field.name, by_week["amount"] if by_week else text)
    if by_week:
        value = pence(value * WEEKS_A_MONTH)
    if field.name in _MONEY and value < 0:
        raise Unfit(field.name, "Money cannot be below zero.")
    return value


def _notes(facts: Facts, today: date, choice: Choice, *, by_week: bool) -> dict[str, str]:
    notes = {}
    if facts.savings is not None and facts.savings > MOST_SAVINGS:
        notes["savings"] = "Over £16,000 there is no Universal Credit."
    elif facts.savings is not None and facts.savings > _LOWER:
        notes["savings"] = "Over £6,000 lowers Universal Credit, over £16,000 ends it."
    if facts.rent is None:
        notes["rent"] = "By the week: type 120 a week."
    elif by_week:
        notes["rent"] = f"= {say.money(facts.rent)} a month"
    for name in _DAYS:
        on = getattr(choice if name in _OF_CHOICE else facts, name)
        if on is not None:
            notes[name] = f"= {say.day(on, today)}"
    if choice.payslip is None:
        notes["payslip"] = "Of one pay day, if a payslip is there."
    else:
        notes["payslip"] = "Whether it reaches the minimum wage goes by the pay before tax."
    if choice.leave_pay is None:
        notes["leave_pay"] = "Leave paid out, on the last pay day."
    if facts.rent is None and facts.rent_weekly is not None:
        notes["rent_weekly"] = f"= {say.money(rent_monthly(facts))} a month, 52 weeks over 12"
    if rent_is_missing(facts):
        notes["rent"] = "Not known: no sum is shown without it."
    if facts.age is None and facts.birth_year is not None:
        notes["birth_year"] = f"= {' or '.join(str(age) for age in ages(facts, choice.starts or today))}"
    born = ages_on(None, facts.birth_year, choice.starts or today) if facts.birth_year is not None else ()
    if facts.age is not None and born and facts.age not in born:
        notes["age"] = f"The year of birth, {facts.birth_year}, makes {' or '.join(str(age) for age in born)}."
    if choice.cycle != "unknown":
        notes["cycle"] = why_no_months(facts, choice)
    elif choice.hours:
        notes["cycle"] = "With it and the first pay day: six months, pay day by pay day."
    if facts.hostel_months is None:
        notes["hostel_months"] = "In hostels for homeless people, all stays together."
    notes["months_over"] = "The months before it ended with pay over the cap's line."
    notes["cap_exempt"] = "Carer's, injury or war pension: no benefit cap then."
    return notes


def sources_of(start: Start, facts: Facts, choice: Choice) -> dict[str, str]:
    """Return where each fact is known from, without those that were changed since the session began."""
    begun, now = texts_of(start.facts, start.choice), texts_of(facts, choice)
    return {name: source for name, source in start.sources.items() if begun.get(name) == now.get(name)}


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
