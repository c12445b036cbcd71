"""One thing to do on the day, typed in one line: "Probation 11:00 30m +25 @ Hanley with Karen".

The line is read piece by piece, in any order: a time, "9-17" opening times, "by 16:00", "30m", "+25" the way there,
"@" the place, "with", "tel", "along" who goes too, "bring", "else" the fallback to the end of the line, and "should"
where it is no must. What is left is what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import time
from typing import Any

from ipstui.casework.checks import LINE_LIMIT, Unfit
from ipstui.casework.release_day.state import DayItem, ItemKind
from ipstui.casework.typed.clock_time import TwoTimes, Unreadable, read_spell

_CLOCK = r"(?:[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2} ?(?:am|pm)|noon|[0-9]{1,2}(?![0-9:.]))"
_MARKS = {"@": "place", "with": "with_whom", "tel": "phone", "along": "along", "bring": "bring", "else": "fallback"}
_TEXTS = re.compile(r"(?:^|\s)(?P<mark>@|with|tel|along|bring|else)(?=[\s:]|$|(?<=@)):?", re.IGNORECASE)
_OPEN = re.compile(rf"(?:\bopen )?(?<![\w:+])(?P<first>{_CLOCK}) ?(?:-|–|to) ?(?P<last>{_CLOCK})\b", re.IGNORECASE)
_BY = re.compile(rf"\b(?:in |there )?by (?P<by>{_CLOCK})(?!\w)", re.IGNORECASE)
_WAY = re.compile(
    r"(?:\+ ?(?P<plus>[0-9]+|\?)(?: ?(?:m|mins?|minutes?))?|"
    r"(?P<way>[0-9]+)(?: ?(?:m|mins?|minutes?))? way)(?!\w)", re.IGNORECASE
)  # fmt: skip
_STAY = re.compile(r"(?<![\w:+.])(?:(?P<hours>[0-9]+(?:\.5)?) ?(?:h|hrs?|hours?)(?P<more>[0-9]{1,2})?m?|"
                   r"(?P<minutes>[0-9]+) ?(?:m|mins?|minutes?))(?!\w)", re.IGNORECASE)  # fmt: skip
_AT = re.compile(rf"(?:\bat )(?P<at>{_CLOCK})(?!\w)|(?<![\w:+])(?P<time>[0-9]{{1,2}}[:.][0-9]{{2}}|[0-9]{{1,2}} ?"
                 rf"(?:am|pm)|noon)(?!\w)", re.IGNORECASE)  # fmt: skip
_MUST = re.compile(r"\b(must|should)\b", re.IGNORECASE)
_KINDS: tuple[tuple[ItemKind, str], ...] = (
    ("probation", "probation officer"), ("home", "hostel approved premises bed home"), ("curfew", "tag curfew"),
    ("medicine", "medicine chemist pharmacy script prescription"),
    ("recovery", "recovery drug drugs methadone alcohol"),
    ("jobcentre", "jobcentre universal uc dwp"), ("bank", "bank"), ("identity", "id passport birth"),
    ("food", "food foodbank"), ("phone", "phone sim"), ("gp", "gp doctor surgery"), ("money", "money cash subsistence"),
)  # fmt: skip


def read_line(text: str, before: DayItem) -> DayItem:
    """Return the item that a line says, with the id, kind and booking of `before`. Raises Unfit in a sentence."""
    rest, texts = _texts(" ".join(text.split()))
    values: dict[str, Any] = {}
    for pattern, read in _PIECES:
        rest = _take(pattern, rest, values, read)
    said = {each.casefold() for each in _MUST.findall(rest)}
    if len(said) > 1:
        raise Unfit("must", "it says must and should: which of the two?")
    what = " ".join(_MUST.sub("", rest).split()).strip(" ,;")
    if not what:
        raise Unfit("what", "say what it is, in a word or two: the times alone do not tell.")
    for name, value in {"what": what, **texts}.items():
        if len(value) > LINE_LIMIT:
            raise Unfit(name, f"{len(value):,} letters are too many: the limit is {LINE_LIMIT}.")
    kind = kind_of(what) if before.kind == "other" else before.kind
    return DayItem(
        id=before.id,
        booking=before.booking,
        kind=kind,
        what=what,
        must="should" not in said,
        home=kind == "home",
        **values,
        **texts,
    )


def write_line(item: DayItem) -> str:
    """Return the line that would be typed for an item: what a change starts from."""
    parts = [item.what, item.at, f"{item.opens}-{item.closes}" if item.opens and item.closes else ""]
    if item.opens and not item.closes:
        parts.append(f"{item.opens}-24:00")
    if item.closes and not item.opens:
        parts.append(f"0:00-{item.closes}")
    parts += [
        f"by {item.by}" if item.by else "",
        f"{item.minutes}m" if item.minutes is not None else "",
        f"+{item.travel}" if item.travel is not None else "",
        "" if item.must else "should",
    ]
    parts += [f"{mark} {getattr(item, name)}" for mark, name in _MARKS.items() if getattr(item, name)]
    return " ".join(part for part in parts if part)


def kind_of(what: str) -> ItemKind:
    """Return the kind that the words of an item name; "other" where they name none."""
    words = set(re.findall(r"[a-z]+", what.casefold()))
    return next((kind for kind, names in _KINDS if words & set(names.split())), "other")


def read_time(text: str, field: str) -> time:
    """Return a time typed by itself. Raises Unfit in a sentence."""
    hour, minute = _clock(text, field).split(":")
    if hour == "24":
        raise Unfit(field, "24:00 is the end of the day: write 23:59.")
    return time(int(hour), int(minute))


def _texts(text: str) -> tuple[str, dict[str, Any]]:
    """Divide a line into its beginning and the texts after their marks."""
    marks = list(_TEXTS.finditer(text))
    last = next((place for place, mark in enumerate(marks) if mark["mark"].casefold() == "else"), len(marks))
    marks = marks[: last + 1]
    if not marks:
        return text, {}
    found = {}
    for place, mark in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        found[_MARKS[mark["mark"].casefold()]] = text[mark.end() : end].strip(" ,;")
    return text[: marks[0].start()], found


def _take(pattern: re.Pattern[str], text: str, values: dict[str, Any], read: _Read) -> str:
    """Take one piece out of the line. Raises Unfit where it is there twice."""
    found = pattern.search(text)
    if found is None:
        return text
    values |= read(found)
    rest = text[: found.start()] + " " + text[found.end() :]
    if again := pattern.search(rest):
        raise Unfit("what", f"“{found[0].strip()}” and “{again[0].strip()}”: which of the two holds?")
    return rest


def _way(found: re.Match[str]) -> dict[str, object]:
    typed = found["plus"] or found["way"]
    return {"travel": None if typed == "?" else _minutes(int(typed), "travel")}


def _open(found: re.Match[str]) -> dict[str, object]:
    first, last = _clock(found["first"], "opens"), _clock(found["last"], "closes")
    if last <= first:
        raise Unfit("closes", f"it would close at {last} before it opens at {first}.")
    return {"opens": first, "closes": last}


def _stay(found: re.Match[str]) -> dict[str, object]:
    if found["minutes"]:
        return {"minutes": _minutes(int(found["minutes"]), "minutes")}
    whole, _, half = found["hours"].partition(".")
    return {"minutes": _minutes(int(whole) * 60 + (30 if half else 0) + int(found["more"] or 0), "minutes")}


def _minutes(count: int, field: str) -> int:
    if count > 1440:
        raise Unfit(field, f"{count} minutes cannot be right: a day has 1,440.")
    return count


def _clock(text: str, field: str = "at") -> str:
    """Return HH:MM. A bare hour from 1 to 6 is of the afternoon, when places are open and people are about."""
    typed = text.strip().casefold()
    if typed == "24:00":
        return typed
    try:
        spell = read_spell(typed)
    except TwoTimes as both:
        return f"{both.late:%H:%M}"
    except Unreadable as error:
        raise Unfit(field, str(error)) from None
    if spell is None:
        raise Unfit(field, f"“{text.strip()}” is no time of day: 9:30, 2pm or 14:00.")
    return f"{spell.at:%H:%M}"


_Read = Callable[[re.Match[str]], dict[str, Any]]
_PIECES: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_WAY, _way),
    (_OPEN, _open),
    (_BY, lambda found: {"by": _clock(found["by"], "by")}),
    (_STAY, _stay),
    (_AT, lambda found: {"at": _clock(found["at"] or found["time"])}),
)
"""What a line is made of, in the order it is taken out: what is left is what it is."""


def free_id(items: tuple[DayItem, ...]) -> str:
    """Return an id for one item more: a letter that none of the items has."""
    taken = {item.id for item in items}
    return next(letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in taken)


def replaced(items: tuple[DayItem, ...], item: DayItem) -> tuple[DayItem, ...]:
    """Return the items with this one in the place of the one with its id, or at the end."""
    if any(each.id == item.id for each in items):
        return tuple(item if each.id == item.id else each for each in items)
    return (*items, item)
