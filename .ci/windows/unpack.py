"""Unpacks the interpreter and wheels for the tests under Wine: `python3 unpack.py PYTHON.zip WHEELS INTO`.

Ours is left out, for the tests run on the checkout. Only what changed is unpacked again.
"""

from __future__ import annotations

import compileall
import shutil
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).parent


def main(python: Path, wheels: Path, into: Path) -> None:
    """Unpack, and compile where this Python makes the bytecode that the other one reads."""
    mark = into / "unpacked"
    found = "\n".join([(HERE / "python.txt").read_text("utf-8"), *sorted(wheel.name for wheel in wheels.glob("*.whl"))])
    if not mark.exists() or mark.read_text("utf-8") != found:
        shutil.rmtree(into, ignore_errors=True)
        (into / "site").mkdir(parents=True)
        with zipfile.ZipFile(python) as held:
            for name in held.namelist():
                if name.startswith("cp311/") and not name.endswith("/"):
                    (into / name.removeprefix("cp311/")).write_bytes(held.read(name))
        for wheel in sorted(wheels.glob("*.whl")):
            if not wheel.name.startswith("ipstui-"):
                with zipfile.ZipFile(wheel) as held:
                    held.extractall(into / "site")
        if sys.version_info[:2] == (3, 11):
            compileall.compile_dir(into / "site", maxlevels=40, quiet=2)
        mark.write_text(found, "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
