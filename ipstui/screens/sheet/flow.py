"""Which spreadsheet: one of those lately saved, or its path typed; then it is read, and its steps are shown."""

from __future__ import annotations

import asyncio
from pathlib import Path

from ipstui.casework import say
from ipstui.exchange.sheet.opened import open_book
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.remembered import mappings
from ipstui.exchange.sheet.settling import Settling
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.sheet.screen import SheetScreen, settled_before
from ipstui.shell.contract import Shell
from ipstui.store.places import typed_path

_FOLDERS = ("Downloads", "Documents", "Desktop")
_ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")
_MOST = 12


async def bring_in_sheet(shell: Shell) -> None:
    """Ask which file, read it and show the steps. A file that cannot be read is told with its reason."""
    found = await asyncio.to_thread(lately_saved, typed_path("~"))
    typed = "-"
    if found:
        rows = [(str(path), f"{path.name}  ({path.parent.name})") for path in found]
        title = "Which spreadsheet?"
        typed = await shell.push_screen_wait(ChooseScreen(title, [*rows, ("-", "another file …")], search=True))
    if typed == "-":
        told = "xlsx, xls, ods, csv. It is only read, and nothing is saved before you say so."
        typed = await shell.push_screen_wait(AskScreen("Which spreadsheet?", told, placeholder="the file"))
    if not typed.strip():
        return
    path, desk = typed_path(typed.strip().strip('"')), shell.desk
    known = {client.id: client.name for client in desk.caseload.clients.values()}
    held = await shell.off_thread(mappings, desk.caseload)
    try:
        book = await asyncio.to_thread(open_book, path)
        before = settled_before(shell.drafts, book.digest)
        settling = await asyncio.to_thread(Settling, book, desk.today, known, held, before)
    except SheetRefused as refused:
        shell.tell(f"{say.sentence(refused.message)} Nothing was changed.", problem=True)
        return
    await shell.push_screen_wait(SheetScreen(path, settling))


def lately_saved(home: Path) -> list[Path]:
    """The spreadsheets in the folders where people save them, newest first."""
    found: list[tuple[float, Path]] = []
    for folder in _FOLDERS:
        try:
            inside = list((home / folder).iterdir())
        except OSError:
            continue
        for path in inside:
            if path.suffix.lower() in _ENDINGS and not path.name.startswith(("~$", ".")):
                try:
                    found.append((path.stat().st_mtime, path))
                except OSError:
                    continue
    return [path for _, path in sorted(found, reverse=True)[:_MOST]]
