"""Draws the pictures of README and guide from the demo, on a fixed day: `python -m tests.bench.screenshot`."""

from __future__ import annotations

import asyncio
import os
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
EMPTY = "nobody yet"


def svg(app: IpsApp) -> str:
    """The screen as a picture that fetches nothing when it is looked at."""
    drawn = re.sub(r"@font-face\s*{[^}]*}", "", app.export_screenshot(title="ipstui, made-up people"))
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


PICTURES = {
    "screenshot": ("", ""),
    "client": ("John", ""),
    "licence": ("John", "4"),
    "session": ("John", "f2"),
    "employers": ("", "f5"),
    "log": ("John", "l m"),
    "palette": ("", "ctrl+p c v"),
    "first-steps": (EMPTY, ""),
    "reports": ("", "f8 right"),
    "diary": ("", "f6"),
}
"""Each picture: whose screen, "" for the review, and the keys pressed there."""
TOUR = ("screenshot", "client", "licence", "session", "employers")
SECONDS_EACH = 4


def moving(frames: list[str]) -> str:
    """The pictures one after the other, for ever, as one picture."""
    size = re.search(r'viewBox="[^"]*"', frames[0])
    assert size is not None
    whole = len(frames) * SECONDS_EACH
    shown = []
    for place, frame in enumerate(frames):
        turns = ";".join("visible" if turn == place else "hidden" for turn in range(len(frames)))
        first = "visible" if place == 0 else "hidden"
        timing = f'<animate attributeName="visibility" calcMode="discrete" values="{turns}" dur="{whole}s"'
        shown.append(f'<g visibility="{first}">{timing} repeatCount="indefinite"/>{frame}</g>')
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size[0]}>{"".join(shown)}</svg>\n'


async def draw(folder: Path) -> None:
    """Write each picture, and `tour.svg`, which shows them in turn."""
    frames = {}
    with tempfile.TemporaryDirectory() as temporary:
        path, bare = Path(temporary) / "demo.json", Path(temporary) / "empty.json"
        make_demo(SITTING, path)
        Caseload.create(bare, clock=SITTING.now).close()
        for name, (person, keys) in PICTURES.items():
            with Caseload.open(bare if person == EMPTY else path, clock=SITTING.now) as caseload:
                app = IpsApp(Desk(caseload, lambda: SITTING.today, made_up=person != EMPTY))
                async with app.run_test(size=SIZE) as pilot:
                    await pilot.pause()
                    if person and person != EMPTY:
                        app.open_client(next(c.id for c in caseload.clients.values() if c.name.startswith(person)))
                        await pilot.pause()
                    await pilot.press(*keys.split())
                    await pilot.pause(0.5)
                    frames[name] = svg(app)
            (folder / f"{name}.svg").write_text(frames[name], encoding="utf-8")
    (folder / "tour.svg").write_text(moving([frames[name] for name in TOUR]), encoding="utf-8")


if __name__ == "__main__":
    # The pictures do not depend on the terminal they are made in: in one of few colours they would be plain.
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    asyncio.run(draw(ROOT / ".github"))
