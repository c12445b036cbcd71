"""Another passphrase, another recovery code, and encryption for a file that was begun without."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.first_run import CodeScreen, NewPassphraseScreen, choose_vault
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.shell.contract import Shell
from ipstui.store.copies import Rewritten, rewrite_everywhere
from ipstui.store.storage import insist
from ipstui.store.vault import Vault

NOT_IN_READ_ONLY = "The case file was opened to read only. Nothing was changed."


async def change(shell: Shell) -> None:
    """Ask for the present passphrase and a new one; only the slots are rewritten, the key stays."""
    caseload = shell.desk.caseload
    if caseload.read_only:
        shell.tell(NOT_IN_READ_ONLY, problem=True)
        return
    vault = caseload.storage.vault
    if vault is None:
        await _encrypt(shell)
        return
    if not await _present(shell, vault):
        return
    typed = await shell.push_screen_wait(NewPassphraseScreen("A new passphrase", "The recovery code stays as it is."))
    if typed:
        fresh = await asyncio.to_thread(vault.with_passphrase, typed)
        await _use(shell, fresh, "passphrase changed")


async def new_code(shell: Shell) -> None:
    """Show another recovery code, and save it once it was typed back."""
    caseload = shell.desk.caseload
    vault = caseload.storage.vault
    if caseload.read_only or vault is None:
        said = NOT_IN_READ_ONLY if caseload.read_only else "A case file without a passphrase has no recovery code."
        shell.tell(said, problem=True)
        return
    if await _present(shell, vault):
        fresh, code = await asyncio.to_thread(vault.with_new_code)
        if await shell.push_screen_wait(CodeScreen(code)):
            await _use(shell, fresh, "recovery code changed")


async def _present(shell: Shell, vault: Vault) -> bool:
    """Whoever finds the program open must not be able to lock its owner out."""
    attempt = partial(Vault.unlock, vault.slots)
    path = shell.desk.caseload.path
    return bool(await shell.push_screen_wait(UnlockScreen("First the present one", path, attempt, may_go_back=True)))


async def _use(shell: Shell, vault: Vault, done: str) -> None:
    caseload = shell.desk.caseload

    def save() -> None:
        caseload.storage.use_vault(vault)
        caseload.note(done)

    await shell.off_thread(save)
    leave = ("leave", "Leave them: they open as when they were made")
    carry = ("carry", "Rewrite them too; one that is damaged is deleted")
    asked = ChooseScreen("Saved. What about the copies made before?", [leave, carry])
    if await shell.push_screen_wait(asked) == "carry":
        found = await shell.off_thread(rewrite_everywhere, caseload.storage, _same, also=caseload.second_folder)
        shell.tell(_rewritten(found))
    else:
        shell.tell(f"Done: {done}. Older copies open as before.")


async def _encrypt(shell: Shell) -> None:
    caseload = shell.desk.caseload
    vault = await choose_vault(shell, "Encrypt this case file")
    if not isinstance(vault, Vault):
        return

    def save() -> Any:
        # What the disk would not confirm stands all the same, and then no copy may stay in clear.
        insist(lambda: caseload.storage.use_vault(vault))
        insist(lambda: caseload.note("encrypted"))
        return insist(lambda: rewrite_everywhere(caseload.storage, _same))

    shell.tell(f"Encrypted. {_rewritten(await shell.off_thread(save))}")


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
