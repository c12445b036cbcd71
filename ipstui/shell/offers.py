"""Everything the palette offers on a screen: acts, kinds of event, calculators, the guide, people, employers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from textual.app import App
from textual.screen import Screen

from calculators.index import CALCULATORS
from calculators.reference import data_folder
from ipstui.actions import ACTIONS, APP, FOR_ONE, Action, Keys, actions_on, key_name
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import KINDS
from ipstui.casework.spelling import rank
from ipstui.casework.words import kind_title
from ipstui.guide import PAGES, read
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.any_kind import record_one
from ipstui.screens.forms.calculator import CalculatorScreen
from ipstui.shell.contract import Shell, begin, shell_of

UNSAID = {
    "void", "reviewed", "snooze", "fact_changed", "fidelity_rated", "leave", "day_planned", "day_ticked",
    "day_settled", "page_given",
}  # fmt: skip
"""Kinds of event that have an act of their own and no form."""
WELL = 3
"""The last rank of `spelling.rank` that a synonym is taken for: not initials, nor a piece from within."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to do or to open. `id` is what its words are kept under, "" where it has none."""

    id: str
    name: str
    help: str
    run: Callable[[], object]

    @property
    def words(self) -> tuple[str, ...]:
        """What else people call it."""
        return _words().get(self.id, ())


@cache
def _words() -> dict[str, tuple[str, ...]]:
    held = json.loads((data_folder() / "palette" / "words.json").read_text(encoding="utf-8"))["words"]
    return {name: tuple(words) for name, words in held.items()}


def fit(query: str, offer: Offer) -> float:
    """Return how well an offer fits what is typed, 1 best, 0 not at all: by its name, its other names, its help."""
    by_name = rank(query, offer.name)
    if by_name is not None and by_name <= WELL:
        return 1 - by_name / 10
    by_word = min((place for word in offer.words if (place := rank(query, word)) is not None), default=9)
    if by_word <= WELL:
        return 0.6 - by_word / 10
    said = (offer.name, *offer.words, offer.help)
    if all(any(_well(word, text) for text in said) for word in query.split()):
        return 0.1  # each word typed is one of its words, though no name of it has them all
    return 0.0


def _well(query: str, text: str) -> bool:
    place = rank(query, text)
    return place is not None and place <= WELL


def offers(screen: Screen[Any], *, private: bool) -> Iterator[Offer]:
    """Yield what there is, the acts of the screen first. When `private`, nothing that shows another person."""
    app = screen.app
    yield from _acts(screen, private)
    if private:
        return
    shell = shell_of(screen)
    chosen: Casefile | None = screen.chosen() if hasattr(screen, "chosen") else None
    whom = "the person under the cursor" if chosen else "the person you choose"  # a name would be read as markup here
    for kind in KINDS:
        if kind not in UNSAID:
            name = f"Record: {kind_title(kind)}"
            yield Offer(f"kind {kind}", name, f"Record it for {whom}",
                        partial(_record, app, kind, chosen))  # fmt: skip
    for calculator in CALCULATORS.values():
        title = calculator.name.replace("-", " ").capitalize()
        yield Offer(f"calc {calculator.name}", f"Calculator: {title}", calculator.title,
                    partial(_calculate, app, calculator.name))  # fmt: skip
    for page in map(read, PAGES):
        yield Offer(f"page {page.name}", f"Guide: {page.title}", "A page of the guide",
                    partial(app.run_action, f"guide('{page.name}')"))  # fmt: skip
    for employer in shell.desk.caseload.employers.values():
        yield Offer("", f"Employer: {employer.name}", "Show them among the employers",
                    partial(_employer, app, employer.id))  # fmt: skip


def _acts(screen: Screen[Any], private: bool) -> Iterator[Offer]:
    own = actions_on(getattr(screen, "NAME", ""))
    wide = [action for action in actions_on(APP) if not private or action.id in FOR_ONE]
    for action in (*own, *wide):
        if action.id not in ("command_palette", "back", "acts", "saved"):
            yield Offer(action.id, _named(action, shell_of(screen).keys), action.help, partial(_act, screen, action))
    if not private:
        here = {action.id for action in own}
        elsewhere = [action for action in ACTIONS if action.id in FROM_ANYWHERE and action.id not in here]
        for action in elsewhere:
            yield Offer(action.id, action.label, action.help, partial(_for_someone, screen, action.id))


FROM_ANYWHERE = ("log", "next_date", "session", "case", "record", "tab('plan')", "tab('work')", "tab('licence')",
                 "tab('benefits')", "tab('disclosure')", "tab('plans')", "words", "add_client", "add_employer",
                 "record_service")  # fmt: skip
"""Acts that are offered where they have no key, too: they begin by asking for the person, or go to their place."""
PLACES = {"add_client": "clients", "add_employer": "employers", "record_service": "reports"}
"""The place of an act that is about no one person."""


def _named(action: Action, keys: Keys) -> str:
    key = key_name(action, keys)
    return f"{action.label}  ({key})" if key else action.label


async def _act(screen: Screen[Any], action: Action) -> None:
    await (screen.app if action.screens == (APP,) else screen).run_action(action.id)


def _for_someone(screen: Screen[Any], action: str) -> None:
    begin(screen.app, _on_their_screen, screen, action)


async def _on_their_screen(screen: Screen[Any], action: str) -> None:
    """Do it on the screen that has it: that of the person under the cursor, or of the one who is asked for."""
    app, shell = screen.app, shell_of(screen)
    if action in PLACES:
        await shell.action_go(PLACES[action])
        await app.screen.run_action(action)
        return
    casefile = screen.chosen() if hasattr(screen, "chosen") else None
    client = casefile.client.id if casefile else await _someone(app)
    if client:
        shell.open_client(client)
        app.call_after_refresh(lambda: app.screen.run_action(action))


async def _someone(app: App[Any]) -> str:
    """Ask for a person; "" when left."""
    shell: Shell = app  # type: ignore[assignment]
    people = sorted(((each.id, each.name) for each in shell.desk.caseload.clients.values()), key=lambda p: p[1])
    if not people:
        shell.tell("Nobody is in this case file yet. Press a on the review to add a person.")
        return ""
    return await app.push_screen_wait(ChooseScreen("For whom?", people, search=True)) or ""


def _record(app: App[Any], kind: str, casefile: Casefile | None) -> None:
    async def go() -> None:
        shell: Shell = app  # type: ignore[assignment]
        client = casefile.client.id if casefile else await _someone(app)
        if client:
            await record_one(app, shell.desk.casefile(client), KINDS[kind])

    begin(app, go)


def _calculate(app: App[Any], name: str) -> None:
    try:
        app.push_screen(CalculatorScreen(name))
    except ValueError:
        shell: Shell = app  # type: ignore[assignment]
        shell.tell(f"This one needs lists that no form holds. About a person: F2, or their tabs 4 and 5. "
                   f"Without a person: ipstui calc {name} --help")  # fmt: skip


async def _employer(app: App[Any], employer: str) -> None:
    from ipstui.widgets.lines import Lines, Target

    shell: Shell = app  # type: ignore[assignment]
    await shell.action_go("employers")
    app.call_after_refresh(lambda: app.screen.query_one(Lines).go_to(Target("employer", employer)))
