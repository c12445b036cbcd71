"""The one door to the local database: open, read, record, undo, close.

The whole caseload is in memory as frozen structs. `record` is the only way to change anything: one user
action is one batch of events is one save, and it returns only when the change is on disk.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from ipstui.casework.events import NEVER, Event, Void, kind_of
from ipstui.casework.history import write_event
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.store import intent, records
from ipstui.store.audit import audit_row, facts_changed, fields_changed
from ipstui.store.batch import Batch as Batch
from ipstui.store.batch import Change as Change
from ipstui.store.batch import Entity as Entity
from ipstui.store.doubt import doubt_comes_last, stands
from ipstui.store.errors import shown
from ipstui.store.lock import utc_now
from ipstui.store.migrations import SCHEMA, update
from ipstui.store.outcomes import said
from ipstui.store.places import conflicts
from ipstui.store.storage import FileStorage
from ipstui.store.tables import CaseTables, moved, rows_of
from ipstui.store.vault import Vault

_TABLES: dict[type[Entity], str] = {Client: "clients", Employer: "employers", Vacancy: "vacancies"}
_KNOWN = {table: frozenset(kind.__struct_fields__) for kind, table in _TABLES.items()}
_SECOND = timedelta(seconds=1)


def new_id() -> str:
    """Return an id of our own: TinyDB's numbers are used again after a deletion, these never are."""
    return secrets.token_hex(8)


class Caseload:
    """An open caseload. Lists and dictionaries handed out are views: change them through `record` only."""

    def __init__(self, storage: FileStorage, clock: Callable[[], datetime] = utc_now) -> None:
        """Read everything once. Use `open` or `create`. Raises NewerFormat for a later schema."""
        self._clock = clock
        self.storage = storage
        self._db = CaseTables(storage)
        self._done: list[Batch] = []
        self._undone: list[Batch] = []
        self._owed: list[Path] = []  # files outside that could not be noted yet
        self.notice = ""
        """What has to be said about the opening, a sentence; "" when there is nothing."""
        self.load()

    @classmethod
    def open(cls, path: Path | str, *, clock: Callable[[], datetime] = utc_now, **how: Any) -> Caseload:
        """Open the caseload at `path`; `how` is for `FileStorage.open`, which names every refusal.

        A file of an older schema is copied to `backups`, brought up to this one and saved once; one that was
        edited outside and is accepted is noted in the audit. `notice` then says so. Raises NotSaved as well.
        """
        storage = FileStorage.open(path, clock=clock, **how)
        try:
            updated = "" if storage.read_only else update(storage, clock().astimezone(UTC))
            caseload = cls(storage, clock)
            caseload.notice = updated
            if storage.edited and not storage.read_only:
                doubt = stands(lambda: caseload.note("edit outside accepted"), "accept edit")
                caseload.notice = "Opened with what was changed outside ipstui; that is noted in the audit."
                if doubt:
                    caseload.notice = said("accept edit", "unknown", why=doubt)
            caseload.notice = " ".join(filter(None, [storage.older, caseload.notice]))
            caseload._go_on()
            return caseload
        except BaseException:
            storage.close()
            raise

    @classmethod
    def create(cls, path: Path | str, *, clock: Callable[[], datetime] = utc_now, **how: Any) -> Caseload:
        """Make a new, empty caseload at `path` and open it; its audit says whether it was begun in clear.

        `how` is for `FileStorage.create`. Raises AlreadyThere and the like.
        """
        begun = "begun encrypted" if how.get("vault") is not None else "begun without encryption"
        first = {"store": {"1": {"schema": SCHEMA}}, "audit": {"1": audit_row(begun, clock().astimezone(UTC))}}
        storage = FileStorage.create(path, clock=clock, tables=first, **how)
        return cls(storage, clock)

    def _go_on(self) -> None:
        """Finish or undo what was broken off, and say so; and what sync programs have put beside the file."""
        known = {row.get("where") for row in self.storage.read().get("outside", {}).values()}
        if clashed := [file for file in conflicts(self.path) if str(file) not in known]:
            names = ", ".join(shown(file.name) for file in clashed)
            told = (
                f"Copies that a sync program or a person made lie beside the case file: {names}. "
                "Look at them with `ipstui verify`."
            )
            self.notice = " ".join(filter(None, [self.notice, told]))
        if not intent.left(self.storage.read()):
            return
        if self.read_only:
            said = ["Something was broken off half-way; it goes on when the case file is opened to be changed."]
        else:
            from ipstui.store import acts

            said = acts.finish(self.storage, self.now())
            self.load()
        self.notice = " ".join(filter(None, [self.notice, *said]))

    def load(self) -> None:
        """Take everything from the tables anew, after opening, unlocking or a failed save."""
        found = records.read(self.storage.read(), self.path, foreign=self.storage.may_hold_control)
        self.clients, self.employers, self.vacancies = found.clients, found.employers, found.vacancies
        self.settings = found.settings
        self._events: dict[str, list[Event]] = {}
        self._by_id: dict[str, Event] = {}
        for event in found.events:
            self._keep(event)

    def _keep(self, event: Event) -> None:
        self._events.setdefault(event.client, []).append(event)
        self._by_id[event.id] = event

    # Reading

    @property
    def path(self) -> Path:
        """Where the caseload is kept."""
        return self.storage.path

    def events_of(self, client: str) -> list[Event]:
        """Return every event of one client as stored, voided ones too; "" gives those of no one client."""
        return self._events.get(client, [])

    def event(self, event_id: str) -> Event | None:
        """Return one event, or None."""
        return self._by_id.get(event_id)

    @property
    def read_only(self) -> bool:
        """Whether this was opened to look only: then every change raises NotSaved."""
        return self.storage.read_only

    @property
    def vault(self) -> Vault | None:
        """The key that the caseload is saved behind; None where it is in clear."""
        return self.storage.vault

    @property
    def encrypted(self) -> bool:
        """Whether the case file can be read with the key only."""
        return self.storage.encrypted

    @property
    def saved_at(self) -> datetime:
        """When the last save was, in UTC."""
        return self.storage.saved_at

    @property
    def generation(self) -> int:
        """How many saves there were."""
        return self.storage.generation

    @property
    def second_folder(self) -> Path | None:
        """Where copies go besides `backups`; None where nobody chose a place, or nothing is encrypted."""
        chosen = self.settings.second_folder
        return Path(chosen) if chosen and self.encrypted else None

    def now(self) -> datetime:
        """The moment, in UTC, by the clock that records."""
        return self._clock().astimezone(UTC)

    def _after_the_last(self, now: datetime) -> datetime:
        """The moment of the next event: the clock goes by seconds, and other saves may be of the same one.

        The latest of them need not be the last in the file: undoing and bringing in write moments of their own. They
        are looked for only where the last save was not of an earlier second, which hardly any is.
        """
        if self.storage.saved_at.replace(microsecond=0) < now.replace(microsecond=0):
            return now
        others = (each.recorded for each in self._by_id.values() if now <= each.recorded < now + _SECOND)
        return max((moment + timedelta(microseconds=1) for moment in others), default=now)

    @property
    def event_count(self) -> int:
        """How many events are stored."""
        return len(self._by_id)

    # Changing

    def record(self, *changes: Change, label: str, merged: str = "") -> Batch:
        """Save a batch of changes as one, and return it once it is on disk.

        Events get an id (unless they bring one), the batch, and the moment: each a microsecond later than the one
        before it, so that several of one kind stay in the order given. `label` says what was done, for undo. The client
        `merged` is gone with it, and its rows are those of the first client given (see `merging`).
        Raises NotSaved; then neither the disk nor the memory has changed, unless the error is `uncertain`:
        then both have, and only the disk's word for it is missing.
        """
        now = self.now()
        first = self._after_the_last(now)
        batch_id = new_id()
        events = [
            msgspec.structs.replace(
                change,
                id=change.id or new_id(),
                recorded=first + timedelta(microseconds=place) if change.recorded == NEVER else change.recorded,
                batch=batch_id,
            )
            for place, change in enumerate(changes)
            if isinstance(change, Event)
        ]
        entities = [change for change in changes if isinstance(change, Client | Employer | Vacancy)]
        for entity in entities:
            if isinstance(entity, Client) and (old := self.clients.get(entity.id)) is not None:
                events += facts_changed(old, entity, now, batch_id, new_id)
        settings = next((change for change in changes if isinstance(change, Settings)), None)
        gone = (("clients", merged, self.clients[merged]),) if merged else ()
        batch = Batch(
            id=batch_id,
            label=label,
            events=tuple(events),
            before=tuple((_TABLES[type(e)], e.id, self._shelf(_TABLES[type(e)]).get(e.id)) for e in entities) + gone,
            settings_before=self.settings if settings is not None else None,
            moved=rows_of(self.storage.read(), merged) if merged else (),
        )
        fields = fields_changed(events, entities, batch.before[: len(entities)], settings, self.settings)
        with doubt_comes_last() as doubt, self.storage.transaction():
            self._note_owed()
            if merged:
                self.storage.write(moved(self.storage.read(), batch.moved, entities[0].id))
                self._db.take_out("clients", frozenset({merged}))
            self._insert(events)
            self._put(entities)
            if settings is not None:
                self._put_settings(settings)
            self._audit("merge" if merged else "record", now, events, [*entities, *(each for *_, each in gone)], fields)
        self._owed.clear()
        self._remember(events, entities, settings)
        if merged:
            self.load()
        self._done.append(batch)
        self._undone.clear()
        doubt.settle()
        return batch

    def undo(self) -> Batch | None:
        """Take back the last action of this sitting: void its events, put entities back. None if there is none.

        Raises NotSaved; then nothing was undone.
        """
        if not self._done:
            return None
        batch = self._done[-1]
        back, doubt = self._reverse(batch, "undo")
        self._done.pop()
        if batch.moved:
            self._undone.clear()  # two records made one are told apart by more than a batch holds
        else:
            self._undone.append(back)
        doubt.settle()
        return batch

    def redo(self) -> Batch | None:
        """Do again what was undone last, as long as nothing was recorded since. None if there is nothing.

        What undoing added is taken back in its turn, so that the events stand again under their own ids.
        Raises NotSaved; then nothing has changed.
        """
        if not self._undone:
            return None
        batch = self._undone[-1]
        again, doubt = self._reverse(batch, "redo")
        self._undone.pop()
        self._done.append(again)
        doubt.settle()
        return batch

    def _reverse(self, batch: Batch, action: str) -> tuple[Batch, doubt_comes_last]:
        """Save the opposite of a batch; return that as a batch which can be reversed again, and the disk's doubt."""
        now = self.now()
        voids = tuple(
            Void(id=new_id(), client=event.client, on=event.on, recorded=now, voids=event.id, batch=batch.id)
            for event in batch.events
        )
        kept = [before for _, _, before in batch.before if before is not None]
        reverse = Batch(
            id=batch.id,
            label=batch.label,
            events=voids,
            before=tuple((table, key, self._shelf(table).get(key)) for table, key, _ in batch.before),
            settings_before=self.settings if batch.settings_before is not None else None,
        )
        with doubt_comes_last() as doubt, self.storage.transaction():
            if batch.moved:
                self.storage.write(moved(self.storage.read(), batch.moved, batch.before[-1][1]))
            self._insert(voids)
            for table in {table for table, _, before in batch.before if before is None}:
                new = (key for each, key, before in batch.before if each == table and before is None)
                self._db.take_out(table, frozenset(new))
            self._put(kept)
            if batch.settings_before is not None:
                self._put_settings(batch.settings_before)
            self._audit(action, now, voids, kept)
        self._remember(voids, kept, batch.settings_before)
        for table, key, before in batch.before:
            if before is None:
                self._shelf(table).pop(key, None)
        if batch.moved:
            self.load()
        return reverse, doubt

    def note(self, action: str, *records: str) -> None:
        """Save an audit row about what changed no record, such as a new passphrase. Raises NotSaved."""
        with self.storage.transaction():
            self._db.table("audit").insert(audit_row(action, self.now(), records))

    def note_outside(self, what: str, where: Path, client: str = "") -> None:
        """Remember what was written outside the program's care; better is `leaving.write_outside`, which notes first.

        An empty `client` means everyone, as in a backup. Raises NotSaved.
        """
        from ipstui.store import leaving

        self.storage.write(leaving.note(self.storage.read(), what, where, self.now(), client))

    def keep_elsewhere(self, target: Path, data: bytes) -> Path:
        """Write what could not be saved (`NotSaved.whole`) as a new file; the next save that succeeds notes it.

        Raises NotCopied.
        """
        from ipstui.store.copies import save_elsewhere

        written = save_elsewhere(target, data, disk=self.storage.disk)
        self._owed.append(written)
        return written

    def _note_owed(self) -> None:
        """Note what is owed, as part of a save under way."""
        if not self._owed:
            return
        from ipstui.store import leaving

        for file in self._owed:
            self.storage.write(leaving.note(self.storage.read(), leaving.BACKUP, file, self.now()))

    def audit(self) -> list[dict[str, Any]]:
        """The rows of the audit, oldest first."""
        return [dict(row) for row in self.storage.read().get("audit", {}).values()]

    def outside(self, client: str = "") -> list[dict[str, str]]:
        """What was written outside, oldest first: everything, or all that holds one person."""
        from ipstui.store import leaving

        return leaving.outside(self.storage.read(), client)

    # Locking

    def lock(self) -> None:
        """Drop the key and everything read. Raises StoreError for a file that has no passphrase."""
        self.storage.lock()
        self.clients, self.employers, self.vacancies, self.settings = {}, {}, {}, Settings()
        self._events, self._by_id, self._done, self._undone = {}, {}, [], []

    def unlock(self, typed: str) -> None:
        """Take everything back by passphrase or recovery code. Raises WrongPassphrase, UnfitPassphrase, Refused."""
        self.storage.unlock(typed)
        self.load()

    @property
    def last_done(self) -> Batch | None:
        """The action that `undo` would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Batch | None:
        """The action that `redo` would do again."""
        return self._undone[-1] if self._undone else None

    def forget_done(self) -> None:
        """Give up what `undo` and `redo` could reach: it holds what was typed."""
        self._done.clear()
        self._undone.clear()

    def close(self) -> None:
        """Let go of the file and its lock."""
        self.storage.close()

    def __enter__(self) -> Caseload:
        """Use as `with Caseload.open(...) as caseload`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close on the way out."""
        self.close()

    # Within

    def _shelf(self, table: str) -> dict[str, Any]:
        shelves: dict[str, dict[str, Any]] = {
            "clients": self.clients, "employers": self.employers, "vacancies": self.vacancies
        }  # fmt: skip
        return shelves[table]

    def _insert(self, events: Iterable[Event]) -> None:
        if documents := [write_event(event) for event in events]:
            self._db.table("events").insert_multiple(documents)

    def _put(self, entities: Sequence[Entity]) -> None:
        for kind, table in _TABLES.items():
            if rows := [msgspec.to_builtins(entity) for entity in entities if type(entity) is kind]:
                self._db.put(table, rows, _KNOWN[table])

    def _put_settings(self, settings: Settings) -> None:
        """The settings, and in the same save a note of a second folder that is given up: its copies stay there."""
        if (former := self.second_folder) is not None and self.settings.second_folder != settings.second_folder:
            from ipstui.store import leaving

            what = "copies in a former second folder"
            self.storage.write(leaving.note(self.storage.read(), what, former, self.now()))
        self._db.put_only("settings", msgspec.to_builtins(settings))

    def _audit(
        self,
        action: str,
        now: datetime,
        events: Iterable[Event],
        entities: Iterable[Entity],
        fields: Iterable[str] = (),
    ) -> None:
        records = [event.id for event in events] + [entity.id for entity in entities]
        kinds = {kind_of(event) for event in events} | {_TABLES[type(entity)] for entity in entities}
        self._db.table("audit").insert(audit_row(action, now, records, kinds, fields))

    def _remember(self, events: Iterable[Event], entities: Iterable[Entity], settings: Settings | None) -> None:
        for event in events:
            self._keep(event)
        for entity in entities:
            self._shelf(_TABLES[type(entity)])[entity.id] = entity
        if settings is not None:
            self.settings = settings
