"""Two records of one person made one: which stays, which becomes part of it, and one more question."""

from __future__ import annotations

from ipstui.casework.people import Client
from ipstui.screens.choose import ChooseScreen
from ipstui.shell.contract import Shell
from ipstui.store.merging import told


async def merge(shell: Shell) -> None:
    """Choose the two, and make them one; u takes it back."""
    desk = shell.desk
    if desk.caseload.read_only:
        shell.tell("The case file was opened to read only. Nothing was changed.", problem=True)
        return
    kept = await _choose(shell, "Two records of one person: which one stays?")
    other = await _choose(shell, f"Which one becomes part of {kept.name}?", but=kept) if kept else None
    if kept is None or other is None:
        return
    count = len(desk.caseload.events_of(other.id))
    question = (
        f"{other.name} ({count} events) becomes part of {kept.name}. Where the two differ, {kept.name} stands, and "
        "what the other said is kept in a note. Are they one person?"
    )
    choices = [("no", "No, leave them as they are"), ("yes", "Yes, make them one; u takes it back")]
    if await shell.push_screen_wait(ChooseScreen(question, choices)) == "yes":
        merged = await shell.off_thread(desk.merge, kept, other)
        await shell.action_go("review")
        shell.changed.publish(None)
        shell.tell(told(merged))


async def _choose(shell: Shell, title: str, *, but: Client | None = None) -> Client | None:
    caseload = shell.desk.caseload
    people = sorted((each for each in caseload.clients.values() if each != but), key=lambda each: each.name.casefold())
    rows = [(each.id, f"{each.name}, {len(caseload.events_of(each.id))} events") for each in people]
    answer = await shell.push_screen_wait(ChooseScreen(title, rows, search=True))
    return caseload.clients[answer] if answer else None
