"""What permitted work says in words: its rules and their sources, its working, its warnings, whom to tell."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, Decimal
from typing import Literal

from calculators.explain import Rule, Step, pence

_CHECKED = date(2026, 11, 22)
_FACTSHEET = "GOV.UK permitted work factsheet, April 2024"
PENSION_SOURCE = "ESA Regs 2008 reg 96(3)"

_RULES: tuple[tuple[str, str, Literal["confirmed", "judgement"]], ...] = (
    (
        "ESA is lost for the whole of any week in which work is done, unless the work is exempt.",
        "ESA Regs 2013 reg 37(1)",
        "confirmed",
    ),
    (
        "Lower limit: up to £20 a week counted, any number of hours.",
        "ESA Regs 2013 reg 39(1)(a)",
        "confirmed",
    ),
    (
        "Supported permitted work: up to the higher limit, with no cap on hours in the regulation. Part of "
        "treatment under medical supervision, or supervised by someone employed by a public or local "
        "authority, voluntary organisation or community interest company that provides or finds such work.",
        "ESA Regs 2013 reg 39(1)(b)",
        "confirmed",
    ),
    (
        "Higher limit: less than 16 hours a week and up to the limit. Both tests must pass.",
        "ESA Regs 2013 reg 39(1)(c)",
        "confirmed",
    ),
    (
        "The higher limit is 16 times the National Living Wage rounded up to the next 50p, whatever the "
        "person's age. Exactly on the limit is inside it.",
        "ESA Regs 2008 reg 45(9A); DMG 41190",
        "confirmed",
    ),
    (
        "Test trading inside a government programme is a route of its own and is not covered here.",
        "ESA Regs 2013 reg 39(1)(d)",
        "confirmed",
    ),
    (
        "Voluntary work: no earnings, and DWP satisfied that it is reasonable to do it without pay.",
        "ESA Regs 2013 reg 39(1)(e)",
        "confirmed",
    ),
    (
        "Work placement: practical experience, neither paid nor done for pay, approved in writing before it starts. "
        "With pay it is judged as paid work.",
        "ESA Regs 2013 reg 39(1)(f), (6)",
        "confirmed",
    ),
    (
        "Counted pay is gross less income tax, Class 1 National Insurance and half of the pension "
        "contribution. Sick pay is not earnings; work expenses repaid by the employer are not either.",
        "DMG 41189; ESA Regs 2008 regs 95-96",
        "confirmed",
    ),
    (
        "Self-employed: profit less notional 20% tax, notional Class 4 and half of the pension, over 52. "
        "A loss is not set against pay.",
        "ESA Regs 2008 regs 98-99; ESA Regs 2013 reg 84",
        "confirmed",
    ),
    ("Monthly pay becomes weekly by 12 ÷ 52.", "ESA Regs 2013 reg 79", "confirmed"),
    (
        "Hours are averaged over a whole cycle, or five weeks: its weeks without work count, other absences are left "
        "out. Breaks count only if they are paid, and minutes are not rounded. A week is the benefit week.",
        "ESA Regs 2013 regs 37(8), 39(2)-(3)",
        "confirmed",
    ),
    (
        "Hours that go up and down are averaged over a cycle, or five weeks. How far averaging saves one "
        "week over the limit is contested, so such a week is never shown as inside.",
        "ESA Regs 2008 reg 45(8); ESA Regs 2013 reg 79(5)",
        "judgement",
    ),
    ("There is no limit of 52 weeks any more.", "Commons Library CBP-7909", "confirmed"),
    (
        "Form PW1 goes to DWP before the work starts. Permission is not required; telling is.",
        _FACTSHEET,
        "confirmed",
    ),
)
RULES: tuple[Rule, ...] = tuple(
    Rule(text=text, source=source, checked=_CHECKED, status=status) for text, source, status in _RULES
)

AVERAGING = (
    "Averaging hours or pay is contested: the regulation says 'in any week'. Check with a welfare-rights adviser "
    "before changing hours."
)
ASK_DWP = "The average and the single weeks do not agree. Ask DWP in writing which they will use, before the work."
SUPPORTED_HOURS = (
    "The regulation puts no cap on hours for supported permitted work, but GOV.UK's factsheet reads as if 16 hours "
    "applied to everything, and DWP staff may quote it."
)
TEST_TRADING = "Test trading inside a government programme has a route of its own, which is not covered here."
VOLUNTARY = "DWP must be satisfied that it is reasonable to do this work without pay: tell them before it starts."
PAID_VOLUNTARY = (
    "A volunteer may be given reasonable expenses and nothing else. What this pay is decides how the work is judged: "
    "if it is a wage, ask again as employed."
)
PAID_PLACEMENT = (
    "A placement that is paid, or where pay is expected, is not a work placement for ESA: it is judged as paid work."
)
PLACEMENT_WITHOUT_PAY = (
    "Taken as a placement without pay: with pay, or where pay is expected, it is judged as paid work."
)
SAME_DAY = (
    "Approved on the day it starts: it counts only if the approval came earlier that day, which is our reading. Keep "
    "it in writing."
)
AWAY = (
    "Weeks of leave or sickness are left out of the average, of the hours and of the number of weeks. Pay for leave is "
    "still earnings of its week, as we read it; sick pay is not earnings."
)
OTHER_JOBS = "Hours and pay of all jobs count together, in the benefit week that ESA is paid for."
NET_PAY_IS_NOT_JUDGED = (
    "Net pay cannot be compared with the minimum wage: it is judged on pay before tax. Ask for the payslip."
)
UNAPPROVED_PLACEMENT = (
    "A placement or trial not approved in writing before it starts is not exempt work, and unpaid work for an "
    "employer may break the minimum wage. Have the Jobcentre approve it first."
)
NET_AND_PENSION = (
    "The net pay is counted as given. If it is take-home pay from a payslip, the whole pension has come off, and "
    "half of it must be added back."
)


def money(amount: Decimal) -> str:
    """Pounds as people write them."""
    return f"£{pence(amount):,}"


def number(amount: Decimal) -> str:
    """Hours without trailing noughts, rounded down so that 15.999 never reads as 16."""
    return f"{amount.quantize(Decimal('0.01'), rounding=ROUND_FLOOR).normalize():f}"


def hours_alone(hours_under: Decimal, limit: Decimal, living_wage: Decimal) -> str:
    """The trap: money inside, hours not."""
    cap, full = number(hours_under), hours_under * living_wage
    return (
        f"FAILS ON HOURS: the pay is inside the limit, but {cap} hours or more is not permitted work. "
        f"{cap} hours × £{living_wage} (National Living Wage) = {money(full)}, under {money(limit)}, "
        f"and it still fails: the hours must be less than {cap}."
    )


def below_living_wage(living_wage: Decimal) -> str:
    """The minimum wage holds for permitted work too."""
    return (
        f"The pay is less than the National Living Wage of £{living_wage} an hour. The minimum wage applies to "
        "permitted work too: check it for this person's age."
    )


def tax_trap(esa_weekly: Decimal, tax_yearly: Decimal) -> str:
    """New Style ESA is taxable, which people with pay below the allowance do not expect."""
    return (
        f"New Style ESA is taxable. With ESA of {money(esa_weekly)} a week and this pay for a whole year, "
        f"income tax of about {money(tax_yearly)} a year is due. Check with a welfare-rights adviser "
        "before changing hours."
    )


def pay_step(
    hours: Decimal | None,
    hourly: Decimal | None,
    monthly: Decimal | None,
    weekly: Decimal,
    net: Decimal | None,
) -> Step:
    """How the week's pay was arrived at, by the form in which it was given."""
    if net is not None:
        return Step("Net pay a week, as given", pence(net))
    if hourly is not None and hours is not None:
        return Step(f"{number(hours)} hours × £{hourly}", pence(weekly))
    if monthly is not None:
        return Step(f"Monthly pay of {money(monthly)} × 12 ÷ 52", pence(weekly), "ESA Regs 2013 reg 79")
    return Step("Pay or profit a week", pence(weekly))


def unpaid_steps(engagement: str) -> tuple[Step, ...]:
    """The one test of work without pay."""
    if engagement == "voluntary":
        return (Step("Voluntary work: no pay, any hours", source="ESA Regs 2013 reg 39(1)(e)"),)
    return (Step("Placement: approved in writing before it starts?", source="ESA Regs 2013 reg 39(1)(f)"),)


def test_steps(
    *,
    hours: Decimal | None,
    counted: Decimal | None,
    lower: Decimal,
    limit: Decimal,
    hours_under: Decimal,
    living_wage: Decimal,
    supported: bool,
) -> tuple[Step, ...]:
    """The money test, the hours test, and the line between them that people miss."""
    steps = []
    cap = number(hours_under)
    if counted is not None:
        steps.append(Step("Counted each week", counted, "DMG 41189"))
        if counted <= lower:
            steps.append(Step(f"At most {money(lower)} a week: any hours", lower, "ESA Regs 2013 reg 39(1)(a)"))
            return tuple(steps)
        says = "passes" if counted <= limit else "FAILS"
        steps.append(Step(f"Money test: at most {money(limit)} a week: {says}", limit, "ESA Regs 2008 reg 45(9A)"))
    if supported:
        return (*steps, Step("Hours test: none for supported work", source="ESA Regs 2013 reg 39(1)(b)"))
    if hours is not None:
        says = "passes" if hours < hours_under else "FAILS"
        text = f"Hours test: {number(hours)} a week must be less than {cap}: {says}"
        steps.append(Step(text, source="ESA Regs 2013 reg 39(1)(c)"))
    full = hours_under * living_wage
    trap = (
        f"Both tests must pass. {cap} hours × £{living_wage} (National Living Wage) = {money(full)} is under the "
        f"money limit and still fails on hours"
    )
    return (*steps, Step(trap, pence(full), "ESA Regs 2013 reg 39(1)(c)"))


def if_over_limit(also_on_uc: bool | None) -> tuple[str, ...]:
    """What a week outside the limits costs: both sides when it is not known whether there is UC."""
    lines = ["All ESA for that week is lost: there is no taper."]
    if also_on_uc is not False:
        lines.append(
            "With Universal Credit: it counts that much less ESA, so it goes up pound for pound. Little is lost "
            "where the Universal Credit maximum is more than the ESA."
        )
    if not also_on_uc:
        lines.append("With ESA alone: nothing takes its place.")
    lines.append("ESA already paid for such a week must be paid back, and a penalty is possible.")
    return tuple(lines)


def tell(route: str | None, engagement: str, also_on_uc: bool | None) -> tuple[str, ...]:
    """Who must be told, and when."""
    lines = [
        "DWP: form PW1 BEFORE starting, by post to the address on the ESA letters, not handed to the Jobcentre. "
        "If that cannot be, straight away. Permission is not required; telling is."
    ]
    if route == "supported":
        lines.append("The support worker fills in their part of the form.")
    if route == "placement" or engagement == "placement":
        lines = ["The Jobcentre: written approval BEFORE the placement starts."]
    if also_on_uc:
        lines.append("Universal Credit: it counts these earnings, and has no 16-hour limit of its own.")
    lines.append("HMRC, the landlord, and whoever pays Housing Benefit or Council Tax Reduction.")
    return tuple(lines)
