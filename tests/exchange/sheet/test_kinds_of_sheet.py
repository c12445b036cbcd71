"""Sheets of other kinds than the handed ones: a tab a person, week grids, bands and footers, columns nobody knows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from made_sheets import text, xlsx

from ipstui.exchange.sheet.opened import open_book
from ipstui.exchange.sheet.plan import Plan
from ipstui.exchange.sheet.propose import Chosen, propose
from ipstui.exchange.sheet.refused import SheetRefused

TODAY = date(2026, 11, 25)


def plan(path: Path, **how: object) -> Plan:
    return propose(open_book(path), TODAY, **how)


def told(found: Plan) -> set[tuple[str, str, str]]:
    names = {p.key: p.name for p in found.people}
    return {(names.get(e.person, ""), e.kind, str(e.on)) for e in found.events}


def asked(found: Plan) -> dict[str, str]:
    return {a.kind: a.answer for a in found.asks}


def test_a_tab_a_person_with_a_log_below(tmp_path: Path) -> None:
    form = [
        ["Name:", "Marcus Brindlow", "DOB:", "02/11/1987"],
        ["Phone:", "07700 900102", "Prison:", "HMP Brackenmoor"],
        ["Referral date:", date(2026, 9, 14), "Source:", "PO"],
        ["Release date:", date(2026, 10, 30), "Released?", "Y"],
        [],
        ["Date", "How", "Where", "Mins", "Notes"],
        [date(2026, 9, 22), "f2f", "HMP", 30, "first"],
        ["25/10/26", "tel", None, 10, "ok"],
    ]
    bare = [["Devon Quillfeather"], ["Date", "How", "What happened"], [date(2026, 9, 22), "f2f", "x"]]
    found = plan(xlsx(tmp_path / "a.xlsx", Marcus_Brindlow=form, Devon_Quillfeather=bare, Summary=[["Total", 2]]))
    assert [(p.name, p.fields.get("birth_year")) for p in found.people] == [
        ("Marcus Brindlow", 1987),
        ("Devon Quillfeather", None),
    ]
    assert told(found) == {
        ("Marcus Brindlow", "referral", "2026-09-14"),
        ("Marcus Brindlow", "released", "2026-10-30"),
        ("Marcus Brindlow", "contact", "2026-09-22"),
        ("Marcus Brindlow", "contact", "2026-10-25"),
        ("Devon Quillfeather", "contact", "2026-09-22"),
    }
    assert {e.source for e in found.events} >= {"Marcus Brindlow!B3", "Marcus Brindlow!A7"}
    assert "1987-11-02" not in str(found)


def test_a_grid_of_weeks_makes_no_day(tmp_path: Path) -> None:
    rows = [
        ["Name", "w/c 2 Nov", "w/c 9 Nov", "w/c 16 Nov"],
        ["Ann Marl", "f2f", "tel", None],
        ["Bob Fell", "x", "DNA", None],
    ]
    found = plan(xlsx(tmp_path / "a.xlsx", Grid=rows))
    assert found.events == []
    assert asked(found) == {"week_grid": "one note for each", "x_meaning": ""}
    assert {n.text for n in found.notes} == {
        "Contact w/c 2 Nov: f2f",
        "Contact w/c 9 Nov: tel",
        "Contact w/c 9 Nov: DNA",
    }


def test_headings_a_week_apart_are_weeks_and_other_days_are_days(tmp_path: Path) -> None:
    weeks = [["Client", date(2026, 11, 2), date(2026, 11, 9)], ["Ann Marl", "f2f", "f2f"]]
    days = [["Client", date(2026, 11, 2), date(2026, 11, 3)], ["Ann Marl", "f2f", "tel"]]
    assert plan(xlsx(tmp_path / "a.xlsx", Grid=weeks)).events == []
    assert told(plan(xlsx(tmp_path / "b.xlsx", Grid=days))) == {
        ("Ann Marl", "contact", "2026-11-02"),
        ("Ann Marl", "contact", "2026-11-03"),
    }


def test_totals_bands_footers_and_templates_are_nobody(tmp_path: Path) -> None:
    rows = [
        ["Caseload"],
        [],
        ["Name", "Referral date", "Source"],
        ["e.g. SMITH, John", date(2026, 1, 1), "PO"],
        ["ACTIVE"],
        ["Ann Marl", date(2026, 9, 1), "PO"],
        ["Name", "Referral date", "Source"],
        ["HMP Brackenmoor"],
        ["Bob Fell", date(2026, 9, 2), "PO"],
        ["Grand total", 2],
        [None, None, 2],
        ["Updated 20/11/26 by T.W."],
    ]
    found = plan(xlsx(tmp_path / "a.xlsx", People=rows))
    assert [p.name for p in found.people] == ["Ann Marl", "Bob Fell"]
    assert {each.source for each in found.left_out} >= {f"People row {n}" for n in (4, 5, 7, 8, 10, 11, 12)}


def test_columns_that_nobody_knows_are_asked_about_once_and_numbers_are_withheld(tmp_path: Path) -> None:
    rows = [
        ["Name", "Referral date", "Shoe size", "Ref X", "Index offence", "Notes"],
        ["Ann Marl", date(2026, 9, 1), "7", "AB123456C", "something", "NI is AB 12 34 56 C, NHS 943 476 5919"],
    ]
    path = xlsx(tmp_path / "a.xlsx", People=rows)
    found = plan(path)
    assert [(a.kind, a.scope, a.answer) for a in found.asks] == [("column", "column", "note")]
    assert not [secret for secret in ("AB123456C", "AB 12", "943 476", "something") if secret in str(found)]
    assert any(n.text == "Shoe size: 7" for n in found.notes)
    chosen = Chosen(columns={"": {"Shoe size": "wants"}})
    assert ("Ann Marl", "profile_updated", "None") in told(plan(path, chosen=chosen))
    assert not [n for n in plan(path, answers={"column@People!C": "leave out"}).notes if "Shoe" in n.text]


def test_month_first_is_proposed_only_where_the_sheet_proves_it(tmp_path: Path) -> None:
    rows = [["Name", "Referral date"], ["Ann Marl", "9/10/2026"], ["Bob Fell", "10/25/2026"]]
    assert told(plan(text(tmp_path / "a.csv", rows))) == {
        ("Ann Marl", "referral", "2026-09-10"),
        ("Bob Fell", "referral", "2026-10-25"),
    }
    unproven = plan(text(tmp_path / "b.csv", rows[:2]))
    assert (told(unproven), asked(unproven)) == (set(), {"date_order": ""})
    both = plan(text(tmp_path / "c.csv", [*rows, ["Cal Denrow", "25/10/2026"]]))
    assert asked(both) == {"date_order": ""}
    assert ("Ann Marl", "referral", "2026-09-10") not in told(both)


def test_months_stay_months(tmp_path: Path) -> None:
    rows = [["Name", "Referral date", "Release date"], ["Ann Marl", "Sept 2026", "Jan 2027"]]
    found = plan(text(tmp_path / "a.csv", rows))
    (referral,) = found.events
    assert (referral.kind, referral.on, referral.on_precision) == ("referral", date(2026, 9, 1), "month")
    assert asked(found) == {"month_only": ""}


def test_headings_twice_take_the_first(tmp_path: Path) -> None:
    rows = [["Name", "Referral date", "Referral date"], ["Ann Marl", date(2026, 9, 1), date(2026, 9, 8)]]
    found = plan(xlsx(tmp_path / "a.xlsx", People=rows))
    assert told(found) == {("Ann Marl", "referral", "2026-09-01")}
    assert [n.text for n in found.notes] == ["Referral date: 8 Sep 2026"]


@pytest.mark.parametrize(("second", "people"), [("07700 900102", 2), ("07700 900101", 1)])
def test_two_rows_of_one_name(tmp_path: Path, second: str, people: int) -> None:
    rows = [["Name", "Phone", "VP date"], ["Ann Marl", "07700 900101", "14.9.26"], ["Ann Marl", second, "15.9.26"]]
    found = plan(text(tmp_path / "a.csv", rows))
    assert len(found.people) == people
    assert [a.kind for a in found.asks] == ["duplicate"]
    if people == 2:
        assert len({p.key for p in found.people}) == 2


def test_the_answer_that_two_rows_are_two_people(tmp_path: Path) -> None:
    rows = [
        ["Name", "Phone", "VP date"],
        ["Ann Marl", "07700 900101", "14.9.26"],
        ["Ann Marl", "07700 900101", "15.9.26"],
    ]
    path = text(tmp_path / "a.csv", rows)
    key = plan(path).asks[0].key
    assert len(plan(path, answers={key: "two people"}).people) == 2


def test_a_job_with_an_end_and_one_ahead(tmp_path: Path) -> None:
    rows = [
        ["Name", "Employer", "Role", "Start date", "Hours", "Pay", "Date left", "Reason"],
        ["Ann Marl", "Nook", "KP", date(2026, 9, 1), 20, "£12.71", date(2026, 10, 1), "got a better job"],
        ["Bob Fell", "self employed", "windows", date(2026, 9, 1), "zero hours", "NMW", None, None],
        ["Cal Denrow", "Nook", "KP", date(2026, 12, 1), 20, "£12.71", None, None],
        ["Dan Erskin", "Nook", "KP", date(2026, 9, 1), 20, "£12.71", date(2027, 1, 1), None],
    ]
    found = plan(xlsx(tmp_path / "a.xlsx", Jobs=rows))
    assert told(found) == {
        ("Ann Marl", "job_started", "2026-09-01"),
        ("Ann Marl", "job_ended", "2026-10-01"),
        ("Bob Fell", "job_started", "2026-09-01"),
        ("Cal Denrow", "offer", "None"),
        ("Dan Erskin", "job_started", "2026-09-01"),
    }
    fields = {(e.person, e.kind): e.fields for e in found.events}
    assert fields["p1", "job_ended"]["reason"] == "left_for_better"
    assert fields["p2", "job_started"]["note"] == "Hours: zero hours; pay: NMW"
    assert fields["p2", "job_started"]["self_employed"] is True


def test_wider_headings_whose_joining_was_lost(tmp_path: Path) -> None:
    rows = [
        ["Caseload Sept"],
        ["Client", "", "Referral", "", "Job", "", ""],
        ["Name", "Init.", "Date", "From", "Employer", "Start", "Hrs"],
        ["Ann Marl", "AM", "14.9.26", "PO", "Nook", "21.9.26", "16"],
    ]
    found = plan(text(tmp_path / "a.csv", rows))
    assert told(found) == {("Ann Marl", "referral", "2026-09-14"), ("Ann Marl", "job_started", "2026-09-21")}


def test_a_title_just_above_the_headings_is_no_wider_heading(tmp_path: Path) -> None:
    rows = [["Caseload", "", "updated"], ["Name", "Referral date", "Notes"], ["Ann Marl", "14.9.26", "x"]]
    found = plan(text(tmp_path / "a.csv", rows))
    assert told(found) == {("Ann Marl", "referral", "2026-09-14")}
    assert [n.text for n in found.notes] == ["x"]


def test_the_same_person_on_every_sheet_is_told_once(tmp_path: Path) -> None:
    head = ["Name", "Referral date", "Release date", "Released?", "CV", "VP date"]
    row = ["Ann Marl", date(2026, 9, 1), date(2026, 10, 1), "Y", "Y", date(2026, 9, 8)]
    ahead = ["Bob Fell", date(2026, 9, 1), date(2026, 12, 1), None, None, None]
    moved = ["Bob Fell", date(2026, 9, 8), date(2026, 12, 8), None, None, None]
    found = plan(xlsx(tmp_path / "a.xlsx", Sept_26=[head, row, ahead], Oct_26=[head, row, moved]))
    kinds = [(e.person, e.kind) for e in found.events]
    assert sorted(kinds) == sorted(set(kinds))
    assert ("p2", "release_expected") not in kinds
    assert [a.kind for a in found.asks] == ["date_conflict", "date_conflict"]
    newer = plan(tmp_path / "a.xlsx", answers={a.key: "2026-12-08" for a in found.asks})
    assert {e.fields["expected"] for e in newer.events if e.kind == "release_expected"} == {"2026-12-08"}


def test_a_log_that_never_says_how_is_asked_about_once(tmp_path: Path) -> None:
    rows = [["Date", "Client", "Mins", "Notes"], *([f"{n}.9.26", "Ann Marl", "30", f"note {n}"] for n in range(1, 8))]
    found = plan(text(tmp_path / "a.csv", rows))
    assert (found.events, [a.kind for a in found.asks]) == ([], ["mode_unknown"])
    assert len(found.notes) == 7
    said = plan(tmp_path / "a.csv", answers={found.asks[0].key: "phone"})
    assert {e.fields["mode"] for e in said.events} == {"phone"}
    assert len(said.events) == 7


def test_a_time_beside_the_day(tmp_path: Path) -> None:
    rows = [["Date", "Client", "How"], ["14/09/2026 10:30", "Ann Marl", "f2f"], ["15/09/2026 00:00", "Ann Marl", "f2f"]]
    found = plan(text(tmp_path / "a.csv", rows))
    assert [e.fields.get("at") for e in found.events] == ["10:30:00", None]


def test_a_column_turned_round_by_another_computer(tmp_path: Path) -> None:
    first = [["Name", "Referral date"], ["Ann Marl", date(2026, 3, 9)]]
    rows = [*first, ["Bob Fell", date(2026, 4, 9)], ["Cal Denrow", "25/09/2026"]]
    path = xlsx(tmp_path / "a.xlsx", People=rows)
    found = plan(path)
    assert [(a.kind, a.scope, a.answer) for a in found.asks] == [("dates_swapped", "column", "change them back")]
    assert {d for _, _, d in told(found)} == {"2026-09-03", "2026-09-04", "2026-09-25"}
    as_is = plan(path, answers={found.asks[0].key: "as they stand"})
    assert {d for _, _, d in told(as_is)} == {"2026-03-09", "2026-04-09", "2026-09-25"}
    fine = [*first, ["Bob Fell", date(2026, 4, 19)], ["Cal Denrow", "25/09/2026"]]
    assert plan(xlsx(tmp_path / "b.xlsx", People=fine)).asks == []


def test_a_week_plan_says_what_was_planned(tmp_path: Path) -> None:
    def week(monday: str) -> list[list[object]]:
        return [
            [f"Week commencing {monday}"],
            [None, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
            ["09:30", "Connor Farrowby - Costa f2f", "Team meeting", "Lunch", None, "A/L"],
            ["11:00", "Connor F", None, "10.30am Siân Môrlais (tel)", "Marlstone Removals", None],
        ]

    path = xlsx(tmp_path / "a.xlsx", this=week("16/11/2026"), next=week("30/11/2026"))
    found = plan(path)
    assert [p.name for p in found.people] == ["Connor Farrowby", "Siân Môrlais"]
    assert {(e.person, e.kind, str(e.on), e.fields["at"]) for e in found.events} == {
        ("p1", "appointment", "2026-11-30", "09:30:00"),
        ("p1", "appointment", "2026-11-30", "11:00:00"),
        ("p2", "appointment", "2026-12-02", "10:30:00"),
    }
    assert {n.text for n in found.notes} == {
        "2026-11-16 09:30: Connor Farrowby - Costa f2f", "2026-11-16 11:00: Connor F",
        "2026-11-18 10:30: 10.30am Siân Môrlais (tel)",
    }  # fmt: skip
    key = next(a.key for a in found.asks if a.kind == "plan_or_contact")
    held = [e for e in plan(path, answers={key: "contacts that took place"}).events if e.kind == "contact"]
    assert {(e.person, e.fields["mode"]) for e in held} == {("p1", "face_to_face"), ("p2", "phone")}


def test_a_week_plan_without_a_week_has_no_day(tmp_path: Path) -> None:
    rows = [["", "Mon", "Tue", "Wed"], ["am", "Connor Farrowby f2f", "", ""]]
    found = plan(xlsx(tmp_path / "a.xlsx", Diary=rows))
    assert (found.events, [n.text for n in found.notes]) == ([], ["Connor Farrowby f2f"])


def test_a_month_told_by_the_title_and_numbered_columns(tmp_path: Path) -> None:
    head = [["Caseload Sept 26"], ["Name", "Referral date", "1", "2", "3", "4"]]
    found = plan(text(tmp_path / "a.csv", [*head, ["Ann Marl", "14.8.26", "3", "10 DNA", "", "x"]]))
    keys = {a.kind: a.key for a in found.asks}
    assert keys.keys() == {"day_from_tab", "mode_unknown", "x_meaning"}
    held = plan(tmp_path / "a.csv", answers={keys["mode_unknown"]: "face_to_face"})
    contacts = {(str(e.on), e.fields["outcome"]) for e in held.events if e.kind == "contact"}
    assert contacts == {("2026-09-03", "seen"), ("2026-09-10", "not_seen")}


def test_numbered_columns_of_jobs_are_weeks(tmp_path: Path) -> None:
    rows = [
        ["Client", "Employer", "Role", "Start", "1", "2", "3", "4"],
        ["Ann Marl", "Nook", "KP", "7.9.26", "16", "0", "x", ""],
    ]
    found = plan(text(tmp_path / "a.csv", rows))
    assert told(found) == {("Ann Marl", "job_started", "2026-09-07")}
    assert asked(found) == {"week_marks": "one note for each job"}


def test_a_day_years_away_from_all_others_is_asked_about(tmp_path: Path) -> None:
    rows = [
        ["Name", "Referral date"],
        *([f"Ann M{letter}rl", f"1{n}.9.26"] for n, letter in enumerate("aeiou")),
        ["Bob Fell", "14.9.21"],
    ]
    found = plan(text(tmp_path / "a.csv", rows))
    assert ("Bob Fell", "referral", "2021-09-14") not in told(found)
    assert "date_far_off" in asked(found)


def test_whom_a_contact_was_with(tmp_path: Path) -> None:
    rows = [
        ["Date", "Client", "With", "How"],
        *(["14.9.26", "Ann Marl", who, "tel"] for who in ("PO", "", "mum", "the chaplain")),
    ]
    found = plan(text(tmp_path / "a.csv", rows))
    assert [(e.fields["who"], e.fields.get("note", "")) for e in found.events] == [
        ("probation", ""),
        ("client", ""),
        ("family", ""),
        ("other", "With: the chaplain"),
    ]


def people_of(found: Plan) -> list[str]:
    return [person.name for person in found.people]


def test_headings_joined_downwards_over_two_rows(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        People=[
            ["Surname, First", "Referral date", "Release", None, "Employment", None, "Notes"],
            [None, None, "CRD", "Actual", "Employer", "Start date", None],
            ["Oak, Ann (closed 3/10)", date(2026, 9, 1), date(2026, 12, 4), None, "Tesco", date(2026, 10, 5), "fine"],
            ["Fell, Bo", date(2026, 9, 3), None, date(2026, 10, 2), None, None, None],
        ],
    )
    book = openpyxl.load_workbook(path)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"):
        book["People"].merge_cells(cells)
    book.save(path)
    found = propose(open_book(path), TODAY)
    assert people_of(found) == ["Ann Oak", "Bo Fell"]
    assert sorted((e.kind, e.source) for e in found.events) == [
        ("job_started", "People!F3"), ("referral", "People!B3"), ("referral", "People!B4"),
        ("release_expected", "People!C3"), ("released", "People!D4"),
    ]  # fmt: skip
    assert [(note.source, note.text) for note in found.notes] == [("People!A3", "closed 3/10"), ("People!G3", "fine")]


def test_wider_headings_alone_are_no_headings(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", People=[
        ["Client", None, "Release", None], ["Who", "Referral date", "CRD", "Actual release"],
        ["Ann Oak", date(2026, 9, 1), date(2026, 12, 4), None],
    ])  # fmt: skip
    book = openpyxl.load_workbook(path)
    book["People"].merge_cells("A1:B1")
    book["People"].merge_cells("C1:D1")
    book.save(path)
    with pytest.raises(SheetRefused, match="Name the row of the headings"):
        propose(open_book(path), TODAY)


def test_a_second_table_below_with_headings_of_its_own(tmp_path: Path) -> None:
    found = propose(open_book(xlsx(tmp_path / "a.xlsx", One=[
        ["Name", "Referral date"], ["Ann Oak", date(2026, 9, 1)], ["Closed"], ["Name", "Date closed", "Reason closed"],
        ["Cy Hart", date(2026, 6, 1), "moved to Leeds"],
    ])), TODAY)  # fmt: skip
    assert people_of(found) == ["Ann Oak", "Cy Hart"]
    assert [(event.kind, event.source) for event in found.events] == [("referral", "One!B2")]
    assert [ask.kind for ask in found.asks] == ["closing_reason"]


def test_a_hidden_sheet_comes_in_only_where_that_is_said(tmp_path: Path) -> None:
    rows = [["Name", "Referral date"], ["Old Timer", date(2024, 1, 1)]]
    path = xlsx(tmp_path / "a.xlsx", Now=[["Name", "Referral date"], ["Ann Oak", date(2026, 9, 1)]], Old=rows)
    book = openpyxl.load_workbook(path)
    book["Old"].sheet_state = "hidden"
    book.save(path)
    found = propose(open_book(path), TODAY)
    assert people_of(found) == ["Ann Oak"]
    (ask,) = found.asks
    assert (ask.kind, ask.scope, ask.answer) == ("hidden_sheet", "sheet", "no")
    assert [left.source for left in found.left_out] == ["Old"]
    assert people_of(propose(open_book(path), TODAY, answers={ask.key: "yes"})) == ["Ann Oak", "Old Timer"]


def test_people_side_by_side_are_refused_and_not_taken_for_one(tmp_path: Path) -> None:
    rows = [["Name", "Ann Oak", "Bo Fell", "Cy Hart"], ["Referral date", *[date(2026, 9, day) for day in (1, 2, 3)]],
            ["Phone", "07700900120", "07700900121", "07700900122"]]  # fmt: skip
    with pytest.raises(SheetRefused, match="side by side"):
        propose(open_book(xlsx(tmp_path / "a.xlsx", One=rows)), TODAY)


def test_words_of_a_contact_without_a_sure_day_all_stay(tmp_path: Path) -> None:
    found = propose(open_book(text(tmp_path / "a.csv", [
        ["Date", "Client", "How", "Outcome", "Notes"], ["02/09/26", "Ann Oak", "Tel", "DNA", "no answer"],
        ["tbc", "Ann Oak", "F2F", "", "ring first"], ["12/10/26", "All", "email", "", "newsletter"],
    ])), TODAY)  # fmt: skip
    assert [note.text for note in found.notes] == ["02/09/26; Tel; DNA; no answer", "tbc; F2F; ring first"]
    assert people_of(found) == ["Ann Oak"]
    assert any("nobody in particular" in left.why for left in found.left_out)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1970, 1, 1), date(2099, 12, 31)])
def test_a_day_that_stands_for_none_is_asked_about(tmp_path: Path, day: date) -> None:
    rows = [["Name", "Referral date", "Job title", "Job start"], ["Ann Oak", date(2026, 9, 1), "Cleaner", day]]
    found = propose(open_book(xlsx(tmp_path / "a.xlsx", One=rows)), TODAY)
    assert [event.kind for event in found.events] == ["referral"]
    assert [ask.kind for ask in found.asks] == ["no_likely_day"]


def test_no_question_says_that_words_are_kept_which_are_not(tmp_path: Path) -> None:
    found = propose(open_book(xlsx(tmp_path / "a.xlsx", Log=[
        ["Date", "Client", "How", "Notes"], [date(2026, 9, 1), "Ann Oak", "F2F", "met"],
        [date(2026, 9, 2), "Team meeting", "F2F", "rota"], [date(2026, 9, 3), '"', "F2F", "again"],
    ])), TODAY)  # fmt: skip
    noted = {note.answer_to for note in found.notes} | {note.source for note in found.notes}
    open_ones = [ask for ask in found.asks if not ask.answer]
    assert open_ones
    assert [left.source for left in found.left_out] == ["Log!A4"]  # and no row is lost without a word
    assert all(("stay as a note" in ask.if_unanswered) is bool({ask.id, ask.source} & noted) for ask in open_ones)


def test_contacts_numbered_in_a_sheet_of_a_month(tmp_path: Path) -> None:
    rows = [["Name", "Contact 1", "Contact 2"], ["Ann Oak", "3", "17 f2f"]]
    found = propose(open_book(xlsx(tmp_path / "a.xlsx", **{"Sept_26": rows})), TODAY)
    assert [ask.kind for ask in found.asks] == ["month_from_tab"] or found.asks[0].scope == "file"
    assert not found.events


def test_a_release_of_which_only_the_month_is_known(tmp_path: Path) -> None:
    rows = [["Name", "Release date"], ["Ann Oak", "Jan 2027"], ["Bo Fell", "Oct 2026"]]
    book = open_book(text(tmp_path / "a.csv", rows))
    open_ = propose(book, TODAY)
    assert not open_.events
    found = propose(book, TODAY, answers={ask.key: "only the month is known" for ask in open_.asks})
    (event,) = found.events
    assert (event.kind, event.fields["expected"], event.fields["expected_precision"]) == (
        "release_expected", "2027-01-01", "month",
    )  # fmt: skip
    assert [note.text for note in found.notes] == ["Release date: Oct 2026"]


def test_titles_brackets_and_bands_make_no_other_people(tmp_path: Path) -> None:
    found = plan(xlsx(tmp_path / "a.xlsx", One=[
        ["Name", "Phone"], ["CUSTODY"], ["Mr Ann Oak", "07700900101"], ["ANN OAK", "07700900101"], ["WELSHPOOL"],
        ["Mrs Bo Fell (on hold)", "07700900102"], ["Everyone", "07700900103"],
    ]))  # fmt: skip
    assert people_of(found) == ["Ann Oak", "Bo Fell"]
    assert [note.text for note in found.notes] == ["on hold"]
    log = plan(text(tmp_path / "b.csv", [
        ["Date", "Client", "How", "Notes"], ["13/10/26", "Ann Oak", "F2F", "met"], ["14/10/26", "Ann (text)", "", "ok"],
    ]))  # fmt: skip
    assert people_of(log) == ["Ann Oak"]


def test_a_week_plan_names_people_before_places_and_loses_no_cell(tmp_path: Path) -> None:
    found = plan(xlsx(tmp_path / "a.xlsx", Diary=[
        ["w/c 30/11/2026"], ["", "Mon", "Tue", "Wed", "Thu"],
        ["09:00", "Bo Fell HMP Berwyn", "A/L", "Bank hol", "Supervision"],
    ]))  # fmt: skip
    assert people_of(found) == ["Bo Fell"]
    assert [left.source for left in found.left_out] == ["Diary!E3"]
