"""How a result explains itself: the steps, the warnings and the facts that are missing."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, ClassVar, Literal

import msgspec

PENNY = Decimal("0.01")

# How a Decimal is written in JSON: pounds (a bare Decimal too) as text with two decimals, hours as a number.
Pounds = Annotated[Decimal, msgspec.Meta(extra={"unit": "pounds"})]
Hours = Annotated[Decimal, msgspec.Meta(extra={"unit": "hours"})]


class Step(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of working, in the order a person would do it. `amount` is in pounds."""

    text: str
    amount: Decimal | None = None
    source: str = ""


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What every result carries besides its own figures. `TOLD_IN_STEPS` names those that its steps tell already."""

    TOLD_IN_STEPS: ClassVar[tuple[str, ...]] = ()

    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule a calculator follows, for `--explain`: its source, how sure, and the day it was checked.

    "reported" is what others tell of a rule that was not read itself.
    """

    text: str
    source: str
    checked: date
    status: Literal["confirmed", "reported", "derived", "unconfirmed", "judgement"] = "confirmed"


class RequestError(ValueError):
    """A request that cannot be answered: names the field, and says the problem in a sentence."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


def pence(amount: Decimal) -> Decimal:
    """Round pounds to the nearest penny, halves up."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def pence_or_none(amount: Decimal | None) -> Decimal | None:
    """The same where the amount may not be known."""
    return None if amount is None else pence(amount)


def say(day: date) -> str:
    """A day in words: "Fri 27 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"
