"""One client as a report reads them: what had happened by its last day, folded once and asked by every figure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from ipstui.casework.case.state import Case
from ipstui.casework.contact.state import Engagement
from ipstui.casework.custody.state import Custody
from ipstui.casework.events import Contact, Event, JobEnded, JobStarted, Monitoring, Referral
from ipstui.casework.history import E, Ledger, days_between
from ipstui.casework.people import Client
from ipstui.casework.phase import Label, phase_of
from ipstui.casework.story import story_from
from ipstui.casework.work.state import Job

UNKNOWN = "unknown"
_MONITORED = ("offence", "diagnosis", "sex", "ethnicity", "disability")
_AGES = ((18, "under_18"), (21, "18_20"), (25, "21_24"), (30, "25_29"), (40, "30_39"), (50, "40_49"), (60, "50_59"))


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A client's record up to and including `until`. `jobs` are the competitive ones begun since the referral;
    `other_jobs` those that count for nothing, each with the reason; none runs past the day of a death. `meetings` are
    all face to face with the person, `outside` those in the community."""

    client: Client
    until: date
    ledger: Ledger
    phase: Label
    case: Case
    custody: Custody
    engagement: Engagement
    jobs: tuple[Job, ...]
    other_jobs: tuple[tuple[Job, str], ...]
    starts: dict[str, JobStarted]
    ends: dict[str, JobEnded]
    referral: Referral | None
    meetings: tuple[Contact, ...]
    outside: tuple[Contact, ...]
    traits: dict[str, str]
    told: dict[str, Event]

    def of(self, kind: type[E]) -> list[E]:
        """The events of one kind up to `until`, in order."""
        return self.ledger.of(kind)

    @property
    def age(self) -> int | None:
        """The age reached in the year of the referral; None where either is not known."""
        born = self.client.birth_year
        return self.referral.on.year - born if born is not None and self.referral is not None else None

    @property
    def out_of_work_at_entry(self) -> Literal["yes", "no", "unknown"]:
        """Whether the person had no job on the day of referral: sure from prison, else only what was recorded."""
        return out_of_work(self.referral, (job for job, _ in self.other_jobs))

    def open_during(self, first: date | None) -> bool:
        """Whether the case was open at some time from `first` on: not closed before it and never opened again."""
        closed = self.case.state == "closed" and self.case.since is not None
        return first is None or not closed or self.case.since is None or self.case.since >= first


def person_of(client: Client, events: Iterable[Event], until: date) -> Recorded:
    """Fold one client's events up to a day. What happened later, or was taken back, is as if it had never been."""
    ledger = Ledger(events, until)
    story = story_from(client.id, ledger)
    referral = next(iter(ledger.of(Referral)), None)
    jobs, others = _jobs((until_death(job, story.case.died_on) for job in story.work.jobs), referral)
    traits, told = _traits(client, ledger.of(Monitoring), referral)
    seen = (c for c in ledger.of(Contact) if c.who == "client" and c.outcome == "seen")
    meetings = tuple(c for c in seen if c.mode == "face_to_face")
    days = set(story.engagement.days)
    return Recorded(
        client=client,
        until=until,
        ledger=ledger,
        phase=phase_of(story).label,
        case=story.case,
        custody=story.custody,
        engagement=story.engagement,
        jobs=tuple(sorted(jobs, key=lambda job: (job.start, job.event))),
        other_jobs=tuple(others),
        starts={start.id: start for start in ledger.of(JobStarted)},
        ends={ledger.root(end.job): end for end in reversed(ledger.of(JobEnded))},
        referral=referral,
        meetings=meetings,
        outside=tuple(c for c in meetings if c.on in days and c.setting != "prison"),
        traits=traits,
        told=told,
    )


def out_of_work(referral: Referral | None, jobs: Iterable[Job]) -> Literal["yes", "no", "unknown"]:
    """Whether the person had no job on the day of a referral; one begun on that day came after it."""
    if referral is None:
        return "unknown"
    if any(_surely_before(job, referral) and (job.end is None or job.end >= referral.on) for job in jobs):
        return "no"
    return "yes" if referral.in_custody == "yes" else "unknown"


def _surely_before(job: Job, referral: Referral) -> bool:
    """Whether a job began before a referral, whatever day either was that is only roughly known."""
    referred, _ = days_between(referral)
    return job.begun_by is not None and referred is not None and job.begun_by < referred


def until_death(job: Job, died_on: date | None) -> Job:
    """A job that was not recorded as ended goes on no longer than the person lived; it has no reason of ending."""
    if died_on is None or (job.end is not None and job.end <= died_on):
        return job
    return msgspec.structs.replace(job, end=max(died_on, job.start), end_reason="")


def _jobs(jobs: Iterable[Job], referral: Referral | None) -> tuple[list[Job], list[tuple[Job, str]]]:
    counted: list[Job] = []
    others: list[tuple[Job, str]] = []
    for job in jobs:
        if job.competitive == "no":
            others.append((job, "not a competitive job"))
        elif job.competitive == UNKNOWN:
            others.append((job, "not recorded whether it is a competitive job"))
        elif referral is None:
            others.append((job, "no referral is recorded, and jobs count from it on"))
        elif job.start < referral.on:
            sure = _surely_before(job, referral)
            why = "the job was begun before the referral" if sure else "not known whether it began before the referral"
            others.append((job, why))
        else:
            counted.append(job)
    return counted, others


def _traits(
    client: Client, told: Iterable[Monitoring], referral: Referral | None
) -> tuple[dict[str, str], dict[str, Event]]:
    """What the tables break figures down by, and the event that told each where there is one."""
    traits = dict.fromkeys((*_MONITORED, "source"), UNKNOWN)
    shown: dict[str, Event] = {}
    for event in told:
        for name in _MONITORED:
            if (value := getattr(event, name)) != UNKNOWN:
                traits[name], shown[name] = value, event
    traits["age_band"] = UNKNOWN
    if referral is not None:
        traits["source"], shown["source"] = referral.source_type, referral
        if client.birth_year is not None:
            age = referral.on.year - client.birth_year
            traits["age_band"] = next((name for limit, name in _AGES if age < limit), "60_and_over")
    return traits, shown
