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
    prefixed,
)

TITLES: Titles = {
    ev.ProfileUpdated: "Work profile",
    ev.Cv: "CV",
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


LINES: Lines = {
    ev.ProfileUpdated: _profile,
    ev.Certificate: lambda e, _: listed(
        f"{e.name} {'applied for' if e.state == 'applied' else 'gained'}", dated("runs out", e.expires, e)),
    ev.Training: lambda e, _: f"Training {e.state}: {e.course}",
    ev.Cv: lambda e, _: f"CV {e.state} {prefixed('to', e.to)}".strip(),
}  # fmt: skip
