"""The disclosure tab by keys: a conviction is kept, shown only when asked, corrected, taken back; and a letter."""

from datetime import date

from ipstui.casework.events import Conviction, DisclosureDiscussed, DisclosureTold
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.conviction import ConvictionScreen
from ipstui.screens.forms.disclosure import PaperScreen
from ipstui.screens.reading import ReadingScreen
from ipstui.store.places import pages
from ipstui.widgets.lines import Target
from tests.screens.driving import (
    client_named,
    fill,
    listed,
    opened,
    point_at,
    problem,
    show,
    still,
    toasts,
    until,
)


async def choose(pilot, text):
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.press(*text, "enter")
    await pilot.pause()


async def test_a_conviction_is_kept_corrected_and_taken_back_and_a_letter_is_written(pictured):
    app = pictured
    async with opened(app) as pilot:
        donna = client_named(app, "Donna")
        await show(pilot, donna)
        await pilot.press("6")
        await still(pilot)
        await point_at(pilot, Target("do", "conviction"), "disclosure")
        await pilot.press("enter")
        await choose(pilot, "shpo")
        await until(pilot, lambda: isinstance(app.screen, ConvictionScreen))
        fill(app, on="3 mar 2019", began="3 mar 2019", length="120 years")
        await pilot.press("f10")
        await until(pilot, lambda: "cannot be right" in problem(app))
        fill(app, length="2 years")
        await pilot.press("f10")
        await until(pilot, lambda: not isinstance(app.screen, ConvictionScreen))
        kept = app.desk.casefile(donna.id).story.disclosure.sentences
        assert [(each.event.sentence, each.event.length) for each in kept] == [("prohibiting_order", "2 years")]
        assert not any("2019" in told or "order" in told.casefold() for told in toasts(app))
        assert "2019" not in listed(app, "disclosure")
        await pilot.press("v")
        await still(pilot)
        assert "Order 2019" in listed(app, "disclosure")
        await point_at(pilot, Target("conviction", kept[0].id, event=kept[0].event.id), "disclosure")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ConvictionScreen))
        fill(app, length="12 years")
        await pilot.press("f10")
        await until(pilot, lambda: "unspent until" in listed(app, "disclosure"))
        await pilot.press("x")
        await until(pilot, lambda: "spent since" in listed(app, "disclosure"))  # as it was before the correction
        await pilot.press("down", "up", "x")
        await until(pilot, lambda: not app.desk.casefile(donna.id).story.disclosure.sentences)
        await point_at(pilot, Target("do", "disclosure_paper"), "disclosure")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PaperScreen))
        fill(app, what="letter", listed="yes", to="The manager")
        await pilot.press("f10")
        await until(pilot, lambda: "none to list" in problem(app))
        fill(app, listed="no")
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, ReadingScreen))
        assert sorted(page.suffix for page in pages(app.desk.caseload.path)) == [".docx", ".html", ".txt"]


def test_the_tab_in_a_picture(pictured, snap_compare):
    donna = client_named(pictured, "Donna")
    given = {"client": donna.id, "age": "adult"}
    term = Conviction(
        id="term", on=date(2025, 9, 1), sentence="prison", began=date(2025, 9, 1), length="10 months", **given
    )
    pictured.desk.record(
        Conviction(on=date(2016, 5, 4), sentence="fine", began=date(2016, 5, 4), **given),
        Conviction(on=date(2021, 3, 9), sentence="driving_ban", began=date(2021, 3, 9), length="3 years", **given),
        term,
        label="kept",
    )  # fmt: skip
    pictured.desk.record(
        Conviction(on=term.on, sentence="compensation_order", conviction="term", paid=date(2026, 2, 2), **given),
        DisclosureDiscussed(client=donna.id, on=date(2026, 11, 2), choice="tell", words="I have a past, behind me.",
                            for_whom="any employer", pros="No fear of being found out.", cons="Some stop there."),
        DisclosureTold(client=donna.id, on=date(2026, 11, 4), whom="the supervisor", done_by="both", as_agreed="yes"),
        label="kept",
    )  # fmt: skip

    async def go(pilot):
        await show(pilot, donna)
        await pilot.press("6", "v")
        await still(pilot)

    assert snap_compare(pictured, terminal_size=(80, 24), run_before=go)
