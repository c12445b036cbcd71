"""What the program knows to refuse, as a sentence on standard error and an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import IO, Any

import click

HAS_SAVED = "ipstui.has_saved"
"""Where the context of a command keeps the question whether it saved anything."""
_CLOSED = (errno.EPIPE, errno.EINVAL) if sys.platform == "win32" else (errno.EPIPE,)  # Windows: "invalid argument"
_OF_OUTPUT = (*_CLOSED, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
_NAMED_IN_THE_SENTENCE = ("client", "employer", "kind")


def has_saved() -> None:
    """Say that the command has done what it was asked for, where no save of an open case file tells."""
    click.get_current_context().meta[HAS_SAVED] = lambda: True


class Refusal(click.ClickException):
    """A sentence for the person, printed as it is, without "Error" and without the usage."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it to standard error."""
        from ipstui.casework.clean import shown

        click.echo(shown(self.message, lines=True), file=file, err=file is None)


class NotOnDisk(Refusal):
    """A change that did not reach the disk."""

    exit_code = 1


class OutputFailed(Refusal):
    """What was printed did not arrive: a full disk, a pipe that was closed."""

    exit_code = 1

    def __init__(self, error: OSError, also: str = "") -> None:
        from ipstui.store.disk import reason

        why = "it was closed" if error.errno in _CLOSED else reason(error)
        super().__init__(f"The output could not be written: {why}.{also}")
        self._closed = error.errno in _CLOSED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it, but not for a pipe whose reader had enough; and nothing more to where nothing arrives."""
        if not self._closed:
            with contextlib.suppress(OSError):
                super().show(file)
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 it is flushed as the program ends


class OutputFailedAfterSaving(OutputFailed):
    """The same of a command that had saved: that counts."""

    exit_code = 0

    def __init__(self, error: OSError) -> None:
        super().__init__(error, " What was to be saved is saved.")


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
    if isinstance(error, OSError) and error.filename is None and error.errno in _OF_OUTPUT:
        ctx = click.get_current_context(silent=True)
        saved = ctx is not None and ctx.meta.get(HAS_SAVED, bool)()
        return OutputFailedAfterSaving(error) if saved else OutputFailed(error)
    return None
