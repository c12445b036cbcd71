"""Another passphrase, another recovery code, and encryption for a file that was begun without."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

from ipstui.screens.choose import ChooseScreen
from ipstui.screens.data.first_run import CodeScreen, choose_vault
from ipstui.screens.data.unlock import UnlockScreen
from ipstui.shell.contract import Shell
from ipstui.store.rekeying import CODE, ENCRYPT, PASSPHRASE, Rekeyed, change_key, with_new_code
from ipstui.store.vault import Vault

NOT_IN_READ_ONLY = "The case file was opened to read only. Nothing was changed."


async def change(shell: Shell) -> None:
    """Ask for the present passphrase and a new one: a new key, and with it a new recovery code, typed back."""
    caseload = shell.desk.caseload
    if caseload.read_only:
        shell.tell(NOT_IN_READ_ONLY, problem=True)
        return
    vault = caseload.vault
    if vault is None:
        await _encrypt(shell)
    elif await _present(shell, vault, partial(Vault.unlock, vault.slots)):
        fresh = await choose_vault(shell, "A new passphrase, and a new recovery code")
        if isinstance(fresh, Vault):
            await _use(shell, fresh, PASSPHRASE)


async def new_code(shell: Shell) -> None:
    """Ask for the passphrase, and show another recovery code: a new key, saved once the code was typed back."""
    caseload = shell.desk.caseload
    vault = caseload.vault
    if caseload.read_only or vault is None:
        said = NOT_IN_READ_ONLY if caseload.read_only else "A case file without a passphrase has no recovery code."
        shell.tell(said, problem=True)
        return
    made = await _present(shell, vault, partial(with_new_code, vault))
    if made and await shell.push_screen_wait(CodeScreen(made[1])):
        await _use(shell, made[0], CODE)


async def _present(shell: Shell, vault: Vault, attempt: Callable[..., Any]) -> Any:
    """Whoever finds the program open must not be able to lock its owner out."""
    path = shell.desk.caseload.path
    screen = UnlockScreen("First the present one", path, vault.slots, attempt, may_go_back=True)
    return await shell.push_screen_wait(screen)


async def _use(shell: Shell, vault: Vault, act: Literal["passphrase", "code"]) -> None:
    caseload = shell.desk.caseload
    leave = ("leave", "Leave them: they still open with the old passphrase")
    carry = ("carry", "Rewrite them too: then they open with the new one only")
    answer = await shell.push_screen_wait(ChooseScreen("What about the copies made before?", [leave, carry]))
    if answer:
        change = partial(change_key, caseload.storage, vault, act, caseload.now(), carry=answer == "carry")
        _tell(shell, "Done.", await shell.off_thread(change))


async def _encrypt(shell: Shell) -> None:
    caseload = shell.desk.caseload
    vault = await choose_vault(shell, "Encrypt this case file")
    if isinstance(vault, Vault):
        change = partial(change_key, caseload.storage, vault, ENCRYPT, caseload.now(), carry=True)
        _tell(shell, "Encrypted.", await shell.off_thread(change))


def _tell(shell: Shell, done: str, found: Rekeyed) -> None:
    copies = found.copies
    said = f"{done} {len(copies.cleaned)} copies rewritten."
    if copies.deleted:
        said += f" {len(copies.deleted)} could not be read, and were deleted."
    if copies.unread:
        said += f" {len(copies.unread)} could not be read, and are as they were."
    shell.tell(f"{said} {found.unfinished}".strip(), problem=bool(found.unfinished))
