"""Where the case file is looked for, and the places it warns about."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from ipstui.store import leaving, places
from ipstui.store.copies import must_be_new
from ipstui.store.errors import CannotCreate, NotCopied, NotEncrypted, NotSaved
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Vault
from tests.machine import carried


def test_the_option_comes_before_the_variable_before_the_default(tmp_path: Path) -> None:
    variable = {"IPSTUI_DB": str(tmp_path / "v.json")}
    assert places.chosen_path(str(tmp_path / "o.json"), variable) == tmp_path / "o.json"
    assert places.chosen_path(None, variable) == tmp_path / "v.json"
    assert places.chosen_path(None, {}) == places.default_path()
    assert places.chosen_path(None, {"IPSTUI_DB": ""}) == places.default_path()
    assert places.chosen_path("x.json", {}) == Path.cwd() / "x.json"
    assert places.default_path().parts[-2:] == ("ipstui", "cases.json")


def test_a_tilde_that_names_nobody_is_a_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    assert places.typed_path("~/x.json") == tmp_path / "home" / "x.json"
    assert places.typed_path("a/../~nobody-here~/x.json") == tmp_path / "~nobody-here~" / "x.json"
    assert places.chosen_path(None, {"IPSTUI_DB": "~/x.json"}) == tmp_path / "home" / "x.json"


@pytest.mark.posix("Windows removes no folder that somebody stands in, and knows no user by ~name")
def test_paths_from_a_folder_that_went_are_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places.typed_path("~nobody-here/x.json") == Path.cwd() / "~nobody-here" / "x.json"
    (tmp_path / "went").mkdir()
    monkeypatch.chdir(tmp_path / "went")
    (tmp_path / "went").rmdir()
    monkeypatch.setenv("PWD", str(tmp_path / "went"))
    assert places.typed_path("x.json") == tmp_path / "went" / "x.json"
    assert places.chosen_path("../x.json", {}) == tmp_path / "x.json"


def test_copies_are_found_newest_first_and_nothing_else_is(tmp_path: Path) -> None:
    path = tmp_path / "cases.json"
    folder = places.copies_folder(path)
    assert places.copy_names(path) == []
    folder.mkdir()
    good = ["cases-20251122T093000-g99.json", "cases-20261122T093000-g12.json", "cases-20261122T093000-g9.json"]
    for name in [*good, "cases-2026-20261122T093000-g1.json", "cases-x.json", "other-20261122T093000-g1.json"]:
        (folder / name).touch()
    assert [copy.name for copy in places.copy_names(path)] == good


@pytest.mark.posix("paths with slashes")
def test_onedrive_is_warned_about() -> None:
    environ = {"OneDrive": "/home/jo/OneDrive"}
    assert "OneDrive" in places.warnings_for(Path("/home/jo/OneDrive/Documents/cases.json"), environ)[0]
    assert places.warnings_for(Path("/home/jo/OneDriver/cases.json"), environ) == []
    assert places.warnings_for(Path("/home/jo/cases.json"), {}) == []


@pytest.mark.parametrize(
    "folder", ["OneDrive - Acme Ltd", "Dropbox (Work)", "Google Drive", "iCloudDrive", "Nextcloud"]
)
def test_a_folder_of_a_sync_program_is_known_by_its_name(tmp_path: Path, folder: str) -> None:
    (said,) = places.warnings_for(tmp_path / folder / "cases.json", {})
    assert f"sync program ({re.split(' [-(]', folder)[0]})" in said
    assert places.warnings_for(tmp_path / f"My {folder} notes" / "cases.json", {}) == []


def test_a_network_drive_is_known_by_its_mount() -> None:
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/the\\040share nfs4 rw 0 0\n"
    assert places._mounted_as("/mnt/the share/cases.json", mounts) == "nfs4"
    assert places._mounted_as("/home/cases.json", mounts) == "ext4"
    assert places._mounted_as("/mnt/the sharer/cases.json", mounts) == "ext4"
    assert places.is_network(Path("//server/share/cases.json"))


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (r"C:\a\cases.json", ""),
        (r"C:\a:b.json", "may not hold :"),
        (r"C:\a\what?.json", "may not hold ?"),
        ("C:\\a\\b\x1b[31m?", "may not hold a control character"),
        (r"C:\a\NUL", "is a device"),
        (r"C:\a\com1.json", "is a device"),
        (r"C:\a\nul .tar.gz", "is a device"),
        ("C:\\a\\COM\u00b9", "is a device"),
        (r"C:\a\conin$", "is a device"),
        (r"\\.\NUL", "NUL is a device"),  # what Windows itself makes of it
        (r"\\.\C:\a", "is a device"),
        (r"\\?\C:\a\cases.json", ""),
        (r"C:\null\console.json", ""),
        (r"\\server\share\cases.json", ""),
    ],
)
def test_names_that_windows_does_not_take_are_a_sentence(name: str, why: str) -> None:
    said = places.unfit_name(PureWindowsPath(name))
    assert (why in said) if why else said == ""
    assert places.unfit_name(PurePosixPath("/a/what:NUL?")) == ""


def test_in_the_carried_folder_nothing_is_in_clear(
    tmp_path: Path, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case file needs a passphrase there, files in clear are refused, and pages go to the user's own folder."""
    stick, elsewhere = tmp_path / "stick", tmp_path / "cases.json"
    path = stick / "data" / "cases.json"
    FileStorage.create(path).close()  # before it was carried
    carried(stick, monkeypatch)
    with pytest.raises(NotEncrypted, match=r"lost stick.*It was not touched"):
        FileStorage.open(path)
    before = path.read_bytes()
    with_it = FileStorage.open(path, accept_plain=True)
    with pytest.raises(NotSaved, match="is encrypted, and that needs a passphrase"):
        with_it.write({"clients": {}})
    assert path.read_bytes() == before
    with_it.use_vault(vault)  # but so that it can be encrypted
    assert places.is_sealed(path)
    for act in (leaving.FILE, leaving.SUBJECT_ACCESS):
        with pytest.raises(NotCopied, match=r"in clear in the folder carried with the program.*Nothing was written"):
            leaving.write_outside(with_it, act, [stick / "out.csv"], Path.touch, with_it.saved_at)
    assert not (stick / "out.csv").exists()
    leaving.write_outside(with_it, leaving.FILE, [tmp_path / "out.csv"], Path.touch, with_it.saved_at)
    with_it.close()
    for name in ("data/other.json", "other.json"):
        with pytest.raises(CannotCreate, match="is encrypted, and that needs a passphrase"):
            FileStorage.create(stick / name)
        assert not (stick / name).exists()
    FileStorage.create(elsewhere).close()
    assert not places.pages_folder(path).is_relative_to(tmp_path)
    assert places.pages_folder(elsewhere) == tmp_path / "pages"


def test_the_carried_folder_is_known_by_any_of_its_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    r"""Windows has several for one folder: a path after \\\\?\\, a volume's number, a drive made by subst."""
    carried(tmp_path / "stick", monkeypatch)
    monkeypatch.setattr(places, "_within", lambda path, root: False)  # none of them reads like another
    assert places.is_carried(tmp_path / "stick" / "data" / "none yet" / "cases.json")
    assert not places.is_carried(tmp_path / "cases.json")


@pytest.mark.parametrize(
    ("path", "network"),
    [
        (r"\\server\share\x.json", True),
        (r"\\?\UNC\server\share\x.json", True),
        (r"\\?\C:\a\x.json", False),
        (r"\\.\NUL", False),
    ],
)
@pytest.mark.posix("asks Windows itself what the drive is")
def test_a_long_spelling_of_a_drive_is_no_network(path: str, network: bool) -> None:
    assert places.is_network(PureWindowsPath(path)) is network  # type: ignore[arg-type]


def test_a_folder_named_data_beside_the_program_holds_the_case_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the interpreter that runs, not by how it was started: where scripts are off a shortcut starts it."""
    carried(tmp_path, monkeypatch)
    assert places.chosen_path(None, {}) == places.default_path()
    (tmp_path / "data").mkdir()
    assert places.chosen_path(None, {}) == tmp_path / "data" / "cases.json"
    assert places.chosen_path(None, {"IPSTUI_DB": str(tmp_path / "v.json")}) == tmp_path / "v.json"


@pytest.mark.parametrize("name", ["what?.html", "NUL", "a:b"])
def test_what_is_written_elsewhere_has_a_name_windows_takes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file with a name that a person chose passes one door."""
    monkeypatch.setattr(places, "unfit_name", lambda path: "" if path.name == "fine" else "that is no file")
    with pytest.raises(NotCopied, match=r"cannot be written: that is no file\. Nothing was copied"):
        must_be_new(Path(name), "copied")
    must_be_new(Path("fine"))
