"""How addresses are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Titles,
    headed,
    listed,
    yes_no,
)

TITLES: Titles = {
    ev.AddressSet: "Address",
    ev.Relocated: "Moved address",
    ev.OutOfAreaException: "Goes on out of area",
}


def _address(head: str, e: ev.AddressSet | ev.Relocated) -> str:
    return headed(
        head,
        say.label(e.type) if e.type != "unknown" else "",
        e.place,
        yes_no(e.in_patch, "", "out of area"),
        yes_no(e.safe, "", "not safe"),
    )


LINES: Lines = {
    ev.AddressSet: lambda e, _: _address("Address", e),
    ev.Relocated: lambda e, _: listed(_address("Moved address", e), e.why),
    ev.OutOfAreaException: lambda e, _: f"Goes on although out of area: {e.reason}",
}  # fmt: skip
