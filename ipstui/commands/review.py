"""`ipstui review`: the week on plain lines, or as JSON in the shape of the contract."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting

if TYPE_CHECKING:
    from ipstui.casework.review import Review
    from ipstui.desk import Desk


@click.command()
@click.option("--week", metavar="DATE", help="The week that holds DATE, seen from its Monday; else this week, today.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def review(sitting: Sitting, week: str | None, wants_json: bool) -> None:
    """Say who needs you this week and why, most urgent first."""
    if week is not None:
        sitting.fixed = _day_of_week(week, sitting.today)
    desk = sitting.open_desk(read_only=True)
    desk.refuse_a_crowd()
    if wants_json:
        from ipstui.commands.printed import as_json

        as_json(review_document(desk.review()))
    else:
        print_review(desk)


def _day_of_week(text: str, today: date) -> date:
    """Today for this week, else the Monday of the week that holds the day typed."""
    from ipstui.casework.review import monday
    from ipstui.casework.typed.when import read_only_day

    week = monday(read_only_day(text, today, lean="past", field="week"))
    return today if week == monday(today) else week


def review_document(found: Review) -> dict[str, Any]:
    """The review as promised to programs; `last_contact` and `next` are the words of the screen."""
    from ipstui.casework.review import TITLES

    strip = found.strip
    return {
        "today": found.today,
        "strip": {
            "week": strip.week,
            "active": strip.active,
            "caseload": strip.caseload,
            "employer_contacts": strip.employer_contacts,
            "employer_contacts_target": strip.employer_contacts_target,
            "on_leave": strip.on_leave,
            "job_starts": strip.job_starts,
            "in_work": strip.in_work,
            "clock_overdue": strip.clock_overdue,
            "reviewed": strip.reviewed,
        },
        "rows": [
            {
                "client": row.casefile.client.id,
                "name": row.casefile.client.name,
                "phase": row.casefile.phase.label,
                "phase_since": row.casefile.phase.since,
                "phase_reason": row.casefile.phase.reason,
                "group": TITLES[row.group],
                "flag": row.flag.flag if row.flag else None,
                "why": row.why,
                "due": row.due,
                "last_contact": row.last_contact,
                "next": row.next,
                "reviewed": row.reviewed,
                "flags": [
                    {
                        "flag": flag.flag,
                        "why": flag.why,
                        "due": flag.due,
                        "events": flag.events,
                        "snoozed_until": flag.snoozed_until,
                        "snoozed_because": flag.snoozed_because,
                    }
                    for flag in row.casefile.flags
                ],
            }
            for row in found.rows
        ],
        "changes": found.changes,
    }


def print_review(desk: Desk) -> None:
    """Print the strip, then each group with one line a person."""
    from ipstui.casework import say
    from ipstui.casework.review import TITLES
    from ipstui.commands.printed import MADE_UP, Page, widest

    found, page = desk.review(), Page()
    strip = found.strip
    if desk.made_up:
        page.say(MADE_UP)
    page.say(
        f"Week {found.today.isocalendar().week}, {say.day(found.today, found.today)} {found.today.year}",
        strong=True,
    )
    page.say(
        f"{strip.active} of {strip.caseload} active · employers {strip.employers} "
        f"this week · starts {strip.job_starts} this month · "
        f"{strip.in_work} in work"
    )
    if not found.rows:
        page.say("Nobody is on the caseload. `ipstui add NAME` adds a person.")
    names = [row.casefile.client.name for row in found.rows]
    phases = [row.casefile.phase.label for row in found.rows]
    fixed = {0: widest(names, 18), 1: widest(phases, 15), 3: widest((row.last_contact for row in found.rows), 12)}
    for group, title in TITLES.items():
        rows = [row for row in found.rows if row.group == group]
        if rows:
            page.heading(title)
            page.columns(
                (
                    (
                        row.casefile.client.name,
                        row.casefile.phase.label,
                        row.why + (f" (+{row.more} more)" if row.more else ""),
                        row.last_contact,
                    )
                    for row in rows
                ),
                fixed=fixed,
            )
    if found.changes:
        page.heading("Last seven days")
        page.columns(([change] for change in found.changes), fixed={})
