"""`ipstui takeout`: everything of one's own, in open formats."""

from __future__ import annotations

from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("folder")
@click.pass_obj
def takeout(sitting: Sitting, folder: str) -> None:
    """Write the whole case file to FOLDER, a new one: JSON lines and CSV, with what every field means.

    It is in clear, whatever the case file is. Nothing is left out, also not what was taken back.
    """
    from ipstui.exchange.outside import IN_CLEAR, write_folder_outside
    from ipstui.exchange.takeout import takeout_files

    desk = sitting.open_desk(read_only=False)
    files = takeout_files(desk.caseload.storage.read(), desk.today)
    tell_written(*write_folder_outside(desk.caseload, "takeout", Path(folder), files))
    tell(f"{len(files)} files. {IN_CLEAR}", err=True)
