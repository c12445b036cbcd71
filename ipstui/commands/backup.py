"""`ipstui backup`: a copy now, among the copies or where it is told."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import has_saved
from ipstui.commands.telling import tell, tell_written
from ipstui.store.places import typed_path


@click.command()
@click.argument("path", required=False)
@click.pass_obj
def backup(sitting: Sitting, path: str | None) -> None:
    """Copy the case file, read the copy back, and print where it is. PATH is a folder, or a new file."""
    from ipstui.store.copies import make_copy
    from ipstui.store.leaving import copy_out

    caseload = sitting.open_desk().caseload
    if path is None:
        made = make_copy(caseload.storage, caseload.now())
        has_saved()
        tell(made)
        if (second := caseload.second_folder) is not None:
            tell(make_copy(caseload.storage, caseload.now(), folder=second))
        return
    tell_written(*copy_out(caseload.storage, typed_path(path), caseload.now()))
    tell(outside_sentence(encrypted=caseload.encrypted), err=True)


def outside_sentence(*, encrypted: bool) -> str:
    """What to know about a copy that lies outside the program's care."""
    from ipstui.exchange.outside import NOT_OURS

    how = "It opens with the passphrase of today" if encrypted else "It is not encrypted: whoever has it can read it"
    return f"{how}. {NOT_OURS} `ipstui where` remembers it."
