"""What was agreed about disclosure, who was told, and the convictions that the person wanted kept."""

from __future__ import annotations

import msgspec

from ipstui.casework.events import Conviction, DisclosureDiscussed, DisclosureTold, Unread, is_apart
from ipstui.casework.history import Ledger


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence or caution as it was last corrected. `of` is the id of the first of its conviction."""

    id: str
    of: str
    event: Conviction


class Disclosure(msgspec.Struct, frozen=True, kw_only=True):
    """The talks, the earliest first; who was told; and the sentences kept, which only their own tab tells.

    `unreadable` counts those that this version cannot read.
    """

    talks: tuple[DisclosureDiscussed, ...]
    told: tuple[DisclosureTold, ...]
    sentences: tuple[Sentence, ...]
    unreadable: int

    @property
    def latest(self) -> DisclosureDiscussed | None:
        """What was agreed last."""
        return self.talks[-1] if self.talks else None


def disclosure_of(ledger: Ledger) -> Disclosure:
    """Gather the talks, who was told, and the sentences by conviction."""
    kept = [(ledger.root(event.id), event) for event in ledger.of(Conviction)]
    roots = {root for root, _ in kept}
    sentences = []
    for root, event in kept:
        of = ledger.root(event.conviction) if event.conviction else root
        sentences.append(Sentence(id=root, of=of if of in roots else root, event=event))
    return Disclosure(
        talks=tuple(ledger.of(DisclosureDiscussed)),
        told=tuple(ledger.of(DisclosureTold)),
        sentences=tuple(sentences),
        unreadable=sum(is_apart(event) for event in ledger.both(Unread)),
    )
