"""What is said beside a day is the day that is saved, however the thing stands."""

from ipstui.casework.events import Interview
from ipstui.casework.forms import build
from ipstui.screens.forms.record import RecordScreen
from ipstui.widgets.form import FieldLine
from tests.screens.driving import TODAY, client_named, fill, until


async def test_a_day_leans_the_way_the_state_says_beside_the_field_as_when_it_is_saved(pilot):
    app = pilot.app
    jason = client_named(app, "Jason")
    app.push_screen(RecordScreen(app.desk.casefile(jason.id), Interview))
    await until(pilot, lambda: app.screen.query(FieldLine))
    line = next(each for each in app.screen.query(FieldLine) if each.field.name == "on")
    for state, shown in (("attended", "= Fri 20 Nov"), ("booked", "= Fri 27 Nov")):
        fill(app, on="fri", state=state)
        await until(pilot, lambda shown=shown: line.query_one(".echo").content.plain == shown)
        event = build(Interview, {"on": "fri", "state": state}, client=jason.id, today=TODAY)
        assert shown.endswith(f"{event.on:%a} {event.on.day} {event.on:%b}")
