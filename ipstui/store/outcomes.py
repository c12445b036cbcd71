"""What is true on disk, and what is said, when an act fails: one cell for each act and each moment of failing.

The sentences are made here and nowhere else. `tests/crash/test_outcomes.py` makes every file operation of every act
fail, and `tests/store/test_refusals.py` every opening; both hold what was said against what is there.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

Act = Literal[
    "save", "passphrase", "code", "encrypt", "erase", "restore", "restore closed", "hand-over", "subject access",
    "backup", "file", "copy", "create", "update", "accept edit", "open",
]  # fmt: skip
Moment = Literal[
    "before", "half-way", "note", "unknown",
    "missing", "only copies", "busy", "no lock", "unreadable", "not fit", "changed", "integrity", "newer", "sealed",
    "in clear", "in clear, carried", "downgraded", "another key",
]  # fmt: skip
"""Before anything was done; with the case file done and other files not; all done but the last note; all done, but
the disk would not confirm it. The second and third line are what an opening may meet."""

Disk = Literal["none", "old", "new", "new, files left", "new, intent left", "written", "part written", "put aside",
               "as another left it"]  # fmt: skip
"""`none`: there is no case file. `old`: the case file is as it was. `new`: the act is done. `files left`: some files
beside are as they were, and the intent is in the case file. `intent left`: nothing is left to do but the note.
`written`: the files outside are there and noted. `part written`: some are, and are noted. `put aside`: there is no
case file, and what stood there has another name. `as another left it`: another program changed or moved it while it
was open, and the act changed nothing."""


class Outcome(NamedTuple):
    """`disk` is true, and `said` tells the person: {why} is the reason, {where} a file, {count} counts files."""

    disk: Disk
    said: str


_AS_BEFORE = "What was saved before is intact."
_ERASED = "Erased from the case file and from every copy that ipstui keeps"
_UNTOUCHED = "It was not touched."
_GOES_ON = "The next opening goes on with it."
_NOT_NOTED = "Only the note that it is finished is missing ({why}); the next opening adds it."
_UNCONFIRMED = "but the disk did not confirm it: {why}. Make a backup and check the disk."
_OUT = "`ipstui where` lists it as begun: that it is done could not be noted ({why}), and is noted at the next opening."
_LOOK = "but the disk did not confirm it: {why}. Look whether it is whole, and check the disk."

OUTCOMES: dict[tuple[Act, Moment], Outcome] = {
    ("save", "before"): Outcome("old", f"Not saved: {{why}}. {_AS_BEFORE}"),
    ("save", "unknown"): Outcome("new", f"Saved, {_UNCONFIRMED}"),
    ("passphrase", "before"): Outcome("old", f"The passphrase was not changed: {{why}}. {_AS_BEFORE}"),
    ("passphrase", "half-way"): Outcome(
        "new, files left",
        f"The passphrase is changed. {{count}} of the copies may still open with the old one ({{why}}). {_GOES_ON}",
    ),
    ("passphrase", "note"): Outcome("new, intent left", f"The passphrase is changed. {_NOT_NOTED}"),
    ("passphrase", "unknown"): Outcome("new", f"The passphrase is changed, {_UNCONFIRMED}"),
    ("code", "before"): Outcome("old", f"The recovery code was not changed: {{why}}. {_AS_BEFORE}"),
    ("code", "half-way"): Outcome(
        "new, files left",
        f"The recovery code is changed. {{count}} of the copies may still open with the old code ({{why}}). {_GOES_ON}",
    ),
    ("code", "note"): Outcome("new, intent left", f"The recovery code is changed. {_NOT_NOTED}"),
    ("code", "unknown"): Outcome("new", f"The recovery code is changed, {_UNCONFIRMED}"),
    ("encrypt", "before"): Outcome("old", f"Not encrypted: {{why}}. {_AS_BEFORE}"),
    ("encrypt", "half-way"): Outcome(
        "new, files left",
        f"The case file is encrypted. {{count}} of the files beside it may still be in clear ({{why}}). {_GOES_ON}",
    ),
    ("encrypt", "note"): Outcome("new, intent left", f"Everything is encrypted. {_NOT_NOTED}"),
    ("encrypt", "unknown"): Outcome("new", f"Everything is encrypted, {_UNCONFIRMED}"),
    ("erase", "before"): Outcome("old", f"Nobody was erased: {{why}}. {_AS_BEFORE}"),
    ("erase", "half-way"): Outcome(
        "new, files left",
        f"Erased from the case file. {{count}} of the files beside it may still hold the person ({{why}}). {_GOES_ON}",
    ),
    ("erase", "note"): Outcome("new, intent left", f"{_ERASED}. {_NOT_NOTED}"),
    ("erase", "unknown"): Outcome("new", f"{_ERASED}, {_UNCONFIRMED}"),
    ("restore", "before"): Outcome("old", f"Not restored: {{why}}. {_AS_BEFORE}"),
    ("restore", "unknown"): Outcome("new", f"Restored, {_UNCONFIRMED}"),
    ("restore closed", "before"): Outcome("old", "Not restored: {why}. What stood there is as it was."),
    ("restore closed", "half-way"): Outcome(
        "put aside",
        "Not restored: {why}. What stood there is now {where}, and nothing is in its place: restore again.",
    ),
    ("restore closed", "unknown"): Outcome("new", f"Restored, {_UNCONFIRMED}"),
    ("hand-over", "before"): Outcome("old", "Nothing was written: {why}."),
    ("hand-over", "note"): Outcome("written", f"Written. {_OUT}"),
    ("hand-over", "unknown"): Outcome("written", f"Written, {_LOOK}"),
    ("subject access", "before"): Outcome("old", "Nothing was written: {why}."),
    ("subject access", "half-way"): Outcome("part written", "Not all was written: {why}. {where} is there, and noted."),
    ("subject access", "note"): Outcome("written", f"Written. {_OUT}"),
    ("subject access", "unknown"): Outcome("written", f"Written, {_LOOK}"),
    ("backup", "before"): Outcome("old", "Nothing was written: {why}."),
    ("backup", "note"): Outcome("written", f"Written. {_OUT}"),
    ("backup", "unknown"): Outcome("written", f"Written, {_LOOK}"),
    ("file", "before"): Outcome("old", "Nothing was written: {why}."),
    ("file", "half-way"): Outcome("part written", "Not all was written: {why}. {where} is there, and noted."),
    ("file", "note"): Outcome("written", f"Written. {_OUT}"),
    ("file", "unknown"): Outcome("written", f"Written, {_LOOK}"),
    ("copy", "before"): Outcome("old", "No copy could be made at {where}: {why}."),
    ("copy", "unknown"): Outcome("written", "A copy is at {where}, but the disk did not confirm it: {why}."),
    ("create", "before"): Outcome("none", "No case file could be created at {where}: {why}."),
    ("create", "unknown"): Outcome(
        "new",
        "A new, empty case file is at {where}, but the disk did not confirm it: {why}. Check the disk, then open it.",
    ),
    ("update", "before"): Outcome(
        "old",
        "The case file is of an older ipstui, and could not be brought up to this one: {why}. It is as it was. "
        "--read-only opens it to look.",
    ),
    ("update", "unknown"): Outcome("new", f"Brought up to this version, {_UNCONFIRMED}"),
    ("accept edit", "before"): Outcome(
        "old", "The change from outside is not accepted, for that could not be noted: {why}. It was not touched."
    ),
    ("accept edit", "unknown"): Outcome("new", f"The change from outside is accepted and noted, {_UNCONFIRMED}"),
    ("open", "missing"): Outcome("none", "There is no case file at {where}."),
    ("open", "only copies"): Outcome("none", "{where} is missing, but copies exist."),
    ("open", "busy"): Outcome(
        "old", "ipstui already has this case file open ({why}). Close it there first. Nothing was changed."
    ),
    ("open", "no lock"): Outcome(
        "old", "{where} cannot be opened for changes: {why}. It may be opened to read only. Nothing was changed."
    ),
    ("open", "unreadable"): Outcome("old", f"{{where}} could not be read: {{why}}. {_UNTOUCHED}"),
    ("open", "not fit"): Outcome("old", f"{{where}} {{why}}. {_UNTOUCHED}"),
    ("open", "changed"): Outcome(
        "old", f"{{where}} was changed outside ipstui, or part of it is missing. {_UNTOUCHED}"
    ),
    ("open", "integrity"): Outcome(
        "old", f"{{where}} failed its integrity check: it is not what ipstui saved. {_UNTOUCHED}"
    ),
    ("open", "newer"): Outcome("old", f"{{where}} was last used with a newer ipstui: that one opens it. {_UNTOUCHED}"),
    ("open", "sealed"): Outcome("old", "{where} is encrypted: it opens with its passphrase or its recovery code."),
    ("open", "in clear"): Outcome(
        "old",
        f"{{where}} is not encrypted, although a passphrase was given. It may have been replaced. {_UNTOUCHED}",
    ),
    ("open", "in clear, carried"): Outcome(
        "old",
        "{where} is not encrypted, and lies in the folder that is carried with the program: whoever finds a lost stick "
        f"can read it. {_UNTOUCHED}",
    ),
    ("open", "downgraded"): Outcome(
        "old",
        "{where} is not encrypted, although what was saved here is. Somebody may have put it there in place of yours. "
        f"{_UNTOUCHED}",
    ),
    ("open", "another key"): Outcome("old", f"{{where}} was encrypted with another key. {_UNTOUCHED}"),
}


_UNDERNEATH: dict[Moment, str] = {
    "changed": "{why}. What stands there is as that program left it.",
    "missing": "{why}. Look for it before anything else; `ipstui restore` lists its copies.",
}
"""That what was saved is intact nobody can say then."""
for _act, _begins in (
    ("save", "Not saved"), ("passphrase", "The passphrase was not changed"), ("encrypt", "Not encrypted"),
    ("code", "The recovery code was not changed"), ("erase", "Nobody was erased"), ("restore", "Not restored"),
):  # fmt: skip
    for _moment, _ends in _UNDERNEATH.items():
        OUTCOMES[cast("Act", _act), _moment] = Outcome("as another left it", f"{_begins}: {_ends}")


def said(act: Act, moment: Moment, *, why: str = "", count: int = 0, where: str = "") -> str:
    """The sentence of one cell."""
    return OUTCOMES[act, moment].said.format(why=why, count=count, where=where)
