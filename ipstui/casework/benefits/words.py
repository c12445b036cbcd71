"""How benefits and sessions are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Titles,
    listed,
    only_if,
)

TITLES: Titles = {
    ev.BenefitStatus: "Benefit",
    ev.BenefitsSession: "Benefits session",
}

IN_PAYMENT = {True: "in payment", False: "stopped", None: "spoken of, in payment or not is not known"}

LINES: Lines = {
    ev.BenefitStatus: lambda e, _: listed(
        f"{say.sentence(say.label(e.benefit))} {IN_PAYMENT[e.in_payment]}",
        f"{say.money(e.weekly)} a week" if e.weekly is not None else ""),
    ev.BenefitsSession: lambda e, _: listed(
        f"Benefits session: {e.calculator.replace('_', ' ').replace('-', ' ')}", e.advice,
        only_if(e.copy_printed, "copy printed")),
}  # fmt: skip
