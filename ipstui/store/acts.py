"""The one table of acts of several steps: how each is finished or undone when it was broken off half-way.

Each writes an intent into the case file before its first step (see `intent`). Opening the case file goes through
those that are left, does what the table says, and tells the person.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from ipstui.store import erasing, leaving, rekeying, restoring
from ipstui.store import intent as intents
from ipstui.store.errors import NotSaved
from ipstui.store.intent import Intent
from ipstui.store.storage import FileStorage


class Act(NamedTuple):
    """`words` begin a sentence. `finish` bears repeating; it returns what it did as a sentence. Raises NotSaved."""

    words: str
    finish: Callable[[FileStorage, Intent, datetime], str]


def _erase(storage: FileStorage, intent: Intent, now: datetime) -> str:
    if not intent.client:  # all was cleaned, and that nothing is under way could not be noted any more
        return erasing.finish(storage, intent, now)[2] or "It was finished; that is noted now."
    copies, pages, unfinished = erasing.finish(storage, intent, now)
    return unfinished or f"Finished now: {len(copies.cleaned)} copies cleaned, {_lost(copies.deleted, pages)} deleted."


def _rekey(storage: FileStorage, intent: Intent, now: datetime) -> str:
    copies, unfinished = rekeying.finish(storage, intent)
    return unfinished or f"Finished now: {len(copies.cleaned)} copies rewritten, {_lost(copies.deleted)} deleted."


def _lost(*files: tuple[object, ...]) -> str:
    count = sum(map(len, files))
    return f"{count} file{'' if count == 1 else 's'}"


ACTS: dict[str, Act] = {
    erasing.ACT: Act("Erasing a person", _erase),
    rekeying.PASSPHRASE: Act("Changing the passphrase", _rekey),
    rekeying.CODE: Act("Changing the recovery code", _rekey),
    rekeying.ENCRYPT: Act("Encrypting", _rekey),
    restoring.ACT: Act("Putting a copy back", restoring.undo),
    leaving.HAND_OVER: Act("Handing a person over", leaving.finish),
    leaving.SUBJECT_ACCESS: Act("Writing a subject access", leaving.finish),
    leaving.BACKUP: Act("Copying elsewhere", leaving.finish),
    leaving.FILE: Act("Writing a file elsewhere", leaving.finish),
}


def finish(storage: FileStorage, now: datetime) -> list[str]:
    """Finish or undo what was broken off, and say for each what it was and what was done. Never raises NotSaved."""
    said = []
    for intent in intents.left(storage.read()):
        act = ACTS.get(intent.act)
        if act is None:
            said.append(f"“{intent.act}” was broken off. This version of ipstui does not know it, and left it.")
            continue
        try:
            did = act.finish(storage, intent, now)
        except NotSaved as problem:
            did = f"It could not be finished: {problem.why}. It goes on at the next opening."
            if problem.uncertain:
                did = f"It is finished, but the disk did not confirm it: {problem.why}."
        said.append(f"{act.words} was broken off ({intent.at[:10]}). {did}")
    return said
