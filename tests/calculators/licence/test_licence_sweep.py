"""Over the whole catalogue: every term of every version has a proposal that trips it and one that is rightly clear.

And the mutation run: each rule is blinded in turn, so that it shows everything to be clear, and the sweep, the samples
or the cases of the kinds have to notice. Each other part that holds clear back is switched off in the same way.
"""

import json
from pathlib import Path

import pytest

from calculators.explain import RequestError
from calculators.licence import case, catalogue, met, permission, refusals, rules_devices, rules_things, states, wording
from calculators.licence.check import check_licence
from calculators.licence.evidence import Shown, Stated, weigh
from calculators.licence.rules import AWAY, BY_FACTS, BY_SHIFT
from calculators.licence.vocabulary import relation
from tests.calculators.licence.kinds import CASES
from tests.calculators.licence.licence_cases import ORDER, job, licence, read, request, verdict_of
from tests.calculators.licence.sweep import BY_A_PERSON, DUTIES, NOT_SHOWN, SKIPPED, SWEEP

TERMS = [(entry, version) for entry in catalogue.entries() for version in entry.versions]
RULED = [(e, v) for e, v in TERMS if e.rule in SWEEP and e.on_match != "skip"]
SAMPLES = json.loads((Path(__file__).parent / "facts" / "licence.json").read_text("utf-8"))


def named(pair):
    return f"{pair[1]} {pair[0].id}"


def held(entry, version, facts, *, approved=True, appointments=(), hours=("09:00", "15:00")):
    """The answer for a job under a licence (or an order) of this one term, entered in full."""
    given = SWEEP.get(entry.rule, ({},))[0]
    read_by = {param.name for param in entry.params}
    term = {"id": entry.id, "params": {name: value for name, value in given.items() if name in read_by}}
    approval = [{"for": "work_approval", "scope": {"proposal": "p1"}}] if approved else []
    booked = [{**row, "for": entry.id} for row in appointments]
    proposal = job(hours=hours, facts=facts, engagement="employee")
    asked = request(licence(term, version=version), proposal=proposal, permissions=approval, appointments=booked)
    return check_licence(read(asked))


def tripped(entry, version):
    _, facts, _, more = SWEEP[entry.rule]
    return verdict_of(held(entry, version, facts, **more), entry.id)


@pytest.mark.parametrize("pair", RULED, ids=named)
def test_what_ought_to_trip_a_term_is_never_clear(pair):
    entry, version = pair
    assert tripped(entry, version) in (("conflict",) if entry.on_match == "conflict" else ("ask", "conflict"))


@pytest.mark.parametrize("pair", RULED, ids=named)
def test_what_is_rightly_clear_is_clear_and_the_whole_with_it(pair):
    entry, version = pair
    result = held(entry, version, SWEEP[entry.rule][2])
    assert verdict_of(result, entry.id) == "clear"
    assert result.verdict == "clear"


@pytest.mark.parametrize("pair", RULED, ids=named)
def test_what_is_not_stated_never_clears(pair):
    entry, version = pair
    if SWEEP[entry.rule][2]:  # the others are cleared by the hours, or by an approval
        assert verdict_of(held(entry, version, {}), entry.id) in ("unknown", "ask")


@pytest.mark.parametrize("pair", [(e, v) for e, v in TERMS if e.id in DUTIES], ids=named)
def test_a_duty_is_told_when_it_is_tripped(pair):
    entry, version = pair
    trips, clears = DUTIES[entry.id]
    assert any(duty.id == entry.id for duty in held(entry, version, trips).duties)
    if clears is not None:
        assert not any(duty.id == entry.id for duty in held(entry, version, clears).duties)


def test_every_term_is_accounted_for_and_those_without_a_rule_are_ask():
    """The terms that no rule tests are these and no others."""
    ids = {entry.id for entry, _ in TERMS}
    ruled = {entry.id for entry, _ in RULED}
    assert ids - ruled - set(DUTIES) == NOT_SHOWN | BY_A_PERSON | SKIPPED
    for entry, version in TERMS:
        if entry.id in BY_A_PERSON:
            assert verdict_of(held(entry, version, {}), entry.id) == "ask"


# The mutation run


def survives():
    """Whether everything that is known to be true still comes out: the sweep, the samples and the kinds."""
    try:
        return _swept() and _sampled() and _cased()
    except (RequestError, KeyError):
        return False


def _swept():
    newest = {entry.id: (entry, entry.versions[-1]) for entry, _ in RULED}
    return all(tripped(entry, version) not in ("clear", None) for entry, version in newest.values())


def _sampled():
    for sample in SAMPLES:
        result = check_licence(read(sample["request"]))
        found = {row.id: row.verdict for row in result.conditions}
        wanted = sample["expect"]["conditions"]
        if result.verdict != sample["expect"]["verdict"] or any(found.get(name) != wanted[name] for name in wanted):
            return False
    return True


def _cased():
    for given, least in CASES.values():
        result = check_licence(read(given))
        found = {"verdict": result.verdict}
        for row in reversed(result.conditions):
            found |= {row.id: row.verdict, row.label: row.verdict}
        for what, verdict in least.items():
            if what not in found or ORDER.index(found[what]) < ORDER.index(verdict):
                return False
    return True


def test_nothing_is_switched_off():
    assert survives()


def shows_anything(*_):
    """What a rule would be that never looked."""
    yield Shown(Stated("nothing", "blinded"), "blinded")


@pytest.mark.parametrize("rule", [*sorted(SWEEP), "R-MANUAL"])
def test_a_rule_that_never_looks_is_noticed(rule, monkeypatch):
    monkeypatch.setitem(BY_FACTS if rule in BY_FACTS else BY_SHIFT, rule, shows_anything)
    assert not survives()


MECHANISMS = {
    "approval stands on every licence": (case, "implied", lambda row, listed: ()),
    "what is on record besides": (case.Case, "_unplaced", lambda self: ()),
    "nights elsewhere": (case, "_away", lambda facts: ()),
    "directions": (permission, "_directed", lambda *_: ()),
    "families of refusal": (permission, "covered", lambda name: frozenset({name})),
    "which term a permission is for": (permission, "sort_permissions", None),
    "whether a permission still fits": (permission, "_still_fits", lambda *_: True),
    "devices": (case.Case, "devices", ()),
    "places and roles in words": (wording, "reads_like", lambda *_: None),
    "kinds of things": (wording, "relation", lambda *_: "other"),
    "duties of the body": (rules_things, "_against_a_tag", lambda *_: None),
    "being offline with a device": (rules_devices, "_offline", lambda case: next(shows_anything())),
    "days nobody has recorded": (states, "_VERDICTS", {}),
    "hours that are not known": (case, "hours_of", lambda proposal: "none"),
    "since when a term stands": (case.Case, "stands_since", lambda *_: None),
    "evidence that is weighed": (met, "weigh", lambda on_match, evidence: weigh("skip", list(evidence)[-1:])),
}


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_mechanism_switched_off_is_noticed(name, monkeypatch):
    holder, attribute, instead = MECHANISMS[name]
    if attribute == "sort_permissions":
        monkeypatch.setattr(met, attribute, fits_all)
    else:
        monkeypatch.setattr(holder, attribute, instead)
    assert not survives()


def fits_all(case):
    """Permissions as they were once sorted: by the name of the catalogue, for every term that bears it."""
    rows = case.request.permissions
    return {id(term): tuple(row for row in rows if term.is_called(row.condition)) for term in case.terms}


@pytest.mark.parametrize("rule", AWAY)
def test_nights_that_no_longer_bear_on_a_rule_are_noticed(rule, monkeypatch):
    monkeypatch.delitem(AWAY, rule)
    assert not survives()


def test_facts_that_contradict_each_other_would_clear_if_they_were_let_through(monkeypatch):
    given = request(
        licence("work_approval", "no_work_with_children"),
        proposal=job(facts={"children": "none", "children_youngest": 4}),
        permissions=[{"for": "work_approval", "scope": {"proposal": "p1"}}],
    )
    with pytest.raises(RequestError):
        check_licence(read(given))
    monkeypatch.setattr(refusals, "_CONTRADICTED", ())
    assert check_licence(read(given)).verdict == "clear"


def test_what_was_not_stated_cannot_be_made_to_show_anything():
    for value in (None, "unknown"):
        with pytest.raises(ValueError, match="was not stated"):
            Stated("internet", value)
    assert weigh("conflict", ()).verdict == "ask"
    assert relation("knife", "splunger") == "unclear"
