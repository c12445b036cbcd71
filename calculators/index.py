"""The calculators there are, by the name people type. Nothing is imported until one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec

from calculators.explain import Result, Rule


class Calculator(msgspec.Struct, frozen=True):
    """Where one calculator lives: its module, and the names there of its request, result and function."""

    name: str
    module: str
    request: str
    result: str
    function: str
    title: str

    def load(self) -> Loaded:
        """Import it. `rules` is empty where the module has written none down."""
        module = import_module(self.module)
        return Loaded(
            request=getattr(module, self.request),
            result=getattr(module, self.result),
            function=getattr(module, self.function),
            rules=getattr(module, "RULES", ()),
        )


class Loaded(msgspec.Struct, frozen=True):
    """One calculator ready for use."""

    request: type[msgspec.Struct]
    result: type[Result]
    function: Callable[[Any], Result]
    rules: tuple[Rule, ...]


_TABLE = (
    Calculator(
        "permitted-work",
        "calculators.benefits.permitted_work",
        "PermittedWorkRequest",
        "PermittedWorkResult",
        "permitted_work",
        "Does this work fit the permitted work rules of ESA?",
    ),
    Calculator(
        "minimum-wage",
        "calculators.pay.minimum_wage",
        "MinimumWageRequest",
        "MinimumWageResult",
        "minimum_wage",
        "Is this pay at least the minimum wage?",
    ),
    Calculator(
        "job-search",
        "calculators.job_search",
        "JobSearchRequest",
        "JobSearchResult",
        "job_search",
        "Where does the 30-day clock to a first employer stand?",
    ),
    Calculator(
        "release-day",
        "calculators.release",
        "ReleaseDayRequest",
        "ReleaseDayResult",
        "release_day",
        "Which day is somebody due out on a date expected to leave?",
    ),
    Calculator(
        "recall",
        "calculators.recall",
        "RecallRequest",
        "RecallResult",
        "recall",
        "When is somebody back in custody on recall expected out?",
    ),
    Calculator(
        "licence",
        "calculators.licence.check",
        "LicenceRequest",
        "LicenceResult",
        "check_licence",
        "Does this job or activity fit the licence?",
    ),
    Calculator(
        "better-off",
        "calculators.benefits.better_off",
        "BetterOffRequest",
        "BetterOffResult",
        "better_off",
        "What does this job leave, beside Universal Credit without it?",
    ),
    Calculator(
        "disclosure",
        "calculators.disclosure.check",
        "DisclosureRequest",
        "DisclosureResult",
        "disclosure",
        "When is each conviction spent, and what holds it open?",
    ),
    Calculator(
        "job-disclosure",
        "calculators.disclosure.job",
        "JobRequest",
        "JobResult",
        "job_disclosure",
        "By the day a job starts: what is unspent, what a check shows, what may be asked?",
    ),
    Calculator(
        "day-plan",
        "calculators.day_plan",
        "DayPlanRequest",
        "DayPlanResult",
        "day_plan",
        "Does the day of release fit, in which order, and what does not?",
    ),
    Calculator(
        "pay-periods",
        "calculators.benefits.pay_periods",
        "PayPeriodsRequest",
        "PayPeriodsResult",
        "pay_periods",
        "What does each Universal Credit month hold and leave, with these pay days?",
    ),
    Calculator(
        "assessment-periods",
        "calculators.benefits.assessment_periods",
        "AssessmentPeriodsRequest",
        "AssessmentPeriodsResult",
        "assessment_periods",
        "When do the months of Universal Credit begin, and when is it paid?",
    ),
    Calculator(
        "supported-rent",
        "calculators.benefits.supported_rent",
        "SupportedRentRequest",
        "SupportedRentResult",
        "supported_rent",
        "What is left of the rent to pay in a supported or temporary home?",
    ),
    Calculator(
        "shared-room",
        "calculators.benefits.local_housing",
        "SharedRoomRequest",
        "SharedRoomResult",
        "shared_room",
        "Is this person's private rent kept to a room in a shared home?",
    ),
    Calculator(
        "surplus-earnings",
        "calculators.benefits.surplus",
        "SurplusRequest",
        "SurplusResult",
        "surplus_earnings",
        "What does a large last wage take off the next Universal Credit claim?",
    ),
    Calculator(
        "release-money",
        "calculators.benefits.release_money",
        "ReleaseMoneyRequest",
        "ReleaseMoneyResult",
        "release_money",
        "When can Universal Credit be claimed on release, and what does an advance cost?",
    ),
    Calculator(
        "job-start",
        "calculators.job_start",
        "JobStartRequest",
        "JobStartResult",
        "job_start",
        "What may be applied for when a job begins, and by when?",
    ),
    Calculator(
        "sick-pay",
        "calculators.pay.sick_pay",
        "SickPayRequest",
        "SickPayResult",
        "sick_pay",
        "How much Statutory Sick Pay do these days bring?",
    ),
    Calculator(
        "holiday",
        "calculators.pay.holiday",
        "HolidayRequest",
        "HolidayResult",
        "holiday",
        "How much paid holiday builds up?",
    ),
)

CALCULATORS: dict[str, Calculator] = {calculator.name: calculator for calculator in _TABLE}
