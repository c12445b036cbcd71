"""Which days are worked in England and Wales: the table of bank holidays, and the working days beside it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import msgspec

from calculators.reference import data_folder

ONE_DAY = timedelta(days=1)


class BankHolidays(msgspec.Struct, frozen=True, rename={"start": "from", "end": "to"}):
    """What `data/bank_holidays.json` holds: every day in England and Wales from `start` to `end`."""

    start: date
    end: date
    days: dict[date, str]


@cache
def bank_holidays() -> BankHolidays:
    """The table of bank holidays, read once."""
    return msgspec.json.decode((data_folder() / "bank_holidays.json").read_bytes(), type=BankHolidays)


def bank_holiday_name(day: date) -> str | None:
    """The bank holiday that day, England and Wales; None outside the table too: see `holidays_known`."""
    return bank_holidays().days.get(day)


def holidays_known(day: date) -> bool:
    """Whether the table of bank holidays reaches that day."""
    return bank_holidays().start <= day <= bank_holidays().end


def is_working_day(day: date) -> bool:
    """Monday to Friday and not a bank holiday in England and Wales."""
    return day.weekday() < 5 and bank_holiday_name(day) is None


def working_day_before(day: date) -> date:
    """The last working day before that day, which itself is never the answer."""
    day -= ONE_DAY
    while not is_working_day(day):
        day -= ONE_DAY
    return day
