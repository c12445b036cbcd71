"""The reports one can choose, and the lines of each: what stands on the screen, and what a line opens to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from ipstui.casework import say
from ipstui.casework.checks import Unfit
from ipstui.reports.counts import Counts
from ipstui.reports.entries import STATUS, Block, Entry, Marks, Share, about, entry
from ipstui.reports.fidelity import Dial
from ipstui.reports.figures import Figure, roughly_told
from ipstui.reports.measures import AnyMeasure, NotDefined, shipped
from ipstui.reports.person import UNKNOWN
from ipstui.reports.pictures import bars, dots, told
from ipstui.reports.tables import COLUMNS, TRAITS, value_label


def _section(counts: Counts, id: str, *, without: tuple[str, ...] = ()) -> Block:
    """A section of the outcomes. A line of nobody of nobody is left out."""
    section = counts.outcomes.section(id)
    shown = (f for f in section.figures if (f.count or f.of) and not f.id.startswith(without or ("\0",)))
    return Block(section.title, tuple(map(entry, shown)))


def _days_to_start(counts: Counts) -> Iterator[Entry]:
    figure = counts.outcomes.figures["jobs/days_to_start"]
    if (drawn := dots(figure)) is not None:
        line = entry(figure, "Days to the first job", drawn)
        yield msgspec.structs.replace(line, value=f"median {drawn.median:g} d, of {figure.count}")


def _outcomes(counts: Counts) -> list[Block]:
    found = counts.outcomes
    steps = [figure for figure in found.section("funnel").figures if figure.id != "referrals"]
    funnel = [entry(f, picture=Share(bar.part)) for f, bar in zip(steps, bars(steps), strict=True)]
    blocks = [Block("From referral to work", (*funnel, entry(found.figures["referrals"]), *_days_to_start(counts)))]
    if found.section("cohort").figures:
        blocks.append(_section(counts, "cohort"))
    if found.roughly:
        blocks.append(Block("", notes=(roughly_told(found.roughly),)))
    return blocks


def _people(counts: Counts) -> list[Block]:
    """A line a value, with its people of three steps; who has none recorded is counted as unknown."""
    blocks = []
    for trait, name in TRAITS.items():
        by_value: dict[str, list[Figure]] = {}
        for figure in counts.outcomes.section(trait).figures:
            by_value.setdefault(figure.id.split("/")[1], []).append(figure)
        rows = [each for value, figures in by_value.items() if (each := _value(trait, value, figures)).opens]
        if list(by_value) == [UNKNOWN]:
            blocks.append(Block(name, notes=("Recorded for nobody. It is optional: + on a person, Monitoring.",)))
        elif rows:
            blocks.append(Block(f"{name}: referred, engaged, employed", tuple(rows)))
    return [*blocks, _section(counts, "age")]


def _value(trait: str, value: str, figures: list[Figure]) -> Entry:
    """One value of a trait. A column nobody is in is no figure to open."""
    counted = {figure.id.rsplit("/", 1)[1]: figure for figure in figures}
    referred = counted["referred"]
    return Entry(
        id=f"{trait}/{value}",
        label=value_label(value),
        value=", ".join(str(counted[column].count) for column in COLUMNS),
        picture=Share(referred.count / referred.of) if referred.of else None,
        figures=tuple(figure for figure in figures if figure.count),
        about=tuple((figure.label, f"{told(figure)}. {figure.rule}") for figure in figures),
    )


def _activity(counts: Counts) -> list[Block]:
    section = counts.outcomes.section("activity")
    done = [f for f in section.figures if not f.id.endswith("/of_engaged")]
    shares = [f for f in section.figures if f.id.endswith("/of_engaged")]
    engaged = next((f.of for f in shares), 0)
    return [
        Block(section.title, tuple(entry(f, _with_people(f)) for f in done if f.count or f.of)),
        Block(f"Of the {engaged} people engaged by the end", tuple(
            entry(f, f.label.removesuffix(", of the engaged")) for f in shares if f.count)),
    ]  # fmt: skip


def _with_people(figure: Figure) -> str:
    return (
        figure.label
        if figure.unit == "people"
        else f"{figure.label} ({say.plural(len(figure.clients), 'person', 'people')})"
    )


def _jobs(counts: Counts) -> list[Block]:
    lasting = ("jobs/sustained", "jobs/days_to_start")
    jobs = _section(counts, "jobs", without=lasting)
    jobs = Block(jobs.title, (*jobs.entries, *_days_to_start(counts)))
    return [jobs, _section(counts, "hours_bands"), _section(counts, "ended")]


def _lasting(counts: Counts) -> list[Block]:
    figures = [f for f in counts.outcomes.section("jobs").figures if f.id.startswith("jobs/sustained")]
    return [Block("How long jobs lasted", tuple(map(entry, figures))), _section(counts, "support")]


def _release(counts: Counts) -> list[Block]:
    return [_section(counts, "after_release"), _section(counts, "returns")]


def _not_in_work(counts: Counts) -> list[Block]:
    phases = counts.outcomes.section("phases")
    stand = Block(phases.title, tuple(entry(figure) for figure in phases.figures if figure.count))
    return [_section(counts, "not_in_work"), stand]


def weeks(counts: Counts) -> Block:
    """Employer contacts week by week, held against the target; a week of leave has none."""
    target = counts.settings.employer_contacts_target
    rule = "Met face to face, Monday to Sunday; the same employer twice counts twice. A week of leave has no target."
    rows = []
    for week in counts.fidelity.weeks:
        log = "the log was gone through" if week.log_reviewed else "the log is not recorded as gone through"
        rows.append(
            Entry(
                id=f"week/{week.monday}",
                label=f"Week of {say.short_day(week.monday, counts.period.last)}",
                value="leave" if week.leave else f"{week.count} of {target}",
                picture=Marks(week.count, 0 if week.leave else target),
                behind={"": week.events} if week.events else {},
                about=(("Counted", str(week.count)), ("Rule", rule), ("Log", log), ("Source", "IPS-25 item 17")),
            )
        )
    return Block("Employers met in person, week by week", tuple(rows))


def _contacts(counts: Counts) -> list[Block]:
    return [weeks(counts), _section(counts, "contacts")]


def own(measures: Iterable[AnyMeasure]) -> list[AnyMeasure]:
    """Return the measures that did not come with the program."""
    with_it = {measure for file in shipped() for measure in file.measures}
    return [measure for measure in measures if measure not in with_it]


def _figures_of(counts: Counts, measure: AnyMeasure) -> list[Figure]:
    ids = (measure.id, f"after_release/{measure.id}", f"after_release/{measure.id}_unknown")
    every = counts.outcomes.figures.items()
    return [figure for id, figure in every if id in ids or id.startswith(f"{measure.id}/")]


def _funders(counts: Counts) -> list[Block]:
    """A block for each publisher that came with the program; what is told in another report is not told again."""
    here = {figure.id: figure for figure in counts.outcomes.section("funders").figures}
    held = set(counts.measures)
    blocks = [
        Block(
            file.publisher,
            tuple(entry(here[measure.id]) for measure in file.measures if measure.id in here and measure in held),
            tuple(each.rule for each in file.measures if isinstance(each, NotDefined) and each in held),
        )
        for file in shipped()
    ]
    return [block for block in blocks if block.entries or block.notes]


def _own(counts: Counts) -> list[Block]:
    found = own(counts.measures)
    rows = [entry(figure) for measure in found for figure in _figures_of(counts, measure)]
    empty = tuple(f"{m.name}: {m.rule}" for m in found if isinstance(m, NotDefined))
    return [Block("Measures of your own", tuple(rows), empty)]


GROUPS = (("Staffing", 1, 3), ("Organisation", 4, 11), ("Services", 12, 25))


def _fidelity(counts: Counts) -> list[Block]:
    found = counts.fidelity
    rows = {dial.item: _dial(dial) for dial in found.dials}
    total = (
        f"Total {found.total} of 125: {found.band}."
        if found.total is not None
        else f"No total: {len(found.missing)} of 25 items have no score, and a sum of the others would be no score."
    )
    blocks = [Block(name, tuple(rows[n] for n in range(first, last + 1))) for name, first, last in GROUPS]
    return [Block("", notes=(total,)), *blocks, weeks(counts)]


def _dial(dial: Dial) -> Entry:
    value = f"{dial.value:f}" if dial.value is not None else "not known"
    basis = {"computed": "counted from the records", "partly": "counted in part, the score is rated",
             "self_rated": "rated", "not_known": "not known yet"}[dial.basis]  # fmt: skip
    rows = (
        ("Stands at", f"{value} {dial.unit}" if dial.value is not None else value),
        ("Score", f"{dial.anchor} of 5" if dial.anchor is not None else "none"),
        ("Counted", dial.note),
        ("Rule", dial.rule),
        ("Asked", dial.ask),
        ("Rated on", f"{say.day(dial.rated_on, dial.rated_on)} {dial.rated_on.year}" if dial.rated_on else ""),
        ("Alone", dial.solo),
        ("Basis", basis),
        ("Status", f"{STATUS[dial.status]} (the anchors)"),
    )
    rating = tuple(id for id in dial.events if dial.figure is None or id not in dial.figure.events)
    return Entry(
        id=f"fidelity/{dial.item}",
        label=f"{dial.item:>2} {dial.title}",
        value=f"{dial.anchor} of 5" if dial.anchor is not None else "no score",
        picture=Marks(dial.anchor, 5) if dial.anchor is not None else None,
        figures=_figures(dial),
        behind={"": rating} if rating else {},
        about=tuple((head, text) for head, text in rows if text),
    )


def _figures(dial: Dial) -> tuple[Figure, ...]:
    """What an item was counted from, under an id of its own."""
    return (msgspec.structs.replace(dial.figure, id=f"fidelity/{dial.item}"),) if dial.figure is not None else ()


def _months(counts: Counts) -> list[Block]:
    """Each item at the end of the last months: its score, or a dash where there is none."""
    months = counts.history
    heads = ", ".join(say.month(month.last) for month in months)
    rows = [
        Entry(
            id=f"months/{dial.item}",
            label=f"{dial.item:>2} {dial.title}",
            value=" ".join(str(month.dials[dial.item].anchor or "-") for month in months),
            figures=_figures(dial),
            about=tuple(
                (say.month(month.last), f"{_reading(month.dials[dial.item])}") for month in months
            ),
        )
        for dial in counts.fidelity.dials
    ]  # fmt: skip
    return [Block(f"Scores at the end of {len(months)} months", tuple(rows), (f"From left to right: {heads}.",))]


def _reading(dial: Dial) -> str:
    value = f"{dial.value:f} {dial.unit}" if dial.value is not None else "not known"
    return f"{dial.anchor} of 5; {value}" if dial.anchor is not None else value


def _cost(counts: Counts) -> list[Block]:
    try:
        found = counts.cost
    except Unfit as problem:
        return [Block("", notes=(str(problem), "F7, Service and cost, changes it."))]
    if found is None:
        return [Block("", notes=("No cost is known yet. F7, Service and cost, asks for it.",))]
    by_id = counts.outcomes.figures
    parts = [
        Entry(id=f"line/{line.text}", label=line.text, value=say.money(line.amount),
              picture=Share(float(line.amount / found.total)) if found.total else None,
              about=(("Rule", "As it stands in the settings: F7, Service and cost."),))
        for line in found.lines
    ]  # fmt: skip
    each = [(by_id[id], amount) for id, amount in found.per_head.items()]
    each += [(by_id[id], amount) for id, amount in (("employed", found.per_person_into_work),
             ("employed_of_engaged", found.per_engaged_person_into_work), ("jobs/starts", found.per_job))
             if amount is not None]  # fmt: skip
    heads = tuple(
        Entry(id=f"each/{figure.id}", label=f"For each of {figure.count}: {figure.label.lower()}",
              value=say.money(amount), figures=(figure,),
              about=(("Sum", f"{say.money(found.total)} ÷ {figure.count} = {say.money(amount)}"), *about(figure)))
        for figure, amount in each
    )  # fmt: skip
    total = Entry(
        id="line/total", label="Together", value=say.money(found.total), about=(("Sum", found.arithmetic[0]),)
    )
    return [
        Block("What it costs", (*parts, total), found.warnings),
        Block("A head, a person into work, a job", heads),
        Block("Every sum", notes=found.arithmetic),
    ]


def _left_out(counts: Counts) -> list[Block]:
    """A line for each measure and reason, opening to the people."""
    labels = {id.rsplit("/", 1)[-1]: figure.label for id, figure in reversed(counts.outcomes.figures.items())}
    names = {person.client.id: person.client.name for person in counts.people}
    held: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for each in counts.outcomes.not_counted:
        label = labels.get(each.measure, each.measure.replace("_", " "))
        people = held.setdefault((label, each.why), {})
        people[each.client] = (*people.get(each.client, ()), *each.events)
    rows: dict[str, list[Entry]] = {}
    for (label, why), people in sorted(held.items()):
        rows.setdefault(label, []).append(
            Entry(id=f"{label}/{why}", label=say.sentence(why),
                  value=names[next(iter(people))] if len(people) == 1 else f"{len(people)} people",
                  behind=people, about=(("Why", f"{say.sentence(why)}."), ("Measure", label)))
        )  # fmt: skip
    return [Block(label, tuple(entries)) for label, entries in rows.items()]


class Report(NamedTuple):
    """A report to choose: what it is called, the parts of the counts it needs, and its lines."""

    id: str
    title: str
    parts: tuple[str, ...]
    blocks: Callable[[Counts], list[Block]]


REPORTS = (
    Report("outcomes", "Outcomes", ("outcomes",), _outcomes),
    Report("people", "People", ("outcomes",), _people),
    Report("activity", "Activity", ("outcomes",), _activity),
    Report("jobs", "Jobs", ("outcomes",), _jobs),
    Report("lasting", "Lasting", ("outcomes",), _lasting),
    Report("not_in_work", "Not in work", ("outcomes",), _not_in_work),
    Report("release", "After release", ("outcomes",), _release),
    Report("contacts", "Contacts", ("outcomes", "fidelity"), _contacts),
    Report("funders", "Funders", ("outcomes",), _funders),
    Report("own", "Own measures", ("outcomes",), _own),
    Report("left_out", "Not counted", ("outcomes",), _left_out),
    Report("fidelity", "Fidelity", ("fidelity",), _fidelity),
    Report("months", "Fidelity by month", ("fidelity", "history"), _months),
    Report("cost", "Cost", ("outcomes", "cost"), _cost),
)


def find(counts: Counts, report: Report, id: str) -> Entry | None:
    """Return a line of a report by its id; None where it is no longer there."""
    return next((each for block in report.blocks(counts) for each in block.entries if each.id == id), None)
