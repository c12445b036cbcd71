"""A process that does one act on a case file and says so: `python actor.py PATH ACT`. It is there to be killed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from tests.crash import test_broken_off  # noqa: E402 found by the path above
from tests.crash.acted import NOW, by_passphrase  # noqa: E402


def main(path: str, act: str) -> None:
    caseload, _ = by_passphrase(Path(path))
    assert caseload.now() == NOW
    getattr(test_broken_off, act)(caseload)
    caseload.close()
    os.write(1, b"done\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
