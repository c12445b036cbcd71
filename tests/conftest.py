"""Keeps every test away from this machine: terminal, home folder, time zone, clock of blinks, the person's browser."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import webbrowser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
    max_examples=60,
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
def _keys_are_done() -> None:
    """Pressing a key in a test returns once what it began is done: keys wait their turn (`shell/typeahead.py`)."""
    from textual.pilot import Pilot

    press = Pilot.press

    async def press_and_wait(self: Pilot[object], *keys: str) -> None:
        await press(self, *keys)
        if (typed := getattr(self.app, "typed", None)) is not None:
            await typed.done()

    Pilot.press = press_and_wait  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _idle_by_what_runs() -> None:
    """On Windows a process's clock stands still for 16 ms at a time, and by it Textual tells that a test may go on.

    There it goes on once the event loop has run next to nothing and has nothing ready, thrice; at most five seconds.
    """
    if os.name != "nt":
        return
    import asyncio

    import textual.app
    import textual.pilot

    ran, run = 0, asyncio.Handle._run

    def counted(handle: asyncio.Handle) -> None:
        nonlocal ran
        ran += 1
        run(handle)

    async def idle(min_sleep: float = 0, max_sleep: float = 5) -> None:
        quiet, end, ready = 0, time.monotonic() + max_sleep, asyncio.get_running_loop()._ready
        while quiet < 3 and time.monotonic() < end:
            before = ran
            await asyncio.sleep(0.01)
            quiet = quiet + 1 if ran - before <= 4 and not ready else 0  # the waiting itself is two

    asyncio.Handle._run = counted  # type: ignore[method-assign]
    textual.app.wait_for_idle = textual.pilot.wait_for_idle = idle


def pytest_unconfigure() -> None:
    """Remove the home folder the tests had."""
    shutil.rmtree(_HOME, ignore_errors=True)
