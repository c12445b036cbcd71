"""`ipstui takeout`: everything of one's own, in open formats."""

from __future__ import annotations

from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("folder")
@click.option("--without-convictions", is_flag=True, help="Leave out the convictions and cautions kept apart.")
@click.pass_obj
def takeout(sitting: Sitting, folder: str, without_convictions: bool) -> None:
    """Write the whole case file to FOLDER, a new one: JSON lines and CSV, with what every field means.

    It is in clear, whatever the case file is. Nothing is left out, also not what was taken back, nor the convictions
    that are kept apart for disclosure, unless that is asked.
    """
    from ipstui.exchange.outside import IN_CLEAR, write_folder_outside
    from ipstui.exchange.takeout import takeout_files, without_apart

    desk = sitting.open_desk(read_only=False)
    tables = desk.caseload.storage.read()
    kept, left = without_apart(tables)
    files = takeout_files(kept if without_convictions else tables, desk.today)
    tell_written(*write_folder_outside(desk.caseload, "takeout", Path(folder), files))
    tell(f"{len(files)} files. {IN_CLEAR}", err=True)
    if left:
        how = "were left out" if without_convictions else "are in it too: --without-convictions leaves them out"
        tell(f"Convictions and cautions kept apart for disclosure: {left} rows {how}.", err=True)
