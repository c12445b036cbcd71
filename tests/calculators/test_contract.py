"""What another program may send and what it gets back: fields refused by name, figures written by unit."""

import json
from datetime import date, time
from decimal import Decimal
from typing import Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.contract import LIMIT_BYTES, answer, decode, plain, unit_of
from calculators.explain import Hours, Pounds, RequestError, Result, Step
from calculators.index import CALCULATORS


class Week(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    hours: Decimal
    net: Decimal | None = None


class Ask(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    on: date
    hours: Decimal = Decimal(0)
    people: int | None = None
    sure: bool | None = None
    kind: Literal["job", "training"] = "job"
    weeks: tuple[Week, ...] = ()


class Told(Result, frozen=True, kw_only=True):
    hours: Hours | None
    pay: Pounds
    bare: Decimal = Decimal(0)
    on: date | None = None
    at: time | None = None
    parts: tuple[Week, ...] = ()
    by_hours: dict[str, Hours] = {}


def told(request: Ask) -> Told:
    if request.people == 0:
        raise RequestError("people", "There is nobody.")
    if request.people == 1:
        return Told(hours=None, pay=Decimal(1) / Decimal(0))
    return Told(hours=request.hours, pay=Decimal(10), on=request.on)


def send(text: str | bytes, **options):
    data = text.encode() if isinstance(text, str) else text
    return answer(data, Ask, told, **options)


def one_refusal(text: str | bytes):
    answers = send(text)
    assert answers.output is None
    (refused,) = answers.refused
    return refused


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("{}", "on", "needed"),
        ('{"on": "2026-02-30"}', "on", "no such date"),
        ('{"on": 5}', "on", "must be a date"),
        ('{"on": "2026-11-22T10:00"}', "on", "no such date"),
        ('{"on": "9999-12-31"}', "on", "9999"),
        ('{"on": "2026-11-22", "hour": 3}', "hour", "hours was perhaps meant"),
        ('{"on": "2026-11-22", "zzz": 3}', "zzz", "the fields are on, hours"),
        ('{"on": "2026-11-22", "hours": "many"}', "hours", "must be a number"),
        ('{"on": "2026-11-22", "hours": "NaN"}', "hours", "not a number"),
        ('{"on": "2026-11-22", "hours": "sNaN"}', "hours", "not a number"),
        ('{"on": "2026-11-22", "hours": "-Infinity"}', "hours", "not a number"),
        ('{"on": "2026-11-22", "hours": NaN}', "hours", "not a number"),
        ('{"on": "2026-11-22", "weeks": [{"hours": 1}, {"hours": Infinity}]}', "weeks[1].hours", "not a number"),
        ('{"on": "2026-11-22", "hours": null}', "hours", "must be a number, not null"),
        ('{"on": "2026-11-22", "people": 1.5}', "people", "whole number"),
        ('{"on": "2026-11-22", "people": "2"}', "people", "not text"),
        ('{"on": "2026-11-22", "sure": "yes"}', "sure", "true or false"),
        ('{"on": "2026-11-22", "kind": "x"}', "kind", "choose from job, training"),
        ('{"on": "2026-11-22", "weeks": {}}', "weeks", "list"),
        ('{"on": "2026-11-22", "weeks": [{"hours": 1}, {"net": 2}]}', "weeks[1].hours", "needed"),
        ('{"on": "2026-11-22", "weeks": [{"hours": 1, "nett": 2}]}', "weeks[0].nett", "net was perhaps meant"),
        ('{"on": "2026-11-22", "people": 0}', "people", "nobody"),
        ('{"on": "2026-11-22", "people": 1}', "request", "too large"),
        ("[" * 100_000, "request", "nested too deeply"),
        ("", "request", "Nothing was given"),
        ("nonsense", "request", "not JSON"),
        ('{"on": "2026-11-22",\n "hours": }', "request", "line 2"),
        ('[{"on": "2026-11-22"}, ', "request", "cut short"),
        ('{"on": "2026-11-22"} {"on": "2026-11-22"}', "request", "not JSON"),
        (b'{"on": "\xff"}', "on", "no such date"),
        ('"text"', "request", "object"),
        ("null", "request", "object"),
    ],
)
def test_a_request_that_cannot_be_read_names_the_field_and_says_why(text, field, words):
    refused = one_refusal(text)
    assert refused.field == field
    assert words in refused.problem
    assert "`" not in refused.problem
    assert refused.problem.endswith(".")


def test_a_huge_request_is_refused():
    assert "larger than 8 MiB" in one_refusal(b" " * (LIMIT_BYTES + 1)).problem
    assert send(b" " * (LIMIT_BYTES - 20) + b'{"on":"2026-11-22"}').output


def test_one_bad_item_does_not_hide_the_others():
    answers = send('[{"on": "2026-11-22"}, {"on": 1}, 7, {"on": "2026-11-22", "hours": NaN}, {"on": "2026-11-23"}]')
    good, wrong_type, no_object, no_number, last = json.loads(answers.output)
    assert good["on"] == "2026-11-22"
    assert last["on"] == "2026-11-23"
    assert wrong_type["error"]["field"] == "on"
    assert no_object["error"]["field"] == "request"
    assert no_number == {"error": {"field": "hours", "problem": "This is not a number."}}
    assert [refused.item for refused in answers.refused] == [2, 3, 4]
    assert str(answers.refused[0]).startswith("item 2, on: ")


def test_an_empty_list_is_an_empty_answer():
    assert send("[]").output == b"[]"


def test_a_byte_order_mark_is_no_trouble():
    assert send(b'\xef\xbb\xbf{"on": "2026-11-22"}').output


def test_defaults_fill_only_what_was_left_out():
    today = {"on": date(2026, 11, 22), "as_of": date(2026, 11, 22)}
    assert json.loads(send("{}", defaults=today).output)["on"] == "2026-11-22"
    assert json.loads(send('{"on": "2026-01-01"}', defaults=today).output)["on"] == "2026-01-01"
    assert send('{"on": null}', defaults=today).refused[0].field == "on"


@given(st.decimals(0, 100_000, places=2))
def test_money_comes_as_a_number_or_as_text(amount):
    def read(given: str) -> Decimal:
        return decode(f'{{"on": "2026-11-22", "hours": {given}}}'.encode(), Ask).hours

    assert read(f"{amount}") == read(f'"{amount}"') == amount


def test_more_than_two_decimals_reach_the_calculator_as_they_are():
    assert decode(b'{"on": "2026-11-22", "hours": 12.345}', Ask).hours == Decimal("12.345")


def test_options_typed_by_hand_are_text():
    read = decode(b'{"on": "2026-11-22", "people": "2", "sure": "true"}', Ask, by_hand=True)
    assert (read.people, read.sure) == (2, True)


def test_money_is_text_with_two_decimals_and_hours_are_numbers():
    result = Told(
        hours=Decimal("7.50"),
        pay=Decimal("203.5"),
        bare=Decimal("0.005"),
        on=date(2026, 11, 22),
        at=time(9, 5),
        parts=(Week(hours=Decimal(3), net=Decimal(4)),),
        by_hours={"night": Decimal(8)},
        steps=(Step("Sum", Decimal(1), "law"), Step("Word")),
    )
    assert plain(result) == {
        "hours": 7.5,
        "pay": "203.50",
        "bare": "0.01",
        "on": "2026-11-22",
        "at": "09:05",
        "parts": [{"hours": "3.00", "net": "4.00"}],
        "by_hours": {"night": 8},
        "steps": [{"text": "Sum", "amount": "1.00", "source": "law"}, {"text": "Word"}],
        "warnings": [],
        "missing": [],
    }


def test_whole_hours_are_written_without_decimals():
    assert send('{"on": "2026-11-22", "hours": 10.0}').output.count(b'"hours":10,') == 1


def test_the_unit_is_found_inside_other_types():
    assert unit_of(Hours | None) == unit_of(tuple[Hours, ...]) == unit_of(dict[str, Hours]) == "hours"
    assert unit_of(Decimal) == unit_of(Pounds | None) == "pounds"


@pytest.mark.parametrize("name", list(CALCULATORS))
def test_every_calculator_in_the_list_is_there(name):
    calculator = CALCULATORS[name].load()
    assert issubclass(calculator.result, Result)
    assert calculator.request.__struct_config__.forbid_unknown_fields
    assert calculator.request.__struct_config__.frozen
    assert callable(calculator.function)
    assert calculator.rules, "the rules it follows are written down"


@pytest.mark.parametrize(
    "written",
    [
        '"1_5"',
        '"1e3"',
        "1e3",
        "1E2",
        '"\u0661\u0665"',
        '"\uff11\uff15"',
        '" 15"',
        '"15 "',
        '"1,500"',
        '"0x10"',
        '"."',
        '""',
    ],
)
def test_a_number_is_written_in_plain_figures(written):
    with pytest.raises(RequestError) as refused:
        decode(f'{{"hours": {written}}}'.encode(), Week)
    assert refused.value.field == "hours"


@pytest.mark.parametrize("written", ["15", "15.0", '"15"', '"15.50"', '"+15"', '".5"', '"007"'])
def test_plain_figures_are_read(written):
    assert decode(f'{{"hours": {written}}}'.encode(), Week).hours == Decimal(written.strip('"'))


def test_a_field_given_twice_is_refused_by_its_name():
    with pytest.raises(RequestError) as refused:
        decode(b'{"hours": 15, "hours": 16}', Week)
    assert (refused.value.field, refused.value.problem) == ("hours", "This field is given twice.")
    answers = answer(b'[{"hours": 15}, {"hours": 15, "hours": 15}]', Week, lambda request: Result())
    assert [refusal.item for refusal in answers.refused] == [2]


def test_a_whole_number_typed_by_hand_is_plain_too():
    for written in ("1_0", "\u0661", "1e1"):
        with pytest.raises(RequestError):
            decode(msgspec.json.encode({"on": "2026-11-22", "people": written}), Ask, by_hand=True)
    assert decode(b'{"on": "2026-11-22", "people": "10"}', Ask, by_hand=True).people == 10
