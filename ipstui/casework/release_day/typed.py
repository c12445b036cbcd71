"""One thing to do on the day, typed in one line: "Probation 11:00 30m +25 @ Hanley with Karen".

The line is read piece by piece, in any order: a time, "9-17" opening times, "by 16:00", "30m", "+25" the way there
from whatever comes before, "+40 from gate" or "+5 from bank" the way from one thing, "@" the place, "with", "tel",
"along" who goes too, "bring", "else" the fallback to the end of the line, and "should" where it is no must. What is
left is what it is. What stands between double quotes is read as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import time
from string import ascii_lowercase
from typing import Any

from ipstui.casework.checks import LINE_LIMIT, Unfit
from ipstui.casework.release_day.state import GATE, DayItem, ItemKind
from ipstui.casework.typed.clock_time import TwoTimes, Unreadable, read_spell

_CLOCK = r"(?:[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2} ?(?:am|pm)|noon|[0-9]{1,2}(?![0-9:.]))"
_MARKS = {"@": "place", "with": "with_whom", "tel": "phone", "along": "along", "bring": "bring", "else": "fallback"}
_TEXTS = re.compile(r"(?:^|\s)(?P<mark>@|with|tel|along|bring|else)(?=[\s:]|$|(?<=@)):?", re.IGNORECASE)
_OPEN = re.compile(rf"(?:\bopen )?(?<![\w:+])(?P<first>{_CLOCK}) ?(?:-|–|to) ?(?P<last>{_CLOCK})\b", re.IGNORECASE)
_BY = re.compile(rf"\b(?:in |there )?by (?P<by>{_CLOCK})(?!\w)", re.IGNORECASE)
_LONG = (
    r"(?:(?P<hours>[0-9]+(?:\.5)?) ?(?:h|hrs?|hours?)(?: ?(?P<more>[0-9]{1,2})(?: ?(?:m|mins?|minutes?))?)?|"
    r"(?P<minutes>[0-9]+)(?: ?(?:m|mins?|minutes?))?)"
)  # "1h30", "1.5 h", "25", "25 min"
_WAY = re.compile(rf"(?:\+ ?(?:{_LONG}|\?)|(?P<way>[0-9]+)(?: ?(?:m|mins?|minutes?))? way)(?!\w)", re.IGNORECASE)
_FROM = re.compile(rf"\+ ?{_LONG} from\b ?", re.IGNORECASE)
_STAY = re.compile(r"(?<![\w:+.])(?:(?P<hours>[0-9]+(?:\.5)?) ?(?:h|hrs?|hours?)(?P<more>[0-9]{1,2})?m?|"
                   r"(?P<minutes>[0-9]+) ?(?:m|mins?|minutes?))(?!\w)", re.IGNORECASE)  # fmt: skip
_AT = re.compile(rf"(?:\bat )(?P<at>{_CLOCK})(?!\w)|(?<![\w:+])(?P<time>[0-9]{{1,2}}[:.][0-9]{{2}}|[0-9]{{1,2}} ?"
                 rf"(?:am|pm)|noon)(?!\w)", re.IGNORECASE)  # fmt: skip
_MUST = re.compile(r"\b(must|should)\b", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”')
_FIRST_QUOTED = 0xE000  # each quoted text is one private letter while the line is read
_KINDS: tuple[tuple[ItemKind, str], ...] = (
    ("probation", "probation officer"), ("home", "hostel approved premises bed home"), ("curfew", "tag curfew"),
    ("medicine", "medicine chemist pharmacy script prescription"),
    ("recovery", "recovery drug drugs methadone alcohol"),
    ("jobcentre", "jobcentre universal uc dwp"), ("bank", "bank"), ("identity", "id passport birth"),
    ("food", "food foodbank"), ("phone", "phone sim"), ("gp", "gp doctor surgery"), ("money", "money cash subsistence"),
)  # fmt: skip


def read_line(text: str, before: DayItem, others: Sequence[DayItem] = ()) -> DayItem:
    """Return the item that a line says, with the id, kind and booking of `before`. Raises Unfit in a sentence.

    `others` are what else is on the day, which "+5 from bank" may name.
    """
    quoted: list[str] = []
    rest, texts = _texts(_QUOTED.sub(lambda found: _set_aside(found, quoted), " ".join(text.split())))
    rest, ways = _ways(rest, before, others)
    values: dict[str, Any] = {"ways": ways} if ways else {}
    for pattern, read in _PIECES:
        rest = _take(pattern, rest, values, read)
    said = {str(each).casefold() for each in _MUST.findall(rest)}
    if len(said) > 1:
        raise Unfit("must", "it says must and should: which of the two?")
    texts["what"] = " ".join(_MUST.sub("", rest).split()).strip(" ,;")
    texts = {name: _put_back(value, quoted) for name, value in texts.items()}
    if not texts["what"].strip():
        raise Unfit("what", "say what it is, in a word or two: the times alone do not tell.")
    for name, value in texts.items():
        if len(value) > LINE_LIMIT:
            raise Unfit(name, f"{len(value):,} letters are too many: the limit is {LINE_LIMIT}.")
    kind = kind_of(texts["what"]) if before.kind == "other" else before.kind
    return DayItem(
        id=before.id,
        booking=before.booking,
        kind=kind,
        must="should" not in said,
        home=kind == "home",
        **values,
        **texts,
    )


def write_line(item: DayItem, others: Sequence[DayItem] = ()) -> str:
    """Return the line that would be typed for an item: what a change starts from.

    Its texts are in quotes only where they would be read as something else: "Meeting with Karen" is one thing.
    """
    line = _line(item, others, str)
    try:
        same = read_line(line, item, others) == item
    except Unfit:
        same = False
    return line if same else _line(item, others, lambda text: '"' + text.replace('"', "'") + '"')


def _line(item: DayItem, others: Sequence[DayItem], write: Callable[[str], str]) -> str:
    parts = [
        write(item.what),
        item.at,
        f"{item.opens or '0:00'}-{item.closes or '24:00'}" if item.opens or item.closes else "",
        f"by {item.by}" if item.by else "",
        f"{item.minutes}m" if item.minutes is not None else "",
        f"+{item.travel}" if item.travel is not None else "",
        *(f"+{taken} from {name}" for taken, name in ways_told(item, others)),
        "" if item.must else "should",
        *(f"{mark} {write(getattr(item, name))}" for mark, name in _MARKS.items() if getattr(item, name)),
    ]
    return " ".join(part for part in parts if part)


def ways_told(item: DayItem, others: Sequence[DayItem]) -> Iterator[tuple[int, str]]:
    """Yield the minutes to an item from each thing that was named, and that thing in as few words as tell it."""
    names = {other.id: _words(other.what) for other in others if other.id != item.id}
    for key, taken in item.ways.items():
        if key == GATE:
            yield taken, "gate"
        elif words := names.get(key):
            alike = [other for each, other in names.items() if each != key]
            tells = (n for n in range(1, len(words)) if not any(other[:n] == words[:n] for other in alike))
            yield taken, " ".join(words[: next(tells, len(words))])


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


def _set_aside(found: re.Match[str], quoted: list[str]) -> str:
    quoted.append((found[1] or found[2] or "").strip())
    return chr(_FIRST_QUOTED + len(quoted) - 1)


def _put_back(text: str, quoted: Sequence[str]) -> str:
    for place, each in enumerate(quoted):
        text = text.replace(chr(_FIRST_QUOTED + place), each)
    return text


def _ways(text: str, before: DayItem, others: Sequence[DayItem]) -> tuple[str, dict[str, int]]:
    """Take "+40 from gate" and the like out of a line: what is left, and the minutes by what they are from."""
    ways: dict[str, int] = {}
    while found := _FROM.search(text):
        key, length = _named(text[found.end() :], before, others)
        taken = _long(found, "travel")
        if ways.setdefault(key, taken) != taken:
            raise Unfit("travel", f"{ways[key]} minutes and {taken} from one place: which of the two holds?")
        text = f"{text[: found.start()]} {text[found.end() + length :]}"
    return text, ways


def _named(text: str, before: DayItem, others: Sequence[DayItem]) -> tuple[str, int]:
    """Return the id of what a text begins by naming, and how many letters that takes. Raises Unfit."""
    typed = list(re.finditer(r"\S+", text))
    if not typed:
        raise Unfit("travel", "from where? Write the gate, or the first word of what comes before.")
    names: list[tuple[str, tuple[str, ...]]] = [(GATE, (word,)) for word in ("gate", "out", "prison")]
    names.append((GATE, ("the", "gate")))
    names += [(other.id, _words(other.what)) for other in others if other.id != before.id]
    alike = [(_shared(typed, words), key, words) for key, words in names]
    most = max(count for count, _, _ in alike)
    best = {key: words for count, key, words in alike if count == most}
    if not most:
        raise Unfit("travel", f"from “{typed[0][0]}”: nothing on the day begins with that. The gate is “gate”.")
    if len(best) > 1:  # the whole of one name, or what the line said before
        whole = {key for key, words in best.items() if len(words) == most}
        best = {key: words for key, words in best.items() if key in (whole if len(whole) == 1 else before.ways)}
    if len(best) != 1:
        raise Unfit("travel", f"from “{typed[0][0]}”: more than one begins with that. Write more of it.")
    return next(iter(best)), typed[most - 1].end()


def _shared(typed: Sequence[re.Match[str]], words: Sequence[str]) -> int:
    """How many of the words typed begin a name; the last of them may be the beginning of a word."""
    for place, word in enumerate(words):
        said = typed[place][0].casefold().strip(_ENDS) if place < len(typed) else ""
        if not said or said != word:
            return place + (len(said) > 1 and word.startswith(said))
    return len(words)


_ENDS = ".,;:()"


def _words(what: str) -> tuple[str, ...]:
    return tuple(word for each in what.casefold().split() if (word := each.strip(_ENDS)))


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
    if found["way"]:
        return {"travel": _minutes(int(found["way"]), "travel")}
    return {"travel": _long(found, "travel") if found["hours"] or found["minutes"] else None}


def _open(found: re.Match[str]) -> dict[str, object]:
    first, last = _clock(found["first"], "opens"), _clock(found["last"], "closes")
    if last <= first:
        raise Unfit("closes", f"it would close at {last} before it opens at {first}.")
    return {"opens": first, "closes": last}


def _stay(found: re.Match[str]) -> dict[str, object]:
    return {"minutes": _long(found, "minutes")}


def _long(found: re.Match[str], field: str) -> int:
    """The minutes of a length as `_LONG` finds it."""
    if found["minutes"]:
        return _minutes(int(found["minutes"]), field)
    whole, _, half = found["hours"].partition(".")
    return _minutes(int(whole) * 60 + (30 if half else 0) + int(found["more"] or 0), field)


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
    """Return an id for one item more: a letter that none of the items has, after the last of them two."""
    taken = {item.id for item in items}
    one = ("", *ascii_lowercase)
    return next(f"{a}{b}" for a in one for b in ascii_lowercase if f"{a}{b}" not in taken)
