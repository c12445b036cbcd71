"""Recording any kind of event, or correcting one: which, by its title or a word of the trade; then its form."""

from __future__ import annotations

from textual.app import App

from ipstui.casework import aliases
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import KINDS, ConditionAdded, Conviction, Event, ProposalMade
from ipstui.casework.words import kind_title
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.record import RecordScreen

_HIDDEN_KINDS = {
    "void", "reviewed", "snooze", "fact_changed", "copied", "fidelity_rated", "leave", "licence_check_saved",
    "day_planned", "day_ticked", "day_settled", "page_given",  # from the screens of the plans tab
}  # fmt: skip
_LIKELIEST = ("release_expected",)
"""First in the list: Enter takes it."""


async def record_any(app: App[None], casefile: Casefile) -> None:
    """Ask which kind of event, by its title or a word of the trade, and open its form."""
    asked = ChooseScreen("Record what?", _in_order(), search=True, called=aliases.KINDS)
    if chosen := await app.push_screen_wait(asked):
        await record_one(app, casefile, KINDS[chosen])


def _in_order() -> list[tuple[str, str]]:
    """Every kind that is recorded here by its title; of those that begin alike, as they come in life: opened, met."""
    choices = [(kind, kind_title(kind)) for kind in KINDS if kind not in _HIDDEN_KINDS]
    return sorted(choices, key=lambda pair: (pair[0] not in _LIKELIEST, pair[1].split()[0]))


async def record_one(app: App[None], casefile: Casefile, kind: type[Event]) -> None:
    """Open the form of a kind of event: its own, where it has one."""
    if kind is Conviction:
        from ipstui.screens.forms.conviction import record

        await record(app, casefile)
    elif kind is ProposalMade:
        from ipstui.screens.forms.licence import ProposalScreen

        app.push_screen(ProposalScreen(casefile))
    elif kind is ConditionAdded:
        from ipstui.screens.forms.condition import add_condition

        await add_condition(app, casefile)
    else:
        app.push_screen(RecordScreen(casefile, kind))


def correct_one(app: App[None], casefile: Casefile, event: Event) -> None:
    """Open the form that corrects an event: its own, where it has one."""
    conditions = casefile.story.probation.conditions
    held = next((each for each in conditions if each.added.id == event.id), None)
    if isinstance(event, Conviction):
        from ipstui.screens.forms.conviction import correct

        correct(app, casefile, event)
    elif isinstance(event, ProposalMade):
        from ipstui.screens.forms.licence import ProposalScreen

        app.push_screen(ProposalScreen(casefile, corrects=event))
    elif isinstance(event, ConditionAdded) and held is not None:
        from ipstui.screens.forms.condition import FREE_TEXT, ConditionScreen

        app.push_screen(ConditionScreen(casefile, event.catalogue or FREE_TEXT, held=held, corrects=event))
    else:
        app.push_screen(RecordScreen(casefile, type(event), corrects=event))
