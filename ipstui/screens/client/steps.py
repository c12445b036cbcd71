"""What can be done next about a line: a need met, a task done, an appointment moved, a job changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.diary.answer import ways
from ipstui.casework.diary.state import Booked
from ipstui.casework.entry import offer_facts
from ipstui.casework.events import (
    Application,
    Appointment,
    BenefitsSession,
    ConditionAdded,
    ConditionEnded,
    ConditionsConfirmed,
    ConditionVaried,
    Contact,
    Conviction,
    FourHoursDone,
    Interview,
    JobChanged,
    JobEnded,
    JobStarted,
    LicenceCheckSaved,
    LicenceRecorded,
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
from ipstui.casework.known import earliest
from ipstui.screens.client import planned_steps
from ipstui.screens.client.step import Step
from ipstui.widgets.lines import Target


def steps_for(target: Target, casefile: Casefile) -> list[Step]:
    """Return the steps for a line; none for an ordinary event, or for what is not there any more."""
    make = _STEPS.get(target.what)
    return make(target, casefile) if make is not None else []


def _need(target: Target, _: Casefile) -> list[Step]:
    return [
        Step("Met", NeedMet, {"need": target.id}),
        Step("Dropped …", NeedDropped, {"need": target.id}, ask=True),
    ]


def _task(target: Target, _: Casefile) -> list[Step]:
    return [Step("Done", TaskDone, {"task": target.id})]


def _confirm(_: Target, __: Casefile) -> list[Step]:
    return [Step("Gone through, and all stands as recorded …", ConditionsConfirmed, ask=True)]


def _offer(target: Target, casefile: Casefile) -> list[Step]:
    name = target.id
    offer = next((o for o in casefile.story.work.offers if o.id == name), None)
    role, starts = (offer.role, offer.starts) if offer else ("", None)
    values = offer_facts(offer, casefile.story.today) if offer else {}
    steps = [
        Step("Started …", JobStarted, values, ask=True),
        _hold(role, name, starts),
        Step("Officer's approval …", WorkApproval, {"job": name, "state": "asked"}, ask=True),
    ]
    if offer is not None and offer.accepted != "yes":
        steps.insert(0, Step("Accepted …", Offer, {"accepted": "yes"}, ask=True, corrects=offer.event))
    return steps


def _hold(what: str, about: str, starts: date | None) -> Step:
    values = {"what": what, "about": about, "starts": starts.isoformat() if starts is not None else ""}
    return Step("Check against the licence …", ProposalMade, values, ask=True)


def _proposal(target: Target, casefile: Casefile) -> list[Step]:
    """What the officer was asked or said; two steps for each condition that somebody can lift.

    On the line of one condition, what settles that one comes first.
    """
    from ipstui.casework.licence.check import check, to_keep

    name = target.id
    proposal = casefile.story.licence.proposal(name)
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
                job = proposal.about or name
                for state, said in (("approved", "approves"), ("refused", "refuses")):
                    values = {"job": job, "what": proposal.what, "state": state}
                    steps.append(Step(f"Officer {said} the work …", WorkApproval, values, ask=True,
                                      called={"job": proposal.what}, decides=row.id))  # fmt: skip
            else:
                who = row.route.partition(":")[0]
                by = {} if "officer" in who else {"approver": who.removeprefix("the ")}
                term = row.key or row.id
                given = {"condition": term, "proposal": name, "named": row.label or row.id, **by}
                for decision, said in (("granted", "permits"), ("refused", "refuses")):
                    label = f"{say.sentence(who.removeprefix('the '))} {said}: {row.label or row.id} …"
                    values = {**given, "decision": decision}
                    steps.append(Step(label, PermissionGiven, values, ask=True, decides=term))
    steps += _compared(casefile, proposal)
    kept = to_keep(checked)
    if kept is not None:
        steps.append(Step("Keep this check on the timeline", LicenceCheckSaved, event=kept))
    steps.append(Step("Change the proposal …", ProposalMade, ask=True, corrects=proposal.id))
    if target.part:
        steps.sort(key=lambda step: step.decides != target.part)
    return steps


_ZONES = {
    "R-ZONE-OUT": ("outside", "inside"),
    "R-EVENT-ZONE": ("outside", "inside"),
    "R-ZONE-IN": ("inside", "outside"),
}


def _compared(casefile: Casefile, proposal: ProposalMade) -> list[Step]:
    """What comparing the place with the map of one zone showed; the answer is kept with that zone alone."""
    from calculators.licence import catalogue

    given = proposal.facts.get("postcode") or ()
    codes = [given] if isinstance(given, str) else list(given)
    steps = []
    for held in casefile.story.probation.in_force:
        entry = catalogue.newest(held.added.catalogue) if held.added.catalogue else None
        lists = _ZONES.get(held.params.get("like") or held.added.rule or (entry.rule if entry else ""))
        for code in codes if lists else ():
            if any(code in held.params.get(name, ()) for name in ("inside", "outside")):
                continue
            for name, said in zip(lists or (), ("not barred", "barred"), strict=False):
                params = {**held.params, name: [*held.params.get(name, ()), code]}
                event = ConditionVaried(
                    client=casefile.client.id, on=casefile.story.today, condition=held.id, words=held.words,
                    params=params,
                )  # fmt: skip
                label = f"Compared with the map, {held.words}: {code} is {said}"
                steps.append(Step(label, ConditionVaried, event=event, decides=held.id))
    return steps


def _question(target: Target, casefile: Casefile) -> list[Step]:
    """The answers a question may have, each saved with the proposal; or the form where it is answered in words."""
    from ipstui.casework.forms import build, fields_of
    from ipstui.casework.licence.check import check
    from ipstui.casework.licence.entry import answers_to

    fact = target.part
    proposal, saved = casefile.story.licence.proposal(target.id), casefile.story.licence.saved.get(target.id)
    if proposal is None or saved is None:
        return []
    if fact == "licence":
        return [Step("Enter the licence …", LicenceRecorded, opens="licence")]
    result = check(casefile.story, proposal).result
    held = next((row.key for row in result.conditions if row.fact == fact and row.key), "") if result else ""
    if fact in _OF_TERM and held:
        return [Step("Say what the condition reads …", ConditionAdded, {"condition": held}, ask=True,
                     first=f"param.{fact}")]  # fmt: skip
    engaged = next(field.choices for field in fields_of(ProposalMade) if field.name == "engagement")
    answers = tuple(pair for pair in engaged if pair[0]) if fact == "engagement" else answers_to(fact)
    steps = []
    for value, label in answers:
        event = build(
            ProposalMade, {"engagement": value} if fact == "engagement" else {}, client=casefile.client.id,
            today=casefile.story.today, voids=saved.id, keep=saved,
        )  # fmt: skip
        assert isinstance(event, ProposalMade)
        if fact != "engagement":
            event = msgspec.structs.replace(event, facts={**saved.facts, fact: value})
        steps.append(Step(label, ProposalMade, event=event, called={"question": fact.replace("_", " ")}))
    if fact in _NOT_ASKED:
        return _proposal(Target("proposal", target.id), casefile)
    return [*steps, Step("write it down …", ProposalMade, ask=True, corrects=target.id, first=fact)]


_OF_TERM = ("blocks", "times", "value", "inside", "item", "tag_fitted", "touches_work", "event_dates")
"""What the paper licence says, and belongs to one condition."""
_NOT_ASKED = ("appointments", "expected_release")
"""What is recorded by itself, and is no fact of a proposal."""


def _condition(target: Target, casefile: Casefile) -> list[Step]:
    held = next((c for c in casefile.story.probation.in_force if c.id == target.id), None)
    if held is None:
        return []
    named = {"condition": held.id}
    steps = [
        Step("The officer changed it: it now reads …", ConditionVaried, named, ask=True),
        Step("It was entered wrongly …", ConditionAdded, named, ask=True),
        Step("It has ended …", ConditionEnded, named, ask=True, called={"condition": held.words}),
    ]
    return steps if len(held.wordings) == 1 else [steps[0], steps[2]]


def _vacancy(target: Target, casefile: Casefile) -> list[Step]:
    name = target.id
    vacancy = next((v for v in casefile.story.search.vacancies if v.id == name), None)
    if vacancy is None:
        return []
    about = {"role": vacancy.role, "employer": vacancy.employer}
    return [
        _hold(vacancy.role, name, None),
        Step("Applied …", Application, about, ask=True),
        Step("Interview …", Interview, about, ask=True),
        Step("Offer …", Offer, about, ask=True),
        Step("Ruled out …", VacancyConsidered, {"result": "ruled_out"}, ask=True, corrects=name),
    ]


def _booking(target: Target, casefile: Casefile) -> list[Step]:
    name = target.id
    booking = next((b for b in casefile.story.diary.bookings if b.id == name), None)
    if booking is None:
        return []
    kind = Interview if booking.what == "interview" else ProbationAppointment if booking.probation else Appointment
    over = earliest(booking.on) <= casefile.story.today
    anew = [Step("Moved …", kind, answers="moved")]
    if not booking.stands:
        steps = anew if booking.state in ("missed", "cancelled") else []
        return steps if kind is not Interview else _interview(booking)
    cancelled = Step("Cancelled", kind, answers="cancelled")
    if kind is Interview:
        attended = [Step("Attended", kind, answers="kept")] if over else []
        return [*attended, *(_interview(booking) if over else []), *anew, cancelled]
    values = {"booking": name, "state": "reminded"} | ({} if booking.probation else {"what": booking.what})
    ringing = casefile.client.ringing
    reminded = [] if booking.reminded else [Step(f"Reminded ({ringing})" if ringing else "Reminded", kind, values)]
    if not over:
        return [*reminded, *anew, cancelled]
    return [
        Step("Kept …" if ways(booking, casefile.story) else "Kept", kind, answers="kept"),
        Step("Log what was said …", Contact, {"booking": name}, ask=True),
        Step("Missed", kind, answers="missed"),
        *(reminded if booking.on == casefile.story.today else []),
        *anew,
        cancelled,
    ]


def _interview(booking: Booked) -> list[Step]:
    """What came of an interview, where it is not known yet."""
    if booking.state in ("cancelled", "offer", "unsuccessful"):
        return []
    said = {"interview": booking.id, "role": booking.role, "employer": booking.employer}
    return [
        Step("Led to an offer", Interview, {**said, "state": "offer"}),
        Step("Unsuccessful", Interview, {**said, "state": "unsuccessful"}),
    ]


def _job(target: Target, casefile: Casefile) -> list[Step]:
    name = target.id
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
        _hold(job.role, name, job.start),
        Step("Hours, pay or role changed …", JobChanged, {"job": name}, ask=True),
        Step("Officer's approval …", WorkApproval, {"job": name, "state": "asked"}, ask=True),
        Step("Benefits session held …", BenefitsSession, {"calculator": "permitted-work"}, ask=True),
        support,
        Step("Ended …", JobEnded, {"job": name}, ask=True),
    ]


def _sentence(target: Target, casefile: Casefile) -> list[Step]:
    """What may have become of a conviction since, each a correction of one of its sentences; and a further sentence."""
    from ipstui.casework.disclosure.sentences import label_of

    own = [each for each in casefile.story.disclosure.sentences if each.of == target.id]
    steps = []
    for each in own:
        name = label_of(each.event.sentence).lower() if len(own) > 1 else "it"
        if each.event.sentence in ("compensation_order", "confiscation_order") and each.event.paid is None:
            steps.append(Step(f"{say.sentence(label_of(each.event.sentence).lower())}: paid in full …", Conviction,
                              ask=True, corrects=each.event.id, first="paid"))  # fmt: skip
        steps.append(Step(f"Correct {name} …", Conviction, ask=True, corrects=each.event.id))
    if own and not own[0].event.sentence.endswith("caution"):
        steps.append(Step("Another sentence of the same conviction …", Conviction, {"conviction": target.id}, ask=True))
    return steps


_STEPS: dict[str, Callable[[Target, Casefile], list[Step]]] = {
    "need": _need,
    "task": _task,
    "booking": _booking,
    "job": _job,
    "offer": _offer,
    "vacancy": _vacancy,
    "proposal": _proposal,
    "confirm": _confirm,
    "question": _question,
    "condition": _condition,
    "conviction": _sentence,
} | planned_steps.STEPS
