"""A day of which only the month is known is told as the month: in every tab, page and command that people read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import msgspec
import pytest
from click.testing import CliRunner

from ipstui.casework import say
from ipstui.casework.agenda import agenda_of, told
from ipstui.casework.ending.checklist import before_release
from ipstui.casework.events import KINDS, Event, Released, Void, kind_of
from ipstui.casework.known import plain
from ipstui.casework.people import Client, Employer, Settings
from ipstui.casework.way import way_of
from ipstui.casework.words import summary
from ipstui.cli import main
from ipstui.documents.blocks_page import as_text
from ipstui.documents.cv import cv_of
from ipstui.documents.ending_pages import PARTS, end_page, hand_over_sheet, pre_release_page
from ipstui.documents.words import facts_of
from ipstui.exchange.record import record_of
from ipstui.screens.client.tab import Beside
from ipstui.screens.client.tabs import TABS
from ipstui.store.caseload import Caseload
from ipstui.widgets.band import band
from ipstui.widgets.lines import Heading
from ipstui.widgets.reasons import reasons
from tests.casework import made_up
from tests.casework.made_up import TODAY, casefile, expected, from_prison, met, review

ON = made_up.day(-4)
"""The day that stands for its month, and that nobody said."""
OUT = [from_prison(-100), made_up.told(Released, -60), met(-50), met(-45)]
INSIDE = [from_prison(-100), expected(20)]


def one_of(kind: type[Event], seed: int, before: list[Event]) -> Event:
    """One event of a kind of which the month is known, no other day of it the same."""
    dice = Random(seed)
    fields = {field.name: made_up._value(dice, field, *how, before, ON) for field, *how in made_up._FIELDS[kind]}
    fields = {name: ON + timedelta(days=1) if value == ON else value for name, value in fields.items()}
    given = {name: value for name, value in fields.items() if value is not msgspec.UNSET}
    return made_up.told(kind, ON, on_precision="month", **given)


def later(seed: int, earlier: list[Event]) -> list[Event]:
    """Some that came after it and may name it, each on a day that is known."""
    found = [made_up.from_seed(seed * 50 + number, earlier, -3, -1) for number in range(3)]
    return [msgspec.structs.replace(each, on=plain(each.on), on_precision="day") for each in found]


def read_of(events: list[Event], kind: str) -> Iterator[tuple[str, str]]:
    """Everything that is read of somebody, each line with the place where it stands."""
    file = casefile(*events)
    for tab in TABS:
        for asked in ("", kind):
            for row in tab.rows(file, Beside({}, opened=True, kind=asked)):
                yield tab.name, row.text if isinstance(row, Heading) else " | ".join(map(str, row.cells))
    yield from ((each.kind, each.because) for each in file.deadlines)
    yield from ((each.flag, f"{each.why} {each.rule}") for each in file.flags)
    yield from (("line", summary(each, {})) for each in events)
    yield from (("why", each) for each in str(reasons(file, TODAY, {})).splitlines())
    yield from (("phase", each) for each in (file.phase.reason, file.phase.detail))
    way = way_of("jo", events, TODAY)
    yield from (("band", each) for each in str(band(way, file.deadlines, TODAY, 120)).splitlines())
    shown = review(file)
    yield from (("review", f"{row.last_contact} | {row.next} | {row.why}") for row in shown.rows)
    yield from (("changes", each) for each in shown.changes)
    kept = record_of(file, events, {}, since_last=False, notes=True)
    yield from (("copy", f"{each.when} {each.text}") for each in kept.entries)
    yield from (("before release", each.how) for each in before_release(file.client, file.story))
    for title, blocks in (hand_over_sheet(file, {}, [*PARTS], ""), pre_release_page(file), end_page(file)):
        yield from ((title, each) for each in as_text(title, blocks).splitlines())
    yield "cv", cv_of(file.client, file.story, {}).standing
    yield from facts_of(file.client, file.story, {}, Settings(specialist="Sam Told")).items()
    agenda = agenda_of([file], [], {}, made_up.day(-40), made_up.day(40), TODAY)
    days = [entry for day in agenda.days for entry in day.entries]
    yield from (("diary", told(each)) for each in (*agenda.unanswered, *agenda.late, *days))


@pytest.mark.parametrize("kind", made_up.KINDS)
def test_no_line_tells_the_day(kind: type[Event]) -> None:
    """A line that tells the same day whatever day stands for the month means another."""
    for seed in range(6):
        before = [OUT, INSIDE][seed % 2]
        event = one_of(kind, seed, before)
        after = later(seed, [*before, event])
        moved = msgspec.structs.replace(event, on=ON - timedelta(days=6))
        for others in ([], after):
            lines = {*read_of([*before, event, *others], kind_of(event))}
            lines -= {*read_of([*before, moved, *others], kind_of(event))}
            assert not [line for line in lines if say.short_day(ON, TODAY) in line[1]], seed


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody of whom one event of each kind is recorded, every one of the same month and of no other day."""
    path = tmp_path_factory.mktemp("months") / "cases" / "cases.json"
    path.parent.mkdir()
    people = [msgspec.structs.replace(one_of(kind, 3, OUT), employer="x") if "employer" in kind.__struct_fields__
              else one_of(kind, 3, OUT) for kind in KINDS.values() if kind is not Void]  # fmt: skip
    with Caseload.create(path, clock=lambda: datetime(2026, 11, 22, 12, tzinfo=UTC)) as caseload:
        caseload.record(Client(id="jo", name="Jo Marsh"), Employer(id="x", name="A café"), label="added")
        caseload.record(
            *(msgspec.structs.replace(each, id="", recorded=each.recorded) for each in [*OUT, *people]), label="told"
        )
    return path


@pytest.mark.parametrize(
    "command",
    [
        "show jo", "show jo --all", "show jo --ids", "review", "diary", "find o", "copy jo --notes", "report week",
        "report outcomes", "report fidelity", "vacancies --applications", "vacancies --courses", "employers",
        "plan jo", "cv jo",
    ],
)  # fmt: skip
def test_no_command_tells_the_day(db: Path, command: str) -> None:
    result = CliRunner().invoke(main, ["--today", str(TODAY), *command.split()], env={"IPSTUI_DB": str(db)})
    assert result.exit_code == 0, result.output
    assert not [line for line in result.output.splitlines() if say.short_day(ON, TODAY) in line]


def test_the_page_of_everything_held_tells_no_day(db: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        main, ["--today", str(TODAY), "sar", "jo", "--to", str(tmp_path)], env={"IPSTUI_DB": str(db)}
    )
    assert result.exit_code == 0, result.output
    (page,) = tmp_path.glob("*.html")
    assert say.short_day(ON, TODAY) not in page.read_text("utf-8")


@pytest.mark.parametrize(
    "command",
    [
        "show jo --json", "review --json", "diary --json", "find o --json", "report week --json", "plan jo --json",
        "report outcomes --json", "report fidelity --json", "vacancies --applications --json", "employers --json",
        "copy jo --json", "workbook {}/all.xlsx", "workbook {}/events.csv --sheet events", "calendar {}/all.ics --all",
        "takeout {}/all", "report outcomes --page {}/page.html", "report fidelity --page {}/page.html",
    ],
)  # fmt: skip
def test_programs_are_given_the_day_as_it_is_stored(db: Path, tmp_path: Path, command: str) -> None:
    arguments = command.format(tmp_path).split()
    result = CliRunner().invoke(main, ["--today", str(TODAY), *arguments], env={"IPSTUI_DB": str(db)})
    assert result.exit_code == 0, result.output
    if command.startswith(("show", "find")):
        assert f'"on": "{ON}"' in result.output
    for page in tmp_path.glob("*.html"):
        assert say.short_day(ON, TODAY) not in page.read_text("utf-8")
