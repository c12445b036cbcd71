"""The two doors of text: no command to a terminal comes in or goes out."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.clean import clean, cleaned, is_control, shown
from ipstui.casework.people import Client, Person

COMMANDS = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))] + list(
    "\u202a\u202e\u2066\u2069\u200f\u061c"
)


@pytest.mark.parametrize("letter", COMMANDS)
def test_every_command_is_one(letter: str) -> None:
    assert is_control(letter)
    assert letter not in shown(f"a{letter}b")
    assert letter not in clean(f"a{letter}b") or letter == "\n"


@given(st.text())
def test_nothing_that_a_terminal_obeys_passes_either_door(text: str) -> None:
    for through in (clean(text), shown(text, lines=True)):
        assert not [letter for letter in through if unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n"]
    assert not [letter for letter in shown(text) if is_control(letter)]
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("text", ["Siân O\u2019Dea", "Ŵyn", "é", "naïve – 100 £", "नमस्ते", "\u200c\u0641"])
def test_letters_of_any_language_pass_both(text: str) -> None:
    assert clean(text) == shown(text) == text


def test_line_ends_stay_where_they_are_wanted() -> None:
    assert clean(" a\r\nb\rc\td ") == "a\nb\nc d"
    assert shown("a\n\tb\x1b", lines=True) == "a\n b?"
    assert shown("a\nb") == "a?b"


def test_a_struct_is_cleaned_however_deep() -> None:
    client = Client(id="c\x001", name="A\x1bnn", people=(Person(name="B\x9bob"),))
    assert cleaned(client) == Client(id="c1", name="Ann", people=(Person(name="Bob"),))
