"""Another day for a booking or a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework import say
from ipstui.casework.agenda import Entry
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.diary import answer
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import Event, Task
from ipstui.casework.forms import Field
from ipstui.casework.story import Story
from ipstui.casework.typed.when import read_only_day, read_when
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change


class MoveScreen(Dialog):
    """One field: when it is now."""

    def __init__(self, entry: Entry, story: Story | None, what: Booked | Event | None) -> None:
        """`what` is the booking, which needs the story of its person, or the event of the task."""
        self._entry, self._story, self._moved = entry, story, what
        whose = f"{entry.name}: " if entry.name else ""
        field = Field(name="next", label="Now on", kind="date", lean="future", required=True)
        super().__init__(f"Move · {whose}{entry.what}", (field,), first="next")

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The booking as moved, or the task with its new day."""
        today, typed = self.ips.desk.today, clean(texts.get("next", ""))
        if not typed:
            raise Unfit("next", "say when: fri 2pm, +2w, 3 dec.")
        whose = f" of {self._entry.name}" if self._entry.name else ""
        if isinstance(self._moved, Booked) and self._story is not None:
            when = read_when(typed, today, lean="future", field="next")
            told = say.when(when.on, when.at, today)
            return answer.moved(self._moved, self._story, when), f"{self._entry.what}{whose} moved to {told}"
        assert isinstance(self._moved, Task)
        day = read_only_day(typed, today, lean="future", field="next")
        return answer.put_off(self._moved, day, today), f"task{whose} put off to {say.day(day, today)}"
