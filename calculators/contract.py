"""Requests in and results out as JSON: what another program sends, refused by field, and what it gets back.

The shapes are promised to other programs: fields may be added, never renamed or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import msgspec

from calculators.explain import RequestError, Result, pence

LIMIT_BYTES = 8 * 1024 * 1024
WHOLE = "request"  # the field named when the trouble is with a request as a whole

Request = TypeVar("Request", bound=msgspec.Struct)
Item = msgspec.Raw | RequestError
Unit = Literal["pounds", "hours"]


class Refused(msgspec.Struct, frozen=True):
    """One request that could not be answered. `item` counts from 1."""

    item: int
    field: str
    problem: str

    def __str__(self) -> str:
        return f"item {self.item}, {self.field}: {self.problem}"


class Answers(msgspec.Struct, frozen=True):
    """The JSON to print, None when there is none, and the requests that were refused.

    `unreadable`: nothing could be answered, neither a single request nor any list.
    """

    output: bytes | None
    refused: tuple[Refused, ...] = ()

    @property
    def unreadable(self) -> bool:
        return self.output is None


def answer(
    data: bytes,
    request: type[Request],
    function: Callable[[Request], Result],
    defaults: Mapping[str, date] | None = None,
) -> Answers:
    """Answer one request object, or a list of them in the same order.

    `defaults` fill fields the request has and the sender left out. A bad request in a list leaves
    `{"error": {"field", "problem"}}` in its place; a bad single request gives no output at all.
    """
    try:
        items = split(data)
    except RequestError as error:
        return Answers(None, (Refused(1, error.field, error.problem),))
    answers: list[Any] = []
    refused: list[Refused] = []
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        try:
            if isinstance(item, RequestError):
                raise item
            answers.append(plain(run(function, decode(item, request, defaults))))
        except RequestError as error:
            refused.append(Refused(number, error.field, error.problem))
            answers.append({"error": {"field": error.field, "problem": error.problem}})
    if isinstance(items, list):
        return Answers(msgspec.json.encode(answers), tuple(refused))
    return Answers(None if refused else msgspec.json.encode(answers[0]), tuple(refused))


def run(function: Callable[[Request], Result], request: Request) -> Result:
    """Call a calculator. Sums that leave the calendar or the number line are refused as RequestError."""
    try:
        return function(request)
    except ArithmeticError:
        raise RequestError(WHOLE, "A date or an amount in it is too large to work with.") from None


def split(data: bytes) -> Item | list[Item]:
    """Tell one request from a list of them, reading no further. Raises RequestError for what is not JSON.

    An item with NaN or Infinity in it, which other languages write and JSON does not know, is an error itself.
    """
    if len(data) > LIMIT_BYTES:
        raise RequestError(WHOLE, f"It is larger than {LIMIT_BYTES // 1024**2} MiB: send fewer at a time.")
    data = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not data:
        raise RequestError(WHOLE, "Nothing was given: a JSON object or a list of them is needed.")
    shape: Any = list[msgspec.Raw] if data.startswith(b"[") else msgspec.Raw
    try:
        items: Item | list[Item] = msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        if not re.search(rb"NaN|Infinity", data):
            raise RequestError(WHOLE, _not_json(data, error)) from None
        return _split_leniently(data, error)
    return items


def _split_leniently(data: bytes, refusal: Exception) -> Item | list[Item]:
    import json

    no_number = object()
    write = msgspec.json.Encoder(decimal_format="number").encode

    def item(found: Any) -> Item:
        for field, value in _leaves(found, ""):
            if value is no_number:
                return RequestError(field or WHOLE, "This is not a number.")
        return msgspec.Raw(write(found))

    try:
        items = json.loads(data, parse_float=Decimal, parse_constant=lambda _: no_number)
    except (ValueError, RecursionError):
        raise RequestError(WHOLE, _not_json(data, refusal)) from None
    return [item(found) for found in items] if isinstance(items, list) else item(items)


def decode(
    item: msgspec.Raw | bytes,
    request: type[Request],
    defaults: Mapping[str, date] | None = None,
    *,
    by_hand: bool = False,
) -> Request:
    """Read one request. Raises RequestError with the field and a sentence a person can act on.

    Money and hours come as numbers or as text, written plainly: an exponent, `1_5` or digits of another script are
    no slip to be guessed at, and neither is a field given twice. `by_hand` also takes whole numbers and yes/no as text.
    """
    try:
        fields = msgspec.json.decode(item, type=dict[str, msgspec.Raw])
        known = request.__struct_encode_fields__
        for name, value in (defaults or {}).items():
            if name in known and name not in fields:
                fields[name] = msgspec.Raw(msgspec.json.encode(value))
        read = msgspec.json.decode(msgspec.json.encode(fields), type=request, strict=not by_hand)
        written = _as_written(item)
    except msgspec.ValidationError as error:
        if isinstance(error.__cause__, RequestError):
            raise error.__cause__ from None
        raise _in_words(str(error), request) from None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise RequestError(WHOLE, _not_json(bytes(item), error)) from None
    for field, found in _leaves(read, ""):
        if isinstance(found, Decimal) and not found.is_finite():
            raise RequestError(field, "This is not a number.")
        if _is_number(found) and not PLAIN_NUMBER.fullmatch(written.get(field, "0")):
            raise RequestError(field, "Write the number in plain figures, like 1234.50.")
        if isinstance(found, date) and not 1900 <= found.year <= 2200:
            raise RequestError(field, f"The year {found.year} cannot be right.")
    return read


def _is_number(found: Any) -> bool:
    return isinstance(found, Decimal | int) and not isinstance(found, bool)


PLAIN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


def _as_written(item: msgspec.Raw | bytes) -> dict[str, str]:
    """Every number and text of a request as it was written, by its field. Raises RequestError for a doubled field."""
    import json

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for name, value in pairs:
            if name in fields:
                raise RequestError(name, "This field is given twice.")
            fields[name] = value
        return fields

    found = json.loads(bytes(item), object_pairs_hook=once, parse_float=str, parse_int=str)
    return {field: value for field, value in _leaves(found, "") if isinstance(value, str)}


def plain(value: Any, unit: Unit = "pounds") -> Any:
    """A result as JSON knows it: money as text with two decimals, hours as a number, dates as text."""
    if isinstance(value, Decimal):
        if unit == "pounds":
            return f"{pence(value):.2f}"
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, msgspec.Struct):
        return {
            name: plain(found, kind)
            for attribute, name, kind, left_out in _fields(type(value))
            if (found := getattr(value, attribute)) != left_out
        }
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Mapping):
        return {str(plain(key, unit)): plain(found, unit) for key, found in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(found, unit) for found in value)
    return [plain(found, unit) for found in value]


def unit_of(annotation: Any) -> Unit:
    """The unit of the Decimals in a field: hours where its annotation says `Hours`, else pounds."""
    if get_origin(annotation) is Annotated:
        for mark in annotation.__metadata__:
            if isinstance(mark, msgspec.Meta) and (mark.extra or {}).get("unit") == "hours":
                return "hours"
    return "hours" if any(unit_of(part) == "hours" for part in get_args(annotation)) else "pounds"


_KEPT = object()


@cache
def _fields(struct: type[msgspec.Struct]) -> tuple[tuple[str, str, Unit, Any], ...]:
    """Attribute, name in JSON, unit, and the value that is left out, for each field."""
    omits = struct.__struct_config__.omit_defaults
    return tuple(
        (
            field.name,
            field.encode_name,
            unit_of(field.type),
            field.default if omits and not field.required else _KEPT,
        )
        for field in msgspec.structs.fields(struct)
    )


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every value in a request that is not a container, with the name a sender knows it by."""
    if isinstance(value, msgspec.Struct):
        for attribute, name, _, _ in _fields(type(value)):
            yield from _leaves(getattr(value, attribute), _join(path, name))
    elif isinstance(value, Mapping):
        for key, found in value.items():
            yield from _leaves(found, _join(path, str(key)))
    elif isinstance(value, list | tuple | set | frozenset):
        for number, found in enumerate(value):
            yield from _leaves(found, f"{path}[{number}]")
    else:
        yield path, value


_KINDS = {
    "date": "a date like 2026-11-30",
    "time": "a time like 09:30",
    "decimal": "a number",
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "object": "an object in braces",
    "array": "a list in square brackets",
    "null": "null",
}
_PATH = re.compile(r" - at `(?:key` in `)?\$(?P<path>[^`]*)`$")


def _in_words(message: str, request: type[msgspec.Struct]) -> RequestError:
    """What msgspec says about a request, as a field and a sentence."""
    found = _PATH.search(message)
    path = found["path"].lstrip(".") if found else ""
    text = message[: found.start()] if found else message

    if named := re.match(r"Object missing required field `(.*)`", text):
        return RequestError(_join(path, named[1]), "This is needed and was not given.")
    if named := re.match(r"Object contains unknown field `(.*)`", text):
        return RequestError(_join(path, named[1]), _unknown(named[1], _type_at(request, path)))
    if kinds := re.match(r"Expected `([^`]*)`(.*), got `([^`]*)`$", text):
        wanted = " or ".join(_KINDS.get(kind, kind) for kind in kinds[1].split(" | ") if kind != "null")
        got = "one with decimals" if kinds[3] == "float" else _KINDS.get(kinds[3], kinds[3])
        return RequestError(path or WHOLE, f"This must be {wanted}, not {got}.")
    if re.match(r"Invalid (RFC3339 encoded )?(date|time)", text):
        kind = "date" if "date" in text else "time"
        return RequestError(path or WHOLE, f"There is no such {kind}: write {_KINDS[kind]}.")
    if "decimal" in text.lower():
        return RequestError(path or WHOLE, "This must be a number.")
    if value := re.match(r"Invalid enum value (.*)", text):
        choices = getattr(_type_at(request, path), "values", ())
        listed = f"; choose from {', '.join(map(str, choices))}" if choices else ""
        return RequestError(path or WHOLE, f"There is no {value[1]} here{listed}.")
    return RequestError(path or WHOLE, f"{text.replace('`', '')}.")


def _unknown(name: str, holder: Any) -> str:
    known = [field.encode_name for field in getattr(holder, "fields", ())]
    close = get_close_matches(name, known, 1)
    if close:
        return f"There is no such field; {close[0]} was perhaps meant."
    return f"There is no such field; the fields are {', '.join(known)}." if known else "There is no such field."


def _type_at(request: type[msgspec.Struct], path: str) -> Any:
    """The type a path leads to, as `msgspec.inspect` describes it; None where the path cannot be followed."""
    import msgspec.inspect as inspect

    at: Any = inspect.type_info(request)
    for name, index in re.findall(r"([^.\[\]]+)|(\[[^\]]*\])", path):
        at = _past_unions(at, "item_type" if index else "fields")
        if index:
            at = getattr(at, "item_type", None) or getattr(at, "value_type", None)
        else:
            at = next((field.type for field in getattr(at, "fields", ()) if field.encode_name == name), None)
    return _past_unions(at, "values") if hasattr(at, "types") else at


def _past_unions(at: Any, attribute: str) -> Any:
    """The member of a union that has the attribute; the type itself where it is no union."""
    return next((kind for kind in getattr(at, "types", ()) if hasattr(kind, attribute)), at)


def _join(path: str, field: str) -> str:
    return f"{path}.{field}" if path else field


def _not_json(data: bytes, error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "It is nested too deeply."
    if place := re.search(r"\(byte (\d+)\)", str(error)):
        before = data[: int(place[1])]
        line, column = before.count(b"\n") + 1, int(place[1]) - before.rfind(b"\n")
        return f"This is not JSON: look at line {line}, character {column}."
    return "This is not JSON, or it is cut short."
