"""Keeping a session: the advice in words, and the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework.benefits.kept import Kept, KeptResults, to_keep
from ipstui.casework.benefits.session import advice_of
from ipstui.casework.checks import clean
from ipstui.casework.forms import Field
from ipstui.casework.people import Client
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change


class SaveScreen(Dialog):
    """What was said, in words; the figures are kept with it as they are."""

    CONFIRMS = True

    PRIVATE = True

    def __init__(self, client: Client, kept: Kept, results: KeptResults, *, copy_printed: bool) -> None:
        self._client, self._kept, self._results = client, kept, results
        fields = (
            Field(name="advice", label="Said", kind="text"),
            Field(
                name="copy",
                label="Page printed",
                kind="choice",
                choices=(("yes", "yes"), ("no", "no")),
                default="no",
            ),
        )
        begun = {
            "advice": advice_of(results.answers[kept.chosen]),
            "copy": "yes" if copy_printed else "no",
        }
        super().__init__(f"Keep this session · {client.name}", fields, begun)

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One event."""
        event = to_keep(
            self._kept,
            self._results,
            client=self._client.id,
            advice=clean(texts.get("advice", "")),
            copy_printed=texts.get("copy") == "yes",
        )
        return [event], f"benefits session of {self._client.name} kept"
