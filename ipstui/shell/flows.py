"""The flows that the table of actions names: what a person does for their data, several questions in turn."""

from __future__ import annotations

from ipstui.screens.data import (
    copies,
    data_protection,
    keys,
    merging,
    passphrase,
    rights,
    service,
    settings,
    taking_out,
)
from ipstui.shell.contract import Flow, Shell


async def _sheet(shell: Shell) -> None:
    from ipstui.screens.sheet.flow import bring_in_sheet

    await bring_in_sheet(shell)


FLOWS: dict[str, Flow] = {
    "settings": settings.settings_page,
    "choices": settings.choices,
    "keys": keys.choose_keys,
    "service": service.service,
    "data_protection": data_protection.facts,
    "due_for_review": data_protection.retention,
    "change_passphrase": passphrase.change,
    "new_code": passphrase.new_code,
    "merge": merging.merge,
    "backup": copies.backup,
    "restore": copies.restore,
    "verify": copies.verify,
    "where": copies.where,
    "subject_access": rights.subject_access,
    "hand_over": rights.hand_over,
    "bring_in": rights.bring_in,
    "sheet": _sheet,
    "calendar": taking_out.calendar,
    "workbook": taking_out.workbook,
    "erase": rights.erase,
}
