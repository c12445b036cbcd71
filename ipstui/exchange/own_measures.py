"""Measures of one's own: the files in the folder beside the case file, read; and the template to begin one from."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from calculators.reference import data_folder
from ipstui.casework.checks import Unfit
from ipstui.reports.measures import AnyMeasure, MeasureFile, joined, read_measures
from ipstui.store.disk import read_found, reason

_LARGEST = 200_000
"""Bytes of one file: a hundred measures take less."""
TEMPLATE = "connect-to-work.json"


class OwnMeasures(msgspec.Struct, frozen=True, kw_only=True):
    """What the folder holds. `problems` are a sentence for each file that cannot be counted, which is left out."""

    files: tuple[MeasureFile, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[AnyMeasure, ...]:
        """The shipped measures and these."""
        return joined(self.files)


def own_measures(folder: Path) -> OwnMeasures:
    """Return the measures of every .json file in a folder, by name; of none where there is no such folder."""
    files: list[MeasureFile] = []
    problems: list[str] = []
    try:
        names = sorted(name for name in os.listdir(folder) if name.casefold().endswith(".json"))
    except FileNotFoundError:
        return OwnMeasures()
    except OSError as error:
        return OwnMeasures(problems=(f"{folder.name}: the folder cannot be read: {reason(error)}.",))
    for name in names:
        try:
            read = read_file(folder / name)
            joined([*files, read])
        except Unfit as refused:
            said = refused.problem
            problems.append(said if said.startswith(name) else f"{name}, {said}")
        else:
            files.append(read)
    return OwnMeasures(files=tuple(files), problems=tuple(problems))


def read_file(path: Path) -> MeasureFile:
    """Return the measures of one file. Raises Unfit, which names it; a pipe would be waited for without end."""
    try:
        content = read_found(path, _LARGEST)
    except OSError as error:
        raise Unfit("measures", f"{path.name}: it cannot be read: {reason(error)}.") from None
    if len(content) > _LARGEST:
        raise Unfit("measures", f"{path.name}: it is larger than {_LARGEST:,} bytes, which no file of measures is.")
    return read_measures(content, path.name)


def write_template(folder: Path) -> Path:
    """Write the template into the folder, where no file of its name may lie. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = (data_folder() / "measures" / "connect_to_work.json").read_bytes()
    with (folder / TEMPLATE).open("xb") as file:
        file.write(content)
    return folder / TEMPLATE
