"""A spreadsheet brought in: its sheets, columns and questions settled in turn, looked at, and saved as one action."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.exchange.sheet.bring_in import Prepared, bring_in, prepare
from ipstui.exchange.sheet.mapping import Mapping
from ipstui.exchange.sheet.plan import Ask
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.remembered import remember
from ipstui.exchange.sheet.settling import LEAVE_OUT, NOTE, ColumnSeen, Settling, fields, in_words
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.sheet.steps import COLUMNS, STEPS, Step, open_questions, step
from ipstui.screens.view import View
from ipstui.store.errors import NotSaved
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Lines
from ipstui.widgets.topline import TopLine

_OPEN = "\0"
"""The key of "leave it open" among the answers."""


class SheetScreen(View):
    """Opened over a place by its flow. What is settled is a draft until the program ends: leaving loses nothing."""

    NAME = "sheet"
    BINDINGS = bindings("sheet")
    CSS_PATH = "sheet.tcss"

    def __init__(self, path: Path, settling: Settling) -> None:
        super().__init__()
        self._path, self._settling = path, settling
        self._prepared: Prepared | None = None
        self._at = 0
        self._told: dict[str, str] = {}

    @staticmethod
    def draft_of(digest: str) -> str:
        """Where what was settled of a file is kept."""
        return f"sheet:{digest}"

    def compose(self) -> ComposeResult:
        """Where one is, the step, the line under the cursor in full, the keys."""
        yield TopLine(self.NAME, self.mark)
        yield Static(id="steps")
        yield Lines(COLUMNS[0], empty="Nothing here.")
        yield Static(id="told")
        yield Hints()

    def on_mount(self) -> None:
        """Tell the line under the cursor."""
        super().on_mount()
        self.watch(self.query_one(Lines), "cursor", self._tell_line)

    # Drawing

    @property
    def prepared(self) -> Prepared:
        """The plan held against the case file."""
        if self._prepared is None or self._prepared.plan is not self._settling.plan:
            self._prepared = prepare(self._settling.plan, self.desk)
        return self._prepared

    def redraw(self) -> None:
        """Draw the step."""
        now: Step = step(self._at, self._settling, self.prepared, self.desk.today)
        lines = self.query_one(Lines)
        lines.show(now.rows, columns=COLUMNS[self._at])
        self._told = now.told
        parts: list[tuple[str, str]] = []
        for number, name in enumerate(STEPS):
            waiting = open_questions(self._settling.plan.asks) if name == "Questions" else 0
            text = f" {number + 1} {name}{f' ({waiting} open)' if waiting else ''} "
            parts += [(text, "bold reverse" if number == self._at else ""), ("  ", "")]
        self.query_one("#steps", Static).update(Content.assemble(*parts, (self._settling.book.name, "$text-muted")))
        self._tell_line()

    def _tell_line(self) -> None:
        target = self.query_one(Lines).target
        self.query_one("#told", Static).update(Content(self._told.get(target.id, "") if target else ""))

    # Going through

    def _go(self, number: int) -> None:
        self._at = min(max(number, 0), len(STEPS) - 1)
        self.redraw()
        self.query_one(Lines).action_first()

    def action_next_step(self) -> None:
        """The next step."""
        self._go(self._at + 1)

    def action_step_before(self) -> None:
        """The step before; everything settled stays."""
        self._go(self._at - 1)

    async def _settle(self, change: object, *given: object) -> None:
        """Settle something, and keep it as a draft. A refusal is told, and all stays as it was."""
        assert callable(change)
        try:
            await asyncio.to_thread(change, *given)
        except SheetRefused as refused:
            self.ips.tell(refused.message, problem=True)
            return
        kept = msgspec.json.encode(self._settling.mapping).decode()
        self.ips.drafts[self.draft_of(self._settling.book.digest)] = {"mapping": kept}
        self.redraw()

    @work
    async def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Change what the line says."""
        event.stop()
        target = event.target
        if target.what == "sheet":
            await self._settle(self._settling.turn_sheet, target.id)
        elif target.what == "column":
            column = next(c for c in self._settling.columns() if f"{c.sheet}!{c.letter}" == target.id)
            await self._ask_column(column)
        elif target.what == "ask":
            await self._ask(next(ask for ask in self._settling.plan.asks if ask.id == target.id))

    async def _ask_column(self, column: ColumnSeen) -> None:
        always = [(NOTE, "keep it as a note"), ("-", "leave it out")]
        title = f"What is “{column.heading or column.letter}”?"
        wanted = await self.app.push_screen_wait(ChooseScreen(title, [*always, *fields()], search=True))
        if wanted:
            await self._settle(self._settling.set_column, column, LEAVE_OUT if wanted == "-" else wanted)

    async def _ask(self, ask: Ask) -> None:
        answer = await self._answer(ask)
        if answer:
            await self._settle(self._settling.answer, ask, "" if answer == _OPEN else answer)

    async def _answer(self, ask: Ask) -> str:
        """The answer; "" where the question was left."""
        chosen, today = "", self.desk.today
        question = in_words(ask.question, today)
        if ask.options:
            back = (_OPEN, f"as proposed: {in_words(ask.proposed, today)}" if ask.proposed else "leave it open")
            choices = [*((option, in_words(option, today)) for option in ask.options), back]
            chosen = await self.app.push_screen_wait(ChooseScreen(question, choices))
        if ask.options and not chosen.startswith("type "):
            return chosen
        typed = (await self.app.push_screen_wait(AskScreen(ask.source, question))).strip()
        return f"{chosen}: {typed}" if chosen and typed else typed

    @work
    async def action_heading_row(self) -> None:
        """Say in which row of the sheet under the cursor the headings stand."""
        target = self.query_one(Lines).target
        if self._at != 0 or target is None:
            self.ips.tell("The row of the headings is said on step 1, on the line of its sheet.")
            return
        typed = (await self.app.push_screen_wait(AskScreen(target.id, "In which row are the headings?"))).strip()
        if typed.isdecimal() and int(typed):
            await self._settle(self._settling.set_header, target.id, int(typed))
        elif typed:
            self.ips.tell(f"“{typed}” is no row: give its number, as the spreadsheet shows it.", problem=True)

    # Saving

    @work
    async def action_bring_in(self) -> None:
        """Save all of it as one action, once it was looked at and said so."""
        if self._at != len(STEPS) - 1:
            self._go(len(STEPS) - 1)
            self.ips.tell("This is what would be saved. F10 again brings it in.")
            return
        prepared = self.prepared
        if not prepared.changes:
            self.ips.tell("Nothing to add: all of it is in the case file already.")
            return
        what = f"{prepared.new_people} new people and {prepared.new_events} events"
        waiting = open_questions(prepared.plan.asks)
        told = f"{what}; {say.plural(waiting, 'question')} open" if waiting else what
        rows = [("yes", "Bring all of it in: one action, u takes it back"), ("no", "Not yet")]
        if await self.app.push_screen_wait(ChooseScreen(say.sentence(told), rows)) == "yes":
            await self._save(prepared, what)

    async def _save(self, prepared: Prepared, what: str) -> None:
        shell, mapping = self.ips, self._settling.mapping
        try:
            await shell.off_thread(bring_in, prepared, self.desk, self._path)
        except (SheetRefused, Unfit, NotSaved) as problem:
            shell.tell(str(problem), problem=True)
            return
        shell.drafts.pop(self.draft_of(self._settling.book.digest), None)
        try:
            await shell.off_thread(remember, self.desk.caseload, prepared.plan, mapping.columns)
        except NotSaved:
            what += ". What the columns mean was not kept for the next time"
        self.desk.forget()
        shell.changed.publish(None)
        shell.tell(f"Saved: {what}. u takes all of it back.")
        self.dismiss()

    def action_back(self) -> None:
        """Leave: nothing is saved, and what was settled is there when the file is opened again."""
        self.dismiss()


def settled_before(drafts: dict[str, dict[str, str]], digest: str) -> Mapping | None:
    """What was settled of a file and left, or None."""
    kept = drafts.get(SheetScreen.draft_of(digest), {}).get("mapping")
    return msgspec.json.decode(kept, type=Mapping) if kept else None
