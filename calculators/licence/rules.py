"""The table of rules: which function judges a condition, and what the rules rest on, for `--explain`.

A new rule is one function here and a row of data in `data/licence/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from calculators.explain import Rule
from calculators.licence import rules_devices as devices
from calculators.licence import rules_people as people
from calculators.licence import rules_place as place
from calculators.licence import rules_things as things
from calculators.licence import rules_time as hours
from calculators.licence.case import Case
from calculators.licence.clock import Shift
from calculators.licence.evidence import Evidence
from calculators.licence.terms import Default, Term

# Rules that ask the facts once, whatever the day.
BY_FACTS: dict[str, Callable[[Term, Case], Iterable[Evidence]]] = {
    "R-WORK": things.work,
    "R-DEVICE": devices.devices,
    "R-PHONE": devices.phone,
    "R-SOFTWARE": devices.software,
    "R-SITES": devices.sites,
    "R-UPLOAD": devices.uploads,
    "R-DEVICE-HISTORY": devices.device_history,
    "R-TRADE": devices.gambling,
    "R-TAG": things.tag,
    "R-ABSTAIN": things.abstain,
    "R-ITEM": things.item,
    "R-CASH": things.cash,
    "R-PAYSLIP": things.payslips,
    "R-VEHICLE-TELL": things.vehicle_details,
    "R-TELL-MONEY": things.money,
    "R-REMIND": things.remind,
    "R-OVERSEAS": things.overseas,
    "R-PASSPORT": things.passport,
    "R-NOTIFY": things.notification,
    "R-BEHAVE": things.nothing,
    "R-NONE": things.nothing,
    "R-ZONE-OUT": place.zone_out,
    "R-ZONE-IN": place.zone_in,
    "R-PREMISES": place.premises,
    "R-PREMISES-TYPE": place.premises,
    "R-WORSHIP": place.worship,
    "R-HOME": place.home,
    "R-CHILD-HOME": place.household_with_child,
    "R-REGION": place.region,
    "R-COUNTY": place.county,
    "R-CHILD-WORK": people.children,
    "R-CHILD-CONTACT": people.children,
    "R-NO-CHILD": people.children,
    "R-NAMED": people.named_people,
    "R-GROUP": people.groups,
    "R-MEETINGS": people.meetings,
    "R-TALKS": people.talks,
    "R-MANUAL": people.tagged_by_hand,
}

# Rules that look at each shift.
BY_SHIFT: dict[str, Callable[[Term, Case, Shift], Iterable[Evidence]]] = {
    "R-CURFEW": hours.curfew,
    "R-PRETAG": hours.stay_in_until_tagged,
    "R-REPORT": hours.reporting,
    "R-ATTEND": hours.appointments,
    "R-DRINK": things.drinking_place,
    "R-VEHICLE-USE": place.driving,
    "R-EVENT-ZONE": place.event_zone,
    "R-PUBEVENT": place.public_event,
}

# Rules that nights elsewhere and going abroad bear on, whatever the shift, and what has to be agreed.
AWAY: dict[str, str] = {
    "R-CURFEW": "the hours in",
    "R-REPORT": "the reporting",
    "R-ZONE-OUT": "where the nights are spent",
    "R-ZONE-IN": "where the nights are spent",
    "R-ABSTAIN": "the testing",
}
NOT_SHOWN = frozenset({"R-BEHAVE", "R-NONE"})

_ASKING = {
    *("R-WORK", "R-ATTEND", "R-PHONE", "R-SOFTWARE", "R-SITES", "R-UPLOAD", "R-DEVICE-HISTORY", "R-TRADE"),
    *("R-TAG", "R-ABSTAIN", "R-OVERSEAS", "R-PASSPORT", "R-HOME", "R-REGION", "R-GROUP", "R-MEETINGS"),
    *("R-TALKS", "R-WORSHIP", "R-MANUAL"),
}
_TELLING = {"R-VEHICLE-TELL", "R-TELL-MONEY", "R-REMIND", "R-COUNTY", "R-NOTIFY"}

# What each rule means for a condition that is in no catalogue: bespoke terms, orders.
DEFAULTS: dict[str, Default] = {
    rule: Default("ask" if rule in _ASKING else "duty" if rule in _TELLING else "conflict")
    for rule in (*BY_FACTS, *BY_SHIFT)
}

_CHECKED = date(2026, 11, 22)
_SINCE_TESTED = date(2026, 11, 25)  # the readings of what was once called clear without a test
_MODEL = "Ministry of Justice, create-and-vary-a-licence-api@a6d373427 and create-and-vary-a-licence@edf5bcb3"
_OURS = "our judgement, to be confirmed by somebody who does the job"


def _judged(text: str, checked: date = _CHECKED) -> Rule:
    return Rule(text=text, source=_OURS, checked=checked, status="judgement")


RULES: tuple[Rule, ...] = (
    Rule(
        text="Approval of work is a standard condition of every licence, versions 3.0 and 4.0 alike: any job, "
        "trial, self-employment, training or volunteering starts at ask and is clear once an approval naming "
        "that proposal is recorded.",
        source=f"{_MODEL}: PolicyV3.kt, PolicyV4.kt",
        checked=_CHECKED,
    ),
    Rule(
        text="A code means different things in versions 3.0 and 4.0: the version and the code go together. "
        "Licences from 1 October 2026 carry 4.0; earlier ones 3.0.",
        source=f"{_MODEL}: whatsNewBanner.njk; the day itself is not in the public configuration",
        checked=_CHECKED,
        status="unconfirmed",
    ),
    Rule(
        text="The last day of a licence is inside it; a licence has ended when its end date is before today.",
        source=_MODEL,
        checked=_CHECKED,
    ),
    Rule(
        text="Curfews hold one to three periods a day, in wall-clock time; the first night of home detention "
        "curfew starts at 15:00 unless another time is given.",
        source="ministryofjustice/licences@7db3b841: firstNight.pug, curfewHours.pug; " + _MODEL,
        checked=_CHECKED,
    ),
    Rule(
        text="On the last night of home detention curfew the equipment is collected between 22:00 and 24:00.",
        source="create-and-vary-a-licence@edf5bcb3: HDC_AP.njk",
        checked=_CHECKED,
    ),
    Rule(
        text="Until a tag is fitted the person stays in from 17:00 to midnight where the licence says so.",
        source=f"{_MODEL}: PolicyV4.kt",
        checked=_CHECKED,
    ),
    Rule(
        text="A drinking place sells alcohol without a meal or an overnight stay, or stays open after midnight "
        "for entertainment and serves alcohol.",
        source=f"{_MODEL}: PolicyV4.kt",
        checked=_CHECKED,
    ),
    Rule(
        text="Post-sentence supervision no longer binds anybody: its dates are ignored.",
        source="Sentencing Act 2026 s.34, SI 2026/402; from 11 May 2026, the day seen in MoJ systems",
        checked=_CHECKED,
        status="derived",
    ),
    Rule(
        text="The register: a job alone is not a change to tell police; an address, 7 nights elsewhere, "
        "12 hours in a household with somebody under 18, an account, an identity document and travel abroad are.",
        source="Sexual Offences Act 2003 guidance and 2012 Regulations",
        checked=_CHECKED,
        status="derived",
    ),
    _judged(
        "What definitely meets a prohibition or a stay-in term is a conflict, with the way out named, until a "
        "permission covers it; what is uncertain, or by its nature a request, is ask."
    ),
    _judged("The worst of conflict, ask, unknown and clear is the verdict; a missing fact is never read as no."),
    _judged("Home with under 15 minutes to spare before a curfew is tight: ask."),
    _judged("With the journey not known, 120 minutes between shift and curfew are enough; under that is unknown."),
    _judged("Reporting is taken to last 15 minutes."),
    _judged(
        "Clear is earned: a condition is clear only where a stated fact, compared exactly, shows it. What is missing "
        "is unknown; what is doubtful or compared by words is ask. Things named in words go by a vocabulary, and a "
        "word that is not in it rules nothing out.",
        _SINCE_TESTED,
    ),
    _judged(
        "A permission belongs to one term of one licence. One that fits none or several, that is older than the term "
        "as it is worded or than the last change of the proposal, lifts nothing.",
        _SINCE_TESTED,
    ),
    _judged(
        "Nights away, living in, sleeping in and going abroad bear on curfews, the address, zones, reporting, tests "
        "and booked appointments, each to be agreed by itself.",
        _SINCE_TESTED,
    ),
    _judged(
        "Days for which no licence is recorded, nor that there is none, are unknown: before, between and after.",
        _SINCE_TESTED,
    ),
    _judged(
        "A refusal of self-employment covers labour-only subcontracting, gig and umbrella work and cash in hand, "
        "unless a later approval of the very proposal names that way of working.",
        _SINCE_TESTED,
    ),
    _judged("A night, where a direction refuses nights, is any part of 23:00 to 06:00."),
    _judged("Children: passing public asks; supervised, regular and unsupervised contact as the conditions differ."),
    _judged("Shifts are looked at for 42 days from the start, and a week from every change after that."),
    _judged("A draft licence is run, but says no more than unknown; a direction against this work is a conflict."),
    _judged("What each condition means for work, and whether it is a conflict, a request or a duty."),
    _judged("A decision is wanted two working days before the start; a start within five is urgent."),
)
