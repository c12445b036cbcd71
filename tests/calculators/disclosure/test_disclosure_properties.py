"""What must hold of any person's record: order, one more thing, not knowing, and the page's own algorithm."""

import json
from datetime import date, timedelta
from pathlib import Path

from disclosure_cases import TODAY, outcome, read
from hypothesis import given, settings
from hypothesis import strategies as st

from calculators.disclosure.check import disclosure, standings
from tests.machine import processor_seconds

SETTINGS = settings(max_examples=60, deadline=None)

ORDERS = [
    "order/community_order",
    "order/hospital_order",
    "order/referral_order",
    "order/restraining_order",
    "order/serious_crime_prevention_order",
    "order/other_order",
    "discharge/conditional",
    "motoring/disqualification",
]
POINTS = ["motoring/penalty_points", "motoring/fixed_penalty_notice_endorsed", "fine/fine", "discharge/absolute"]
WHEN = st.integers(0, 6500).map(lambda n: str(date(2008, 1, 1) + timedelta(days=n)))
MONTHS = st.integers(1, 70).map(lambda n: {"months": n})
YES_NO = st.sampled_from([True, False, "dont_know"])


@st.composite
def sentence(draw, group, on, known=False):
    """One sentence of a conviction; with `known`, one of which nothing is missing."""
    age = draw(st.sampled_from(["adult", "under18"]))
    order = draw(st.sampled_from(ORDERS))
    what = draw(st.sampled_from(["custody", "order", "point", "motoring", "compensation", "endless"]))
    if what == "custody":
        kind = draw(st.sampled_from(["custody/prison", "custody/youth_detention"]))
        named = draw(st.booleans() if known else YES_NO)
        never = draw(st.sampled_from([None, None, None, "life", "extended_sentence"]))
        return outcome(kind, on, group, age_at_conviction=age, length=draw(MONTHS), schedule18=named, excluded=never)
    if what == "order":
        length = draw(st.one_of(st.none(), MONTHS))
        return outcome(
            draw(st.sampled_from(ORDERS)), on, group, age_at_conviction=age, length=length, endorsement=False
        )
    if what == "motoring":
        endorsed = draw(st.booleans() if known else YES_NO)
        return outcome("motoring/fine", on, group, age_at_conviction=age, endorsement=endorsed)
    if what == "compensation":
        paid = str(date.fromisoformat(on) + timedelta(days=draw(st.integers(0, 300))))
        return outcome(
            "compensation/compensation_order", on, group, paid_in_full_date=draw(st.sampled_from([paid, None]))
        )
    if what == "endless":
        return outcome(order, on, group, length="until_further_order", endorsement=False)
    return outcome(draw(st.sampled_from(POINTS)), on, group, age_at_conviction=age)


@st.composite
def records(draw, known=False, most=4):
    found = []
    for group in "ABCDE"[: draw(st.integers(1, most))]:
        on = draw(WHEN)
        for _ in range(draw(st.integers(1, 2))):
            found.append(draw(sentence(group, on, known)))
    return found


def ends(listed):
    """The four ends of every group that its state goes by, and whether it is not, or not surely, spent today."""
    found = {}
    for name, one in standings(read(*listed)).items():
        govuk, act = one.careful.govuk, one.careful.act
        found[name] = (govuk.earliest, govuk.latest, act.earliest, act.latest, one.state(TODAY) != "spent")
    return found


def none_is_earlier(before, after):
    return all(new >= old for name in before for old, new in zip(before[name], after[name], strict=True))


@SETTINGS
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(listed, random):
    shuffled = random.sample(listed, len(listed))
    one, other = disclosure(read(*listed)).groups, disclosure(read(*shuffled)).groups
    for name, group in one.items():
        same = ("govuk_date", "first_day_spent", "state", "spent_from", "held_open_by", "earliest", "latest")
        assert [getattr(group, field) for field in same] == [getattr(other[name], field) for field in same]


@SETTINGS
@given(records(), st.data())
def test_one_more_sentence_never_makes_anything_spent_earlier(listed, data):
    group = data.draw(st.sampled_from(listed))
    more = data.draw(sentence(group["group"], group["conviction_date"]))
    assert none_is_earlier(ends(listed), ends([*listed, more]))


@SETTINGS
@given(records(), st.data())
def test_one_more_conviction_never_makes_anything_spent_earlier(listed, data):
    on = data.draw(st.one_of(WHEN, st.sampled_from([one["conviction_date"] for one in listed])))
    more = data.draw(sentence("Z", on))
    assert none_is_earlier(ends(listed), ends([*listed, more]))
    caution = outcome("caution/conditional", on, "caution")
    assert ends(listed).items() <= ends([*listed, caution]).items()


@SETTINGS
@given(records(known=True))
def test_an_order_not_paid_never_makes_anything_spent_earlier(listed):
    unpaid = [{**one, "paid_in_full_date": None} if "paid_in_full_date" in one else one for one in listed]
    assert none_is_earlier(ends(listed), ends(unpaid))


@SETTINGS
@given(records(known=True), st.data())
def test_not_knowing_is_never_better_than_an_answer(listed, data):
    """Every answer lies between what not knowing gives, and not knowing is spent only where every answer is."""
    names = ["schedule18", "endorsement", "age_at_conviction"]
    place = data.draw(st.integers(0, len(listed) - 1))
    name = data.draw(st.sampled_from([name for name in names if name in listed[place]]))
    blank = [{**one, name: None} if number == place else one for number, one in enumerate(listed)]
    answered, unknown = ends(listed), ends(blank)
    for group, found in unknown.items():
        least, most = answered[group][0], answered[group][2]
        assert found[0] <= least <= found[1]
        assert found[2] <= most <= found[3]
        assert found[4] >= answered[group][4]


def page_algorithm(convictions):
    """The page's own words: dates held open until nothing moves, then what is never spent. Day, full, drag, never."""
    full = {name: found["full"] for name, found in convictions.items()}
    drag = {name: found["drag"] for name, found in convictions.items()}
    moved = True
    while moved:
        moved = False
        for x, first in convictions.items():
            for y, second in convictions.items():
                plain = x != y and not first["never"] and not second["never"] and drag[x] and drag[y]
                if plain and first["on"] <= second["on"] <= drag[x]:
                    last = max(drag[x], drag[y])
                    moved |= (drag[x], drag[y]) != (last, last)
                    drag[x] = drag[y] = last
                    for one in (x, y):
                        full[one] = full[one] if full[one] == "indefinite" else max(full[one], last)
    found = {}
    for x, first in convictions.items():
        later = [y for y in convictions.values() if y is not first and y["never"] and y["on"] >= first["on"]]
        hit = any(drag[x] and y["on"] <= drag[x] for y in later)
        found[x] = "never" if first["never"] or hit else str(full[x])
    return found


@st.composite
def plain_convictions(draw):
    """Convictions of one sentence, or one and an order that holds nothing open, each on a day of its own."""
    found, asked = {}, []
    days_on = draw(st.lists(WHEN, min_size=1, max_size=5, unique=True))
    for group, on in zip("ABCDE", days_on, strict=False):
        months, day = draw(st.integers(1, 40)), date.fromisoformat(on)
        never = draw(st.integers(0, 5)) == 0
        alone = not never and draw(st.integers(0, 3)) == 0
        if never:
            asked.append(outcome("custody/prison", on, group, length={"years": 6}, schedule18=True))
        elif not alone:
            asked.append(outcome("order/community_order", on, group, length={"months": months}))
        last = asked[-1] if not alone else None
        drag = None if never or alone else standings(read(last))[group].govuk.latest
        full = drag
        if alone or (not never and draw(st.booleans())):
            order = outcome("order/restraining_order", on, group, length={"months": draw(st.integers(1, 150))})
            asked.append(order)
            own = standings(read(order))[group].govuk.latest
            full = max(own, drag) if drag else own
        found[group] = {"on": day, "full": full, "drag": drag, "never": never}
    return asked, found


@SETTINGS
@given(plain_convictions())
def test_the_ministrys_day_is_the_fixpoint_of_the_page(asked_and_found):
    asked, convictions = asked_and_found
    found = {name: str(group.govuk_date) for name, group in disclosure(read(*asked)).groups.items()}
    assert found == page_algorithm(convictions)


@SETTINGS
@given(WHEN, st.integers(1, 70), st.sampled_from(["adult", "under18"]))
def test_of_one_sentence_of_months_the_ministrys_day_is_no_earlier(on, months, age):
    """On the Ministry's day itself it is still unspent."""
    asked = outcome("custody/prison", on, length={"months": months}, age_at_conviction=age, schedule18=False)
    (one,) = standings(read(asked)).values()
    assert one.act.latest <= one.govuk.latest + timedelta(days=1)


def test_a_thousand_requests_through_the_command_in_three_seconds(tmp_path):
    samples = json.loads((Path(__file__).parent / "facts" / "disclosure.json").read_text("utf-8"))
    requests = [samples[number % len(samples)]["request"] for number in range(1000)]
    file = tmp_path / "requests.json"
    file.write_text(json.dumps(requests), "utf-8")
    took, ran = processor_seconds("from ipstui.__main__ import main; main()", "calc", "disclosure", "--json", file)
    assert len(json.loads(ran.stdout)) == 1000
    assert took < 15  # 3 s is the aim; a slow machine is given time
