"""Putting a copy back from outside an open caseload, with its row in the audit of what now stands there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from ipstui.store import copies
from ipstui.store.caseload import Caseload
from ipstui.store.copies import Restored
from ipstui.store.errors import StoreError
from ipstui.store.vault import Vault


def restore_and_note(
    path: Path, source: Path, *, vault: Vault | None, clock: Callable[[], datetime]
) -> tuple[Restored, str]:
    """Restore as `copies.restore` does, and note it; the text says why it was not noted, "" when it was.

    Raises as `copies.restore`. A row that could not be saved undoes nothing: the copy is in place by then.
    """
    done = copies.restore(path, source, clock(), vault=vault)
    try:
        with Caseload.open(path, vault=vault if done.source.encrypted else None, clock=clock) as caseload:
            caseload.note("restored")
    except StoreError as problem:
        return done, f"The audit does not say so: {problem}"
    return done, ""
