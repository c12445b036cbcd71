"""How the job search is told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Named,
    Names,
    Titles,
    at_employer,
    dated,
    headed,
    job_line,
    listed,
    prefixed,
    yes_no,
)

TITLES: Titles = {
    ev.DelayReason: "Why the search waits",
}

NAMED: Named = {
    ev.VacancyConsidered: lambda e: e.role,
}


def _employer_contact(e: ev.EmployerContact, n: Names) -> str:
    who = {"client": "the client", "both": "together", "specialist": "", "unknown": ""}[e.who]
    name = n.get(e.employer, "an employer")
    verb = {"face_to_face": "Met", "phone": "Phoned", "video": "Video call with", "text": "Texted",
            "email": "Emailed", "letter": "Wrote to", "unknown": "In touch with"}[e.mode]  # fmt: skip
    return listed(
        f"{verb} {name}",
        prefixed("by", who) if who == "the client" else who,
        f"{e.minutes} min" if e.minutes else "",
        yes_no(e.matches_profile, "fits what the person wants", "not what the person wants"),
        prefixed("now", say.label(e.stage)),
        yes_no(e.named_with_consent, "named with consent", "person not named"),
    )


def _interview(e: ev.Interview, n: Names) -> str:
    head = "Informal interview" if e.informal else "Interview"
    states = {"offer": "led to an offer", "unsuccessful": "this time no offer"}
    what = listed(prefixed("for", e.role) + prefixed(" at", n.get(e.employer, "")))
    told = " ".join(f"{head} {states.get(e.state, e.state)} {what}".split())
    return listed(told, e.where, prefixed("with", e.with_whom), f"{e.minutes} min" if e.minutes else "")


def _application(e: ev.Application, n: Names) -> str:
    said = {
        "made": say.plural(e.count, "application made", "applications made"),
        "unsuccessful": "Application unsuccessful", "selected_for_interview": "Selected for interview",
        "interview_booked": "Interview booked after application", "offer": "Application led to an offer",
        "unsuccessful_at_interview": "Not chosen after interview",
    }[e.status]  # fmt: skip
    by = {"specialist": "made for the person", "client": "by the person alone", "both": "done together",
          "unknown": ""}[e.done_by]  # fmt: skip
    role = prefixed("as", e.role)
    return listed(
        f"{said} {role} {at_employer(n, e.employer)}".replace("  ", " ").strip(), by if e.status == "made" else ""
    )


def _trial(e: ev.WorkTrial) -> str:
    return f"Work trial{', offered or begun not known,' if e.state == 'unknown' else f' {say.label(e.state)}'}"


_PLACEMENT = {"started": " started", "ended": " ended", "unknown": ", begun or ended not known,"}
_RESULT = {"unknown": "looked at", "ruled_out": "ruled out"}

LINES: Lines = {
    ev.EmployerContact: _employer_contact,
    ev.VacancyConsidered: lambda e, n: headed(" ".join((
        f"Vacancy {prefixed('as', e.role)} {at_employer(n, e.employer)} "
        f"{_RESULT.get(e.result, e.result)}").split()), e.why),
    ev.Application: _application,
    ev.Interview: _interview,
    ev.WorkTrial: lambda e, n: job_line(_trial(e), e.role, n, e.employer),
    ev.Placement: lambda e, n: job_line(
        f"Placement{_PLACEMENT[e.state]}", e.role, n, e.employer, dated("to", e.ends, e),
        prefixed("for", n.get(e.about, ""))),
    ev.DelayReason: lambda e, _: f"The search waits: {say.label(e.reason)}",
}  # fmt: skip
