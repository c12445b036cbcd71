"""`ipstui employers`: who they are, how far it has come, and this week's tally. No client is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ipstui.commands.opening import Sitting

if TYPE_CHECKING:
    from ipstui.casework.employers import EmployerLine
    from ipstui.desk import Desk


@click.command()
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def employers(sitting: Sitting, wants_json: bool) -> None:
    """List the employers, the one contacted last first."""
    from ipstui.commands.printed import as_json

    desk = sitting.open_desk(read_only=True)
    strip = desk.review().strip
    lines = _lines(desk)
    if not wants_json:
        _print(desk, lines)
        return
    as_json(
        {
            "today": desk.today,
            "week": strip.week,
            "employer_contacts": strip.employer_contacts,
            "employer_contacts_target": strip.employer_contacts_target,
            "employers": [
                {
                    "employer": line.employer.id,
                    "name": line.employer.name,
                    "sector": line.employer.sector,
                    "place": line.employer.place,
                    "stage": line.stage,
                    "contacts": line.contacts,
                    "last_contact_on": line.last,
                    "next_step": line.employer.next_step,
                    "do_not_contact": line.employer.do_not_contact,
                }
                for line in lines
            ],
        }
    )


def _lines(desk: Desk) -> list[EmployerLine]:
    from ipstui.casework.employers import employers_of

    return employers_of(desk.caseload.employers.values(), desk.employer_contacts(), desk.today)


def _print(desk: Desk, lines: list[EmployerLine]) -> None:
    from ipstui.casework import say
    from ipstui.commands.printed import MADE_UP, Page, widest

    page, strip, today = Page(), desk.review().strip, desk.today
    if desk.made_up:
        page.say(MADE_UP)
    page.say(f"Employers contacted this week: {strip.employers}", strong=True)
    if not lines:
        page.say("No employers yet. `ipstui log CLIENT employer-contact --new-employer NAME` adds one.")
    rows = [
        (
            line.employer.name,
            say.label(line.stage),
            "do not contact" if line.employer.do_not_contact else line.employer.next_step,
            f"{say.plural(line.contacts, 'contact')}" + (f", {say.short_day(line.last, today)}" if line.last else ""),
        )
        for line in lines
    ]
    page.columns(
        rows,
        fixed={
            0: widest((row[0] for row in rows), 24),
            1: widest((row[1] for row in rows), 17),
            3: widest((row[3] for row in rows), 24),
        },
        indent=0,
    )
