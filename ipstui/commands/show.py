"""`ipstui show`: one person on plain lines, or as JSON in the shape of the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting

if TYPE_CHECKING:
    from ipstui.casework.casefile import Casefile
    from ipstui.casework.disclosure.standing import Answer
    from ipstui.casework.events import Event
    from ipstui.commands.printed import Page
    from ipstui.desk import Desk

_LATEST = 25


@click.command()
@click.argument("client")
@click.option("--all", "everything", is_flag=True, help=f"All that happened, not only the latest {_LATEST}.")
@click.option("--ids", is_flag=True, help="Show the id of each event, for `log --voids`.")
@click.option("--convictions", is_flag=True, help="Also the convictions and cautions that are kept apart.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def show(sitting: Sitting, client: str, everything: bool, ids: bool, convictions: bool, wants_json: bool) -> None:
    """Show one person: where they stand and why, what is due, what happened.

    CLIENT is a name, part of one that fits nobody else, or an id.
    """
    desk = sitting.open_desk(read_only=True)
    casefile = desk.casefile(desk.find_client(client).id)
    if wants_json:
        from ipstui.commands.printed import as_json

        apart = {"convictions": _apart(casefile)} if convictions else {}
        as_json(client_document(casefile, _names(desk, casefile)) | apart)
    else:
        _print(desk, casefile, everything=everything, ids=ids, convictions=convictions)


def _names(desk: Desk, casefile: Casefile) -> dict[str, str]:
    from ipstui.casework.words import names_of

    return names_of(casefile.story, desk.caseload.employers, desk.caseload.vacancies)


def client_document(casefile: Casefile, names: dict[str, str]) -> dict[str, Any]:
    """One client as promised to programs. Events are those that stand, as stored, with their line in words."""
    from calculators.contract import plain
    from ipstui.casework.history import write_event
    from ipstui.casework.words import summary

    story, phase = casefile.story, casefile.phase
    return {
        "client": casefile.client.id,
        "name": casefile.client.name,
        "phase": phase.label,
        "phase_reason": phase.reason,
        "phase_since": phase.since,
        "phase_detail": phase.detail,
        "custody": story.custody.state,
        "engagement": story.engagement.state,
        "work": story.work.state,
        "case": story.case.state,
        "clock": plain(casefile.clock),
        "deadlines": casefile.deadlines,
        "flags": [
            {name: getattr(flag, name) for name in flag.__struct_fields__ if name not in ("since", "rank")}
            for flag in casefile.flags
        ],
        "events": [write_event(event) | {"summary": summary(event, names)} for event in story.events],
    }


def _apart(casefile: Casefile) -> Answer:
    """How what is kept apart stands today."""
    from ipstui.casework.disclosure.standing import answer_of

    return answer_of(casefile.story, casefile.client.birth_year)


def _print_apart(page: Page, casefile: Casefile) -> None:
    """Each conviction with its state, the answer for today, and what is to be asked; the ids that `log` names."""
    from ipstui.casework.disclosure.standing import NOT_ADVICE
    from ipstui.commands.printed import widest

    answer, kept = _apart(casefile), casefile.story.disclosure.sentences
    page.heading("Convictions, kept apart")
    page.say(answer.problem or answer.said or "None is kept.")
    rows = [[", ".join(s.event.id for s in kept if s.of == told.id), told.name, told.state] for told in answer.told]
    page.columns(rows, fixed={0: widest((row[0] for row in rows), 33)} if rows else {})
    for text in (
        *(f"To ask: {each}" for each in answer.asks),
        *(f"Would change it: {each}" for each in answer.changes),
    ):
        page.say(text)
    if answer.next_spent:
        page.say(f"Falls away next: {answer.next_spent}")
    page.say(NOT_ADVICE)


def _print(desk: Desk, casefile: Casefile, *, everything: bool, ids: bool, convictions: bool) -> None:
    from ipstui.casework import say
    from ipstui.commands.printed import MADE_UP, Page

    page, today, phase = Page(), casefile.story.today, casefile.phase
    if casefile.client.made_up or desk.made_up:
        page.say(MADE_UP)
    page.say(casefile.client.name, strong=True)
    since = f" since {say.day(phase.since, today)}" if phase.since else ""
    page.say(f"{phase.label}{since}: {phase.reason}" + (f" ({phase.detail})" if phase.detail else ""))
    page.say(_clock(casefile))
    for text in filter(None, (casefile.client.reached, casefile.client.reaching)):
        page.say(text)
    _flags(page, casefile)
    _due(page, casefile)
    if convictions:
        _print_apart(page, casefile)
    _timeline(page, casefile, _names(desk, casefile), everything=everything, ids=ids)


def _clock(casefile: Casefile) -> str:
    from ipstui.casework import say

    clock, today = casefile.clock, casefile.story.today
    if clock.day is None or clock.due_on is None:
        return f"Job search clock: {clock.start_reason}"
    met = f", met {say.day(clock.met_on, today)}" if clock.met_on else f", due {say.day(clock.due_on, today)}"
    return f"Job search clock: day {clock.day} of 30, {say.label(clock.state)}{met}"


def _flags(page: Page, casefile: Casefile) -> None:
    from ipstui.casework import say

    if casefile.flags:
        page.heading("Why now")
        rows = []
        for flag in casefile.flags:
            aside = ""
            if flag.snoozed_until is not None:
                until = say.day(flag.snoozed_until, casefile.story.today)
                aside = f" (snoozed until {until}: {flag.snoozed_because})"
            rows.append([say.sentence(flag.why) + aside])
        page.columns(rows, fixed={})


def _due(page: Page, casefile: Casefile) -> None:
    from ipstui.casework import say
    from ipstui.commands.printed import widest

    states = ("overdue", "due", "upcoming")
    today = casefile.story.today
    open_ones = [deadline for deadline in casefile.deadlines if deadline.state in states]
    if open_ones:
        page.heading("Due")
        days = [say.day(deadline.due, today) for deadline in open_ones]
        rows = [(day, d.state, f"{d.text} ({d.because})") for day, d in zip(days, open_ones, strict=True)]
        page.columns(rows, fixed={0: widest(days, 16), 1: 8})


def _timeline(page: Page, casefile: Casefile, names: dict[str, str], *, everything: bool, ids: bool) -> None:
    from ipstui.casework.words import summary, title
    from ipstui.commands.printed import widest

    today = casefile.story.today
    ahead = [event for event in casefile.story.events if event.on > today]
    past = [event for event in casefile.story.events if event.on <= today][::-1]
    shown = past if everything else past[:_LATEST]

    def rows(events: list[Event]) -> list[list[str]]:
        return [
            [*([event.id] if ids else []), _when(event, casefile), title(event), summary(event, names)]
            for event in events
        ]

    first = int(ids)
    fixed = {
        first: widest((_when(event, casefile) for event in (*ahead, *shown)), 21),
        first + 1: widest((title(event) for event in (*ahead, *shown)), 16),
    } | ({0: 16} if ids else {})
    for heading, events in (("Booked", ahead), ("What happened", shown)):
        if events:
            page.heading(heading)
            page.columns(rows(events), fixed=fixed)
    if len(shown) < len(past):
        page.say(f"  {len(past) - len(shown)} earlier: --all shows them.")
    if not past and not ahead:
        page.say("Nothing is recorded yet.")


def _when(event: Event, casefile: Casefile) -> str:
    from ipstui.casework import say

    return say.when(event.on, event.at, casefile.story.today)
