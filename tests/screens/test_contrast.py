"""Every text on every screen can be read against its ground, in the three looks: computed from what is drawn."""

import pytest
from rich._palettes import WINDOWS_PALETTE
from rich.color import ColorSystem
from textual.command import CommandPalette
from textual.widgets import Input

from ipstui.shell.themes import THEMES
from tests.screens.driving import client_named, opened, show, still, until

TEXT, MARK = 4.5, 3.0
MARKS = set("─│┌┐└┘├┤┬┴┼═►▼▲●•◄█▌░■□√→←○·… ")
DECORATION = set("─│┌┐└┘├┤┬┴┼═░ ")
"""Rules and frames: they carry nothing that words do not."""
TOUR = {
    "review": "down", "review, finding": "slash", "found": "slash m a r", "log": "l", "log, a list": "l tab",
    "log, a list open": "l tab enter", "log, refused": "l x tab tab z enter", "log, selected": "l tab tab z shift+home",
    "next date": "n", "snooze": "s", "new client": "a", "why": "question_mark", "help": "f1", "guide": "f1 f1",
    "clients": "f4", "employers": "f5", "employer form": "f5 a", "employer": "f5 enter", "settings": "f7",
    "reviewed, told": "space", "choices": "f7 enter", "keys": "f7 down enter",
    "a key, refused": "f7 down enter enter s", "data protection": "f7 down down down enter", "diary": "f6",
    "find all": "ctrl+f", "found over all": "ctrl+f j a", "figure": "f8 right down enter", "who fits": "V enter",
    "week": "W", "copy out": "y",
    "reports": "f8 right",
}  # fmt: skip
CLIENT_TOUR = {
    "timeline": "down", "plan": "2", "work": "3", "licence": "4", "benefits": "5",
    "disclosure": "6 v", "a line of the day": "7 enter a",
    "kinds": "plus", "case": "c",
    "correct": "down down e", "session": "f2", "facts": "f2 f",
    "compare": "f2 c", "save": "f2 s",
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


LOOKS = (*(theme.name for theme in THEMES), "16 colours")
"""In sixteen colours the program takes the plain look, whatever was chosen; so that comes after it."""


async def faint_in_every_look(pilot):
    """What is too faint on the screen as it stands, by look."""
    faint = {}
    for look in LOOKS:
        sixteen = look == "16 colours"
        if not sixteen:
            pilot.app.theme = look
            await still(pilot)
        if bad := poor(pilot.app, sixteen):
            faint[look] = bad
    return faint


@pytest.mark.parametrize("on_client", [False, True])
async def test_every_text_can_be_read_on_every_screen(desk, on_client):
    from ipstui.shell.app import IpsApp

    app, faint = IpsApp(desk), {}
    async with opened(app) as pilot:
        for name, keys in (CLIENT_TOUR if on_client else TOUR).items():
            await app.action_go("review")
            await pilot.pause()
            if on_client:
                await show(pilot, client_named(app, "Gethin"))
            for key in keys.split():
                await pilot.press(key)
            await still(pilot)
            if bad := await faint_in_every_look(pilot):
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


async def test_the_gate_and_the_first_steps_can_be_read(empty, tmp_path):
    from ipstui.screens.data.first_run import CodeScreen, NewPassphraseScreen
    from ipstui.screens.data.unlock import UnlockScreen
    from ipstui.shell.app import IpsApp
    from ipstui.shell.gate import Gate

    async with opened(IpsApp(empty)) as pilot:
        faint = {"first steps": await faint_in_every_look(pilot)}
    gate, path = Gate(tmp_path / "none.json", clock=lambda: None), tmp_path / "cases.json"
    screens = (
        (UnlockScreen("Passphrase", path, (), lambda *_: None), "x"),
        (NewPassphraseScreen("New", may_be_plain=True), "x"),
        (CodeScreen("ABCD-EFGH"), "y enter"),
    )
    async with opened(gate) as pilot:
        await until(pilot, lambda: len(gate.screen_stack) > 1)
        faint["gate"] = await faint_in_every_look(pilot)
        for screen, typed in screens:
            await gate.push_screen(screen)
            await still(pilot)
            faint[type(screen).__name__] = await faint_in_every_look(pilot)
            await pilot.press(*typed.split())
            await still(pilot)
            faint[f"{type(screen).__name__}, typed"] = await faint_in_every_look(pilot)
            await pilot.press("f1")
            await until(pilot, lambda: type(gate.screen).__name__ == "ReadingScreen")
            await pilot.press("escape")
            await gate.pop_screen()
    assert not {name: bad for name, bad in faint.items() if bad}


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
        await pilot.press("slash")
        await still(pilot)
        left = "".join(
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline
        )
        assert any(client.name in left for client in desk.caseload.clients.values()), "where the list was left"
