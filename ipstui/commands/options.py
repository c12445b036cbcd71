"""The options that every command takes, before its name or after it."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from ipstui.commands.opening import Sitting

_FIRST, _LAST = date(1950, 1, 1), date(2199, 12, 31)


class Day(click.ParamType):  # type: ignore[type-arg] # generic only in later versions of click
    """A day as people type it; "2026-11-22" needs nothing further imported."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the day, or fail with the sentence."""
        day = value if isinstance(value, date) else self._read(value, param, ctx)
        if not _FIRST <= day <= _LAST:
            self.fail(f"only the years {_FIRST.year} to {_LAST.year} are reckoned with.", param, ctx)
        return day

    def _read(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            from ipstui.casework.checks import Unfit
            from ipstui.casework.typed.when import read_only_day
        try:
            return read_only_day(value, sitting_of(ctx).today)
        except Unfit as unfit:
            self.fail(unfit.problem, param, ctx)


def sitting_of(ctx: click.Context | None) -> Sitting:
    """Return what the options have settled so far."""
    found = ctx.find_object(Sitting) if ctx is not None else None
    return found or Sitting()


def _keep(ctx: click.Context, option: click.Parameter, value: Any) -> None:
    if value is not None and option.name is not None:
        setattr(ctx.ensure_object(Sitting), option.name, value)


def shared_options() -> list[click.Option]:
    """Return the options; each puts its value into the sitting, and none reaches the command itself."""
    kept: dict[str, Any] = {"expose_value": False, "is_eager": True, "callback": _keep}
    return [
        click.Option(["--db"], metavar="PATH", help="The case file; else IPSTUI_DB, else the usual place.", **kept),
        click.Option(["--today", "fixed"], type=Day(), help="Take this day for today.", **kept),
        click.Option(
            ["--passphrase-file"],
            type=click.Path(exists=True, dir_okay=False, path_type=str),
            metavar="FILE",
            help="Read the passphrase of an encrypted case file from the first line of FILE.",
            **kept,
        ),
        click.Option(
            ["--create"],
            is_flag=True,
            default=None,
            help="Begin a new, empty case file where there is none.",
            **kept,
        ),
        click.Option(
            ["--plain"],
            is_flag=True,
            default=None,
            help="With --create: without encryption. Whoever has this computer can read the file.",
            **kept,
        ),
        click.Option(
            ["--read-only"],
            is_flag=True,
            default=None,
            help="Open to read only, also while another window has the file; nothing can be saved.",
            **kept,
        ),
        click.Option(
            ["--accept-plain"],
            is_flag=True,
            default=None,
            help="Open a case file in clear although its copies are encrypted, or a passphrase was given.",
            **kept,
        ),
        click.Option(
            ["--accept-edit"],
            is_flag=True,
            default=None,
            help="Open a plain case file that was changed outside ipstui; the audit notes it.",
            **kept,
        ),
    ]
