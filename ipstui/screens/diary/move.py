"""Another day for a booking or a task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.diary import answer
from ipstui.casework.diary.state import Booked
from ipstui.casework.events import Task
from ipstui.casework.forms import Field
from ipstui.casework.typed.when import read_only_day, read_when
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change

_NEXT = Field(name="next", label="Now on", kind="date", lean="future", required=True)
_NOTE = Field(name="note", label="Note", kind="text", long=True)


class MoveScreen(Dialog):
    """When it is now, and why."""

    def __init__(self, name: str, called: str, moved: Booked | Task, casefile: Casefile | None) -> None:
        """`moved` is the booking, which needs the casefile of its person, or the event of the task."""
        self._name, self._called, self._moved, self._casefile = name, called, moved, casefile
        heed = casefile.client.reaching if casefile else ""
        whose = f"{name}: " if name else ""
        fields = (_NEXT, _NOTE) if isinstance(moved, Booked) else (_NEXT,)
        super().__init__(f"Move · {whose}{called}", fields, first="next", heed=heed, draft=f"move/{moved.id}")

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The booking as moved, or the task with its new day."""
        today, typed = self.ips.desk.today, clean(texts.get("next", ""))
        if not typed:
            raise Unfit("next", "say when: fri 2pm, +2w, 3 dec.")
        whose = f" of {self._name}" if self._name else ""
        if isinstance(self._moved, Booked) and self._casefile is not None:
            when = read_when(typed, today, lean="future", field="next")
            told = say.when(when.on, when.at, today)
            *before, last = answer.moved(self._moved, self._casefile.story, when, self.ips.desk.clock)
            last = msgspec.structs.replace(last, note=clean(texts.get("note", "")))
            return [*before, last], f"{self._called}{whose} moved to {told}"
        assert isinstance(self._moved, Task)
        day = read_only_day(typed, today, lean="future", field="next")
        return answer.put_off(self._moved, day, today), f"task{whose} put off to {say.day(day, today)}"
