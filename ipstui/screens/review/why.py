"""Why a person is where they are in the review: every flag with its rule and the events behind it."""

from __future__ import annotations

from collections.abc import Mapping

from ipstui.casework.casefile import Casefile
from ipstui.screens.reading import ReadingScreen
from ipstui.widgets.reasons import reasons


class WhyScreen(ReadingScreen):
    """The reasons in full."""

    def __init__(self, casefile: Casefile, names: Mapping[str, str]) -> None:
        super().__init__("Why is this here?", reasons(casefile, casefile.story.today, names))
