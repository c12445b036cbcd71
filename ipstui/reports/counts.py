"""Everything that is counted over one period, each part worked out when it is first asked for and then kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from copy import copy
from functools import cached_property

import msgspec

from ipstui.casework.checks import Unfit
from ipstui.casework.events import Event
from ipstui.casework.people import Client, Cost, Settings
from ipstui.reports.cost import CostReport, cost_report
from ipstui.reports.fidelity import Fidelity, Month, fidelity, history
from ipstui.reports.figures import Period
from ipstui.reports.measures import AnyMeasure, joined
from ipstui.reports.outcomes import Outcomes, outcomes, people_of
from ipstui.reports.person import Recorded

MONTHS = 6
"""How many months of fidelity are looked back on."""


class Counts:
    """The reports over a period. It holds its own lists of events, so that a thread may count while others save."""

    def __init__(
        self,
        clients: Iterable[Client],
        events: Mapping[str, Iterable[Event]],
        period: Period,
        settings: Settings,
        measures: Sequence[AnyMeasure] | None = None,
    ) -> None:
        """`events` are those of each client, by id, and of no one person under ""."""
        self.period = period
        self.settings = settings
        self.measures = joined() if measures is None else tuple(measures)
        self._clients = tuple(clients)
        self._events = {client: tuple(own) for client, own in events.items()}

    @property
    def days(self) -> int | None:
        """How many days are counted over: of everything, from the first referral to the last event. None without any.

        A conviction or a job of years ago is no day of the service.
        """
        first, last = self.period.first, self.period.last
        if first is None:
            first = min((person.referral.on for person in self.people if person.referral is not None), default=None)
            ends = (event.on for person in self.people for event in person.ledger.standing if event.on <= last)
            last = max(ends, default=last)
        return (last - first).days + 1 if first is not None else None

    @property
    def size(self) -> int:
        """How many events are read."""
        return sum(map(len, self._events.values()))

    def has(self, part: str) -> bool:
        """Whether a part ("outcomes", "fidelity" …) was worked out already."""
        return part in self.__dict__

    def work_out(self, parts: Iterable[str]) -> None:
        """Work out some parts now, in the thread of whoever asks. What cannot be is told when it is asked for."""
        for part in parts:
            with suppress(Unfit):
                getattr(self, part)

    @cached_property
    def people(self) -> tuple[Recorded, ...]:
        """Everybody, folded up to the end of the period."""
        return people_of(self._clients, self._events, self.period)

    @cached_property
    def outcomes(self) -> Outcomes:
        """The outcomes."""
        return outcomes(self.people, self.period, self.measures)

    @cached_property
    def fidelity(self) -> Fidelity:
        """The items of the fidelity scale, and the weeks of employer contacts."""
        return fidelity(self.people, self._events.get("", ()), self.period, self.settings)

    @cached_property
    def history(self) -> tuple[Month, ...]:
        """The items at the end of each of the last months, oldest first."""
        shared = self._events.get("", ())
        return history(self._clients, self._events, shared, self.period.last, self.settings, MONTHS)

    @cached_property
    def cost(self) -> CostReport | None:
        """The cost by the settings; None where they hold none. Raises Unfit where they cannot be."""
        held = self.settings.cost
        return cost_report(held, self.outcomes.figures, self.days) if held is not None else None

    def at(self, cost: Cost) -> Counts:
        """Return the same counts with another cost than that of the settings."""
        other = copy(self)
        other.settings = msgspec.structs.replace(self.settings, cost=cost)
        other.__dict__.pop("cost", None)
        return other
