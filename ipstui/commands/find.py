"""`ipstui find`: people, employers, vacancies and everything recorded, or as JSON in the shape of the contract."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting

if TYPE_CHECKING:
    from datetime import date

    from ipstui.casework.find import Found

_MOST = 50


@click.command()
@click.argument("text", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only this kind of entry; may be given again.")
@click.option("--from", "first", metavar="DATE", help="Only what happened on this day or later.")
@click.option("--to", "last", metavar="DATE", help="Only what happened on this day or before.")
@click.option("--all", "everything", is_flag=True, help=f"All that fits, not only the newest {_MOST}.")
@click.option("--json", "wants_json", is_flag=True, help="Print all that fits as JSON.")
@click.pass_obj
def find(
    sitting: Sitting,
    text: tuple[str, ...],
    kinds: tuple[str, ...],
    first: str | None,
    last: str | None,
    everything: bool,
    wants_json: bool,
) -> None:
    """Find TEXT in names, notes, employers, vacancies and everything that was recorded, the newest first.

    Words may be begun only, in any order; case, accents and apostrophes do not matter.
    """
    from ipstui.casework.find import Within
    from ipstui.casework.typed.when import read_only_day

    desk, sought = sitting.open_desk(read_only=True), " ".join(text)
    days = [None if day is None else read_only_day(day, desk.today, lean="past", field=field)
            for day, field in ((first, "from"), (last, "to"))]  # fmt: skip
    only = Within(kinds=frozenset(_kind(each) for each in kinds), first=days[0], last=days[1])
    index = desk.index()
    named = [] if kinds or first or last else index.names(sought)
    recorded = index.events(sought, only)
    if wants_json:
        from ipstui.commands.printed import as_json

        as_json([_document(each) for each in (*named, *recorded)])
        return
    shown = list(recorded if everything else islice(recorded, _MOST))
    _print(named, shown, more=next(recorded, None) is not None, today=desk.today)


def _kind(typed: str) -> str:
    from ipstui.casework.checks import Unfit
    from ipstui.casework.events import KINDS

    name = typed.strip().casefold().replace("-", "_").replace(" ", "_")
    if name not in KINDS:
        raise Unfit("kind", f"“{typed.strip()}” is no kind of entry: `ipstui log --kinds` lists them.")
    return name


def _document(found: Found) -> dict[str, Any]:
    """One thing found as promised to programs; a person, an employer or a vacancy has no day."""
    return {
        "client": found.client,
        "name": found.name,
        "event": found.event,
        "on": found.on,
        "kind": found.kind,
        "text": found.text,
    }


def _print(named: list[Found], recorded: list[Found], *, more: bool, today: date) -> None:
    from ipstui.casework import say
    from ipstui.commands.printed import Page, widest

    page = Page()
    if not named and not recorded:
        page.say("Nothing found. Fewer letters, or fewer words, find more.")
    if named:
        page.columns(((say.sentence(each.kind), each.text) for each in named), fixed={0: 8})
    days = [say.day(each.on, today) if each.on else "" for each in recorded]
    fixed = {0: widest(days, 15), 1: widest((each.name for each in recorded), 18)}
    page.columns(((day, each.name, each.text) for day, each in zip(days, recorded, strict=True)), fixed=fixed)
    if more:
        page.say(f"These are the newest {_MOST}: --all prints everything that fits.")
