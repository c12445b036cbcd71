"""Which vacancies fit whom: each question by itself, and that nothing fits with a question open."""

from datetime import date
from decimal import Decimal
from time import process_time

import msgspec
import pytest

from ipstui.casework.casefile import casefile_of
from ipstui.casework.events import (
    Application,
    ConditionAdded,
    DisclosureDiscussed,
    Interview,
    Offer,
    Placement,
    ProfileUpdated,
    ProposalMade,
    Referral,
    Released,
    Training,
    VacancyConsidered,
    WantsWork,
)
from ipstui.casework.flag import Group
from ipstui.casework.people import Employer, Settings, Vacancy
from ipstui.casework.search import verdicts
from ipstui.casework.search.everybody import applications_of, on_the_way_of
from ipstui.casework.search.fits import (
    Answer,
    checked,
    closing,
    fits_of,
    glance,
    minutes_in,
    open_vacancies,
    openings_of,
    shifts_in,
)
from ipstui.casework.search.wanted import kinds_in
from tests.casework.made_up import JO, TODAY, corrected, day, told
from tests.pace import within

CAFE = Vacancy(id="cafe", role="Kitchen porter", employer="marlows", hours_min=Decimal(12), hours_max=Decimal(20))
ALL_KNOWN = {"wants": "Café or kitchen work", "hours_min": Decimal(10), "hours_max": Decimal(16),
             "travel_limit": "45 minutes by bus"}  # fmt: skip


def file(*events):
    return casefile_of(JO, events, TODAY, Settings())


def answers(*events, vacancy=CAFE, licence=glance):
    (fit,) = fits_of([file(*events)], [vacancy], licence)
    return {each.about: each.state for each in fit.answers}, fit


def considered(**fields):
    return told(VacancyConsidered, -3, role=CAFE.role, vacancy=CAFE.id, **fields)


def test_it_fits_only_where_every_question_has_a_yes():
    looked = considered()
    timed = told(ProposalMade, -2, what="Kitchen porter", starts=day(7), about=looked.id, journey_minutes=40)
    whole = [told(ProfileUpdated, -9, **ALL_KNOWN), looked, timed, told(DisclosureDiscussed, -9, choice="tell")]
    states, fit = answers(*whole)
    assert set(states.values()) == {"yes"}
    assert fit.verdict == "fits"
    for left_out, about in ((0, "work"), (2, "travel"), (3, "disclosure")):
        states, fit = answers(*(e for n, e in enumerate(whole) if n != left_out))
        assert states[about] == "unknown"
        assert fit.verdict == "unknown"


@pytest.mark.parametrize(
    ("profile", "state"),
    [
        ({"wants": "kitchen work"}, "yes"),
        ({"wants": "Warehouse, nights are fine"}, "no"),
        ({"wants": "Any honest start"}, "unknown"),
        ({"wants": "Any honest start", "past_work": "two years as a kitchen porter"}, "unknown"),
        ({"does_not_want": "kitchens"}, "no"),
        ({"strengths": "up early"}, "unknown"),
    ],
)
def test_the_work_they_want(profile, state):
    assert answers(told(ProfileUpdated, -9, **profile))[0]["work"] == state


def test_who_said_not_now_is_not_offered_work():
    assert answers(told(WantsWork, -2, answer="not_now"))[0]["work"] == "no"


@pytest.mark.parametrize(
    ("wanted", "offered", "state"),
    [
        ((16, 30), (12, 20), "yes"),
        ((20, 30), (12, 20), "yes"),
        ((21, 30), (12, 20), "no"),
        ((None, 11), (12, 20), "no"),
        ((21, None), (12, 20), "no"),
        ((None, 15), (12, 20), "unknown"),
        ((16, 30), (None, 20), "unknown"),
        ((16, 30), (None, None), "unknown"),
        ((None, None), (12, 20), "unknown"),
    ],
)
def test_hours_half_known_are_not_known(wanted, offered, state):
    least, most = (None if each is None else Decimal(each) for each in wanted)
    low, high = (None if each is None else Decimal(each) for each in offered)
    vacancy = msgspec.structs.replace(CAFE, hours_min=low, hours_max=high)
    assert answers(told(ProfileUpdated, -9, hours_min=least, hours_max=most), vacancy=vacancy)[0]["hours"] == state


def test_times_that_were_named_are_compared_by_a_person():
    profile = told(ProfileUpdated, -9, **ALL_KNOWN, times="Mornings, until three")
    states, fit = answers(profile)
    assert states["hours"] == "unknown"
    assert "its shifts are not known" in next(each.why for each in fit.answers if each.about == "hours")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45 minutes", 45),
        ("an hour by bus", 60),
        ("half an hour", 30),
        ("30 min walk", 30),
        ("on foot", None),
        ("", None),
    ],
)
def test_a_travel_limit_in_minutes(text, minutes):
    assert minutes_in(text) == minutes


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("06:00 to 12:00, Monday to Friday", True),
        ("Mon-Fri 8-13", True),
        ("14:00 to 22:00", False),
        ("05:00 to 11:00, four mornings", False),
        ("07:00 to 13:00, five days of seven", False),
        ("days or nights", False),
        ("", False),
    ],
)
def test_only_shifts_with_their_days_are_read(text, known):
    assert bool(shifts_in(text)) is known


def test_a_vacancy_closes_on_its_last_day():
    days = {n: msgspec.structs.replace(CAFE, id=str(n), closes=day(n)) for n in (-1, 0, 1)}
    unknown = msgspec.structs.replace(CAFE, id="?")
    gone = msgspec.structs.replace(CAFE, id="gone", gone=True)
    assert [each.id for each in open_vacancies([gone, unknown, *days.values()], TODAY)] == ["0", "1", "?"]
    assert [closing(each, TODAY) for each in (days[0], days[1], unknown)] == [
        "Sun 22 Nov, today", "Mon 23 Nov, 1 d", "closing day ?"]  # fmt: skip


def test_what_came_of_it_is_told():
    ruled_out = considered(result="ruled_out", why="Too far at night")
    assert answers(ruled_out)[1].told == "ruled out 19 Nov: Too far at night"
    assert answers(ruled_out)[1].verdict == "against"
    applied = told(Application, -1, role="kitchen  porter", employer="marlows")
    assert answers(applied)[1].told == "applied 21 Nov"
    assert answers(told(Application, -1, role="Waiter", employer="marlows"))[1].told == ""


def test_a_word_may_tell_several_kinds_of_work_and_unknown_words_tell_none():
    assert kinds_in("Bar kitchen assistants") == {"bars", "kitchens and cafés"}
    assert kinds_in("Any honest start") == frozenset()


def test_fits_of_24_people_and_30_vacancies_are_quick():
    profile = told(ProfileUpdated, -9, **ALL_KNOWN)
    files = [msgspec.structs.replace(file(profile), client=msgspec.structs.replace(JO, id=f"p{n}")) for n in range(24)]
    many = [msgspec.structs.replace(CAFE, id=f"v{n}") for n in range(30)]
    took = []
    for _ in range(3):
        began = process_time()
        found = openings_of(files, many, {"marlows": Employer(id="marlows", name="Marlow's")})
        took.append(process_time() - began)
    assert len(found) == 30
    assert all(len(each.fits) == 24 for each in found)
    assert min(took) < within(0.2)


def test_checked_asks_the_licence_check():
    states, _ = answers(licence=checked)
    assert states["licence"] in {"unknown", "ask", "yes"}


# Over everybody


def test_news_belongs_to_its_application_whatever_was_corrected_between():
    made = told(Application, -20, role="Packer", employer="marlows")
    once = corrected(made, role="Packer, days")
    better = corrected(once, role="Packer, nights")
    heard = told(Application, -5, application=made.id, status="unsuccessful", note="No driving licence")
    (row,) = applications_of([file(made, once, better, heard)], {})
    assert (row.role, row.status, row.since, row.answer) == (
        "Packer, nights",
        "unsuccessful",
        day(-5),
        "No driving licence",
    )
    assert row.waits is None
    (waiting,) = applications_of([file(made)], {})
    assert waiting.waits == 20


def test_an_interview_with_that_employer_is_an_answer():
    made = told(Application, -20, role="Packer", employer="marlows")
    talk = told(Interview, -4, employer="marlows", state="offer")
    assert applications_of([file(made, talk)], {})[0].status == "offer"


def test_courses_and_placements_are_paired_and_tied_to_a_job():
    offer = told(Offer, -8, role="Welder")
    begun = told(Training, -7, course="Coded  welding", ends=day(7), about=offer.id)
    over = told(Placement, -3, role="Helper", state="ended")
    under_way, ended = on_the_way_of([file(offer, begun, over)], {})
    assert (under_way.ends, under_way.ended, under_way.job) == (day(7), None, "Welder")
    assert (ended.started, ended.ended, ended.job) == (None, date(2026, 11, 19), "")
    done = told(Training, -1, course="coded welding", state="ended")
    assert on_the_way_of([file(offer, begun, done)], {})[0].ended == day(-1)


@pytest.mark.parametrize(
    ("closes", "group"),
    [
        (8, None),
        (7, Group.STEADY),
        (2, Group.STEADY),
        (1, Group.TODAY),
        (0, Group.TODAY),
        (-3, Group.TODAY),
        (-4, None),
    ],
)
def test_a_vacancy_somebody_means_to_apply_for_is_told_before_it_closes(closes, group):
    vacancy = msgspec.structs.replace(CAFE, closes=day(closes))
    mine = considered(result="pursued", employer="marlows")

    def raised(*events, vacancy=vacancy):
        held = casefile_of(JO, events, TODAY, Settings(), {vacancy.id: vacancy})
        return next((each for each in held.flags if each.flag == "vacancy_closing"), None)

    found = raised(mine)
    assert (found.group if found else None) == group
    if found is not None:
        assert found.why.startswith("Kitchen porter close")
        assert found.why.endswith("no application recorded")
    applied = told(Application, -1, role=" kitchen PORTER", employer="marlows")
    assert raised(mine, applied) is None
    assert raised(considered(result="undecided", employer="marlows")) is None
    assert raised(mine, told(VacancyConsidered, -1, role="x", vacancy=CAFE.id, result="ruled_out")) is None
    assert raised(mine, vacancy=msgspec.structs.replace(vacancy, gone=True)) is None


def test_licence_answers_are_worked_out_once_and_anew_when_something_changed(monkeypatch):
    asked = []
    monkeypatch.setattr(verdicts, "checked", lambda who, what: asked.append(what.id) or Answer("licence", "yes", "ok"))
    kept, jo = verdicts.Verdicts(), file(told(Released, -20), told(ConditionAdded, -9, category="curfew", words="in"))
    fit = fits_of([jo], [CAFE], kept)[0]
    assert (fit.verdict, fit.checking) == ("unknown", True)
    assert kept.still_out([jo], [CAFE]) == [(jo, CAFE)]
    kept.work_out(jo, CAFE)
    assert kept.still_out([jo], [CAFE, msgspec.structs.replace(CAFE, hourly_pay=Decimal(13))]) == []
    assert kept(jo, CAFE).state == "yes"
    elsewhere = msgspec.structs.replace(CAFE, place="ST1 2AB")
    assert kept.still_out([jo], [CAFE, elsewhere]) == [(jo, elsewhere)]
    again = file(
        told(Released, -20), told(ConditionAdded, -9, category="curfew", words="in"), told(WantsWork, -1, answer="yes")
    )
    assert kept.still_out([again], [CAFE]) == [(again, CAFE)], "something was recorded since"
    inside = file(told(Referral, -9, in_custody="yes"))
    assert kept.still_out([inside], [CAFE]) == [], "what is certain at a glance is not checked"
    assert asked == ["cafe"]
