"""The session beside the client: what answers at a key, what is kept, and that nobody else is ever named."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, Select, Static

from ipstui.actions import ACTIONS
from ipstui.casework.benefits.kept import kept_of, results_of
from ipstui.casework.events import BenefitsSession, BenefitStatus, Void
from ipstui.demo import demo_caseload
from ipstui.desk import Desk
from ipstui.screens.client.acts import open_again
from ipstui.screens.client.benefits import benefits
from ipstui.screens.client.screen import ClientScreen
from ipstui.screens.client.tab import Beside, of
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.screens.session.blank import BlankScreen
from ipstui.screens.session.compare import CompareScreen
from ipstui.screens.session.facts import FactLine, SessionFactsScreen
from ipstui.screens.session.screen import SessionScreen
from ipstui.shell.app import IpsApp
from ipstui.shell.palette import Palette
from ipstui.store.caseload import Caseload
from ipstui.store.vault import Vault
from ipstui.widgets.chart import HoursChart
from ipstui.widgets.lines import Line
from tests.screens.driving import (
    TODAY,
    cells,
    client_named,
    fill,
    opened,
    point_at,
    save,
    seen,
    show,
    still,
    toasts,
    until,
)

ROOT = Path(__file__).parents[3]


async def sit(pilot, who="donna"):
    """Open the session of one client."""
    screen = SessionScreen(who)
    await pilot.app.push_screen(screen)
    await still(pilot)
    return screen


async def enter(pilot, **texts):
    """Open the form of facts, fill it in, and take it over."""
    await pilot.press("f")
    await until(pilot, lambda: isinstance(pilot.app.screen, SessionFactsScreen))
    for line in pilot.app.screen.query(FactLine):
        if line.field.name in texts:
            text = texts.pop(line.field.name)
            for select in line.query(Select):
                select.value = text
            for field in line.query(Input):
                field.value = text
    assert not texts
    await pilot.pause()
    await pilot.press("f10")
    await still(pilot)


def beside(app, name):
    """What stands beside a field of the form."""
    line = next(line for line in app.screen.query(FactLine) if line.field.name == name)
    return str(line.query_one(".beside").content)


def everything(app):
    """All text of every widget of every screen of this stack, what is painted, the titles and the toasts."""
    texts = [seen(app), app.title, app.sub_title, *toasts(app)]
    for screen in app.screen_stack:
        if getattr(screen, "PRIVATE", False) or screen is app.screen:
            texts += [str(screen.title or ""), str(screen.sub_title or "")]
            texts += [str(w.content) for w in screen.query(Static)]
            texts += [w.value for w in screen.query(Input)]
    return "\n".join(texts)


def others(app, client):
    """The names of everyone else, whole and by their parts."""
    own = set(app.desk.caseload.clients[client].name.split())
    names = [c.name for c in app.desk.caseload.clients.values() if c.id != client]
    parts = {part for name in names for part in name.split() if part not in own}
    return names, parts


# What answers


async def test_hours_and_pay_answer_at_once(pilot):
    screen = await sit(pilot)
    assert "17 hours a week" in cells(pilot.app)
    assert "ESA STOPS" in cells(pilot.app)
    await pilot.press("left", "left")
    await still(pilot)
    assert "15 hours a week" in cells(pilot.app)
    assert "ESA STOPS" not in cells(pilot.app)
    assert "√ inside" in cells(pilot.app)
    before = screen.talk.choice.hourly
    await pilot.press("plus", "plus", "minus")
    assert screen.talk.choice.hourly == before + screen.talk.choice.hourly.__class__("0.10")
    await pilot.press("up", "down", "right")
    assert screen.talk.choice.hours == 16
    assert "▲ OVER" in seen(pilot.app)


async def test_the_figures_are_the_calculators(pilot):
    screen = await sit(pilot)
    better = screen.found.better
    text = cells(pilot.app)
    assert f"£{better.now.total_monthly:,} a month" in text
    assert f"£{better.in_work.total_monthly:,} a month" in text
    assert f"+£{better.gain_after_travel_monthly:,}" in text


async def test_hours_stop_at_nought_and_at_eighty_four(pilot):
    screen = await sit(pilot)
    screen.set_hours(1)
    await pilot.press("left", "left", "left")
    assert screen.talk.choice.hours == 0
    screen.set_hours(84)
    await pilot.press("right")
    assert screen.talk.choice.hours == 84


async def test_the_chart_has_the_line_the_choice_and_where_a_benefit_ends(pilot):
    await sit(pilot)
    chart = pilot.app.screen.query_one(HoursChart)
    drawn = str(chart.render())
    assert "under 16 h for ESA" in drawn
    assert "17 h: £952" in drawn
    assert "█" in drawn
    await enter(pilot, universal_credit="yes", esa="no", esa_weekly="", health="none", housing="none")
    await still(pilot)
    assert "UC ends" in str(chart.render())
    assert "16 h for" not in str(chart.render())


async def test_what_is_not_known_is_said_and_universal_credit_has_no_hours_limit(pilot):
    await sit(pilot, "james")
    assert "New Style ESA is not known: it has a 16-hour limit. Universal Credit has none." in cells(pilot.app)
    assert "Not known, taken as" in cells(pilot.app)


async def test_in_prison_it_says_for_when_the_figures_are(pilot):
    await sit(pilot, "kwame")
    assert "These figures are for after release" in cells(pilot.app)


async def test_show_me_how_has_every_step_and_the_adviser(pilot):
    screen = await sit(pilot)
    await pilot.press("h")
    await pilot.pause()
    text = str(pilot.app.screen.query_one("#text Static", Static).content)
    squeezed = " ".join(text.split())
    for step in (*screen.found.better.steps, *screen.found.permitted.steps):
        assert " ".join(step.text.split()[:4]) in squeezed
    assert "PW1 BEFORE starting" in squeezed
    assert "welfare-rights adviser" in squeezed


async def test_the_licence_verdict_stands_beside_a_proposal(pilot):
    await sit(pilot, "james")
    assert "Licence for Thu-Sat 18:00-01:00" in cells(pilot.app)
    await sit(pilot, "donna")
    assert "Licence" not in cells(pilot.app)


async def test_the_words_of_other_conditions_stay_off_the_screen(pilot):
    """Every proposal of every person: only conditions of time and of work as such are quoted."""
    from ipstui.casework.licence.check import checks_of
    from ipstui.screens.session.licence import licence_line

    quoted = 0
    for casefile in pilot.app.desk.casefiles():
        for checked in checks_of(casefile.story):
            line = licence_line(casefile.story, checked.proposal.id)
            for row in checked.result.conditions if checked.result else ():
                if row.why in line:
                    quoted += 1
                    assert row.id.startswith(("state", "work_approval", "curfew", "pre_tag", "electronic_tag", "gps"))
    assert quoted


# Facts


async def test_facts_are_prefilled_from_the_record_and_say_from_where(pilot):
    await sit(pilot)
    await pilot.press("f")
    await pilot.pause()
    assert "in payment" in beside(pilot.app, "esa")
    assert beside(pilot.app, "savings") == ""


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [("hourly", "0.12", "not a wage"), ("hours", "90", "84"), ("pension", "999", "more than the pay"),
     ("age", "17", "18 to 65"), ("age", "70", "18 to 65"), ("starts", "1 jan 2040", "no"),
     ("monthly", "100", "give one of the two")],
)  # fmt: skip
async def test_bad_input_is_said_beside_its_field_while_typing_and_gives_no_answer(pilot, field, text, words):
    screen = await sit(pilot)
    before = screen.talk.choice
    await pilot.press("f")
    await pilot.pause()
    line = next(line for line in pilot.app.screen.query(FactLine) if line.field.name == field)
    line.query_one(Input).value = text
    await pilot.pause()
    assert words in beside(pilot.app, field)
    assert beside(pilot.app, field).startswith("▲")
    assert str(pilot.app.screen.query_one("#so-far").content) == f"No answer. {beside(pilot.app, field)[2:]}"
    await pilot.press("f10")
    await pilot.pause()
    assert isinstance(pilot.app.screen, SessionFactsScreen)
    assert pilot.app.focused is line.query_one(Input)
    await pilot.press("escape")
    await pilot.pause()
    assert screen.talk.choice == before


async def test_without_an_answer_there_is_nothing_that_looks_like_one(pilot):
    screen = await sit(pilot)
    await enter(pilot, pension="30", travel="5")
    screen.set_hours(1)
    await still(pilot)
    assert "No answer. The pension contribution is more than the pay." in cells(pilot.app)
    assert "£" not in str(screen.query_one("#figures", Static).content)
    assert str(screen.query_one(HoursChart).render()) == ""


# Keeping


async def kept(pilot, who="donna"):
    screen = await sit(pilot, who)
    await pilot.press("s")
    await pilot.pause()
    await save(pilot)
    await until(pilot, lambda: pilot.app.screen is screen)
    return screen, pilot.app.desk.casefile(who).story.vocational.sessions[-1]


async def test_saving_keeps_inputs_results_rates_and_words(pilot):
    _, event = await kept(pilot)
    assert isinstance(event, BenefitsSession)
    assert event.on == TODAY
    assert event.rates_version.startswith("2026-27")
    assert "ESA stops" in event.advice
    assert kept_of(event).choices[0].hours == 17
    assert results_of(event).answers[0].permitted.verdict == "breach"
    assert len(results_of(event).curve) == 41


async def test_a_session_kept_is_a_contact_unless_it_is_unticked(pilot, desk):
    before = desk.casefile("donna").story.engagement.last_contact
    await sit(pilot, "donna")
    await pilot.press("s")
    await pilot.pause()
    fill(pilot.app, contact="no")
    await save(pilot)
    assert desk.casefile("donna").story.engagement.last_contact == before
    pilot.app.pop_screen()
    await kept(pilot)
    contact = desk.casefile("donna").story.engagement.last_contact
    assert (contact.on, contact.mode, contact.purpose) == (TODAY, "face_to_face", "benefits")


async def test_a_kept_session_opens_again_exactly_as_it_was(pilot):
    screen, _ = await kept(pilot)
    await still(pilot)
    figures, drawn = str(screen.query_one("#figures", Static).content), str(screen.query_one(HoursChart).render())
    await pilot.press("left")
    await pilot.press("e")
    await pilot.pause()
    await pilot.press("enter")
    await still(pilot)
    assert str(screen.query_one("#figures", Static).content) == figures
    assert str(screen.query_one(HoursChart).render()) == drawn
    assert "kept Mon 23 Nov" in cells(pilot.app)
    assert "Nothing recorded since changes it." in cells(pilot.app)


async def test_it_says_what_was_recorded_since(pilot):
    _, event = await kept(pilot)
    stopped = BenefitStatus(client="donna", on=TODAY, benefit="new_style_esa", in_payment=False)
    await pilot.app.save(stopped, label="benefit stopped")
    await pilot.app.push_screen(SessionScreen("donna", event.id))
    await still(pilot)
    assert "Recorded since: New Style ESA stopped" in cells(pilot.app)


@pytest.mark.parametrize("way", ["timeline", "benefits"])
async def test_enter_on_a_kept_session_opens_it_as_it_was(pilot, way):
    _, event = await kept(pilot)
    await pilot.press("left", "escape")  # a change after it was kept is not what opens
    await show(pilot, client_named(pilot.app, "Donna"))
    if way == "benefits":
        await pilot.press("5")
        await pilot.pause()
    await point_at(pilot, of("event", event.id), way)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, SessionScreen))
    await still(pilot)
    assert pilot.app.screen.talk.shown == event
    assert pilot.app.screen.talk.choice.hours == 17
    assert "kept Mon 23 Nov" in cells(pilot.app)


async def test_a_session_taken_back_or_without_figures_is_read(pilot):
    _, event = await kept(pilot)
    await pilot.press("escape")
    screen = await show(pilot, client_named(pilot.app, "Donna"))
    casefile = screen.chosen()
    noted = next(s for s in casefile.story.vocational.sessions if results_of(s) is None)
    assert not open_again(screen, noted, casefile)
    await pilot.app.save(Void(client="donna", on=TODAY, voids=event.id), label="taken back")
    assert not open_again(screen, event, screen.chosen())
    assert pilot.app.screen is screen


async def test_the_benefits_tab_says_what_changed_since(pilot):
    _, event = await kept(pilot)
    casefile = pilot.app.desk.casefile("donna")
    assert "CHANGED" not in line_of(casefile, event)
    stopped = BenefitStatus(client="donna", on=TODAY, benefit="new_style_esa", in_payment=False)
    await pilot.app.save(stopped, label="benefit stopped")
    told = line_of(pilot.app.desk.casefile("donna"), event)
    assert told.startswith("► CHANGED. Recorded since: New Style ESA stopped")
    assert event.advice in told


def line_of(casefile, event):
    return next(
        row.cells[1] for row in benefits(casefile, Beside({})) if isinstance(row, Line) and row.target.id == event.id
    )


async def test_three_jobs_are_named_and_stand_side_by_side(pilot):
    screen = await sit(pilot)
    for hours, name in ((12, "Mornings"), (15, "Most")):
        screen.set_hours(hours)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, CompareScreen))
        pilot.app.screen.query_one(Input).value = name
        await pilot.press("enter")
        await still(pilot)
    screen.set_hours(16)
    await pilot.press("c")
    await until(pilot, lambda: isinstance(pilot.app.screen, CompareScreen))
    text = seen(pilot.app)
    assert "Mornings" in text
    assert "Most" in text
    assert "goes on" in text
    assert "stops" in text
    assert [c.name for c in screen.talk.named] == ["Mornings", "Most"]


async def test_what_was_worked_on_is_there_again_after_leaving(pilot):
    screen = await sit(pilot)
    screen.set_hours(9)
    await pilot.press("escape")
    await pilot.pause()
    again = await sit(pilot)
    assert again.talk.choice.hours == 9


# The page


async def test_the_page_is_written_apart_and_opened_and_says_it_is_unprotected(pilot, monkeypatch):
    opened_urls = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened_urls.append(url) or True)
    await sit(pilot)
    await pilot.press("p")
    await pilot.pause()
    folder = pilot.app.desk.caseload.path.parent / "pages"
    assert len(list(folder.iterdir())) == 2
    assert opened_urls == [path.as_uri() for path in folder.glob("*.html")]
    told = everything(pilot.app)
    assert "outside the program's protection" in told
    assert all(str(path) in told for path in folder.iterdir())
    await pilot.press("escape")
    await pilot.press("s")
    await pilot.pause()
    await save(pilot)
    await still(pilot)
    assert pilot.app.desk.casefile("donna").story.vocational.sessions[-1].copy_printed


async def test_a_page_that_cannot_be_written_says_so(pilot, monkeypatch):
    monkeypatch.setattr("ipstui.documents.written.os.open", lambda *a: (_ for _ in ()).throw(OSError(28, "full")))
    await sit(pilot)
    await pilot.press("p")
    await pilot.pause()
    assert any("was not written" in text for text in toasts(pilot.app))


# Only this person


@pytest.mark.parametrize("who", ["Donna", "John", "James", "Yusuf", "Kwame"])
async def test_no_other_name_is_anywhere(app, monkeypatch, who):
    """Every widget, title, toast and file, and the palette for every name: in work, closed, inside, with a licence."""
    monkeypatch.setattr("webbrowser.open", lambda url: True)
    async with opened(app) as pilot:
        app.notify("Saved: contact with somebody else recorded.", markup=False)
        for client in [client_named(app, who).id]:
            names, parts = others(app, client)
            screen = await sit(pilot, client)
            screen.action_page()
            await pilot.pause()
            texts = [everything(app)]
            await pilot.press("escape")
            await pilot.pause()
            texts.append(everything(app))
            screen.action_how()
            await pilot.pause()
            texts.append(everything(app))
            await pilot.press("escape")
            screen.action_facts()
            await pilot.pause()
            texts.append(everything(app))
            await pilot.press("escape")
            await pilot.pause()
            assert not [n for n in names for text in texts if n in text], client
            words = set("\n".join(texts).replace("\n", " ").split())
            assert not parts & words, (client, parts & words)
            folder = app.desk.caseload.path.parent / "pages"
            for path in folder.iterdir():
                written = path.read_text("utf-8")
                assert not [n for n in names if n in written or n in path.name]
                path.unlink()
            await pilot.press("escape")
            await pilot.pause()


async def test_the_palette_offers_nobody_and_no_way_to_anybody(pilot):
    screen = await sit(pilot)
    for base in (screen, "how"):
        if base == "how":
            await pilot.press("h")
            await pilot.pause()
        provider = Palette(pilot.app.screen)
        found = [hit.text or str(hit.display) async for hit in provider.discover()]
        for client in pilot.app.desk.caseload.clients.values():
            for part in (client.name, client.name.split()[0], client.name[:3]):
                found += [f"{hit.text} {hit.prompt}" async for hit in provider.search(part)]
        names = [client.name for client in pilot.app.desk.caseload.clients.values()]
        assert not [n for n in names for text in found if n in text]
        assert not [text for text in found if text.startswith(("Review", "Clients", "Employers", "Undo"))]


async def test_the_palette_offers_everyone_again_afterwards(pilot):
    await sit(pilot)
    await pilot.press("escape")
    await pilot.pause()
    client = client_named(pilot.app, "James")
    assert [hit async for hit in Palette(pilot.app.screen).search(client.name)]


@pytest.mark.parametrize("key", ["f3", "f4", "f5", "u"])
async def test_no_key_leads_to_other_people(pilot, key):
    screen = await sit(pilot)
    await pilot.press(key)
    await pilot.pause()
    assert pilot.app.screen is screen
    assert any("Not while a session is open" in text for text in toasts(pilot.app))


async def test_what_was_said_of_others_is_gone_when_it_opens(pilot):
    pilot.app.tell("Saved: contact with James Verity recorded.")
    await pilot.pause()
    await sit(pilot)
    assert toasts(pilot.app) == []


async def test_f12_blanks_at_once_and_only_its_own_way_leads_back(pilot):
    screen = await sit(pilot)
    await pilot.press("f12")
    await pilot.pause()
    assert isinstance(pilot.app.screen, BlankScreen)
    assert seen(pilot.app).strip() == ""
    for key in ("f4", "ctrl+p", "escape", "a"):
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, BlankScreen), key
    assert cells(pilot.app) == "Enter goes on."
    await pilot.press("enter")
    await pilot.pause()
    assert pilot.app.screen is screen


async def test_with_a_passphrase_the_way_back_is_the_lock(tmp_path, monkeypatch):
    words = "four plain unrelated words"
    made = demo_caseload(TODAY)
    with Caseload.create(tmp_path / "cases.json", vault=Vault.create(words)[0]) as caseload:
        caseload.record(*made.clients, *made.events, label="made-up caseload")
        app = IpsApp(Desk(caseload, lambda: TODAY))
        async with opened(app) as pilot:
            await app.push_screen(ClientScreen("donna"))
            await sit(pilot)
            await pilot.press("left")  # by itself: what is typed ahead of F12 and not heard yet is forgotten
            await pilot.press("f12")
            await until(pilot, lambda: isinstance(app.screen, BlankScreen))
            await pilot.press("x")
            await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
            assert "Donna" not in everything(app)
            display, drawn = app._display, []

            def note(screen, renderable):
                if not app._batch_count:
                    drawn.append(type(screen).__name__)
                display(screen, renderable)

            monkeypatch.setattr(app, "_display", note)
            app.screen.query_one(Input).value = words
            await pilot.press("enter")
            # The place comes back first, the hours chosen there a moment later.
            await until(pilot, lambda: isinstance(app.screen, SessionScreen) and app.screen.talk.choice.hours == 16)
            await until(pilot, lambda: "SessionScreen" in drawn)
            assert "ReviewScreen" not in drawn  # nobody else is seen on the way


# The screen itself


async def test_it_is_opened_from_the_client_with_f2_and_left_with_escape(pilot):
    screen = await show(pilot, client_named(pilot.app, "Donna"))
    await pilot.press("f2")
    await until(pilot, lambda: isinstance(pilot.app.screen, SessionScreen))
    await pilot.press("escape")
    await pilot.pause()
    assert pilot.app.screen is screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 15), (100, 30)])
async def test_it_fits_and_hints_are_few(app, size):
    async with opened(app, size) as pilot:
        await sit(pilot)
        shown = {b.binding.action for b in app.screen.active_bindings.values() if b.binding.show}
        assert shown == {"facts", "how", "keep", "page", "app.help"}
        await until(pilot, lambda: "f Facts" in seen(app).splitlines()[-1])
        assert app.screen.query_one("#figures").region.bottom < size[1]
        assert app.screen.max_scroll_y == 0


async def test_every_glyph_is_one_that_every_console_has(app):
    from tests.test_house import unsafe

    for size in ((80, 24), (120, 40)):
        async with opened(IpsApp(app.desk), size) as pilot:
            await sit(pilot)
            assert not unsafe(seen(pilot.app).replace("…", ""))


def test_every_action_of_the_session_is_in_the_table():
    ids = {a.id for a in ACTIONS if "session" in a.screens}
    assert {"facts", "how", "compare", "keep", "page", "blank", "hours_up", "pay_down", "earlier"} <= ids


def test_the_chart_library_is_not_loaded_before_a_session_opens(tmp_path):
    program = """
import asyncio, json, sys
from datetime import date
from pathlib import Path
from ipstui.shell.app import IpsApp
from ipstui.demo import demo_caseload
from ipstui.desk import Desk
from ipstui.store.caseload import Caseload

async def main():
    made = demo_caseload(date(2026, 11, 23))
    with Caseload.create(Path(sys.argv[1])) as caseload:
        caseload.record(*made.clients, *made.employers, *made.vacancies, made.settings, *made.events, label="made")
        app = IpsApp(Desk(caseload, lambda: date(2026, 11, 23), made_up=True))
        async with app.run_test(size=(80, 24)) as pilot:
            from ipstui.screens.client.screen import ClientScreen
            await app.push_screen(ClientScreen("donna"))
            await pilot.pause()
            before = sorted(n for n in sys.modules if "plotext" in n or n == "jinja2")
            await pilot.press("f2")
            await app.typed.done()
            after = sorted(n for n in sys.modules if "plotext" in n or n == "jinja2")
            print(json.dumps([before, after]))

asyncio.run(main())
"""
    ran = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "cases.json")],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    before, after = json.loads(ran.stdout.splitlines()[-1])
    assert before == []
    assert "plotext" in after
    assert "jinja2" not in after


async def test_hours_pay_and_the_way_out_answer_to_the_mouse(pilot):
    from ipstui.screens.client.screen import ClientScreen

    await show(pilot, client_named(pilot.app, "Donna"))
    await pilot.press("f2")
    await until(pilot, lambda: "hours a week" in seen(pilot.app))

    async def click_on(words, row):
        await pilot.click(offset=(seen(pilot.app).splitlines()[row].index(words), row))
        await pilot.pause()

    session = pilot.app.screen
    hours, pay = session.talk.choice.hours, session.talk.choice.hourly
    await click_on("►", 1)
    assert session.talk.choice.hours == hours + 1
    if pay is not None:
        await click_on("+", 1)
        assert session.talk.choice.hourly > pay
    await click_on("Esc: leave", 1)
    await until(pilot, lambda: isinstance(pilot.app.screen, ClientScreen))
