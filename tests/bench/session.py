"""How much of the processor a change of hours takes in a session: from the key to figures, months and chart."""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import msgspec

from ipstui.demo import demo_caseload
from ipstui.desk import Desk
from ipstui.shell.app import IpsApp
from ipstui.store.caseload import Caseload

TODAY = date(2026, 11, 23)
TARGET = 50.0


async def measure(size: tuple[int, int], rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of the processor to act and draw: a change of hours, and a change of pay with its new curve."""
    from ipstui.screens.session.screen import SessionScreen

    made = demo_caseload(TODAY)
    with tempfile.TemporaryDirectory() as folder, Caseload.create(Path(folder) / "cases.json") as caseload:
        everything = (*made.clients, *made.employers, *made.vacancies, made.settings, *made.events)
        caseload.record(*everything, label="made-up caseload")
        app = IpsApp(Desk(caseload, lambda: TODAY, made_up=True))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            screen = SessionScreen("donna")
            await app.push_screen(screen)
            await pilot.pause(0.5)
            facts = msgspec.structs.replace(screen.talk.facts, universal_credit="yes", claim_day=9)
            paid = msgspec.structs.replace(screen.talk.choice, cycle="four_weekly", first_pay_day=date(2026, 12, 11))
            screen.talk.take(facts, paid)
            screen._change()
            await pilot.pause(0.5)
            found: tuple[list[float], list[float]] = ([], [])
            for number in range(rounds):
                down = number // 10 % 2
                for times, act in zip(
                    found,
                    (
                        screen.action_hours_down if down else screen.action_hours_up,
                        screen.action_pay_down if down else screen.action_pay_up,
                    ),
                    strict=True,
                ):
                    began = time.process_time()
                    act()
                    if times is found[1]:
                        screen._points_of = None
                        screen._new_curve(screen._wanted)
                    painted(screen)
                    times.append((time.process_time() - began) * 1000)
                    await pilot.pause()
            return found


def painted(screen: object) -> None:
    """Lay out and render the whole screen, as the next frame does."""
    screen._refresh_layout()  # type: ignore[attr-defined]
    screen._compositor.render_strips()  # type: ignore[attr-defined]


def main() -> None:
    """Print medians and the slowest twentieth at both sizes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    for size in ((80, 24), (120, 40)):
        hours, pay = asyncio.run(measure(size, rounds))
        for what, times in (("hours", hours), ("pay, with its curve", pay)):
            worst = quantiles(times, n=20)[-1]
            print(f"{size[0]}x{size[1]}  {what:<20} median {median(times):5.1f} ms  p95 {worst:5.1f} ms")
    print(f"target for a change of hours: median under {TARGET:.0f} ms")


if __name__ == "__main__":
    main()
