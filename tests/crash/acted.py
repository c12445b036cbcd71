"""A caseload of two people to act on, and the two keys it may be behind."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ipstui.casework.events import Note, Referral
from ipstui.casework.people import Client
from ipstui.store import copies, intent, places
from ipstui.store.caseload import Caseload
from ipstui.store.errors import NeedsPassphrase, WrongPassphrase
from ipstui.store.reading import read_checked
from ipstui.store.vault import Kdf, Vault
from tests.crash.planted import Planted

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))
PASSPHRASES = ("four plain unrelated words", "other words now")
OLD, FRESH = (Vault.create(passphrase, cost=CHEAP)[0] for passphrase in PASSPHRASES)
OUT = ("one person.json", "access.html", "access.json", "elsewhere.json")
WORDS = (b"Zebedee", b"wonderwall", b"quixotic")


def vaults() -> tuple[Vault, Vault]:
    return Vault(OLD._open_key(), OLD.slots), Vault(FRESH._open_key(), FRESH.slots)


def fill(path: Path, vault: Vault | None, disk: Planted) -> Caseload:
    """A caseload of two people with a save before, two copies and a page to take home, open."""
    template = path.parent.parent / f"template-{vault is not None}" / "cases.json"
    if not template.exists():
        _fill(template, vault)
    shutil.copytree(template.parent, path.parent)
    return Caseload.open(path, vault=vault, disk=disk, clock=lambda: NOW)


def _fill(path: Path, vault: Vault | None) -> None:
    with Caseload.create(path, vault=vault, disk=Planted(), clock=lambda: NOW) as caseload:
        caseload.record(
            Client(id="c1", name="Zebedee Quill", phone="0113 wonderwall"),
            Client(id="c2", name="Mo Farrow"),
            Referral(client="c1", on=DAY),
            Note(id="n1", client="c1", on=DAY, note="quixotic plans"),
            label="begun",
        )
        copies.make_copy(caseload.storage, NOW)
        caseload.record(Note(id="n2", client="c2", on=DAY, note="kept words"), label="note")
        copies.make_copy(caseload.storage, NOW)
    pages = places.pages_folder(path)
    pages.mkdir()
    (pages / "page-0000000a.html").write_text("for Zebedee Quill", "utf-8")


def opened(path: Path, **how: Any) -> tuple[Caseload, str]:
    """The caseload by whichever key opens it, and which that is."""
    try:
        return Caseload.open(path, clock=lambda: NOW, **how), "none"
    except NeedsPassphrase as locked:
        for name, vault in zip(("old", "fresh"), vaults(), strict=True):
            if {slot.key for slot in vault.slots} == {slot.key for slot in locked.slots}:
                return Caseload.open(path, vault=vault, clock=lambda: NOW, **how), name
        raise


def by_passphrase(path: Path) -> tuple[Caseload, str]:
    """As `opened`, for keys that another process made: by whichever of the two passphrases opens the file."""
    try:
        return Caseload.open(path, clock=lambda: NOW), "none"
    except NeedsPassphrase as locked:
        for name, passphrase in zip(("old", "fresh"), PASSPHRASES, strict=True):
            with contextlib.suppress(WrongPassphrase):
                vault = Vault.unlock(locked.slots, passphrase)
                return Caseload.open(path, vault=vault, clock=lambda: NOW), name
        raise


def clear_words(folder: Path) -> set[str]:
    """The files with something of the person in clear, but for the pages to take home."""
    return {
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and file.parent.name != "pages" and any(word in file.read_bytes() for word in WORDS)
    }


def at_peace(path: Path, act: str, opening: Callable[[Path], tuple[Caseload, str]] = opened) -> str:
    """The case file opens, has nothing under way, and holds no word that it says is gone; returns what it told."""
    again, key = opening(path)
    with again:
        told, tables = again.notice, again.storage.read()
        assert not intent.pending(tables)
        assert "c2" in again.clients
        assert places.prev_of(path).exists()
        assert not list(path.parent.rglob("*.new"))
        beside = [path, *places.restorable(path)]
        within = [read_checked(file)[1].open_as_copy(again.storage.vault)[1] for file in beside]
        if act == "erase" and "c1" not in again.clients:
            assert not [word for word in WORDS for body in within if word in body]
            assert not clear_words(path.parent)
            assert not places.pages(path)
        if act == "encrypt" and key == "fresh":
            assert not clear_words(path.parent)
        there = {str(path.with_name(name)) for name in OUT if path.with_name(name).exists()}
        assert there == {row["where"] for row in again.outside()}
    return told
