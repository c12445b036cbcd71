"""Sentences and cautions for the tests, short to write: a date of conviction, and what differs from the plain case."""

import json
from datetime import date

from calculators.contract import decode
from calculators.disclosure.check import DisclosureRequest, disclosure

TODAY = date(2026, 11, 25)


def outcome(kind, on="2020-01-10", group="A", **more):
    """`kind` as type/subtype; the sentence begins on the day of conviction unless told otherwise."""
    type_, subtype = kind.split("/")
    found = {"group": group, "type": type_, "subtype": subtype, "age_at_conviction": "adult", "start_date": on}
    if type_ != "caution":
        found["conviction_date"] = on
    return {**found, **more}


def prison(years=0, months=0, on="2020-01-10", group="A", **more):
    length = {name: value for name, value in (("years", years), ("months", months)) if value}
    return outcome("custody/prison", on, group, **{"length": length, **more})


def read(*outcomes, as_of=TODAY, **more):
    request = {"as_of": str(as_of), "outcomes": list(outcomes), **more}
    return decode(json.dumps(request).encode(), DisclosureRequest)


def answer(*outcomes, **more):
    return disclosure(read(*outcomes, **more))


def alone(*outcomes, **more):
    """The one group there is."""
    (found,) = answer(*outcomes, **more).groups.values()
    return found


def days(*outcomes, **more):
    """The Ministry's day and the Act's, of the one group there is."""
    found = alone(*outcomes, **more)
    return str(found.govuk_date), str(found.first_day_spent)
