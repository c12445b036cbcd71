"""Where the case file is, what lies beside it, and which places are unsafe for it."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath, PureWindowsPath

FILE_NAME = "cases.json"
START = "ipstui.cmd"  # starts a program that is carried about, from the folder above its interpreter's
ANY_OWNER = "[0-9a-f]{8}"  # a pattern
_DATED = r"-\d{8}T\d{6}-g\d+"
_BEGINNING = b'{"ipstui":'
_SEALED = b'{"ipstui":{"format"'
_SYNCED = re.compile(
    r"(onedrive|dropbox|google ?drive|icloud ?drive|com~apple~clouddocs|nextcloud|owncloud|box sync)( [-(].*)?",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³])( *\..*)?", re.IGNORECASE)
PAGES = {
    "take-home": "a page to take home",
    "diary": "the diary, to print",
    "week": "the week's report, to print",
    "record": "entries for the official record",
    "report": "a report, to print",
    "paper": "a letter or other paper, to print",
    "letter": "a letter, a CV or a page at an end, to print",
    "plan": "a page of what was planned together, to print",
    "page": "a page to print",
}
"""The kinds of pages that lie in clear, by how their names begin: a name tells the kind, and nobody's name."""
_PAGE = rf"({'|'.join(PAGES)})-[0-9a-f]+\.(html|txt|docx)"


def default_path() -> Path:
    """`cases.json` in the user's data folder: %LOCALAPPDATA%\\ipstui, ~/.local/share/ipstui or the like."""
    import platformdirs

    return Path(platformdirs.user_data_dir("ipstui", appauthor=False)) / FILE_NAME


def chosen_path(option: str | None = None, environ: Mapping[str, str] = os.environ) -> Path:
    """The case file asked for: the `--db` option, IPSTUI_DB, beside a carried program, the default. Always absolute."""
    if named := option or environ.get("IPSTUI_DB"):
        path = typed_path(named)
    elif (carried := _carried_folder()) and (carried / "data").is_dir():
        path = carried / "data" / FILE_NAME
    else:
        path = default_path()
    return Path(os.path.abspath(path))


def typed_path(path: str | os.PathLike[str]) -> Path:
    """The absolute path that somebody typed. A ~ that names nobody is a letter like any other."""
    expanded = os.path.expanduser(path)
    try:
        return Path(os.path.abspath(expanded))
    except FileNotFoundError:  # the folder one stands in is gone; what the shell calls it says so in the message
        return Path(os.path.normpath(os.path.join(os.environ.get("PWD") or os.sep, expanded)))


def _carried_folder() -> Path | None:
    """The folder of a program that is carried about, by the interpreter in it; None for an installed one."""
    folder = Path(sys.executable or "").parent.parent
    return folder if os.path.isfile(folder / START) else None


def is_carried(path: Path) -> bool:
    """Whether it lies in the folder carried with the program: a stick is lost, so nothing in clear goes there."""
    if (folder := _carried_folder()) is None:
        return False
    real = Path(_real(path))
    return _within(real, _real(folder)) or any(_same(each, folder) for each in real.parents)


def _real(path: Path) -> str:
    """The path without links and short names, as far as the system tells: Windows fails at some paths."""
    with contextlib.suppress(OSError):
        return os.path.realpath(path)
    return os.path.abspath(path)


def _same(path: Path, other: Path) -> bool:
    """Whether two names are one folder's: on Windows it has more than any reading of names finds out."""
    try:
        one, two = os.stat(path), os.stat(other)
    except (OSError, ValueError):
        return False
    return one.st_ino != 0 and os.path.samestat(one, two)


NOT_IN_CLEAR = "what lies in the folder carried with the program is encrypted, and that needs a passphrase"


def unfit_name(path: PurePath) -> str:
    """Why Windows would not take the name for a file, as a sentence part; "" where nothing is wrong with it."""
    if not isinstance(path, PureWindowsPath):
        return ""
    if path.anchor.startswith("\\\\.\\"):  # what os.path.abspath makes of such a name: \\.\NUL
        return f"{path.anchor[4:].rstrip(chr(92))} is a device, not a file"
    for part in path.parts[1:] if path.anchor else path.parts:
        if odd := sorted({letter for letter in part if letter in '<>:"|?*' or ord(letter) < 32}):
            return f"a file name may not hold {' '.join(odd) if odd[0] >= ' ' else 'a control character'}"
        if _DEVICE.fullmatch(part):
            return f"{part} is a device, not a file"
    return ""


def new_of(path: Path) -> Path:
    """A save under way; left behind only by a crash, and never acknowledged. `/` has one too, and no name."""
    return Path(f"{path}.new")


def prev_of(path: Path) -> Path:
    """The save before the last."""
    return Path(f"{path}.prev")


def lock_of(path: Path) -> Path:
    """The lock file, which also says who holds it. Never deleted."""
    return Path(f"{path}.lock")


def drafts_of(path: Path) -> Path:
    """What was typed and not saved when the terminal went away, sealed."""
    return Path(f"{path}.drafts")


def copies_folder(path: Path) -> Path:
    """Where the copies of this case file are kept."""
    return path.parent / "backups"


def pages_folder(path: Path) -> Path:
    """Where pages go to be printed or given: in clear, not kept by the program, and not carried with it."""
    return (default_path() if is_carried(path) else path).parent / "pages"


def templates_folder(path: Path) -> Path:
    """Where a person's own templates lie: words and letters they have changed. Nothing about anybody is in them."""
    return path.parent / "templates"


def own_templates(path: Path) -> list[Path]:
    """The templates that lie there."""
    try:
        names = os.listdir(templates_folder(path))
    except OSError:
        return []
    return [templates_folder(path) / name for name in sorted(names) if name.endswith((".txt", ".docx"))]


def measures_folder(path: Path) -> Path:
    """Where a person puts files of what their own funder counts."""
    return path.parent / "measures"


def pages(path: Path) -> list[Path]:
    """The pages and Word files that lie there still."""
    try:
        names = os.listdir(pages_folder(path))
    except OSError:
        return []
    return [pages_folder(path) / name for name in sorted(names) if re.fullmatch(_PAGE, name)]


def page_kind(page: Path) -> str:
    """What a page is, in words."""
    return PAGES[page.name.rpartition("-")[0]]


def copy_names(path: Path, folder: Path | None = None, owner: str = "") -> list[Path]:
    """The copies of this case file in a folder (its own by default), newest save first.

    In a second folder, which may be shared, names carry an `owner` (see `Vault.name`), or ANY_OWNER's.
    """
    whose = f"-{owner}" if owner else ""
    pattern = re.compile(rf"{re.escape(path.stem)}{whose}-(\d{{8}}T\d{{6}})-g(\d+)\.json")
    found = []
    try:
        names = os.listdir(folder or copies_folder(path))
    except OSError:
        return []
    for name in names:
        if match := pattern.fullmatch(name):
            found.append((int(match[2]), match[1], name))
    return [(folder or copies_folder(path)) / name for _, _, name in sorted(found, reverse=True)]


def restorable(path: Path) -> list[Path]:
    """What may be restored in place of `path`: the save before, then the copies, newest first."""
    prev = prev_of(path)  # os.path does not raise for a folder that may not be looked into, as Path does
    return ([prev] if os.path.isfile(prev) else []) + copy_names(path)


def damaged_files(path: Path) -> list[Path]:
    """What earlier restores put aside, newest first."""
    try:
        names = os.listdir(path.parent)
    except OSError:
        return []
    start = f"{path.stem}.damaged-"
    return [path.with_name(name) for name in sorted(names, reverse=True) if name.startswith(start) and _whole(name)]


def encrypted_beside(path: Path) -> bool:
    """Whether the save before, or one of the copies, is encrypted, by how they begin."""
    return any(is_sealed(file) for file in restorable(path))


def conflicts(path: Path) -> list[Path]:
    """Copies that sync programs made beside the case file and among its copies, when two computers clashed.

    Such as "cases-LAPTOP7.json", "cases (1).json", "cases (conflicted copy).json"; those too that a file manager or an
    editor makes ("cases - Copy.json", "cases.json~"). Only what begins as a case file does, and has no lock of its
    own: a second case file beside this one is nobody's copy.
    """
    stem = re.escape(path.stem)
    mark = (
        r"([-_~][^/\\]{1,60}| - [^/\\]{1,60}| ?[(\[][^/\\]{1,80}[)\]]| \d{1,3}|\.sync-conflict-[\w-]+"
        r"| copy( \d{1,3})?|[ .][^/\\]{0,60}(?i:conflict)[^/\\]{0,60})"
    )
    other = r"\.json(~|\.bak|\.orig| ?\(\d{1,3}\)|-[^/\\]{1,60}\.prev)"
    where = ((path.parent, stem), (copies_folder(path), rf"{stem}{_DATED}"))
    found = []
    for folder, start in where:
        pattern = re.compile(rf"{start}({mark}\.json(\.prev)?|{other})|Copy of {start}\.json")
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        for name in names:
            file = folder / name
            copy = re.fullmatch(rf".*{_DATED}\.json", name)  # of this case file or of another in this folder
            if (
                pattern.fullmatch(name)
                and not copy
                and not os.path.lexists(lock_of(file))
                and _begins(file, _BEGINNING)
            ):
                found.append(file)
    return found


def is_sealed(file: Path) -> bool:
    """Whether a file begins as an encrypted case file does."""
    return _begins(file, _SEALED)


def _begins(file: Path, beginning: bytes) -> bool:
    try:
        if not stat.S_ISREG(os.lstat(file).st_mode):
            return False
        with open(file, "rb") as opened:
            return opened.read(len(beginning)) == beginning
    except OSError:
        return False


def second_copies(folder: Path | None, path: Path, owners: Sequence[str] = ()) -> list[Path]:
    """The copies in the second folder, which may be shared: those of the owners, anybody's if none is known."""
    if folder is None:
        return []
    return [copy for owner in owners or [ANY_OWNER] for copy in copy_names(path, folder, owner)]


def with_owner(path: Path, name: str, owner: str) -> str:
    """The name of a copy in a second folder, as it is when it is another owner's."""
    dated = name.removeprefix(f"{path.stem}-").partition("-")[2]
    return f"{path.stem}-{owner}-{dated}"


def leftovers(path: Path, second: Path | None = None, owners: Sequence[str] = ()) -> list[Path]:
    """What crashes left of files that were being written: the case file, what lies beside it, copies and pages."""
    starts = [
        (path.parent, re.escape(path.name) + r"(\.prev|\.drafts)?"),
        (path.parent, re.escape(path.stem) + r"\.damaged-.*\.json"),
        (copies_folder(path), re.escape(path.stem) + _DATED + r"\.json"),
        (pages_folder(path), _PAGE),
        *((second, re.escape(f"{path.stem}-{owner}") + _DATED + r"\.json") for owner in owners if second),
    ]
    found = []
    for folder, pattern in starts:
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            continue
        found += [folder / name for name in names if re.fullmatch(pattern + r"\.new", name)]
    return found


def _whole(name: str) -> bool:
    return not name.endswith(".new")


def warnings_for(path: Path, environ: Mapping[str, str] = os.environ) -> list[str]:
    """Sentences about a place that is unsafe for a case file; empty when there is nothing to say."""
    said = []
    roots = (environ.get(variable) for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"))
    by_name = next(filter(None, map(_SYNCED.fullmatch, reversed(path.parts[:-1]))), None)
    if any(root and _within(path, root) for root in roots):
        said.append(
            "This folder is copied to OneDrive. Cloud copies may clash with saving, and take the case "
            "file out of your hands: move it to the default place, or to one your employer approves."
        )
    elif by_name:
        said.append(
            f"This folder seems to be copied by a sync program ({by_name[1]}). Its copies may clash with saving, and "
            "take the case file out of your hands: move it to the default place, or to one your employer approves."
        )
    if is_network(path):
        said.append(
            "This folder is on a network drive, where locks and saves are less sure: "
            "keep the case file on this computer, and only its encrypted copies on the drive."
        )
    return said


def _within(path: PurePath, root: str) -> bool:
    try:
        return os.path.commonpath([os.path.normcase(path), os.path.normcase(root)]) == os.path.normcase(root).rstrip(
            "\\/"
        )
    except ValueError:  # different drives
        return False


def is_network(path: Path) -> bool:
    """Whether the folder is on another machine, as far as the system tells."""
    text = str(path)
    plain = text.startswith(("\\\\?\\", "\\\\.\\")) and text[4:7].upper() != "UNC"
    if text.startswith(("\\\\", "//")) and not plain:
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.WinDLL("kernel32").GetDriveTypeW(path.anchor) == 4)
    return _mounted_as(text, _mounts()) in {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "fuse.sshfs",
        "9p",
        "afpfs",
    }


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text("utf-8", "replace")
    except OSError:
        return ""


def _mounted_as(path: str, mounts: str) -> str:
    """The kind of file system of the longest mount point that holds `path`."""
    best, kind = "", ""
    for line in mounts.splitlines():
        _, point, found, *_ = [*line.split(" "), "", "", ""]
        point = point.replace("\\040", " ")
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if point and inside and len(point) >= len(best):
            best, kind = point, found
    return kind
