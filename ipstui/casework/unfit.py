"""What is said where something typed cannot be recorded."""

from __future__ import annotations

from collections.abc import Callable

from ipstui.casework.events import Event

Rule = tuple[type[Event] | tuple[type[Event], ...], Callable[..., None]]
"""A kind of event, or several, and what is asked of it: a function of the event and the story that raises Unfit."""


class Unfit(ValueError):  # noqa: N818 - named for what happened
    """What was typed cannot be recorded: the field, and the problem in a sentence."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem
