"""A small grid of weeks for work that goes up and down: hours, pay, and whether the week was leave or sickness."""

from __future__ import annotations

from decimal import Decimal

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Label, Select

from calculators.benefits.permitted_work import Week
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.typed.numbers import number
from ipstui.widgets.form import TextLine

WEEKS = 6
"""Enough for the five weeks before a claim that the law looks at, and one more."""
_AWAY = (("paid_leave", "paid leave"), ("unpaid_leave", "unpaid leave"), ("sick", "off sick"))


class WeekRow(Horizontal):
    """One week. `number` begins with 1."""

    def __init__(self, number: int) -> None:
        super().__init__(classes="week")
        self.number = number

    def compose(self) -> ComposeResult:
        """The number, hours, pay and absence."""
        yield Label(Content(f"Week {self.number}"), classes="label")
        yield TextLine(placeholder="hours", compact=True, classes="hours")
        yield TextLine(placeholder="pay £", compact=True, classes="pay")
        yield Select(
            [(Content(text), value) for value, text in _AWAY], prompt="worked", compact=True, classes="away"
        )  # fmt: skip

    @property
    def week(self) -> Week | None:
        """What is filled in; None for an empty row. Raises Unfit, naming the row, for what cannot be read."""
        hours, pay = (clean(self.query_one(f".{name}", Input).value) for name in ("hours", "pay"))
        away = self.query_one(Select)
        absence = None if away.is_blank() else str(away.value)
        if not hours and not pay and absence is None:
            return None
        if not hours and absence is None:
            raise Unfit(self.field, "Hours are needed: 0 is an answer too, or mark the week as away.")
        if hours and absence is not None:
            raise Unfit(self.field, "Hours of a week away are not asked: it is left out of the average.")
        return Week(
            hours=self._amount(hours),
            gross=self._amount(pay),
            absence=absence,  # type: ignore[arg-type]  # one of _AWAY
        )

    @property
    def field(self) -> str:
        """What a problem of this row is called, as the calculator calls it."""
        return f"weeks[{self.number - 1}]"

    def _amount(self, text: str) -> Decimal | None:
        return number(self.field, text) if text else None


class WeeksGrid(Vertical):
    """The rows, in order. Without any filled in, the hours above count."""

    DEFAULT_CSS = """
    WeeksGrid { height: auto; }
    WeeksGrid > Label { color: $text-muted; }
    WeeksGrid .week { height: 1; }
    WeeksGrid .week > .label { width: 18; }
    WeeksGrid .week Input { width: 10; height: 1; border: none; background: $panel; padding: 0 1; margin-right: 1; }
    WeeksGrid .week Select { width: 20; height: 1; }
    """

    def compose(self) -> ComposeResult:
        """A line that says when it is for, and the rows."""
        yield Label("Weeks that differ, in place of hours a week (the latest last)")
        for place in range(1, WEEKS + 1):
            yield WeekRow(place)

    def weeks(self) -> tuple[Week, ...] | None:
        """Return the weeks filled in; None without any. Raises Unfit for a gap, or what cannot be read."""
        rows = [(row, row.week) for row in self.query(WeekRow) if row.query(Select)]  # as far as they are drawn
        filled = [place for place, (_, week) in enumerate(rows) if week is not None]
        if not filled:
            return None
        for row, week in rows[: filled[-1]]:
            if week is None:
                raise Unfit(row.field, "This week is left out: give 0 hours, or say why they were away.")
        return tuple(week for _, week in rows if week is not None)

    def point_at(self, field: str) -> bool:
        """Put the cursor into the row a problem names; False where it names none."""
        for row in self.query(WeekRow):
            if field.startswith(row.field):
                row.query(Input).first().focus()
                return True
        return False
