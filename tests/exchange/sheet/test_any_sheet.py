"""Whatever stands in a sheet, it becomes a plan that can be saved, or a refusal; never an error."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipstui.casework.events import KINDS
from ipstui.desk import Desk
from ipstui.exchange.sheet.book import Book, Fault, Tab, Value
from ipstui.exchange.sheet.bring_in import prepare
from ipstui.exchange.sheet.printed import plan_document
from ipstui.exchange.sheet.propose import propose
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.words import table
from ipstui.store.caseload import Caseload

TODAY = date(2026, 11, 25)
HEADINGS = [words[0] for words in table("fields").values()]
CELLS: list[Value] = [
    None, "TBC", "?", "x", "Y", "12/10", "31/31/26", "Oct 26", "w/c 7 Dec", "3rd Aug", 44887, 0, Decimal("12.71"), True,
    time(9, 30), date(2026, 1, 2), date(2062, 1, 1), date(2026, 12, 1), "=1+1", "A & B", "PO (x)", "Smith, Ann", '"',
    "T?m Oak", "LM", "f2f", "DNA", "txt", "9 t", Fault("#REF!"), "closed 1/1/26", "RECALLED 2/10", "A / then B",
    "16→20", "£12.71", "1.271,00", "uc + pip", "Bob Fell", "bob fell", "Bob Fel", "NI AB123456C", "a" * 300,
]  # fmt: skip


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("any") / "cases.json"
    with Caseload.create(path, clock=lambda: datetime(2026, 11, 25, 9, tzinfo=UTC)) as caseload:
        yield Desk(caseload, lambda: TODAY)


@st.composite
def tabs(draw: st.DrawFn) -> Tab:
    heads = draw(st.lists(st.sampled_from(HEADINGS), min_size=2, max_size=9, unique=True))
    rows = draw(st.lists(st.lists(st.sampled_from(CELLS), max_size=10), min_size=1, max_size=8))
    below = [(n, tuple(row)) for n, row in enumerate(rows, 2) if any(value is not None for value in row)]
    listed: list[tuple[int, tuple[Value, ...]]] = [(1, ("name", *heads)), *below]
    return Tab(name=draw(st.sampled_from(["Sept 26", "People"])), rows=listed, records=draw(st.booleans()))


@settings(max_examples=60)
@given(st.lists(tabs(), min_size=1, max_size=2), st.data())
def test_a_plan_that_can_be_saved_or_a_refusal(desk: Desk, found: list[Tab], data: st.DataObject) -> None:
    book = Book(name="a.xlsx", kind="xlsx", digest="", tabs=found)
    try:
        plan = propose(book, TODAY)
    except SheetRefused:
        return
    answers = {
        ask.key: data.draw(st.sampled_from([*ask.options, "type a day: 2026-10-01", "nonsense"])) for ask in plan.asks
    }
    for each in (plan, propose(book, TODAY, answers=answers)):
        prepared = prepare(each, desk)
        desk.check(*prepared.changes)
        said = msgspec.json.encode(plan_document(each)).decode()
        assert "AB123456C" not in said
        assert "#REF!" not in {note.text for note in each.notes}
        assert {event.kind for event in each.events} <= KINDS.keys()
        assert all(e.on is None or e.on <= TODAY for e in each.events if e.kind != "appointment")
    assert not [a for a in plan.asks if a.scope == "cell" and a.answer]
