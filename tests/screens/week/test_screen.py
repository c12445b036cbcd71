"""The week's report on the screen: other weeks, initials, and the page to print."""

import pytest

from tests.screens.driving import cells, client_named, said, settle, until


@pytest.fixture
async def report(pilot):
    """The report, opened from the review."""
    await pilot.press("W")
    await until(pilot, lambda: pilot.app.screen.NAME == "week_report")
    return pilot


def text(pilot):
    """All of it, also what is further down."""
    return pilot.app.screen.query_one("#report").content.plain


async def test_it_tells_the_week_and_everybody_in_it(report):
    assert "Mon 23 Nov to Sun 29 Nov 2026" in cells(report.app)
    assert client_named(report.app, "Jason").name in text(report)


async def test_weeks_go_back_and_not_ahead_of_this_one(report):
    await report.press("left")
    await until(report, lambda: "Mon 16 Nov to Sun 22 Nov" in text(report))
    await report.press("right", "right")
    await said(report, "F6")
    assert "Mon 23 Nov" in text(report)
    await report.press("left", "left", "t")
    assert "Mon 23 Nov" in text(report)


async def test_initials_take_the_place_of_names(report):
    await report.press("i")
    await until(report, lambda: "Initials in place" in text(report))
    assert client_named(report.app, "Jason").name not in text(report)
    await report.press("i")
    await until(report, lambda: client_named(report.app, "Jason").name in text(report))


async def test_the_page_is_what_is_shown(report, monkeypatch):
    monkeypatch.setattr("ipstui.screens.printing.show", lambda path: True)
    await report.press("i", "p")
    await until(report, lambda: report.app.screen.is_modal)
    (page,) = (report.app.desk.caseload.path.parent / "pages").glob("week-*.txt")
    assert page.read_text("utf-8").startswith("THE WEEK'S REPORT")
    assert client_named(report.app, "Jason").name not in page.read_text("utf-8")


async def test_a_disk_that_refuses_is_said_and_nothing_is_lost(report, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ipstui.documents.week_page.write_both", refuse)
    await report.press("p")
    await said(report, "The page was not written: access to it was denied")


async def test_escape_goes_back(report):
    await report.press("escape")
    await until(report, lambda: report.app.screen.NAME == "review")


def test_in_a_picture(app, snap_compare):
    async def go(pilot):
        await pilot.press("W")
        await settle(pilot)

    assert snap_compare(app, run_before=go)
