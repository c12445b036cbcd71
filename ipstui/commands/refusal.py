"""What the program knows to refuse, as a sentence on standard error and an exit code."""

from __future__ import annotations

from typing import IO, Any

import click

_NAMED_IN_THE_SENTENCE = ("client", "employer", "kind")


class Refusal(click.ClickException):
    """A sentence for the person, printed as it is, without "Error" and without the usage."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to standard error."""
        click.echo(self.message, file=file, err=file is None)


class NotOnDisk(Refusal):
    """A change that did not reach the disk."""

    exit_code = 1


def refusal_for(error: Exception) -> Refusal | None:
    """Return what to say about an error of the store or of the checks; None for a mistake in the program."""
    from ipstui.casework import say
    from ipstui.casework.checks import Unfit
    from ipstui.store.errors import NotSaved, StoreError

    if isinstance(error, Unfit):
        if error.field in _NAMED_IN_THE_SENTENCE:
            return Refusal(say.sentence(error.problem))
        return Refusal(f"--{error.field.replace('_', '-')}: {error.problem}")
    if isinstance(error, StoreError):
        return (NotOnDisk if isinstance(error, NotSaved) else Refusal)(str(error))
    return None
