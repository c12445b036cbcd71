"""Keeps every test away from this machine: terminal, home folder, time zone, clock of blinks, the person's browser."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
import webbrowser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.idle import wait_for_rest

_HOME = Path(tempfile.mkdtemp(prefix="ipstui-tests-"))

# Before textual is imported: it reads the colours of the terminal and its own settings once.
for _name in [name for name in os.environ if name.startswith(("TEXTUAL", "XDG_", "IPSTUI_"))]:
    if _name != "IPSTUI_CRASH_RUNS" and not _name.startswith("TEXTUAL_SNAPSHOT"):  # the plugin's own, set earlier
        del os.environ[_name]
for _name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"):
    os.environ.pop(_name, None)
os.environ |= {
    "HOME": str(_HOME),
    "USERPROFILE": str(_HOME),
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": str(_HOME),
    "TERM": "xterm-256color",
    "TZ": "Europe/London",
}
if hasattr(time, "tzset"):
    time.tzset()
webbrowser.open = lambda url, *_: False  # type: ignore[assignment] # as where there is none; Windows always has one

settings.register_profile(
    "ipstui",
    deadline=None,
    max_examples=45,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ipstui")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its length: pytest puts the name into the environment, which has room for 32,767 letters."""
    return f"{argname} of {len(val)}" if isinstance(val, str | bytes) and len(val) > 200 else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out on Windows what is marked as needing POSIX; the marker's argument is the reason."""
    for item in items:
        for mark in item.iter_markers("posix"):
            if len(mark.args) != 1 or not mark.args[0]:
                raise pytest.UsageError(f"{item.nodeid}: a posix marker gives its reason")
            if os.name == "nt":
                item.add_marker(pytest.mark.skip(reason=f"needs POSIX: {mark.args[0]}"))


@pytest.fixture(scope="session", autouse=True)
def _steady_cursor() -> None:
    """Stop the cursor of text fields from blinking: the same screen gave three different pictures."""
    from textual.widgets import Input, TextArea

    Input.cursor_blink._default = False
    TextArea.cursor_blink._default = False


@pytest.fixture(scope="session", autouse=True)
def _rest_is_told_by_the_loop() -> None:
    """Let Textual's pilot wait for what is left to do, and not for idle processor time (`tests/idle.py`)."""
    import textual.app
    import textual.pilot
    import textual.timer

    textual.app.wait_for_idle = textual.pilot.wait_for_idle = wait_for_rest
    # On Windows a timer of Textual's sleeps in a thread, which looks like one at work: it sleeps in the loop here.
    textual.timer.sleep = asyncio.sleep


@pytest.fixture(scope="session", autouse=True)
def _stylesheets_are_read_once() -> None:
    """Have a stylesheet parsed once for all apps of this process, and not by each: it is a good part of the time."""
    from textual.css.stylesheet import Stylesheet

    parse, rules = Stylesheet._parse_rules, {}

    def parsed(self: Stylesheet, *how: object, **more: object) -> object:
        key = (how, *sorted(more.items()), *sorted(self._variables.items()))
        if key not in rules:
            rules[key] = parse(self, *how, **more)  # type: ignore[arg-type]
        return rules[key]

    Stylesheet._parse_rules = parsed  # type: ignore[method-assign,assignment]


@pytest.fixture(scope="session", autouse=True)
def _keys_are_done() -> None:
    """Pressing a key in a test returns once what it began is done: keys wait their turn (`shell/typeahead.py`)."""
    from textual.pilot import Pilot

    press = Pilot.press

    async def press_and_wait(self: Pilot[object], *keys: str) -> None:
        await press(self, *keys)
        if (typed := getattr(self.app, "typed", None)) is not None:
            await typed.done()

    Pilot.press = press_and_wait  # type: ignore[method-assign]


def pytest_unconfigure() -> None:
    """Remove the home folder the tests had."""
    shutil.rmtree(_HOME, ignore_errors=True)
