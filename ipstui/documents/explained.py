"""How a result and its rules read, on a screen or printed: verdict, what to take care of, figures, working."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from calculators.contract import Unit, unit_of
from calculators.explain import Result, Rule, Step
from ipstui.casework import say

# What a person wants to know first: whichever of these a result has.
_HEADLINES = ("verdict", "state", "in_short", "may_be_asked", "expected_out_on")
_TOLD_APART = ("steps", "warnings", "missing")


class Explained:
    """A result for a person. `today` decides which dates carry a year. No text in it is read as markup."""

    def __init__(self, result: Result, today: date) -> None:
        self._result = result
        self._today = today

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        result = self._result
        names = [field.name for field in msgspec.structs.fields(result)]
        headline = next((name for name in _HEADLINES if name in names), None)
        if headline:
            told = self._told(getattr(result, headline), "pounds")
            yield Text(f"{_heading(headline)}: {told}", style="bold")
        for title, lines in (("Take care", result.warnings), ("Not given, and would change it", result.missing)):
            if lines:
                yield Text(f"\n{title}", style="bold")
                yield Padding(_listed([("-", self._told(line, "pounds")) for line in lines]), (0, 0, 1, 2))
        yield from self._figures(result, {headline, *_TOLD_APART, *result.TOLD_IN_STEPS})
        if result.steps:
            yield Text("\nHow it is worked out", style="bold")
            yield Padding(_steps(result.steps), (0, 0, 0, 2))

    def _figures(self, holder: msgspec.Struct, left_out: set[str | None]) -> Iterator[Any]:
        """The plain fields as two columns, then each nested one under its own heading."""
        nested: list[tuple[str, Any, Unit]] = []
        rows: list[tuple[str, str]] = []
        for field in msgspec.structs.fields(holder):
            value = getattr(holder, field.name)
            if field.name in left_out:
                continue
            if value and _is_nested(value):
                nested.append((field.encode_name, value, unit_of(field.type)))
            else:
                rows.append((_heading(field.encode_name), self._told(value, unit_of(field.type))))
        if rows:
            yield Padding(_listed(rows), (0, 0, 0, 2))
        for name, value, unit in nested:
            yield Text(f"\n{_heading(name)}", style="bold")
            if isinstance(value, msgspec.Struct):
                yield from self._figures(value, set())
            elif isinstance(value, Mapping):
                told = [(_clean(str(key)), self._told(found, unit)) for key, found in value.items()]
                yield Padding(_listed(told), (0, 0, 0, 2))
            else:
                yield Padding(_listed([("-", self._told(found, unit)) for found in value]), (0, 0, 0, 2))

    def _told(self, value: Any, unit: Unit) -> str:
        """One value in words. A nested one is told on one line."""
        if value is None or value == ():
            return "-"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, Decimal):
            return say.money(value) if unit == "pounds" else say.number(value)
        if isinstance(value, date):
            return say.day(value, self._today)
        if isinstance(value, str):
            return say.label(value) if value.isidentifier() else _clean(value)
        if isinstance(value, msgspec.Struct):
            told = (
                f"{say.label(field.encode_name)} {self._told(found, unit_of(field.type))}"
                for field in msgspec.structs.fields(value)
                if (found := getattr(value, field.name)) is not None
            )
            return ", ".join(told)
        if isinstance(value, Mapping):
            return ", ".join(f"{_clean(str(key))} {self._told(found, unit)}" for key, found in value.items())
        if isinstance(value, list | tuple | frozenset):
            return "; ".join(self._told(found, unit) for found in value)
        return _clean(str(value))


class ExplainedRules:
    """The rules a calculator follows: the text, its source, how sure it is and the day it was checked."""

    def __init__(self, rules: tuple[Rule, ...], today: date) -> None:
        self._rules = rules
        self._today = today

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        if not self._rules:
            yield Text("No rules are written down for this calculator.")
        for rule in self._rules:
            yield Text(rule.text)
            yield Padding(Text(f"Source: {rule.source}"), (0, 0, 0, 4))
            yield Padding(
                Text(f"{say.sentence(rule.status)}, checked {say.day(rule.checked, self._today)}"), (0, 0, 1, 4)
            )


def as_lines(told: Explained | ExplainedRules, width: int) -> str:
    """Return it as plain lines of at most so many cells, without idle spaces at their ends."""
    console = Console(highlight=False, markup=False, emoji=False, width=width, file=io.StringIO())
    with console.capture() as printed:
        console.print(told)
    return "\n".join(line.rstrip() for line in printed.get().rstrip().splitlines())


def _steps(steps: tuple[Step, ...]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    for number, step in enumerate(steps, 1):
        text = Text(_clean(step.text))
        if step.source:
            text.append(f" [{_clean(step.source)}]", style="dim")
        table.add_row(str(number), text, Text(say.money(step.amount) if step.amount is not None else ""))
    return table


def _listed(rows: list[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column()
    for left, right in rows:
        table.add_row(Text(left), Text(right))
    return table


def _is_nested(value: Any) -> bool:
    return isinstance(value, msgspec.Struct | Mapping | list | tuple | frozenset)


def _heading(name: str) -> str:
    return say.sentence(say.label(name))


def _clean(text: str) -> str:
    """Without the control characters that could move the cursor or colour the screen."""
    return "".join(character if character.isprintable() or character == "\n" else "?" for character in text)
