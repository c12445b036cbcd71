"""Columns that are days or weeks, in a row a person: months as sheets, week grids. A mark is a contact."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise, takewhile

import msgspec

from ipstui.casework import say
from ipstui.exchange.sheet.book import Value, text_of
from ipstui.exchange.sheet.days import read_day
from ipstui.exchange.sheet.going import Going, Line
from ipstui.exchange.sheet.layout import Column, Layout
from ipstui.exchange.sheet.plan import Answer, Draft
from ipstui.exchange.sheet.words import among, meaning, plain, unknown

_DAY_AND_MARK = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*[-,(]?\s*(?P<mark>[^\d)]*)\)?")

_NUMBERED = re.compile(r"[^\W\d]\w* ?(?:no\.? ?)?\d{1,2}$")
_MONTH = re.compile(
    r"(?<!\d )(?<!th )(?<!st )(?<!nd )(?<!rd )\b((?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
    r"\.?[ '_-]*(\d{4}|\d{2})\s*$",
    re.IGNORECASE,
)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A contact told by one cell: its day, or only a mark; its way and outcome as far as a letter says them."""

    on: date | None = None
    from_tab: bool = False
    mode: str = ""
    outcome: str = "seen"
    letter: str = ""


def month_of(layout: Layout, today: date) -> date | None:
    """The first of the month that a sheet is for: by its name (“Sept 26”), else by a title above its headings."""
    top = layout.header[0] if layout.header else 0
    above = takewhile(lambda row: row[0] < top, layout.tab.rows)
    titles = (text_of(value) for _, values in above for value in values if isinstance(value, str))
    for text in (layout.tab.name, *titles):
        found = _MONTH.search(text)
        reading = read_day(f"{found[1]} {found[2]}", today) if found else read_day(None, today)
        if reading.form in ("month", "month_or_day") and reading.day is not None:
            return reading.day
    return None


class DayColumns:
    """All such columns of a file; the questions about them are asked once for the file."""

    def __init__(self, draft: Draft, layouts: list[Layout]) -> None:
        self.draft, self.today = draft, draft.today
        self._layouts = [layout for layout in layouts if layout.every("contact.day")]
        self._from_tab: Answer | None = None

    def take(self, going: Going, line: Line, person: str) -> None:
        """Take the contacts of one row."""
        for column in going.layout.every("contact.day"):
            value = line.cell(column)
            if value is None:
                continue
            source = going.layout.place(line.row, column)
            if unknown(value) and text_of(value) not in ("-",):
                self.draft.not_known(source, text_of(value))
                continue
            mark = self._read(going, column, value)
            if mark is not None:
                self._record(going, column, source, person, mark, value)

    def _read(self, going: Going, column: Column, value: Value) -> Mark | None:
        """What a cell says; None for an error or words that tell of no contact."""
        if isinstance(value, date):
            return Mark(on=value)
        month = month_of(going.layout, self.today)
        text = text_of(value)
        found = _DAY_AND_MARK.fullmatch(text)
        if found and month is not None and (column.heading.isdecimal() or _NUMBERED.search(column.heading)):
            try:
                on = month.replace(day=int(found["day"]))
            except ValueError:
                return Mark(letter=text)
            return self._marked(found["mark"], on, from_tab=True)
        day = self._heading_day(column, month)
        return self._marked(text, day, from_tab=day is not None and column.day is None and month is not None)

    def _heading_day(self, column: Column, month: date | None) -> date | None:
        """The day that the heading itself is, in full or by the sheet's month; a week is none."""
        if column.day is not None:
            return None if self._weekly(column) else column.day
        reading = read_day(column.heading, self.today, order="day")
        return reading.day if reading.form == "day" else None

    def _weekly(self, column: Column) -> bool:
        """Whether the days in the headings are a week apart each: then they name weeks, and no day is made of one."""
        days = next(
            (
                [c.day for c in layout.every("contact.day") if c.day]
                for layout in self._layouts
                if column in layout.columns
            ),
            [],
        )
        return len(days) > 1 and all((b - a).days == 7 for a, b in pairwise(days))

    def _marked(self, text: str, on: date | None, *, from_tab: bool) -> Mark:
        bare = plain(text)
        if among("not_seen", text):
            return Mark(on=on, from_tab=from_tab, outcome="not_seen", letter=text.strip())
        if among("left_message", text):
            return Mark(on=on, from_tab=from_tab, mode="phone", outcome="left_message")
        mode = meaning("modes", text) or meaning("mode_letters", text)
        if among("cross", text):
            return Mark(on=on, from_tab=from_tab)
        if mode in ("phone_or_text", "text", "email", "letter"):
            return Mark(on=on, from_tab=from_tab, mode="?", letter=text.strip())
        return Mark(on=on, from_tab=from_tab, mode=mode, letter="" if mode or not bare else text.strip())

    def _record(self, going: Going, column: Column, source: str, person: str, mark: Mark, value: Value) -> None:
        if among("no", value) or (among("cross", value) and not self._cross_is_contact(going, source)):
            return  # a week without a contact is not an event
        above = column.above or ("" if _NUMBERED.search(column.heading) else "Contact")
        words = f"{above} {column.heading}: {text_of(value)}".lstrip()
        if mark.on is None:
            self._without_day(going, column, source, person, words, mark)
            return
        if mark.on > self.today:
            answer = self.draft.ask(
                "future_date",
                "cell",
                source,
                f"{mark.on.isoformat()} lies ahead: an appointment that is booked?",
                (f"appointment {mark.on.isoformat()} booked", "leave out"),
                person=person,
                words=words,
            )
            if answer.option.startswith("appointment"):
                self.draft.event(person, "appointment", mark.on, source, because=answer.key)
            return
        allowed = self._ask_tab() if mark.from_tab else self._ask_columns(going)
        mode, because = self._mode(mark)
        outcome = "left_message" if mode == "text" else mark.outcome  # sent, no answer known
        if allowed is None or allowed.option != "yes" or not mode:
            return
        self.draft.event(person, "contact", mark.on, source,
                         {"who": "client", "mode": mode, "outcome": outcome}, because=because)  # fmt: skip

    def _cross_is_contact(self, going: Going, source: str) -> bool:
        answer = self.draft.ask(
            "x_meaning", "sheet", going.layout.tab.name, "An x in these columns: a contact, or none that week?",
            ("a contact", "no contact"), otherwise="left out",
        )  # fmt: skip
        return answer.option == "a contact"

    def _without_day(self, going: Going, column: Column, source: str, person: str, words: str, mark: Mark) -> None:
        month = month_of(going.layout, self.today)
        if month is not None and column.heading.isdecimal():
            answer = self.draft.ask(
                "missing_date",
                "cell",
                source,
                f"“{words}” without a day in {say.month(month)}: which day?",
                ("type a day", "leave out"),
                person=person,
                otherwise="a note",
                words=words,
            )
            day = going.typed_day(answer)
            mode = self._mode(mark)[0] if day is not None else ""
            if day is not None and mode:
                held = {"who": "client", "mode": mode, "outcome": mark.outcome}
                self.draft.event(person, "contact", day, source, held, because=answer.key)
            return
        first, last = self._span(going)
        answer = self.draft.ask(
            "week_grid",
            "sheet",
            f"{first}:{last}",
            "The columns are weeks: a mark says that there was a contact that week, and not on which day. Keep the "
            "marks as one note for each, or leave them out?",
            ("one note for each", "leave out"),
            proposed="one note for each",
            otherwise="left out: a week never becomes a day",
        )
        if answer.option == "one note for each":
            self.draft.note(person, source, words, why="only the week is known",
                            answer_to=self.draft.ask_id(answer.key))  # fmt: skip

    def _ask_tab(self) -> Answer:
        if self._from_tab is None:
            tabs = [each for each in self._layouts if month_of(each, self.today) and _bare_days(each)]
            spans = [self._span_of(layout) for layout in tabs]
            listed = ", ".join(
                f"{each.tab.name} = {say.month(m)}" for each in tabs if (m := month_of(each, self.today))
            )
            self._from_tab = self.draft.ask(
                "day_from_tab", "file", "; ".join(f"{first}:{last}" for first, last in spans),
                f"The contact cells hold only a day. Take month and year from the sheet: {listed}?", ("yes", "no"),
                proposed="yes", otherwise="no contact is recorded",
            )  # fmt: skip
        return self._from_tab

    def _ask_columns(self, going: Going) -> Answer:
        first, last = self._span(going)
        return self.draft.ask(
            "contact_columns", "sheet", f"{first}:{last}",
            "These cells are days, or marks under a day. Is each a contact with the person?", ("yes", "no"),
            proposed="yes", otherwise="no contact is recorded",
        )  # fmt: skip

    def _mode(self, mark: Mark) -> tuple[str, str]:
        """The way of contact, and the question it hangs on; "" where nobody says it."""
        if mark.mode == "?":
            answer = self.draft.ask(
                "code_meaning", "file", ", ".join(self._lettered()),
                f"“{mark.letter}” beside a day: by telephone or by text?", ("phone", "text"),
            )  # fmt: skip
            return answer.option if answer.option in ("phone", "text") else "", answer.key
        if mark.mode:
            return mark.mode, ""
        answer = self.draft.ask(
            "mode_unknown", "file", "contact cells without a letter",
            "How were the contacts without a letter held? The sheet does not say.",
            ("face_to_face", "phone", "not known: leave out"),
            otherwise="left out: a contact must not become face to face by itself",
        )  # fmt: skip
        return answer.option if answer.option in ("face_to_face", "phone") else "", answer.key

    def _lettered(self) -> list[str]:
        """The sheets on which a letter stands that may mean telephone or text."""
        found = []
        for layout in self._layouts:
            cells = (v[c.at - 1] for _, v in layout.data for c in layout.every("contact.day") if len(v) >= c.at)
            marks = (_DAY_AND_MARK.fullmatch(cell) for cell in cells if isinstance(cell, str))
            if any(mark and meaning("mode_letters", mark["mark"]) == "phone_or_text" for mark in marks):
                found.append(layout.tab.name)
        return found or [layout.tab.name for layout in self._layouts]

    def _span(self, going: Going) -> tuple[str, str]:
        return self._span_of(going.layout)

    def _span_of(self, layout: Layout) -> tuple[str, str]:
        columns = layout.every("contact.day")
        first, last = layout.data[0][0], layout.data[-1][0]
        end = layout.place(last, columns[-1])
        return layout.place(first, columns[0]), end.rpartition("!")[2] if not layout.tab.records else end


def _bare_days(layout: Layout) -> bool:
    """Whether the cells hold days of the month rather than whole dates."""
    columns = layout.every("contact.day")
    cells = [v[c.at - 1] for _, v in layout.data for c in columns if len(v) >= c.at and v[c.at - 1] is not None]
    return any(not isinstance(cell, date) for cell in cells)
