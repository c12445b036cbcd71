"""What a text that leaves for others says of prison, an offence, a risk, health, or another client: to be ticked first.

The words of offence, risk and health are those of `guarded`, which leaves them off pages that are made by themselves.
A text that a person has read, and may change, is asked about instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from ipstui.casework.private import told_away
from ipstui.documents.guarded import guard_for, words_of


def given_away(text: str, client: str, names: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what a text gives away: what it is about, and the word. `names` are the ids and names of everybody."""
    found = [("prison", word) for word in told_away(text)]
    known = {word for _, word in found}
    found += [(topic, word) for topic, word in words_of(text) if word not in known]
    guard = guard_for(client, names)
    return [*found, *(("another person", name) for name in guard.others if guard.names(text, name))]
