"""From what is known to the plan, from the plan to the answer, and from the ticks to the record."""

from datetime import date, time

import msgspec
import pytest

from ipstui.casework import events as ev
from ipstui.casework.checks import Unfit, check, check_all
from ipstui.casework.people import Client, Person
from ipstui.casework.release_day.feasible import answer, answer_for, clashes, headline, ordered
from ipstui.casework.release_day.offered import start_of
from ipstui.casework.release_day.records import bookings_for, linked, records_of
from ipstui.casework.release_day.sheet import DaySheet, begin
from ipstui.casework.release_day.state import DayItem, changes, current, write_items
from tests.casework.made_up import JO, TODAY, casefile, day, expected, flag, from_prison, story, told

KNOWN = Client(
    id="jo", name="Jo Example", out_of_hours="Night desk",
    people=(Person(name="Bev Shaw", role="Probation officer", phone="0123"),),
)  # fmt: skip


def inside(*more, out=16):
    return [from_prison(-60), expected(out), *more]


def item(name, what, **more):
    return DayItem(id=name, what=what, **more)


def planned(*items, out=16, at=time(9, 15), **more):
    held = {"day": day(out), "out_at": at, "items": write_items(items), **more}
    return told(ev.DayPlanned, -5, **held)


def test_what_is_known_comes_kept_and_what_is_usual_is_only_offered():
    booking = told(ev.ProbationAppointment, day(16), at=time(14), where="Hanley", recorded=told(ev.Note, -3).recorded)
    told_events = inside(
        booking,
        told(ev.AddressSet, -3, type="hostel", place="Lea Road"),
        told(ev.NeedOpened, -3, category="benefit_claim", urgent=True),
        told(ev.ConditionAdded, -3, category="curfew_v4", words="in", params={"first_night": "15:00"}),
    )
    start = start_of(KNOWN, story(*told_events))
    kept = {offer.item.kind: offer for offer in start.offers if offer.keep}
    assert (start.day, start.home_by, start.ring) == (day(16), time(15), "Night desk")
    assert kept.keys() == {"probation", "home", "jobcentre"}
    assert (kept["probation"].item.at, kept["probation"].item.phone, kept["probation"].source) == (
        "14:00", "0123", "booked",
    )  # fmt: skip
    assert kept["home"].item.place == "Lea Road"
    assert all(offer.item.minutes is None and offer.item.travel is None for offer in start.offers)
    assert {"medicine", "food", "money"} <= {offer.item.kind for offer in start.offers if not offer.keep}
    assert "probation" not in start.told
    bare = start_of(KNOWN, story(*inside()))
    assert list(bare.told) == ["probation", "home", "conditions"]
    sheet = begin(KNOWN, story(*inside())).with_line("", "Probation 14:00").with_line("", "Hostel @ Lea Road")
    assert sheet.still_to_say == (bare.told["conditions"],), "what the plan settles is not said again"
    assert bare.home_by is None


def test_the_study_day_by_hand_out_at_eleven_premises_by_three():
    """Out at 11, 100 minutes to probation at 14:00, 30 there, 75 on to the premises: 15:45, 45 late."""
    items = (
        item("a", "Approved premises", home=True, by="15:00", travel=75, minutes=30),
        item("b", "Probation", at="14:00", travel=100, minutes=30),
    )
    found = answer(TODAY, time(11), None, items)
    assert headline(found) == (
        "DOES NOT FIT: Approved premises: arrive by 15:00, and you would be there at 15:45, 45 minutes too late"
    )
    assert [each.what for each in ordered(found)] == ["Probation", "Approved premises"]


def test_an_order_other_than_the_one_typed_is_said_for_the_way_may_be_another():
    bank = item("a", "Bank", minutes=30, travel=10)
    early = item("b", "GP", at="09:10", minutes=10, travel=10)
    assert "not the one typed" in clashes(answer(TODAY, time(9), None, (bank, early)))[0]
    assert clashes(answer(day(2), time(9), None, (early, bank))) == ()


def test_two_must_dos_at_one_time_are_named_with_whom_to_ask():
    items = (
        item("a", "Probation", at="10:00", minutes=30, travel=10),
        item("b", "GP", at="10:00", minutes=30, travel=10),
    )
    found = answer(TODAY, time(9), None, items)
    assert any("Probation and GP cannot both be met: ask those who set them" in line for line in clashes(found))


def test_what_is_not_known_is_said_by_name_and_never_nought():
    items = (item("a", "Bank", minutes=20), item("b", "Home", home=True))
    assert headline(answer(TODAY, None, None, items)).startswith("NOT KNOWN: the time of coming out")
    assert headline(answer(TODAY, time(9), None, items)) == (
        "NOT KNOWN: minutes to get to Bank; minutes to get to Home"
    )


def test_a_plan_is_versions_and_one_for_a_day_that_moved_is_flagged():
    first = planned(item("a", "Bank"))
    again = msgspec.structs.replace(
        planned(item("a", "Bank"), item("b", "GP")), plan=first.id, recorded=first.recorded.replace(hour=13)
    )
    file = casefile(*inside(first, again))
    plan = file.story.release_day.last
    assert (plan.id, plan.version, len(plan.items)) == (first.id, 2, 2)
    assert flag(file, "day_plan_moved") is None
    moved = casefile(*inside(first), expected(18, -1))
    assert "planned for" in flag(moved, "day_plan_moved").why


@pytest.mark.parametrize(
    ("given", "words"),
    [((), "not known:"), ((expected(40, expected_precision="month"),), "not known, expected in"), ((expected(4),), "")],
    ids=["no date", "a month", "a day"],
)
def test_a_day_that_nobody_said_is_not_the_day_of_release_until_it_is_typed(given, words):
    sheet = begin(KNOWN, story(from_prison(-60), *given))
    assert words in sheet.told.get("day", "")
    assert ("day" in sheet.told) == bool(words)
    typed = sheet.with_about("day", "today", TODAY)
    assert "day" not in typed.told
    assert "day" not in typed.left_before(sheet).told
    assert sheet.left_before(sheet).told == sheet.told


def test_a_plan_for_a_day_that_a_month_does_not_hold_says_so_when_it_is_opened():
    first = planned(item("a", "Bank"))
    held, next_month = (expected(out, -1, expected_precision="month") for out in (first.day, 60))
    assert "day" not in begin(KNOWN, story(*inside(first), held)).told
    assert begin(KNOWN, story(*inside(first), next_month)).told["day"].startswith("The release is expected in ")


@pytest.mark.parametrize(("ago", "raised"), [(0, False), (1, True), (21, True), (22, False)])
def test_how_the_day_went_is_asked_the_day_after_and_for_three_weeks(ago, raised):
    plan = msgspec.structs.replace(planned(item("a", "Bank"), out=-ago), on=day(-ago - 5))
    out = told(ev.Released, -ago)
    assert (flag(casefile(from_prison(-60), plan, out), "day_to_settle") is not None) == raised
    settled = told(ev.DaySettled, 0, plan=plan.id)
    assert flag(casefile(from_prison(-60), plan, out, settled), "day_to_settle") is None


def ids():
    names = iter("xyz")
    return lambda: next(names)


def test_a_time_is_booked_once_and_the_plan_knows_its_booking_from_then_on():
    plan = planned(item("a", "Probation", kind="probation", at="14:00"), item("b", "Bank"), item("c", "GP", at="15:00"))
    file = story(*inside(plan))
    *made, again = bookings_for(file.release_day.last, file, ids())
    assert [(type(each), each.at) for each in made] == [(ev.ProbationAppointment, time(14)), (ev.Appointment, time(15))]
    check_all([*made, again], JO.id, file.events, TODAY)
    again = msgspec.structs.replace(again, id="again")
    after = story(*inside(plan, again), *made)
    assert [each.booking for each in after.release_day.last.items] == ["x", "", "y"]
    assert after.release_day.last.version == 1, "a booking makes no version"
    assert bookings_for(after.release_day.last, after, ids()) == []


def booked_plan(*news, at="14:00", **more):
    booking = told(ev.ProbationAppointment, day(16), at=time(14), id="bk", recorded=told(ev.Note, -9).recorded)
    plan = planned(item("a", "Probation", kind="probation", at=at, booking="bk", **more), item("b", "Bank"))
    return [*inside(plan), booking, *news]


def moved(to, at, ago=-1, **more):
    return told(ev.ProbationAppointment, ago, booking="bk", state="moved", moved_to=to, moved_to_at=at, **more)


def test_a_booking_moved_after_planning_is_told_and_its_time_holds():
    file = casefile(*booked_plan(moved(day(16), time(16, 30))))
    plan = file.story.release_day.last
    assert [each.words for each in changes(plan, file.story.diary, file.story.today)] == [
        "Probation is at 16:30 in the diary by now, planned for 14:00."
    ]
    assert [each.at for each in current(plan, file.story.diary, file.story.today)] == ["16:30", ""]
    assert "Probation is at 16:30" in flag(file, "day_plan_moved").why.replace("probation", "Probation")
    sheet = begin(KNOWN, file.story)
    assert [each.at for each in sheet.planned] == ["16:30", ""]
    assert any("16:30" in each for each in sheet.news)
    assert answer_for(plan, file.story).items[0].at == "16:30"


def test_a_booking_called_off_or_moved_to_another_day_is_no_longer_of_the_day():
    off = told(ev.ProbationAppointment, -1, booking="bk", state="cancelled")
    for news, words in ((off, "called off"), (moved(day(18), time(9)), "was moved to")):
        file = story(*booked_plan(news))
        plan = file.release_day.last
        assert [words in each.words for each in changes(plan, file.diary, file.today)] == [True]
        assert [each.what for each in current(plan, file.diary, file.today)] == ["Bank"]
        assert [each.what for each in begin(KNOWN, file).planned] == ["Bank"], "offered, and no longer kept"


def test_a_time_typed_that_is_in_the_diary_names_its_booking_when_it_is_kept():
    file = story(*booked_plan())
    typed = planned(item("a", "Officer", kind="probation", at="14:00"), item("b", "Bank", at="14:00"))
    assert [each.get("booking", "") for each in linked(typed, file).items] == ["bk", ""]


def test_a_plan_kept_after_the_move_holds_and_the_diary_is_told_by_b():
    file = story(*booked_plan(moved(day(16), time(16, 30), ago=-7), at="11:00"))
    plan = file.release_day.last
    assert list(changes(plan, file.diary, file.today)) == []
    move, again = bookings_for(plan, file, ids())
    assert (move.state, move.moved_to, move.moved_to_at, move.booking) == ("moved", day(16), time(11), "bk")
    check_all([move, again], JO.id, file.events, TODAY)


def test_minutes_between_two_things_win_and_the_order_may_be_held():
    bank = item("a", "Bank", minutes=30, travel=30)
    gp = item("b", "GP", at="10:10", minutes=10, travel=60, ways={"out": 30, "a": 5})
    found = answer(day(2), time(9), None, (bank, gp))
    assert found.result.order == ("a", "b"), "60 from anywhere else would be late; 5 from the bank is not"
    assert (found.result.verdict, found.result.timeline[-1].arrive) == ("fits", "10:05")
    held = answer(day(2), time(9), None, (gp, bank), own_order=True)
    assert (held.result.order, held.result.timeline[0].arrive) == (("b", "a"), "09:30")
    assert clashes(held)[0] == "In your own order."
    early = msgspec.structs.replace(gp, ways={"out": 30})
    late = answer(day(2), time(9), None, (bank, early), own_order=True)
    assert clashes(late)[0] == "Another order fits: o has it proposed."
    event = DaySheet(day=day(2), items=(bank, gp), kept=("b",)).event("jo", TODAY)
    assert event.items[0]["ways"] == {"out": 30}, "the way from what is not on the day goes: its letter is free again"


def test_where_only_what_need_not_be_done_is_late_that_is_said():
    gp = item("a", "GP", at="10:00", minutes=30, travel=10)
    bank = item("b", "Bank", opens="09:00", closes="10:15", minutes=30, travel=10, must=False)
    found = headline(answer(day(2), time(9, 40), None, (gp, bank)))
    assert found.startswith("DOES NOT FIT, though every must-do does: Bank: closes at 10:15")
    both = headline(answer(day(2), time(9, 40), None, (gp, msgspec.structs.replace(bank, must=True))))
    assert both.startswith("DOES NOT FIT: ")


def test_what_need_not_be_done_gives_way_by_name():
    hostel = item("a", "Hostel", home=True, by="12:00", travel=30, minutes=5)
    bank = item("b", "Bank", minutes=90, travel=30, must=False)
    found = answer(day(2), time(10), None, (hostel, bank))
    assert found.result.verdict == "does_not_fit"
    assert "Without Bank the rest fits: leave it for another day." in clashes(found)


def test_a_thing_lettered_a_is_no_word_of_a_sentence():
    probation = item("a", "Probation", at="11:00", minutes=30, travel=25)
    told = clashes(answer(date(2026, 12, 25), time(9), time(19), (probation,)))
    assert "There is a curfew, and no item is the home: whether it is reached in time cannot be told." in told
    assert any(" is a bank holiday " in each for each in told)
    bank = item("b", "Bank", at="11:00", minutes=30, travel=25)
    both = clashes(answer(day(2), time(9), None, (probation, bank)))
    assert any(each.startswith("Probation and Bank cannot both be met: ") for each in both)
    late = clashes(answer(day(2), time(11), None, (probation,)))
    assert any(each.startswith("Probation cannot be met even with nothing before it: ") for each in late)


def test_the_ticks_become_the_record_and_nothing_else_does():
    booking = told(ev.ProbationAppointment, -1, at=time(11))
    plan = msgspec.structs.replace(
        planned(
            item("a", "Probation", kind="probation", at="11:00", minutes=40, along="Alex"),
            item("b", "Bank", minutes=20),
            item("c", "Surgery", along="Alex and Tom"),
            item("d", "Food"),
            out=-1,
        ),
        on=day(-5),
    )
    ticks = [
        told(ev.DayTicked, -1, at=time(10, 55), plan=plan.id, item="a", state="done"),
        told(ev.DayTicked, -1, plan=plan.id, item="b", state="not_done", words="closed"),
        told(ev.DayTicked, -1, plan=plan.id, item="c", state="otherwise", words="come back Friday"),
    ]
    before = [from_prison(-60), plan, told(ev.Released, -1), booking, *ticks]
    file = story(*before)
    made = records_of(file.release_day.last, file, "Alex Reed")
    check_all(made, JO.id, before, TODAY)
    assert [type(each) for each in made] == [
        ev.Contact, ev.ProbationAppointment, ev.Task, ev.Contact, ev.DaySettled,
    ]  # fmt: skip
    first, kept, task, second, _ = made
    assert (first.on, first.at, first.minutes, first.setting) == (day(-1), time(10, 55), 40, "probation_office")
    assert (kept.state, kept.booking) == ("accompanied", booking.id)
    assert ("Bank" in task.text, "come back Friday" in second.note) == (True, True)
    assert not any("Food" in str(each) for each in made)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (planned(out=-30), "is over"),
        (told(ev.DayPlanned, day=day(3), items=({"id": "a"},)), "cannot be read"),
        (planned(item("a", "x"), item("a", "y")), "one letter"),
        (planned(item("a", "x", opens="10:00", closes="09:00")), "before it opens"),
        (planned(item("a", " ")), "no words"),
    ],
)
def test_a_plan_that_cannot_be_is_a_sentence(event, words):
    with pytest.raises(Unfit, match=words):
        check(event, story(*inside()))


def test_the_sheet_keeps_what_was_typed_and_refuses_times_that_run_backwards():
    sheet = begin(KNOWN, story(*inside()))
    sheet = sheet.with_about("out_at", "9.15", TODAY).with_about("home_by", "7pm", TODAY)
    assert (sheet.out_at, sheet.home_by) == (time(9, 15), time(19))
    with pytest.raises(Unfit, match="runs backwards"):
        sheet.with_about("home_by", "8am", TODAY)
    assert sheet.with_about("out_at", "", TODAY).out_at is None
    for number in range(12):
        sheet = sheet.with_line("", f"Thing {number} 10m +5")
    with pytest.raises(Unfit, match="more than 12"):
        sheet.with_line("", "one more 10m +5")
    assert len(sheet.event(JO.id, TODAY).items) == 12


@pytest.mark.parametrize(
    ("kind", "state", "made"),
    [
        ("probation", "done", [(ev.ProbationAppointment, "kept")]),
        ("probation", "not_done", [(ev.ProbationAppointment, "missed")]),
        ("gp", "done", [(ev.Appointment, "kept")]),
        ("probation", "otherwise", []),
    ],
)
@pytest.mark.parametrize("booked", [False, True])
def test_a_thing_with_a_time_is_an_appointment_whether_it_was_booked_or_not(kind, state, made, booked):
    plan = msgspec.structs.replace(
        planned(item("a", "Seen", kind=kind, at="11:00", place="Hanley"), out=-1), on=day(-5)
    )
    diary = told(ev.ProbationAppointment if kind == "probation" else ev.Appointment, -1, at=time(11))
    tick = told(ev.DayTicked, -1, plan=plan.id, item="a", state=state, words="the office was shut")
    before = [from_prison(-60), plan, told(ev.Released, -1), tick, *([diary] if booked else [])]
    file = story(*before)
    *found, settled = records_of(file.release_day.last, file, "Alex Reed")
    check_all([*found, settled], JO.id, before, TODAY)
    assert [(type(each), each.state) for each in found] == made
    assert all(bool(each.booking) == booked and each.on == day(-1) for each in found)
