"""Two rows that may be one person: found by name and facts, and asked about; the program never decides."""

from __future__ import annotations

from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.book import text_of
from ipstui.exchange.sheet.figures import lost_nought
from ipstui.exchange.sheet.going import Going, Line
from ipstui.exchange.sheet.people import name_of
from ipstui.exchange.sheet.plan import Answer, PlannedPerson
from ipstui.exchange.sheet.words import plain


def doubles_of(going: Going) -> dict[int, int]:
    """Rows that may be somebody who stands above already, with that row: one name, or nearly, and the same facts."""
    if going.layout.role != "people":
        return {}
    found: dict[int, int] = {}
    by_name: dict[str, int] = {}
    by_fact: dict[str, list[tuple[int, str]]] = {}
    for row, values in going.layout.data:
        line = Line(going, row, values)
        name = names.same(name_of(line))
        if not name:
            continue
        phone = plain(text_of(line.value("phone"))).replace(" ", "").lstrip("0")
        facts = [
            f"{field} {said}" for field, said in (("phone", phone), ("birth", text_of(line.value("birth")))) if said
        ]
        alike = (each for fact in facts for each in by_fact.get(fact, []))
        bare = name.replace(" ", "")
        near = next((other for other, before in alike if names.one_letter_apart(bare, before.replace(" ", ""))), None)
        first = by_name.get(name, near)
        if first is not None:
            found[row] = first
            continue
        by_name[name] = row
        for fact in facts:
            by_fact.setdefault(fact, []).append((row, name))
    return found


def ask_double(going: Going, line: Line, other: int, first: PlannedPerson) -> tuple[Answer, Line]:
    """Ask whether a row is somebody who stands above; with it the row above."""
    above = next(Line(going, row, values) for row, values in going.layout.data if row == other)
    places = [each.source("name") if going.layout.column("name") else each.place for each in (above, line)]
    apart = any(differ(line, above, field) for field in ("phone", "birth"))
    answer = going.draft.ask(
        "duplicate", "person", _both(going, other, line.row, places),
        f"“{first.name}” and “{name_of(line)}” ({', '.join(_alike(line, above)) or 'the same name'}): one person?",
        ("one person, the later row is the newer", "two people"), proposed="two people" if apart else "",
        person=first.key, otherwise="one row only; where the rows differ, neither day is taken",
    )  # fmt: skip
    return answer, above


def _both(going: Going, one: int, other: int, places: list[str]) -> str:
    """How two rows are called together."""
    return f"records {one}, {other}" if going.layout.tab.records else f"{places[0]},{places[1].rpartition('!')[2]}"


def differ(line: Line, other: Line, field: str) -> bool:
    """Whether two rows both say something of a field, and not the same."""
    mine, theirs = line.value(field), other.value(field)
    if field == "phone" and lost_nought(mine) != lost_nought(theirs):
        return False
    return mine is not None and theirs is not None and plain(text_of(mine)) != plain(text_of(theirs))


def _alike(line: Line, other: Line) -> list[str]:
    named = {"phone": "same phone", "birth": "same birth", "referral.date": "same referral"}
    return [
        words
        for f, words in named.items()
        if line.value(f) is not None and not differ(line, other, f) and other.value(f) is not None
    ]
