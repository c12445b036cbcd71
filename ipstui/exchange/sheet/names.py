"""Names as they should stand, and when two spellings may be one person: the program proposes, the user says."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from ipstui.exchange.sheet.words import among, meaning, plain, table

_ASIDE = re.compile(r"\s*\(([^)]*)\)\s*")


def tidy(text: str) -> str:
    """A name without stray spaces, its letters composed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=5_000)
def as_name(text: str) -> str:
    """“TOLLGARTH, James” is James Tollgarth; initials in brackets that say the same again are dropped."""
    name = _untitled(tidy(text))
    found = _ASIDE.search(name)
    if found and (_says_no_name(found[1]) or initials(_ASIDE.sub(" ", name)) == re.sub(r"\W", "", found[1]).upper()):
        name = tidy(_ASIDE.sub(" ", name))
    last, comma, first = name.partition(",")
    if comma and first.strip() and last.strip() and "," not in first:
        first, aside, behind = _untitled(first.strip()).partition("(")
        return joined(first, last) + (f" ({behind}" if aside else "")
    return settled(name)


def _says_no_name(aside: str) -> bool:
    """Whether words in brackets are about the person, and not another name: “(closed 3/10)”, “(on hold)”."""
    others = ("closed_status", "recalled_status", "paused_status", "bands", "not_seen", "cancelled", "left_message")
    return (
        any(letter.isdecimal() for letter in aside)
        or any(among(name, aside) for name in others)
        or bool(meaning("modes", aside))
    )


def _untitled(name: str) -> str:
    """A name without Mr, Mrs or the like before it."""
    title, _, rest = name.partition(" ")
    return rest.strip() if rest.strip() and among("titles", title) else name


def said_beside(text: str) -> str:
    """The words in brackets behind a name that are no part of it; "" where there are none, or a day of birth."""
    aside = aside_of(text)[1]
    return aside if _says_no_name(aside) and not set(plain(aside).split()) & {"dob", "born", "d"} else ""


def joined(first: str, last: str) -> str:
    """A forename and a surname from two cells."""
    return tidy(f"{settled(tidy(first))} {settled(tidy(last))}")


def settled(name: str) -> str:
    """Words all in capitals are put in small letters after the first; initials stay."""
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    if len(re.sub(r"\W", "", word)) < 3 or word != word.upper() or not any(letter.isalpha() for letter in word):
        return word
    return re.sub(r"[^\W\d_]+(?:[?\ufffd][^\W\d_]+)*", lambda found: found[0][0] + found[0][1:].lower(), word)


def initials(name: str) -> str:
    """The first letters, hyphened names counted by part."""
    return "".join(part[0] for part in re.split(r"[ \-]", name) if part and part[0].isalpha()).upper()


def is_initials(name: str) -> bool:
    """Whether the cell holds initials only."""
    return bool(re.fullmatch(r"(?:[A-Z][. ]?){1,4}", name)) and len(re.sub(r"\W", "", name)) <= 4


@lru_cache(maxsize=5_000)
def same(name: str) -> str:
    """What two ways of writing one name have in common: case, spaces, hyphens, apostrophes and coding aside."""
    spread = unicodedata.normalize("NFC", name.replace("’", "'")).casefold()
    return " ".join(re.sub(r"[-']", lambda m: " " if m[0] == "-" else "", spread).split())


def one_letter_apart(one: str, other: str) -> bool:
    """Whether one letter was dropped, added, changed or swapped with its neighbour."""
    if one == other or abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 5:
        return False
    if len(one) == len(other):
        at = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(at) == 2 and at[1] == at[0] + 1:
            return one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]
        return len(at) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


def fits_short(short: str, full: str) -> bool:
    """Whether “K Eskerton”, “Kyle E” or “Kyle” may stand for Kyle Eskerton."""
    parts, whole = plain(short).split(), plain(full).split()
    if not parts or len(parts) > len(whole) or parts == whole:
        return False
    if len(parts) == 1:
        return len(parts[0]) > 2 and parts[0] in (whole[0], whole[-1])
    pairs = [(parts[0], whole[0]), (parts[-1], whole[-1])]
    short_ones = sum(len(a) == 1 for a, _ in pairs)
    return short_ones <= 1 and all(a == b or (len(a) == 1 and b.startswith(a)) for a, b in pairs)


@lru_cache(maxsize=5_000)
def is_organisation(text: str) -> bool:
    """Whether the name is more likely a firm's than a person's."""
    words = plain(text).split()
    return any(word in table("organisations") for word in words) or ("&" in text and not _two(text))


def _two(text: str) -> bool:
    return bool(two_people(text))


@lru_cache(maxsize=5_000)
def two_people(text: str) -> tuple[str, ...]:
    """The names in “Marcus & Leroy”; () where there is one name only."""
    parts = [part.strip() for part in re.split(r"\s*(?:&|\+|/|\band\b)\s*", text) if part.strip()]
    words = plain(text).split()
    if len(parts) < 2 or any(word in table("organisations") for word in words):
        return ()
    return tuple(parts) if all(re.fullmatch(r"[^\W\d_][\w'’ .-]*", part) for part in parts) else ()


def aside_of(text: str) -> tuple[str, str]:
    """A name and the words in brackets behind it."""
    found = _ASIDE.search(text)
    return (tidy(_ASIDE.sub(" ", text)), found[1].strip()) if found else (tidy(text), "")


def is_officer(text: str) -> bool:
    """Whether the cell names a probation officer by the role."""
    return plain(aside_of(text)[0]) in table("officer_roles") or plain(aside_of(text)[1]) in table("officer_roles")


def other_role(text: str) -> str:
    """The role given with a name: mentor, mother, GP; "" where none is."""
    name, aside = aside_of(text)
    return next((part for part in (aside, name) if plain(part) in table("other_roles")), "")


def lost_letter(name: str) -> bool:
    """Whether a question mark or the mark for an unreadable letter stands inside a name."""
    return bool(re.search(r"\w\?\w|\ufffd", name))


def is_incomplete(name: str) -> bool:
    """Whether the cell itself says that the name is not sure."""
    return (
        name.endswith("?")
        or ("?" in re.sub(r"\ufffd", "", name) and not lost_letter(name))
        or "tbc" in plain(name).split()
    )


def surname_first_unsure(name: str) -> bool:
    """Whether two words all in small letters leave open which is the surname."""
    return name == name.lower() and len(name.split()) == 2 and not among("unknown", name)
