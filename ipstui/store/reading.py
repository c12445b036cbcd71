"""From a path to a file that is whole: what is not there, not readable or not a case file is refused in a sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ipstui.store import places, whole
from ipstui.store.disk import Stamp, read_whole, reason
from ipstui.store.errors import CannotRead, CaseFileMissing, Damaged, NoCaseFile, NotACaseFile
from ipstui.store.whole import Whole


def look(path: Path) -> None:
    """Refuse what is not there, and a folder, beside which no lock is left. Raises Refused."""
    if why := places.unfit_name(path):
        raise CannotRead(path, why)
    try:
        if stat.S_ISDIR(os.lstat(path).st_mode):
            raise NotACaseFile(path, "is a folder, not a file")
    except (FileNotFoundError, NotADirectoryError):
        copies = places.restorable(path)
        raise (CaseFileMissing(path, copies) if copies else NoCaseFile(path)) from None
    except (OSError, ValueError) as problem:
        why = reason(problem) if isinstance(problem, OSError) else "the name is not a file name"
        raise CannotRead(path, why) from problem


def load(path: Path, *, accept_edit: bool = False) -> tuple[Whole, Stamp]:
    """A case file read and checked, not yet decrypted, and its stamp. Raises a Refused that lists the copies."""
    look(path)
    try:
        _, found, stamp = read_checked(path, accept_edit=accept_edit)
    except (CannotRead, Damaged, NotACaseFile) as refusal:
        refusal.copies = tuple(places.restorable(path))
        raise
    return found, stamp


def read_checked(path: Path, *, accept_edit: bool = False) -> tuple[bytes, Whole, Stamp]:
    """Any file, copies too: its bytes, what they say, its stamp. Raises a Refused."""
    try:
        raw, stamp = read_whole(path)
    except OSError as problem:
        raise CannotRead(path, reason(problem)) from problem
    return raw, whole.parse(path, raw, accept_edit=accept_edit), stamp
