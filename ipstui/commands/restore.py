"""`ipstui restore`: the copies, and one of them put in place of the case file."""

from __future__ import annotations

from functools import partial

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal, has_saved
from ipstui.commands.telling import tell
from ipstui.store.places import typed_path


@click.command()
@click.argument("copy", required=False)
@click.option("--yes", is_flag=True, help="Do not ask once more.")
@click.pass_obj
def restore(sitting: Sitting, copy: str | None, yes: bool) -> None:
    """List the copies, or put COPY, a number of the list or a path, in place of the case file.

    The copy is checked first, and the file that stands there now is kept beside it.
    """
    from ipstui.commands.looking import about, key_for, second_folder
    from ipstui.commands.passphrases import in_terminal, unlocked
    from ipstui.store import copies
    from ipstui.store.errors import Downgraded, NeedsPassphrase, shown
    from ipstui.store.records import check
    from ipstui.store.restoring import restore as put_in_place

    path = sitting.path
    vault = key_for(sitting, path)
    listed = copies.list_copies(path, vault, also=second_folder(path, vault))
    if copy is None:
        if not listed:
            raise Refusal(f"There are no copies of {shown(path)}.")
        for number, each in enumerate(listed, start=1):
            tell(f"{number:>3}  {'BAD: ' if each.problem else ''}{about(each)}\n     {shown(each.path)}")
        if not in_terminal():
            return
        copy = click.prompt("Which one (number; Ctrl+C leaves)", err=True)
    if copy.isdecimal() and not 0 < int(copy) <= len(listed):
        raise Refusal(f"There is no copy number {copy}. Nothing was changed.")
    chosen = listed[int(copy) - 1].path if copy.isdecimal() else typed_path(copy)
    looked = copies.look_at(chosen, vault)
    if not yes:
        if not in_terminal():
            raise Refusal("Nothing was changed. Without a terminal, --yes says that it is meant.")
        click.confirm(f"Put back: {about(looked)}?", abort=True, err=True)
    put_back = partial(put_in_place, path, chosen, sitting.now(), check=check)
    try:
        done = put_back(vault=vault, accept_plain=sitting.accept_plain)
    except Downgraded as plain_one:
        raise Refusal(f"{plain_one} --accept-plain puts it back all the same, in clear.") from None
    except NeedsPassphrase as locked:
        vault = unlocked(locked.slots, sitting.passphrase_file, of="The copy")
        done = put_back(vault=vault)
    has_saved()
    tell(f"Restored: {about(done.source)}.")
    if done.kept_as is not None:
        tell(f"What stood there is kept as {shown(done.kept_as)}.")
    if done.unfinished:
        tell(done.unfinished, err=True)
