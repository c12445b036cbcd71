"""Two or three jobs side by side, and the present one kept under a name."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Label, Static

from ipstui.casework import say
from ipstui.casework.benefits.session import Answer, named
from ipstui.casework.checks import clean
from ipstui.screens.asking import Asking
from ipstui.widgets.form import TextLine
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.lines import fit

LONGEST_NAME = 40


class CompareScreen(Asking[str | None]):
    """Dismissed with the name to keep the present choice under, "" to keep nothing, None when left."""

    CSS_PATH = "session.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", "Leave", show=False)]
    AUTO_FOCUS = "Input"
    PRIVATE = True

    def __init__(self, answers: Sequence[Answer], present: int, suggested: str) -> None:
        super().__init__()
        self._answers, self._present, self._suggested = tuple(answers), present, suggested

    def compose(self) -> ComposeResult:
        """The table, a name for the present choice, the hint."""
        with Vertical(classes="dialog wide"):
            yield Label("Side by side", classes="title")
            with VerticalScroll(can_focus=False, id="side-by-side"):
                yield Static(self._table(), id="table")
            yield Label("Keep the job marked ● under this name:", classes="ask")
            yield TextLine(self._suggested, compact=True, max_length=LONGEST_NAME)
            yield KeyHints("Enter: keep it; a name used before is replaced · F1: help · Esc: close")

    def _table(self) -> Content:
        return table(self._answers, self._present, min(self.app.size.width - 8, 100))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it under the name."""
        event.stop()
        self.dismiss(clean(event.value))


def table(answers: Sequence[Answer], present: int, width: int) -> Content:
    """Return no work and each choice in a column, figures right-aligned; the present one is marked."""
    first = 19
    size = max((width - first) // (len(answers) + 1), 11)
    now = answers[0].better.now
    heads = ["Without work", *(("● " if n == present else "") + named(a.choice) for n, a in enumerate(answers))]
    rows: list[tuple[str, list[str], bool]] = [
        ("Hours a week", ["0", *(say.number(a.choice.hours) for a in answers)], False),
        ("Pay an hour", ["", *(_pay(a) for a in answers)], False),
        ("Pay that is left", [say.money(now.net_earnings_monthly),
                              *(say.money(a.better.in_work.net_earnings_monthly) for a in answers)], False),
        ("Universal Credit", [say.money(now.uc_award),
                              *(say.money(a.better.in_work.uc_award) for a in answers)], False),
        ("New Style ESA", [say.money(now.new_style_esa_monthly),
                           *(say.money(a.better.in_work.new_style_esa_monthly) for a in answers)], False),
        ("Money in a month", [say.money(now.total_monthly),
                              *(say.money(a.better.in_work.total_monthly) for a in answers)], True),
        ("Travel", ["", *("not known" if a.choice.travel is None else say.money(a.better.travel_monthly)
                          for a in answers)], False),
        ("Difference", ["", *(say.signed(a.better.gain_after_travel_monthly) for a in answers)], True),
        ("An hour's work", ["", *(_gain(a.better.gain_per_hour_worked) for a in answers)], False),
        ("ESA", ["", *(_esa(a) for a in answers)], False),
    ]  # fmt: skip
    parts: list[tuple[str, str]] = [
        (" " * first + "".join(fit(part, size - 1, right=True) + " " for part in line) + "\n", "bold $accent")
        for line in zip(*(_two_lines(head, size - 1) for head in heads), strict=True)
    ]
    for name, cells, strong in rows:
        line = fit(name, first) + "".join(fit(cell, size - 1, right=True) + " " for cell in cells)
        parts.append((line + "\n", "bold" if strong else ""))
    return Content.assemble(*parts)


def _two_lines(head: str, width: int) -> tuple[str, str]:
    """A head over two lines, the second next to its figures; what does not fit is cut there."""
    first, *rest = wrap(head, width) or [""]
    return (first, " ".join(rest)) if rest else ("", first)


def _pay(found: Answer) -> str:
    choice = found.choice
    if choice.hourly is not None:
        return say.money(choice.hourly)
    return f"{say.money(choice.monthly)} m" if choice.monthly is not None else ""


def _gain(amount: Decimal | None) -> str:
    return "" if amount is None else say.signed(amount)


def _esa(found: Answer) -> str:
    return {None: "none", True: "goes on", False: "stops"}[found.esa_goes_on]
