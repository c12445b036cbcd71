"""Before release, transfer and end, on the plans tab: checklists that follow from what is recorded."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.ending import checklist
from ipstui.screens.client.papers import MARKS
from ipstui.screens.client.tab import Beside, of
from ipstui.widgets.lines import Heading, Line, Target


def ending(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lists that bear on this person now, each with what to do about it."""
    story, rows = casefile.story, list[Line | Heading]()
    if before := checklist.before_release(casefile.client, story):
        rows.append(Heading("Before release"))
        if story.ending.meeting is not None:
            rows.append(
                Line(of("event", story.ending.meeting.id), ("Meeting", story.ending.meeting.will_do or "held", ""))
            )
        rows += _items("before", before)
        rows.append(Line(Target("do", "release_meeting"), ("►", "The meeting before release …", "")))
        if story.ending.meeting is not None:
            rows.append(Line(Target("do", "release_page"), ("►", "A page of what was agreed …", "")))
    rows.append(Heading("Transfer and end"))
    if story.ending.transfer is not None:
        steps = checklist.transfer(story)
        event = story.ending.transfer.event
        rows.append(Line(of("transfer", event), (f"{MARKS[steps[-1].state]} Transfer", _stage(steps), "")))
        rows += _items("transfer", steps)
        rows.append(Line(Target("do", "handover_page"), ("►", "A page for those who go on …", "")))
    elif story.case.state != "closed":
        rows.append(Line(Target("do", "transfer"), ("►", "Offer a transfer to another service …", "")))
    if end := checklist.end(story):
        rows += _items("end", end)
    if story.ending.planned is None and story.case.state != "closed":
        rows.append(Line(Target("do", "ending"), ("►", "Plan the end together …", "")))
    rows.append(Line(Target("do", "came_of_it"), ("►", "Tell together what came of it …", "")))
    if story.ending.report is not None or story.ending.planned is not None:
        rows.append(Line(Target("do", "end_page"), ("►", "Their page at the end …", "")))
    return rows


def _stage(steps: list[checklist.Item]) -> str:
    waiting = next((step.what for step in steps if step.state != "done"), "")
    return f"next: {say.within(waiting)}" if waiting else "they have met: the case may be closed"


def _items(list_: str, items: list[checklist.Item]) -> Iterator[Line]:
    for number, item in enumerate(items):
        style = {} if item.state == "done" else {0: "bold $warning"}
        yield Line(
            Target("check", list_, str(number)), (f"{MARKS[item.state]} {item.what}", item.how, ""), styles=style
        )
