"""The same desk, program and still cursor as the screens have."""

from tests.screens.conftest import app, bare, bare_pilot, demo_file, desk, empty, pilot, still_cursor

__all__ = ["app", "bare", "bare_pilot", "demo_file", "desk", "empty", "pilot", "still_cursor"]
