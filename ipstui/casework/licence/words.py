"""How the licence and what the officer said are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Named,
    Titles,
    dated,
    headed,
    listed,
    prefixed,
    seen,
)
from ipstui.casework.shifts import write_shifts

TITLES: Titles = {
    ev.ConditionsConfirmed: "Conditions gone through",
    ev.ConditionQuery: "Officer asked about condition",
    ev.ConditionAnswer: "Officer's answer on condition",
    ev.WorkApproval: "Approval of work",
    ev.LicenceRecorded: "Licence",
    ev.DirectionGiven: "Officer's direction",
    ev.PermissionGiven: "Officer's decision",
    ev.ProposalMade: "Proposal",
    ev.OfficerAsked: "Officer asked",
    ev.LicenceCheckSaved: "Licence check",
    ev.LicenceEndSet: "Licence end given",
    ev.Iom: "IOM",
}
NAMED: Named = {
    ev.ConditionAdded: lambda e: e.words,
    ev.ProposalMade: lambda e: e.what,
}


_STATUS = {"unknown": "status not known, held to be in force"}
_DECIDED = {"unknown": "Decision not known"}

LINES: Lines = {
    ev.ConditionAdded: lambda e, _: listed(
        f"Condition added ({say.label(e.category)}): {e.words}", seen(e.document_seen),
        prefixed("told by", e.source_person)),
    ev.ConditionVaried: lambda e, _: listed(f"Condition varied: {e.words}", prefixed("told by", e.source_person)),
    ev.ConditionEnded: lambda e, n: headed("Condition ended", n.get(e.condition, "")),
    ev.ConditionsConfirmed: lambda e, _: listed(
        "Conditions gone through", prefixed("with", e.source_person), seen(e.document_seen)),
    ev.ConditionQuery: lambda e, _: f"Asked the officer: {e.question}",
    ev.ConditionAnswer: lambda e, _: f"The officer answered: {e.answer}",
    ev.WorkApproval: lambda e, n: listed(
        {"asked": "Asked the officer to approve", "approved": "Officer approves", "refused": "Officer refuses",
         "limited": "Officer approves within limits"}[e.state]
        + prefixed(" ", e.what or n.get(e.job, "") or "work").replace("  ", " "),
        prefixed("by", e.approver), e.limits),
    ev.LicenceRecorded: lambda e, _: listed(
        f"Licence, policy version {e.policy_version}, {_STATUS.get(e.status) or say.label(e.status)}",
        f"from {say.day(e.starts, e.on)}",
        dated("to", e.ends, e), dated("seen on paper", e.seen_on, e)),
    ev.DirectionGiven: lambda e, _: listed(
        f"The officer refuses {', '.join(say.label(name) for name in e.refuses)}", e.words,
        prefixed("told by", e.source_person)),
    ev.PermissionGiven: lambda e, n: listed(
        f"{_DECIDED.get(e.decision) or say.sentence(e.decision)}: {n.get(e.condition, '') or say.label(e.condition)}",
        prefixed("for", n.get(e.proposal, "")), prefixed("only for", ", ".join(e.purposes)),
        prefixed("at", e.place), e.limits, prefixed("by", e.approver), dated("until", e.ends, e)),
    ev.ProposalMade: lambda e, _: listed(
        f"Proposal: {e.what}", say.label(e.proposal_kind), f"from {say.day(e.starts, e.on)}",
        write_shifts(e.weekly)),
    ev.OfficerAsked: lambda e, n: listed(
        headed("Asked the officer", n.get(e.proposal, "")), dated("chase on", e.chase_on, e)),
    ev.LicenceCheckSaved: lambda e, n: headed(f"Licence check {e.verdict}", n.get(e.proposal, "")),
    ev.LicenceEndSet: lambda e, _: f"Licence ends {say.day(e.ends, e.on)}",
    ev.Iom: lambda e, _: "On the IOM programme" if e.on_programme else "No longer on the IOM programme",
}  # fmt: skip
