"""Making a page to print: it is written, opened in the browser, and where it lies is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.content import Content

from ipstui.documents.written import Written, show
from ipstui.screens.reading import ReadingScreen
from ipstui.screens.view import View
from ipstui.store.places import pages_folder


def print_page(view: View, title: str, write: Callable[[Path], Written]) -> bool:
    """Write the page in the folder of pages, which `where` lists, and say what became of it; whether it was written."""
    try:
        paths = write(pages_folder(view.desk.caseload.path))
    except OSError as error:
        view.ips.tell(f"The page was not written: {error.strerror}. Nothing is lost.", problem=True)
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
