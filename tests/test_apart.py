"""What is kept apart is seen where it was asked for by name, and nowhere else: every tab, page, report and command."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from ipstui.casework.events import (
    Conviction,
    Copied,
    DisclosureDiscussed,
    EmployerContact,
    Note,
    Offer,
    Referral,
    Released,
    Unread,
    is_apart,
)
from ipstui.casework.history import read_event
from ipstui.casework.people import Client, Employer
from ipstui.cli import main
from ipstui.desk import Desk
from ipstui.exchange.record import record_of
from ipstui.screens.client.tab import Beside
from ipstui.screens.client.tabs import TABS
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload
from ipstui.store.handover import read_handover, slots_of
from ipstui.store.vault import Vault
from ipstui.widgets.lines import Heading
from tests.screens.driving import listed, opened, seen, show, still

TODAY = date(2026, 11, 25)
TELLS = ("hospital", "1987", "17 mar", "19 week", "1990")
"""What gives one away: the sentence, its day, its length, its end."""


def moment() -> datetime:
    return datetime(2026, 11, 25, 12, tzinfo=UTC)


def gives_away(text: str) -> list[str]:
    return [word for word in TELLS if word in text.casefold()]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Jo, with one sentence that stands, one that was corrected, one taken back, and one that cannot be read."""
    path = tmp_path / "cases" / "cases.json"
    path.parent.mkdir()
    with Caseload.create(path, clock=moment) as caseload:
        caseload.record(
            Client(id="jo", name="Jo Marsh", birth_year=1960), Employer(id="cafe", name="A café"), label="added"
        )
        sentence = {"client": "jo", "on": date(1987, 3, 17), "sentence": "hospital_order", "length": "19 weeks",
                    "began": date(1987, 3, 17), "ends": date(1990, 1, 2)}  # fmt: skip
        caseload.record(
            Referral(client="jo", on=date(2026, 9, 1)), Released(client="jo", on=date(2026, 9, 2)),
            DisclosureDiscussed(client="jo", on=date(2026, 9, 20), choice="tell", words="I have a past."),
            EmployerContact(client="jo", on=date(2026, 9, 21), employer="cafe", named_with_consent="yes"),
            Offer(id="work", client="jo", on=date(2026, 11, 20), role="painter", starts=date(2026, 12, 3)),
            Note(client="jo", on=date(2026, 11, 21), note="A quiet day."),
            Conviction(id="first", **sentence), Conviction(id="second", voids="first", **sentence),
            Conviction(id="third", **sentence),
            Unread(id="fourth", client="jo", on=date(1987, 3, 17), kind_name="conviction",
                   raw={"id": "fourth", "client": "jo", "on": "1987-03-17", "kind": "conviction",
                        "recorded": "2026-11-25T12:00:00Z", "sentence": "hospital but not one"}),
            label="told",
        )  # fmt: skip
        caseload.record(Copied(client="jo", on=TODAY, entries=("third",)), label="copied")
        caseload.undo()
        from ipstui.casework.events import Void

        caseload.record(Void(client="jo", on=date(1987, 3, 17), voids="third"), label="back")
    return path


def run(*args: object, db: Path) -> str:
    result = CliRunner().invoke(main, ["--today", str(TODAY), *map(str, args)], env={"IPSTUI_DB": str(db)})
    assert result.exit_code in (0, 1), result.output
    assert "Traceback" not in result.output
    return result.stdout + result.stderr


def test_one_that_cannot_be_read_is_kept_apart_too(db: Path) -> None:
    spoilt = read_event({"kind": "conviction", "client": "jo", "on": "1987-03-17", "sentence": "nothing known"})
    assert isinstance(spoilt, Unread)
    assert is_apart(spoilt)
    with Caseload.open(db, clock=moment) as caseload:
        story = Desk(caseload, lambda: TODAY).casefile("jo").story
    assert (len(story.disclosure.sentences), story.disclosure.unreadable) == (1, 1)
    assert not [event for event in story.events if is_apart(event)]


@pytest.mark.parametrize(
    "command",
    [
        "show jo", "show jo --json", "show jo --ids", "review", "review --json", "diary --json", "find hospital --json",
        "find 1987", "copy jo", "copy jo --notes", "report outcomes --json", "report fidelity --json",
        "report week --json", "report outcomes", "report week", "log --kinds", "where",
    ],
)  # fmt: skip
def test_no_command_tells_it(db: Path, command: str) -> None:
    told = run(*command.split(), db=db)
    sought = command.split()[1] if command.startswith("find") else "nothing"
    assert not gives_away(told.replace(sought, "")), command


def test_no_file_for_others_holds_it_unless_that_is_ticked(db: Path, tmp_path: Path) -> None:
    run("workbook", tmp_path / "events.csv", "--sheet", "events", db=db)
    run("calendar", tmp_path / "all.ics", "--all", db=db)
    for file in tmp_path.glob("*.*"):
        assert not gives_away(file.read_text("utf-8-sig")), file
    (tmp_path / "words").write_text("eleven long words of its own\n")
    for name, ticked in (("without.json", ()), ("with.json", ("--with-convictions",))):
        said = run("export", "jo", tmp_path / name, "--own-passphrase-file", tmp_path / "words", *ticked, db=db)
        assert "kept apart: 2" in said
        vault = Vault.unlock(slots_of(tmp_path / name), "eleven long words of its own")
        handed = read_handover(tmp_path / name, vault)
        assert any(map(is_apart, handed.events)) is bool(ticked)
        assert ("third" in {event.voids for event in handed.events}) is bool(ticked)
    said = run("takeout", tmp_path / "all", db=db)
    assert "5 rows are in it too" in said
    assert gives_away((tmp_path / "all" / "events.jsonl").read_text("utf-8"))
    run("takeout", tmp_path / "some", "--without-convictions", db=db)
    for file in (tmp_path / "some").glob("*.*l"):
        assert not gives_away(file.read_text("utf-8")), file
    audit = (tmp_path / "some" / "audit.jsonl").read_text("utf-8")  # nor that there is one
    assert not [each for each in ("conviction", "first", "third", "fourth") if f'"{each}"' in audit]
    assert '"note"' in audit


def test_the_person_is_told_all_of_it_and_it_goes_with_them(db: Path, tmp_path: Path) -> None:
    run("sar", "jo", "--to", tmp_path, db=db)
    page = next(tmp_path.glob("*.html")).read_text("utf-8")
    assert gives_away(page.split("What was recorded")[1])
    assert "2 kept apart for disclosure" in page
    assert len(json.loads(next(tmp_path.glob("*.json")).read_text("utf-8"))["lines"]) >= 10
    run("erase", "jo", "--confirm", "Jo Marsh", db=db)
    for file in db.parent.rglob("*"):
        assert not file.is_file() or b"hospital" not in file.read_bytes(), file


def test_no_tab_but_its_own_tells_it_and_that_one_only_when_asked(db: Path) -> None:
    with Caseload.open(db, clock=moment) as caseload:
        desk = Desk(caseload, lambda: TODAY)
        casefile, events = desk.casefile("jo"), caseload.events_of("jo")
        for tab in TABS:
            for asked in (False, True):
                rows = tab.rows(casefile, Beside({}, opened=asked))
                told = " ".join(row.text if isinstance(row, Heading) else " ".join(row.cells) for row in rows)
                assert bool(gives_away(told)) is (asked and tab.name == "disclosure"), tab.name
        everything = record_of(casefile, events, {}, since_last=False, notes=True)
        assert not gives_away(" ".join(entry.text for entry in everything.entries))
        assert not [row for row in desk.review().rows if gives_away(str(row.why))]


async def test_it_is_hidden_again_when_the_tab_is_left_and_is_in_no_screen_before(db: Path) -> None:
    with Caseload.open(db, clock=moment) as caseload:
        app = IpsApp(Desk(caseload, lambda: TODAY))
        async with opened(app) as pilot:
            await show(pilot, caseload.clients["jo"])
            for key in ("1", "v", "f", "escape", "2", "3", "4", "5", "6"):
                await pilot.press(key)
                await still(pilot)
                assert not gives_away(seen(app)), key
            for key in ("f2", "escape"):
                await pilot.press(key)
                await still(pilot)
                assert not gives_away(seen(app)), key
            await pilot.press("v")
            await still(pilot)
            assert "Hospital order 1987" in listed(app, "disclosure")
            await pilot.press("left")
            await still(pilot)
            assert not gives_away(listed(app, "disclosure"))  # nor for the moment before it is drawn again
            for away in (("6",), ("v", "v"), ("v", "f3", "f4")):
                await pilot.press(*away)
                await still(pilot)
                assert not gives_away(seen(app)), away
