"""The user guide: its pages in reading order, each a Markdown file beside this one, titled by its first line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PAGES: tuple[str, ...] = (
    "first-day", "spreadsheet", "review", "diary", "clients", "employers", "session", "licence", "disclosure", "plans",
    "helpers", "reports", "letters", "data", "keys", "commands", "questions", "it", "upgrade", "service", "limits",
)  # fmt: skip
FOR_SCREEN = {"review": "review", "diary": "diary", "find": "diary", "week_report": "diary",
              "clients": "clients", "client": "clients", "employers": "employers",
              "session": "session", "vacancies": "employers", "fits": "employers",
              "together": "plans", "release_day": "plans", "day_list": "plans",
              "sheet": "spreadsheet", "reports": "reports", "figure": "reports"}  # fmt: skip
"""The page that tells of a screen, by the screen's name in the table of actions."""
_FOLDER = Path(__file__).parent
_PICTURE = re.compile(r"^!\[.*\]\(.*\)\n\n?", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the name it is asked for by, its title, and its Markdown without pictures."""

    name: str
    title: str
    text: str


def read(name: str) -> Page:
    """Return a page. Raises KeyError for a name that is none of PAGES."""
    if name not in PAGES:
        raise KeyError(name)
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title = text.split("\n", 1)[0].removeprefix("# ")
    return Page(name, title, _PICTURE.sub("", text))


def contents() -> Page:
    """Return the list of pages, as a page whose links lead to them."""
    pages = "\n".join(f"- [{page.title}]({page.name}.md)" for page in map(read, PAGES))
    return Page("", "The guide", f"# The guide\n\n{pages}\n")
