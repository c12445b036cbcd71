"""The bytes of a whole case file, made and checked: plain TinyDB JSON, or the same tables sealed.

Both modes carry a check value over everything else in the file, computed over the values rather than the
spelling, so an editor that re-indents or adds a byte-order mark does no harm and any other change is noticed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain
from math import isfinite
from pathlib import Path
from typing import Annotated, Any

import msgspec

from ipstui.store.errors import (
    AnotherKey,
    ChangedOutside,
    Damaged,
    FailedIntegrity,
    NeedsPassphrase,
    NewerFormat,
    NotACaseFile,
    NotEncrypted,
)
from ipstui.store.vault import CIPHER, Slot, Vault

FORMAT = 1
HEAD = "ipstui"
Tables = dict[str, dict[str, Any]]

_JSON_KINDS = {str, int, float, bool, type(None)}

_When = Annotated[datetime, msgspec.Meta(tz=True)]
_Generation = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a file says about itself in clear. `slots` and `nonce` are there in an encrypted file only."""

    format: Annotated[int, msgspec.Meta(ge=1, le=FORMAT)]
    gen: _Generation
    saved: _When
    cipher: str | None = None
    nonce: Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)] | None = None
    slots: Annotated[tuple[Slot, ...], msgspec.Meta(max_length=2)] = ()  # each costs a derivation


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """A file that reads and whose check value fits; it has `tables` and their JSON `body`, or is `sealed`.

    `edited` is true for a plain file that was opened although its check value did not fit.
    """

    path: Path
    head: Head
    header: bytes
    tables: Tables | None = None
    body: bytes = b""
    sealed: bytes | None = None
    edited: bool = False

    @property
    def encrypted(self) -> bool:
        """Whether a key is needed for the tables."""
        return self.sealed is not None

    def open(self, vault: Vault | None) -> tuple[Tables, bytes]:
        """The tables and their JSON. Raises NeedsPassphrase, NotEncrypted, AnotherKey, FailedIntegrity."""
        if self.sealed is None:
            if vault is not None:
                raise NotEncrypted(self.path)
            return self.tables or {}, self.body
        if vault is None:
            raise NeedsPassphrase(self.path, self.head.slots)
        plain = vault.unseal(self.head.nonce or b"", self.sealed, self.header)
        if plain is None:
            same = {slot.key for slot in vault.slots} & {slot.key for slot in self.head.slots}
            raise FailedIntegrity(self.path) if same else AnotherKey(self.path)
        try:
            return _as_tables(self.path, msgspec.json.decode(plain)), plain
        except (ValueError, RecursionError):
            raise FailedIntegrity(self.path) from None

    def open_as_copy(self, vault: Vault | None) -> tuple[Tables, bytes]:
        """As `open`, for a copy: it may be in clear, or behind a key that the case file had before."""
        if self.sealed is None or vault is None:
            return self.open(None)
        try:
            return self.open(vault)
        except (AnotherKey, FailedIntegrity):
            for former in vault.former:
                with contextlib.suppress(AnotherKey, FailedIntegrity):
                    return self.open(former)
            raise


def encode(tables: Tables, vouched: Tables | None = None) -> bytes:
    """The tables as JSON bytes. Raises ValueError, TypeError, RecursionError, OverflowError.

    Rows that are the very objects of `vouched` were encoded before, and are not looked through again.
    """
    if HEAD in tables:
        raise ValueError(f"a table may not be called {HEAD}")
    body = msgspec.json.encode(tables)  # first, because it stops at a structure that holds itself
    _refuse_odd_values(_without(tables, vouched) if vouched else tables)
    return body


def _without(tables: Tables, vouched: Tables) -> dict[str, Any]:
    """What is in the tables besides the very rows that were vouched for."""
    return {
        name: [row for number, row in rows.items() if known.get(number) is not row]
        if (known := vouched.get(name)) and type(rows) is dict
        else rows
        for name, rows in tables.items()
    }


def compose(body: bytes, gen: int, saved: datetime, vault: Vault | None) -> bytes:
    """A whole file around encoded tables, encrypted if there is a vault. Raises Locked."""
    if vault is None:
        header = msgspec.json.encode(Head(format=FORMAT, gen=gen, saved=saved))
        head = _with_check(header, body)
        comma = b"" if body == b"{}" else b","
        return b"".join((b'{"ipstui":{"1":', head, b"}", comma, memoryview(body)[1:], b"\n"))
    nonce = os.urandom(12)
    header = msgspec.json.encode(
        Head(format=FORMAT, gen=gen, saved=saved, cipher=CIPHER, nonce=nonce, slots=vault.slots)
    )
    data = msgspec.json.encode(vault.seal(nonce, body, header))  # base64, in quotes
    return b"".join((b'{"ipstui":', _with_check(header, memoryview(data)[1:-1]), b',"data":', data, b"}\n"))


def parse(path: Path, raw: bytes, *, accept_edit: bool = False) -> Whole:
    """Check the bytes of a file. Every refusal is its own exception of `errors`; nothing is written.

    `path` is named in the refusals. `accept_edit` opens a plain file whose check value does not fit.
    """
    document, as_written = _read_json(path, raw)
    if type(document) is not dict or HEAD not in document:
        raise NotACaseFile(path, "is JSON, but not an ipstui case file")
    head = document.pop(HEAD)
    if type(head) is dict and "1" not in head:
        return _parse_sealed(path, head, document)
    if type(head) is not dict or set(head) != {"1"} or type(head["1"]) is not dict:
        raise ChangedOutside(path)
    if as_written and raw.startswith(b'{"ipstui":'):
        # The tables as they stand in the file, which spares encoding them again.
        start = len(msgspec.json.encode({HEAD: head})) - 1
        body = b"{" + raw[start:].rstrip(b"\n").removeprefix(b",")
    else:
        body = msgspec.json.encode(document)
    failed = ChangedOutside(path)
    facts, header, fits = _parse_head(head["1"], body, failed)
    if not fits and not accept_edit:
        raise failed
    tables = _as_tables(path, document)
    return Whole(path=path, head=facts, header=header, tables=tables, body=body, edited=not fits)


def _parse_sealed(path: Path, head: dict[str, Any], rest: dict[str, Any]) -> Whole:
    failed = FailedIntegrity(path)
    data = rest.get("data")
    covered = data.encode() if type(data) is str else b""
    facts, header, fits = _parse_head(head, covered, failed)
    if not fits or set(rest) != {"data"} or facts.cipher != CIPHER or facts.nonce is None or not facts.slots:
        raise failed
    try:
        return Whole(path=path, head=facts, header=header, sealed=msgspec.convert(data, bytes))
    except msgspec.ValidationError:
        raise failed from None


def _parse_head(head: dict[str, Any], covered: bytes, failed: Damaged) -> tuple[Head, bytes, bool]:
    """The head, the bytes it is vouched for with, and whether the check value fits it and what it covers."""
    version = head.get("format")
    if type(version) is int and version > FORMAT:
        raise NewerFormat(failed.path)
    check = head.pop("sha256", None)
    header = msgspec.json.encode(head)
    try:
        return msgspec.convert(head, Head), header, check == _check(header, covered)
    except msgspec.ValidationError:
        raise failed from None


def _check(header: bytes, covered: bytes | memoryview) -> str:
    digest = hashlib.sha256(header)
    digest.update(b"\n")
    digest.update(covered)
    return digest.hexdigest()


def _with_check(header: bytes, covered: bytes | memoryview) -> bytes:
    return b'%s,"sha256":"%s"}' % (header[:-1], _check(header, covered).encode())


def _read_json(path: Path, raw: bytes) -> tuple[Any, bool]:
    """The JSON, and whether it is spelt as it was written here. Raises Damaged or NotACaseFile."""
    try:
        document = msgspec.json.decode(raw)
        again = msgspec.json.encode(document)
    except (ValueError, RecursionError, OverflowError):
        return _read_foreign_json(path, raw), False
    # What was written here encodes to the very same bytes: then there is no second key hidden in it.
    if raw.startswith(again) and raw[len(again) :] in (b"", b"\n"):
        return document, True
    return _read_foreign_json(path, raw), False


def _read_foreign_json(path: Path, raw: bytes) -> Any:
    """The slow way, for what an editor re-spelt or a disk spoilt: any encoding of JSON, strictly read."""
    if not raw.strip():
        raise Damaged(path, "is empty")
    if not raw.strip(b"\0"):
        raise Damaged(path, "is full of zeros")
    try:
        text = raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff").strip(" \t\r\n")
    except UnicodeDecodeError:
        if raw.lstrip()[:1] == b"{":
            raise Damaged(path, "is no longer readable text") from None
        raise NotACaseFile(path, "is not an ipstui case file") from None
    if not text.startswith("{"):
        raise NotACaseFile(path, "is not an ipstui case file")
    try:
        document = json.loads(text, object_pairs_hook=_no_twins, parse_constant=_no_constant, parse_float=_finite)
        msgspec.json.encode(document)
    except _TwinKeysError:
        raise Damaged(path, "holds the same key twice, so it is not clear which is right") from None
    except RecursionError:
        raise Damaged(path, "is nested too deeply to be a case file") from None
    except (ValueError, OverflowError) as problem:
        if isinstance(problem, json.JSONDecodeError) and problem.msg == "Extra data":
            why = "has something after its end"
        else:
            why = "is not readable JSON" if text.endswith("}") else "is cut short"
        raise Damaged(path, why) from None
    return document


class _TwinKeysError(ValueError):
    pass


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwinKeysError
    return found


def _no_constant(word: str) -> None:
    raise ValueError(word)


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _as_tables(path: Path, document: Any) -> Tables:
    if type(document) is not dict or HEAD in document:
        raise Damaged(path, "does not hold tables")
    for table in document.values():
        if type(table) is not dict or not all(type(row) is dict for row in table.values()):
            raise Damaged(path, "does not hold tables")
    return document


def _refuse_odd_values(tables: Mapping[str, Any]) -> None:
    """Only what reads back as it was written: no dates, sets or structs, no number that is none.

    msgspec would write them all ("null" for a number that is none), and memory would differ from the disk.
    Level by level rather than value by value, and lists apart from dictionaries, because that is several times faster.
    """
    dicts: list[Any] = [tables]
    lists: list[Any] = []
    while dicts or lists:

        def values(dicts: list[Any] = dicts, lists: list[Any] = lists) -> Iterable[Any]:
            return chain(chain.from_iterable(map(dict.values, dicts)), chain.from_iterable(lists))

        kinds = set(map(type, values()))
        as_dicts = {kind for kind in kinds if issubclass(kind, dict)}
        as_lists = {kind for kind in kinds if issubclass(kind, list | tuple)}
        if odd := kinds - as_dicts - as_lists - _JSON_KINDS:
            raise TypeError(", ".join(sorted(kind.__name__ for kind in odd)))
        if float in kinds and not all(isfinite(value) for value in values() if type(value) is float):
            raise ValueError("a number that is none")
        dicts, lists = (
            [value for value in values() if type(value) in nests] if nests else [] for nests in (as_dicts, as_lists)
        )
