"""The statement and the letter from the words agreed, and the person's own sheet: what to say, what may be left out.

No conviction is in any of them unless that was ticked; then only those that have to be told on that day are in what an
employer reads. That something is left out is said on the person's own sheet alone: told to an employer it would give
away that there is something.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from ipstui.casework.disclosure.job import JobAnswer
from ipstui.documents.word import Block, Heading, Items, Paragraph

What = Literal["statement", "letter", "sheet"]
_LAW = (
    "What is spent need not be told where only a basic check, or none, may be made: nobody may refuse you a job, or "
    "dismiss you, for it (Rehabilitation of Offenders Act 1974 s.4). Where a standard or enhanced check may be made, "
    "spent ones may be asked about too, if you are told so at the time, but not what is filtered out.",
    "You need not bring it up yourself. Read how the question is put: “unspent” means only what is unspent.",
    "Telling is your choice wherever it is not asked. You can change what was agreed at any time.",
)
_NOT_ADVICE = (
    "Worked out on {on} from the dates as they were given, for courts of England and Wales. Not legal advice: a basic "
    "check (DBS), or the helplines of Unlock or Nacro, make sure of it."
)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be written. `day` is the day it counts for; `words` are those agreed, to the letter.

    `answer` is what has to be told for that work on that day, None where no conviction is kept; `names` what each
    conviction is called, by its id, empty where they are not to be listed.
    """

    what: What
    name: str
    to: str
    written_on: date
    day: date
    role: str
    words: str
    answer: JobAnswer | None
    names: dict[str, str]


def title_of(wanted: Wanted) -> str:
    """What stands above it."""
    return {"letter": "", "statement": "Statement", "sheet": "Telling an employer: my own sheet"}[wanted.what]


def blocks_of(wanted: Wanted) -> list[Block]:
    """Return everything it says, in order."""
    return list({"letter": _letter, "statement": _statement, "sheet": _sheet}[wanted.what](wanted))


def _letter(wanted: Wanted) -> Iterator[Block]:
    yield Paragraph(wanted.name)
    yield Paragraph(_day(wanted.written_on))
    if wanted.to:
        yield Paragraph(wanted.to)
    yield Paragraph("Dear Sir or Madam,")
    if wanted.role:
        yield Paragraph(wanted.role, strong=True)
    yield from _told(wanted)
    yield Paragraph("I am glad to answer questions in person. Please keep this to yourself and who needs to know it.")
    yield Paragraph("Yours faithfully,\n\n\n" + wanted.name)


def _statement(wanted: Wanted) -> Iterator[Block]:
    yield Paragraph(wanted.name + (f"\nFor {wanted.to}" if wanted.to else "") + f"\n{_day(wanted.written_on)}")
    yield from _told(wanted)
    yield Paragraph("Please keep this to yourself and who needs to know it.")


def _told(wanted: Wanted) -> Iterator[Block]:
    yield Paragraph(wanted.words)
    listed = _listed(wanted, wanted.answer.tell) if wanted.answer else ()
    if listed:
        yield Heading("Convictions that have to be told" + _on(wanted))
        yield Items(listed)


def _sheet(wanted: Wanted) -> Iterator[Block]:
    about = f"For the work as {wanted.role}, " if wanted.role else "As it stands "
    yield Paragraph(f"{wanted.name}. {about}on {_day(wanted.day)}. For me, and not to be handed over.", strong=True)
    if wanted.words:
        yield Heading("My words, as agreed")
        yield Paragraph(wanted.words)
    answer = wanted.answer
    if answer is not None and answer.may_be_asked:
        yield Heading("What may be asked")
        yield Paragraph(answer.may_be_asked)
    if answer is not None and wanted.names:
        for heading, group, none in (
            ("To tell, if it is asked", answer.tell, "Nothing."),
            ("Also, if a standard or enhanced check is made", answer.tell_more, ""),
            ("May be left out", answer.leave_out, "Nothing."),
            ("Not known yet: find out first", answer.not_known, ""),
        ):
            listed = _listed(wanted, group)
            if listed or none:
                yield Heading(heading + (_on(wanted) if listed else ""))
                yield Items(listed) if listed else Paragraph(none)
    yield Heading("What the law says")
    yield Items(_LAW)
    yield Paragraph(_NOT_ADVICE.format(on=_day(wanted.written_on)))


def _listed(wanted: Wanted, group: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(wanted.names[each] for each in group if each in wanted.names)


def _on(wanted: Wanted) -> str:
    return f" (on {_day(wanted.day)})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
