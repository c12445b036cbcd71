"""Copies from the palette: one now, put one back, check them all, list every file."""

from __future__ import annotations

from textual.content import Content

from ipstui.casework.history import local
from ipstui.exchange.outside import NOT_OURS
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.contract import Asker, Shell
from ipstui.store import copies, records
from ipstui.store.copies import Copy
from ipstui.store.errors import shown
from ipstui.store.leaving import copy_out
from ipstui.store.places import copies_folder, page_kind, pages, typed_path
from ipstui.store.restoring import Restored, put_back

BEFORE = " (the save before)"


async def backup(shell: Shell) -> None:
    """A copy among the copies, or where the person says."""
    caseload = shell.desk.caseload
    here = ("here", f"Among the copies, in {shown(copies_folder(caseload.path))}")
    there = ("there", "Somewhere else …")
    answer = await shell.push_screen_wait(ChooseScreen("Back up now", [here, there]))
    if answer == "here":
        made = await shell.off_thread(copies.make_copy, caseload.storage, caseload.now())
        shell.tell(f"Copied, and read back: {shown(made)}")
    elif answer == "there":
        how = "encrypted as the case file is" if caseload.encrypted else "NOT encrypted"
        told = f"The copy is {how}. {NOT_OURS}"
        typed = await shell.push_screen_wait(AskScreen("Back up to", told, placeholder="a folder, or a new file"))
        if typed.strip():
            target = typed_path(typed.strip())
            made, doubt = await shell.off_thread(copy_out, caseload.storage, target, caseload.now())
            shell.tell(f"Copied, and read back: {shown(made)} {doubt}".strip())


async def restore(shell: Shell) -> None:
    """Choose among the copies, and go on in the one chosen; what stands now is kept beside it."""
    caseload = shell.desk.caseload
    if caseload.read_only:
        shell.tell("The case file was opened to read only. Nothing was changed.", problem=True)
        return
    vault = caseload.vault
    found = await shell.off_thread(copies.list_copies, caseload.path, vault, also=caseload.second_folder)
    chosen = await choose_copy(shell, found, "Restore which backup? Your present file is kept next to it.")
    if chosen is None:
        return
    no, yes = ("no", "No, leave it as it is"), ("yes", "Yes: what stands now is kept beside it as cases.damaged-…")
    if await shell.push_screen_wait(ChooseScreen(f"Go back to: {about(chosen)}?", [no, yes])) != "yes":
        return

    def swap() -> Restored:
        done = put_back(caseload.storage, chosen.path, caseload.now(), check=records.check)
        caseload.load()
        return done

    done = await shell.off_thread(swap)
    caseload.forget_done()
    said = f"Restored. What stood there is kept as {shown(done.kept_as)}." if done.kept_as else "Restored."
    shell.desk.forget()
    shell.drafts.clear()
    await shell.action_go("review")
    shell.changed.publish(None)
    shell.tell(f"{said} {done.unfinished}".strip(), problem=bool(done.unfinished))


async def choose_copy(asker: Asker, found: list[Copy], title: str) -> Copy | None:
    """One of the good copies, or None."""
    choices = [
        (str(number), f"{about(copy)}{BEFORE if copy.path.suffix == '.prev' else ''}")
        for number, copy in enumerate(found)
        if not copy.problem
    ]
    bad = sum(bool(copy.problem) for copy in found)
    if not choices:
        asker.tell("There is no good copy." if bad else "There are no copies yet.")
        return None
    heading = [f"{bad} damaged, not listed"] if bad else []
    answer = await asker.push_screen_wait(ChooseScreen(title, [*choices, *heading]))
    return found[int(answer)] if answer else None


async def verify(shell: Shell) -> None:
    """Read everything back, and say what is good."""
    caseload = shell.desk.caseload
    shell.tell("Reading every file back …")
    looked = await shell.off_thread(
        copies.verify, caseload.path, caseload.vault, also=caseload.second_folder, check=records.check
    )
    bad = sum(bool(copy.problem) for copy in looked)
    lines = [f"{len(looked)} files, {'all good' if not bad else f'{bad} BAD'}", ""]
    lines += [f"{'BAD ' if copy.problem else 'good'}  {copy.path.name}\n      {about(copy)}" for copy in looked]
    await shell.push_screen_wait(ReadingScreen("Every file read back", Content("\n".join(lines))))


async def where(shell: Shell) -> None:
    """Every file that was written."""
    caseload = shell.desk.caseload
    found = await shell.off_thread(copies.written_files, caseload.path, caseload.vault, also=caseload.second_folder)
    lines = [shown(file) for file in found]
    outside = [f"{shown(row['where'])} ({row['what']}, {row['at'][:10]})" for row in caseload.outside()]
    outside += [f"{shown(page)} ({page_kind(page)}: delete it when it is done with)" for page in pages(caseload.path)]
    if outside:
        lines += ["", "OUTSIDE THE PROGRAM'S PROTECTION", *outside]
    await shell.push_screen_wait(ReadingScreen("Files that ipstui has written", Content("\n".join(lines))))


def about(copy: Copy) -> str:
    """A copy in words: when it was saved, how many people and events; or what is wrong with it."""
    if copy.problem:
        return copy.problem
    when = local(copy.saved_at) if copy.saved_at else None
    saved = f"{when:%a} {when.day} {when:%b %Y %H:%M}" if when else "no date"
    if copy.rows is None:
        return f"{saved}, encrypted"
    people = copy.rows.get("clients", 0)
    return f"{saved}, {people} {'person' if people == 1 else 'people'}, {copy.rows.get('events', 0):,} events"
