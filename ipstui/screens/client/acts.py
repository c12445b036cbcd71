"""What the lines with an arrow on the licence and benefits tabs offer to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    BenefitsSession,
    BenefitStatus,
    Event,
    LicenceRecorded,
    OfficerAsked,
    PermissionGiven,
    ProposalMade,
    WorkApproval,
)
from ipstui.screens.view import View

if TYPE_CHECKING:
    from ipstui.screens.client.steps import Step


async def act(view: View, key: str, casefile: Casefile) -> None:
    """Open the form, or save what the line says."""
    if key.startswith("do:about:"):
        await _about(view, key, casefile)
        return
    if key.startswith("do:hold:"):
        _hold(view, key.removeprefix("do:hold:"), casefile)
        return
    match key:
        case "do:licence":
            _enter_licence(view, casefile)
        case "do:condition":
            await _add_condition(view, casefile)
        case "do:proposal":
            from ipstui.screens.forms.licence import ProposalScreen

            view.app.push_screen(ProposalScreen(casefile))
        case "do:benefit":
            from ipstui.screens.forms.record import RecordScreen

            view.app.push_screen(RecordScreen(casefile, BenefitStatus))
        case "do:permitted-work":
            _what_if(view, casefile)
        case "keep:permitted-work":
            await _keep(view, casefile)


def _hold(view: View, line: str, casefile: Casefile) -> None:
    """Ask what there is to ask about a job or an offer, to hold it against the licence."""
    from ipstui.screens.client.steps import steps_for
    from ipstui.screens.forms.licence import ProposalScreen

    step = next((step for step in steps_for(line, casefile) if step.kind is ProposalMade), None)
    if step is not None:
        view.app.push_screen(ProposalScreen(casefile, step.values))


def open_again(view: View, session: BenefitsSession, casefile: Casefile) -> bool:
    """Open a session as it was kept; False where it was taken back, or has no figures and is only to be read."""
    from ipstui.casework.benefits.kept import results_of

    if session not in casefile.story.vocational.sessions or results_of(session) is None:
        return False
    from ipstui.screens.session.screen import SessionScreen

    view.app.push_screen(SessionScreen(casefile.client.id, session.id))
    return True


async def _about(view: View, key: str, casefile: Casefile) -> None:
    """Say what can be recorded about a proposal; on the line of one condition, what is about that comes first."""
    from ipstui.screens.choose import ChooseScreen
    from ipstui.screens.client.steps import steps_for

    _, _, name, *rest = key.split(":")
    proposal = next((p for p in casefile.story.licence.proposals if p.id == name), None)
    if proposal is None:
        return
    steps = steps_for(f"proposal:{name}", casefile)
    if rest:
        steps.sort(key=lambda step: step.kind is not _DECIDED.get(rest[0], PermissionGiven)
                   or rest[0] not in ("work_approval", step.values.get("condition")))  # fmt: skip
    choices = [(str(number), step.label) for number, step in enumerate(steps)]
    chosen = await view.app.push_screen_wait(ChooseScreen(proposal.what, choices))
    if chosen.isdecimal():
        await _take(view, steps[int(chosen)], proposal, casefile)


_DECIDED: dict[str, type[Event]] = {"work_approval": WorkApproval}


async def _take(view: View, step: Step, proposal: ProposalMade, casefile: Casefile) -> None:
    from ipstui.screens.forms.licence import AskOfficerScreen, DecisionScreen, ProposalScreen
    from ipstui.screens.forms.record import RecordScreen

    if step.kind is ProposalMade:
        # A correction replaces the proposal as last saved, which may have an id of its own.
        own = (e for e in casefile.story.events if isinstance(e, ProposalMade) and e.recorded == proposal.recorded)
        view.app.push_screen(ProposalScreen(casefile, corrects=next((e for e in own if e.what == proposal.what), None)))
    elif step.kind is OfficerAsked:
        view.app.push_screen(AskOfficerScreen(casefile, proposal, step.values["text"]))
    elif step.kind is PermissionGiven:
        view.app.push_screen(DecisionScreen(casefile, proposal, step.values))
    elif step.event is not None:
        kept = msgspec.structs.replace(step.event, client=casefile.client.id, on=view.desk.today)
        if await view.try_save(kept, label=f"licence check kept for {casefile.client.name}"):
            view.ips.tell(f"Kept on the timeline: {proposal.what}.")
    else:
        naming = {"job": [(step.values["job"], proposal.what)]}
        view.app.push_screen(RecordScreen(casefile, step.kind, step.values, naming=naming))


def _enter_licence(view: View, casefile: Casefile) -> None:
    from ipstui.casework.licence.entry import policy_version_of
    from ipstui.screens.forms.record import RecordScreen

    release = casefile.story.custody.release
    preset = {"policy_version": policy_version_of(casefile.story), "seen_on": "today"}
    if release is not None and not casefile.story.licence.versions:
        preset["starts"] = release.on.isoformat()
    if casefile.story.custody.inside:
        preset |= {"status": "draft", "seen_on": ""}
    view.app.push_screen(RecordScreen(casefile, LicenceRecorded, preset))


async def _add_condition(view: View, casefile: Casefile) -> None:
    from ipstui.screens.choose import ChooseScreen
    from ipstui.screens.forms.licence import ConditionScreen, condition_choices

    choices = condition_choices(casefile)
    chosen = await view.app.push_screen_wait(ChooseScreen("Which condition?", choices, search=True))
    if chosen:
        view.app.push_screen(ConditionScreen(casefile, chosen))


def _what_if(view: View, casefile: Casefile) -> None:
    from ipstui.casework.benefits.hours import request_for_jobs
    from ipstui.screens.forms.permitted_work import PermittedWorkScreen

    values: dict[str, str] = {}
    request = request_for_jobs(casefile.story)
    if request is not None:
        values["engagement"] = request.engagement
    if request is not None and request.hours is not None:
        values["hours"] = say.number(request.hours)
        if request.gross_weekly is not None and request.hours:
            values["hourly_rate"] = say.number((request.gross_weekly / request.hours).quantize(request.gross_weekly))
    view.app.push_screen(PermittedWorkScreen(casefile, values))


async def _keep(view: View, casefile: Casefile) -> None:
    from calculators.permitted_work import permitted_work
    from ipstui.casework.benefits.hours import request_for_jobs
    from ipstui.screens.forms.permitted_work import session_of

    request = request_for_jobs(casefile.story)
    if request is not None:
        result = permitted_work(request)
        session = session_of(casefile.client.id, request, result, "")
        verdict = result.verdict.replace("_", " ")
        if await view.try_save(session, label=f"permitted work of {casefile.client.name} kept: {verdict}"):
            view.ips.tell(f"Kept on the timeline: {verdict}.")
