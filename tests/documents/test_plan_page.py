"""The pages of what is written together: nothing on them that must not be there, and nothing without a yes."""

import re
from datetime import date, time
from html.parser import HTMLParser

import pytest

from ipstui.casework import events as ev
from ipstui.casework.casefile import casefile_of
from ipstui.casework.checks import Unfit
from ipstui.casework.release_day.state import DayItem, write_items
from ipstui.demo import demo_caseload
from ipstui.documents.guarded import guard_for, topics_of
from ipstui.documents.made import page_of
from ipstui.documents.plan_page import as_html, as_text
from tests.casework.made_up import JO, TODAY, casefile, day, from_prison, told

PARTS = ("understanding", "action_plan", "release_day")
# Written here anew, and not taken from the guard: whoever reads the page looks for these.
NEVER = re.compile(
    r"offen|crime|convict|sentence|burgl|theft|assault|robber|weapon|violen|\brisk|danger|harm|suicid|mappa|safeguard|"
    r"medic|tablet|script|chemist|surgery|\bgp\b|doctor|mental|anxi|depress|\bocd\b|disorder|diagnos|hospital|nurse|"
    r"drug|alcohol|methadone|addict|recovery|\btag\b|why i was inside",
    re.IGNORECASE,
)


def made(file, part, to="", names=(), may_name=()):
    return page_of(file, part, to, names=names, specialist="Alex", today=file.story.today, may_name=may_name)


def test_every_page_of_the_demo_is_free_of_what_must_not_be_there():
    today = date(2026, 11, 25)
    demo = demo_caseload(today)
    names = [(client.id, client.name) for client in demo.clients]
    pages = 0
    for client in demo.clients:
        file = casefile_of(client, [e for e in demo.events if e.client == client.id], today, demo.settings)
        for part in PARTS:
            for to in ("", *file.story.plans.sharing_with(part)):
                try:
                    page = made(file, part, to, names)
                except Unfit:
                    continue
                pages += 1
                for text in (as_text(page), as_html(page).partition("<body>")[2]):
                    assert not NEVER.search(text), (client.name, part, NEVER.search(text))
                    assert not [name for key, name in names if key != client.id and name in text]
                kept_back = file.story.plans.understanding and file.story.plans.understanding.kept_back
                assert not kept_back or kept_back not in as_text(page)
    assert pages >= 12


def shared(decision="given", **more):
    return told(ev.Sharing, -3, with_whom="Sam", decision=decision, **{"covers": "both", **more})


WRITTEN = told(ev.UnderstandingWritten, -4, matters="My own door", harder="My tablets run out", kept_back="The fire")
GOAL = told(ev.GoalSet, -4, words="Mornings in a shop", why="My diagnosis is my own business")
STEPS = [
    told(ev.StepAdded, -4, goal=GOAL.id, what="Write to the manager", who="service", named="Sam"),
    told(ev.StepAdded, -4, goal=GOAL.id, what="Talk to my doctor", who="me"),
    told(ev.StepAdded, -4, goal=GOAL.id, what="Go in with Peter Quill", who="me"),
]


@pytest.mark.parametrize("part", ["understanding", "action_plan"])
def test_nobody_gets_a_page_without_a_yes_and_none_after_it_was_taken_back(part):
    told_of = [WRITTEN, GOAL, *STEPS]
    with pytest.raises(Unfit, match="nothing says that Sam may have it"):
        made(casefile(*told_of), part, "Sam")
    assert made(casefile(*told_of, shared()), part, " sam ")
    with pytest.raises(Unfit, match="Sam is not to have it"):
        made(casefile(*told_of, shared(), shared("withdrawn")), part, "Sam")


def test_a_helper_reads_goals_and_their_own_part_alone():
    text = as_text(made(casefile(GOAL, *STEPS, shared()), "action_plan", "Sam"))
    assert "MORNINGS IN A SHOP" in text
    assert "Write to the manager" in text
    assert not re.search("doctor|Peter|diagnosis", text)


def test_what_was_left_out_is_counted_and_comes_back_when_the_person_says_so():
    names = [("p", "Peter Quill"), (JO.id, JO.name)]
    file = casefile(WRITTEN, GOAL, *STEPS)
    page = made(file, "action_plan", names=names)
    assert page.held_back == 3  # the why, the doctor, another client
    ticked = made(file, "action_plan", names=names, may_name=("health",))
    assert (ticked.held_back, "doctor" in as_text(ticked), "Peter" in as_text(ticked)) == (1, True, False)
    assert "tablets" not in as_text(made(file, "understanding"))
    assert "The fire" not in as_text(made(file, "understanding", may_name=("offence", "risk", "health")))


def test_somebody_else_reads_what_was_agreed_for_them_whatever_is_asked_at_the_printer():
    file = casefile(WRITTEN, shared(covers="understanding"))
    assert "tablets" not in as_text(made(file, "understanding", "Sam", may_name=("health",)))
    agreed = casefile(WRITTEN, shared(covers="understanding", topics=("health",)))
    assert "tablets" in as_text(made(agreed, "understanding", "Sam"))


def test_the_sheet_for_the_pocket_says_appointment_unless_the_person_says_more():
    items = (
        DayItem(id="a", what="Chemist: script", kind="medicine", at="10:00", place="High Street", travel=20, minutes=5),
        DayItem(id="b", what="Hostel", kind="home", home=True, travel=10, fallback="Ring the nurse"),
    )
    plan = told(ev.DayPlanned, -2, day=day(3), items=write_items(items))
    file = casefile(from_prison(-60), plan)
    text = as_text(made(file, "release_day"))
    assert "10:00: Appointment" in text
    assert "High Street" in text
    assert not NEVER.search(text)
    named = as_text(made(file, "release_day", may_name=("health",)))
    assert ("Chemist: script" in named, "Ring the nurse" in named) == (True, True)


def test_the_sheet_does_not_promise_what_does_not_fit():
    """Out at 11, at probation until 14:30, 75 minutes on: 15:45 at the premises, which close their door at 15:00."""
    items = (
        DayItem(id="a", what="Approved premises", kind="home", home=True, by="15:00", travel=75),
        DayItem(id="b", what="Probation", kind="probation", at="14:00", travel=100, minutes=30),
    )
    file = casefile(from_prison(-60), told(ev.DayPlanned, -2, day=day(3), out_at=time(11), items=write_items(items)))
    text = as_text(made(file, "release_day"))
    assert "There about 15:45: ring before, it may be too late" in text
    assert text.count("too late") == 1


def test_a_full_day_is_two_sheets_at_most():
    """A sheet holds 763 points: 20 for a line of an item, 17 for one below it (looked at as pictures, in A4)."""
    items = tuple(
        DayItem(id="abcdefghijkl"[n], what="Jobcentre: claim Universal Credit, ask for the advance", at=f"{10 + n}:00",
                place="Civic Centre, Riverside, Stafford ST16 3AQ", with_whom="Karen Poole", phone="01782 555 010",
                along="Alex", bring="ID and the letter", fallback="Ring the number on the form before four")
        for n in range(12)
    )  # fmt: skip
    file = casefile(from_prison(-60), told(ev.DayPlanned, -2, day=day(3), out_at=time(9), items=write_items(items)))
    day_of = next(each for each in made(file, "release_day").sections if each.heading == "The day")
    assert sum(26 + 17 * len(row.small) for row in day_of.rows) < 2 * 763 - 250


class Outline(HTMLParser):
    """The tags of a page in order, and whether each that opens is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.heads = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.heads.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_a_page_has_one_title_headings_in_order_and_letters_of_twelve_points_and_more():
    html = as_html(made(casefile(WRITTEN, GOAL, *STEPS), "action_plan"))
    outline = Outline()
    outline.feed(html)
    assert (outline.open, outline.heads[0], outline.heads.count("h1")) == ([], "h1", 1)
    assert set(outline.heads[1:]) == {"h2"}
    assert '<html lang="en-GB">' in html
    assert min(int(size) for size in re.findall(r"(\d+)pt", html)) >= 12
    assert "As of Sunday 22 November 2026. It may have changed since." in html
    evil = as_html(
        made(casefile(told(ev.GoalSet, words="<script>alert(1)</script>")), "action_plan", may_name=("health",))
    )
    assert "<script>" not in evil


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("I stole a car", {"offence"}), ("High risk, they said", {"risk"}), ("Register with the GP", {"health"}),
        ("Painting a door", set()), ("A description of the work", set()), ("Courtyard garden", set()),
        ("A court date", {"offence"}), ("Toward the shop", set()),
    ],
)  # fmt: skip
def test_what_a_text_names(text, topics):
    assert topics_of(text) == topics


def test_another_clients_name_is_found_as_words_with_or_without_accents():
    guard = guard_for("jo", [("jo", "Jo Example"), ("s", "Siân O'Dea"), ("a", "Al")])
    assert guard.holds_back("I know Sian O'Dea from the wing")
    assert not guard.holds_back("Also, and Jo Example herself")
    assert TODAY
