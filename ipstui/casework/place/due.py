"""What is due about where the person lives: an address outside the patch asks for a decision."""

from __future__ import annotations

from collections.abc import Iterator

from ipstui.casework.flag import Flag, Group, Look


def out_of_area(look: Look) -> Iterator[Flag]:
    """An address outside the patch asks for a decision; nothing happens by itself."""
    address = look.story.place.address
    if address is not None and look.story.place.out_of_area:
        yield Flag(
            flag="out_of_area",
            why="address out of area: go on, transfer or close?",
            due=None,
            group=Group.TODAY,
            rule="The address lies outside the patch and nobody has decided: exception, transfer or close.",
            events=(address.id,),
        )
