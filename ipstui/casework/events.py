"""The kinds of event, one struct each: the only record of a case that grows.

An event is a fact with two dates: `on`, the day it happened, and `recorded`, the moment it was typed.
Nothing is ever changed: a correction is a new event whose `voids` names the one it replaces.
"""

# No `from __future__ import annotations`: msgspec would evaluate every text of a type at start-up.

from datetime import UTC, date, datetime, time
from functools import cache
from inspect import get_annotations
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin

import msgspec

from ipstui.casework.choices import (
    AddressType,
    AgeThen,
    Ahead,
    ApplicationId,
    ApplicationStatus,
    Back,
    Benefit,
    BookingId,
    BookingState,
    CheckLevel,
    ClosingReason,
    ConditionId,
    Confidence,
    ConvictionId,
    Count,
    DayPlanId,
    Diagnosis,
    Disability,
    DoneBy,
    Either,
    EmployerId,
    EmployerStage,
    Ethnicity,
    EventId,
    FidelityItem,
    FidelityScore,
    GoalId,
    HeldId,
    Helper,
    Hours,
    InterviewId,
    JobEndReason,
    JobId,
    KnownTo,
    LicenceKind,
    LicenceStatus,
    LongText,
    MatchFailure,
    MatchId,
    Miles,
    Minutes,
    Mode,
    NeedCategory,
    NeedId,
    OffenceGroup,
    OpeningId,
    Outcome,
    Paper,
    PaperId,
    PastWork,
    PlanPart,
    PolicyVersion,
    Pounds,
    Precision,
    ProposalId,
    ProposalKind,
    Purpose,
    QueryId,
    RecallType,
    ReleaseKind,
    SentenceKind,
    Setting,
    Sex,
    SourceType,
    StepId,
    StepState,
    TaskId,
    TermId,
    Terms,
    VacancyId,
    Who,
    WithWhom,
    YesNo,
)
from ipstui.casework.known import Roughly, plain, precision_of

NEVER = datetime.min.replace(tzinfo=UTC)


def _tag(name: str) -> str:
    """Return the kind's name as stored: `ReturnedToCustody` is `returned_to_custody`."""
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind", tag=_tag):
    """What every event carries. `client` is empty for what concerns no one person.

    `id`, `recorded` and `batch` are filled in when the event is saved. A kind that `turns` may begin another phase;
    one that is `of_the_service` is never about a person; one that is `apart` is told only where it is asked for by
    name: in a part of the record of its own, and in a subject access.
    """

    turns: ClassVar[bool] = True
    of_the_service: ClassVar[bool] = False
    apart: ClassVar[bool] = False

    id: str = ""
    client: str
    on: date
    recorded: datetime = NEVER
    at: time | None = None
    on_precision: Precision = "day"
    by: str = ""
    batch: str = ""
    voids: EventId = ""
    note: LongText = ""
    v: int = 1

    def __post_init__(self) -> None:
        """Made from the rough day of another event, this one is as rough; what is stored is a plain day."""
        if isinstance(self.on, Roughly):
            msgspec.structs.force_setattr(self, "on_precision", precision_of(self.on))
            msgspec.structs.force_setattr(self, "on", plain(self.on))


# Case


class Referral(Event, frozen=True):
    """A person was referred; after a closing, this opens a new episode."""

    accepted: Back | None = None
    source_type: SourceType = "unknown"
    source_person: str = ""
    knows_and_agrees: YesNo = "unknown"
    in_custody: YesNo = "unknown"
    prison: str = ""


class Consent(Event, frozen=True):
    """The person agreed, or took back agreement, to something being shared."""

    what: str
    with_whom: str = ""
    given: bool | None = None


class WantsWork(Event, frozen=True):
    """What the person said when asked whether they want to work."""

    answer: Literal["yes", "unsure", "not_now"]
    words: LongText = ""


class Paused(Event, frozen=True):
    """Work together rests, by the person's choice or need."""

    reason: str = ""


class Resumed(Event, frozen=True):
    """Work together goes on after a pause."""


class TransferOffered(Event, frozen=True):
    """Another service was asked to take the person on."""

    to: str


class TransferAccepted(Event, frozen=True):
    """The other service said yes."""

    to: str = ""


class TransferDeclined(Event, frozen=True):
    """The other service, or the person, said no."""

    to: str = ""
    why: str = ""


class TransferMet(Event, frozen=True):
    """The first meeting with the service that takes over was held: only then is the case closed as transferred."""

    to: str = ""
    went_along: YesNo = "unknown"


class PreReleaseMeeting(Event, frozen=True):
    """The meeting before a release: who came, who did not and why, and what each will do."""

    attended: str = ""
    absent: str = ""
    place: str = ""
    will_do: LongText = ""


class EndingPlanned(Event, frozen=True):
    """How and when work together ends, talked about with the person in good time."""

    last_meeting: Ahead
    told_on: Back | None = None
    takes_over: str = ""
    in_a_crisis: str = ""


class SupportEnded(Event, frozen=True):
    """What came of it, told with the person at the end: it closes nothing by itself."""

    reached: LongText = ""
    partly: LongText = ""
    not_reached: LongText = ""
    remains: LongText = ""
    goes_on: str = ""
    may_come_back: YesNo = "unknown"


class Closed(Event, frozen=True):
    """The case was closed. There is no reason 'missed appointments', on purpose."""

    reason: ClosingReason


class Reopened(Event, frozen=True):
    """The case goes on as it was."""

    reason: str = ""


# Custody


class ReleaseExpected(Event, frozen=True):
    """A release date was given, on the day `on`; every version is kept.

    Where `expected_precision` is the month, `expected` is any day of it and stands for none.
    """

    expected: Ahead
    expected_precision: KnownTo = "day"
    source: str = ""
    confidence: Confidence = "told"
    release_kind: ReleaseKind = "unknown"


class ReleaseCancelled(Event, frozen=True):
    """The expected date no longer stands, and there is no other."""

    reason: str = ""


class Released(Event, frozen=True):
    """The person left prison. `learned_on` is when the specialist heard of it, if later."""

    learned_on: Back | None = None
    notice: YesNo = "unknown"
    place: str = ""


class ReturnedToCustody(Event, frozen=True):
    """The person went back to prison. The case stays open.

    `new_offence` says whether one is alleged or found: a recall for a breach alone has none.
    """

    type: RecallType = "unknown"
    new_offence: YesNo = "unknown"
    reason: str = ""
    prison: str = ""
    learned_on: Back | None = None


class PrisonMoved(Event, frozen=True):
    """The person was moved to another prison."""

    prison: str


# Place


class AddressSet(Event, frozen=True):
    """Where the person lives, or will live on release."""

    type: AddressType
    place: str = ""
    in_patch: YesNo = "unknown"
    safe: YesNo = "unknown"


class Relocated(Event, frozen=True):
    """The person was moved to another address."""

    why: str = ""
    type: AddressType = "unknown"
    place: str = ""
    in_patch: YesNo = "unknown"
    safe: YesNo = "unknown"


class OutOfAreaException(Event, frozen=True):
    """It was decided to go on although the address lies outside the patch."""

    reason: str


# Conditions and probation


class ConditionAdded(Event, frozen=True):
    """A licence condition in plain words. Later events name it by this event's id.

    `catalogue` is its id in the licence catalogue, "" for free text; `rule` and `params` are what the licence
    check reads. `starts` and `ends` are its own dates, both inside, where it has any. `order` marks what a
    court or the police imposed: not the officer's to waive, and not ending with the licence.
    """

    category: str
    words: LongText
    catalogue: str = ""
    rule: str = ""
    params: dict[str, Any] = {}
    starts: Either | None = None
    ends: Ahead | None = None
    order: bool | None = None
    source_person: str = ""
    document_seen: YesNo = "unknown"


class ConditionVaried(Event, frozen=True):
    """The condition now reads otherwise, or something under it is permitted.

    `params` are its parameters from that day; empty where they did not change.
    """

    condition: ConditionId
    words: LongText
    params: dict[str, Any] = {}
    source_person: str = ""


class ConditionEnded(Event, frozen=True):
    """The condition no longer holds."""

    condition: ConditionId


class ConditionsConfirmed(Event, frozen=True):
    """All conditions were gone through with the officer or on paper, and stand as recorded."""

    source_person: str = ""
    document_seen: YesNo = "unknown"


class ConditionQuery(Event, frozen=True):
    """The officer was asked about a condition."""

    question: str
    condition: ConditionId = ""


class ConditionAnswer(Event, frozen=True):
    """The officer answered."""

    query: QueryId
    answer: str


class LicenceRecorded(Event, frozen=True):
    """A version of the licence. Never edited once in force: a variation is another of these.

    The standard conditions of the policy version belong to it by themselves. `ends` is the last day, inside. One whose
    status nobody said is held to be in force.
    """

    policy_version: PolicyVersion
    starts: Either
    ends: Ahead | None = None
    licence_kind: LicenceKind = "unknown"
    status: LicenceStatus = "unknown"
    seen_on: Back | None = None


class DirectionGiven(Event, frozen=True):
    """What the officer refuses under a general condition: self-employment, nights, bar work."""

    refuses: tuple[str, ...]
    under: str = "work_approval"
    words: LongText = ""
    source_person: str = ""
    starts: Either | None = None
    ends: Ahead | None = None


class PermissionGiven(Event, frozen=True):
    """The officer's decision under a condition. A refusal is a record too.

    One that nobody said decides nothing. `purposes` and `place` limit it; `proposal` ties it to one proposal, vacancy,
    offer or job.
    """

    condition: TermId
    decision: Literal["granted", "refused", "withdrawn", "unknown"] = "unknown"
    proposal: ProposalId = ""
    purposes: tuple[str, ...] = ()
    place: str = ""
    limits: str = ""
    approver: str = ""
    evidence: str = ""
    starts: Either | None = None
    ends: Ahead | None = None


class ProposalMade(Event, frozen=True):
    """Something the person might do, to be held against the licence. `about` is a vacancy, offer or job.

    `weekly` and `dated` hours and `facts` are as the licence check reads them.
    """

    what: str
    starts: Ahead
    proposal_kind: ProposalKind = "job"
    ends: Ahead | None = None
    about: OpeningId = ""
    engagement: Terms = ""
    journey_minutes: Minutes | None = None
    weekly: tuple[dict[str, Any], ...] = ()
    dated: tuple[dict[str, Any], ...] = ()
    facts: dict[str, Any] = {}


class OfficerAsked(Event, frozen=True):
    """The officer was asked about a proposal, in these words."""

    proposal: ProposalId
    text: LongText = ""
    chase_on: Ahead | None = None


class LicenceCheckSaved(Event, frozen=True):
    """A licence check as it was: what was asked, what came out, and the catalogue it was held against."""

    proposal: ProposalId
    verdict: str
    inputs: dict[str, Any] = {}
    results: dict[str, Any] = {}
    catalogue_version: str = ""


class WorkApproval(Event, frozen=True):
    """Approval of a job, or of a kind of work, asked of the officer or answered."""

    state: Literal["asked", "approved", "refused", "limited"]
    what: str = ""
    job: JobId = ""
    approver: str = ""
    limits: str = ""


class Booking(Event, frozen=True):
    """Something with a date and a place. `on` is its day when booked; later states name it in `booking`.

    `minutes` is how long it is meant to last, nought where nobody said.
    """

    state: BookingState = "booked"
    booking: BookingId = ""
    where: str = ""
    with_whom: str = ""
    minutes: Minutes = 0
    moved_to: Ahead | None = None
    moved_to_at: time | None = None


class ProbationAppointment(Booking, frozen=True):
    """An appointment with probation: the one thing with direct evidence against recall."""

    turns = False


class Appointment(Booking, frozen=True):
    """Any other appointment."""

    turns = False

    what: str = "meeting"


class LicenceEndSet(Event, frozen=True):
    """The last day of the licence, as told."""

    ends: Ahead


class Iom(Event, frozen=True):
    """Integrated Offender Management: selected or deselected."""

    on_programme: bool


# Needs


class NeedOpened(Event, frozen=True):
    """Something that must be put right before or beside work."""

    category: NeedCategory
    what: str = ""
    urgent: bool | None = None
    responsible: str = ""


class NeedMet(Event, frozen=True):
    """The need was met."""

    need: NeedId


class NeedDropped(Event, frozen=True):
    """The need is no longer pursued."""

    need: NeedId
    why: str = ""


class GrantGiven(Event, frozen=True):
    """Money for something needed now, in pounds."""

    item: str
    amount: Pounds
    fund: str = ""
    follow_up: Ahead | None = None


class VoucherGiven(Event, frozen=True):
    """A voucher was handed over."""

    type: str
    reference: str = ""
    follow_up: Ahead | None = None


class ReferredOn(Event, frozen=True):
    """The person was referred to another service."""

    service: str
    outcome: str = ""


# Contact


class Contact(Event, frozen=True):
    """A contact, or an attempt at one, with the person or someone around the case."""

    who: Who = "client"
    mode: Mode = "unknown"
    setting: Setting = ""
    minutes: Minutes = 0
    purpose: Purpose = "unknown"
    outcome: Outcome = "unknown"
    done_together: YesNo = "unknown"
    miles: Miles | None = None


# Vocational


class ProfileUpdated(Event, frozen=True):
    """What the person wants, knows and needs at work; fields left empty keep their earlier text."""

    wants: str = ""
    does_not_want: str = ""
    strengths: str = ""
    skills: str = ""
    past_work: LongText = ""
    certificates: str = ""
    hours_min: Hours | None = None
    hours_max: Hours | None = None
    times: str = ""
    travel_limit: str = ""
    adjustments: str = ""
    health_triggers: str = ""
    disclosure_wishes: str = ""
    support_wanted: str = ""


class BenefitStatus(Event, frozen=True):
    """A benefit came into payment, or stopped."""

    turns = False

    benefit: Benefit
    in_payment: bool | None = None
    weekly: Pounds | None = None


class BenefitsSession(Event, frozen=True):
    """A calculation gone through with the person, frozen as it was."""

    calculator: str
    inputs: dict[str, object] = {}
    results: dict[str, object] = {}
    rates_version: str = ""
    advice: LongText = ""
    copy_printed: bool | None = None


class Certificate(Event, frozen=True):
    """A certificate for work, such as CSCS."""

    name: str
    state: Literal["applied", "got", "unknown"] = "unknown"
    expires: Ahead | None = None


class Training(Event, frozen=True):
    """A course begun or ended. `ends` is its last day as planned; `about` the real job that it leads to."""

    course: str
    state: Literal["started", "ended", "unknown"] = "unknown"
    ends: Ahead | None = None
    about: OpeningId = ""


class Cv(Event, frozen=True):
    """The state of the CV. `text` is the whole of the version that the person approved, word for word."""

    state: Literal["started", "ready", "approved", "sent"]
    to: str = ""
    text: LongText = ""


class PastJob(Event, frozen=True):
    """Work done before, for the CV: work inside and cash in hand count as experience.

    `began` and `ended` as the person says them: "2019", "spring 2021". `on_cv_as` is what stands on the CV for where it
    was; work inside is never put on it by the name of a place unless that is what the two chose.
    """

    turns = False

    role: str
    where: str = ""
    sort: PastWork = "unknown"
    began: str = ""
    ended: str = ""
    did: LongText = ""
    on_cv_as: str = ""


class GapWorded(Event, frozen=True):
    """What a gap on the CV is called, as the two agreed. It says prison only where the person chose so."""

    turns = False

    span: str
    words: LongText
    chose_to_say: YesNo = "unknown"


# Papers


class PaperAskedFor(Event, frozen=True):
    """A paper was asked for, by this person or for them. Its id names the paper from here on."""

    turns = False

    paper: Paper
    what: str = ""
    asked_of: str = ""
    needed_for: str = ""
    cost: Pounds | None = None
    paid_by: str = ""
    reference: str = ""


class PaperChased(Event, frozen=True):
    """It was asked after."""

    turns = False

    asked_for: PaperId
    answer: str = ""


class PaperArrived(Event, frozen=True):
    """The paper is there; or, without `asked_for`, one that the person has already."""

    turns = False

    asked_for: PaperId = ""
    paper: Paper = "other"
    what: str = ""
    kept: WithWhom = "unknown"
    runs_out: Ahead | None = None


class PaperDropped(Event, frozen=True):
    """The paper is no longer pursued."""

    turns = False

    asked_for: PaperId
    why: str = ""


class RightToWorkSeen(Event, frozen=True):
    """Papers that show the right to work were seen, on the day `on`. The employer's own check decides."""

    turns = False

    papers: str
    until: Ahead | None = None


# Mentoring


class MentorReferred(Event, frozen=True):
    """The person was put forward for a volunteer mentor: why, what the service was told, and whether they agreed."""

    turns = False

    why: str = ""
    told_what: str = ""
    agreed: YesNo = "unknown"
    service: str = ""


class MentorMatched(Event, frozen=True):
    """A mentor was found: a first name or a reference, no more. `checks_by` is who confirmed the record checks."""

    turns = False

    mentor: str
    coordinator: str = ""
    checks_by: str = ""
    introduced_on: Ahead | None = None


class MentorMet(Event, frozen=True):
    """The mentor and the person met."""

    turns = False

    match: MatchId
    where: str = ""
    minutes: Minutes = 0
    theme: str = ""
    next_on: Ahead | None = None


class MatchNotPossible(Event, frozen=True):
    """No mentor could be found, or a match came to nothing. It is nobody's failing."""

    turns = False

    reason: MatchFailure = "unknown"
    match: MatchId = ""


class MentoringReviewed(Event, frozen=True):
    """How it goes was talked about: with the coordinator, the mentor or the person."""

    turns = False

    match: MatchId = ""
    still_reachable: YesNo = "unknown"


class MentoringEnded(Event, frozen=True):
    """Mentoring came to its end: planned or not, why, and whether there was a goodbye."""

    turns = False

    match: MatchId
    planned: YesNo = "unknown"
    why: str = ""
    goodbye: YesNo = "unknown"


# Disclosure


class DisclosureDiscussed(Event, frozen=True):
    """What may be said to employers, by whom, in which words, and what was weighed before that."""

    turns = False

    choice: Literal["tell", "tell_some", "do_not_tell", "undecided"]
    words: LongText = ""
    for_whom: str = ""
    pros: LongText = ""
    cons: LongText = ""


class DisclosureTold(Event, frozen=True):
    """Somebody was told, in the words agreed or in others. What was said is not kept."""

    turns = False

    employer: EmployerId = ""
    whom: str = ""
    done_by: DoneBy = "unknown"
    mode: Mode = "unknown"
    as_agreed: YesNo = "unknown"


class Conviction(Event, frozen=True):
    """One sentence of a conviction, or a caution: what says when it is spent, and nothing of what was done.

    `on` is the day of the conviction or caution; a further sentence of the same conviction names it. `length` is
    typed as the court gave it; `ends` is the last day on paper, or of the conditions of a caution.
    """

    turns = False
    apart = True

    sentence: SentenceKind
    conviction: ConvictionId = ""
    age: AgeThen = "unknown"
    began: Back | None = None
    length: str = ""
    ends: Ahead | None = None
    ceased: Back | None = None
    paid: Back | None = None
    endorsed: YesNo = "unknown"
    schedule_18: YesNo = "unknown"
    single_over_four: YesNo = "unknown"
    specified: YesNo = "unknown"


# Search


class EmployerContact(Event, frozen=True):
    """A contact with an employer; `client` is set when it was about a person."""

    employer: EmployerId
    who: DoneBy = "unknown"
    mode: Mode = "unknown"
    minutes: Minutes = 0
    matches_profile: YesNo = "unknown"
    stage: EmployerStage = ""
    named_with_consent: YesNo = "unknown"


class VacancyConsidered(Event, frozen=True):
    """A vacancy was looked at with this person in mind."""

    role: str
    employer: EmployerId = ""
    vacancy: VacancyId = ""
    result: Literal["pursued", "ruled_out", "undecided", "unknown"] = "unknown"
    why: str = ""
    condition: ConditionId = ""
    dbs_check: CheckLevel = "unknown"


class Application(Event, frozen=True):
    """Applications made, or news of one. `count` holds several made alike on one day."""

    role: str = ""
    employer: EmployerId = ""
    status: ApplicationStatus = "made"
    application: ApplicationId = ""
    count: Count = 1
    done_by: DoneBy = "unknown"


class Interview(Event, frozen=True):
    """An interview booked (`on` may lie ahead), attended, or its result."""

    state: Literal["booked", "attended", "offer", "unsuccessful", "cancelled"] = "booked"
    role: str = ""
    employer: EmployerId = ""
    interview: InterviewId = ""
    where: str = ""
    with_whom: str = ""
    minutes: Minutes = 0
    informal: bool | None = None


class WorkTrial(Event, frozen=True):
    """A trial shift or work trial."""

    state: Literal["offered", "started", "completed", "ended_early", "unknown"] = "unknown"
    role: str = ""
    employer: EmployerId = ""


class Placement(Event, frozen=True):
    """An unpaid placement for experience. `ends` is its last day as planned; `about` the real job that it leads to."""

    state: Literal["started", "ended", "unknown"] = "unknown"
    role: str = ""
    employer: EmployerId = ""
    ends: Ahead | None = None
    about: OpeningId = ""


# Job


class Offer(Event, frozen=True):
    """A job was offered. Its id names the job from here on."""

    role: str
    employer: EmployerId = ""
    starts: Ahead | None = None
    accepted: YesNo = "unknown"
    hours_weekly: Hours | None = None
    hourly_pay: Pounds | None = None
    dbs_check: CheckLevel = "unknown"


class JobStarted(Event, frozen=True):
    """A job began. `job` names the offer it came from, if there was one; else this event names the job."""

    role: str
    job: JobId = ""
    employer: EmployerId = ""
    hours_weekly: Hours | None = None
    hourly_pay: Pounds | None = None
    competitive: YesNo = "unknown"
    permanent: YesNo = "unknown"
    self_employed: bool | None = None
    found_by: DoneBy = "unknown"
    learned_on: Back | None = None


class FourHoursDone(Event, frozen=True):
    """Four hours of paid work are done: what funders count as a job start."""

    job: JobId


class JobChanged(Event, frozen=True):
    """Hours a week, pay an hour or role changed from this day."""

    job: JobId
    hours_weekly: Hours | None = None
    hourly_pay: Pounds | None = None
    role: str = ""


class JobEnded(Event, frozen=True):
    """The job ended."""

    job: JobId
    reason: JobEndReason = "unknown"
    learned_on: Back | None = None
    lesson: str = ""


class SupportDeclined(Event, frozen=True):
    """The person wants no in-work support for this job (or any, if none is named)."""

    job: JobId = ""


class SupportResumed(Event, frozen=True):
    """In-work support is wanted again."""

    job: JobId = ""


# Written together


class UnderstandingWritten(Event, frozen=True):
    """What helps and what makes it harder, in the person's own words: one whole version. The last one holds.

    `situation`, `feeling`, `response` and `afterwards` are the loop that the two noticed.
    """

    turns = False

    matters: LongText = ""
    good_at: LongText = ""
    helps: LongText = ""
    harder: LongText = ""
    situation: LongText = ""
    feeling: LongText = ""
    response: LongText = ""
    afterwards: LongText = ""
    people_around: LongText = ""
    worries: LongText = ""
    others_know: LongText = ""
    kept_back: LongText = ""
    together: YesNo = "unknown"


class Sharing(Event, frozen=True):
    """Whether what was written together may be given to somebody, as the person said. The last word holds.

    `topics` are those of offence, risk and health that may be named there.
    """

    turns = False

    with_whom: str
    decision: Literal["given", "refused", "withdrawn"]
    covers: Literal["understanding", "action_plan", "both", "unknown"] = "unknown"
    topics: tuple[str, ...] = ()


class PageGiven(Event, frozen=True):
    """A page was made of what was written together, to be given to somebody."""

    turns = False

    page: PlanPart
    to: str = ""


class GoalSet(Event, frozen=True):
    """A goal in the person's words. Later events name it by this event's id."""

    turns = False

    words: LongText
    why: LongText = ""
    measure: LongText = ""
    obstacle: LongText = ""
    fallback: LongText = ""


class GoalEnded(Event, frozen=True):
    """How a goal ended: reached, changed for another, or let go."""

    turns = False

    goal: GoalId
    how: Literal["reached", "changed", "let_go"]
    words: LongText = ""
    decided_by: str = ""


class StepAdded(Event, frozen=True):
    """A step towards a goal, and who does it. One that `is` something held elsewhere closes with it."""

    turns = False

    goal: GoalId
    what: LongText
    who: Helper = ""
    named: str = ""
    due: Ahead | None = None
    held: HeldId = ""


class StepChanged(Event, frozen=True):
    """How a step stands now."""

    turns = False

    step: StepId
    state: StepState
    why: str = ""


class PlanAgreed(Event, frozen=True):
    """What the person said to the plan as it stood: that is a version of it. And the day to look at it again."""

    turns = False

    answer: Literal["yes", "no", "not_asked"]
    words: LongText = ""
    review: Ahead | None = None


class Setback(Event, frozen=True):
    """Something went otherwise than hoped, and was gone through. Never a mark against the person."""

    turns = False

    what: LongText
    helped: LongText = ""
    learned: LongText = ""


class DayPlanned(Event, frozen=True):
    """A version of the plan of the day of release, whole; later ones name the first in `plan`.

    `items` are those of `release_day.state.DayItem`, in the order to go in where it is the person's `own_order`.
    """

    turns = False

    day: Ahead
    plan: DayPlanId = ""
    out_at: time | None = None
    home_by: time | None = None
    met_by: str = ""
    ring: str = ""
    worry: str = ""
    own_order: bool = False
    items: tuple[dict[str, Any], ...] = ()


class DayTicked(Event, frozen=True):
    """How one item of the day went."""

    turns = False

    plan: DayPlanId
    item: str
    state: Literal["done", "not_done", "otherwise"]
    words: LongText = ""


class DaySettled(Event, frozen=True):
    """The day was gone through afterwards, and what happened was recorded from it."""

    turns = False

    plan: DayPlanId


# Administration


class Task(Event, frozen=True):
    """Something to do; `on` is when it was noted, `due` and `due_at` when it should be done."""

    turns = False

    text: LongText
    due: Ahead | None = None
    due_at: time | None = None


class TaskDone(Event, frozen=True):
    """The task is done."""

    turns = False

    task: TaskId


class Snooze(Event, frozen=True):
    """A flag is put aside until a day, for a reason."""

    turns = False

    flag: str
    until: Ahead
    reason: str


class Reviewed(Event, frozen=True):
    """The person was gone through in the review of the week that begins on `week`, a Monday.

    Without a person it is the log of employer contacts of that week that was gone through.
    """

    turns = False

    week: date


class Copied(Event, frozen=True):
    """Entries were copied into the organisation's own system, each by its id."""

    turns = False

    entries: tuple[str, ...] = ()


class DelayReason(Event, frozen=True):
    """Why the job search waits: it explains the clock, and never hides it."""

    reason: Literal["housing", "health", "benefits", "conditions", "no_address", "own_choice", "other"]


class Note(Event, frozen=True):
    """A note."""

    turns = False


class SafeguardingFlag(Event, frozen=True):
    """Says only where the real record is. No detail here."""

    where: str


class Monitoring(Event, frozen=True):
    """What a report may be asked to break its figures down by. Optional, and set apart: no line tells it.

    No part of the work reads it; a field left unknown keeps what was said before.
    """

    turns = False

    sex: Sex = "unknown"
    ethnicity: Ethnicity = "unknown"
    disability: Disability = "unknown"
    offence: OffenceGroup = "unknown"
    diagnosis: Diagnosis = "unknown"


class FidelityRated(Event, frozen=True):
    """An item of the IPS-25 scale rated by the service itself or its reviewers. It concerns no one person."""

    turns = False
    of_the_service = True

    item: FidelityItem
    score: FidelityScore


class Leave(Event, frozen=True):
    """The specialist is away from `on` to `ends`, both inside. It concerns no one person."""

    turns = False
    of_the_service = True

    ends: Ahead


class FactChanged(Event, frozen=True):
    """A slow fact of the person changed, so that the old one is not lost."""

    field: str
    old: str = ""
    new: str = ""


class Void(Event, frozen=True):
    """Takes back the event named in `voids`, and puts nothing in its place."""


class Unread(Event, frozen=True):
    """An event this version cannot read: of a kind it does not know, or damaged. Kept and shown raw."""

    kind_name: str
    raw: dict[str, object]
    problem: str = ""


KINDS: dict[str, type[Event]] = {
    str(kind.__struct_config__.tag): kind
    for kind in (
        Referral, Consent, WantsWork, Paused, Resumed, TransferOffered, TransferAccepted, TransferDeclined,
        Closed, Reopened, ReleaseExpected, ReleaseCancelled, Released, ReturnedToCustody, PrisonMoved,
        AddressSet, Relocated, OutOfAreaException, ConditionAdded, ConditionVaried, ConditionEnded,
        ConditionsConfirmed, ConditionQuery, ConditionAnswer, LicenceRecorded, DirectionGiven, PermissionGiven,
        ProposalMade, OfficerAsked, LicenceCheckSaved, WorkApproval, ProbationAppointment, Appointment,
        LicenceEndSet, Iom, NeedOpened, NeedMet, NeedDropped, GrantGiven, VoucherGiven, ReferredOn, Contact,
        ProfileUpdated, BenefitStatus, BenefitsSession, Certificate, Training, Cv,
        DisclosureDiscussed, DisclosureTold, Conviction,
        EmployerContact, VacancyConsidered, Application, Interview, WorkTrial, Placement, Offer, JobStarted,
        FourHoursDone, JobChanged, JobEnded, SupportDeclined, SupportResumed, UnderstandingWritten, Sharing,
        PageGiven, GoalSet, GoalEnded, StepAdded, StepChanged, PlanAgreed, Setback, DayPlanned, DayTicked,
        DaySettled, Task, TaskDone, Snooze,
        Reviewed, Copied, DelayReason, Note, SafeguardingFlag, Monitoring, FidelityRated, Leave, FactChanged,
        PastJob, GapWorded, PaperAskedFor, PaperChased, PaperArrived, PaperDropped, RightToWorkSeen, MentorReferred,
        MentorMatched, MentorMet, MatchNotPossible, MentoringReviewed, MentoringEnded, PreReleaseMeeting,
        EndingPlanned, TransferMet, SupportEnded,
        Void,
    )
}  # fmt: skip
"""Every kind of event by the name it is stored under, in the order of the headings above."""


def is_apart(event: Event) -> bool:
    """Whether an event is told only where it is asked for by name; one of such a kind that cannot be read is too."""
    return (KINDS.get(event.kind_name, Event) if isinstance(event, Unread) else type(event)).apart


def kind_of(event: Event) -> str:
    """Return the name an event's kind is stored under."""
    return event.kind_name if isinstance(event, Unread) else str(event.__struct_config__.tag)


@cache
def meanings(kind: type[Event]) -> dict[str, tuple[Any, tuple[Any, ...]]]:
    """Return the type of each field of a kind, without "or None", and what its type says of it (see `choices`)."""
    found = {}
    for base in reversed(kind.__mro__):
        for name, hint in get_annotations(base).items():
            if name in kind.__struct_fields__:
                found[name] = _meaning(hint)
    return found


def _meaning(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        hint = next(each for each in get_args(hint) if each is not type(None))
    return (hint.__origin__, hint.__metadata__) if get_origin(hint) is Annotated else (hint, ())
