"""What can be done next about a line: a need met, a task done, an appointment moved, a job changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    Application,
    Appointment,
    BenefitsSession,
    ConditionsConfirmed,
    Event,
    FourHoursDone,
    Interview,
    JobChanged,
    JobEnded,
    JobStarted,
    LicenceCheckSaved,
    NeedDropped,
    NeedMet,
    Offer,
    OfficerAsked,
    PermissionGiven,
    ProbationAppointment,
    ProposalMade,
    SupportDeclined,
    SupportResumed,
    TaskDone,
    VacancyConsidered,
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
    event: Event | None = None
    """The event itself, where it is made already; the client is filled in."""


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
        case "proposal":
            return _proposal(name, casefile)
        case "vacancy":
            return _vacancy(name, casefile)
        case "confirm":
            return [Step("Gone through, and all stands as recorded …", ConditionsConfirmed, ask=True)]
        case "offer":
            offer = next((o for o in casefile.story.work.offers if o.id == name), None)
            values = {"job": name, "role": offer.role, "employer": offer.employer} if offer else {}
            steps = [
                Step("Started …", JobStarted, values, ask=True),
                Step(
                    "Hold against the licence …",
                    ProposalMade,
                    {
                        "what": values.get("role", ""),
                        "about": name,
                        "starts": _day(offer.starts if offer else None),
                    },
                    ask=True,
                ),
                Step("Officer's approval …", WorkApproval, {"job": name, "state": "asked"}, ask=True),
            ]
            if offer is not None and offer.accepted != "yes":
                steps.insert(0, Step("Accepted …", Offer, {"accepted": "yes"}, ask=True, corrects=offer.event))
            return steps
        case _:
            return []


def _proposal(name: str, casefile: Casefile) -> list[Step]:
    """What the officer was asked or said; two steps for each condition that somebody can lift."""
    from ipstui.casework.licence.check import check, to_keep

    proposal = next((p for p in casefile.story.licence.proposals if p.id == name), None)
    if proposal is None:
        return []
    checked = check(casefile.story, proposal)
    steps: list[Step] = []
    if checked.result is not None:
        if text := checked.result.ask_text:
            steps.append(Step("Ask the officer, in these words …", OfficerAsked,
                              {"proposal": name, "text": text}, ask=True))  # fmt: skip
        for row in checked.result.conditions:
            if row.verdict == "clear" or not row.route:
                continue
            if row.id == "work_approval":
                about = {"job": proposal.about or name, "what": proposal.what}
                for state, said in (("approved", "approves"), ("refused", "refuses")):
                    label = f"Officer {said} the work …"
                    steps.append(Step(label, WorkApproval, {**about, "state": state}, ask=True))
            else:
                who = row.route.partition(":")[0]
                by = {} if "officer" in who else {"approver": who.removeprefix("the ")}
                given = {"condition": row.id, "proposal": name, "named": row.label or row.id, **by}
                for decision, said in (("granted", "permits"), ("refused", "refuses")):
                    label = f"{say.sentence(who.removeprefix('the '))} {said}: {row.label or row.id} …"
                    steps.append(Step(label, PermissionGiven, {**given, "decision": decision}, ask=True))
    kept = to_keep(checked)
    if kept is not None:
        steps.append(Step("Keep this check on the timeline", LicenceCheckSaved, event=kept))
    steps.append(Step("Change the proposal …", ProposalMade, ask=True, corrects=proposal.id))
    return steps


def _vacancy(name: str, casefile: Casefile) -> list[Step]:
    vacancy = next((v for v in casefile.story.search.vacancies if v.id == name), None)
    if vacancy is None:
        return []
    about = {"role": vacancy.role, "employer": vacancy.employer}
    return [
        Step("Hold against the licence …", ProposalMade, {"what": vacancy.role, "about": name}, ask=True),
        Step("Applied …", Application, about, ask=True),
        Step("Interview …", Interview, about, ask=True),
        Step("Offer …", Offer, about, ask=True),
        Step("Ruled out …", VacancyConsidered, {"result": "ruled_out"}, ask=True, corrects=name),
    ]


def _booking(name: str, casefile: Casefile) -> list[Step]:
    booking = next((b for b in casefile.story.diary.bookings if b.id == name), None)
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


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


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
        Step(
            "Hold against the licence …",
            ProposalMade,
            {"what": job.role, "about": name, "starts": _day(job.start)},
            ask=True,
        ),
        Step("Hours, pay or role changed …", JobChanged, {"job": name}, ask=True),
        Step("Officer's approval …", WorkApproval, {"job": name, "state": "asked"}, ask=True),
        Step("Benefits session held …", BenefitsSession, {"calculator": "permitted-work"}, ask=True),
        support,
        Step("Ended …", JobEnded, {"job": name}, ask=True),
    ]
