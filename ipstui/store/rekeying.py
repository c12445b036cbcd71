"""Another key for the case file: a new passphrase, a new recovery code, or the first of both for a file in clear."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Final, Literal

import msgspec

from ipstui.store import intent as intents
from ipstui.store import seen
from ipstui.store.audit import audit_row
from ipstui.store.doubt import insist, stands
from ipstui.store.errors import NotSaved
from ipstui.store.intent import Intent
from ipstui.store.outcomes import said
from ipstui.store.rewriting import Rewritten, rewrite_copies
from ipstui.store.storage import FileStorage, second_folder
from ipstui.store.vault import KEYS, Vault
from ipstui.store.vault import PASSPHRASE as SLOT
from ipstui.store.whole import Tables

PASSPHRASE: Final = "passphrase"
CODE: Final = "code"
ENCRYPT: Final = "encrypt"
Key = Literal["passphrase", "code", "encrypt"]
_ACTS: dict[str, Key] = {PASSPHRASE: PASSPHRASE, CODE: CODE, ENCRYPT: ENCRYPT}
_AUDIT = {PASSPHRASE: "passphrase changed", CODE: "recovery code changed", ENCRYPT: "encrypted"}


def with_new_code(vault: Vault, passphrase: str, *, accept_cost: bool = False) -> tuple[Vault, str]:
    """A fresh key behind the passphrase of today, and its recovery code. Raises as `Vault.unlock`."""
    Vault.unlock(tuple(slot for slot in vault.slots if slot.name == SLOT), passphrase, accept_cost=accept_cost)
    return Vault.create(passphrase)


class Rekeyed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the copies; `unfinished` is a sentence when some must wait for the next opening."""

    copies: Rewritten
    unfinished: str = ""


def change_key(storage: FileStorage, fresh: Vault, act: Key, now: datetime, *, carry: bool) -> Rekeyed:
    """Save behind `fresh` (see `Vault.create`), and take the save before and, if `carry`, every copy with it.

    One save changes the key and says so in the audit. Encryption always carries: nothing may stay in clear. Copies
    that are not carried open with the passphrase of their day, and the case file keeps their key, sealed, so that
    they can be checked, put back and cleaned.
    Raises NotSaved, and then the case file opens as it did before. Nothing is raised once the new key holds.
    """
    before, carry = storage.vault, carry or act == ENCRYPT
    intent = intents.begun(act, now, carry=carry)
    tables: Tables = {**storage.read(), KEYS: {}} if before else storage.read()
    for row in before.kept() if before else ():
        tables = intents.with_row(tables, KEYS, row)
    tables = intents.with_row(intents.noted(tables, intent), "audit", audit_row(_AUDIT[act], now))
    if before is not None:
        fresh.remember(before.kept())
    stands(lambda: storage.use_vault(fresh, tables), act)
    copies, unfinished = finish(storage, intent)
    return Rekeyed(copies=copies, unfinished=unfinished)


def finish(storage: FileStorage, intent: Intent) -> tuple[Rewritten, str]:
    """Take the copies along if they are to come, and be done: what became of them, and what is still to do.

    Bears being begun again after a crash.
    """
    copies, also, act = Rewritten(), second_folder(storage), _ACTS[intent.act]
    if intent.carry:
        copies = rewrite_copies(storage, also=also, none_may_stay=intent.act == ENCRYPT)
        if copies.left:
            return copies, said(act, "half-way", why=copies.why, count=len(copies.left))
    # What this computer saw last must be behind the new key for good, before the case file forgets the one before.
    seen.remember(storage.path, storage.generation, storage.saved_at, storage.vault, lasting=True)
    no_more_needed = intent.carry and (also is None or os.path.isdir(also))

    def settle() -> None:
        # This save also makes what stood before it, behind the new key already, the save before.
        tables = intents.settled(storage.read(), intent)
        storage.write({**tables, KEYS: {}} if no_more_needed and KEYS in tables else tables)

    try:
        insist(settle, storage.save)
    except NotSaved as problem:
        return copies, said(act, "unknown" if problem.uncertain else "note", why=problem.why)
    if no_more_needed and storage.vault:
        storage.vault.former = ()
    return copies, ""
