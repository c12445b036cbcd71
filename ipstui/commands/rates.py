"""`ipstui rates`: which years of rates are held, how old they are, and which figures are weak."""

from __future__ import annotations

from datetime import date
from typing import Any

import click
import msgspec

from calculators.rates import HeldYear, Kind, held
from ipstui.commands.telling import tell


@click.command("rates")
@click.option("--json", "as_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_context
def rates(ctx: click.Context, as_json: bool) -> None:
    """Say which years of rates are held, when they were checked, and which figures are not confirmed."""
    today = getattr(ctx.obj, "today", None) or date.today()  # noqa: DTZ011 the user's own calendar day
    years = held()
    if as_json:
        from ipstui.commands.printed import json_text

        json_text(msgspec.json.encode({"today": today, "years": [_plain(y, today) for y in years]}).decode())
        return
    for year in years:
        tell(f"{year.label}  {year.figures} figures, checked {_age(year, today)}")
        for kind, span in year.years.items():
            now = "  now" if span.start <= today <= span.end else ""
            tell(f"  {kind.replace('_', ' '):<14}{_day(span.start)} to {_day(span.end)}{now}")
            if span.note:
                tell(f"    {span.note}.")
        weak = (("reported", year.reported), ("derived", year.derived), ("unconfirmed", year.unconfirmed))
        for status, names in weak:
            if names:
                tell(f"  {status}: {', '.join(names)}")
    for kind, last in _ends(years).items():
        if today > last:
            tell(f"No {kind.replace('_', ' ')} rates are held after {_day(last)}: calculations are refused.")


def _plain(year: HeldYear, today: date) -> dict[str, Any]:
    facts: dict[str, Any] = msgspec.to_builtins(year)
    return {**facts, "age_days": (today - year.checked).days}


def _age(year: HeldYear, today: date) -> str:
    days = (today - year.checked).days
    when = "today" if days == 0 else f"{days} days ago" if days > 0 else "after that day"
    return f"{_day(year.checked)} ({when})"


def _ends(years: tuple[HeldYear, ...]) -> dict[Kind, date]:
    return {kind: max(year.years[kind].end for year in years) for kind in years[-1].years}


def _day(on: date) -> str:
    return f"{on.day} {on:%b %Y}"
