"""`ipstui report export`: the outcomes file with which a service answers its own questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.options import Day
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("path")
@click.option("--service", metavar="CODE", help="The code of the service, no name; else that of the settings.")
@click.option("--worker", metavar="CODE", help="Your own code there, no name; else that of the settings.")
@click.option("--from", "first", type=Day(), help="The first day of the period; else everything.")
@click.option("--to", "last", type=Day(), help="The last day of the period; else today.")
@click.pass_obj
def export(
    sitting: Sitting, path: str, service: str | None, worker: str | None, first: date | None, last: date | None
) -> None:
    """Write the outcomes to PATH, a csv or xlsx: a row a fact, no names, no free text.

    The references in it cannot be turned back into people without this case file.
    """
    from ipstui.exchange.outcomes_export import export_outcomes
    from ipstui.exchange.outside import IN_CLEAR

    desk = sitting.open_desk()
    kept = desk.caseload.settings
    # Nothing is older than the programme; a file without a first day holds all there is.
    start = first or date(1950, 1, 1)
    where, facts, doubt = export_outcomes(
        desk, Path(path), service=service or kept.service, worker=worker or kept.worker, first=start,
        last=last or desk.today,
    )  # fmt: skip
    tell_written(where, doubt)
    tell(f"{facts:,} facts written. {IN_CLEAR}", err=True)
