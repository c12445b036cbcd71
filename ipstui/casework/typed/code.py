"""A code of the service or of a worker there, as files for others carry it in place of a name."""

from __future__ import annotations

import re

from ipstui.casework.checks import Unfit

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,31}", re.ASCII)


def code(field: str, text: str) -> str:
    """Return the code typed. Raises Unfit."""
    if not _CODE.fullmatch(text):
        raise Unfit(field, "a code of up to 32 letters, figures, dots and dashes is needed, and no name.")
    return text
