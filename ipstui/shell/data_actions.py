"""What a person does for their data from the palette or the settings page; each opens its flow when it is used."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import work

from ipstui.shell.locking import Care
from ipstui.store.caseload import Change
from ipstui.store.errors import NotSaved, StoreError

Flow = Callable[["DataActions"], Awaitable[None]]


class DataActions(Care):
    """One method for each action of the table; the flows are in `screens`."""

    @work(group="data")
    async def _run(self, module: str, flow: str) -> None:
        import importlib

        if self.locked:
            return
        run: Flow = getattr(importlib.import_module(f"ipstui.screens.data.{module}"), flow)
        try:
            await run(self)
        except StoreError as problem:
            if not self.locked:
                self.tell(str(problem), problem=True)

    @work(group="data")
    async def try_again(self, error: NotSaved, *changes: Change, label: str) -> None:
        """Ask what to do about a change that was not saved and has no form in which it waits."""
        from ipstui.screens.data.not_saved import ask_again

        if not self.locked:
            await ask_again(self, error, *changes, label=label)

    def action_settings(self) -> None:
        """Everything about this program and its data, in one list."""
        self._run("settings", "settings_page")

    def action_choices(self) -> None:
        """Name, target, clock, lock, second folder, retention."""
        self._run("settings", "choices")

    def action_data_protection(self) -> None:
        """The facts of data protection."""
        self._run("data_protection", "facts")

    def action_due_for_review(self) -> None:
        """Closed cases and how long they are kept."""
        self._run("data_protection", "retention")

    def action_backup(self) -> None:
        """A copy now."""
        self._run("copies", "backup")

    def action_restore(self) -> None:
        """Put a copy in place of the case file."""
        self._run("copies", "restore")

    def action_verify(self) -> None:
        """Read every file back."""
        self._run("copies", "verify")

    def action_where(self) -> None:
        """List every file."""
        self._run("copies", "where")

    def action_change_passphrase(self) -> None:
        """Another passphrase, or the first one."""
        self._run("passphrase", "change")

    def action_new_code(self) -> None:
        """Another recovery code."""
        self._run("passphrase", "new_code")
