"""`ipstui employers`: who they are, how far it has come, and this week's tally. No client is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell

if TYPE_CHECKING:
    from ipstui.casework.employers import EmployerLine
    from ipstui.desk import Desk


_FACTS = {
    "phone": "Their telephone.", "email": "Their email.", "people": "Who is who there.", "sector": "What they do.",
    "place": "Where they are.", "next_step": "What comes next with them.",
}  # fmt: skip


def _facts(command: Any) -> Any:
    for name, told in reversed(_FACTS.items()):
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, metavar="TEXT", help=f"{told} With NAME: write it down.")(command)
    return command


@click.command()
@click.argument("name", required=False)
@_facts
@click.option("--new", "is_new", is_flag=True, help="With NAME: add an employer not known yet.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def employers(sitting: Sitting, /, name: str | None, is_new: bool, wants_json: bool, **facts: str | None) -> None:
    """List the employers, the one contacted last first; or with NAME and an option, write a fact of one down."""
    from ipstui.commands.printed import as_json

    told = {field: text for field, text in facts.items() if text is not None}
    if told or is_new:
        _write_down(sitting, name, told, is_new=is_new)
        return
    desk = sitting.open_desk(read_only=True)
    strip = desk.review().strip
    lines = _lines(desk)
    if name is not None:
        only = desk.find_employer(name).id
        lines = [line for line in lines if line.employer.id == only]
    if not wants_json:
        _print(desk, lines)
        if name is not None:
            _print_facts(lines)
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
                    "phone": line.employer.phone,
                    "email": line.employer.email,
                    "people": line.employer.people,
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


def _write_down(sitting: Sitting, name: str | None, told: dict[str, str], *, is_new: bool) -> None:
    """Change an employer's facts, or add one, and print the id. Raises Unfit."""
    import msgspec

    from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
    from ipstui.casework.entry import employer_named
    from ipstui.casework.spelling import same_name
    from ipstui.store.caseload import new_id

    called = " ".join(clean(name or "").split())
    if not called:
        raise Unfit("name", "name the employer: `ipstui employers NAME --phone …`.")
    facts = {field: clean(text) for field, text in told.items()}
    too_long = next((field for field, text in (*facts.items(), ("name", called)) if len(text) > LINE_LIMIT), None)
    if too_long:
        raise Unfit(too_long, f"{LINE_LIMIT} characters are the limit.")
    desk = sitting.open_desk()
    if is_new and any(same_name(each.name, called) for each in desk.caseload.employers.values()):
        raise Unfit("name", f"{called} is already known.")
    employer = employer_named(called, {}, new_id())[0] if is_new else desk.find_employer(called)
    employer = msgspec.structs.replace(employer, **facts)
    desk.record(employer, label=f"{employer.name} {'added' if is_new else 'changed'}")
    tell(employer.id)


def _lines(desk: Desk) -> list[EmployerLine]:
    from ipstui.casework.employers import employers_of

    return employers_of(desk.caseload.employers.values(), desk.employer_contacts(), desk.today)


def _print_facts(lines: list[EmployerLine]) -> None:
    from ipstui.casework import say
    from ipstui.commands.printed import Page

    page = Page()
    for line in lines:
        for field in _FACTS:
            if text := getattr(line.employer, field):
                page.say(f"  {say.sentence(say.label(field))}: {text}")


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
