"""The command palette: the actions of the present screen, and everyone by name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from ipstui.actions import APP, FOR_ONE, Action, actions_on, key_name
from ipstui.casework.spelling import find, fold
from ipstui.shell.contract import Shell, shell_of


class Palette(Provider):
    """Offers what the table of actions says for the screen below, and "open NAME" for each client."""

    @property
    def ips(self) -> Shell:
        """The app around the screen below."""
        return shell_of(self.screen)

    @property
    def _private(self) -> bool:
        """Whether a client sits beside the screen: then nobody else is named, and nothing leads to them."""
        return any(getattr(screen, "PRIVATE", False) for screen in self.app.screen_stack)

    def _actions(self) -> list[Action]:
        own = actions_on(getattr(self.screen, "NAME", ""))
        wide = [action for action in actions_on(APP) if not self._private or action.id in FOR_ONE]
        return [action for action in (*own, *wide) if action.id not in ("command_palette", "back")]

    def _run(self, action: Action) -> None:
        node = self.app if action.screens == (APP,) else self.screen
        self.app.call_later(node.run_action, action.id)

    async def discover(self) -> Hits:
        """Everything that can be done here, with its key."""
        for action in self._actions():
            yield DiscoveryHit(_named(action), partial(self._run, action), help=action.help)

    async def search(self, query: str) -> Hits:
        """Actions and people that fit what is typed."""
        matcher = self.matcher(query)
        for action in self._actions():
            # The label by any of its letters in order, the help by whole pieces: or everything fits everything.
            score = matcher.match(action.label) or (0.1 if fold(query) in fold(action.help) else 0)
            if score > 0:
                yield Hit(
                    score, Content(_named(action)), partial(self._run, action),
                    text=action.label, help=action.help,
                )  # fmt: skip
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


def _named(action: Action) -> str:
    key = key_name(action)
    return f"{action.label}  ({key})" if key else action.label
