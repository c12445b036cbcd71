"""Search over everything: people, employers, vacancies, and what was recorded, however any of it is spelt.

What is searched is what can be read: the line that the timeline tells of an event, its kind, and all of its note. An
index brings it to one spelling once; it holds until something is saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import msgspec

from ipstui.casework.events import Event, Reviewed, Snooze, kind_of
from ipstui.casework.people import Client, Employer, Vacancy
from ipstui.casework.spelling import fold, plain, rank
from ipstui.casework.words import kind_title, summary

AROUND = 76
"""How many letters of a text are shown around what was found."""
_QUIET = (Reviewed, Snooze)
"""What only keeps the program's own books: nobody looks for it."""
_ASCII = str.maketrans({n: " " for n in range(128) if not chr(n).isalnum()} | {"'": None, "`": None, ".": None})
_WORDS_FIRST, _PIECES = range(2)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One thing found. `kind` is the kind of an event, or "person", "employer" or "vacancy"; those have no day.

    `text` is as much as fits on a line, with the words found in it.
    """

    kind: str
    client: str = ""
    name: str = ""
    event: str = ""
    on: date | None = None
    text: str


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """One person as search needs them: what was recorded and stands, and what the ids in it are called."""

    client: str
    name: str
    events: tuple[Event, ...]
    names: Mapping[str, str]


class _Leaf:
    """One event. It is told and folded when it is first looked at: a rare word looks at all, a common one at few."""

    __slots__ = ("_folded", "book", "event", "whose")

    def __init__(self, event: Event, book: Book, whose: str) -> None:
        self.event, self.book, self.whose = event, book, whose
        self._folded: str | None = None

    @property
    def folded(self) -> str:
        """What is searched, a blank before each word."""
        if self._folded is None:
            event = self.event
            self._folded = f" {_fold(f'{kind_title(kind_of(event))} {self.told}')}"
        return self._folded

    @property
    def told(self) -> str:
        """What the timeline tells of it; its note is whole in it."""
        return summary(self.event, self.book.names)


class Index:
    """Everything that can be found, the newest first. Build it anew once something was saved."""

    def __init__(
        self,
        books: Iterable[Book],
        clients: Iterable[Client],
        employers: Iterable[Employer],
        vacancies: Iterable[Vacancy],
    ) -> None:
        """Taking everything in costs little: texts are told and folded as they are looked at."""
        self._clients = tuple(clients)
        self._employers = {each.id: each for each in employers}
        self._vacancies = tuple(vacancies)
        leaves = []
        for book in books:
            whose = f" {_fold(book.name)}"
            leaves += [_Leaf(event, book, whose) for event in book.events if not isinstance(event, _QUIET)]
        leaves.sort(key=_newest_first, reverse=True)
        self._leaves = leaves

    def names(self, sought: str) -> list[Found]:
        """Return the people, employers and vacancies that fit, each sort by how well it does."""
        if not plain(sought):
            return []
        people = [(each.name, Found(kind="person", client=each.id, name=each.name, text=_person(each)))
                  for each in self._clients]  # fmt: skip
        employers = [(each.name, Found(kind="employer", name=each.name, text=_employer(each)))
                     for each in self._employers.values()]  # fmt: skip
        vacancies = [(each.role, Found(kind="vacancy", name=each.role, text=self._vacancy(each)))
                     for each in self._vacancies]  # fmt: skip
        return [*_ranked(sought, people), *_ranked(sought, employers), *_ranked(sought, vacancies)]

    def events(
        self, sought: str, *, kinds: frozenset[str] = frozenset(), first: date | None = None, last: date | None = None
    ) -> Iterator[Found]:
        """Yield what was recorded and fits, the newest first.

        Each word typed begins a word of the entry, or of the person's name; one at least is of the entry itself.
        Where nothing does, pieces from within words are looked for, run together or taken apart.
        """
        words = fold(sought).split() if plain(sought) else []
        if not words:
            return
        some = False
        for leaf in self._within(kinds, first, last):
            if _fits(leaf, words, _WORDS_FIRST):
                some = True
                yield _found(leaf, words)
        if not some:
            together = "".join(words)
            for leaf in self._within(kinds, first, last):
                if _fits(leaf, words, _PIECES) or together in leaf.folded.replace(" ", ""):
                    yield _found(leaf, words)

    def _within(self, kinds: frozenset[str], first: date | None, last: date | None) -> Iterator[_Leaf]:
        for leaf in self._leaves:
            on = leaf.event.on
            if (first is None or on >= first) and (last is None or on <= last):
                if not kinds or kind_of(leaf.event) in kinds:
                    yield leaf

    def warm(self, start: int, count: int) -> int:
        """Fold `count` entries beforehand, from the one numbered `start`; return where to go on, nought at the end."""
        for leaf in self._leaves[start : start + count]:
            _ = leaf.folded
        following = start + count
        return following if following < len(self._leaves) else 0

    def _vacancy(self, vacancy: Vacancy) -> str:
        employer = self._employers.get(vacancy.employer)
        return ", ".join(part for part in (vacancy.role, employer.name if employer else "", vacancy.place) if part)


def _newest_first(leaf: _Leaf) -> tuple[date, str, object, str]:
    event = leaf.event
    return (event.on, event.at.isoformat() if event.at else "", event.recorded, event.id)


def _fold(text: str) -> str:
    """Fold as `spelling.fold` does; the usual letters by a table, which is many times faster."""
    if text.isascii() and "&" not in text:
        return " ".join(text.casefold().translate(_ASCII).split())
    return fold(text)


def _fits(leaf: _Leaf, words: Iterable[str], how: int) -> bool:
    own = False
    for word in words:
        wanted = f" {word}" if how == _WORDS_FIRST else word
        if wanted in leaf.folded:
            own = True
        elif wanted not in leaf.whose:
            return False
    return own


def _found(leaf: _Leaf, words: list[str]) -> Found:
    event = leaf.event
    return Found(
        kind=kind_of(event),
        client=event.client,
        name=leaf.book.name,
        event=event.id,
        on=event.on,
        text=around(leaf.told, words),
    )


def around(text: str, words: Iterable[str], width: int = AROUND) -> str:
    """Return as much of a text as fits on a line, with the first of the folded `words` that is in it."""
    if len(text) <= width:
        return text
    wanted, place = tuple(words), 0
    for word in text.split(" "):
        folded = _fold(word)
        if any(piece.startswith(wanted) for piece in folded.split()) or any(each in folded for each in wanted):
            break
        place += len(word) + 1
    else:
        place = 0
    start = max(0, min(place - width // 3, len(text) - width + 2))
    if start:
        start = text.rfind(" ", 0, start + 1) + 1 or start
    cut = text[start : start + width - (2 if start else 1)].rstrip()
    return ("… " if start else "") + cut + ("…" if start + len(cut) < len(text) else "")


def _person(client: Client) -> str:
    return ", ".join(part for part in (client.name, client.phone) if part)


def _employer(employer: Employer) -> str:
    told = (employer.name, employer.sector, employer.place, employer.people)
    return ", ".join(part for part in told if part)


def _ranked(sought: str, among: Iterable[tuple[str, Found]]) -> list[Found]:
    """Return what fits by its name, the best first; then what only holds the words elsewhere in its line."""
    words, ranked = fold(sought).split(), []
    for name, each in among:
        place = rank(sought, name)
        if place is None and all(f" {word}" in f" {_fold(each.text)}" for word in words):
            place = 6
        if place is not None:
            ranked.append((place, fold(name), each))
    return [each for _, _, each in sorted(ranked, key=lambda found: found[:2])]
