"""What a funder counts, read from `data/measures/` or from a user's own file: the rule in words and its numbers.

A file names its publisher and its measures. Each has the name of what it `counts`, and the numbers which that needs.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from contextlib import suppress
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
    out_of_work_only: bool = False
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


class MeasureFile(msgspec.Struct, frozen=True, kw_only=True):
    """One publisher's measures."""

    publisher: str
    measures: tuple[AnyMeasure, ...]


class _Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file as it is read first: each measure is then read by itself, so that what is wrong can name it."""

    publisher: str
    measures: tuple[msgspec.Raw, ...]


def read_measures(content: bytes, name: str) -> MeasureFile:
    """Return the measures of a file called `name`.

    Raises Unfit in one sentence that names the file, the measure and the field: missing, unknown, of the wrong kind,
    or a rule that nothing can meet.
    """
    try:
        sheet = msgspec.json.decode(_in_utf8(content), type=_Sheet)
    except (msgspec.DecodeError, RecursionError) as error:
        raise Unfit("measures", f"{name}: {_in_words(error)}.") from None
    measures = []
    for number, raw in enumerate(sheet.measures, start=1):
        try:
            measure: AnyMeasure = msgspec.json.decode(raw, type=AnyMeasure)
        except (msgspec.DecodeError, RecursionError) as error:
            raise Unfit("measures", f"{name}, {_called(raw, number)}: {_in_words(error)}.") from None
        if problem := _impossible(measure):
            raise Unfit("measures", f"{name}, {_called(raw, number)}: {problem}.")
        measures.append(measure)
    return MeasureFile(publisher=sheet.publisher, measures=tuple(measures))


def _in_utf8(content: bytes) -> str:
    """The text of a file. Raises DecodeError, in words, for one that an editor saved in another code."""
    try:
        return content.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise msgspec.DecodeError("it is not in UTF-8: open it in the editor again and save it as UTF-8") from None


def _called(raw: msgspec.Raw, number: int) -> str:
    held: object = None
    with suppress(RecursionError):
        held = msgspec.json.decode(raw)
    id = held.get("id") if isinstance(held, dict) else None
    return f"measure {number}" + (f" ({id[:40]})" if isinstance(id, str) and id else "")


_KINDS = {"int": "a whole number", "str": "a text", "bool": "true or false", "decimal": "a number", "array": "a list",
          "object": "a group in { }"}  # fmt: skip
_SAID = (
    (r"Object missing required field `([^`]+)`.*", r"the field “\1” is missing"),
    (r"Object contains unknown field `([^`]+)`.*", r"there is no field “\1” for what it counts"),
    (r"Invalid (?:enum )?value '(.*)' - at `\$\.([^`]+)`", r"the field “\2” cannot be “\1”"),
    (r"Invalid decimal string - at `\$\.([^`]+)`", r"the field “\1” has to be a number"),
    (r"Expected `str` - at `\$\.([^`]+)`", r"the field “\1” has to be a text"),
    (r"Number out of range - at `\$\.([^`]+)`", r"the field “\1” holds a number that is too large"),
    (r"Input data was truncated|JSON is malformed.*", "it is not JSON that can be read: a bracket, comma or quotation "
     "mark is missing or too many"),
)  # fmt: skip


def _in_words(error: Exception) -> str:
    """What msgspec says of a file, for a person who wrote it."""
    if isinstance(error, RecursionError):
        return "too many brackets stand inside each other"
    said = str(error)
    for pattern, words in _SAID:
        if found := re.fullmatch(pattern, said, re.DOTALL):
            return found.expand(words)
    if found := re.fullmatch(r"Expected `([^`]+)`, got `([^`]+)`(?: - at `\$\.?([^`]*)`)?", said):
        wanted = " or ".join(_KINDS.get(kind.strip(), kind.strip()) for kind in found[1].split("|") if kind != " null")
        return f"{f'the field “{found[3]}”' if found[3] else 'it'} has to be {wanted}"
    return said


_ID = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_UNITS: dict[type[Measure], tuple[Unit, ...]] = {
    Referred: ("people",), Met: ("people",), Employed: ("people",), Active: ("people",), HoursBands: ("jobs",),
    AfterRelease: ("releases",),
}  # fmt: skip
_LONGEST = 3653
"""Days of ten years: nothing that is counted runs longer."""


def _hours(hours: Decimal) -> bool:
    return hours.is_finite() and 0 <= hours <= 168


def _codes(codes: list[str]) -> bool:
    return len(set(codes)) == len(codes) and all(code.isascii() and code.isalnum() for code in codes)


def _impossible(measure: AnyMeasure) -> str:
    """Why nothing can ever meet a rule; "" where something can."""
    if not _ID.fullmatch(measure.id):
        return "the field “id” has to be small letters, figures and _, 40 at most"
    if not (measure.name.strip() and measure.rule.strip()):
        return "the fields “name” and “rule” say what is counted: neither may be empty"
    if measure.benchmark is not None and not 0 <= measure.benchmark <= 100:
        return "the field “benchmark” is a percentage, 0 to 100"
    match measure:
        case Met(days=days) | Active(days=days) if not 1 <= days <= _LONGEST:
            return f"the field “days” has to be from 1 to {_LONGEST}"
        case Sustained(weeks=weeks, within=within) if not 1 <= weeks <= within:
            return f"{weeks} weeks cannot be reached within {within}: see “weeks” and “within”"
        case Sustained(within=within) if within * 7 > _LONGEST:
            return f"the field “within” has to be {_LONGEST // 7} at most"
        case Sustained(weekly_hours=hours) if not _hours(hours):
            return "the field “weekly_hours”: a week has 168 hours"
        case AfterRelease(days=days, months=months) if (days is None) == (months is None):
            return "it needs “days” or “months”, one of the two"
        case AfterRelease(days=days, months=months) if not 1 <= (days or 0) + 30 * (months or 0) <= _LONGEST:
            return "the span of “days” or “months” has to be from 1 day to ten years"
        case HoursBands(bands=bands) if not bands:
            return "the field “bands” needs at least one band"
        case HoursBands(bands=bands) if not all(_hours(band.least) for band in bands):
            return "the field “bands”: a week has 168 hours, see “least”"
        case HoursBands(bands=bands) if len({band.least for band in bands}) < len(bands):
            return "the field “bands”: two begin at the same “least”, and no job could ever be in one of them"
        case HoursBands(bands=bands, otherwise=otherwise) if not _codes([*(b.code for b in bands), otherwise]):
            return "the field “bands”: each “code”, and “otherwise”, is letters and figures, and none stands twice"
        case _ if measure.unit not in _UNITS.get(type(measure), (measure.unit,)):
            return f"the field “unit” has to be “{_UNITS[type(measure)][0]}” for what it counts"
        case AfterRelease(id=id) if id.endswith("_unknown"):
            return "the field “id” cannot end in “_unknown”: so the releases are called of which it is not known"
        case HoursWorked(of="met", first_job=False):
            return "jobs are no part of people met: leave the field “of” out, or count people by their first job"
        case Sustained(first_job=first, unit=unit) | HoursWorked(first_job=first, unit=unit) if first != (
            unit == "people"
        ):
            return "people are counted by their first job, and jobs each by itself: “first_job”, “unit” have to agree"
        case _:
            return ""


@cache
def shipped() -> tuple[MeasureFile, ...]:
    """The measures that come with the program, the study's own first."""
    paths = sorted((data_folder() / "measures").glob("*.json"), key=lambda path: (path.stem != "study", path.stem))
    return tuple(read_measures(path.read_bytes(), path.name) for path in paths)


# fmt: off
RESERVED = frozenset((
    "cohort", "cv", "applications", "interviews", "training", "placements", "trials", "jobs", "mentors",
    "mentors_referred", "mentors_met", "grants",
    "vouchers", "needs_met", "kept", "referrals", "benefits_sessions", "reminded", "accompanied", "ended", "support",
    "not_in_work", "returns", "contacts", "phase", "offence", "diagnosis", "source", "sex", "ethnicity", "disability",
    "age_band", "age", "after_release", "fidelity",
))
# fmt: on
"""With what the ids of other figures begin: no measure is called so."""


def joined(more: Iterable[MeasureFile] = ()) -> tuple[AnyMeasure, ...]:
    """Return the shipped measures and some more, in order.

    One that is only a template gives way to the one of its id that somebody filled in. Raises Unfit where two have
    one id.
    """
    found: dict[str, AnyMeasure] = {}
    for file in (*shipped(), *more):
        for measure in file.measures:
            taken = found.get(measure.id)
            if measure.id in RESERVED or (taken is not None and not isinstance(taken, NotDefined)):
                raise Unfit("measures", f"{file.publisher}: the id {measure.id} is taken, choose another.")
            found[measure.id] = measure
    return tuple(found.values())
