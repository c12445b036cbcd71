"""Words to copy and letters: the template filled from the case, to be read and changed before it is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, TextArea

from ipstui.casework.casefile import Casefile
from ipstui.casework.words import names_of
from ipstui.documents.words import UNREAD, Filled, Template, TemplateProblem, facts_of, fill, templates_in
from ipstui.screens.asking import Asking
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.view import View
from ipstui.screens.words import out
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.places import templates_folder
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem

if TYPE_CHECKING:
    from ipstui.documents.word import Block


async def choose_words(view: View, casefile: Casefile) -> None:
    """Choose a template, and open it filled."""
    shell, caseload = view.ips, view.desk.caseload
    folder = templates_folder(caseload.path)
    found, problems = templates_in(folder)
    for problem in problems:
        shell.tell(problem, problem=True)
    choices: list[tuple[str, str] | str] = []
    for kind, heading in (("words", "Words to copy"), ("letter", "Letters")):
        choices.append(heading)
        choices += [
            (each.name, each.title + (" (yours)" if each.own else " (unread)" if each.unread else ""))
            for each in found
            if each.kind == kind
        ]
    choices.append(("disclosure", "What they want told to an employer: tab 6 …"))
    choices += ["Your own wording", ("own", "Change one of these: it is copied into your folder …")]
    chosen = await shell.push_screen_wait(ChooseScreen(f"Words to send · {casefile.client.name}", choices))
    if chosen == "own":
        await _make_own(shell, found)
        return
    if chosen == "disclosure":
        from ipstui.screens.forms.disclosure import PaperScreen

        view.app.push_screen(PaperScreen(view, casefile))
        return
    template = next((each for each in found if each.name == chosen), None)
    if template is None:
        return
    names = names_of(casefile.story, caseload.employers, caseload.vacancies)
    try:
        filled = fill(template, facts_of(casefile.client, casefile.story, names, caseload.settings))
    except TemplateProblem as problem:
        shell.tell(str(problem), problem=True)
        return
    view.app.push_screen(LetterScreen(casefile, template, filled))


async def _make_own(shell: Shell, found: list[Template]) -> None:
    """Copy a built-in template into the person's own folder, where any editor changes it."""
    from ipstui.documents.words import BUILT_IN
    from ipstui.store.copies import save_elsewhere
    from ipstui.store.errors import StoreError, shown

    choices = [(each.name, each.title) for each in found if not each.own]
    chosen = await shell.push_screen_wait(ChooseScreen("Change which?", choices))
    if not chosen:
        return
    folder = templates_folder(shell.desk.caseload.path)
    target = folder / f"{chosen}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_elsewhere(target, (BUILT_IN / f"{chosen}.txt").read_bytes())
    except (OSError, StoreError) as problem:
        shell.tell(f"It was not copied. Nothing is lost. {problem}", problem=True)
        return
    shell.tell(f"Copied to {shown(target)}: change it with any editor. Delete it, and the built-in one is back.")


class LetterScreen(Asking[None]):
    """The text, to be changed at will. It leaves only by a key, and the program sends nothing."""

    BINDINGS = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("f10,ctrl+s", "copy", "Copy", show=False),
        Binding("f9", "word", "Word file", show=False),
        Binding("f8", "page", "Page", show=False),
    ]
    CSS_PATH = "words.tcss"
    AUTO_FOCUS = "#letter"
    FIRST = "Esc closes this first; what you typed is kept."
    EXPLAINED = (
        "Change the text as you like. F10 copies it, F9 writes a Word file, F8 makes a page to print; nothing is sent. "
        "What stands in [brackets] is not known: fill it in or take it out first. Esc: close; what you typed is there "
        "again next time."
    )

    def __init__(self, casefile: Casefile, template: Template, filled: Filled) -> None:
        super().__init__()
        self._casefile, self._template, self._filled = casefile, template, filled
        self._key = f"words/{template.name}/{casefile.client.id}"

    @property
    def ips(self) -> Shell:
        """The app around it."""
        return shell_of(self)

    def compose(self) -> ComposeResult:
        """What it is, what is not known, the text, the keys."""
        client, drafted = self._casefile.client, self.ips.drafts.get(self._key, {}).get("text")
        told = [client.reaching] if client.reaching else []
        if self._filled.blanks:
            told.append(f"Not known, in brackets: {', '.join(name.replace('_', ' ') for name in self._filled.blanks)}.")
        if self._template.unread:
            told.append(UNREAD)
        if drafted:
            told.append("What you typed before is here again.")
        with Vertical(classes="dialog"):
            yield Label(Content(f"{self._template.title} · {client.name}"), classes="title")
            if told:
                yield Label(Content(" ".join(told)), classes="told")
            yield TextArea(drafted or self._filled.text, compact=True, id="letter", tab_behavior="focus")
            yield Problem()
            yield KeyHints("F10: copy · F9: Word file · F8: page to print · F1: help · Esc: close, draft kept")

    @property
    def text(self) -> str:
        """The text as it now reads."""
        return self.query_one("#letter", TextArea).text

    @work
    async def action_copy(self) -> None:
        """Copy it."""
        if await self._may_leave():
            out.copy(self.app, self.ips, self.text)

    @work
    async def action_word(self) -> None:
        """Write it as a Word file."""
        if await self._may_leave():
            what = self._template.title.partition(" (")[0]
            await out.word_file(self.ips, self._casefile.client, what, "", self._blocks(), template="letter.docx")

    @work
    async def action_page(self) -> None:
        """Make the page to print."""
        if not self._unfilled():
            await out.page(self, self._casefile.client, "", self._blocks())

    async def _may_leave(self) -> bool:
        return not self._unfilled() and await out.they_agreed(self.ips, self.text, self._casefile.client)

    def _unfilled(self) -> bool:
        """Whether a blank stands in the text still, which is then said."""
        left = [name for name in self._filled.blanks if f"[{name.replace('_', ' ')}]" in self.text]
        if left:
            listed = ", ".join(f"[{name.replace('_', ' ')}]" for name in left)
            self.query_one(Problem).say(f"Fill in or take out first: {listed}. Nothing was copied.")
        else:
            self.query_one(Problem).say("")
        return bool(left)

    def _blocks(self) -> list[Block]:
        from ipstui.documents.word import Paragraph

        return [Paragraph(part.strip("\n")) for part in self.text.strip("\n").split("\n\n") if part.strip()]

    def keep_draft(self) -> None:
        """Keep what was typed for when it is opened again."""
        if self.text != self._filled.text:
            self.ips.drafts[self._key] = {"text": self.text}
        else:
            self.ips.drafts.pop(self._key, None)

    def action_leave(self) -> None:
        """Close; what was changed is there again the next time."""
        self.keep_draft()
        self.dismiss(None)
