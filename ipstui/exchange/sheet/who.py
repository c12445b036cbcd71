"""Who a row of a log is about: spellings of one name, ditto marks, initials, officers, firms. Asked, never decided."""

from __future__ import annotations

from collections import Counter

import msgspec

from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.book import letters, text_of
from ipstui.exchange.sheet.going import Going, Line
from ipstui.exchange.sheet.people import People, name_of
from ipstui.exchange.sheet.words import among, plain, unknown


class With(msgspec.Struct, frozen=True, kw_only=True):
    """Whom a contact was with: the person it concerns by key, the party, an employer, the question behind it."""

    person: str = ""
    who: str = "client"
    employer: str = ""
    because: str = ""


class Who:
    """The names of a log, each to the person the user says it is."""

    def __init__(self, going: Going, people: People) -> None:
        self.going, self.people = going, people
        self.by_name: dict[str, str] = {}
        """The name that stands, by each way it is written."""
        self.asked: dict[str, str] = {}
        """The question that a way of writing hangs on."""
        self.full: list[str] = []
        self.left_out: set[str] = set()

    def of(self, line: Line, above: Line | None) -> list[With]:
        """Whom a row is about; empty where that is open or nobody."""
        if whole := line.going.layout.name:
            return [With(person=self._key(line, whole))]
        raw = _raw(line)
        if not raw or among("ditto", raw):
            return self._as_above(line, above, raw)
        if unknown(raw):
            self.going.draft.not_known(_place(line), raw)
            return []
        if among("everybody", raw):
            self.going.draft.leave(_place(line), f"“{raw}”: about nobody in particular")
            return []
        if two := names.two_people(raw):
            return self._two(line, raw, two)
        if names.is_officer(raw):
            return self._officer(line, raw)
        if role := names.other_role(raw):
            self.going.draft.ask(
                "unknown_person", "cell", _place(line), f"“{raw}” is not among the people ({role}): about whom?",
                ("leave out",),
            )  # fmt: skip
            return []
        if names.is_organisation(raw):
            answer = self.going.draft.ask(
                "not_a_client",
                "cell",
                _place(line),
                f"“{raw}” looks like an employer: an employer contact about nobody?",
                ("employer_contact", "leave out"),
                proposed="employer_contact",
            )
            return [With(employer=raw, because=answer.key)] if answer.option == "employer_contact" else []
        return self._person(line, names.as_name(raw))

    def _person(self, line: Line, name: str) -> list[With]:
        if names.same(name) in self.left_out:
            return []
        standing = self.by_name.get(names.same(name), "")
        if not standing:
            fits = self._fits(name)
            if len(fits) > 1:
                answer = self.going.draft.ask(
                    "initials_ambiguous", "cell", _place(line), f"“{name}” fits {' and '.join(fits)}: who?",
                    (*fits, "leave out"),
                )  # fmt: skip
                chosen = answer.option or answer.typed
                return [With(person=self._key(line, chosen), because=answer.key)] if chosen in fits else []
            return []
        return [With(person=self._key(line, standing), because=self.asked.get(names.same(name), ""))]

    def _fits(self, name: str) -> list[str]:
        if names.is_initials(name):
            return [full for full in self.full if names.initials(full) == "".join(c for c in name if c.isalpha())]
        return [full for full in self.full if names.fits_short(name, full)]

    def _key(self, line: Line, name: str) -> str:
        column = line.going.layout.column("name") or line.going.layout.column("surname")
        tab = line.going.layout.tab
        source = f"{tab.name}!{letters(column.at)}" if column and not tab.records else line.place
        return self.people.meet(name, source).key

    def _as_above(self, line: Line, above: Line | None, raw: str) -> list[With]:
        before = self.of_quietly(above) if above is not None else ""
        if not before:
            return []
        mark = "A ditto mark" if raw else "The name is empty"
        answer = self.going.draft.ask(
            "as_above",
            "cell",
            _place(line),
            f"{mark}: the same person as the row above ({before})?",
            (before, "leave out"),
            proposed=before,
        )
        return [With(person=self._key(line, before), because=answer.key)] if answer.option == before else []

    def of_quietly(self, line: Line) -> str:
        """The name that stands for a row, without asking anything."""
        return self.by_name.get(names.same(names.as_name(_raw(line))), "")

    def _two(self, line: Line, raw: str, two: tuple[str, ...]) -> list[With]:
        found = [fits[0] for part in two if len(fits := self._whole(part)) == 1]
        shown = " and ".join(found) if len(found) == len(two) else raw
        answer = self.going.draft.ask(
            "two_people", "cell", _place(line), f"“{raw}”: one contact each for {shown}?", ("one each", "note only"),
            proposed="one each" if len(found) == len(two) else "",
        )  # fmt: skip
        return (
            [With(person=self._key(line, name), because=answer.key) for name in found]
            if answer.option == "one each"
            else []
        )

    def _whole(self, part: str) -> list[str]:
        standing = self.by_name.get(names.same(part))
        return [standing] if standing else self._fits(part)

    def _officer(self, line: Line, raw: str) -> list[With]:
        words = plain(text_of(line.value("contact.note"))).split()
        about = [full for full in self.full if plain(full).split()[0] in words]
        options = tuple(f"contact who=probation, about {name}" for name in about[:3])
        answer = self.going.draft.ask(
            "not_a_client", "cell", _place(line), f"“{raw}” is not a client: a contact with probation, about whom?",
            (*options, "leave out"), proposed=options[0] if len(options) == 1 else "",
        )  # fmt: skip
        name = answer.option.partition(", about ")[2] or answer.typed
        return [With(person=self._key(line, name), who="probation", because=answer.key)] if name in self.full else []


def _raw(line: Line) -> str:
    if line.going.layout.column("surname") is not None:
        return name_of(line)
    return names.tidy(text_of(line.value("name")))


def _place(line: Line) -> str:
    return line.source("name" if line.going.layout.column("name") else "surname")


def who_is_who(going: Going, lines: list[Line], people: People) -> Who:
    """Go through all names of a log first, and ask which ways of writing are one person."""
    who = Who(going, people)
    if going.layout.name:
        return who
    written = Counter(name for line in lines if (name := _candidate(_raw(line))))
    first_at: dict[str, Line] = {}
    for line in lines:
        first_at.setdefault(_candidate(_raw(line)), line)
    groups: dict[str, Counter[str]] = {}
    for name, count in written.items():
        groups.setdefault(names.same(name), Counter())[name] += count
    best = {same: max(ways, key=lambda w: (not w.islower(), ways[w])) for same, ways in groups.items()}
    standing = {same: same for same in groups}
    full = [same for same, name in best.items() if len(name.split()) > 1 and not _is_short(name)]
    _merge_trivial(who, lines, groups, best)
    for at, one in enumerate(full):
        for other in full[at + 1 :]:
            if _nearly(one, other):
                _ask_merge(who, one, other, best, groups, standing, first_at)
    who.full = [best[same] for same in full if standing[same] == same]
    for same in best:
        if same in full:
            who.by_name[same] = best[standing[same]]
    for same, name in best.items():
        if same not in full:
            _short(who, same, name, first_at)
    return who


def _candidate(raw: str) -> str:
    """The name in a cell that may be a person's; "" for marks, officers, firms and two at once."""
    if not raw or among("ditto", raw) or among("everybody", raw) or unknown(raw) or names.two_people(raw):
        return ""
    if names.is_officer(raw) or names.other_role(raw) or names.is_organisation(raw):
        return ""
    return names.as_name(raw)


def _is_short(name: str) -> bool:
    words = plain(name).split()
    return names.is_initials(name) or len(words) < 2 or len(words[0]) == 1 or len(words[-1]) == 1


def _nearly(one: str, other: str) -> bool:
    """Whether two names differ only in accents, or by one letter of one long word."""
    left, right = plain(one).split(), plain(other).split()
    if left == right:
        return True
    differing = [(a, b) for a, b in zip(left, right, strict=False) if a != b]
    return len(left) == len(right) and len(differing) == 1 and names.one_letter_apart(*differing[0])


def _merge_trivial(who: Who, lines: list[Line], groups: dict[str, Counter[str]], best: dict[str, str]) -> None:
    """Capitals, spaces, apostrophes, hyphens, the coding of a letter: one question for the sheet."""
    raw: dict[str, set[str]] = {}
    for line in lines:
        name = _candidate(_raw(line))
        if name:
            raw.setdefault(names.same(name), set()).add(str(line.value("name")))
    differing = [best[same] for same, ways in raw.items() if len(ways) > 1]
    if not differing:
        return
    going = who.going
    column = going.layout.column("name")
    place = f"{going.layout.tab.name}!{letters(column.at)}" if column and not going.layout.tab.records else "names"
    answer = going.draft.ask(
        "same_person", "sheet", place, f"These are written in several ways, one person each: {', '.join(differing)}?",
        ("yes, all", "leave them out"), proposed="yes, all",
    )  # fmt: skip
    for same, ways in raw.items():
        if len(ways) > 1:
            who.asked[same] = answer.key
            if answer.option == "leave them out":
                who.left_out.add(same)


def _ask_merge(
    who: Who, one: str, other: str, best: dict[str, str], groups: dict[str, Counter[str]], standing: dict[str, str],
    first_at: dict[str, Line],
) -> None:  # fmt: skip
    counts = {same: sum(groups[same].values()) for same in (one, other)}
    # Of two spellings the commoner stands; of two alike, the one with its accents.
    keep, drop = sorted((one, other), key=lambda s: (-counts[s], best[s].isascii()))
    places = [_place(first_at[best[same]]) for same in (drop, keep) if best[same] in first_at]
    answer = who.going.draft.ask(
        "same_person", "person", ",".join([places[0], *(p.rpartition("!")[2] for p in places[1:])]),
        f"“{best[drop]}” and “{best[keep]}”: one person?", ("one person", "two people"),
        proposed="one person" if counts[drop] < 3 else "",
    )  # fmt: skip
    if answer.option == "one person":
        standing[drop] = keep
        who.asked[drop] = answer.key


def _short(who: Who, same: str, name: str, first_at: dict[str, Line]) -> None:
    """Initials and half names: one match is proposed, several are asked row by row, none stands as it is."""
    fits = who._fits(name)
    if len(fits) == 1:
        answer = who.going.draft.ask(
            "same_person", "person", _place(first_at[name]), f"“{name}”: is this {fits[0]}?", (fits[0], "someone else"),
            proposed=fits[0],
        )  # fmt: skip
        who.by_name[same] = fits[0] if answer.option == fits[0] else name if answer.option else ""
        who.asked[same] = answer.key
    elif not fits:
        who.by_name[same] = name
