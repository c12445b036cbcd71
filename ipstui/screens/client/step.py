"""One next step that a line of a client offers."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipstui.casework.events import Event
from ipstui.screens.diary.answering import Answer


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: an event to record at once, or with `ask` a form to fill in first."""

    label: str
    kind: type[Event]
    values: dict[str, str] = field(default_factory=dict)
    ask: bool = False
    corrects: str = ""
    """The event that the form corrects, rather than adds to."""
    event: Event | None = None
    """The event itself, where it is made already; the client is filled in."""
    called: dict[str, str] = field(default_factory=dict)
    """What the ids among the values are called, where the story has no name for them."""
    decides: str = ""
    """The condition that the step settles for a proposal."""
    first: str = ""
    """The field that a form begins in, or the fact that it asks for."""
    opens: str = ""
    """The arrow whose form it opens."""
    about: str = ""
    """What that is handed: the goal to open, the day."""
    answers: Answer | None = None
    """What it says of a booking, as the diary does."""
