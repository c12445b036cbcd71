"""Rules about work, drink, tools, the body, money, papers and duties to tell."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from calculators.licence.case import Case
from calculators.licence.clock import Shift
from calculators.licence.evidence import Clash, Doubt, Evidence, Gap, Shown, Stated, Tell
from calculators.licence.facts import yes
from calculators.licence.records import BY_DAY
from calculators.licence.rules_time import set_times
from calculators.licence.terms import Term
from calculators.licence.vocabulary import bearing
from calculators.licence.wording import answered, compared, reads_like


def _kind(case: Case, words: str) -> Shown:
    return Shown(Stated("kind", case.kind), words)


def work(term: Term, case: Case) -> Iterator[Evidence]:
    """Any work, paid or not, needs approval before it starts; only a permission for this proposal clears it."""
    yield Clash("no approval for this is recorded") if case.is_work else _kind(case, "it is not work")


# Drink


def drinking_place(term: Term, case: Case, shift: Shift) -> Iterator[Evidence]:
    """Places that sell alcohol without a meal or a bed, or after midnight with entertainment."""
    place = _drinking_place(case)
    if isinstance(place, Clash):
        place = set_times(term, shift, place, "it is a drinking place, outside the set times")
    yield place
    if isinstance(place, Shown | Gap) and (text := reads_like(case, "drinking_place")):
        met = Doubt(f"{text} reads like a drinking place, and the answers do not say so", ("drinking_place",))
        yield set_times(term, shift, met, "outside the set times")


def _drinking_place(case: Case) -> Evidence:
    """The two limbs of the condition, each yes, no or not known."""
    facts = case.facts
    met = Clash("the work is in a drinking place; the kitchen, cleaning and the door count as entering")
    answer, sells = case.said("drinking_place"), case.said("sells_alcohol")
    meal, late = yes(facts.food_or_stay_required), yes(facts.open_after_midnight)
    if answer and answer.value is False and sells and sells.value is True and (meal is False or late):
        return Doubt("it is said to be no drinking place, and what is sold and when says that it is one")
    if answer:
        return (
            met if answer.value is True else Shown(answer, "it is not a drinking place as the condition describes one")
        )
    if sells is None:
        return Gap("whether it is a drinking place is not known", ("drinking_place",))
    if sells.value is False:
        return Shown(sells, "no alcohol is sold there")
    if meal is False or late:
        return met
    if meal and late is False:
        return Shown(sells, "alcohol is sold only with a meal or a bed, and not after midnight with entertainment")
    limbs = (("food_or_stay_required", meal), ("open_after_midnight", late))
    return Gap("whether it is a drinking place is not known", tuple(name for name, known in limbs if known is None))


def abstain(term: Term, case: Case) -> Iterator[Evidence]:
    """Working where drink is sold is not drinking; tasting is, under a ban. The tag has to be worn at work too."""
    tasting, sells = case.said("tasting"), case.said("sells_alcohol")
    if tasting and tasting.value is True:
        yield Clash("tasting drink is part of the work", outright=term.act in ("prohibit", "prohibit_unless_approved"))
    named = reads_like(case, "drinking_place") or reads_like(case, "tasting")
    if (sells and sells.value is True) or yes(case.facts.drinking_place) or named:
        yield Doubt("alcohol is sold or made there, which is not drinking but is worth raising")
    missing = tuple(name for name, said in (("sells_alcohol", sells), ("tasting", tasting)) if said is None)
    if missing:
        yield Gap("whether alcohol is sold or tasted there is not known", missing)
    else:
        shown = ((sells, "no alcohol is sold there"), (tasting, "none is tasted"))
        yield from (Shown(said, words) for said, words in shown if said and said.value is False)
    if met := _against_a_tag(case):
        yield Doubt(f"{met}, which a tag may not go with")


# Tools and the body


def tag(term: Term, case: Case) -> Iterator[Evidence]:
    """Wearing a tag at work: water, heat, bare wrists, metal detectors, clean rooms, underground."""
    duties = case.said("body_duties")
    if met := _against_a_tag(case):
        yield Clash(f"{met}, which a tag may not go with")
    elif duties is None:
        yield Gap("whether any duty gets in the way of a tag is not known", ("body_duties",))
    elif duties.value in (False, ()):
        yield Shown(duties, "no duties that a tag gets in the way of")
    else:
        listed = duties.value if isinstance(duties.value, tuple) else (str(duties.value),)
        yield Doubt(f"{', '.join(listed)}: ask whether a tag goes with that")


def _against_a_tag(case: Case) -> str | None:
    """The duty, role, place or tool that a tag may not go with; None where nothing says so."""
    duties = case.facts.body_duties
    if yes(duties):
        return "duties of the body"
    listed = duties if isinstance(duties, tuple) else ()
    return next((text for text in (*listed, *case.named) if bearing("body_duties", text)), None)


def item(term: Term, case: Case) -> Iterator[Evidence]:
    """Tools of the trade against the named items; a work phone and the vehicle are among the things of the work."""
    named = (term.params.item,) if isinstance(term.params.item, str) else term.params.item
    named = tuple(word for word in named if word) or term.items
    tools = case.said("tools")
    things = [*(case.facts.tools or ()), *([case.facts.vehicle] if case.facts.vehicle else [])]
    things += ["work phone"] if yes(case.facts.work_phone) else []
    if tools is None:
        yield Gap("which tools are used is not known", ("tools",))
    elif not things:
        yield Shown(tools, "no tools are used")
    if things and not named:
        yield Gap("the named item is not entered", ("item",))
        yield Doubt(f"compare {', '.join(things)} with the item on the licence")
    yield from compared("tools", named, things, "the tools")


# Money and papers


def cash(term: Term, case: Case) -> Iterator[Evidence]:
    """Cash over the sum: the person's own is a conflict, an employer's is a matter to ask."""
    held, whose, limit = case.said("cash_held"), case.facts.cash_whose, term.params.value
    if not case.is_work:
        yield _kind(case, "it is not work with cash")
    elif limit is None:
        yield Gap("the sum in the condition is not entered", ("value",))
    elif held is None or case.facts.cash_held is None:
        yield Gap("how much cash would be held is not known", ("cash_held",))
    elif case.facts.cash_held <= limit:
        yield Shown(held, f"at most £{case.facts.cash_held} is held, the sum is £{limit}")
    elif whose == "own":
        yield Clash(f"own cash over £{limit}")
    elif whose == "employer":
        yield Doubt(f"the employer's cash over £{limit}")
    else:
        yield Gap("whose cash it is is not known", ("cash_whose",))


def payslips(term: Term, case: Case) -> Iterator[Evidence]:
    """Papers for the officer: work that gives none cannot meet the condition."""
    given = case.said("payslips")
    if case.kind not in ("job", "work_trial", "self_employment", "training"):
        yield _kind(case, "it is not paid work")
    elif given is None:
        yield Gap("whether the work comes with payslips is not known", ("payslips",))
    elif given.value is False:
        yield Clash("the work comes without payslips")
    else:
        yield Shown(given, "the work comes with payslips")
        yield Tell("told, not asked", "Give payslips to the officer when asked and at least monthly.")


def vehicle_details(term: Term, case: Case) -> Iterator[Evidence]:
    """Details of a vehicle before the first journey in it."""
    said = case.said("driving")
    if said and case.driving in ("none", "passenger"):
        yield Shown(said, "no vehicle to tell of")
        return
    word = "" if said else " if a vehicle is used"
    text = f"Give the officer the vehicle's details before the first journey{word}."
    yield Tell("told, not asked", text, also=() if said else ("driving",))


def money(term: Term, case: Case) -> Iterator[Evidence]:
    """Accounts, transfers, assets and premises: told, not asked."""
    account, worth = case.said("new_account"), case.said("tools_value")
    if not case.is_work and term.id != "tell_bank_accounts":
        yield _kind(case, "it is not work")
    elif term.id == "tell_bank_accounts" and account and account.value is False:
        yield Shown(account, "no new account")
    elif term.id == "tell_bank_accounts":
        word = "" if account else ", if one is needed"
        text = f"Tell the officer before opening a new account{word}."
        yield Tell("told, not asked", text, also=() if account else ("new_account",))
    elif term.id == "tell_premises_access":
        yield Tell("told, not asked", "Give the officer the full address of the workplace and any store or lock-up.")
    elif term.id == "tell_assets":
        yield from _assets(term, worth)
    else:
        yield Tell("told, not asked", "Ask the officer how wages paid by bank transfer are to be shown.")


def _assets(term: Term, worth: Stated | None) -> Iterator[Evidence]:
    limit = term.params.value
    if worth is None:
        yield Gap("what is bought for the work, and its worth, is not known", ("tools_value",))
    elif limit is not None and isinstance(worth.value, Decimal) and worth.value <= limit:
        yield Shown(worth, f"what is bought for the work is worth £{worth.value}, the sum is £{limit}")
    else:
        yield Tell("told, not asked", "Give the officer details of the tools or vehicle bought for the work.")


def remind(term: Term, case: Case) -> Iterator[Evidence]:
    """Plain duties to tell: new contact details, other names, and the like."""
    if term.id == "tell_contact_details":
        yield from _contact_details(case)
    elif term.id == "tell_names":
        other = case.said("trading_name")
        if other and other.value is False:
            yield Shown(other, "no other name is used")
        elif other:
            yield Tell("told, not asked", "Tell the officer the trading or stage name.")
        else:
            yield Gap("whether another name is used is not known", ("trading_name",))
    elif term.id == "police_search":
        yield Tell("nothing to ask", "Remember that police may search the person and a vehicle they are with.")
    else:
        yield Tell("told, not asked", f"Remember the condition: {term.name}.")


def _contact_details(case: Case) -> Iterator[Evidence]:
    phone, mail = case.said("work_phone"), case.said("work_email")
    if mail is None and case.facts.internet in ("none", ()):
        mail = Stated("work_email", False)
    if phone and mail and phone.value is False and mail.value is False:
        yield Shown(phone, "no new phone or email")
        return
    word = "" if any(said and said.value is True for said in (phone, mail)) else ", if the work brings one"
    also = tuple(name for name, said in (("work_phone", phone), ("work_email", mail)) if said is None)
    yield Tell("told, not asked", f"Tell the officer the new phone number or email address{word}.", also=also)


def overseas(term: Term, case: Case) -> Iterator[Evidence]:
    """Leaving the country; with the passport handed over it cannot be done."""
    abroad = case.said("overseas")
    if abroad is None and case.kind in BY_DAY:
        yield _kind(case, f"an {case.kind} does not mean going abroad")
    elif abroad is None:
        yield Gap("whether the work goes abroad is not known", ("overseas",))
    elif abroad.value is False:
        yield Shown(abroad, "the work stays in the country")
    elif any(other.id == "surrender_passport" for other in case.terms):
        yield Clash("the work goes abroad and the passport is handed over", outright=True)
    else:
        yield Clash("the work goes abroad")


def passport(term: Term, case: Case) -> Iterator[Evidence]:
    """Applying for a passport, and showing it as proof of the right to work."""
    handed_over = term.id == "surrender_passport"
    if handed_over and yes(case.facts.overseas):
        yield Clash("the work goes abroad and the passport is handed over", outright=True)
    elif handed_over and case.said("overseas") is None:
        yield Gap("whether the work goes abroad is not known", ("overseas",))
    needed = case.said("passport_needed")
    if term.on_match == "skip" and needed and needed.value is True:
        yield Tell("told, not asked", "Tell the officer before applying for a passport.")
        return
    yield from answered(
        case,
        "passport_needed",
        met="a passport application",
        not_met="no passport application",
        open_="whether a passport must be applied for is not known",
    )


def notification(term: Term, case: Case) -> Iterator[Evidence]:
    """The register: never a verdict. A job alone is not a change to tell; these are."""
    facts = case.facts
    why = "a job alone is not a change to tell; a new address, account, identity document or travel abroad is"
    yield _kind(case, why)
    for due, text in (
        (
            case.kind == "address" or (facts.nights_count or 0) >= 7 or yes(facts.live_in),
            "Tell police the address, or any place stayed at for 7 nights in a year.",
        ),
        (
            yes(facts.household_children),
            "Tell police of 12 hours or more in a household where somebody under 18 lives.",
        ),
        (yes(facts.new_account), "Tell police of a new account or card."),
        (yes(facts.new_id) or yes(facts.passport_needed), "Tell police of a new passport or identity document."),
        (yes(facts.overseas), "Tell police of any travel abroad beforehand."),
        (yes(facts.trading_name), "Tell police of any other name used."),
    ):
        if due:
            yield Tell(why, f"{text} Changes are told within 3 days.", "police")


def nothing(term: Term, case: Case) -> Iterator[Evidence]:
    """General conduct: no bearing on a proposal, and not shown."""
    yield _kind(case, "no bearing on a proposal")
