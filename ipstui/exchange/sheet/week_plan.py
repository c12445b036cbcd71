"""A week as a grid: times down, days across, names in the cells. It says what was planned, not what took place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta

import msgspec

from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.book import Tab, Value, filled, text_of
from ipstui.exchange.sheet.days import read_day
from ipstui.exchange.sheet.figures import clock
from ipstui.exchange.sheet.people import People
from ipstui.exchange.sheet.plan import Answer, Draft, SheetSeen
from ipstui.exchange.sheet.words import among, meaning, plain, table, unknown, without_numbers

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOKED_AT = 20
_WEEK_OF = re.compile(r"(?:w ?/ ?c|w ?/ ?b|week (?:commencing|beginning|of|starting)|wc|week)\W*(.+)", re.IGNORECASE)
_PARTS = re.compile(r"\s*[-–—:;,@/|(\n]\s*|\s{2,}")
_TIME_FIRST = re.compile(r"^\s*(\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm)|\d{1,2}[:.]\d{2})\s*[-–:]?\s*", re.IGNORECASE)


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Where the days stand: the row of their headings, and each column with its weekday and its day if it says one."""

    at: int
    row: int
    days: tuple[tuple[int, int, date | None], ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a cell that may be about a person."""

    source: str
    name: str
    words: str
    on: date | None
    at: time | None


def grid_of(tab: Tab) -> Grid | None:
    """The days across a sheet, if it is such a grid: at least three weekdays side by side, and no column of names."""
    for at, (row, values) in enumerate(tab.rows[:_LOOKED_AT]):
        days = tuple(
            (column, weekday, value if isinstance(value, date) else None)
            for column, value in filled(values)
            if (weekday := _weekday(value)) is not None
        )
        if len({weekday for _, weekday, _ in days}) >= 3 and [d[1] for d in days[:3]] == sorted(d[1] for d in days[:3]):
            return Grid(at=at, row=row, days=days)
    return None


def _weekday(value: Value) -> int | None:
    if isinstance(value, date):
        return value.weekday()
    first = plain(text_of(value)).split()[:1]
    return next((n for n, day in enumerate(_WEEKDAYS) if first and first[0].startswith(day)), None)


class WeekPlans:
    """All such grids of a file; what their entries mean is asked once."""

    def __init__(self, draft: Draft, people: People) -> None:
        self.draft, self.people = draft, people
        self._full: list[str] = []

    def take(self, tabs: list[tuple[Tab, Grid]]) -> None:
        """Go through the grids: people first, so that short names can be matched to full ones."""
        listed = [(tab, grid, list(self._entries(tab, grid))) for tab, grid in tabs]
        every = [entry for _, _, entries in listed for entry in entries]
        self._full = list(dict.fromkeys(e.name for e in every if _is_full(e.name)))
        for tab, grid, entries in listed:
            rows = [row for row, _ in tab.rows[grid.at + 1 :]]
            self.draft.plan.sheets.append(
                SheetSeen(
                    name=tab.name,
                    role="week plan",
                    header_rows=(grid.row,),
                    data_rows=(rows[0], rows[-1]) if rows else (),
                )
            )
            for entry in entries:
                self._record(entry)

    def _entries(self, tab: Tab, grid: Grid) -> Iterator[Entry]:
        monday = self._monday(tab, grid)
        columns = {column: (weekday, day) for column, weekday, day in grid.days}
        at: time | None = None
        for row, values in tab.rows[grid.at + 1 :]:
            held = dict(filled(values))
            at = clock(held.get(1)) if 1 in held and 1 not in columns else at
            for column, (weekday, day) in columns.items():
                value = held.get(column)
                if value is None or unknown(value) or not isinstance(value, str):
                    continue
                on = day or self._said_day(tab, grid, column) or (monday + timedelta(days=weekday) if monday else None)
                for line in without_numbers(text_of(value)).split("\n"):
                    yield from self._entry(tab.cell(row, column), line, on, at)

    def _entry(self, source: str, line: str, on: date | None, at: time | None) -> Iterator[Entry]:
        first = _TIME_FIRST.match(line)
        own = clock(first[1].replace(".", ":")) if first else None
        words = line[first.end() :] if first else line
        if among("not_clients", words):
            return
        name = names.as_name(_PARTS.split(words.strip())[0]) if words.strip() else ""
        way = plain(name).split()[-1:] or [""]
        if len(plain(name).split()) > 1 and meaning("modes", way[0]):
            name = " ".join(name.split()[:-1])
        name = _before_plan_words(name)
        if name and not _is_nobody(name):
            yield Entry(source=source, name=name, words=line.strip(), on=on, at=own or at)
        elif words.strip():
            self.draft.leave(source, f"“{line.strip()}”: no client is named")

    def _said_day(self, tab: Tab, grid: Grid, column: int) -> date | None:
        """The day that a heading such as “Mon 2 Nov 2026” says in full."""
        heading = dict(filled(tab.rows[grid.at][1])).get(column)
        reading = read_day(heading, self.draft.today, order="day")
        return reading.day if reading.form == "day" else None

    def _monday(self, tab: Tab, grid: Grid) -> date | None:
        """The week that the sheet's name or a line above the days gives; a week without its year is asked about."""
        said = [tab.name, *(text_of(v) for _, values in tab.rows[: grid.at] for _, v in filled(values))]
        said += [text_of(v) for c, v in filled(tab.rows[grid.at][1]) if c not in {d[0] for d in grid.days}]
        for text in said:
            found = _WEEK_OF.search(text)
            reading = read_day(found[1].strip() if found else text, self.draft.today, order="day")
            if reading.form == "day" and reading.day is not None:
                return reading.day - timedelta(days=reading.day.weekday())
            if reading.form == "no_year" and reading.day is not None:
                answer = self.draft.ask(
                    "no_year",
                    "sheet",
                    tab.name,
                    f"“{text}” has no year. Which year?",
                    tuple(each.isoformat() for each in (reading.day, reading.other) if each),
                    proposed=reading.day.isoformat() if reading.day.weekday() == 0 else "",
                    otherwise="the entries stay notes",
                )
                chosen = read_day(answer.option or answer.typed or None, self.draft.today, order="day").day
                return chosen - timedelta(days=chosen.weekday()) if chosen else None
        return None

    def _record(self, entry: Entry) -> None:
        person = self._person(entry)
        if not person:
            return
        if entry.on is None:
            self.draft.note(person, entry.source, entry.words, why="the week of the plan is not said")
            return
        fields = {"at": entry.at.isoformat() if entry.at else "", "note": entry.words}
        if entry.on > self.draft.today:
            answer = self._ask_ahead()
            if answer.option == "yes":
                self.draft.event(person, "appointment", entry.on, entry.source, fields, because=answer.key, once=False)
            return
        answer = self._ask_past()
        mode = next((m for word in plain(entry.words).split() if (m := meaning("modes", word))), "")
        if answer.option == "contacts that took place" and mode:
            held = fields | {"who": "client", "mode": mode, "outcome": "seen"}
            self.draft.event(person, "contact", entry.on, entry.source, held, because=answer.key, once=False)
        elif answer.option != "leave out":
            words = f"{entry.on.isoformat()}{f' {entry.at:%H:%M}' if entry.at else ''}: {entry.words}"
            self.draft.note(person, entry.source, words, why="planned; whether it took place, or how, is not said",
                            answer_to=self.draft.ask_id(answer.key))  # fmt: skip

    def _ask_past(self) -> Answer:
        return self.draft.ask(
            "plan_or_contact",
            "file",
            "entries up to today",
            "A week plan says what was planned. Did these take place?",
            ("contacts that took place", "keep as notes", "leave out"),
            otherwise="kept as notes: a plan does not say that somebody was seen",
        )

    def _ask_ahead(self) -> Answer:
        return self.draft.ask(
            "future_date",
            "file",
            "entries after today",
            "Are the entries that lie ahead appointments that are booked?",
            ("yes", "leave out"),
            proposed="yes",
        )

    def _person(self, entry: Entry) -> str:
        name = entry.name
        if not _is_full(name):
            fits = [full for full in self._full if _short_for(name, full)]
            if len(fits) != 1:
                self.draft.ask(
                    "initials_ambiguous" if fits else "unknown_person",
                    "cell",
                    entry.source,
                    f"“{name}” {'fits ' + ' and '.join(fits) if fits else 'is not among the people'}: who?",
                    (*fits, "leave out"),
                )
                return ""
            answer = self.draft.ask(
                "same_person",
                "person",
                entry.source,
                f"“{name}”: is this {fits[0]}?",
                (fits[0], "someone else"),
                proposed=fits[0],
            )
            if answer.option != fits[0]:
                return ""
            name = fits[0]
        return self.people.meet(name, entry.source).key


def _is_full(name: str) -> bool:
    words = plain(name).split()
    return len(words) > 1 and len(words[0]) > 1 and len(words[-1]) > 1 and not names.is_initials(name)


def _short_for(name: str, full: str) -> bool:
    if names.is_initials(name):
        return names.initials(full) == "".join(letter for letter in name if letter.isalpha())
    return names.fits_short(name, full)


def _before_plan_words(name: str) -> str:
    """“Bo Fell HMP Berwyn” is Bo Fell: what a plan says besides begins with a word of plans."""
    words = name.split()
    at = next((place for place, word in enumerate(words) if plain(word) in table("plan_words")), len(words))
    return " ".join(words[:at]) if at > 1 else name


def _is_nobody(name: str) -> bool:
    """Words of a plan that are no client: lunch, leave, a firm, an officer."""
    words = plain(name).split()
    return (
        not words
        or among("not_clients", name)
        or any(word in table("plan_words") for word in words)
        or names.is_officer(name)
        or names.is_organisation(name)
        or any(any(letter.isdigit() for letter in word) for word in words)
        or len(words) > 4
    )
