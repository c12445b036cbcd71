"""Mentoring, on the plans tab: who was put forward, the match, its meetings, what was not possible."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.screens.client.tab import Beside, of
from ipstui.widgets.lines import Heading, Line, Target


def mentoring(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of mentoring."""
    story, today = casefile.story, casefile.story.today
    rows: list[Line | Heading] = [Heading("Mentor")]
    for match in reversed(story.mentoring.matches):
        met = say.plural(len(match.meetings), "meeting") if match.meetings else "not met yet"
        last = f", last {say.short_day(match.meetings[-1].on, today)}" if match.meetings else ""
        ended = f"ended {say.short_day(match.ended.on, today)}" if match.ended else ""
        moved = "address changed: still reachable?" if match.is_open and match.moved_on else ""
        who = f"coordinator {match.matched.coordinator}" if match.matched.coordinator else "matched"
        told = f"{who}: {met}{last}" + (f"; {moved}" if moved else "")
        aside = ended or f"since {say.short_day(match.matched.on, today)}"
        rows.append(Line(of("match", match.id), (match.matched.mentor, told, aside),
                         style="" if match.is_open else "$text-muted"))  # fmt: skip
    if (waiting := story.mentoring.waiting) is not None:
        waits = say.lasting("no answer in", waiting.on, today)
        rows.append(Line(of("mentor_waits", waiting.id), ("Put forward", waiting.why or "no reason given", waits)))
    for failed in story.mentoring.not_possible[-2:]:
        rows.append(Line(of("event", failed.id), ("Not possible", say.label(failed.reason), say.day(failed.on, today)),
                         style="$text-muted"))  # fmt: skip
    if story.mentoring.open_match is None and story.mentoring.waiting is None:
        rows.append(Line(Target("do", "mentor"), ("►", "Put forward for a mentor …", "")))
    return rows
