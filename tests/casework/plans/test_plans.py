"""The action plan and the understanding: steps that close with what they are, agreement, sharing, bad input."""

import msgspec
import pytest

from ipstui.casework import events as ev
from ipstui.casework.checks import Unfit, check
from ipstui.casework.people import Client, Person, Settings
from ipstui.casework.plans.typed import read_agreed, read_steps, who_is
from ipstui.casework.plans.versions import as_it_was
from tests.casework.made_up import JO, TODAY, casefile, corrected, day, deadline, flag, story, taken_back, told

GOAL = told(ev.GoalSet, -20, words="A job near home")


def step(held="", **fields):
    return told(ev.StepAdded, -19, goal=GOAL.id, what="ring the shop", who="me", held=held, **fields)


def only_step(*events):
    return story(GOAL, *events).plans.goals[0].steps[0]


def _closing():
    need = told(ev.NeedOpened, -30, category="bank_account")
    task = told(ev.Task, -30, text="ring")
    booking = told(ev.Appointment, -2, what="bank")
    vacancy = told(ev.VacancyConsidered, -18, role="Cook")
    course = told(ev.Training, -30, course="Food hygiene")
    paper = told(ev.Certificate, -30, name="CSCS", state="applied")
    return [
        (need, told(ev.NeedMet, -3, need=need.id), "done", "the need was met"),
        (need, told(ev.NeedDropped, -3, need=need.id, why="not wanted"), "not_needed", "no longer pursued"),
        (task, told(ev.TaskDone, -3, task=task.id), "done", "the task is done"),
        (booking, told(ev.Appointment, -2, what="bank", state="kept", booking=booking.id), "done", "was kept"),
        (vacancy, told(ev.Application, -3, role="Cook"), "done", "the application was made"),
        (course, told(ev.Training, -3, course="Food hygiene", state="ended"), "done", "the course ended"),
        (paper, told(ev.Certificate, -3, name="CSCS"), "done", "it came"),
    ]


@pytest.mark.parametrize(("held", "closes", "state", "why"), _closing())
def test_a_step_closes_with_what_it_is_and_opens_again_with_it(held, closes, state, why):
    added = step(held.id)
    assert only_step(held, added).is_open
    closed = only_step(held, added, closes)
    assert (closed.state, why in closed.closed_by) == (state, True)
    assert only_step(held, added, closes, taken_back(closes)).is_open


def test_a_goal_without_a_next_step_is_said_until_it_ends():
    added = step()
    assert story(GOAL).plans.goals[0].needs_a_step
    assert not story(GOAL, added).plans.goals[0].needs_a_step
    done = told(ev.StepChanged, -1, step=added.id, state="done")
    assert story(GOAL, added, done).plans.goals[0].needs_a_step
    reached = told(ev.GoalEnded, 0, goal=GOAL.id, how="reached")
    assert not story(GOAL, added, done, reached).plans.open_goals


def test_a_plan_that_changed_since_it_was_agreed_says_so():
    agreed = told(ev.PlanAgreed, -18, answer="yes", review=day(10))
    assert not story(GOAL, agreed).plans.changed_since_agreed
    later = told(ev.StepAdded, -2, goal=GOAL.id, what="ring", who="me")
    assert story(GOAL, agreed, later).plans.changed_since_agreed


@pytest.mark.parametrize(("due", "state"), [(1, "upcoming"), (0, "due"), (-1, "overdue")])
def test_a_step_past_its_day_is_a_deadline_with_its_reason(due, state):
    file = casefile(GOAL, step(due=day(due)))
    found = deadline(file, "plan_step")
    assert (found.state, "A job near home" in found.because) == (state, True)
    assert (flag(file, "plan_step") is not None) == (state == "overdue")


@pytest.mark.parametrize(("review", "raised"), [(1, False), (0, True), (-5, True)])
def test_the_day_to_look_again_comes(review, raised):
    file = casefile(GOAL, told(ev.PlanAgreed, -18, answer="yes", review=day(review)))
    assert (flag(file, "plan_review") is not None) == raised


def test_the_last_word_for_each_holds_however_the_name_is_written():
    given = told(ev.Sharing, -9, with_whom="Sam Ridley", decision="given", covers="action_plan")
    page = told(ev.PageGiven, -8, page="action_plan", to="Sam Ridley")
    back = told(ev.Sharing, -2, with_whom="sam ridley ", decision="withdrawn", covers="both")
    assert story(given, page).plans.gone_out("action_plan") == ()
    plans = story(given, page, back).plans
    assert [each.to for each in plans.gone_out("action_plan")] == ["Sam Ridley"]
    assert plans.sharing_with("action_plan")["Sam Ridley"].decision == "withdrawn"


@pytest.mark.parametrize(
    ("event", "field", "words"),
    [
        (told(ev.GoalSet, words="  "), "words", "needs words"),
        (told(ev.StepAdded, goal=GOAL.id, what="ring"), "who", "done by nobody"),
        (told(ev.StepAdded, goal=GOAL.id, what=" ", who="me"), "what", "what is to be done"),
        (told(ev.StepAdded, goal=GOAL.id, what="ring", who="service"), "named", "which service"),
        (told(ev.StepAdded, goal="nothing", what="ring", who="me"), "goal", "no such goal"),
        (told(ev.PlanAgreed, answer="no"), "words", "a no is worth"),
        (told(ev.PlanAgreed, answer="not_asked"), "words", "why they were not asked"),
        (told(ev.PlanAgreed, answer="yes", review=TODAY), "review", "after this one"),
        (told(ev.UnderstandingWritten), "matters", "nothing is written"),
        (told(ev.UnderstandingWritten, together="yes"), "matters", "nothing is written"),
        (told(ev.Sharing, with_whom=" ", decision="given"), "with_whom", "by name"),
        (
            told(ev.Sharing, with_whom="Sam", decision="given", covers="both", topics=("money",)),
            "topics",
            "none of offence",
        ),
        (told(ev.Sharing, with_whom="Sam", decision="given"), "covers", "which page"),
        (told(ev.Setback, what=" "), "what", "what happened"),
    ],
)
def test_what_cannot_be_is_a_sentence_that_names_its_field(event, field, words):
    with pytest.raises(Unfit) as refused:
        check(event, story(GOAL))
    assert (refused.value.field, words in refused.value.problem) == (field, True)


WITH = Client(
    id="jo",
    name="Jo Example",
    people=(Person(name="Bev Shaw", role="Probation officer"), Person(name="Dionne", role="Partner")),
)


@pytest.mark.parametrize(
    ("typed", "who"),
    [
        ("me", ("me", "")), ("Jo", ("me", "")), ("alex", ("specialist", "Alex Reed")),
        ("ES", ("specialist", "Alex Reed")),
        ("Bev", ("officer", "Bev Shaw")), ("officer", ("officer", "")), ("Dionne", ("family", "Dionne")),
        ("mentor", ("mentor", "")), ("Citizens Advice", ("service", "Citizens Advice")),
    ],
)  # fmt: skip
def test_who_is_meant(typed, who):
    assert who_is(typed, WITH, "Alex Reed") == who


def test_steps_are_read_line_by_line():
    typed = "me: look at three shops by fri\n\nBev: say yes to mornings\nme: go by bus"
    found = read_steps(typed, WITH, "Alex", "g", TODAY)
    assert [(each.what, each.who, each.named, each.due) for each in found] == [
        ("look at three shops", "me", "", day(5)),
        ("say yes to mornings", "officer", "Bev Shaw", None),
        ("go by bus", "me", "", None),
    ]


@pytest.mark.parametrize("typed", ["ring the shop", ": ring", "me:"])
def test_a_step_by_nobody_or_of_nothing_is_refused(typed):
    with pytest.raises(Unfit):
        read_steps(typed, JO, "Alex", "g", TODAY)


@pytest.mark.parametrize(
    ("typed", "answer", "words"),
    [
        ("yes", "yes", ""),
        ("No, too much at once", "no", "too much at once"),
        ("not asked: tired", "not_asked", "tired"),
    ],
)
def test_what_is_said_to_the_plan(typed, answer, words):
    found = read_agreed(typed, "", JO.id, TODAY)
    assert (found.answer, found.words) == (answer, words)


@pytest.mark.parametrize(("typed", "review"), [("maybe", ""), ("", "fri"), ("nothing else", "")])
def test_an_answer_that_is_none_is_asked_again(typed, review):
    with pytest.raises(Unfit):
        read_agreed(typed, review, JO.id, TODAY)
    assert read_agreed("", "", JO.id, TODAY) is None


def test_a_version_is_shown_as_it_was_with_nothing_recorded_later():
    first = told(ev.PlanAgreed, -18, answer="yes", batch="b")
    with_it = told(ev.StepAdded, -18, goal=GOAL.id, what="in the same go", who="me", batch="b")
    # Brought in from elsewhere everything is one batch: that says nothing of what was known when.
    later = told(ev.StepAdded, -5, goal=GOAL.id, what="afterwards", who="me", batch="b")
    reworded = msgspec.structs.replace(corrected(GOAL, words="A job in town"), recorded=later.recorded)
    events = [GOAL, step(), first, with_it, later, reworded, told(ev.GoalEnded, -1, goal=GOAL.id, how="reached")]
    now = casefile(*events).story.plans.goals[0]
    then = as_it_was(JO, events, first, Settings()).story.plans.goals[0]
    assert (now.event.words, len(now.steps), now.ended is None) == ("A job in town", 3, False)
    assert (then.event.words, then.ended) == ("A job near home", None)
    assert [each.event.what for each in then.steps] == ["ring the shop", "in the same go"]


def test_a_step_is_not_closed_by_what_was_before_it():
    """A card that came years ago is not the one applied for now; a course taken once is not the one begun again."""
    card = told(ev.Certificate, -10, name="CSCS", state="applied")
    course = told(ev.Training, -10, course="First aid")
    before = [told(ev.Certificate, -900, name="CSCS"), told(ev.Training, -900, course="First aid", state="ended")]
    for held in (card, course):
        assert only_step(*before, held, step(held.id)).is_open
    assert only_step(card, step(card.id), told(ev.Certificate, -1, name="cscs")).closed_by == "it came"


def test_a_vacancy_ruled_out_later_closes_the_step_that_it_is():
    looked = told(ev.VacancyConsidered, -10, role="Cafe Cook", result="pursued")
    out = told(ev.VacancyConsidered, -2, role="café-cook ", result="ruled_out", why="nights")
    assert only_step(looked, step(looked.id)).is_open
    assert only_step(looked, step(looked.id), out).closed_by == "the vacancy was ruled out"
    again = told(ev.VacancyConsidered, -1, role="Cafe cook", result="pursued")
    assert only_step(looked, step(looked.id), out, again).is_open
