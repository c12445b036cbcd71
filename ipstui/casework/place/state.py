"""Where the person lives, and whether that lies in the patch."""

from __future__ import annotations

import msgspec

from ipstui.casework.custody.state import Custody
from ipstui.casework.events import AddressSet, OutOfAreaException, Relocated
from ipstui.casework.history import Ledger
from ipstui.casework.known import earliest, latest


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """The address that now holds, the ones before it, and any decision to go on out of area."""

    address: AddressSet | Relocated | None
    earlier: tuple[AddressSet | Relocated, ...]
    exception: OutOfAreaException | None
    before_custody: bool

    @property
    def known(self) -> bool:
        """Whether it is known where the person lives or will live.

        'No fixed address' is not an address, and one from before a return to custody may be lost.
        """
        return self.address is not None and self.address.type not in ("unknown", "nfa") and not self.before_custody

    @property
    def out_of_area(self) -> bool:
        """Whether the address lies outside the patch and nobody has decided to go on anyway."""
        return self.address is not None and self.address.in_patch == "no" and self.exception is None


def place_of(ledger: Ledger, custody: Custody) -> Place:
    """Fold addresses and moves."""
    addresses = ledger.any_of(AddressSet, Relocated)
    kept = [event for event in addresses if isinstance(event, AddressSet | Relocated)]
    exceptions = [e for e in ledger.of(OutOfAreaException) if not kept or e.on >= kept[-1].on]
    return Place(
        address=kept[-1] if kept else None,
        earlier=tuple(kept[:-1]),
        exception=exceptions[-1] if exceptions else None,
        before_custody=bool(kept)
        and custody.returned is not None
        and earliest(kept[-1].on) < latest(custody.returned.on),
    )
