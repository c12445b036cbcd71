"""The guide in the program: one page at a time, links lead from page to page and nowhere else."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Markdown

from ipstui.guide import PAGES, Page, contents, read
from ipstui.screens.modal import Modal
from ipstui.widgets.key_hints import KeyHints


class _Text(Markdown):
    """The framework's other signs for lists are missing from older Windows consoles."""

    BULLETS = ["• "]


class GuideScreen(Modal[None]):
    """A page of the guide, or with "" the list of them."""

    NAME = "guide"
    CSS = """
    GuideScreen .dialog { width: 90; height: 96%; }
    GuideScreen #page { height: 1fr; scrollbar-size-vertical: 1; }
    GuideScreen _Text { padding: 0; background: $surface; }
    """
    BINDINGS = [
        Binding("escape,q,f1", "dismiss", "Close", show=False),
        Binding("right,n", "turn(1)", "Next page", show=False),
        Binding("left,b", "turn(-1)", "Page before", show=False),
        Binding("c", "open_page('')", "Contents", show=False),
    ]
    AUTO_FOCUS = "#page"

    def __init__(self, page: str = "") -> None:
        super().__init__()
        self._page = _page(page)

    def compose(self) -> ComposeResult:
        """The page, and how to turn it."""
        with Vertical(classes="dialog"):
            with VerticalScroll(id="page"):
                yield _Text(self._page.text, open_links=False)
            yield KeyHints("← → turn the page · c: contents · Tab, Enter: follow a link · Esc: close")

    async def action_open_page(self, name: str) -> None:
        """Show another page from its top."""
        self._page = _page(name)
        await self.query_one(Markdown).update(self._page.text)
        self.query_one("#page").scroll_home(animate=False)

    async def action_turn(self, by: int) -> None:
        """Show the next page or the one before; the list of pages lies before the first and after the last."""
        ring = ("", *PAGES)
        await self.action_open_page(ring[(ring.index(self._page.name) + by) % len(ring)])

    async def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Follow a link to another page. Nothing outside the guide is ever opened."""
        event.stop()
        name = event.href.removesuffix(".md")
        if name in PAGES:
            await self.action_open_page(name)


def _page(name: str) -> Page:
    return read(name) if name in PAGES else contents()
