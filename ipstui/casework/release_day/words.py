"""How the day of release is told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import Lines, Named, Titles, headed, listed, prefixed

TITLES: Titles = {
    ev.DayPlanned: "Day of release planned",
    ev.DayTicked: "Day of release: how it went",
    ev.DaySettled: "Day of release gone through",
}
NAMED: Named = {
    ev.DayPlanned: lambda e: say.day(e.day, e.on),
}
TICKS = {"done": "done", "not_done": "not done", "otherwise": "went differently"}


def _planned(e: ev.DayPlanned) -> str:
    again = " again" if e.plan else ""
    return listed(
        f"Day of release planned{again} for {say.day(e.day, e.on)}",
        say.plural(len(e.items), "thing"),
        prefixed("out at", say.clock(e.out_at) if e.out_at else ""),
        prefixed("met by", e.met_by),
    )


def _ticked(e: ev.DayTicked) -> str:
    return headed(f"Day of release: {e.item}, {TICKS[e.state]}", e.words)


LINES: Lines = {
    ev.DayPlanned: lambda e, _: _planned(e),
    ev.DayTicked: lambda e, _: _ticked(e),
    ev.DaySettled: lambda e, _: "Day of release gone through, and recorded",
}
