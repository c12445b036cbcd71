"""The facts about a proposal that the rules ask for, and each one as a question with the person who knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

YesNo = Literal["yes", "no", "unknown"] | bool | None
Level = Literal["none", "incidental", "supervised", "regular", "unsupervised", "role", "unknown"] | None
Need = Literal["app", "email", "web", "social"]
Driving = (
    Literal["none", "no", "passenger", "to_work", "to work", "at_work", "at work", "both", "yes", "unknown"]
    | bool
    | None
)
Software = Literal["vpn", "cloud", "virtual_desktop", "auto_delete"]


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a proposal. None and "unknown" are the same: not known, never "no".

    `children` is a scale: none, incidental (passing public), supervised, regular (colleagues or customers
    known to be under age), unsupervised, role (the work is with children). Ages are in years, cash in pounds,
    `postcode` one or several, `body_duties` yes or no or a list of duties, `driving_times` pairs of HH:MM,
    `earliest_start` and `latest_finish` HH:MM.
    """

    # time
    hours_vary: YesNo = None
    earliest_start: str | None = None
    latest_finish: str | None = None
    on_call: YesNo = None
    # place
    at_home: YesNo = None
    postcode: str | tuple[str, ...] | None = None
    crosses_zone: YesNo = None
    moves_about: YesNo = None
    crosses_county: YesNo = None
    site_name: str | None = None
    site_kind: str | None = None
    site_address: str | None = None
    nearby_kinds: tuple[str, ...] | None = None
    barred_premises: YesNo = None
    place_of_worship: YesNo = None
    gambling_site: YesNo = None
    public_event: YesNo = None
    event_kind: str | None = None
    event_dates: tuple[date, ...] | None = None
    # people
    children: Level = None
    children_youngest: int | None = None
    children_sex: Literal["female", "male", "both", "unknown"] | None = None
    named_person: YesNo = None
    prison_site: YesNo = None
    coworkers_convictions: YesNo = None
    coworkers_prisoners: YesNo = None
    hmpps_link: YesNo = None
    # devices and the internet
    internet: Literal["none", "unknown"] | tuple[Need, ...] | None = None
    internet_place: str | None = None
    device_owner: Literal["own", "employer", "unknown"] | None = None
    auto_delete: YesNo = None
    work_phone: YesNo = None
    work_email: YesNo = None
    uploads: YesNo = None
    apps: tuple[str, ...] | None = None
    software: tuple[Software, ...] | None = None
    # alcohol
    drinking_place: YesNo = None
    sells_alcohol: YesNo = None
    food_or_stay_required: YesNo = None
    open_after_midnight: YesNo = None
    tasting: YesNo = None
    # driving
    driving: Driving = None
    vehicle: str | None = None
    driving_times: tuple[tuple[str, str], ...] | None = None
    driving_area: str | None = None
    # money
    cash_held: Decimal | None = None
    cash_whose: Literal["own", "employer", "unknown"] | None = None
    payslips: YesNo = None
    new_account: YesNo = None
    tools_value: Decimal | None = None
    trading_name: YesNo = None
    # duties
    meetings: YesNo = None
    talks: YesNo = None
    web_content: YesNo = None
    tools: tuple[str, ...] | None = None
    body_duties: YesNo | tuple[str, ...] = None
    # nights, travel, papers
    nights_away: YesNo = None
    nights_count: int | None = None
    live_in: YesNo = None
    sleep_in: YesNo = None
    household_children: YesNo = None
    household_youngest: int | None = None
    outside_region: YesNo = None
    overseas: YesNo = None
    passport_needed: YesNo = None
    new_id: YesNo = None


def yes(answer: object) -> bool | None:
    """A yes-or-no fact as True, False, or None for not known."""
    if answer in ("yes", True):
        return True
    return False if answer in ("no", False) else None


class Question(msgspec.Struct, frozen=True):
    """A fact to find out: its field name, the question in plain words, and who has the answer."""

    fact: str
    text: str
    who: Literal["person", "employer", "licence", "officer"]

    def __str__(self) -> str:
        return f"{self.fact}: {self.text} ({_WHO[self.who]})"


_WHO = {
    "person": "ask the person",
    "employer": "ask the employer",
    "licence": "see the paper licence",
    "officer": "ask the officer",
}

_ASKED: tuple[tuple[str, str, Literal["person", "employer", "licence", "officer"]], ...] = (
    ("hours", "On which days, from when to when?", "employer"),
    ("journey_minutes", "How many minutes is the journey, door to door, each way?", "person"),
    ("engagement", "Employed, agency, zero hours, gig or self-employed?", "employer"),
    ("appointments", "Which appointments are booked, and when?", "person"),
    ("tag_fitted", "Has the tag been fitted, and on which day?", "person"),
    ("blocks", "Between which times must the person be in?", "licence"),
    ("times", "At which times must the person report?", "licence"),
    ("value", "What is the sum in the condition?", "licence"),
    ("inside", "Which postcodes lie inside the area on the map?", "licence"),
    ("item", "Which item does the condition name?", "licence"),
    ("expected_release", "On which day is release expected?", "officer"),
    ("licence", "What does the licence for this release say?", "licence"),
    ("earliest_start", "What is the earliest start?", "employer"),
    ("latest_finish", "What is the latest finish?", "employer"),
    ("at_home", "Is all of it done at home?", "person"),
    ("postcode", "What is the postcode of each place of work?", "employer"),
    ("crosses_zone", "Does the way there cross the area on the map?", "person"),
    ("moves_about", "Is the work in one place, or does it move about?", "employer"),
    ("crosses_county", "Does the work or the way there cross the county line?", "person"),
    ("site_name", "What is the place called?", "employer"),
    ("site_kind", "What kind of place is it?", "employer"),
    ("site_address", "What is the address?", "employer"),
    ("nearby_kinds", "What is in sight of it: school, play area, pool?", "person"),
    ("barred_premises", "Is it, or can it be seen from, a place the licence bars?", "person"),
    ("place_of_worship", "Is it in a place of worship?", "employer"),
    ("gambling_site", "Is it a bookmaker, casino, arcade or bingo hall?", "employer"),
    ("public_event", "Is the work at an event open to the public?", "employer"),
    ("event_dates", "On which dates is the event?", "employer"),
    (
        "children",
        "Would the work meet anyone under age: none, in passing, supervised, regularly, alone?",
        "employer",
    ),
    ("children_youngest", "What is the youngest age met at work?", "employer"),
    ("children_sex", "Girls, boys or both?", "employer"),
    ("named_person", "Would you meet anyone there you must not?", "person"),
    ("prison_site", "Is any of the work in a prison or with people in prison?", "employer"),
    ("coworkers_convictions", "Does the employer take on several people with convictions?", "employer"),
    ("coworkers_prisoners", "Do people on day release from prison work there?", "employer"),
    ("hmpps_link", "Does the employer work for the prison or probation service?", "employer"),
    ("internet", "Does the work need the internet: none, an app, email, the web, posting?", "employer"),
    ("internet_place", "Where would the device be used?", "employer"),
    ("device_owner", "Whose device would be used?", "employer"),
    ("auto_delete", "Does the device wipe its history by itself?", "employer"),
    ("work_phone", "Does the work come with a phone?", "employer"),
    ("work_email", "Does the work come with an email address?", "employer"),
    ("uploads", "Does the work mean posting or streaming online?", "employer"),
    ("apps", "Which apps or sites does the work use?", "employer"),
    ("software", "Does the work use a VPN, cloud storage, a virtual desktop or auto-delete?", "employer"),
    (
        "drinking_place",
        "Is alcohol sold there without a meal or a bed, or after midnight with entertainment?",
        "employer",
    ),
    ("sells_alcohol", "Is alcohol sold there?", "employer"),
    ("food_or_stay_required", "Is alcohol sold only with a meal or an overnight stay?", "employer"),
    ("open_after_midnight", "Is it open after midnight for entertainment, with alcohol?", "employer"),
    ("tasting", "Does the work mean tasting drink?", "employer"),
    ("driving", "Any driving: none, passenger, to work, at work?", "person"),
    ("vehicle", "What kind of vehicle?", "employer"),
    ("driving_times", "At what times would the person drive?", "employer"),
    ("driving_area", "Where would the person drive?", "employer"),
    ("cash_held", "What is the most cash the person would hold?", "employer"),
    ("cash_whose", "Is the cash the employer's or the person's own?", "employer"),
    ("payslips", "Does the work come with payslips?", "employer"),
    ("new_account", "Is a new bank account needed?", "person"),
    ("tools_value", "What are tools or a vehicle bought for the work worth?", "person"),
    ("trading_name", "Would the person trade or perform under another name?", "person"),
    ("meetings", "Are there team meetings, briefings or group training?", "employer"),
    ("talks", "Does the work mean giving talks or training?", "employer"),
    ("web_content", "Does the work mean making web content?", "employer"),
    ("tools", "Which tools are used?", "employer"),
    ("body_duties", "Metal detectors, water, heat, a clean room, work underground?", "employer"),
    ("nights_away", "Does the work mean any night away from home?", "employer"),
    ("live_in", "Does the post mean living in?", "employer"),
    ("sleep_in", "Are there sleep-in shifts?", "employer"),
    ("household_children", "Does anyone under age live in that household?", "person"),
    ("outside_region", "Would a night be spent outside the named region?", "person"),
    ("overseas", "Does the work mean leaving the country?", "employer"),
    ("passport_needed", "Is a passport application needed?", "person"),
    ("household_youngest", "How old is the youngest in that household?", "person"),
    ("new_id", "Is a new identity document needed?", "person"),
    ("touches_work", "Does this condition touch work?", "person"),
)

QUESTIONS: dict[str, Question] = {fact: Question(fact, text, who) for fact, text, who in _ASKED}


def question(fact: str) -> str:
    """One missing fact as a line for `missing`."""
    return str(QUESTIONS[fact])
