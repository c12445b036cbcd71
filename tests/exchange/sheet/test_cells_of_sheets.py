"""Cells read one by one: days, money, hours, times, names; what a cell does not say is not made up."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.exchange.sheet import figures, names
from ipstui.exchange.sheet.days import read_day

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "form", "day"),
    [
        ("14.9.26", "day", "2026-09-14"),
        ("4.12.26", "day", "2026-12-04"),
        ("26/10/2026", "day", "2026-10-26"),
        ("12/25/2026", "day", "2026-12-25"),
        ("9/9/26", "day", "2026-09-09"),
        ("25th Sept 2026", "day", "2026-09-25"),
        ("Sept 14, 2026", "day", "2026-09-14"),
        ("2026-11-03", "day", "2026-11-03"),
        ("14-Sep-26", "day", "2026-09-14"),
        ("23.10.2026 00:00", "day", "2026-10-23"),
        ("03/12/26", "either_order", "2026-12-03"),
        ("Jan 2027", "month", "2027-01-01"),
        ("10/2026", "month", "2026-10-01"),
        ("Oct '26", "month", "2026-10-01"),
        ("Oct 26", "month_or_day", "2026-10-01"),
        ("3rd Aug", "no_year", "2026-08-03"),
        ("16/9", "no_year", "2026-09-16"),
        ("24/12", "no_year", "2026-12-24"),
        ("w/c 7 Dec", "week", None),
        ("since mid Oct", "week", None),
        ("31/11/26", "impossible", None),
        ("29.02.2027", "impossible", None),
        ("TBC", "unknown", None),
        ("ongoing", "unknown", None),
        ("soon", "words", None),
        (44887, "number", "2022-11-22"),
        (12, "words", None),
        (None, "empty", None),
        (date(2026, 1, 2), "day", "2026-01-02"),
    ],
)
def test_days(text: object, form: str, day: str | None) -> None:
    reading = read_day(text, TODAY)
    assert (reading.form, str(reading.day) if reading.day else None) == (form, day)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)), st.sampled_from(["/", ".", "-"]))
def test_a_day_in_figures_is_that_day_or_a_question(day: date, mark: str) -> None:
    reading = read_day(f"{day.day}{mark}{day.month}{mark}{day.year}", TODAY)
    assert reading.day == day
    assert (reading.form == "either_order") == (mark != "." and day.day <= 12 and day.day != day.month)
    settled = read_day(f"{day.day}{mark}{day.month}{mark}{day.year}", TODAY, order="day")
    assert (settled.form, settled.day) == ("day", day)


@given(st.dates(date(1960, 1, 1), date(2030, 12, 31)))
def test_a_number_counts_from_the_year_of_the_workbook(day: date) -> None:
    serial = (day - date(1904, 1, 1)).days
    assert read_day(serial, TODAY, from_1904=True).day == (day if serial >= 20_000 else None)


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("£12.71ph", "12.71"),
        ("12,71", "12.71"),
        ("£13.90/hr", "13.90"),
        ("12.71 p/h", "12.71"),
        (13, "13.00"),
        ("NMW", None),
        ("1.271,00", None),
        ("£25k", None),
        ("£450 pw", None),
        ("12.71 then 13.10", None),
        ("0", None),
    ],
)
def test_pay_an_hour(text: object, pay: str | None) -> None:
    found = figures.hourly_pay(text)
    assert (str(found) if found is not None else None) == pay


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("20", "20"),
        ("15hrs", "15"),
        ("37,5", "37.5"),
        (16, "16"),
        ("16 hrs pw", "16"),
        (0, None),
        ("12-16", None),
        ("zero hrs", None),
        ("varies", None),
        ("200", None),
    ],
)
def test_hours_a_week(text: object, hours: str | None) -> None:
    found = figures.weekly_hours(text)
    assert (figures.written(found) if found is not None else None) == hours


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2pm", time(14)),
        ("10am", time(10)),
        ("12am", time(0)),
        ("11:00", time(11)),
        ("1430", time(14, 30)),
        ("9", None),
        ("3.15", None),
        (time(0), None),
        ("25:00", None),
        (time(9, 15), time(9, 15)),
    ],
)
def test_times(text: object, at: time | None) -> None:
    assert figures.clock(text) == at


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TOLLGARTH, James", "James Tollgarth"),
        ("Devon Quillfeather (DQ)", "Devon Quillfeather"),
        ("LM", "LM"),
        ("Siân  Môrlais ", "Siân Môrlais"),
        ("O’MARLOW, Finn", "Finn O’Marlow"),
        ("Jessamy-Rook, Andre", "Andre Jessamy-Rook"),
        ("skelderton wayne", "skelderton wayne"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert names.as_name(text) == name


def test_who_may_be_whom() -> None:
    assert names.same("Connor O’Farrowby") == names.same("connor o'farrowby ")
    assert names.same("Sam Nethercott Lyne") == names.same("Sam Nethercott-Lyne")
    assert names.same("Si\u0302on") == names.same("S\u00eeon")
    assert names.one_letter_apart("quilfeather", "quillfeather")
    assert not names.one_letter_apart("tom", "tim")
    assert names.fits_short("K Eskerton", "Kyle Eskerton")
    assert not names.fits_short("Tom Garrowby", "Tyrell Garrowby")
    assert names.two_people("Marcus & Leroy") == ("Marcus", "Leroy")
    assert names.two_people("Nook & Kettle Ltd") == ()
    assert isinstance(figures.amount("1,250.50"), Decimal)
