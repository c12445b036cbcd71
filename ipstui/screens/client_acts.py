"""What the lines with an arrow on the licence and benefits tabs offer to do."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import BenefitStatus, LicenceRecorded
from ipstui.screens.view import View


async def act(view: View, key: str, casefile: Casefile) -> None:
    """Open the form, or save what the line says."""
    match key:
        case "do:licence":
            _enter_licence(view, casefile)
        case "do:condition":
            await _add_condition(view, casefile)
        case "do:proposal":
            from ipstui.screens.licence_forms import ProposalScreen

            view.app.push_screen(ProposalScreen(casefile))
        case "do:benefit":
            from ipstui.screens.record import RecordScreen

            view.app.push_screen(RecordScreen(casefile, BenefitStatus))
        case "do:permitted-work":
            _what_if(view, casefile)
        case "keep:permitted-work":
            await _keep(view, casefile)


def _enter_licence(view: View, casefile: Casefile) -> None:
    from ipstui.casework.licence_entry import policy_version_of
    from ipstui.screens.record import RecordScreen

    release = casefile.story.custody.release
    preset = {"policy_version": policy_version_of(casefile.story), "seen_on": "today"}
    if release is not None and not casefile.story.licence.versions:
        preset["starts"] = release.on.isoformat()
    if casefile.story.custody.inside:
        preset |= {"status": "draft", "seen_on": ""}
    view.app.push_screen(RecordScreen(casefile, LicenceRecorded, preset))


async def _add_condition(view: View, casefile: Casefile) -> None:
    from ipstui.screens.choose import ChooseScreen
    from ipstui.screens.licence_forms import ConditionScreen, condition_choices

    choices = condition_choices(casefile)
    chosen = await view.app.push_screen_wait(ChooseScreen("Which condition?", choices, search=True))
    if chosen:
        view.app.push_screen(ConditionScreen(casefile, chosen))


def _what_if(view: View, casefile: Casefile) -> None:
    from ipstui.screens.client_benefits import permitted_work_request
    from ipstui.screens.permitted_work import PermittedWorkScreen

    values: dict[str, str] = {}
    request = permitted_work_request(casefile)
    if request is not None and request.hours is not None:
        values["hours"] = say.number(request.hours)
        if request.gross_weekly is not None and request.hours:
            values["hourly_rate"] = say.number(
                (request.gross_weekly / request.hours).quantize(request.gross_weekly)
            )
    view.app.push_screen(PermittedWorkScreen(casefile, values))


async def _keep(view: View, casefile: Casefile) -> None:
    from calculators.permitted_work import permitted_work
    from ipstui.screens.client_benefits import permitted_work_request
    from ipstui.screens.permitted_work import session_of

    request = permitted_work_request(casefile)
    if request is not None:
        result = permitted_work(request)
        session = session_of(casefile.client.id, request, result, "")
        verdict = result.verdict.replace("_", " ")
        if await view.try_save(session, label=f"permitted work of {casefile.client.name} kept: {verdict}"):
            view.ips.tell(f"Kept on the timeline: {verdict}.")
