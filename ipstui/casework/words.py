"""Each event told in one plain line, and each kind by a short title: what the timeline and `show` print."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.events import Event, Unread, kind_of
from ipstui.casework.people import Employer, Vacancy
from ipstui.casework.shifts import write_shifts
from ipstui.casework.story import Story

Names: TypeAlias = Mapping[str, str]
"""What ids are called: employers, vacancies, jobs, needs. An id that is not in it is left out, never shown."""


def title(event: Event) -> str:
    """Return the short label of an event's kind: "Employer contact", "Release date given"."""
    return kind_title(kind_of(event))


def kind_title(kind: str) -> str:
    """Return the short label of a kind by the name it is stored under."""
    return _TITLES.get(kind) or say.sentence(say.label(kind))


def summary(event: Event, names: Names | None = None) -> str:
    """Return what happened in one line, with the note at its end. Nothing in it is markup.

    Days are written with their year where it is not the year of the event. Whether the event still stands is
    for the caller to say.
    """
    if isinstance(event, Unread):
        return _flat(_unread(event))
    line = _LINES.get(type(event))
    body = line(event, names or {}) if line is not None else title(event)
    separator = "; " if ": " in body else ": "
    return _flat(say.sentence(separator.join(part for part in (body, event.note) if part.strip())))


def names_of(story: Story, employers: Mapping[str, Employer], vacancies: Mapping[str, Vacancy]) -> dict[str, str]:
    """Return what the ids in one client's events are called, for `summary`."""
    names = {each.id: each.name for each in employers.values()} | {each.id: each.role for each in vacancies.values()}
    names |= {event.id: say.label(event.category) for event in story.events if isinstance(event, ev.NeedOpened)}
    names |= {event.id: event.text for event in story.events if isinstance(event, ev.Task)}
    names |= {event.id: event.words for event in story.events if isinstance(event, ev.ConditionAdded)}
    names |= {event.id: event.what for event in story.events if isinstance(event, ev.ProposalMade)}
    return names | {event.id: event.role for event in story.events if isinstance(event, ev.Offer | ev.JobStarted)}


def _flat(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in " ".join(text.split()))


def _unread(event: Unread) -> str:
    told = ", ".join(f"{key} {value}" for key, value in event.raw.items() if key not in _ENVELOPE)
    return f"{event.kind_name} (not read by this version): {told}" if told else f"{event.kind_name} (not read)"


_ENVELOPE = frozenset(Event.__struct_fields__) - {"note"} | {"kind"}
_TITLES = {
    "wants_work": "Wants to work?", "release_expected": "Release date given", "release_cancelled":
    "Release date withdrawn", "returned_to_custody": "Back in custody", "prison_moved": "Moved prison",
    "address_set": "Address", "relocated": "Moved address", "out_of_area_exception": "Goes on out of area",
    "conditions_confirmed": "Conditions gone through", "condition_query": "Officer asked about condition",
    "condition_answer": "Officer's answer on condition", "work_approval": "Approval of work",
    "licence_end_set": "Licence end given", "profile_updated": "Work profile", "disclosure_discussed":
    "Disclosure talked about", "benefit_status": "Benefit", "benefits_session": "Benefits session",
    "four_hours_done": "Four hours worked", "support_declined": "In-work support declined",
    "support_resumed": "In-work support resumed", "task_done": "Task done", "delay_reason": "Why the search waits",
    "fact_changed": "Detail changed", "void": "Taken back", "iom": "IOM", "cv": "CV",
    "grant_given": "Grant", "voucher_given": "Voucher", "licence_recorded": "Licence",
    "direction_given": "Officer's direction", "permission_given": "Officer's decision",
    "proposal_made": "Proposal", "officer_asked": "Officer asked", "licence_check_saved": "Licence check",
}  # fmt: skip


def _list(head: str, *details: str) -> str:
    return ", ".join(part for part in (head, *details) if part.strip())


def _of(head: str, *details: str) -> str:
    told = _list(*details) if details else ""
    return f"{head}: {told}" if told else head


def _when(word: str, value: date | None, event: Event) -> str:
    return f"{word} {say.day(value, event.on)}" if value is not None else ""


def _if(value: bool, words: str) -> str:
    return words if value else ""


def _prefixed(word: str, value: str) -> str:
    return f"{word} {value}" if value.strip() else ""


def _yes_no(value: str, yes: str, no: str) -> str:
    return {"yes": yes, "no": no}.get(value, "")


def _terms(hours: Decimal | None, pay: Decimal | None) -> str:
    return _list(
        f"{say.number(hours)} hours a week" if hours is not None else "",
        f"{say.money(pay)} an hour" if pay is not None else "",
    )


def _at(names: Names, employer: str, word: str = "at") -> str:
    return _prefixed(word, names.get(employer, ""))


# Contact


_PLACES = {
    "prison": "in prison", "gate": "at the prison gate", "probation_office": "at the probation office",
    "own_office": "at our office", "home": "at home", "hostel": "at the hostel", "cafe": "at the café",
    "community": "in the community", "workplace": "at work", "online": "online",
}  # fmt: skip
_OTHERS = {
    "probation": "the officer", "in_reach": "the in-reach worker", "cmht": "the CMHT", "gp": "the GP",
    "hostel": "hostel staff", "mentor": "the mentor", "family": "family", "jobcentre": "the Jobcentre",
    "other": "someone around the case",
}  # fmt: skip
_REACHED = {
    "face_to_face": "Met", "phone": "Spoke by phone", "video": "Spoke by video", "text": "In touch by text",
    "email": "In touch by email", "letter": "In touch by letter",
}  # fmt: skip
_TRIED = {"phone": "Phoned", "video": "Called by video", "text": "Texted", "email": "Emailed", "letter": "Wrote to"}


def _contact(e: ev.Contact, _: Names) -> str:
    other, met = _OTHERS.get(e.who, ""), e.mode == "face_to_face"
    if e.outcome == "seen":
        link = " " if met else " with "
        body = _REACHED[e.mode] + (link + other if other else "")
    elif met:
        verb = "Left a message for" if e.outcome == "left_message" else "Did not meet"
        body = f"{verb} {other}" if other else verb.removesuffix(" for")
    else:
        verb = f"{_TRIED[e.mode]} {other}" if other else _TRIED[e.mode].removesuffix(" to")
        body = f"{verb}, {'left a message' if e.outcome == 'left_message' else 'no answer'}"
    place = _prefixed("", _PLACES.get(e.setting, ""))
    return _list(
        body + place,
        f"{e.minutes} min" if e.minutes else "",
        {"benefits": "about benefits", "stabilising": "about settling", "in_work": "in-work support"}.get(
            e.purpose, ""
        ),
        _if(e.done_together == "yes", "done together"),
    )


def _employer_contact(e: ev.EmployerContact, n: Names) -> str:
    who = {"client": "the client", "both": "together", "specialist": ""}[e.who]
    name = n.get(e.employer, "an employer")
    verb = {"face_to_face": "Met", "phone": "Phoned", "video": "Video call with", "text": "Texted",
            "email": "Emailed", "letter": "Wrote to"}[e.mode]  # fmt: skip
    return _list(
        f"{verb} {name}",
        _prefixed("by", who) if who == "the client" else who,
        _yes_no(e.matches_profile, "fits what the person wants", "not what the person wants"),
        _prefixed("now", say.label(e.stage)),
        _yes_no(e.named_with_consent, "named with consent", "person not named"),
    )


# Bookings


_BOOKED = {
    "booked": "booked", "reminded": "reminded", "accompanied": "gone to together", "kept": "kept",
    "missed": "missed", "moved": "moved", "cancelled": "cancelled",
}  # fmt: skip


def _booking(what: str, e: ev.Booking) -> str:
    moved = say.when(e.moved_to, e.moved_to_at, e.on) if e.moved_to is not None else ""
    state = _BOOKED[e.state] + _prefixed(" to", moved)
    return _list(f"{what} {state}", e.where, _prefixed("with", e.with_whom))


# Work


def _interview(e: ev.Interview, n: Names) -> str:
    head = "Informal interview" if e.informal else "Interview"
    states = {"offer": "led to an offer", "unsuccessful": "this time no offer"}
    what = _list(_prefixed("for", e.role) + _prefixed(" at", n.get(e.employer, "")))
    return " ".join(f"{head} {states.get(e.state, e.state)} {what}".split())


def _application(e: ev.Application, n: Names) -> str:
    said = {
        "made": say.plural(e.count, "application made", "applications made"),
        "unsuccessful": "Application unsuccessful", "selected_for_interview": "Selected for interview",
        "interview_booked": "Interview booked after application", "offer": "Application led to an offer",
        "unsuccessful_at_interview": "Not chosen after interview",
    }[e.status]  # fmt: skip
    by = {"specialist": "made for the person", "client": "by the person alone", "both": "done together"}[e.done_by]
    role = _prefixed("as", e.role)
    return _list(f"{said} {role} {_at(n, e.employer)}".replace("  ", " ").strip(), by if e.status == "made" else "")


def _job(verb: str, role: str, n: Names, employer: str, *details: str) -> str:
    head = f"{verb} {_prefixed('as', role)} {_at(n, employer)}"
    return _list(" ".join(head.split()), *details)


def _profile(e: ev.ProfileUpdated, _: Names) -> str:
    given = [
        f"{say.label(name)} {value}"
        for name in (
            "wants", "does_not_want", "strengths", "skills", "past_work", "certificates", "times", "travel_limit",
            "adjustments", "health_triggers", "disclosure_wishes", "support_wanted",
        )
        if (value := getattr(e, name))
    ]  # fmt: skip
    hours = [say.number(bound) for bound in (e.hours_min, e.hours_max) if bound is not None]
    return _of("Work profile", *given, f"hours {' to '.join(hours)}" if hours else "")


def _fact_changed(e: ev.FactChanged, _: Names) -> str:
    # Lists of people are kept as JSON in the event: only that they changed is for the timeline.
    plain = not any(text[:1] in ("[", "{") for text in (e.old, e.new))
    told = f"from {e.old or 'nothing'} to {e.new or 'nothing'}" if plain else ""
    return f"{say.label(e.field)} changed {told}".strip()


_Line: TypeAlias = Callable[[Any, Names], str]
_LINES: dict[type[Event], _Line] = {
    # Case
    ev.Referral: lambda e, _: _list(
        "Referred", _if(e.source_type != "other" or bool(e.source_person), _prefixed(
            "by", e.source_person or say.label(e.source_type))),
        _prefixed("from", e.prison) or _yes_no(e.in_custody, "in custody", "in the community"),
        _when("accepted", e.accepted, e),
        _yes_no(e.knows_and_agrees, "knows and agrees", "does not know yet"),
    ),
    ev.Consent: lambda e, _: _list(
        f"Consent {'given' if e.given else 'taken back'} to share {e.what}", _prefixed("with", e.with_whom)),
    ev.WantsWork: lambda e, _: _of(
        {"yes": "Wants to work", "unsure": "Unsure about work", "not_now": "Does not want work now"}[e.answer],
        e.words),
    ev.Paused: lambda e, _: _of("Paused", e.reason),
    ev.Resumed: lambda e, _: "Goes on after the pause",
    ev.TransferOffered: lambda e, _: f"Transfer asked of {e.to}",
    ev.TransferAccepted: lambda e, _: f"Transfer accepted {_prefixed('by', e.to)}".strip(),
    ev.TransferDeclined: lambda e, _: f"Transfer declined {_prefixed('by', e.to)}".strip(),
    ev.Closed: lambda e, _: f"Case closed: {say.label(e.reason)}",
    ev.Reopened: lambda e, _: _of("Case reopened", e.reason),
    # Custody
    ev.ReleaseExpected: lambda e, _: _list(
        f"Release due {say.day(e.expected, e.on)}", say.label(e.confidence), _prefixed("from", e.source),
        _if(e.release_kind != "determinate", say.label(e.release_kind))),
    ev.ReleaseCancelled: lambda e, _: _of("Release date withdrawn", e.reason),
    ev.Released: lambda e, _: _list(
        f"Released {_prefixed('from', e.place)}".strip(), _when("learned", e.learned_on, e),
        _yes_no(e.notice, "with notice", "without notice")),
    ev.ReturnedToCustody: lambda e, _: _of(_list(
        "Back in custody", _if(e.type != "unknown", say.label(e.type)), e.prison,
        _when("learned", e.learned_on, e)), e.reason),
    ev.PrisonMoved: lambda e, _: f"Moved to {e.prison}",
    # Place
    ev.AddressSet: lambda e, _: _address("Address", e),
    ev.Relocated: lambda e, _: _list(_address("Moved address", e), e.why),
    ev.OutOfAreaException: lambda e, _: f"Goes on although out of area: {e.reason}",
    # Conditions and probation
    ev.ConditionAdded: lambda e, _: _list(
        f"Condition added ({say.label(e.category)}): {e.words}", _seen(e.document_seen),
        _prefixed("told by", e.source_person)),
    ev.ConditionVaried: lambda e, _: _list(f"Condition varied: {e.words}", _prefixed("told by", e.source_person)),
    ev.ConditionEnded: lambda e, n: _of("Condition ended", n.get(e.condition, "")),
    ev.ConditionsConfirmed: lambda e, _: _list(
        "Conditions gone through", _prefixed("with", e.source_person), _seen(e.document_seen)),
    ev.ConditionQuery: lambda e, _: f"Asked the officer: {e.question}",
    ev.ConditionAnswer: lambda e, _: f"The officer answered: {e.answer}",
    ev.WorkApproval: lambda e, n: _list(
        {"asked": "Asked the officer to approve", "approved": "Officer approves", "refused": "Officer refuses",
         "limited": "Officer approves within limits"}[e.state]
        + _prefixed(" ", e.what or n.get(e.job, "") or "work").replace("  ", " "),
        _prefixed("by", e.approver), e.limits),
    ev.LicenceRecorded: lambda e, _: _list(
        f"Licence, policy version {e.policy_version}, {say.label(e.status)}", f"from {say.day(e.starts, e.on)}",
        _when("to", e.ends, e), _when("seen on paper", e.seen_on, e)),
    ev.DirectionGiven: lambda e, _: _list(
        f"The officer refuses {', '.join(say.label(name) for name in e.refuses)}", e.words,
        _prefixed("told by", e.source_person)),
    ev.PermissionGiven: lambda e, n: _list(
        f"{say.sentence(e.decision)}: {n.get(e.condition, '') or say.label(e.condition)}",
        _prefixed("for", n.get(e.proposal, "")), _prefixed("only for", ", ".join(e.purposes)),
        _prefixed("at", e.place), e.limits, _prefixed("by", e.approver), _when("until", e.ends, e)),
    ev.ProposalMade: lambda e, _: _list(
        f"Proposal: {e.what}", say.label(e.proposal_kind), f"from {say.day(e.starts, e.on)}",
        write_shifts(e.weekly)),
    ev.OfficerAsked: lambda e, n: _list(
        _of("Asked the officer", n.get(e.proposal, "")), _when("chase on", e.chase_on, e)),
    ev.LicenceCheckSaved: lambda e, n: _of(f"Licence check {e.verdict}", n.get(e.proposal, "")),
    ev.ProbationAppointment: lambda e, _: _booking("Probation appointment", e),
    ev.Appointment: lambda e, _: _booking(say.sentence(say.label(e.what)), e),
    ev.LicenceEndSet: lambda e, _: f"Licence ends {say.day(e.ends, e.on)}",
    ev.Iom: lambda e, _: "On the IOM programme" if e.on_programme else "No longer on the IOM programme",
    # Needs
    ev.NeedOpened: lambda e, _: _list(
        f"{'Urgent need' if e.urgent else 'Need'}: {say.label(e.category)}", e.what,
        _prefixed("with", e.responsible)),
    ev.NeedMet: lambda e, n: _of("Need met", n.get(e.need, "")),
    ev.NeedDropped: lambda e, n: _of("Need no longer pursued", n.get(e.need, ""), e.why),
    ev.GrantGiven: lambda e, _: _list(
        f"Grant of {say.money(e.amount)} for {e.item}", _prefixed("from", e.fund), _when("ask", e.follow_up, e)),
    ev.VoucherGiven: lambda e, _: _list(
        f"Voucher given for {e.type}", _prefixed("reference", e.reference), _when("ask", e.follow_up, e)),
    ev.ReferredOn: lambda e, _: _of(f"Referred on to {e.service}", e.outcome),
    # Contact
    ev.Contact: _contact,
    # Vocational
    ev.ProfileUpdated: _profile,
    ev.DisclosureDiscussed: lambda e, _: _of(
        {"tell": "Disclosure: tell employers", "tell_some": "Disclosure: tell some employers",
         "do_not_tell": "Disclosure: do not tell employers", "undecided": "Disclosure: undecided"}[e.choice]
        + _if(bool(e.words), f", “{e.words}”")),
    ev.BenefitStatus: lambda e, _: _list(
        f"{say.sentence(say.label(e.benefit))} {'in payment' if e.in_payment else 'stopped'}",
        f"{say.money(e.weekly)} a week" if e.weekly is not None else ""),
    ev.BenefitsSession: lambda e, _: _list(
        f"Benefits session: {e.calculator.replace('_', ' ').replace('-', ' ')}", e.advice,
        _if(e.copy_printed, "copy printed")),
    ev.Certificate: lambda e, _: _list(
        f"{e.name} {'applied for' if e.state == 'applied' else 'gained'}", _when("runs out", e.expires, e)),
    ev.Training: lambda e, _: f"Training {e.state}: {e.course}",
    ev.Cv: lambda e, _: f"CV {e.state} {_prefixed('to', e.to)}".strip(),
    # Search
    ev.EmployerContact: _employer_contact,
    ev.VacancyConsidered: lambda e, n: _of(" ".join(
        f"Vacancy {say.label(e.result)} {_prefixed('as', e.role)} {_at(n, e.employer)}".split()), e.why),
    ev.Application: _application,
    ev.Interview: _interview,
    ev.WorkTrial: lambda e, n: _job(f"Work trial {say.label(e.state)}", e.role, n, e.employer),
    ev.Placement: lambda e, n: _job(f"Placement {e.state}", e.role, n, e.employer),
    # Job
    ev.Offer: lambda e, n: _job(
        "Offer", e.role, n, e.employer, _yes_no(e.accepted, "accepted", "not taken"),
        _when("starts", e.starts, e), _terms(e.hours_weekly, e.hourly_pay)),
    ev.JobStarted: lambda e, n: _job(
        "Started work", e.role, n, e.employer, _terms(e.hours_weekly, e.hourly_pay),
        _if(e.self_employed, "self-employed"), _when("learned", e.learned_on, e)),
    ev.FourHoursDone: lambda e, n: _of("Four hours of paid work done", n.get(e.job, "")),
    ev.JobChanged: lambda e, n: _of(
        "Job changed", n.get(e.job, ""), _prefixed("now", e.role), _terms(e.hours_weekly, e.hourly_pay)),
    ev.JobEnded: lambda e, n: _of(
        "Job ended", n.get(e.job, ""), say.label(e.reason), _when("learned", e.learned_on, e), e.lesson),
    ev.SupportDeclined: lambda e, n: _of("No in-work support wanted", n.get(e.job, "")),
    ev.SupportResumed: lambda e, n: _of("In-work support wanted again", n.get(e.job, "")),
    # Administration
    ev.Task: lambda e, _: _list(f"To do: {e.text}", _when("by", e.due, e)),
    ev.TaskDone: lambda e, n: _of("Done", n.get(e.task, "") or "a task"),
    ev.Snooze: lambda e, _: f"{say.label(e.flag)} put aside until {say.day(e.until, e.on)}: {e.reason}",
    ev.Reviewed: lambda e, _: f"Reviewed in the week of {say.day(e.week, e.on)}",
    ev.DelayReason: lambda e, _: f"The search waits: {say.label(e.reason)}",
    ev.Note: lambda e, _: "" if e.note.strip() else "Empty note",
    ev.SafeguardingFlag: lambda e, _: f"Safeguarding: the record is with {e.where}",
    ev.FactChanged: _fact_changed,
    ev.Void: lambda e, _: "Taken back",
}  # fmt: skip


def _address(head: str, e: ev.AddressSet | ev.Relocated) -> str:
    return _of(
        head,
        say.label(e.type) if e.type != "unknown" else "",
        e.place,
        _yes_no(e.in_patch, "", "out of area"),
        _yes_no(e.safe, "", "not safe"),
    )


def _seen(document_seen: str) -> str:
    return _yes_no(document_seen, "document seen", "document not seen")
