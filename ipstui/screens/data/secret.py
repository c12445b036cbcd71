"""A line for a passphrase: dots on the screen, and nothing of it can be copied or cut out again."""

from __future__ import annotations

from textual.widgets import Input


class SecretLine(Input):
    """An input whose text leaves it by being submitted only."""

    def __init__(self, placeholder: str, *, id: str | None = None) -> None:
        super().__init__(password=True, placeholder=placeholder, compact=True, classes="answer", id=id)

    def action_copy(self) -> None:
        """Nothing: the clipboard of the app and that of the desktop would hold it in clear."""

    def action_cut(self) -> None:
        """Nothing, for the same reason."""
