"""`ipstui takeout`: everything of one's own, in open formats."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell


@click.command()
@click.argument("folder")
@click.pass_obj
def takeout(sitting: Sitting, folder: str) -> None:
    """Write the whole case file to FOLDER, a new one: JSON lines and CSV, with what every field means.

    It is in clear, whatever the case file is. Nothing is left out, also not what was taken back.
    """
    from ipstui.exchange.outside import IN_CLEAR
    from ipstui.exchange.takeout import takeout_files
    from ipstui.store.copies import must_be_new, save_elsewhere
    from ipstui.store.errors import shown

    target = Path(os.path.abspath(Path(folder).expanduser()))
    must_be_new(target)
    if not os.path.isdir(target.parent):
        raise Refusal(f"There is no folder {shown(target.parent)}. Nothing was written.")
    desk = sitting.open_desk(read_only=False)
    desk.caseload.note_outside("takeout", target)
    files = takeout_files(desk.caseload.storage.read(), desk.today)
    try:
        target.mkdir(mode=0o700)
    except OSError as problem:
        raise Refusal(f"{shown(target)}: {problem.strerror or problem}. Nothing was written.") from None
    with _all_or_nothing(target):
        for name, data in files.items():
            save_elsewhere(target / name, data)
    tell(target)
    tell(f"{len(files)} files. {IN_CLEAR}", err=True)


@contextlib.contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """Leave no half of it behind."""
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
