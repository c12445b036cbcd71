"""The ways out when a change would not go to disk: once more, a copy elsewhere, or leave it."""

from __future__ import annotations

import asyncio
import os

from ipstui.casework.checks import Unfit
from ipstui.screens.ask import AskScreen
from ipstui.screens.choose import ChooseScreen
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.caseload import Change
from ipstui.store.errors import NotSaved
from ipstui.store.places import typed_path


class CopyElsewhereScreen(AskScreen):
    """Saves what could not be saved as a whole new case file in another place."""

    def __init__(self, data: bytes, *, encrypted: bool) -> None:
        self._data = data
        how = "encrypted as yours is" if encrypted else "NOT encrypted: whoever has it can read it"
        super().__init__(
            "Save a copy elsewhere",
            f"A whole case file with everything, what you just typed too; {how}. The case file itself stays as it "
            "was. A USB stick or another drive is best.",
            placeholder="a path to a file that is not there yet",
        )

    async def taken(self, text: str) -> str:
        """Write it, and read it back."""
        from ipstui.store.errors import NotCopied, shown

        if not text.strip():
            return "Type where it is to go."
        caseload, target = shell_of(self).desk.caseload, typed_path(text.strip())
        if os.path.isdir(target):
            target /= "cases-not-saved.json"
        try:
            written = await asyncio.to_thread(caseload.keep_elsewhere, target, self._data)
        except NotCopied as problem:
            return str(problem)
        self.app.notify(
            f"A copy is in {shown(written)}. The case file itself is as it was; it is outside ipstui's care.",
            markup=False,
            timeout=10,
        )
        return ""


async def ask_again(shell: Shell, error: NotSaved, *changes: Change, label: str) -> None:
    """Offer to save the changes once more, or a copy elsewhere, until they are saved or given up; in a worker."""
    encrypted = shell.desk.caseload.encrypted
    while True:
        choices = [("again", "Try again")]
        if error.whole is not None:
            choices.append(("elsewhere", "Save a copy elsewhere …"))
        choices.append(("leave", f"Leave it: “{label}” is not done"))
        answer = await shell.push_screen_wait(ChooseScreen(error.headline, choices))
        if answer == "elsewhere" and error.whole is not None:
            await shell.push_screen_wait(CopyElsewhereScreen(error.whole, encrypted=encrypted))
        elif answer == "again":
            try:
                await shell.save(*changes, label=label)
            except NotSaved as again:
                error = again
            except Unfit as unfit:
                shell.tell(str(unfit), problem=True)
                return
            else:
                shell.tell(f"Saved: {label}.")
                return
        else:
            shell.tell(f"Not saved: {label}.", problem=True)
            return
