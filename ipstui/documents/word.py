"""A Word file from a title and blocks, which is what employers open: A4, 12 points, headings a screen reader follows.

The file says nothing of its maker: no author, no name of a program, no day. What is to be read in it is in its blocks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from docx.document import Document


class Heading(msgspec.Struct, frozen=True):
    """What the blocks after it are about."""

    text: str


class Paragraph(msgspec.Struct, frozen=True):
    """Running text; its line ends are kept, as in an address."""

    text: str
    strong: bool = False


class Items(msgspec.Struct, frozen=True):
    """Things of one kind, a line each behind a bullet."""

    items: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True):
    """Two columns without lines: when or what, and the text that goes with it."""

    rows: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Items | Rows

_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no XML file may hold (XML 1.0, 2.2): a control character that was pasted with the text."""


def as_word(title: str, blocks: Sequence[Block]) -> bytes:
    """Return the whole file, `.docx`, to be written by whoever knows where files may lie."""
    import docx

    document = docx.Document()
    _set_page(document)
    _set_nobody(document, title)
    if title:
        document.add_heading(_clean(title), level=1)
    for block in blocks:
        _add(document, block)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(text):
            document.add_heading(_clean(text), level=2)
        case Paragraph(text, strong):
            document.add_paragraph().add_run(_clean(text)).bold = strong or None
        case Items(items):
            for item in items:
                document.add_paragraph(_clean(item), style="List Bullet")
        case Rows(rows):
            from docx.shared import Cm

            table = document.add_table(rows=0, cols=2)
            table.autofit = False
            for pair in rows:
                for cell, text, width in zip(table.add_row().cells, pair, (4, 12), strict=True):
                    cell.text, cell.width = _clean(text), Cm(width)


def _set_page(document: Document) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2.5)
    for name, size in (("Normal", 12), ("Heading 1", 16), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = "Arial", Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # a font of the theme would win over the one named
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _set_nobody(document: Document, title: str) -> None:
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.keywords = about.category = about.subject = ""
    about.title = _clean(title)[:255]
    for dated in ("created", "modified"):
        for element in about._element.xpath(f"dcterms:{dated}"):
            about._element.remove(element)


def _clean(text: str) -> str:
    return _UNREADABLE.sub("", text)
