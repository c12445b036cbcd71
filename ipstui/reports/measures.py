"""What a funder counts, read from `data/measures/` or from a user's own file: the rule in words and its numbers.

A file names its publisher and its measures. Each has the name of what it `counts`, and the numbers which that needs.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from calculators.reference import data_folder
from ipstui.casework.checks import Unfit
from ipstui.reports.figures import Unit


class Measure(msgspec.Struct, frozen=True, kw_only=True, tag_field="counts", forbid_unknown_fields=True):
    """What every measure says. `status`: C confirmed in a published page, S from the study, D our own design, K general
    knowledge, `template` to be filled in. `benchmark` is the percentage looked for, where one is published."""

    id: str
    name: str
    rule: str
    unit: Unit
    source: str
    status: Literal["C", "S", "D", "K", "template"]
    benchmark: int | None = None


class Referred(Measure, frozen=True, tag="referred"):
    """People by their first referral."""


class Met(Measure, frozen=True, tag="met"):
    """People met face to face in the community on so many days."""

    days: int
    of: Literal["referred"] = "referred"


class Employed(Measure, frozen=True, tag="employed"):
    """People by their first competitive job."""

    of: Literal["referred", "engaged"] = "referred"


class Active(Measure, frozen=True, tag="active"):
    """People with an open case and a contact within so many days."""

    days: int


class HoursWorked(Measure, frozen=True, tag="hours_worked"):
    """Jobs, or people by their first, in which the first paid hours are done."""

    first_job: bool
    of: Literal["", "met"] = ""
    out_of_work_only: bool = False


class Sustained(Measure, frozen=True, tag="sustained"):
    """Jobs, or people by their first, that lasted: `weeks` weeks of the first `within`, at `weekly_hours` or more."""

    weeks: int
    within: int
    first_job: bool
    weekly_hours: Decimal = Decimal(0)
    pay_floor: Literal["none", "minimum_wage"] = "none"


class AfterRelease(Measure, frozen=True, tag="after_release"):
    """Releases after which the person was in work so many days, or months, later."""

    days: int | None = None
    months: int | None = None


class Band(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A band of weekly hours, from `least` up to the next."""

    code: str
    least: Decimal
    name: str


class HoursBands(Measure, frozen=True, tag="hours_bands"):
    """Jobs by weekly hours; `otherwise` is the code where the hours are not known, or too few for any band."""

    bands: tuple[Band, ...]
    otherwise: str

    def code(self, hours: Decimal | None) -> str:
        """Return the code of the band that so many hours a week are in."""
        bands = sorted(self.bands, key=lambda band: -band.least)
        return next((band.code for band in bands if hours is not None and hours >= band.least), self.otherwise)


class NotDefined(Measure, frozen=True, tag="not_defined"):
    """A measure whose definition somebody has to fill in. Nothing is counted for it."""


AnyMeasure: TypeAlias = (
    Referred | Met | Employed | Active | HoursWorked | Sustained | AfterRelease | HoursBands | NotDefined
)


class MeasureFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher's measures."""

    publisher: str
    measures: tuple[AnyMeasure, ...]


def read_measures(content: bytes, name: str) -> MeasureFile:
    """Return the measures of a file called `name`.

    Raises Unfit, naming the file and what is wrong: a field missing or unknown, a rule that nothing can meet.
    """
    try:
        found = msgspec.json.decode(content, type=MeasureFile)
    except msgspec.DecodeError as error:
        raise Unfit("measures", f"{name}: {error}.") from None
    for measure in found.measures:
        if problem := _impossible(measure):
            raise Unfit("measures", f"{name}, {measure.id or 'a measure without an id'}: {problem}.")
    return found


def _impossible(measure: AnyMeasure) -> str:
    """Why nothing can ever meet a rule; "" where something can."""
    match measure:
        case Measure(id=""):
            return "it needs an id"
        case Met(days=days) | Active(days=days) if days < 1:
            return "days has to be 1 or more"
        case Sustained(weeks=weeks, within=within) if not 1 <= weeks <= within:
            return f"{weeks} weeks cannot be reached within {within}"
        case Sustained(weekly_hours=hours) if not 0 <= hours <= 168:
            return "a week has 168 hours"
        case AfterRelease(days=days, months=months) if (days is None) == (months is None):
            return "it needs days or months, one of the two"
        case AfterRelease(days=days, months=months) if (days or months or 0) < 1:
            return "the span has to be 1 or more"
        case HoursBands(bands=bands) if not bands:
            return "it needs at least one band"
        case Sustained(first_job=first, unit=unit) | HoursWorked(first_job=first, unit=unit) if first != (
            unit == "people"
        ):
            return "people are counted by their first job, and jobs each by itself: first_job and unit have to agree"
        case _:
            return ""


@cache
def shipped() -> tuple[MeasureFile, ...]:
    """The measures that come with the program, the study's own first."""
    paths = sorted((data_folder() / "measures").glob("*.json"), key=lambda path: (path.stem != "study", path.stem))
    return tuple(read_measures(path.read_bytes(), path.name) for path in paths)


def joined(more: Iterable[MeasureFile] = ()) -> tuple[AnyMeasure, ...]:
    """Return the shipped measures and some more, in order. Raises Unfit where two have one id."""
    found: dict[str, AnyMeasure] = {}
    for file in (*shipped(), *more):
        for measure in file.measures:
            if measure.id in found:
                raise Unfit("measures", f"{file.publisher}: the id {measure.id} is taken.")
            found[measure.id] = measure
    return tuple(found.values())
