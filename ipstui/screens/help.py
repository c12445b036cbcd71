"""The keys of a screen, from the one table of actions."""

from __future__ import annotations

from textwrap import fill

from textual.binding import Binding
from textual.content import Content

from ipstui.actions import NAMED, NO_KEYS, Keys, help_for
from ipstui.screens.reading import ReadingScreen
from ipstui.shell.contract import shell_of

_KEY, _INDENT = 7, 26


class HelpScreen(ReadingScreen):
    """Key, name and what it does, for one screen."""

    NAME = "help"
    BINDINGS = [Binding("f1,g", "guide", "Guide", show=False)]

    def __init__(self, screen: str, width: int = 80, keys: Keys = NO_KEYS, *, private: bool = False) -> None:
        """`private` while a client sits beside the screen."""
        indent, wide = " " * _INDENT, min(width, 78) - 8
        parts: list[tuple[str, str]] = []
        for key, label, text in help_for(screen, keys, private=private):
            told = fill(text, wide, initial_indent=indent, subsequent_indent=indent).strip()
            named = f"{label:<{_INDENT - max(len(key) + 2, _KEY)}}"
            parts += [(f"{f'{key}  ':<{_KEY}}", "bold $accent"), (named, "bold"), (f"{told}\n", "")]
        parts.append(
            ("\nF1 again opens the guide. Ctrl+P finds everything else by a word."
             "\nDates are typed as you say them: today, fri 2pm, +2w, 3 dec. Arrows, PgUp, PgDn or j k g G move.",
             "$text-muted")
        )  # fmt: skip
        self._screen = screen
        super().__init__(f"Keys here: {NAMED.get(screen, screen)}", Content.assemble(*parts))

    def action_guide(self) -> None:
        """Open the guide at the page of this screen."""
        from ipstui.guide import FOR_SCREEN
        from ipstui.screens.guide import GuideScreen

        page = "first-day" if shell_of(self).desk.leads else FOR_SCREEN.get(self._screen, "")
        self.app.switch_screen(GuideScreen(page))
