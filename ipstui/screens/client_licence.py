"""The licence tab: what binds the person today, what is to be confirmed, and each proposal with its verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calculators.licence import catalogue
from calculators.licence.records import LicenceResult, Verdict
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.licence_check import ASSUMED, Checked, assumed, checks_of
from ipstui.casework.licence_entry import policy_version_of, told_params
from ipstui.casework.licence_reading import to_confirm
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
        from_day = f"from {say.day(proposal.starts, today)}"
        yield Line(
            f"proposal:{proposal.id}",
            (verdict_mark(each), f"{proposal.what}, {say.label(proposal.proposal_kind)}, {from_day}", ""),
            styles={0: "bold" if each.severity == 0 else "bold $warning", 1: "bold"},
        )
        if standing := _standing(each, casefile):
            yield Line(f"reason:{proposal.id}:standing", ("", standing, ""), style="$text-muted")
        if each.result is None:
            yield Heading(f"             cannot be checked: {each.problem}", quiet=True)
            continue
        yield from _reasons(each.result, proposal.id, today)
    yield Line("do:proposal", ("►", "Hold a job or activity against the licence …", ""))


def _reasons(result: LicenceResult, key: str, today: date) -> Iterator[Line]:
    for row in result.conditions:
        if row.verdict != "clear":
            way = f" Way out: {row.route}" if row.route else ""
            yield Line(
                f"reason:{key}:{row.id}:{row.label}",
                ("", f"{row.label or row.id}: {row.why}.{way}", row.verdict),
                styles={1: "", 2: "$text-muted"},
            )
    if result.clear_from is not None:
        yield Line(f"reason:{key}:clear", ("", f"clear from {say.day(result.clear_from, today)}", ""))


def verdict_mark(checked: Checked) -> str:
    """Return the verdict as a symbol and a word."""
    return MARKS[checked.result.verdict] if checked.result else "○ UNKNOWN"


def _standing(each: Checked, casefile: Casefile) -> str:
    today = casefile.story.today
    if each.asked is not None and each.chase_on is not None:
        return f"asked {say.short_day(each.asked, today)}, chase {say.short_day(each.chase_on, today)}"
    if each.kept is not None:
        kept = f"kept {say.short_day(each.kept.on, today)}"
        return f"{kept}, stale" if each.stale else kept
    return ""


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
        state = "superseded" if version.superseded else say.label(version.event.status)
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
    yield Line("do:licence", ("►", "Enter a licence, or a new version of it …", ""))


def _conditions(casefile: Casefile) -> Iterator[Line | Heading]:
    story, today = casefile.story, casefile.story.today
    yield Heading("Conditions")
    for condition in story.probation.in_force:
        told = told_params(condition.added.params)
        kind = "order" if condition.added.order else say.label(condition.category)
        seen = "seen on paper" if condition.document_seen == "yes" else "not seen on paper"
        text = condition.words + (f": {told}" if told else "")
        yield Line(condition.id, (kind, f"{text}, {seen} {say.short_day(condition.on, today)}", ""))
    version = policy_version_of(story)
    if not story.custody.inside and (story.licence.versions or assumed(story)):
        names = ", ".join(entry.name for entry in catalogue.standard(version))
        yield Line(
            "standard", ("standard", f"on every licence of version {version}: {names}", ""), style="$text-muted"
        )
    yield Line("do:condition", ("►", "Add a condition: search by its short name …", ""))


def _said(casefile: Casefile) -> Iterator[Line | Heading]:
    story, today = casefile.story, casefile.story.today
    names = {c.id: c.words for c in story.probation.conditions}
    if story.licence.directions or story.licence.permissions or story.probation.approvals:
        yield Heading("What the officer has said")
    for direction in story.licence.directions:
        refuses = ", ".join(say.label(name) for name in direction.refuses)
        yield Line(direction.id, ("refuses", f"{refuses} {direction.words}".strip(), say.day(direction.on, today)))
    for given in story.licence.permissions:
        only = f", only for {', '.join(given.purposes)}" if given.purposes else ""
        what = names.get(given.condition) or say.label(given.condition)
        yield Line(given.id, (given.decision, f"{what}{only} {given.limits}".strip(), say.day(given.on, today)))
    for approval in story.probation.approvals:
        yield Line(
            approval.id,
            (
                approval.state,
                f"work: {approval.what or 'as proposed'} {approval.limits}".strip(),
                say.day(approval.on, today),
            ),
        )
