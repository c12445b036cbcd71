"""The caseload written as a spreadsheet: four sheets, or one table of it as a csv."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from ipstui.casework.checks import Unfit
from ipstui.desk import Desk
from ipstui.exchange.caseload_tables import caseload_tables
from ipstui.exchange.outside import IN_CLEAR, write_outside
from ipstui.exchange.tables import csv_for_excel, xlsx


class WrittenWorkbook(msgspec.Struct, frozen=True, kw_only=True):
    """Where the file is, why that was not confirmed ("" when it was), and what to say of it."""

    file: Path
    doubt: str
    said: str


def write_workbook(
    desk: Desk, path: Path, *, initials: bool = False, table: str = "people", columns: Sequence[str] | None = None
) -> WrittenWorkbook:
    """Write to a new xlsx or csv at `path`, or an xlsx into the folder `path`. A csv holds `table`.

    `columns`, of that table, leave out its others. Raises Unfit naming `path`, `table` or `columns`, NotCopied where
    it cannot be written, NotSaved where it cannot be noted.
    """
    if path.is_dir():
        path /= f"caseload-{desk.caseload.now():%Y%m%dT%H%M%S}.xlsx"
    ending = path.suffix.casefold()
    if ending not in (".xlsx", ".csv"):
        raise Unfit("path", "it ends in .xlsx or .csv.")
    casefiles = desk.casefiles()
    tables = {t.name.casefold(): t for t in caseload_tables(casefiles, desk.caseload.employers, initials=initials)}
    wanted = table.casefold()
    if wanted not in tables:
        raise Unfit("table", f"there is {', '.join(tables)}; not “{table}”.")
    if columns is not None:
        try:
            tables[wanted] = tables[wanted].only(columns)
        except KeyError as missing:
            there = ", ".join(column.key for column in tables[wanted].columns)
            raise Unfit("columns", f"there is no {missing.args[0]}. There is: {there}.") from None
    data = xlsx(list(tables.values()), desk.today) if ending == ".xlsx" else csv_for_excel(tables[wanted])
    file, doubt = write_outside(desk.caseload, "workbook", path, data)
    people = f"{len(casefiles)} people" if casefiles else "nobody"
    return WrittenWorkbook(file=file, doubt=doubt, said=f"{people} written. {IN_CLEAR}")
