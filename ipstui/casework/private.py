"""Words that say where somebody was: prison, and what follows from it. A list of ours, of words only.

A word here is not wrong to write. It is asked about before it leaves for others, so that nobody says it for the person
without having been told that they may.
"""

from __future__ import annotations

import re

_AWAY = re.compile(
    r"\b(?:prisons?|prisoners?|jails?|gaol|hmp|hmyoi|yoi|custody|custodial|remand|inmates?|probation|parole|recall(?:ed)?"
    r"|licence conditions?|on licence|tag(?:ged)?|curfew|approved premises|sentenced?|released from|inside|been away"
    r"|did time|offen[cs]es?|convict\w*|criminal)\b",
    re.IGNORECASE,
)


def told_away(text: str) -> list[str]:
    """Return the words in a text that say where somebody was, in their order, each once."""
    return list(dict.fromkeys(hit[0].casefold() for hit in _AWAY.finditer(text)))
