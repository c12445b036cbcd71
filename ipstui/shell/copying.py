"""The copy at opening and each hour, made beside the work."""

from __future__ import annotations

from ipstui.desk import Desk
from ipstui.shell.contract import begin
from ipstui.shell.looks import QuietApp
from ipstui.shell.saving import Saving
from ipstui.store.errors import StoreError


class Copying:
    """Makes a copy whenever one is due, and says a trouble once."""

    def __init__(self, app: QuietApp[None], desk: Desk, saving: Saving) -> None:
        self._app = app
        self._desk = desk
        self._saving = saving
        self._said = ""

    def begin(self) -> None:
        """Look whether a copy is due, in a worker, so that keys go on being heard."""
        begin(self._app, self._copy, group="copy")

    async def _copy(self) -> None:
        if self._saving.locked or self._desk.caseload.read_only:
            return
        try:
            await self._saving.off_thread(self.copy_if_due)
            self._said = ""
        except StoreError as problem:
            if str(problem) != self._said and not self._saving.locked:
                self._said = str(problem)
                self._app.tell(self._said, problem=True)

    def copy_if_due(self) -> None:
        """Make the copy that is due, and one in the second folder; in a thread. Raises StoreError."""
        from ipstui.store.copies import copy_if_due, make_copy

        caseload = self._desk.caseload
        made = copy_if_due(caseload.storage, caseload.now())
        if made is not None and (second := caseload.second_folder) is not None:
            make_copy(caseload.storage, caseload.now(), folder=second)
