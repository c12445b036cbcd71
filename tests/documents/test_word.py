"""A Word file: read back by the library, and by hand where the library would not show it."""

from __future__ import annotations

import zipfile
from io import BytesIO

from docx import Document

from ipstui.documents.word import Heading, Items, Paragraph, Rows, as_word

BLOCKS = (
    Paragraph("Dear Ms O'Neill\n1 High Street"),
    Heading("What I want to tell you"),
    Paragraph("So <be> it & \x0bno [/b] markup", strong=True),
    Items(("first", "second")),
    Rows((("2024", "Kitchen work"),)),
)


def test_every_block_is_read_back_in_its_order() -> None:
    document = Document(BytesIO(as_word("A letter", BLOCKS)))
    read = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert read == [
        ("Heading 1", "A letter"),
        ("Normal", "Dear Ms O'Neill\n1 High Street"),
        ("Heading 2", "What I want to tell you"),
        ("Normal", "So <be> it & no [/b] markup"),
        ("List Bullet", "first"),
        ("List Bullet", "second"),
    ]
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["2024", "Kitchen work"]
    assert round(document.sections[0].page_width.cm, 1) == 21  # type: ignore[union-attr]


def test_the_file_says_nothing_of_its_maker() -> None:
    """An employer who looks at the properties learns nothing that is not on the page, not even the day."""
    with zipfile.ZipFile(BytesIO(as_word("", BLOCKS))) as parts:
        about = (parts.read("docProps/core.xml") + parts.read("docProps/app.xml")).decode()
    for told in ("python", "ipstui", "20", "dcterms:created"):
        assert told not in about.split("?>", 1)[1].replace("2006", "").replace("2001", ""), told
