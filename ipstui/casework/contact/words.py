"""How contacts are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework.phrases import (
    Lines,
    Names,
    listed,
    only_if,
    prefixed,
)

_PLACES = {
    "prison": "in prison", "gate": "at the prison gate", "probation_office": "at the probation office",
    "own_office": "at our office", "home": "at home", "hostel": "at the hostel", "cafe": "at the café",
    "community": "in the community", "workplace": "at work", "online": "online",
}  # fmt: skip

_OTHERS = {
    "probation": "the officer", "in_reach": "the in-reach worker", "cmht": "the CMHT", "gp": "the GP",
    "hostel": "hostel staff", "mentor": "the mentor", "family": "family", "jobcentre": "the Jobcentre",
    "other": "someone around the case",
}  # fmt: skip

_REACHED = {
    "face_to_face": "Met", "phone": "Spoke by phone", "video": "Spoke by video", "text": "In touch by text",
    "email": "In touch by email", "letter": "In touch by letter", "unknown": "In touch",
}  # fmt: skip

_TRIED = {"phone": "Phoned", "video": "Called by video", "text": "Texted", "email": "Emailed", "letter": "Wrote to",
          "unknown": "Tried to reach"}  # fmt: skip


def _contact(e: ev.Contact, _: Names) -> str:
    other, met = _OTHERS.get(e.who, ""), e.mode == "face_to_face"
    if e.outcome == "unknown":
        how = {"face_to_face": "in person", "unknown": ""}.get(e.mode, f"by {e.mode}")
        body = " ".join(f"Contact {how} {prefixed('with', other)}".split())
    elif e.outcome == "seen":
        link = " " if met else " with "
        body = _REACHED[e.mode] + (link + other if other else "")
    elif met:
        verb = "Left a message for" if e.outcome == "left_message" else "Did not meet"
        body = f"{verb} {other}" if other else verb.removesuffix(" for")
    else:
        verb = f"{_TRIED[e.mode]} {other}" if other else _TRIED[e.mode].removesuffix(" to")
        body = f"{verb}, {'left a message' if e.outcome == 'left_message' else 'no answer'}"
    place = prefixed("", _PLACES.get(e.setting, ""))
    return listed(
        body + place,
        only_if(e.outcome == "unknown", "not known if they were in touch"),
        f"{e.minutes} min" if e.minutes else "",
        {"benefits": "about benefits", "stabilising": "about settling", "in_work": "in-work support"}.get(
            e.purpose, ""
        ),
        only_if(e.done_together == "yes", "done together"),
    )


LINES: Lines = {
    ev.Contact: _contact,
}  # fmt: skip
