"""Real processes, killed by the system at one of the calls with which an act changes the disk.

IPSTUI_CRASH_RUNS says how many calls of each act are tried (3 for every 20); all of them from 400 on.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.crash.acted import at_peace, by_passphrase, fill, vaults
from tests.crash.planted import Planted

STRACE = shutil.which("strace")
pytestmark = [
    pytest.mark.crash,
    pytest.mark.posix("strace"),
    pytest.mark.skipif(STRACE is None, reason="strace kills at a call"),
]

RUNS = int(os.environ.get("IPSTUI_CRASH_RUNS", "20"))
ACTOR = Path(__file__).with_name("actor.py")
CALLS = "write,fsync,rename,link,unlink,mkdir,ftruncate"

ACTS = [("erase", False), ("erase", True), ("encrypt", False), ("passphrase", True), ("put_back", False),
        ("bring_home", False), ("subject_access", False)]  # fmt: skip


def traced(path: Path, act: str, *how: str) -> subprocess.CompletedProcess[str]:
    command = [str(STRACE), "-f", "-q", "-e", f"trace={CALLS}", *how, sys.executable, "-B", str(ACTOR), str(path), act]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(("act", "sealed"), ACTS, ids=[f"{act}-{sealed}" for act, sealed in ACTS])
def test_killed_at_a_call_the_next_opening_puts_it_right(tmp_path: Path, act: str, sealed: bool) -> None:
    def prepared(name: str) -> Path:
        path = tmp_path / name / "cases.json"
        fill(path, vaults()[0] if sealed else None, Planted()).close()
        return path

    whole = traced(prepared("whole"), act)
    assert whole.stdout == "done\n", whole.stderr[-2000:]
    named = re.findall(rf"^(?:\[pid +\d+\] )?({CALLS.replace(',', '|')})\(", whole.stderr, re.MULTILINE)
    moments = [
        (call, named[: at + 1].count(call)) for at, call in enumerate(named)
    ]  # strace counts each kind by itself
    assert len(moments) > 12
    spread = 3 * RUNS // 20
    tried = (
        moments if RUNS >= 400 else [moments[len(moments) * (2 * turn + 1) // (2 * spread)] for turn in range(spread)]
    )

    def killed(moment: tuple[str, int]) -> Path:
        call, count = moment
        path = prepared(f"killed-{call}-{count}")
        ran = traced(path, act, "-e", f"inject={call}:signal=KILL:when={count}")
        assert ran.returncode in (-9, 137), ran.stderr[-2000:]
        return path

    with ThreadPoolExecutor(2) as pool:
        for path in pool.map(killed, tried):
            at_peace(path, act, by_passphrase)
