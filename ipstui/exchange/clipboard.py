"""The clipboard of Windows, by the program that comes with it. Elsewhere the terminal is asked, which may refuse."""

from __future__ import annotations

import os
import subprocess
import sys


def took(text: str) -> bool:
    """Put a text on the clipboard of Windows; False elsewhere, or where it could not be. Nothing is certain of a
    terminal's own clipboard (OSC 52): whoever asks it must not say that the text is there."""
    if sys.platform != "win32":
        return False
    clip = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "clip.exe")  # no other's of that name
    try:
        ran = subprocess.run([clip], input=text.encode("utf-16"), check=False, timeout=5)
    except (OSError, subprocess.SubprocessError):
        return False
    return ran.returncode == 0
