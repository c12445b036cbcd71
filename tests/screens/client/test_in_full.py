"""What was typed into any kind of event can be read again: on its line, or where it is shown in full."""

from datetime import date

import pytest

from ipstui.casework.events import KINDS, NEVER, PaperArrived, is_apart
from ipstui.casework.forms import build, fields_of
from ipstui.casework.words import summary
from ipstui.screens.client.in_full import in_full

TODAY = date(2026, 11, 26)
TYPED = {"text": "zq{n}x {name}", "list": "health", "number": "{n}.5", "count": "{n}", "date": "2026-12-{n}",
         "time": "10:{n}", "reference": "zq{n}y"}  # fmt: skip


def filled(kind):
    """An event with everything filled in that its form asks, each field with a text of its own."""
    texts = {"on_precision": "day", "on": "26 nov 2026"}
    for n, field in enumerate(fields_of(kind), 10):
        if field.choices:
            texts.setdefault(field.name, next(value for value, _ in field.choices if value not in ("", "unknown")))
        elif field.name != "on":
            texts[field.name] = TYPED.get(field.kind, "Mon 9-17").format(n=n, name=field.name)
    return texts, build(kind, texts, client="c", today=TODAY)


@pytest.mark.parametrize("kind", [kind for name, kind in KINDS.items() if name != "void"])
def test_every_text_reads_back_on_the_line_or_in_full(kind):
    texts, event = filled(kind)
    names = {texts[field.name]: f"called {texts[field.name]}" for field in fields_of(kind) if field.kind == "reference"}
    told = dict(in_full(event, names))
    if is_apart(event):
        assert not told  # told on its own tab alone
        return
    whole = f"{summary(event, names)} {' '.join(told.values())}".casefold()
    for field in fields_of(kind):
        if field.kind in ("text", "reference", "number", "count"):
            assert texts[field.name].casefold() in whole, field.name
        elif field.kind == "date" and field.name != "on":
            assert f"{int(texts[field.name][-2:])} dec" in whole, field.name


def test_nothing_is_told_twice_and_no_id_is_told():
    _, event = filled(KINDS["step_added"])
    assert dict(in_full(event, {event.goal: "A job by spring"})) == {
        "Goal": "A job by spring", "Their name": "zq14x named",
    }  # fmt: skip


def test_a_paper_that_came_otherwise_than_asked_for_is_told_as_it_came():
    asked = {"a1": "birth certificate (long form)"}
    came = PaperArrived(client="c", on=TODAY, recorded=NEVER, asked_for="a1", what="short form")
    assert summary(came, asked) == "Birth certificate (long form) arrived, short form"
    same = PaperArrived(client="c", on=TODAY, recorded=NEVER, asked_for="a1", what="long form")
    assert summary(same, asked) == "Birth certificate (long form) arrived"
