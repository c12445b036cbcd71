"""What a tab of the client screen is: its name, its columns, and the lines it draws when it is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import Event
from ipstui.widgets.lines import Column, Heading, Line, Target


def of(what: str, event: str) -> Target:
    """Return what a line means that is one event: a need, a booking, or nothing but an event."""
    return Target(what, event, event=event)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a tab may draw from beside the casefile."""

    names: Mapping[str, str]
    """What the ids in this person's events are called."""
    voided: Sequence[Event] = ()
    """Events taken back, where they are asked for."""
    kind: str = ""
    """The one kind of event that is asked for; "" for all."""
    opened: bool = False
    """Whether what the record keeps apart was asked to be shown."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab. `rows` is called when the tab is shown, and only then: what is heavy to import waits until there."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Casefile, Beside], list[Line | Heading]]
