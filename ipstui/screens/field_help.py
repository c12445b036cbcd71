"""What one box of a form wants, in words: its kind, its choices, and an example."""

from __future__ import annotations

from textual.widget import Widget

from ipstui.casework.forms import Field, FieldKind
from ipstui.widgets.form import FieldLine

KEYS = (
    "Enter or F10 or Ctrl+S: save. Tab: next box, Shift+Tab: the one before. Esc: close; what you typed in a form is "
    "kept until it is saved. The guide: Esc, then F1 twice."
)
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
    if field.hint:
        parts.append(f"For example: {field.hint}.")
    if field.kind == "choice":
        parts.append("\n" + "\n".join(f"  {text}" for value, text in field.choices if value))
    if field.required:
        parts.append("\nIt is needed before this can be saved.")
    else:
        parts.append("\nLeave it empty if it is not known.")
    return "\n".join(parts)


def help_at(focused: Widget | None) -> tuple[str, str]:
    """Return a title and the text for where the cursor is."""
    line = focused
    while line is not None and not isinstance(line, FieldLine):
        line = line.parent if isinstance(line.parent, Widget) else None
    if isinstance(line, FieldLine):
        return f"What “{line.field.label}” wants", f"{wants(line.field)}\n\n{KEYS}"
    return "The keys here", "Arrows move, Enter takes what is under the cursor, letters narrow a list. Esc: close."
