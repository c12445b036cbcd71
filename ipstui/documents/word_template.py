"""A person's own Word template, filled by docxtpl: `cv.docx` for the CV, `letter.docx` for letters.

It runs in the same sandbox as the templates in text. Where there is none, `word` makes the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.exceptions import PythonDocxError as DocxError
from jinja2 import TemplateError

from ipstui.documents.word import Block, Heading, Items, Paragraph, Rows, as_word
from ipstui.documents.words import TemplateProblem, sandbox, unknown_field

_UNREADABLE = (
    OSError, BadZipFile, LookupError, ValueError, TypeError, AttributeError, SyntaxError, ArithmeticError,
    TemplateError, DocxError,
)  # fmt: skip
"""What comes of a file that is no Word file, is damaged, or holds a template that goes wrong."""
KNOWN = ("title", "text", "paragraphs", "sections", "today", "name")


def word_file(file: Path, title: str, blocks: Sequence[Block], *, today: str, name: str) -> bytes:
    """Return the Word file: by the template `file` where there is one, else plain. Raises TemplateProblem."""
    if not file.is_file():
        return as_word(title, blocks)
    facts: dict[str, Any] = {
        "title": title, "today": today, "name": name, "sections": _sections(blocks),
        "paragraphs": [block.text for block in blocks if isinstance(block, Paragraph)],
        "text": "\n\n".join(block.text for block in blocks if isinstance(block, Paragraph)),
    }  # fmt: skip
    return _filled(file, facts)


def _sections(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks under their headings: each with `heading`, `paragraphs`, `items` and `rows`."""
    found: list[dict[str, Any]] = [{"heading": "", "paragraphs": [], "items": [], "rows": []}]
    for block in blocks:
        match block:
            case Heading(text):
                found.append({"heading": text, "paragraphs": [], "items": [], "rows": []})
            case Paragraph(text, _):
                found[-1]["paragraphs"].append(text)
            case Items(items):
                found[-1]["items"] += items
            case Rows(rows):
                found[-1]["rows"] += [{"when": left, "what": right} for left, right in rows]
    return [each for each in found if any(each.values())]


def _filled(file: Path, facts: Mapping[str, Any]) -> bytes:
    from docxtpl import DocxTemplate

    env = sandbox(escaped=True)
    try:
        template = DocxTemplate(file)
        if unknown := sorted(template.get_undeclared_template_variables(env) - set(KNOWN)):
            raise TemplateProblem(unknown_field(file.name, unknown))
        template.render(dict(facts), env, autoescape=True)
        buffer = BytesIO()
        template.save(buffer)
    except _UNREADABLE as error:
        told = str(error).rstrip(".") or type(error).__name__
        raise TemplateProblem(f"The template {file.name} cannot be filled: {told}. Nothing is lost.") from None
    return buffer.getvalue()
