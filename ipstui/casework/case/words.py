"""How the case itself, notes and changed details are told, each event in one line."""

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
    yes_no,
)

TITLES: Titles = {
    ev.WantsWork: "Wants to work?",
    ev.Monitoring: "For the reports",
    ev.FactChanged: "Detail changed",
    ev.Void: "Taken back",
}


_YES_NO = {"true": "yes", "false": "no"}


def _fact_changed(e: ev.FactChanged, _: Names) -> str:
    # Lists of people are kept as JSON in the event: only that they changed is for the timeline.
    plain = not any(text[:1] in ("[", "{") for text in (e.old, e.new))
    old, new = (_YES_NO.get(text, text) or "nothing" for text in (e.old, e.new))
    told = f"from {old} to {new}" if plain else ""
    return f"{say.label(e.field)} changed {told}".strip()


_PLACE_UNKNOWN = "not known whether in prison or out"
_GIVEN = {True: "given", False: "taken back", None: "spoken of"}

LINES: Lines = {
    ev.Referral: lambda e, _: listed(
        "Referred", only_if(e.source_type not in ("other", "unknown") or bool(e.source_person), prefixed(
            "by", e.source_person or say.label(e.source_type))),
        prefixed("from", e.prison) or yes_no(e.in_custody, "in custody", "in the community") or _PLACE_UNKNOWN,
        dated("accepted", e.accepted, e),
        yes_no(e.knows_and_agrees, "knows and agrees", "does not know yet"),
    ),
    ev.Consent: lambda e, _: listed(
        f"Consent {_GIVEN[e.given]} to share {e.what}", prefixed("with", e.with_whom)),
    ev.WantsWork: lambda e, _: headed(
        {"yes": "Wants to work", "unsure": "Unsure about work", "not_now": "Does not want work now"}[e.answer],
        e.words),
    ev.Paused: lambda e, _: headed("Paused", e.reason),
    ev.Resumed: lambda e, _: "Goes on after the pause",
    ev.TransferOffered: lambda e, _: f"Transfer asked of {e.to}",
    ev.TransferAccepted: lambda e, _: f"Transfer accepted {prefixed('by', e.to)}".strip(),
    ev.TransferDeclined: lambda e, _: listed(f"Transfer declined {prefixed('by', e.to)}".strip(), e.why),
    ev.Closed: lambda e, _: f"Case closed: {say.label(e.reason)}",
    ev.Reopened: lambda e, _: headed("Case reopened", e.reason),
    ev.Note: lambda e, _: "" if e.note.strip() else "Empty note",
    ev.SafeguardingFlag: lambda e, _: f"Safeguarding: the record is with {e.where}",
    ev.Monitoring: lambda e, _: "Recorded for the reports only",
    ev.FidelityRated: lambda e, _: f"Fidelity item {e.item} rated {e.score} of 5",
    ev.Leave: lambda e, _: listed("On leave", dated("until", e.ends, e)),
    ev.FactChanged: _fact_changed,
    ev.Void: lambda e, _: "Taken back",
}  # fmt: skip
