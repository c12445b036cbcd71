"""The lines of the session screen: who, the choice, and what stands between the figures and the chart."""

from __future__ import annotations

from datetime import date
from textwrap import wrap

from textual.content import Content

from ipstui.casework import say
from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.benefits.session import Answer, limits_said
from ipstui.casework.benefits.six_months import uneven_said
from ipstui.screens.session.words import (
    Parts,
    benefits,
    breakdown,
    first_payment,
    inside_line,
    limits,
    six_months,
    taken,
    two_ages,
)
from ipstui.widgets.lines import fit


def who_line(name: str, today: date, mark: str, width: int) -> Content:
    """Return the one name, the day, and whether the person is made up."""
    right = f"{say.day(today, today)}{'  ' + mark if mark else ''} "
    left = fit(f" {name} · an estimate, not a decision", max(width - len(right) - 1, 10))
    return Content.assemble((left, "bold"), " ", (right, "bold $accent"))


LEAVE, ROOM_FOR_A_JOB = "Esc: leave ", 10


def choice_line(choice: Choice, kept: str, width: int) -> Content:
    """Return the hours and pay with the keys that move them, and the way out; each answers to a click as well."""
    hours = f"{say.number(choice.hours)} hours a week"
    pay = f"{say.money(choice.hourly)} an hour" if choice.hourly is not None else "pay not known"
    if choice.hourly is None and choice.monthly is not None:
        pay = f"{say.money(choice.monthly)} a month"
    aside = " · ".join(text for text in (kept, choice.name or choice.role) if text)
    line = Content.assemble(
        ("  ◄ ", "$accent @click=screen.hours_down"), (hours, "bold reverse"),
        (" ► ", "$accent @click=screen.hours_up"), "   ",
        (" - ", "$accent @click=screen.pay_down"), (pay, "bold reverse"), (" + ", "$accent @click=screen.pay_up"),
    )  # fmt: skip
    room = width - line.cell_length - len(LEAVE)
    told = f"    {fit(aside, room - 5)}" if room > ROOM_FOR_A_JOB else " " * max(room - 1, 0)
    return Content.assemble(line, told, " ", (LEAVE, "$text-muted @click=screen.back"))


def session_lines(
    found: Answer | None,
    problem: str,
    facts: Facts,
    *,
    today: date,
    licence: str,
    notice: str,
    told: str = "",
    width: int,
    full: bool,
) -> Content:
    """Return the lines in their order. `full` has room for every warning and the two months line by line.

    `told` is the release date as told, with the day to expect and why, where the two differ.
    """
    most = 99 if full else 2
    rows: list[Parts] = []
    if notice:
        rows += _wrapped(notice, width, "bold $accent", most)
    if inside := inside_line(facts, today, told):
        rows += _wrapped(inside, width, "bold", most)
    if found is None:
        rows += _wrapped(f"▲ No answer. {problem} f changes the facts.", width, "bold $error", 99)
        return _joined(rows)
    rows += [_cut(line, width) for line in six_months(found, width)]
    for text in uneven_said(found.better.pay_periods)[: most if full else 1] if found.better.pay_periods else ():
        rows += _wrapped(text, width, "bold", most)
    rows += [_cut(line, width) for line in (*two_ages(found), *limits(found, width), *benefits(found))]
    if full and (payment := first_payment(found, today)):
        rows += _wrapped(payment, width, "", most)
    if licence:
        rows += _wrapped(licence, width, "", most)
    if full:
        rows += [[("", "")], *breakdown(found), [("", "")]]
    said = limits_said(found)
    assumed = taken(found)
    if full:
        for text in said:
            rows += _wrapped(f"▲ {text}", width, "", most)
        rows += _wrapped(assumed, width, "$text-muted", most)
    else:
        if assumed:
            rows.append([(fit(assumed, width), "$text-muted")])
        if said:
            count = f"  w: all {len(said)}" if len(said) > 1 else "  w: in full"
            rows.append([(fit(f"▲ {said[0]}", width - len(count)), "bold"), (count, "$accent")])
    return _joined(rows)


def _wrapped(text: str, width: int, style: str, most: int) -> list[Parts]:
    lines = wrap(text, max(width, 20))
    if len(lines) > most:
        lines = [*lines[: most - 1], fit(" ".join(lines[most - 1 :]), width)]
    return [[(line, style)] for line in lines]


def _cut(line: Parts, width: int) -> Parts:
    """Cut a line of several styles where the screen ends."""
    left, kept = width, []
    for text, style in line:
        kept.append((text[: max(left, 0)], style))
        left -= len(text)
    return kept


def _joined(rows: list[Parts]) -> Content:
    parts: Parts = []
    for place, row in enumerate(rows):
        parts += [("\n", "")] if place else []
        parts += row
    return Content.assemble(*parts)
