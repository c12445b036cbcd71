"""What `verify`, `where` and `restore` share: the key if it can be had, also when the case file itself is bad."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ipstui.casework.history import local
from ipstui.commands.opening import Sitting
from ipstui.commands.passphrases import in_terminal, unlocked

if TYPE_CHECKING:
    from ipstui.store.copies import Copy
    from ipstui.store.vault import Vault


def key_for(sitting: Sitting, path: Path) -> Vault | None:
    """The key of the first good encrypted file, the case file or a copy; None where nobody can be asked."""
    from ipstui.store.errors import StoreError
    from ipstui.store.places import restorable
    from ipstui.store.reading import read_checked

    for file in (path, *restorable(path)):
        try:
            found = read_checked(file)[1]
        except StoreError:
            continue
        if not found.encrypted:
            continue  # a file in clear may stand in place of an encrypted one
        if sitting.passphrase_file is None and not in_terminal():
            return None
        return unlocked(found.head.slots, sitting.passphrase_file)
    return None


def second_folder(path: Path, vault: Vault | None) -> Path | None:
    """The second folder chosen in the settings, if the case file can be read."""
    from ipstui.store.caseload import Caseload
    from ipstui.store.errors import StoreError

    try:
        with Caseload.open(path, vault=vault, read_only=True) as caseload:
            return caseload.second_folder
    except StoreError:
        return None


def about(copy: Copy) -> str:
    """A copy in words: when it was saved, how many people and events; or what is wrong with it."""
    if copy.problem:
        return copy.problem
    saved = on_the_wall(copy.saved_at) if copy.saved_at else "no date"
    if copy.rows is None:
        return f"saved {saved}, encrypted: whole, its content not looked at without the passphrase"
    people, events = copy.rows.get("clients", 0), copy.rows.get("events", 0)
    return (
        f"saved {saved}, {people} {'person' if people == 1 else 'people'}, {events:,} event{'' if events == 1 else 's'}"
    )


def on_the_wall(moment: datetime) -> str:
    """A moment by the clock on the wall: Sun 22 Nov 2026 09:30."""
    here = local(moment)
    return f"{here:%a} {here.day} {here:%b %Y %H:%M}"
