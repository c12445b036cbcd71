"""The command palette: everything there is to do or to open, found by its name or by another word for it."""

from __future__ import annotations

from functools import partial

from textual.binding import Binding
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from ipstui.casework.spelling import find
from ipstui.shell.contract import Shell, shell_of
from ipstui.shell.offers import Offer, fit, offers


class Finding(CommandPalette):
    """The framework's palette; the keys of the app do not reach it, so those that people try are answered here."""

    BINDINGS = [
        Binding("f1", "explain", "Help", show=False),
        Binding("ctrl+q", "app.quit", "Quit", show=False),
        Binding("ctrl+p", "escape", "Close", show=False),
        Binding("f12", "app.blank", "Blank", show=False, id="session.blank"),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(placeholder="Type a word: what to do, a person, a page of the guide …", id=id)

    def action_explain(self) -> None:
        """Say what may be typed."""
        shell_of(self).tell(
            "Type a word for what you want: an act, a person, an employer, a calculator, a page of the guide. "
            "Arrows and Enter take a line; Esc closes."
        )


class Palette(Provider):
    """Offers what fits what is typed; with nothing typed, the acts of the screen below."""

    @property
    def ips(self) -> Shell:
        """The app around the screen below."""
        return shell_of(self.screen)

    @property
    def _private(self) -> bool:
        """Whether a client sits beside the screen: then nobody else is named, and nothing leads to them."""
        return any(getattr(screen, "PRIVATE", False) for screen in self.app.screen_stack)

    def _run(self, offer: Offer) -> None:
        self.app.call_later(offer.run)

    async def discover(self) -> Hits:
        """Everything that can be done here, with its key, then the rest."""
        for offer in offers(self.screen, private=self._private):
            yield DiscoveryHit(Content(offer.name), partial(self._run, offer), text=offer.name, help=offer.help)

    async def search(self, query: str) -> Hits:
        """What fits what is typed, people by name first."""
        for offer in offers(self.screen, private=self._private):
            if (score := fit(query, offer)) > 0:
                yield Hit(score, Content(offer.name), partial(self._run, offer), text=offer.name, help=offer.help)
        if self._private:
            return
        for place, client in enumerate(find(query, self.ips.desk.caseload.clients.values(), lambda each: each.name)):
            yield Hit(
                100.0 - place / 1000,
                Content(f"Open {client.name}"),
                partial(self.ips.open_client, client.id),
                text=client.name,
                help="Their timeline, plan and work",
            )
