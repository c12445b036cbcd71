"""What is recorded of the service and of no one person: leave, the log of employers gone through, a rating."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ipstui.casework.events import Event, FidelityRated, Leave, Reviewed
from ipstui.casework.forms import build, fields_of
from ipstui.casework.review import monday
from ipstui.reports.fidelity import Item, scale
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.dialog import Dialog
from ipstui.screens.view import View
from ipstui.store.caseload import Change

_FORMS: dict[str, tuple[type[Event], str, str]] = {
    "leave": (Leave, "Leave", "From the first day away to the last. A week of leave has no target of employers."),
    "reviewed": (Reviewed, "The log of employer contacts was gone through", "The week by its Monday."),
    "rating": (FidelityRated, "Rate an item of the fidelity scale", "1 to 5, by the text of the item."),
}


async def record_service(view: View, entry: str) -> None:
    """Ask what is to be recorded, and open its form; an item of fidelity under the cursor may be rated at once."""
    item = _item(entry)
    choices = [
        ("leave", "Leave: days on which you were away, or will be"),
        ("reviewed", "The log of employer contacts was gone through"),
        ("rating", "Rate an item of the fidelity scale"),
    ]
    if item is not None and item.basis != "computed":
        choices.insert(0, (f"item {item.item}", f"Rate item {item.item}: {item.title}"))
    chosen = await view.app.push_screen_wait(ChooseScreen("Record what, of the service?", choices))
    if chosen:
        view.app.push_screen(ServiceEventScreen(chosen, item))


def _item(entry: str) -> Item | None:
    head, _, number = entry.partition("/")
    wanted = int(number) if head in ("fidelity", "months") and number.isdigit() else 0
    return next((item for item in scale().items if item.item == wanted), None)


class ServiceEventScreen(Dialog):
    """The form of one such event."""

    def __init__(self, what: str, item: Item | None) -> None:
        self._kind, title, hint = _FORMS["rating" if what.startswith("item ") else what]
        rated = item if what.startswith("item ") else None
        fields = fields_of(self._kind)
        self._given = {"item": str(rated.item)} if rated is not None else {}
        if rated is not None:
            title, hint = f"{rated.item} {rated.title}", " ".join(filter(None, (rated.ask, rated.solo)))
        fields = tuple(field for field in fields if field.name not in self._given)
        first = next((field.name for field in fields if field.required), "on")
        super().__init__(title, fields, {"on": "today"} if self._kind is not Leave else {}, hint=hint, first=first,
                         draft=f"service/{what}")  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The event."""
        today = self.ips.desk.today
        given = dict(self._given)
        if self._kind is Reviewed and texts.get("week", "").strip():
            read = build(Reviewed, texts, client="", today=today)
            assert isinstance(read, Reviewed)
            given["week"] = f"{monday(read.week):%Y-%m-%d}"
        return [build(self._kind, {**texts, **given}, client="", today=today)], "recorded for the service"
