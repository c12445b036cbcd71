"""A condition made ready to be tested: looked up, its parameters read, its days of force known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import msgspec

from calculators.explain import RequestError
from calculators.licence import catalogue
from calculators.licence.catalogue import Entry
from calculators.licence.clock import DAY, Span, minutes, span
from calculators.licence.records import Condition

DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Block(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"start": "from", "end": "to"}
):
    """Hours to be in, on some days (Monday 0) or every day."""

    start: str
    end: str
    days: tuple[int, ...] | None = None


class Params(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a condition can be entered with. Which of it a rule reads is in the catalogue.

    `value` in pounds, `age` in years, `inside` and `outside` postcode starts, `times` pairs of HH:MM
    (for reporting single times), `touches_work` the tag of free text.
    """

    blocks: tuple[Block, ...] | None = None
    first_night: str | None = None
    tag_fitted: str | bool | None = None
    times: tuple[str | tuple[str, str], ...] | None = None
    days: tuple[int, ...] | None = None
    journey_minutes: int | None = None
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    event: str | None = None
    dates: tuple[date, ...] | None = None
    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    gender: Literal["any", "any female", "any male", "female", "male"] = "any"
    age: int | None = None
    value: Decimal | None = None
    item: str | tuple[str, ...] = ()
    form: Literal["notify", "ask"] | None = None
    touches_work: Literal["yes", "no", "unsure"] | bool | None = None
    region: str | None = None
    like: str | None = None


_SAID = {"yes": True, "no": False, "unknown": None}
_PARAMS = frozenset(field.name for field in msgspec.structs.fields(Params))


class Term(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A condition ready for its rule. `licence` is its place in the request, None for an order or what is on record.

    `standard`: every licence carries it, once. `items` are what the condition itself names as barred; `facts` what
    the catalogue says must be known; `entered` the parameters again, as one value that tells two terms apart.
    `blocks` and `windows` are the hours its parameters give, `tag_fitted` a day, or whether, or not known;
    `source` is what the result will cite.
    """

    id: str
    key: str | None
    code: str
    label: str
    name: str
    rule: str
    on_match: str
    approver: str | None
    act: str
    health: bool
    params: Params
    entered: bytes
    blocks: tuple[Span, ...]
    windows: tuple[Span, ...]
    tag_fitted: date | bool | None
    start: date | None
    end: date | None
    licence: int | None
    is_order: bool
    standard: bool
    items: tuple[str, ...]
    facts: tuple[str, ...]
    source: str
    path: str

    @property
    def group(self) -> tuple[str, str, str, bool, bytes]:
        """What makes it one term: the same words in several licence versions are one, and reported together."""
        return self.id, self.label, self.key or "", self.is_order, self.entered

    @property
    def content(self) -> tuple[str, date, date, str, bytes]:
        """All that tells two terms of one condition apart, so that nothing depends on the order of entry."""
        return self.source, self.start or date.min, self.end or date.max, self.key or "", self.entered

    def is_called(self, name: str) -> bool:
        """Whether a permission, direction or appointment that gives this name is about it."""
        return bool(name) and (name in (self.id, self.label) or name.casefold() == self.code)

    def is_entered_as(self, key: str | None, label: str | None, params: Params, given: Iterable[str]) -> bool:
        """Whether it is the term of this key and label, with these parameters; what is not given is not compared."""
        same_name = key in (None, self.key) and (label is None or label.split() == self.label.split())
        return same_name and all(getattr(params, name) == getattr(self.params, name) for name in given)

    def holds(self, day: date) -> bool:
        """Whether its own dates, both inside, include the day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Default(msgspec.Struct, frozen=True):
    """What a rule means for a condition that is in no catalogue."""

    on_match: str = "conflict"
    act: str = "prohibit_unless_approved"


def ready(
    condition: Condition,
    path: str,
    version: str | None,
    licence: int | None,
    source: str,
    rules: dict[str, Default],
    *,
    is_order: bool = False,
) -> tuple[Term, tuple[str, ...]]:
    """A condition as a term, and the names of parameters nobody reads. `version` is None for an order.

    Raises RequestError for an id that is not in that policy version, and for parameters that cannot be.
    """
    entry = catalogue.newest(condition.id) if version is None else catalogue.find(version, condition.id)
    if entry is None:
        _refuse_unless_described(condition, path, version)
    elif entry.kind != "outside" and condition.rule not in (None, entry.rule):
        raise RequestError(f"{path}.rule", f"{entry.id} is tested by {entry.rule}, not {condition.rule}.")
    rule = condition.rule or (entry.rule if entry else "R-MANUAL")
    params, unread = read_params(_by_option(condition.params, entry, path), f"{path}.params")
    if rule == "R-ORDER":
        rule = params.like or "R-MANUAL"
    if rule not in rules:
        raise RequestError(f"{path}.rule", f"There is no rule {rule}.")
    if condition.start and condition.end and condition.end < condition.start:
        raise RequestError(f"{path}.to", "The condition ends before it starts.")
    own = entry is not None and rule == entry.rule
    approver = entry.approver if entry else "officer"
    if is_order and approver in (None, "officer"):
        approver = "court"
    term = Term(
        id=entry.id if entry else condition.id,
        key=condition.key,
        code=(entry.code or "").casefold() if entry else "",
        label=condition.label or "",
        name=condition.label or (entry.name if entry else condition.id.replace("_", " ")),
        rule=rule,
        on_match=entry.on_match if entry and own else rules[rule].on_match,
        approver=approver,
        act=entry.act if entry and own else rules[rule].act,
        health=entry.health if entry else False,
        params=params,
        entered=msgspec.json.encode(params),
        blocks=_blocks(params, rule, path),
        windows=_windows(params, rule, path),
        tag_fitted=_tag_fitted(params.tag_fitted, f"{path}.params.tag_fitted"),
        start=condition.start,
        end=condition.end,
        licence=licence,
        is_order=is_order,
        standard=entry is not None and entry.kind == "standard",
        items=entry.items if entry else (),
        facts=entry.facts_needed if entry and own else (),
        source=f"{source}; {_origin(entry)}" if entry else source,
        path=path,
    )
    return term, unread


def _origin(entry: Entry) -> str:
    return f"catalogue {catalogue.meta().catalogue_version}, {entry.source}"


def _refuse_unless_described(condition: Condition, path: str, version: str | None) -> None:
    if held := catalogue.versions_of(condition.id):
        raise RequestError(
            f"{path}.id",
            f"{condition.id} is not in policy version {version}; it is in {', '.join(held)}. "
            "Check the version printed on the licence.",
        )
    if condition.rule is None:
        raise RequestError(
            f"{path}.id",
            f"There is no condition {condition.id}: take one from the catalogue, or give a rule and a label.",
        )


_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


def _by_option(given: dict[str, Any], entry: Entry | None, path: str) -> dict[str, Any]:
    """Parameters with the names printed on the licence form read as the options they mean. Refuses what is neither."""
    read = dict(given)
    for param in entry.params if entry else ():
        value = given.get(param.name)
        if param.official and isinstance(value, str | list | tuple):
            names = {name.casefold(): option for name, option in param.official.items()}
            names |= {option.casefold(): option for option in param.options}
            many = (value,) if isinstance(value, str) else value
            for number, text in enumerate(many):
                if not isinstance(text, str) or text.casefold() not in names:
                    where = f"{path}.params.{param.name}" + ("" if isinstance(value, str) else f"[{number}]")
                    raise RequestError(where, f"There is no {text} here; choose from {', '.join(param.official)}.")
            options = [names[text.casefold()] for text in many]
            read[param.name] = options if param.type == "choices" else options[0]
    return read


def read_params(given: dict[str, Any], path: str) -> tuple[Params, tuple[str, ...]]:
    """Parameters as they are tested, and the names of those nobody reads. Raises RequestError for what cannot be."""
    try:
        params = msgspec.convert(given, Params, strict=False)
    except (msgspec.ValidationError, ArithmeticError) as error:
        found = _PLACE.search(str(error))
        field = f"{path}.{found['path']}" if found and found["path"] else path
        text = str(error)[: found.start()] if found else str(error)
        if named := _UNKNOWN.match(text):
            raise RequestError(f"{field}.{named[1]}", "There is no such field.") from None
        raise RequestError(field, f"{text.replace('`', '')}.") from None
    if params.value is not None and (not params.value.is_finite() or params.value < 0):
        raise RequestError(f"{path}.value", "This must be a sum of money, not below zero.")
    if params.age is not None and not 0 < params.age <= 25:
        raise RequestError(f"{path}.age", f"An age of {params.age} cannot be right.")
    if params.days is not None and (not params.days or any(not 0 <= day <= 6 for day in params.days)):
        raise RequestError(f"{path}.days", "Days are numbers from 0, Monday, to 6, Sunday.")
    if params.journey_minutes is not None and not 0 <= params.journey_minutes <= DAY:
        raise RequestError(f"{path}.journey_minutes", "A journey lasts from 0 minutes to a day.")
    return params, tuple(sorted(set(given) - _PARAMS))


def _blocks(params: Params, rule: str, path: str) -> tuple[Span, ...]:
    """The hours to be in. Raises RequestError where no hour of a day would be free."""
    given = params.blocks
    where = f"{path}.params.blocks"
    if params.first_night is not None:
        minutes(f"{path}.params.first_night", params.first_night)
    if given is None:
        return (Span(17 * 60, DAY),) if rule == "R-PRETAG" else ()
    spans = tuple(
        span(f"{where}[{number}]", block.start, block.end, "curfew", block.days) for number, block in enumerate(given)
    )
    for day in range(7):
        if sum(day in hours.days for hours in spans) > 3:
            raise RequestError(where, f"More than three periods on a {DAYS_OF_WEEK[day]}.")
        if _whole_day(spans, day):
            raise RequestError(where, f"A curfew cannot last the whole day: no hour is free on a {DAYS_OF_WEEK[day]}.")
    return spans


def _tag_fitted(given: str | bool | None, field: str) -> date | bool | None:
    if given is None or isinstance(given, bool):
        return given
    if given in _SAID:
        return _SAID[given]
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise RequestError(field, "This must be a date, yes, no or unknown.") from None


def _whole_day(spans: tuple[Span, ...], day: int) -> bool:
    parts = [(hours.start, min(hours.end, DAY)) for hours in spans if day in hours.days]
    parts += [(0, hours.end - DAY) for hours in spans if hours.end > DAY and (day - 1) % 7 in hours.days]
    reached = 0
    for start, end in sorted(parts):
        if start > reached:
            return False
        reached = max(reached, end)
    return reached >= DAY


def _windows(params: Params, rule: str, path: str) -> tuple[Span, ...]:
    """The hours of the day in which a condition bites, or at which the person reports.

    They come as `times`, or as `blocks` the way a curfew's do.
    """
    spans = [] if rule in ("R-CURFEW", "R-PRETAG") else list(_blocks(params, rule, path))
    for number, given in enumerate(params.times or ()):
        where = f"{path}.params.times[{number}]"
        if isinstance(given, str):
            if rule != "R-REPORT":
                raise RequestError(where, "This must be a pair: from and to.")
            at = minutes(where, given)
            spans.append(Span(at, at, params.days or Span(0, 0).days))
        else:
            first, last = minutes(where, given[0]), minutes(where, given[1], end=True)
            if first == last:
                raise RequestError(where, "These hours end when they start.")
            spans.append(Span(first, last if last > first else last + DAY))
    return tuple(spans)
