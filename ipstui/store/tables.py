"""TinyDB over an open case file: every change of a table is a transaction of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from ipstui.store.storage import FileStorage
from ipstui.store.whole import Tables


class SafeTable(Table):
    """A TinyDB table whose every change is a transaction, so that one that fails half-way is undone."""

    def __init__(self, storage: Storage, name: str, cache_size: int | None = 0, persist_empty: bool = False) -> None:
        """No answers are kept: those from before a change that was undone would be wrong."""
        super().__init__(storage, name, 0, persist_empty)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        storage = self._storage
        if not isinstance(storage, FileStorage):
            raise TypeError("SafeTable wants a FileStorage")
        try:
            with storage.transaction():
                storage.may_change(self.name)
                super()._update_table(updater)
        finally:
            # Rows are also written, and taken back, without this table: a number kept from before may be taken.
            self._next_id = None

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add a document; its number is chosen within the transaction, from the table as it is then."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add documents. Those without a number of their own are put behind the rest, which is left as it is.

        TinyDB would make the whole table anew twice, which at 5,000 events costs more than to encrypt them.
        """
        listed = list(documents)
        if any(isinstance(each, Document) or not isinstance(each, Mapping) for each in listed):
            return super().insert_multiple(listed)
        storage = self._storage
        if not isinstance(storage, FileStorage):
            raise TypeError("SafeTable wants a FileStorage")
        with storage.transaction():
            tables = storage.read()
            rows = dict(tables.get(self.name, {}))
            first = int(next(reversed(rows), 0)) + 1
            if any(str(number) in rows for number in range(first, first + len(listed))):  # they are not in order
                first = max(map(int, rows)) + 1
            rows.update((str(number), dict(each)) for number, each in enumerate(listed, start=first))
            storage.write({**tables, self.name: rows})
        return list(range(first, first + len(listed)))


class CaseTables(TinyDB):
    """TinyDB over an open FileStorage: `CaseTables(FileStorage.open(path))`."""

    table_class = SafeTable

    def __init__(self, storage: FileStorage) -> None:
        """Take over an open storage; closing this closes it."""
        super().__init__(storage=lambda: storage)
        self._case = storage

    def put(self, table: str, documents: Iterable[Mapping[str, Any]], known: frozenset[str]) -> None:
        """Each row in place of the one with its id, or as a new one; all in one pass, for a sheet brings in thousands.

        Of the old one stay the fields that are not `known` to this version; those left at a default are left out.
        """
        with self._case.transaction():
            tables = self._case.read()
            rows = dict(tables.get(table, {}))
            numbers = {row.get("id"): number for number, row in rows.items()}
            new = max(map(int, rows), default=0)
            for document in documents:
                if (number := numbers.get(document["id"])) is None:
                    number = numbers[document["id"]] = str(new := new + 1)
                kept = {name: value for name, value in rows.get(number, {}).items() if name not in known}
                rows[number] = {**kept, **document}
            self._case.write({**tables, table: rows})

    def take_out(self, table: str, ids: frozenset[str]) -> None:
        """The rows with these ids, gone in one pass."""
        with self._case.transaction():
            tables = self._case.read()
            rows = {number: row for number, row in tables.get(table, {}).items() if row.get("id") not in ids}
            self._case.write({**tables, table: rows})

    def put_only(self, table: str, document: Mapping[str, Any]) -> None:
        """The one row of a table that has no more than one."""
        rows = self.table(table)
        rows.truncate()
        rows.insert(document)


Row = tuple[str, str]
"""A table, and the number of a row in it."""


def rows_of(tables: Mapping[str, Mapping[str, Any]], client: str) -> tuple[Row, ...]:
    """Every row that belongs to a client, but the client's own and what the audit says."""
    return tuple(
        (name, number) for name, rows in tables.items() for number, row in rows.items() if row.get("client") == client
    )


def moved(tables: Tables, rows: Iterable[Row], client: str) -> Tables:
    """The tables with these rows belonging to another client; those given are not changed."""
    found = dict(tables)
    for name, number in rows:
        if found[name] is tables[name]:
            found[name] = dict(tables[name])
        found[name][number] = {**found[name][number], "client": client}
    return found
