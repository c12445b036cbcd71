"""A benefits session as data: where it starts, what is taken where nothing is known, what is kept."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.benefits.permitted_work_words import AVERAGING
from ipstui.casework.benefits.form import read, texts_of
from ipstui.casework.benefits.kept import Kept, KeptResults, changed_since, kept_of, results_of, to_keep
from ipstui.casework.benefits.session import (
    Choice,
    Ending,
    Facts,
    advice_of,
    answer,
    curve,
    endings,
    limits_said,
    named,
    on_uc,
)
from ipstui.casework.benefits.start import chosen, openings, start_of
from ipstui.casework.benefits.talk import Talk
from ipstui.casework.checks import Unfit
from ipstui.casework.events import (
    BenefitsSession,
    BenefitStatus,
    JobStarted,
    Offer,
    ProfileUpdated,
    ProposalMade,
    Released,
    ReturnedToCustody,
    VacancyConsidered,
)
from ipstui.casework.people import Client, Vacancy
from ipstui.casework.story import story_of

TODAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
D = Decimal
CLIENT = Client(id="c", name="Robin Made-Up", birth_year=1990)
KNOWN = Facts(
    age=30, household="single", universal_credit="yes", esa="no", health="none", housing="none",
    rent=None, savings=D(0), deductions=D(0), pip="no", london="no",
)  # fmt: skip
ON_ESA = msgspec.structs.replace(KNOWN, universal_credit="no", esa="yes", esa_weekly=D("95.55"), health="unknown")
WORK = Choice(hours=D(15), hourly=D("12.71"), travel=D(0), pension=D(0))


def story(*events, recorded=NOON - timedelta(days=1)):
    """The story of one person, each event recorded where it does not say when."""
    typed = [
        msgspec.structs.replace(e, id=e.id or f"e{n}", client="c", recorded=recorded + timedelta(seconds=n))
        for n, e in enumerate(events)
    ]
    return story_of("c", typed, TODAY)


def start(*events, vacancies=(), client=CLIENT):
    return start_of(client, story(*events), {v.id: v for v in vacancies})


def uc(day, paid=True):
    return BenefitStatus(client="c", on=day, benefit="universal_credit", in_payment=paid)


# Where it starts


def test_nothing_recorded_is_not_known_and_never_read_as_no():
    begun = start(client=Client(id="c", name="Robin"))
    assert begun.facts == Facts()
    told = {a.field for a in answer(begun.facts, begun.choice, TODAY).assumed}
    assert {"age", "household", "universal_credit", "esa", "health", "savings", "travel", "hourly"} <= told


def test_benefits_in_payment_and_stopped_come_from_the_record_with_their_day():
    begun = start(
        uc(date(2026, 3, 2)),
        BenefitStatus(client="c", on=date(2026, 4, 1), benefit="new_style_esa", in_payment=True, weekly=D("95.55")),
        BenefitStatus(client="c", on=date(2026, 4, 1), benefit="pip", in_payment=True),
        uc(date(2026, 9, 1), paid=False),
    )
    assert (begun.facts.universal_credit, begun.facts.esa, begun.facts.pip) == ("no", "yes", "yes")
    assert begun.facts.esa_weekly == D("95.55")
    assert begun.sources["universal_credit"] == "stopped, 1 Sep"


def test_income_related_esa_says_nothing_of_new_style_esa():
    begun = start(BenefitStatus(client="c", on=date(2026, 3, 2), benefit="income_related_esa", in_payment=True))
    assert begun.facts.esa == "unknown"


def test_a_benefit_recorded_ahead_does_not_hold_yet():
    assert start(uc(TODAY + timedelta(days=3))).facts.universal_credit == "unknown"


def test_the_job_held_comes_before_the_offer_and_jobs_add_up():
    job = JobStarted(id="j", client="c", on=date(2026, 10, 1), role="Cook", hours_weekly=D(8), hourly_pay=D(13))
    other = JobStarted(id="k", client="c", on=date(2026, 10, 5), role="Porter", hours_weekly=D(4), hourly_pay=D(16))
    offer = Offer(client="c", on=date(2026, 11, 1), role="Clerk", hours_weekly=D(30), hourly_pay=D(14))
    begun = start(job, other, offer)
    assert (begun.choice.hours, begun.choice.hourly, begun.choice.role) == (D(12), D(14), "Cook and Porter")
    assert not begun.choice.pay_taken
    assert start(offer).choice.hours == D(30)


def test_pay_that_is_not_known_is_the_minimum_wage_and_says_so():
    begun = start(Offer(client="c", on=date(2026, 11, 1), role="Clerk", hours_weekly=D(20)))
    assert (begun.choice.hourly, begun.choice.pay_taken) == (D("12.71"), True)
    assert "hourly" in {a.field for a in answer(begun.facts, begun.choice, TODAY).assumed}


def test_hours_wanted_or_an_earlier_note_come_before_a_bare_start():
    assert start(ProfileUpdated(client="c", on=date(2026, 5, 1), hours_max=D(12))).choice.hours == D(12)
    noted = BenefitsSession(
        client="c", on=date(2026, 6, 1), calculator="take_home", inputs={"hours": "22", "hourly_pay": "13.10"}
    )
    assert (start(noted).choice.hours, start(noted).choice.hourly) == (D(22), D("13.10"))


def test_a_proposal_gives_its_hours_from_its_shifts_over_midnight_too():
    rows = ({"days": [0, 1], "from": "09:00", "to": "13:30"}, {"days": [5], "from": "22:00", "to": "02:00"})
    proposal = ProposalMade(id="p", client="c", on=date(2026, 11, 1), what="Bar", starts=TODAY, weekly=rows)
    found = openings(story(proposal), {}, {})
    assert [(o.hours, o.proposal) for o in found] == [(D(13), "p")]
    assert chosen(found[0], WORK, KNOWN, TODAY).proposal == "p"


def test_a_vacancy_considered_can_be_looked_at_and_one_ruled_out_cannot():
    vacancy = Vacancy(id="v", role="Packer", hours_min=D(12), hourly_pay=D("12.95"))
    seen = VacancyConsidered(client="c", on=date(2026, 11, 1), role="Packer", vacancy="v")
    out = msgspec.structs.replace(seen, result="ruled_out")
    assert [o.hours for o in openings(story(seen), {"v": vacancy}, {})] == [D(12)]
    assert openings(story(out), {"v": vacancy}, {}) == []


def test_in_prison_the_figures_are_for_after_release():
    begun = start(
        Released(client="c", on=date(2026, 3, 2)),
        ReturnedToCustody(client="c", on=date(2026, 11, 2), type="recall_fixed"),
    )
    assert begun.facts.inside
    assert begun.facts.released_on is not None
    assert answer(begun.facts, begun.choice, TODAY).better.after_release


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_what_was_recorded_changes_nothing(rng):
    events = [
        uc(date(2026, 3, 2)), BenefitStatus(client="c", on=date(2026, 4, 1), benefit="pip", in_payment=True),
        Offer(id="o", client="c", on=date(2026, 11, 1), role="Clerk", hours_weekly=D(20), hourly_pay=D(13)),
    ]  # fmt: skip
    typed = [msgspec.structs.replace(e, id=e.id or f"e{n}", recorded=NOON) for n, e in enumerate(events)]
    shuffled = list(typed)
    rng.shuffle(shuffled)
    one, two = (start_of(CLIENT, story_of("c", each, TODAY), {}) for each in (typed, shuffled))
    assert (one.facts, one.choice) == (two.facts, two.choice)


# Answers


def test_everything_known_leaves_only_what_is_always_taken():
    assert {a.field for a in answer(KNOWN, WORK, TODAY).assumed} == {"tax", "paydays"}


def test_whether_universal_credit_is_taken_follows_what_is_known_and_is_said():
    unknown = msgspec.structs.replace(KNOWN, universal_credit="unknown")
    assert on_uc(unknown)
    assert not on_uc(msgspec.structs.replace(unknown, esa="yes"))
    told = answer(msgspec.structs.replace(unknown, esa="yes"), WORK, TODAY).assumed
    assert any("no Universal Credit" in a.text for a in told)


def test_the_amount_of_esa_not_known_is_the_main_rate_and_said():
    found = answer(msgspec.structs.replace(ON_ESA, esa_weekly=None), WORK, TODAY)
    assert any(a.field == "esa_weekly" and "£95.55" in a.text for a in found.assumed)
    assert found.better.now.new_style_esa_monthly == D("414.05")


def test_fifteen_hours_keep_esa_and_sixteen_end_it():
    inside, over = (answer(ON_ESA, msgspec.structs.replace(WORK, hours=D(h)), TODAY) for h in (15, 16))
    assert inside.esa_goes_on
    assert not over.esa_goes_on
    assert limits_said(over)[0].startswith("FAILS ON HOURS")
    assert "ESA stops" in advice_of(over)
    assert endings(curve(ON_ESA, WORK, TODAY)) == (Ending("ESA", D(16)),)


def test_averaging_is_said_near_the_limits_only():
    near = limits_said(answer(ON_ESA, WORK, TODAY))
    far = limits_said(answer(ON_ESA, msgspec.structs.replace(WORK, hours=D(5)), TODAY))
    assert AVERAGING in near
    assert AVERAGING not in far
    assert AVERAGING not in limits_said(answer(KNOWN, WORK, TODAY))


@pytest.mark.parametrize(
    ("facts", "words", "bears"),
    [
        ({"health": "lcwra_protected"}, "broken by time in custody", True),
        ({"health": "lcwra_new"}, "broken by time in custody", False),
        ({"housing": "supported", "rent": D(600)}, "supported or temporary accommodation", True),
        ({"housing": "rented", "rent": D(600)}, "supported or temporary accommodation", False),
        ({"housing": "rented", "rent": D(600), "deductions": None}, "Deductions for advances", True),
        ({"deductions": D(10)}, "Deductions for advances", False),
    ],
)
def test_each_limit_is_said_only_where_it_bears(facts, words, bears):
    found = answer(msgspec.structs.replace(KNOWN, **facts), WORK, TODAY)
    assert any(words in text for text in limits_said(found)) == bears


def test_the_tax_on_esa_is_said_once():
    said = [text for text in limits_said(answer(ON_ESA, WORK, TODAY)) if "taxable" in text]
    assert len(said) == 1


@pytest.mark.parametrize("facts", [KNOWN, ON_ESA, msgspec.structs.replace(KNOWN, housing="rented", rent=D(500))])
def test_the_curve_is_the_single_answers(facts):
    points = {p.hours: p.total for p in curve(facts, WORK, TODAY)}
    for hours in (0, 7, 15, 16, 33, 40):
        found = answer(facts, msgspec.structs.replace(WORK, hours=D(hours)), TODAY)
        assert points[D(hours)] == found.better.in_work.total_monthly
    assert points[D(0)] == found.better.now.total_monthly


def test_the_curve_leaves_out_hours_whose_pay_does_not_hold_the_pension():
    choice = msgspec.structs.replace(WORK, pension=D(50))
    hours = [p.hours for p in curve(KNOWN, choice, TODAY)]
    assert hours[0] == 0
    assert 3 not in hours
    assert 4 in hours


# The form


def typed(**changes):
    return read({**texts_of(KNOWN, WORK), **changes}, KNOWN, WORK, TODAY)


def test_what_is_written_into_the_form_is_read_back_the_same():
    found = typed()
    assert (found.facts, found.choice, found.problems) == (KNOWN, WORK, {})


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("hourly", "0.12", "not a wage"),
        ("hourly", "twelve", "not a number"),
        ("hourly", "", "without pay"),
        ("hours", "90", "More than 84 hours"),
        ("hours", "", "Hours are needed"),
        ("hours", "-3", "below zero"),
        ("pension", "500", "more than the pay"),
        ("age", "17", "ages 18 to 65"),
        ("age", "70", "ages 18 to 65"),
        ("age", "old", "not an age"),
        ("starts", "1 jun 2031", "There are no"),
        ("starts", "1 jun 2019", "There are no"),
        ("monthly", "500", "give one of the two"),
        ("savings", "-1", "below zero"),
        ("rent", "400.123", "two decimals"),
        ("household", "couple", "not couples"),
        ("household", "children", "children"),
        ("esa_weekly", "95.55", "said not to be paid"),
        ("hourly", "5000", "£100,000"),
    ],
)
def test_bad_input_has_a_sentence_at_its_field_and_no_answer(field, text, words):
    found = typed(**{field: text})
    assert words in found.problems[field]
    assert found.found is None


def test_housing_costs_without_housing_are_refused_at_the_housing():
    assert "accommodation" in typed(rent="300").problems["housing"]


def test_monthly_pay_that_agrees_with_the_hourly_is_taken():
    assert typed(monthly="826.15").problems == {}
    alone = typed(hourly="", monthly="826.15")
    assert alone.found is not None
    assert alone.found.better.in_work.gross_earnings_monthly == D("826.15")


@pytest.mark.parametrize(
    ("savings", "note", "paid"),
    [
        ("6000", "", True),
        ("6000.01", "lowers", True),
        ("15999.99", "lowers", True),
        ("16000", "lowers", True),
        ("16000.01", "there is no Universal Credit", False),
    ],
)
def test_savings_round_their_limits(savings, note, paid):
    found = typed(savings=savings)
    assert note in found.notes.get("savings", "")
    assert ("savings" in found.notes) == bool(note)
    assert found.found is not None
    assert bool(found.found.better.now.uc_award) == paid


def test_empty_is_not_known_and_a_pound_sign_is_read():
    assert typed(savings="").facts.savings is None
    assert typed(savings="not known").facts.savings is None
    assert typed(travel="£12.50").choice.travel == D("12.5")


def test_scotland_is_refused_by_name():
    facts = msgspec.structs.replace(KNOWN, nation="scotland")
    with pytest.raises(Unfit, match="England and Wales"):
        answer(facts, WORK, TODAY)


@given(
    hours=st.decimals(0, 84, places=1), hourly=st.decimals(1, 20, places=2),
    savings=st.none() | st.decimals(0, 20000, places=2), rent=st.none() | st.decimals(0, 900, places=2),
    housing=st.sampled_from(["rented", "supported", "temporary", "unknown"]),
    health=st.sampled_from(["none", "lcw", "lcw_2017", "lcwra_new", "lcwra_protected", "unknown"]),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_every_form_that_is_read_can_be_kept_and_opened_again(hours, hourly, savings, rent, housing, health):
    facts = msgspec.structs.replace(KNOWN, savings=savings, rent=rent, housing=housing, health=health)
    choice = msgspec.structs.replace(WORK, hours=hours, hourly=hourly)
    found = answer(facts, choice, TODAY)
    event = to_keep(
        Kept(on=TODAY, facts=facts, choices=(choice,)), KeptResults(answers=(found,)),
        client="c", advice="", copy_printed=False,
    )  # fmt: skip
    back = msgspec.json.decode(msgspec.json.encode(event), type=BenefitsSession)
    assert kept_of(back) == Kept(on=TODAY, facts=facts, choices=(choice,))
    slim = msgspec.structs.replace(found, better=msgspec.structs.replace(found.better, ladder=()))
    assert results_of(back).answers == (slim,)


# What is kept


def keep(facts=ON_ESA, choice=WORK, on=TODAY):
    found = answer(facts, choice, on)
    event = to_keep(
        Kept(on=on, facts=facts, choices=(choice,)), KeptResults(answers=(found,)),
        client="c", advice=advice_of(found), copy_printed=False,
    )  # fmt: skip
    return msgspec.structs.replace(event, id="s", recorded=NOON)


def test_nothing_changed_is_nothing_to_say():
    assert changed_since(keep(), story()) == ()


def test_what_was_recorded_since_and_new_rates_are_said():
    later = BenefitStatus(client="c", on=TODAY, benefit="new_style_esa", in_payment=False)
    after = story(later, recorded=NOON + timedelta(hours=1))
    assert any("New Style ESA stopped" in text for text in changed_since(keep(), after))
    assert changed_since(keep(), story(later)) == ()
    old = keep(KNOWN, on=date(2026, 3, 2))
    told = changed_since(old, story())
    assert any(text.startswith("Rates then: 2025-26") for text in told)
    assert any("today" in text and "a month then" in text for text in told)


def test_a_session_noted_in_words_has_no_figures_and_breaks_nothing():
    noted = BenefitsSession(client="c", on=TODAY, calculator="take_home", inputs={"hours": "24"})
    assert (kept_of(noted), results_of(noted)) == (None, None)
    damaged = msgspec.structs.replace(keep(), inputs={"facts": 3})
    assert (kept_of(damaged), results_of(damaged)) == (None, None)
    assert start(damaged).facts.esa == "unknown"


def test_the_next_session_starts_from_the_last_and_from_what_was_recorded_since():
    stopped = BenefitStatus(id="b", client="c", on=TODAY, benefit="new_style_esa", in_payment=False)
    before = NOON - timedelta(days=9)
    began = msgspec.structs.replace(stopped, id="a", on=date(2026, 4, 1), in_payment=True, recorded=before)
    again = start_of(CLIENT, story_of("c", [began, keep()], TODAY), {})
    assert (again.facts.esa, again.facts.savings, again.choice) == ("yes", D(0), WORK)
    since = msgspec.structs.replace(stopped, recorded=NOON + timedelta(hours=1))
    assert start_of(CLIENT, story_of("c", [began, keep(), since], TODAY), {}).facts.esa == "no"


def test_three_jobs_stand_side_by_side_and_a_fourth_takes_the_place_of_the_oldest():
    talk = Talk()
    talk.begin(start())
    talk.facts = KNOWN
    for number, name in enumerate(("one", "two", "three")):
        talk.change(hours=D(8 + number), name="")
        assert talk.keep_as(name) == ""
    talk.change(hours=D(20), name="")
    assert [c.hours for c in talk.kept(TODAY).choices] == [8, 9, 10, 20]
    assert talk.keep_as("four") == "one"
    assert [named(a.choice) for a in talk.answers(TODAY)] == ["two", "three", "four"]
    talk.change(hours=D(21))
    assert talk.keep_as("two") == ""
    assert [c.name for c in talk.named] == ["three", "four", "two"]


def test_a_job_that_is_changed_is_no_longer_the_one_kept_under_its_name():
    talk = Talk()
    talk.begin(start())
    talk.take(KNOWN, msgspec.structs.replace(WORK, role="Cook"))
    assert named(talk.choice) == "Cook, 15 hours"
    talk.keep_as("Mornings")
    talk.change(hours=D(16))
    assert [named(c) for c in talk.kept(TODAY).choices] == ["Mornings", "Cook, 16 hours"]
    assert named(msgspec.structs.replace(WORK, hourly=None, monthly=D(800))) == "15 hours at £800.00 a month"


def test_what_is_left_is_there_again_and_a_kept_session_stays_as_it_was():
    talk, again = Talk(), Talk()
    talk.begin(start())
    talk.facts = KNOWN
    talk.change(hours=D(9))
    talk.keep_as("nine")
    again.begin(start(), talk.draft(TODAY))
    assert (again.facts, again.choice, again.named) == (talk.facts, talk.choice, talk.named)
    event = keep(on=date(2026, 3, 2))
    assert again.show(event)
    assert again.now(TODAY) == results_of(event).answers[0]
    assert again.kept(TODAY) == kept_of(event)
    again.change(hours=D(9))
    assert again.now(TODAY).better.rates_version.startswith("2026-27")


def test_the_answer_does_not_depend_on_the_order_of_the_facts():
    texts = list(texts_of(ON_ESA, WORK).items())
    random.Random(5).shuffle(texts)
    assert read(dict(texts), ON_ESA, WORK, TODAY).found == answer(ON_ESA, WORK, TODAY)


@pytest.mark.parametrize("typed", ["120 a week", "120 pw", "£120/wk", "120 per week", "120w"])
def test_rent_may_be_typed_by_the_week(typed):
    found = read({"hours": "0", "rent": typed}, Facts(), Choice(hours=Decimal(0)), date(2026, 11, 23))
    assert found.facts.rent == Decimal("520.00")
    assert found.notes["rent"] == "= £520.00 a month"
