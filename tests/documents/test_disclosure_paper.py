"""What an employer reads holds the words agreed and, only where ticked, what has to be told that day and no more."""

from __future__ import annotations

import stat
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from ipstui.casework.disclosure.job import JobAnswer
from ipstui.casework.people import Client
from ipstui.documents import blocks_page, disclosure_paper
from ipstui.documents.disclosure_paper import Wanted, blocks_of, title_of
from ipstui.store.caseload import Caseload
from ipstui.store.erase import erase_client
from ipstui.store.places import pages, pages_folder

ANSWER = JobAnswer(mark="if_asked", why="", may_be_asked="Only unspent ones may be asked about.",
                   start_on=date(2026, 12, 3), tell=("a",), tell_more=("b",), leave_out=("c",))  # fmt: skip
NAMES = {"a": "Prison sentence, 16 Feb 2026", "b": "Suspended sentence, 3 Mar 2019", "c": "Fine, 28 Jul 2020"}


def wanted(what: disclosure_paper.What, *, ticked: bool) -> Wanted:
    return Wanted(
        what=what, name="Jo Marsh", to="The manager <cook> & co", written_on=date(2026, 11, 26), day=date(2026, 12, 3),
        role="Cook", words="I have a past.\nAsk me.", answer=ANSWER, names=NAMES if ticked else {},
    )  # fmt: skip


def text(what: disclosure_paper.What, *, ticked: bool) -> str:
    asked = wanted(what, ticked=ticked)
    return blocks_page.as_text(title_of(asked), blocks_of(asked))


@pytest.mark.parametrize("what", ["statement", "letter", "sheet"])
def test_without_the_tick_no_conviction_is_in_it(what: disclosure_paper.What) -> None:
    told = text(what, ticked=False)
    assert "I have a past.\nAsk me." in told
    assert not [name for name in NAMES.values() if name in told]


@pytest.mark.parametrize("what", ["statement", "letter"])
def test_an_employer_reads_what_has_to_be_told_and_no_word_of_what_is_left_out(what: disclosure_paper.What) -> None:
    told = text(what, ticked=True)
    assert [name for name in NAMES.values() if name in told] == [NAMES["a"]]
    assert not [word for word in ("left out", "spent", "filtered", "Rehabilitation") if word in told]


def test_the_own_sheet_says_what_may_be_left_out_and_on_which_day() -> None:
    told = text("sheet", ticked=True)
    heads = [
        told.index(part) for part in ("TO TELL", NAMES["a"], "ALSO, IF", NAMES["b"], "MAY BE LEFT OUT", NAMES["c"])
    ]
    assert heads == sorted(heads)
    assert "3 December 2026" in told.replace("\n", " ")
    assert "1974 s.4" in told.replace("\n", " ")


@pytest.mark.posix("rights of a file as a mode")
def test_the_files_are_the_owners_found_by_where_and_deleted_with_the_person(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    with Caseload.create(path) as caseload:
        caseload.record(Client(id="jo", name="Jo Marsh"), Client(id="mo", name="Mo Bell"), label="added")
        asked = wanted("letter", ticked=True)
        written = blocks_page.write_with_word(title_of(asked), blocks_of(asked), pages_folder(path))
        assert written.word is not None
        assert {stat.S_IMODE(file.stat().st_mode) for file in pages(path)} == {0o600}
        assert pages(path) == sorted([written.html, written.text, written.word])
        read = "\n".join(p.text for p in Document(BytesIO(written.word.read_bytes())).paragraphs)
        assert "I have a past.\nAsk me." in read
        assert "The manager <cook> & co" in read
        assert "The manager &lt;cook&gt; &amp; co" in written.html.read_text("utf-8")
        erase_client(caseload, caseload.clients["mo"])
        assert len(pages(path)) == 3
        assert len(erase_client(caseload, caseload.clients["jo"]).pages) == 3
        assert not pages(path)
