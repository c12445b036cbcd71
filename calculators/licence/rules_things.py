"""Rules about work, devices, drink, money, papers and duties to tell."""

from __future__ import annotations

from calculators.licence.case import Case
from calculators.licence.facts import yes
from calculators.licence.finding import Finding, Told, asks, by_answer, clear, definite, tell, unknown
from calculators.licence.rules_time import alike
from calculators.licence.terms import Term

_NO_NET = "the work needs no internet"


def work(term: Term, case: Case) -> Finding:
    """Any work, paid or not, needs approval before it starts; only a permission for this proposal clears it."""
    if not case.is_work:
        return clear("it is not work")
    return definite(term, "no approval for this is recorded")


def devices(term: Term, case: Case) -> Finding:
    """Internet needs less the purposes permitted. What is left over is a conflict."""
    needs = case.facts.internet
    if needs is None or needs == "unknown":
        return unknown("whether the work needs the internet is not known", "internet")
    if needs == "none" or not needs:
        return clear(_NO_NET)
    found = definite(term, f"needs {_listed(needs)}, and no permission for that is on record")
    return Finding(found.verdict, found.why, needs=frozenset(needs))


def _listed(words: tuple[str, ...] | str) -> str:
    names = {"app": "an app", "email": "email", "web": "the web", "social": "posting online"}
    return ", ".join(names.get(word, word) for word in words)


def phone(term: Term, case: Case) -> Finding:
    """A works phone is a second phone."""
    return by_answer(
        term,
        "work_phone",
        case.facts.work_phone,
        "a work phone would be a second phone",
        "no work phone",
        "whether there is a work phone is not known",
    )


def device_history(term: Term, case: Case) -> Finding:
    """Devices whose history must be kept and shown: an employer's device, or one that wipes itself."""
    facts = case.facts
    if facts.internet == "none" or facts.internet == ():
        return clear("the work uses no device")
    if facts.internet is None or facts.internet == "unknown":
        return unknown("whether the work uses a device is not known", "internet")
    if yes(facts.auto_delete):
        return definite(term, "the device wipes its own history")
    if facts.device_owner == "employer":
        return definite(term, "an employer's device would have to be open to inspection")
    missing = [name for name in ("device_owner", "auto_delete") if getattr(facts, name) in (None, "unknown")]
    if missing:
        return unknown("whose device it is, and whether it wipes its history, is not known", *missing)
    return clear("the person's own device, which keeps its history")


def software(term: Term, case: Case) -> Finding:
    """VPNs, cloud storage, virtual desktops, auto-delete."""
    facts = case.facts
    if facts.software is None:
        if facts.internet == "none":
            return clear(_NO_NET)
        return unknown("which software the work uses is not known", "software")
    barred = [
        name for name in facts.software if not term.params.kinds or any(alike(k, name) for k in term.params.kinds)
    ]
    if not barred:
        return clear("none of the named software")
    return definite(term, f"the work uses {', '.join(name.replace('_', ' ') for name in barred)}")


def sites(term: Term, case: Case) -> Finding:
    """Sites or apps of a stated kind."""
    facts = case.facts
    if facts.apps is None:
        if facts.internet == "none":
            return clear(_NO_NET)
        return unknown("which apps or sites the work uses is not known", "apps")
    if not facts.apps:
        return clear("no apps or sites")
    return definite(term, f"compare {', '.join(facts.apps)} with the kind on the licence")


def uploads(term: Term, case: Case) -> Finding:
    """Posting or streaming: to tell or to ask, as the licence chose."""
    facts = case.facts
    posts = yes(facts.uploads)
    if posts is None and facts.internet == "none":
        posts = False
    if posts is None and isinstance(facts.internet, tuple) and "social" in facts.internet:
        posts = True
    if term.params.form == "notify":
        if posts is False:
            return clear("no posting online")
        return tell(
            "told, not asked", f"Tell the officer before posting online{'' if posts else ', if the work means it'}."
        )
    if posts is None:
        return unknown("whether the work means posting online is not known", "uploads")
    return definite(term, "the work means posting online") if posts else clear("no posting online")


def gambling(term: Term, case: Case) -> Finding:
    """Work in a gambling place is not gambling, but is asked about."""
    return by_answer(
        term,
        "gambling_site",
        case.facts.gambling_site,
        "it is a gambling place, though working there is not gambling",
        "it is not a gambling place",
        "whether it is a gambling place is not known",
    )


def tag(term: Term, case: Case) -> Finding:
    """Wearing a tag at work: metal detectors, water, heat, clean rooms, underground."""
    return by_answer(
        term,
        "body_duties",
        case.facts.body_duties,
        "duties that a tag may not go with",
        "no duties that a tag gets in the way of",
        "whether any duty gets in the way of a tag is not known",
    )


def abstain(term: Term, case: Case) -> Finding:
    """Working where drink is sold is not drinking; tasting is, under a ban."""
    tasting, sells = yes(case.facts.tasting), yes(case.facts.sells_alcohol)
    if sells is None and yes(case.facts.drinking_place):
        sells = True
    if tasting:
        if term.act == "prohibit" or term.act == "prohibit_unless_approved":
            return Finding("conflict", "tasting drink is part of the work")
        return asks("tasting drink is part of the work")
    if sells:
        return asks("alcohol is sold there, which is not drinking but is worth raising")
    missing = [name for name, known in (("sells_alcohol", sells), ("tasting", tasting)) if known is None]
    if sells is False or not missing:
        return clear("no alcohol is sold there")
    return unknown("whether alcohol is sold or tasted there is not known", *missing)


def item(term: Term, case: Case) -> Finding:
    """Tools of the trade against the named items."""
    named = (term.params.item,) if isinstance(term.params.item, str) else term.params.item
    tools = case.facts.tools
    if tools is None:
        return unknown("which tools are used is not known", "tools")
    if not named and term.id in ("no_camera", "no_camera_phone"):
        named = ("camera",)
    if tools and not named:
        return asks(f"compare {', '.join(tools)} with the item on the licence")
    match = [tool for tool in tools if any(alike(word, tool) for word in named)]
    if match:
        return definite(term, f"{', '.join(match)} is the named item")
    return clear("the named item is not among the tools")


def cash(term: Term, case: Case) -> Finding:
    """Cash over the sum: the person's own is a conflict, an employer's is a matter to ask."""
    facts, limit = case.facts, term.params.value
    if not case.is_work:
        return clear("it is not work with cash")
    if limit is None:
        return unknown("the sum in the condition is not entered", "value")
    if facts.cash_held is None:
        return unknown("how much cash would be held is not known", "cash_held")
    if facts.cash_held <= limit:
        return clear(f"cash stays at or under £{limit}")
    if facts.cash_whose == "own":
        return definite(term, f"own cash over £{limit}")
    if facts.cash_whose == "employer":
        return asks(f"the employer's cash over £{limit}")
    return unknown("whose cash it is is not known", "cash_whose")


def payslips(term: Term, case: Case) -> Finding:
    """Papers for the officer: work that gives none cannot meet the condition."""
    if case.kind not in ("job", "work_trial", "self_employment", "training"):
        return clear("it is not paid work")
    given = yes(case.facts.payslips)
    if given is None:
        return unknown("whether the work comes with payslips is not known", "payslips")
    if not given:
        return definite(term, "the work comes without payslips")
    return tell("the work comes with payslips", "Give payslips to the officer when asked and at least monthly.")


def vehicle_details(term: Term, case: Case) -> Finding:
    """Details of a vehicle before the first journey in it."""
    way = str(case.facts.driving).lower()
    if way in ("no", "false", "passenger") or case.facts.driving == "none":
        return clear("no vehicle to tell of")
    word = "" if case.facts.driving not in (None, "unknown") else " if a vehicle is used"
    return tell("told, not asked", f"Give the officer the vehicle's details before the first journey{word}.")


def money(term: Term, case: Case) -> Finding:
    """Accounts, transfers, assets and premises: told, not asked."""
    facts = case.facts
    if term.id == "tell_bank_accounts":
        if yes(facts.new_account) is False:
            return clear("no new account")
        word = "" if yes(facts.new_account) else ", if one is needed"
        return tell("told, not asked", f"Tell the officer before opening a new account{word}.")
    if term.id == "tell_premises_access":
        if not case.is_work:
            return clear("no new premises")
        return tell("told, not asked", "Give the officer the full address of the workplace and any store or lock-up.")
    if term.id == "tell_assets":
        limit, worth = term.params.value, facts.tools_value
        if worth is not None and (limit is None or worth > limit):
            return tell("told, not asked", "Give the officer details of the tools or vehicle bought for the work.")
        return clear("nothing bought for the work is over the sum")
    if not case.is_work:
        return clear("no money changes hands")
    return tell("told, not asked", "Ask the officer how wages paid by bank transfer are to be shown.")


def remind(term: Term, case: Case) -> Finding:
    """Plain duties to tell: new contact details, other names, and the like."""
    facts = case.facts
    if term.id == "tell_contact_details":
        known = [yes(facts.work_phone), False if facts.internet == "none" else yes(facts.work_email)]
        if known == [False, False]:
            return clear("no new phone or email")
        word = "" if True in known else ", if the work brings one"
        return tell("told, not asked", f"Tell the officer the new phone number or email address{word}.")
    if term.id == "tell_names":
        if yes(facts.trading_name):
            return tell("told, not asked", "Tell the officer the trading or stage name.")
        return clear("no other name is used")
    if term.id == "police_search":
        return tell("nothing to ask", "Remember that police may search the person and a vehicle they are with.")
    return tell("told, not asked", f"Remember the condition: {term.name}.")


def overseas(term: Term, case: Case) -> Finding:
    """Leaving the country; with the passport handed over it cannot be done."""
    abroad = yes(case.facts.overseas)
    if abroad is None and not case.is_work and case.kind != "journey":
        return clear("it is not work abroad")
    if abroad is None:
        return unknown("whether the work goes abroad is not known", "overseas")
    if not abroad:
        return clear("the work stays in the country")
    if any(other.id == "surrender_passport" for other in case.terms):
        return Finding("conflict", "the work goes abroad and the passport is handed over")
    return definite(term, "the work goes abroad")


def passport(term: Term, case: Case) -> Finding:
    """Applying for a passport, and showing it as proof of the right to work."""
    facts = case.facts
    if term.id == "surrender_passport" and yes(facts.overseas):
        return Finding("conflict", "the work goes abroad and the passport is handed over")
    needed = yes(facts.passport_needed)
    if term.on_match == "skip":
        return (
            tell("told, not asked", "Tell the officer before applying for a passport.")
            if needed
            else clear("no passport needed")
        )
    if needed is None:
        return unknown("whether a passport must be applied for is not known", "passport_needed")
    return definite(term, "a passport application") if needed else clear("no passport application")


def notification(term: Term, case: Case) -> Finding:
    """The register: never a verdict. A job alone is not a change to tell; these are."""
    facts = case.facts
    told = []
    if case.kind == "address" or (facts.nights_count or 0) >= 7 or yes(facts.live_in):
        told.append("Tell police the address, or any place stayed at for 7 nights in a year.")
    if yes(facts.household_children):
        told.append("Tell police of 12 hours or more in a household where somebody under 18 lives.")
    if yes(facts.new_account):
        told.append("Tell police of a new account or card.")
    if yes(facts.new_id) or yes(facts.passport_needed):
        told.append("Tell police of a new passport or identity document.")
    if yes(facts.overseas):
        told.append("Tell police of any travel abroad beforehand.")
    if yes(facts.trading_name):
        told.append("Tell police of any other name used.")
    why = "a job alone is not a change to tell; a new address, account, identity document or travel abroad is"
    return Finding("clear", why, told=tuple(Told(f"{text} Changes are told within 3 days.", "police") for text in told))


def nothing(term: Term, case: Case) -> Finding:
    """General conduct: no bearing on a proposal, and not shown."""
    return clear("no bearing on a proposal")
