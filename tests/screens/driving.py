"""Driving the program as a person does, and reading what is on the screen."""

from contextlib import asynccontextmanager
from datetime import date

from textual.widgets import Input, Select

from ipstui.screens.client.screen import ClientScreen
from ipstui.widgets.form import FieldLine
from ipstui.widgets.lines import Lines
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
    rows = lines(app, name)._rows
    return "\n".join("  ".join(getattr(row, "cells", ())) for row in rows)


async def until(pilot, true, tries=60):
    """Wait for something; fail when it does not come about."""
    for _ in range(tries):
        if true():
            return
        await pilot.pause(0.02)
    raise AssertionError("it did not come about")


async def show(pilot, client):
    """Open one client's screen."""
    screen = ClientScreen(client.id)
    await pilot.app.push_screen(screen)
    await pilot.pause()
    return screen


def lines(app, name=None):
    """The list on the screen."""
    return app.screen.query_one(f"#{name}" if name else Lines, Lines)


async def point_at(pilot, key, name=None):
    """Put the cursor on a line."""
    listed = lines(pilot.app, name)
    listed.highlighted = next(i for i, option in enumerate(listed.options) if option.id == key)
    await pilot.pause()


def fill(app, **texts):
    """Fill fields of the dialog in, by name."""
    for line in app.screen.query(FieldLine):
        if line.field.name in texts:
            text = texts.pop(line.field.name)
            for select in line.query(Select):
                select.value = text
            for field in line.query(Input):
                field.value = text
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
