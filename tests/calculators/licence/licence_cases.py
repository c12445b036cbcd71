"""Requests for the licence tests, built from the few things a test is about."""

import json

from calculators.contract import decode
from calculators.licence.check import LicenceRequest, check_licence

ORDER = ["clear", "unknown", "ask", "conflict"]


def licence(*conditions, version="4.0", status="active", start="2026-10-06", end="2027-08-01", **more):
    listed = [{"id": one} if isinstance(one, str) else one for one in conditions]
    return {
        "policy_version": version,
        "status": status,
        "from": start,
        "to": end,
        "conditions": listed,
        **more,
    }


def curfew(start="19:00", end="07:00", **more):
    params = {"blocks": [{"from": start, "to": end}], **more.pop("params", {})}
    return {"id": "curfew_v4", "params": params, **more}


def job(days=(0, 1, 2, 3, 4), hours=("09:00", "17:00"), journey=30, facts=None, **more):
    proposal = {"id": "p1", "kind": "job", "start": "2026-11-30", "facts": facts or {}, **more}
    if hours and "dated" not in more:
        proposal["weekly"] = [{"days": list(days), "from": hours[0], "to": hours[1]}]
    if journey is not None:
        proposal["journey_minutes"] = journey
    return proposal


def shift(day, start, end, **more):
    return job(dated=[{"date": day, "from": start, "to": end}], start=day, end=more.pop("end_on", day), **more)


APPROVED = [{"for": "work_approval", "scope": {"proposal": "p1"}}]
"""Approval of the proposal that `job` makes: work is approved or not on every licence, listed or not."""


def request(*licences, proposal=None, as_of="2026-11-22", **more):
    return {"as_of": as_of, "licences": list(licences), "proposal": proposal or job(), **more}


def read(given):
    return decode(json.dumps(given).encode(), LicenceRequest)


def check(*licences, **more):
    return check_licence(read(request(*licences, **more)))


def verdict_of(result, condition):
    return next((row.verdict for row in result.conditions if row.id == condition), None)


def line(result, condition):
    return next(row for row in result.conditions if row.id == condition)


def approved(*licences, **more):
    """The same with the work approved, and said to be on no licence where none is given."""
    held = {} if licences else {"on_licence": "no"}
    return check(*licences, permissions=[*APPROVED, *more.pop("permissions", [])], **held, **more)


def weight(result):
    return ORDER.index(result.verdict)
