"""Files for other programs, from the screen: bookings for a calendar, the caseload as a spreadsheet, everything."""

from __future__ import annotations

from functools import partial

from textual.content import Content

from ipstui.casework.checks import Unfit
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.contract import Shell
from ipstui.store.errors import shown
from ipstui.store.places import typed_path


async def calendar(shell: Shell) -> None:
    """Write what is new or moved for one's own calendar, and tell what is to be changed there by hand."""
    from ipstui.exchange.calendar_written import write_calendar

    rows = [
        ("new", "What is new or moved since the last time"),
        ("all", "Everything that is booked"),
        ("initials", "What is new or moved, with initials, not “Appointment”"),
    ]
    which = await shell.push_screen_wait(ChooseScreen("For your calendar", rows))
    folder = await _where(shell, "Where to?", "A folder, or a new .ics file. No names are in it.") if which else ""
    if not folder:
        return
    write = partial(write_calendar, everything=which == "all", initials=which == "initials")
    written = await shell.off_thread(write, shell.desk, typed_path(folder))
    text = "\n\n".join((str(written.file), *([written.doubt] if written.doubt else []), *written.said))
    await shell.push_screen_wait(ReadingScreen("Bookings for your calendar", Content(text)))


async def workbook(shell: Shell) -> None:
    """Write the caseload as a spreadsheet of four sheets, with names or with initials."""
    from ipstui.exchange.outside import IN_CLEAR
    from ipstui.exchange.workbook_written import write_workbook

    rows = [("initials", "Initials; no telephone, year of birth or officer"), ("names", "With names")]
    which = await shell.push_screen_wait(ChooseScreen("The caseload as a spreadsheet", rows))
    typed = await _where(shell, "Where to?", f"A folder, or a new .xlsx file. {IN_CLEAR}") if which else ""
    if not typed:
        return
    target = typed_path(typed)
    try:
        written = await shell.off_thread(write_workbook, shell.desk, target, initials=which == "initials")
    except Unfit as problem:
        shell.tell(f"{typed}: {problem.problem} Nothing was written.", problem=True)
        return
    shell.tell(f"{shown(written.file)}: {written.said} {written.doubt}".strip())


async def _where(shell: Shell, title: str, told: str) -> str:
    """The folder of downloads, or what is typed; "" where it was left."""
    downloads = typed_path("~/Downloads")
    if downloads.is_dir():
        rows = [(str(downloads), "Downloads"), ("-", "somewhere else …")]
        chosen = await shell.push_screen_wait(ChooseScreen(title, rows))
        if chosen != "-":
            return chosen
    return (await shell.push_screen_wait(AskScreen(title, told, placeholder="a folder"))).strip()
