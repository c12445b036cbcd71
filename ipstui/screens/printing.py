"""Making a page to print: it is written, opened in the browser, and where it lies is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.content import Content
from textual.screen import Screen

from ipstui.documents.written import Written, show
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.contract import shell_of
from ipstui.store.disk import reason
from ipstui.store.places import pages_folder


def print_page(view: Screen[Any], title: str, write: Callable[[Path], Written]) -> bool:
    """Write the page in the folder of pages, which `where` lists, and say what became of it; whether it was written."""
    shell = shell_of(view)
    try:
        paths = write(pages_folder(shell.desk.caseload.path))
    except OSError as error:
        shell.tell(f"The page was not written: {reason(error)}. Nothing is lost.", problem=True)
        return False
    told = "It is open in the browser, to print." if show(paths.html) else "Open it in a browser to print it."
    text = Content.assemble(
        (f"{told}\n\n", "bold"),
        "It lies outside the program's protection: delete it once it is printed.\n\n",
        f"{paths.html}" + (f"\n{paths.text}, the same as plain text" if paths.text is not None else ""),
        f"\n{paths.word}, for Word" if paths.word is not None else "",
    )
    view.app.push_screen(ReadingScreen(title, text))
    return True
