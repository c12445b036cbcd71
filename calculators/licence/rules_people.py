"""Rules about people: children, named people, groups, and what is said to whom."""

from __future__ import annotations

from collections.abc import Iterator

from calculators.licence.case import Case
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated
from calculators.licence.facts import yes
from calculators.licence.terms import Term
from calculators.licence.vocabulary import relation
from calculators.licence.wording import answered, reads_like

# Which contact with children each of the three conditions bars, and which it only asks about (licence.md §5).
_BARRED = {
    "R-CHILD-WORK": ("supervised", "unsupervised", "role"),
    "R-CHILD-CONTACT": ("unsupervised", "role"),
    "R-NO-CHILD": ("supervised", "regular", "unsupervised", "role"),
}
_WORDS = {
    "none": "nobody under age is met",
    "incidental": "young people may pass by",
    "supervised": "young people are met under supervision",
    "regular": "colleagues or customers under age are met regularly",
    "unsupervised": "young people are met without supervision",
    "role": "the work itself is with young people",
}


def children(term: Term, case: Case) -> Iterator[Evidence]:
    """Contact with children, on a scale; the ages and sex in the condition narrow it. The household counts too."""
    level = case.said("children")
    if level is None:
        yield Gap("whether anyone under age is met is not known", ("children",))
    elif level.value == "none":
        if text := reads_like(case, "children"):
            yield Doubt(f"{text} reads like work or a place with young people, and the answer is none")
        yield Shown(level, _WORDS["none"])
    else:
        yield _met(term, case, str(level.value))
    if any(fact != "overseas" for fact, _ in case.away) and yes(case.facts.household_children) is not False:
        known = yes(case.facts.household_children)
        words = "somebody under age lives where the nights are spent"
        yield Clash(words) if known else Gap(f"whether {words} is not known", ("household_children",))


def _met(term: Term, case: Case, level: str) -> Evidence:
    youngest, sex, age = case.said("children_youngest"), case.said("children_sex"), term.params.age
    if youngest and age is not None and isinstance(youngest.value, int) and youngest.value >= age:
        return Shown(youngest, f"the youngest who is met is {youngest.value}, the term is under {age}")
    wanted = term.params.gender.removeprefix("any ")
    if wanted != "any" and sex and sex.value in ("female", "male") and sex.value != wanted:
        return Shown(sex, f"no {wanted} child is met")
    return Clash(_WORDS[level]) if level in _BARRED[term.rule] else Doubt(_WORDS[level])


def named_people(term: Term, case: Case) -> Iterator[Evidence]:
    """People not to meet. Their names are never stored: the person is asked, yes or no, and not asked is to ask."""
    yield from answered(
        case,
        "named_person",
        met="the person would meet somebody they must not",
        not_met="the person says they would meet nobody they must not",
        open_="the person has not been asked whether they would meet anybody they must not",
        doubtful=True,
    )


_GROUPS = {
    "prison_site": ("some of the work is in a prison", "none of the work is in a prison"),
    "coworkers_convictions": ("several people with convictions work there", "no others with convictions work there"),
    "coworkers_prisoners": ("people on day release work there", "nobody on day release works there"),
    "hmpps_link": (
        "the employer works for the prison or probation service",
        "the employer does not work for the prison or probation service",
    ),
    "named_person": (
        "the person would meet somebody they must not",
        "the person says they would meet nobody they must not",
    ),
}


def groups(term: Term, case: Case) -> Iterator[Evidence]:
    """Groups nobody can look up: each question the condition needs is asked, and no answer is never no."""
    if "site_kind" in term.facts:
        yield from _adult_venue(case)
        return
    for fact, (met, not_met) in _GROUPS.items():
        needed = fact in term.facts if term.facts else True
        if needed:
            open_ = f"not known: {met}"
            yield from answered(case, fact, met=met, not_met=not_met, open_=open_, doubtful=True)
        elif yes(getattr(case.facts, fact)):
            yield Doubt(met)


def _adult_venue(case: Case) -> Iterator[Evidence]:
    kind = case.said("site_kind")
    if kind is None:
        yield Doubt("does the place sell such services?", ("site_kind",))
    elif relation("adult venue", str(kind.value)) == "other":
        yield Shown(kind, f"{kind.value} is plainly not a place that sells such services")
    else:
        yield Doubt(f"{kind.value}: does the place sell such services?")


def meetings(term: Term, case: Case) -> Iterator[Evidence]:
    """Meetings, read literally, reach a team briefing; the form on organising also reaches web content."""
    yield from answered(
        case,
        "meetings",
        met="team meetings or group training; whether they count is for the officer",
        not_met="no meetings are part of it",
        open_="whether there are meetings is not known",
    )
    if "web_content" in term.facts:
        offline = case.facts.internet in ("none", ()) and case.facts.web_content is None and not case.devices
        if offline:
            yield Shown(Stated("internet", "none"), "the work needs no internet")
            return
        yield from answered(
            case,
            "web_content",
            met="web content is part of the work",
            not_met="no web content is part of it",
            open_="whether web content is part of it is not known",
        )


def talks(term: Term, case: Case) -> Iterator[Evidence]:
    """Giving talks, lectures or training."""
    yield from answered(
        case,
        "talks",
        met="giving talks or training is part of the work",
        not_met="no talks are part of the work",
        open_="whether talks are part of the work is not known",
    )


def tagged_by_hand(term: Term, case: Case) -> Iterator[Evidence]:
    """Free text and general requirements: only a person's tag says whether they touch work."""
    touches, words = yes(term.params.touches_work), term.label or term.name
    if touches is False:
        yield Shown(Stated("touches_work", False), "tagged at entry as not touching work")
    elif touches:
        yield Doubt(f"tagged as touching work: {words}")
    else:
        yield Doubt(f"a person must judge: {words}", ("touches_work",))
