"""A slow link gets few bytes: a cursor move repaints the two lines that changed and what is told of the person."""

import re

import pytest

pytestmark = pytest.mark.posix("pseudo-terminals")


def test_a_cursor_move_sends_two_lines_and_the_reasons(tmp_path):
    from tests.bench.terminal import Terminal, python

    command = python("-m", "ipstui", "demo", "--today", "2026-11-25")
    terminal = Terminal(command, columns=120, rows=40, home=tmp_path)
    try:
        terminal.finished()
        terminal.sent("\x1b[B", quiet=1.5)  # what is loaded in the background has come by then
        moved = terminal.sent("\x1b[B")
    finally:
        terminal.close()
    assert moved
    assert len(moved) < 2_000, "it was 9,400 once"
    rows = set(re.findall(rb"\x1b\[(\d+);\d+H", moved))
    assert len(rows - {b"1"}) <= 4
