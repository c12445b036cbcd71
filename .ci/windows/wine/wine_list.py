"""A pytest plugin: what fails because Wine is not Windows is in not-windows.txt with its reason; all else must hold.

Each line there is `test | reason`: the beginning of the test's name as pytest prints it. One that does not fail any
longer fails the run, so that the list stays true; with `sometimes:` before the reason it may hold as well.
"""

from __future__ import annotations

from pathlib import Path

import pytest

LIST = Path(__file__).with_name("not-windows.txt")


def listed() -> dict[str, str]:
    """Return the reasons by the beginning of the test's name."""
    lines = (line.strip() for line in LIST.read_text("utf-8").splitlines())
    pairs = (line.split(" | ", 1) for line in lines if line and not line.startswith("#"))
    return {name.strip(): reason.strip() for name, reason in pairs}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test that is in the list as failing for its reason."""
    reasons = listed()
    for item in items:
        for name, reason in reasons.items():
            if item.nodeid.startswith(name):
                strict = not reason.startswith("sometimes:")
                item.add_marker(pytest.mark.xfail(reason=f"Wine is not Windows: {reason}", strict=strict))
