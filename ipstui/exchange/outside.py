"""Files that leave ipstui's protection: noted before they are written, owner-only, never written over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from ipstui.store import leaving
from ipstui.store.caseload import Caseload
from ipstui.store.copies import must_be_new, save_elsewhere
from ipstui.store.disk import reason
from ipstui.store.errors import NotCopied, shown
from ipstui.store.places import typed_path

NOT_OURS = "ipstui does not look after it: it is never deleted, and erasing a person does not change it."
IN_CLEAR = "Written in clear: whoever has it can read it. `ipstui where` lists it, and erasing a person names it."


def write_outside(caseload: Caseload, what: str, target: Path, data: bytes, *, client: str = "") -> tuple[Path, str]:
    """Write a new file that only its owner can read, and note it first, so that no crash leaves one unknown.

    Where it is, and why that was not confirmed, "" when it was. `client` is whom it is about, everyone unless told.
    Raises NotCopied where it cannot be written or something is there already, NotSaved where the note is not saved.
    """
    return _write(caseload, what, target, partial(save_elsewhere, data=data, disk=caseload.storage.disk), client)


def write_folder_outside(caseload: Caseload, what: str, target: Path, files: Mapping[str, bytes]) -> tuple[Path, str]:
    """The same for a new folder of files about everyone, all of them or none. Raises as `write_outside`."""

    def write(folder: Path) -> None:
        doubt = None
        try:
            folder.mkdir(mode=0o700)
        except OSError as problem:  # somebody else's folder, perhaps, that was not there before
            raise NotCopied(reason(problem)) from problem
        try:
            for name, data in files.items():
                try:
                    save_elsewhere(folder / name, data, disk=caseload.storage.disk)
                except NotCopied as problem:
                    if not problem.unconfirmed:
                        raise
                    doubt = problem
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        if doubt is not None:
            raise doubt

    return _write(caseload, what, target, write, "")


def _write(
    caseload: Caseload, what: str, target: Path, write: Callable[[Path], object], client: str
) -> tuple[Path, str]:
    target = typed_path(target)
    must_be_new(target)
    if not os.path.isdir(target.parent):
        raise NotCopied(f"There is no folder {shown(target.parent)}. Nothing was written.")
    if not os.access(target.parent, os.W_OK):
        raise NotCopied(f"{shown(target.parent)} is a folder that may not be written to. Nothing was written.")
    now = caseload.now()
    return target, leaving.write_outside(
        caseload.storage, leaving.FILE, [target], write, now, client=client, what=what
    )  # fmt: skip
