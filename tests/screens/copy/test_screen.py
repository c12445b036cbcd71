"""Copying for the official record: the text, a clipboard that may refuse, and a note only once somebody says so."""

import pytest

from ipstui.casework.events import Contact, Copied, Note
from ipstui.screens.copy.screen import CopyScreen
from tests.screens.driving import TODAY, cells, client_named, lines, said, settle, show, until


@pytest.fixture
async def copying(pilot):
    """The text of Jason, opened from his screen."""
    jason = client_named(pilot.app, "Jason")
    pilot.app.desk.record(
        Contact(outcome="seen", client=jason.id, on=TODAY, mode="phone", note="line one\nline two [/b]"),
        Note(client=jason.id, on=TODAY, note="for me alone"), label="x",
    )  # fmt: skip
    await show(pilot, jason)
    await pilot.press("y")
    await until(pilot, lambda: isinstance(pilot.app.screen, CopyScreen))
    await pilot.press("p")  # everything new, rather than the line under the cursor
    return pilot


def text(pilot):
    return pilot.app.screen.query_one("#record").content.plain


def marks(pilot):
    story = pilot.app.desk.casefile(client_named(pilot.app, "Jason").id).story
    return [event for event in story.events if isinstance(event, Copied)]


async def test_it_is_sent_to_the_clipboard_and_not_said_to_be_there(copying):
    assert "phone, client\nSpoke by phone\nline one\nline two [/b]" in text(copying)
    assert "line one\nline two" in copying.app.clipboard
    assert "Not every terminal takes it" in cells(copying.app)
    assert not marks(copying)


async def test_enter_notes_it_and_the_next_copy_has_nothing_new(copying):
    await copying.press("enter")
    await said(copying, "Noted as copied")
    assert len(marks(copying)) == 1
    await copying.press("y")
    await until(copying, lambda: isinstance(copying.app.screen, CopyScreen))
    await copying.press("p")
    assert "Nothing new since the last copy" in cells(copying.app)
    await copying.press("a")
    assert "line one" in text(copying)


async def test_y_on_a_line_copies_that_line_and_only_that(copying):
    jason = client_named(copying.app, "Jason")
    contact = next(e for e in copying.app.desk.caseload.events_of(jason.id) if e.note.startswith("line one"))
    await copying.press("escape")
    target = next(t for t in lines(copying.app).targets if t.event == contact.id)
    lines(copying.app).go_to(target)
    await copying.press("y")
    await until(copying, lambda: isinstance(copying.app.screen, CopyScreen))
    assert text(copying).count("\n\n") == 0
    await copying.press("enter")
    await said(copying, "Noted as copied: 1 entry")
    assert [each.entries for each in marks(copying)] == [(contact.id,)]


async def test_escape_notes_nothing(copying):
    await copying.press("escape")
    await until(copying, lambda: copying.app.screen.NAME == "client")
    assert not marks(copying)


async def test_private_notes_are_left_out_until_asked_for(copying):
    assert "for me alone" not in text(copying)
    assert "left out" in cells(copying.app)
    await copying.press("n")
    assert "for me alone" in text(copying)


@pytest.mark.posix("rights of a file as a mode")
async def test_a_file_is_offered_readable_by_this_user_only(copying):
    await copying.press("s")
    await until(copying, lambda: "Written to" in cells(copying.app))
    (file,) = (copying.app.desk.caseload.path.parent / "pages").glob("record-*.txt")
    assert "line one\nline two" in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0


async def test_where_windows_takes_it_that_is_said(copying, monkeypatch):
    monkeypatch.setattr("ipstui.screens.copy.screen.took", lambda text: True)
    await copying.press("n")
    await until(copying, lambda: "It is on the clipboard" in cells(copying.app))


async def test_a_disk_that_refuses_notes_nothing_and_keeps_the_text(copying, monkeypatch):
    def refuse(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ipstui.screens.copy.screen.save_elsewhere", refuse)
    await copying.press("s")
    await said(copying, "The file was not written. Nothing is lost.")
    assert "line one" in text(copying)


def test_in_a_picture(app, snap_compare):
    async def go(pilot):
        await pilot.press("y")
        await settle(pilot)

    assert snap_compare(app, run_before=go)
