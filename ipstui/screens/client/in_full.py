"""An event in full: what was typed into it and its one line leaves out, so that it can be read without correcting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any

from ipstui.casework import say
from ipstui.casework.events import Event, Unread, is_apart
from ipstui.casework.forms import Field, fields_of
from ipstui.casework.phrases import Names
from ipstui.casework.words import summary


def in_full(event: Event, names: Names) -> Iterator[tuple[str, str]]:
    """Return each field that was filled in and that the event's line does not tell, as (label, text).

    A choice is told in words of its own by the line. The note is the caller's: it is longer than a line.
    """
    if isinstance(event, Unread) or is_apart(event):
        return
    line = _flat(summary(event, names))
    for field in fields_of(type(event)):
        if field.name in ("on", "note") or field.kind in ("choice", "shifts"):
            continue
        text = _written(field, getattr(event, field.name), event, names)
        if text and _flat(text) not in line:
            yield field.label, text


def _written(field: Field, value: Any, event: Event, names: Names) -> str:
    match value:
        case tuple():
            return ", ".join(value)
        case Decimal():
            return say.number(value)
        case time():
            return say.clock(value)
        case date():
            return say.day(value, event.on)
        case str() if field.kind == "reference":
            return names.get(value, "")  # an id is never shown
        case str():
            return value.strip()
    return str(value) if value else ""


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
