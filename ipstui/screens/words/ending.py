"""Making the pages for a meeting before release, a transfer and an end; what a transfer may tell is chosen first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from ipstui.casework.casefile import Casefile
from ipstui.casework.forms import Field
from ipstui.casework.words import names_of
from ipstui.documents.ending_pages import PARTS, end_page, foot, hand_over_sheet, pre_release_page
from ipstui.screens.asking import Asking
from ipstui.screens.view import View
from ipstui.screens.words import out
from ipstui.widgets.form import Form
from ipstui.widgets.key_hints import KeyHints
from ipstui.widgets.problem import Problem

_YES_NO = (("yes", "yes"), ("no", "no"))
_AGAIN = Field(name="do_not_ask", label="Do not ask again", kind="text", long=True)


class PartsScreen(Asking[Mapping[str, str]]):
    """Which parts the page for those who go on may hold: none of them unless it is chosen."""

    BINDINGS = [
        Binding("escape", "dismiss({})", "Leave", show=False),
        Binding("f10,ctrl+s", "make", "Make", show=False),
    ]
    AUTO_FOCUS = "Select, Input"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name_of = name

    def compose(self) -> ComposeResult:
        """The parts, each yes or no, and what is not to be asked again."""
        fields = [Field(name=name, label=label, kind="choice", choices=_YES_NO, default="no")
                  for name, (_, label, _) in PARTS.items()]  # fmt: skip
        with Vertical(classes="dialog"):
            yield Label(Content(f"What may those who go on with {self._name_of} be told?"), classes="title")
            yield Form([*fields, _AGAIN], {}, self.app.desk.today, {}, {})  # type: ignore[attr-defined]
            yield Problem()
            yield KeyHints("F10: make the page · Tab: next box · F1: help · Esc: close")

    def on_form_submitted(self, event: Form.Submitted) -> None:
        """Enter makes it too."""
        event.stop()
        self.action_make()

    def action_make(self) -> None:
        """Take the choice, if anything was chosen."""
        texts = dict(self.query_one(Form).texts())
        if not any(texts.get(name) == "yes" for name in PARTS) and not texts.get("do_not_ask", "").strip():
            self.query_one(Problem).say("Nothing is chosen, so there is nothing to tell: choose yes for a part.")
            return
        self.dismiss(texts)


async def hand_over_page(view: View, casefile: Casefile) -> None:
    """Choose what is told, then make the page."""
    texts: Mapping[str, str] = await view.ips.push_screen_wait(PartsScreen(casefile.client.name))
    if not texts:
        return
    caseload = view.desk.caseload
    names = names_of(casefile.story, caseload.employers, caseload.vacancies)
    parts: Sequence[str] = [name for name in PARTS if texts.get(name) == "yes"]
    title, blocks = hand_over_sheet(casefile, names, parts, texts.get("do_not_ask", ""))
    await out.page(view, casefile.client, title, blocks, foot(casefile))


async def before_release_page(view: View, casefile: Casefile) -> None:
    """Make the page of the meeting before release."""
    title, blocks = pre_release_page(casefile)
    await out.page(view, casefile.client, title, blocks, foot(casefile))


async def page_at_the_end(view: View, casefile: Casefile) -> None:
    """Make the page that the person takes home at the end."""
    title, blocks = end_page(casefile)
    if not blocks:
        view.ips.tell("Nothing is told of the end yet: say first what came of it, and who goes on.")
        return
    await out.page(view, casefile.client, title, blocks, foot(casefile))
