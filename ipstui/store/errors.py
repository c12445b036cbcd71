"""Everything the store may have to say to its user: each exception a text whose first line stands alone.

They are named for what happened, as a user would say it, hence no "Error" at the end.
"""

# ruff: noqa: N818

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ipstui.casework.clean import shown as shown
from ipstui.store import outcomes


class StoreError(Exception):
    """The root of them. `str(error)` is the whole text for the user; `headline` is its first line."""

    @property
    def headline(self) -> str:
        """The first line, fit for a status bar."""
        return str(self).partition("\n")[0]


class Refused(StoreError):
    """The file was not opened, and not touched. `copies` are what may be restored, newest first."""

    def __init__(self, text: str, path: Path, copies: Sequence[Path] = ()) -> None:
        super().__init__(text)
        self.path = path
        self.copies = tuple(copies)

    def __str__(self) -> str:
        """The sentence, and below it what may be restored."""
        text = super().__str__()
        if self.copies:
            listed = "\n".join(f"  {shown(copy)}" for copy in self.copies)
            text = f"{text}\nCopies that may be restored, newest first:\n{listed}"
        return text


class Busy(Refused):
    """Another process has the file open; `holder` names it in words."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(outcomes.said("open", "busy", why=holder), path)
        self.holder = holder


class CannotLock(Refused):
    """The lock file cannot be used at all: a read-only medium, or a drive without locks."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(outcomes.said("open", "no lock", why=why, where=shown(path)), path)


class NoCaseFile(Refused):
    """Neither the file nor a copy of it exists: ask before creating one."""

    def __init__(self, path: Path) -> None:
        super().__init__(outcomes.said("open", "missing", where=shown(path)), path)


class CaseFileMissing(Refused):
    """The file is gone but copies of it are there."""

    def __init__(self, path: Path, copies: Sequence[Path]) -> None:
        super().__init__(outcomes.said("open", "only copies", where=shown(path.name)), path, copies)


class AlreadyThere(Refused):
    """A new case file would have replaced something."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{shown(path)} already exists. Nothing was created and nothing was changed.", path)


class CannotCreate(Refused):
    """The folder or the first file could not be made."""

    def __init__(self, path: Path, why: str, *, uncertain: bool = False) -> None:
        super().__init__(
            outcomes.said("create", "unknown" if uncertain else "before", why=why, where=shown(path)), path
        )


class CannotRead(Refused):
    """The operating system would not give the bytes."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(outcomes.said("open", "unreadable", why=why, where=shown(path)), path)


class NotACaseFile(Refused):
    """Something else altogether: a picture, a folder, a pipe, a link, another program's JSON."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(outcomes.said("open", "not fit", why=why, where=shown(path)), path)


class Damaged(Refused):
    """It was a case file once: empty now, cut short, overwritten with zeros, or no longer JSON."""

    def __init__(self, path: Path, why: str, moment: outcomes.Moment = "not fit") -> None:
        super().__init__(outcomes.said("open", moment, why=why, where=shown(path)), path)


class ChangedOutside(Damaged):
    """A plain file whose check value no longer fits; `accept_edit` opens it knowingly."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "", "changed")


class FailedIntegrity(Damaged):
    """An encrypted file that is not byte for byte what was saved."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "", "integrity")


class NewerFormat(Refused):
    """Written by a later ipstui than this one."""

    def __init__(self, path: Path) -> None:
        super().__init__(outcomes.said("open", "newer", where=shown(path)), path)


class NeedsPassphrase(Refused):
    """The file is encrypted and no vault was given. `slots` is what `Vault.unlock` wants."""

    def __init__(self, path: Path, slots: tuple[Any, ...]) -> None:
        super().__init__(outcomes.said("open", "sealed", where=shown(path)), path)
        self.slots = slots


class NotEncrypted(Refused):
    """A file in clear where a passphrase was given, perhaps not the one that was meant, or in a `carried` folder."""

    def __init__(self, path: Path, *, carried: bool = False) -> None:
        super().__init__(outcomes.said("open", "in clear, carried" if carried else "in clear", where=shown(path)), path)


class Downgraded(Refused):
    """A file in clear stands where an encrypted one was: `accept_plain` opens it knowingly."""

    def __init__(self, path: Path, copies: Sequence[Path] = ()) -> None:
        super().__init__(outcomes.said("open", "downgraded", where=shown(path)), path, copies)


class AnotherKey(Refused):
    """The file opens with some other key than the one at hand."""

    def __init__(self, path: Path) -> None:
        super().__init__(outcomes.said("open", "another key", where=shown(path)), path)


class WrongPassphrase(StoreError):
    """No slot of the file opens with what was typed."""

    def __init__(self) -> None:
        super().__init__("That passphrase does not open this file. Nothing was changed.")


class UnfitPassphrase(StoreError):
    """A passphrase that cannot be used at all (empty, or far too long)."""


class CostsMore(StoreError):
    """The file asks for more memory or time to try a passphrase than this program ever sets: ask before trying."""

    def __init__(self, memory_mb: int, passes: int) -> None:
        super().__init__(
            f"This file wants {memory_mb:,} MB of memory and {passes} passes to try a passphrase: more than ipstui "
            "ever asks for. It was not made by this program as it is. Nothing was tried."
        )


class Locked(StoreError):
    """The key was dropped after idle time; the passphrase brings the cases back."""

    def __init__(self) -> None:
        super().__init__("The case file is locked. Type the passphrase to go on. Nothing was lost.")


class Closed(StoreError):
    """Used after `close()`: a mistake in the program, said plainly all the same."""

    def __init__(self) -> None:
        super().__init__("The case file is closed.")


class NoMemoryForKey(StoreError):
    """The computer has not the memory that the file asks for to turn a passphrase into a key."""

    def __init__(self, memory_kib: int) -> None:
        super().__init__(
            f"Opening this file needs {memory_kib // 1024} MB of free memory for the passphrase alone, and there is "
            "less. Close other programs and try again. Nothing was changed."
        )


class NotSaved(StoreError):
    """A change did not reach the disk; the tables in memory are again those of the last save.

    `uncertain` is true when the new file is in place but the disk would not confirm it; memory then
    holds the new state, as the disk does. `whole` is the file that should have been written (encrypted
    if the case file is), for "Save a copy elsewhere"; None when the change itself was at fault.
    """

    def __init__(
        self,
        why: str,
        *,
        uncertain: bool = False,
        whole: bytes | None = None,
        act: outcomes.Act = "save",
        moment: outcomes.Moment = "before",
    ) -> None:
        known = moment if (act, moment) in outcomes.OUTCOMES else "before"
        super().__init__(outcomes.said(act, "unknown" if uncertain else known, why=why))
        self.moment = moment
        self.why = why
        self.uncertain = uncertain
        self.whole = whole

    def of(self, act: outcomes.Act) -> NotSaved:
        """The same about an act of which the save was the first step: then there is nothing to save elsewhere."""
        return NotSaved(self.why, uncertain=self.uncertain, act=act, moment=self.moment)


class ChangedUnderneath(NotSaved):
    """Another program wrote to the file since it was read; it is never overwritten."""

    def __init__(self, path: Path, whole: bytes | None = None) -> None:
        super().__init__(
            f"{shown(path)} was changed by another program while it was open, and was not overwritten",
            whole=whole,
            moment="changed",
        )


class MissingUnderneath(NotSaved):
    """Another program moved or deleted the file since it was read; what it held is not put there again unasked."""

    def __init__(self, path: Path, whole: bytes | None = None) -> None:
        super().__init__(
            f"{shown(path)} is missing: another program moved or deleted it", whole=whole, moment="missing"
        )


class NotCopied(StoreError):
    """A file could not be written, or did not read back as it was written.

    `why` is the reason as a clause. `unconfirmed` says that it is there, whole, but that the disk did not confirm it.
    """

    def __init__(self, text: str, *, why: str = "", unconfirmed: bool = False) -> None:
        super().__init__(text)
        self.why, self.unconfirmed = why or text.rstrip("."), unconfirmed


class NotRestored(StoreError):
    """A copy was not put in place of the case file; the text says what stands there."""


class AnotherName(StoreError):
    """A hand-over is of somebody whose id is here under another name: the same person, or somebody else's record."""

    def __init__(self, here: str, handed: str) -> None:
        super().__init__(
            f"The person handed over as {shown(handed)} is here as {shown(here)}. Nothing was brought in. "
            "Say that it is the same person, or look at who it is first."
        )
        self.here, self.handed = here, handed


class OnHold(StoreError):
    """The person's record is under a retention hold, and was not erased."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{shown(name)} is under a retention hold. Lift the hold first. Nothing was erased.")
