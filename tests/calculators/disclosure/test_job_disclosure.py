"""By the day a job starts: what is unspent, what each check shows, and what may be asked."""

import json

import pytest
from disclosure_cases import outcome, prison

from calculators.contract import decode
from calculators.disclosure.job import JobRequest, job_disclosure
from calculators.disclosure.law import checks, role_called
from calculators.explain import RequestError


def ask(*outcomes, start_on="2027-02-01", **more):
    request = {"as_of": "2026-11-25", "start_on": start_on, "outcomes": list(outcomes), **more}
    return job_disclosure(decode(json.dumps(request).encode(), JobRequest))


def shows(level, *outcomes, **more):
    found = ask(*outcomes, check=level, **more).checks[level]
    return {
        name: word
        for word in ("shows", "may_show", "not_shown")
        for name in getattr(found, word)
    }  # fmt: skip


FINE = outcome("fine/fine", "2026-02-10")


def test_the_day_of_the_job_counts_and_not_today():
    assert ask(FINE).unspent == ("A",)
    assert ask(FINE, start_on="2027-02-10").unspent == ("A",)
    assert ask(FINE, start_on="2027-02-11").spent == ("A",)
    assert ask(prison(years=5, on="2010-01-10")).cannot_tell == ("A",)


def test_over_four_years_and_still_running_is_unspent_whatever_the_answer():
    assert ask(prison(years=5, on="2024-01-10")).unspent == ("A",)


SPENT = {"specified": False}
YOUNG = {"age_at_conviction": "under18"}


@pytest.mark.parametrize(
    ("asked", "basic", "standard"),
    [
        (outcome("fine/fine", "2026-05-10", **SPENT), "shows", "shows"),
        (outcome("fine/fine", "2017-01-10", **SPENT), "not_shown", "shows"),
        (outcome("fine/fine", "2016-02-01", **SPENT), "not_shown", "shows"),
        (outcome("fine/fine", "2016-01-31", **SPENT), "not_shown", "not_shown"),
        (outcome("fine/fine", "2016-01-31"), "not_shown", "may_show"),
        (outcome("fine/fine", "2016-01-31", specified=True), "not_shown", "shows"),
        (outcome("fine/fine", "2021-07-31", **YOUNG, **SPENT), "not_shown", "not_shown"),
        (outcome("fine/fine", "2021-08-01", **YOUNG, **SPENT), "not_shown", "shows"),
        (prison(months=3, on="1990-01-10", **SPENT), "not_shown", "shows"),
        (outcome("custody/suspended_prison", "1990-01-10", length={"months": 3}, **SPENT), "not_shown", "shows"),
        (outcome("order/hospital_order", "1990-01-10", length={"months": 3}, **SPENT), "not_shown", "may_show"),
        (outcome("caution/simple", "2021-02-01", **SPENT), "not_shown", "shows"),
        (outcome("caution/simple", "2021-01-31", **SPENT), "not_shown", "not_shown"),
        (outcome("caution/simple", "2021-01-31", specified=True), "not_shown", "shows"),
        (
            outcome("caution/simple", "2026-01-31", **YOUNG, specified=True),
            "not_shown",
            "not_shown",
        ),
        (outcome("caution/conditional", "2026-11-20", **YOUNG, **SPENT), "shows", "shows"),
        (outcome("fine/fine", "2016-01-31", age_at_conviction=None, **SPENT), "not_shown", "not_shown"),
        (outcome("fine/fine", "2020-01-31", age_at_conviction=None, **SPENT), "not_shown", "may_show"),
    ],
)
def test_what_a_check_shows(asked, basic, standard):
    assert shows("basic", asked) == {"A": basic}
    assert shows("standard", asked) == {"A": standard}
    assert shows("enhanced", asked) == {"A": standard}
    assert shows("none", asked) == {"A": "not_shown"}


def test_a_role_of_the_table_carries_its_check_and_its_source():
    found = ask(FINE, role="security")
    assert found.may_carry == ("standard",)
    assert found.may_be_asked.startswith("Spent ones may be asked about too")
    assert found.steps[0].source
    assert "unconfirmed" in found.steps[0].text
    assert "check" in found.missing


def test_not_knowing_the_check_tells_every_one():
    found = ask(FINE)
    assert found.may_carry == ("none", "basic", "standard", "enhanced") == tuple(found.checks)
    assert {"check", "role"} <= set(found.missing)
    for level in checks().levels:
        assert level.words in found.may_be_asked


def test_a_check_above_the_role_is_questioned():
    assert any("higher" in line for line in ask(FINE, role="warehouse", check="enhanced").warnings)
    assert not any("higher" in line for line in ask(FINE, role="warehouse", check="basic").warnings)


@pytest.mark.parametrize(("more", "field"), [({"role": "astronaut"}, "role"), ({"start_on": "2020-01-01"}, "start_on")])
def test_what_cannot_be_answered_names_its_field(more, field):
    with pytest.raises(RequestError) as refused:
        ask(FINE, **more)
    assert refused.value.field == field


def test_every_role_names_checks_source_and_status():
    for role in checks().roles:
        assert role.checks
        assert role.source
        assert role.status in ("confirmed", "derived", "unconfirmed", "judgement")


@pytest.mark.parametrize(
    ("job", "role"),
    [
        ("Warehouse worker", "warehouse"), ("Care worker", "care"), ("Support worker", "care"), ("Carer", "care"),
        ("HGV driver", "hgv"), ("Van driver", "delivery"), ("Driving instructor", "driving_instructor"),
        ("Private hire driver", "taxi"), ("Kitchen porter", "hospitality"), ("Tool hire assistant", None),
        ("Kitchen porter, primary school", None), ("Van driver for a hospital", None), ("Nursing home cook", "care"),
        ("Receptionist", None), ("School cook", None), ("Gym instructor", None), ("", None),
    ],
)  # fmt: skip
def test_a_jobs_name_tells_its_kind_or_leaves_it_open(job, role):
    found = role_called(job)
    assert (found.id if found else None) == role
