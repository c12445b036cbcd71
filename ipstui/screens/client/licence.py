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
        *_state(casefile),
        *proposals(casefile),
        *_confirm(casefile),
        *_versions(casefile),
        *_conditions(casefile),
        *_said(casefile),
    ]


def _state(casefile: Casefile) -> Iterator[Heading]:
    """What is not known of the licence itself, above everything that is held against it."""
    from ipstui.casework.licence.check import ASSUMED
    from ipstui.casework.licence.request import assumed, unheld

    story = casefile.story
    if story.custody.inside:
        return
    if assumed(story):
        yield Heading(ASSUMED, quiet=True)
    elif unheld(story):
        yield Heading(
            "Conditions are on record that no licence entered holds: they are tested, and nothing is clear until it is "
            "entered.", quiet=True,
        )  # fmt: skip
    elif _over(story):
        yield Heading(
            "The licence has ended, so its conditions no longer apply. Court orders and notification duties still do.",
            quiet=True,
        )


def _confirm(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    due = [reading for reading in to_confirm(casefile.story) if reading.met_on is None]
    if due:
        yield Heading("To be confirmed")
    for reading in due:
        late = "overdue" if reading.due < today else "due"
        text = f"Re-read the licence by {say.day(reading.due, today)}: {reading.because}"
        yield Line(Target("confirm", part=reading.because, line=reading.due.isoformat()), (late, text))


def _versions(casefile: Casefile) -> Iterator[Line | Heading]:
    from ipstui.casework.licence.request import assumed, unheld

    story, today = casefile.story, casefile.story.today
    yield Heading("Licence")
    for version in reversed(story.licence.versions):
        ends = say.day(version.ends, today) if version.ends else "no end date"
        seen = (
            f"seen on paper {say.short_day(version.event.seen_on, today)}"
            if version.event.seen_on
            else "seen on paper ?"
        )
        state = "in force?" if version.event.status == "unknown" else say.label(version.event.status)
        if version.superseded:
            state = "superseded"
        elif version.ends is not None and version.ends < today:
            state = "ended"
        elif version.starts > today:
            state = "not yet"
        kind = "kind not known" if version.event.licence_kind == "unknown" else say.label(version.event.licence_kind)
        yield Line(
            of("event", version.event.id),
            (
                f"version {version.event.policy_version}",
                state,
                f"{kind}, {say.day(version.starts, today)} to {ends}, {seen}",
            ),
        )
    for draft in story.licence.drafts:
        yield Line(
            of("event", draft.id),
            (f"version {draft.policy_version}", say.label(draft.status), f"from {say.day(draft.starts, today)}"),
        )
    if assumed(story):
        if story.custody.inside:
            yield Heading("not released yet: enter the draft when you have it", quiet=True)
    elif not story.licence.versions and not story.licence.drafts:
        runs = "though a condition is on record" if unheld(story) else "and none known to run"
        yield Heading(f"None entered, {runs}.", quiet=True)
    yield Line(Target("do", "licence"), ("►", "Enter a licence, or a new version of it …"))


def _over(story: Story) -> bool:
    """Whether every licence entered has ended, and none is to come."""
    ends = story.licence.ends
    return not story.licence.drafts and ends is not None and ends < story.today


_SEEN = {"yes": "seen on paper {}", "no": "told {}, not seen on paper", "unknown": "told {}, seen on paper ?"}


def _conditions(casefile: Casefile) -> Iterator[Line | Heading]:
    from calculators.licence import catalogue
    from ipstui.casework.licence.entry import policy_version_of, told_params
    from ipstui.casework.licence.request import assumed

    story, today = casefile.story, casefile.story.today
    yield Heading("Conditions")
    over = _over(story)
    for condition in story.probation.in_force:
        if over and not condition.added.order:
            continue
        told = told_params(condition.params)
        kind = "order" if condition.added.order else say.label(condition.category)
        seen = _SEEN[condition.document_seen].format(say.short_day(condition.on, today))
        text = condition.words + (f": {told}" if told else "")
        dates = _own_dates(condition.added, today)
        changed = f", changed {say.short_day(condition.changed, today)}" if condition.changed != condition.on else ""
        yield Line(
            of("condition", condition.id),
            (kind, f"{text}{changed}, {seen}{dates}"),
        )
    version = policy_version_of(story)
    if story.licence.drafts or (story.licence.versions and not over) or (assumed(story) and not story.custody.inside):
        names = ", ".join(entry.name for entry in catalogue.standard(version))
        yield Line(
            Target("standard"), ("standard", f"on every licence of version {version}: {names}"), style="$text-muted"
        )
    yield Line(Target("do", "condition"), ("►", "Add a condition or order: search by its short name …"))


def _own_dates(added: ConditionAdded, today: date) -> str:
    if added.ends is not None:
        return f", {'ended' if added.ends < today else 'to'} {say.short_day(added.ends, today)}"
    if added.starts is not None and added.starts > today:
        return f", from {say.short_day(added.starts, today)}"
    return ""


def _said(casefile: Casefile) -> Iterator[Line | Heading]:
    story, today = casefile.story, casefile.story.today
    names = {c.id: c.words for c in story.probation.conditions}
    if story.licence.directions or story.licence.permissions or story.probation.approvals:
        yield Heading("What the officer has said")
    for direction in story.licence.directions:
        refuses = ", ".join(say.label(name) for name in direction.refuses)
        text = f"{refuses}: {direction.words}" if direction.words else refuses
        yield Line(of("event", direction.id), ("refuses", f"{text}, {say.short_day(direction.on, today)}"))
    for given in story.licence.permissions:
        only = f", only for {', '.join(given.purposes)}" if given.purposes else ""
        what = names.get(given.condition) or say.label(given.condition)
        decision = "not known" if given.decision == "unknown" else given.decision
        yield Line(
            of("event", given.id),
            (
                decision,
                f"{what}{only}{_limits(given.limits)}, {say.short_day(given.on, today)}",
            ),
        )
    for approval in story.probation.approvals:
        text = f"work: {approval.what or 'as proposed'}{_limits(approval.limits)}"
        yield Line(
            of("event", approval.id),
            (
                approval.state,
                f"{text}, {say.short_day(approval.on, today)}",
            ),
        )


def _limits(text: str) -> str:
    return f", limits: {text}" if text else ""


TAB = Tab(
    "licence",
    "Licence",
    (Column(11, style="bold"), Column(18), Column(20, share=1)),
    licence,
)
