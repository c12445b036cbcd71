"""Find over everything: what is typed is looked for while it is typed; Enter goes to the line found."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from time import monotonic

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.find import ANYTHING, Found, Within, around
from ipstui.casework.spelling import fold, plain
from ipstui.casework.words import kind_title
from ipstui.screens.pointing import point_at
from ipstui.screens.view import View
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

COLUMNS = (Column(11, style="$text-muted"), Column(16, style="bold"), Column(30, share=1))
_BESIDE = 11 + 16 + 2 * 2 + 3
"""The cells of a line that are not the text found."""
MOST = 100
"""How many entries are listed: whoever wants others types more."""
_TURN = 0.008
"""Seconds of searching at a stretch, between which keys are heard."""
_IN_THE_LIST = ("only_kind", "only_days", "copy_record")
_SPANS = (
    ("", "Any day"), ("28", "The last four weeks"), ("91", "The last three months"), ("365", "The last twelve months"),
)  # fmt: skip


class FindScreen(View):
    """Opened over a place or a person. Nothing is looked for while a client sits beside the screen."""

    NAME = "find"
    BINDINGS = bindings("find")
    AUTO_FOCUS = "#sought"

    def __init__(self) -> None:
        super().__init__()
        self._within: Within = ANYTHING
        self._days = ""
        self._found: dict[Target, Found] = {}
        self._searching = 0
        """Searches under way: a new one begins before the one that it takes the place of has ended."""

    def compose(self) -> ComposeResult:
        """The top line, where to type, what is looked at, what was found, the whole line."""
        yield TopLine(self.NAME, self.mark)
        yield Input(placeholder="names, notes, employers, vacancies: words in any order", id="sought", compact=True)
        yield Static(id="within")
        yield Lines(COLUMNS, empty="", id="found")
        yield Static(id="detail")
        yield Hints()

    def on_mount(self) -> None:
        """Make what is searched ready while the person begins to type, and tell the whole line under the cursor."""
        self.watch(self.query_one("#found", Lines), "cursor", self._show_detail, init=False)
        self._warm()

    def redraw(self) -> None:
        """Search anew: something was saved, or the width is another."""
        self.query_one("#within", Static).update(Content(_filters(self._within, self._days)))
        self._search()

    @work(group="warm", exclusive=True)
    async def _warm(self) -> None:
        for _ in self.desk.index().warm():
            await asyncio.sleep(0.002)
            while self._searching:  # it makes ready what it looks at, and somebody waits for it
                await asyncio.sleep(0.05)

    @work(group="search", exclusive=True)
    async def _search(self) -> None:
        self._searching += 1
        try:
            await self._look()
        finally:
            self._searching -= 1

    async def _look(self) -> None:
        sought = self.query_one("#sought", Input).value
        index, found, more, began = self.desk.index(), [], False, monotonic()
        named = index.names(sought) if self._within == ANYTHING else []
        shown = -1
        for step in index.steps(sought, self._within):
            found += step
            if more := len(found) > MOST:
                break
            if monotonic() - began > _TURN:
                if (found or named) and shown < 0:
                    shown = len(found)
                    self._show(sought, named, found, more=False)
                await asyncio.sleep(0)
                began = monotonic()
        if shown != len(found) or more or not found:
            self._show(sought, named, found[:MOST], more=more)

    def _show(self, sought: str, named: list[Found], found: list[Found], *, more: bool) -> None:
        rows: list[Line | Heading] = []
        words, room = fold(sought).split(), max(self.app.size.width - _BESIDE, 20)
        self._found = {}
        for title, some in (("People, employers, vacancies", named), ("Recorded, newest first", found)):
            if some:
                rows.append(Heading(title))
            for each in some:
                target = Target(each.kind, each.id)
                self._found[target] = each
                rows.append(_line(target, each, around(each.told, words, room), self.desk.today))
        if more:
            rows.append(Heading(f"The newest {MOST}. Another word, f (kind) or d (days) shows fewer.", quiet=True))
        if not rows and plain(sought):
            rows.append(Heading("Nothing found. Fewer letters, or fewer words, find more.", quiet=True))
        elif not rows:
            rows.append(Heading("Type: case, accents, apostrophes and hyphens do not matter.", quiet=True))
        self.query_one("#found", Lines).show(rows)
        self._show_detail()

    def _pointed(self) -> Found | None:
        target = self.query_one("#found", Lines).target
        return self._found.get(target) if target is not None else None

    def chosen(self) -> Casefile | None:
        """The person of the line under the cursor."""
        found = self._pointed()
        return self.desk.known(found.client) if found else None

    def _show_detail(self) -> None:
        found = self._pointed()
        text = Content("")
        if found is not None:
            words, kind = fold(self.query_one("#sought", Input).value).split(), kind_title(found.kind)
            text = Content.assemble((f"{kind}  ", "bold"), around(found.told, words, self._room_below(kind)))
        self.query_one("#detail", Static).update(text, layout=False)

    def _room_below(self, kind: str) -> int:
        """The letters that the two lines below hold beside the kind, with some to spare for where they break."""
        return max(2 * (self.app.size.width - 2) - len(kind) - 14, 20)

    # Keys

    def action_copy_record(self) -> None:
        """Copy the line under the cursor for the official record; of a person's own line, everything new of them."""
        found, casefile = self._pointed(), self.about()
        if found is not None and casefile is not None:
            from ipstui.screens.copy.screen import CopyScreen

            self.app.push_screen(CopyScreen(casefile, self.try_save, only=found.event))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed now."""
        event.stop()
        self._search()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Open the line under the cursor."""
        event.stop()
        self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters mean something else only in the list: what is typed while this opens is what is looked for."""
        return action not in _IN_THE_LIST or isinstance(self.focused, Lines)

    async def on_key(self, event: events.Key) -> None:
        """Let the arrows move through what was found while typing; take letters typed before the field had the keys."""
        field, lines = self.query_one("#sought", Input), self.query_one("#found", Lines)
        if event.character and event.is_printable and not (field.has_focus or lines.has_focus):
            event.stop()
            field.insert_text_at_cursor(event.character)
        if event.key in ("down", "up", "pagedown", "pageup") and field.has_focus:
            event.stop()
            event.prevent_default()
            move = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}[event.key]
            await lines.run_action(move)

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Go there."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Go to the person, on the line of the event; or to the employer."""
        found = self._pointed()
        if found is None:
            return
        if found.client:
            self.ips.open_client(found.client)
            if found.event:
                self.app.call_after_refresh(point_at, self.app, found.event)
        elif found.employer:
            self.ips.act("go('employers')")
            self.app.call_later(self.app.call_after_refresh, point_at, self.app, found.employer)

    def begin_again(self) -> None:
        """Go back to where to type."""
        field = self.query_one("#sought", Input)
        field.focus()
        field.action_select_all()

    @work
    async def action_only_kind(self) -> None:
        """Show one kind of entry, or all again."""
        from ipstui.casework.events import KINDS
        from ipstui.screens.choose import ChooseScreen

        kinds = sorted(((kind, kind_title(kind)) for kind in KINDS), key=lambda pair: pair[1])
        chosen = await self.app.push_screen_wait(ChooseScreen("Only which kind?", [("*", "Every kind"), *kinds],
                                                              search=True))  # fmt: skip
        if chosen:
            self._narrow(kinds=frozenset() if chosen == "*" else frozenset({chosen}))

    @work
    async def action_only_days(self) -> None:
        """Show what happened in a span of days, or on any."""
        from ipstui.screens.choose import ChooseScreen

        spans = [(f"{days}.", text) for days, text in _SPANS]
        chosen = await self.app.push_screen_wait(ChooseScreen("Which days?", spans))
        if chosen:
            days = chosen.removesuffix(".")
            self._days = days
            self._narrow(first=self.desk.today - timedelta(days=int(days)) if days else None)

    def _narrow(self, *, kinds: frozenset[str] | None = None, first: date | None = None) -> None:
        if kinds is None:
            self._within = Within(kinds=self._within.kinds, first=first, last=self.desk.today if first else None)
        else:
            self._within = Within(kinds=kinds, first=self._within.first, last=self._within.last)
        self.redraw()

    def action_back(self) -> None:
        """Go back to where you came from."""
        self.dismiss()


def _line(target: Target, found: Found, text: str, today: date) -> Line:
    when = say.short_day(found.on, today) if found.on is not None else say.sentence(found.kind)
    return Line(target, (when, found.name, text))


def _filters(within: Within, days: str) -> str:
    parts = [f"only {kind_title(kind).lower()}" for kind in sorted(within.kinds)]
    if days:
        parts.append(dict(_SPANS)[days].lower())
    return f" {', '.join(parts)}: f and d in the list change it" if parts else ""
