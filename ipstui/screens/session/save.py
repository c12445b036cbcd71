"""Keeping a session: the advice in words, and the event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework.benefits.kept import Kept, KeptResults, to_keep
from ipstui.casework.benefits.session import advice_of
from ipstui.casework.checks import clean
from ipstui.casework.diary.answer import by_contact, plainly
from ipstui.casework.events import Contact
from ipstui.casework.forms import Field, build
from ipstui.casework.people import Client
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change

_CONTACT = (
    ("face_to_face", "in person"),
    ("video", "by video"),
    ("phone", "by phone"),
    ("no", "no, or logged already"),
)


class SaveScreen(Dialog):
    """What was said, in words; the figures are kept with it as they are."""

    CONFIRMS = True

    PRIVATE = True

    def __init__(
        self, client: Client, kept: Kept, results: KeptResults, *, copy_printed: bool, contacted: bool
    ) -> None:
        """`contacted` when a contact with the person is recorded for that day: then this makes no second one."""
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
            Field(name="contact", label="A contact too", kind="choice", choices=_CONTACT, default="no"),
        )
        begun = {
            "advice": advice_of(results.answers[kept.chosen]),
            "copy": "yes" if copy_printed else "no",
            "contact": "no" if contacted else "face_to_face",
        }
        super().__init__(
            f"Save this session · {client.name}", fields, begun,
            draft=f"said/{client.id}/{begun['advice']}",  # other figures, other words
        )  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The session, and the contact that it was unless that is unticked."""
        event = to_keep(
            self._kept,
            self._results,
            client=self._client.id,
            advice=clean(texts.get("advice", "")),
            copy_printed=texts.get("copy") == "yes",
        )
        mode = texts.get("contact")
        if mode not in ("face_to_face", "video", "phone"):
            return [event], f"benefits session of {self._client.name} kept"
        said = {"mode": mode, "outcome": "seen", "purpose": "benefits", "on": event.on.isoformat()}
        met = build(Contact, said, client=self._client.id, today=self.ips.desk.today)
        assert isinstance(met, Contact)
        booking = plainly(met, self.ips.desk.casefile(self._client.id).story.diary.bookings)
        kept = by_contact(booking, met) if booking is not None else []
        return [event, met, *kept], f"benefits session of {self._client.name} kept, and the contact that it was"
