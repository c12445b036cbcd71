"""What cannot be true of a sentence or caution, or is not of England and Wales: refused beside the field."""

from __future__ import annotations

from datetime import date

from calculators.disclosure.ends import add, is_longer
from calculators.disclosure.law import Age, Kind, kinds, law
from calculators.disclosure.records import DisclosureRequest, Length, Outcome
from calculators.explain import RequestError

_ELSEWHERE = ("scot", "ireland", "foreign", "abroad", "overseas", "court_martial", "service_court")
_HERE = (None, "", "england_and_wales", "england", "wales")
YOUNGEST = 10

# What a caution does not have, and the sentence that says so.
_NOT_OF_A_CAUTION = (
    "length",
    "last_day",
    "sentence_end_date",
    "licence_end",
    "paid_in_full_date",
    "operational_period",
    "excluded",
    "ceased_on",
)
_WITH_A_LENGTH = ("custody", "order", "after_length")
# Days that are only said once they have come.
_HAPPENED = ("conviction_date", "paid_in_full_date", "ceased_on", "ended_early_on")
# Days that are never before the sentence or caution began.
_LATER = (
    *("last_day", "sentence_end_date", "licence_end", "ceased_on", "conditions_end_date", "varied_last_day"),
    *("ended_early_on", "paid_in_full_date"),
)


def check(request: DisclosureRequest) -> None:
    """Raise RequestError for the first thing in a request that cannot be."""
    held = law()
    if request.as_of < held.start:
        raise RequestError("as_of", f"The periods held are those in force since {_day(held.start)}.")
    for place, outcome in enumerate(request.outcomes):
        where = f"outcomes[{place}]"
        kind = kind_of(outcome, where)
        if not outcome.group.strip():
            raise RequestError(f"{where}.group", "Each conviction or caution needs a name to be told apart by.")
        _check_length(outcome, kind, where)
        _check_dates(outcome, kind, where, request.as_of)
        ages_of(outcome, request, where)
    _check_groups(request)


def kind_of(outcome: Outcome, where: str) -> Kind:
    """The kind of an outcome. Raises RequestError for one that is not held, and by name for courts elsewhere."""
    found = kinds().get((outcome.type, outcome.subtype))
    named = f"{outcome.type} {outcome.subtype}".casefold()
    types = {type_ for type_, _ in kinds()}
    belongs = [type_ for type_, subtype in kinds() if subtype == outcome.subtype]
    if found is None and belongs and outcome.type in types:
        raise RequestError(f"{where}.type", f"{outcome.subtype} belongs to {' or '.join(belongs)}.")
    if found is None and any(word in named for word in _ELSEWHERE):
        raise RequestError(f"{where}.subtype", _elsewhere(outcome.subtype))
    if found is None and outcome.type not in types:
        listed = ", ".join(dict.fromkeys(type_ for type_, _ in kinds()))
        raise RequestError(f"{where}.type", f"There is no {outcome.type} here; choose from {listed}.")
    if found is None:
        listed = ", ".join(subtype for type_, subtype in kinds() if type_ == outcome.type)
        raise RequestError(f"{where}.subtype", f"There is no {outcome.subtype} here; choose from {listed}.")
    if outcome.court not in _HERE:
        raise RequestError(f"{where}.court", _elsewhere(str(outcome.court)))
    return found


def ages_of(outcome: Outcome, request: DisclosureRequest, where: str) -> tuple[Age, ...]:
    """The age at conviction: one, or both where nobody said. Raises RequestError where two facts disagree."""
    said = outcome.age_at_conviction
    if said is None and request.age_at_conviction != "mixed":
        said = request.age_at_conviction
    given: Age | None = None if said is None else "adult" if said == "adult" else "under18"
    on = outcome.conviction_date or (outcome.start_date if outcome.type == "caution" else None)
    if outcome.date_of_birth is None or on is None:
        return ("adult", "under18") if given is None else (given,)
    years = _years(outcome.date_of_birth, on)
    if years < YOUNGEST:
        raise RequestError(f"{where}.date_of_birth", f"That makes an age of {years} on {_day(on)}: check both days.")
    counted: Age = "adult" if years >= 18 else "under18"
    if given is not None and given != counted:
        words = "an adult" if given == "adult" else "under 18"
        raise RequestError(
            f"{where}.age_at_conviction" if outcome.age_at_conviction else "age_at_conviction",
            f"This says {words}, and the date of birth makes it {years} on {_day(on)}. The day of conviction counts.",
        )
    return (counted,)


def _check_length(outcome: Outcome, kind: Kind, where: str) -> None:
    length = outcome.length
    if kind.is_caution:
        for name in _NOT_OF_A_CAUTION:
            if getattr(outcome, name) and (name != "length" or length is not None):
                raise RequestError(f"{where}.{name}", "A caution has none: is this a conviction?")
        return
    if outcome.conditions_end_date:
        raise RequestError(f"{where}.conditions_end_date", "Only a conditional caution has conditions that end.")
    if length == "until_further_order":
        if kind.rule != "order":
            raise RequestError(f"{where}.length", f"Only an order can last until further order, not a {kind.words}.")
        if outcome.last_day:
            raise RequestError(
                f"{where}.last_day", "An order until further order has no last day: give one of the two."
            )
    for name in ("length", "activated_term", "operational_period"):
        given = getattr(outcome, name)
        if isinstance(given, Length):
            _check_span(given, f"{where}.{name}")
    if isinstance(length, Length) and kind.rule not in _WITH_A_LENGTH:
        raise RequestError(f"{where}.length", f"A {kind.words} has no length: leave it out.")
    alone = outcome.multiple_sentences is False and outcome.single_sentence_over_4y is False
    if isinstance(length, Length) and kind.rule == "custody" and alone:
        start = outcome.start_date or outcome.conviction_date
        if start and is_longer(length, law().never_over_months, start):
            raise RequestError(
                f"{where}.single_sentence_over_4y", "One sentence of over four years is said not to be over four years."
            )


def _check_span(length: Length, where: str) -> None:
    parts = (length.days, length.weeks, length.months, length.years)
    if min(parts) < 0 or max(parts) == 0:
        raise RequestError(where, "A length is at least one day, week, month or year.")
    most = law().longest_years
    start = date(2000, 1, 1)
    if max(parts) > 366 * most or add(start, length) > add(start, Length(years=most)):
        raise RequestError(where, f"More than {most} years cannot be right.")


def _check_dates(outcome: Outcome, kind: Kind, where: str, as_of: date) -> None:
    happened = (*_HAPPENED, "start_date") if kind.is_caution else _HAPPENED
    for name in (*_HAPPENED, "start_date", "date_of_birth", "offence_date"):
        day = getattr(outcome, name)
        if day and name != "date_of_birth" and day.year < law().earliest_year:
            raise RequestError(f"{where}.{name}", f"The year {day.year} cannot be right.")
        if day and name in happened and day > as_of:
            raise RequestError(f"{where}.{name}", f"{_day(day)} is still to come: leave it out until then.")
    convicted, start = outcome.conviction_date, outcome.start_date
    _in_order(
        where,
        ("conviction_date", convicted),
        ("start_date", start),
        "the conviction",
        "For time on remand give sentence_end_date, from the licence.",
    )
    _in_order(where, ("offence_date", outcome.offence_date), ("conviction_date", convicted), "the offence")
    _in_order(where, ("date_of_birth", outcome.date_of_birth), ("offence_date", outcome.offence_date), "the birth")
    first = ("start_date", start) if start else ("conviction_date", convicted)
    for name in _LATER:
        _in_order(where, first, (name, getattr(outcome, name)), "it began")
    if outcome.paid_in_full_date and outcome.unpaid:
        raise RequestError(f"{where}.unpaid", "This says that it is unpaid, and there is a day on which it was paid.")


def _in_order(
    where: str, before: tuple[str, date | None], after: tuple[str, date | None], what: str, more: str = ""
) -> None:
    first, second = before[1], after[1]
    if first and second and second < first:
        text = f"{_day(second)} is before {what}, {_day(first)}."
        raise RequestError(f"{where}.{after[0]}", f"{text} {more}".rstrip())


def _check_groups(request: DisclosureRequest) -> None:
    """One conviction has one date; a caution is none."""
    first: dict[str, Outcome] = {}
    for place, outcome in enumerate(request.outcomes):
        other = first.setdefault(outcome.group, outcome)
        if (outcome.type == "caution") != (other.type == "caution"):
            raise RequestError(
                f"outcomes[{place}].group", f"{outcome.group} is a caution and a conviction: give each its own."
            )
        if outcome.type != "caution" and outcome.conviction_date != other.conviction_date:
            raise RequestError(
                f"outcomes[{place}].conviction_date",
                f"The sentences of {outcome.group} have different days of conviction: one conviction has one.",
            )


def _elsewhere(name: str) -> str:
    words = name.replace("_", " ")
    return (
        f"{words}: sentences of courts outside England and Wales, and of service courts beyond the kinds listed, "
        "are not worked out here. Ask Unlock or Nacro."
    )


def _years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
