"""From a file to a book: which kind it is by what it holds, never by its name; and every reason to refuse it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

from ipstui.exchange.sheet.book import Book
from ipstui.exchange.sheet.refused import SheetRefused
from ipstui.store.disk import reason

LARGEST_FILE = 100 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BINARY = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_OTHERS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a document",
    b"MZ": "a program",
    b"\x1f\x8b": "a compressed file",
    b"Rar!": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
}


def read_file(path: Path) -> bytes:
    """The bytes of the file. Raises SheetRefused where there is none, or it is far too large."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SheetRefused("missing", f"{path.name} is not a file.")
        if size > LARGEST_FILE:
            raise SheetRefused("too_large", f"{path.name} has {size // 1024**2} MB; 100 MB is the most that is read.")
        return path.read_bytes()
    except FileNotFoundError:
        raise SheetRefused("missing", f"There is no file {path}.") from None
    except OSError as problem:
        raise SheetRefused("missing", f"{path.name} cannot be read: {reason(problem)}.") from None


def open_book(path: Path) -> Book:
    """Read a spreadsheet: xlsx, xls, ods, csv in any usual encoding, or an HTML table. Raises SheetRefused."""
    data = read_file(path)
    book = _read(data, path.name)
    book.digest = hashlib.sha256(data).hexdigest()
    if not any(tab.rows for tab in book.tabs):
        raise SheetRefused("empty", f"{path.name} is empty: there is nothing on any of its sheets.")
    return book


def _read(data: bytes, name: str) -> Book:
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf"):
        raise SheetRefused("empty", f"{name} is empty.")
    if data.startswith(b"PK"):
        return _zipped(data, name)
    if data.startswith(_OLE):
        return _old(data, name)
    if data.startswith(_OLD_BINARY):
        raise SheetRefused(
            "old_binary", f"{name} was written by an Excel of before 1997. Open it in Excel and save it as .xlsx."
        )
    for mark, what in _OTHERS.items():
        if data.startswith(mark):
            raise SheetRefused("not_a_spreadsheet", f"{name} is {what}, not a spreadsheet.")
    if data[:4] == _OLE[:4]:
        raise SheetRefused("cut_off", f"{name} is cut off: only its beginning is there. Copy it again.")
    from ipstui.exchange.sheet.delimited import read_text

    return read_text(data, name)


def _zipped(data: bytes, name: str) -> Book:
    from ipstui.exchange.sheet.cells import read_cells

    cut = SheetRefused("cut_off", f"{name} is cut off or damaged: its end is missing. Copy it again.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError):
        raise cut from None
    with archive:
        infos = archive.infolist()
        unpacked = sum(info.file_size for info in infos)
        if unpacked > LARGEST_UNPACKED or len(infos) > 10_000:
            raise SheetRefused(
                "too_large",
                f"{name} unpacks to {unpacked // 1024**2} MB; 200 MB is the most that is read. "
                "Copy the rows that are needed to a new sheet.",
            )
        if any(info.flag_bits & 1 for info in infos):
            raise SheetRefused("encrypted", _locked(name))
        try:
            # Also counts what each part really unpacks to: more than it says is a damaged file.
            if archive.testzip() is not None:
                raise cut
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
            raise cut from None
        held = set(archive.namelist())
        if "xl/workbook.xml" in held or any(each.lower() == "xl/workbook.xml" for each in held):
            return read_cells(data, name, "xlsx", archive)
        if "xl/workbook.bin" in held:
            return read_cells(data, name, "xlsx")
        if "content.xml" in held:
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in held else b""
            if b"encryption-data" in manifest:
                raise SheetRefused("encrypted", _locked(name))
            kind = archive.read("mimetype") if "mimetype" in held else b"spreadsheet"
            if b"spreadsheet" in kind:
                return read_cells(data, name, "ods")
        what = "a document" if "word/document.xml" in held else "a packed file"
        raise SheetRefused("not_a_spreadsheet", f"{name} is {what}, not a spreadsheet.")


def _old(data: bytes, name: str) -> Book:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise SheetRefused("encrypted", _locked(name))
    if holds("WordDocument") or not (holds("Workbook") or holds("Book")):
        directory = 512 * (int.from_bytes(data[48:52], "little") + 1)
        if len(data) % 512 or directory >= len(data):
            raise SheetRefused("cut_off", f"{name} is cut off: only a part of it is there. Copy it again.")
        raise SheetRefused("not_a_spreadsheet", f"{name} is an old Office file, but not a spreadsheet.")
    from ipstui.exchange.sheet.cells import read_cells

    return read_cells(data, name, "xls")


def _locked(name: str) -> str:
    return (
        f"{name} is protected by a password, which ipstui does not ask for. Open it in Excel, save a copy without a "
        "password, bring that in, and delete the copy."
    )
