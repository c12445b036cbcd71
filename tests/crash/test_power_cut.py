"""The power goes at every file operation of a save: what was acknowledged is there, and the file is never half.

The same check has to catch three mistakes that are easy to make and never show otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ipstui.store import copies, places, restoring, whole
from ipstui.store.errors import NoCaseFile, Refused
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Kdf, Vault
from tests.crash.platter import Platter, RecordingDisk

SAVES = 12
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
CHEAP = Kdf(memory_kib=16 * 1024, passes=1, lanes=1, salt=bytes(16))


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def vault(request: pytest.FixtureRequest) -> Vault | None:
    return Vault.create("four plain unrelated words", cost=CHEAP)[0] if request.param == "encrypted" else None


class Watched(RecordingDisk):
    """Looks at every folder a power cut might leave, and notes what is wrong with it."""

    def __init__(self, vault: Vault | None, root: Path) -> None:
        super().__init__(Platter(), root)
        self.vault = vault
        self.acknowledged = -1  # the number of the last save that returned; -1 before the file was created
        self.begun = 0
        self.looked = 0
        self.wrong: list[str] = []

    def look(self) -> None:
        if self.wrong:
            return  # one is enough
        for folder in self.platter.after_power_cut():
            self.looked += 1
            found = self._found(folder.get("cases.json"))
            if not (isinstance(found, int) and self.acknowledged <= found <= self.begun):
                self.wrong.append(f"after save {self.acknowledged} of {self.begun}: {found}")

    def _found(self, raw: bytes | None) -> int | str:
        if raw is None:
            return -1
        try:
            tables, _ = whole.parse(Path("cases.json"), raw).open(self.vault)
        except Refused as refusal:
            return refusal.headline
        return len(tables.get("events", {}))


class NoFsync(Watched):
    def fsync(self, descriptor: int) -> None:
        pass


class NoFolderFsync(Watched):
    def sync_folder(self, folder: Path) -> None:
        pass


class EarlySaved(FileStorage):
    """Says "saved" at once and writes a little later."""

    waiting: Mapping[str, Any] | None = None

    def write(self, data: Mapping[str, Any]) -> None:
        if self.waiting is not None:
            super().write(self.waiting)
        self.waiting = dict(data)


def save_repeatedly(path: Path, disk: Watched, kind: type[FileStorage] = FileStorage) -> Watched:
    store = kind.create(path, vault=disk.vault, disk=disk)
    disk.acknowledged = 0
    disk.look()
    events: dict[str, Any] = {}
    for number in range(1, SAVES + 1):
        disk.begun = number
        events = {**events, str(number): {"n": number, "note": "x" * 40}}
        store.write({"events": events})
        disk.acknowledged = number
        disk.look()
    store.close()
    return disk


def test_a_power_cut_at_any_operation_loses_nothing_that_was_acknowledged(tmp_path: Path, vault: Vault | None) -> None:
    disk = save_repeatedly(tmp_path / "cases.json", Watched(vault, tmp_path))
    assert disk.wrong == []
    assert disk.operations > SAVES * 7
    assert disk.looked > 500


@pytest.mark.parametrize(
    ("disk", "kind"),
    [(NoFsync, FileStorage), (NoFolderFsync, FileStorage), (Watched, EarlySaved)],
    ids=["no fsync", "no folder fsync", "saved too early"],
)
def test_the_planted_mistakes_are_caught(
    tmp_path: Path, vault: Vault | None, disk: type[Watched], kind: type[FileStorage]
) -> None:
    assert save_repeatedly(tmp_path / "cases.json", disk(vault, tmp_path), kind).wrong


def test_a_power_cut_while_restoring_leaves_the_bad_file_or_the_copy(tmp_path: Path, vault: Vault | None) -> None:
    path = tmp_path / "cases.json"
    store = FileStorage.create(path, vault=vault)
    store.write({"events": {"1": {"n": 1}}})
    made = copies.make_copy(store, NOW)
    store.close()
    bad = b"no longer a case file"
    path.write_bytes(bad)
    seen = set()

    class Restoring(RecordingDisk):
        def look(self) -> None:
            for folder in self.platter.after_power_cut():
                live = folder.get("cases.json", b"")
                tables = {} if live == bad else whole.parse(path, live).open(vault)[0]
                assert live == bad or tables["events"] == {"1": {"n": 1}}
                seen.add(tuple(tables))

    disk = Restoring(Platter(), tmp_path)
    disk.platter.existing("cases.json", bad)
    restoring.restore(path, made, NOW, vault=vault, disk=disk)
    assert seen == {(), ("events", "audit")}


def test_the_save_before_is_whole_too_whenever_it_is_there(tmp_path: Path, vault: Vault | None) -> None:
    path = tmp_path / "cases.json"
    checked = 0

    class Behind(RecordingDisk):
        def look(self) -> None:
            nonlocal checked
            for folder in self.platter.after_power_cut():
                if raw := folder.get(places.prev_of(path).name):
                    whole.parse(path, raw).open(vault)
                    checked += 1

    store = FileStorage.create(path, vault=vault, disk=Behind(Platter(), tmp_path))
    for number in range(5):
        store.write({"events": {str(number): {"n": number}}})
    store.close()
    assert checked > 100


def test_nothing_is_there_before_the_first_acknowledgement(tmp_path: Path) -> None:
    with pytest.raises(NoCaseFile):
        FileStorage.open(tmp_path / "cases.json")
