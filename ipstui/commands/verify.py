"""`ipstui verify`: every file read back and checked."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting


@click.command()
@click.pass_context
def verify(ctx: click.Context) -> None:
    """Read back the case file, the save before it and every copy. Exit code 1 if any is bad."""
    from ipstui.commands.looking import about, key_for, second_folder
    from ipstui.store.copies import verify as read_back
    from ipstui.store.errors import shown

    sitting: Sitting = ctx.obj
    path = sitting.path
    vault = key_for(sitting, path)
    looked = read_back(path, vault, also=second_folder(path, vault))
    for copy in looked:
        click.echo(f"{'BAD ' if copy.problem else 'good'}  {shown(copy.path)}")
        click.echo(f"      {about(copy)}")
    bad = sum(bool(copy.problem) for copy in looked)
    click.echo(f"{len(looked)} files, {'all good' if not bad else f'{bad} bad'}.")
    ctx.exit(1 if bad else 0)
