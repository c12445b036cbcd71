"""`ipstui export`: one person handed over in a file of their own."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell
from ipstui.store.places import typed_path


@click.command()
@click.argument("client")
@click.argument("path")
@click.option(
    "--own-passphrase-file", metavar="FILE", help="Read the new file's own passphrase from the first line of FILE."
)
@click.option("--with-convictions", is_flag=True, help="Convictions and cautions go along; else they stay here.")
@click.pass_obj
def export(sitting: Sitting, client: str, path: str, own_passphrase_file: str | None, with_convictions: bool) -> None:
    """Write one person to PATH, a new file, encrypted with a passphrase of its own.

    Tell the other side the passphrase by another way than the file goes.
    """
    from ipstui.commands.passphrases import chosen_passphrase
    from ipstui.exchange.outside import NOT_OURS
    from ipstui.store.handover import export_client, kept_apart

    desk = sitting.open_desk()
    person = desk.find_client(client)
    target = typed_path(path)
    tell("The hand-over gets a passphrase of its own, not yours.", err=True)
    own = chosen_passphrase(own_passphrase_file, "--own-passphrase-file")
    written, doubt = export_client(desk.caseload, person, target, own, apart=with_convictions)
    tell(written)
    if apart := kept_apart(desk.caseload, person):
        went = "went along" if with_convictions else "stayed here: --with-convictions takes them along"
        tell(f"Convictions and cautions kept apart: {apart}. They {went}.", err=True)
    if doubt:
        tell(doubt, err=True)
    tell(f"{NOT_OURS} `ipstui where` remembers it.", err=True)
