"""The screen for two: one question at a time, large and plain; what is typed is kept whatever happens."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import APP, FOR_ONE, actions_on, bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.screens.together.sheets import Sheet, goal_sheet, understanding_sheet
from ipstui.screens.view import View
from ipstui.store.errors import NotSaved
from ipstui.widgets.hints import Hints
from ipstui.widgets.note_area import NoteArea
from ipstui.widgets.problem import Problem

UNDERSTANDING = "understanding"


class TogetherScreen(View):
    """Pushed on the client's screen. `about` is the id of a goal, "" for a new one, or UNDERSTANDING."""

    NAME = "together"
    PRIVATE = True
    CSS_PATH = "together.tcss"
    BINDINGS = [
        *bindings("together"),
        Binding("ctrl+s", "keep", show=False),
        Binding("f1", "app.help", show=False),
        *(
            Binding(a.keys, "closed_off", show=False, id=a.slot)  # a key chosen for it is closed off too
            for a in actions_on(APP)
            if a.keys and a.id not in (*FOR_ONE, "saved")
        ),
    ]
    AUTO_FOCUS = "NoteArea"

    def __init__(self, client: str, about: str = UNDERSTANDING) -> None:
        super().__init__()
        self._client = client
        self._about = about
        self._place = 0
        self._texts: dict[str, str] = {}
        self._sheet: Sheet | None = None

    def compose(self) -> ComposeResult:
        """Who, the question, the answer, and the keys."""
        yield Static(id="who")
        with Vertical(id="sheet"):
            yield Static(id="place")
            yield Static(id="question")
            yield Static(id="hint")
            yield NoteArea("")
            yield Static(id="before")
            yield Problem()
        yield Hints()

    def on_mount(self) -> None:
        """Begin with what stands, or with what was typed and left; nothing said of others stays on the screen."""
        self.app.clear_notifications()
        casefile = self.chosen()
        if casefile is None:
            return
        today, specialist = self.desk.today, self.desk.caseload.settings.specialist
        goals = {goal.id: goal for goal in casefile.story.plans.goals}
        self._sheet = (
            understanding_sheet(casefile, today)
            if self._about == UNDERSTANDING
            else goal_sheet(casefile, specialist, today, goals.get(self._about))
        )
        self._texts = {**self._sheet.texts, **self.ips.drafts.get(self._draft, {})}
        self._show()

    @property
    def _draft(self) -> str:
        return f"together:{self._about}:{self._client}"

    def place(self) -> str:
        """This screen's person."""
        return self._client

    def reopens(self) -> str:
        """The person, and the page or goal that is written."""
        return f"{self._client} {self._about}"

    def chosen(self) -> Casefile | None:
        """The one person it is about."""
        return self.desk.known(self._client)

    def redraw(self) -> None:
        """Who it is about: the rest is drawn as one goes on."""
        casefile = self.chosen()
        if casefile is None:
            self.leave_if_shown()
            return
        today = self.desk.today
        self.query_one("#who", Static).update(
            Content.assemble((f" {casefile.client.name}", "bold"), f" · {say.day(today, today)}  {self.mark}")
        )

    def _show(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        question = sheet.questions[self._place]
        self.query_one("#place", Static).update(f"{sheet.title} · {self._place + 1} of {len(sheet.questions)}")
        self.query_one("#question", Static).update(Content(question.text.upper()))
        self.query_one("#hint", Static).update(Content(question.hint))
        self.query_one("#before", Static).update(Content(question.before))
        area = self.query_one(NoteArea)
        area.text = self._texts.get(question.name, "")
        area.move_cursor(area.document.end)
        self.query_one(Problem).say("")
        area.focus()

    def _keep_typed(self) -> None:
        if self._sheet is None:
            return
        self._texts[self._sheet.questions[self._place].name] = self.query_one(NoteArea).text
        if self._texts != self._sheet.texts:
            self.ips.drafts[self._draft] = dict(self._texts)

    async def on_note_area_submitted(self, event: NoteArea.Submitted) -> None:
        """Enter goes on; after the last question it keeps the page."""
        event.stop()
        if self._sheet is not None and self._place == len(self._sheet.questions) - 1:
            await self.action_keep()
        else:
            self._go(1)

    def on_text_area_changed(self) -> None:
        """Keep what is typed as it is typed: a lock must not lose it."""
        self._keep_typed()

    def _go(self, by: int) -> None:
        self._keep_typed()
        if self._sheet is not None:
            self._place = min(max(self._place + by, 0), len(self._sheet.questions) - 1)
            self._show()

    def action_next_question(self) -> None:
        """The next question."""
        self._go(1)

    def action_previous_question(self) -> None:
        """The question before."""
        self._go(-1)

    async def action_keep(self) -> None:
        """Keep the page; on any problem go to its question, and say what it is."""
        sheet = self._sheet
        if sheet is None:
            return
        self._keep_typed()
        problem = self.query_one(Problem)
        try:
            events = sheet.make(self._texts)
            await self.ips.save(*events, label=f"{sheet.done} saved")
        except Unfit as error:
            names = [question.name for question in sheet.questions]
            if error.field in names:
                self._place = names.index(error.field)
                self._show()
            problem.say(say.sentence(error.problem))
        except NotSaved as error:
            problem.say(f"{error.headline} What you wrote is still here: F10 tries again.")
        else:
            self.ips.drafts.pop(self._draft, None)
            self.ips.tell(f"Saved: {sheet.done}.")
            self.dismiss()

    def action_blank(self) -> None:
        """Blank the screen."""
        from ipstui.screens.session.blank import BlankScreen

        self._keep_typed()
        self.app.push_screen(BlankScreen(self._client))

    def action_closed_off(self) -> None:
        """Keep other people off the screen."""
        self.ips.tell("Not while two people look at the screen: Esc leaves it first.")

    def action_back(self) -> None:
        """Leave; what was typed is there when it opens again."""
        self._keep_typed()
        self.dismiss()
