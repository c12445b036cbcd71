"""Asking for passphrases at the prompt, to open a file or to begin one: an argument would stay in the shell."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell

if TYPE_CHECKING:
    from ipstui.store.vault import Vault

_TRIES = 3
ABOUT_THE_CODE = (
    "This recovery code opens the file when the passphrase is forgotten. Write it down or print it, and keep it "
    "away from this computer. It is shown this once; without it, a forgotten passphrase cannot be got round."
)


def in_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def first_line(name: str, option: str = "--passphrase-file") -> str:
    """The passphrase in a file. Raises Refusal."""
    try:
        text = Path(name).read_text("utf-8-sig")
    except (OSError, UnicodeError):
        raise Refusal(f"{option}: the file cannot be read as text.") from None
    return text.partition("\n")[0].rstrip("\r")


def unlocked(slots: tuple[Any, ...], passphrase_file: str | None, *, of: str = "The case file") -> Vault:
    """The vault behind `slots`, by a file or by asking three times. Raises Refusal, WrongPassphrase."""
    from ipstui.store.errors import UnfitPassphrase, WrongPassphrase

    if passphrase_file is not None:
        return _try(slots, first_line(passphrase_file))
    if not in_terminal():
        raise Refusal(f"{of} is encrypted. Without a terminal, give --passphrase-file.")
    for left in reversed(range(_TRIES)):
        typed = click.prompt("Passphrase or recovery code", hide_input=True, err=True)
        try:
            return _try(slots, typed)
        except (WrongPassphrase, UnfitPassphrase) as wrong:
            if not left:
                raise
            tell(str(wrong), err=True)
    raise AssertionError("the last try raises")


def _try(slots: tuple[Any, ...], typed: str) -> Vault:
    """Try one passphrase, once the wait after wrong ones is over. Raises WrongPassphrase, TooSoon, CostsMore."""
    from ipstui.store import tries
    from ipstui.store.errors import CostsMore
    from ipstui.store.lock import utc_now
    from ipstui.store.vault import Vault

    def attempt() -> Vault:
        try:
            return Vault.unlock(slots, typed)
        except CostsMore as dear:
            if not in_terminal() or not click.confirm(f"{dear}\nTry all the same?", err=True):
                raise
            return Vault.unlock(slots, typed, accept_cost=True)

    try:
        tries.check(slots, utc_now())
    except tries.TooSoon as soon:
        if not in_terminal():
            raise
        tell(soon, err=True)
        time.sleep(soon.seconds)
    return tries.tried(slots, utc_now(), attempt)


def chosen_passphrase(passphrase_file: str | None, option: str = "--passphrase-file") -> str:
    """A new passphrase, typed twice, with advice on its strength. Raises Refusal where nobody can be asked."""
    from ipstui.store.vault import strength

    if passphrase_file is not None:
        typed = first_line(passphrase_file, option)
        if advice := strength(typed):
            tell(advice, err=True)
        return typed
    if not in_terminal():
        raise Refusal(f"A passphrase is needed. Without a terminal, give {option}.")
    while True:
        typed = click.prompt("New passphrase (four or more unrelated words)", hide_input=True, err=True)
        advice = strength(typed)
        if advice and not click.confirm(f"{advice}\nUse it all the same?", err=True):
            continue
        if click.prompt("The same again", hide_input=True, err=True) == typed:
            return str(typed)
        tell("The two were not the same. Once more.", err=True)


def new_vault(passphrase_file: str | None) -> Vault:
    """The vault of a new case file; its recovery code is shown, and typed back where there is a terminal.

    Raises Refusal, and then nothing was created.
    """
    from ipstui.store.vault import Vault, same_code

    if passphrase_file is None and not in_terminal():
        raise Refusal(
            "A new case file is encrypted, and needs a passphrase: without a terminal give --passphrase-file, or "
            "--plain for a file that anyone with this computer can read. Nothing was created."
        )
    vault, code = Vault.create(chosen_passphrase(passphrase_file))
    tell(f"\n    {code}\n\n{ABOUT_THE_CODE}", err=True)
    if not in_terminal():
        return vault
    for _ in range(_TRIES):
        if same_code(click.prompt("Type the recovery code back", err=True), code):
            return vault
        tell("That is not the code. Look again.", err=True)
    raise Refusal("The recovery code was not typed back. Nothing was created.")
