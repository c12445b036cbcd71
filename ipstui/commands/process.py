"""What the process is made to be before anything is read: no core file, no argument that is not text."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence


def no_core_file() -> None:
    """Ask the system to write no image of the memory, with key and cases in it, when the program crashes."""
    try:
        import resource
    except ImportError:  # Windows keeps such images only where an administrator asked for them
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def odd_argument(arguments: Sequence[str]) -> str:
    """A sentence about the first argument that is not text, which is refused rather than half kept; "" if all are."""
    for number, argument in enumerate(arguments, start=1):
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError:
            return f"Argument {number} holds bytes that are not text in this terminal's encoding. Nothing was done."
    return ""
