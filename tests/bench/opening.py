"""How long it takes from Enter on a person with many events until their screen is drawn, the first time and again."""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.made import TODAY, make
from tests.bench.terminal import Terminal, python

ESC, ENTER = "\x1b", "\r"


def main() -> None:
    """One sitting: the first opening waits for nothing if the program had a moment to get ready."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.json"
        make(path, 5, asked.events * 5)
        command = python("-m", "ipstui", "--db", str(path), "--today", TODAY.isoformat())
        terminal = Terminal(command, home=Path(folder))
        terminal.finished(quiet=2)
        time.sleep(2)
        times, worked = [], []
        for _ in range(asked.rounds):
            before = terminal.worked
            times.append(terminal.press(ENTER, quiet=0.5) * 1000)
            worked.append((terminal.worked - before) * 1000)
            terminal.press(ESC, quiet=0.5)
        terminal.close()
        rest = f"then median {median(times[1:]):.0f} ms, longest {max(times[1:]):.0f} ms"
        print(f"{asked.events} events: first {times[0]:.0f} ms, {rest} (target: under 100 ms)")
        print(f"of the processor, whatever else the machine does: median {median(worked[1:]):.0f} ms")


if __name__ == "__main__":
    main()
