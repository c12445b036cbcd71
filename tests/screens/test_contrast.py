"""Every text on every screen can be read against its ground, in the three looks: computed from what is drawn."""

import pytest
from rich._palettes import WINDOWS_PALETTE
from rich.color import ColorSystem
from textual.command import CommandPalette
from textual.widgets import Input

from ipstui.shell.themes import THEMES
from tests.screens.driving import client_named, opened, show, still

TEXT, MARK = 4.5, 3.0
MARKS = set("─│┌┐└┘├┤┬┴┼═►▼▲●•◄█▌░■□√→←○·… ")
DECORATION = set("─│┌┐└┘├┤┬┴┼═░ ")
"""Rules and frames: they carry nothing that words do not."""
TOUR = {
    "review": "down", "review, finding": "slash", "found": "slash m a r", "log": "l", "log, a list": "l tab",
    "log, a list open": "l tab enter", "log, refused": "l x tab tab z enter", "log, selected": "l tab tab z shift+home",
    "next date": "n", "snooze": "s", "new client": "a", "why": "question_mark", "help": "f1", "guide": "f1 f1",
    "clients": "f4", "employers": "f5", "employer form": "f5 a", "employer": "f5 enter", "settings": "f7",
    "reviewed, told": "space", "reports": "f8 right", "figure": "f8 right down enter",
}  # fmt: skip
CLIENT_TOUR = {
    "timeline": "down", "plan": "2", "work": "3", "licence": "4", "benefits": "5", "kinds": "plus", "case": "c",
    "correct": "down down e", "session": "f2", "facts": "f2 f",
}  # fmt: skip


def light(colour):
    parts = [c / 255 for c in colour]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    """The contrast of two colours by WCAG 2."""
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def pairs(app, sixteen=False):
    """Every drawn text with its ink and ground, as shown: a reversed one the other way round, a dim one half-way.

    What lies behind an open question is dimmed on purpose, and left out: only the question's own lines count.
    """
    asked = app.screen.query(".dialog, CommandPalette > Vertical")
    region = asked.first().region if asked else None
    for y, strip in enumerate(app.screen._compositor.render_strips()):
        x = 0
        for segment in strip:
            across = segment.cell_length
            inside = region is None or (y in range(region.y, region.bottom) and region.x <= x < region.right)
            x += across
            style = segment.style
            if not inside or not segment.text.strip() or style is None or not (style.color and style.bgcolor):
                continue
            ink, ground = (
                WINDOWS_PALETTE[colour.downgrade(ColorSystem.WINDOWS).number] if sixteen else colour.get_truecolor()
                for colour in (style.color, style.bgcolor)
            )
            if style.reverse:
                ink, ground = ground, ink
            if style.dim:
                ink = tuple((a + b) / 2 for a, b in zip(ink, ground, strict=True))
            yield segment.text.strip(), ink, ground


def poor(app, sixteen=False):
    """The texts that are too faint, with their contrast."""
    found = set()
    for text, ink, ground in pairs(app, sixteen):
        if set(text) <= DECORATION:
            continue
        wanted = MARK if set(text) <= MARKS else TEXT
        if (got := contrast(ink, ground)) < wanted:
            found.add((text[:40], round(got, 2)))
    return found


@pytest.mark.parametrize("look", [*(theme.name for theme in THEMES), "16 colours"])
async def test_every_text_can_be_read_on_every_screen(desk, look):
    """In sixteen colours the program takes the plain look, whatever was chosen."""
    from ipstui.shell.app import IpsApp

    faint, sixteen = {}, look == "16 colours"
    for tour, on_client in ((TOUR, False), (CLIENT_TOUR, True)):
        app = IpsApp(desk)
        app.theme = "plain" if sixteen else look
        async with opened(app) as pilot:
            for name, keys in tour.items():
                await app.action_go("review")
                await pilot.pause()
                if on_client:
                    await show(pilot, client_named(app, "Gethin"))
                for key in keys.split():
                    await pilot.press(key)
                await still(pilot)
                if bad := poor(app, sixteen):
                    faint[name] = bad
    assert not faint


@pytest.mark.parametrize("look", [theme.name for theme in THEMES])
async def test_the_palette_can_be_read(desk, look):
    from ipstui.shell.app import IpsApp

    app = IpsApp(desk)
    app.theme = look
    async with opened(app) as pilot:
        await pilot.press("ctrl+p")
        await still(pilot)
        assert isinstance(app.screen, CommandPalette)
        assert not poor(app)
        app.screen.query_one(Input).value = "log"
        await pilot.pause(0.2)
        assert not poor(app)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_line_stands_out(theme):
    from textual.color import Color

    ground = Color.parse(theme.background).rgb
    assert contrast(Color.parse(theme.variables["block-cursor-background"]).rgb, ground) >= MARK


async def test_no_color_sends_no_colour_and_the_cursor_is_seen(desk, monkeypatch):
    from ipstui.shell.app import IpsApp

    monkeypatch.setenv("NO_COLOR", "1")
    app = IpsApp(desk)
    assert app.theme == "plain"
    async with opened(app) as pilot:
        await pilot.press("down")
        await still(pilot)
        styles = [segment.style for strip in app.screen._compositor.render_strips() for segment in strip]
        assert not [style for style in styles if style and (style.color or style.bgcolor)]
        under = [
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.reverse
        ]
        assert any(client.name in "".join(under) for client in desk.caseload.clients.values())
