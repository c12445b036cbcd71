"""500 clients with 100,000 events: opening and folding them, a key press to the repainted screen, and finding."""

from __future__ import annotations

import argparse
import compileall
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.made import TODAY, clock, make
from tests.bench.terminal import ROOT, Terminal, python

DOWN, PAGE_DOWN, ENTER, ESC, FIND = "\x1b[B", "\x1b[6~", "\r", "\x1b", "\x06"
SOUGHT = ("w", "ring", "operative")


def opening(path: Path) -> tuple[float, float]:
    """Seconds to open the file, and to derive every casefile and the review, in this process."""
    from ipstui.desk import Desk
    from ipstui.store.caseload import Caseload

    began = time.perf_counter()
    with Caseload.open(path, clock=clock) as caseload:
        opened = time.perf_counter()
        Desk(caseload, lambda: TODAY).review()
        return opened - began, time.perf_counter() - opened


def told(what: str, times: list[float]) -> str:
    """One line about presses of a key."""
    target = " (target: median under 30 ms)" if len(times) > 1 else ""
    return f"{what}: median {median(times) * 1000:.0f} ms, longest {max(times) * 1000:.0f} ms{target}"


def main() -> None:
    """Each opening in a process of its own; keys in one sitting at 120 columns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.open:
        print(*opening(asked.open))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.json"
        make(path, asked.clients, asked.events)
        print(f"{asked.clients} clients, {asked.events} events, {path.stat().st_size / 1e6:.0f} MB")
        again = [sys.executable, "-m", "tests.bench.large", "--open", str(path)]
        compileall.compile_dir(ROOT / "ipstui", quiet=2)  # as an installed program is
        runs = [subprocess.check_output(again, cwd=ROOT, text=True).split() for _ in range(asked.rounds)]
        opened, folded = (median(float(run[part]) for run in runs) for part in (0, 1))
        print(f"open {opened:.2f} s + fold and review {folded:.2f} s = {opened + folded:.2f} s (target: under 2 s)")
        command = python("-m", "ipstui", "--db", str(path), "--today", TODAY.isoformat())
        terminal = Terminal(command, home=Path(folder))
        shown = terminal.finished(quiet=2) - terminal.started
        print(f"from the command to the review on the screen: {shown:.2f} s")
        began = terminal.worked
        print(told("key press on the review", [terminal.press(key) for key in [DOWN] * 20 + [PAGE_DOWN] * 10]))
        print(f"of the processor: {(terminal.worked - began) / 30 * 1000:.0f} ms a key")
        print(told(f"opening a person with {asked.events // asked.clients} events", [terminal.press(ENTER)]))
        print(told("key press on their timeline", [terminal.press(DOWN) for _ in range(20)]))
        for number, sought in enumerate(SOUGHT):
            terminal.press(FIND, quiet=0.0 if number == 0 else 3)
            began = terminal.worked
            found, worked = terminal.until(sought, "newest first") * 1000, (terminal.worked - began) * 1000
            ready = "typed as it opens" if number == 0 else "typed once it is open"
            print(f"first of what “{sought}” finds, {ready}: {found:.0f} ms, {worked:.0f} ms of the processor")
            terminal.press(ESC, quiet=1)
        terminal.close()


if __name__ == "__main__":
    main()
