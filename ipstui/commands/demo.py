"""`ipstui demo`: the made-up caseload, in a folder that is thrown away, or kept where it is told."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipstui.commands.opening import Sitting, check_terminal, show_screen
from ipstui.commands.refusal import Refusal
from ipstui.store.places import typed_path

if TYPE_CHECKING:
    from ipstui.demo import DemoCaseload
    from ipstui.desk import Desk
    from ipstui.store.caseload import Caseload


@click.command()
@click.option("--keep", metavar="PATH", help="Save the made-up caseload at PATH, where nothing may be yet.")
@click.option(
    "--no-screen",
    is_flag=True,
    help="Print the review, as is done where there is no terminal; with --keep, only write the file.",
)
@click.option("--study", is_flag=True, help="The feasibility study of 2013 to 2016 instead: its report is of all time.")
@click.pass_context
def demo(ctx: click.Context, keep: str | None, no_screen: bool, study: bool) -> None:
    """Open a made-up caseload, its dates set around today. Nobody in it exists."""
    sitting: Sitting = ctx.obj
    no_screen = no_screen or not _has_screen()
    if keep is not None:
        if not keep.strip():
            raise Refusal("--keep: the name of the file is empty.")
        path = typed_path(keep)
        if no_screen:
            make_demo(sitting, path, study=study)
            return
        ctx.exit(_look(sitting, path, no_screen=False, study=study))
    from tempfile import TemporaryDirectory

    from ipstui.store import seen

    with TemporaryDirectory(prefix="ipstui-demo-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "demo.json"
        try:
            code = _look(sitting, path, no_screen=no_screen, study=study)
        finally:
            seen.forget(path)  # nothing of it is kept, and `where` would not know of it
    ctx.exit(code)


def _has_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def make_demo(sitting: Sitting, path: Path, *, study: bool = False) -> None:
    """Write the made-up caseload to a new, plain case file, in one save. Raises AlreadyThere and the like."""
    _made(sitting, path, study=study).close()


def _made(sitting: Sitting, path: Path, *, study: bool) -> Caseload:
    """The made-up caseload, saved and open; undo cannot take the people away."""
    from ipstui.store.caseload import Caseload, Change

    made = _caseload(sitting, study=study)
    caseload = Caseload.create(path, clock=sitting.now)
    try:
        everything: tuple[Change, ...] = (*made.clients, *made.employers, *made.vacancies, *made.events, made.settings)
        caseload.record(*everything, label="made-up caseload")
    except BaseException:
        caseload.close()
        raise
    caseload.forget_done()
    return caseload


def _caseload(sitting: Sitting, *, study: bool) -> DemoCaseload:
    if study:
        from ipstui.study import study_caseload

        return study_caseload()
    from ipstui.demo import demo_caseload

    return demo_caseload(sitting.today)


def _look(sitting: Sitting, path: Path, *, no_screen: bool, study: bool) -> int:
    from ipstui.desk import Desk

    with _made(sitting, path, study=study) as caseload:
        desk = Desk(caseload, lambda: sitting.today, made_up=True)
        if not no_screen:
            check_terminal()
            return show_screen(desk)
        return _print_study(desk) if study else _print_review(desk)


def _print_study(desk: Desk) -> int:
    from ipstui.commands.report import counted
    from ipstui.commands.report_lines import print_outcomes

    print_outcomes(desk, counted(desk, None, None).outcomes)
    return 0


def _print_review(desk: Desk) -> int:
    from ipstui.commands.review import print_review

    print_review(desk)
    return 0
