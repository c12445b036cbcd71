"""What happened to a person, told by a row: each event from its own cell, on its own day, or asked about."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from ipstui.casework import say
from ipstui.casework.choices import ClosingReason, Precision
from ipstui.exchange.sheet.book import text_of
from ipstui.exchange.sheet.days import read_day
from ipstui.exchange.sheet.facts import cross_means_no, yes_or_no
from ipstui.exchange.sheet.going import ONLY_THE_MONTH, Line, Taken
from ipstui.exchange.sheet.plan import PlannedPerson
from ipstui.exchange.sheet.words import among, first_fit, meaning, plain, table, unknown


def take_events(line: Line, person: PlannedPerson) -> None:
    """Referral, release, profile, first meeting, CV, benefits, disclosure, employer contact, status, closing."""
    for take in (_referral, _release, _profile, _first_met, _wants, _cv, _benefits, _disclosure, _employer_contact,
                 _better_off, _status, _closed):  # fmt: skip
        take(line, person.key)


def _referral(line: Line, person: str) -> None:
    going, draft = line.going, line.going.draft
    taken = going.take(line, "referral.date", person)
    if taken is None:
        return
    before = next(iter(draft.told(person, "referral")), None)
    if before is not None:
        if before.on == taken.on:
            return
        answer = draft.ask(
            "date_conflict",
            "cell",
            taken.source,
            f"Referred {taken.on.isoformat()} here, {before.on} in {before.source}: which, or twice?",
            (str(before.on), taken.on.isoformat(), "twice"),
            person=person,
            otherwise="the first stands; the words stay as a note",
            words=f"{line.title('referral.date')}: {text_of(line.value('referral.date'))}",
        )
        if answer.option == taken.on.isoformat():
            draft.take_back(before)
        elif answer.option != "twice":
            return
    if taken.on > going.today:
        answer = draft.ask(
            "future_date",
            "cell",
            taken.source,
            f"A referral on {taken.on.isoformat()} lies ahead. Which day?",
            ("type a day", "not known"),
            person=person,
        )
        day = going.typed_day(answer)
        if day is None:
            return
        taken = Taken(on=day, source=taken.source, because=answer.key)
    said = line.text("referral.source")
    kind = meaning("sources", said) if said else ""
    accepted = going.take(line, "referral.accepted", person, months=False)
    agrees = line.value("agrees")
    fields = {
        "source_type": kind or ("other" if said else ""),
        "source_person": "" if kind else said,
        "prison": line.text("prison"),
        "accepted": accepted.on.isoformat() if accepted and accepted.on <= going.today else "",
        "knows_and_agrees": yes_or_no(line, "agrees") if agrees is not None else "",
    }
    draft.event(person, "referral", taken.on, taken.source, fields, precision=taken.precision, because=taken.because)


def _told_otherwise(line: Line, person: str, day: date) -> bool:
    """Whether another sheet gives another release date: then neither is taken until the user says which is newer."""
    draft, tab = line.going.draft, line.going.layout.tab
    before = [
        e
        for e in draft.told(person, "release_expected")
        if e.fields["expected"] != day.isoformat() and not e.source.startswith((f"{tab.name}!", "record "))
    ]
    if not before:
        return False
    earlier = before[-1]
    answer = draft.ask(
        "date_conflict",
        "cell",
        line.source("release.expected"),
        f"Release {day.isoformat()} here, {earlier.fields['expected']} in {earlier.source}: which is the newer news?",
        (day.isoformat(), earlier.fields["expected"]),
        person=person,
        words=f"Release date: {earlier.fields['expected']} ({earlier.source}), {day.isoformat()} here",
    )
    if answer.option == earlier.fields["expected"]:
        return True
    draft.take_back(earlier)
    return answer.option != day.isoformat()


def _month_of_release(line: Line, person: str) -> None:
    """A month that lies ahead, where the user says that no more than it is known."""
    draft, source = line.going.draft, line.source("release.expected")
    if draft.answer_to(f"month_only@{source}") != ONLY_THE_MONTH:
        return
    reading = line.going.read(line.value("release.expected"))
    if reading.day is None or reading.day < line.going.today.replace(day=1):
        draft.note(person, source, f"{line.title('release.expected')}: {reading.text}", why="that month has passed")
    else:
        fields = {"expected": reading.day.isoformat(), "expected_precision": "month", "confidence": "told"}
        draft.event(person, "release_expected", None, source, fields, because=f"month_only@{source}")


def _release(line: Line, person: str) -> None:
    going, draft, today = line.going, line.going.draft, line.going.today
    actual = going.take(line, "release.actual", person, months=False)
    if actual is not None and actual.on <= today:
        draft.event(person, "released", actual.on, actual.source, because=actual.because)
        return
    expected = going.take(line, "release.expected", person, months=False)
    if expected is None:
        _month_of_release(line, person)
        return
    done = line.value("release.done")
    if expected.on > today:
        if among("yes", done) or among("tick", done):
            answer = draft.ask(
                "contradiction",
                "cell",
                line.source("release.done"),
                f"Released says {text_of(done)}, but the date {expected.on.isoformat()} lies ahead. Which is right?",
                ("not released yet", "type the day of release"),
                person=person,
                otherwise="the date stands as one that is expected",
            )
            if (day := going.typed_day(answer)) is not None:
                draft.event(person, "released", day, expected.source, because=answer.key)
                return
        if _told_otherwise(line, person, expected.on):
            return
        draft.event(
            person, "release_expected", None, expected.source,
            {"expected": expected.on.isoformat(), "confidence": "told"}, because=expected.because,
        )  # fmt: skip
    elif among("yes", done) or among("tick", done):
        draft.event(person, "released", expected.on, expected.source, because=expected.because)
    else:
        passed = say.day(expected.on, today)
        answer = draft.ask(
            "release_passed", "cell", expected.source,
            f"The release date {passed} has passed, and that it happened is not said: released that day?",
            ("yes, that day", "yes, another day", "no", "not known"), person=person,
            words=f"{line.title('release.expected')}: {text_of(line.value('release.expected'))}",
        )  # fmt: skip
        on = expected.on if answer.option == "yes, that day" else going.typed_day(answer)
        if on is not None:
            draft.event(person, "released", on, expected.source, because=answer.key)


def _dated(field: str, kind: str, fields: Callable[[Line], dict[str, Any]]) -> Callable[[Line, str], None]:
    def take(line: Line, person: str) -> None:
        going = line.going
        taken = going.take(line, field, person)
        if taken is None:
            return
        if taken.on > going.today:
            answer = going.draft.ask(
                "future_date",
                "cell",
                taken.source,
                f"{taken.on.isoformat()} lies ahead: {say.label(kind)} is recorded once it has happened.",
                ("type a day", "leave out"),
                person=person,
                words=f"{line.title(field)}: {text_of(line.value(field))}",
            )
            day = going.typed_day(answer)
            if day is None:
                return
            taken = Taken(on=day, source=taken.source, because=answer.key)
        going.draft.event(person, kind, taken.on, taken.source, fields(line), precision=taken.precision,
                          because=taken.because)  # fmt: skip

    return take


_profile = _dated("profile.date", "profile_updated", lambda line: {})


def _first_met(line: Line, person: str) -> None:
    """The way of contact only where the heading says it."""
    going = line.going
    column = going.layout.column("met.date")
    if column is None or line.cell(column) is None:
        return
    in_person = bool(re.search(r"\bf2f\b|face to face|in person|\bmet\b.*f2f", plain(column.heading)))
    if not in_person:
        answer = going.draft.ask(
            "mode_unknown",
            "column",
            going.layout.column_cell(column),
            f"“{column.heading}” gives days, but not how: in person?",
            ("face_to_face", "phone", "not known: leave out"),
            otherwise="left out: a contact must not become face to face by itself",
        )
        mode = answer.option if answer.option in ("face_to_face", "phone") else ""
        if not mode:
            if not unknown(line.cell(column)):
                going.draft.note(person, line.source("met.date"), f"{column.heading}: {text_of(line.cell(column))}",
                                 why="how is not said", answer_to=going.draft.ask_id(answer.key))  # fmt: skip
            return
    else:
        mode = "face_to_face"
    _dated("met.date", "contact", lambda _: {"who": "client", "mode": mode, "outcome": "seen"})(line, person)


def _wants(line: Line, person: str) -> None:
    if text := line.text("wants"):
        line.going.draft.event(person, "profile_updated", None, line.source("wants"), {"wants": text})


def _cv(line: Line, person: str) -> None:
    value = line.value("cv")
    state = "ready" if among("tick", value) else meaning("cv", text_of(value))
    if among("cross", value):
        cross_means_no(line.going)
    elif state:
        line.going.draft.event(person, "cv", None, line.source("cv"), {"state": state})
    elif isinstance(value, date) and value <= line.going.today:
        line.going.draft.event(person, "cv", value, line.source("cv"), {"state": "ready"})
    elif value is not None and not among("no", value) and (text := line.text("cv")):
        line.going.draft.note(person, line.source("cv"), f"{line.title('cv')}: {text}")


def _benefits(line: Line, person: str) -> None:
    text = line.text("benefits")
    if not text:
        return
    draft, source = line.going.draft, line.source("benefits")
    parts = [part.strip() for part in re.split(r"\s*(?:\+|&|,|/|;|\band\b)\s*", text) if part.strip()]
    found = [meaning("benefits", part) for part in parts]
    if among("no_benefit", text) or not all(found):
        draft.note(
            person,
            source,
            f"{line.title('benefits')}: {text}",
            why="no event says that there is no benefit at all" if among("no_benefit", text) else "",
        )
    for part, benefit in zip(parts, found, strict=True):
        if benefit and not among("no_benefit", text):
            more = part if len(plain(part).split()) > 1 and plain(part).split()[0] in ("uc",) else ""
            draft.event(person, "benefit_status", None, source, {"benefit": benefit, "in_payment": True, "note": more})


def _disclosure(line: Line, person: str) -> None:
    text = line.text("disclosure")
    if not text:
        return
    draft, source = line.going.draft, line.source("disclosure")
    choice = meaning("disclosure", text)
    if not choice:
        answer = draft.ask("not_a_choice", "cell", source, f"“{text}”: which choice is nearest?",
                           ("tell", "tell_some", "do_not_tell", "undecided", "keep as note"), person=person,
                           words=f"{line.title('disclosure')}: {text}")  # fmt: skip
        choice = answer.option if answer.option in table("disclosure") else ""
    if choice:
        words = "" if plain(text) in ("yes", "no", "y", "n") else text
        draft.event(person, "disclosure_discussed", None, source, {"choice": choice, "words": words})


def _employer_contact(line: Line, person: str) -> None:
    going = line.going
    column = going.layout.column("employer_contact.date")
    if column is None or line.cell(column) is None or unknown(line.cell(column)):
        return
    answer = going.draft.ask(
        "column", "column", going.layout.column_cell(column),
        f"“{column.heading}” gives days, but not which employer or how. Record them with both not known?",
        ("type employer and way of contact, as “Tarn Ltd; phone”", "one note each", "leave out"),
        otherwise="one note each: face to face must not be made up",
    )  # fmt: skip
    if answer.option == "leave out":
        return
    employer, _, way = answer.typed.partition(";")
    if employer.strip() and (mode := meaning("modes", way.strip())):
        fields = {"employer": employer.strip(), "mode": mode}
        _dated("employer_contact.date", "employer_contact", lambda _: fields)(line, person)
        return
    going.draft.note(
        person,
        going.layout.place(line.row, column),
        f"{column.heading}: {text_of(line.cell(column))}",
        why="employer and way of contact are not said",
        answer_to=going.draft.ask_id(answer.key),
    )


def _better_off(line: Line, person: str) -> None:
    going = line.going
    column = going.layout.column("boc")
    if column is None or line.cell(column) is None:
        return
    answer = going.draft.ask(
        "column", "column", going.layout.column_cell(column),
        f"“{column.heading}”: a benefits session needs its figures, which the sheet does not give. Keep it as a note?",
        ("note", "leave out"), proposed="note",
    )  # fmt: skip
    if answer.option != "leave out":
        going.draft.note(
            person,
            going.layout.place(line.row, column),
            f"{column.heading}: {text_of(line.cell(column))}",
            answer_to=going.draft.ask_id(answer.key),
        )


_STATUS = (
    ("recalled_status", "status_to_event", "back in custody"),
    ("closed_status", "closing_reason", "closed"),
    ("paused_status", "status_to_event", "paused"),
)


def _status(line: Line, person: str) -> None:
    """A status says no day by itself; one that tells of an event is asked about."""
    text = text_of(line.value("status"))
    bare = plain(text)
    for words, kind, what in _STATUS:
        found = next((w for w in table(words) if f" {w} " in f" {bare} "), "")
        if not found:
            continue
        draft, source = line.going.draft, line.source("status")
        rest = re.sub(re.escape(found), "", text, flags=re.IGNORECASE).strip(" -:()")
        reading = read_day(rest or None, draft.today, order="day")
        day = reading.day.isoformat() if reading.day and reading.form in ("day", "no_year", "either_order") else ""
        reason = text_of(line.value("closed.reason") or line.value("job.reason"))
        cells = source
        if kind == "closing_reason" and reason:
            field = "closed.reason" if line.value("closed.reason") is not None else "job.reason"
            cells = f"{source},{line.source(field).rpartition('!')[2]}"
        answer = draft.ask(
            kind, "cell", cells, f"“{text}”: {what}{' on ' + day if day else ', since which day'}?"
            + (f" Why? ({reason})" if kind == "closing_reason" and reason else ""),
            _status_options(what, day, reason), proposed=day if what == "back in custody" else "", person=person,
            words=f"{line.title('status')}: {text}",
        )  # fmt: skip
        _status_event(line, person, what, answer.option or answer.typed, answer.typed, day, answer.key)
        return


def _status_options(what: str, day: str, reason: str) -> tuple[str, ...]:
    if what == "closed":
        likely = first_fit("closing_reasons", reason)
        return (*((likely,) if likely else ()), "transferred" if likely != "transferred" else "other", "not closed")
    return (*((day,) if day else ()), "type a day", "not recorded")


def _status_event(line: Line, person: str, what: str, chosen: str, typed: str, day: str, key: str) -> None:
    draft, source = line.going.draft, line.source("status")
    on = read_day(typed or (day if what == "closed" else chosen) or None, draft.today, order="day")
    month = what == "paused" and on.form == "month"
    if not chosen or not (month or on.form == "day") or on.day is None or on.day > draft.today:
        return
    if what == "closed" and chosen in get_args(ClosingReason):
        draft.event(person, "closed", on.day, source, {"reason": chosen}, because=key)
    elif what == "back in custody":
        draft.event(person, "returned_to_custody", on.day, source, {"type": "unknown"}, because=key)
    elif what == "paused":
        precision: Precision = "month" if month else "day"
        said = {"reason": text_of(line.value("status"))}
        draft.event(person, "paused", on.day, source, said, precision=precision, because=key)


def _closed(line: Line, person: str) -> None:
    going = line.going
    taken = going.take(line, "closed.date", person, months=False)
    if taken is None:
        return
    reason = line.text("closed.reason")
    likely = first_fit("closing_reasons", reason)
    answer = going.draft.ask(
        "closing_reason", "cell", taken.source, f"Closed {taken.on.isoformat()}, “{reason or 'no reason given'}”: why?",
        (*((likely,) if likely else ()), "other", "not closed"), proposed=likely, person=person,
        otherwise="not closed; the words stay as a note",
        words=f"{line.title('closed.date')}: {text_of(line.value('closed.date'))}" + (f", {reason}" if reason else ""),
    )  # fmt: skip
    if answer.option in get_args(ClosingReason) and taken.on <= going.today:
        going.draft.event(person, "closed", taken.on, taken.source, {"reason": answer.option, "note": reason},
                          because=answer.key)  # fmt: skip
