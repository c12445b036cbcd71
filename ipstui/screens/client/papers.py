"""Papers, on the plans tab: each with where it stands, and what the start of a job needs."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.ending.checklist import start_of_job
from ipstui.casework.papers.state import UNCHECKED, Held, Papers
from ipstui.casework.phrases import headed
from ipstui.screens.client.tab import Beside, of
from ipstui.widgets.lines import Heading, Line, Target

MARKS = {"done": "√", "to_do": "■", "unknown": "?"}
_KEPT = {"with_person": "with them", "property": "in their property", "copy_only": "we have a copy",
         "elsewhere": "kept elsewhere", "unknown": "where it is: ?"}  # fmt: skip


def papers(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the papers."""
    story = casefile.story
    rows: list[Line | Heading] = [Heading("Papers")]
    rows += [_paper(held, casefile) for held in sorted(story.papers.all, key=lambda held: not held.waits)]
    rows += [
        Line(Target("do", "paper"), ("►", "Ask for a paper …", "")),
        Line(Target("do", "paper_had"), ("►", "A paper they have already …", "")),
    ]
    rows.append(Heading("For the start of a job"))
    for number, item in enumerate(start_of_job(casefile.client, story)):
        target = Target("do", "right_to_work") if number == 0 else Target("needed", str(number))
        style = {0: "bold $warning"} if item.state != "done" else {}
        rows.append(Line(target, (f"{MARKS[item.state]} {item.what}", item.how, ""), styles=style))
        if number == 0 and item.state != "done":
            rows += [Heading(f"   {told}", quiet=True) for told in _may_show(story.papers)]
    return rows


def _may_show(papers: Papers) -> Iterator[str]:
    """What may show the right to work: what is there of it, else which papers do; and that nobody checked that."""
    for words in papers.that_may_show_it:
        yield f"There, and may show it: {words}"
    if not papers.that_may_show_it:
        yield "May show it: passport, share code, birth certificate with an NI letter"
    yield UNCHECKED


def _paper(held: Held, casefile: Casefile) -> Line:
    today, asked = casefile.story.today, held.asked
    if held.arrived is not None:
        ends = f", runs out {say.day(held.runs_out, today)}" if held.runs_out else ""
        told, aside = f"there, {_KEPT[held.arrived.kept]}{ends}", say.short_day(held.arrived.on, today)
    elif held.dropped is not None:
        told, aside = headed("no longer pursued", held.dropped.why), say.short_day(held.dropped.on, today)
    else:
        parts = []
        if asked is not None:
            parts = [f"asked of {asked.asked_of}" if asked.asked_of else "asked for",
                     say.money(asked.cost) if asked.cost is not None else "",
                     f"paid by {asked.paid_by}" if asked.paid_by else "",
                     f"ref {asked.reference}" if asked.reference else ""]  # fmt: skip
        told = ", ".join(part for part in parts if part)
        aside = f"waits {say.ago(asked.on, today)}" if asked else ""
    event = held.id
    return Line(of("paper", event), (say.sentence(held.called), told, aside),
                style="" if held.waits or held.arrived else "$text-muted")  # fmt: skip
