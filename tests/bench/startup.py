"""From the command to the first complete review of the demo, beside a bare Textual app in the same run."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path
from statistics import median

from tests.bench.terminal import ROOT, Terminal, python

TARGET = 1.5


def once(command: list[str], home: Path, sign: str, columns: int, rows: int) -> float:
    """Seconds from starting the command to its first complete screen, which must say `sign`."""
    terminal = Terminal(command, columns=columns, rows=rows, home=home)
    done = terminal.finished()
    if not any(sign in line for line in terminal.lines):
        raise SystemExit("\n".join([f"{sign!r} is not on the screen:", *terminal.lines]))
    terminal.close()
    return done - terminal.started


def main() -> None:
    """Measure in turns, so that what else the machine does falls on both alike."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--columns", type=int, default=80)
    parser.add_argument("--rows", type=int, default=24)
    given = parser.parse_args()
    rounds, size = given.rounds, (given.columns, given.rows)
    with tempfile.TemporaryDirectory() as folder:
        home, kept = Path(folder), Path(folder) / "kept.json"
        commands = {
            "bare": (python("-m", "tests.bench.bare"), "Person 20"),
            "demo": (python("-m", "ipstui", "demo"), "MADE-UP"),
            "kept": (python("-m", "ipstui", "--db", str(kept)), "MADE-UP"),
        }
        subprocess.run(python("-m", "ipstui", "demo", "--keep", str(kept), "--no-screen"), cwd=ROOT, check=True)
        for command, sign in commands.values():
            once(command, home, sign, *size)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, (command, sign) in commands.items():
                times[name].append(once(command, home, sign, *size))
    labels = {
        "bare": "bare Textual app, one DataTable",
        "demo": "ipstui demo, 24 people",
        "kept": "ipstui --db, the same people saved",
    }
    for name, label in labels.items():
        ratio = median(one / bare for one, bare in zip(times[name], times["bare"], strict=True))
        print(f"{label:<36} {median(times[name]) * 1000:6.0f} ms   {ratio:4.2f} x bare")
    print(f"median of {rounds} at {size[0]}x{size[1]}, taken in turns; target for the demo: at most {TARGET} x bare")


if __name__ == "__main__":
    main()
