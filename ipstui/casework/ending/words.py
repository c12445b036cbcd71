"""How a meeting before release, a first meeting elsewhere and an end are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework.phrases import Lines, Titles, dated, headed, listed, prefixed, yes_no

TITLES: Titles = {
    ev.PreReleaseMeeting: "Meeting before release",
    ev.EndingPlanned: "Ending planned",
    ev.TransferMet: "Met the new service",
    ev.SupportEnded: "What came of it",
}
LINES: Lines = {
    ev.PreReleaseMeeting: lambda e, _: headed(
        "Meeting before release", prefixed("with", e.attended), prefixed("not there", e.absent),
        prefixed("goes to", e.place), e.will_do),
    ev.EndingPlanned: lambda e, _: listed(
        f"Ending planned, {dated('last meeting', e.last_meeting, e)}", dated("told", e.told_on, e),
        prefixed("goes on with", e.takes_over), prefixed("in a crisis", e.in_a_crisis)),
    ev.TransferMet: lambda e, _: listed(
        f"First meeting with {e.to or 'the new service'} held", yes_no(e.went_along, "went along", "did not go along")),
    ev.SupportEnded: lambda e, _: headed(
        "What came of it", prefixed("reached", e.reached), prefixed("partly", e.partly),
        prefixed("not reached", e.not_reached), prefixed("remains", e.remains), prefixed("goes on with", e.goes_on),
        yes_no(e.may_come_back, "may come back any time", "")),
}  # fmt: skip
