"""The licence tab: what binds the person today, what is to be confirmed, and each proposal with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import ConditionAdded
from ipstui.casework.licence.reading import to_confirm
from ipstui.casework.story import Story
from ipstui.screens.client.tab import Beside, Tab, of
from ipstui.widgets.lines import Column, Heading, Line, Target


def licence(casefile: Casefile, _: Beside) -> list[Line | Heading]:
    """Return the lines: proposals worst first, then conditions, then what the officer has decided."""
    from ipstui.screens.client.proposals import proposals

    return [
        *proposals(casefile),
        *_confirm(casefile),
        *_versions(casefile),
        *_conditions(casefile),
        *_said(casefile),
    ]


def _confirm(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    due = [reading for reading in to_confirm(casefile.story) if reading.met_on is None]
    if due:
        yield Heading("To be confirmed")
    for reading in due:
        late = "overdue" if reading.due < today else "due"
        text = f"Re-read the licence by {say.day(reading.due, today)}: {reading.because}"
        yield Line(Target("confirm", part=reading.because, line=reading.due.isoformat()), (late, text, ""))


def _versions(casefile: Casefile) -> Iterator[Line | Heading]:
    from ipstui.casework.licence.check import ASSUMED, assumed

    story, today = casefile.story, casefile.story.today
    yield Heading("Licence")
    for version in reversed(story.licence.versions):
        ends = say.day(version.ends, today) if version.ends else "no end date"
        seen = (
            f"seen on paper {say.short_day(version.event.seen_on, today)}"
            if version.event.seen_on
            else "not seen on paper"
        )
        state = say.label(version.event.status)
        if version.superseded:
            state = "superseded"
        elif version.ends is not None and version.ends < today:
            state = "ended"
        elif version.starts > today:
            state = "not yet"
        kind = say.label(version.event.licence_kind)
        yield Line(
            of("event", version.event.id),
            (
                f"version {version.event.policy_version}",
                f"{kind}, {say.day(version.starts, today)} to {ends}, {seen}",
                state,
            ),
        )
    for draft in story.licence.drafts:
        yield Line(
            of("event", draft.id),
            (f"version {draft.policy_version}", f"from {say.day(draft.starts, today)}", say.label(draft.status)),
        )
    if assumed(story):
        where = "not released yet: enter the draft when you have it" if story.custody.inside else ASSUMED
        yield Heading(where, quiet=True)
    elif not story.licence.versions and not story.licence.drafts:
        yield Heading("None entered, and none known to run.", quiet=True)
    elif _over(story):
        ended = "The licence has ended, so its conditions no longer apply."
        yield Heading(f"{ended} Court orders and notification duties still do.", quiet=True)
    yield Line(Target("do", "licence"), ("►", "Enter a licence, or a new version of it …", ""))


def _over(story: Story) -> bool:
    """Whether every licence entered has ended, and none is to come."""
    ends = story.licence.ends
    return not story.licence.drafts and ends is not None and ends < story.today


def _conditions(casefile: Casefile) -> Iterator[Line | Heading]:
    from calculators.licence import catalogue
    from ipstui.casework.licence.check import assumed
    from ipstui.casework.licence.entry import policy_version_of, told_params

    story, today = casefile.story, casefile.story.today
    yield Heading("Conditions")
    over = _over(story)
    for condition in story.probation.in_force:
        if over and not condition.added.order:
            continue
        told = told_params(condition.added.params)
        kind = "order" if condition.added.order else say.label(condition.category)
        seen = "seen on paper" if condition.document_seen == "yes" else "not seen on paper"
        text = condition.words + (f": {told}" if told else "")
        dates = _own_dates(condition.added, today)
        yield Line(of("event", condition.id), (kind, f"{text}, {seen} {say.short_day(condition.on, today)}", dates))
    version = policy_version_of(story)
    if story.licence.drafts or (story.licence.versions and not over) or (assumed(story) and not story.custody.inside):
        names = ", ".join(entry.name for entry in catalogue.standard(version))
        yield Line(
            Target("standard"), ("standard", f"on every licence of version {version}: {names}", ""), style="$text-muted"
        )
    yield Line(Target("do", "condition"), ("►", "Add a condition: search by its short name …", ""))


def _own_dates(added: ConditionAdded, today: date) -> str:
    if added.ends is not None:
        return f"{'ended' if added.ends < today else 'to'} {say.short_day(added.ends, today)}"
    if added.starts is not None and added.starts > today:
        return f"from {say.short_day(added.starts, today)}"
    return ""


def _said(casefile: Casefile) -> Iterator[Line | Heading]:
    story, today = casefile.story, casefile.story.today
    names = {c.id: c.words for c in story.probation.conditions}
    if story.licence.directions or story.licence.permissions or story.probation.approvals:
        yield Heading("What the officer has said")
    for direction in story.licence.directions:
        refuses = ", ".join(say.label(name) for name in direction.refuses)
        text = f"{refuses}: {direction.words}" if direction.words else refuses
        yield Line(of("event", direction.id), ("refuses", text, say.short_day(direction.on, today)))
    for given in story.licence.permissions:
        only = f", only for {', '.join(given.purposes)}" if given.purposes else ""
        what = names.get(given.condition) or say.label(given.condition)
        yield Line(
            of("event", given.id),
            (given.decision, f"{what}{only}{_limits(given.limits)}", say.short_day(given.on, today)),
        )
    for approval in story.probation.approvals:
        yield Line(
            of("event", approval.id),
            (
                approval.state,
                f"work: {approval.what or 'as proposed'}{_limits(approval.limits)}",
                say.short_day(approval.on, today),
            ),
        )


def _limits(text: str) -> str:
    return f", limits: {text}" if text else ""


TAB = Tab(
    "licence",
    "Licence",
    (Column(12, style="bold"), Column(40, share=1), Column(10, style="$text-muted")),
    licence,
)
