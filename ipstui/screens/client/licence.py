"""The licence tab: what binds the person today, what is to be confirmed, and each proposal with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calculators.licence import catalogue
from calculators.licence.records import LicenceResult, Verdict
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import ConditionAdded
from ipstui.casework.licence.check import ASSUMED, Checked, assumed, check, checks_of
from ipstui.casework.licence.entry import policy_version_of, told_params
from ipstui.casework.licence.reading import to_confirm
from ipstui.casework.story import Story
from ipstui.widgets.lines import Heading, Line

MARKS: dict[Verdict, str] = {"conflict": "■ CONFLICT", "ask": "► ASK", "unknown": "○ UNKNOWN", "clear": "√ CLEAR"}


def licence(casefile: Casefile) -> list[Line | Heading]:
    """Return the lines: proposals worst first, then conditions, then what the officer has decided."""
    return [
        *_proposals(casefile),
        *_confirm(casefile),
        *_versions(casefile),
        *_conditions(casefile),
        *_said(casefile),
    ]


def _proposals(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    yield Heading("Proposals, worst first")
    for each in checks_of(casefile.story):
        proposal = each.proposal
        key = about_key(proposal.id)
        from_day = f"from {say.day(proposal.starts, today)}"
        yield Line(
            key,
            (verdict_mark(each), f"{proposal.what}, {say.label(proposal.proposal_kind)}, {from_day}", ""),
            styles={0: "bold" if each.severity == 0 else "bold $warning", 1: "bold"},
        )
        if standing := _standing(each, casefile):
            yield Line(f"{key}:standing", ("", standing, ""), style="$text-muted")
        if each.result is None:
            yield Line(f"{key}:problem", ("", f"cannot be checked: {each.problem}", ""))
            continue
        yield from _reasons(each.result, key, today)
        yield from _beside(each.result, key, today)
    yield Line("do:proposal", ("►", "Hold a job or activity against the licence …", ""))


def about_key(proposal: str, condition: str = "") -> str:
    """Return the key of a line about a proposal, or about one condition that bears on it."""
    return f"do:about:{proposal}:{condition}" if condition else f"do:about:{proposal}"


def _reasons(result: LicenceResult, key: str, today: date) -> Iterator[Line]:
    """Each condition that stands in the way, and below it who can lift it: most fit 80 columns."""
    for number, row in enumerate(result.conditions):
        if row.verdict != "clear":
            why = f"{row.label or row.id}: {row.why}"
            yield Line(f"{key}:{row.id}:{number}", (row.verdict, why, ""), styles={0: ""})
            if row.route:
                yield Line(f"{key}:{row.id}:{number}:way", ("  way out", row.route, ""), style="$text-muted")
    if result.clear_from is not None:
        left = "nothing recorded conflicts" if result.verdict == "conflict" else "nothing recorded stands in the way"
        yield Line(f"{key}:later", ("later", f"from {say.day(result.clear_from, today)} {left}", ""), styles={0: ""})


def _beside(result: LicenceResult, key: str, today: date) -> Iterator[Line]:
    """What goes with a verdict and never instead of it: duties, facts to find out, what to take care of."""
    for number, duty in enumerate(result.duties):
        by = f", by {say.day(duty.by, today)}" if duty.by else ""
        yield Line(f"{key}:duty:{number}", ("duty", f"{duty.text.rstrip('.')}{by}", ""), styles={0: ""})
    for number, fact in enumerate(result.missing):
        yield Line(f"{key}:missing:{number}", ("find out", fact.partition(": ")[2] or fact, ""), styles={0: ""})
    for number, text in enumerate(result.warnings):
        if text != ASSUMED:  # said once, under the licence
            yield Line(f"{key}:warning:{number}", ("  take care", text, ""), style="$text-muted")


def verdict_mark(checked: Checked) -> str:
    """Return the verdict as a symbol and a word."""
    return MARKS[checked.result.verdict] if checked.result else "○ UNKNOWN"


def verdict_of(story: Story, about: str) -> tuple[str, str, str] | None:
    """Return what the licence says of a job, offer or vacancy: line key, verdict with its mark, worst reason.

    None where nothing was proposed about it. The last proposal about it counts.
    """
    proposal = next((p for p in reversed(story.licence.proposals) if p.about == about), None)
    if proposal is None:
        return None
    checked = check(story, proposal)
    if checked.result is None:
        return about_key(proposal.id), verdict_mark(checked), "cannot be checked, see the licence tab"
    rows = [row for row in checked.result.conditions if row.verdict == checked.result.verdict != "clear"]
    why = f"{rows[0].label or rows[0].id}: {rows[0].why}" if rows else "nothing recorded stands in the way"
    return about_key(proposal.id), verdict_mark(checked), why


def _standing(each: Checked, casefile: Casefile) -> str:
    today, told = casefile.story.today, []
    if each.asked is not None and each.chase_on is not None:
        told.append(f"asked {say.short_day(each.asked, today)}, chase {say.short_day(each.chase_on, today)}")
    if each.kept is not None:
        kept = f"kept {say.short_day(each.kept.on, today)}: {each.kept.verdict}"
        told.append(f"{kept}, stale: {'; '.join(each.stale)}" if each.stale else kept)
    return "; ".join(told)


def _confirm(casefile: Casefile) -> Iterator[Line | Heading]:
    today = casefile.story.today
    due = [reading for reading in to_confirm(casefile.story) if reading.met_on is None]
    for number, reading in enumerate(due):
        if not number:
            yield Heading("To be confirmed")
        late = "overdue" if reading.due < today else "due"
        text = f"Re-read the licence by {say.day(reading.due, today)}: {reading.because}"
        yield Line(f"confirm:{number}", (late, text, ""))


def _versions(casefile: Casefile) -> Iterator[Line | Heading]:
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
            version.event.id,
            (
                f"version {version.event.policy_version}",
                f"{kind}, {say.day(version.starts, today)} to {ends}, {seen}",
                state,
            ),
        )
    for draft in story.licence.drafts:
        yield Line(
            draft.id,
            (f"version {draft.policy_version}", f"from {say.day(draft.starts, today)}", say.label(draft.status)),
        )
    if assumed(story):
        where = "not released yet: enter the draft when you have it" if story.custody.inside else ASSUMED
        yield Heading(where, quiet=True)
    elif not story.licence.versions and not story.licence.drafts:
        yield Heading("None entered, and none known to run.", quiet=True)
    elif _over(story):
        yield Heading("It has ended: its conditions bind no more. Orders and notification still do.", quiet=True)
    yield Line("do:licence", ("►", "Enter a licence, or a new version of it …", ""))


def _over(story: Story) -> bool:
    """Whether every licence entered has ended, and none is to come."""
    ends = story.licence.ends
    return not story.licence.drafts and ends is not None and ends < story.today


def _conditions(casefile: Casefile) -> Iterator[Line | Heading]:
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
        yield Line(condition.id, (kind, f"{text}, {seen} {say.short_day(condition.on, today)}", dates))
    version = policy_version_of(story)
    if story.licence.drafts or (story.licence.versions and not over) or (assumed(story) and not story.custody.inside):
        names = ", ".join(entry.name for entry in catalogue.standard(version))
        yield Line("standard", ("standard", f"on every licence of version {version}: {names}", ""), style="$text-muted")
    yield Line("do:condition", ("►", "Add a condition: search by its short name …", ""))


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
        yield Line(direction.id, ("refuses", text, say.short_day(direction.on, today)))
    for given in story.licence.permissions:
        only = f", only for {', '.join(given.purposes)}" if given.purposes else ""
        what = names.get(given.condition) or say.label(given.condition)
        yield Line(given.id, (given.decision, f"{what}{only}{_limits(given.limits)}", say.short_day(given.on, today)))
    for approval in story.probation.approvals:
        yield Line(
            approval.id,
            (
                approval.state,
                f"work: {approval.what or 'as proposed'}{_limits(approval.limits)}",
                say.short_day(approval.on, today),
            ),
        )


def _limits(text: str) -> str:
    return f", limits: {text}" if text else ""
