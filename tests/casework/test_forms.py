"""Forms: the fields of each kind, and the way from typed text to an event and back."""

from datetime import date, time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ipstui.casework import events as ev
from ipstui.casework.checks import Unfit, check
from ipstui.casework.forms import build, fields_of, texts_of
from ipstui.casework.story import story_of
from tests.casework.made_up import KINDS, from_seed

TODAY = date(2026, 11, 22)


def made(kind, **texts):
    """An event from what was typed."""
    return build(kind, texts, client="jo", today=TODAY)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_that_begins_with_when(kind):
    fields = fields_of(kind)
    names = [field.name for field in fields]
    assert names[0] == "on"
    assert "on_precision" in names
    assert ("note" in names) is not kind.apart
    assert len(names) == len(set(names))
    for field in fields:
        assert field.label[:1].isupper() or field.label[:1] == "£"
        if field.default and field.kind == "choice":
            assert field.default in {value for value, _ in field.choices}


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**20))
def test_a_correction_that_changes_nothing_says_the_same(seed):
    event = from_seed(seed, [])
    assume(all(field.kind not in ("shifts", "list") for field in fields_of(type(event))))
    again = build(type(event), texts_of(event, TODAY), client=event.client, today=TODAY, voids=event.id, keep=event)
    assert again.voids == event.id
    assert texts_of(again, TODAY) == texts_of(event, TODAY)
    own = {field.name for field in fields_of(type(event))}
    assert all(getattr(again, name) == getattr(event, name) for name in own)
    assert again.at == event.at


def test_a_day_and_a_time_go_to_their_fields():
    contact = made(ev.Contact, on="yesterday 2pm")
    assert (contact.on, contact.at) == (date(2026, 11, 21), time(14))


def test_a_bare_weekday_leans_back_for_what_happened_and_ahead_for_a_release():
    assert made(ev.Contact, on="fri").on == date(2026, 11, 20)
    assert made(ev.ReleaseExpected, expected="fri").expected == date(2026, 11, 27)


def test_what_is_needed_and_missing_is_named():
    with pytest.raises(Unfit) as refused:
        made(ev.ReleaseExpected)
    assert (refused.value.field, refused.value.problem) == ("expected", "Release date is needed.")


@pytest.mark.parametrize(
    ("kind", "texts", "field"),
    [
        (ev.Contact, {"minutes": "ten"}, "minutes"),
        (ev.Contact, {"minutes": "²"}, "minutes"),
        (ev.Contact, {"mode": "pigeon"}, "mode"),
        (ev.Contact, {"on": "31 feb"}, "on"),
        (ev.JobStarted, {"role": "Cook", "hours_weekly": "lots"}, "hours_weekly"),
        (ev.JobStarted, {"role": "Cook", "hourly_pay": "nan"}, "hourly_pay"),
        (ev.JobStarted, {"role": "Cook", "hourly_pay": "1e999999"}, "hourly_pay"),
        (ev.JobStarted, {"role": "Cook", "hourly_pay": "1e30"}, "hourly_pay"),
        (ev.JobStarted, {"role": " \x00 "}, "role"),
        (ev.ReleaseExpected, {"expected": "soon"}, "expected"),
    ],
)
def test_what_cannot_be_read_is_refused_by_field(kind, texts, field):
    with pytest.raises(Unfit) as refused:
        check(made(kind, **texts), story_of("jo", [], TODAY))
    assert refused.value.field == field


def test_a_length_typed_with_the_time_is_kept_or_refused():
    assert made(ev.Contact, on="today 2-3pm").minutes == 60
    assert made(ev.Contact, on="today 2pm for 1h", minutes="60").minutes == 60
    with pytest.raises(Unfit, match="30 minutes here, and 60") as refused:
        made(ev.Contact, on="today 2-3pm", minutes="30")
    assert refused.value.field == "minutes"
    with pytest.raises(Unfit, match="no length"):
        made(ev.Note, on="today 2-3pm", note="a")


def test_a_time_typed_where_only_a_day_is_kept_is_refused():
    with pytest.raises(Unfit, match="only the day") as refused:
        made(ev.ReleaseExpected, expected="fri 2pm")
    assert refused.value.field == "expected"
    moved = made(ev.Appointment, state="moved", booking="x", moved_to="fri 2pm")
    assert (moved.moved_to, moved.moved_to_at) == (date(2026, 11, 27), time(14))


TYPED = {
    "text": ("Zoë said: a, b; c", "two\nlines"), "date": ("24 Nov 2026",), "time": ("14:35", "2.35pm"),
    "number": ("7.25", "£1,250"), "count": ("7",), "reference": ("r1",), "list": ("aa, b's",),
    "shifts": ("Mon-Fri 09:00-17:00; Sat 18:00-01:00",),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_in_each_field_is_found_again_in_what_is_saved(kind):
    fields = fields_of(kind)
    samples = {f.name: TYPED.get(f.kind, tuple(value for value, _ in f.choices if value)) for f in fields}
    needed = {f.name: samples[f.name][0] for f in fields if f.required}
    for field in fields:
        if field.name == "on":
            continue
        empty = texts_of(made(kind, **needed), TODAY)[field.name]
        for typed in samples[field.name]:
            event = made(kind, **needed | {field.name: typed})
            kept = texts_of(event, TODAY)[field.name]
            if field.kind in ("text", "reference", "list", "choice", "shifts"):
                assert kept == typed
            assert kept != empty or field.required or typed == field.default
            assert made(kind, **needed | texts_of(event, TODAY)) == event


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_needed_and_missing_is_said_by_its_field(kind):
    needed = [field for field in fields_of(kind) if field.required]
    if needed:
        with pytest.raises(Unfit, match="is needed") as refused:
            made(kind)
        assert refused.value.field in {field.name for field in needed}
    else:
        assert made(kind).client == "jo"


def test_a_correction_keeps_what_its_form_does_not_show():
    before = made(ev.ProposalMade, what="Cook", starts="+1w", on="20 nov 2026 2pm", note="rang first", about="v1")
    after = build(
        ev.ProposalMade, {"what": "Chef", "starts": "+1w", "about": ""}, client="jo", today=TODAY, keep=before
    )
    assert (after.what, after.about) == ("Chef", "")
    assert (after.on, after.at, after.note) == (date(2026, 11, 20), time(14), "rang first")


def test_a_booking_moved_to_two_times_is_refused():
    assert made(ev.Appointment, moved_to="fri 2pm", moved_to_at="14:00").moved_to_at == time(14)
    assert made(ev.Appointment, moved_to="fri", moved_to_at="15:00").moved_to_at == time(15)
    with pytest.raises(Unfit, match="15:00 here, and 14:00 with the day") as refused:
        made(ev.Appointment, moved_to="fri 2pm", moved_to_at="15:00")
    assert refused.value.field == "moved_to_at"


def test_control_characters_do_not_come_in():
    assert made(ev.Note, note="a\x07b\x1b[0m").note == "ab[0m"


def test_yes_and_no_are_kept_apart_from_not_said():
    assert made(ev.NeedOpened, category="food", urgent="yes").urgent is True
    assert made(ev.NeedOpened, category="food", urgent="no").urgent is False
    assert made(ev.NeedOpened, category="food").urgent is None


def test_lists_and_hours_are_kept_whole():
    given = build(ev.DirectionGiven, {"refuses": "nights"}, client="c", today=TODAY)
    assert given.refuses == ("nights",)
    two = build(ev.DirectionGiven, {"refuses": "nights, self_employed"}, client="c", today=TODAY)
    assert two.refuses == ("nights", "self_employed")
    assert two.at is None
    made = build(
        ev.ProposalMade, {"what": "Cook", "starts": "+1w", "weekly": "Mon-Fri 9:00-17:00"}, client="c", today=TODAY
    )
    assert made.weekly == ({"days": [0, 1, 2, 3, 4], "from": "09:00", "to": "17:00"},)


@pytest.mark.parametrize("kind", KINDS)
def test_a_month_alone_is_taken_wherever_a_form_keeps_that_no_more_is_known(kind):
    fields = fields_of(kind)
    needed = {
        f.name: TYPED.get(f.kind, tuple(value for value, _ in f.choices if value))[0] for f in fields if f.required
    }
    for field in fields:
        if f"{field.name}_precision" not in kind.__struct_fields__:
            continue
        if field.months:
            event = made(kind, **needed | {field.name: "march 2025", f"{field.name}_precision": "day"})
            assert (getattr(event, field.name), getattr(event, f"{field.name}_precision")) == (
                date(2025, 3, 1),
                "month",
            )
        else:  # what is booked is booked for a day
            with pytest.raises(Unfit, match="which day of March"):
                made(kind, **needed | {field.name: "march 2025"})


def test_a_month_alone_is_refused_where_only_a_day_is_kept():
    with pytest.raises(Unfit, match="which day of March") as refused:
        made(ev.LicenceRecorded, policy_version="4.0", starts="march 2025")
    assert refused.value.field == "starts"


@pytest.mark.parametrize("kind", [ev.LicenceRecorded, ev.ConditionAdded, ev.DirectionGiven, ev.PermissionGiven])
def test_what_holds_for_somebody_out_already_may_have_begun(kind):
    """A licence is often entered weeks after the release: its first day is the nearest, not one of next year."""
    starts = next(field for field in fields_of(kind) if field.name == "starts")
    assert starts.lean == "near"
    assert starts.required == (kind is ev.LicenceRecorded)
