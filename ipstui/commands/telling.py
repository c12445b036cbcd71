"""The door out of the commands: what they print holds nothing that a terminal would obey."""

from __future__ import annotations

import click


def tell(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Print a text, on standard error if `err`; control characters in it are question marks, line ends stay."""
    from ipstui.casework.clean import shown

    click.echo(shown(text, lines=True), err=err, nl=nl)


def tell_written(file: object, doubt: str) -> None:
    """Print where a file was written, and what there is to say if the disk did not confirm it."""
    tell(file)
    if doubt:
        tell(doubt, err=True)
