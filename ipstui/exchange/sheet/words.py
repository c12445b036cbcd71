"""Synonyms of headings and of words in cells, read from `data/exchange/`: a synonym is a line of data, no code."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import msgspec

from calculators.reference import data_folder
from ipstui.exchange.sheet.book import Fault, Value, text_of


@cache
def table(name: str) -> Any:
    """One list or table of `words.json` or `columns.json`."""
    folder = data_folder() / "exchange"
    held = [msgspec.json.decode((folder / file).read_bytes()) for file in ("words.json", "columns.json")]
    return next(each[name] for each in held if name in each)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One pattern of `words.json`, for any case."""
    return re.compile(table(name), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A text for comparing: no accents, no marks but £, one space between words, lower case."""
    spread = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() or letter == "£" else " " for letter in bare).casefold().split())


@cache
def _set(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a list: those compared plainly, and those that are marks only."""
    words = table(name)
    return frozenset(filter(None, map(plain, words))), frozenset(word for word in words if not plain(word))


def among(name: str, value: Value) -> bool:
    """Whether a cell is one of the words of a list."""
    text = text_of(value)
    words, marks = _set(name)
    bare = plain(text)
    return bare in words if bare else text in marks


@cache
def _meanings(name: str) -> dict[str, str]:
    return {plain(word): meaning for meaning, words in table(name).items() for word in words}


def meaning(name: str, text: str) -> str:
    """What a word means in a table of meanings, "" where it is not among them."""
    return _meanings(name).get(plain(text), "")


def first_fit(name: str, text: str) -> str:
    """The meaning of the first pattern of a list that is found in the text, "" where none is."""
    return next((to for sought, to in table(name) if re.search(sought, text, re.IGNORECASE)), "")


def unknown(value: Value) -> bool:
    """Whether a cell says that the thing is not known: TBC, ?, n/a, or an error such as #REF!."""
    return value is not None and (isinstance(value, Fault) or among("unknown", value))


@cache
def heading_fields() -> dict[str, str]:
    """Which field each known heading means."""
    return {plain(word): field for field, words in table("fields").items() for word in words}


_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def field_of_heading(heading: str, above: str = "") -> str:
    """The field a heading means, "" where it is not known; `above` is the wider heading over it."""
    known = heading_fields()
    bare, aside = plain(heading), plain(_ASIDE.sub(" ", heading))
    for words in (f"{plain(above)} {bare}" if above else "", bare, aside):
        if words and words in known:
            return known[words]
    longest = max((w for w in known if " " in w and f" {w} " in f" {aside} "), key=len, default="")
    return known[longest] if longest else ""


_PRIVATE = re.compile(
    r"\b(?!QQ\b)[A-CEGHJ-PR-TW-Z][A-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b|\bQQ ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.I
)
_NHS = re.compile(r"\b\d{3}[ -]\d{3}[ -]\d{4}\b")


def _nhs(found: re.Match[str]) -> str:
    """Ten figures whose last is the check figure are an NHS number; others may be a telephone's, and stay."""
    digits = [int(letter) for letter in found[0] if letter.isdecimal()]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return "[NHS number left out]" if check % 11 == digits[9] else found[0]


def without_numbers(text: str) -> str:
    """A text with National Insurance and NHS numbers taken out: they are not held, wherever they stand."""
    return _NHS.sub(_nhs, _PRIVATE.sub("[National Insurance number left out]", text))


def holds_numbers(text: str) -> bool:
    """Whether a text holds a number that is not held here."""
    return without_numbers(text) != text


def words_of(value: Value) -> str:
    """A cell's words as they stand, line breaks too; "" for an error or what is not known."""
    return "" if value is None or unknown(value) else str(value).strip() if isinstance(value, str) else text_of(value)
