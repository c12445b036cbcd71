"""`ipstui guide`: the user guide, page by page."""

from __future__ import annotations

import click

from ipstui.commands.telling import tell
from ipstui.guide import PAGES, read


@click.command()
@click.argument("page", required=False, type=click.Choice(PAGES))
def guide(page: str | None) -> None:
    """Print PAGE of the user guide; without one, the list of pages."""
    if page is not None:
        tell(read(page).text.rstrip())
        return
    tell("ipstui guide PAGE prints one of these. F1 twice shows them in the program.\n")
    for each in map(read, PAGES):
        tell(f"  {each.name:<12}{each.title}")
