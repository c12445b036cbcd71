"""The words of the trade by which kinds of event and values of pick-lists are also found, beside their labels."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "returned_to_custody": "recall recalled prison remand arrested back inside",
    "released": "out gate release date",
    "release_expected": "release date crd hdc parole out",
    "release_cancelled": "release date off",
    "condition_added": "tag curfew exclusion zone shpo sopo licence order alcohol gps",
    "condition_varied": "tag curfew shpo licence variation",
    "condition_ended": "tag curfew off licence",
    "conditions_confirmed": "licence paper checked",
    "licence_recorded": "licence paper sheet",
    "licence_end_set": "led sed licence expiry",
    "permission_given": "officer allows consent",
    "job_ended": "sacked fired dismissed laid off left quit redundancy",
    "job_started": "work wage start employed hired",
    "job_changed": "wage pay rise hours rate",
    "four_hours_done": "job start evidence outcome",
    "offer": "job wage",
    "benefit_status": "uc esa pip jsa universal credit claim",
    "benefits_session": "better off calculation uc esa permitted work",
    "contact": "phone call text met visit email rang",
    "employer_contact": "phone call text met visit boss manager",
    "probation_appointment": "officer pp supervision",
    "appointment": "meeting booking jobcentre gp",
    "address_set": "housing hostel ap approved premises homeless nfa",
    "relocated": "moved house hostel",
    "need_opened": "phone housing food id bank clothes",
    "grant_given": "money fund clothes travel",
    "voucher_given": "food bank",
    "certificate": "cscs card sia ticket licence",
    "training": "course",
    "disclosure_discussed": "convictions tell letter",
    "disclosure_told": "employer convictions tell disclosed",
    "conviction": "caution spent roa rehabilitation fine prison sentence record court",
    "safeguarding_flag": "risk",
    "task": "to do reminder promise",
    "note": "remark",
    "referral": "referred",
    "closed": "discharge close",
}
"""By kind of event as stored: words that find it, none of which need be in its title."""

VALUES: Mapping[str, str] = {
    # who
    "probation": "officer pp com pom supervision", "in_reach": "prison worker", "cmht": "mental health nurse",
    "family": "relative mother mum father dad partner wife husband sister brother", "hostel": "ap key worker",
    "jobcentre": "work coach dwp", "gp": "doctor surgery", "client": "them person",
    # mode
    "face_to_face": "met in person visit", "phone": "call rang ring spoke mobile", "text": "sms message whatsapp",
    "email": "mail", "video": "teams zoom online", "letter": "post wrote",
    # reasons
    "dismissed": "sacked fired", "redundancy": "laid off", "custody": "recall prison", "health": "sick ill",
    "recall_fixed": "28 14 days ftr", "recall_standard": "recall",
    # kinds of release
    "hdc": "tag curfew", "parole": "board", "post_recall": "re-release", "determinate": "automatic crd",
    # needs
    "accommodation": "housing hostel homeless", "phone_or_email": "mobile", "money": "wage skint grant",
    "id_document": "passport birth certificate", "substances": "drugs alcohol", "benefit_claim": "uc esa pip",
    # places
    "nfa": "homeless street sofa", "approved_premises": "ap hostel", "gate": "release day",
    # benefits
    "universal_credit": "uc", "new_style_esa": "esa contribution", "income_related_esa": "esa",
}  # fmt: skip
"""By value of a pick-list as stored: the words that find it."""

SENTENCES: Mapping[str, str] = {
    "prison": "custody jail determinate months years", "suspended_sentence": "sso suspended",
    "youth_detention": "yoi young section 250", "detention_and_training_order": "dto",
    "extended_sentence": "eds epp", "life_sentence": "mandatory discretionary hmp", "ipp": "dpp imprisonment",
    "community_order": "unpaid work requirement", "youth_rehabilitation_order": "yro",
    "prohibiting_order": "restraining shpo sopo scpo cbo asbo football banning stalking domestic non-molestation other",
    "driving_ban": "disqualification totting", "endorsed_fixed_penalty": "fpn speeding points",
    "penalty_points": "endorsement licence", "fine": "money court", "conditional_caution": "youth",
    "simple_caution": "youth reprimand warning", "hospital_order": "section 37 mental health",
    "compensation_order": "damages", "confiscation_order": "poca proceeds", "elsewhere": "scotland scottish foreign",
}  # fmt: skip
"""By kind of sentence: the words that find it."""
