"""A desk for the screens to work on: the made-up caseload on a fixed day, each test on a copy of its own."""

import json
import os
import shutil
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from ipstui.casework.history import read_event
from ipstui.casework.people import Client, Employer, Settings, Vacancy
from ipstui.demo import demo_caseload
from ipstui.desk import Desk
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload
from tests.screens.driving import TODAY, opened

os.environ["TZ"] = "Europe/London"
if hasattr(time, "tzset"):
    time.tzset()
for name in ("NO_COLOR", "COLORTERM", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(name, None)

# Its plugin sets this in the first process only, so that pictures could not be compared by several.
os.environ.setdefault("TEXTUAL_SNAPSHOT_TEMPDIR", "-pictures")


class Noon:
    """A clock that starts at noon of the day and goes on a second each time it is asked."""

    def __init__(self):
        self.seconds = 0

    def __call__(self):
        self.seconds += 1
        return datetime(2026, 11, 23, 12, 0, tzinfo=UTC) + timedelta(seconds=self.seconds)


@pytest.fixture(autouse=True)
def still_cursor(monkeypatch):
    """A blinking cursor makes two pictures of one screen."""
    monkeypatch.setattr("textual.widgets.Input._toggle_cursor", lambda self: None)


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory):
    """The made-up caseload as a case file."""
    path = tmp_path_factory.mktemp("demo") / "demo.json"
    made = demo_caseload(TODAY)
    with Caseload.create(path, clock=Noon()) as caseload:
        everything = (*made.clients, *made.employers, *made.vacancies, made.settings, *made.events)
        caseload.record(*everything, label="made-up caseload")
    return path


@pytest.fixture
def desk(demo_file, tmp_path):
    """The made-up caseload, opened from a copy."""
    path = tmp_path / "cases.json"
    shutil.copy(demo_file, path)
    with Caseload.open(path, clock=Noon()) as caseload:
        yield Desk(caseload, lambda: TODAY, made_up=True)


PICTURED = Path(__file__).with_name("pictured.json")
"""Ten people for the pictures, on fixed days: they stay as they are when the demo or what it holds changes."""


@pytest.fixture
def pictured(tmp_path):
    """The program on the caseload of the pictures."""
    held = json.loads(PICTURED.read_text(encoding="utf-8"))
    with Caseload.create(tmp_path / "pictured.json", clock=Noon()) as caseload:
        caseload.record(
            *msgspec.convert(held["clients"], list[Client], strict=False),
            *msgspec.convert(held["employers"], list[Employer], strict=False),
            *msgspec.convert(held["vacancies"], list[Vacancy], strict=False),
            *msgspec.convert(held["settings"], list[Settings], strict=False),
            *(read_event(event) for event in held["events"]),
            label="the caseload of the pictures",
        )
        yield IpsApp(Desk(caseload, lambda: TODAY, made_up=True))


@pytest.fixture
def empty(tmp_path):
    """A caseload with nobody in it."""
    with Caseload.create(tmp_path / "cases.json", clock=Noon()) as caseload:
        yield Desk(caseload, lambda: TODAY)


@pytest.fixture
def app(desk):
    """The program on the made-up caseload."""
    return IpsApp(desk)


@pytest.fixture
def bare(empty):
    """The program on an empty caseload."""
    return IpsApp(empty)


@pytest.fixture
async def pilot(app):
    """The program running at 80 by 24, toasts shown."""
    async with opened(app) as pilot:
        yield pilot


@pytest.fixture
async def bare_pilot(bare):
    """The program running on an empty caseload."""
    async with opened(bare) as pilot:
        yield pilot
