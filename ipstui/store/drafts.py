"""What was typed and not saved when the terminal went away: sealed beside the case file until the next opening.

Only for an encrypted case file: in clear nothing unsaved is written.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import msgspec

from ipstui.store import places
from ipstui.store.disk import Disk, discard, place, read_whole
from ipstui.store.errors import NotACaseFile
from ipstui.store.vault import Vault

Drafts = dict[str, dict[str, str]]
"""The texts of each form, by form and person, and in it by field."""

_ABOUT = b"ipstui drafts"


def seal(vault: Vault | None, drafts: Drafts) -> bytes:
    """The drafts as they may be written; empty where there are none, or no key at hand."""
    if vault is None or not vault.is_open or not any(drafts.values()):
        return b""
    nonce = os.urandom(12)
    return nonce + vault.seal(nonce, msgspec.json.encode(drafts), _ABOUT)


def put(disk: Disk, path: Path, sealed: bytes) -> bool:
    """Put sealed drafts beside the case file at `path`; whether they are there now. Never raises for the disk."""
    if not sealed:
        return False
    try:
        place(disk, places.drafts_of(path), sealed)
    except OSError:
        return False
    return True


def take(disk: Disk, path: Path, vault: Vault | None) -> Drafts:
    """The drafts that were put, which are no longer on disk then; none if there are none that can be read."""
    file = places.drafts_of(path)
    try:
        raw = read_whole(file)[0]
    except (OSError, NotACaseFile):
        return {}
    for each in (vault, *vault.former) if vault is not None else ():
        plain = each.unseal(raw[:12], raw[12:], _ABOUT) if len(raw) > 12 else None
        if plain is None:
            continue
        with contextlib.suppress(msgspec.MsgspecError):
            found = msgspec.json.decode(plain, type=Drafts)
            drop(disk, path)
            return found
    return {}


def drop(disk: Disk, path: Path) -> None:
    """Delete them. Raises OSError."""
    discard(disk, places.drafts_of(path))
