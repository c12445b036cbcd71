"""`ipstui report week`: the week's report for supervision, in plain lines, as a page, or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell

if TYPE_CHECKING:
    from datetime import date

    from ipstui.reports.week import Numbers, WeekReport


@click.command()
@click.option("--week", metavar="DATE", help="The week that holds DATE; else this one.")
@click.option("--from", "first", metavar="DATE", help="Begin on DATE, instead of a Monday.")
@click.option("--to", "last", metavar="DATE", help="End with DATE, instead of a Sunday.")
@click.option("--initials", is_flag=True, help="Initials in place of names.")
@click.option("--page", is_flag=True, help="Make a page to print, and say where it is; `where` lists it too.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def week(
    sitting: Sitting,
    week: str | None,
    first: str | None,
    last: str | None,
    initials: bool,
    page: bool,
    wants_json: bool,
) -> None:
    """The numbers of the week and of the four before, each person's line, promises, and who was not looked at."""
    from ipstui.documents.week_page import as_text, initials_of, page_of, write

    desk = sitting.open_desk(read_only=True)
    start, end = _days(week, first, last, desk.today)
    found, caseload = desk.week_report(start, end), desk.caseload
    if wants_json:
        from ipstui.commands.printed import as_json

        as_json(week_document(found, initials_of(caseload.clients.values()) if initials else {}))
        return
    told = page_of(
        found,
        caseload.settings.specialist,
        initials_of(caseload.clients.values()) if initials else {},
        made_up=desk.made_up,
    )
    if page:
        from ipstui.store.places import pages_folder

        tell(write(told, pages_folder(caseload.path)).html)
    else:
        tell(as_text(told), nl=False)


def _days(week: str | None, first: str | None, last: str | None, today: date) -> tuple[date, date]:
    """The days of the report. Raises Unfit for a span that lies ahead, is turned round, or of more than a quarter."""
    from datetime import timedelta

    from ipstui.casework.checks import Unfit
    from ipstui.casework.review import monday
    from ipstui.casework.typed.when import read_only_day

    def read(text: str, field: str) -> date:
        return read_only_day(text, today, lean="past", field=field)

    start = read(first, "from") if first is not None else monday(read(week, "week") if week is not None else today)
    end = read(last, "to") if last is not None else start + timedelta(days=6)
    if start > today:
        raise Unfit("from" if first is not None else "week", "it lies ahead: nothing has happened in it yet.")
    if end < start:
        raise Unfit("to", "it lies before the first day.")
    if (end - start).days > 91:
        raise Unfit("to", "a report of a week has at most 13 of them: `report outcomes` tells of longer.")
    return start, end


def week_document(found: WeekReport, initials: dict[str, str]) -> dict[str, Any]:
    """The report as promised to programs. With `initials`, by client, no name is in it."""
    target = found.employer_contacts_target
    people = [
        {"client": each.client, "name": initials.get(each.client, each.name), "line": each.line, "agreed": each.agreed}
        for each in found.people
    ]
    unseen = {each.client for each in found.not_looked_at}
    return {
        "from": found.numbers.first,
        "to": found.numbers.last,
        "as_of": found.as_of,
        "numbers": _numbers(found.numbers, target),
        "before": [_numbers(each, target) for each in found.before],
        "people": people,
        "promises": [
            {
                "client": p.client,
                "name": initials.get(p.client, p.name),
                "text": p.text,
                "due": p.due,
                "event": p.event,
                "heed": p.heed,
            }
            for p in found.promises
        ],
        "not_looked_at": [
            {"client": each["client"], "name": each["name"]} for each in people if each["client"] in unseen
        ],
    }


def _numbers(numbers: Numbers, target: int) -> dict[str, Any]:
    return {
        "from": numbers.first,
        "to": numbers.last,
        "contacts": {mode: count.count for mode, count in numbers.contacts.items()},
        **{name: count.count for name, count in numbers.of.items()},
        "employer_contacts_target": target,
        "events": {
            **{f"contacts.{mode}": count.events for mode, count in numbers.contacts.items()},
            **{name: count.events for name, count in numbers.of.items()},
        },
    }
