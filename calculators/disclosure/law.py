"""What `data/disclosure/` holds: periods, kinds of sentence, checks and the roles that carry them, with sources."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

import msgspec

from calculators.reference import data_folder

Age = Literal["adult", "under18"]
Status = Literal["confirmed", "derived", "unconfirmed", "judgement"]
RuleName = Literal[
    "custody",
    "order",
    "from_conviction",
    "from_start",
    "after_length",
    "at_once",
    "paid",
    "simple_caution",
    "conditional_caution",
]
Level = Literal["none", "basic", "standard", "enhanced"]
LEVELS: tuple[Level, ...] = ("none", "basic", "standard", "enhanced")


class Months(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A period in months, by age on the day of conviction."""

    adult: int
    under18: int

    def at(self, age: Age) -> int:
        """The months for that age."""
        return self.adult if age == "adult" else self.under18


class Band(Months, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The period after a custodial sentence of up to so many months (None: any longer one)."""

    up_to_months: int | None


class Endorsed(Months, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The period of an endorsed licence, and whether the Ministry's service counts it."""

    on_govuk: bool


class Kind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of sentence or caution, and the rule that gives its period.

    `extends`: its period can hold another conviction open. `alone`: it is no conviction, so nothing touches it.
    `custodial` is for filtering. The Ministry's service takes no term over `govuk_most_months`.
    """

    type: str
    subtype: str
    words: str
    rule: RuleName
    source: str
    status: Status = "confirmed"
    adult: int | None = None
    under18: int | None = None
    endorsed: Endorsed | None = None
    extends: bool = True
    alone: bool = False
    custodial: Literal["yes", "no", "unsure"] = "no"
    govuk_most_months: int | None = None

    @property
    def is_caution(self) -> bool:
        return self.type == "caution"

    def months(self, age: Age) -> int:
        """The months the rule counts. Raises ValueError for a kind whose rule counts none."""
        found = self.adult if age == "adult" else self.under18
        if found is None:
            raise ValueError(f"no months are held for {self.subtype}")
        return found


class LongestTerm(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """The longest term the law has for one kind of sentence, for convictions from `start`."""

    subtype: str
    start: date
    months: int
    source: str


class Govuk(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the Ministry's service turns days and weeks into months."""

    about: str
    source: str
    average_month_days: Decimal


class Law(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """What `periods.json` holds, in force from `start`, for convictions of any date."""

    about: str
    checked: date
    start: date
    earliest_year: int
    longest_years: int
    source: str
    not_seen: str
    bands: tuple[Band, ...]
    never_over_months: int
    no_last_day_months: int
    conditional_caution_months: int
    govuk: Govuk
    longest_terms: tuple[LongestTerm, ...]
    kinds: tuple[Kind, ...]

    def longest(self, kind: Kind, convicted: date) -> int | None:
        """The longest term in months for that kind and day of conviction; None where none is held."""
        found = [term for term in self.longest_terms if term.subtype == kind.subtype and term.start <= convicted]
        return max(found, key=lambda term: term.start).months if found else None


class Schedule18(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """Common offences that the schedule names and does not name, to help answer yes, no or don't know."""

    about: str
    checked: date
    start: date
    source: str
    not_seen: str
    named: tuple[str, ...]
    not_named: tuple[str, ...]


class Filtering(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Months after which a spent matter leaves a standard or enhanced check."""

    conviction_months: Months
    caution_months: Months
    source: str
    status: Status
    note: str


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One level of check, and in one line what may be asked where it is the right one."""

    id: Level
    words: str
    may_be_asked: str
    source: str


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One kind of work and the checks it usually carries. `called`: what in a job's name tells it."""

    id: str
    words: str
    called: tuple[str, ...] = ()
    checks: tuple[Level, ...]
    status: Status
    source: str
    note: str = ""

    @property
    def highest(self) -> int:
        """How high the highest check is that it usually carries."""
        return max(map(LEVELS.index, self.checks))


class Checks(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from"}):
    """What `checks.json` holds."""

    about: str
    checked: date
    start: date
    filtering: Filtering
    levels: tuple[Check, ...]
    roles: tuple[Role, ...]


def role_called(job: str) -> Role | None:
    """The kind of work that a job's name tells of; None where no word does, or where two kinds fit.

    Ours: a guess to ask about, by the words in `called`, all of an entry's; the longer entry tells more, but for a
    kind of work that carries a higher check: a kitchen porter at a school may be asked for that of a school.
    """
    said = set("".join(letter if letter.isalnum() else " " for letter in job.casefold()).split())
    fit = [(max(map(len, told)), role) for role in checks().roles if (told := _entries_in(said, role))]
    most = max((count for count, _ in fit), default=0)
    found = [role for count, role in fit if count == most]
    highest = max((role.highest for _, role in fit), default=0)
    return found[0] if len(found) == 1 and found[0].highest == highest else None


def _entries_in(said: set[str], role: Role) -> list[list[str]]:
    """The entries of a role whose words were all said, each as its words."""
    return [words for entry in role.called if said.issuperset(words := entry.split())]


@cache
def law() -> Law:
    """Periods and kinds of sentence, read once."""
    return msgspec.json.decode((data_folder() / "disclosure" / "periods.json").read_bytes(), type=Law)


@cache
def kinds() -> dict[tuple[str, str], Kind]:
    """Every kind of sentence and caution by its type and subtype."""
    return {(kind.type, kind.subtype): kind for kind in law().kinds}


@cache
def schedule18() -> Schedule18:
    """The offences that matter for a sentence of over four years, read once."""
    return msgspec.json.decode((data_folder() / "disclosure" / "schedule18.json").read_bytes(), type=Schedule18)


@cache
def checks() -> Checks:
    """Levels of check, filtering, and the table of roles, read once."""
    return msgspec.json.decode((data_folder() / "disclosure" / "checks.json").read_bytes(), type=Checks)
