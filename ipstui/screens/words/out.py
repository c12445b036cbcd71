"""What leaves as words: asked about first, then copied, written as a Word file, or made into a page to print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ipstui.casework.people import Client
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.errors import StoreError, shown
from ipstui.store.places import typed_path

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from ipstui.documents.word import Block


async def they_agreed(shell: Shell, text: str, client: Client) -> bool:
    """Whether a text may leave: what gives something away is named, and goes only with a tick that they agreed."""
    from ipstui.documents.given_away import given_away

    found = given_away(text, client.id, ((each.id, each.name) for each in shell.desk.caseload.clients.values()))
    if not found:
        return True
    words: dict[str, list[str]] = {}
    for about, word in found[:6]:
        words.setdefault(about, []).append(f"“{word}”")
    told = "; ".join(f"{about}: {', '.join(of)}" for about, of in words.items()) + (" …" if len(found) > 6 else "")
    no, yes = ("no", "No: go back and change it"), ("yes", f"{client.name} agreed to every word of it")
    return await shell.push_screen_wait(ChooseScreen(f"It speaks of {told}", [no, yes])) == "yes"


def copy(app: App[None], shell: Shell, text: str) -> None:
    """Put a text on the clipboard, and say what became of it."""
    from ipstui.exchange.clipboard import took

    if took(text):
        shell.tell("It is on the clipboard: paste it where it belongs. Nothing was sent.")
        return
    app.copy_to_clipboard(text)
    shell.tell(
        "Handed to the clipboard. Not every terminal takes it: if nothing pastes, mark the text. Nothing was sent."
    )


async def word_file(
    shell: Shell, client: Client, what: str, title: str, blocks: Sequence[Block], *, template: str
) -> None:
    """Ask where, and write the Word file there: noted first, for this user only, and nothing is written over."""
    from ipstui.documents.word_template import word_file as made
    from ipstui.documents.words import TemplateProblem, written_out
    from ipstui.exchange.outside import IN_CLEAR, write_outside
    from ipstui.store.places import templates_folder

    caseload, today = shell.desk.caseload, shell.desk.today
    asked = AskScreen(f"{what}: as which file?", f"A new Word file. {IN_CLEAR}", placeholder=f"Documents/{what}.docx")
    typed = (await shell.push_screen_wait(asked)).strip()
    if not typed:
        return
    target = typed_path(typed)
    target = target if target.suffix.casefold() == ".docx" else Path(f"{target}.docx")
    try:
        own = templates_folder(caseload.path) / template
        data = made(own, title, blocks, today=written_out(today), name=client.name)
        target, doubt = await shell.off_thread(write_outside, caseload, what, target, data, client=client.id)
    except (StoreError, TemplateProblem) as problem:
        shell.tell(str(problem), problem=True)
        return
    shell.tell(f"Written: {shown(target)}. `where` lists it. {doubt}".strip())


async def page(screen: Screen[Any], client: Client, title: str, blocks: Sequence[Block], foot: str = "") -> None:
    """Make the page to print, once what it gives away was agreed."""
    from ipstui.documents.blocks_page import as_text, write
    from ipstui.screens.printing import print_page

    if await they_agreed(shell_of(screen), as_text(title, blocks, foot), client):
        print_page(screen, title or "A letter", lambda folder: write(title, blocks, folder, foot))
