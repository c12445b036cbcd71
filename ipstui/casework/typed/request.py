"""What a person types for a calculator, field by field, as the JSON of its request."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import msgspec

from calculators.contract import decode
from calculators.explain import RequestError
from ipstui.casework.checks import Unfit
from ipstui.casework.typed.numbers import number
from ipstui.casework.typed.when import read_when


def clock(today: date) -> dict[str, date]:
    """The only place where the date of a calculation is filled in."""
    return {"on": today, "as_of": today}


def kinds_of(annotation: Any) -> set[Any]:
    """The types a field may have, its units and its None taken off."""
    if get_origin(annotation) is Literal or not get_args(annotation) or is_nested(annotation):
        return {annotation} - {type(None)}
    parts = get_args(annotation)[:1] if hasattr(annotation, "__metadata__") else get_args(annotation)
    return set().union(*(kinds_of(part) for part in parts))


def is_nested(annotation: Any) -> bool:
    """Whether it is a list, a table or a struct: typed as JSON, and on no form."""
    kind = get_origin(annotation) or annotation
    return isinstance(kind, type) and issubclass(kind, list | tuple | dict | set | frozenset | msgspec.Struct)


def read_request(request: type[msgspec.Struct], typed: Mapping[str, str | bool], today: date) -> msgspec.Struct:
    """Return the request that was typed, its day today's where none was. Raises RequestError, naming the field."""
    return decode(_as_json(request, typed, today), request, clock(today), by_hand=True)


def _as_json(request: type[msgspec.Struct], typed: Mapping[str, str | bool], today: date) -> bytes:
    """One JSON object. Lists and nested facts were typed as JSON and stay as they are; a day is read as everywhere
    in the program: "today", "25/11/2026", "fri"."""
    kinds = {field.encode_name: kinds_of(field.type) for field in msgspec.structs.fields(request)}
    nested = {name for name, found in kinds.items() if any(is_nested(kind) for kind in found)}
    figures = {name for name, found in kinds.items() if found and found <= {Decimal, int}}
    parts = {}
    for name, value in typed.items():
        if name in figures and isinstance(value, str):
            value = _figure(name, value)
        if name in nested and isinstance(value, str):
            try:
                json.loads(value)
            except ValueError:
                raise RequestError(name, "This is typed as JSON, and is not.") from None
            parts[name] = msgspec.Raw(value.encode())
        elif date in kinds[name] and isinstance(value, str):
            parts[name] = msgspec.Raw(msgspec.json.encode(_day(name, value, today)))
        else:
            parts[name] = msgspec.Raw(msgspec.json.encode(value))
    return msgspec.json.encode(parts)


def _figure(name: str, text: str) -> str:
    """The number as JSON's text has it. Read as in every form, so that "7,5" and "1_5" are refused here too."""
    try:
        return f"{number(name, text):f}"
    except Unfit as unfit:
        raise RequestError(name, unfit.problem) from None


def _day(name: str, text: str, today: date) -> str:
    """A day as JSON writes it. One written that way already is left for the request to judge."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    try:
        return read_when(text, today, field=name).on.isoformat()
    except Unfit as unfit:
        raise RequestError(name, unfit.problem) from None
