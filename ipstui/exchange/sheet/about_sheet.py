"""What is asked and said about a sheet or file as a whole: encoding, initials, colours, and what stays out."""

from __future__ import annotations

from ipstui.exchange.sheet.book import Book, letters
from ipstui.exchange.sheet.going import Going
from ipstui.exchange.sheet.layout import LEFT_OUT, Layout
from ipstui.exchange.sheet.plan import Draft, PlannedPerson
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.exchange.sheet.words import table


def ask_about_file(draft: Draft, book: Book) -> None:
    """Ask whether a guessed encoding looks right. Raises SheetRefused where it does not."""
    if book.showing:
        shown = ", ".join(f"“{words}”" for words in book.showing)
        answer = draft.ask(
            "encoding",
            "file",
            "file",
            f"Read as Windows Western European ({book.encoding}): {shown}. Does that look right?",
            ("yes", "no"),
            proposed="yes",
        )
        if answer.option == "no":
            raise SheetRefused(
                "not_understood",
                f"{book.name}: save it again as “CSV UTF-8” and bring that in, so that no letter is lost.",
            )


def ask_initials(going: Going, by_row: dict[int, PlannedPerson]) -> None:
    """Say that first names are initials only: nobody is matched by them alone."""
    short = [p for p in by_row.values() if len(p.name.split()[0].rstrip(".")) == 1]
    if len(short) * 2 > len(by_row) and going.layout.column("name"):
        rows = sorted(by_row)
        place = f"{going.layout.tab.cell(rows[0], 1)}:{going.layout.tab.cell(rows[-1], 1).rpartition('!')[2]}"
        going.draft.ask(
            "initials_only",
            "file",
            place,
            "First names are initials only. Match to people already held by surname and initial?",
            ("show each match", "as they stand"),
            proposed="show each match; none is made by itself",
        )


def ask_colours(going: Going) -> None:
    """Colours of names say no day: they are not used."""
    name = going.layout.column("name") or going.layout.column("surname")
    if name is None:
        return
    rows = [row for row, _ in going.layout.data]
    colours = {going.layout.tab.fills.get((row, name.at), "") for row in rows}
    if len(colours - {""}) < 2:
        return
    place = f"{going.layout.tab.cell(rows[0], name.at)}:{going.layout.tab.cell(rows[-1], name.at).rpartition('!')[2]}"
    status = " the Status column says the same" if going.layout.column("status") else " they say no day"
    going.draft.ask(
        "colour",
        "sheet",
        place,
        "Names are coloured. Use the colours? They say no day.",
        (f"do not use:{status}",),
        proposed=f"do not use:{status}",
        otherwise="colours are not used",
    )


def say_what_stays_out(draft: Draft, layout: Layout) -> None:
    """Everything of a sheet that is not brought in, for the preview."""
    withheld, follows = table("withheld"), table("follows")
    for column in layout.columns:
        place = layout.column_place(column)
        hidden = " (hidden column)" if column.at in layout.tab.hidden_columns else ""
        if column.field in withheld:
            draft.leave(place, withheld[column.field] + hidden)
        elif column.field == LEFT_OUT:
            draft.leave(place, "left out by you")
        elif column.field in follows:
            draft.leave(place, follows[column.field])
        elif column.field == "birth":
            draft.leave(place, "only the year of birth is taken, not the day")
        elif column.field == "status":
            draft.leave(place, "a status without a day: follows from the events")
        elif column.field == "prison" and layout.column("referral.date") is None:
            draft.leave(place, "a prison, without a referral to hang it on: may be kept as a note")
    bare = [column for column in layout.columns if not column.heading]
    if bare:
        where = ", ".join(str(c.at) if layout.tab.records else letters(c.at) for c in bare)
        draft.leave(f"columns {where}" if layout.tab.records else f"{layout.tab.name} columns {where}", "no heading")
    top = layout.header[0] if layout.header and not layout.name else 1
    above = [row for row, _ in layout.tab.rows if row < top]
    if above:
        span = f"s 1-{top - 1}" if top > 2 else " 1"
        label = f"record{span}" if layout.tab.records else f"{layout.tab.name} row{span}"
        draft.leave(label, "title and key")
    for row, why in layout.aside:
        draft.leave(f"record {row}" if layout.tab.records else f"{layout.tab.name} row {row}", why)
