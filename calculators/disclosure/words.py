"""What an answer about disclosure says in sentences: how a conviction stands, and what to take care of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from calculators.disclosure.law import schedule18
from calculators.disclosure.records import Group, Shown

ASSUMED = (
    "Not legal advice. Taken as given: the dates as entered, every conviction there is, no further one, the sentence "
    "served, courts of England and Wales, nothing disregarded or pardoned."
)
CHECK_FIRST = (
    "Before anybody relies on this, a basic check (DBS) or the helplines of Unlock or Nacro: the two readings differ, "
    "or a date is not certain"
)

FLAGS: Mapping[str, str] = {
    "act_is_later": "By the Act's own words it lasts longer than the Ministry's service shows; the later day is used",
    "not_offered_on_govuk": "The Ministry's service does not take this, so it shows no day for it",
    "no_end_given": "The order gives no last day, so it counts for 24 months",
    "endorsement_not_said": "Was the licence endorsed? An endorsement is said to last 5 years, or 2½ under 18 "
    "(unconfirmed), and the Ministry's service leaves it out for a ban",
    "longer_than_the_law_has": "The length is more than the law has for this sentence: check it",
    "beside_never_spent": "An earlier conviction has a sentence that is never spent and others beside it. By the Act's "
    "words it has no period and holds nothing open; here it does, to be on the safe side: have this one checked",
    "several_terms": "More than one custodial term: those that follow one another are one term, so enter their total",
    "variation_does_not_count": "A later change of an order's last day does not count: the first one does",
    "early_end_does_not_count": "An order that ends early still counts to the last day it was given",
    "early_release_does_not_count": "Release before the end of the sentence does not bring the day nearer",
    "activation_does_not_count": "A suspended sentence that was activated later still counts as it was imposed: "
    "have this one checked",
    "operational_period_does_not_count": "The term imposed counts, not how long it was suspended for",
    "unpaid_does_not_count": "A fine that is not paid, or a broken requirement, does not stop it from being spent",
    "not_a_sentence": "Costs and surcharges are no sentences and change nothing",
    "summary_only_counts": "Summary offences extend others too, since 10 Mar 2014",
    "approximate": "A date is approximate, and so is the answer",
}
DOUBTFUL = frozenset(
    {
        *("act_is_later", "approximate", "longer_than_the_law_has", "endorsement_not_said"),
        *("activation_does_not_count", "beside_never_spent"),
    }
)


def of_schedule18() -> str:
    """What helps to answer whether the schedule names an offence."""
    held = schedule18()
    return (
        f"Over four years, the offence decides whether it is ever spent: is it one that Schedule 18 names? Yes, no or "
        f"don't know is enough. Named, among others: {', '.join(held.named)}. Not named: {', '.join(held.not_named)}. "
        f"{held.not_seen}"
    )


def warnings(groups: Mapping[str, Group]) -> tuple[str, ...]:
    """What bears on this answer, each said once with the convictions it is about."""
    found = [ASSUMED]
    doubtful = [name for name, group in groups.items() if DOUBTFUL.intersection(group.flags)]
    if doubtful:
        found.append(f"{CHECK_FIRST} ({', '.join(doubtful)}).")
    for flag, text in FLAGS.items():
        of = [name for name, group in groups.items() if flag in group.flags]
        if of:
            found.append(f"{text} ({', '.join(of)}).")
    if any("schedule18_not_said" in group.flags for group in groups.values()):
        found.append(of_schedule18())
    return tuple(found)


def in_short(groups: Mapping[str, Group], as_of: date) -> str:
    """The answer for a day in one sentence."""
    if not groups:
        return "Nothing was entered."
    return f"On {say(as_of)}: {'; '.join(f'{name} {stands(group)}' for name, group in groups.items())}."


def stands(group: Group) -> str:
    """How one conviction stands, never two states in one word."""
    day = group.spent_from
    return {
        "spent": f"is spent, since {say(day)}" if day else "is spent",
        "unspent": f"is unspent, and spent from {say(day)}" if day else "is unspent",
        "never": "is never spent",
        "until_order_ends": "is unspent until the order ends",
        "until_paid": "is unspent until it is paid in full",
        "unknown": f"cannot be told: {_between(group)}",
    }[group.state]


def say(value: Shown) -> str:
    """A day, or the word that stands for one."""
    return f"{value.day} {value:%b %Y}" if isinstance(value, date) else value


def _between(group: Group) -> str:
    first, last = group.earliest, group.latest
    if first is None or last is None or last == "unknown" or first == "immediately":
        return "a fact is missing"
    return f"at the earliest {say(first)}, at the latest {say(last)}"
