"""`ipstui verify`: every file read back and checked."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell


@click.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Read back the case file, the save before it and every copy. Exit code 1 if any is bad."""
    from ipstui.commands.looking import about, key_for, second_folder
    from ipstui.store.copies import verify as read_back
    from ipstui.store.errors import shown
    from ipstui.store.records import check
    from ipstui.store.seen import was_sealed

    sitting: Sitting = ctx.obj
    path = sitting.path
    vault = key_for(sitting, path)
    looked = read_back(path, vault, also=second_folder(path, vault), check=check)
    for copy in looked:
        tell(f"{'BAD ' if copy.problem else 'good'}  {shown(copy.path)}")
        tell(f"      {about(copy)}")
    bad = sum(bool(copy.problem) for copy in looked)
    if downgraded := not looked[0].problem and not looked[0].encrypted and was_sealed(path):
        tell(f"{shown(path)} is in clear, although what was saved here is encrypted: somebody may have put it there.")
    tell(f"{len(looked)} files, {'all good' if not bad else f'{bad} bad'}.")
    ctx.exit(1 if bad or downgraded else 0)
