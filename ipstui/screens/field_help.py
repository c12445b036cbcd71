"""What one box of a form wants, in words: its kind, its choices, and an example."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input, TextArea

from ipstui.casework import say
from ipstui.casework.forms import Field, FieldKind
from ipstui.widgets.form import FieldLine

KEYS = (
    "Enter or F10 or Ctrl+S: the form is filled in. Tab: next box, Shift+Tab: the one before. Esc: close{}. "
    "The guide: Esc, then F1 twice."
)
KEPT = "; what you typed is there again next time"
EMPTY = "Leave it empty if it is not known, or if there is nothing to say."
WANTS: dict[FieldKind, str] = {
    "text": "Your own words, on one line.",
    "choice": "One of the choices below. Enter or Space opens the list; arrows or a letter choose; Enter takes it.",
    "reference": "Something recorded before. Enter opens the list. If it is not in the list, record it first.",
    "date": "A day, typed as you say it: today, yesterday, fri, fri 2pm, +2w (in two weeks), 3 dec, 3/12/2026. "
    "What was understood stands beside the box.",
    "time": "A time: 2pm, 14:30, 9.15.",
    "number": "A number: 12.50 or 1,234.50. Pounds without the sign.",
    "count": "A whole number.",
    "list": "Several things, with commas between them.",
    "shifts": "Days and hours: mon-fri 9-5, sat 10-2.",
}


def wants(field: Field) -> str:
    """Return what a field wants: how to fill it, its choices, whether it is needed."""
    parts = [WANTS[field.kind]]
    if field.months:
        parts.append("Only the month is known? Type it alone: nov, or november 2026.")
    if field.hint:
        parts.append(f"{say.sentence(field.hint)}.")
    if field.kind == "choice":
        parts.append("\n" + "\n".join(f"  {text}" for value, text in field.choices if value))
    if field.required:
        parts.append("\nIt is needed before this can be saved.")
    else:
        parts.append(f"\n{_untouched(field)}")
    return "\n".join(parts)


def _untouched(field: Field) -> str:
    """What is saved of a box that nobody filled in: what the form stands for by itself is not told as not known."""
    if field.kind == "choice":
        usual = next((label for value, label in field.choices if value and value == field.default), "")
        return f"“{usual}” stands until you choose another." if usual else EMPTY
    return f"Left empty, it is {field.default}." if field.kind == "date" and field.default else EMPTY


def help_at(focused: Widget | None, *, keeps: bool) -> tuple[str, str]:
    """Return a title and the text for where the cursor is. `keeps` says that the text is there again after Esc."""
    line = focused
    while line is not None and not isinstance(line, FieldLine):
        line = line.parent if isinstance(line.parent, Widget) else None
    if isinstance(line, FieldLine):
        return f"What “{line.field.label}” wants", f"{wants(line.field)}\n\n{KEYS.format(KEPT if keeps else '')}"
    if isinstance(focused, TextArea):
        return "What is wanted here", "Your own words, over several lines. The keys are on the last line."
    if isinstance(focused, Input):
        return "What is wanted here", "Type it in; Enter goes on. The keys are on the last line."
    return "The keys here", "Arrows move, Enter takes what is under the cursor, letters narrow a list. Esc: close."
