"""What is said for a moment at the top of a person is said whole, however long it is."""

import pytest

from tests.screens.driving import client_named, opened, seen, show, until


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_a_message_about_as_wide_as_the_screen_keeps_its_last_word(pictured, width):
    app = pictured
    async with opened(app, (width, 24)) as pilot:
        await show(pilot, client_named(app, "Donna"))
        for length in range(width - 6, width + 4):
            app.clear_notifications()
            last = f"zq{length}."
            app.tell(("word " * 30)[: length - len(last) - 1].rstrip() + " " + last)
            await until(pilot, lambda last=last: last in seen(app))
