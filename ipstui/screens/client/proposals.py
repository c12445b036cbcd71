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
from ipstui.widgets.lines import Heading, Line

MARKS: dict[Verdict, str] = {"conflict": "■ CONFLICT", "ask": "► ASK", "unknown": "○ UNKNOWN", "clear": "√ CLEAR"}


def proposals(casefile: Casefile) -> Iterator[Line | Heading]:
    """Yield the proposals, worst first, each with what is said of it."""
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
