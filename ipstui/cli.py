"""The commands: each is imported when it is used; without one, the screen opens."""

from __future__ import annotations

import contextlib
import importlib
import keyword
import sys
from collections.abc import Iterator
from typing import Any

import click

from ipstui import __version__
from ipstui.commands.opening import Sitting
from ipstui.commands.options import shared_options
from ipstui.commands.refusal import refusal_for

_COMMANDS = {
    "demo": "Open a made-up caseload, to look around.",
    "review": "This week: who needs you, and why.",
    "diary": "Today and the week: what is booked, and what nobody answered.",
    "find": "Find anything: people, what happened, employers, vacancies.",
    "show": "One person: where they stand, what is due, what happened.",
    "plan": "What was written together with one person: goals, steps, the day of release.",
    "add": "Add a person who was referred.",
    "log": "Record what happened with a person.",
    "copy": "A person's entries as text, for the official record.",
    "employers": "Employers, and this week's tally.",
    "vacancies": "Open vacancies and whom they fit; everybody's applications.",
    "cv": "One person's CV, as text or as a Word file.",
    "words": "Reminders, notes and letters, filled from the case, to copy.",
    "report": "What it adds up to: outcomes, fidelity, cost.",
    "backup": "Copy the case file now: to its copies, or where you say.",
    "restore": "List the copies, and put one in place of the case file.",
    "verify": "Read back the case file and every copy, and check them.",
    "where": "Every file that ipstui has written.",
    "doctor": "What to send when something is wrong; no content, no names.",
    "sar": "Subject access: everything held about one person, to look through.",
    "export": "Hand one person over, in an encrypted file of its own.",
    "import": "Bring in a person who was handed over.",
    "merge": "Make two records of one person one.",
    "erase": "Erase one person everywhere.",
    "sheet": "Bring in a spreadsheet: shown first, saved as one action.",
    "workbook": "Write the caseload as a spreadsheet.",
    "takeout": "Write everything out in open formats.",
    "calendar": "Write bookings for your own calendar, without names.",
    "calc": "Calculators: ESA and work, pay, licence, dates.",
    "guide": "The user guide, page by page.",
    "rates": "Which years of rates are held.",
    "completion": "Print the script that completes commands in a shell.",
}
"""The commands in the order of the help. Each lives in the module of its name in `ipstui.commands`."""
_WITHOUT_CASES = ("demo", "calc", "guide", "rates", "completion")
"""The commands that open no case file of the person's own: of the shared options they take only the day."""

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@contextlib.contextmanager
def _door_out() -> Iterator[None]:
    """What the framework refuses quotes the arguments: no command to a terminal in them goes out again."""
    try:
        yield
    except click.ClickException as refused:
        from ipstui.casework.clean import shown

        setattr(refused, "message", shown(refused.message, lines=True))  # noqa: B010 final in its stubs alone
        raise


class _Commands(click.Group):
    """The group. Its help is told from the table, so that no command is imported for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def make_context(self, *args: Any, **how: Any) -> click.Context:
        """Parse; what is refused may quote what was typed."""
        with _door_out():
            return super().make_context(*args, **how)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        command: click.Command = getattr(importlib.import_module(f"ipstui.commands.{name}"), name)
        have = {param.name for param in command.params}
        apart = cmd_name in _WITHOUT_CASES
        wanted = (option for option in shared_options() if option.name == "fixed" or not apart)
        command.params += [option for option in wanted if option.name not in have]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for one that is mistyped."""
        from difflib import get_close_matches

        if args and args[0] not in _COMMANDS and (near := get_close_matches(args[0], _COMMANDS, n=1)):
            ctx.fail(f"No such command '{args[0]}'. Did you mean `ipstui {near[0]}`?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run, and turn what the program knows to refuse into its sentence and exit code."""
        try:
            with _door_out():
                return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            click.echo("\nStopped.", err=True)
            ctx.exit(130)
        except Exception as error:
            refusal = refusal_for(error)
            if refusal is None:
                raise
            raise refusal from error


@click.group(cls=_Commands, params=shared_options(), invoke_without_command=True, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="ipstui", message="%(prog)s %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """A working record for an employment specialist: who needs you now, and why.

    Without a command the screen opens.
    """
    sitting = ctx.ensure_object(Sitting)
    if ctx.invoked_subcommand is None:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise click.UsageError("The screen needs a terminal. `ipstui review` prints the same as plain lines.")
        from ipstui.commands.opening import open_screen

        ctx.exit(open_screen(sitting))
