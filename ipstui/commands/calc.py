"""`ipstui calc`: every calculator from the command line, explained for a person or as JSON for a program."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
import msgspec

from calculators.contract import LIMIT_BYTES, answer, run
from calculators.explain import RequestError
from calculators.index import CALCULATORS, Loaded
from ipstui.casework.typed.request import clock, is_nested, kinds_of, read_request
from ipstui.commands.telling import tell
from ipstui.store.disk import reason


class _Calculators(click.Group):
    """One command for each calculator, its options made from the request when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(CALCULATORS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _command(cmd_name) if cmd_name in CALCULATORS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # Told from the list: click would import every calculator for its help.
        with formatter.section("Calculators"):
            formatter.write_dl([(found.name, found.title) for found in CALCULATORS.values()])


@click.command("calc", cls=_Calculators, invoke_without_command=True)
@click.pass_context
def calc(ctx: click.Context) -> None:
    """Work something out: ESA and work, pay, licence, dates. Alone, it lists the calculators."""
    if ctx.invoked_subcommand is None:
        width = max(map(len, CALCULATORS))
        for found in CALCULATORS.values():
            tell(f"{found.name:<{width}}  {found.title}")
        tell("\nipstui calc NAME --help lists what each one asks for; --explain, the rules it follows.")


def _command(name: str) -> click.Command:
    calculator = CALCULATORS[name].load()

    def answer_one(source: str | None, explain: bool, **given: Any) -> None:
        ctx = click.get_current_context()
        typed = {field: value for field, value in given.items() if value is not None}
        today = getattr(ctx.obj, "today", None) or date.today()  # noqa: DTZ011 the user's own calendar day
        if explain:
            from ipstui.commands.explained import show
            from ipstui.documents.explained import ExplainedRules

            show(ExplainedRules(calculator.rules, today))
        elif source is None:
            _answer_person(ctx, name, calculator, typed, today)
        elif typed:
            raise click.UsageError("Give the request by --json or by options, not both.")
        else:
            _answer_program(ctx, calculator, source, today)

    return click.Command(
        name,
        callback=answer_one,
        params=[*_json_and_explain(), *_options(calculator.request)],
        help=CALCULATORS[name].title,
    )


def _answer_program(ctx: click.Context, calculator: Loaded, source: str, today: date) -> None:
    answers = answer(_read(source), calculator.request, calculator.function, clock(today))
    for refused in answers.refused:
        tell(str(refused), err=True)
    from ipstui.commands.printed import json_text

    if answers.output is None:
        ctx.exit(2)
    json_text(answers.output.decode())
    ctx.exit(1 if answers.refused else 0)


def _answer_person(
    ctx: click.Context, name: str, calculator: Loaded, typed: dict[str, str | bool], today: date
) -> None:
    try:
        result = run(calculator.function, read_request(calculator.request, typed, today))
    except RequestError as error:
        option = f"--{error.field.replace('_', '-')}" if error.field.isidentifier() else error.field
        tell(f"{option}: {error.problem}", err=True)
        tell(f"ipstui calc {name} --help lists what it asks for.", err=True)
        ctx.exit(2)
    from ipstui.commands.explained import show
    from ipstui.documents.explained import Explained

    show(Explained(result, today))


def _read(source: str) -> bytes:
    """At most a byte more than will be accepted, so that a huge file is refused and not loaded."""
    if source == "-":
        return sys.stdin.buffer.read(LIMIT_BYTES + 1)
    try:
        with Path(source).open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise click.BadParameter(f"{source} cannot be read: {reason(error)}.", param_hint="--json") from None


def _json_and_explain() -> list[click.Option]:
    return [
        click.Option(
            ["--json", "source"],
            is_flag=False,
            flag_value="-",
            metavar="[FILE]",
            help="Read a request, or a list of them, from FILE or standard input; print JSON.",
        ),
        click.Option(["--explain"], is_flag=True, help="Print the rules it follows, with source and day checked."),
    ]


def _options(request: type[msgspec.Struct]) -> Iterator[click.Option]:
    for field in msgspec.structs.fields(request):
        name = field.encode_name
        option = name.replace("_", "-")
        kinds = kinds_of(field.type)
        if kinds == {bool}:
            yield click.Option([f"--{option}/--no-{option}", name], default=None)
        elif choices := [choice for kind in kinds for choice in get_args(kind) if get_origin(kind) is Literal]:
            yield click.Option([f"--{option}", name], type=click.Choice(choices), help=_default(field))
        else:
            yield click.Option([f"--{option}", name], metavar=_metavar(kinds), help=_default(field))


def _metavar(kinds: set[Any]) -> str:
    if any(is_nested(kind) for kind in kinds):
        return "JSON"
    if date in kinds:
        return "DATE"
    if str in kinds:
        return "TEXT"
    return "NUMBER"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.encode_name in clock(date.min):
        return "Today, if not given."
    if field.required:
        return "Needed."
    return "" if field.default in (None, (), msgspec.NODEFAULT) else f"{field.default} if not given."
