"""Erasing one person: from the live file, the save before, every copy, the second folder and the pages.

What is to be cleaned is noted in the save that takes the person out of the live file, so that a crash half-way is
seen at the next opening and finished; what remains in the end is one row of the audit with a random id.
"""

from __future__ import annotations

import html
import io
import os
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ipstui.casework.events import FactChanged
from ipstui.casework.people import Client
from ipstui.casework.spelling import fold
from ipstui.store import erasing, places
from ipstui.store.caseload import Caseload
from ipstui.store.disk import read_found
from ipstui.store.errors import OnHold
from ipstui.store.rewriting import Rewritten

_POSSESSIVE = re.compile("['\u2019]s\\b", re.IGNORECASE)
_PARAGRAPH, _TAG = re.compile(r"</w:(p|tc)>|<w:(br|tab|cr)\b[^>]*>"), re.compile(r"<[^>]*>")
_LARGEST = 50_000_000  # bytes; far more than any page has
_OTHERS = ("clients", "employers", "vacancies", "events")


class Erased(msgspec.Struct, frozen=True, kw_only=True):
    """What an erasure did. `id` names it in the audit.

    `pages` are the printed pages that were deleted with the person. `outside` are files that the program wrote
    elsewhere and that hold the person; `mentions` are the records of others in which a name also stands, as
    (table, id): both are for people to act on. `unfinished` is a sentence when files could not be cleaned now; the
    next opening goes on with them.
    """

    id: str
    copies: Rewritten
    pages: tuple[Path, ...]
    outside: tuple[str, ...]
    mentions: tuple[tuple[str, str], ...]
    unfinished: str = ""


def erase_client(caseload: Caseload, client: Client) -> Erased:
    """Erase one person everywhere, and from undo's memory. Raises OnHold, or NotSaved before anything was done."""
    if client.retention_hold:
        raise OnHold(client.name)
    outside = tuple(
        f"{row.get('where', '')} ({row.get('what', '')}, {row.get('at', '')[:10]})"
        for row in caseload.outside(client.id)
    )
    second = caseload.second_folder
    if second is not None and not os.path.isdir(second):
        outside += (f"{second} (the second folder: it is not there now, and its copies still hold the person)",)
    names = names_of(caseload, client)
    found = tuple(_mentions(caseload, client, names))
    pages, unread = pages_naming(caseload, names)
    outside += tuple(f"{page} ({places.page_kind(page)}, which could not be read)" for page in unread)
    try:
        intent = erasing.begin(caseload.storage, caseload.now(), client.id, pages)
        copies, deleted, unfinished = erasing.finish(caseload.storage, intent, caseload.now())
    finally:
        caseload.forget_done()
        caseload.load()
    return Erased(
        id=intent.id, copies=copies, pages=deleted, outside=outside, mentions=found, unfinished=unfinished
    )  # fmt: skip


def names_of(caseload: Caseload, client: Client) -> frozenset[str]:
    """The name of a person, and those they had before."""
    former = {e.old for e in caseload.events_of(client.id) if isinstance(e, FactChanged) and e.field == "name"}
    return frozenset(name for name in {client.name, *former} if name.strip())


def naming(texts: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of the whole names stands in one of the texts, however it is written."""
    text = _spelt(" & ".join(texts))
    return any(_spelt(name) in text for name in names)


def pages_naming(caseload: Caseload, names: Iterable[str]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The printed pages with one of the whole names on them, and those that could not be read."""
    found, unread = [], []
    for page in places.pages(caseload.path):
        try:
            if naming([html.unescape(_text_in(page))], names):
                found.append(page)
        except (OSError, UnicodeError, KeyError, zipfile.BadZipFile):
            unread.append(page)
    return tuple(found), tuple(unread)


def _text_in(page: Path) -> str:
    """The text of a page; of a Word file what its paragraphs say, whoever saved it last."""
    raw = read_found(page, _LARGEST)
    if page.suffix != ".docx":
        return raw.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts, parts.open("word/document.xml") as document:
        marked = document.read(_LARGEST).decode("utf-8")
    return _TAG.sub("", _PARAGRAPH.sub(" ", marked))


def _mentions(caseload: Caseload, client: Client, names: Iterable[str]) -> list[tuple[str, str]]:
    """Records of others with a whole name in them: the program cannot know what to strike there."""
    found = []
    for table in _OTHERS:
        for row in caseload.storage.read().get(table, {}).values():
            if client.id in (row.get("id"), row.get("client")):
                continue
            if naming(_texts(row), names):
                found.append((table, str(row.get("id", ""))))
    return found


def _spelt(text: str) -> str:
    """A text in which a name is found as a whole however it was written, also as in "Sam's"."""
    return f" {fold(_POSSESSIVE.sub(' s', text))} "


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for each in inner for text in _texts(each)]
