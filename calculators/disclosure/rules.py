"""The rules the disclosure calculators follow, with where they are from and how sure they are."""

from __future__ import annotations

from calculators.disclosure.law import checks, law
from calculators.explain import Rule

_ACT = "Rehabilitation of Offenders Act 1974"
_CHECKED = law().checked

RULES: tuple[Rule, ...] = (
    Rule(
        text="A sentence lasts for its own time and then a period after it, longer for adults than for people under "
        "18 on the day of conviction. The periods hold since 28 Oct 2023, for convictions of any date.",
        source=f"{_ACT} s.5",
        checked=_CHECKED,
    ),
    Rule(
        text="Never spent: life, custody for life, IPP, extended sentences, and one sentence of over four years for "
        "an offence that Schedule 18 names.",
        source=f"{_ACT} s.5(1), (7A)",
        checked=_CHECKED,
    ),
    Rule(
        text="Two days are given: the one that the Ministry's service shows, and the first day spent by the Act. "
        "What is spent goes by the later, and on the Ministry's day itself it is still unspent.",
        source=law().govuk.source,
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="Of several sentences in one conviction the longest counts; custody that overlaps or follows on is one "
        "term. Convictions of one day are one.",
        source=f"{_ACT} s.5(7), s.6(2)",
        checked=_CHECKED,
    ),
    Rule(
        text="A further conviction before another is spent keeps both open to the later end. Cautions do not, and "
        "orders that prohibit, require or restrict hold no other conviction open.",
        source=f"{_ACT} s.6(4), (5)",
        checked=_CHECKED,
    ),
    Rule(
        text="A later sentence that is never spent makes earlier unspent convictions never spent, and touches no "
        "later one.",
        source=f"{_ACT} s.1(1)(b), s.6(4)(b)",
        checked=_CHECKED,
    ),
    Rule(
        text="A conviction with a sentence that is never spent has no period at all, whatever stands beside it, so its "
        "days hold no later one open. A later one is called spent only once the others beside it have ended too.",
        source=f"{_ACT} s.6(1), (2): a period where no sentence is excluded, and s.6(4); the care is ours",
        checked=_CHECKED,
        status="judgement",
    ),
    Rule(
        text="An unpaid fine or a broken requirement stops nothing; unpaid compensation or confiscation does.",
        source=f"{_ACT} s.1(2), (2B), s.5(2)",
        checked=_CHECKED,
    ),
    Rule(
        text="What is changed later does not count: an order's new last day or early end, release, a suspended "
        "sentence that is activated.",
        source=f"{_ACT} s.5(7)(c), (d), s.1(3)(b)",
        checked=_CHECKED,
    ),
    Rule(
        text="An endorsed licence lasts five years, or two and a half under 18, from the conviction.",
        source="Ministry of Justice service and Unlock; the section was not found",
        checked=_CHECKED,
        status="unconfirmed",
    ),
    Rule(
        text="Changes made between June and November 2026 were not looked for one by one.",
        source=law().source,
        checked=_CHECKED,
        status="unconfirmed",
    ),
)

JOB_RULES: tuple[Rule, ...] = (
    *RULES,
    Rule(
        text="Filtering: an unspent matter shows; custody, suspended too, and specified offences always show; another "
        "spent conviction drops off 11 years after it (5½ under 18), an adult caution after 6 years, a youth caution "
        "at once.",
        source=checks().filtering.source,
        checked=checks().checked,
        status=checks().filtering.status,
    ),
    Rule(
        text="The check that a kind of work carries is the usual one: the employer has to confirm it, and may ask for "
        "no higher one than the role has.",
        source="Unlock eligibility pages and trade lists; the table of roles names each",
        checked=checks().checked,
        status="unconfirmed",
    ),
)
