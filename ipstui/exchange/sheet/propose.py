"""From a book to a plan: every sheet by what its rows are. Pure: answers in, plan out; nothing is saved here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.exchange.sheet import names
from ipstui.exchange.sheet.about_sheet import ask_about_file, ask_colours, ask_initials, say_what_stays_out
from ipstui.exchange.sheet.book import Book, Tab, letters, text_of
from ipstui.exchange.sheet.contacts import take_contacts
from ipstui.exchange.sheet.day_columns import DayColumns, month_of
from ipstui.exchange.sheet.doubles import ask_double, differ, doubles_of
from ipstui.exchange.sheet.facts import take_facts
from ipstui.exchange.sheet.going import Going, Line
from ipstui.exchange.sheet.happened import take_events
from ipstui.exchange.sheet.jobs import Jobs, ask_week_marks, note_weeks
from ipstui.exchange.sheet.layout import (
    Column,
    Layout,
    headings_before,
    in_rows,
    layout_of,
    looks_private,
    next_headings,
)
from ipstui.exchange.sheet.people import People, ask_about_name, name_of
from ipstui.exchange.sheet.person_tabs import is_form, is_turned, person_of
from ipstui.exchange.sheet.plan import Draft, Plan, PlannedPerson, SheetSeen
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.stories import ask_about_stories
from ipstui.exchange.sheet.week_plan import Grid, WeekPlans, grid_of
from ipstui.exchange.sheet.words import meaning, unknown, words_of

_TURNED = "people stand side by side, one a column"
_NOT_WANTED = ("left out by you", "a hidden sheet", _TURNED)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What the user settled before the questions: sheets left out, rows of headings, fields of columns."""

    without: tuple[str, ...] = ()
    header: Mapping[str, int] = {}
    columns: Mapping[str, Mapping[str, str]] = {}
    """By sheet ("" for all), then by heading or letter: the field, or "" for none, or "note"."""


def propose(
    book: Book,
    today: date,
    *,
    answers: Mapping[str, str] | None = None,
    chosen: Chosen | None = None,
    known: Mapping[str, str] | None = None,
) -> Plan:
    """Return what an import would do. The same book, answers, day and `known` (names by id) give the same plan.

    Raises SheetRefused where there are headings and nothing under them, or no sheet can be understood.
    """
    chosen = chosen or Chosen()
    plan = Plan(file=book.name, digest=book.digest)
    draft = Draft(plan, answers or {}, today)
    layouts = [layout for tab in book.tabs for layout in _layouts(tab, chosen)]
    _refuse_empty(book, layouts)
    ask_about_file(draft, book)
    people, jobs = People(draft, known), Jobs(draft)
    for layout in layouts:
        _ask_hidden(draft, layout)
    used = [layout for layout in layouts if layout.role != "ignored" and layout.data]
    plans = [(layout.tab, grid) for layout in layouts if layout not in used and (grid := _week_plan(layout))]
    jobs.said = _said(used)
    grids = DayColumns(draft, used)
    planned = [tab.name for tab, _ in plans]
    for layout in layouts:
        if layout.tab.name in planned:
            continue
        plan.sheets.append(_seen(layout))
        if layout in used:
            _go_through(Going(draft, layout, book), people, jobs, grids)
            say_what_stays_out(draft, layout)
        else:
            draft.leave(layout.tab.name, layout.why or "no rows under the headings")
    jobs.finish()
    WeekPlans(draft, people).take(plans)
    for remark in book.remarks:
        draft.leave("file", remark)
    draft.say_what_is_lost()
    return plan


def _layouts(tab: Tab, chosen: Chosen) -> list[Layout]:
    """The tables of a sheet: one or several below one another, or the form and the log of one person."""
    if tab.name in chosen.without:
        return [Layout(tab=tab, role="ignored", why="left out by you")]
    columns = {**chosen.columns.get("", {}), **chosen.columns.get(tab.name, {})}
    given = chosen.header.get(tab.name)
    layout = layout_of(tab, columns, given)
    one_person = given is None and bool(tab.rows) and (layout.role == "ignored" or is_form(tab))
    if one_person and (found := person_of(tab)):
        return found
    if layout.role == "ignored" and is_turned(tab):
        layout.why = _TURNED
    above = headings_before(layout) if given is None else None
    if above is not None:
        first, rest = (msgspec.structs.replace(tab, rows=rows) for rows in (tab.rows[:above], tab.rows[above:]))
        return [*_layouts(first, chosen), *_layouts(rest, chosen)]
    below = next_headings(layout)
    if below is None:
        return [layout]
    first, rest = (msgspec.structs.replace(tab, rows=rows) for rows in (tab.rows[:below], tab.rows[below:]))
    without_header = Chosen(without=chosen.without, columns=chosen.columns)
    return [layout_of(first, columns, given), *_layouts(rest, without_header)]


def _ask_hidden(draft: Draft, layout: Layout) -> None:
    """A sheet that nobody sees comes in only where the user says so: it is often last year's."""
    if not layout.tab.hidden or layout.role == "ignored" or not layout.data:
        return
    rows = say.plural(len(layout.data), "row")
    answer = draft.ask("hidden_sheet", "sheet", layout.tab.name, f"This sheet is hidden ({rows}). Bring it in?",
                       ("yes", "no"), proposed="no", otherwise="left out, and said so")  # fmt: skip
    if answer.option != "yes":
        layout.role, layout.why = "ignored", "a hidden sheet"


def _week_plan(layout: Layout) -> Grid | None:
    """The days of a week plan, where a sheet is one."""
    return grid_of(layout.tab) if layout.role == "ignored" and layout.why not in _NOT_WANTED else None


def _refuse_empty(book: Book, layouts: list[Layout]) -> None:
    if any(layout.data or _week_plan(layout) for layout in layouts):
        return
    if any(layout.why == _TURNED for layout in layouts):
        raise SheetRefused(
            "not_understood",
            f"On {book.name} {_TURNED}. Turn the table round, one a row: in Excel, copy, then paste with Transpose.",
        )
    headed = [layout for layout in layouts if layout.header]
    if headed:
        where = ", ".join(layout.tab.name for layout in headed if not layout.tab.records)
        on = f" ({where})" if where else ""
        raise SheetRefused("only_headings", f"{book.name} holds headings{on} and no rows under them.")
    raise SheetRefused(
        "not_understood",
        f"{book.name} was read, but no sheet of it has headings with a column of names. Name the row of the headings "
        "and the columns with --map.",
    )


def _said(layouts: list[Layout]) -> dict[str, str]:
    """All free text of each person, by how the name is written: it may bear out a day."""
    found: dict[str, str] = {}
    for layout in layouts:
        name = layout.column("name")
        for column in (*layout.every("outcome"), *layout.every("notes")):
            for _, values in layout.data:
                if name is not None and len(values) >= max(column.at, name.at) and values[column.at - 1] is not None:
                    same = names.same(names.as_name(text_of(values[name.at - 1])))
                    found[same] = f"{found.get(same, '')} {text_of(values[column.at - 1])}"
    return found


def _seen(layout: Layout) -> SheetSeen:
    rows = [row for row, _ in layout.data]
    return SheetSeen(
        name=layout.tab.name,
        role=layout.role,
        header_rows=layout.header,
        data_rows=(rows[0], rows[-1]) if rows else (),
        columns=tuple((letters(c.at), c.title, c.field) for c in layout.columns),
        why=layout.why,
    )


def _go_through(going: Going, people: People, jobs: Jobs, grids: DayColumns) -> None:
    if going.layout.role == "contacts":
        take_contacts(going, people)
        return
    doubles = doubles_of(going)
    going.hidden_are_doubles = bool(going.hidden) and going.hidden <= doubles.keys()
    going.settle_order()
    weeks = ask_week_marks(going)
    wanted = {line.row: line for line in going.lines()}
    by_row: dict[int, PlannedPerson] = {}
    for row, values in going.layout.data:
        line = wanted.get(row)
        if line is None:
            if row in doubles and doubles[row] in by_row:
                ask_double(going, Line(going, row, values), doubles[row], by_row[doubles[row]])
            people.skip()
            continue
        name = name_of(line)
        if not name:
            continue
        if row in doubles and not _somebody_else(going, line, doubles[row], by_row, jobs):
            continue
        known = people.held(name)
        another = going.layout.role == "jobs" and _is_another(going, line, known, by_row)
        person = people.meet(name, line.place, apart=row in doubles or another)
        jobs.said[person.key] = jobs.said.get(names.same(name), "")
        if (known is None or row in doubles) and not ask_about_name(line, person):
            people.leave_out(person)
        if person in people.left_out:
            continue
        if going.layout.role != "jobs":
            take_facts(line, person)
            take_events(line, person)
        by_row[row] = person
        _missing_referral(going, line, person, first=known is None)
        grids.take(going, line, person.key)
        jobs.take(going, line, person.key, month=month_of(going.layout, going.today))
        if weeks is not None and weeks.option == "one note for each job":
            note_weeks(going, line, person.key, going.draft.ask_id(weeks.key))
        _words(going, line, person.key)
    if going.layout.role == "jobs":
        ask_initials(going, by_row)
    ask_colours(going)


def _words(going: Going, line: Line, person: str) -> None:
    """Notes, outcomes, unknown columns kept as notes, and comments on cells: word for word."""
    month = month_of(going.layout, going.today)
    for column in going.layout.columns:
        source, words = going.layout.place(line.row, column), words_of(line.cell(column))
        if column.field in ("notes", "note") and words:
            whole, wanted = _long_row(going, line, column, person)
            if not wanted:
                continue
            going.draft.note(person, f"{line.place} from {column.heading} on" if whole else source, whole or words,
                             why="kept whole" if whole else "")  # fmt: skip
        elif column.field == "outcome" and words:
            going.draft.note(
                person, source, words, why="day not known; the month is that of the sheet" if month else ""
            )
            ask_about_stories(going.draft, source, words, person, month)
        elif column.field == "" and column.heading and words and _keep_column(going, column):
            going.draft.note(person, source, f"{column.heading}: {words}", why="a column without a field")
        elif column.field in ("email", "address", "area") and words and not unknown(line.cell(column)):
            if _few(going, column):
                going.draft.leave(
                    going.layout.column_place(column),
                    f"{column.heading}: hardly any cell is filled; may be kept as a note",
                )
            else:
                going.draft.note(person, source, f"{column.heading}: {words}", why="no field for it")
    for (row, at), words in going.layout.tab.comments.items():
        if row == line.row:
            place = f"{going.layout.tab.cell(row, at)} (comment)"
            going.draft.note(person, place, words, why="comment in a cell")


def _few(going: Going, column: Column) -> bool:
    return len(going.layout.data) > 5 and sum(1 for _ in in_rows(going.layout, column)) <= 1


def _keep_column(going: Going, column: Column) -> bool:
    """A column nobody can place is asked about once; kept as a note until the user says otherwise."""
    if looks_private(going.layout, column):
        going.draft.leave(going.layout.column_place(column), "numbers that are not held here")
        return False
    answer = going.draft.ask(
        "column",
        "column",
        going.layout.column_cell(column),
        f"What is “{column.heading}”? Keep it as a note, or leave it out?",
        ("note", "leave out"),
        proposed="note",
    )
    return answer.option == "note"


def _long_row(going: Going, line: Line, column: Column, person: str) -> tuple[str, bool]:
    """A row with more cells than headings: what stands from here on is kept whole, and asked about.

    Return it, "" for a row of the usual length, and whether the cell is wanted at all.
    """
    last = max((c.at for c in going.layout.columns if c.heading), default=0)
    if not going.layout.tab.records or column.at != last:
        return "", True
    beyond = [text_of(v) for v in line.values[column.at - 1 :] if v is not None]
    if len(beyond) < 2:
        return "", True
    mark = going.book.delimiter
    whole = mark.join("" if v is None else str(v) for v in line.values[column.at - 1 :]).rstrip(mark)
    answer = going.draft.ask(
        "row_too_long",
        "cell",
        line.place,
        f"This row has {len(line.values)} cells, more than the headings. Which is “{column.heading}”?",
        (whole, "leave it out"),
        person=person,
        otherwise="the plain cells come in; the rest is a note",
    )
    return whole, answer.option != "leave it out"


def _missing_referral(going: Going, line: Line, person: PlannedPerson, *, first: bool) -> None:
    column = going.layout.column("referral.date")
    if column is None or not first or line.cell(column) is not None or going.layout.role != "people+contacts":
        return
    answer = going.draft.ask(
        "missing_date",
        "cell",
        going.layout.place(line.row, column),
        f"{person.name} has no referral date. When was the referral?",
        ("type a day", "not known"),
        person=person.key,
        otherwise="the person comes in without a referral",
    )
    if (day := going.typed_day(answer)) is not None:
        source_type = meaning("sources", line.text("referral.source"))
        going.draft.event(
            person.key, "referral", day, line.source("referral.date"), {"source_type": source_type}, because=answer.key
        )


def _somebody_else(going: Going, line: Line, other: int, by_row: dict[int, PlannedPerson], jobs: Jobs) -> bool:
    """Whether a row is somebody else than the row above. If not, or while it is open, its notes come in alone."""
    first = by_row.get(other)
    if first is None:
        return True
    answer, above = ask_double(going, line, other, first)
    if answer.option == "two people":
        return True
    if answer.option:
        take_events(line, first)
        jobs.take(going, line, first.key)
    else:
        fields = ("release.expected", "release.actual", "job.start", "referral.date")
        sources = {above.source(field) for field in fields if differ(line, above, field)}
        for event in [e for e in going.draft.plan.events if e.person == first.key and e.source in sources]:
            going.draft.take_back(event)
    _words(going, line, first.key)
    return False


def _is_another(going: Going, line: Line, known: PlannedPerson | None, by_row: dict[int, PlannedPerson]) -> bool:
    """Whether a second row of jobs under one name is another person: the user says so, or it is one with two jobs."""
    if known is None:
        return False
    first = next((row for row, each in by_row.items() if each is known), None)
    if first is None:
        return False
    answer = going.draft.ask(
        "same_person",
        "person",
        f"{going.layout.row_place(first)},{line.place.rpartition('!')[2]}",
        f"“{known.name}” stands more than once: one person with several jobs?",
        ("one person, two jobs", "two people"),
        proposed="one person, two jobs",
        person=known.key,
    )
    return answer.option == "two people"
