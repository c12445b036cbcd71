"""What the process is made to be before anything is read: no core file, no argument that is not text."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TextIO


def no_core_file() -> None:
    """Ask the system to write no image of the memory, with key and cases in it, when the program crashes."""
    try:
        import resource
    except ImportError:  # Windows keeps such images only where an administrator asked for them
        return
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def have_streams() -> None:
    """Put something in place of each standard stream that was closed: what goes to it is lost."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))


def speak_plainly(stream: TextIO, environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> None:
    """Let a stream write every letter: UTF-8 into files and pipes on Windows, unless PYTHONIOENCODING says otherwise.

    Windows would write its own code page there, in which £ is another byte and ŵ none at all. A terminal is left as
    it is; one that cannot show a letter shows a question mark.
    """
    if not isinstance(stream, io.TextIOWrapper):
        return
    if platform == "win32" and not stream.isatty() and not environ.get("PYTHONIOENCODING"):
        stream.reconfigure(encoding="utf-8")
    stream.reconfigure(errors="replace")


def odd_argument(arguments: Sequence[str]) -> str:
    """A sentence about the first argument that is not text, which is refused rather than half kept; "" if all are."""
    for number, argument in enumerate(arguments, start=1):
        try:
            argument.encode("utf-8")
        except UnicodeEncodeError:
            return f"Argument {number} holds bytes that are not text in this terminal's encoding. Nothing was done."
    return ""
