"""A result or the rules of a calculator, printed: coloured in a terminal, plain lines in a pipe."""

from __future__ import annotations

from rich.console import Console

from ipstui.commands.telling import tell
from ipstui.documents.explained import Explained, ExplainedRules, as_lines

PIPE_WIDTH = 100


def show(told: Explained | ExplainedRules) -> None:
    """Print to standard output; where that is not a terminal, as plain lines of one width and no idle spaces."""
    console = Console(highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        console.print(told)
    else:
        tell(as_lines(told, PIPE_WIDTH))
