"""One line of a report: what it is called, its picture, what it came to, what it opens to, and where it comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import msgspec

from ipstui.casework import say
from ipstui.reports.figures import Figure
from ipstui.reports.pictures import Dots, told

STATUS = {
    "C": "confirmed in a published page",
    "P": "confirmed in part; the rest is to be checked against the public form",
    "S": "from the feasibility study",
    "D": "this program's own design",
    "K": "general knowledge, not confirmed in a published page",
    "template": "a template: its definition is still to be filled in",
}
"""What the letters of a status mean."""


class Share(msgspec.Struct, frozen=True):
    """A bar; `part` is its length, 0 to 1."""

    part: float


class Marks(msgspec.Struct, frozen=True):
    """So many marks of so many: employer contacts of six, an anchor of five."""

    count: int
    of: int


Picture: TypeAlias = Share | Marks | Dots | None


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a report. `about` are heads and texts that say where it comes from.

    It opens to one of `figures`, or, where it has none, to `behind`: the events that show it, by client.
    """

    id: str
    label: str
    value: str = ""
    picture: Picture = None
    figures: tuple[Figure, ...] = ()
    behind: dict[str, tuple[str, ...]] = {}
    about: tuple[tuple[str, str], ...] = ()

    @property
    def opens(self) -> bool:
        """Whether there is anything behind it."""
        return bool(self.behind) or any(figure.count or figure.of for figure in self.figures)


class Block(msgspec.Struct, frozen=True):
    """Lines under a heading, with sentences below them."""

    title: str
    entries: tuple[Entry, ...] = ()
    notes: tuple[str, ...] = ()


def about(figure: Figure) -> tuple[tuple[str, str], ...]:
    """Return a figure's rule, base, source and status, each with what it is called."""
    spread = figure.spread
    base = f"{figure.of} {figure.base.words}" if figure.base is not None else ""
    share = "left out: the base is under ten" if figure.of and figure.percent is None else ""
    rows = (
        ("Counted", f"{told(figure)} ({figure.unit})"),
        ("Rule", figure.rule),
        ("Of", base),
        ("Share", share),
        ("Spread", f"median {spread.median:g}, from {spread.low} to {spread.high}, of {spread.of}" if spread else ""),
        ("Sums", ", ".join(_amount(unit, value) for unit, value in figure.amounts.items())),
        ("Looked for", f"{figure.benchmark}%" if figure.benchmark is not None else ""),
        ("Source", figure.source),
        ("Status", STATUS.get(figure.status, figure.status)),
    )
    return tuple((head, text) for head, text in rows if text)


def _amount(unit: str, value: Decimal) -> str:
    return say.money(value) if unit == "pounds" else f"{value:f} {unit}"


def entry(figure: Figure, label: str = "", picture: Picture = None) -> Entry:
    """Return the line of a figure: with its share as a bar, where it has one."""
    shown = picture or (Share(figure.count / figure.of) if figure.of else None)
    sums = ", ".join(_amount(unit, value) for unit, value in figure.amounts.items())
    return Entry(
        id=figure.id,
        label=label or figure.label,
        value=f"{told(figure)}; {sums}" if sums else told(figure),
        picture=shown,
        figures=(figure,),
        about=about(figure),
    )
