"""`ipstui workbook`: the caseload as a spreadsheet, for one's own use or a supervisor."""

from __future__ import annotations

from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("path")
@click.option("--initials", is_flag=True, help="Initials for names, in texts too; no telephone, birth year, officer.")
@click.option(
    "--sheet", "wanted", metavar="NAME", default="people", help="For a csv: people, events, jobs or contacts."
)
@click.option("--columns", metavar="A,B,…", help="Only these columns of that table, by their short names.")
@click.pass_obj
def workbook(sitting: Sitting, path: str, initials: bool, wanted: str, columns: str | None) -> None:
    """Write the caseload to PATH, a new xlsx with four sheets, or a csv of one of them.

    It opens right in Excel: days are days, leading noughts stay, and nothing in it runs as a formula.
    """
    from ipstui.casework.checks import Unfit
    from ipstui.exchange.workbook_written import write_workbook

    asked = None if columns is None else [each.strip() for each in columns.split(",") if each.strip()]
    try:
        written = write_workbook(sitting.open_desk(), Path(path), initials=initials, table=wanted, columns=asked)
    except Unfit as problem:
        named = {"path": "PATH", "table": "--sheet", "columns": "--columns"}[problem.field]
        raise Refusal(f"{named}: {problem.problem} Nothing was written.") from None
    tell_written(written.file, written.doubt)
    tell(written.said, err=True)
