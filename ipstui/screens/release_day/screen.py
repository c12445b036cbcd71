"""Planning the day of release: lines to keep or drop, one line of typing for each, and the answer while typing."""

from __future__ import annotations

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.events import Key
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.casework.known import plain
from ipstui.casework.release_day.feasible import WHILE_TYPING, Answer, answer, headline, ordered
from ipstui.casework.release_day.sheet import ABOUT, DaySheet, begin
from ipstui.casework.release_day.state import DayItem
from ipstui.casework.release_day.typed import free_id
from ipstui.screens.release_day.booking import appointments, to_book, told_waiting
from ipstui.screens.release_day.rows import COLUMNS, bar, checks, rows, says
from ipstui.screens.release_day.typed_line import TypedLine
from ipstui.screens.view import View
from ipstui.store.errors import NotSaved
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Lines, Target
from ipstui.widgets.problem import Problem
from ipstui.widgets.topline import TopLine


class ReleaseDayScreen(View):
    """Pushed on the client's screen."""

    NAME = "release_day"
    CSS_PATH = "release_day.tcss"
    BINDINGS = [*bindings("release_day"), Binding("ctrl+s", "keep", show=False)]
    AUTO_FOCUS = "#items"

    def __init__(self, client: str) -> None:
        super().__init__()
        self._client = client
        self.sheet: DaySheet | None = None
        self.found = Answer()
        self._kept_as = ""

    def compose(self) -> ComposeResult:
        """The answer, the bar, the lines, the line of typing, and the keys."""
        yield TopLine("clients", self.mark)
        yield Static(id="who")
        yield Static(id="answer")
        yield Static(id="bar")
        yield Lines(COLUMNS, id="items")
        yield Static(id="says")
        yield Problem()
        yield TypedLine(id="typed")
        yield Hints()

    def on_mount(self) -> None:
        """Begin with the plan that is there, with what was left here, or with what is known already."""
        if (casefile := self.chosen()) is None:
            return
        left_here = self.ips.drafts.get(self._draft, {})
        draft = left_here.get("sheet", "")
        self.sheet = begin(casefile.client, casefile.story)
        self._kept_as = "" if self.sheet.news else self._written()
        if draft:
            self.sheet = msgspec.json.decode(draft, type=DaySheet).left_before(self.sheet)
            self.query_one(Problem).say("What you planned before and did not save is here again.", calm=True)
        self.watch(self.query_one("#items", Lines), "cursor", self._say_line, init=False)
        self._changed()
        self.line.half = msgspec.json.decode(left_here.get("half", "{}"), type=dict[str, str])
        if name := left_here.get("editing", ""):
            self._edit(name)
        elif self.sheet.out_at is None:
            self.query_one("#items", Lines).go_to(Target("about", "out_at"))

    def _say_line(self) -> None:
        """The whole of the line under the cursor stands where it would be typed."""
        target, typed = self.query_one("#items", Lines).target, self.line
        if typed.about or self.sheet is None or target is None:
            return
        if target.id in ABOUT:
            typed.placeholder = f"{ABOUT[target.id]}: {self._says(target.id) or 'not known'}"
        else:
            typed.placeholder = self._says(target.id)

    @property
    def line(self) -> TypedLine:
        """The line of typing."""
        return self.query_one("#typed", TypedLine)

    def _says(self, name: str) -> str:
        """What a line says as it stands, as it would be typed."""
        assert self.sheet is not None
        return self.sheet.about(name) if name in ABOUT else self.sheet.line(name)

    @property
    def _draft(self) -> str:
        return f"release_day:{self._client}"

    def _written(self) -> str:
        return msgspec.json.encode(self.sheet, enc_hook=plain).decode()

    def place(self) -> str:
        """This screen's person."""
        return self._client

    # Drawing

    def redraw(self) -> None:
        """Draw what is known; the answer follows when it is worked out."""
        casefile, sheet = self.chosen(), self.sheet
        if casefile is None:
            self.leave_if_shown()
            return
        if sheet is None:
            return
        width = (self.size.width or self.app.size.width) - 2
        today = self.desk.today
        unsaved = "" if self._written() == self._kept_as else "  · not saved yet"
        self.query_one("#who", Static).update(
            Content(f"{casefile.client.name}: day of release, {say.day(sheet.day, today)}{unsaved}")
        )
        same = (self.found.items, self.found.own_order) == (sheet.planned, sheet.own_order)
        found = self.found if same else self._as_before(sheet)
        self.query_one("#answer", Static).update(Content(headline(found)))
        self.query_one("#bar", Static).update(bar(sheet, found, width))
        self.query_one("#says", Static).update(Content(says(sheet, found)))
        self.query_one("#items", Lines).show(list(rows(sheet, found, today)))

    def _as_before(self, sheet: DaySheet) -> Answer:
        """What the list is drawn with until the answer is there: no answer, and the order that stood before."""
        places = {item.id: place for place, item in enumerate(ordered(self.found))}
        items = sorted(sheet.planned, key=lambda item: places.get(item.id, len(places)))
        return Answer(items=tuple(items), problem="it is being worked out …", own_order=sheet.own_order)

    def _changed(self) -> None:
        """Draw, keep the draft, and have the answer worked out beside the keys."""
        if self.sheet is not None:
            self._keep_typed()
            self.redraw()
            self._work_out(self.sheet)

    def _keep_typed(self) -> None:
        """Keep what is planned and not kept, and the line that is being typed: a lock must not lose it."""
        draft = {"sheet": self._written()} if self._written() != self._kept_as else {}
        if half := self.line.unsaid:
            draft |= {"half": msgspec.json.encode(half).decode(), "editing": self.line.about}
        if draft:
            self.ips.drafts[self._draft] = draft
        else:
            self.ips.drafts.pop(self._draft, None)

    @work(thread=True, exclusive=True, group="fit")
    def _work_out(self, sheet: DaySheet) -> None:
        """Work out whether the day fits: a first answer within bounds, then the proven one, or what to do about it."""
        worker = get_current_worker()
        about = (sheet.day, sheet.out_at, sheet.home_by, sheet.planned)
        found = answer(*about, own_order=sheet.own_order, most=WHILE_TYPING)
        if worker.is_cancelled:
            return
        self.app.call_from_thread(self._answered, sheet, found)
        if found.result is not None and (not found.result.proven or found.result.verdict == "does_not_fit"):
            found = answer(*about, own_order=sheet.own_order)
            if not worker.is_cancelled:
                self.app.call_from_thread(self._answered, sheet, found)

    def _answered(self, sheet: DaySheet, found: Answer) -> None:
        """Show an answer with the plan it is of: one of a line half typed is shown beside the line as it stands."""
        if not self.is_attached:
            return
        self.found = found
        if sheet == self.sheet:
            self.redraw()
        else:
            self.query_one("#answer", Static).update(Content(headline(found)))
            self.query_one("#bar", Static).update(bar(sheet, found, self.size.width - 2))
            self.query_one("#says", Static).update(Content(says(sheet, found)))

    # Typing

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Type the line."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Type the line under the cursor."""
        target = self.query_one("#items", Lines).target
        if target is not None:
            self._edit(target.id)

    def action_add_item(self) -> None:
        """Type one more."""
        if self.sheet is not None:
            self._edit(free_id(self.sheet.items))

    def _edit(self, name: str) -> None:
        if self.sheet is not None:
            self.query_one(Problem).say("" if name not in ABOUT else f"{ABOUT[name]}:", calm=True)
            self.line.begin(name, self._says(name))

    def _with(self, text: str) -> DaySheet:
        """The sheet with the line as it is typed. Raises Unfit."""
        assert self.sheet is not None
        if self.line.about in ABOUT:
            return self.sheet.with_about(self.line.about, text, self.desk.today)
        return self.sheet.with_line(self.line.about, text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Answer while it is typed; what cannot be read yet is said, calmly."""
        event.stop()
        if not self.line.about or self.sheet is None:
            return
        self._keep_typed()
        if not event.value.strip():
            return
        try:
            held = self._with(event.value)
        except Unfit as error:
            self.query_one(Problem).say(say.sentence(error.problem), calm=True)
        else:
            self.query_one(Problem).say("")
            self._work_out(held)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line, and go on to the next that lacks minutes."""
        event.stop()
        if not (name := self.line.about) or self.sheet is None:
            return
        try:
            self.sheet = self._with(event.value)
        except Unfit as error:
            self.query_one(Problem).say(say.sentence(error.problem))
            return
        self._changed()
        following = "" if name in ABOUT else self.sheet.next_unknown(name)
        self.query_one("#items", Lines).go_to(Target("about" if name in ABOUT else "item", following or name))
        if following:
            self._edit(following)
        else:
            self._leave_typing()

    def on_key(self, event: Key) -> None:
        """Esc in the line of typing goes back to the list, and keeps what was typed there."""
        if event.key == "escape" and self.line.has_focus:
            event.stop()
            event.prevent_default()
            if self.sheet is not None and self.line.about:
                self.line.put_by(self._says(self.line.about))
            self._leave_typing()
            self._changed()

    def _leave_typing(self) -> None:
        self.line.end()
        self._keep_typed()
        self._say_line()
        self.query_one(Problem).say("")
        self.query_one("#items", Lines).focus()

    def action_keep_or_drop(self) -> None:
        """Keep the item under the cursor, or drop it."""
        target = self.query_one("#items", Lines).target
        if target is None or self.sheet is None:
            return
        if target.what != "item":
            self.ips.tell("Enter types this line.")
            return
        offers = [item.id for item in self.sheet.offered]
        try:
            self.sheet = self.sheet.toggled(target.id)
        except Unfit as error:
            self.query_one(Problem).say(say.sentence(error.problem))
            return
        self._changed()
        if target.id in offers and (after := offers[offers.index(target.id) + 1 :]):
            self.query_one("#items", Lines).go_to(Target("item", after[0]))  # one after another is kept by one key

    def action_own_order(self) -> None:
        """Hold the order that is shown as one's own, or have one proposed again."""
        if self.sheet is not None:
            if self.sheet.own_order:
                self.sheet = msgspec.structs.replace(self.sheet, own_order=False)
            else:
                self.sheet = self.sheet.in_own_order([item.id for item in self._shown()])
                self.ips.tell("This order is held. [ and ] move a line, o has an order proposed again.")
            self._changed()

    def action_move_earlier(self) -> None:
        """Have the thing under the cursor one place sooner, in an order of one's own."""
        self._move(-1)

    def action_move_later(self) -> None:
        """Have it one place later."""
        self._move(1)

    def _move(self, by: int) -> None:
        target, names = self.query_one("#items", Lines).target, [item.id for item in self._shown()]
        if self.sheet is None or target is None or target.id not in names:
            self.ips.tell("Put the cursor on something that is kept: [ and ] move it.")
            return
        place = names.index(target.id)
        names.insert(max(0, place + by), names.pop(place))
        home = next((item.id for item in self.sheet.planned if item.home), "")
        if home and names[-1] != home:
            self.ips.tell("Home is the last: nothing comes after it.")
            return
        self.sheet = self.sheet.in_own_order(names)
        self._changed()

    def _shown(self) -> tuple[DayItem, ...]:
        """What is kept, in the order of the list."""
        assert self.sheet is not None
        return ordered(self.found if self.found.items == self.sheet.planned else self._as_before(self.sheet))

    # Keeping

    async def action_keep(self) -> None:
        """Save the plan as a version, the line being typed too; one that nobody touched is not saved."""
        from ipstui.casework.release_day.records import linked

        if self.sheet is None or (casefile := self.chosen()) is None:
            return
        problem = self.query_one(Problem)
        try:
            if self.line.about:
                self.sheet = self._with(self.line.value)
                self._leave_typing()
            event = self.sheet.event(self._client, self.desk.today)
            if not event.items:
                raise Unfit("items", "nothing is kept in the plan yet: Space keeps a line, a adds one.")
            if self._written() == self._kept_as:
                raise Unfit("items", "nothing was changed, so nothing is saved: Enter types a line, Space keeps one.")
            event = linked(event, casefile.story)
            await self.ips.save(event, label=f"day of release planned for {casefile.client.name}")
        except Unfit as error:
            problem.say(say.sentence(error.problem))
            return
        except NotSaved as error:
            problem.say(f"{error.headline} The plan is still here: F10 tries again.")
            return
        self.ips.drafts.pop(self._draft, None)
        problem.say("")  # what was left here before is saved by now
        if self.chosen() is not None:
            self._begin_again()
            self.ips.tell(f"Saved: {headline(self.found).rstrip('.')}.{told_waiting(self.chosen())}")
        self._changed()

    def _begin_again(self) -> None:
        """Take the plan as it is kept by now."""
        if (casefile := self.chosen()) is not None:
            self.sheet = begin(casefile.client, casefile.story)
            self._kept_as = "" if self.sheet.news else self._written()
            self._changed()

    async def action_book(self) -> None:
        """Tell the diary what has a time and is not booked, or booked at another time."""
        casefile = self.chosen()
        if casefile is None or self._written() != self._kept_as or casefile.story.release_day.last is None:
            self.ips.tell("Save the plan first: F10.")
            return
        try:
            events = to_book(casefile)
        except Unfit as error:
            self.ips.tell(say.sentence(error.problem), problem=True)
            return
        told = say.plural(appointments(events), "appointment")
        if not events:
            self.ips.tell("Everything with a time is in the diary already.")
        elif await self.try_save(*events, label=f"{told} booked for {casefile.client.name}"):
            self.ips.tell(f"{told} booked in the diary. u undoes.")
            self._begin_again()

    def action_checks(self) -> None:
        """Show everything that is to be said beside the answer, and the working."""
        from ipstui.screens.reading import ReadingScreen

        if self.sheet is not None:
            told = checks(self.sheet, self.found)
            self.app.push_screen(ReadingScreen("What to check", Content("\n\n".join(told))))

    def action_page(self) -> None:
        """Make the sheet for the pocket."""
        from ipstui.screens.release_day.pocket import pocket

        if self._written() != self._kept_as:
            self.ips.tell("Save the plan first: F10.")
            return
        pocket(self)

    def action_back(self) -> None:
        """Leave; what was planned and not kept is there when it opens again."""
        self.dismiss()
