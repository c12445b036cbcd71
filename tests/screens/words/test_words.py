"""Words, letters and the CV by keys: what is not known stops, what gives away is asked about, a file is noted."""

import os

import pytest

from ipstui.casework.events import Cv
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.words.cv import CvScreen
from ipstui.screens.words.words import LetterScreen
from tests.screens.driving import cells, choose, client_named, problem, said, show, until


@pytest.fixture
async def letter(pilot):
    """A thank-you about Kyle, for whom no employer is known but one applied to by role alone."""
    await show(pilot, client_named(pilot.app, "Gethin"))
    await pilot.press("m")
    await choose(pilot, "Follow up", LetterScreen)
    return pilot


async def test_what_is_not_known_is_filled_in_first_and_what_gives_away_is_asked_about(letter):
    app, area = letter.app, letter.app.screen.query_one("#letter")
    await letter.press("f10")
    await until(letter, lambda: problem(app))
    assert "[employer]" in problem(app)
    assert not app.clipboard
    area.load_text("Dear Hollin Lane,\n\nGethin is out of prison now.")
    await letter.press("f10")
    await until(letter, lambda: isinstance(app.screen, ChooseScreen))
    assert "prison: “prison”" in cells(app)
    await choose(letter, "No")
    assert not app.clipboard
    assert "out of prison" in app.screen.query_one("#letter").text
    await letter.press("f10")
    await choose(letter, "Gethin")
    await until(letter, lambda: app.clipboard.startswith("Dear Hollin Lane"))
    await letter.press("escape")
    assert any("out of prison" in draft.get("text", "") for draft in app.drafts.values())


async def test_a_cv_is_approved_word_for_word_and_written_as_a_noted_file(pilot, tmp_path):
    app = pilot.app
    screen = await show(pilot, client_named(app, "John"))
    app.push_screen(CvScreen(screen.chosen()))
    await until(pilot, lambda: isinstance(app.screen, CvScreen))
    await until(pilot, lambda: "Not approved yet" in cells(app))
    await pilot.press("a")
    await choose(pilot, "No")
    assert app.desk.casefile(screen.place()).story.vocational.approved_cv is None
    await pilot.press("a")
    await choose(pilot, "Yes")
    await said(pilot, "the version they approved")
    kept = app.desk.casefile(screen.place()).story.vocational.approved_cv
    assert isinstance(kept, Cv)
    assert "Kitchen servery" in kept.text
    await pilot.press("w")
    await until(pilot, lambda: app.screen.query(".answer"))
    app.screen.query_one(".answer").value = str(tmp_path / "cv")
    await pilot.press("enter")
    await said(pilot, "Written:")
    written = tmp_path / "cv.docx"
    assert written.read_bytes()[:2] == b"PK"
    if os.name == "posix":
        assert written.stat().st_mode & 0o077 == 0
    (row,) = app.desk.caseload.outside(screen.place())
    assert (row["what"], row["where"]) == ("CV", str(written))
