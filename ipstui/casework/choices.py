"""The pick-lists: what a field of an event may say. Labels for people are in `words`."""

from __future__ import annotations

from typing import Literal, TypeAlias

Precision: TypeAlias = Literal["day", "month", "unknown"]
YesNo: TypeAlias = Literal["yes", "no", "unknown"]

SourceType: TypeAlias = Literal[
    "in_reach", "prison_health", "resettlement", "probation", "iom", "employment_provider", "charity",
    "cmht", "jobcentre", "self_or_family", "court", "researcher", "other",
]  # fmt: skip
ClosingReason: TypeAlias = Literal[
    "in_work_no_support_wanted", "self_employed", "transferred", "moved_out_of_area", "does_not_want_work",
    "disengaged", "health", "back_in_custody", "project_ended", "died", "other",
]  # fmt: skip
RecallType: TypeAlias = Literal["recall_fixed", "recall_standard", "remand", "sentence", "unknown"]
Confidence: TypeAlias = Literal["told", "likely", "confirmed"]
ReleaseKind: TypeAlias = Literal["determinate", "post_recall", "hdc", "parole", "life"]
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
Mode: TypeAlias = Literal["face_to_face", "phone", "text", "email", "video", "letter"]
Setting: TypeAlias = Literal[
    "", "prison", "gate", "probation_office", "own_office", "home", "hostel", "cafe", "community",
    "workplace", "online",
]  # fmt: skip
Purpose: TypeAlias = Literal["employment", "stabilising", "benefits", "in_work"]
Outcome: TypeAlias = Literal["seen", "not_seen", "left_message"]
DoneBy: TypeAlias = Literal["specialist", "client", "both"]
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
]
Benefit: TypeAlias = Literal[
    "universal_credit", "new_style_esa", "income_related_esa", "esa", "jsa", "pip", "housing_benefit", "other"
]
PolicyVersion: TypeAlias = Literal["1.0", "2.0", "2.1", "3.0", "4.0"]
LicenceKind: TypeAlias = Literal[
    "conditional_release", "hdc", "post_recall", "hard_stop", "time_served", "parole", "rotl"
]
LicenceStatus: TypeAlias = Literal[
    "draft", "submitted", "approved", "active", "superseded", "recalled", "ended", "rejected"
]
ProposalKind: TypeAlias = Literal[
    "job", "work_trial", "volunteering", "training", "self_employment", "activity", "appointment", "address",
    "journey",
]  # fmt: skip
Engagement: TypeAlias = Literal[
    "", "employee", "agency", "zero_hours", "gig", "self_employed", "labour_only_subcontractor", "apprentice",
    "cash_in_hand", "volunteer",
]  # fmt: skip
