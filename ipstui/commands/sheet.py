"""`ipstui sheet`: a spreadsheet brought in, shown first and saved as one action."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell
from ipstui.store.places import typed_path

if TYPE_CHECKING:
    from datetime import date

    from ipstui.desk import Desk
    from ipstui.exchange.sheet.bring_in import Prepared
    from ipstui.exchange.sheet.plan import Plan


@click.command()
@click.argument("file")
@click.option("--map", "map_file", metavar="FILE", help="What the columns mean and what the answers are, as JSON.")
@click.option("--dry-run", is_flag=True, help="Only say what would be brought in; save nothing.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same as JSON.")
@click.option("--yes", is_flag=True, help="Do not ask before saving.")
@click.pass_obj
def sheet(sitting: Sitting, file: str, map_file: str | None, dry_run: bool, wants_json: bool, yes: bool) -> None:
    """Bring in FILE, a spreadsheet of people, contacts or jobs: xlsx, xls, ods, csv, or a table saved as HTML.

    It is shown first. Questions about a column, sheet, file or person stand at the answer proposed, and --map
    changes them; a question about one cell stays open, and its words are kept as a note. What is there already is
    not added again.
    """
    from ipstui.exchange.sheet.mapping import Mapping, read_mapping
    from ipstui.exchange.sheet.refused import SheetRefused

    try:
        mapping = read_mapping(typed_path(map_file)) if map_file else Mapping()
        _sheet(sitting, typed_path(file), mapping, dry_run=dry_run, wants_json=wants_json, yes=yes)
    except SheetRefused as problem:
        if wants_json:
            from ipstui.commands.printed import as_json
            from ipstui.exchange.sheet.printed import refused_document

            as_json(refused_document(problem))
        raise Refusal(f"{problem.message} Nothing was changed.") from None


def _sheet(sitting: Sitting, path: Path, mapping: object, *, dry_run: bool, wants_json: bool, yes: bool) -> None:
    from ipstui.exchange.sheet.bring_in import bring_in, prepare
    from ipstui.exchange.sheet.mapping import Mapping, with_remembered
    from ipstui.exchange.sheet.opened import open_book
    from ipstui.exchange.sheet.propose import propose
    from ipstui.exchange.sheet.remembered import mappings, remember

    assert isinstance(mapping, Mapping)
    book = open_book(path)
    plan = propose(book, sitting.today, answers=mapping.answers, chosen=mapping.chosen)
    desk = _desk(sitting, dry_run=dry_run)
    prepared = None
    if (desk is not None and desk.caseload.clients) or (desk is not None and mappings(desk.caseload)):
        settled = with_remembered(mapping, plan, mappings(desk.caseload))
        people = {client.id: client.name for client in desk.caseload.clients.values()}
        plan = propose(book, sitting.today, answers=settled.answers, chosen=settled.chosen, known=people)
    if desk is not None:
        prepared = prepare(plan, desk)
    if wants_json:
        from ipstui.commands.printed import as_json
        from ipstui.exchange.sheet.printed import plan_document

        as_json(plan_document(plan))
    else:
        _preview(plan, prepared, sitting.today)
    if dry_run or desk is None or prepared is None:
        return
    if not prepared.changes:
        tell("Nothing was added: all of it is in the case file already.", err=True)
        return
    _confirm(prepared, yes=yes)
    batch = bring_in(prepared, desk, path)
    remember(desk.caseload, plan, mapping.columns)
    if batch is not None and not wants_json:
        tell(batch.id)
    tell(f"Saved: {prepared.new_people} people and {prepared.new_events} events.", err=True)


def _desk(sitting: Sitting, *, dry_run: bool) -> Desk | None:
    """The case file; for a look only, none is needed."""
    from ipstui.store.errors import NoCaseFile

    if not dry_run:
        return sitting.open_desk(may_create=True)
    try:
        return sitting.open_desk(read_only=True)
    except Refusal as missing:
        if isinstance(missing.__context__, NoCaseFile):
            return None
        raise


def _confirm(prepared: Prepared, *, yes: bool) -> None:
    from ipstui.commands.passphrases import in_terminal

    if yes or not in_terminal():
        return
    what = f"{prepared.new_people} new people and {prepared.new_events} events"
    if not click.confirm(f"Save {what}? It is one action, and can be undone as one", err=True):
        raise Refusal("Nothing was saved.")


def _preview(plan: Plan, prepared: Prepared | None, today: date) -> None:
    """What would come in and from where, what is asked, what stays out."""
    from ipstui.casework import say
    from ipstui.commands.printed import Page, widest
    from ipstui.exchange.sheet.settling import event_said, in_words

    page = Page()
    for seen in plan.sheets:
        rows = f", rows {seen.data_rows[0]} to {seen.data_rows[1]}" if seen.data_rows else ""
        page.say(f"{seen.name}: {seen.role}{rows}{f' ({seen.why})' if seen.why else ''}")
    counted: dict[str, int] = {}
    for event in plan.events:
        counted[event.kind] = counted.get(event.kind, 0) + 1
    listed = ", ".join(f"{count} {kind.replace('_', ' ')}" for kind, count in sorted(counted.items()))
    counts = (len(plan.people), "person", "people"), (len(plan.events), "event", ""), (len(plan.notes), "note", "")
    page.heading(", ".join(say.plural(*each) for each in counts))
    page.say(listed or "No events.")
    if prepared is not None:
        new = f"{say.plural(prepared.new_people, 'person', 'people')}, {say.plural(prepared.new_events, 'event')}"
        page.say(f"New: {new}; {plan.already} there already.")
    names = {person.key: person.name for person in plan.people}
    rows_of_people = [[p.name, p.source, "there already" if p.known else "new"] for p in plan.people]
    page.columns(rows_of_people, fixed={1: widest((r[1] for r in rows_of_people), 24), 2: 13})
    if plan.asks:
        page.heading(say.plural(len(plan.asks), "question"))
        for ask in plan.asks:
            held = f" Taken: {ask.answer}." if ask.answer else f" Open: {ask.if_unanswered}."
            page.say(f"{ask.source} ({ask.scope}): {in_words(ask.question + held, today)}")
    if plan.unfit:
        page.heading("Does not fit what is recorded")
        page.columns([[each.source, in_words(each.why, today)] for each in plan.unfit], fixed={0: 20})
    page.heading("Left out")
    page.columns([[each.source, in_words(each.why, today)] for each in plan.left_out], fixed={0: 24})
    if plan.events:
        page.heading("Events, each with its cell")
        page.columns(
            [[e.source, names.get(e.person, "no one"), event_said(e, today)] for e in plan.events],
            fixed={0: widest((e.source for e in plan.events), 24), 1: 18},
        )  # fmt: skip
