"""One session as it goes: the facts, the job now looked at, those kept by name, or a session as it was."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from ipstui.casework.benefits.facts import Choice, Facts
from ipstui.casework.benefits.kept import Kept, KeptResults, kept_of, results_of
from ipstui.casework.benefits.session import Answer, answer
from ipstui.casework.benefits.start import Start
from ipstui.casework.checks import Unfit
from ipstui.casework.events import BenefitsSession
from ipstui.casework.known import plain

MOST_NAMED = 3


class Talk:
    """What a session screen holds. While `shown` is set, everything is as that event says."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.choice = Choice(hours=Decimal(0))
        self.named: list[Choice] = []
        self.shown: BenefitsSession | None = None
        self.results: KeptResults | None = None

    def begin(self, start: Start, draft: str = "") -> None:
        """Begin with what is recorded; or with what was left in this sitting, as `draft` of before says."""
        self.facts, self.choice = start.facts, start.choice
        self.named = [choice for choice in start.others if choice.name][-MOST_NAMED:]
        if draft:
            self._take(msgspec.json.decode(draft, type=Kept))

    def draft(self, today: date) -> str:
        """Return the present state, for `begin`."""
        return msgspec.json.encode(self.kept(today), enc_hook=plain).decode()

    def show(self, event: BenefitsSession) -> bool:
        """Put a kept session back as it was; False where it holds no figures."""
        kept, results = kept_of(event), results_of(event)
        if kept is None or results is None:
            return False
        self._take(kept)
        self.shown, self.results = event, results
        return True

    def _take(self, kept: Kept) -> None:
        self.facts, self.choice = kept.facts, kept.choices[kept.chosen]
        self.named = [choice for choice in kept.choices if choice.name][-MOST_NAMED:]
        self.shown = self.results = None

    def change(self, **changes: object) -> None:
        """Change the job looked at; a kept session is worked on from here. A payslip was of the pay before."""
        if changes.keys() & {"hours", "hourly", "monthly"}:
            changes = {"payslip": None, "last_pay": None} | changes
        self.take(self.facts, msgspec.structs.replace(self.choice, **changes))

    def take(self, facts: Facts, choice: Choice) -> None:
        """Take over facts and a job: one that differs is no longer the one kept under its name."""
        self.shown = self.results = None
        if choice != self.choice and choice.name == self.choice.name:
            choice = msgspec.structs.replace(choice, name="")
        self.facts, self.choice = facts, choice

    def now(self, today: date) -> Answer:
        """Return the answer on the screen. Raises Unfit."""
        if self.shown is not None and self.results is not None and (kept := kept_of(self.shown)) is not None:
            return self.results.answers[kept.chosen]
        return answer(self.facts, self.choice, today)

    def kept(self, today: date) -> Kept:
        """Return what would be kept: the named jobs, and the present one where it is not among them."""
        if self.shown is not None and (kept := kept_of(self.shown)) is not None:
            return kept
        choices = tuple(self.named)
        if self.choice not in choices:
            choices = (*choices, self.choice)
        return Kept(on=today, facts=self.facts, choices=choices, chosen=choices.index(self.choice))

    def answers(self, today: date) -> tuple[Answer, ...]:
        """Return the answers to `kept`. Raises Unfit, with the job's name, where one of them has none."""
        if self.shown is not None and self.results is not None:
            return self.results.answers
        kept, found = self.kept(today), []
        for choice in kept.choices:
            try:
                found.append(answer(kept.facts, choice, today))
            except Unfit as error:
                name = f"{choice.name}: " if choice.name else ""
                raise Unfit(error.field, f"{name}{error.problem}") from None
        return tuple(found)

    def keep_as(self, name: str) -> str:
        """Keep the present job under a name, at most three; return the name that made room, or ""."""
        self.change(name=name)
        others = [choice for choice in self.named if choice.name != name]
        over = max(len(others) - MOST_NAMED + 1, 0)
        self.named = [*others[over:], self.choice]
        return others[0].name if over else ""
