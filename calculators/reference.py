"""Where the reference data is: beside the packages in a checkout, inside this one in an installed wheel."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path


@cache
def data_folder() -> Path:
    """The folder that holds `rates/`, `licence/` and `demo/`.

    Raises FileNotFoundError when the installation is incomplete.
    """
    here = Path(os.path.abspath(__file__)).parent  # not resolved: that fails at paths longer than Windows likes
    for folder in (here / "data", here.parent / "data"):
        if (folder / "bank_holidays.json").is_file():
            return folder
    raise FileNotFoundError("ipstui's reference data is missing: install it again")
