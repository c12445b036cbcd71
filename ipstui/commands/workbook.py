"""`ipstui workbook`: the caseload as a spreadsheet, for one's own use or a supervisor."""

from __future__ import annotations

from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("path")
@click.option("--initials", is_flag=True, help="Initials instead of names; no telephone, year of birth or officer.")
@click.option(
    "--sheet", "wanted", metavar="NAME", default="people", help="For a csv: people, events, jobs or contacts."
)
@click.option("--columns", metavar="A,B,…", help="Only these columns of that table, by their short names.")
@click.pass_obj
def workbook(sitting: Sitting, path: str, initials: bool, wanted: str, columns: str | None) -> None:
    """Write the caseload to PATH, a new xlsx with four sheets, or a csv of one of them.

    It opens right in Excel: days are days, leading noughts stay, and nothing in it runs as a formula.
    """
    from ipstui.exchange.caseload_tables import caseload_tables
    from ipstui.exchange.outside import IN_CLEAR, write_outside
    from ipstui.exchange.tables import csv_for_excel, xlsx

    target = Path(path)
    ending = target.suffix.casefold()
    if ending not in (".xlsx", ".csv"):
        raise Refusal("PATH: it ends in .xlsx or .csv. Nothing was written.")
    desk = sitting.open_desk()
    casefiles = desk.casefiles()
    tables = {t.name.casefold(): t for t in caseload_tables(casefiles, desk.caseload.employers, initials=initials)}
    if wanted.casefold() not in tables:
        raise Refusal(f"--sheet: there is {', '.join(tables)}; not “{wanted}”. Nothing was written.")
    if columns is not None:
        table = tables[wanted.casefold()]
        try:
            tables[wanted.casefold()] = table.only([each.strip() for each in columns.split(",") if each.strip()])
        except KeyError as missing:
            there = ", ".join(column.key for column in table.columns)
            raise Refusal(f"--columns: there is no {missing.args[0]}. There is: {there}.") from None
    data = xlsx(list(tables.values()), desk.today) if ending == ".xlsx" else csv_for_excel(tables[wanted.casefold()])
    tell_written(*write_outside(desk.caseload, "workbook", target, data))
    tell(f"{len(casefiles) or 'nobody'}{' people' if casefiles else ''} written. {IN_CLEAR}", err=True)
