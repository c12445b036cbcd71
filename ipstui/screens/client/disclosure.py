"""The disclosure tab: what was agreed and who was told; behind one more key, the convictions as bands of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from textual.content import Content

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.disclosure.words import CHOICES
from ipstui.casework.events import Conviction
from ipstui.casework.words import summary
from ipstui.screens.client.tab import Beside, Tab, of
from ipstui.widgets.lines import Column, Heading, Line, Target

_BAND = 28


def disclosure(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines: convictions first where they were asked for, then the talk, then who was told."""
    return [*_convictions(casefile, beside), *_talk(casefile), *_told(casefile, beside)]


def _convictions(casefile: Casefile, beside: Beside) -> Iterator[Line | Heading]:
    kept = casefile.story.disclosure
    yield Heading("Convictions, kept apart")
    if not beside.opened:
        if kept.sentences or kept.unreadable:
            yield Line(Target("do", "open_apart"), ("v", "shows them, until you leave the tab"))
        else:
            yield Heading(
                "None kept. Only where the person wants it: kind of sentence and days, never what was done.", quiet=True
            )
    elif kept.sentences:
        yield from _bands(casefile)
    if kept.unreadable and beside.opened:
        yield Heading(f"{kept.unreadable} cannot be read by this version: nothing is lost.", quiet=True)
    yield Line(Target("do", "conviction"), ("►", "Record a conviction or caution …"))


def _bands(casefile: Casefile) -> Iterator[Line | Heading]:
    from ipstui.casework.disclosure.sentences import label_of
    from ipstui.casework.disclosure.standing import NOT_ADVICE, answer_of, span_of
    from ipstui.widgets.spans import START, TODAY, Scale, band, years

    story, today = casefile.story, casefile.story.today
    answer = answer_of(story, casefile.client.birth_year)
    if answer.problem:
        yield Line(Target("answer"), ("Cannot be told", answer.problem), styles={0: "bold $warning"})
        for sentence in story.disclosure.sentences:
            text = f"{label_of(sentence.event.sentence)}, {say.short_day(sentence.event.on, today)}"
            yield Line(Target("conviction", sentence.of, sentence.id, event=sentence.event.id), ("", text))
        return
    yield Line(Target("answer"), ("Today", answer.said), styles={1: "bold"})
    starts = next_start(casefile)
    marks = {today: TODAY} | ({starts: START} if starts else {})
    scale = Scale(*span_of(answer.told, today, *((starts,) if starts else ())), _BAND)
    yield Heading(f"{'':22}{years(scale)}", quiet=True)
    for told in answer.told:
        event = next(s.event for s in story.disclosure.sentences if s.of == told.id)
        # What is spent at once has no later day of its own, and what may be has none that is known.
        ends = told.until or told.maybe_from or (told.on if not told.unspent else None)
        drawn = band(scale, told.on, ends, told.maybe_until, marks, doubt=told.doubt)
        yield Line(Target("conviction", told.id, event=event.id), (told.short, drawn, told.state))
        if told.held_by and told.unspent is not False:
            by = f"held open by: {'; '.join(told.held_by)}"
            yield Line(Target("conviction", told.id, "held", event=event.id), ("", by), style="$text-muted")
    legend = f"█ unspent  ▒ cannot tell  ─ spent  {TODAY} today" + (f"  {START} start of work" if starts else "")
    yield Heading(legend, quiet=True)
    if answer.next_spent:
        yield Line(Target("next"), ("Falls away next", answer.next_spent))
    for number, text in enumerate(answer.asks):
        yield Line(Target("asks", line=str(number)), ("To ask", text))
    for number, text in enumerate(answer.changes):
        yield Line(Target("changes", line=str(number)), ("Would change it", text))
    yield from _jobs(casefile)
    if answer.check_first:
        yield Line(Target("first"), ("Before relying", "a basic check (DBS), or the helpline of Unlock or Nacro"))
    yield Heading(NOT_ADVICE, quiet=True)


def working(casefile: Casefile, event: Conviction) -> tuple[str, Content]:
    """The days of one conviction and how they come about, to read: its name, and the text."""
    from ipstui.casework.disclosure.standing import NOT_ADVICE, answer_of

    kept = casefile.story.disclosure.sentences
    group = next((each.of for each in kept if each.event.id == event.id), "")
    answer = answer_of(casefile.story, casefile.client.birth_year)
    told = next((each for each in answer.told if each.id == group), None)
    if told is None:
        return "Conviction or caution", Content(answer.problem or "It was taken back.")
    lines = "\n\n".join((*told.lines, NOT_ADVICE))
    return told.name, Content.assemble((f"{say.sentence(told.state)}\n\n", "bold"), lines)


def shown_for(casefile: Casefile, about: str) -> tuple[str, Content]:
    """What each check would hold for an opening on the day it starts, to read: its role, and the text."""
    from ipstui.casework.disclosure.job import answer_for
    from ipstui.casework.disclosure.standing import NOT_ADVICE, names_of

    _, _, role, check, starts = next(each for each in openings(casefile) if each[1] == about)
    found = answer_for(casefile.story, casefile.client.birth_year, role=role, check=check, starts=starts)
    if found is None:
        return role, Content("No conviction is kept.")
    names = names_of(casefile.story.disclosure.sentences)
    lines = [f"{say.sentence(found.why)}.", found.may_be_asked]
    for each in found.checks:
        shows = "; ".join(names[one] for one in each.shows) or "nothing"
        may = (
            f"\n  may show, a fact is missing: {'; '.join(names[one] for one in each.may_show)}"
            if each.may_show
            else ""
        )
        lines.append(f"{say.sentence(each.check)} shows: {shows}{may}" if each.check != "no check" else "")
    return role, Content("\n\n".join(line for line in (*lines, NOT_ADVICE) if line))


def _jobs(casefile: Casefile) -> Iterator[Line]:
    """What may be asked for each opening that lies ahead."""
    for what, about, role, check, starts in openings(casefile):
        from ipstui.casework.disclosure.job import answer_for

        found = answer_for(casefile.story, casefile.client.birth_year, role=role, check=check, starts=starts)
        if found is not None:
            yield Line(Target("opening", about), (f"{what}: {role}", found.why))
            if found.may_be_asked:
                yield Line(Target("asked", about), ("", found.may_be_asked), style="$text-muted")


def openings(casefile: Casefile) -> Iterator[tuple[str, str, str, str, date | None]]:
    """What is being weighed: offers, and vacancies pursued. What it is, its id, role, check and day of start."""
    story = casefile.story
    for offer in story.work.offers:
        if offer.accepted != "no" and (offer.starts is None or offer.starts >= story.today):
            yield "Offer", offer.id, offer.role, offer.dbs_check, offer.starts
    for vacancy in story.search.vacancies:
        if vacancy.result == "pursued" and not story.work.open_jobs:
            yield "Vacancy", vacancy.id, vacancy.role, vacancy.dbs_check, None


def next_start(casefile: Casefile) -> date | None:
    """The first day of work that lies ahead, as far as one is known."""
    return min((starts for *_, starts in openings(casefile) if starts), default=None)


def _talk(casefile: Casefile) -> Iterator[Line | Heading]:
    story, today = casefile.story, casefile.story.today
    yield Heading("What was agreed")
    talks = story.disclosure.talks
    if not talks:
        yield Heading("Not talked about yet: to be done before an employer hears the name.", quiet=True)
    for number, talk in enumerate(reversed(talks)):
        style = "" if number == 0 else "$text-muted"
        target = of("event", talk.id)
        whom = f", for {talk.for_whom}" if talk.for_whom else ""
        yield Line(target, (say.day(talk.on, today), say.sentence(CHOICES[talk.choice]) + whom), style=style)
        for what, text in (("In these words", talk.words), ("For telling", talk.pros), ("Against", talk.cons)):
            if text and (number == 0 or what == "In these words"):
                told = f"“{text}”" if what == "In these words" else text
                yield Line(Target("talk", talk.id, what, event=talk.id), (f"  {what}", told), style=style)
    for due in casefile.deadlines:
        if due.kind in ("disclosure_talk", "disclosure_again") and due.state in ("due", "overdue", "upcoming"):
            yield Line(
                Target("do", "talk", line=due.kind),
                (f"By {say.short_day(due.due, today)}", f"{due.text}: {due.because}"),
            )
    yield Line(Target("do", "talk"), ("►", "Talk about disclosure: for, against, the choice, the words …"))
    yield Line(Target("do", "disclosure_paper"), ("►", "Statement, letter or own sheet from these words …"))


def _told(casefile: Casefile, beside: Beside) -> Iterator[Line | Heading]:
    today = casefile.story.today
    yield Heading("Who was told")
    for told in reversed(casefile.story.disclosure.told):
        yield Line(of("event", told.id), (say.day(told.on, today), summary(told, beside.names)))
    if not casefile.story.disclosure.told:
        yield Heading("Nobody that is recorded.", quiet=True)
    yield Line(Target("do", "told"), ("►", "Somebody was told …"))


TAB = Tab(
    "disclosure",
    "Disclosure",
    (Column(20, style="bold"), Column(_BAND), Column(20, share=1)),
    disclosure,
)
