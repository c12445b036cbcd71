"""Names found as they are spelt: one folding, one ranking, one test for a second record."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ipstui.casework.spelling import find, fold, plain, rank, same_name, the_only

NAMES = st.text(st.characters(categories=["L", "M", "N", "P", "Zs"]), min_size=1, max_size=24)
LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F), min_size=1, max_size=24)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siân O\u2019Dea", "sian o'dea"),
        ("Sia\u0302n O\u02bcDea", "SIÂN ODEA"),
        ("Ann-Marie", "ann marie"),
        ("Ann\u2013Marie", "Ann\u2011Marie"),
        ("Ann\u00adMarie", "Annmarie"),
        ("  Jo\u00a0\u2009Bloggs\u200b ", "Jo Bloggs"),
        ("Łukasz Ørsted", "Lukasz Orsted"),
        ("Strauß", "STRAUSS"),
        ("\ufb01ona", "Fiona"),
        ("İnci I\u015f\u0131k", "inci isik"),
        ("Đặng", "dang"),
        ("Þór Ægir", "thor aegir"),
        ("Marks & Spencer", "marks and spencer"),
        ("J.P. Smith", "JP Smith"),
        ("St. John\u00b4s", "St Johns"),
        ("\u202eJo\u202c", "jo"),
        ("\uff2a\uff4f", "Jo"),
    ],
)
def test_two_spellings_of_one_name_are_one(one, other):
    assert fold(one) == fold(other)
    assert same_name(one, other)
    assert rank(one, other) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Smith, John", "John Smith", True),
        ("Ann Marie Jones", "AnnMarie Jones", True),
        ("Jason P", "Jason", False),
        ("Jason P", "Jason R", False),
        ("John Smith", "John P Smith", False),
        ("", "", False),
        (" ", "", False),
        ("\u2606", "\u2606\u2606", False),
        ("\u0915\u093f", "\u0915\u0941", False),  # vowel signs are letters of their script
    ],
)
def test_whether_it_may_be_a_second_record_of_one_person(one, other, same):
    assert same_name(one, other) is same


@pytest.mark.parametrize(
    ("sought", "name", "place"),
    [
        ("", "Anyone", 0),
        ("sian odea", "Siân O\u2019Dea", 0),
        ("sia", "Siân O\u2019Dea", 1),
        ("o'd si", "Siân O\u2019Dea", 2),
        ("sian o dea", "Siân O\u2019Dea", 3),
        ("annm", "Ann-Marie", 3),
        ("so", "Siân O\u2019Dea", 4),
        ("dea", "Siân O\u2019Dea", 5),
        ("an an", "Ann", None),
        ("an ann", "Ann Anna", 2),
        ("siam", "Siân", None),
    ],
)
def test_how_well_what_is_typed_fits(sought, name, place):
    assert rank(sought, name) == place


def test_what_fits_best_comes_first_and_one_whole_name_stands_alone():
    names = ["Joanna Marsh", "Marsha Jo", "Ann Marsh", "Marsh", "Tom"]
    assert find("marsh", names, str) == ["Marsh", "Marsha Jo", "Ann Marsh", "Joanna Marsh"]
    assert the_only("MARSH ", names, str) == ["Marsh"]
    assert the_only("mars", names, str) == ["Marsh", "Marsha Jo", "Ann Marsh", "Joanna Marsh"]
    assert the_only(" \u200b", names, str) == []


@given(name=NAMES)
def test_folding_is_settled_and_blind_to_composition(name):
    assert fold(fold(name)) == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))
    assert plain(plain(name)) == plain(name)


@given(name=LATIN)
@example(name="`'")
def test_case_accents_and_marks_do_not_matter(name):
    assert fold(name.upper()) == fold(name.lower()) or "\u0131" in name  # a dotless i has no small letter of its own
    assert fold(name.replace("'", "\u2019").replace("-", "\u2013").replace(" ", "\u00a0")) == fold(name)
    assert fold("\u200b".join(name)) == fold(name)


@given(name=NAMES, cut=st.integers(0, 24))
def test_every_beginning_of_a_name_finds_it(name, cut):
    assert rank(fold(name)[:cut], name) is not None
    assert rank(name, name) == 0


@given(words=st.lists(st.text("abcdé", min_size=1, max_size=4), min_size=1, max_size=4), order=st.randoms())
def test_words_of_a_name_find_it_in_any_order(words, order):
    shuffled = [word[: order.randint(1, len(word))] for word in words]
    order.shuffle(shuffled)
    assert (rank(" ".join(shuffled), " ".join(words)) or 0) <= 2
