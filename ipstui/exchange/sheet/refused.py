"""Why a file cannot be read as a spreadsheet: a kind for programs, a sentence for people."""

from __future__ import annotations

from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "missing", "encrypted", "cut_off", "not_a_spreadsheet", "old_binary", "empty", "only_headings", "too_large",
    "not_understood", "unsafe", "changed", "mapping",
]  # fmt: skip


class SheetRefused(Exception):  # noqa: N818 - named for what happened
    """Nothing was read in and nothing was changed. `kind` is one of the contract's."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
