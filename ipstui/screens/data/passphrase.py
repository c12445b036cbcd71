"""Another passphrase, another recovery code, and encryption for a file that was begun without."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.first_run import CodeScreen, NewPassphraseScreen, choose_vault
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.store.copies import Rewritten
from ipstui.store.storage import insist
from ipstui.store.vault import Vault

if TYPE_CHECKING:
    from ipstui.shell.data_actions import DataActions

NOT_IN_READ_ONLY = "The case file was opened to read only. Nothing was changed."


async def change(app: DataActions) -> None:
    """Ask for the present passphrase and a new one; only the slots are rewritten, the key stays."""
    caseload = app.desk.caseload
    if caseload.read_only:
        app.tell(NOT_IN_READ_ONLY, problem=True)
        return
    vault = caseload.storage.vault
    if vault is None:
        await _encrypt(app)
        return
    if not await _present(app, vault):
        return
    typed = await app.push_screen_wait(NewPassphraseScreen("A new passphrase", "The recovery code stays as it is."))
    if typed:
        fresh = await asyncio.to_thread(vault.with_passphrase, typed)
        await _use(app, fresh, "passphrase changed")


async def new_code(app: DataActions) -> None:
    """Show another recovery code, and save it once it was typed back."""
    caseload = app.desk.caseload
    vault = caseload.storage.vault
    if caseload.read_only or vault is None:
        said = NOT_IN_READ_ONLY if caseload.read_only else "A case file without a passphrase has no recovery code."
        app.tell(said, problem=True)
        return
    if await _present(app, vault):
        fresh, code = await asyncio.to_thread(vault.with_new_code)
        if await app.push_screen_wait(CodeScreen(code)):
            await _use(app, fresh, "recovery code changed")


async def _present(app: DataActions, vault: Vault) -> bool:
    """Whoever finds the program open must not be able to lock its owner out."""
    attempt = partial(Vault.unlock, vault.slots)
    path = app.desk.caseload.path
    return bool(await app.push_screen_wait(UnlockScreen("First the present one", path, attempt, may_go_back=True)))


async def _use(app: DataActions, vault: Vault, done: str) -> None:
    from ipstui.store.copies import rewrite_everywhere

    caseload = app.desk.caseload

    def save() -> None:
        caseload.storage.use_vault(vault)
        caseload.note(done)

    await app.off_thread(save)
    leave = ("leave", "Leave them: they open as when they were made")
    carry = ("carry", "Rewrite them too; one that is damaged is deleted")
    if await app.push_screen_wait(ChooseScreen("Saved. What about the copies made before?", [leave, carry])) == "carry":
        found = await app.off_thread(rewrite_everywhere, caseload.storage, _same, also=caseload.second_folder)
        app.tell(_rewritten(found))
    else:
        app.tell(f"Done: {done}. Older copies open as before.")


async def _encrypt(app: DataActions) -> None:
    from ipstui.store.copies import rewrite_everywhere

    caseload = app.desk.caseload
    vault = await choose_vault(app, "Encrypt this case file")
    if not isinstance(vault, Vault):
        return

    def save() -> Any:
        # What the disk would not confirm stands all the same, and then no copy may stay in clear.
        insist(lambda: caseload.storage.use_vault(vault))
        insist(lambda: caseload.note("encrypted"))
        return insist(lambda: rewrite_everywhere(caseload.storage, _same))

    app.tell(f"Encrypted. {_rewritten(await app.off_thread(save))}")


def _same(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return tables


def _rewritten(found: Any) -> str:
    if not isinstance(found, Rewritten):
        return "The copies may not have been rewritten: the disk confirmed nothing."
    said = f"{len(found.cleaned)} copies rewritten."
    if found.deleted:
        said += f" {len(found.deleted)} could not be read, and were deleted."
    if found.left:
        said += " Not rewritten, look at these yourself: " + ", ".join(str(path) for path in found.left)
    return said
