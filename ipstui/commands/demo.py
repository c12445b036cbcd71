"""`ipstui demo`: the made-up caseload, in a folder that is thrown away, or kept where it is told."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ipstui.commands.opening import Sitting, check_terminal, show_screen
from ipstui.commands.refusal import Refusal

if TYPE_CHECKING:
    from ipstui.desk import Desk
    from ipstui.store.caseload import Caseload


@click.command()
@click.option("--keep", metavar="PATH", help="Save the made-up caseload at PATH, where nothing may be yet.")
@click.option(
    "--no-screen",
    is_flag=True,
    help="Print the review, as is done where there is no terminal; with --keep, only write the file.",
)
@click.pass_context
def demo(ctx: click.Context, keep: str | None, no_screen: bool) -> None:
    """Open a made-up caseload, its dates set around today. Nobody in it exists."""
    sitting: Sitting = ctx.obj
    no_screen = no_screen or not _has_screen()
    if keep is not None:
        if not keep.strip():
            raise Refusal("--keep: the name of the file is empty.")
        path = Path(os.path.abspath(Path(keep).expanduser()))
        if no_screen:
            make_demo(sitting, path)
            return
        ctx.exit(_look(sitting, path, no_screen=False))
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="ipstui-demo-", ignore_cleanup_errors=True) as folder:
        code = _look(sitting, Path(folder) / "demo.json", no_screen=no_screen)
    ctx.exit(code)


def _has_screen() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def make_demo(sitting: Sitting, path: Path) -> None:
    """Write the made-up caseload to a new, plain case file, in one save. Raises AlreadyThere and the like."""
    _made(sitting, path).close()


def _made(sitting: Sitting, path: Path) -> Caseload:
    """The made-up caseload, saved and open; undo cannot take the people away."""
    from ipstui.demo import demo_caseload
    from ipstui.store.caseload import Caseload, Change

    made = demo_caseload(sitting.today)
    caseload = Caseload.create(path, clock=sitting.now)
    try:
        everything: tuple[Change, ...] = (*made.clients, *made.employers, *made.vacancies, *made.events, made.settings)
        caseload.record(*everything, label="made-up caseload")
    except BaseException:
        caseload.close()
        raise
    caseload.forget_done()
    return caseload


def _look(sitting: Sitting, path: Path, *, no_screen: bool) -> int:
    from ipstui.desk import Desk

    with _made(sitting, path) as caseload:
        desk = Desk(caseload, lambda: sitting.today, made_up=True)
        if no_screen:
            return _print_review(desk)
        check_terminal()
        return show_screen(desk)


def _print_review(desk: Desk) -> int:
    from ipstui.commands.review import print_review

    print_review(desk)
    return 0
