"""The least a Textual program with a table can do: what start-up is measured against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Bare(App[None]):
    """One DataTable of 24 people."""

    def compose(self) -> ComposeResult:
        """The table, filled."""
        table: DataTable[str] = DataTable(cursor_type="row")
        table.add_columns("Name", "Phase", "Why", "Last contact")
        for number in range(24):
            table.add_row(f"Person {number}", "Job search", "day 33 of 30, no employer met", "5 d, phone")
        yield table


if __name__ == "__main__":
    Bare().run()
