"""Every kind of event reads as one plain line."""

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ipstui.casework import words
from ipstui.casework.events import (
    KINDS,
    AddressSet,
    Application,
    Certificate,
    Contact,
    EmployerContact,
    FactChanged,
    JobEnded,
    JobStarted,
    LicenceRecorded,
    NeedMet,
    Note,
    PermissionGiven,
    ProbationAppointment,
    Referral,
    ReleaseExpected,
    Unread,
    VacancyConsidered,
    WorkApproval,
)

ON = date(2026, 11, 20)
CAFE = {"e1": "John's café", "n1": "bank account", "j1": "Kitchen porter"}


def told(kind, names=CAFE, **fields):
    return words.summary(kind(client="c1", on=ON, **fields), names)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            told(Contact, mode="face_to_face", outcome="seen", setting="cafe", minutes=40, note="talked about CV"),
            "Met at the café, 40 min: talked about CV",
        ),
        (told(Contact, mode="phone", outcome="left_message"), "Phoned, left a message"),
        (told(Contact, mode="phone", outcome="not_seen", who="gp"), "Phoned the GP, no answer"),
        (told(Contact, who="probation", mode="email", outcome="seen"), "In touch by email with the officer"),
        (told(Contact, mode="face_to_face", outcome="not_seen", setting="hostel"), "Did not meet at the hostel"),
        (
            told(Contact, mode="face_to_face", who="in_reach", outcome="seen", setting="prison"),
            "Met the in-reach worker in prison",
        ),
        (told(Contact, mode="phone", note="x"), "Contact by phone, not known if they were in touch: x"),
        (told(Contact, setting="cafe"), "Contact at the café, not known if they were in touch"),
        (told(Certificate, name="CSCS"), "CSCS (applied for or gained: not known)"),
        (
            told(LicenceRecorded, policy_version="4.0", starts=ON),
            "Licence, policy version 4.0, status not known, held to be in force, from Fri 20 Nov",
        ),
        (told(PermissionGiven, condition="n1"), "Decision not known: bank account"),
        (told(VacancyConsidered, role="cook"), "Vacancy as cook looked at"),
        (told(Contact, mode="letter", outcome="not_seen"), "Wrote, no answer"),
        (told(EmployerContact, employer="e1", mode="face_to_face", who="both"), "Met John's café, together"),
        (told(EmployerContact, employer="gone", mode="face_to_face"), "Met an employer"),
        (told(Referral, source_type="in_reach", prison="HMP Leeds"), "Referred, by in-reach, from HMP Leeds"),
        (told(Referral), "Referred, not known whether in prison or out"),
        (
            told(ReleaseExpected, expected=date(2027, 1, 8)),
            "Release due Fri 8 Jan 2027, out Thu 7 Jan 2027, moved off the day before a weekend or holiday, told",
        ),
        (told(AddressSet, type="nfa", in_patch="no"), "Address: no fixed address, out of area"),
        (told(NeedMet, need="n1", note="opened on Friday"), "Need met: bank account; opened on Friday"),
        (told(NeedMet, need="n9"), "Need met"),
        (told(Application, count=12, role="porter", done_by="both"), "12 applications made as porter, done together"),
        (
            told(JobStarted, role="porter", employer="e1", hours_weekly=Decimal("12"), hourly_pay=Decimal("12.71")),
            "Started work as porter at John's café, 12 hours a week, £12.71 an hour",
        ),
        (told(JobEnded, job="j1", reason="left_for_better"), "Job ended: Kitchen porter, left for better"),
        (told(WorkApproval, state="approved", what="warehouse work"), "Officer approves warehouse work"),
        (told(ProbationAppointment, where="Park Row"), "Probation appointment booked, Park Row"),
        (told(FactChanged, field="phone", old="", new="0113"), "Phone changed from nothing to 0113"),
        (told(FactChanged, field="people", old="[]", new='[{"name":"X"}]'), "People changed"),
        (told(Note, note="two\nlines\x1b[2J [/b]"), "Two lines [2J [/b]"),
    ],
)
def test_lines_read_as_a_person_would_say_them(line, expected):
    assert line == expected


def test_every_kind_has_its_own_line():
    assert set(words.LINES) == set(KINDS.values())


def _sample(kind):
    fields = {f.name: _value(f) for f in msgspec.structs.fields(kind) if f.name not in _FIXED}
    fixed = {"id": st.just("a1b2c3"), "client": st.just("c0ffee"), "on": st.dates(), "at": st.none() | st.times()}
    return st.builds(kind, **fixed, **fields)


_FIXED = ("id", "client", "on", "at", "recorded", "on_precision", "by", "batch", "voids", "v")


def _value(field):
    if "Any" in str(field.type) or "object" in str(field.type):
        return st.just(field.default if field.default is not msgspec.NODEFAULT else field.default_factory())
    return st.from_type(field.type)


st.register_type_strategy(Decimal, st.decimals(0, 9_999, places=2))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_event_is_one_printable_line_without_ids(kind, data):
    event = data.draw(_sample(kind))
    line = words.summary(event)
    assert line
    assert line.isprintable()
    assert "a1b2c3" not in line
    assert "c0ffee" not in line
    assert words.title(event)[0].isupper()
    assert "_" not in words.title(event)


def test_what_cannot_be_read_is_shown_raw():
    event = Unread(
        client="c1",
        on=ON,
        recorded=datetime(2026, 11, 20, tzinfo=UTC),
        kind_name="hologram",
        raw={"id": "x", "kind": "hologram", "client": "c1", "on": "2026-11-20", "colour": "blue"},
    )
    assert words.summary(event) == "hologram (not read by this version): colour blue"
    assert words.title(event) == "Hologram"
