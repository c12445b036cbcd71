"""What is written down when the program itself is at fault: where it was, and never what anyone typed.

A traceback prints values and messages, and those hold names and notes; a report holds places in the code only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath

from ipstui import __version__

_DEEPEST = 10
_LONGEST = 60


def folder() -> Path:
    """Where reports go: the user's log folder, ~/.local/state/ipstui/log or the like."""
    import platformdirs

    return Path(platformdirs.user_log_dir("ipstui", appauthor=False))


def cause(error: BaseException) -> str:
    """Why the program stopped, after "because". What cannot be loaded is the computer's doing or a torn folder's."""
    if isinstance(error, ImportError):
        return (
            f"a part of it ({error.name or 'unnamed'}) is missing, or may not be loaded on this computer. Unzip or "
            "install it anew, into a folder whose own path is short; if that does not help, ask IT what prevents it"
        )
    return f"of a mistake in the program ({type(error).__name__})"


def system() -> str:
    """The operating system and its version; not through `platform`, which on Windows may ask a slow service."""
    if sys.platform == "win32":
        found = sys.getwindowsversion()
        return f"Windows {found.major}.{found.minor}.{found.build}"
    return f"{os.uname().sysname} {os.uname().release}"


def report(error: BaseException, folder: Path) -> Path:
    """Write a report of `error` into `folder` and return its path. Raises OSError when it cannot be written.

    It holds versions, the types of the errors in their chain, and file, line and function of each step.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%dT%H%M%S%f}-{os.getpid()}.txt"
    head = (
        f"ipstui {__version__}, Python {sys.version.split()[0]}, {system()}",
        f"{now:%Y-%m-%d %H:%M} UTC",
    )
    text = "\n".join((*head, *_told(error, set()), ""))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
        file.write(text)
    return path


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    """Yield the lines of one error, then of those inside it or behind it."""
    if id(error) in seen or len(seen) >= _DEEPEST:
        return
    seen.add(id(error))
    kind = type(error)
    yield f"\n{kind.__module__}.{kind.__qualname__}"
    steps = list(_steps(error))
    if len(steps) > _LONGEST:
        half = _LONGEST // 2
        steps[half:-half] = [f"  ({len(steps) - _LONGEST} more steps)"]
    yield from steps
    if isinstance(error, BaseExceptionGroup):
        for part in error.exceptions:
            yield from _told(part, seen)
    for behind in (error.__cause__, error.__context__):
        if behind is not None:
            yield from _told(behind, seen)


def _steps(error: BaseException) -> Iterator[str]:
    at = error.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        yield f"  {_place(code.co_filename)}:{at.tb_lineno}:{code.co_name}"
        at = at.tb_next


def _place(file: str) -> str:
    """The path from the package on: folders above it may hold a user's name."""
    parts = PurePath(file).parts
    for top in ("ipstui", "calculators", "site-packages"):
        if top in parts[:-1]:
            last = len(parts) - 1 - parts[::-1].index(top)
            return "/".join(parts[last + (top == "site-packages") :])
    return parts[-1] if parts else "?"
