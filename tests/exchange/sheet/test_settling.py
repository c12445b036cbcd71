"""Settled step by step: each change gives a new plan, a refused one changes nothing, and all can be taken back."""

from datetime import date

import pytest

from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.exchange.sheet.bring_in import prepare
from ipstui.exchange.sheet.opened import open_book
from ipstui.exchange.sheet.propose import propose
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.settling import _CALLED, LEAVE_OUT, NOTE, Settling, fields, in_words
from ipstui.store.caseload import Caseload
from tests.exchange.sheet.made_sheets import xlsx

TODAY = date(2026, 11, 25)
PEOPLE = [
    ["Name", "NI No", "Referral date", "Odd"],
    ["Ann Oakley", "QQ123456C", date(2026, 9, 14), "left-handed"],
    ["Bo Fell", "QQ123457C", date(2026, 10, 1), "tall"],
]
LOG = [["Client", "Date", "How", "Notes"], ["Ann Oakley", date(2026, 10, 2), "call", "spoke"]]


@pytest.fixture
def settling(tmp_path):
    return Settling(open_book(xlsx(tmp_path / "mine.xlsx", People=PEOPLE, Log=LOG)), TODAY, {}, {})


def column(settling, heading):
    return next(each for each in settling.columns() if each.heading == heading)


def test_a_sheet_left_out_and_taken_in_again_is_the_plan_as_before(settling):
    before = settling.plan
    settling.turn_sheet("Log")
    assert settling.left_out("Log")
    assert not [event for event in settling.plan.events if event.source.startswith("Log")]
    settling.turn_sheet("Log")
    assert settling.plan == before


def test_the_last_sheet_cannot_be_left_out(settling):
    settling.turn_sheet("Log")
    held = settling.plan
    with pytest.raises(SheetRefused):
        settling.turn_sheet("People")
    assert settling.plan is held
    assert not settling.left_out("People")


def test_columns_show_their_cells_and_what_becomes_of_them_but_no_numbers(settling):
    referred = column(settling, "Referral date")
    assert (referred.letter, referred.field, referred.cells) == ("C", "referral.date", ("14 Sep 2026", "1 Oct 2026"))
    assert referred.becomes == "referral Mon 14 Sep"
    assert column(settling, "NI No").cells == ()
    assert column(settling, "Odd").cells == ("left-handed", "tall")


def test_a_column_is_a_field_a_note_or_left_out_and_two_in_one_place_are_refused(settling):
    settling.set_column(column(settling, "Odd"), LEAVE_OUT)
    assert not any("left-handed" in note.text for note in settling.plan.notes)
    settling.set_column(column(settling, "Odd"), NOTE)
    assert any("left-handed" in note.text for note in settling.plan.notes)
    settling.set_column(column(settling, "Odd"), "area")
    held = settling.mapping
    with pytest.raises(SheetRefused) as refused:
        settling.set_column(column(settling, "NI No"), "area")
    assert "only one can be" in refused.value.message
    assert settling.mapping is held


def test_an_answer_holds_until_it_is_taken_back(settling):
    ask = next(ask for ask in settling.plan.asks if ask.kind == "column")
    settling.answer(ask, "leave out")
    assert next(each for each in settling.plan.asks if each.key == ask.key).answer == "leave out"
    settling.answer(ask, "")
    assert next(each for each in settling.plan.asks if each.key == ask.key).answer == ask.proposed


def test_what_was_settled_goes_on_where_it_was_left(settling):
    settling.set_column(column(settling, "Odd"), "area")
    again = Settling(settling.book, TODAY, {}, {}, settling.mapping)
    assert again.plan == settling.plan


def test_of_two_columns_of_one_name_only_the_chosen_one_changes(tmp_path):
    twice = [["Name", "Referral date", "Ref", "Ref"], ["Ann Oakley", date(2026, 9, 14), "one", "two"]]
    settling = Settling(open_book(xlsx(tmp_path / "twice.xlsx", People=twice)), TODAY, {}, {})
    second = [each for each in settling.columns() if each.heading == "Ref"][1]
    settling.set_column(second, LEAVE_OUT)
    kept = " ".join(note.text for note in settling.plan.notes)
    assert "one" in kept
    assert "two" not in kept


def test_days_are_told_as_people_write_them_and_the_words_of_the_sheet_as_they_stand():
    told = in_words("“2026-05-04 or so”: 2026-05-04 or 2025-12-01, not 2026-02-30?", date(2026, 11, 25))
    assert told == "“2026-05-04 or so”: Mon 4 May or Mon 1 Dec 2025, not 2026-02-30?"


def test_what_a_sheet_says_of_somebody_here_already_changes_nothing_and_is_said(tmp_path):
    with Caseload.create(tmp_path / "cases.json") as caseload:
        ann = Client(id="ann", name="Ann Oakley", phone="07700 900101")
        caseload.record(ann, label="added")
        rows = [["Name", "Phone", "Year of birth"], ["Ann Oakley", "07700900101", "1990"], ["Bo Fell", "", ""]]
        plan = propose(open_book(xlsx(tmp_path / "a.xlsx", People=rows)), TODAY, known={"ann": "Ann Oakley"})
        prepared = prepare(plan, Desk(caseload, lambda: TODAY))
    assert [change.name for change in prepared.changes] == ["Bo Fell"]
    assert [each.why for each in plan.unfit] == [
        "Ann Oakley: birth year is 1990 on the sheet and not known here, which stands"
    ]


def test_what_a_column_can_be_is_said_in_words_that_fit():
    said = dict(fields())
    assert set(_CALLED) <= set(said)
    assert len(set(said.values())) == len(said)
    assert not [words for words in said.values() if len(words) > 20 and words != "employer contact date"]
    assert not {"boc", "ni", "nhs", "number", "week mark"} & set(said.values())
