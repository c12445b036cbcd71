"""What the lines of the plans tab do: the screens for two, the day of release, and the pages."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import date
from functools import partial
from typing import Protocol, cast, get_args

from textual.content import Content

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import PlanPart, Topic
from ipstui.casework.events import PageGiven, PlanAgreed, Setback, Sharing
from ipstui.casework.plans.rules import TOPICS
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.view import View


class Opens(Protocol):
    """Opens something about a person, and about a goal or a day where one is named."""

    def __call__(self, view: View, casefile: Casefile, about: str = "") -> Awaitable[None]: ...


async def write_understanding(view: View, casefile: Casefile, about: str = "") -> None:
    """Open the shared understanding on the screen for two."""
    from ipstui.screens.together.screen import TogetherScreen

    view.app.push_screen(TogetherScreen(casefile.client.id))


async def write_goal(view: View, casefile: Casefile, about: str = "") -> None:
    """Open a goal on the screen for two; a new one where none is named."""
    from ipstui.screens.together.screen import TogetherScreen

    view.app.push_screen(TogetherScreen(casefile.client.id, about))


async def open_day(view: View, casefile: Casefile, about: str = "") -> None:
    """Open the plan of the day: to plan it, or from the day on as a checklist."""
    plan = casefile.story.release_day.last
    if plan is not None and (plan.settled_on is None or about == plan.id) and plan.day <= view.desk.today:
        from ipstui.screens.release_day.checklist import DayListScreen

        view.app.push_screen(DayListScreen(casefile.client.id))
        return
    from ipstui.screens.release_day.screen import ReleaseDayScreen

    view.app.push_screen(ReleaseDayScreen(casefile.client.id))


async def share(view: View, casefile: Casefile, about: str = "") -> None:
    """Record who may have what was written together."""
    view.app.push_screen(RecordScreen(casefile, Sharing))


async def agree(view: View, casefile: Casefile, about: str = "") -> None:
    """Record what was said to the plan."""
    view.app.push_screen(RecordScreen(casefile, PlanAgreed))


async def set_back(view: View, casefile: Casefile, about: str = "") -> None:
    """Record what went otherwise; then the understanding may be gone through together."""
    if await view.app.push_screen_wait(RecordScreen(casefile, Setback)):
        choices = [("yes", "Yes: open what was written, and add to it"), ("no", "Not now")]
        if await view.app.push_screen_wait(ChooseScreen("Go through it together?", choices)) == "yes":
            await write_understanding(view, casefile)


async def make_page(view: View, casefile: Casefile, about: str = "") -> None:
    """Make a page of what was written: for the person, or for somebody who helps and may have it."""
    plans, name = casefile.story.plans, casefile.client.name
    choices: list[tuple[str, str]] = []
    for part, called in (("action_plan", "The plan"), ("understanding", "In their own words")):
        if (part == "action_plan" and not plans.goals) or (part == "understanding" and plans.understanding is None):
            continue
        choices.append((part, f"{called}, for {name}"))
        choices += [(f"{part} {who}", f"{called}, for {who}") for who, word in plans.sharing_with(part).items()
                    if word.decision == "given"]  # fmt: skip
    title = "Which page? Others are offered once the person said that they may have it."
    chosen = await view.app.push_screen_wait(ChooseScreen(title, choices))
    if chosen:
        part, _, to = chosen.partition(" ")
        await _print(view, casefile, cast(PlanPart, part), to)


async def look_back(view: View, casefile: Casefile, about: str = "") -> None:
    """Read a version of the plan, or of the understanding, as it was; or make its page, for the person alone."""
    from ipstui.casework.plans.versions import as_it_was
    from ipstui.documents.made import page_of
    from ipstui.documents.plan_page import as_text
    from ipstui.screens.reading import ReadingScreen

    caseload = view.desk.caseload
    version = caseload.event(about)
    if version is None:
        return
    then = as_it_was(casefile.client, caseload.events_of(casefile.client.id), version, caseload.settings)
    part: PlanPart = "action_plan" if isinstance(version, PlanAgreed) else "understanding"
    choices = [("read", "Read it as it was"), ("page", f"Make its page, for {casefile.client.name}")]
    chosen = await view.app.push_screen_wait(ChooseScreen(f"As it was {say.on(version.on, view.desk.today)}", choices))
    if chosen == "page":
        await _print(view, then, part, "", version.on)
    elif chosen:
        specialist = caseload.settings.specialist
        try:
            page = page_of(then, part, "", names=(), specialist=specialist, today=version.on, may_name=get_args(Topic))
        except Unfit as error:
            view.ips.tell(error.problem, problem=True)
            return
        view.app.push_screen(ReadingScreen(page.title, Content(as_text(page))))


async def _print(view: View, casefile: Casefile, part: PlanPart, to: str, on: date | None = None) -> None:
    """Make a page; `on` is the day of the version it is of, where that is not today's."""
    from ipstui.documents.made import page_of
    from ipstui.documents.plan_page import write
    from ipstui.screens.printing import print_page

    caseload, today = view.desk.caseload, view.desk.today
    names = tuple((client.id, client.name) for client in caseload.clients.values())
    make = partial(page_of, casefile, part, to, names=names, specialist=caseload.settings.specialist, today=on or today)
    try:
        page = make(may_name=())
        if page.held_back and not to:
            told = f"Left out would be {say.plural(page.held_back, 'text')} naming an offence, a risk or health."
            choices = [("no", "Leave them out"), ("yes", "Put them in: the person said so")]
            chosen = await view.app.push_screen_wait(ChooseScreen(told, choices))
            if not chosen:
                return
            page = make(may_name=cast(tuple[Topic, ...], TOPICS)) if chosen == "yes" else page
        elif page.held_back:
            view.ips.tell(f"Left out: {say.plural(page.held_back, 'text')} naming what {to} was not to be told.")
    except Unfit as error:
        view.ips.tell(error.problem, problem=True)
        return
    called = {"understanding": "In their own words", "action_plan": "The plan"}[part]
    if print_page(view, called, partial(write, page)):
        given = PageGiven(client=casefile.client.id, on=today, page=part, to=to or casefile.client.name)
        await view.try_save(given, label=f"page made for {to or casefile.client.name}")


OPENS: dict[str, Opens] = {
    "understanding": write_understanding,
    "goal": write_goal,
    "release_day": open_day,
    "sharing": share,
    "agreed": agree,
    "setback": set_back,
    "plan_page": make_page,
    "look_back": look_back,
}
"""What a line or a step of the tab opens, by name; it is handed what it is about."""
