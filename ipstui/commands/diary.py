"""`ipstui diary`: today and the week over everybody, or as JSON in the shape of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting

if TYPE_CHECKING:
    from ipstui.casework.agenda import Agenda, Entry
    from ipstui.commands.printed import Page


@click.command()
@click.option("--week", metavar="DATE", help="The week that holds DATE; else this one.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def diary(sitting: Sitting, week: str | None, wants_json: bool) -> None:
    """Say what is booked, to be done and expected, day by day, and which bookings nobody has answered."""
    from datetime import timedelta

    from ipstui.casework.review import monday
    from ipstui.casework.typed.when import read_only_day

    desk = sitting.open_desk(read_only=True)
    today = desk.today
    first = monday(today if week is None else read_only_day(week, today, field="week"))
    found = desk.agenda(first, first + timedelta(days=6))
    if wants_json:
        from ipstui.commands.printed import as_json

        as_json(diary_document(found))
    else:
        _print(found, made_up=desk.made_up)


def diary_document(found: Agenda) -> dict[str, Any]:
    """The diary as promised to programs."""
    return {
        "from": found.days[0].on,
        "to": found.days[-1].on,
        "today": found.today,
        "days": [{"date": day.on, "entries": [_entry(each) for each in day.entries]} for day in found.days],
        "unanswered": [_entry(each) for each in found.unanswered],
        "late": [_entry(each) for each in found.late],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    from ipstui.casework import say

    return {
        "date": entry.on,
        "at": say.clock(entry.at) if entry.at else None,
        "until": say.clock(entry.until) if entry.until else None,
        "client": entry.client,
        "name": entry.name,
        "what": entry.what,
        "where": entry.where,
        "with": entry.with_whom,
        "state": entry.state,
        "event": entry.event,
        "sort": entry.sort,
        "said": entry.said,
        "heed": entry.heed,
    }


def _print(found: Agenda, *, made_up: bool) -> None:
    from ipstui.casework import say
    from ipstui.casework.agenda import hours, told
    from ipstui.commands.printed import MADE_UP, Page, widest

    page = Page()
    if made_up:
        page.say(MADE_UP)
    entries = [entry for day in found.days for entry in day.entries] + [*found.unanswered, *found.late]
    fixed = {0: widest((hours(entry) for entry in entries), 13), 1: widest((entry.name for entry in entries), 18)}
    days = sorted(found.days, key=lambda day: day.on != found.today)  # today first, the others in their order
    for day in days:
        if day.entries or day.on == found.today:
            page.heading(say.day(day.on, found.today) + (", today" if day.on == found.today else ""))
            page.columns(((hours(entry), entry.name, told(entry)) for entry in day.entries), fixed=fixed)
            if not day.entries:
                page.say("  Nothing is booked, to be done or due.")
    _hanging(page, "Not answered: how did it go?", found.unanswered, found)
    _hanging(page, "To do, past its day", found.late, found)


def _hanging(page: Page, heading: str, entries: tuple[Entry, ...], found: Agenda) -> None:
    from ipstui.casework import say
    from ipstui.casework.agenda import told
    from ipstui.commands.printed import widest

    if entries:
        days = [say.when(entry.on, entry.at, found.today) for entry in entries]
        page.heading(heading)
        page.columns(
            ((day, entry.name, told(entry)) for day, entry in zip(days, entries, strict=True)),
            fixed={0: widest(days, 21), 1: widest((entry.name for entry in entries), 18)},
        )
