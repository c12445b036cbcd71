"""The wheel as it is handed out holds everything the program reads, and works away from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def shipped(package: str, suffixes: tuple[str, ...] = ()) -> set[str]:
    """Every file of a package, or those with one of the endings."""
    files = (path for path in (ROOT / package).rglob("*") if path.is_file() and path.suffix != ".pyc")
    found = (path for path in files if not suffixes or path.suffix in suffixes)
    return {path.relative_to(ROOT).as_posix() for path in found}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it with the backend itself: no isolated environment, so nothing is fetched."""
    folder = tmp_path_factory.mktemp("wheel")
    ran = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, program: str, *args: str) -> str:
    """Run a program that can see the wheel and its dependencies, but neither the checkout nor its data."""
    ran = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=unpacked.parent,
        env={**os.environ, "PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_module_style_sheet_and_data_file_is_in_the_wheel(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    code = shipped("ipstui") | shipped("calculators")
    data = {f"calculators/{name}" for name in shipped("data")}
    assert any(name.endswith("app.tcss") for name in code)
    assert len(data) > 20
    assert held == code | data


def test_nothing_general_lands_beside_other_packages(unpacked: Path) -> None:
    tops = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert tops == {"ipstui", "calculators"}


def test_the_data_files_are_the_same_and_readable(unpacked: Path) -> None:
    for name in shipped("data", (".json",)):
        text = (unpacked / "calculators" / PurePosixPath(name)).read_text(encoding="utf-8")
        assert json.loads(text) == json.loads((ROOT / name).read_text(encoding="utf-8")), name


def test_every_style_sheet_loads_from_the_wheel(unpacked: Path) -> None:
    program = """
import importlib, pkgutil, sys
from pathlib import Path
import ipstui, ipstui.screens, ipstui.widgets
from textual.app import App
from textual.css.stylesheet import Stylesheet
from ipstui.shell.app import IpsApp
from ipstui.shell.themes import THEMES

root = Path(ipstui.__file__).resolve().parent
assert root.is_relative_to(Path(sys.argv[1]).resolve()), root
for package in (ipstui.screens, ipstui.widgets):
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(each.name)
named = set()
waiting = [IpsApp]
from textual.dom import DOMNode
waiting += DOMNode.__subclasses__()
while waiting:
    kind = waiting.pop()
    waiting += kind.__subclasses__()
    paths = kind.__dict__.get("CSS_PATH") if kind.__module__.startswith("ipstui") else None
    for path in [paths] if isinstance(paths, str) else paths or []:
        named.add((Path(sys.modules[kind.__module__].__file__).parent / path).resolve())
variables = THEMES[0].to_color_system().generate() | dict(THEMES[0].variables)
for path in root.rglob("*.tcss"):
    assert path in named, f"{path.name} is used by no screen"
    sheet = Stylesheet(variables=App().get_css_variables() | variables)
    sheet.read(path)
    sheet.parse()
assert named == set(root.rglob("*.tcss"))
print(len(named))
"""
    assert int(run(unpacked, program, str(unpacked))) > 5


def test_the_main_job_runs_from_the_wheel(unpacked: Path) -> None:
    program = "import sys; from ipstui.__main__ import main; sys.argv = ['ipstui', *sys.argv[1:]]; main()"
    printed = run(unpacked, program, "demo", "--no-screen")
    assert "John" in printed


@pytest.fixture
def installed_names() -> Iterator[str]:
    from importlib.metadata import entry_points

    return (script.value for script in entry_points(group="console_scripts") if script.name == "ipstui")


def test_the_command_is_the_module(installed_names: Iterator[str]) -> None:
    assert set(installed_names) == {"ipstui.__main__:main"}


def runtime() -> dict[str, Distribution]:
    """What ipstui needs while it runs, by name, from the dependencies of pyproject and theirs in turn."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    found: dict[str, Distribution] = {}
    waiting = [(Requirement(each), {""}) for each in needed]  # with the extras that whoever needs it was asked with
    while waiting:
        one, asked = waiting.pop()
        name = canonicalize_name(one.name)
        if any(one.marker is None or one.marker.evaluate({"extra": extra}) for extra in asked):
            known = name in found
            held = found.setdefault(name, distribution(one.name))
            if one.extras or not known:
                waiting += [(Requirement(each), one.extras | {""}) for each in held.requires or []]
    return found


def test_the_page_for_it_tells_licences_and_compiled_packages_as_they_are() -> None:
    page = (ROOT / "ipstui" / "guide" / "it.md").read_text("utf-8")
    packages = runtime()
    assert len(packages) > 20
    assert f"{len(packages)} Python packages" in page
    assert f"{len(packages) + 1} files" in page  # as wheels, with ours
    for name, each in packages.items():
        said = [each.metadata.get(field) or "" for field in ("License-Expression", "License")]
        stated = " ".join([*said, *(each.metadata.get_all("Classifier") or [])])
        if not any(known in stated for known in ("MIT", "BSD", "Apache", "PSF")):
            assert f"`{each.metadata['Name']}` (" in page, f"the licence of {name}: {stated[:80]}"
        if any(file.suffix in (".so", ".pyd") for file in each.files or []):
            assert f"`{each.metadata['Name']}`" in page, f"{name} is compiled"
