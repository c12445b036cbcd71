"""Names and typed text brought to one spelling, so that what is meant is found however it was written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

# By number, as no console draws them all.
_APOSTROPHES = (
    0x60, 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2BE, 0x2BF, 0x2C8, 0x55A, 0x2018, 0x2019, 0x201A, 0x201B, 0x2032,
    0x2035, 0xA78C, 0xFF07,
)  # fmt: skip
_DASHES = (
    0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2043, 0x2212, 0x2E3A, 0x2E3B, 0xFE58, 0xFE63, 0xFF0D,
)  # fmt: skip
_BLANKS = (0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0)  # letters and signs by their category that show as nothing
_MARKS = dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_DASHES, "-") | dict.fromkeys(_BLANKS, " ")
_UNSEEN = (range(0x34F, 0x350), range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_OPTIONAL = (
    range(0x300, 0x370), range(0x591, 0x5C8), range(0x640, 0x641), range(0x64B, 0x660), range(0x670, 0x671),
    range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100),
)  # fmt: skip
"""Accents of Latin, Greek and Cyrillic letters, and points that Hebrew and Arabic leave out as often as not.
Signs of other scripts are letters of theirs: two names that differ in one are two names."""
_BY_NAME = re.compile("LATIN SMALL (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]{1,2})(?: WITH .+)?")
_SIGNS = re.compile("[^a-z0-9]+")
_BY_SOUND = {"LATIN SMALL LETTER ETH": "d", "LATIN SMALL LETTER THORN": "th", "LATIN SMALL LETTER ENG": "ng"}


def plain(text: str) -> str:
    """Return typed text in small letters with plain dashes, apostrophes and single spaces, invisible signs gone.

    Letters and figures stay what they are: a figure of another script is not made into one of ours.
    """
    text = text.casefold().replace("`", "'")  # the one sign among ours that is spelt otherwise without other letters
    if not text.isascii():
        text = "".join(letter for letter in text.translate(_MARKS) if not _is_unseen(letter))
    return " ".join(text.split())


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or any(ord(letter) in signs for signs in _UNSEEN)


def fold(text: str) -> str:
    """Return what two spellings of one name have in common: "Siân  O'Dea" and "SIAN ODEA" are "sian odea".

    Case, accents, apostrophes, full stops, invisible signs and composed letters do not matter; a hyphen or
    other mark is a space, "&" is "and". A name of nothing but signs is itself.
    """
    found = plain(text)
    if not found.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", found).casefold()).translate(_MARKS)
        found = "".join(_keyed(letter) for letter in apart if not any(ord(letter) in marks for marks in _OPTIONAL))
    found = found.replace("'", "").replace(".", "").replace("&", " and ")
    if found.isascii():  # the same, many times faster
        return " ".join(_SIGNS.sub(" ", found).split()) or plain(text)
    words = "".join(each if each.isalnum() or unicodedata.category(each)[0] == "M" else " " for each in found).split()
    return " ".join(words) or plain(text)


def _keyed(letter: str) -> str:
    """Return a letter that Unicode does not take apart, such as an o with a stroke, as a keyboard without it has it."""
    if letter.isascii():
        return letter
    name = unicodedata.name(letter, "")
    found = _BY_NAME.fullmatch(name)
    return _BY_SOUND.get(name) or (found[1].lower() if found else letter)


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's or one employer's: spelt alike, run together, or in another order.

    An initial more makes another name: that is how two people of one name are told apart.
    """
    first, second = fold(one), fold(other)
    if not first or not second:
        return False
    return first.replace(" ", "") == second.replace(" ", "") or sorted(first.split()) == sorted(second.split())


def rank(sought: str, name: str) -> int | None:
    """Return how well what is typed fits a name, nought best; None where it does not.

    0 the whole name; 1 its beginning; 2 each word typed begins a word of it, in any order; 3 run together or
    taken apart from the beginning of a word; 4 its initials; 5 a piece from within. Nothing typed fits everything.
    """
    wanted, known = fold(sought), fold(name)
    if not wanted or wanted == known:
        return 0
    words = known.split()
    together = wanted.replace(" ", "")
    tails = ["".join(words[start:]) for start in range(len(words))]
    fits = (
        known.startswith(wanted),
        _begin(wanted.split(), words),
        any(tail.startswith(together) for tail in tails),
        together == "".join(word[0] for word in words),
        together in tails[0] if tails else False,
    )
    return next((place for place, fit in enumerate(fits, 1) if fit), None)


def _begin(typed: Iterable[str], words: list[str]) -> bool:
    """Whether each word typed begins a word of its own. The longest chooses first, as it has the fewest to take."""
    left = list(words)
    for part in sorted(typed, key=len, reverse=True):
        found = next((word for word in left if word.startswith(part)), None)
        if found is None:
            return False
        left.remove(found)
    return True


T = TypeVar("T")


def find(sought: str, among: Iterable[T], name: Callable[[T], str], *, within: int = 5) -> list[T]:
    """Return what fits, the best first, and those that fit alike by their name. `within` is the last rank taken."""
    ranked = [(rank(sought, name(each)), fold(name(each)), each) for each in among]
    fitting = [(place, folded, each) for place, folded, each in ranked if place is not None and place <= within]
    return [each for _, _, each in sorted(fitting, key=lambda found: found[:2])]


def the_only(sought: str, among: Iterable[T], name: Callable[[T], str], *, within: int = 5) -> list[T]:
    """Return what a name that must mean one may mean: those of the whole name where there are any, else all that fit.

    A caller takes a single one, and lists several to choose from. Nothing typed means nothing.
    """
    if not plain(sought):
        return []
    found = find(sought, among, name, within=within)
    whole = [each for each in found if same_name(sought, name(each))]
    return whole or found
