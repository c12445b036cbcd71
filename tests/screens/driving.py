"""Driving the program as a person does, and reading what is on the screen."""

from contextlib import asynccontextmanager, suppress
from datetime import date

from textual.css.query import NoMatches

from ipstui.screens.choose import ChooseScreen
from ipstui.screens.client.screen import ClientScreen
from ipstui.widgets.form import FieldLine
from ipstui.widgets.lines import Line, Lines
from ipstui.widgets.problem import Problem

TODAY = date(2026, 11, 23)  # a Monday


@asynccontextmanager
async def opened(app, size=(80, 24)):
    """Run the program until the block ends."""
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


def client_named(app, part):
    """The client whose name holds this."""
    return next(c for c in app.desk.caseload.clients.values() if part in c.name)


def seen(app):
    """Everything on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def cells(app):
    """Everything on the screen with runs of blanks as one, so that a sentence broken over lines can be found."""
    return " ".join(seen(app).replace("│", " ").split())


def toasts(app):
    """What was said for a moment, newest last."""
    return [notification.message for notification in app._notifications]


async def said(pilot, text):
    """Wait until this is said; fail when it is not."""
    await until(pilot, lambda: any(text in message for message in toasts(pilot.app)))


def listed(app, name=None):
    """Every line of the list, nothing cut off."""
    rows = lines(app, name).rows
    return "\n".join("  ".join(getattr(row, "cells", ())) for row in rows)


async def until(pilot, true, tries=3000):
    """Wait for something; fail when it does not come about. A screen that is not composed yet holds none of it.

    A minute or more: a failing test may be slow, a slow machine is no failure.
    """
    for _ in range(tries):
        with suppress(NoMatches):
            if true():
                return
        await pilot.pause(0.02)
    raise AssertionError("it did not come about")


async def still(pilot):
    """Wait until nothing on the screen changes any more."""
    before = None
    while (now := seen(pilot.app)) != before:
        before = now
        await pilot.pause()
    await pilot.pause()


async def settle(pilot):
    """Wait until nothing moves, and let what was said for a moment go: ready for a picture."""
    await still(pilot)
    pilot.app.clear_notifications()
    await still(pilot)


async def show(pilot, client):
    """Open one client's screen."""
    screen = ClientScreen(client.id)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


def lines(app, name=None):
    """The list on the screen."""
    return app.screen.query_one(f"#{name}" if name else Lines, Lines)


def under(app, name=None):
    """The id of what the line under the cursor means."""
    target = lines(app, name).target
    return target.id if target is not None else None


def ids(app, name=None):
    """The ids of what the lines mean, from the top."""
    return [target.id for target in lines(app, name).targets]


async def point_at(pilot, target, name=None):
    """Put the cursor on the line that means this."""
    lines(pilot.app, name).go_to(target)
    await pilot.pause()


def offered(app):
    """The choices of the choosing screen, in order."""
    return [row.cells[0] for row in lines(app).rows if isinstance(row, Line)]


async def choose(pilot, text, screen=None):
    """Take the line of the choosing screen that begins with this, until it is gone or this screen is there."""
    await until(pilot, lambda: isinstance(pilot.app.screen, ChooseScreen))
    await pilot.pause()
    listed = lines(pilot.app)
    row = next(row for row in listed.rows if isinstance(row, Line) and row.cells[0].startswith(text))
    listed.go_to(row.target)
    listed.action_select()
    await until(
        pilot,
        lambda: isinstance(pilot.app.screen, screen) if screen else not isinstance(pilot.app.screen, ChooseScreen),
    )
    await pilot.pause()


def fill(app, **texts):
    """Fill fields of the dialog in, by name."""
    for line in app.screen.query(FieldLine):
        if line.field.name in texts:
            line.text = texts.pop(line.field.name)
    assert not texts, f"no such fields: {list(texts)}"


def filled(app):
    """What the fields of the dialog hold, by name."""
    return {line.field.name: line.text for line in app.screen.query(FieldLine)}


async def save(pilot):
    """Save the dialog, as Enter does."""
    await pilot.app.screen.action_save()
    await pilot.pause()
    await pilot.pause()


def problem(app):
    """What the dialog says is wrong; "" when nothing is."""
    line = app.screen.query_one(Problem)
    return str(line.content) if line.has_class("-shown") else ""
