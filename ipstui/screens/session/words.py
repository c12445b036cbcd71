"""What the session says beside its large figures: limits, benefits, what was taken, the working."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from textwrap import wrap

from textual.content import Content

from calculators.benefits.assessment_periods import periods_from
from calculators.benefits.better_off_words import ESTIMATE
from calculators.benefits.first_weeks import IN_CUSTODY
from calculators.explain import Step
from ipstui.casework import say
from ipstui.casework.benefits.facts import Facts
from ipstui.casework.benefits.session import Answer, Point, limits_said
from ipstui.casework.benefits.six_months import rows_of, uneven_said
from ipstui.widgets.figures import Figure, bar
from ipstui.widgets.months import MonthBar, month_columns, month_lines

Parts = list[tuple[str, str]]
_WIDE = 56
_RUNGS = (0, 4, 8, 12, 15, 16, 20, 25, 30, 35, 40)


def figure_row(found: Answer | None, hours: Decimal) -> list[Figure]:
    """Return a month without work and with it, and the difference; without an answer, nothing like a figure.

    It is not called "now": someone who holds a job, or is inside, does not have that money now.
    """
    at = f"AT {say.number(hours)} HOURS A WEEK"
    if found is None:
        return [Figure("WITHOUT WORK", "-", "no answer"), Figure(at, "-", ""), Figure("DIFFERENCE", "-", "")]
    better = found.better
    gain = better.gain_after_travel_monthly
    after = "after travel" if better.travel_monthly else "a month"
    return [
        Figure("WITHOUT WORK", whole(better.now.total_monthly), _a_month(better.now.total_monthly)),
        Figure(at, whole(better.in_work.total_monthly), _a_month(better.in_work.total_monthly)),
        Figure("DIFFERENCE", whole(gain, sign=True), _RENT if gain is None else f"{say.signed(gain)} {after}"),
    ]


_RENT = "not known: rent"


def _a_month(amount: Decimal | None) -> str:
    return _RENT if amount is None else f"{say.money(amount)} a month"


def whole(amount: Decimal | None, *, sign: bool = False) -> str:
    """Write whole pounds for large digits: "£1,204", or "+£388"."""
    if amount is None:
        return "?"
    pounds = abs(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    mark = "-" if amount < 0 else "+" if sign else ""
    return f"{mark}£{pounds:,}"


def limits(found: Answer, width: int) -> list[Parts]:
    """Return ESA's two limits with their bars, or one line that says there are none."""
    permitted = found.permitted
    if permitted is None:
        if found.better.now.new_style_esa_monthly:
            return [[("ESA goes on at no hours.", "")]]
        if any(taken.field == "esa" for taken in found.assumed):
            return [[("New Style ESA is not known: it has a 16-hour limit. Universal Credit has none.", "")]]
        return [[("No ESA here: no 16-hour limit. Universal Credit has none.", "")]]
    size = max(min(width - 56, 24), 5)
    hours, cap = permitted.hours or Decimal(0), permitted.hours_under
    counted, most = permitted.counted_weekly or Decimal(0), permitted.earnings_limit
    free = permitted.route in ("lower_limit", "supported")
    a_week = " a week" if width >= 70 else ""
    hours_in, money_in = hours < cap, counted <= most
    hours_said = f"{say.number(hours)}, must be under {say.number(cap)}"
    if free:
        hours_said = f"{say.number(hours)}, any number here"
    rows = [
        ("ESA hours ", float(hours / cap), hours_said, hours_in or free),
        ("ESA money ", float(counted / most), f"{say.money(counted)} of {say.money(most)}{a_week}", money_in),
    ]
    lines: list[Parts] = []
    for name, part, said, inside in rows:
        verdict = ("  √ inside", "bold $success") if inside else ("  ▲ OVER", "bold $error")
        lines.append([(name, "bold"), (bar(part, size), "$accent"), (f" {said}", ""), verdict])
    if not found.esa_goes_on:
        lines[-1].append(("  ESA STOPS", "bold $error"))
    return lines


def benefits(found: Answer) -> list[Parts]:
    """Return Universal Credit, travel, the gain an hour, and a month with five paydays."""
    better = found.better
    lines: list[Parts] = []
    if better.in_work.uc_award is None:
        lines.append([("Universal Credit ", "bold"), ("not known: it goes by the rent", "")])
    elif better.now.uc_maximum:
        ends = "  ends here" if better.now.uc_award and not better.in_work.uc_award else ""
        lines.append([
            ("Universal Credit ", "bold"),
            (f"{say.money(better.now.uc_award)} without work → {say.money(better.in_work.uc_award)}", ""),
            (ends, "bold"),
        ])  # fmt: skip
    else:
        lines.append([("Universal Credit ", "bold"), ("none", "")])
    if found.choice.travel is not None:
        lines[-1].append((f"   Travel {say.money(better.travel_monthly)} a month", ""))
    row: Parts = []
    if better.gain_per_hour_worked is not None:
        after = " after travel" if better.travel_monthly else ""
        gain = better.gain_per_hour_worked
        row.append(("Each hour of work ", "bold"))
        row.append((f"{'adds' if gain >= 0 else 'costs'} {say.money(abs(gain))}{after}", ""))
    weekly = better.five_week_month is not None and found.choice.cycle in ("unknown", "weekly")
    if weekly and better.five_week_month is not None and better.now.uc_maximum and better.pay_periods is None:
        row.append((f"   Five-week month {say.money(better.five_week_month.total_monthly)}", ""))
    return [*lines, row] if row else lines


def taken(found: Answer) -> str:
    """Return the year of the rates and what was assumed, in one line."""
    rates = f"Rates {found.better.rates_version.partition(',')[0]}."
    if not found.assumed:
        return rates
    return f"{rates} Not known, taken as: " + " · ".join(a.text for a in found.assumed)


def month_bars(found: Answer) -> list[MonthBar]:
    """Return the six months as bars; none where the pay days are not given."""
    if found.better.pay_periods is None:
        return []
    return [
        MonthBar(f"{row.start.day} {row.start:%b}", len(row.pay_days), row.total, row.uneven)
        for row in rows_of(found.better.pay_periods)
    ]


def six_months(found: Answer, width: int) -> list[Parts]:
    """Return the six months under the figures: from which day, a dot a wage, what is in hand, a bar."""
    bars = month_bars(found)
    return [[line] for line in month_columns(bars, width)] if bars else []


def two_ages(found: Answer) -> list[Parts]:
    """Return both ages with their money where only the year of birth is known and it matters, the lower first."""
    if not found.better.by_age:
        return []
    told = " · ".join(f"at {each.age} {say.money(each.total_in_work_monthly)}" for each in found.better.by_age)
    return [[("Only the year of birth is known: ", "bold"), (f"{told}. The first is shown.", "")]]


def first_payment(found: Answer, today: date) -> str:
    """Return when Universal Credit first comes after a release; "" where that does not bear."""
    days = found.better.after_release
    if not days or not found.better.now.uc_maximum:
        return ""
    first = periods_from(days[0].on, 1)[0].paid_on
    return (
        f"If claimed on {say.day(days[0].on, today)}, Universal Credit first comes about {say.day(first, today)}, "
        f"{say.days((first - days[0].on).days)} later."
    )


def inside_line(facts: Facts, today: date, told: str = "") -> str:
    """Return what must be said of someone in prison; "" for everyone else. `told` is the release date in words."""
    if not facts.inside:
        return ""
    out = f", expected {say.day(facts.released_on, today)}" if facts.released_on else ""
    out = f", {told}" if told else out
    return f"These figures are for after release{out}. In prison none of this is paid."


def breakdown(found: Answer) -> list[Parts]:
    """Return the two months line by line, where there is room for it."""
    now, then = found.better.now, found.better.in_work
    rows = (
        ("Pay before anything comes off", now.gross_earnings_monthly, then.gross_earnings_monthly),
        ("Pay that is left", now.net_earnings_monthly, then.net_earnings_monthly),
        ("Universal Credit", now.uc_award, then.uc_award),
        ("New Style ESA", now.new_style_esa_monthly, then.new_style_esa_monthly),
        ("Tax because of ESA", -now.esa_tax_monthly, -then.esa_tax_monthly),
        ("Taken for debts", _off(now.deductions_monthly), _off(then.deductions_monthly)),
        ("In hand", now.total_monthly, then.total_monthly),
    )
    lines: list[Parts] = [[(f"{'A MONTH':<30}{'no work':>11}{'with work':>12}", "bold $accent")]]
    for name, before, after in rows:
        unknown = name == "Universal Credit" and after is None
        if before or after or unknown or name == "In hand":
            style = "bold" if name == "In hand" else ""
            lines.append([(f"{name:<30}{say.money(before):>11}{say.money(after):>12}", style)])
    return lines


def _off(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else -amount


def how(found: Answer, facts: Facts, points: Sequence[Point], today: date) -> Content:
    """Return the working, line by line, for two people to read together."""
    parts: Parts = [(f"{ESTIMATE}\n", "bold")]
    for title, steps in (("The month with this work", found.better.steps), ("ESA's limits", _permitted(found))):
        if steps:
            parts.append((f"\n{title}\n", "bold $accent"))
        for step in steps:
            parts += _step(step)
    if (bars := month_bars(found)) and found.better.pay_periods is not None:
        parts.append(("\nSix months, pay day by pay day\n", "bold $accent"))
        parts += [(f"{line}\n", "") for line in month_lines(bars, _WIDE + 12)]
        parts += [(f"{text}\n", "bold") for text in uneven_said(found.better.pay_periods)]
    if points:
        parts.append(("\nOther hours\n", "bold $accent"))
        for point in points:
            if int(point.hours) in _RUNGS:
                esa = f"   ESA {say.money(point.esa)}" if points[0].esa else ""
                uc = f"   UC {say.money(point.uc)}" if points[0].uc != 0 else ""
                parts.append((f"{say.number(point.hours):>4} hours  {say.money(point.total):>10}{uc}{esa}\n", ""))
    parts += _list("Not known, so taken as", [a.text for a in found.assumed])
    if found.permitted:
        parts += _list("Who must be told", found.permitted.tell)
        if not found.esa_goes_on:
            parts += _list("What outside the limits costs", found.permitted.if_over_limit)
    parts += _list("If the job ends", found.better.getting_back)
    if facts.inside:
        parts += _list("In prison", IN_CUSTODY)
    days = [f"{say.day(d.on, today)}: {d.text}" for d in found.better.after_release]
    parts += _list("The first weeks after release", days)
    parts += _list("What to check", limits_said(found))
    parts.append((f"\nRates of {found.better.rates_version}.", "$text-muted"))
    return Content.assemble(*parts)


def _permitted(found: Answer) -> tuple[Step, ...]:
    return found.permitted.steps if found.permitted else ()


def _step(step: Step) -> Parts:
    lines = wrap(step.text, _WIDE) or [""]
    amount = "" if step.amount is None else say.money(step.amount)
    parts: Parts = [(f"{line}\n", "") for line in lines[:-1]]
    parts.append((f"{lines[-1]:<{_WIDE}}{amount:>12}\n", "bold" if step.text.startswith(_SUMS) else ""))
    return parts


_SUMS = ("Money in a month", "Universal Credit award", "Difference", "Pay that is left")


def _list(title: str, texts: Sequence[str]) -> Parts:
    if not texts:
        return []
    return [(f"\n{title}\n", "bold $accent"), *((f"• {text}\n", "") for text in texts)]


def checks(found: Answer, changed: Sequence[str]) -> Content:
    """Return everything that must be said beside the figures, to read in full."""
    parts: Parts = [(f"{ESTIMATE}\n", "bold"), *_list("Since it was kept", changed)]
    parts += _list("Beside these figures", limits_said(found))
    parts += _list("Not known, so taken as", [a.text for a in found.assumed])
    return Content.assemble(*parts)
