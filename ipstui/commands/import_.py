"""`ipstui import`: a person who was handed over."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell
from ipstui.store.places import typed_path


@click.command("import")
@click.argument("path", metavar="FILE")
@click.option(
    "--own-passphrase-file", metavar="OTHER", help="Read the passphrase of FILE from the first line of OTHER."
)
@click.option("--same-person", is_flag=True, help="Though the person is here under another name, it is the same one.")
@click.pass_obj
def import_(sitting: Sitting, path: str, own_passphrase_file: str | None, same_person: bool) -> None:
    """Bring in the person in FILE, checked as if it were typed, and print the id.

    What is known already is left as it is.
    """
    from ipstui.commands.passphrases import in_terminal, unlocked
    from ipstui.commands.refusal import Refusal
    from ipstui.store.errors import AnotherName, shown
    from ipstui.store.handover import bring_in, read_handover, slots_of

    source = typed_path(path)
    slots = slots_of(source)
    if own_passphrase_file is None and not in_terminal():
        raise Refusal("A hand-over is encrypted. Without a terminal, give --own-passphrase-file.")
    tell("The passphrase of the hand-over:", err=True)
    handed = read_handover(source, unlocked(slots, own_passphrase_file))
    desk = sitting.open_desk(may_create=True)
    try:
        done = bring_in(desk.caseload, handed, same_person=same_person, record=desk.record)
    except AnotherName as another:
        if not in_terminal():
            raise Refusal(f"{another} --same-person says so.") from None
        question = f"{another.handed} is here as {another.here}. Is it the same person?"
        if not click.confirm(shown(question), err=True):
            raise Refusal("Nothing was brought in.") from None
        done = bring_in(desk.caseload, handed, same_person=True, record=desk.record)
    if done.kept_out:
        tell(f"{done.kept_out} corrections of what is here already were left out: look at them there.", err=True)
    if not (done.is_new or done.events or done.employers or done.vacancies):
        tell(f"{done.client.name}: everything in this file is here already. Nothing was added.", err=True)
    else:
        also = f", {done.employers} employers and {done.vacancies} vacancies"
        tell(f"{done.client.name}: {done.events} events{also} brought in.", err=True)
    tell(done.client.id)
