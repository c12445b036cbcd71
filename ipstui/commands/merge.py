"""`ipstui merge`: two records of one person made one."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell


@click.command()
@click.argument("client")
@click.argument("other")
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@click.pass_obj
def merge(sitting: Sitting, client: str, other: str, yes: bool) -> None:
    """Make OTHER part of CLIENT, and print the id that stays.

    Everything recorded under OTHER comes under CLIENT. Where both say something different, CLIENT stands, and what
    OTHER said is kept in a note. On the screen it can be taken back with u, until you leave.
    """
    from ipstui.commands.passphrases import in_terminal
    from ipstui.store.merging import told

    desk = sitting.open_desk()
    kept, gone = desk.find_client(client), desk.find_client(other)
    if not yes:
        if not in_terminal():
            raise Refusal("Nothing was changed. Without a terminal, --yes says that the two are one person.")
        tell(f"{gone.name} ({gone.id}), {len(desk.caseload.events_of(gone.id))} events, becomes part of")
        tell(f"{kept.name} ({kept.id}), {len(desk.caseload.events_of(kept.id))} events.")
        click.confirm("Are they one person?", abort=True, err=True)
    tell(told(desk.merge(kept, gone)), err=True)
    tell(kept.id)
