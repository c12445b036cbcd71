"""How mentoring is told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import Lines, Named, Titles, dated, headed, listed, prefixed, yes_no

TITLES: Titles = {
    ev.MentorReferred: "Put forward for a mentor",
    ev.MentorMatched: "Mentor matched",
    ev.MentorMet: "Met the mentor",
    ev.MatchNotPossible: "Mentor match not possible",
}
NAMED: Named = {
    ev.MentorMatched: lambda e: e.mentor,
}
LINES: Lines = {
    ev.MentorReferred: lambda e, _: headed(
        listed("Put forward for a mentor", prefixed("with", e.service)), e.why, prefixed("told", e.told_what),
        yes_no(e.agreed, "agreed", "did not agree")),
    ev.MentorMatched: lambda e, _: listed(
        f"Matched with {e.mentor} as mentor", prefixed("coordinator", e.coordinator),
        prefixed("checks confirmed by", e.checks_by), dated("introduced", e.introduced_on, e)),
    ev.MentorMet: lambda e, n: listed(
        f"Met the mentor{prefixed(' ', n.get(e.match, '')).replace('  ', ' ')}", e.where,
        f"{e.minutes} min" if e.minutes else "", e.theme, dated("next", e.next_on, e)),
    ev.MatchNotPossible: lambda e, n: headed(
        listed("Mentor match not possible", prefixed("with", n.get(e.match, ""))),
        say.label(e.reason) if e.reason != "unknown" else ""),
    ev.MentoringReviewed: lambda e, n: headed(
        "Mentoring looked at together", prefixed("with", n.get(e.match, "")),
        yes_no(e.still_reachable, "still reachable", "no longer reachable")),
    ev.MentoringEnded: lambda e, n: listed(
        headed("Mentoring ended", n.get(e.match, "")), yes_no(e.planned, "as planned", "not as planned"), e.why,
        yes_no(e.goodbye, "said goodbye", "no goodbye")),
}  # fmt: skip
