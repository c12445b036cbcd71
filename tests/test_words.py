"""Words that are not used, in anything a person reads: what the program says, its guide, its README."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LABELS = ("offender", "non-compliant", "failed to attend", "hard to reach", "case load score")
"""Words that judge a person (design, words)."""
IDIOM = (
    "hold against the licence", "hold a job", "takes it over",
    "no day that can be read", "thins it out", "before this sitting",
    "opens nothing saved later", "held against the licence", "stands in the way", "be reckoned", "came between?",
    "went otherwise", "lost whole", "as when they were made", "passphrase of their day", "going along, keeps",
    "the program proposes nothing", "did not give back", "bind no more", "a stick is best", "go up and down",
)  # fmt: skip
"""Turns of phrase that people who read it had to read twice; what is said in their place stands in the program."""
LAW = ("Integrated Offender Management", "young offender", "relevant terrorist offender", "relevant_terrorist_offender",
       "terrorist offender", "Offender Management", "Offenders", "sex offender", "offender'")  # fmt: skip
"""Names that the law or a service has given, which are quoted as they are."""


def said(path: Path) -> list[str]:
    """The texts of a module that are not docstrings; a page of the guide as a whole."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        return [text]
    tree = ast.parse(text)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    told = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and node.body
            and isinstance(node.body[0], ast.Expr)}  # fmt: skip
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


@cache
def spoken() -> list[tuple[str, str]]:
    """Every page with each of its texts, folded, the names that the law has given taken out."""
    law = re.compile("|".join(re.escape(quoted) for quoted in LAW), re.IGNORECASE)
    return [
        (path.relative_to(ROOT).as_posix(), law.sub("", text).casefold()) for path in pages() for text in said(path)
    ]


def pages() -> list[Path]:
    guide = (ROOT / "ipstui" / "guide").glob("*.md")
    screens = [p for p in (ROOT / "ipstui").rglob("*.py") if "exchange" not in p.parts]
    return [ROOT / "README.md", *sorted(guide), *sorted(screens)]


@pytest.mark.parametrize("word", [*LABELS, *IDIOM])
def test_a_word_is_not_used(word: str) -> None:
    assert not [(page, text[:80]) for page, text in spoken() if word.casefold() in text]


def test_the_words_are_looked_for_in_what_is_said() -> None:
    assert any("Nothing to undo since you opened ipstui." in each for each in said(ROOT / "ipstui/shell/saving.py"))
    assert not any("Take back the last thing done in this sitting" in t for t in said(ROOT / "ipstui/shell/saving.py"))
