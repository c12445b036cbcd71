"""The CV as it stands: read through together, approved word for word, and taken out as a Word file or a page."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.events import Cv as CvEvent
from ipstui.casework.words import names_of
from ipstui.documents.blocks_page import WIDTH, as_text
from ipstui.documents.cv import Cv, cv_of
from ipstui.screens.asking import Asking
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.words import out
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.errors import NotSaved
from ipstui.widgets.key_hints import KeyHints


class CvScreen(Asking[None]):
    """What is on it is changed where it is recorded: the profile, past work, gaps, certificates."""

    BINDINGS = [
        Binding("escape,q", "dismiss", "Close", show=False),
        Binding("a", "approve", "Approve", show=False),
        Binding("w", "word", "Word file", show=False),
        Binding("p", "page", "Page", show=False),
        Binding("c", "copy", "Copy", show=False),
    ]
    CSS_PATH = "words.tcss"
    AUTO_FOCUS = "#text"
    EXPLAINED = (
        "This is the CV as it now stands. It is changed where it is recorded: the work profile, past work, gaps, "
        "certificates and courses. The keys are on the last line; c, w and p take it out of ipstui."
    )

    def __init__(self, casefile: Casefile) -> None:
        super().__init__()
        self._client = casefile.client.id

    @property
    def ips(self) -> Shell:
        """The app around it."""
        return shell_of(self)

    @property
    def casefile(self) -> Casefile:
        """The person's file, as it is now."""
        return self.ips.desk.casefile(self._client)

    @property
    def cv(self) -> Cv:
        """The CV as it now stands."""
        file, caseload = self.casefile, self.ips.desk.caseload
        return cv_of(file.client, file.story, names_of(file.story, caseload.employers, caseload.vacancies))

    def compose(self) -> ComposeResult:
        """Whether it is approved, the text, the keys."""
        cv = self.cv
        with Vertical(classes="dialog"):
            yield Label(Content(f"CV · {cv.name}"), classes="title")
            yield Label(Content(cv.standing), classes="told", id="standing")
            with VerticalScroll(id="text"):
                # Wrapped for what there is room for: lines of a page would break once more, each in its middle.
                room = min(WIDTH, self.app.size.width * 96 // 100 - 7)
                yield Static(Content(as_text(cv.name, cv.blocks, width=room).rstrip()))
            yield KeyHints("a: approved · w: Word file · p: page · c: copy · F1: help · Esc: close")

    @work
    async def action_approve(self) -> None:
        """Keep these very words as the version that the person approved."""
        cv, file = self.cv, self.casefile
        if cv.approved is not None:
            self.ips.tell("These very words are approved already.")
            return
        if not cv.blocks:
            self.ips.tell("There is nothing on it yet: the profile, past work and certificates fill it.")
            return
        asked = f"Did {file.client.name} read it through and approve these very words?"
        choices = [("no", "No, or not yet"), ("yes", "Yes: save it as the version they approved")]
        if await self.ips.push_screen_wait(ChooseScreen(asked, choices)) != "yes":
            return
        if not await out.they_agreed(self.ips, cv.text, file.client):
            return
        event = CvEvent(client=self._client, on=self.ips.desk.today, state="approved", text=cv.text)
        try:
            await self.ips.save(event, label=f"CV of {file.client.name} approved")
        except (Unfit, NotSaved) as error:
            self.ips.tell(str(error), problem=True)
            return
        self.query_one("#standing", Label).update(Content(self.cv.standing))
        self.ips.tell("Saved: this is the version they approved. u takes it back.")

    @work
    async def action_word(self) -> None:
        """Write it as a Word file."""
        cv, client = self.cv, self.casefile.client
        if await self._may_leave(cv):
            await out.word_file(self.ips, client, "CV", cv.name, cv.blocks, template="cv.docx")

    @work
    async def action_page(self) -> None:
        """Make the page to print."""
        cv = self.cv
        if await self._may_leave(cv):
            await out.page(self, self.casefile.client, cv.name, cv.blocks)

    @work
    async def action_copy(self) -> None:
        """Copy it as text."""
        cv = self.cv
        if await self._may_leave(cv):
            out.copy(self.app, self.ips, cv.text)

    async def _may_leave(self, cv: Cv) -> bool:
        """A version they approved leaves as it is; for any other it is asked whether it may."""
        return cv.approved is not None or await out.they_agreed(self.ips, cv.text, self.casefile.client)
