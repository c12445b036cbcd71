"""What is said before a screen is opened, or when a command is mistyped."""

import io
import os

import pytest
from click.testing import CliRunner

from ipstui.cli import main
from ipstui.commands.opening import check_terminal
from ipstui.commands.process import speak_plainly
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
    # and what its script asks is answered: the words, which of them, and each answer as "kind,value"
    for words, which, answer in (("ipstui re", "1", "plain,review"), ("ipstui log --k", "2", "plain,--kinds")):
        asked = {"COMP_WORDS": words, "COMP_CWORD": which, "_IPSTUI_COMPLETE": "bash_complete"}
        assert all(name in ran.output for name in asked)
        assert answer in CliRunner().invoke(main, prog_name="ipstui", env=asked).output.splitlines()


@pytest.mark.parametrize(
    ("platform", "environ", "written"),
    [
        ("win32", {}, "£ ŵ".encode()),
        ("win32", {"PYTHONIOENCODING": "cp1252"}, "£ ?".encode("cp1252")),
        ("linux", {}, "£ ?".encode("cp1252")),
    ],
)
def test_files_and_pipes_get_utf_8_on_windows_unless_told_otherwise(platform, environ, written):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp1252")
    speak_plainly(stream, environ, platform)
    stream.write("£ ŵ")
    stream.flush()
    assert raw.getvalue() == written


def test_a_windows_console_keeps_its_encoding(monkeypatch):
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    monkeypatch.setattr(stream.buffer, "isatty", lambda: True, raising=False)
    speak_plainly(stream, {}, "win32")
    assert (stream.encoding, stream.errors) == ("cp1252", "replace")
