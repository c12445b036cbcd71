"""Rules about people: children, named people, groups, and what is said to whom."""

from __future__ import annotations

from calculators.licence.case import Case
from calculators.licence.facts import yes
from calculators.licence.finding import Finding, asks, by_answer, clear, definite, unknown
from calculators.licence.records import Verdict
from calculators.licence.terms import Term

# How each scale of contact with children is read by the three conditions about it (licence.md §5).
_CHILDREN: dict[str, dict[str, Verdict]] = {
    "none": {"R-CHILD-WORK": "clear", "R-CHILD-CONTACT": "clear", "R-NO-CHILD": "clear"},
    "incidental": {"R-CHILD-WORK": "ask", "R-CHILD-CONTACT": "ask", "R-NO-CHILD": "ask"},
    "supervised": {"R-CHILD-WORK": "conflict", "R-CHILD-CONTACT": "ask", "R-NO-CHILD": "conflict"},
    "regular": {"R-CHILD-WORK": "ask", "R-CHILD-CONTACT": "ask", "R-NO-CHILD": "conflict"},
    "unsupervised": {"R-CHILD-WORK": "conflict", "R-CHILD-CONTACT": "conflict", "R-NO-CHILD": "conflict"},
    "role": {"R-CHILD-WORK": "conflict", "R-CHILD-CONTACT": "conflict", "R-NO-CHILD": "conflict"},
}
_WORDS = {
    "none": "nobody under age is met",
    "incidental": "young people may pass by",
    "supervised": "young people are met under supervision",
    "regular": "colleagues or customers under age are met regularly",
    "unsupervised": "young people are met without supervision",
    "role": "the work itself is with young people",
}


def children(term: Term, case: Case) -> Finding:
    """Contact with children, on a scale; the ages and sex in the condition narrow it."""
    facts, params = case.facts, term.params
    level = facts.children
    if level is None or level == "unknown":
        return unknown("whether anyone under age is met is not known", "children")
    if level != "none":
        youngest = facts.children_youngest
        if youngest is not None and params.age is not None and youngest >= params.age:
            return clear(f"nobody under {params.age} is met")
        wanted = params.gender.removeprefix("any ")
        if wanted != "any" and facts.children_sex in ("female", "male") and facts.children_sex != wanted:
            return clear(f"no {wanted} child is met")
    return Finding(_CHILDREN[level][term.rule], _WORDS[level])


def named_people(term: Term, case: Case) -> Finding:
    """People not to meet. Their names are never stored: the person is asked, yes or no."""
    return by_answer(
        term,
        "named_person",
        case.facts.named_person,
        "the person would meet somebody they must not",
        "the person says they would meet nobody they must not",
        "the person has not been asked whether they would meet anybody they must not",
    )


def groups(term: Term, case: Case) -> Finding:
    """Groups nobody can look up: a prison, several people with convictions, a link to prison or probation."""
    facts = case.facts
    asked = (
        ("prison_site", facts.prison_site, "some of the work is in a prison"),
        ("coworkers_convictions", facts.coworkers_convictions, "several people with convictions work there"),
        ("coworkers_prisoners", facts.coworkers_prisoners, "people on day release work there"),
        ("hmpps_link", facts.hmpps_link, "the employer works for the prison or probation service"),
        ("named_person", facts.named_person, "the person would meet somebody they must not"),
    )
    for _, answer, why in asked:
        if yes(answer):
            return asks(why)
    missing = tuple(name for name, answer, _ in asked[:4] if yes(answer) is None)
    if term.id == "no_commercial_sex_or_companionship":
        return clear("ask the person if the place sells such services", "site_kind")
    return clear("nothing recorded points to it: ask the person who else works there", *missing)


def meetings(term: Term, case: Case) -> Finding:
    """Meetings, read literally, reach a team briefing; the form on organising also reaches web content."""
    facts = case.facts
    organising = term.id == "no_organising_demonstrations_or_sites"
    if yes(facts.meetings):
        return definite(term, "team meetings or group training; whether they count is for the officer")
    if organising and yes(facts.web_content):
        return definite(term, "web content is part of the work")
    missing = [] if yes(facts.meetings) is False else ["meetings"]
    if organising and yes(facts.web_content) is None and facts.internet != "none":
        missing.append("web_content")
    if missing:
        return unknown("whether there are meetings or web content is not known", *missing)
    return clear("no meetings are part of it")


def talks(term: Term, case: Case) -> Finding:
    """Giving talks, lectures or training."""
    return by_answer(
        term,
        "talks",
        case.facts.talks,
        "giving talks or training is part of the work",
        "no talks are part of the work",
        "whether talks are part of the work is not known",
    )


def tagged_by_hand(term: Term, case: Case) -> Finding:
    """Free text and general requirements: never clears itself, only by a person's tag."""
    touches = yes(term.params.touches_work)
    words = term.label or term.name
    if touches is False:
        return clear("tagged at entry as not touching work")
    if touches:
        return asks(f"tagged as touching work: {words}")
    return asks(f"a person must judge: {words}", "touches_work")
