"""Files that leave ipstui's protection: noted before they are written, owner-only, never written over."""

from __future__ import annotations

import os
from pathlib import Path

from ipstui.store.caseload import Caseload
from ipstui.store.copies import must_be_new, save_elsewhere
from ipstui.store.errors import NotCopied, shown

IN_CLEAR = "It is in clear: whoever has the file can read it. `ipstui where` lists it, and erasing a person names it."


def write_outside(caseload: Caseload, what: str, target: Path, data: bytes) -> Path:
    """Write a new file that only its owner can read, and note it first, so that no crash leaves one unknown.

    Raises NotCopied where it cannot be written or something is there already, NotSaved where the note is not saved.
    """
    target = Path(os.path.abspath(target.expanduser()))
    must_be_new(target)
    if not os.path.isdir(target.parent):
        raise NotCopied(f"There is no folder {shown(target.parent)}. Nothing was written.")
    if not os.access(target.parent, os.W_OK):
        raise NotCopied(f"{shown(target.parent)} is a folder that may not be written to. Nothing was written.")
    caseload.note_outside(what, target)
    return save_elsewhere(target, data)
