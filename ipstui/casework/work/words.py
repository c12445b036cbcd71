"""How offers and jobs are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Named,
    Titles,
    dated,
    headed,
    job_line,
    only_if,
    prefixed,
    terms,
    yes_no,
)

TITLES: Titles = {
    ev.FourHoursDone: "Four hours worked",
    ev.SupportDeclined: "In-work support declined",
    ev.SupportResumed: "In-work support resumed",
}
NAMED: Named = {
    ev.Offer: lambda e: e.role,
    ev.JobStarted: lambda e: e.role,
}


LINES: Lines = {
    ev.Offer: lambda e, n: job_line(
        "Offer", e.role, n, e.employer, yes_no(e.accepted, "accepted", "not taken"),
        dated("starts", e.starts, e), terms(e.hours_weekly, e.hourly_pay)),
    ev.JobStarted: lambda e, n: job_line(
        "Started work", e.role, n, e.employer, terms(e.hours_weekly, e.hourly_pay),
        only_if(e.self_employed, "self-employed"), dated("learned", e.learned_on, e)),
    ev.FourHoursDone: lambda e, n: headed("Four hours of paid work done", n.get(e.job, "")),
    ev.JobChanged: lambda e, n: headed(
        "Job changed", n.get(e.job, ""), prefixed("now", e.role), terms(e.hours_weekly, e.hourly_pay)),
    ev.JobEnded: lambda e, n: headed(
        "Job ended", n.get(e.job, ""), only_if(e.reason != "unknown", say.label(e.reason)),
        dated("learned", e.learned_on, e), e.lesson),
    ev.SupportDeclined: lambda e, n: headed("No in-work support wanted", n.get(e.job, "")),
    ev.SupportResumed: lambda e, n: headed("In-work support wanted again", n.get(e.job, "")),
}  # fmt: skip
