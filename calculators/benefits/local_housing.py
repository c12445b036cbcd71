"""Rent in the private sector: the local limit on what Universal Credit pays, and who is kept to a room under 35."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from calculators.explain import RequestError, Result, Rule, Step
from calculators.given import ages_on

Landlord = Literal["private", "social"]
RoomRate = Literal["shared", "one_bedroom", "not_applicable"]
DailyLiving = Literal["none", "standard", "enhanced"]
DlaCare = Literal["none", "lowest", "middle", "highest"]

OWN_HOME_FROM = 35
_CARE_LEAVER_UNDER = 25
_HOSTEL_MONTHS = 3
_YOUNGEST = 16
_SOURCE = "UC Regs 2013 Sch 4 para 29 (text of 21 March 2022)"
_CHECKED = date(2026, 11, 25)

RULES: tuple[Rule, ...] = (
    Rule(
        text="A single person under 35 in a private let is paid for a room in a shared home, not for a flat. Not so "
        "with a child or somebody else living there, nor with a social landlord.",
        source="UC Regs 2013 Sch 4 paras 27-29",
        checked=_CHECKED,
    ),
    Rule(
        text="Paid for one bedroom all the same: a care leaver under 25; whoever spent three months in all in "
        "hostels for homeless people and accepted resettlement support there, from 16; PIP daily living, the middle "
        "or highest care rate of DLA, or Attendance Allowance; in England and Wales whoever is under active "
        "multi-agency management (s.325(2) CJA 2003).",
        source=_SOURCE,
        checked=_CHECKED,
    ),
    Rule(
        text="Active multi-agency management is read as MAPPA level 2 or 3: level 1 is ordinary management.",
        source="adviser pages",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(
        text="Victims of domestic abuse and of modern slavery were added later; the day was not looked up.",
        source="adviser pages",
        checked=_CHECKED,
        status="reported",
    ),
    Rule(
        text="Whether an approved premises or a CAS3 bed is a hostel for homeless people, and how three months are "
        "counted in days, was not found.",
        source="not found",
        checked=_CHECKED,
        status="unconfirmed",
    ),
    Rule(
        text="Local Housing Allowance rates have not gone up since April 2025. They are not held here: each area has "
        "its own.",
        source="adviser pages",
        checked=_CHECKED,
        status="reported",
    ),
)


def cautions(*, age: int, private_rent: bool, landlord: Landlord | None) -> tuple[str, ...]:
    """What to say where the housing element is for a private let, or may be. The rent is taken as given."""
    if not private_rent:
        return ()
    if_private = "" if landlord == "private" else "If the landlord is private: "
    told = [
        f"{if_private}Universal Credit pays rent only up to the Local Housing Allowance of the area, which is not held "
        "here. The rent is taken as given: check the amount in the journal."
    ]
    if age < OWN_HOME_FROM:
        told.append(
            f"{if_private}under {OWN_HOME_FROM} it is usually limited to a room in a shared home. Not so for care "
            f"leavers under {_CARE_LEAVER_UNDER}, after three months in homeless hostels with support accepted, with "
            "PIP daily living, or at MAPPA level 2 or 3: ask which holds."
        )
    return tuple(told)


class SharedRoomRequest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One single person and the let. None is not known: it is taken as "no", and named as missing where it bears."""

    on: date
    age: int | None = None
    birth_year: int | None = None
    landlord: Landlord = "private"
    children: int = 0
    non_dependant: bool | None = None
    care_leaver: bool | None = None
    hostel_months_total: Decimal | None = None
    accepted_resettlement_support: bool | None = None
    pip_daily_living: DailyLiving | None = None
    dla_care: DlaCare | None = None
    attendance_allowance: bool | None = None
    mappa_level: int | None = None
    domestic_abuse_or_modern_slavery: bool | None = None


class SharedRoomResult(Result, frozen=True, kw_only=True):
    """Which rate is paid, and the reason. Where two ages are possible and differ, that of the younger."""

    rate: RoomRate
    because: str


def shared_room(request: SharedRoomRequest) -> SharedRoomResult:
    """Which rate of Local Housing Allowance this person is paid by. Raises RequestError for what cannot be true."""
    ages = ages_on(request.age, request.birth_year, request.on)
    if ages[0] < _YOUNGEST:
        raise RequestError("age", f"From {_YOUNGEST}: check the age.")
    if request.mappa_level is not None and not 0 <= request.mappa_level <= 3:
        raise RequestError("mappa_level", "The levels are 1, 2 and 3; 0 is none.")
    if request.hostel_months_total is not None and request.hostel_months_total < 0:
        raise RequestError("hostel_months_total", "Months cannot be below zero.")
    found = [_judge(request, age) for age in ages]
    rate, because = found[0]
    warnings = ["Taken for a room wherever a fact below is not known."] if rate == "shared" and _asked(request) else []
    if len({rate for rate, _ in found}) > 1:
        warnings.append(f"Only the year of birth is known: at {ages[1]} it would be {found[1][0].replace('_', ' ')}.")
    if because.startswith("hostels"):
        warnings.append("What counts as a hostel for homeless people was not found: have the stays in writing.")
    if request.mappa_level is not None and rate != "not_applicable" and min(ages) < OWN_HOME_FROM:
        warnings.append("That active multi-agency management means level 2 or 3 is as reported, not read in the law.")
    if because.startswith("a victim"):
        warnings.append("The exception for victims is as reported; the day it began was not looked up.")
    return SharedRoomResult(
        rate=rate,
        because=because,
        steps=(Step(because, source=_SOURCE if rate == "one_bedroom" else RULES[0].source),),
        warnings=tuple(warnings),
        missing=_asked(request) if rate == "shared" else (),
    )


def _judge(request: SharedRoomRequest, age: int) -> tuple[RoomRate, str]:
    if request.landlord == "social":
        return "not_applicable", "a social landlord: the rate belongs to private lets"
    hostel = request.hostel_months_total is not None and request.hostel_months_total >= _HOSTEL_MONTHS
    rows: tuple[tuple[bool | None, str], ...] = (
        (age >= OWN_HOME_FROM, f"{OWN_HOME_FROM} or over"),
        (bool(request.children) or request.non_dependant, "not living alone"),
        (request.care_leaver and 18 <= age < _CARE_LEAVER_UNDER, f"a care leaver under {_CARE_LEAVER_UNDER}"),
        (hostel and request.accepted_resettlement_support, "hostels for three months in all, with support accepted"),
        (request.pip_daily_living in ("standard", "enhanced"), "PIP daily living"),
        (request.dla_care in ("middle", "highest"), "DLA care"),
        (request.attendance_allowance, "Attendance Allowance"),
        ((request.mappa_level or 0) >= 2, "active multi-agency management"),
        (request.domestic_abuse_or_modern_slavery, "a victim of domestic abuse or modern slavery"),
    )
    because = next((why for holds, why in rows if holds), None)
    return (
        ("shared", f"under {OWN_HOME_FROM}, and nothing known excepts") if because is None else ("one_bedroom", because)
    )


def _asked(request: SharedRoomRequest) -> tuple[str, ...]:
    """The exceptions that prison leavers often have and that nobody has answered, each only where it could hold."""
    age = ages_on(request.age, request.birth_year, request.on)[0]
    names = ["hostel_months_total", "pip_daily_living", "mappa_level"]
    if request.hostel_months_total is not None and request.hostel_months_total >= _HOSTEL_MONTHS:
        names.append("accepted_resettlement_support")
    if age < _CARE_LEAVER_UNDER:
        names.append("care_leaver")
    return tuple(name for name in names if getattr(request, name) is None)
