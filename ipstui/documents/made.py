"""Which page is made of what was written together, for whom, and what may be named on it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import get_args

from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.choices import PlanPart, Topic
from ipstui.casework.release_day.feasible import answer_for, ordered
from ipstui.documents.guarded import guard_for
from ipstui.documents.plan_page import (
    PlanPage,
    consent_of,
    helper_page,
    person_page,
    pocket_page,
    understanding_page,
)


def page_of(
    casefile: Casefile,
    part: PlanPart,
    to: str,
    *,
    names: Iterable[tuple[str, str]],
    specialist: str,
    today: date,
    may_name: Iterable[Topic],
) -> PlanPage:
    """Return a page; `to` is "" for the person's own. What somebody else may read is what was said when it was agreed.

    Raises Unfit where it may not be given, or where there is nothing to put on it.
    """
    client, plans = casefile.client, casefile.story.plans
    if to:
        topics = consent_of(plans, part, to, today).topics
        may_name = [topic for topic in get_args(Topic) if topic in topics]
    guard = guard_for(client.id, names, may_name)
    if part == "release_day":
        plan = casefile.story.release_day.last
        if plan is None:
            raise Unfit("page", "no day of release is planned yet.")
        found = answer_for(plan, casefile.story)
        timeline = found.result.timeline if found.result is not None else ()
        arrive = {each.id: each.arrive for each in timeline if each.arrive}
        late = {each.id for each in timeline if each.late_by}
        return pocket_page(
            plan, ordered(found), arrive, client.name, guard, late=late,
            today=today, made_up=client.made_up, named="health" in guard.may_name,
        )  # fmt: skip
    if part == "understanding":
        if plans.understanding is None:
            raise Unfit("page", "nothing is written in their own words yet.")
        return understanding_page(
            plans.understanding, client.name, guard, today, made_up=client.made_up, for_others=bool(to)
        )
    if to:
        return helper_page(plans, client.name, to, guard, today, specialist, made_up=client.made_up)
    return person_page(plans, client.name, guard, today, specialist, made_up=client.made_up)
