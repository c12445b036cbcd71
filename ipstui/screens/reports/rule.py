"""What is behind a figure in words: the rule it is counted by, what it is a part of, the source and its status."""

from __future__ import annotations

from textual.content import Content

from ipstui.reports.entries import Entry
from ipstui.screens.reading import ReadingScreen


def rule_of(entry: Entry) -> ReadingScreen:
    """Return the text to read about the line of a report."""
    parts: list[tuple[str, str]] = []
    for head, text in entry.about:
        parts += [(f"{head}\n", "bold $accent"), (f"{text}\n", "")]
    return ReadingScreen(entry.label.strip(), Content.assemble(*parts))
