"""The licence tab as a specialist works it: conditions in, a proposal held against them, the officer asked, answers."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from ipstui.casework.events import (
    ConditionAdded,
    ConditionsConfirmed,
    ConditionVaried,
    Event,
    LicenceCheckSaved,
    LicenceRecorded,
    Offer,
    OfficerAsked,
    PermissionGiven,
    ProposalMade,
    Referral,
    Released,
    ReleaseExpected,
    VacancyConsidered,
    WorkApproval,
)
from ipstui.casework.people import Client
from ipstui.desk import Desk
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client.acts import AnswerScreen
from ipstui.screens.forms.condition import CatalogueScreen, ConditionScreen, OrderScreen
from ipstui.screens.forms.licence import AskOfficerScreen, DecisionScreen, ProposalScreen
from ipstui.screens.forms.record import RecordScreen
from ipstui.shell.app import IpsApp
from ipstui.widgets.lines import Target
from tests.screens.driving import (
    TODAY,
    cells,
    choose,
    client_named,
    fill,
    filled,
    ids,
    lines,
    listed,
    offered,
    opened,
    point_at,
    problem,
    save,
    seen,
    show,
    still,
    until,
)

NASTY = "[/b] مطبخ 👩🏽‍🚒"
FORBIDDEN = ("allowed", "compliant", "offender")


@dataclass
class Jo:
    """Someone new, with as much told of them as a test tells."""

    desk: Desk
    client: Client

    def tell(self, kind, ago=20, **fields):
        event = kind(client="jo", on=TODAY - timedelta(days=ago), **fields)
        self.desk.caseload.record(event, label="told")
        return self.desk.caseload.events_of("jo")[-1]

    def out(self):
        """Referred in prison, released three weeks ago on a licence of version 4.0."""
        self.tell(Referral, 100, source_type="in_reach")
        self.tell(Released, 21)
        self.tell(LicenceRecorded, 21, policy_version="4.0", starts=TODAY - timedelta(days=21),
                  ends=TODAY + timedelta(days=400))  # fmt: skip
        return self

    def proposal(self, what="Night cleaner", **fields):
        given = {"starts": TODAY + timedelta(days=7), "weekly": HOURS, "journey_minutes": 35, **fields}
        return self.tell(ProposalMade, 0, what=what, **given)

    def last(self, kind):
        found = [e for e in self.desk.caseload.events_of("jo") if isinstance(e, kind)]
        return found[-1] if found else None


HOURS = ({"days": [0, 1, 2, 3, 4], "from": "10:30", "to": "18:30"},)
CURFEW = {"category": "curfew", "words": "In from 19:00 to 07:00", "catalogue": "curfew_v4",
          "params": {"blocks": [{"from": "19:00", "to": "07:00"}], "first_night": "15:00"}}  # fmt: skip


@pytest.fixture
def jo(empty):
    empty.caseload.record(Client(id="jo", name="Jo Marsh"), label="added")
    return Jo(empty, empty.caseload.clients["jo"])


async def tab(pilot, client):
    screen = await show(pilot, client)
    await pilot.press("4")
    await pilot.pause()
    return screen


def line_about(pilot, condition):
    """The first line about a condition that bears on a proposal."""
    return next(each for each in lines(pilot.app, "licence").targets if each.part == condition)


async def press_on(pilot, target, screen):
    """Enter on a line, until the screen it opens is there."""
    await point_at(pilot, target, "licence")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await pilot.pause()


def told(app):
    text = listed(app, "licence")
    assert not [word for word in FORBIDDEN if word in text.casefold()]
    return text


# Conditions


CONDITIONS = [
    ("curfew_v4", {"param.blocks": "Mon-Thu 19-7; Fri-Sun 21-6", "param.first_night": "15:00"},
     "Mon-Thu 19:00-07:00; Fri-Sun 21:00-06:00"),
    ("exclusion_zone_map", {"param.inside": "wv1", "param.outside": "WV10, ST16"}, "inside WV1"),
    ("cash_limit", {"param.value": "£500"}, "up to £500"),
    ("exclusion_zone_event", {"param.event": NASTY, "param.dates": "3 dec, 10 dec"}, "2026-12-03"),
]  # fmt: skip


async def test_a_licence_and_its_conditions_are_entered(jo):
    jo.tell(Referral, 100, source_type="in_reach")
    jo.tell(Released, 21)
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        assert "No licence is entered" in cells(pilot.app)
        await press_on(pilot, Target("do", "licence"), RecordScreen)
        texts = filled(pilot.app)
        assert (texts["policy_version"], texts["starts"]) == ("4.0", "2026-11-02")
        fill(pilot.app, ends="1 dec 2027")
        await save(pilot)
        assert "on every licence of version 4.0: good behaviour" in told(pilot.app)
        for name, texts, shown in CONDITIONS:
            pilot.app.push_screen(ConditionScreen(jo.desk.casefile("jo"), name))
            await pilot.pause()
            fill(pilot.app, document_seen="yes", **texts)
            await save(pilot)
            assert jo.last(ConditionAdded).catalogue == name
            assert shown in told(pilot.app)
        assert "[/b]" in told(pilot.app)


async def test_the_catalogue_is_searched_by_short_names_and_free_text_is_tagged_once(jo):
    jo.out()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("do", "condition"), ChooseScreen)
        await pilot.press(*"cash")
        await pilot.pause()
        assert any("cash" in line for line in offered(pilot.app))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen.NAME == "client")
        await press_on(pilot, Target("do", "condition"), ChooseScreen)
        await choose(pilot, "Free text", ConditionScreen)
        fill(pilot.app, touches_work="yes")
        await save(pilot)
        assert problem(pilot.app) == "In its words: write what the licence says, in its words or yours."
        fill(pilot.app, words=NASTY, touches_work="yes")
        await save(pilot)
        condition = jo.last(ConditionAdded)
        assert (condition.words, condition.rule, condition.params) == (NASTY, "R-MANUAL", {"touches_work": "yes"})
        assert NASTY in told(pilot.app)


async def test_a_parameter_that_cannot_be_is_refused_in_the_form(jo):
    jo.out()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        for name, field, text in (
            ("curfew_v4", "param.blocks", "00:00-24:00"), ("no_unsupervised_contact_children", "param.age", "200"),
            ("cash_limit", "param.value", "-5"), ("no_drinking_establishments", "param.times", "Fri 20-02"),
        ):  # fmt: skip
            pilot.app.push_screen(ConditionScreen(jo.desk.casefile("jo"), name))
            await pilot.pause()
            fill(pilot.app, **{field: text})
            await save(pilot)
            assert isinstance(pilot.app.screen, ConditionScreen), name
            assert problem(pilot.app), name
            await pilot.press("escape")
        assert jo.last(ConditionAdded) is None


# Proposals


async def test_gethins_curfew_reads_as_the_report_tells_it(pilot):
    await tab(pilot, client_named(pilot.app, "Gethin"))
    text = told(pilot.app)
    assert "■ CONFLICT  Warehouse loader" in text
    assert "31 of 31 shifts, first Wed 2 Dec, home 19:05 v 19:00" in text
    assert "way out  the officer: let the curfew start at 19:30 or later on Mon–Fri" in text
    assert "duty  Tell the officer the new phone number or email address" in text
    assert text.index("CONFLICT") < text.index("► ASK")


async def test_james_reads_as_the_report_tells_it(pilot):
    await tab(pilot, client_named(pilot.app, "James"))
    text = told(pilot.app)
    assert "the officer has refused self-employment" in text
    assert "needs the web, email, and no permission for that is on record" in text
    assert "√ CLEAR  Email employers himself" in text
    assert "√ CLEAR  Bar kitchen assistant" in text
    assert "permission was refused" in text
    assert "refuses  self-employed: Would rather" in text


async def test_johns_licence_that_has_ended_binds_no_more(pilot):
    await tab(pilot, client_named(pilot.app, "John"))
    text = told(pilot.app)
    assert "  ended" in text
    assert "The licence has ended" in cells(pilot.app)
    assert "on every licence of version" not in text


async def test_the_verdict_of_a_job_is_on_the_work_tab_and_opens_what_can_be_done(pilot):
    screen = await show(pilot, client_named(pilot.app, "James"))
    await pilot.press("3")
    await pilot.pause()
    assert "licence √ CLEAR" in listed(pilot.app, "work")
    key = next(each for each in lines(pilot.app, "work").targets if each.what == "proposal")
    await point_at(pilot, key, "work")
    screen.action_open()
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await still(pilot)
    assert "Bar kitchen assistant" in cells(pilot.app)


async def test_a_vacancy_and_an_offer_carry_their_verdict(jo):
    jo.out().tell(ConditionAdded, **CURFEW)
    vacancy = jo.tell(VacancyConsidered, 2, result="considered", role="Night cleaner")
    offer = jo.tell(Offer, 1, role="Picker", starts=TODAY + timedelta(days=9), accepted="yes")
    async with opened(IpsApp(jo.desk)) as pilot:
        await show(pilot, jo.client)
        await pilot.press("3")
        await pilot.pause()
        assert listed(pilot.app, "work").count("licence ○ UNKNOWN  not checked against the licence yet") == 1
        await point_at(pilot, Target("hold", offer.id, "offer"), "work")
        pilot.app.screen.action_open()
        await until(pilot, lambda: isinstance(pilot.app.screen, ProposalScreen))
        await still(pilot)
        assert "Picker" in filled(pilot.app)["what"]
        jo.proposal(about=vacancy.id)
        jo.proposal("Picker", about=offer.id, weekly=())
    async with opened(IpsApp(Desk(jo.desk.caseload, lambda: TODAY))) as pilot:
        await show(pilot, jo.client)
        await pilot.press("3")
        await pilot.pause()
        text = listed(pilot.app, "work")
        assert "licence ■ CONFLICT  curfew: " in text
        assert "licence ► ASK" in text or "licence ○ UNKNOWN" in text


async def test_a_proposal_without_facts_lists_what_to_find_out(jo):
    jo.out()
    jo.tell(ConditionAdded, **CURFEW)
    jo.tell(ConditionAdded, category="x", words="No pubs", catalogue="no_drinking_establishments")
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("do", "proposal"), ProposalScreen)
        fill(pilot.app, what=NASTY, starts="+7d")
        await save(pilot)
        proposal = jo.last(ProposalMade)
        assert (proposal.what, proposal.facts) == (NASTY, {})
        text = told(pilot.app)
        assert "find out  On which days, from when to when? (ask the employer)" in text
        assert "find out  Is alcohol sold there" in text
        assert NASTY in text
        key = Target("proposal", proposal.id)
        await press_on(pilot, key, ChooseScreen)
        assert NASTY in cells(pilot.app)
        await choose(pilot, "Change the proposal", ProposalScreen)
        fill(pilot.app, weekly="Mon-Fri 9-17", journey_minutes="30", **{"fact.drinking_place": "no"})
        await save(pilot)
        text = told(pilot.app)
        assert "find out  On which days" not in text
        assert "► ASK" in text
        assert jo.last(ProposalMade).facts == {"drinking_place": "no"}


async def test_questions_are_written_out_at_80_columns(jo):
    jo.out().tell(ConditionAdded, **CURFEW)
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("do", "proposal"), ProposalScreen)
        shown = cells(pilot.app)
        assert "Does the work mean" in shown
        for line in pilot.app.screen.query(".question"):
            label = line.query_one(".label")
            assert label.size.width * label.size.height >= len(line.field.label), line.field.label


async def test_a_proposal_that_cannot_be_is_refused_by_its_field(jo):
    jo.out()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("do", "proposal"), ProposalScreen)
        good = {"what": "Cook", "starts": "2026-12-01", "weekly": "", "journey_minutes": "", "ends": ""}
        for field, text, says in (
            ("weekly", "9-5", "morning or the afternoon"),
            ("weekly", "Mon 24:30-25:00", "not a time of day"),
            ("journey_minutes", "-5", "Journey, minutes: "),
            ("journey_minutes", "99999", "Journey, minutes: "),
            ("ends", "1 jan 2020", "Last day: "),
        ):
            fill(pilot.app, **{**good, field: text})
            await save(pilot)
            assert says in problem(pilot.app), text
        assert jo.last(ProposalMade) is None


async def test_a_question_is_answered_where_it_stands_with_one_key(jo):
    term = jo.out().tell(ConditionAdded, category="x", words="One phone", catalogue="one_phone")
    proposal = jo.proposal(facts={"children": "none"})
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("question", proposal.id, "work_phone"), AnswerScreen)
        assert [text.split()[0] for text in offered(pilot.app)] == ["y", "n", "w"]
        await pilot.press("n")
        await until(pilot, lambda: jo.last(ProposalMade).facts.get("work_phone") == "no")
        await still(pilot)
        assert jo.last(ProposalMade).facts == {"children": "none", "work_phone": "no"}
        assert Target("question", proposal.id, "work_phone") not in lines(pilot.app, "licence").targets
        line = next(
            row for row in lines(pilot.app, "licence").rows if getattr(row, "target", Target("")).part == term.id
        )
        assert line.cells == ("clear", "one phone", "no work phone")


async def test_what_the_paper_says_is_asked_of_the_condition_itself(jo):
    zone = jo.out().tell(ConditionAdded, category="x", words="Town", catalogue="exclusion_zone_map")
    proposal = jo.proposal(facts={"postcode": "B12 0XS"})
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("question", proposal.id, "inside"), ConditionScreen)
        fill(pilot.app, **{"param.inside": "WV1"})
        await save(pilot)
        corrected = jo.last(ConditionAdded)
        assert (corrected.voids, corrected.params) == (zone.id, {"inside": ["WV1"]})
        await press_on(pilot, Target("condition", zone.id, event=zone.id), ChooseScreen)
        await choose(pilot, "The officer changed it", ConditionScreen)
        assert filled(pilot.app)["param.inside"] == "WV1"
        fill(pilot.app, **{"param.inside": "WV1, B12"})
        await save(pilot)
        assert jo.last(ConditionVaried).params == {"inside": ["WV1", "B12"]}
        assert "conflict  exclusion zone" in told(pilot.app)


async def test_two_terms_of_a_kind_need_two_names(jo):
    jo.out().tell(ConditionAdded, category="x", words="Town", catalogue="exclusion_zone_map")
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        pilot.app.push_screen(ConditionScreen(jo.desk.casefile("jo"), "exclusion_zone_map"))
        await pilot.pause()
        fill(pilot.app, words="town")
        await save(pilot)
        assert problem(pilot.app).startswith("Called: there is one called Town already")


@pytest.mark.parametrize(("typed", "found"), [
    ("tag", "electronic tag"), ("SHPO", "sexual harm prevention order"), ("non-contact", "restraining order"),
    ("exclusion", "exclusion zone"), ("cbo", "another court order"),
])  # fmt: skip
async def test_the_trades_words_find_a_condition(jo, typed, found):
    jo.out()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("do", "condition"), CatalogueScreen)
        await pilot.press(*typed)
        await pilot.pause()
        assert any(found.split()[0] in text for text in offered(pilot.app)[:-1]), offered(pilot.app)
        assert lines(pilot.app).cursor == 0


async def test_an_order_has_its_words_and_its_terms(jo):
    jo.out()
    proposal = jo.proposal(facts={"children": "regular"})
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        pilot.app.push_screen(OrderScreen(jo.desk.casefile("jo"), "shpo"))
        await pilot.pause()
        terms = {"words": "SHPO, Birmingham 2024", "term1": "no contact under 16", "like1": "R-NO-CHILD",
                 "term2": "not to enter the baths", "like2": "R-ZONE-OUT", "detail2": "B12"}  # fmt: skip
        fill(pilot.app, **terms, detail1="200")
        await save(pilot)
        assert problem(pilot.app).startswith("  detail: ")
        fill(pilot.app, detail1="16")
        await save(pilot)
        held = jo.desk.casefile("jo").story.probation.in_force
        wanted = [{"like": "R-NO-CHILD", "age": 16}, {"like": "R-ZONE-OUT", "inside": ["B12"]}]
        assert sorted((c.params for c in held), key=str) == sorted(wanted, key=str)
        assert all(c.added.order for c in held)
        assert "conflict  SHPO, Birmingham 2024: no contact under 16" in told(pilot.app)
        assert jo.last(ProposalMade).id == proposal.id


async def test_entering_a_licence_does_not_say_it_was_seen(jo):
    jo.tell(Referral, 100, source_type="in_reach")
    jo.tell(Released, 21)
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("do", "licence"), RecordScreen)
        assert not filled(pilot.app)["seen_on"]


# Asking and answers


async def test_the_request_is_read_in_full_and_kept_word_for_word_with_nothing_of_health(jo):
    jo.out().tell(ConditionAdded, **CURFEW)
    jo.tell(ConditionAdded, category="free text", words="Attend the drug clinic and mental health team",
            catalogue="bespoke", rule="R-MANUAL", params={"touches_work": "yes"})  # fmt: skip
    proposal = jo.proposal()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("proposal", proposal.id), ChooseScreen)
        assert offered(pilot.app)[0].startswith("Ask the officer")
        await choose(pilot, "Ask the officer", AskOfficerScreen)
        shown = cells(pilot.app)
        assert "A decision is needed by" in shown
        assert "Mon–Fri 10:30–18:30" in shown
        assert "F10: record it as asked" in shown
        await save(pilot)
        asked = jo.last(OfficerAsked)
        assert asked.proposal == proposal.id
        assert "let the curfew start at 19:30 or later on Mon–Fri" in asked.note
        assert "approve this job before it starts" in asked.note
        assert not [word for word in ("drug", "clinic", "mental", "health") if word in asked.note.casefold()]
        assert "asked 23 Nov, chase 30 Nov" in told(pilot.app)


async def test_one_key_on_a_condition_records_its_permission_or_refusal(jo):
    term = jo.out().tell(ConditionAdded, **CURFEW).id
    proposal = jo.proposal()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        curfew = line_about(pilot, term)
        await press_on(pilot, curfew, ChooseScreen)
        assert [text.partition(" …")[0] for text in offered(pilot.app)[:2]] == [
            "Officer permits: curfew", "Officer refuses: curfew",
        ]  # fmt: skip
        await choose(pilot, "Officer refuses", DecisionScreen)
        fill(pilot.app, on="yesterday", limits=NASTY)
        await save(pilot)
        given = jo.last(PermissionGiven)
        assert (given.decision, given.condition, given.proposal) == ("refused", term, proposal.id)
        assert "permission was refused" in told(pilot.app)
        curfew = line_about(pilot, term)
        await press_on(pilot, curfew, ChooseScreen)
        await choose(pilot, "Officer permits", DecisionScreen)
        await save(pilot)
        assert "clear  curfew  permission from the officer recorded" in told(pilot.app)
        assert "► ASK" in told(pilot.app)  # the work itself is still to be approved
        work = line_about(pilot, "work_approval")
        await press_on(pilot, work, ChooseScreen)
        assert offered(pilot.app)[0].startswith("Officer approves the work")
        await choose(pilot, "Officer approves", RecordScreen)
        await save(pilot)
        assert jo.last(WorkApproval).state == "approved"
        text = told(pilot.app)
        assert "○ UNKNOWN  Night cleaner" in text  # nothing is left but what nobody was asked yet
        assert "find out  Is a passport application needed? (ask the person)" in text


async def test_a_permission_for_email_only_covers_email_only(jo):
    term = jo.out().tell(ConditionAdded, category="x", words="No internet", catalogue="no_internet_devices").id
    proposal = jo.proposal(weekly=(), facts={"internet": ["email", "web"]})
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        internet = line_about(pilot, term)
        await press_on(pilot, internet, ChooseScreen)
        await choose(pilot, "Officer permits", DecisionScreen)
        fill(pilot.app, purposes="Email", holds="any")
        await save(pilot)
        assert (jo.last(PermissionGiven).purposes, jo.last(PermissionGiven).proposal) == (("Email",), "")
        assert "needs web, which no permission covers" in told(pilot.app)
        await press_on(pilot, Target("proposal", proposal.id), ChooseScreen)


async def test_a_kept_check_goes_stale_and_says_why(jo):
    jo.out()
    proposal = jo.proposal()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await press_on(pilot, Target("proposal", proposal.id), ChooseScreen)
        await choose(pilot, "Keep this check")
        await until(pilot, lambda: jo.last(LicenceCheckSaved))
        await pilot.pause()
        assert "kept 23 Nov: ask" in told(pilot.app)
        assert "stale" not in told(pilot.app)
        added: Event = ConditionAdded(client="jo", on=TODAY, **CURFEW)
        await pilot.app.save(added, label="added")
        await pilot.pause()
        assert "kept 23 Nov: ask, stale: licences changed since the check" in told(pilot.app)


async def test_conditions_are_confirmed(jo):
    jo.out()
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        assert "overdue  Re-read the licence" in told(pilot.app)
        confirm = next(each for each in lines(pilot.app, "licence").targets if each.what == "confirm")
        await press_on(pilot, confirm, ChooseScreen)
        assert "Re-read the licence" in cells(pilot.app)
        await choose(pilot, "Gone through", RecordScreen)
        await save(pilot)
        assert jo.last(ConditionsConfirmed)
        assert "Re-read the licence" not in told(pilot.app)


# Before there is a licence


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        ("yes", "seen on paper 2 Nov"),
        ("no", "told 2 Nov, not seen on paper"),
        ("unknown", "told 2 Nov, seen on paper ?"),
    ],
)
async def test_whether_a_condition_was_seen_on_paper_is_not_known_until_somebody_says_so(jo, seen, words):
    jo.out().tell(ConditionAdded, 21, **CURFEW, document_seen=seen)
    async with opened(IpsApp(jo.desk), size=(140, 40)) as pilot:
        await tab(pilot, jo.client)
        assert words in cells(pilot.app)


@pytest.mark.parametrize(
    ("held", "words"),
    [(False, "None entered, and none known to run."), (True, "None entered, though a condition is on record.")],
)
async def test_no_licence_is_not_told_as_none_while_a_condition_is_on_record(jo, held, words):
    jo.tell(Referral, 100, in_custody="no")
    if held:
        jo.tell(ConditionAdded, 21, **CURFEW)
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        assert words in cells(pilot.app)


async def test_after_a_check_the_cursor_stands_on_its_verdict(jo):
    """The answer is longer than the screen, and the line that asks for a check stands below it."""
    jo.out().tell(ConditionAdded, 21, **CURFEW)
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ProposalScreen) and pilot.app.screen.focused)
        fill(pilot.app, what="Porter", starts="+1w", weekly="Mon-Fri 18:00-22:00", journey_minutes="30")
        await save(pilot)
        await until(pilot, lambda: not isinstance(pilot.app.screen, ProposalScreen))
        await until(pilot, lambda: "■ CONFLICT" in cells(pilot.app))
        proposal = jo.last(ProposalMade)
        await until(pilot, lambda: lines(pilot.app, "licence").target == Target("proposal", proposal.id))


async def test_somebody_in_custody_with_no_draft(jo):
    jo.tell(Referral, 100, source_type="in_reach")
    jo.tell(ReleaseExpected, 30, expected=TODAY + timedelta(days=40))
    jo.proposal("Too soon")
    jo.proposal("Later on", starts=TODAY + timedelta(days=60))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        text = told(pilot.app)
        assert "■ CONFLICT  Too soon" in text
        assert "○ UNKNOWN  Later on" in text
        assert "prison" in text
        assert "not released yet: enter the draft when you have it" in cells(pilot.app) or "find out" in text


async def test_a_draft_is_unknown_at_best_and_shows_its_standard_conditions(jo):
    jo.tell(Referral, 100, source_type="in_reach")
    jo.tell(ReleaseExpected, 30, expected=TODAY + timedelta(days=20))
    jo.tell(LicenceRecorded, 5, policy_version="4.0", starts=TODAY + timedelta(days=20), status="draft")
    jo.proposal(starts=TODAY + timedelta(days=30))
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        text = told(pilot.app)
        assert "○ UNKNOWN  Night cleaner" in text
        assert "the licence is not issued" in text
        assert "on every licence of version 4.0" in text


async def test_released_with_no_licence_entered_is_never_clear(jo):
    jo.tell(Referral, 100, source_type="in_reach")
    jo.tell(Released, 21)
    proposal = jo.proposal()
    jo.tell(WorkApproval, 0, state="approved", job=proposal.id)
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        text = told(pilot.app)
        assert "○ UNKNOWN  Night cleaner" in text
        assert "find out  What does the licence for this release say? (see the paper licence)" in text
        assert "No licence is entered: the standard conditions were assumed" in cells(pilot.app)


async def test_somebody_who_was_never_in_prison(jo):
    jo.tell(Referral, 100, source_type="probation")
    async with opened(IpsApp(jo.desk)) as pilot:
        await tab(pilot, jo.client)
        assert ids(pilot.app, "licence") == ["proposal", "licence", "condition"]
        assert seen(pilot.app)


def test_the_request_in_a_picture(pictured, snap_compare):
    async def go(pilot):
        gethin = client_named(pictured, "Gethin")
        await tab(pilot, gethin)
        key = lines(pictured, "licence").targets[0]
        await press_on(pilot, key, ChooseScreen)
        await choose(pilot, "Ask the officer", AskOfficerScreen)
        await still(pilot)

    assert snap_compare(pictured, run_before=go)


def test_gethins_tab_in_a_picture(pictured, snap_compare):
    async def go(pilot):
        await tab(pilot, client_named(pictured, "Gethin"))
        await pilot.press("down")
        await still(pilot)

    assert snap_compare(pictured, run_before=go)
