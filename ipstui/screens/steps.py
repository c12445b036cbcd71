"""What can be done next about a line: a need met, a task done, an appointment moved, a job changed."""

from __future__ import annotations

from dataclasses import dataclass, field

from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    Appointment,
    BenefitsSession,
    Event,
    FourHoursDone,
    Interview,
    JobChanged,
    JobEnded,
    JobStarted,
    NeedDropped,
    NeedMet,
    Offer,
    ProbationAppointment,
    SupportDeclined,
    SupportResumed,
    TaskDone,
    WorkApproval,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: an event to record at once, or with `ask` a form to fill in first."""

    label: str
    kind: type[Event]
    values: dict[str, str] = field(default_factory=dict)
    ask: bool = False
    corrects: str = ""
    """The event that the form corrects, rather than adds to."""


def steps_for(key: str, casefile: Casefile) -> list[Step]:
    """Return the steps for the line with this key ("need:ID" and so on); none for an ordinary event."""
    what, _, name = key.partition(":")
    match what:
        case "need":
            return [Step("Met", NeedMet, {"need": name}), Step("Dropped …", NeedDropped, {"need": name}, ask=True)]
        case "task":
            return [Step("Done", TaskDone, {"task": name})]
        case "booking":
            return _booking(name, casefile)
        case "job":
            return _job(name, casefile)
        case "offer":
            offer = next((o for o in casefile.story.work.offers if o.id == name), None)
            values = {"job": name, "role": offer.role, "employer": offer.employer} if offer else {}
            steps = [
                Step("Started …", JobStarted, values, ask=True),
                Step("Officer's approval …", WorkApproval, {"job": name, "state": "asked"}, ask=True),
            ]
            if offer is not None and offer.accepted != "yes":
                steps.insert(0, Step("Accepted …", Offer, {"accepted": "yes"}, ask=True, corrects=offer.event))
            return steps
        case _:
            return []


def _booking(name: str, casefile: Casefile) -> list[Step]:
    booking = next((b for b in casefile.story.plan.bookings if b.id == name), None)
    if booking is None:
        return []
    if booking.what == "interview":
        return [
            Step("Attended", Interview, {"interview": name, "state": "attended"}),
            Step("Led to an offer", Interview, {"interview": name, "state": "offer"}),
            Step("Unsuccessful", Interview, {"interview": name, "state": "unsuccessful"}),
            Step("Cancelled", Interview, {"interview": name, "state": "cancelled"}),
        ]
    kind = ProbationAppointment if booking.probation else Appointment
    values = {"booking": name} | ({} if booking.probation else {"what": booking.what})
    ahead = booking.on > casefile.story.today
    steps = [Step("Reminded", kind, {**values, "state": "reminded"})] if ahead or not booking.reminded else []
    if not ahead:
        steps += [
            Step("Kept", kind, {**values, "state": "kept"}),
            Step("Kept, I went along", kind, {**values, "state": "accompanied"}),
            Step("Missed", kind, {**values, "state": "missed"}),
        ]
    return [
        *steps,
        Step("Moved …", kind, {**values, "state": "moved"}, ask=True),
        Step("Cancelled", kind, {**values, "state": "cancelled"}),
    ]


def _job(name: str, casefile: Casefile) -> list[Step]:
    job = next((j for j in casefile.story.work.jobs if j.id == name), None)
    if job is None or not job.is_open:
        return []
    steps = [] if job.four_hours_on else [Step("Four hours of paid work done", FourHoursDone, {"job": name})]
    support = (
        Step("Support wanted again", SupportResumed, {"job": name})
        if job.declined_on
        else Step("In-work support declined", SupportDeclined, {"job": name})
    )
    return [
        *steps,
        Step("Hours, pay or role changed …", JobChanged, {"job": name}, ask=True),
        Step("Officer's approval …", WorkApproval, {"job": name, "state": "asked"}, ask=True),
        Step("Benefits session held …", BenefitsSession, {"calculator": "permitted-work"}, ask=True),
        support,
        Step("Ended …", JobEnded, {"job": name}, ask=True),
    ]
