"""Nothing is recorded by a key pressed in passing, and what was recorded is said."""

from ipstui.casework.events import KINDS
from ipstui.screens.clients.new_client import FactsScreen, NewClientScreen
from ipstui.screens.data.settings import ChoicesScreen
from ipstui.screens.forms.log import LogScreen
from ipstui.screens.forms.next_date import NextDateScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.release_day.screen import ReleaseDayScreen
from ipstui.screens.review.snooze import SnoozeScreen
from ipstui.screens.together.screen import TogetherScreen
from ipstui.shell.offers import UNSAID
from ipstui.widgets.form import FieldLine, told
from tests.screens.driving import cells, client_named, fill, problem, said, save, show, until

FORMS = {
    "log": lambda file: LogScreen(file),
    "next date": lambda file: NextDateScreen(file),
    "snooze": lambda file: SnoozeScreen(file),
    "new client": lambda file: NewClientScreen(),
    "facts": lambda file: FactsScreen(file.client),
} | {kind: lambda file, kind=kind: RecordScreen(file, KINDS[kind]) for kind in sorted(KINDS.keys() - UNSAID)[::4]}
"""Every form that is made by hand, and every fourth of those that the kinds make: they are one form."""


async def test_an_untouched_form_is_never_saved(pilot, desk):
    app = pilot.app
    file = desk.casefile(client_named(app, "Jason").id)
    generation = desk.caseload.storage.generation
    for name, form in FORMS.items():
        screen = form(file)
        await app.push_screen(screen)
        await pilot.pause()
        for _ in range(2):
            await screen.action_save()
        assert app.screen is screen, name
        assert "Nothing was typed or changed" in problem(app), name
        await pilot.press("escape")
    assert desk.caseload.storage.generation == generation


async def test_what_is_planned_or_written_together_is_not_saved_untouched(pilot, desk):
    """Not a new version of what is there, nor a first one of what the program offers by itself."""
    app = pilot.app
    generation = desk.caseload.storage.generation
    goal = desk.casefile(client_named(app, "Gethin").id).story.plans.goals[0].id
    screens = {
        "a day, first plan": ReleaseDayScreen(client_named(app, "Gethin").id),
        "a day, planned before": ReleaseDayScreen(client_named(app, "Michelle").id),
        "an understanding, again": TogetherScreen(client_named(app, "James").id),
        "a goal": TogetherScreen(client_named(app, "Gethin").id, ""),
        "a goal, again": TogetherScreen(client_named(app, "Gethin").id, goal),
    }
    for name, screen in screens.items():
        await app.push_screen(screen)
        await pilot.pause()
        for key in ("f10", "ctrl+s", *(["s"] if "day" in name else [])):
            await pilot.press(key)
            await until(pilot, lambda: problem(app))
            assert app.screen is screen, name
            assert desk.caseload.storage.generation == generation, (name, key)
        await app.pop_screen()


async def test_what_was_chosen_before_the_form_is_saved_as_it_stands_with_f10_alone(pilot, desk):
    """A form that a line of a menu filled in may be what was meant; Enter may be the search for the next box."""
    app = pilot.app
    jason = client_named(app, "Jason").id
    for key in ("f10", "ctrl+s"):
        events = desk.caseload.event_count
        form = RecordScreen(desk.casefile(jason), KINDS["need_opened"], {"category": "food"})
        await app.push_screen(form)
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: "F10 or Ctrl+S saves it as it stands" in problem(app))
        assert desk.caseload.event_count == events
        await pilot.press(key)
        await until(pilot, lambda events=events: desk.caseload.event_count == events + 1)


def every_field():
    """Every field of every form, with its form."""
    from calculators.index import CALCULATORS
    from ipstui.casework.benefits import form as session
    from ipstui.casework.forms import fields_of
    from ipstui.screens.data import data_protection, settings
    from ipstui.screens.forms import log, next_date
    from ipstui.screens.forms.calculator import fields_of_request
    from ipstui.screens.vacancies import form as vacancy

    forms = {kind: fields_of(struct) for kind, struct in KINDS.items()}
    forms |= {name: fields_of_request(each.load().request) or () for name, each in CALCULATORS.items()}
    forms |= {each.__name__: each.FIELDS for each in (log, next_date, settings, data_protection, session, vacancy)}
    return [(name, field) for name, fields in forms.items() for field in fields]


def labels():
    """Every label of every form, as drawn, by form."""
    return {(name, told(field)) for name, field in every_field()}


def test_what_nobody_said_is_called_not_known_in_every_list():
    """One word for one thing; "prefers not to say" is an answer somebody gave."""
    unknown = {(name, field.name, label) for name, field in every_field() for value, label in field.choices
               if value in ("", "unknown") and not label.startswith("not known")}  # fmt: skip
    assert not unknown
    other = {(name, field.name, label) for name, field in every_field() for value, label in field.choices
             if label.casefold().startswith(("unknown", "not said"))}  # fmt: skip
    assert not other


async def test_no_label_of_a_form_is_cut(pilot, desk):
    """At 80 cells the column is 15, 21 or 30 wide by the longest label of the form; a session's is 18."""
    assert not {(name, label) for name, label in labels() if name.endswith("benefits.form") and len(label) > 17}
    long = {(name, label) for name, label in labels() if not name.endswith("benefits.form") and len(label) > 29}
    assert not {(name, word) for name, label in long for word in label.split() if len(word) > 29}, "it takes two lines"
    for form in (ChoicesScreen(desk.caseload.settings), RecordScreen(desk.casefiles()[0], KINDS["profile_updated"])):
        await pilot.app.push_screen(form)
        await pilot.pause()
        for line in form.query(FieldLine):
            label = line.query_one(".label")
            words = told(line.field)
            assert label.size.width * label.size.height >= len(words), words
            assert line.query("Input, Select, TextArea").first().size.width >= 30
        await pilot.press("escape")


async def test_enter_and_f10_in_an_untouched_log_record_nothing(pilot, desk):
    events = desk.caseload.event_count
    for key in ("enter", "f10", "ctrl+s"):
        await pilot.press("l", key)
        await until(pilot, lambda: "so nothing is saved" in cells(pilot.app))
        await pilot.press("escape")
    assert desk.caseload.event_count == events


async def test_a_log_says_what_was_saved_in_its_own_words(pilot):
    await pilot.press("l")
    fill(pilot.app, note="talked about the warehouse", how="met", minutes="40")
    await save(pilot)
    await said(pilot, "Met")
    await said(pilot, "40 min")
    await said(pilot, "talked about the warehouse")


async def test_a_mark_of_the_week_says_how_to_take_it_back(pilot):
    await pilot.press("space")
    await said(pilot, "Space again takes it back")


async def test_x_twice_takes_back_once(pilot, desk):
    await show(pilot, client_named(pilot.app, "Jason"))
    await pilot.press("end")
    events = desk.caseload.event_count
    await pilot.press("x")
    await until(pilot, lambda: desk.caseload.event_count == events + 1)
    await pilot.press("x")
    await said(pilot, "Taken back already")
    assert desk.caseload.event_count == events + 1
    await pilot.press("up", "x")
    await until(pilot, lambda: desk.caseload.event_count == events + 2)


async def test_delete_asks_first(pilot, desk):
    await show(pilot, client_named(pilot.app, "Jason"))
    events = desk.caseload.event_count
    await pilot.press("end", "delete")
    await until(pilot, lambda: "Take back:" in cells(pilot.app))
    await pilot.press("enter")
    assert desk.caseload.event_count == events
    await pilot.press("delete")
    await until(pilot, lambda: "Take back:" in cells(pilot.app))
    await pilot.press("down", "enter")
    await until(pilot, lambda: desk.caseload.event_count == events + 1)
