"""Proposals held against the licence, each with its verdict, its reasons and who can lift them.

Imported when a verdict is first shown: it brings the licence check with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from calculators.licence.records import LicenceResult, Verdict
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.licence.check import ASSUMED, Checked, check, checks_of
from ipstui.casework.story import Story
from ipstui.widgets.lines import Heading, Line, Target

MARKS: dict[Verdict, str] = {"conflict": "■ CONFLICT", "ask": "► ASK", "unknown": "○ UNKNOWN", "clear": "√ CLEAR"}


def proposals(casefile: Casefile) -> Iterator[Line | Heading]:
    """Yield the proposals, worst first, each with what is said of it."""
    today = casefile.story.today
    yield Heading("Proposals, worst first")
    for each in checks_of(casefile.story):
        proposal = each.proposal
        from_day = f"from {say.day(proposal.starts, today)}"
        yield Line(
            Target("proposal", proposal.id),
            (MARKS[each.verdict], f"{proposal.what}, {say.label(proposal.proposal_kind)}, {from_day}"),
            styles={0: "bold" if each.severity == 0 else "bold $warning", 1: "bold"},
        )
        if standing := _standing(each, casefile):
            yield Line(Target("proposal", proposal.id, line="standing"), ("", standing), style="$text-muted")
        if each.result is None:
            yield Line(Target("proposal", proposal.id, line="problem"), ("", f"cannot be checked: {each.problem}"))
            continue
        yield from _reasons(each.result, proposal.id, today)
        yield from _beside(each.result, proposal.id, today)
        yield from _lines(each.result, proposal.id, clear=True)
    yield Line(Target("do", "proposal"), ("►", "Check a job or activity against the licence …"))


def _lines(result: LicenceResult, proposal: str, *, clear: bool) -> Iterator[Line]:
    """The conditions that are clear, or those that are not, worst first: verdict, term, evidence, and who can lift it.

    A line is about one term: two of a kind differ by the key of the condition on record.
    """
    for number, row in enumerate(result.conditions):
        if (row.verdict == "clear") is not clear:
            continue
        part = row.key or row.id
        yield Line(
            Target("proposal", proposal, part, f"{number}"),
            (row.verdict, row.label or _STATES.get(row.id, row.id), row.why),
            style="$text-muted" if clear else "",
            styles={0: "$text-muted" if clear else ""},
        )
        if row.route and not clear:
            yield Line(
                Target("proposal", proposal, part, f"{number} way"), ("  way out", row.route), style="$text-muted"
            )


_STATES = {"state": "where they stand"}


def _reasons(result: LicenceResult, proposal: str, today: date) -> Iterator[Line]:
    """What stands in the way, and from when it does not."""
    yield from _lines(result, proposal, clear=False)
    if result.clear_from is not None:
        yield Line(
            Target("proposal", proposal, line="later"),
            ("later", f"from {say.day(result.clear_from, today)} nothing recorded conflicts"),
            styles={0: ""},
        )


def _beside(result: LicenceResult, proposal: str, today: date) -> Iterator[Line]:
    """What goes with a verdict and never instead of it: duties, facts to find out, what to take care of."""
    for number, duty in enumerate(result.duties):
        by = f", by {say.day(duty.by, today)}" if duty.by else ""
        yield Line(
            Target("proposal", proposal, line=f"duty {number}"),
            ("duty", f"{duty.text.rstrip('.')}{by}"),
            styles={0: ""},
        )
    for missing in result.missing:
        fact, _, text = missing.partition(": ")
        yield Line(Target("question", proposal, fact), ("find out", text or missing), styles={0: ""})
    for number, text in enumerate(result.warnings):
        if text != ASSUMED:  # said once, under the licence
            yield Line(
                Target("proposal", proposal, line=f"warning {number}"), ("  take care", text), style="$text-muted"
            )


def verdict_about(story: Story, about: str) -> tuple[Target, Verdict, str] | None:
    """Return what the licence says of a job, offer or vacancy: the line's target, the verdict, its worst reason.

    None where nothing was proposed about it. The last proposal about it counts.
    """
    proposal = next((p for p in reversed(story.licence.proposals) if p.about == about), None)
    if proposal is None:
        return None
    checked = check(story, proposal)
    return Target("proposal", proposal.id), checked.verdict, checked.why


def _standing(each: Checked, casefile: Casefile) -> str:
    today, told = casefile.story.today, []
    if each.asked is not None and each.chase_on is not None:
        told.append(f"asked {say.short_day(each.asked, today)}, chase {say.short_day(each.chase_on, today)}")
    if each.kept is not None:
        kept = f"kept {say.short_day(each.kept.on, today)}: {each.kept.verdict}"
        told.append(f"{kept}, stale: {'; '.join(each.stale)}" if each.stale else kept)
    return "; ".join(told)
