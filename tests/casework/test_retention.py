"""How long closed cases are kept: counted from closing, the person's own period first, and never while held."""

from datetime import UTC, date, datetime

import pytest

from ipstui.casework.casefile import casefile_of
from ipstui.casework.events import Closed, Referral, Reopened
from ipstui.casework.people import Client, Settings
from ipstui.casework.retention import closed_cases, due_for_review, retention_of

TODAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


def case(closed, *, reopened=None, **facts):
    client = Client(id="c", name=facts.pop("name", "Mo"), **facts)
    events = [Referral(id="r", client="c", on=date(2015, 1, 1), recorded=MOMENT)]
    if closed:
        events.append(Closed(id="x", client="c", on=closed, recorded=MOMENT, reason="health"))
    if reopened:
        events.append(Reopened(id="o", client="c", on=reopened, recorded=MOMENT))
    return casefile_of(client, events, TODAY, Settings())


@pytest.mark.parametrize(
    ("closed", "years", "due"),
    [
        (date(2020, 11, 22), None, date(2026, 11, 22)),
        (date(2020, 2, 29), None, date(2026, 2, 28)),
        (date(2020, 11, 22), 1, date(2021, 11, 22)),
        (date(2020, 11, 22), 0, date(2020, 11, 22)),
    ],
)
def test_the_period_is_counted_from_closing(closed, years, due):
    found = retention_of(case(closed, retention_years=years), Settings())
    assert found.review_on == due
    assert found.closed == closed
    assert ("set for this person" in found.why) == (years is not None)


def test_an_open_case_has_no_end():
    assert retention_of(case(None), Settings()) is None
    assert retention_of(case(date(2020, 1, 1), reopened=date(2021, 1, 1)), Settings()) is None


def test_what_is_due_and_what_is_held():
    cases = [
        case(date(2020, 11, 22), name="Due today"),
        case(date(2020, 11, 23), name="Due tomorrow"),
        case(date(2016, 1, 1), name="Held", retention_hold=True),
        case(None, name="Open"),
    ]
    assert [each.name for each in due_for_review(cases, Settings(), TODAY)] == ["Due today"]
    assert [each.name for each in closed_cases(cases, Settings())] == ["Held", "Due today", "Due tomorrow"]
    assert len(due_for_review(cases, Settings(retention_years=1), TODAY)) == 2
