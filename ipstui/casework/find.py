"""Search over everything: people, employers, vacancies, and what was recorded, however any of it is spelt.

What is searched is what can be read: the line that the timeline tells of an event, its kind, and all of its note. An
index brings it to one spelling once; it holds until something is saved.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import accumulate

import msgspec

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Event, Reviewed, Snooze, kind_of
from ipstui.casework.history import effective
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.casework.spelling import fold, plain, rank
from ipstui.casework.words import kind_title, names_of, summary

AROUND = 76
"""How many letters of a text are shown around what was found."""
_QUIET = (Reviewed, Snooze)
"""What only keeps the program's own books: nobody looks for it."""
_PLAIN = str.maketrans({n: " " for n in range(128) if not chr(n).isalnum()} | {"'": None, ".": None})
_ELSEWHERE = 6
"""The rank of a person, an employer or a vacancy that only holds the words beside its name; `rank` goes to five."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found. `kind` is the kind of an event, or "person", "employer" or "vacancy"; those have no day.

    `id` is its own; `event` is the same for an event, and `employer` the id of whom it is about where that is one.
    `told` is all of it, `text` as much as fits on a line, with the words found in it.
    """

    kind: str
    id: str
    client: str = ""
    name: str = ""
    event: str = ""
    employer: str = ""
    on: date | None = None
    told: str
    text: str


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are looked at: only these kinds, where any are named, and only these days, both inside."""

    kinds: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    def holds(self, event: Event) -> bool:
        """Whether an event is among them."""
        if (self.first is not None and event.on < self.first) or (self.last is not None and event.on > self.last):
            return False
        return not self.kinds or kind_of(event) in self.kinds


ANYTHING = Within()


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """One person as search needs them: what was recorded and stands, and what the ids in it are called."""

    client: str
    name: str
    events: tuple[Event, ...]
    names: Mapping[str, str]


class _Leaf(msgspec.Struct, frozen=True, gc=False):
    """One event and whose it is."""

    event: Event
    book: Book

    @property
    def told(self) -> str:
        """What the timeline tells of it; its note is whole in it."""
        return summary(self.event, self.book.names)


class _Block:
    """The events of a week: put in order, told and folded when they are first looked at, and searched as one text."""

    def __init__(self, folding: Folding) -> None:
        self.leaves: list[_Leaf] = []
        self._folding = folding
        self._text = ""
        self._starts: list[int] = []

    @property
    def text(self) -> str:
        """Each event on a line of its own, the newest first, a blank before each word."""
        if not self._starts:
            self.leaves.sort(key=_newest_first, reverse=True)
            lines, place = [], 0
            for leaf in self.leaves:
                line = f" {self._folding.of(f'{kind_title(kind_of(leaf.event))} {leaf.told}')}\n"
                self._starts.append(place)
                lines.append(line)
                place += len(line)
            self._text = "".join(lines)
        return self._text

    def holding(self, piece: str) -> set[int]:
        """Return the numbers of the events that hold a piece of text."""
        text, found = self.text, set()
        place = text.find(piece)
        while place >= 0:
            number = bisect_right(self._starts, place) - 1
            found.add(number)
            place = text.find(piece, text.find("\n", place))
        return found

    def running_together(self, letters: str) -> set[int]:
        """Return the numbers of the events that hold these letters, blanks between words left out."""
        lines = self.text.replace(" ", "")
        return (
            {number for number, line in enumerate(lines.split("\n")) if letters in line} if letters in lines else set()
        )


class Index:
    """Everything that can be found, the newest first. Build it anew once something was saved."""

    def __init__(
        self,
        books: Iterable[Book],
        clients: Iterable[Client] = (),
        employers: Iterable[Employer] = (),
        vacancies: Iterable[Vacancy] = (),
    ) -> None:
        """Take everything in, which costs little: texts are told and folded when they are looked at."""
        self._clients = tuple(clients)
        self._employers = {each.id: each for each in employers}
        self._vacancies = tuple(vacancies)
        kept, folding = list(books), Folding()
        weeks = defaultdict[int, _Block](lambda: _Block(folding))
        for book in kept:
            for event in book.events:
                if not isinstance(event, _QUIET):
                    weeks[event.on.toordinal() // 7].leaves.append(_Leaf(event, book))
        self._blocks = [weeks[week] for week in sorted(weeks, reverse=True)]
        self._whose = {book.client: f" {folded(book.name)}" for book in kept}

    def names(self, sought: str) -> list[Found]:
        """Return the people, employers and vacancies that fit, each sort by how well it does."""
        if not plain(sought):
            return []
        people = [_named("person", each.id, each.name, _person(each), client=each.id) for each in self._clients]
        employers = [
            _named("employer", each.id, each.name, _employer(each), employer=each.id)
            for each in self._employers.values()
        ]
        vacancies = [
            _named("vacancy", each.id, each.role, self._vacancy(each), employer=each.employer)
            for each in self._vacancies
        ]
        return [*_ranked(sought, people), *_ranked(sought, employers), *_ranked(sought, vacancies)]

    def events(self, sought: str, within: Within = ANYTHING) -> Iterator[Found]:
        """Yield what was recorded and fits, the newest first; see `steps`."""
        for step in self.steps(sought, within):
            yield from step

    def steps(self, sought: str, within: Within = ANYTHING) -> Iterator[list[Found]]:
        """Yield what fits of one block after another, the newest first: a screen draws, and hears keys, in between.

        Each word typed begins a word of the entry or of the person's name; one at least is of the entry itself.
        Where nothing does, pieces from within words are looked for, run together or taken apart.
        """
        words = fold(sought).split() if plain(sought) else []
        if not words:
            return
        some = False
        for block in self._blocks:
            fitting = self._fitting(block, words, [f" {word}" for word in words], within)
            some = some or bool(fitting)
            yield fitting
        if not some:
            for block in self._blocks:
                yield self._fitting(block, words, words, within, together="".join(words))

    def _fitting(
        self, block: _Block, words: Sequence[str], pieces: Sequence[str], within: Within, *, together: str = ""
    ) -> list[Found]:
        holding = [block.holding(piece) for piece in pieces]
        numbers = set().union(*holding)
        if len(pieces) > 1:
            numbers = {
                number
                for number in numbers
                if all(
                    number in own or piece in self._whose[block.leaves[number].book.client]
                    for own, piece in zip(holding, pieces, strict=True)
                )
            }
        if together:
            numbers |= block.running_together(together)
        return [_found(block.leaves[n], words) for n in sorted(numbers) if within.holds(block.leaves[n].event)]

    def warm(self) -> Iterator[None]:
        """Tell and fold everything beforehand, a step at a time."""
        for block in self._blocks:
            _ = block.text
            yield

    def _vacancy(self, vacancy: Vacancy) -> str:
        employer = self._employers.get(vacancy.employer)
        return ", ".join(part for part in (vacancy.role, employer.name if employer else "", vacancy.place) if part)


def index_of(
    casefiles: Iterable[Casefile],
    shared: Iterable[Event],
    employers: Mapping[str, Employer],
    vacancies: Mapping[str, Vacancy],
) -> Index:
    """Return the index of a caseload. `shared` are the events that belong to no one person."""
    files = list(casefiles)
    books = [
        Book(client=each.client.id, name=each.client.name, events=each.story.events,
             names=names_of(each.story, employers, vacancies))
        for each in files
    ]  # fmt: skip
    ours = {each.id: each.name for each in employers.values()}
    books.append(Book(client="", name="", events=tuple(effective(shared)), names=ours))
    return Index(books, (each.client for each in files), employers.values(), vacancies.values())


def _newest_first(leaf: _Leaf) -> tuple[int, datetime, str]:
    """The order of `history.order`, in what is quick to compare a hundred thousand times."""
    event = leaf.event
    minutes = event.at.hour * 60 + event.at.minute if event.at else 0
    return (event.on.toordinal() * 1440 + minutes, event.recorded, event.id)


class Folding(dict[str, str]):
    """What `spelling.fold` makes of each word, signs alone left out: the usual letters by a table, the unusual ones
    once for each word, which is many times faster over a hundred thousand notes.

    The words are kept with the index and go with it when the program is locked.
    """

    def of(self, text: str) -> str:
        """Return the words of a text folded, a blank between them."""
        if text.isascii() and "&" not in text:
            return " ".join(text.casefold().translate(_PLAIN).split())
        return " ".join(part for word in text.split() if (part := self[word]))

    def __missing__(self, word: str) -> str:
        found = fold(word)
        self[word] = kept = found if any(letter.isalnum() for letter in found) else ""
        return kept


def folded(text: str) -> str:
    """Return the words of one text folded."""
    return Folding().of(text)


def _found(leaf: _Leaf, words: Iterable[str]) -> Found:
    event, told = leaf.event, leaf.told
    return Found(
        kind=kind_of(event),
        id=event.id,
        client=event.client,
        name=leaf.book.name,
        event=event.id,
        employer=getattr(event, "employer", ""),
        on=event.on,
        told=told,
        text=around(told, words),
    )


def around(text: str, words: Iterable[str], width: int = AROUND) -> str:
    """Return as much of a text as fits on a line, with the longest of the folded `words` that is in it."""
    if len(text) <= width:
        return text
    ours, folding = text.split(" "), Folding()
    found = (
        place
        for wanted in sorted(words, key=len, reverse=True)
        for place, word in zip(accumulate((len(each) + 1 for each in ours), initial=0), ours, strict=False)
        if wanted in folding[word]
    )
    start = max(0, min(next(found, 0) - width // 3, len(text) - width + 2))
    if start:
        start = text.rfind(" ", 0, start + 1) + 1 or start
    rest, room = text[start:], width - (2 if start else 0)
    return ("… " if start else "") + (rest if len(rest) <= room else f"{rest[: room - 1].rstrip()}…")


def _person(client: Client) -> str:
    return ", ".join(part for part in (client.name, client.phone) if part)


def _employer(employer: Employer) -> str:
    told = (employer.name, employer.sector, employer.place, employer.people)
    return ", ".join(part for part in told if part)


def _named(kind: str, key: str, name: str, told: str, *, client: str = "", employer: str = "") -> Found:
    return Found(kind=kind, id=key, client=client, employer=employer, name=name, told=told, text=around(told, ()))


def _ranked(sought: str, among: Iterable[Found]) -> list[Found]:
    """Return what fits by its name, the best first; then what only holds the words elsewhere in its line."""
    words, ranked = fold(sought).split(), []
    for each in among:
        place = rank(sought, each.name)
        if place is None and all(f" {word}" in f" {folded(each.told)}" for word in words):
            place = _ELSEWHERE
        if place is not None:
            ranked.append((place, fold(each.name), each))
    return [each for _, _, each in sorted(ranked, key=lambda found: found[:2])]
