"""The page a person takes home from a benefits session: one page to print, and the same as plain text.

It says what work does to their money and whom to tell. It holds no risk, offence or health detail, and no
benefit rule that would give one away: those are for the conversation.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ipstui.casework import say
from ipstui.casework.benefits.form import HOUSING
from ipstui.casework.benefits.kept import Kept
from ipstui.casework.benefits.session import Answer, Assumed, Facts, on_esa, on_uc
from ipstui.casework.benefits.session import named as name_of

MOST_CHOICES = 3
_NOT_HERE = ("health", "pip", "supported", "paydays")
"""Facts that say something about health, used in the sums and never written here; and what is said elsewhere."""


class Row(msgspec.Struct, frozen=True):
    """One line of figures: what it is, without work, and a cell a choice."""

    name: str
    cells: tuple[str, ...]
    strong: bool = False


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page says, ready to set."""

    name: str
    specialist: str
    on: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    said: str
    facts: tuple[str, ...]
    assumed: tuple[str, ...]
    tell: tuple[str, ...]
    back: tuple[str, ...]
    check: tuple[str, ...]
    advice: tuple[str, ...]
    rates: str


class Written(msgspec.Struct, frozen=True):
    """Where the two files lie."""

    html: Path
    text: Path


def page_of(name: str, specialist: str, kept: Kept, answers: Sequence[Answer]) -> Page:
    """Return the page for at most three choices, the one on the screen among them."""
    present = answers[kept.chosen]
    others = [found for found in answers if found is not present][-(MOST_CHOICES - 1) :]
    shown = [found for found in answers if found is present or any(found is other for other in others)]
    return Page(
        name=name,
        specialist=specialist,
        on=_day(kept.on),
        heads=("Without work", *(name_of(found.choice) for found in shown)),
        rows=tuple(_rows(shown)),
        said=_sentence(present),
        facts=tuple(_facts(kept.facts)),
        assumed=tuple(dict.fromkeys(a.text for found in shown for a in found.assumed if _may_be_here(a))),
        tell=tuple(_tell(kept.facts, shown)),
        back=tuple(_back(kept.facts)),
        check=tuple(_check(kept.facts, shown)),
        advice=(
            "Citizens Advice, in person, by phone or on their website.",
            "The welfare-rights service of the council, where there is one.",
            f"{specialist or 'Your employment specialist'}, who made this page with you.",
        ),
        rates=present.better.rates_version,
    )


def _day(value: date) -> str:
    return f"{say.day(value, value)} {value.year}"


def _may_be_here(taken: Assumed) -> bool:
    return taken.field not in _NOT_HERE


def _rows(shown: Sequence[Answer]) -> list[Row]:
    now = shown[0].better.now
    sides = [now, *(found.better.in_work for found in shown)]
    rows = [
        Row("Hours a week", ("0", *(say.number(found.choice.hours) for found in shown))),
        Row("Pay an hour", ("", *(_pay(found) for found in shown))),
        Row("Pay before tax", tuple(_money(s.gross_earnings_monthly) for s in sides)),
        Row("Pay that is left", tuple(_money(s.net_earnings_monthly) for s in sides)),
    ]
    if any(s.uc_award for s in sides):
        rows.append(Row("Universal Credit", tuple(_money(s.uc_award) for s in sides)))
    if any(s.new_style_esa_monthly for s in sides):
        rows.append(Row("New Style ESA", tuple(_money(s.new_style_esa_monthly) for s in sides)))
    if any(s.esa_tax_monthly for s in sides):
        rows.append(Row("Tax on ESA, about", tuple(_money(-s.esa_tax_monthly) for s in sides)))
    if any(s.deductions_monthly for s in sides):
        rows.append(Row("Taken for debts", tuple(_money(-s.deductions_monthly) for s in sides)))
    rows.append(Row("Money in a month", tuple(_money(s.total_monthly) for s in sides), strong=True))
    if any(found.better.travel_monthly for found in shown):
        rows.append(Row("Travel to work", ("", *(_money(-found.better.travel_monthly) for found in shown))))
    gains = (found.better.gain_after_travel_monthly for found in shown)
    rows.append(Row("Difference", ("", *(_signed(gain) for gain in gains)), strong=True))
    hours = (found.better.gain_per_hour_worked for found in shown)
    rows.append(Row("Each hour worked", ("", *("" if hour is None else _signed(hour) for hour in hours))))
    return rows


def _money(amount: Decimal | None) -> str:
    if amount is None:
        return say.money(None)
    return f"{'-' if amount < 0 else ''}{say.money(abs(amount))}"


def _signed(amount: Decimal | None) -> str:
    if amount is None:
        return say.money(None)
    return f"{'-' if amount < 0 else '+'}{say.money(abs(amount))}"


def _pay(found: Answer) -> str:
    if found.choice.hourly is not None:
        return say.money(found.choice.hourly)
    return "by the month" if found.choice.monthly is not None else ""


def _sentence(found: Answer) -> str:
    """The choice on the screen in a sentence or three, for whoever does not read tables."""
    better, gain, name = found.better, found.better.gain_after_travel_monthly, found.choice.name or found.choice.role
    text = f"{name}: " if name else ""
    hours = f"with {say.number(found.choice.hours)} hours a week"
    if gain is None:
        text += f"{hours} what you would have is not known, because the rent you would have to pay is not."
    else:
        text += f"{hours} you would have about {say.money(abs(gain))} a month {'more' if gain >= 0 else 'less'} than "
        text += f"without work{', after travel' if better.travel_monthly else ''}."
    if found.esa_goes_on is False:
        text += " New Style ESA stops: this is over its limits."
    if better.now.uc_award and not better.in_work.uc_award:
        text += " Universal Credit ends at these hours."
    return say.sentence(text)


def _facts(facts: Facts) -> list[str]:
    told = []
    if facts.age is not None:
        told.append("Age: 25 or over" if facts.age >= 25 else "Age: under 25")
    if facts.household == "single":
        told.append("Living as one person alone, without children")
    if facts.housing != "unknown":
        told.append(f"Housing: {dict(HOUSING)[facts.housing]}")
    if facts.rent is not None:
        told.append(f"Rent: {say.money(facts.rent)} a month")
    if facts.savings is not None:
        told.append(f"Savings: {say.money(facts.savings)}")
    if facts.esa_weekly and on_esa(facts):
        told.append(f"New Style ESA: {say.money(facts.esa_weekly)} a week")
    if facts.inside:
        told.append("The figures are for later, not for today")
    return told


def _tell(facts: Facts, shown: Sequence[Answer]) -> list[str]:
    lines = []
    if on_esa(facts):
        lines.append(
            "DWP, about ESA: form PW1 BEFORE you start, by post to the address on your ESA letters, not at the "
            "Jobcentre. You must tell them, but need not wait for permission. Again when hours or pay change."
        )
    if on_uc(facts):
        lines.append("Universal Credit, in your journal: when you start, and when the job changes or ends.")
    if facts.housing != "none":
        lines.append("Your landlord, and the council if it helps with your rent or Council Tax: when you start.")
    if any(found.choice.self_employed for found in shown):
        lines.append("HMRC: register as self-employed.")
    return lines


def _back(facts: Facts) -> list[str]:
    lines = []
    if on_uc(facts):
        lines.append("Universal Credit goes up by itself. If it had stopped: no new claim within six months.")
    if on_esa(facts):
        lines.append("New Style ESA: ask DWP within twelve weeks, and it can begin again as it was.")
    return lines


def _check(facts: Facts, shown: Sequence[Answer]) -> list[str]:
    """The limits of the sums that bear on these choices, in words that give nothing else away."""
    better = [found.better for found in shown]
    esa_work = on_esa(facts) and any(found.choice.hours for found in shown)
    told = (
        (esa_work and on_uc(facts), "The 16-hour limit is ESA's alone: Universal Credit has no limit on hours."),
        (
            any(b.in_work.keeps_esa is False for b in better),
            "In a week over ESA's limits the whole week's ESA is lost, and may have to be paid back.",
        ),
        (esa_work, "If hours or pay change from week to week, get advice: DWP may look at one week alone."),
        (
            any(b.in_work.esa_tax_monthly for b in better),
            "New Style ESA is taxed: the tax code may change, and the pay be less.",
        ),
        (
            facts.housing in ("supported", "temporary"),
            "Supported or temporary housing: the rent to pay can rise sharply when Universal Credit ends.",
        ),
        (
            any(b.in_work.uc_award for b in better) and facts.deductions is None,
            "Advances and debts are not known here: they make Universal Credit smaller.",
        ),
        (
            any(b.five_week_month for b in better) and on_uc(facts),
            "Paid each week? Some months have five paydays, and less Universal Credit.",
        ),
        (
            any(b.in_work.benefit_cap_monthly or b.now.benefit_cap_monthly for b in better),
            "The limit on all benefits together (the benefit cap) is in these figures.",
        ),
    )
    return [text for bears, text in told if bears]


def _set(template: str, page: Page, *, escaped: bool) -> str:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=escaped, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template(template).render(page=page)


def as_html(page: Page) -> str:
    """Return the page to print: black on white, headings a screen reader follows."""
    return _set("take_home_page.html", page, escaped=True)


def as_text(page: Page) -> str:
    """Return the same as plain text."""
    return _set("take_home_page.txt", page, escaped=False)


def write(page: Page, folder: Path) -> Written:
    """Write both files where only this user reads, under a name that says nothing. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = folder / f"page-{secrets.token_hex(4)}"
    written = Written(stem.with_suffix(".html"), stem.with_suffix(".txt"))
    for path, text in ((written.html, as_html(page)), (written.text, as_text(page))):
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    return written


def show(path: Path) -> bool:
    """Open a page in the browser; False when there is none."""
    import webbrowser

    try:
        return webbrowser.open(path.as_uri())
    except webbrowser.Error:
        return False
