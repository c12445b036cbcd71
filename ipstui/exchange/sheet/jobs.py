"""Jobs on a sheet: a start behind us is a job, one ahead an offer; hours and pay only where the cell says just that."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from ipstui.exchange.sheet.book import text_of
from ipstui.exchange.sheet.days import read_day
from ipstui.exchange.sheet.figures import hourly_pay, is_large_sum, weekly_hours, with_comma, written
from ipstui.exchange.sheet.going import Going, Line, Taken
from ipstui.exchange.sheet.job_changes import CHANGE, Step, ask_change, ask_changed, record_steps
from ipstui.exchange.sheet.layout import in_rows
from ipstui.exchange.sheet.plan import Answer, Draft
from ipstui.exchange.sheet.words import among, first_fit, plain, unknown

_TWO = re.compile(r"\s*/\s*(?:and )?then\b|\s+then\s+|\s+/\s+|\s*;\s*|\n|\s+&\s+then\s+", re.IGNORECASE)


class Job(msgspec.Struct, kw_only=True):
    """A job as first met, and what later sheets say of it, as (place, month of the sheet, value)."""

    key: str
    person: str
    start: date
    ended: bool = False
    hours: list[tuple[str, date | None, Decimal]] = []
    pay: list[tuple[str, date | None, Decimal]] = []


class Jobs:
    """All jobs of a file."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self._held: dict[tuple[str, str, date], Job] = {}
        self._without_role: list[str] = []
        self._two: Answer | None = None
        self._steps: list[tuple[str, list[Step], str, str]] = []
        self.said: dict[str, str] = {}
        """Everything that free text says of a person, by key: it may bear out a day whose figures are swapped."""

    def take(self, going: Going, line: Line, person: str, *, month: date | None = None) -> None:
        """Take the job of a row, if it has one. `month` is that of the sheet, where sheets are months."""
        employer = line.text("job.employer")
        role = line.text("job.role")
        held = [f for f in ("job.start", "job.hours", "job.pay", "job.end") if line.value(f) is not None]
        if not employer and not role and "job.start" not in held:
            return
        start_value = line.value("job.start")
        if start_value is None:
            if employer or line.value("job.hours") is not None:
                self._keep_words(line, person, ("job.role", "job.employer", "job.hours", "job.pay"))
            return
        if unknown(start_value):
            self._no_start(going, line, person)
            return
        start = going.take(line, "job.start", person)
        if start is None:
            return
        if start.on > going.today and self._swapped(line, person, start):
            return
        start = ask_contradictions(going, line, person, start)
        fields, later = self._fields(line, person, employer, role, month)
        self._record(line, person, start, fields, later)
        self._second(line, person, start)
        self._end(going, line, person, start)

    def _no_start(self, going: Going, line: Line, person: str) -> None:
        said = text_of(line.value("job.start"))
        answer = self.draft.ask(
            "no_start_date",
            "cell",
            line.source("job.start"),
            f"“{said}” is no start day. When did the work start, if it did?",
            ("type a day", "not known", "not a job yet"),
            person=person,
            words=self._words(line, ("job.role", "job.employer", "job.start", "job.hours", "job.pay")),
        )
        if (day := going.typed_day(answer)) is not None:
            start = Taken(on=day, source=line.source("job.start"), because=answer.key)
            fields, later = self._fields(line, person, line.text("job.employer"), line.text("job.role"), None)
            self._record(line, person, start, fields, later)

    def _words(self, line: Line, fields: tuple[str, ...]) -> str:
        said = [f"{line.title(f)}: {text_of(line.value(f))}" for f in fields if line.value(f) is not None]
        return "; ".join(said)

    def _keep_words(self, line: Line, person: str, fields: tuple[str, ...]) -> None:
        if words := self._words(line, fields):
            self.draft.note(person, line.source(fields[1]), words, why="no start day: no job is recorded")

    def _swapped(self, line: Line, person: str, start: Taken) -> bool:
        """A start ahead whose day and month, changed over, another cell gives as past: asked, nothing recorded."""
        value = line.value("job.start")
        if not isinstance(value, date) or value.day > 12:
            return False
        turned = date(value.year, value.day, value.month)
        said = re.search(rf"\b0?{turned.day}[/.]0?{turned.month}\b", self.said.get(person, ""))
        if turned > self.draft.today or not said:
            return False
        answer = self.draft.ask(
            "date_conflict", "cell", start.source,
            f"Start {value.isoformat()} here, {said[0]} elsewhere: the same day with day and month swapped?",
            (turned.isoformat(), f"{value.isoformat()} (ahead: an offer)"), proposed=turned.isoformat(), person=person,
            words=self._words(line, ("job.employer", "job.start", "job.hours", "job.pay")),
        )  # fmt: skip
        chosen = read_day(answer.typed or answer.option.partition(" ")[0], self.draft.today, order="day")
        if chosen.day is not None:
            fields, later = self._fields(line, person, line.text("job.employer"), line.text("job.role"), None)
            self._record(line, person, Taken(on=chosen.day, source=start.source, because=answer.key), fields, later)
        return True

    def _fields(
        self, line: Line, person: str, employer: str, role: str, month: date | None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields of the start, and of what may have changed since: hours and pay with place and month."""
        fields: dict[str, Any] = {"role": role}
        if among("self_employed", employer):
            fields |= {"self_employed": True, "employer": ""}
        else:
            fields["employer"] = self._one_employer(line, person, employer)
        hours, hours_said = self._hours(line, person)
        pay, pay_said = self._pay(line, person)
        later: dict[str, Any] = {}
        if hours is not None:
            fields["hours_weekly"] = written(hours)
            later["hours"] = (line.source("job.hours"), month, hours)
        if pay is not None:
            fields["hourly_pay"] = written(pay)
            later["pay"] = (line.source("job.pay"), month, pay)
        label = "Wage" if "wage" in plain(line.title("job.pay")) else "Pay"
        said = [f"Hours: {hours_said}"] if hours_said else []
        if pay_said:
            said.append(f"{label.lower() if said else label}: {pay_said}")
        fields["note"] = "; ".join(said)
        return fields, later

    def _one_employer(self, line: Line, person: str, employer: str) -> str:
        parts = [part.strip() for part in _TWO.split(employer) if part.strip()]
        if len(parts) < 2:
            return employer
        self._two = self.draft.ask(
            "two_in_one_cell", "cell", line.source("job.employer"),
            f"“{employer}”: two jobs? Type the day on which the second began. Did the first end then?",
            ("two jobs, the first goes on", "two jobs, the first ended", "one job: keep the words as a note"),
            person=person, words=f"{line.title('job.employer')}: {employer}",
        )  # fmt: skip
        return parts[0]

    def _second(self, line: Line, person: str, start: Taken) -> None:
        """The second job of a cell that names two, once its day is said."""
        answer, self._two = self._two, None
        day = line.going.typed_day(answer) if answer is not None else None
        if answer is None or day is None:
            return
        first, second = [part.strip() for part in _TWO.split(text_of(line.value("job.employer"))) if part.strip()][:2]
        source = line.source("job.employer")
        job = self._held.get((person, plain(first), start.on))
        if "ended" in answer.option and job is not None:
            job.ended = True
            ended = {"job_key": job.key, "reason": "other"}
            self.draft.event(person, "job_ended", day, source, ended, because=answer.key)
        named = re.split(r"\s+(?:from|since|start)", second, maxsplit=1)[0]
        again = Taken(on=day, source=source, because=answer.key)
        self._record(line, person, again, {"role": "", "employer": named}, {})

    def _hours(self, line: Line, person: str) -> tuple[Decimal | None, str]:
        """Hours a week, or the words of the cell where it says something else."""
        value = line.value("job.hours")
        hours = weekly_hours(value)
        if hours is not None or value is None:
            return hours, ""
        text = text_of(value)
        if unknown(value):
            self.draft.not_known(line.source("job.hours"), text)
            return None, text if plain(text) not in ("", "tbc", "tba") else ""
        if CHANGE.search(text) and re.search(r"\d", text):
            return self._changing(line, "job.hours", text, person)
        return None, text

    def _pay(self, line: Line, person: str) -> tuple[Decimal | None, str]:
        """Pounds an hour, or the words of the cell."""
        value = line.value("job.pay")
        pay = hourly_pay(value)
        if value is None or (pay is not None and not with_comma(value)):
            return pay, ""
        text = text_of(value)
        if pay is not None and line.going.once("points", lambda: _others_have_points(line)):
            return pay, ""
        if pay is not None:
            column = line.going.layout.column("job.pay")
            where = line.going.layout.column_cell(column) if column else line.source("job.pay")
            answer = self.draft.ask(
                "decimal_comma", "column", where, f"“{text}” is pounds and pence with a comma?", ("yes", "no"),
                proposed="yes",
            )  # fmt: skip
            return (pay, "") if answer.option == "yes" else (None, text)
        if unknown(value):
            self.draft.not_known(line.source("job.pay"), text)
            return None, text if plain(text) not in ("", "tbc", "tba") else ""
        if CHANGE.search(text) and re.search(r"\d", text):
            return self._changing(line, "job.pay", text, person)
        if is_large_sum(value):
            answer = self.draft.ask(
                "pay_period", "cell", line.source("job.pay"), f"“{text}” is no hourly pay. Leave it unknown?",
                ("unknown, words in the note", "type the hourly pay"), proposed="unknown, words in the note",
                person=person,
            )  # fmt: skip
            return (hourly_pay(answer.typed), "") if hourly_pay(answer.typed) is not None else (None, text)
        return None, text

    def _changing(self, line: Line, field: str, text: str, person: str) -> tuple[Decimal | None, str]:
        """The value that held from the start, once the days of the others are said; they are recorded with the job."""
        steps, key = ask_change(self.draft, line, field, text, person)
        if not steps:
            return None, text
        self._steps.append((field, steps, line.source(field), key))
        return steps[0].value, ""

    def _record(self, line: Line, person: str, start: Taken, fields: dict[str, Any], later: dict[str, Any]) -> None:
        if start.on > self.draft.today:
            offer = {n: v for n, v in fields.items() if n in ("role", "employer", "hours_weekly", "hourly_pay", "note")}
            self.draft.event(
                person, "offer", None, start.source, offer | {"starts": start.on.isoformat()}, because=start.because
            )
            return
        same = (person, plain(fields["employer"]), start.on)
        job = self._held.get(same)
        if job is None:
            job = self._held[same] = Job(key=f"job@{start.source}", person=person, start=start.on)
            if not fields["role"]:
                self._without_role.append(start.source)
            self.draft.event(
                person, "job_started", start.on, start.source,
                {**fields, "competitive": "unknown", "job_key": job.key},
                precision=start.precision, because=start.because,
            )  # fmt: skip
        for name, found in later.items():
            getattr(job, name).append(found)
        for field, steps, source, key in self._steps:
            record_steps(self.draft, person, job.key, field, steps, source, key)
        self._steps.clear()

    def _end(self, going: Going, line: Line, person: str, start: Taken) -> None:
        if line.value("job.end") is None:
            return
        end = going.take(line, "job.end", person, months=False)
        reason = line.text("job.reason")
        job = self._held.get((person, plain(self._employer_of(line)), start.on))
        if end is None or job is None or job.ended:
            return
        end = self._fitting_end(line, person, start, end)
        if end is None:
            return
        job.ended = True
        self.draft.event(
            person,
            "job_ended",
            end.on,
            end.source,
            {"job_key": job.key, "reason": first_fit("job_end", reason) or "other", "note": reason},
            because=end.because,
        )

    def _fitting_end(self, line: Line, person: str, start: Taken, end: Taken) -> Taken | None:
        """The end, if it lies between the start and today; else what the user types."""
        if start.on <= end.on <= self.draft.today:
            return end
        words = self._words(line, ("job.end", "job.reason"))
        if end.on < start.on:
            said = f"The job ended {end.on.isoformat()}, before it started on {start.on.isoformat()}. Which is right?"
            kind, options = "impossible_order", ("type the end", "not ended")
        else:
            said = f"The end {end.on.isoformat()} lies ahead: not ended yet?"
            kind, options = "future_date", ("not ended yet", "type a day")
        answer = self.draft.ask(kind, "cell", end.source, said, options, person=person, words=words)
        day = line.going.typed_day(answer)
        return Taken(on=day, source=end.source, because=answer.key) if day is not None and day >= start.on else None

    def _employer_of(self, line: Line) -> str:
        employer = text_of(line.value("job.employer"))
        if unknown(line.value("job.employer")) or among("self_employed", employer):
            return ""
        return ([part.strip() for part in _TWO.split(employer) if part.strip()] or [""])[0]

    def finish(self) -> None:
        """Ask what only shows when all sheets are read: hours and pay that changed, jobs without a title."""
        for job in self._held.values():
            ask_changed(self.draft, job.person, job.key, "job.hours", job.hours)
            ask_changed(self.draft, job.person, job.key, "job.pay", job.pay)
        if self._without_role:
            count = len(self._without_role)
            many = "One job has" if count == 1 else f"{count} jobs have"
            answer = self.draft.ask(
                "missing_role", "file", ", ".join(self._without_role[:4]),
                f"{many} no title. Type them, as “{self._without_role[0]} = cleaner; …”, "
                "or leave them as not known?",
                ("type each", "not known"), proposed="not known",
            )  # fmt: skip
            for part in answer.typed.split(";"):
                place, _, role = part.partition("=")
                self._name(place.strip(), role.strip())

    def _name(self, place: str, role: str) -> None:
        """Give the job that starts in a cell its title."""
        events = self.draft.plan.events
        for at, event in enumerate(events):
            if role and event.kind in ("job_started", "offer") and event.source == place and not event.fields["role"]:
                events[at] = msgspec.structs.replace(event, fields={**event.fields, "role": role})


def _others_have_points(line: Line) -> bool:
    """Whether the column has full stops for its decimals elsewhere: then one comma means the same."""
    column = line.going.layout.column("job.pay")
    if column is None:
        return False
    return any(hourly_pay(v) is not None and "." in text_of(v) for _, v in in_rows(line.going.layout, column))


def ask_week_marks(going: Going) -> Answer | None:
    """Week columns of a row a job: asked once for the sheet; kept as one note for each job, or left out."""
    columns = going.layout.every("week.mark")
    if not columns or not going.layout.data:
        return None
    first, last = going.layout.data[0][0], going.layout.data[-1][0]
    end = going.layout.tab.cell(last, columns[-1].at).rpartition("!")[2]
    place = f"{going.layout.tab.cell(first, columns[0].at)}:{end}"
    return going.draft.ask(
        "week_marks", "sheet", place,
        "Week columns hold ticks, hours and words. Hours a week are recorded as they change, not a tick for each week. "
        "Keep them as one note for each job?",
        ("one note for each job", "leave out"), proposed="one note for each job", otherwise="left out, and said so",
    )  # fmt: skip


def note_weeks(going: Going, line: Line, person: str, answer_to: str) -> None:
    """The words of the week columns of one row, as one note."""
    said = [
        f"{c.heading}: {text_of(line.cell(c))}" for c in going.layout.every("week.mark") if line.cell(c) is not None
    ]
    if said:
        going.draft.note(person, line.place, f"Weeks {'; '.join(said)}", why="week marks", answer_to=answer_to)


_WEEKS = {"weeks_13": (13, timedelta(days=91)), "weeks_26": (26, timedelta(days=182))}


def ask_contradictions(going: Going, line: Line, person: str, start: Taken) -> Taken:
    """13 and 26 weeks are worked out, never read; a mark that the dates contradict is asked about. Return the start."""
    for field, (weeks, span) in _WEEKS.items():
        for column in going.layout.every(field):
            value = line.cell(column)
            if unknown(value):
                going.draft.not_known(going.layout.place(line.row, column), text_of(value))
            if (among("yes", value) or among("tick", value)) and start.on + span > going.today:
                answer = going.draft.ask(
                    "contradiction",
                    "cell",
                    going.layout.place(line.row, column),
                    f"“{column.heading}” says {text_of(value)}, but {weeks} weeks from {start.on.isoformat()} are only "
                    f"done on {(start.on + span).isoformat()}. The mark is not taken. Is the start right?",
                    ("start is right", "type the start"),
                    person=person,
                    otherwise="the start stands, the mark is left out",
                )
                if (day := going.typed_day(answer)) is not None:
                    start = Taken(on=day, source=start.source, because=answer.key)
    return start
