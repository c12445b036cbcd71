"""The lines of the day of release on the plans tab."""

from ipstui.casework.casefile import casefile_of
from ipstui.casework.events import DayPlanned, DaySettled, DayTicked
from ipstui.casework.people import Settings
from ipstui.screens.client.day_plan import release_day
from ipstui.screens.client.tab import Beside
from tests.casework.made_up import JO, TODAY, day, told


def test_what_went_differently_is_not_called_done():
    items = tuple({"id": name, "what": name.upper()} for name in "abcd")
    plan = told(DayPlanned, -3, day=day(-1), items=items)
    states = {"a": "done", "b": "not_done", "c": "otherwise"}
    ticks = [told(DayTicked, -1, plan=plan.id, item=name, state=state) for name, state in states.items()]
    events = [plan, *ticks, told(DaySettled, 0, plan=plan.id)]
    rows = release_day(casefile_of(JO, events, TODAY, Settings()), Beside({}))
    assert [row.cells[1] for row in rows if getattr(row, "cells", ("►",))[0] != "►"] == [
        "1 of 4 things done, 1 differently"
    ]
