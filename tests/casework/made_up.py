"""Made-up stories for the tests of the fold: a short way to tell one by hand, and random ones for hypothesis."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from random import Random
from typing import get_args, get_origin

import msgspec
from hypothesis import strategies as st

from ipstui.casework import events
from ipstui.casework.casefile import Casefile, casefile_of
from ipstui.casework.choices import Leaning, Reference
from ipstui.casework.people import Client, Settings
from ipstui.casework.review import review_of
from ipstui.casework.story import story_of

TODAY = date(2026, 11, 22)  # a Sunday
JO = Client(id="jo", name="Jo Example", made_up=True)
_numbers = count(1)


def day(offset):
    """The day so many days after today; before it when negative."""
    return TODAY + timedelta(days=offset)


def told(kind, on=0, **fields):
    """One event, `on` as a date or as days from today, recorded at noon that day unless said otherwise."""
    number = next(_numbers)
    on = day(on) if isinstance(on, int) else on
    noon = datetime.combine(on, time(12), UTC)
    given = {"id": f"e{number:06d}", "client": JO.id, "on": on, "recorded": noon, **fields}
    return kind(**given)


USUAL = {
    events.Contact: {"mode": "face_to_face", "purpose": "employment"},
    events.EmployerContact: {"who": "specialist", "mode": "face_to_face"},
    events.Application: {"done_by": "both"},
    events.JobStarted: {"competitive": "yes", "found_by": "both"},
}
"""What is usually so, for stories in which it was said: no default says it."""


def usually(kind, on=0, **fields):
    """One event of which the usual facts were said."""
    return told(kind, on, **(USUAL.get(kind, {}) | fields))


def corrected(event, **changes):
    """The event that takes the place of another."""
    number = next(_numbers)
    later = event.recorded + timedelta(hours=1)
    return msgspec.structs.replace(event, id=f"e{number:06d}", voids=event.id, recorded=later, **changes)


def taken_back(event):
    """The void of an event."""
    return told(events.Void, event.on, voids=event.id, recorded=event.recorded + timedelta(hours=2))


def met(on, **fields):
    """A meeting face to face in a café."""
    return told(events.Contact, on, **({"mode": "face_to_face", "setting": "cafe"} | fields))


def met_inside(on, **fields):
    """A meeting in prison."""
    return met(on, setting="prison", **fields)


def from_prison(on, **fields):
    """A referral from prison."""
    return told(events.Referral, on, in_custody="yes", **fields)


def expected(out, on=-30, **fields):
    """An expected release date, as days from today or a date."""
    return told(events.ReleaseExpected, on, expected=day(out) if isinstance(out, int) else out, **fields)


def story(*told_events, today=TODAY):
    """The story of Jo."""
    return story_of(JO.id, told_events, today)


def casefile(*told_events, today=TODAY, client=JO, settings=None) -> Casefile:
    """Everything about Jo."""
    return casefile_of(client, told_events, today, settings or Settings())


def deadlines(file, kind):
    """The deadlines of one kind."""
    return [deadline for deadline in file.deadlines if deadline.kind == kind]


def deadline(file, kind):
    """The one deadline of a kind; None when there is none."""
    found = deadlines(file, kind)
    assert len(found) < 2, found
    return found[0] if found else None


def flag(file, name):
    """The first flag of a name; None when there is none."""
    return next((each for each in file.flags if each.flag == name), None)


def review(*files, shared=(), today=TODAY):
    """The review of some casefiles."""
    return review_of(files, shared, today, Settings())


# Random ones: each event is made from a seed, so that a failing list shrinks by losing events.

NAMED = {  # which kinds a reference may name
    "condition": events.ConditionAdded, "query": events.ConditionQuery, "booking": events.Booking,
    "need": events.NeedOpened, "task": events.Task, "application": events.Application,
    "interview": events.Interview, "job": (events.Offer, events.JobStarted), "proposal": events.ProposalMade,
    "about": (events.VacancyConsidered, events.Offer, events.JobStarted), "conviction": events.Conviction,
}  # fmt: skip
KINDS = [kind for kind in events.KINDS.values() if kind is not events.Void]
# What turns a story comes up more often than its ornaments.
_WEIGHTED = KINDS + [
    events.Referral, events.ReleaseExpected, events.Released, events.Released, events.ReturnedToCustody,
    events.Contact, events.Contact, events.Contact, events.Contact, events.EmployerContact, events.Offer,
    events.JobStarted, events.JobEnded, events.WorkApproval, events.NeedOpened, events.ProbationAppointment,
] * 3  # fmt: skip
_OWN = {"id", "client", "on", "recorded", "at", "on_precision", "by", "batch", "voids", "note", "v"}
_FIELDS = {
    kind: [
        (field, *events.meanings(kind)[field.name])
        for field in msgspec.structs.fields(kind)
        if field.name not in _OWN and get_origin(field.type) is not dict
    ]
    for kind in KINDS
}


def _value(dice, field, hint, meaning, earlier, on):
    reference = next((each for each in meaning if isinstance(each, Reference)), None)
    if reference is not None:
        named = [event.id for event in earlier if reference.event and isinstance(event, NAMED[reference.to])]
        if named and (field.required or dice.random() < 0.6):
            return dice.choice(named)
        return "nobody" if field.required else ""
    types = set(get_args(hint) or (hint,))
    if Ellipsis in types:
        return ("nights",) if str in types else ()
    if field.default is None and dice.random() < 0.3:
        return None
    if date in types:
        return on + timedelta(days=dice.randint(0, 15) if Leaning("past") in meaning else dice.randint(-5, 60))
    if Decimal in types:
        return Decimal(dice.randint(1, 40))
    if bool in types:
        return dice.random() < 0.7
    if int in types:
        return dice.randint(1, 90)
    if types == {str}:
        return dice.choice(["x", "cook", "kitchen porter", "O'Neill [b]", "مريم"])
    options = sorted(option for option in types if isinstance(option, str))
    return dice.choice(options) if options else msgspec.UNSET


def from_seed(seed, earlier, first=-200, last=0):
    """One event on a day between `first` and `last` from today, naming earlier ones where its kind does."""
    dice = Random(seed)
    kind = dice.choice(_WEIGHTED)
    on = day(dice.randint(first, last))
    fields = {field.name: _value(dice, field, *told, earlier, on) for field, *told in _FIELDS[kind]}
    if kind is events.Contact and dice.random() < 0.6:
        fields |= {"who": "client", "mode": "face_to_face", "outcome": "seen"}
    noon = datetime.combine(on, time(12), UTC)
    return kind(
        id=f"s{len(earlier):03d}-{seed}",
        client=JO.id,
        on=on,
        at=dice.choice([None, None, time(9), time(14, 30)]),
        recorded=noon + timedelta(days=dice.randint(0, 20), seconds=len(earlier)),
        on_precision=dice.choice(["day"] * 8 + ["month", "unknown"]),
        **{name: value for name, value in fields.items() if value is not msgspec.UNSET},
    )


def from_seeds(seeds, first=-200, last=0):
    """A list of events for one client."""
    made = []
    for seed in seeds:
        made.append(from_seed(seed, made, first, last))
    return made


SEEDS = st.lists(st.integers(0, 2**20), min_size=1, max_size=16)
STORIES = SEEDS.map(from_seeds)
"""Lists of events for one client, as sane as random ones can be; any order of days."""
