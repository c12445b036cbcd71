"""Rules about devices and the internet: a phone, scanner, till or vehicle with a connection counts for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from calculators.licence.case import Case
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated, Tell
from calculators.licence.facts import yes
from calculators.licence.terms import Term
from calculators.licence.vocabulary import relation
from calculators.licence.wording import answered

_NAMES = {"app": "an app", "email": "email", "web": "the web", "social": "posting online"}


def _offline(case: Case) -> Shown | None:
    """What shows that the work uses no device: no internet, and nothing among its things that could reach it."""
    if case.facts.internet not in ("none", ()) or case.devices:
        return None
    also = () if yes(case.facts.work_phone) is False else ("work_phone",)
    return Shown(Stated("internet", "none"), "the work needs no internet", also=also)


def devices(term: Term, case: Case) -> Iterator[Evidence]:
    """Internet needs less the purposes permitted, and any device that could reach it though nothing needs that."""
    needs = case.facts.internet
    if needs is None or needs == "unknown":
        yield Gap("whether the work needs the internet is not known", ("internet",))
    elif needs != "none" and needs:
        listed = ", ".join(_NAMES[word] for word in needs)
        yield Clash(f"needs {listed}, and no permission for that is on record", needs=frozenset(needs))
    elif shown := _offline(case):
        yield shown
    for device in case.devices:
        yield Doubt(f"{device} may reach the internet, needed or not", needs=frozenset({"device"}))


def phone(term: Term, case: Case) -> Iterator[Evidence]:
    """A works phone is a second phone."""
    tools = [tool for tool in case.facts.tools or () if relation("mobile phone", tool) in ("same", "perhaps")]
    if tools and not yes(case.facts.work_phone):
        yield Doubt(f"{tools[0]} among the tools may be a second phone")
    yield from answered(
        case,
        "work_phone",
        met="a work phone would be a second phone",
        not_met="no work phone",
        open_="whether there is a work phone is not known",
        lifted=True,
    )


def device_history(term: Term, case: Case) -> Iterator[Evidence]:
    """Devices whose history must be kept and shown: an employer's device, or one that wipes itself."""
    facts = case.facts
    if shown := _offline(case):
        yield shown
        return
    owner, wipes = case.said("device_owner"), case.said("auto_delete")
    if wipes and wipes.value is True:
        yield Clash("the device wipes its own history")
    if (owner and owner.value == "employer") or yes(facts.work_phone):
        yield Clash("an employer's device would have to be open to inspection")
        return
    missing = tuple(name for name, said in (("device_owner", owner), ("auto_delete", wipes)) if said is None)
    if missing and not case.devices and facts.internet in (None, "unknown"):
        yield Gap("whether the work uses a device is not known", ("internet",), lifted=True)
    elif missing:
        yield Gap("whose device it is, and whether it wipes its history, is not known", missing, lifted=True)
    elif owner and wipes and wipes.value is False:
        yield Shown(owner, "the person's own device, which keeps its history")
    for device in case.devices:
        yield Doubt(f"{device}: would its history be kept and open to inspection?")


def software(term: Term, case: Case) -> Iterator[Evidence]:
    """VPNs, cloud storage, virtual desktops, auto-delete."""
    used, kinds = case.facts.software, term.params.kinds
    if used is None:
        yield _unnamed(case, "which software the work uses is not known", "software")
        return
    barred = [name for name in used if not kinds or name in kinds]
    if barred:
        yield Clash(f"the work uses {', '.join(name.replace('_', ' ') for name in barred)}")
    else:
        yield Shown(Stated("software", used), "none of the named software")


def sites(term: Term, case: Case) -> Iterator[Evidence]:
    """Sites or apps of a stated kind."""
    used = case.facts.apps
    if used is None:
        yield _unnamed(case, "which apps or sites the work uses is not known", "apps")
    elif not used:
        yield Shown(Stated("apps", used), "no apps or sites")
    else:
        yield Clash(f"compare {', '.join(used)} with the kind on the licence")


def uploads(term: Term, case: Case) -> Iterator[Evidence]:
    """Posting or streaming: to tell or to ask, as the licence chose; where that is not entered, to ask."""
    said = case.said("uploads")
    if said is None and isinstance(case.facts.internet, tuple) and "social" in case.facts.internet:
        said = Stated("uploads", True)
    if said and said.value is False:
        yield Shown(said, "no posting online")
    elif term.params.form == "notify" and not (said is None and _offline(case)):
        word = "" if said else ", if the work means it"
        yield Tell(
            "told, not asked", f"Tell the officer before posting online{word}.", also=() if said else ("uploads",)
        )
    elif said:
        yield Clash("the work means posting online")
    else:
        yield _unnamed(case, "whether the work means posting online is not known", "uploads")


def _unnamed(case: Case, words: str, fact: str) -> Evidence:
    """What is used is not named: nothing where the work is offline, to ask where a device is there, else not known."""
    if shown := _offline(case):
        return shown
    if case.devices and case.facts.internet in ("none", ()):
        return Doubt(f"{case.devices[0]} may reach the internet, and {words}", (fact,))
    return Gap(words, (fact,))


def gambling(term: Term, case: Case) -> Iterator[Evidence]:
    """Work in a gambling place is not gambling, but is asked about."""
    yield from answered(
        case,
        "gambling_site",
        met="it is a gambling place, though working there is not gambling",
        not_met="it is not a gambling place",
        open_="whether it is a gambling place is not known",
    )
