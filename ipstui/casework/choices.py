"""What a field of an event may say: the pick-lists, and the types that tell what a text, a day or a number means.

Labels for people are in `say`, and in `forms` where a field's label differs from its name. A field's type is the one
place that says which event an id names, which way a day leans and what a number counts: forms, checks, the demo, the
command line and the tests read it here.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, TypeAlias


class Reference(NamedTuple):
    """The field holds the id of something recorded before.

    `event` when that is an earlier event of the person; `catalogue` when it may also be an id of the licence catalogue.
    """

    to: str
    event: bool = True
    catalogue: bool = False


def names_an_event(meaning: tuple[object, ...]) -> bool:
    """Whether a field whose type says `meaning` holds the id of an earlier event."""
    return any(isinstance(each, Reference) and each.event for each in meaning)


class Leaning(NamedTuple):
    """The way a typed day is read that could lie on either side of today."""

    way: Literal["future", "past", "near"]


class Between(NamedTuple):
    """The least and the most that a number may be, and the sentence for one that is not."""

    least: int
    most: int
    sentence: str


class Long(NamedTuple):
    """The text may run to several lines."""


NeedId: TypeAlias = Annotated[str, Reference("need")]
TaskId: TypeAlias = Annotated[str, Reference("task")]
ConditionId: TypeAlias = Annotated[str, Reference("condition")]
TermId: TypeAlias = Annotated[str, Reference("condition", catalogue=True)]
"""A condition on record, or one that every licence has, by its id in the catalogue."""
QueryId: TypeAlias = Annotated[str, Reference("query")]
BookingId: TypeAlias = Annotated[str, Reference("booking")]
JobId: TypeAlias = Annotated[str, Reference("job")]
ApplicationId: TypeAlias = Annotated[str, Reference("application")]
InterviewId: TypeAlias = Annotated[str, Reference("interview")]
ProposalId: TypeAlias = Annotated[str, Reference("proposal")]
ConvictionId: TypeAlias = Annotated[str, Reference("conviction")]
OpeningId: TypeAlias = Annotated[str, Reference("about")]
"""A vacancy considered, an offer or a job."""
MatchId: TypeAlias = Annotated[str, Reference("match")]
PaperId: TypeAlias = Annotated[str, Reference("paper")]
GoalId: TypeAlias = Annotated[str, Reference("goal")]
StepId: TypeAlias = Annotated[str, Reference("step")]
HeldId: TypeAlias = Annotated[str, Reference("held")]
"""Something held elsewhere that a step of the plan is: a need, a task, a booking, an application, a course …"""
DayPlanId: TypeAlias = Annotated[str, Reference("day_plan")]
EventId: TypeAlias = Annotated[str, Reference("event")]
EmployerId: TypeAlias = Annotated[str, Reference("employer", event=False)]
VacancyId: TypeAlias = Annotated[str, Reference("vacancy", event=False)]

Ahead: TypeAlias = Annotated[date, Leaning("future")]
Back: TypeAlias = Annotated[date, Leaning("past")]
Either: TypeAlias = Annotated[date, Leaning("near")]
"""The first day of what may be entered before or long after it: a licence, a condition, a decision."""
Pounds: TypeAlias = Annotated[Decimal, Between(0, 1_000_000, "that is more than a million.")]
Hours: TypeAlias = Annotated[Decimal, Between(0, 168, "a week has 168 hours.")]
Minutes: TypeAlias = Annotated[int, Between(0, 1440, "a day has 1,440 minutes.")]
Count: TypeAlias = Annotated[int, Between(1, 1000, "it must be between 1 and 1,000.")]
Miles: TypeAlias = Annotated[Decimal, Between(0, 1000, "that is more than a thousand miles.")]
FidelityItem: TypeAlias = Annotated[int, Between(1, 25, "the scale has items 1 to 25.")]
FidelityScore: TypeAlias = Annotated[int, Between(1, 5, "an item is rated from 1 to 5.")]
LongText: TypeAlias = Annotated[str, Long()]

Precision: TypeAlias = Literal["day", "month", "unknown"]
KnownTo: TypeAlias = Literal["day", "month"]
YesNo: TypeAlias = Literal["yes", "no", "unknown"]

SourceType: TypeAlias = Literal[
    "in_reach", "prison_health", "resettlement", "probation", "iom", "employment_provider", "charity",
    "cmht", "jobcentre", "self_or_family", "court", "researcher", "other", "unknown",
]  # fmt: skip
ClosingReason: TypeAlias = Literal[
    "in_work_no_support_wanted", "self_employed", "transferred", "moved_out_of_area", "does_not_want_work",
    "disengaged", "health", "back_in_custody", "project_ended", "died", "other",
]  # fmt: skip
RecallType: TypeAlias = Literal["recall_fixed", "recall_standard", "remand", "sentence", "unknown"]
Confidence: TypeAlias = Literal["told", "likely", "confirmed"]
ReleaseKind: TypeAlias = Literal["determinate", "post_recall", "hdc", "parole", "life", "unknown"]
AddressType: TypeAlias = Literal["approved", "hostel", "approved_premises", "private", "nfa", "unknown"]
NeedCategory: TypeAlias = Literal[
    "accommodation", "benefit_claim", "money", "food", "clothes", "bedding", "kitchen", "gp",
    "physical_health", "mental_health", "substances", "isolation", "transport", "id_document",
    "bank_account", "phone_or_email",
    "other",
]  # fmt: skip
Who: TypeAlias = Literal[
    "client", "probation", "in_reach", "cmht", "gp", "hostel", "mentor", "family", "jobcentre", "other"
]
Mode: TypeAlias = Literal["face_to_face", "phone", "text", "email", "video", "letter", "unknown"]
Setting: TypeAlias = Literal[
    "", "prison", "gate", "probation_office", "own_office", "home", "hostel", "cafe", "community",
    "workplace", "online",
]  # fmt: skip
Purpose: TypeAlias = Literal["employment", "stabilising", "benefits", "in_work", "unknown"]
Outcome: TypeAlias = Literal["seen", "not_seen", "left_message", "unknown"]
TRIED = ("not_seen", "left_message")
"""Outcomes of an attempt. Where nobody said, it counts as neither an attempt nor as being in touch."""
DoneBy: TypeAlias = Literal["specialist", "client", "both", "unknown"]
BookingState: TypeAlias = Literal["booked", "reminded", "accompanied", "kept", "missed", "moved", "cancelled"]
EmployerStage: TypeAlias = Literal["", "new", "met", "learning_needs", "open_to_candidate", "hired"]
ApplicationStatus: TypeAlias = Literal[
    "made", "unsuccessful", "selected_for_interview", "interview_booked", "unsuccessful_at_interview", "offer"
]
JobEndReason: TypeAlias = Literal[
    "left_for_better",
    "self_employed",
    "dismissed",
    "redundancy",
    "contract_ended",
    "health",
    "custody",
    "other",
    "unknown",
]
MatchFailure: TypeAlias = Literal[
    "release_too_far", "nobody_near", "person_declined", "mentor_left", "person_opted_out", "mentor_opted_out",
    "other", "unknown",
]  # fmt: skip
PastWork: TypeAlias = Literal["job", "work_inside", "cash_in_hand", "self_employed", "volunteering", "unknown"]
Paper: TypeAlias = Literal[
    "birth_certificate", "passport", "driving_licence", "share_code", "ni_letter", "bank_account", "proof_of_address",
    "cscs_card", "other_card", "disclosure_letter", "covering_letter", "references", "gp_letter", "work_clothes",
    "other",
]  # fmt: skip
WithWhom: TypeAlias = Literal["unknown", "with_person", "property", "copy_only", "elsewhere"]
"""Where a paper is: with the person, in their property in prison, with us as a copy only, or elsewhere."""
Benefit: TypeAlias = Literal[
    "universal_credit", "new_style_esa", "income_related_esa", "esa", "jsa", "pip", "housing_benefit", "other"
]
PolicyVersion: TypeAlias = Literal["1.0", "2.0", "2.1", "3.0", "4.0"]
LicenceKind: TypeAlias = Literal[
    "conditional_release", "hdc", "post_recall", "hard_stop", "time_served", "parole", "rotl", "unknown"
]
LicenceStatus: TypeAlias = Literal[
    "draft", "submitted", "approved", "active", "superseded", "recalled", "ended", "rejected", "unknown"
]
ProposalKind: TypeAlias = Literal[
    "job", "work_trial", "volunteering", "training", "self_employment", "activity", "appointment", "address",
    "journey",
]  # fmt: skip
Terms: TypeAlias = Literal[
    "", "employee", "agency", "zero_hours", "gig", "self_employed", "labour_only_subcontractor", "apprentice",
    "cash_in_hand", "volunteer",
]  # fmt: skip
Sex: TypeAlias = Literal["unknown", "female", "male", "other", "not_said"]
Ethnicity: TypeAlias = Literal[
    "unknown", "white_british", "white_other", "mixed", "asian", "black", "other", "not_said"
]
Disability: TypeAlias = Literal["unknown", "yes", "no", "not_said"]
"""Whether the person says so, by the Equality Act 2010, section 6."""
OffenceGroup: TypeAlias = Literal[
    "unknown", "acquisitive", "violent_high", "violent_low", "sexual", "drug_dealing", "other", "not_said"
]
"""The groups of the feasibility study, Table 1."""
Diagnosis: TypeAlias = Literal[
    "unknown", "psychosis", "depression", "anxiety", "mixed_anxiety_depression", "substance_misuse", "adhd",
    "autistic_spectrum", "personality_disorder", "ocd", "ptsd", "other", "none", "not_said",
]  # fmt: skip
"""The primary diagnoses of the feasibility study, Table 2."""
SentenceKind: TypeAlias = Literal[
    "prison", "suspended_sentence", "youth_detention", "detention_and_training_order", "life_sentence", "ipp",
    "extended_sentence", "fine", "compensation_order", "confiscation_order", "absolute_discharge",
    "conditional_discharge", "bind_over", "community_order", "youth_rehabilitation_order", "referral_order",
    "hospital_order", "reparation_order", "prohibiting_order", "attendance_or_supervision_order", "motoring_fine",
    "driving_ban", "penalty_points", "endorsed_fixed_penalty", "service_detention", "service_dismissal",
    "service_reprimand", "service_community_order", "overseas_community_order", "simple_caution",
    "conditional_caution", "elsewhere",
]  # fmt: skip
"""Sentences and cautions as far as they differ in when they are spent, and no further: none says what was done."""
AgeThen: TypeAlias = Literal["unknown", "adult", "under_18"]
CheckLevel: TypeAlias = Literal["unknown", "none", "basic", "standard", "enhanced"]
"""The criminal record check that an employer names."""
Helper: TypeAlias = Literal["", "me", "specialist", "officer", "service", "family", "mentor", "employer"]
"""Who does a step of the plan; "me" is the person whose plan it is."""
StepState: TypeAlias = Literal["to_do", "under_way", "done", "not_needed"]
PlanPart: TypeAlias = Literal["understanding", "action_plan", "release_day"]
Topic: TypeAlias = Literal["offence", "risk", "health"]
"""What no page names unless the person said that it may."""
