"""How the work profile and certificates are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Names,
    Titles,
    dated,
    headed,
    listed,
    only_if,
    prefixed,
)

TITLES: Titles = {
    ev.ProfileUpdated: "Work profile",
    ev.Cv: "CV",
    ev.PastJob: "Past job",
    ev.GapWorded: "Gap on the CV",
}


def _profile(e: ev.ProfileUpdated, _: Names) -> str:
    given = [
        f"{say.label(name)} {value}"
        for name in (
            "wants", "does_not_want", "strengths", "skills", "past_work", "certificates", "times", "travel_limit",
            "adjustments", "health_triggers", "disclosure_wishes", "support_wanted",
        )
        if (value := getattr(e, name))
    ]  # fmt: skip
    hours = [say.number(bound) for bound in (e.hours_min, e.hours_max) if bound is not None]
    return headed("Work profile", *given, f"hours {' to '.join(hours)}" if hours else "")


_TRAINING = {"started": " started", "ended": " ended", "unknown": ", begun or ended not known"}
_CERTIFICATE = {"applied": "applied for", "got": "gained", "unknown": "(applied for or gained: not known)"}

LINES: Lines = {
    ev.ProfileUpdated: _profile,
    ev.Certificate: lambda e, _: listed(
        f"{e.name} {_CERTIFICATE[e.state]}".strip(), dated("runs out", e.expires, e)),
    ev.Training: lambda e, n: listed(
        f"Training{_TRAINING[e.state]}: {e.course}", dated("to", e.ends, e), prefixed("for", n.get(e.about, ""))),
    ev.Cv: lambda e, _: f"CV {e.state} {prefixed('to', e.to)}".strip(),
    ev.PastJob: lambda e, _: listed(
        f"Past work: {e.role}", prefixed("at", e.where), only_if(e.sort != "unknown", say.label(e.sort)),
        " to ".join(part for part in (e.began, e.ended) if part), e.did),
    ev.GapWorded: lambda e, _: f"Gap on the CV, {e.span}: “{e.words}”",
}  # fmt: skip
