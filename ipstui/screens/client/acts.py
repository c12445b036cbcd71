"""What Enter does on a line of a client's tabs: steps to choose from, a form, something kept, or the event in full."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

import msgspec
from textual import events
from textual.content import Content

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import (
    BenefitsSession,
    BenefitStatus,
    ConditionAdded,
    ConditionVaried,
    Contact,
    Conviction,
    DisclosureDiscussed,
    DisclosureTold,
    EndingPlanned,
    Event,
    GapWorded,
    LicenceCheckSaved,
    LicenceRecorded,
    MentorReferred,
    OfficerAsked,
    PaperArrived,
    PaperAskedFor,
    PastJob,
    PermissionGiven,
    PreReleaseMeeting,
    ProposalMade,
    RightToWorkSeen,
    SupportEnded,
    TransferOffered,
    Unread,
)
from ipstui.casework.forms import build
from ipstui.casework.history import local
from ipstui.casework.words import summary, title
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client.in_full import in_full
from ipstui.screens.client.plan_acts import OPENS
from ipstui.screens.client.step import Step
from ipstui.screens.client.steps import steps_for
from ipstui.screens.diary.answering import answer_booking
from ipstui.screens.forms.record import RecordScreen
from ipstui.screens.view import View
from ipstui.widgets.lines import Line, Target


async def open_line(view: View, line: Line, event: Event | None, casefile: Casefile) -> None:
    """Do what the line offers, say what can be done about it, or show the event behind it."""
    target = line.target
    if target.what == "do":
        await ARROWS[target.id](view, casefile)
        return
    if target.what == "opening":
        from ipstui.screens.client.disclosure import shown_for
        from ipstui.screens.reading import ReadingScreen

        view.app.push_screen(ReadingScreen(*shown_for(casefile, target.id)))
        return
    if target.what == "day_plan":
        await OPENS["release_day"](view, casefile, target.id)
        return
    if target.what == "hold":
        steps = steps_for(Target(target.part, target.id), casefile)
        for step in steps:
            if step.kind is ProposalMade:
                await _take(view, step, casefile)
        return
    steps = steps_for(target, casefile)
    if not steps:
        if event is not None:
            _show(view, event, casefile)
        return
    if target.what == "question":
        await _answer(view, line, steps, casefile)
        return
    choices = [(str(number), step.label) for number, step in enumerate(steps)]
    if event is not None:
        choices.append(("show", "Why these days" if isinstance(event, Conviction) else "Show in full"))
    chosen = await view.app.push_screen_wait(ChooseScreen(_called(view, line, event, casefile), choices))
    if chosen == "show" and event is not None:
        _show(view, event, casefile)
    elif chosen.isdecimal():
        step = steps[int(chosen)]
        booking = next((b for b in casefile.story.diary.bookings if b.id == target.id), None)
        if step.answers is not None and booking is not None:
            await answer_booking(view, casefile, booking, step.answers)
        else:
            await _take(view, step, casefile)


class AnswerScreen(ChooseScreen):
    """A question with its answers, each with the key that gives it: y for yes, n for no, or its number."""

    def __init__(self, question: str, answers: Sequence[str]) -> None:
        firsts = [answer[:1] for answer in answers]
        self._keys = {
            (answer[:1] if firsts.count(answer[:1]) == 1 and answer[:1].isalpha() else str(number + 1)): str(number)
            for number, answer in enumerate(answers)
        }
        choices = [
            (place, f"{key}  {answer}") for (key, place), answer in zip(self._keys.items(), answers, strict=True)
        ]
        super().__init__(question, choices)

    def on_key(self, event: events.Key) -> None:
        """Give the answer of the key, before the list takes it for its own."""
        if event.character in self._keys:
            event.stop()
            self.dismiss(self._keys[event.character])


async def _answer(view: View, line: Line, steps: Sequence[Step], casefile: Casefile) -> None:
    """Ask what is not known, and take the answer at once; what is answered in words opens the form at its field."""
    chosen = "0"
    if len(steps) > 1:
        chosen = await view.app.push_screen_wait(AnswerScreen(line.cells[-1], [step.label for step in steps]))
    if chosen.isdecimal():
        await _take(view, steps[int(chosen)], casefile)


def _called(view: View, line: Line, event: Event | None, casefile: Casefile) -> str:
    """What the line is about: its event in a line, the proposal, or what the line itself says."""
    if isinstance(event, Conviction):
        return f"{line.cells[0]}: {line.cells[-1]}"
    if event is not None:
        return summary(event, view.names)
    proposal = casefile.story.licence.proposal(line.target.id)
    return proposal.what if proposal is not None else "  ".join(cell for cell in line.cells if cell)


async def _take(view: View, step: Step, casefile: Casefile) -> None:
    """Open the form of a step, or record it at once."""
    client, licence = casefile.client, casefile.story.licence
    about = licence.proposal(step.values.get("proposal", ""))
    if step.opens in OPENS:
        await OPENS[step.opens](view, casefile, step.about)
    elif step.opens:
        await ARROWS[step.opens](view, casefile)
    elif step.kind is ProposalMade and step.event is not None:
        answered = f"{step.label.rstrip(' …')}: {step.called.get('question', '')}"
        await view.try_save(step.event, label=f"{answered} for {client.name}")
    elif step.event is not None and step.kind is ConditionVaried:
        await view.try_save(step.event, label=f"{step.label} for {client.name}")
    elif step.kind in (ConditionAdded, ConditionVaried):
        _open_condition(view, step, casefile)
    elif step.kind is ProposalMade:
        from ipstui.screens.forms.licence import ProposalScreen

        corrected = licence.saved.get(step.corrects)
        view.app.push_screen(ProposalScreen(casefile, step.values, corrects=corrected, asked=step.first))
    elif step.kind is OfficerAsked and about is not None:
        from ipstui.screens.forms.licence import AskOfficerScreen

        view.app.push_screen(AskOfficerScreen(casefile, about, step.values["text"]))
    elif step.kind is PermissionGiven and about is not None:
        from ipstui.screens.forms.licence import DecisionScreen

        view.app.push_screen(DecisionScreen(casefile, about, step.values))
    elif step.kind is Conviction:
        from ipstui.screens.forms.conviction import correct, further

        before = view.desk.caseload.event(step.corrects)
        if isinstance(before, Conviction):
            correct(view.app, casefile, before, step.first)
        else:
            await further(view.app, casefile, step.values["conviction"])
    elif step.kind is Contact:
        from ipstui.screens.forms.log import LogScreen

        view.app.push_screen(LogScreen(casefile, step.values["booking"]))
    elif step.ask:
        before = view.desk.caseload.event(step.corrects) if step.corrects else None
        naming = {n: [(value, step.called.get(n) or say.label(value))] for n, value in step.values.items()}
        view.app.push_screen(
            RecordScreen(casefile, step.kind, step.values, corrects=before, naming=naming, chosen=True)
        )
    elif isinstance(step.event, LicenceCheckSaved):
        kept = msgspec.structs.replace(step.event, client=client.id, on=view.desk.today)
        checked = licence.proposal(kept.proposal)
        if await view.try_save(kept, label=f"licence check kept for {client.name}") and checked is not None:
            view.ips.tell(f"Kept on the timeline: {checked.what}.")
    else:
        event = build(step.kind, step.values, client=client.id, today=view.desk.today)
        await view.try_save(event, label=f"{say.within(title(event))} for {client.name}")


def _open_condition(view: View, step: Step, casefile: Casefile) -> None:
    """Say what a condition on record reads from now on, or what it should have said."""
    from ipstui.screens.forms.condition import ConditionScreen

    held = next((c for c in casefile.story.probation.conditions if c.id == step.values["condition"]), None)
    if held is not None:
        added = held.added if step.kind is ConditionAdded else None
        name = held.added.catalogue or "bespoke"
        view.app.push_screen(ConditionScreen(casefile, name, held=held, corrects=added, first=step.first))


def _show(view: View, event: Event, casefile: Casefile) -> None:
    """Show an event in full; a benefits session with figures opens as it was kept."""
    from ipstui.screens.reading import ReadingScreen

    if isinstance(event, BenefitsSession) and open_again(view, event, casefile):
        return
    if isinstance(event, Conviction):
        from ipstui.screens.client.disclosure import working

        title_, text = working(casefile, event)
        view.app.push_screen(ReadingScreen(title_, text))
        return
    today = view.desk.today
    parts: list[tuple[str, str]] = [(f"{summary(event, view.names)}\n\n", "bold")]
    if told := "\n".join(f"{label}: {text}" for label, text in in_full(event, view.names)):
        parts.append((f"{told}\n\n", ""))
    if event.note:
        parts.append((f"{event.note}\n\n", ""))
    typed = local(event.recorded)
    happened = "Booked for" if event.on > today else "Happened"
    when, recorded = say.when(event.on, event.at, today), say.day(typed.date(), today)
    parts.append((f"{happened} {when}, recorded {recorded} {typed:%H:%M}.\n", "$text-muted"))
    if isinstance(event, Unread):
        parts.append((f"{event.problem}\n{event.raw}\n", ""))
    else:
        parts.append(
            ("Back on its line, e corrects it and x takes it back; what it said before is kept.", "$text-muted")
        )
    view.app.push_screen(ReadingScreen(title(event), Content.assemble(*parts)))


def open_again(view: View, session: BenefitsSession, casefile: Casefile) -> bool:
    """Open a session as it was kept; False where it was taken back, or has no figures and is only to be read."""
    from ipstui.casework.benefits.kept import results_of

    if session not in casefile.story.vocational.sessions or results_of(session) is None:
        return False
    from ipstui.screens.session.screen import SessionScreen

    view.app.push_screen(SessionScreen(casefile.client.id, session.id))
    return True


# Lines with an arrow


async def _enter_licence(view: View, casefile: Casefile) -> None:
    from ipstui.casework.licence.entry import policy_version_of

    release = casefile.story.custody.release
    preset: dict[str, str] = {"policy_version": policy_version_of(casefile.story)}
    if release is not None and not casefile.story.licence.versions:
        preset["starts"] = release.on.isoformat()
    if casefile.story.custody.inside:
        preset |= {"status": "draft"}
    view.app.push_screen(RecordScreen(casefile, LicenceRecorded, preset))


async def _add_condition(view: View, casefile: Casefile) -> None:
    from ipstui.screens.forms.condition import add_condition

    await add_condition(view.app, casefile)


async def _add_proposal(view: View, casefile: Casefile) -> None:
    from ipstui.screens.forms.licence import ProposalScreen

    view.add(ProposalScreen(casefile), "proposal")  # its answer is longer than the screen: the verdict stands first


async def _add_benefit(view: View, casefile: Casefile) -> None:
    view.app.push_screen(RecordScreen(casefile, BenefitStatus))


async def _what_if(view: View, casefile: Casefile) -> None:
    from ipstui.casework.benefits.hours import asked_of_jobs
    from ipstui.screens.forms.permitted_work import PermittedWorkScreen

    view.app.push_screen(PermittedWorkScreen(casefile, asked_of_jobs(casefile.story)))


async def _vacancies(view: View, casefile: Casefile) -> None:
    from ipstui.screens.vacancies.fits import FitsScreen

    view.app.push_screen(FitsScreen(client=casefile.client.id))


async def _keep(view: View, casefile: Casefile) -> None:
    from calculators.benefits.permitted_work import permitted_work
    from ipstui.casework.benefits.hours import request_for_jobs
    from ipstui.screens.client.benefits import VERDICTS
    from ipstui.screens.forms.permitted_work import session_of

    request = request_for_jobs(casefile.story)
    if request is not None:
        result = permitted_work(request)
        session = session_of(casefile.client.id, request, result, "")
        verdict = VERDICTS[result.verdict]
        if await view.try_save(session, label=f"permitted work of {casefile.client.name} kept: {verdict}"):
            view.ips.tell(f"Kept on the timeline: {verdict}.")


async def _open_apart(view: View, casefile: Casefile) -> None:
    await view.run_action("open_apart")


async def _conviction(view: View, casefile: Casefile) -> None:
    from ipstui.screens.forms.conviction import record

    await record(view.app, casefile)


async def _talk(view: View, casefile: Casefile) -> None:
    view.app.push_screen(RecordScreen(casefile, DisclosureDiscussed))


async def _told(view: View, casefile: Casefile) -> None:
    view.app.push_screen(RecordScreen(casefile, DisclosureTold))


async def _paper(view: View, casefile: Casefile) -> None:
    from ipstui.screens.forms.disclosure import PaperScreen

    view.app.push_screen(PaperScreen(view, casefile))


def _record(kind: type[Event], **preset: str) -> Callable[[View, Casefile], Awaitable[None]]:
    """What opens the form of a kind of event."""

    async def opens(view: View, casefile: Casefile) -> None:
        view.app.push_screen(RecordScreen(casefile, kind, preset))

    return opens


async def _words(view: View, casefile: Casefile) -> None:
    from ipstui.screens.words.words import choose_words

    await choose_words(view, casefile)


async def _cv(view: View, casefile: Casefile) -> None:
    from ipstui.screens.words.cv import CvScreen

    view.app.push_screen(CvScreen(casefile))


async def _hand_over_page(view: View, casefile: Casefile) -> None:
    from ipstui.screens.words.ending import hand_over_page

    await hand_over_page(view, casefile)


async def _before_release_page(view: View, casefile: Casefile) -> None:
    from ipstui.screens.words.ending import before_release_page

    await before_release_page(view, casefile)


async def _end_page(view: View, casefile: Casefile) -> None:
    from ipstui.screens.words.ending import page_at_the_end

    await page_at_the_end(view, casefile)


ARROWS: dict[str, Callable[[View, Casefile], Awaitable[None]]] = {
    "licence": _enter_licence,
    "condition": _add_condition,
    "proposal": _add_proposal,
    "benefit": _add_benefit,
    "permitted_work": _what_if,
    "keep_permitted_work": _keep,
    "open_apart": _open_apart,
    "conviction": _conviction,
    "talk": _talk,
    "told": _told,
    "disclosure_paper": _paper,
    "vacancies": _vacancies,
    "handover_page": _hand_over_page,
    "release_page": _before_release_page,
    "end_page": _end_page,
    "words": _words,
    "cv": _cv,
    "mentor": _record(MentorReferred),
    "paper": _record(PaperAskedFor),
    "paper_had": _record(PaperArrived),
    "right_to_work": _record(RightToWorkSeen),
    "past_job": _record(PastJob),
    "gap": _record(GapWorded),
    "release_meeting": _record(PreReleaseMeeting),
    "transfer": _record(TransferOffered),
    "ending": _record(EndingPlanned),
    "came_of_it": _record(SupportEnded),
    **OPENS,
}
"""What a line with an arrow does, by the id of its target."""
