"""What the specialist has in front of them: the open caseload on one day, and all that follows from it.

Screens and commands work through a desk, so that both check what is typed in the same way and neither
derives anything twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, TypeVar

from ipstui.casework.casefile import Casefile, casefile_of
from ipstui.casework.checks import Unfit, check_age, check_all
from ipstui.casework.events import EmployerContact, Event
from ipstui.casework.history import effective
from ipstui.casework.people import Client, Employer
from ipstui.casework.review import Review, review_of
from ipstui.casework.spelling import the_only
from ipstui.casework.words import names_of
from ipstui.store.caseload import Batch, Caseload, Change
from ipstui.store.errors import StoreError

if TYPE_CHECKING:
    from ipstui.casework.agenda import Agenda
    from ipstui.casework.find import Index
    from ipstui.casework.official import Waiting
    from ipstui.casework.search.verdicts import Verdicts
    from ipstui.reports.counts import Counts
    from ipstui.reports.figures import Period
    from ipstui.reports.measures import MeasureFile
    from ipstui.reports.week import WeekReport
    from ipstui.store.merging import Merged


MOST_PEOPLE = 20_000


class Crowd(StoreError):  # noqa: N818 named for what happened
    """Far more people than one person supports: to weigh them all would take minutes."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"{count:,} people are in this case file: a review, a report or a list of everybody holds {MOST_PEOPLE:,} "
            "at most. `ipstui show NAME` shows one; `ipstui restore` puts a copy in its place."
        )


class Desk:
    """An open caseload and today. Casefiles are derived on demand and kept until something changes."""

    def __init__(self, caseload: Caseload, today: Callable[[], date], *, made_up: bool = False) -> None:
        """`today` is asked on every refresh, so that a window left open over midnight turns the page."""
        self.caseload = caseload
        self.made_up = made_up
        self.leads = not caseload.clients and not caseload.read_only
        """Whether the first person is led through: it was opened with nobody in it, and nobody has left the steps."""
        self._today = today
        self._day = today()
        self._files: dict[str, Casefile] = {}
        self._index: Index | None = None
        self._waiting: dict[str, tuple[Casefile, Waiting]] = {}
        self._counts: Counts | None = None
        self._verdicts: Verdicts | None = None

    @property
    def verdicts(self) -> Verdicts:
        """The licence answers about vacancies that were worked out so far."""
        from ipstui.casework.search.verdicts import Verdicts

        if self._verdicts is None:
            self._verdicts = Verdicts()
        return self._verdicts

    @property
    def today(self) -> date:
        """The day everything is derived for."""
        day = self._today()
        if day != self._day:
            self._day = day
            self.forget()
        return day

    @property
    def clock(self) -> time | None:
        """The time of day by the clock that records; None where that is of another day than today."""
        now = self.caseload.now().astimezone()
        return now.time().replace(microsecond=0, second=0) if now.date() == self.today else None

    def casefile(self, client: str) -> Casefile:
        """Return one client's casefile on today. Raises KeyError for an unknown id."""
        today = self.today
        if client not in self._files:
            caseload = self.caseload
            self._files[client] = casefile_of(
                caseload.clients[client], caseload.events_of(client), today, caseload.settings, caseload.vacancies
            )
        return self._files[client]

    def known(self, client: str) -> Casefile | None:
        """Return one client's casefile, or None for who is not on the caseload, or no longer."""
        return self.casefile(client) if client in self.caseload.clients else None

    def names(self, client: str) -> dict[str, str]:
        """Return what the ids in one client's events are called; without a client those of the whole caseload."""
        caseload = self.caseload
        if (file := self.known(client)) is not None:
            return names_of(file.story, caseload.employers, caseload.vacancies)
        roles = {each.id: each.role for each in caseload.vacancies.values()}
        return roles | {each.id: each.name for each in caseload.employers.values()}

    def casefiles(self) -> list[Casefile]:
        """Return every client's casefile, closed ones too, by name. Raises Crowd."""
        self.refuse_a_crowd()
        clients = sorted(self.caseload.clients.values(), key=lambda client: client.name.casefold())
        return [self.casefile(client.id) for client in clients]

    def refuse_a_crowd(self) -> None:
        """Raise Crowd where there are more than can be gone through."""
        if len(self.caseload.clients) > MOST_PEOPLE:
            raise Crowd(len(self.caseload.clients))

    def casefiles_on(self, day: date) -> list[Casefile]:
        """Return every client's casefile on another day, by what is recorded now; they are not kept. Raises Crowd."""
        self.refuse_a_crowd()
        caseload = self.caseload
        clients = sorted(caseload.clients.values(), key=lambda client: client.name.casefold())
        return [
            casefile_of(each, caseload.events_of(each.id), day, caseload.settings, caseload.vacancies)
            for each in clients
        ]

    def agenda(self, first: date, last: date) -> Agenda:
        """Return the diary over everybody from one day to another, both inside."""
        from ipstui.casework.agenda import agenda_of

        caseload = self.caseload
        return agenda_of(self.casefiles(), caseload.events_of(""), caseload.employers, first, last, self.today)

    def index(self) -> Index:
        """Return what search looks through; made anew when something was saved."""
        from ipstui.casework.find import index_of

        if self._index is None:
            caseload = self.caseload
            self._index = index_of(self.casefiles(), caseload.events_of(""), caseload.employers, caseload.vacancies)
        return self._index

    def week_report(self, first: date, last: date) -> WeekReport:
        """Return the report of the days from `first` to `last`, as it stood on the last of them that is over."""
        from ipstui.reports.week import week_report

        as_of, caseload = min(self.today, last), self.caseload
        files = self.casefiles() if as_of == self.today else self.casefiles_on(as_of)
        return week_report(files, caseload.events_of(""), caseload.settings, first, last, as_of)

    def counts(self, period: Period, more: Sequence[MeasureFile] = ()) -> Counts:
        """Return what is counted over a period; kept, with what was worked out of it, until something changes.

        Beside the shipped measures are those of the user's folder, and the files in `more`. Raises Unfit where two of
        them have one id.
        """
        from ipstui.exchange.own_measures import own_measures
        from ipstui.reports.counts import Counts
        from ipstui.reports.measures import joined
        from ipstui.store.places import measures_folder

        caseload, held = self.caseload, self._counts
        measures = joined((*own_measures(measures_folder(caseload.path)).files, *more))
        if held is None or (held.period, held.measures) != (period, measures):
            events = {client: caseload.events_of(client) for client in ("", *caseload.clients)}
            held = Counts(caseload.clients.values(), events, period, caseload.settings, measures)
            self._counts = held
        return held

    def review(self) -> Review:
        """Return the review of the week that holds today."""
        return review_of(self.casefiles(), self.caseload.events_of(""), self.today, self.caseload.settings)

    def not_in_the_official_record(self, client: str = "") -> Waiting:
        """Return what of one person, or of everybody, is not copied yet; nothing where the settings do not ask."""
        from ipstui.casework.official import Waiting, together, waiting

        caseload, asked = self.caseload, self.caseload.settings.official_record
        if asked == "off":
            return Waiting(entries=0, oldest=None)
        if not client:
            return together(self.not_in_the_official_record(each) for each in caseload.clients)
        casefile = self.casefile(client)
        known = self._waiting.get(client)
        if known is None or known[0] is not casefile:
            told = waiting(casefile.story, caseload.events_of(client), notes=asked == "with_notes")
            known = self._waiting[client] = (casefile, told)
        return known[1]

    def employer_contacts(self) -> list[EmployerContact]:
        """Return every contact with an employer that stands, whoever it was about."""
        shared = (e for e in effective(self.caseload.events_of("")) if isinstance(e, EmployerContact))
        own = (contact for each in self.casefiles() for contact in each.story.search.employer_contacts)
        return [*shared, *own]

    def record(self, *changes: Change, label: str) -> Batch:
        """Check a batch and save it. Raises Unfit for what cannot be, NotSaved when the disk refuses.

        Either way nothing has changed, on disk or here.
        """
        self.check(*changes)
        batch = self.caseload.record(*changes, label=label)
        self._forget(batch)
        return batch

    def check(self, *changes: Change) -> None:
        """Raise Unfit when the batch could not be recorded."""
        events = [change for change in changes if isinstance(change, Event)]
        new = {change.id: change for change in changes if isinstance(change, Client)}
        for client in {event.client for event in events}:
            known = new.get(client) or self.caseload.clients.get(client)
            if client and known is None:
                raise Unfit("client", "there is no such client.")
            own = [event for event in events if event.client == client]
            for event in own:
                check_age(event, known.birth_year if known else None)
            check_all(own, client, self.caseload.events_of(client), self.today)

    def merge(self, kept: Client, other: Client) -> Merged:
        """Make two records of one person one; `undo` takes it back. Raises StoreError and NotSaved."""
        from ipstui.store.merging import merge

        merged = merge(self.caseload, kept, other)
        self.forget()
        return merged

    def undo(self) -> Batch | None:
        """Take back the last action of this sitting, and return it. Raises NotSaved."""
        batch = self.caseload.undo()
        if batch is not None:
            self._forget(batch)
        return batch

    def redo(self) -> Batch | None:
        """Do again what was undone last, and return it. Raises NotSaved."""
        batch = self.caseload.redo()
        if batch is not None:
            self._forget(batch)
        return batch

    def forget(self) -> None:
        """Derive everything anew: the caseload was locked, restored, or read again."""
        self._files.clear()
        self._waiting.clear()
        self._index = self._counts = self._verdicts = None

    def _forget(self, batch: Batch) -> None:
        self._index = self._counts = None
        if batch.settings_before is not None or batch.moved:
            self._files.clear()
        for event in batch.events:
            self._files.pop(event.client, None)
        for table, key, _ in batch.before:
            if table == "clients":
                self._files.pop(key, None)
            elif table == "vacancies":  # its last day is on the file of whoever means to apply
                self._files.clear()

    def find_client(self, text: str) -> Client:
        """Return the one client whose id or name fits `text`. Raises Unfit when none does, or several do."""
        return _only("client", text, list(self.caseload.clients.values()))

    def find_employer(self, text: str) -> Employer:
        """Return the one employer whose id or name fits `text`. Raises Unfit when none does, or several do."""
        return _only("employer", text, list(self.caseload.employers.values()))


T = TypeVar("T", Client, Employer)


def _only(what: str, text: str, among: list[T]) -> T:
    by_id = [each for each in among if each.id.casefold() == text.strip().casefold()]
    found = by_id or the_only(text, among, lambda each: each.name)
    if not found:
        raise Unfit(what, f"no {what} is called “{text.strip()}”.")
    if len(found) > 1:
        called = [each.name for each in found[:5]]
        alike = {name for name in called if called.count(name) > 1}  # nothing but the id tells these apart
        names = ", ".join(f"{each.name} ({each.id})" if each.name in alike else each.name for each in found[:5])
        raise Unfit(what, f"“{text.strip()}” could be {names}. Give more of the name.")
    return found[0]
