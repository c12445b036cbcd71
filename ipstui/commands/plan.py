"""`ipstui plan`: what was written together with one person, a page of it, or all of it as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell

if TYPE_CHECKING:
    from ipstui.casework.casefile import Casefile
    from ipstui.casework.choices import PlanPart, Topic
    from ipstui.casework.events import Event
    from ipstui.casework.plans.state import Goal, Step
    from ipstui.casework.release_day.state import DayPlan
    from ipstui.casework.story import Story
    from ipstui.desk import Desk

_PAGES = {"understanding": "understanding", "action-plan": "action_plan", "release-day": "release_day"}


@click.command()
@click.argument("client")
@click.option("--page", type=click.Choice(list(_PAGES)), help="Only this page, as it would be printed.")
@click.option("--to", default="", metavar="NAME", help="The page for somebody else, who has to be allowed it.")
@click.option("--naming", multiple=True, type=click.Choice(["offence", "risk", "health"]),
              help="What the person said that their own page may name.")  # fmt: skip
@click.option("--version", type=click.IntRange(min=1), metavar="N",
              help="The plan, or with --page the understanding, as it was in its Nth version.")  # fmt: skip
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def plan(
    sitting: Sitting, client: str, page: str | None, to: str, naming: tuple[str, ...], version: int | None,
    wants_json: bool,
) -> None:  # fmt: skip
    """Show the shared understanding, the action plan and the day of release of one person.

    CLIENT is a name, part of one that fits nobody else, or an id.
    """
    if version is not None and (to or wants_json or page == "release-day"):
        raise click.UsageError("--version goes with --page action-plan or understanding, for the person alone.")
    desk = sitting.open_desk(read_only=True)
    casefile = desk.casefile(desk.find_client(client).id)
    if wants_json:
        from ipstui.commands.printed import as_json

        as_json(plan_document(casefile))
        return
    from ipstui.casework import say
    from ipstui.casework.checks import Unfit
    from ipstui.documents.made import page_of
    from ipstui.documents.plan_page import as_text

    today = desk.today
    if version is not None:
        page = page or "action-plan"
        casefile = _as_it_was(desk, casefile, page, version)
        today = casefile.story.today
    people = tuple((each.id, each.name) for each in desk.caseload.clients.values())
    specialist, topics = desk.caseload.settings.specialist, cast("tuple[Topic, ...]", naming)
    for name in [_PAGES[page]] if page else _PAGES.values():
        try:
            made = page_of(
                casefile, cast("PlanPart", name), to if page else "", names=people, specialist=specialist,
                today=today, may_name=topics,
            )  # fmt: skip
        except Unfit as error:
            if page:
                raise
            tell(f"{name.replace('_', ' ').capitalize()}: {error.problem}\n")
            continue
        tell(as_text(made))
        if made.held_back:
            tell(f"Left out: {say.plural(made.held_back, 'text')}; --naming puts them in.\n", err=True)


def _as_it_was(desk: Desk, casefile: Casefile, page: str, number: int) -> Casefile:
    """The casefile on the day of a version. Raises Unfit where there is none of that number."""
    from ipstui.casework import say
    from ipstui.casework.checks import Unfit
    from ipstui.casework.plans.versions import as_it_was

    plans = casefile.story.plans
    versions: tuple[Event, ...] = plans.understandings if page == "understanding" else plans.agreed
    if number > len(versions):
        raise Unfit("version", f"there are {say.plural(len(versions), 'version')} of it.")
    events = desk.caseload.events_of(casefile.client.id)
    return as_it_was(casefile.client, events, versions[number - 1], desk.caseload.settings)


def plan_document(casefile: Casefile) -> dict[str, Any]:
    """What was written together, as promised to programs."""
    from ipstui.casework.history import write_event

    plans, day = casefile.story.plans, casefile.story.release_day
    return {
        "client": casefile.client.id,
        "name": casefile.client.name,
        "understanding": [write_event(each) for each in plans.understandings],
        "goals": [_goal(goal) for goal in plans.goals],
        "agreed": [write_event(each) for each in plans.agreed],
        "changed_since_agreed": plans.changed_since_agreed,
        "sharing": [write_event(each) for each in plans.sharing],
        "setbacks": [write_event(each) for each in plans.setbacks],
        "release_days": [_day(each, casefile.story) for each in day.plans],
    }


def _goal(goal: Goal) -> dict[str, Any]:
    ended = goal.ended
    return {
        "id": goal.id, "words": goal.event.words, "why": goal.event.why, "measure": goal.event.measure,
        "obstacle": goal.event.obstacle, "fallback": goal.event.fallback,
        "ended": {"how": ended.how, "on": ended.on, "words": ended.words} if ended is not None else None,
        "needs_a_step": goal.needs_a_step, "steps": [_step(step) for step in goal.steps],
    }  # fmt: skip


def _step(step: Step) -> dict[str, Any]:
    from ipstui.casework.plans.words import who_of

    return {
        "id": step.id, "what": step.event.what, "who": step.event.who, "named": who_of(step.event),
        "due": step.event.due, "state": step.state, "closed_on": step.closed_on, "closed_by": step.closed_by,
        "held": step.event.held,
    }  # fmt: skip


def _day(plan: DayPlan, story: Story) -> dict[str, Any]:
    from calculators.contract import plain
    from ipstui.casework.release_day.feasible import answer_for
    from ipstui.casework.release_day.state import changes, write_items

    event = plan.event
    found = answer_for(plan, story)
    return {
        "id": plan.id, "date": plan.day, "version": plan.version, "out_at": event.out_at, "home_by": event.home_by,
        "met_by": event.met_by, "own_order": event.own_order, "items": list(write_items(plan.items)),
        "settled_on": plan.settled_on,
        "feasibility": plain(found.result) if found.result is not None else None, "problem": found.problem,
        "changed_in_diary": [
            {"id": each.item.id, "words": each.words} for each in changes(plan, story.diary, story.today)
        ],
        "ticks": {name: {"state": tick.state, "at": tick.at, "words": tick.words} for name, tick in plan.ticks.items()},
    }  # fmt: skip
