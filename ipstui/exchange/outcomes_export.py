"""The outcomes written to a file, with the key that makes references: it is made once and stays in the case file."""

from __future__ import annotations

import secrets
from datetime import date
from pathlib import Path

from ipstui.casework.checks import Unfit
from ipstui.casework.typed.code import code
from ipstui.desk import Desk
from ipstui.exchange.outcomes import OutcomesRequest, outcomes_table
from ipstui.exchange.outside import write_outside
from ipstui.exchange.tables import csv_for_programs, xlsx
from ipstui.store.caseload import Caseload
from ipstui.store.tables import CaseTables

_TABLE = "outcomes"


def export_outcomes(
    desk: Desk, target: Path, *, service: str, worker: str, first: date, last: date
) -> tuple[Path, int, str]:
    """Write a csv for programs, or an xlsx by the ending: where, how many facts it holds, and why that is in doubt.

    Raises Unfit for an ending or a code that cannot be, NotCopied and NotSaved as `write_outside` does.
    """
    ending = target.suffix.casefold()
    if ending not in (".csv", ".xlsx"):
        raise Unfit("path", "it ends in .csv or .xlsx.")
    for field, given in (("service", service), ("worker", worker)):
        if not given:
            raise Unfit(field, "no code is kept for it: give one here, or keep it with F7, Service and cost.")
        code(field, given)
    if first > last:
        raise Unfit("from", "the period ends before it begins.")
    table = outcomes_table(
        OutcomesRequest(
            casefiles=tuple(desk.casefiles()),
            employer_contacts=tuple(desk.employer_contacts()),
            service=service,
            worker=worker,
            first=first,
            last=last,
            made_on=desk.today,
            key=key_of(desk.caseload),
        )
    )
    data = csv_for_programs(table) if ending == ".csv" else xlsx([table], desk.today)
    written, doubt = write_outside(desk.caseload, "outcomes, pseudonymised", target, data)
    return written, len(table.rows), doubt


def key_of(caseload: Caseload) -> bytes:
    """The key of this case file, made when it is first wanted. Raises NotSaved."""
    for row in caseload.storage.read().get(_TABLE, {}).values():
        try:
            return bytes.fromhex(str(row["key"]))
        except (KeyError, ValueError):
            continue
    key = secrets.token_bytes(32)
    with caseload.storage.transaction():
        CaseTables(caseload.storage).table(_TABLE).insert({"key": key.hex()})
    return key
