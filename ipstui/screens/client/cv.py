"""The CV, on the plans tab: work done before, gaps as they were worded, and the CV as it stands."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.screens.client.tab import Beside, of
from ipstui.widgets.lines import Heading, Line, Target


def cv(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the CV."""
    vocational, today = casefile.story.vocational, casefile.story.today
    rows: list[Line | Heading] = [Heading("CV, and words to send")]
    for job in vocational.past_jobs:
        span = " to ".join(part for part in (job.began, job.ended) if part)
        sort = "" if job.sort == "unknown" else say.label(job.sort)
        rows.append(Line(of("event", job.id), (job.role, ", ".join(part for part in (span, job.did) if part), sort)))
    for gap in vocational.gaps:
        rows.append(Line(of("event", gap.id), (f"Gap {gap.span}", f"“{gap.words}”", "")))
    approved = vocational.approved_cv
    told = f"approved {say.short_day(approved.on, today)}" if approved else "no version approved yet"
    return [
        *rows,
        Line(Target("do", "past_job"), ("►", "Add work they have done …", "")),
        Line(Target("do", "gap"), ("►", "Word a gap together …", "")),
        Line(Target("do", "cv"), ("►", "The CV as it stands …", told)),
        Line(Target("do", "words"), ("►", "Reminders, notes and letters …", "copied, never sent")),
    ]
