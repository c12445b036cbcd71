"""What people have a right to, and leaving: subject access, hand-over in and out, erasing one person."""

from __future__ import annotations

import os
from functools import partial

from ipstui.casework import say
from ipstui.casework.people import Client
from ipstui.casework.words import names_of
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.data_protection import erase_person
from ipstui.screens.data.first_run import NewPassphraseScreen
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.shell.contract import Shell
from ipstui.store.errors import AnotherName, StoreError, shown
from ipstui.store.places import typed_path


async def _person(shell: Shell, title: str) -> Client | None:
    """The person it is about."""
    clients = shell.desk.caseload.clients
    people = sorted(((each.id, each.name) for each in clients.values()), key=lambda pair: pair[1].casefold())
    if not people:
        shell.tell("Nobody is in this case file yet.")
        return None
    chosen = await shell.push_screen_wait(ChooseScreen(title, people, search=True))
    return clients.get(chosen) if chosen else None


async def subject_access(shell: Shell) -> None:
    """Write everything held about one person, to read and for a machine."""
    client = await _person(shell, "Everything held about whom?")
    if client is None:
        return
    from ipstui.exchange.outside import IN_CLEAR

    told = f"Two files are written there: a page to read, and one for a machine. {IN_CLEAR}"
    typed = await shell.push_screen_wait(AskScreen("Subject access: into which folder?", told, placeholder="a folder"))
    if not typed.strip():
        return
    place = typed_path(typed.strip())
    if not os.path.isdir(place):
        raise StoreError(f"There is no folder {shown(place)}. Nothing was written.")
    from ipstui.documents.subject_access import as_html, as_json
    from ipstui.documents.subject_access import subject_access as everything
    from ipstui.store.copies import save_elsewhere
    from ipstui.store.leaving import SUBJECT_ACCESS, write_outside

    desk = shell.desk
    casefile, caseload = desk.casefile(client.id), desk.caseload
    found = everything(
        casefile,
        caseload.events_of(client.id),
        names_of(casefile.story, caseload.employers, caseload.vacancies),
        [each.name for each in caseload.clients.values() if each.id != client.id],
        asked=desk.today,
        outside=[f"{row['where']} ({row['what']}, {row['at'][:10]})" for row in caseload.outside(client.id)],
    )
    stem = f"subject-access-{client.id}-{desk.today:%Y%m%d}"
    pages = {place / f"{stem}.html": as_html(found).encode(), place / f"{stem}.json": as_json(found)}
    doubt = await shell.off_thread(
        write_outside, caseload.storage, SUBJECT_ACCESS, list(pages),
        lambda file: save_elsewhere(file, pages[file]), caseload.now(), client=client.id,
    )  # fmt: skip
    due = say.day(found.answer_by, desk.today)
    shell.tell(f"Written to {shown(place)}. Read it first: {found.to_check} entries to check for other people. "
               f"Answer due by {due}, if it was asked for today. {doubt}".strip())  # fmt: skip


async def hand_over(shell: Shell) -> None:
    """Write one person to a file with a passphrase of its own."""
    client = await _person(shell, "Hand over whom?")
    if client is None:
        return
    from ipstui.exchange.outside import NOT_OURS

    told = f"A new file. Tell the other side its passphrase by another way than the file goes. {NOT_OURS}"
    typed = await shell.push_screen_wait(AskScreen(f"Hand over {client.name}", told, placeholder="a new file"))
    if not typed.strip():
        return
    own = await shell.push_screen_wait(
        NewPassphraseScreen("A passphrase for this file", "The file gets a passphrase of its own, not yours.")
    )
    if not own:
        return
    from ipstui.store.handover import export_client, kept_apart

    apart, taken = kept_apart(shell.desk.caseload, client), ""
    if apart:
        no, yes = ("no", "No: they stay here"), ("yes", "Yes: the colleague needs them, and the person agrees")
        asked = f"Take the {say.plural(apart, 'sentence')} kept apart for disclosure along?"
        taken = await shell.push_screen_wait(ChooseScreen(asked, [no, yes]))
        if not taken:
            return
    target = typed_path(typed.strip())
    written, doubt = await shell.off_thread(
        export_client, shell.desk.caseload, client, target, own, apart=taken == "yes"
    )
    shell.tell(f"{client.name} written to {shown(written)}. {doubt}".strip())


async def bring_in(shell: Shell) -> None:
    """Bring in a person who was handed over; what is known already stays as it is."""
    from ipstui.store import handover
    from ipstui.store.vault import Vault

    told = "Bringing the same file in again adds nothing."
    typed = await shell.push_screen_wait(AskScreen("Which hand-over file?", told, placeholder="the file"))
    if not typed.strip():
        return
    source = typed_path(typed.strip())
    slots = handover.slots_of(source)
    title = "The passphrase of the hand-over"
    vault = await shell.push_screen_wait(
        UnlockScreen(title, source, slots, partial(Vault.unlock, slots), may_go_back=True)
    )
    if vault is None:
        return
    desk, handed = shell.desk, handover.read_handover(source, vault)
    try:
        done = await shell.off_thread(handover.bring_in, desk.caseload, handed, record=desk.record)
    except AnotherName as another:
        no, yes = ("no", "No: bring nothing in"), ("yes", f"Yes: {another.handed} is {another.here}")
        asked = ChooseScreen(f"{another.handed} is here as {another.here}. The same person?", [no, yes])
        if await shell.push_screen_wait(asked) != "yes":
            return
        done = await shell.off_thread(handover.bring_in, desk.caseload, handed, same_person=True, record=desk.record)
    desk.forget()
    shell.changed.publish(None)
    shell.tell(f"{done.client.name}: {done.events} events brought in, {done.employers} employers, "
               f"{done.vacancies} vacancies. Already here: left as it was.")  # fmt: skip


async def erase(shell: Shell) -> None:
    """Erase one person from the case file and every copy."""
    client = await _person(shell, "Erase whom, for good?")
    if client is not None:
        await erase_person(shell, client)
