"""The page a person takes home from a benefits session: one page to print, and the same as plain text.

It says what work does to their money and whom to tell. It holds no risk, offence or health detail, and no
benefit rule that would give one away: those are for the conversation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from calculators.benefits.pay_periods import PayPeriodsResult
from calculators.job_start import JobStartRequest, job_start
from ipstui.casework import say
from ipstui.casework.benefits.facts import Facts, on_esa, on_uc, rent_monthly
from ipstui.casework.benefits.form import HOUSING
from ipstui.casework.benefits.kept import Kept
from ipstui.casework.benefits.session import Answer, Assumed, limits_said
from ipstui.casework.benefits.session import named as name_of
from ipstui.casework.benefits.six_months import rows_of, uneven_said, unknown_said
from ipstui.documents.written import Written, templates, write_both
from ipstui.widgets.figures import bar

MOST_CHOICES = 3
_NOT_HERE = ("health", "pip", "cap_exempt", "supported", "paydays")
"""Facts that say something about health, used in the sums and never written here; and what is said elsewhere."""
_GIVES_AWAY = re.compile(
    r"\b(lcw|health|pip|dla|capability|support group|disab|sick|medical|licence|officer|offence|conviction|probation"
    r"|curfew|risk|prison|custody|release|work allowance|supported work)",
    re.IGNORECASE,
)
"""What no sentence of the calculators may bring onto the page: it lies about at home, and others read it."""
_PIP = "PIP: pay and hours do not lower it; starting work alone is no reason for a review."
"""Written on every page alike, so that it says of nobody whether they get it. Right to Try, from 30 Apr 2026."""


class Row(msgspec.Struct, frozen=True):
    """One line of figures: what it is, without work, and a cell a choice."""

    name: str
    cells: tuple[str, ...]
    strong: bool = False


class SixMonths(msgspec.Struct, frozen=True):
    """One Universal Credit month: its days, the pay days in it, and a bar of what is in hand beside the figure."""

    month: str
    pay_days: str
    award: str
    total: str
    bar: str


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
    months: tuple[SixMonths, ...]
    uneven: tuple[str, ...]
    begins: tuple[str, ...]
    tell: tuple[str, ...]
    back: tuple[str, ...]
    check: tuple[str, ...]
    advice: tuple[str, ...]
    rates: str


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
        months=tuple(_months(present)),
        uneven=_beside_months(present.better.pay_periods),
        begins=tuple(_begins(kept, present)),
        tell=tuple(_tell(kept.facts, shown)),
        back=tuple(_back(kept.facts)),
        check=tuple(_check(kept.facts, shown)),
        advice=(
            "Citizens Advice, in person, by phone or on their website.",
            "The council's welfare-rights service, if any.",
            f"{specialist or 'Your employment specialist'}, who made this page with you.",
        ),
        rates=present.better.rates_version,
    )


def _beside_months(result: PayPeriodsResult | None) -> tuple[str, ...]:
    """What is uneven about the months, and from when they are not known."""
    return () if result is None else (*uneven_said(result), *unknown_said(result))


_BAR = 9


def _months(found: Answer) -> list[SixMonths]:
    """The six months of the choice on the screen, where its pay days are known."""
    if found.better.pay_periods is None:
        return []
    rows = rows_of(found.better.pay_periods)
    most = max((row.total for row in rows if row.total is not None), default=Decimal(0))
    return [
        SixMonths(
            month=f"{say.short_day(row.start, row.start)} to {say.short_day(row.end, row.start)}",
            pay_days=", ".join(say.short_day(day, row.start) for day in row.pay_days) or "none",
            award=f"{say.money(row.award)}, {say.short_day(row.paid_on, row.start)}",
            total=say.money(row.total),
            bar="" if row.total is None or most <= 0 else bar(float(max(row.total, Decimal(0)) / most), _BAR),
        )
        for row in rows
    ]


_AT_START = {
    "travel_card": "Half-price rail fares with the Jobcentre's travel card, as others report: ask before the first "
    "journey.",
    "flexible_support_fund": "First fares, clothes and tools, as others report: ask the Jobcentre BEFORE you spend.",
    "crisis_fund": "No money before the first wage: ask the council (in England the Crisis and Resilience Fund).",
    "sick_pay": "Too ill to work: the employer pays from the first day.",
    "holiday_regular": "Paid holiday of 5.6 weeks a year.",
    "payslip": "A payslip each time, with the hours where pay goes by them: keep it.",
}
"""The lines at a job's start that give nothing away, in few words, by their ids."""


def _begins(kept: Kept, found: Answer) -> list[str]:
    """What to ask for when this job begins, each only where it bears; nothing without work."""
    if not found.choice.hours or kept.facts.inside or kept.facts.nation != "england_and_wales":
        return []
    on = found.choice.starts or kept.on
    lines = job_start(JobStartRequest(on=on, universal_credit=on_uc(kept.facts), stage="offer_accepted")).lines
    mine = [line for line in lines if not (found.choice.self_employed and line.kind == "right")]
    return [_AT_START[line.id] for line in mine if line.id in _AT_START]


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
        Row("Pay before tax", tuple(say.money(s.gross_earnings_monthly) for s in sides)),
        Row("Pay that is left", tuple(say.money(s.net_earnings_monthly) for s in sides)),
    ]
    if any(s.uc_award != 0 for s in sides):
        rows.append(Row("Universal Credit", tuple(say.money(s.uc_award) for s in sides)))
    if any(s.new_style_esa_monthly for s in sides):
        rows.append(Row("New Style ESA", tuple(say.money(s.new_style_esa_monthly) for s in sides)))
    if any(s.esa_tax_monthly for s in sides):
        rows.append(Row("Tax on ESA, about", tuple(say.taken_off(s.esa_tax_monthly) for s in sides)))
    if any(s.deductions_monthly for s in sides):
        rows.append(Row("Taken for debts", tuple(say.taken_off(s.deductions_monthly) for s in sides)))
    rows.append(Row("Money in a month", tuple(say.money(s.total_monthly) for s in sides), strong=True))
    if any(found.better.travel_monthly for found in shown):
        rows.append(Row("Travel to work", ("", *(say.taken_off(found.better.travel_monthly) for found in shown))))
    gains = (found.better.gain_after_travel_monthly for found in shown)
    rows.append(Row("Difference", ("", *(say.signed(gain) for gain in gains)), strong=True))
    hours = (found.better.gain_per_hour_worked for found in shown)
    rows.append(Row("Each hour worked", ("", *("" if hour is None else say.signed(hour) for hour in hours))))
    return rows


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
        text += f"{hours} about {say.money(abs(gain))} a month {'more' if gain >= 0 else 'less'} than "
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
    elif facts.birth_year is not None:
        told.append(f"Born in {facts.birth_year}")
    if facts.household == "single":
        told.append("Living as one person alone, without children")
    if facts.housing != "unknown":
        told.append(f"Housing: {dict(HOUSING)[facts.housing]}")
    if (rent := rent_monthly(facts)) is not None:
        told.append(f"Rent: {say.money(rent)} a month")
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
            "DWP, about ESA: form PW1 BEFORE you start, by post to the address on your ESA letters, not the "
            "Jobcentre. You must tell them, but need not wait for permission. Again at changes."
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
        lines.append("Universal Credit goes up by itself; if it stopped, within six months without a new claim.")
    if on_esa(facts):
        lines.append("New Style ESA: ask DWP within twelve weeks, and it can begin again as it was.")
    return lines


def _limits(shown: Sequence[Answer], *, also_on_uc: bool) -> list[str]:
    """ESA's limits in words, as they hold for the choices shown."""
    found = next((each.permitted for each in shown if each.permitted is not None and each.choice.hours), None)
    if found is None or found.earnings_limit is None:
        return []
    money = f"no more than {say.money(found.earnings_limit)} a week"
    if any(each.permitted is not None and each.permitted.route == "supported" for each in shown):
        return [f"ESA: {money}; where hours count too, under {say.number(found.hours_under)}."]
    uc = " Universal Credit: no limit." if also_on_uc else ""
    return [f"ESA: under {say.number(found.hours_under)} hours and {money}.{uc}"]


def _stood_first(shown: Sequence[Answer]) -> list[str]:
    """The warning that stood first beside each choice, its first sentence; that there was one, where it gives away."""
    first = dict.fromkeys(first_sentence(said[0]) for each in shown if (said := limits_said(each)))
    told = [text for text in first if not _GIVES_AWAY.search(text)]
    if len(told) < len(first):
        told.append("One more warning was talked about and is not written here: ask about it.")
    return told


def first_sentence(text: str) -> str:
    """Return a warning without what follows its first full stop: the working, and whom to ask, stand elsewhere."""
    head, stop, _ = text.partition(". ")
    return head + "." if stop else text


def _check(facts: Facts, shown: Sequence[Answer]) -> list[str]:
    """The limits of the sums that bear on these choices, in words that give nothing else away."""
    first = _stood_first(shown)

    def said(start: str) -> bool:
        return any(text.startswith(start) for text in first)

    better = [found.better for found in shown]
    ages = next((b.by_age for b in better if b.by_age), ())
    both = " · ".join(f"at {each.age} {say.money(each.total_in_work_monthly)}" for each in ages)
    esa_work = on_esa(facts) and any(found.choice.hours for found in shown)
    told = (
        (bool(both), f"Only the year of your birth is known: {both}. The first is in the table."),
        (
            any(b.in_work.keeps_esa is False for b in better),
            "In a week over ESA's limits the whole week's ESA is lost, and may have to be paid back.",
        ),
        (
            esa_work and not said("Averaging"),
            "If hours or pay change from week to week: averages are disputed, and any one week may count.",
        ),
        (
            any(b.in_work.esa_tax_monthly for b in better) and not said("New Style ESA is taxable"),
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
            any(b.five_week_month and b.pay_periods is None for b in better) and on_uc(facts),
            "Paid each week? Some months have five paydays, and less Universal Credit.",
        ),
        (
            any(b.in_work.benefit_cap_monthly or b.now.benefit_cap_monthly for b in better),
            "The limit on all benefits together (the benefit cap) is in these figures.",
        ),
    )
    return [*_limits(shown, also_on_uc=on_uc(facts)), *first, *(text for bears, text in told if bears), _PIP]


def as_html(page: Page) -> str:
    """Return the page to print: black on white, headings a screen reader follows."""
    return templates(escaped=True).get_template("take_home_page.html").render(page=page)


def as_text(page: Page) -> str:
    """Return the same as plain text."""
    return templates(escaped=False).get_template("take_home_page.txt").render(page=page)


def write(page: Page, folder: Path) -> Written:
    """Write both files where only this user reads, under a name that says nothing. Raises OSError."""
    return write_both(as_html(page), as_text(page), folder, "take-home")
