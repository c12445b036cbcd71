"""Draws the pictures of the README from the demo, on a fixed day: `python -m tests.bench.screenshot`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from datetime import date
from pathlib import Path

from ipstui.commands.demo import make_demo
from ipstui.commands.opening import Sitting
from ipstui.desk import Desk
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload
from tests.bench.terminal import ROOT

SITTING = Sitting(fixed=date(2026, 11, 25))
SIZE = (124, 36)
PERSON = "John"


def svg(app: IpsApp) -> str:
    """The screen as a picture that fetches nothing when it is looked at."""
    drawn = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot(title="ipstui, made-up people"))
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


async def draw(folder: Path) -> None:
    """Write `screenshot.svg`, the review, and `client.svg`, one person's way."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "demo.json"
        make_demo(SITTING, path)
        with Caseload.open(path, clock=SITTING.now) as caseload:
            app = IpsApp(Desk(caseload, lambda: SITTING.today, made_up=True))
            async with app.run_test(size=SIZE) as pilot:
                await pilot.pause()
                (folder / "screenshot.svg").write_text(svg(app), encoding="utf-8")
                person = next(client for client in caseload.clients.values() if client.name.startswith(PERSON))
                app.open_client(person.id)
                await pilot.pause()
                (folder / "client.svg").write_text(svg(app), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(ROOT / ".github"))
