"""A row a contact: who it was with, how, and whether they were seen; whatever is unclear is a question of its own."""

from __future__ import annotations

from bisect import bisect
from datetime import date, time
from itertools import pairwise
from typing import Any

import msgspec

from ipstui.exchange.sheet.book import Fault, text_of
from ipstui.exchange.sheet.days import clock_beside, read_day
from ipstui.exchange.sheet.figures import clock, is_midnight, minutes
from ipstui.exchange.sheet.going import Going, Line, Taken
from ipstui.exchange.sheet.layout import CONTACT, Column, in_rows
from ipstui.exchange.sheet.people import People
from ipstui.exchange.sheet.who import With, who_is_who
from ipstui.exchange.sheet.words import among, meaning, plain, table, unknown, words_of

_ORDERED = 0.85


class How(msgspec.Struct, frozen=True):
    """A way of contact and what came of it; `asks` names the question that stands in the way."""

    mode: str = ""
    outcome: str = ""
    asks: str = ""


def take_contacts(going: Going, people: People) -> None:
    """Go through a log of contacts."""
    _set_apart(going)
    going.settle_order()
    lines = list(going.lines())
    who = who_is_who(going, lines, people)
    for at, line in enumerate(lines):
        above = lines[at - 1] if at else None
        said = going.draft.said
        parties = who.of(line, above)
        if not parties and going.draft.said == said:
            going.draft.leave(line.place, "a contact, and whom it was about is not known")
        for party in parties:
            _contact(line, party, above)


def _set_apart(going: Going) -> None:
    """Where the log stands in order of time, figures that fit there in neither reading are asked about alone."""
    column = going.layout.column("contact.date")
    if column is None:
        return
    read = [(row, read_day(values[column.at - 1] if len(values) >= column.at else None, going.today))
            for row, values in going.layout.data]  # fmt: skip
    sure = [(at, reading.day) for at, (_, reading) in enumerate(read) if reading.form == "day" and reading.day]
    for at, (row, reading) in enumerate(read):
        if reading.form != "either_order" or reading.day is None or reading.other is None:
            continue
        here = bisect(sure, at, key=lambda each: each[0])
        near = [day for _, day in sure[max(0, here - 12) : here + 12]]
        before, after = (sure[here - 1][1] if here else None), (sure[here][1] if here < len(sure) else None)
        steps = list(pairwise(near))
        in_order = bool(steps) and sum(a <= b for a, b in steps) / len(steps) >= _ORDERED
        fits = [d for d in (reading.day, reading.other) if (not before or d >= before) and (not after or d <= after)]
        if in_order and not fits:
            going.apart.add((row, column.at))


def _contact(line: Line, party: With, above: Line | None) -> None:
    going, draft, person = line.going, line.going.draft, party.person
    taken = _day(line, above, person)
    if taken is None:
        return
    how = _how(line)
    if how.asks == "left_out":
        draft.note(person, taken.source, _words(line), why="how the contact was held is not said")
        return
    if how.asks:
        _ask_how(line, person, taken, how)
        return
    if taken.on > going.today:
        _ahead(line, person, taken)
        return
    because = taken.because or party.because
    if party.employer:
        fields = {"employer": party.employer, "mode": how.mode, "who": "specialist", "note": _note(line, "")}
        draft.event("", "employer_contact", taken.on, taken.source, fields, because=because)
        return
    fields = _fields(line, person) | {"who": party.who, "mode": how.mode, "outcome": how.outcome}
    fields |= _with_whom(line, fields)
    draft.event(
        person, "contact", taken.on, taken.source, fields, precision=taken.precision, because=because, once=False
    )
    for column in going.layout.every("notes"):
        draft.note(person, going.layout.place(line.row, column), words_of(line.cell(column)))
    if todo := line.text("contact.todo"):
        draft.note(person, line.source("contact.todo"), f"To do: {todo}",
                   why="a task without a day; offered as a note, not as an open task of long ago")  # fmt: skip
    _next(line, person)


def _day(line: Line, above: Line | None, person: str) -> Taken | None:
    going = line.going
    value = line.value("contact.date")
    if value is not None and not unknown(value):
        return going.take(line, "contact.date", person, words=_words(line))
    day = going.read(above.value("contact.date")).day if above is not None and value is None else None
    if day is None:
        going.take(line, "contact.date", person)
        if person:
            going.draft.note(person, line.place, _words(line), why="the day is not known")
        return None
    answer = going.draft.ask(
        "as_above",
        "cell",
        line.source("contact.date"),
        f"The date is empty: the same day as the row above ({day.isoformat()})?",
        (day.isoformat(), "not known"),
        proposed=day.isoformat(),
        person=person,
        words=_words(line),
    )
    chosen = read_day(answer.typed or answer.option or None, going.today, order="day")
    if chosen.form != "day" or chosen.day is None:
        return None
    return Taken(on=chosen.day, source=line.source("contact.date"), because=answer.key)


def _how(line: Line) -> How:
    """Read mode and outcome. Texts and emails are asked about once for the column."""
    going = line.going
    value = line.value("contact.mode")
    text = text_of(value)
    bare = plain(text)
    came = line.value("contact.outcome")
    if among("left_message", value):
        return How("phone", "left_message")
    if among("not_seen", value) or among("not_seen", came) or among("no", came) or among("cross", came):
        return How(asks="dna")
    if among("cancelled", value) or among("cancelled", came):
        return How(asks="cancelled")
    mode = meaning("modes", text) or next((m for word, m in _modes_within() if f" {word} " in f" {bare} "), "")
    if not mode:
        mode = meaning("mode_letters", text).replace("phone_or_text", "")
    if not mode and value is None and going.once("no modes", lambda: _no_modes(going)):
        return _way_of_all(going)
    if not mode:
        return How(asks="mode_unknown")
    if mode in ("text", "email", "letter"):
        return How(
            mode, "left_message" if _written_is_sent(going) == "sent" else "seen" if _written_is_sent(going) else ""
        )
    note = plain(text_of(line.value("contact.note")))
    if mode == "phone" and any(f" {words} " in f" {note} " for words in table("no_reply")):
        return How(mode, asks="outcome")
    return How(mode, "seen")


def _no_modes(going: Going) -> bool:
    """Whether no row of the log says how a contact was held."""
    column = going.layout.column("contact.mode")
    return column is None or not any(True for _ in in_rows(going.layout, column))


def _way_of_all(going: Going) -> How:
    """A log that never says how is asked about once."""
    answer = going.draft.ask(
        "mode_unknown",
        "sheet",
        going.layout.tab.name,
        "How were these contacts held? The log does not say.",
        ("face_to_face", "phone", "not known: leave out"),
        otherwise="left out: a contact must not become face to face by itself",
    )
    known = answer.option in ("face_to_face", "phone")
    return How(answer.option, "seen") if known else How(asks="left_out")


def _modes_within() -> list[tuple[str, str]]:
    return [(plain(w), mode) for mode, words in table("modes").items() for w in words if len(plain(w)) > 2]


def _written_is_sent(going: Going) -> str:
    column = going.layout.column("contact.mode")
    where = going.layout.place(1, column).rstrip("1") if column and not going.layout.tab.records else "column"
    answer = going.draft.ask(
        "texts", "column", where, "Texts and emails: sent, or a talk both ways? No outcome is written.",
        ("sent, no answer known (left_message)", "both ways (seen)"), proposed="sent, no answer known (left_message)",
    )  # fmt: skip
    return {"s": "sent", "b": "both"}.get(answer.option[:1], "")


def _ask_how(line: Line, person: str, taken: Taken, how: How) -> None:
    draft = line.going.draft
    text, source = text_of(line.value("contact.mode")), line.source("contact.mode")
    day = taken.on.isoformat()
    at = f" {t:%H:%M}" if (t := clock(line.value("contact.time"))) else ""
    options: tuple[str, ...]
    match how.asks:
        case "dna":
            question, proposed = (
                f"“{text}”: a contact tried and not seen, or a missed appointment? In person?",
                "contact not_seen, face_to_face",
            )
            options = ("appointment missed", "contact not_seen, face_to_face")
        case "cancelled":
            proposed = f"appointment {day}{at}, cancelled"
            question, options = f"“{text}”: an appointment that was cancelled, not a contact?", (proposed, "note")
        case "outcome":
            question, proposed = "The words say that nobody answered: not reached?", "not_seen"
            options = ("not_seen", "left_message", "seen")
        case _:
            shown = f"The cell says “{text}”." if text else "The cell is empty."
            question, proposed = f"How was this contact on {day} held, and was the person seen? {shown}", ""
            options = ("face_to_face, seen", "phone, seen", "leave out")
    answer = draft.ask(
        how.asks if how.asks != "outcome" else "outcome_unclear", "cell", source, question, options, proposed=proposed,
        person=person, words=_words(line) if how.asks != "mode_unknown" or _says_more(line) else "",
    )  # fmt: skip
    if not answer.option or answer.option in ("note", "leave out") or taken.on > draft.today:
        return
    fields = _fields(line, person)
    if answer.option.startswith("appointment"):
        state = "missed" if "missed" in answer.option else "cancelled"
        kept: dict[str, Any] = {name: fields[name] for name in ("at", "note") if name in fields}
        draft.event(person, "appointment", taken.on, taken.source, kept | {"state": state}, because=answer.key)
        return
    mode = next((m for m in ("face_to_face", "phone") if m in answer.option), how.mode or "phone")
    outcome = next((o for o in ("not_seen", "left_message") if o in answer.option), "seen")
    draft.event(person, "contact", taken.on, taken.source, fields | {"who": "client", "mode": mode, "outcome": outcome},
                because=answer.key)  # fmt: skip


def _with_whom(line: Line, fields: dict[str, Any]) -> dict[str, Any]:
    """Whom the log says a contact was with, where it has a column for that; other words stay in the note."""
    said = line.text("contact.with")
    if not said:
        return {}
    if who := meaning("parties", said):
        return {"who": who}
    return {"who": "other", "note": f"{fields.get('note', '')}\n{line.title('contact.with')}: {said}".strip()}


def _says_more(line: Line) -> bool:
    return any(line.value(f) is not None for f in ("contact.note", "contact.minutes", "contact.setting"))


def _ahead(line: Line, person: str, taken: Taken) -> None:
    """A contact is recorded once it has happened: a day soon ahead may be a booking, one far ahead a slip."""
    draft = line.going.draft
    at = f" {t:%H:%M}" if (t := clock(line.value("contact.time"))) else ""
    options: tuple[str, ...] = (f"appointment {taken.on.isoformat()}{at} booked", "leave out")
    question = f"{taken.on.isoformat()} lies ahead: an appointment that is booked?"
    proposed = options[0]
    if (taken.on - draft.today).days > 366:
        likely = _this_year(taken.on, draft.today)
        options = (*((likely,) if likely else ()), "type a day", "leave out")
        question = (
            f"{taken.on.isoformat()} lies ahead; a contact is recorded once it has happened. {likely or 'Which day'}?"
        )
        proposed = likely
    answer = draft.ask("future_date", "cell", taken.source, question, options, proposed=proposed, person=person,
                       words=_words(line))  # fmt: skip
    if answer.option.startswith("appointment"):
        fields = _fields(line, person)
        kept: dict[str, Any] = {name: fields[name] for name in ("at", "note") if name in fields}
        draft.event(person, "appointment", taken.on, taken.source, kept, because=answer.key)
        return
    chosen = read_day(answer.typed or answer.option or None, draft.today, order="day")
    if chosen.form == "day" and chosen.day and chosen.day <= draft.today:
        how = _how(line)
        if not how.asks:
            draft.event(person, "contact", chosen.day, taken.source,
                        _fields(line, person) | {"who": "client", "mode": how.mode, "outcome": how.outcome},
                        because=answer.key)  # fmt: skip


def _this_year(day: date, today: date) -> str:
    for year in (today.year, today.year - 1):
        try:
            moved = day.replace(year=year)
        except ValueError:
            continue
        if moved <= today:
            return moved.isoformat()
    return ""


def _fields(line: Line, person: str) -> dict[str, Any]:
    found: dict[str, Any] = {"minutes": minutes(line.value("contact.minutes"))}
    if (at := _time(line)) is not None:
        found["at"] = at.isoformat()
    said = line.text("contact.setting")
    setting = meaning("settings", said) or _by_start(said)
    if setting and not (setting == "online" and meaning("modes", text_of(line.value("contact.mode"))) == "video"):
        found["setting"] = setting
    note = _note(line, person)
    if said and not setting:
        note = f"{note}\n{line.title('contact.setting')}: {said}".strip()
    if note:
        found["note"] = note
    return found


def _by_start(said: str) -> str:
    bare = plain(said) + " "
    return next((to for to, starts in table("setting_starts").items() if any(bare.startswith(s) for s in starts)), "")


def _time(line: Line) -> time | None:
    value = line.value("contact.time") or clock_beside(line.value("contact.date")) or None
    at = clock(value)
    if value is None or at is not None:
        return at
    draft, source = line.going.draft, line.source("contact.time")
    if is_midnight(value):
        draft.not_known(source, "00:00 is taken as no time given")
    elif not unknown(value):
        column = line.going.layout.column("contact.time")
        where, shown = source, text_of(value)
        if column is not None:
            where, shown = line.going.once("times", lambda: _unclear_times(line.going, column))
        answer = draft.ask("time_form", "column", where, f"{shown} as a time: morning or afternoon?",
                           ("afternoon up to 7, else morning", "no time"), otherwise="no time is recorded")  # fmt: skip
        if answer.option.startswith("afternoon"):
            hour, _, minute = text_of(value).replace(":", ".").partition(".")
            if hour.isdecimal() and int(hour) < 24 and (not minute or minute.isdecimal()) and int(minute or 0) < 60:
                return time(int(hour) + 12 * (0 < int(hour) <= 7), int(minute or 0))
        draft.not_known(source, text_of(value))
    return None


def _unclear_times(going: Going, column: Column) -> tuple[str, str]:
    """The cells of a column that give a time in no clear form: where, and what they say."""
    found = [(going.layout.place(row, column), text_of(value)) for row, value in in_rows(going.layout, column)
             if clock(value) is None and not is_midnight(value) and not unknown(value)]  # fmt: skip
    places = [found[0][0], *(place.rpartition("!")[2] for place, _ in found[1:])]
    return ",".join(places), ", ".join(f"“{text}”" for _, text in found[:6])


def _note(line: Line, person: str) -> str:
    column = line.going.layout.column("contact.note") or line.going.layout.column("outcome")
    if column is None:
        return ""
    value = line.cell(column)
    if not isinstance(value, Fault):
        return words_of(value)
    source = line.going.layout.place(line.row, column)
    typed = line.going.layout.tab.formulas.get((line.row, column.at), "")
    answer = line.going.draft.ask(
        "formula_error",
        "cell",
        source,
        f"This cell shows {value}" + (f"; it was typed as “={typed}”. Keep “{typed}”?" if typed else "."),
        (*((typed,) if typed else ()), "no note"),
        proposed=typed,
        person=person,
        otherwise="the contact comes in without a note",
    )
    return answer.option if answer.option and answer.option != "no note" else answer.typed


_TOLD = (*CONTACT, "contact.date", "contact.todo", "contact.with", "notes", "outcome")


def _words(line: Line) -> str:
    """What a row says, for the note that stays where it cannot be recorded."""
    cells = [line.cell(column) for column in line.going.layout.columns if column.field in _TOLD]
    return "; ".join(text_of(cell) for cell in cells if cell is not None and not isinstance(cell, Fault))


def _next(line: Line, person: str) -> None:
    """A next appointment that lies ahead is a booking; one behind us is asked about."""
    going = line.going
    if line.value("contact.next") is None:
        return
    taken = going.take(line, "contact.next", person, months=False)
    if taken is None:
        return
    if taken.on >= going.today:
        going.draft.event(person, "appointment", taken.on, taken.source, because=taken.because)
        return
    answer = going.draft.ask(
        "past_booking",
        "cell",
        taken.source,
        f"“{line.title('contact.next')}” {taken.on.isoformat()}: an appointment? Was it kept?",
        ("appointment booked, state not known", "note"),
        person=person,
        words=f"{line.title('contact.next')}: {text_of(line.value('contact.next'))}",
    )  # fmt: skip
    if answer.option.startswith("appointment"):
        going.draft.event(person, "appointment", taken.on, taken.source, because=answer.key)
