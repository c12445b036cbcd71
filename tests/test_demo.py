"""The made-up caseload is whole, believable, quick to read, and never goes stale."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from typing import get_args

import msgspec
import pytest

from calculators.licence.catalogue import policy_version_for
from calculators.working_days import is_working_day
from ipstui.casework import urgency
from ipstui.casework.casefile import Casefile, casefile_of
from ipstui.casework.checks import check_all
from ipstui.casework.choices import names_an_event
from ipstui.casework.custody.release import expected_release
from ipstui.casework.events import Event, kind_of, meanings
from ipstui.casework.flag import Group, Look
from ipstui.casework.history import read_event, write_event
from ipstui.casework.known import plain
from ipstui.casework.licence.check import checks_of
from ipstui.casework.phase import Label
from ipstui.casework.review import Review, review_of
from ipstui.demo import DemoCaseload, _Days, demo_caseload

TODAY = date(2026, 11, 25)
FORTNIGHT = [date(2026, 11, 23) + timedelta(days=n) for n in range(14)]
CHRISTMAS = [date(2026, 12, 18) + timedelta(days=n) for n in range(18)]
EASTER = [date(2027, 3, 25) + timedelta(days=n) for n in range(6)]
DAYS = [*FORTNIGHT, *CHRISTMAS, *EASTER]


def on_every_day(check: Callable[[date], None]) -> Callable[[], None]:
    """Make one test of a check for a day: one cause is one failure, which names every day on which it fails."""

    def test() -> None:
        wrong: dict[str, list[date]] = defaultdict(list)
        for today in DAYS:
            try:
                check(today)
            except Exception as error:
                wrong[f"{type(error).__name__}: {error}"].append(today)
        assert not wrong, "\n\n".join(f"{', '.join(map(str, days))}\n{what}" for what, days in wrong.items())

    test.__name__, test.__doc__ = check.__name__, check.__doc__
    return test


def by_client(demo: DemoCaseload) -> dict[str, list[Event]]:
    events = defaultdict(list)
    for event in demo.events:
        events[event.client].append(event)
    return events


def casefiles(today: date) -> list[Casefile]:
    demo = demo_caseload(today)
    events = by_client(demo)
    vacancies = {each.id: each for each in demo.vacancies}
    return [casefile_of(client, events[client.id], today, demo.settings, vacancies) for client in demo.clients]


def review(today: date) -> Review:
    demo = demo_caseload(today)
    return review_of(casefiles(today), by_client(demo)[""], today, demo.settings)


@pytest.fixture(scope="module")
def demo() -> DemoCaseload:
    return demo_caseload(TODAY)


# Never stale


@on_every_day
def test_every_phase_group_and_flag_has_someone(today: date) -> None:
    files = casefiles(today)
    assert {each.phase.label for each in files} == set(get_args(Label))
    vacancies = {each.id: each for each in demo_caseload(today).vacancies}
    looks = [Look(each.story, each.deadlines, each.clock, None, vacancies) for each in files]
    # One flag may stand at several places, by how near its day is: the made-up people cannot be at all of them.
    raised = {flag.flag for place in urgency.ORDER for look in looks for flag in place.rule(look)}
    silent = [place.flags for place in urgency.ORDER if raised.isdisjoint(place.flags.split())]
    assert silent == []
    assert any(flag.snoozed_until for each in files for flag in each.flags)
    assert {"officer_asked", "condition_query"} <= {flag.flag for each in files for flag in each.flags}

    groups = Counter(row.group for row in review(today).rows)
    assert set(groups) == set(Group), "a group of the review without anybody"
    assert max(groups.values()) <= 8, "a review that is one long group shows nothing of the others"


@on_every_day
def test_the_week_stands_at_four_employers_of_six(today: date) -> None:
    strip = review(today).strip
    assert (strip.employer_contacts, strip.employer_contacts_target) == (4, 6)
    assert strip.active < strip.caseload == 23
    assert strip.clock_overdue == 1


@on_every_day
def test_everything_could_have_been_typed_as_it_stands(today: date) -> None:
    for client, events in by_client(demo_caseload(today)).items():
        if client:
            check_all(sorted(events, key=lambda event: event.recorded), client, [], today)


@on_every_day
def test_nothing_was_typed_after_today_or_before_it_was_known(today: date) -> None:
    ahead = {"probation_appointment", "appointment", "interview"}
    for event in demo_caseload(today).events:
        assert event.recorded.utcoffset() == timedelta(0)
        assert event.recorded.date() <= today
        assert event.on <= today or kind_of(event) in ahead
        learned = getattr(event, "learned_on", None)
        assert learned is None or event.on <= learned <= event.recorded.date()


# Whole


def test_twenty_four_people_all_made_up(demo: DemoCaseload) -> None:
    assert len(demo.clients) == 24
    assert all(client.made_up for client in demo.clients)
    assert {"Siân O'Dea", "Yusuf al-Haddad", "Gethin Llewellyn"} <= {client.name for client in demo.clients}
    assert len({client.name for client in demo.clients}) == 24
    assert len(demo.employers) == 12
    assert {employer.stage for employer in demo.employers} == {
        "new", "met", "learning_needs", "open_to_candidate", "hired"
    }  # fmt: skip


def test_every_event_is_what_its_kind_says(demo: DemoCaseload) -> None:
    for event in demo.events:
        assert read_event(write_event(event)) == event, event


def test_each_person_has_a_story_of_fair_length(demo: DemoCaseload) -> None:
    counts = Counter(event.client for event in demo.events)
    told_whole = {"john", "james"}
    assert all(3 <= counts[client.id] <= 40 for client in demo.clients if client.id not in told_whole)
    assert all(counts[name] > 40 for name in told_whole)


def test_ids_are_readable_stable_and_found(demo: DemoCaseload) -> None:
    ids = [event.id for event in demo.events]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(rf"{event.client or 'employer-contact'}-\d+", event.id) for event in demo.events)
    for event in demo.events:
        for field in (name for name, (_, meaning) in meanings(type(event)).items() if names_an_event(meaning)):
            named = getattr(event, field)
            assert not named or (named in ids and named.startswith(f"{event.client}-")), (event.id, field)
    assert [e.id for e in demo_caseload(TODAY + timedelta(days=40)).events] == ids
    assert demo_caseload(TODAY) == demo


def test_every_employer_and_vacancy_named_exists(demo: DemoCaseload) -> None:
    known = {employer.id for employer in demo.employers}
    named = {getattr(event, "employer", "") for event in demo.events} | {v.employer for v in demo.vacancies}
    assert named - {""} <= known
    asked_not_to = {employer.id for employer in demo.employers if employer.do_not_contact}
    assert all(getattr(event, "employer", "") not in asked_not_to for event in demo.events if event.client)


def test_no_offence_no_client_on_an_employer_and_no_banned_word(demo: DemoCaseload) -> None:
    """A conviction kept apart has sentences and days, and no word of what was done either."""
    apart = [write_event(e) | {"kind": ""} for e in demo.events if e.apart]
    told = msgspec.structs.replace(demo, events=tuple(e for e in demo.events if not e.apart))
    text = msgspec.json.encode([told, apart], enc_hook=plain).decode().casefold().replace('"conviction":', "")
    for word in ("offen", "burglar", "theft", "assault", "robber", "drug", "weapon", "arson", "suicid",
                 "convict", "non-compliant", "failed to attend"):  # fmt: skip
        assert word not in text
    first_names = {client.name.split()[0] for client in demo.clients}
    shared = " ".join([e.note for e in demo.events if not e.client] + [str(employer) for employer in demo.employers])
    assert not first_names & set(re.findall(r"\w+", shared))


def test_the_awkward_cases_are_there() -> None:
    files = {each.client.id: each for each in casefiles(TODAY)}
    story = {name: each.story for name, each in files.items()}
    assert len(story["sian"].custody.versions) == 2
    assert len(story["kwame"].custody.versions) == 3
    jason = story["jason"].custody.release
    assert jason is not None
    assert jason.learned_on is not None
    assert jason.learned_on > jason.on
    terry = story["terry"].custody.returned
    assert terry is not None
    assert terry.type == "recall_fixed"
    out = expected_release(story["terry"])
    assert out is not None
    assert out.out == TODAY + timedelta(days=21)  # day 56, the day of return being day 1: a Wednesday
    assert story["leon"].work.open_jobs
    assert story["callum"].place.out_of_area
    assert len(story["donna"].work.open_jobs) == 2
    assert story["donna"].work.weekly_hours == 17
    assert story["ravi"].case.episode == 2
    assert story["paul"].case.state == "paused"
    assert story["tracey"].probation.iom
    assert not story["tracey"].custody.ever_inside
    assert story["marcus"].probation.unanswered
    assert {"kept", "accompanied", "reminded"} <= {b.state for b in story["gethin"].diary.bookings}
    assert story["linda"].work.open_jobs[0].declined_on
    assert any(grant.follow_up for each in story.values() for grant in each.needs.grants)


# Licences


@pytest.mark.parametrize(
    "today", [TODAY, *CHRISTMAS[::4], date(2027, 3, 26), date(2027, 8, 12), date(2028, 2, 29)], ids=str
)
def test_the_licence_tab_has_life(today: date) -> None:
    found = {
        (each.client.id, checked.proposal.what.split(",")[0]): checked
        for each in casefiles(today)
        for checked in checks_of(each.story)
    }
    assert not [name for name, checked in found.items() if checked.result is None]
    worst = {name: checked.result.conditions[0] for name, checked in found.items() if checked.result}
    late = worst["gethin", "Warehouse loader"]
    assert (late.id, late.verdict) == ("curfew_v4", "conflict")
    assert late.dates is not None
    assert late.dates.count == late.dates.of  # every shift
    assert late.why.endswith("home 19:05 v 19:00")
    pub = worst["callum", "Kitchen porter in a pub"]
    assert (pub.id, pub.verdict) == ("no_drinking_establishments", "conflict")
    zone = worst["michelle", "Shop assistant"]
    assert (zone.id, zone.verdict) == ("exclusion_zone_map", "ask")
    assert "neither list" in zone.why
    tag = worst["kyle", "Shelf filler in a supermarket"]
    assert (tag.id, tag.verdict) == ("alcohol_ban_tagged", "ask")

    def verdict(*name: str) -> str:
        result = found[name[0], name[1]].result
        assert result is not None
        return result.verdict

    assert verdict("kwame", "Workshop mechanic") == "unknown"  # a draft
    assert verdict("james", "Bar kitchen assistant") == "clear"
    assert found["callum", "Kitchen porter in a pub"].asked is not None
    assert "licences changed since the check" in found["michelle", "Shop assistant"].stale
    assert {each.verdict for each in worst.values()} >= {"clear", "ask", "conflict"}


@pytest.mark.parametrize("today", [TODAY, date(2027, 8, 12)], ids=str)
def test_each_licence_has_the_policy_version_of_its_first_day(today: date) -> None:
    for each in casefiles(today):
        for recorded in [v.event for v in each.story.licence.versions] + list(each.story.licence.drafts):
            assert recorded.policy_version == policy_version_for(recorded.starts), each.client.id


def test_no_request_to_an_officer_says_anything_about_the_tag() -> None:
    (kyle,) = (each for each in casefiles(TODAY) if each.client.id == "kyle")
    texts = [checked.result.ask_text for checked in checks_of(kyle.story) if checked.result]
    assert texts
    assert all(text and "alcohol" not in text.casefold() for text in texts)


def test_the_review_of_the_demo_does_not_load_the_licence_check() -> None:
    """It is not needed for the first frame. In a fresh process, as on the way to it."""
    code = (
        "import sys, datetime\n"
        "from collections import defaultdict\n"
        "from ipstui.casework.casefile import casefile_of\n"
        "from ipstui.casework.review import review_of\n"
        "from ipstui.demo import demo_caseload\n"
        f"for today in {[TODAY.toordinal(), *(day.toordinal() for day in CHRISTMAS[::6])]}:\n"
        "    today = datetime.date.fromordinal(today)\n"
        "    demo = demo_caseload(today)\n"
        "    told = defaultdict(list)\n"
        "    for event in demo.events: told[event.client].append(event)\n"
        "    files = [casefile_of(c, told[c.id], today, demo.settings) for c in demo.clients]\n"
        "    assert review_of(files, told[''], today, demo.settings).rows\n"
        "print([name for name in sys.modules if name.startswith('calculators.licence')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# The notation


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("today", date(2026, 11, 28), date(2026, 11, 28)),
        ("-12d", date(2026, 11, 25), date(2026, 11, 13)),
        ("-4d", date(2026, 11, 25), date(2026, 11, 20)),  # Saturday: Friday is nearer
        ("-3d", date(2026, 11, 25), date(2026, 11, 23)),  # Sunday: Monday is nearer
        ("-3d!", date(2026, 11, 25), date(2026, 11, 22)),
        ("-1d", date(2026, 11, 23), date(2026, 11, 20)),  # Sunday: Monday is today, so Friday
        ("+1d", date(2026, 11, 27), date(2026, 11, 30)),  # Saturday: Friday is today, so Monday
        ("+2d", date(2026, 12, 24), date(2026, 12, 29)),  # over the holidays
        ("-1d", date(2026, 12, 29), date(2026, 12, 24)),
        ("wed-5w", date(2026, 11, 22), date(2026, 10, 14)),  # on a Sunday the week is still the one before
        ("wed-5w", date(2026, 11, 23), date(2026, 10, 21)),
        ("tue+2w", date(2026, 11, 25), date(2026, 12, 8)),
        ("mon", date(2026, 11, 25), date(2026, 11, 23)),
        ("fri", date(2026, 11, 25), date(2026, 11, 25)),  # still to come: today
    ],
)
def test_a_date_in_a_file(text: str, today: date, day: date) -> None:
    assert _Days(today).read(text) == day


@pytest.mark.parametrize("text", ["", "soon", "-d", "wed-w", "2026-11-25"])
def test_a_date_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        _Days(TODAY).read(text)


@on_every_day
def test_moved_days_stay_on_their_side_of_today_and_in_order(today: date) -> None:
    days = _Days(today)
    past = [days.read(f"-{n}d") for n in range(1, 90)]
    ahead = [days.read(f"+{n}d") for n in range(1, 30)]
    assert past == sorted(past, reverse=True)
    assert past[0] < today < ahead[0]
    assert ahead == sorted(ahead)
    assert all(is_working_day(day) for day in past + ahead)
