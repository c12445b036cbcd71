"""Dated figures read from `data/rates/`, one file a year: each with its unit, source and status.

A figure is never carried into a year that has no file. Adding a year is adding a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

import msgspec

from calculators.explain import RequestError
from calculators.reference import data_folder

Kind = Literal["tax", "benefit", "minimum_wage"]
Status = Literal["confirmed", "reported", "derived", "unconfirmed"]
"""Seen in its source; seen only where others tell of it; worked out by a rule; not seen."""

_WORDS: dict[str, str] = {"tax": "tax", "benefit": "benefit", "minimum_wage": "minimum wage"}


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """One figure and the days, both included, on which it holds. `unit` says what `value` counts."""

    name: str
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date
    source: str
    status: Status
    kind: Kind
    note: str = ""


class YearSpan(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"start": "from", "end": "to"},
    forbid_unknown_fields=True,
):
    """The days of one tax, benefit or minimum-wage year, both included: amounts begin on days of their own kind."""

    start: date
    end: date
    status: Status
    note: str = ""


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a figure was seen."""

    name: str
    where: str


class Figure(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={"valid_from": "from", "valid_to": "to"},
    forbid_unknown_fields=True,
):
    """One row of a year's file. `valid_to` is given where the figure ends before its year does."""

    name: str
    year: Kind
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date | None = None
    sources: tuple[str, ...]
    status: Status
    note: str = ""


class YearFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file of `data/rates/`: the year it is for, the day its figures were checked, and the figures."""

    label: str
    checked: date
    years: dict[Kind, YearSpan]
    sources: dict[str, Source]
    rates: tuple[Figure, ...]


class HeldYear(msgspec.Struct, frozen=True, kw_only=True):
    """What is held for one year, for the command that lists it."""

    label: str
    checked: date
    years: dict[Kind, YearSpan]
    figures: int
    reported: tuple[str, ...]
    derived: tuple[str, ...]
    unconfirmed: tuple[str, ...]


@cache
def _files() -> tuple[YearFile, ...]:
    """Every year there is, earliest first."""
    paths = sorted((data_folder() / "rates").glob("*.json"))
    return tuple(msgspec.json.decode(path.read_bytes(), type=YearFile) for path in paths)


@cache
def _by_name() -> dict[str, tuple[Rate, ...]]:
    """All figures under their names, each ending the day before the next of that name, or with its year."""
    found: dict[str, list[Rate]] = {}
    for file in _files():
        for name in sorted({figure.name for figure in file.rates}):
            found.setdefault(name, []).extend(_spans(file, name))
    return {name: tuple(rates) for name, rates in found.items()}


def _spans(file: YearFile, name: str) -> Iterator[Rate]:
    figures = sorted((f for f in file.rates if f.name == name), key=lambda f: f.valid_from)
    for figure, following in zip(figures, [*figures[1:], None], strict=True):
        end = figure.valid_to or file.years[figure.year].end
        if following is not None:
            end = date.fromordinal(following.valid_from.toordinal() - 1)
        yield Rate(
            name=name,
            value=figure.value,
            unit=figure.unit,
            valid_from=figure.valid_from,
            valid_to=end,
            source="; ".join(file.sources[key].name for key in figure.sources) or figure.note,
            status=figure.status,
            kind=figure.year,
            note=figure.note,
        )


def find_rate(name: str, on: date) -> Rate | None:
    """The figure that holds on that day; None when this year's file has none of that name.

    Raises RequestError when there is no year at all for that day, and KeyError for a name never held.
    """
    rates = _by_name()[name]
    for rate in reversed(rates):
        if rate.valid_from <= on <= rate.valid_to:
            return rate
    _refuse_outside(rates[0].kind, on)
    return None


def rate(name: str, on: date) -> Rate:
    """The figure that holds on that day. Raises RequestError naming the years there are when none does."""
    found = find_rate(name, on)
    if found is None:
        spans = _by_name()[name]
        span = f"from {_day(spans[0].valid_from)} to {_day(spans[-1].valid_to)}"
        raise RequestError("on", f"'{name}' is not held for {_day(on)}: it is held {span}.")
    return found


def _refuse_outside(kind: Kind, on: date) -> None:
    if any(file.years[kind].start <= on <= file.years[kind].end for file in _files()):
        return
    labels = ", ".join(file.label for file in _files())
    first, last = _files()[0].years[kind].start, _files()[-1].years[kind].end
    raise RequestError(
        "on",
        f"There are no {_WORDS[kind]} rates for {_day(on)}: the years held are {labels} "
        f"({_day(first)} to {_day(last)}).",
    )


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"


class Rates:
    """The figures of one day, remembering which were used so that a result can warn of weak ones."""

    def __init__(self, on: date) -> None:
        self.on = on
        self._used: dict[str, Rate] = {}

    def __getitem__(self, name: str) -> Decimal:
        """The figure of that name, in its own unit. Raises RequestError when it is not held for this day."""
        return self._keep(rate(name, self.on)).value

    def get(self, name: str) -> Decimal | None:
        """The figure of that name, or None when the year has none of it."""
        found = find_rate(name, self.on)
        return None if found is None else self._keep(found).value

    def _keep(self, found: Rate) -> Rate:
        self._used[found.name] = found
        return found

    @property
    def used(self) -> tuple[Rate, ...]:
        """Every figure asked for so far, in the order of asking."""
        return tuple(self._used.values())

    def source(self, name: str) -> str:
        """Where the figure of that name was seen. Raises RequestError as the figure itself would."""
        return rate(name, self.on).source

    def warnings(self) -> tuple[str, ...]:
        """What to say of the weak figures used: one sentence for each unconfirmed one, one for all reported."""
        used = self._used.values()
        told = [
            f"Unconfirmed figure used: {_in_words(r)} {r.value} {r.unit}. {r.note}".rstrip()
            for r in used
            if r.status == "unconfirmed"
        ]
        if reported := [f"{_in_words(r)} {r.value}" for r in used if r.status == "reported"]:
            told.append(f"Known only from what others report, not read in the law itself: {'; '.join(reported)}.")
        return tuple(told)


_SHORT = {"uc": "Universal Credit", "hb": "Housing Benefit", "esa": "New Style ESA", "ni": "National Insurance"}


def _in_words(found: Rate) -> str:
    area, _, name = found.name.partition(".")
    return f"{_SHORT.get(area, area.replace('_', ' '))}, {name.replace('_', ' ').replace('25plus', '25 and over')}"


def rates_on(on: date) -> Rates:
    """The figures of one day. Nothing is looked up, so nothing refused, until one is asked for."""
    return Rates(on)


def held() -> tuple[HeldYear, ...]:
    """Every year held, earliest first, with what is weak in it."""
    return tuple(
        HeldYear(
            label=file.label,
            checked=file.checked,
            years=file.years,
            figures=len(file.rates),
            reported=_names(file, "reported"),
            derived=_names(file, "derived"),
            unconfirmed=_names(file, "unconfirmed"),
        )
        for file in _files()
    )


def rates_version(on: date) -> str:
    """The years whose figures hold on that day, for a saved result: "2026-27, checked 2026-11-22"."""
    holding = [f for f in _files() if any(span.start <= on <= span.end for span in f.years.values())]
    return "; ".join(f"{file.label}, checked {file.checked}" for file in holding)


def _names(file: YearFile, status: Status) -> tuple[str, ...]:
    return tuple(sorted({figure.name for figure in file.rates if figure.status == status}))
