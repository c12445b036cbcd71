"""The lines of the day of release: what is asked of the day, what is kept, what is only offered, and the bar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from calculators.day_plan import Timed
from calculators.licence.clock import minutes as clock
from ipstui.casework import say
from ipstui.casework.release_day.feasible import Answer, clashes, headline, ordered
from ipstui.casework.release_day.sheet import ABOUT, DaySheet
from ipstui.casework.release_day.state import GATE, DayItem
from ipstui.widgets.day_bar import LEGEND, Stretch, day_bar
from ipstui.widgets.lines import Column, Heading, Line, Target

COLUMNS = (Column(4, style="bold"), Column(22, share=3), Column(11, share=1), Column(9), Column(13, share=1))


def rows(sheet: DaySheet, found: Answer, today: date) -> Iterator[Line | Heading]:
    """Yield every line: the items kept, in the order proposed; what could be kept; then the day itself."""
    timeline = {each.id: each for each in found.result.timeline} if found.result is not None else {}
    late = {each.id: each.minutes for each in found.result.problems} if found.result is not None else {}
    order = "in your own order" if sheet.own_order else "in the order proposed"
    yield Heading(f"Kept, {order} · {len(sheet.kept)} of at most 12")
    before = GATE
    for place, item in enumerate(ordered(found)):
        way, before = item.ways.get(before, item.travel), item.id
        there = timeline.get(item.id)
        yield Line(Target("item", item.id), (_mark(item, place), item.what, limits(item), minutes(item, way),
                                             _there(there, late.get(item.id, 0))),
                   styles={4: "bold $warning"} if item.id in late else {})  # fmt: skip
    if not sheet.kept:
        yield Heading("Nothing yet. Space keeps a line below, a adds another.", quiet=True)
    yield Heading("The day")
    for name, label in ABOUT.items():
        said = say.day(sheet.day, today) if name == "day" else sheet.about(name)
        source = sheet.sources.get(name, "")
        yield Line(Target("about", name), ("", label, said or "not known", "", source))
    if sheet.offered:
        yield Heading("Offered: Space keeps")
    for item in sheet.offered:
        source = sheet.sources.get(item.id, "")
        yield Line(Target("item", item.id), ("  ○", item.what, limits(item), minutes(item, item.travel), source))


def _letter(place: int) -> str:
    """The letter that an item has in the list and on the bar: the order of the day is that of the alphabet."""
    return "abcdefghijklmnopqrstuvwxyz"[place]


def _mark(item: DayItem, place: int) -> str:
    return f"{_letter(place).upper() if item.must else _letter(place)} √"


def limits(item: DayItem) -> str:
    """Return when an item begins, is open or has to be reached."""
    if item.at:
        return item.at
    if item.opens or item.closes:
        return f"{item.opens or '0:00'}-{item.closes or '24:00'}"
    return f"by {item.by}" if item.by else ""


def minutes(item: DayItem, way: int | None) -> str:
    """Return the minutes there and on the way, unknown ones as a question."""
    stay = f"{item.minutes}m" if item.minutes is not None else "" if item.home else "?m"
    return f"{stay} +{'?' if way is None else way}".strip()


def _there(there: Timed | None, late: int) -> str:
    if there is None:
        return ""
    if late:
        return f"! {late} min late"
    return f"there {there.arrive}" if there.arrive else "there ?"


def bar(sheet: DaySheet, found: Answer, width: int) -> Content:
    """Return the bar of the day with its hours and what the letters mean; nothing without an answer."""
    result, out = found.result, sheet.out_at
    if result is None or out is None:
        return Content("")
    by_id = {item.id: item for item in found.items}
    late = {each.id for each in result.problems}
    stretches = []
    for place, each in enumerate(result.timeline):
        if each.arrive is None:
            break
        arrives = _minute(each.arrive, out.hour * 60 + out.minute)
        leaves = _minute(each.leave, arrives) if each.leave is not None else None
        stretches.append(
            Stretch(_letter(place), by_id[each.id].must, arrives, arrives + (each.waits or 0), leaves, each.id in late)
        )
    if not stretches:
        return Content("")
    in_by = sheet.home_by.hour * 60 + sheet.home_by.minute if sheet.home_by else None
    hours, drawn = day_bar(out.hour * 60 + out.minute, stretches, in_by, width)
    legend = LEGEND + (f"  │ in by {say.clock(sheet.home_by)}" if sheet.home_by else "")
    return Content.assemble((hours + "\n", "$text-muted"), (drawn + "\n", "bold"), (legend[:width], "$text-muted"))


def _minute(text: str, after: int) -> int:
    """Minutes after midnight; a time before the one it follows is of the next day."""
    found = clock("time", text, end=True)
    return found if found >= after else found + 1440


def says(sheet: DaySheet, found: Answer) -> str:
    """Return what else is to be said, the most pressing first."""
    return " ".join((*sheet.news, *clashes(found), *sheet.still_to_say))


def checks(sheet: DaySheet, found: Answer) -> list[str]:
    """Return everything there is to say: the answer, each thing that does not fit, warnings, and the working."""
    told = [headline(found), *sheet.news, *clashes(found), *sheet.still_to_say]
    if found.result is not None:
        names = {item.id: item.what for item in found.items}
        told += [f"{names[each.id]}: {each.why}, {each.minutes} minutes too late." for each in found.result.problems]
        told.append("\n".join(step.text.partition(": ")[2] or step.text for step in found.result.steps))
        told.append(
            "Minutes on the way are as typed: no map and no timetable is asked. A plan that fits is no promise."
        )
    return told
