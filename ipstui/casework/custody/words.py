"""How custody and release are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.custody.release import moved_off
from ipstui.casework.phrases import (
    Lines,
    Titles,
    dated,
    headed,
    listed,
    only_if,
    prefixed,
    yes_no,
)

TITLES: Titles = {
    ev.ReleaseExpected: "Release date given",
    ev.ReleaseCancelled: "Release date withdrawn",
    ev.ReturnedToCustody: "Back in custody",
    ev.PrisonMoved: "Moved prison",
}


def _due(given: ev.ReleaseExpected) -> str:
    """The day given, or the month where that is all that is known."""
    return (
        f"in {say.month(given.expected)}" if given.expected_precision == "month" else say.day(given.expected, given.on)
    )


def _out(given: ev.ReleaseExpected) -> str:
    """The day to expect the person out, where it is not the day given."""
    out, moved, _ = moved_off(given)
    return f"out {say.day(out, given.on)}, moved off the day before a weekend or holiday" if moved else ""


LINES: Lines = {
    ev.ReleaseExpected: lambda e, _: listed(
        f"Release due {_due(e)}", _out(e), say.label(e.confidence), prefixed("from", e.source),
        only_if(e.release_kind not in ("determinate", "unknown"), say.label(e.release_kind))),
    ev.ReleaseCancelled: lambda e, _: headed("Release date withdrawn", e.reason),
    ev.Released: lambda e, _: listed(
        f"Released {prefixed('from', e.place)}".strip(), dated("learned", e.learned_on, e),
        yes_no(e.notice, "with notice", "without notice")),
    ev.ReturnedToCustody: lambda e, _: headed(listed(
        "Back in custody", only_if(e.type != "unknown", say.label(e.type)), e.prison,
        dated("learned", e.learned_on, e)), e.reason),
    ev.PrisonMoved: lambda e, _: f"Moved to {e.prison}",
}  # fmt: skip
