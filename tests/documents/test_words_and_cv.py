"""The CV, words to copy, letters and the pages of endings: what stands on them, and what never does."""

import io
import re
import zipfile
from collections import defaultdict
from datetime import date, time

import docx
import msgspec
import pytest

from ipstui.casework.casefile import casefile_of
from ipstui.casework.events import Appointment, Certificate, Cv, GapWorded, PastJob, ProfileUpdated
from ipstui.casework.people import Settings
from ipstui.casework.words import names_of
from ipstui.demo import demo_caseload
from ipstui.documents.blocks_page import as_html, as_text
from ipstui.documents.cv import cv_of
from ipstui.documents.ending_pages import PARTS, end_page, foot, hand_over_sheet, pre_release_page
from ipstui.documents.given_away import given_away
from ipstui.documents.word import Heading, Items, Paragraph, Rows
from ipstui.documents.word_template import word_file
from ipstui.documents.words import (
    BUILT_IN,
    FIELDS,
    Template,
    TemplateProblem,
    facts_of,
    fill,
    in_welsh,
    read,
    templates_in,
)
from tests.casework.made_up import JO, TODAY, day, told

WORK_INSIDE = told(PastJob, -9, role="Servery", where="HMP Dovegate", sort="work_inside", did="served two hundred")


def story(*events):
    return casefile_of(JO, events, TODAY, Settings()).story


def cv(*events):
    return cv_of(JO, story(*events), {})


def template(body):
    return Template(name="mine", title="Mine", kind="words", language="en", body=body, own=True)


# The CV


def test_work_inside_and_cash_in_hand_are_experience_and_no_prison_is_named():
    cash = told(PastJob, -8, role="Labourer", where="Several people", sort="cash_in_hand", began="2012", ended="2014")
    waited_for = told(Certificate, -3, name="SIA", state="applied")
    text = cv(WORK_INSIDE, cash, told(Certificate, -3, name="CSCS"), waited_for).text
    assert "Servery: Served two hundred." in text
    assert "2012 to 2014: Labourer, Several people" in text
    assert "Dovegate" not in text
    assert "inside" not in text
    assert "CSCS" in text
    assert "SIA" not in text
    assert "Servery, Community kitchen" in cv(msgspec.structs.replace(WORK_INSIDE, on_cv_as="Community kitchen")).text


def test_health_and_benefits_are_never_on_the_cv():
    profile = told(ProfileUpdated, -9, strengths="early", adjustments="quiet room", health_triggers="crowds",
                   disclosure_wishes="tell nobody", support_wanted="someone at interviews")  # fmt: skip
    assert not re.search("quiet|crowds|nobody|interviews", cv(profile).text)


def test_the_version_approved_is_these_very_words():
    before = cv(WORK_INSIDE)
    approved = told(Cv, -2, state="approved", text=before.text)
    assert cv(WORK_INSIDE, approved).approved == day(-2)
    later = cv(WORK_INSIDE, approved, told(GapWorded, -1, span="2020", words="Personal reasons"))
    assert (later.approved, later.changed) == (None, day(-2))
    assert "Not approved as it now reads" in later.standing


# Words


def test_every_template_names_only_fields_that_are_known_and_fills_with_nothing_known():
    found, problems = templates_in(BUILT_IN.parent / "nowhere")
    assert not problems
    assert {"reminder", "reminder-welsh", "officer-job", "letter-of-support"} <= {each.name for each in found}
    for each in found:
        filled = fill(each, {})
        assert filled.blanks
        assert all(f"[{name.replace('_', ' ')}]" in filled.text for name in filled.blanks)


def test_a_reminder_in_english_and_welsh():
    booked = told(Appointment, 3, what="gp", where="Hanley", at=time(9, 30))
    facts = facts_of(JO, story(booked), {}, Settings(specialist="Alex"))
    files = (BUILT_IN / "reminder.txt", BUILT_IN / "reminder-welsh.txt")
    english, welsh = (fill(read(file, own=False), facts).text for file in files)
    assert "your appointment on Wednesday 25 November at 09:30, Hanley" in english  # with whom is nobody's business
    assert "ddydd Mercher 25 Tachwedd am 09:30" in welsh
    assert in_welsh(date(2027, 3, 1)) == "ddydd Llun 1 Mawrth"
    assert [read(file, own=False).unread for file in files] == [False, True], "our Welsh was read by nobody yet"
    assert not read(files[1], own=True).unread, "what they wrote themselves is theirs"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("Dear {{ employr }},", "“employr”"),
        ("Dear {{ employer }, ", "line 1"),
        ("{{ name.__class__.__mro__ }}", "cannot be filled"),
        ("{{ ().__class__.__bases__ }}", "cannot be filled"),
        ("{% for n in range(10 ** 9) %}x{% endfor %}", "cannot be filled"),
        ("{{ name * 9999999 }}", "characters"),
        ("{{ 1 // 0 }}", "cannot be filled"),
        ("{% include 'reminder.txt' %}", "cannot be filled"),
    ],
)
def test_a_template_that_cannot_be_filled_is_a_sentence(body, says):
    with pytest.raises(TemplateProblem) as problem:
        fill(template(body), {"name": "Jo Example", "employer": "Marlow's"})
    assert str(problem.value).startswith("The template mine ")
    assert says in str(problem.value)
    assert "Nothing is lost" in str(problem.value)


def test_a_template_of_ones_own_takes_the_place_of_the_built_in(tmp_path):
    (tmp_path / "reminder.txt").write_text("title: Mine\n\nHiya {{ first_name }}\n", encoding="utf-8")
    (tmp_path / "broken.txt").write_text("no title here", encoding="utf-8")
    (tmp_path / "latin.txt").write_bytes(b"title: x\n\n\xe9")
    found, problems = templates_in(tmp_path)
    assert next(t for t in found if t.name == "reminder").own
    assert [p.split(" ")[2] for p in problems] == ["broken.txt", "latin.txt"]


def test_agreed_words_are_filled_in_only_where_they_want_it_told():
    from ipstui.casework.events import DisclosureDiscussed

    for choice, told_them in (("tell", True), ("tell_some", True), ("do_not_tell", False), ("undecided", False)):
        talk = told(DisclosureDiscussed, -1, choice=choice, words="My words")
        assert bool(facts_of(JO, story(talk), {}, Settings())["agreed_words"]) is told_them


# Word files


def _text_of(data):
    return "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)


def test_a_word_file_is_plain_or_by_ones_own_template(tmp_path):
    blocks = [Heading("Skills"), Items(("Ovens",)), Paragraph("Ready & able <now>")]
    own = tmp_path / "cv.docx"
    assert "Ready & able <now>" in _text_of(word_file(own, "Jo", blocks, today="today", name="Jo"))
    made = docx.Document()
    made.add_paragraph("{{ name }} / {% for s in sections %}{{ s.heading }}{% endfor %} / {{ text }}")
    made.save(own)
    assert _text_of(word_file(own, "Jo", blocks, today="today", name="Jo")) == "Jo / Skills / Ready & able <now>"
    made = docx.Document()
    made.add_paragraph("{{ nam }}")
    made.save(own)
    with pytest.raises(TemplateProblem, match=r"The template cv\.docx has a field .*“nam”"):
        word_file(own, "Jo", blocks, today="today", name="Jo")
    own.write_bytes(b"no zip")
    with pytest.raises(TemplateProblem, match=r"The template cv\.docx cannot be filled"):
        word_file(own, "Jo", blocks, today="today", name="Jo")


def test_a_word_file_says_nothing_of_its_maker(tmp_path):
    data = word_file(tmp_path / "none.docx", "Jo", [Rows((("2020", "Cook"),))], today="today", name="Jo")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"python-docx" not in everything
    assert b"ipstui" not in everything


# Pages


def test_a_page_has_headings_twelve_points_and_no_markup_of_what_was_typed():
    html = as_html("Jo <b>", [Heading("One"), Paragraph("a & b\nc"), Rows((("x", "y"),))], "As of today.")
    assert "Jo &lt;b&gt;" in html
    assert html.count("<h1>") == 1
    assert "<h2>One</h2>" in html
    assert "font: 12pt" in html
    assert 'lang="en-GB"' in html
    assert "<script" not in html
    assert all(len(line) <= 79 for line in as_text("T", [Paragraph("word " * 90)]).split("\n"))


@pytest.fixture(scope="module")
def everybody():
    today = date(2026, 11, 25)
    demo = demo_caseload(today)
    events = defaultdict(list)
    for event in demo.events:
        events[event.client].append(event)
    names = [(client.id, client.name) for client in demo.clients]
    employers = {each.id: each for each in demo.employers}
    vacancies = {each.id: each for each in demo.vacancies}
    files = [casefile_of(client, events[client.id], today, demo.settings) for client in demo.clients]
    return [(f, names_of(f.story, employers, vacancies), demo.settings) for f in files], names


def test_no_page_of_the_demo_names_what_was_not_ticked(everybody):
    """The CV, each page of an ending, and every template filled, of all 24: read for words that must not be there."""
    files, names = everybody
    found, _ = templates_in(BUILT_IN.parent / "nowhere")
    pages = 0
    for file, known, settings in files:
        unticked = [name for name in PARTS if name not in ("conditions", "disclosure")]
        made = {
            "cv": cv_of(file.client, file.story, known).text,
            "end": as_text(*end_page(file), foot(file)),
            "before release": as_text(*pre_release_page(file), foot(file)),
            "transfer": as_text(*hand_over_sheet(file, known, unticked, ""), foot(file)),
        }
        facts = facts_of(file.client, file.story, known, settings) | {"agreed_words": ""}
        made |= {each.name: fill(each, facts).text for each in found}
        for name, text in made.items():
            pages += 1
            assert given_away(text, file.client.id, names) == [], (file.client.id, name)
    assert pages > 280


def test_what_was_ticked_is_asked_about_all_the_same():
    names = [("jo", "Jo Example"), ("ann", "Ann O'Hara")]
    assert given_away("Ready to start on Monday.", "jo", names) == []
    assert given_away("I did time, for theft.", "jo", names) == [("prison", "did time"), ("offence", "theft")]
    assert ("another person", "Ann O'Hara") in given_away("like ANN  OHARA does", "jo", names)
    assert given_away("Jo Example", "jo", names) == []


def test_the_fields_of_the_guide_are_all_told():
    assert set(FIELDS) == set(facts_of(JO, story(), {}, Settings()))
