"""The mapping of columns as it was used, kept in the case file by the headings, and found by them again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard

from tinydb import where

from ipstui.exchange.sheet.plan import Plan, SheetSeen
from ipstui.exchange.sheet.words import plain
from ipstui.store.caseload import Caseload
from ipstui.store.tables import CaseTables

_TABLE = "sheets"


def key_of(sheet: SheetSeen) -> str:
    """What a mapping is found by: the headings in their order, however they are written."""
    return "|".join(plain(heading) for _, heading, _ in sheet.columns)


def mappings(caseload: Caseload) -> dict[str, dict[str, str]]:
    """Every mapping kept: fields by heading, by the headings of the sheet."""
    rows = caseload.storage.read().get(_TABLE, {}).values()
    held = {str(row.get("headings", "")): row.get("columns") for row in rows}
    return {headings: columns for headings, columns in held.items() if _is_mapping(columns)}


def _is_mapping(columns: object) -> TypeGuard[dict[str, str]]:
    return isinstance(columns, dict) and all(isinstance(each, str) for each in columns.values())


def remember(caseload: Caseload, plan: Plan, chosen: Mapping[str, Mapping[str, str]]) -> None:
    """Keep what the user chose for each sheet of the plan. Where nothing was chosen, nothing is saved.

    Raises NotSaved.
    """
    wanted = {}
    for sheet in plan.sheets:
        own = {**chosen.get("", {}), **chosen.get(sheet.name, {})}
        if own and sheet.columns:
            wanted[key_of(sheet)] = own
    held = mappings(caseload)
    with caseload.storage.transaction():
        for headings, columns in wanted.items():
            if held.get(headings) != columns:
                table = CaseTables(caseload.storage).table(_TABLE)
                table.remove(where("headings") == headings)
                table.insert({"headings": headings, "columns": columns})
