"""A crash report says where in the program it was, and nothing that anyone typed."""

import stat
import sys

import pytest

from ipstui.shell import crash


def fail(name):
    note = f"note about {name}"
    try:
        raise KeyError(note)
    except KeyError as error:
        raise ExceptionGroup(f"for {name}", [ValueError(name), TypeError(note)]) from error


def test_it_holds_places_and_types_only(tmp_path):
    with pytest.raises(ExceptionGroup) as caught:
        fail("Jason Pryce")
    path = crash.report(caught.value, tmp_path / "log")
    text = path.read_text("utf-8")
    for told in ("ExceptionGroup", "builtins.ValueError", "builtins.TypeError", "builtins.KeyError", ":fail"):
        assert told in text
    assert "Jason" not in text
    assert "note about" not in text
    assert str(tmp_path) not in text
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_reports_at_once_and_endless_recursion(tmp_path):
    def again():
        again()

    with pytest.raises(RecursionError) as caught:
        again()
    first, second = (crash.report(caught.value, tmp_path) for _ in range(2))
    assert first != second
    assert len(first.read_text("utf-8").splitlines()) < 100


def test_errors_that_cause_each_other_come_to_an_end(tmp_path):
    one, two = ValueError(), TypeError()
    one.__cause__, two.__cause__ = two, one
    assert crash.report(one, tmp_path).read_text("utf-8").count("builtins.ValueError") == 1


def test_a_part_that_cannot_be_loaded_is_no_mistake_in_the_program():
    """A torn folder, a path too long for Windows, a library that the office does not let run."""
    blocked = ImportError("DLL load failed while importing _rust: blocked by group policy", name="_rust")
    assert crash.cause(blocked).startswith("a part of it (_rust) is missing, or may not be loaded")
    assert crash.cause(ValueError("Jason")) == "of a mistake in the program (ValueError)"
