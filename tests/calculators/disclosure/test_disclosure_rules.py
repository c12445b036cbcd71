"""Each kind of sentence by the table of the Act, at both ages, and several convictions by section 6."""

import pytest
from disclosure_cases import TODAY, alone, answer, days, outcome, prison

from calculators.disclosure.law import kinds

# Bands, from 10 Jan 2020. (length, adult govuk and act, under 18 govuk and act)
BANDS = [
    ({"months": 12}, ("2022-01-10", "2022-01-09"), ("2021-07-10", "2021-07-09")),
    ({"days": 365}, ("2022-01-09", "2022-01-08"), ("2021-07-09", "2021-07-08")),
    ({"weeks": 52}, ("2022-01-08", "2022-01-07"), ("2021-07-08", "2021-07-07")),
    ({"months": 13}, ("2025-02-10", "2025-02-09"), ("2023-02-10", "2023-02-09")),
    ({"years": 4}, ("2028-01-10", "2028-01-09"), ("2026-01-10", "2026-01-09")),
    ({"months": 49}, ("2031-02-10", "2031-02-09"), ("2027-08-10", "2027-08-09")),
]


@pytest.mark.parametrize(("length", "adult", "young"), BANDS)
def test_custody_by_band_and_age(length, adult, young):
    assert days(outcome("custody/prison", length=length, schedule18=False)) == adult
    assert (
        days(outcome("custody/youth_detention", length=length, schedule18=False, age_at_conviction="under18")) == young
    )


def test_days_are_average_months_to_the_ministry_and_calendar_days_to_the_act():
    four_years = outcome("custody/prison", "2021-01-10", length={"days": 1461}, schedule18=False)
    assert days(four_years) == ("2032-01-10", "2029-01-09")
    leap_year = outcome("custody/prison", length={"days": 366})
    assert days(leap_year) == ("2025-01-10", "2022-01-09")


@pytest.mark.parametrize("why", ["life", "ipp", "extended_sentence"])
def test_what_the_act_excludes_is_never_spent_whatever_its_length(why):
    found = alone(prison(months=6, excluded=why))
    assert (found.govuk_date, found.first_day_spent, found.state) == ("unknown", "never", "never")
    assert "not_offered_on_govuk" in found.flags


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ({"schedule18": False}, "2032-01-09"),
        ({"schedule18": True}, "never"),
        ({"schedule18": True, "multiple_sentences": False}, "never"),
        ({"schedule18": True, "multiple_sentences": True, "single_sentence_over_4y": True}, "never"),
        ({"schedule18": True, "multiple_sentences": True, "single_sentence_over_4y": False}, "2032-01-09"),
        ({"schedule18": True, "multiple_sentences": True}, "unknown"),
        ({"schedule18": True, "multiple_sentences": "dont_know"}, "unknown"),
        ({"schedule18": "dont_know"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_over_four_years_the_offence_decides_and_not_knowing_leaves_both(said, day):
    found = alone(prison(years=5, **said))
    assert str(found.first_day_spent) == day
    if day == "unknown":
        assert (str(found.earliest), found.latest) == ("2032-01-09", "never")
        assert (found.govuk_date, found.state) == ("unknown", "unknown")


def test_where_the_length_is_missing_it_may_be_in_any_band_and_never():
    found = alone(prison(length=None, sentence_end_date="2024-06-01", schedule18=True))
    assert (str(found.earliest), found.latest) == ("2025-06-01", "never")
    found = alone(prison(length=None, sentence_end_date="2024-06-01", schedule18=False))
    assert (str(found.earliest), str(found.latest)) == ("2025-06-01", "2031-06-01")
    found = alone(prison(years=2, start_date=None, sentence_end_date="2024-06-01"))
    assert (found.govuk_date, str(found.first_day_spent)) == ("unknown", "2028-06-01")


def test_four_years_exactly_never_asks():
    assert days(prison(years=4, schedule18=True)) == ("2028-01-10", "2028-01-09")


def test_the_end_on_the_licence_goes_before_start_and_length_and_the_band_stays():
    found = prison(years=1, months=6, sentence_end_date="2021-05-01")
    assert days(found) == ("2025-07-10", "2025-05-01")


def test_custody_that_partly_overlaps_is_one_term_by_the_act():
    first, second = prison(months=10), outcome("custody/prison", start_date="2020-06-10", length={"months": 10})
    found = alone(first, second)
    assert (str(found.govuk_date), str(found.first_day_spent)) == ("2022-04-10", "2025-04-09")
    assert {"act_is_later", "several_terms"} <= set(found.flags)


def test_a_suspended_sentence_counts_as_imposed():
    plain = days(outcome("custody/suspended_prison", length={"months": 6}))
    assert plain == ("2021-07-10", "2021-07-09")
    changed = {"activated_on": "2020-05-01", "activated_term": {"months": 3}, "operational_period": {"months": 24}}
    assert days(outcome("custody/suspended_prison", length={"months": 6}, **changed)) == plain


def test_a_term_longer_than_the_law_has_cannot_be_told():
    before = outcome("custody/suspended_prison", length={"months": 30})
    after = outcome("custody/suspended_prison", "2026-03-22", length={"months": 36})
    assert days(before) == ("unknown", "unknown")
    assert days(after) == ("unknown", "2033-03-21")
    assert alone(outcome("custody/detention_and_training_order", length={"months": 25})).state == "unknown"


# (kind, more, adult, under 18); the order or fine was made on 20 Jan 2020, ten days after the conviction.
KINDS = [
    ("fine/fine", {}, ("2021-01-20", "2021-01-10"), ("2020-07-20", "2020-07-10")),
    ("military/dismissal", {}, ("2021-01-20", "2021-01-10"), ("2020-07-20", "2020-07-10")),
    ("military/reprimand", {}, ("2021-01-20", "2021-01-10"), ("2020-07-20", "2020-07-10")),
    (
        "military/service_detention",
        {"length": {"months": 3}},
        ("2021-04-20", "2021-04-19"),
        ("2020-10-20", "2020-10-19"),
    ),
    ("military/service_detention", {"length": None}, ("2022-01-20", "unknown"), ("2022-01-20", "unknown")),
    ("discharge/absolute", {}, ("2020-01-20", "2020-01-10"), ("2020-01-20", "2020-01-10")),
    ("order/reparation_order", {}, ("2020-01-20", "2020-01-10"), ("2020-01-20", "2020-01-10")),
    ("motoring/fine", {"endorsement": False}, ("2021-01-20", "2021-01-10"), ("2020-07-20", "2020-07-10")),
    ("motoring/fine", {"endorsement": True}, ("2025-01-20", "2025-01-10"), ("2022-07-20", "2022-07-10")),
    ("motoring/penalty_points", {}, ("2023-01-20", "2023-01-20"), ("2023-01-20", "2023-01-20")),
    ("motoring/fixed_penalty_notice_endorsed", {}, ("2025-01-20", "2025-01-20"), ("2022-07-20", "2022-07-20")),
    ("compensation/compensation_order", {"paid_in_full_date": "2020-09-30"}, ("2020-09-30",) * 2, ("2020-09-30",) * 2),
]


@pytest.mark.parametrize(("kind", "more", "adult", "young"), KINDS)
def test_what_runs_from_the_conviction_the_order_or_its_end(kind, more, adult, young):
    assert days(outcome(kind, start_date="2020-01-20", **more)) == adult
    assert days(outcome(kind, start_date="2020-01-20", age_at_conviction="under18", **more)) == young


ORDERS = [f"{kind.type}/{kind.subtype}" for kind in kinds().values() if kind.rule == "order"]


@pytest.mark.parametrize("kind", ORDERS)
@pytest.mark.parametrize("age", ["adult", "under18"])
def test_every_order_lasts_to_its_last_day(kind, age):
    said = {"age_at_conviction": age, "start_date": "2020-01-20"}
    if kind == "motoring/disqualification":
        said["endorsement"] = False
    assert days(outcome(kind, length={"months": 18}, **said)) == ("2021-07-20", "2021-07-20")
    assert days(outcome(kind, length=None, **said)) == ("2022-01-20", "2022-01-10")
    assert days(outcome(kind, last_day="2021-03-04", **said)) == ("2021-03-05", "2021-03-05")
    endless = alone(outcome(kind, length="until_further_order", **said))
    assert (endless.govuk_date, endless.first_day_spent) == ("indefinite", "indefinite")
    assert endless.state == "until_order_ends"
    ended = outcome(kind, length="until_further_order", ceased_on="2022-05-06", **said)
    assert days(ended) == ("2022-05-06", "2022-05-06")


def test_an_order_whose_end_nobody_said_cannot_be_told():
    found = answer(outcome("order/community_order"))
    assert (found.groups["A"].govuk_date, found.groups["A"].state) == ("unknown", "unknown")
    assert found.missing == ("outcomes[0].length",)


def test_later_changes_of_an_order_do_not_count():
    order = outcome(
        "order/community_order", length={"months": 24}, varied_last_day="2020-10-01", ended_early_on="2020-10-01"
    )
    assert days(order) == ("2022-01-10", "2022-01-10")


def test_a_ban_is_the_ban_and_an_endorsement_adds_five_years_by_the_act():
    ban = {"length": {"months": 6}}
    assert days(outcome("motoring/disqualification", endorsement=True, **ban)) == ("2020-07-10", "2025-01-10")
    assert days(outcome("motoring/disqualification", endorsement="dont_know", **ban)) == ("2020-07-10", "unknown")
    assert days(outcome("motoring/disqualification", **ban)) == ("2020-07-10", "2020-07-10")
    assert alone(outcome("motoring/disqualification", **ban), as_of="2024-01-01").state == "unknown"
    assert alone(outcome("motoring/disqualification", **ban), as_of="2025-01-10").state == "spent"


def test_unpaid_compensation_holds_and_an_unpaid_fine_does_not():
    unpaid = answer(outcome("compensation/compensation_order", unpaid=True), outcome("fine/fine"))
    group = unpaid.groups["A"]
    assert (group.govuk_date, group.first_day_spent, group.state) == ("unknown", "indefinite", "until_paid")
    (way,) = unpaid.unlock
    assert way.group == "A"
    assert way.then == {"A": TODAY}
    fine = alone(outcome("fine/fine", unpaid="250.00", costs="85.00", victim_surcharge=True))
    assert str(fine.first_day_spent) == "2021-01-10"


def test_cautions_stand_alone():
    assert days(outcome("caution/simple")) == ("immediately", "immediately")
    assert days(outcome("caution/conditional", "2019-11-30")) == ("2020-02-29", "2020-02-29")
    assert days(outcome("caution/conditional", "2019-11-30", conditions_end_date="2019-12-24")) == ("2019-12-24",) * 2
    found = answer(prison(months=6), outcome("caution/conditional", "2020-05-01", "caution"))
    assert str(found.groups["A"].govuk_date) == "2021-07-10"
    assert found.groups["caution"].held_open_by == ()


def test_months_without_that_day_end_with_the_month():
    assert days(outcome("fine/fine", "2018-10-31", age_at_conviction="under18")) == ("2019-04-30", "2019-05-01")
    assert days(outcome("fine/fine", "2020-02-29")) == ("2021-02-28", "2021-03-01")


def test_the_age_is_the_one_on_the_day_of_conviction():
    born = {"date_of_birth": "2002-01-10", "offence_date": "2019-12-01", "age_at_conviction": None}
    assert days(outcome("fine/fine", **born)) == ("2021-01-10", "2021-01-10")
    young = {**born, "date_of_birth": "2002-01-11"}
    assert days(outcome("fine/fine", **young)) == ("2020-07-10", "2020-07-10")
    assert days(outcome("fine/fine", age_at_conviction=None)) == ("unknown", "unknown")
    assert days(outcome("order/community_order", age_at_conviction=None, length={"months": 6})) == ("2020-07-10",) * 2
    assert days(outcome("fine/fine", age_at_conviction=None), age_at_conviction="under_18") == ("2020-07-10",) * 2


def test_spent_only_when_both_days_have_passed():
    fine = outcome("fine/fine", start_date="2020-01-20")
    states = [(day, alone(fine, as_of=day).state) for day in ("2024-01-01",)]
    assert states == [("2024-01-01", "spent")]
    sentence = prison(years=4)
    assert alone(sentence, as_of="2028-01-09").state == "unspent"
    assert alone(sentence, as_of="2028-01-10").state == "unspent"
    assert alone(sentence, as_of="2028-01-11").state == "spent"
    assert str(alone(sentence).spent_from) == "2028-01-11"


def two(first, second, **more):
    found = answer(first, second, **more).groups
    return [(str(found[name].govuk_date), str(found[name].first_day_spent)) for name in ("A", "B")]


def test_a_further_conviction_before_the_end_holds_both_open():
    found = answer(prison(months=6), outcome("fine/fine", "2021-03-01", "B"))
    assert [str(group.govuk_date) for group in found.groups.values()] == ["2022-03-01", "2022-03-01"]
    assert found.groups["A"].held_open_by == ("B",)
    assert found.groups["B"].held_open_by == ()


def test_convicted_on_the_day_itself_the_ministry_extends_and_the_act_does_not():
    assert two(outcome("fine/fine"), outcome("fine/fine", "2021-01-10", "B")) == [
        ("2022-01-10", "2021-01-10"),
        ("2022-01-10", "2022-01-10"),
    ]


def test_an_order_that_only_prohibits_holds_no_other_open_and_is_held_only_by_the_act():
    ban = outcome("order/restraining_order", length={"years": 5})
    fine = outcome("fine/fine", group="A")
    later = prison(years=3, on="2022-06-01", group="B")
    assert two(ban, later) == [("2025-01-10", "2029-05-31"), ("2029-06-01", "2029-05-31")]
    both = answer(fine, ban, later).groups["A"]
    assert (str(both.govuk_date), str(both.first_day_spent)) == ("2025-01-10", "2029-05-31")
    assert "act_is_later" in both.flags
    short = outcome("fine/fine", "2022-06-01", "B")
    assert two(ban, short) == [("2025-01-10", "2025-01-10"), ("2023-06-01", "2023-06-01")]


def test_a_later_sentence_that_is_never_spent_makes_earlier_unspent_ones_so():
    never = prison(years=5, on="2020-06-01", group="B", schedule18=True)
    assert two(outcome("fine/fine"), never) == [("never", "never"), ("never", "never")]
    assert two(outcome("fine/fine", "2018-01-10"), never)[0] == ("2019-01-10", "2019-01-10")
    assert two(prison(years=5, schedule18=True), outcome("fine/fine", "2021-06-01", "B"))[1] == ("2022-06-01",) * 2
    tail = answer(
        outcome("fine/fine", "2018-01-10"), outcome("order/restraining_order", "2018-01-10", length={"years": 5}), never
    )
    assert (str(tail.groups["A"].govuk_date), tail.groups["A"].first_day_spent) == ("2023-01-10", "never")
    assert tail.groups["A"].state == "never"


def test_what_stands_beside_a_never_spent_sentence_holds_no_later_one_open_by_the_act():
    """s.6(1) and (2) give a period only where no sentence is excluded; what is called spent waits all the same."""
    found = answer(
        prison(years=3, on="2021-01-10"),
        prison(months=6, on="2021-01-10", excluded="life"),
        outcome("fine/fine", "2022-01-10", "B"),
    ).groups["B"]
    assert (str(found.govuk_date), str(found.first_day_spent)) == ("2023-01-10", "2023-01-10")
    assert (found.state, str(found.spent_from), found.held_open_by) == ("unspent", "2028-01-11", ("A",))
    assert "beside_never_spent" in found.flags
    unsure = answer(
        prison(years=5, on="2021-01-10"), outcome("fine/fine", "2021-01-10"), outcome("fine/fine", "2022-01-10", "B")
    ).groups["B"]
    assert (str(unsure.earliest), str(unsure.latest), unsure.state) == ("2023-01-10", "2033-01-09", "unknown")


def test_one_made_never_spent_still_extends_others_by_its_own_date():
    found = answer(
        prison(years=2, on="2015-01-10"),
        prison(years=5, on="2016-01-10", group="B", schedule18=True),
        outcome("fine/fine", "2017-01-10", "C"),
    ).groups
    assert found["A"].govuk_date == "never"
    assert str(found["C"].govuk_date) == "2021-01-10"


def test_an_endless_order_that_is_no_prohibition_holds_others_by_the_act_alone():
    hospital = outcome("order/hospital_order", length="until_further_order")
    later = outcome("fine/fine", "2021-06-01", "B")
    found = answer(hospital, later).groups["B"]
    assert (str(found.govuk_date), found.first_day_spent, found.state) == (
        "2022-06-01",
        "indefinite",
        "until_order_ends",
    )
    assert found.held_open_by == ("A",)
    restraining = outcome("order/restraining_order", length="until_further_order")
    assert two(restraining, later)[1] == ("2022-06-01", "2022-06-01")


HOLD_OTHERS = {
    *("conditional", "bind_over", "community_order", "youth_rehabilitation_order", "referral_order"),
    *("hospital_order", "service_community_order", "overseas_community_order"),
}


@pytest.mark.parametrize("kind", ORDERS)
def test_which_orders_hold_another_conviction_open(kind):
    order = outcome(kind, length={"years": 5})
    (_, held) = two(order, outcome("fine/fine", "2021-06-01", "B"))
    assert (held == ("2025-01-10", "2025-01-10")) == (kind.split("/")[1] in HOLD_OTHERS)


def test_what_would_shorten_it_and_what_falls_away_next():
    found = answer(
        outcome("fine/fine", "2026-05-01"),
        outcome("order/restraining_order", "2026-06-01", "B", length="until_further_order"),
        prison(years=4, on="2010-01-01", group="C"),
    )
    (way,) = found.unlock
    assert (way.group, {name: str(day) for name, day in way.then.items()}) == ("B", {"B": "2027-05-01"})
    assert (str(found.next_spent.on), found.next_spent.groups) == ("2027-05-02", ("A",))
    assert found.in_short.startswith("On 25 Nov 2026: A is unspent, and spent from 2 May 2027; B is unspent until")


def test_without_a_date_of_conviction_it_cannot_be_told_and_others_may_be_touched():
    found = answer(outcome("fine/fine", group="B", conviction_date=None), outcome("fine/fine", "2019-06-01"))
    assert found.groups["B"].state == "unknown"
    assert found.groups["A"].state == "unknown"
    assert "outcomes[0].conviction_date" in found.missing
