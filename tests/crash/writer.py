"""A process that saves events until it is killed, and says each one's number once it was told "saved".

`python writer.py PATH HOW COUNT [--reopen]`: HOW is plain, encrypted, or early (a planted mistake: it says so
too soon).
With --reopen each event is opened, saved and closed by itself, as commands beside each other do.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from ipstui.store.errors import Busy, NeedsPassphrase
from ipstui.store.storage import FileStorage
from ipstui.store.tables import CaseTables
from ipstui.store.vault import Vault

PASSPHRASE = "four plain unrelated words"


def opened(path: str) -> FileStorage:
    vault = None
    while True:
        try:
            return FileStorage.open(path, vault=vault)
        except NeedsPassphrase as asked:
            vault = Vault.unlock(asked.slots, PASSPHRASE)
        except Busy:
            time.sleep(0.02)  # as one who waits; what reads all the time keeps Windows from renaming


def main(path: str, how: str, count: int, reopen: bool) -> None:
    store = opened(path)
    tables = CaseTables(store)
    number = len(tables.table("events"))
    os.write(1, b"ready\n")
    for turn in range(number, number + count):
        if reopen and turn > number:
            tables = CaseTables(opened(path))
        if how == "early":
            os.write(1, f"{turn}\n".encode())
        row = {"n": turn, "by": os.getpid(), "note": "x" * 300}
        tables.table("events").insert(row)
        if how != "early":
            os.write(1, f"{turn}\n".encode())
        if reopen:
            tables.close()
            time.sleep(0.001)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), "--reopen" in sys.argv)
