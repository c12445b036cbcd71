"""The section of the day of release: the plan with whether it fits, and what came of it."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.custody.release import expected_release
from ipstui.casework.release_day.state import changes
from ipstui.screens.client.tab import Beside
from ipstui.widgets.lines import Heading, Line, Target


def release_day(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the day of release; none for somebody who is out and never had such a plan."""
    story, today = casefile.story, casefile.story.today
    expected = expected_release(story)
    plans = story.release_day.plans
    if not plans and expected is None and not story.custody.inside:
        return []
    rows: list[Line | Heading] = [Heading("Day of release")]
    open_ = [plan for plan in plans if plan.settled_on is None]
    if not open_:
        when = f" for {say.day(expected.day, today)}" if expected is not None and expected.day else ""
        rows.append(Line(Target("do", "release_day"), ("►", f"Plan the day{when} …", "")))
    for plan in plans[::-1]:
        target = Target("day_plan", plan.id, event=plan.event.id)
        version = f"version {plan.version}" if plan.version > 1 else ""
        if plan.settled_on is not None:
            states = [tick.state for tick in plan.ticks.values()]
            told = f"{states.count('done')} of {say.plural(len(plan.items), 'thing')} done"
            told += f", {other} differently" if (other := states.count("otherwise")) else ""
            rows.append(Line(target, (say.day(plan.day, today), told, f"recorded {say.day(plan.settled_on, today)}")))
            continue
        from ipstui.casework.release_day.feasible import answer_for, headline

        found = answer_for(plan, story)
        if plan.day <= today:
            told = f"{len(plan.ticks)} of {len(plan.items)} ticked: how did it go?"
        else:
            told = headline(found)
        rows.append(Line(target, (say.day(plan.day, today), told, version or say.plural(len(plan.items), "thing"))))
        if expected is not None and not expected.may_be(plan.day):
            told = f"▲ the release is expected {expected.when(today)}: move the plan, or ask which day holds"
            rows.append(Heading(told, quiet=True))
        rows += [Heading(f"▲ {each.words}", quiet=True) for each in changes(plan, story.diary, story.today)]
    return rows
