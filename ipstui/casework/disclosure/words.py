"""How disclosure is told, each event in one line; of a conviction the line says only that there is one."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.history import write_event
from ipstui.casework.phrases import (
    Lines,
    Named,
    Names,
    Titles,
    at_employer,
    headed,
    listed,
    only_if,
    prefixed,
    yes_no,
)

TITLES: Titles = {
    ev.DisclosureDiscussed: "Disclosure talked about",
    ev.DisclosureTold: "Somebody was told",
    ev.Conviction: "Conviction or caution",
}
APART = "Kept apart for disclosure; the tab of that name tells it"
"""All that any line says of a conviction: a second guard, should a list ever hold one by mistake."""
CHOICES = {
    "tell": "tell employers", "tell_some": "tell some employers", "do_not_tell": "do not tell employers",
    "undecided": "undecided",
}  # fmt: skip
TELLERS = {"specialist": "by the specialist", "client": "by the person", "both": "by both together"}


def _told(e: ev.DisclosureTold, n: Names) -> str:
    whom = listed(e.whom, at_employer(n, e.employer, "of" if e.whom else "")).replace(", of ", " of ")
    by = TELLERS.get(e.done_by, "")
    mode = "" if e.mode == "unknown" else say.label(e.mode)
    return headed(
        "Told about the past",
        *(part for part in (whom, by, mode) if part),
        yes_no(e.as_agreed, "as agreed", "not as agreed"),
    )


LINES: Lines = {
    ev.DisclosureDiscussed: lambda e, _: headed(
        f"Disclosure: {CHOICES[e.choice]}" + only_if(bool(e.words), f", “{e.words}”")
        + only_if(bool(e.for_whom), f" ({prefixed('for', e.for_whom)})")),
    ev.DisclosureTold: _told,
    ev.Conviction: lambda e, _: APART,
}  # fmt: skip


def in_full(event: ev.Event) -> str:
    """Everything that is kept of what is set apart, for a subject access: what was said, field by field."""
    told = write_event(event)
    own = [name for name in told if name not in _ENVELOPE]
    return say.sentence("; ".join(f"{say.label(name)}: {say.label(str(told[name]))}" for name in own))


_ENVELOPE = frozenset(ev.Event.__struct_fields__) | {"kind"}
NAMED: Named = {ev.Conviction: lambda e: "a conviction"}
