"""Words that give away what a page for others must not say: prison, an offence, a risk, health.

It is a list of ours, of words only: whoever makes a page reads it too. A word here is not wrong to write; it is asked
about before the page leaves, so that nobody says it for the person without having been told that they may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_AWAY = (
    r"prisons?|prisoners?|jails?|gaol|hmp|hmyoi|yoi|custody|custodial|remand|inmates?|probation|parole|recall(?:ed)?"
    r"|licence conditions?|on licence|tag(?:ged)?|curfew|approved premises|sentenced?|released from|inside"
    r"|been away|did time"
)  # fmt: skip
_OFFENCE = (
    r"offen[cs]es?|offend\w*|convict\w*|crim(?:e|es|inal)|burglar\w*|theft|thieves|robber\w*|assault\w*|arson|weapons?"
    r"|drug dealing|sexual|violen\w*|murder|manslaughter|fraud|arrest\w*|court|police"
)
_HEALTH = (
    r"depress\w*|anxi(?:ety|ous)|psychos\w*|schizo\w*|bipolar|ptsd|ocd|adhd|autis\w*|suicid\w*|self-harm\w*|overdos\w*"
    r"|addict\w*|methadone|alcoholi\w*|mental health|diagnos\w*|medicat\w*|medicines?|cmht|illness"
)
_RISK = r"risk assessment|high risk|mappa|safeguarding|register"
_READ = {
    "prison": re.compile(rf"\b(?:{_AWAY})\b", re.IGNORECASE),
    "an offence": re.compile(rf"\b(?:{_OFFENCE})\b", re.IGNORECASE),
    "health": re.compile(rf"\b(?:{_HEALTH})\b", re.IGNORECASE),
    "a risk": re.compile(rf"\b(?:{_RISK})\b", re.IGNORECASE),
}


def told_away(text: str) -> list[str]:
    """Return the words in a text that say where somebody was, or what for, in their order."""
    found = [(hit.start(), hit[0]) for name in ("prison", "an offence") for hit in _READ[name].finditer(text)]
    return [word for _, word in sorted(found)]


def given_away(text: str, other_names: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return what a text says that a page for others must not unless it was agreed: what it is about, and the word.

    `other_names` are the whole names of other clients. Each word comes once, whatever its case.
    """
    found: dict[tuple[str, str], None] = {}
    for about, pattern in _READ.items():
        for hit in pattern.finditer(text):
            found.setdefault((about, hit[0].casefold()), None)
    folded = text.casefold()
    for name in other_names:
        if name.strip() and re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", folded):
            found.setdefault(("another person", name), None)
    return list(found)
