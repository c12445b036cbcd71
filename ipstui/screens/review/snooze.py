"""Putting a reason aside until a day, and saying why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.events import Snooze
from ipstui.casework.forms import Field
from ipstui.casework.typed.when import read_only_day
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change


class SnoozeScreen(Dialog):
    """Which flag, until when, and why."""

    def __init__(self, casefile: Casefile) -> None:
        self._casefile = casefile
        flags = {f.flag: say.sentence(f.why) for f in casefile.flags if f.snoozed_until is None}
        fields = (
            Field(name="reason", label="Why", kind="text", required=True),
            Field(name="until", label="Until", kind="date", lean="future", required=True),
            Field(name="flag", label="What", kind="choice", choices=tuple(flags.items()), default=next(iter(flags))),
        )
        super().__init__(f"Snooze · {casefile.client.name}", fields, {"until": "+1w"}, first="reason",
                         draft=f"snooze/{casefile.client.id}")  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One snooze."""
        client, today = self._casefile.client, self.ips.desk.today
        flag = texts.get("flag", "")
        if not flag:
            raise Unfit("flag", "choose what to snooze.")
        until = read_only_day(texts.get("until", ""), today, lean="future", field="until")
        event = Snooze(client=client.id, on=today, flag=flag, until=until, reason=clean(texts.get("reason", "")))
        return [event], f"{say.label(flag)} of {client.name} snoozed until {say.day(until, today)}"
