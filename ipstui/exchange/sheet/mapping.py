"""What the user settled about a file, as JSON: columns, sheets left out, rows of headings, answers."""

from __future__ import annotations

import codecs
from pathlib import Path

import msgspec

from ipstui.exchange.sheet.plan import Plan
from ipstui.exchange.sheet.propose import Chosen
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.words import plain, table
from ipstui.store.disk import reason


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of `--map`.

    `columns` gives the field of a heading (or letter), by sheet, "" for all sheets: a field of
    `data/exchange/columns.json`, "note", or "" for a column that is left out. `headings` gives the row of the
    headings by sheet. `without` names sheets that are left out. `answers` gives answers by the `key` of the question.
    """

    columns: dict[str, dict[str, str]] = {}
    headings: dict[str, int] = {}
    without: tuple[str, ...] = ()
    answers: dict[str, str] = {}

    @property
    def chosen(self) -> Chosen:
        """What is settled before the questions."""
        return Chosen(without=self.without, header=self.headings, columns=self.columns)


def read_mapping(path: Path) -> Mapping:
    """Read the file of `--map`. Raises SheetRefused, naming what is wrong."""
    try:
        mapping = msgspec.json.decode(path.read_bytes().removeprefix(codecs.BOM_UTF8), type=Mapping)
    except OSError as problem:
        raise SheetRefused("mapping", f"{path.name} cannot be read: {reason(problem)}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise SheetRefused("mapping", f"{path.name} is no mapping: {problem}.") from None
    check_mapping(mapping)
    return mapping


def check_mapping(mapping: Mapping) -> None:
    """Refuse a field that does not exist, and two columns for a field that has one place. Raises SheetRefused."""
    fields = {*table("fields"), *table("sections"), "note", ""}
    many = {*table("many"), "note", ""}
    for sheet, columns in mapping.columns.items():
        where = f"on {sheet}" if sheet else "on every sheet"
        by_field: dict[str, str] = {}
        for heading, field in columns.items():
            if field not in fields:
                raise SheetRefused("mapping", f"“{heading}” {where}: there is no field “{field}”.")
            if field in by_field and field not in many and plain(by_field[field]) != plain(heading):
                raise SheetRefused(
                    "mapping",
                    f"“{by_field[field]}” and “{heading}” {where} are both given as {field}: only one can be.",
                )
            by_field[field] = heading


def with_remembered(mapping: Mapping, plan: Plan, held: dict[str, dict[str, str]]) -> Mapping:
    """The mapping with what was chosen before for sheets with the same headings; what is said now goes first."""
    from ipstui.exchange.sheet.remembered import key_of

    columns = dict(mapping.columns)
    for sheet in plan.sheets:
        before = held.get(key_of(sheet)) if sheet.columns else None
        if before:
            columns[sheet.name] = {**before, **columns.get(sheet.name, {})}
    return msgspec.structs.replace(mapping, columns=columns)
