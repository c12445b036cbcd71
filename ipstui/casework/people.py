"""The slow facts: clients, people around them, employers, vacancies, and the specialist's settings."""

# No `from __future__ import annotations`: msgspec would evaluate every text of a type at start-up.

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from ipstui.casework.choices import EmployerStage, YesNo


class Person(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone around a case: an officer, an in-reach worker, a mentor, a relative."""

    name: str
    role: str = ""
    phone: str = ""
    may_share: YesNo = "unknown"


class Client(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person supported. No National Insurance number, no offence: they are not needed for this work."""

    id: str
    name: str
    phone: str = ""
    preferred_contact: str = ""
    birth_year: int | None = None
    email_allowed: YesNo = "unknown"
    right_to_work_seen: YesNo = "unknown"
    bank_account: YesNo = "unknown"
    gp: str = ""
    do_not_text: bool = False
    do_not_ring: bool = False
    safe_times: str = ""
    """When it is safe to ring or text, in words."""
    interpreter: str = ""
    adjustment: str = ""
    not_free: str = ""
    """When the person cannot come, in words."""
    out_of_hours: str = ""
    """Whom to call out of hours."""
    people: tuple[Person, ...] = ()
    jurisdiction: Literal["england_and_wales", "scotland", "northern_ireland"] = "england_and_wales"
    made_up: bool = False
    retention_years: Annotated[int, msgspec.Meta(ge=0, le=100)] | None = None
    """How long the record is kept after closing, where it is not the usual time of the settings."""
    retention_hold: bool = False
    """Nothing of this person may be erased for now: a complaint, a claim, an inquiry."""

    @property
    def initials(self) -> str:
        """The first letters of the name, for places where the name should not be read by others."""
        return "".join(part[0] for part in self.name.split())

    @property
    def reaching(self) -> str:
        """What to heed before ringing or texting, in a sentence each; "" where nothing was said."""
        told = (
            ("Do not ring", self.do_not_ring), ("Do not text", self.do_not_text),
            (f"Safe times: {self.safe_times}", self.safe_times), (f"Interpreter: {self.interpreter}", self.interpreter),
            (f"Adjustment: {self.adjustment}", self.adjustment), (f"Not free: {self.not_free}", self.not_free),
        )  # fmt: skip
        return " ".join(f"{text}." for text, said in told if said)


class Employer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An employer. No client's name is ever written here."""

    id: str
    name: str
    sector: str = ""
    place: str = ""
    phone: str = ""
    email: str = ""
    people: str = ""
    how_met: str = ""
    stage: EmployerStage = "new"
    attitude: str = ""
    do_not_contact: bool = False
    next_step: str = ""


class Vacancy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An opening with an employer. Facts that are not known stay empty; they are never read as 'no'."""

    id: str
    role: str
    employer: str = ""
    hours_min: Decimal | None = None
    hours_max: Decimal | None = None
    shifts: str = ""
    hourly_pay: Decimal | None = None
    place: str = ""
    closes: date | None = None
    source: str = ""
    permanent: YesNo = "unknown"
    open_to_anyone: YesNo = "unknown"
    tags: tuple[str, ...] = ()


class Cost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the service costs over `years`, in pounds, for the cost report."""

    salaries: Decimal
    employment_overheads: Decimal = Decimal(0)
    management: Decimal = Decimal(0)
    travel: Decimal = Decimal(0)
    other: Decimal = Decimal(0)
    years: Decimal = Decimal(1)
    full_time_equivalent: Decimal | None = None


class Settings(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the specialist has chosen; every default is what the design proposes."""

    specialist: str = ""
    service: str = ""
    worker: str = ""
    """Codes of the service and of the specialist there, for outcomes files; no names."""
    patch: str = ""
    weekly_hours: Decimal | None = None
    employer_contacts_target: int = 6
    clock: Literal["later_of_meeting_and_release", "first_meeting", "referral", "engaged"] = (
        "later_of_meeting_and_release"
    )
    theme: str = ""
    auto_lock_minutes: Annotated[int, msgspec.Meta(ge=1, le=240)] = 10
    second_folder: str = ""
    retention_years: Annotated[int, msgspec.Meta(ge=0, le=100)] = 6
    """Years after closing. No law fixes them: six is the usual limit for bringing a claim (see `retention`)."""
    condition_relied_on: str = ""
    special_category_condition: str = ""
    privacy_notice: str = ""
    employer_approval: str = ""
    cost: Cost | None = None
