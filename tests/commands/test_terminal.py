"""What is said before a screen is opened, or when a command is mistyped."""

import os

import pytest
from click.testing import CliRunner

from ipstui.cli import main
from ipstui.commands.opening import check_terminal
from ipstui.commands.refusal import Refusal


@pytest.mark.parametrize(("term", "columns", "said"), [("dumb", 80, "TERM=dumb"), ("xterm", 39, "39 columns")])
def test_a_terminal_that_cannot_draw_is_sent_to_the_plain_commands(monkeypatch, term, columns, said):
    monkeypatch.setenv("TERM", term)
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((columns, 24)))
    with pytest.raises(Refusal, match=said) as refused:
        check_terminal()
    assert "ipstui review" in str(refused.value)


def test_forty_columns_are_enough(monkeypatch):
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("shutil.get_terminal_size", lambda: os.terminal_size((40, 10)))
    check_terminal()


@pytest.mark.parametrize(("typed", "meant"), [("revieww", "review"), ("bakup", "backup"), ("shw", "show")])
def test_a_mistyped_command_is_answered_with_the_nearest(typed, meant):
    ran = CliRunner().invoke(main, [typed])
    assert ran.exit_code == 2
    assert f"Did you mean `ipstui {meant}`?" in ran.output


def test_completion_for_powershell():
    ran = CliRunner().invoke(main, ["completion", "powershell"])
    assert ran.exit_code == 0
    assert "Register-ArgumentCompleter -Native -CommandName ipstui" in ran.output
    assert "COMP_WORDS" in ran.output
