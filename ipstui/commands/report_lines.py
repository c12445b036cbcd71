"""A report on plain lines: figures with their base, who is not counted and why, the events behind one figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ipstui.casework import say
from ipstui.casework.events import kind_of
from ipstui.casework.words import kind_title, summary
from ipstui.commands.printed import MADE_UP, Page, as_json
from ipstui.commands.report_documents import figure_document
from ipstui.desk import Desk
from ipstui.reports.cost import CostReport
from ipstui.reports.fidelity import Fidelity, Month
from ipstui.reports.figures import Figure, Period, Section, roughly_told
from ipstui.reports.outcomes import Outcomes
from ipstui.reports.person import UNKNOWN
from ipstui.reports.pictures import told
from ipstui.reports.tables import TRAITS, value_label
from ipstui.study import Note, is_study, study_notes

NAMED = 3
"""How many people a reason names; --json names all."""


def notes_of(desk: Desk) -> tuple[Note, ...]:
    """What the study's report printed otherwise, where the caseload is the study's."""
    return study_notes() if is_study(desk.caseload.clients) else ()


def print_outcomes(desk: Desk, found: Outcomes) -> None:
    """Print every section that has something in it, then who is not counted and why."""
    page = Page()
    if desk.made_up:
        page.say(MADE_UP)
    page.say(f"Outcomes {_of(found.period, desk.today)}", strong=True)
    if not any(each.count for section in found.sections if section.id != "phases" for each in section.figures):
        page.say("Nothing was recorded in this period.")
    for section in found.sections:
        if section.id in TRAITS:
            _print_table(page, section)
            continue
        rows = [(each.label, told(each), _detail(each)) for each in section.figures if _worth_a_line(each)]
        if rows:
            page.heading(section.title)
            page.columns(rows, fixed={1: 14})
    _print_not_counted(page, found, {client.id: client.name for client in desk.caseload.clients.values()})
    for sentence in found.not_defined:
        page.say(sentence)
    if found.roughly:
        page.say(roughly_told(found.roughly))
    for note in notes_of(desk):
        page.say(f"{note.figure}: printed was {note.printed}. Here: {note.stands}.")
    page.say("`ipstui report outcomes --why ID` lists the events behind a figure; --json has every id.")


def _print_not_counted(page: Page, found: Outcomes, names: Mapping[str, str]) -> None:
    """A line for each measure and reason, with the people; of many the first few are named."""
    reasons: dict[tuple[str, str], set[str]] = {}
    for each in found.not_counted:
        reasons.setdefault((_label(found, each.measure), each.why), set()).add(names.get(each.client, each.client))
    if reasons:
        page.heading("Not counted, because")
        rows = [(label, why, _some(sorted(people))) for (label, why), people in sorted(reasons.items())]
        page.columns(rows, fixed={0: 18, 2: 26})


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return shown if len(names) <= NAMED else f"{shown} and {len(names) - NAMED} more"


def _print_table(page: Page, section: Section) -> None:
    """A line a value: the people of each step with their share of it, and the engaged of those referred."""
    lines: dict[str, list[str]] = {}
    for figure in section.figures:
        lines.setdefault(figure.id.split("/")[1], []).append(told(figure) if figure.count else "0")
    if set(lines) <= {UNKNOWN}:
        return
    page.heading(section.title)
    heads = ("", "Referred", "Engaged", "Employed", "Engaged, of referred")
    rows = [(value_label(value), *cells) for value, cells in lines.items()]
    page.columns((heads, *rows), fixed={1: 15, 2: 13, 3: 12, 4: 14})


def _worth_a_line(figure: Figure) -> bool:
    """Nobody of somebody is worth a line, except where it only repeats that nobody did it."""
    return figure.count > 0 or (bool(figure.of) and not figure.id.endswith("/of_engaged"))


def _label(found: Outcomes, measure: str) -> str:
    """What a measure is called, by the figure of its id or of one that ends so."""
    for id, figure in found.figures.items():
        if measure in (id, id.rsplit("/", 1)[-1]):
            return figure.label
    return measure.replace("_", " ")


def _of(period: Period, today: date) -> str:
    first = f"from {say.day(period.first, today)} " if period.first else "of everything recorded "
    return f"{first}to {say.day(period.last, today)}"


def _detail(figure: Figure) -> str:
    spread = figure.spread
    parts = [
        figure.base.words if figure.base else "",
        say.plural(len(figure.clients), "person", "people") if figure.unit != "people" and figure.count else "",
        f"median {spread.median:g}, {spread.low} to {spread.high}" if spread else "",
        *(f"£{value:,.2f}" if unit == "pounds" else f"{value:f} {unit}" for unit, value in figure.amounts.items()),
        f"looked for: {figure.benchmark}%" if figure.benchmark is not None else "",
    ]
    return "; ".join(part for part in parts if part)


def show_why(desk: Desk, figure: Figure, *, wants_json: bool) -> None:
    """The figure, its rule and base, and one line an event."""
    caseload = desk.caseload
    events = [event for id in figure.events if (event := caseload.event(id)) is not None]

    def name(client: str) -> str:
        return caseload.clients[client].name if client in caseload.clients else "no one in particular"

    if wants_json:
        shown = [
            {"event": e.id, "client": e.client, "name": name(e.client), "on": e.on, "kind": kind_of(e),
             "text": summary(e, desk.names(e.client))}
            for e in events
        ]  # fmt: skip
        as_json({**figure_document(figure), "events": shown})
        return
    page = Page()
    page.say(f"{figure.label}: {told(figure)}", strong=True)
    page.say(figure.rule)
    if figure.base:
        page.say(f"Of: {figure.base.words}.")
    if figure.source:
        page.say(f"Source: {figure.source} ({figure.status}).")
    page.columns(
        [(name(e.client), say.day(e.on, desk.today),
          f"{kind_title(kind_of(e))}: {summary(e, desk.names(e.client))}", e.id) for e in events],
        fixed={0: 18, 1: 15, 3: 16},
    )  # fmt: skip


def print_fidelity(desk: Desk, found: Fidelity, earlier: Iterable[Month]) -> None:
    page = Page()
    if desk.made_up:
        page.say(MADE_UP)
    page.say(f"Fidelity, IPS-25, {_of(found.period, desk.today)}", strong=True)
    rows = []
    for dial in found.dials:
        value = f"{dial.value:f}" if dial.value is not None else "not known"
        anchor = f"{dial.anchor} of 5" if dial.anchor is not None else "no score"
        rated = f"rated {say.day(dial.rated_on, desk.today)}" if dial.rated_on else ""
        detail = "; ".join(
            part for part in (dial.unit if dial.value is not None else "", dial.note, rated, dial.solo) if part
        )
        rows.append((f"{dial.item} {dial.title} ({dial.status})", value, anchor, detail or dial.ask))
    page.columns(rows, fixed={0: 26, 1: 9, 2: 8})
    if found.total is None:
        page.say(f"No total: {len(found.missing)} of 25 items have no score. A sum of the others would be no score.")
    else:
        page.say(f"Total {found.total} of 125: {found.band}.")
    for month in earlier:
        readings = ", ".join(
            f"{n}: {d.value:f}" for n, d in month.dials.items() if d.value is not None and d.anchor is not None
        )
        page.say(f"{say.month(month.last)}: {readings or 'nothing known'}")
    page.say("`ipstui log - fidelity-rated --item N --score 1` rates an item; --why N lists what one was counted from.")


def print_cost(desk: Desk, found: CostReport, notes: Iterable[Note]) -> None:
    page = Page()
    if desk.made_up:
        page.say(MADE_UP)
    page.say("Cost", strong=True)
    page.columns([(line.text, say.money(line.amount)) for line in found.lines], fixed={1: 14})
    page.heading("Every sum")
    for sentence in (*found.arithmetic, *found.warnings):
        page.say(sentence)
    for note in notes:
        page.say(f"Printed was: {note.printed}. Here: {note.stands}.")
