"""Recording any kind of event: which one, by its title or a word of the trade; then its form."""

from __future__ import annotations

from textual.app import App

from ipstui.casework import aliases
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import KINDS, Conviction, Event
from ipstui.casework.words import kind_title
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.record import RecordScreen

_HIDDEN_KINDS = {"void", "reviewed", "snooze", "fact_changed", "copied", "fidelity_rated", "leave"}
_LIKELIEST = ("release_expected",)
"""First in the list: Enter takes it."""


async def record_any(app: App[None], casefile: Casefile) -> None:
    """Ask which kind of event, by its title or a word of the trade, and open its form."""
    kinds = [kind for kind in KINDS if kind not in _HIDDEN_KINDS]
    choices = sorted(((k, kind_title(k)) for k in kinds), key=lambda pair: (pair[0] not in _LIKELIEST, pair[1]))
    asked = ChooseScreen("Record what?", choices, search=True, called=aliases.KINDS)
    if chosen := await app.push_screen_wait(asked):
        await record_one(app, casefile, KINDS[chosen])


async def record_one(app: App[None], casefile: Casefile, kind: type[Event]) -> None:
    """Open the form of one kind; for a conviction, after it was said which sentence."""
    if kind is Conviction:
        from ipstui.screens.forms.conviction import record

        await record(app, casefile)
    else:
        app.push_screen(RecordScreen(casefile, kind))
