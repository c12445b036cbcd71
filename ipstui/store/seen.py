"""What this computer saw last of a case file, kept outside it: an older one in its place is told.

Sealed with the data key, so that it can be neither read nor made up; in clear beside a file in clear. It is a courtesy:
that it cannot be written keeps nobody from working.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec

from ipstui.casework.history import local
from ipstui.store import places
from ipstui.store.disk import note_down, read_found
from ipstui.store.vault import Vault

_LONGEST = 4096


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The last save that this computer made or opened."""

    gen: int
    saved: datetime


class _Sealed(msgspec.Struct, frozen=True, kw_only=True):
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
    data: bytes


def record_of(path: Path) -> Path:
    """Where it is kept for the case file at `path`: its name tells nothing."""
    import platformdirs

    name = hashlib.sha256(b"ipstui seen" + os.fsencode(os.path.normcase(path))).hexdigest()[:32]
    return Path(platformdirs.user_state_dir("ipstui", appauthor=False)) / "seen" / name


def remember(path: Path, gen: int, saved: datetime, vault: Vault | None, *, lasting: bool = False) -> None:
    """Note the save. Never raises."""
    plain = msgspec.json.encode(Seen(gen=gen, saved=saved))
    if vault is not None:
        nonce = os.urandom(12)
        plain = msgspec.json.encode(_Sealed(nonce=nonce, data=vault.seal(nonce, plain, _about(path))))
    with contextlib.suppress(OSError):
        note_down(record_of(path), plain, lasting=lasting)


def forget(path: Path) -> None:
    """Remove what was noted of a case file that is about to be gone. Never raises."""
    with contextlib.suppress(OSError):
        os.unlink(record_of(path))


def was_sealed(path: Path) -> bool:
    """Whether what was saved here is encrypted: what this computer saved last, the save before, or one of the copies.

    A file in clear at `path` then stands in the place of another.
    """
    if places.encrypted_beside(path):
        return True
    try:
        msgspec.json.decode(_raw(path), type=_Sealed)
    except (OSError, msgspec.MsgspecError):
        return False
    return True


def older(path: Path, gen: int, vault: Vault | None) -> str:
    """A sentence if the case file is not the latest that this computer saw; "" if it is, or nothing is known."""
    try:
        raw = _raw(path)
    except OSError:
        return ""
    try:
        if vault is not None:
            sealed = msgspec.json.decode(raw, type=_Sealed)
            # A key that came before counts: the new one may have come into the file and not, by a crash, to here.
            tried = (each.unseal(sealed.nonce, sealed.data, _about(path)) for each in (vault, *vault.former))
            plain = next((opened for opened in tried if opened is not None), None)
            if plain is None:
                return (
                    "This case file is not behind the key with which it was last saved on this computer. It may be an "
                    "older one: unless somebody put a copy back, look at the copies."
                )
            raw = plain
        last = msgspec.json.decode(raw, type=Seen)
    except (msgspec.MsgspecError, ValueError):
        return ""
    if gen >= last.gen:
        return ""
    here = local(last.saved)
    return (
        f"This case file is older than what was saved here on {here:%a} {here.day} {here:%b %Y %H:%M} "
        f"(save {last.gen:,}, this is save {gen:,}). Unless somebody put a copy back, look at the copies."
    )


def _raw(path: Path) -> bytes:
    return read_found(record_of(path), _LONGEST)


def _about(path: Path) -> bytes:
    return b"ipstui seen\n" + os.fsencode(os.path.normcase(path))
