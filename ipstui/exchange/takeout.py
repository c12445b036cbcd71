"""Everything in the case file in open formats: JSON lines and CSV for each table, and what every field means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from ipstui.casework.events import KINDS, Event
from ipstui.casework.people import Client, Employer, Person, Settings, Vacancy
from ipstui.exchange.tables import Column, Table, csv_for_programs

README = "README.txt"
_ROWS: dict[str, type[msgspec.Struct]] = {
    "clients": Client, "employers": Employer, "vacancies": Vacancy, "settings": Settings
}  # fmt: skip
_WITHHELD = ("keys", "outcomes", "intents")
"""Former keys, which open older copies; the secret behind pseudonyms; what was being done just then. No records."""
_OTHERS = {
    "audit": "when (`at`), what was done (`action`), to which records and which of their fields; never what was typed",
    "outside": "files written outside the case file: when, what, where, and whose, empty for everybody",
    "store": "the version of the tables",
    "sheets": "what the columns of spreadsheets that were brought in mean, by their headings",
    "calendar": "what a calendar was given, by the booking's id",
}
_PLAIN = {str: "text", int: "whole number", bool: "true or false", Decimal: "number, as text", date: "day, YYYY-MM-DD",
          datetime: "moment in UTC", time: "time of day, HH:MM:SS", float: "number"}  # fmt: skip


Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]


def without_apart(tables: Tables) -> tuple[Tables, int]:
    """The tables without what is kept apart, what took it back and what the audit says of it; and how many it is."""
    rows = tables.get("events", {})
    apart = {name for name, kind in KINDS.items() if kind.apart}
    told = {key: tuple(str(row.get(name, "")) for name in ("id", "kind", "voids")) for key, row in rows.items()}
    ids = {event for event, kind, _ in told.values() if kind in apart}
    while more := {event for event, _, voids in told.values() if voids and voids in ids} - ids:
        ids |= more
    kept = {key: row for key, row in rows.items() if told[key][0] not in ids}
    audit = {key: _audited(row, ids, apart) for key, row in tables.get("audit", {}).items()}
    without = {**tables, "events": kept, "audit": {key: row for key, row in audit.items() if row is not None}}
    return without, len(rows) - len(kept)


def _audited(row: Mapping[str, Any], ids: set[str], apart: set[str]) -> Mapping[str, Any] | None:
    """A row of the audit without those records; None where it was about nothing else."""
    records, kinds = _texts(row.get("records")), _texts(row.get("kinds"))
    if ids.isdisjoint(records) and apart.isdisjoint(kinds):
        return row
    others = [each for each in records if each not in ids]
    # Fields are not told by record: those of other records go too, rather than tell of these.
    return {**row, "records": others, "kinds": [k for k in kinds if k not in apart], "fields": []} if others else None


def _texts(held: object) -> list[str]:
    """A list as texts, whatever a damaged file holds in its place."""
    return [str(each) for each in held] if isinstance(held, list | tuple) else []


def takeout_files(tables: Tables, made: date) -> dict[str, bytes]:
    """Return the files by name, from the tables as they are stored: every row, also what was taken back since."""
    tables = {name: rows for name, rows in tables.items() if name not in _WITHHELD}
    files = {README: readme(tables, made).encode()}
    for name, rows in tables.items():
        listed = [dict(row) for _, row in sorted(rows.items(), key=lambda each: int(each[0]))]
        files[f"{name}.jsonl"] = b"".join(msgspec.json.encode(row) + b"\n" for row in listed)
        files[f"{name}.csv"] = csv_for_programs(_as_table(name, listed))
    return files


def _as_table(name: str, rows: list[dict[str, Any]]) -> Table:
    """All fields that any row has, as columns; lists and groups of fields are JSON in one cell."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return Table(
        name=name,
        columns=tuple(Column(key, key) for key in keys),
        rows=tuple(tuple(_cell(row.get(key)) for key in keys) for row in rows),
    )


def _cell(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value).decode()


def readme(tables: Mapping[str, Mapping[str, Any]], made: date) -> str:
    """What each file and each field is, written from the structs themselves."""
    lines = [
        f"Everything in a case file of ipstui, written on {made.isoformat()}. It is in clear.",
        "",
        "NAME.jsonl holds one JSON object a line, just as it is stored. NAME.csv holds the same in UTF-8, with commas",
        "and CRLF; a list or a group of fields is JSON within its cell, and an empty cell was not set, which is not",
        "the same as no or nought. Fields at their usual value are left out where that is said below.",
        "For Excel use `ipstui workbook`: these files may hold texts that begin with =.",
        "",
        "Files:",
        *(f"  {name}: {len(rows)} rows" for name, rows in tables.items()),
    ]
    for name, kind in _ROWS.items():
        lines += ["", f"{name}: {_first_line(kind)}", *_fields(kind)]
    lines += ["", f"people (a list within clients): {_first_line(Person)}", *_fields(Person)]
    lines += ["", "events: one a row; `kind` says which. Every kind has these fields:", *_fields(Event)]
    common = set(Event.__struct_fields__)
    for tag, kind in KINDS.items():
        lines += ["", f"events of kind {tag}: {_first_line(kind)}", *_fields(kind, without=common)]
    for name, what in _OTHERS.items():
        lines += ["", f"{name}: {what}."]
    return "\r\n".join(lines) + "\r\n"


def _first_line(kind: type[msgspec.Struct]) -> str:
    return (kind.__doc__ or "").strip().splitlines()[0]


def _fields(kind: type[msgspec.Struct], without: set[str] | None = None) -> list[str]:
    hints = get_type_hints(kind)
    lines = []
    for field in msgspec.structs.fields(kind):
        if field.name not in (without or set()):
            usual = (
                "" if field.required or field.default in (None, msgspec.NODEFAULT, "") else f"; usually {field.default}"
            )
            lines.append(f"  {field.name}: {_type(hints[field.name])}{usual}")
    return lines


def _type(hint: Any) -> str:
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(_type(each) for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is Literal:
        return "one of " + ", ".join(repr(each) if each == "" else str(each) for each in get_args(hint))
    if get_origin(hint) is tuple:
        return "list"
    if get_origin(hint) is dict:
        return "group of fields"
    return _PLAIN.get(hint, getattr(hint, "__name__", "text"))
