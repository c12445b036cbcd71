"""The plan tab: needs with who is responsible, appointments, tasks, and what was given."""

from __future__ import annotations

from datetime import date

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.known import Roughly, latest
from ipstui.screens.client.tab import Beside, Tab, of
from ipstui.widgets.lines import Column, Heading, Line, Target

_OPEN = ("due", "overdue", "upcoming", "waived")
_SHOWN_ABOVE = ("task", "appointment", "probation_appointment", "need")


def plan(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the plan, each group with what to press when it is empty."""
    story, today = casefile.story, casefile.story.today
    rows: list[Line | Heading] = [Heading("Needs")]
    for need in story.needs.open:
        kind = say.sentence(say.label(need.category)) + (" (urgent)" if need.urgent else "")
        again = "check again after custody; " if need.check_again else ""
        who = f"with {need.responsible}" if need.responsible else "nobody named"
        rows.append(
            Line(of("need", need.id), (kind, again + (need.what or "open"), f"{who}, {_since(need.on, today)}"))
        )
    met = sum(1 for need in story.needs.all if need.met is not None)
    if not story.needs.open:
        rows.append(Heading(f"None open{f', {met} met' if met else ''}. Press + to open one.", quiet=True))
    rows.append(Heading("Appointments"))
    ahead = [b for b in story.diary.bookings if latest(b.on) >= today and b.stands]
    behind = [b for b in story.diary.bookings if latest(b.on) < today and b.stands][-3:]
    for booking in (*ahead, *behind):
        state = "how did it go?" if latest(booking.on) < today else "reminded" if booking.reminded else "booked"
        where = ", ".join(part for part in (booking.where, booking.with_whom) if part)
        rows.append(
            Line(
                of("booking", booking.id),
                (say.when(booking.on, booking.at, today), f"{say.label(booking.what)} {where}".strip(), state),
            )
        )
    if not ahead and not behind:
        rows.append(Heading("Nothing booked. Press n to book what comes next.", quiet=True))
    rows.append(Heading("Tasks"))
    for task in story.diary.open_tasks:
        late = task.due is not None and task.due < today
        due = "no day" if task.due is None else f"due {say.day(task.due, today)}"
        rows.append(Line(of("task", task.id), (due, task.text, "overdue" if late else "")))
    if not story.diary.open_tasks:
        rows.append(Heading("None.", quiet=True))
    if story.needs.grants or story.needs.vouchers:
        rows.append(Heading("Grants and vouchers"))
        for grant in story.needs.grants:
            about = grant.item + (f", from {grant.fund}" if grant.fund else "")
            rows.append(Line(of("event", grant.id), (say.money(grant.amount), about, say.day(grant.on, today))))
        for voucher in story.needs.vouchers:
            rows.append(
                Line(
                    of("event", voucher.id), (f"{voucher.type} voucher", voucher.reference, say.day(voucher.on, today))
                )
            )
    ahead_of_us = [d for d in casefile.deadlines if d.state in _OPEN and d.kind not in _SHOWN_ABOVE]
    if ahead_of_us:
        rows.append(Heading("Due, and why"))
        for deadline in ahead_of_us:
            day, by = say.day(deadline.due, today), "about" if isinstance(deadline.due, Roughly) else "by"
            when = {"overdue": f"{day}, overdue", "due": f"{by} {day}", "waived": f"{day}, snoozed"}
            target = Target("due", deadline.kind, deadline.due.isoformat(), deadline.text)
            rows.append(Line(target, (when.get(deadline.state, day), deadline.text, deadline.because)))
    return rows


def _since(day: date, today: date) -> str:
    return say.ago(day, today)


TAB = Tab(
    "plan",
    "Plan",
    (Column(22, style="bold"), Column(24, share=2), Column(20, share=1, style="$text-muted")),
    plan,
)
