"""500 clients with 100,000 events: how much memory the open caseload and the review of it take, in clear and sealed."""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.large import ROOT
from tests.bench.made import TODAY, clock, make

PASSPHRASE = "four plain unrelated words"


def resident() -> float:
    """Megabytes of this process in memory now, or at its highest where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return highest()
    return pages * resource.getpagesize() / 1e6


def highest() -> float:
    """The most that this process ever had in memory, in megabytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def measured(path: Path) -> tuple[float, float, float, float]:
    """Megabytes with nothing open, with the file open, with the review derived, and the most in all, saving once."""
    from ipstui.casework.people import Client
    from ipstui.desk import Desk
    from ipstui.store.caseload import Caseload
    from ipstui.store.errors import NeedsPassphrase
    from ipstui.store.vault import Vault

    empty = resident()
    try:
        caseload = Caseload.open(path, clock=clock)
    except NeedsPassphrase as locked:
        caseload = Caseload.open(path, clock=clock, vault=Vault.unlock(locked.slots, PASSPHRASE))
    with caseload:
        opened = resident()
        desk = Desk(caseload, lambda: TODAY)
        desk.review()
        reviewed = resident()
        desk.record(Client(id="one-more", name="One More"), label="added")
        return empty, opened, reviewed, highest()


def seal(path: Path, to: Path) -> None:
    """The same tables, encrypted."""
    from ipstui.store.storage import FileStorage
    from ipstui.store.vault import Vault

    plain = FileStorage.open(path)
    FileStorage.create(to, vault=Vault.create(PASSPHRASE)[0], tables=plain.read()).close()
    plain.close()


def main() -> None:
    """Each measurement in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=500)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.open:
        print(*measured(asked.open))
        return
    with tempfile.TemporaryDirectory() as folder:
        plain, sealed = Path(folder) / "plain.json", Path(folder) / "sealed.json"
        make(plain, asked.clients, asked.events)
        seal(plain, sealed)
        print(f"{asked.clients} clients, {asked.events} events, {plain.stat().st_size / 1e6:.0f} MB in clear")
        for path in (plain, sealed):
            again = [sys.executable, "-m", "tests.bench.memory", "--open", str(path)]
            told = subprocess.check_output(again, cwd=ROOT, text=True).split()
            empty, opened, reviewed, peak = (float(each) for each in told)
            print(
                f"{path.stem}: {opened:.0f} MB open, {reviewed:.0f} MB with the review, at most {peak:.0f} MB "
                f"while opening and saving (the program alone: {empty:.0f} MB)"
            )


if __name__ == "__main__":
    main()
