"""`ipstui erase`: one person, everywhere."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell


@click.command()
@click.argument("client")
@click.option("--confirm", metavar="NAME", help="The person's whole name, to say that it is meant.")
@click.pass_context
def erase(ctx: click.Context, client: str, confirm: str | None) -> None:
    """Erase one person from the case file, the save before it, every copy and the second folder.

    It cannot be undone. What was written outside is listed, for you to see to.
    """
    from ipstui.casework.events import is_apart
    from ipstui.casework.spelling import fold
    from ipstui.commands.passphrases import in_terminal
    from ipstui.store.erase import erase_client

    sitting: Sitting = ctx.obj
    desk = sitting.open_desk()
    person = desk.find_client(client)
    if confirm is None:
        if not in_terminal():
            raise Refusal("Nothing was erased. Without a terminal, --confirm with the whole name says it is meant.")
        count = len(desk.caseload.events_of(person.id))
        apart = sum(is_apart(event) for event in desk.caseload.events_of(person.id))
        of_them = f" ({apart} of them convictions or cautions kept apart)" if apart else ""
        tell(f"{person.name}: {count} events{of_them}, erased from the case file and every copy, for good.", err=True)
        confirm = click.prompt("Type the whole name to erase", err=True)
    if fold(str(confirm)) != fold(person.name):
        raise Refusal("That is not the name. Nothing was erased.")
    erased = erase_client(desk.caseload, person)
    copies = erased.copies
    begun = "Erased from the case file" if erased.unfinished else "Erased"
    tell(f"{begun}, and from {len(copies.cleaned)} copies. The audit keeps one row, {erased.id}.")
    for title, files in (
        ("Printed pages with the name, deleted", erased.pages),
        ("Copies deleted because they could not be cleaned", copies.deleted),
        ("NOT cleaned yet", copies.left),
        ("Not readable, made by a sync program or a person: look at these yourself", copies.unread),
        ("Outside ipstui's protection, and holding this person: see to these", erased.outside),
        ("The name is also written here; look and correct", [" ".join(each) for each in erased.mentions]),
    ):
        if files:
            tell(f"{title}:")
            for file in files:
                tell(f"  {file}")
    if erased.unfinished:
        tell(erased.unfinished, err=True)
        ctx.exit(1)
