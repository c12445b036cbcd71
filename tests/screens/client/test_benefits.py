"""The benefits tab: permitted work with this person's hours, the what-if form, and what is kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import msgspec
import pytest
from textual.widgets import Input, Select

from calculators.benefits.permitted_work import PermittedWorkRequest, permitted_work
from ipstui.casework.events import BenefitsSession, BenefitStatus, JobEnded, JobStarted
from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.screens.client.benefits import benefits, permitted_work_lines
from ipstui.screens.client.tab import Beside
from ipstui.screens.forms.permitted_work import PermittedWorkScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.forms.weeks import WeekRow
from ipstui.shell.app import IpsApp
from ipstui.widgets.lines import Line, Target
from tests.screens.driving import (
    TODAY,
    cells,
    client_named,
    fill,
    filled,
    ids,
    lines,
    listed,
    opened,
    point_at,
    problem,
    save,
    seen,
    show,
    still,
    until,
)


@dataclass
class Jo:
    """Someone new, with as much told of them as a test tells."""

    desk: Desk
    client: Client

    def tell(self, *kinds_and_fields):
        for kind, fields in kinds_and_fields:
            event = kind(**{"client": self.client.id, "on": TODAY - timedelta(days=20), **fields})
            self.desk.caseload.record(event, label="told")

    def sessions(self):
        story = self.desk.casefile(self.client.id).story
        return [e for e in story.events if isinstance(e, BenefitsSession)]


@pytest.fixture
def jo(empty):
    client = Client(id="jo", name="Jo Marsh")
    empty.caseload.record(client, label="added")
    return Jo(empty, empty.caseload.clients["jo"])


ESA = (BenefitStatus, {"benefit": "new_style_esa", "in_payment": True})


def job(hours, pay, **fields):
    given = {"role": "Café assistant", "hours_weekly": Decimal(hours), "hourly_pay": Decimal(pay)}
    return (JobStarted, {**given, **fields})


async def tab(pilot, jo):
    screen = await show(pilot, jo.client)
    await pilot.press("5")
    await pilot.pause()
    return screen


async def what_if(pilot, jo):
    await tab(pilot, jo)
    await point_at(pilot, Target("do", "permitted_work"), "benefits")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, PermittedWorkScreen))
    await pilot.pause()


def answer(app):
    return str(app.screen.query_one("#answer").content)


async def test_a_fresh_client_is_told_what_is_not_known_and_no_limit_is_drawn(jo):
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        told = cells(pilot.app)
        assert "not known, which is not the same as none" in told
        assert "No job and no accepted start" in told
        assert "OVER" not in told
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, RecordScreen))


async def test_john_at_sixteen_hours_on_the_living_wage_fails_on_hours(jo):
    jo.tell(ESA, job("16", "12.71"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        told = seen(pilot.app)
        assert "■ OVER THE LIMIT" in told
        assert "FAILS ON HOURS: 16 hours is not under 16" in told
        rows = {row.target.part: row.cells for row in lines(pilot.app, "benefits").rows if isinstance(row, Line)}
        assert rows["hours"][1].endswith("│█")  # past the mark
        assert rows["earnings"][1].endswith("│")  # and this is not
        assert "£203.36 of £203.50" in rows["earnings"][1]
        assert "All ESA for that week is lost" in listed(pilot.app, "benefits")
        assert "PW1 BEFORE starting" in listed(pilot.app, "benefits")


async def test_john_under_sixteen_hours_is_within(jo):
    jo.tell(ESA, job("12", "12.71"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        told = listed(pilot.app, "benefits")
        assert "√ WITHIN the limits" in told
        assert "higher limit" in told
        assert "12 h, must be under 16" in told
        assert "If over" not in told


@pytest.mark.parametrize(
    ("benefit", "says"),
    [("universal_credit", "no permitted work and no limit on hours"), (None, "If on ESA  over the limit")],
)
async def test_without_esa_no_limit_is_drawn_as_broken(jo, benefit, says):
    """Thirty hours are nobody's breach where ESA is not in payment."""
    jo.tell(job("30", "13"), *([(BenefitStatus, {"benefit": benefit, "in_payment": True})] if benefit else []))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        told = listed(pilot.app, "benefits")
        assert says in cells(pilot.app) + told
        assert "OVER THE LIMIT" not in told
        assert "keep_permitted_work" not in ids(pilot.app, "benefits")


async def test_what_is_missing_is_said(jo):
    jo.tell(ESA, (JobStarted, {"role": "Café assistant"}))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        told = listed(pilot.app, "benefits")
        assert "○ NOT KNOWN" in told
        assert "Missing  hours a week" in told
        assert "Missing  pay an hour" in told


async def test_long_hours_with_pay_unknown_are_pointed_at(jo):
    jo.tell(ESA, (JobStarted, {"role": "Café assistant", "hours_weekly": Decimal(20)}))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        assert "○ NOT KNOWN  20 hours is not under 16: only pay up to £20.00 a week" in listed(pilot.app, "benefits")


async def test_two_jobs_add_up_and_an_ended_one_does_not(jo):
    jo.tell(ESA, job("9", "12.71"), job("8", "12.71", role="Cleaner"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        assert "17 h, must be under 16" in listed(pilot.app, "benefits")
        second = jo.desk.casefile(jo.client.id).story.work.open_jobs[1]
        ended = JobEnded(client="jo", on=TODAY, job=second.id, reason="left_for_better")
        await pilot.app.save(ended, label="ended")
        await pilot.pause()
        assert "9 h, must be under 16" in listed(pilot.app, "benefits")


async def test_keeping_it_puts_it_on_the_timeline_with_the_rates(jo):
    jo.tell(ESA, job("16", "12.71"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        await point_at(pilot, Target("do", "keep_permitted_work"), "benefits")
        await pilot.press("enter")
        await until(pilot, lambda: jo.sessions())
        (session,) = jo.sessions()
        assert (session.results["verdict"], session.on) == ("breach", TODAY)
        assert session.inputs["hours"] == "16"
        assert session.rates_version
        assert "over the limit" in listed(pilot.app, "benefits")
        await pilot.press("1")
        await pilot.pause()
        assert "Benefits session: permitted work" in listed(pilot.app, "timeline")


async def test_the_form_begins_with_this_persons_hours_and_pay(jo):
    jo.tell(ESA, job("12", "13.20"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        texts = filled(pilot.app)
        assert (texts["hours"], texts["hourly_rate"], texts["engagement"]) == ("12", "13.20", "employed")
        assert "WITHIN" in answer(pilot.app)


async def test_sixteen_times_the_living_wage_cannot_be_missed_on_a_small_screen(jo):
    jo.tell(ESA)
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        fill(pilot.app, hours="16", hourly_rate="12.71")
        await pilot.pause()
        told = cells(pilot.app)
        assert "■ OVER THE LIMIT FAILS ON HOURS: 16 hours is not under 16" in told
        assert "£203.36 of £203.50" in told
        assert "F10: save it on the timeline" in told
        fill(pilot.app, hours="15.99")
        await pilot.pause()
        assert "√ WITHIN the limits" in cells(pilot.app)


NONSENSE = [
    ("hours", "-5", "Hours cannot be below zero."),
    ("hours", "200", "There are not 200 hours in the time worked: at most 168."),
    ("hours", "NaN", "“NaN” is not a number."),
    ("hours", "lots", "“lots” is not a number."),
    ("hours", "[/b]", "“[/b]” is not a number."),
    ("hours", "ست عشرة", "“ست عشرة” is not a number."),
    ("hourly_rate", "12.715", "Money has at most two decimals."),
    ("hourly_rate", "-1", "Money cannot be below zero."),
    ("hourly_rate", "inf", "“inf” is not a number."),
    ("pension_weekly", "sNaN", "“sNaN” is not a number."),
]


async def test_nonsense_is_said_by_field_as_it_is_typed_and_is_not_kept(jo):
    jo.tell(ESA)
    labels = {"hours": "Hours a week", "hourly_rate": "Pay an hour £", "pension_weekly": "Pension £ a week"}
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        for field, text, says in NONSENSE:
            fill(pilot.app, **{"hours": "12", "hourly_rate": "13", "pension_weekly": "", field: text})
            await pilot.pause()
            assert answer(pilot.app) == f"{labels[field]}: {says}", text
            await save(pilot)
            assert problem(pilot.app) == f"{labels[field]}: {says}", text
            assert "F10: save it on the timeline" in seen(pilot.app)
        assert jo.sessions() == []


async def test_other_hours_are_kept_with_advice_in_any_letters(jo):
    jo.tell(ESA)
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        fill(pilot.app, hours="15", hourly_rate="£13.56", advice="[/b] أقل من ١٦ ساعة")
        await save(pilot)
        (session,) = jo.sessions()
        assert (session.results["verdict"], session.advice) == ("within", "[/b] أقل من ١٦ ساعة")
        assert "[/b] أقل من ١٦ ساعة" in listed(pilot.app, "benefits")


async def test_profit_is_judged_as_profit(jo):
    jo.tell(ESA, job("10", "15", self_employed=True))
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        assert filled(pilot.app)["engagement"] == "self_employed"
        fill(pilot.app, hourly_rate="15")
        await save(pilot)
        (session,) = jo.sessions()
        assert session.inputs["profit_yearly"] == "7800.00"
        assert session.inputs["hourly_rate"] is None


def test_no_limit_is_drawn_for_made_up_people_without_esa(desk):
    for client in desk.caseload.clients.values():
        casefile = desk.casefile(client.id)
        keys = [row.target for row in benefits(casefile, Beside({})) if isinstance(row, Line)]
        assert len(keys) == len(set(keys)), client.name
        if not casefile.story.vocational.on_esa:
            assert Target("limits", part="verdict") not in keys, client.name


def test_sixteen_hours_in_a_picture(pictured, snap_compare):
    async def go(pilot):
        await show(pilot, client_named(pictured, "Donna"))
        await pilot.press("5")
        await point_at(pilot, Target("do", "permitted_work"), "benefits")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pictured.screen, PermittedWorkScreen))
        await pilot.pause()
        fill(pictured, hours="16", hourly_rate="12.71", other_jobs="")
        await until(pilot, lambda: "FAILS ON HOURS" in answer(pictured))
        await still(pilot)

    assert snap_compare(pictured, run_before=go)


# Weeks that differ, several jobs, the minimum wage


def weeks(app, *rows):
    """Fill in the grid: (hours, pay, absence) a week."""
    for row, (hours, pay, away) in zip(app.screen.query(WeekRow), rows, strict=False):
        row.query_one(".hours", Input).value = hours
        row.query_one(".pay", Input).value = pay
        if away:
            row.query_one(Select).value = away


async def test_weeks_away_are_left_out_of_the_average_and_kept_with_it(jo):
    jo.tell(ESA)
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        weeks(pilot.app, ("12", "160", ""), ("18", "190", ""), ("", "", "sick"), ("", "150", "paid_leave"))
        await until(pilot, lambda: "2 weeks away left out" in answer(pilot.app))
        assert "Average of 2 weeks" in answer(pilot.app)
        assert "15 h" in answer(pilot.app)
        await save(pilot)
        await until(pilot, lambda: jo.sessions())
    kept = jo.sessions()[0]
    assert [week.get("absence") for week in kept.inputs["weeks"]] == [None, None, "sick", "paid_leave"]
    assert kept.inputs["hours"] is None


@pytest.mark.parametrize(
    ("hours", "rows", "says"),
    [
        ("", [("12", "", ""), ("", "", ""), ("14", "", "")], "Week 2: This week is left out"),
        ("", [("", "90", "")], "Week 1: Hours are needed"),
        ("", [("9", "", "sick")], "Week 1: Hours of a week away are not asked"),
        ("", [("1_5", "", "")], "Week 1: “1_5” is not a number."),
        ("", [("200", "", "")], "Week 1: There are not 200 hours"),
        ("12", [("12", "", "")], "Hours a week: Give hours a week or the weeks below"),
    ],
)
async def test_a_week_that_cannot_be_is_named(jo, hours, rows, says):
    jo.tell(ESA)
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        fill(pilot.app, hours=hours, hourly_rate="12.71")
        weeks(pilot.app, *rows)
        await until(pilot, lambda: says in answer(pilot.app))
        await save(pilot)
        await until(pilot, lambda: says.partition(": ")[2] in problem(pilot.app))
    assert not jo.sessions()


async def test_other_jobs_count_together_and_what_cannot_be_read_is_said(jo):
    jo.tell(ESA)
    async with opened(IpsApp(jo.desk)) as pilot:
        await what_if(pilot, jo)
        fill(pilot.app, hours="8", hourly_rate="12.71", other_jobs="6 at 12.71, 2 at 12.71")
        await until(pilot, lambda: "16 h, must be under 16" in answer(pilot.app))
        assert "FAILS ON HOURS" in answer(pilot.app)
        fill(pilot.app, other_jobs="six hours")
        await until(pilot, lambda: "Other jobs: “six hours”: write hours and pay" in answer(pilot.app))


async def test_pay_under_the_minimum_is_said_while_it_is_typed_and_on_the_tab(jo):
    jo.tell(ESA, job("10", "11"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        assert "▲ £11.00 an hour is under the National Living Wage" in listed(pilot.app, "benefits")
        await point_at(pilot, Target("do", "permitted_work"), "benefits")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, PermittedWorkScreen))
        await until(pilot, lambda: "under the National Living Wage" in answer(pilot.app))


# When a job begins


async def test_what_may_be_applied_for_stands_while_the_job_is_new(jo):
    jo.tell((BenefitStatus, {"benefit": "universal_credit", "in_payment": True}), job("20", "13"))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo)
        told = listed(pilot.app, "benefits")
        for words in ("Travel Discount Card", "Ask BEFORE spending", "as others report",
                      "payslip in writing", "Wales has its own scheme"):  # fmt: skip
            assert words in told


@pytest.mark.parametrize("told", [(), (job("20", "13", on=TODAY - timedelta(days=60)),)])
def test_without_a_new_job_nothing_of_it_is_said(jo, told):
    jo.tell(*told)
    rows = benefits(jo.desk.casefile("jo"), Beside({}))
    assert not any(isinstance(row, Line) and row.target.part == "start" for row in rows)


def test_a_business_of_their_own_has_no_rights_of_workers(jo):
    jo.tell(job("20", "13", self_employed=True))
    rows = [row for row in benefits(jo.desk.casefile("jo"), Beside({})) if isinstance(row, Line)]
    assert "payslip" not in {row.target.line for row in rows if row.target.part == "start"}
    assert "crisis_fund" in {row.target.line for row in rows if row.target.part == "start"}


def drawn(**facts):
    request = msgspec.convert({"on": date(2026, 11, 26), **facts}, PermittedWorkRequest, strict=False)
    return {line.cells[0]: line.cells[1] for line in permitted_work_lines(permitted_work(request))}


@pytest.mark.parametrize(
    "facts",
    [
        {"engagement": "voluntary", "hours": 17, "gross_weekly": 150},
        {"engagement": "placement", "hours": 30},
    ],
)
def test_no_figure_is_held_against_a_limit_until_the_kind_of_work_is_known(facts):
    lines = drawn(**facts)
    assert lines["○ NOT KNOWN"] == "it turns on what kind of work this is"
    assert not {"Hours a week", "Earnings a week", "Room"} & lines.keys()
    assert "wage" in lines["Missing"] or "approved" in lines["Missing"]


def test_what_is_free_of_hours_is_not_held_against_sixteen():
    assert drawn(engagement="voluntary", hours=30)["Hours a week"].startswith("30 h, any number here")
    unapproved = drawn(engagement="placement", hours=10, placement_approved_before_start=False, gross_weekly=0)
    assert "is not exempt" in unapproved["■ OVER THE LIMIT"]
