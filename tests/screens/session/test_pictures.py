"""Pictures of the session, held against those a person has looked at.

After a change that is meant: `pytest tests/screens/session --snapshot-update`, and look.
"""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from ipstui.screens.session.screen import SessionScreen
from tests.screens.driving import still, until
from tests.screens.test_pictures import press, settle

STATES = {
    "over_the_hours": ("donna", ""),
    "inside_the_limits": ("donna", "left left"),
    "nought_hours": ("donna", "left " * 17),
    "with_a_proposal": ("gethin", "right"),
    "still_in_prison": ("kwame", "left"),
    "facts": ("donna", "f"),
    "refused": ("donna", "f 9 0"),
    "how": ("donna", "h"),
    "what_to_check": ("donna", "w"),
    "side_by_side": ("donna", "left left c enter right c"),
    "saving": ("donna", "s"),
    "kept": ("donna", "s enter"),
    "no_answer": ("donna", "f tab tab tab tab 3 0 f10 " + "left " * 16),
}


WIDE = ("over_the_hours", "inside_the_limits", "with_a_proposal", "how", "side_by_side")
PICTURES = [pytest.param(state, (80, 24), id=f"{state}-size0") for state in STATES] + [
    pytest.param(state, (120, 40), id=f"{state}-size1") for state in WIDE
]


@pytest.mark.parametrize(("state", "size"), PICTURES)
def test_the_session(snap_compare, pictured, state, size):
    who, keys = STATES[state]

    async def open_session(pilot):
        await pilot.app.push_screen(SessionScreen(who))
        await still(pilot)
        await press(pilot, keys)
        await settle(pilot)

    assert snap_compare(pictured, terminal_size=size, run_before=open_session)


@pytest.mark.parametrize("theme", ["light", "plain"])
def test_the_session_in_other_looks(snap_compare, pictured, theme):
    async def open_session(pilot):
        pilot.app.theme = theme
        await pilot.app.push_screen(SessionScreen("donna"))
        await settle(pilot)

    assert snap_compare(pictured, terminal_size=(120, 40), run_before=open_session)


HOME = {"universal_credit": "yes", "esa": "no", "housing": "supported", "claim_day": 9}
PAID = {"hours": Decimal(12), "cycle": "four_weekly", "first_pay_day": date(2026, 12, 11)}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("rent", [Decimal(240), None])
def test_six_months_and_no_sum_without_the_rent(snap_compare, pictured, rent, size):
    """Paid four-weekly in a supported home: the months with their bars, and what stands where the rent is not told."""

    async def open_session(pilot):
        screen = SessionScreen("donna")
        await pilot.app.push_screen(screen)
        await still(pilot)
        talk = screen.talk
        facts = msgspec.structs.replace(talk.facts, rent_weekly=rent, **HOME)
        talk.take(facts, msgspec.structs.replace(talk.choice, **PAID))
        screen._change()
        await settle(pilot)
        await until(pilot, lambda: screen.curve_drawn)
        await settle(pilot)

    assert snap_compare(pictured, terminal_size=size, run_before=open_session)
