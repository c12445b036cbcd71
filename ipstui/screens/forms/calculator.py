"""A calculator asked by itself, without a person: its request as a form, its result to read. Nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

import msgspec
from textual.content import Content

from calculators.contract import run
from calculators.explain import RequestError
from calculators.index import CALCULATORS
from ipstui.casework import say
from ipstui.casework.checks import clean
from ipstui.casework.forms import Field, FieldKind
from ipstui.casework.typed.request import clock, is_nested, kinds_of, read_request
from ipstui.screens.dialog import Dialog
from ipstui.store.caseload import Change
from ipstui.widgets.form import Form
from ipstui.widgets.problem import Problem

_KINDS: tuple[tuple[Any, FieldKind], ...] = ((date, "date"), (int, "count"), (Decimal, "number"), (str, "text"))
_YES_NO = (("yes", "yes"), ("no", "no"))


def fields_of_request(request: type[msgspec.Struct]) -> tuple[Field, ...] | None:
    """Return one field for each fact that fits on a line; None where the question is about lists, as of convictions.

    It is where a needed fact is one, or a sixth of the facts and more are.
    """
    every = [(each, kinds_of(each.type)) for each in msgspec.structs.fields(request)]
    lists = [each for each, kinds in every if any(is_nested(kind) for kind in kinds)]
    if any(each.required for each in lists) or 6 * len(lists) >= len(every):
        return None
    return tuple(_field(each, kinds) for each, kinds in every if each not in lists)


def _field(each: msgspec.structs.FieldInfo, kinds: set[Any]) -> Field:
    name = each.encode_name
    today = name in clock(date.min)
    kind: FieldKind = next((ours for theirs, ours in _KINDS if theirs in kinds), "text")
    choices: tuple[tuple[str, str], ...] = ()
    if bool in kinds:
        kind, choices = "choice", _YES_NO
    elif values := [value for one in kinds if get_origin(one) is Literal for value in get_args(one)]:
        kind, choices = "choice", tuple((str(value), say.label(str(value))) for value in values)
    usual = "" if each.required or each.default in (None, msgspec.NODEFAULT) else str(each.default)
    hint = f"{usual} if left empty" if usual and kind != "choice" else ""
    labelled = {"on": "Day", "as_of": "Told for"}.get(name) or say.sentence(say.label(name))
    return Field(name=name, label=labelled, kind=kind, choices=choices, hint=hint, required=each.required and not today)


class CalculatorScreen(Dialog):
    """One calculator. What is left empty is not asked, as on the command line."""

    def __init__(self, name: str) -> None:
        """Raises KeyError for a name that is no calculator's, ValueError for one whose facts fit on no form."""
        self._calculator = CALCULATORS[name].load()
        fields = fields_of_request(self._calculator.request)
        if fields is None:
            raise ValueError(name)
        super().__init__(
            CALCULATORS[name].title, fields,
            hint="Enter or F10: work it out · Tab: next box · leave empty if not known · Esc: close",
            draft="",
        )  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """Nothing: a sum without a person is not kept."""
        return (), ""

    async def action_save(self) -> None:
        """Work it out and show the answer; the form stays for the next."""
        today = self.ips.desk.today
        problem = self.query_one(Problem)
        typed = {name: text for name, typed in self.query_one(Form).texts().items() if (text := clean(typed))}
        given: dict[str, str | bool] = {
            field.name: typed[field.name] == "yes" if field.choices == _YES_NO else typed[field.name]
            for field in self._fields
            if field.name in typed
        }
        try:
            result = run(self._calculator.function, read_request(self._calculator.request, given, today))
        except RequestError as error:
            label = next((field.label for field in self._fields if field.name == error.field), error.field)
            problem.say(f"{label}: {error.problem}")
            self.query_one(Form).point_at(error.field)
            return
        from ipstui.documents.explained import Explained, as_lines
        from ipstui.screens.reading import ReadingScreen

        problem.say("")
        told = as_lines(Explained(result, today), min(self.app.size.width, 76) - 6)
        self.app.push_screen(ReadingScreen(self._title, Content(told)))
