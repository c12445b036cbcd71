"""`ipstui report`: what the records add up to, on plain lines or as JSON in the shape of the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import wraps
from pathlib import Path
from typing import Any

import click
import msgspec

from ipstui.casework.checks import Unfit
from ipstui.casework.people import Cost, Settings
from ipstui.casework.typed.numbers import number
from ipstui.commands.options import Day, shared_options, sitting_of
from ipstui.commands.printed import as_json
from ipstui.commands.refusal import Refusal
from ipstui.commands.report_documents import cost_document, fidelity_document, outcomes_document
from ipstui.commands.report_export import export
from ipstui.commands.report_lines import notes_of, print_cost, print_fidelity, print_outcomes, show_why
from ipstui.commands.report_week import week
from ipstui.commands.telling import tell_written
from ipstui.desk import Desk
from ipstui.exchange.own_measures import own_measures
from ipstui.reports.cost import PARTS, cost_report
from ipstui.reports.counts import Counts
from ipstui.reports.fidelity import history
from ipstui.reports.figures import Figure, period_of, quarter_of
from ipstui.reports.measures import MeasureFile, joined, read_measures
from ipstui.store.disk import reason
from ipstui.store.places import measures_folder


@click.group()
def report() -> None:
    """Count what was recorded: outcomes, fidelity, cost or the week, each figure with its rule and its base."""


report.add_command(week)
report.add_command(export)


def _report(name: str, *options: Callable[[Any], Any]) -> Callable[[Callable[..., None]], click.Command]:
    """The decorator that makes a report of a function: its own options, those of every report, and the program's."""

    def decorate(function: Callable[..., None]) -> click.Command:
        every = (
            click.option("--from", "first", type=Day(), help="The first day of the period; else everything."),
            click.option("--to", "last", type=Day(), help="The last day of the period; else today."),
            click.option("--quarter", type=Day(), help="The quarter that holds this day, instead."),
            *options,
            click.option("--why", metavar="ID", help="List the people and events behind one figure."),
            click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON."),
        )
        wrapped: Callable[..., None] = _with_quarter(function)
        for option in reversed(every):
            wrapped = option(wrapped)
        command = report.command(name)(wrapped)
        command.params += shared_options()
        return command

    return decorate


def _with_quarter(function: Callable[..., None]) -> Callable[..., None]:
    """The report, its period given by a quarter where one was asked for. Raises Unfit for both."""

    @wraps(function)
    def asked(*, quarter: date | None, first: date | None, last: date | None, **given: Any) -> None:
        if quarter is not None:
            if first is not None or last is not None:
                raise Unfit("quarter", "give a quarter, or --from and --to.")
            first, last = quarter_of(quarter)
        function(first=first, last=last, **given)

    return asked


_PAGE = click.option("--page", metavar="PATH", help="Write a page to print (HTML) at PATH, where nothing may be yet.")


def counted(desk: Desk, first: date | None, last: date | None, more: Iterable[MeasureFile] = ()) -> Counts:
    """What is counted over the period asked for. Raises Unfit for a period, or a measure, that cannot be.

    A file in the folder of measures that cannot be read is told and left out.
    """
    desk.refuse_a_crowd()
    for problem in own_measures(measures_folder(desk.caseload.path)).problems:
        click.echo(f"{problem} It is left out.", err=True)
    return desk.counts(period_of(first, last, desk.today), tuple(more))


@_report(
    "outcomes",
    click.option("--measures", multiple=True, metavar="FILE",
                 help="A file of your own measures (JSON, like those in data/measures); again for several."),
    _PAGE,
)  # fmt: skip
@click.pass_context
def outcomes_report(
    ctx: click.Context, first: date | None, last: date | None, measures: tuple[str, ...], page: str | None,
    why: str | None, wants_json: bool,
) -> None:  # fmt: skip
    """Referrals, engagement, work and what was done, by the study's measures and those of funders."""
    more = _read(measures)
    joined(more)
    desk = sitting_of(ctx).open_desk(read_only=page is None)
    counts = counted(desk, first, last, more)
    found = counts.outcomes
    if why is not None:
        show_why(desk, _named(found.figures, why), wants_json=wants_json)
    elif page is not None:
        _write_page(desk, "outcomes", counts, page)
    elif wants_json:
        as_json(outcomes_document(found, notes_of(desk)))
    else:
        print_outcomes(desk, found)


def _write_page(desk: Desk, report: str, counts: Counts, where: str) -> None:
    """Write the page of a report, remember that it lies outside, and print where."""
    from ipstui.documents.report_pages import Made, page_html
    from ipstui.exchange.outside import write_outside

    caseload = desk.caseload
    made = Made(today=desk.today, specialist=caseload.settings.specialist, made_up=desk.made_up)
    printed = tuple(f"Printed was: {n.printed}. Here: {n.stands}." for n in notes_of(desk) if n.figure[:5] == "cost/")
    html = page_html(report, counts, printed, made)
    tell_written(*write_outside(caseload, f"{report} page", Path(where), html.encode()))


def _read(paths: Iterable[str]) -> list[MeasureFile]:
    found = []
    for path in map(Path, paths):
        try:
            found.append(read_measures(path.read_bytes(), path.name))
        except OSError as error:
            raise Refusal(f"--measures: {path} cannot be read: {reason(error)}.") from None
    return found


def _named(figures: Mapping[str, Figure], why: str) -> Figure:
    """The figure of that id, or the only one whose id ends so, or that is called so. Raises Refusal."""
    wanted = why.strip()
    ends = [id for id, each in figures.items() if wanted in (id.rsplit("/", 1)[-1], each.label)]
    if wanted in figures:
        return figures[wanted]
    if len(ends) == 1:
        return figures[ends[0]]
    near = ends or get_close_matches(wanted, figures, n=4, cutoff=0.4)
    hint = f" Perhaps {', '.join(near[:6])}?" if near else " --json lists them all."
    raise Refusal(f"--why: no figure is called “{wanted}”.{hint}")


@_report(
    "fidelity",
    click.option("--months", type=click.IntRange(0, 36), default=0, metavar="N",
                 help="Each item at the end of the last N months too."),
    _PAGE,
)  # fmt: skip
@click.pass_context
def fidelity_report(
    ctx: click.Context, first: date | None, last: date | None, months: int, page: str | None, why: str | None,
    wants_json: bool,
) -> None:  # fmt: skip
    """The 25 items of the fidelity scale: counted, rated, or not known. Never a total of some."""
    desk = sitting_of(ctx).open_desk(read_only=page is None)
    counts = counted(desk, first, last)
    caseload, shared, found = desk.caseload, desk.caseload.events_of(""), counts.fidelity
    if why is not None:
        figures = {str(dial.item): dial.figure for dial in found.dials if dial.figure is not None}
        show_why(desk, _named(figures, why), wants_json=wants_json)
        return
    if page is not None:
        _write_page(desk, "fidelity", counts, page)
        return
    events = {client: caseload.events_of(client) for client in caseload.clients}
    earlier = history(list(caseload.clients.values()), events, shared, counts.period.last, caseload.settings, months)
    if wants_json:
        as_json(fidelity_document(found, earlier))
    else:
        print_fidelity(desk, found, earlier)


_AMOUNTS = (
    *((part, "POUNDS", f"{text}, over all the years.") for part, text in PARTS.items()),
    ("years", "NUMBER", "The years the cost is for; else one."),
    ("full_time_equivalent", "NUMBER", "Full-time specialists."),
)


@_report(
    "cost",
    *(click.option(f"--{name.replace('_', '-')}", name, metavar=kind, help=text) for name, kind, text in _AMOUNTS),
    click.option("--keep", is_flag=True, help="Keep this cost in the settings."),
    _PAGE,
)
@click.pass_context
def cost_of_service(
    ctx: click.Context, /, first: date | None, last: date | None, why: str | None, wants_json: bool, keep: bool,
    page: str | None, **given: str | None,
) -> None:  # fmt: skip
    """The cost a head, for each person into work and for each job, every sum written out."""
    desk = sitting_of(ctx).open_desk(read_only=not (keep or page is not None))
    counts = counted(desk, first, last)
    figures = counts.outcomes.figures
    if why is not None:
        show_why(desk, _named(figures, why), wants_json=wants_json)
        return
    cost = _cost_given(desk.caseload.settings, given)
    found = cost_report(cost, figures, counts.days)
    if keep:
        desk.record(msgspec.structs.replace(desk.caseload.settings, cost=cost), label="cost kept")
    notes = [note for note in notes_of(desk) if note.figure.startswith("cost/")]
    if page is not None:
        _write_page(desk, "cost", counts.at(cost), page)
    elif wants_json:
        as_json(cost_document(found, notes))
    else:
        print_cost(desk, found, notes)


def _cost_given(settings: Settings, given: Mapping[str, str | None]) -> Cost:
    """The cost of the settings, with what was typed in its place. Raises Unfit where there is none."""
    typed: dict[str, Any] = {field: number(field, text) for field, text in given.items() if text is not None}
    if settings.cost is not None:
        return msgspec.structs.replace(settings.cost, **typed)
    if "salaries" not in typed:
        raise Unfit("salaries", "no cost is known: give it here, with the other parts; --keep keeps them.")
    return Cost(**typed)
