"""Convictions kept apart: what may be kept, how it stands, and what is said of it for a job."""

from datetime import date

import pytest

from ipstui.casework.checks import Unfit, check, check_age
from ipstui.casework.choices import SentenceKind
from ipstui.casework.disclosure.job import answer_for
from ipstui.casework.disclosure.sentences import fields_for, kind_of, label_of
from ipstui.casework.disclosure.standing import answer_of
from ipstui.casework.events import Conviction, Void
from ipstui.casework.typed.length import read_length
from ipstui.screens.forms.conviction import GROUPS
from tests.casework.made_up import casefile, corrected, story, told

ON = date(2022, 3, 1)


def kept(sentence, on=ON, **fields):
    given = {"began": on} if "began" in fields_for(sentence) else {}
    return told(Conviction, on, sentence=sentence, **{"age": "adult", **given, **fields})


def states(*events):
    return [(each.short, each.state) for each in answer_of(story(*events), None).told]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("18 months", {"months": 18}), ("2 years 6 months", {"years": 2, "months": 6}),
        ("2y6m", {"years": 2, "months": 6}), ("1 year, 6 months", {"years": 1, "months": 6}),
        ("52 Weeks", {"weeks": 52}), ("3 yrs and 1 day", {"years": 3, "days": 1}),
        ("until further order", "until_further_order"), ("none", "none"), ("a while", None), ("3 months x", None),
        ("6", None), ("", None), ("2 months 3 months", None),
    ],
)  # fmt: skip
def test_a_length_is_read_as_a_court_gives_it(typed, read):
    assert read_length(typed) == read


def test_every_sentence_has_its_rule_its_name_and_its_place_in_the_list():
    listed = {each for group in GROUPS.values() for each in group} | {"elsewhere"}
    assert listed == set(SentenceKind.__args__)
    for sentence in listed - {"elsewhere"}:
        assert kind_of(sentence).words
        assert label_of(sentence)[0].isupper()
        assert set(fields_for(sentence)) <= set(Conviction.__struct_fields__)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sentence": "prison", "began": date(2022, 2, 1), "length": "1 year"}, "began"),
        ({"sentence": "prison", "length": "120 years"}, "length"),
        ({"sentence": "prison", "length": "a while"}, "length"),
        ({"sentence": "simple_caution", "length": "1 month"}, "length"),
        ({"sentence": "fine", "ends": date(2023, 1, 1)}, "ends"),
        ({"sentence": "fine", "schedule_18": "yes"}, "schedule_18"),
        ({"sentence": "elsewhere"}, "sentence"),
        ({"sentence": "compensation_order", "paid": date(2022, 2, 1)}, "paid"),
        ({"sentence": "prohibiting_order", "length": "until further order", "ends": date(2024, 1, 1)}, "ends"),
        ({"sentence": "prison", "length": "until further order"}, "length"),
        ({"sentence": "fine", "note": "what was done"}, "note"),
        ({"sentence": "fine", "client": ""}, "client"),
        ({"sentence": "fine", "conviction": "nobody"}, "conviction"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(fields, field):
    with pytest.raises(Unfit) as refused:
        check(told(Conviction, ON, **fields), story())
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("birth_year", "age", "fits"),
    [(2000, "adult", True), (2004, "adult", True), (2004, "under_18", True), (2006, "adult", False),
     (1990, "under_18", False), (None, "under_18", True), (2006, "unknown", True)],
)  # fmt: skip
def test_an_age_that_the_year_of_birth_denies_is_refused(birth_year, age, fits):
    event = told(Conviction, ON, sentence="fine", age=age)
    if fits:
        check_age(event, birth_year)
    else:
        with pytest.raises(Unfit) as refused:
            check_age(event, birth_year)
        assert refused.value.field == "age"


def test_a_conviction_before_anybody_could_have_one_is_refused_and_an_age_denied_later_is_none():
    for age in ("unknown", "adult", "under_18"):
        with pytest.raises(Unfit) as refused:
            check_age(told(Conviction, ON, sentence="fine", age=age), ON.year - 9)
        assert refused.value.field == "on"
    fine = kept("fine", date(2026, 3, 1), age="adult")
    (denied,) = answer_of(story(fine), 2010).told  # the year of birth was typed since
    assert (denied.state, denied.unspent) == ("cannot tell", None)


def test_an_age_nobody_said_is_told_by_the_year_of_birth_or_left_open():
    fine = kept("fine", date(2026, 3, 1), age="unknown")
    assert [each.state for each in answer_of(story(fine), 2010).told] == ["spent since 2 Sep"]
    assert [each.state for each in answer_of(story(fine), 1990).told] == ["unspent until 2 Mar 2027"]
    (open_,) = answer_of(story(fine), 2008).told
    assert (open_.state, open_.unspent) == ("cannot tell", None)
    assert "18th birthday" in answer_of(story(fine), 2008).asks[0]


@pytest.mark.parametrize(
    ("sentence", "fields", "state"),
    [
        ("fine", {}, "spent since 2 Mar 2023"),
        ("prison", {"length": "3 years"}, "unspent until 2 Mar 2029"),
        ("prison", {"length": "5 years"}, "unspent, end not known"),
        ("prison", {"length": "5 years", "schedule_18": "no"}, "unspent until 2 Mar 2034"),
        ("prison", {"length": "5 years", "schedule_18": "yes", "single_over_four": "yes"}, "never spent"),
        ("prison", {"length": "5 years", "schedule_18": "yes"}, "unspent, end not known"),
        ("extended_sentence", {"length": "2 years"}, "never spent"),
        ("prohibiting_order", {"length": "until further order"}, "unspent till order ends"),
        ("prohibiting_order", {"length": "until further order", "ceased": date(2025, 1, 1)}, "spent since 2 Jan 2025"),
        ("prohibiting_order", {}, "cannot tell"),
        ("compensation_order", {}, "unspent until paid"),
        ("compensation_order", {"paid": date(2024, 1, 1)}, "spent since 2 Jan 2024"),
        ("driving_ban", {"length": "6 months"}, "cannot tell"),
        ("driving_ban", {"length": "6 months", "endorsed": "no"}, "spent since 2 Sep 2022"),
        ("simple_caution", {}, "spent"),
        ("fine", {"on_precision": "unknown"}, "cannot tell"),
        ("fine", {"began": None}, "cannot tell"),
    ],
)  # fmt: skip
def test_how_one_stands(sentence, fields, state):
    assert [each for _, each in states(kept(sentence, **fields))] == [state]


def test_a_further_sentence_goes_with_its_conviction_whatever_is_corrected():
    first = kept("prison", length="6 months")
    further = kept("fine", conviction=first.id, began=date(2022, 4, 1))
    assert states(first, further) == [("Prison +1 2022", "spent since 2 Sep 2023")]
    later = corrected(first, on=date(2022, 4, 1), began=date(2022, 4, 1))
    assert states(first, later, further) == [("Prison +1 2022", "spent since 2 Oct 2023")]
    gone = told(Void, ON, voids=first.id)
    assert states(first, gone, further) == [("Fine 2022", "spent since 2 Apr 2023")]
    with pytest.raises(Unfit) as refused:
        check(kept("fine", date(2022, 5, 1), conviction=first.id), story(first))
    assert refused.value.field == "on"


@pytest.mark.parametrize(
    ("fields", "drawn"),
    [({"length": "5 years"}, "█▒"), ({"length": "5 years", "schedule_18": "no"}, "█─"),
     ({"length": "5 years", "schedule_18": "yes", "single_over_four": "yes"}, "█►"), ({}, "▒")],
)  # fmt: skip
def test_a_band_shows_what_is_not_known_and_never_an_end_that_may_not_be(fields, drawn):
    from ipstui.screens.client.disclosure import TAB
    from ipstui.screens.client.tab import Beside
    from ipstui.widgets.lines import Line

    rows = TAB.rows(casefile(kept("prison", **fields)), Beside({}, opened=True))
    bar = next(row.cells[1] for row in rows if isinstance(row, Line) and row.target.what == "conviction")
    assert all(cell in bar for cell in drawn)
    assert ("─" in bar) is ("─" in drawn)


@pytest.mark.parametrize("sentence", ["simple_caution", "absolute_discharge", "reparation_order"])
def test_what_is_spent_at_once_is_drawn_as_spent(sentence):
    from ipstui.screens.client.disclosure import TAB
    from ipstui.screens.client.tab import Beside
    from ipstui.widgets.lines import Line

    rows = TAB.rows(casefile(kept(sentence)), Beside({}, opened=True))
    bar = next(row.cells[1] for row in rows if isinstance(row, Line) and row.target.what == "conviction")
    assert bar.strip().startswith("█─")
    assert not set(bar) & {"▒", "►"}


def test_the_answer_in_one_sentence_and_what_is_asked():
    open_ended = kept("prohibiting_order", date(2018, 1, 1))
    answer = answer_of(story(kept("fine", date(2010, 1, 1)), open_ended, kept("prison", length="3 years")), None)
    assert answer.said == "1 of 3 unspent, to be told if asked; 1 cannot be told; 1 spent."
    assert "2 Mar 2029" in answer.next_spent
    assert any("how long the court gave" in each for each in answer.asks)
    assert answer_of(story(kept("fine")), None).said.startswith("It is spent.")
    unpaid = answer_of(story(kept("compensation_order")), None)
    assert "paid in full" in unpaid.changes[0]


@pytest.mark.parametrize(
    ("role", "check_", "starts", "mark", "says"),
    [
        ("Picker", "unknown", date(2026, 12, 1), "if_asked", "1 to tell if asked on 1 Dec"),
        ("Picker", "unknown", date(2029, 6, 1), "nothing", "all spent by 1 Jun 2029"),
        ("Care worker", "unknown", date(2029, 6, 1), "if_asked", "usual for care or support work: enhanced check"),
        ("Picker", "standard", date(2029, 6, 1), "if_asked", "1 to tell"),
        ("Juggler", "unknown", date(2029, 6, 1), "depends", "with standard or enhanced check there may be: ask which"),
    ],
)  # fmt: skip
def test_a_job_is_marked_by_its_start_and_its_check(role, check_, starts, mark, says):
    found = answer_for(story(kept("prison", length="3 years")), None, role=role, check=check_, starts=starts)
    assert (found.mark, says in found.why) == (mark, True), found.why


def test_until_a_check_is_named_nobody_has_to_say_more_than_the_lowest_asks():
    found = answer_for(story(kept("prison", length="6 months")), None, role="Juggler", starts=date(2026, 12, 1))
    assert (len(found.tell), len(found.tell_more), len(found.leave_out)) == (0, 1, 0)
    assert "may be asked about" in found.may_be_asked


def test_where_nothing_is_kept_nothing_is_said():
    assert answer_for(story(), None, role="Picker") is None
    assert answer_of(story(), None).told == ()
