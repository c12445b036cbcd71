"""What a new chapter or a new kind of event needs, one test for each thing that could be forgotten.

Each failure says which file to open. CONTRIBUTING, "How to add", is the same list in words.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

import msgspec
import pytest

from ipstui.casework import due, urgency, words
from ipstui.casework.choices import Between, Leaning, Reference, names_an_event
from ipstui.casework.deadline import Deadline
from ipstui.casework.events import KINDS, Event, meanings
from ipstui.casework.flag import Flag
from ipstui.casework.forms import LABELS, fields_of, references
from ipstui.casework.story import Story, story_of
from ipstui.demo import demo_caseload
from tests.casework.made_up import JO, NAMED, TODAY

CASEWORK = Path(words.__file__).parent
SCREENS = CASEWORK.parent / "screens"
CHAPTERS = sorted({path.parent.name for path in CASEWORK.glob("*/__init__.py")} - {"typed"})
FOLDED = sorted(path.parent.name for path in CASEWORK.glob("*/state.py"))
WITH_DUE = sorted(path.parent.name for path in CASEWORK.glob("*/due.py"))
WITH_WORDS = sorted(path.parent.name for path in CASEWORK.glob("*/words.py"))
OWN = {
    kind: [name for name in kind.__struct_fields__ if name not in Event.__struct_fields__] for kind in KINDS.values()
}


def kinds_named_in(*paths: Path) -> set[str]:
    return {
        node.id for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Name)
    }


# A chapter


@pytest.mark.parametrize("chapter", FOLDED)
def test_what_a_chapter_adds_up_to_is_part_of_the_story(chapter: str) -> None:
    held = {kind.__module__ for kind in get_type_hints(Story).values() if isinstance(kind, type)}
    assert f"ipstui.casework.{chapter}.state" in held, "casework/story.py: give the story a field for its state"


def test_what_a_chapter_adds_up_to_is_shown_on_a_tab() -> None:
    shown = {
        node.attr
        for path in (SCREENS / "client").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }
    told_in_the_head = {"engagement", "place"}  # the phase, and the line of the review, tell these
    missing = {name for name in Story.__struct_fields__ if name not in shown | told_in_the_head}
    assert not missing, "screens/client: show it in a section of a tab"


def rules_in(chapter: str, made: type) -> dict[str, object]:
    module = importlib.import_module(f"ipstui.casework.{chapter}.due")
    return {
        name: rule
        for name, rule in inspect.getmembers(module, inspect.isfunction)
        if rule.__module__ == module.__name__
        and made.__name__ in str(rule.__annotations__.get("return"))
        and not name.startswith("_")
    }


@pytest.mark.parametrize("chapter", WITH_DUE)
def test_every_deadline_of_a_chapter_is_due(chapter: str) -> None:
    forgotten = {name for name, rule in rules_in(chapter, Deadline).items() if rule not in due.RULES}
    assert not forgotten, "casework/due.py: name it in RULES"


@pytest.mark.parametrize("chapter", WITH_DUE)
def test_every_flag_of_a_chapter_has_its_place(chapter: str) -> None:
    placed = {place.rule for place in urgency.ORDER}
    forgotten = {name for name, rule in rules_in(chapter, Flag).items() if rule not in placed}
    assert not forgotten, "casework/urgency.py: give it its place, with the reason"


@pytest.mark.parametrize("chapter", WITH_WORDS)
def test_the_words_of_a_chapter_are_joined(chapter: str) -> None:
    lines = importlib.import_module(f"ipstui.casework.{chapter}.words").LINES
    assert lines.items() <= words.LINES.items(), "casework/words.py: name the chapter in _CHAPTERS"


def test_every_chapter_says_what_it_is_and_adds_something() -> None:
    for chapter in CHAPTERS:
        folder = CASEWORK / chapter
        assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))), chapter
        assert {path.stem for path in folder.glob("*.py")} & {"state", "due", "words"}, chapter


# The floors


def chapter_imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {name.removeprefix("ipstui.casework.") for name in names if name.startswith("ipstui.casework.")}


@pytest.mark.parametrize("chapter", FOLDED)
def test_a_state_stands_on_the_ground(chapter: str) -> None:
    """It may read events and other states; the story, what is due and how it is told are above it."""
    higher = {"story", "phase", "due", "urgency", "words", "forms", "checks", "casefile"}
    ground = r"(events|people|choices|history|known|say|spelling|\w+\.state)(\.\w+)?|\w+"
    found = chapter_imports(CASEWORK / chapter / "state.py")
    wrong = {name for name in found if not re.fullmatch(ground, name)}
    above = {name.split(".")[0] for name in found} & higher
    assert not wrong | above


@pytest.mark.parametrize("chapter", WITH_DUE)
def test_what_is_due_reads_the_story_and_no_other_chapters_due(chapter: str) -> None:
    found = chapter_imports(CASEWORK / chapter / "due.py")
    assert not {name for name in found if re.match(r"\w+\.due\b|due\b|urgency\b|words\b|review\b|casefile\b", name)}


# A kind of event


def test_every_kind_is_told_in_one_chapter() -> None:
    told = [
        kind for chapter in WITH_WORDS for kind in importlib.import_module(f"ipstui.casework.{chapter}.words").LINES
    ]
    assert set(told) == set(KINDS.values()), "a chapter's words.py: a line for it in LINES"
    assert len(told) == len(set(told))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_type_of_a_field_says_what_it_means(kind: type[Event]) -> None:
    """Forms, checks, the demo and the command line read the types of `choices`, and nothing else."""
    named = {
        name: hint for each in KINDS.values() for name, (_, hint) in meanings(each).items() if names_an_event(hint)
    }
    for name in OWN[kind]:
        hint, meaning = meanings(kind)[name]
        where = f"casework/events.py, {kind.__name__}.{name}"
        if hint is date:
            assert name == "week" or any(isinstance(m, Leaning) for m in meaning), f"{where}: Ahead, Back or Either"
        if hint in (Decimal, int):
            assert any(isinstance(each, Between) for each in meaning), f"{where}: Pounds, Hours, Minutes or Count"
        if name in named:
            assert names_an_event(meaning), f"{where}: the type of the id it holds"


def test_every_reference_can_be_chosen() -> None:
    offered = references(story_of(JO.id, [], TODAY), {}, {})
    wanted = {
        each.to
        for kind in KINDS.values()
        for name in OWN[kind]
        for each in meanings(kind)[name][1]
        if isinstance(each, Reference)
    }
    fields = {field.name for kind in KINDS.values() for field in fields_of(kind) if field.kind == "reference"}
    assert wanted | fields <= offered.keys(), "casework/forms.py: say in `references` what it may name"
    mixed = wanted - {"employer", "vacancy"}
    assert mixed <= NAMED.keys(), "tests/casework/made_up.py: say in NAMED which kinds it may name, for the properties"


def test_every_field_of_two_words_was_given_its_label() -> None:
    fields = {(kind, field.name) for kind in KINDS.values() for field in fields_of(kind)}
    unlabelled = {name for kind, name in fields if "_" in name and name not in LABELS and (kind, name) not in LABELS}
    assert not unlabelled, "casework/forms.py: LABELS says what it is called on a form"
    names = {name for _, name in fields}
    assert not {key for key in LABELS if (key not in names if isinstance(key, str) else key not in fields)}


def test_what_names_something_earlier_is_offered_where_that_stands() -> None:
    """On the line of a need, a task, a job … Enter offers what can be said of it."""
    client = SCREENS / "client"
    steps = kinds_named_in(client / "steps.py") | kinds_named_in(client / "planned_steps.py")
    following = {
        kind.__name__
        for kind in KINDS.values()
        if any(names_an_event(meanings(kind)[name][1]) and not _default(kind, name) for name in OWN[kind])
    }
    elsewhere = {"ConditionVaried", "ConditionEnded", "ConditionAnswer"}  # by + on the licence tab
    assert following - elsewhere <= steps, (
        "screens/client/steps.py or planned_steps.py: offer it on the line of what it names"
    )


def _default(kind: type[Event], name: str) -> bool:
    return not next(field for field in msgspec.structs.fields(kind) if field.name == name).required


def test_everybody_new_is_met_in_the_demo() -> None:
    """Pictures, the tour of screens and whoever tries the program see what the demo holds."""
    seldom = {
        "resumed", "transfer_offered", "transfer_accepted", "transfer_declined", "reopened", "release_cancelled",
        "prison_moved", "out_of_area_exception", "transfer_met", "condition_ended", "need_dropped",
        "support_resumed", "task_done",
        "reviewed", "copied", "monitoring", "fidelity_rated", "leave", "fact_changed", "void",
    }  # fmt: skip
    held = {type(event) for event in demo_caseload(TODAY).events}
    missing = {name for name, kind in KINDS.items() if kind not in held}
    assert missing <= seldom, "data/demo/people: give somebody one"
