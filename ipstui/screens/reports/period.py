"""Choosing the period of a report: a kind of it, or days that are typed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from ipstui.casework.checks import Unfit, clean
from ipstui.casework.forms import Field
from ipstui.casework.typed.when import read_only_day
from ipstui.reports.figures import period_of
from ipstui.reports.spans import KINDS, Kind, Span, span, title
from ipstui.screens.asking import Asking
from ipstui.screens.choose import ChooseScreen
from ipstui.widgets.form import Form
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem

_FIELDS = (
    Field(name="from", label="From", kind="date", lean="past", required=True),
    Field(name="to", label="To", kind="date", lean="past", default="today"),
)


async def ask_period(app: App[Any], now: Span, today: date) -> Span | None:
    """Ask for a period; None when left."""
    day = min(now.last, today)
    told = {kind: title(span(kind, day), today) for kind in KINDS}
    shown = [(kind, told[kind] if kind == "all" else f"{words}: {told[kind]}") for kind, words in KINDS.items()]
    chosen = await app.push_screen_wait(ChooseScreen("Which days?", [*shown, ("typed", "Type the days …")]))
    if chosen == "typed":
        return await app.push_screen_wait(DaysScreen(today))
    return span(cast("Kind", chosen), today if chosen == "all" else day) if chosen else None


class DaysScreen(Asking[Span | None]):
    """From one day to another, both counted. Dismissed with the span, or None when left."""

    CSS_PATH = str(Path(__file__).parents[1] / "dialog.tcss")
    BINDINGS = [
        Binding("escape", "dismiss(None)", "Leave", show=False),
        Binding("f10,ctrl+s", "take", "Take", show=False),
    ]
    AUTO_FOCUS = "Input"

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today

    def compose(self) -> ComposeResult:
        """The two days, the problem if there is one, and the keys."""
        with Vertical(classes="dialog"):
            yield Label(Content("Days counted, both of these too"), classes="title")
            yield Form(_FIELDS, {"to": "today"}, self._today)
            yield Problem()
            yield KeyHints("Enter: show them · Tab: next box · F1: help · Esc: close")

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Take them on Enter."""
        event.stop()
        self.action_take()

    def action_take(self) -> None:
        """Take the days, or say what cannot be."""
        form = self.query_one(Form)
        texts = {name: clean(text) for name, text in form.texts().items()}
        try:
            if not texts["from"]:
                raise Unfit("from", "a first day is needed.")
            first = read_only_day(texts["from"], self._today, lean="past", field="from")
            last = read_only_day(texts["to"] or "today", self._today, lean="past", field="to")
            period_of(first, last, self._today)
        except Unfit as problem:
            label = next(field.label for field in _FIELDS if field.name == problem.field)
            self.query_one(Problem).say(f"{label}: {problem.problem}")
            form.point_at(problem.field)
        else:
            self.dismiss(Span("typed", first, last))
