"""Files made by accident or by hostile hands: each gets its own sentence, and none is touched."""

from __future__ import annotations

import base64
import json
import os
import random
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipstui.store import whole
from ipstui.store.errors import AnotherKey, Damaged, FailedIntegrity, NewerFormat, NotACaseFile, Refused
from ipstui.store.storage import FileStorage
from ipstui.store.vault import Vault

WHEN = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TABLES = {"clients": {"1": {"name": "Łukasz", "n": 1.5}}, "events": {"7": {"on": "2026-11-22", "next": None}}}


def made(vault: Vault | None = None, tables: dict = TABLES) -> bytes:
    return whole.compose(whole.encode(tables), 7, WHEN, vault)


def opened(raw: bytes, vault: Vault | None = None) -> dict:
    tables, body = whole.parse(Path("cases.json"), raw).open(vault)
    assert msgspec.json.decode(body) == tables
    return tables


def test_it_reads_back_what_was_written(any_vault: Vault | None) -> None:
    found = whole.parse(Path("cases.json"), made(any_vault))
    assert found.open(any_vault) == (TABLES, whole.encode(TABLES))
    assert (found.head.gen, found.head.saved) == (7, WHEN)


def test_an_empty_file_of_tables(any_vault: Vault | None) -> None:
    assert opened(made(any_vault, {}), any_vault) == {}


RESPELT = {
    "byte-order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "CRLF": lambda text: json.dumps(json.loads(text), indent=2).replace("\n", "\r\n").encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "indented": lambda text: json.dumps(json.loads(text), indent=4, ensure_ascii=False).encode(),
    "escaped": lambda text: json.dumps(json.loads(text)).encode(),
    "blanks at the end": lambda text: text.encode() + b" \r\n\n",
    "no last line end": lambda text: text.rstrip().encode(),
}


@pytest.mark.parametrize("how", RESPELT)
def test_another_spelling_of_the_same_values_is_fine(any_vault: Vault | None, how: str) -> None:
    assert opened(RESPELT[how](made(any_vault).decode()), any_vault) == TABLES


def test_every_cut_is_noticed(any_vault: Vault | None) -> None:
    raw = made(any_vault)
    for length in range(len(raw) - 1):
        with pytest.raises(Refused):
            opened(raw[:length], any_vault)
    with pytest.raises(Damaged, match="is cut short"):
        opened(raw[: len(raw) // 2], any_vault)


def test_every_flipped_bit_is_noticed(any_vault: Vault | None) -> None:
    raw = made(any_vault)
    rng = random.Random(4)
    places = [(at, bit) for at in range(len(raw)) for bit in range(8)]
    for at, bit in places if any_vault is None else rng.sample(places, 3000):
        spoilt = bytearray(raw)
        spoilt[at] ^= 1 << bit
        with pytest.raises(Refused):
            opened(bytes(spoilt), any_vault)


def test_wrong_bytes_are_told_from_a_wrong_passphrase_without_the_key(vault: Vault) -> None:
    envelope = json.loads(made(vault))
    envelope["ipstui"]["slots"][0]["key"] = base64.b64encode(bytes(48)).decode()
    with pytest.raises(FailedIntegrity, match="failed its integrity check"):
        whole.parse(Path("cases.json"), json.dumps(envelope).encode())


def reseal(envelope: dict) -> bytes:
    """What a forger does who knows the format but not the key: make the check value fit again."""
    head = dict(envelope["ipstui"])
    head.pop("sha256")
    check = whole._check(msgspec.json.encode(head), envelope["data"].encode())
    return json.dumps({"ipstui": {**head, "sha256": check}, "data": envelope["data"]}).encode()


def flipped(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize(
    "change",
    [
        lambda e: e["ipstui"].update(gen=99),
        lambda e: e["ipstui"].update(saved="2030-01-01T00:00:00Z"),
        lambda e: e["ipstui"].update(more="x"),
        lambda e: e.update(data=base64.b64encode(flipped(base64.b64decode(e["data"]))).decode()),
        lambda e: e["ipstui"].update(nonce=base64.b64encode(bytes(12)).decode()),
    ],
)
def test_a_forged_header_fails_even_when_the_check_value_fits(vault: Vault, change: object) -> None:
    envelope = json.loads(made(vault))
    assert opened(reseal(envelope), vault) == TABLES
    change(envelope)
    with pytest.raises(FailedIntegrity):
        opened(reseal(envelope), vault)


ABSURD = [
    {"memory_kib": 2**40},
    {"memory_kib": 1},
    {"passes": 10**9},
    {"passes": 0},
    {"lanes": 10**6},
    {"lanes": -1},
    {"name": "md5"},
    {"salt": ""},
    {"memory_kib": "65536"},
    {"passes": 3.5},
    {"passes": 10**400},
]


@pytest.mark.parametrize("absurd", ABSURD)
def test_absurd_key_derivation_is_refused_before_it_runs(vault: Vault, absurd: dict) -> None:
    envelope = json.loads(made(vault))
    envelope["ipstui"]["slots"][0]["kdf"].update(absurd)
    with pytest.raises(FailedIntegrity):
        whole.parse(Path("cases.json"), reseal(envelope))


def test_a_hundred_slots_are_refused(vault: Vault) -> None:
    envelope = json.loads(made(vault))
    envelope["ipstui"]["slots"] *= 50
    with pytest.raises(FailedIntegrity):
        whole.parse(Path("cases.json"), reseal(envelope))


def test_another_key_is_named_as_such(vault: Vault) -> None:
    other, _ = Vault.create("quite another passphrase", cost=vault.slots[0].kdf)
    with pytest.raises(AnotherKey):
        opened(made(other), vault)


def test_a_newer_format_is_refused(any_vault: Vault | None) -> None:
    text = made(any_vault).decode().replace('"format":1', '"format":2')
    with pytest.raises(NewerFormat, match="was last used with a newer ipstui"):
        opened(text.encode(), any_vault)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
BAD = {
    "empty": (b"", "is empty"),
    "blank": (b"  \n\n", "is empty"),
    "zeros": (bytes(5000), "is full of zeros"),
    "picture": (PNG, "is not an ipstui case file"),
    "text": ("Dear José".encode("latin-1"), "is not an ipstui case file"),
    "list": (b"[1, 2]", "is not an ipstui case file"),
    "foreign JSON": (b'{"a": 1}', "is JSON, but not an ipstui case file"),
    "stock TinyDB": (b'{"_default": {"1": {"a": 1}}}', "is JSON, but not an ipstui case file"),
    "NaN": (made().replace(b"1.5", b"NaN"), "is not readable JSON"),
    "huge number": (made().replace(b"1.5", b"1e999"), "is not readable JSON"),
    "digits": (made().replace(b"1.5", b"1" * 9000), "is not readable JSON"),
    "deep lists": (b'{"ipstui":' + b"[" * 200_000 + b"]" * 200_000 + b"}", "is nested too deeply"),
    "deep objects": (b'{"a":' * 200_000 + b"1" + b"}" * 200_000, "is nested too deeply"),
    "same table twice": (made()[:-2] + b',"clients":{}}\n', "holds the same key twice"),
    "head twice": (b'{"ipstui":{},' + made()[1:], "holds the same key twice"),
    "head is a list": (b'{"ipstui":[],"clients":{}}', "was changed outside ipstui"),
    "head is empty": (b'{"ipstui":{"1":{}}}', "was changed outside ipstui"),
    "head row missing": (b'{"ipstui":{}}', "failed its integrity check"),
    "format is text": (made().replace(b'"format":1', b'"format":"1"'), "was changed outside ipstui"),
    "latin-1 inside": (made().replace("Ł".encode(), b"\xa3"), "is no longer readable text"),
    "lone surrogate": (made().replace("Ł".encode(), b"\\ud800"), "is not readable JSON"),
    "something after the end": (made() + b"<<<<<<< other", "has something after its end"),
    "zeros after the end": (made() + bytes(100), "has something after its end"),
    "zeros at the end": (made()[:100] + bytes(100), "is cut short"),
    "no data": (b'{"ipstui":{"format":1,"gen":1}}', "failed its integrity check"),
}


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_has_its_sentence_and_is_left_alone(case_path: Path, name: str) -> None:
    raw, sentence = BAD[name]
    case_path.write_bytes(raw)
    with pytest.raises(Refused) as caught:
        FileStorage.open(case_path)
    assert sentence in caught.value.headline
    assert "It was not touched." in caught.value.headline
    assert case_path.read_bytes() == raw
    assert not case_path.with_name("cases.json.new").exists()


def test_tables_of_the_wrong_shape_are_refused_even_with_a_fitting_check(case_path: Path) -> None:
    for tables in ({"clients": []}, {"clients": {"1": "Jo"}}, {"clients": None}):
        case_path.write_bytes(whole.compose(whole.encode(tables), 1, WHEN, None))
        with pytest.raises(Damaged, match="does not hold tables"):
            FileStorage.open(case_path)


def test_two_gigabytes_of_zeros_are_refused_at_once(case_path: Path) -> None:
    with case_path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(NotACaseFile, match="is full of zeros"):
        FileStorage.open(case_path)
    with case_path.open("r+b") as file:
        file.write(b'{"ipstui":')
    with pytest.raises(NotACaseFile, match=r"is 2\.1 GB, far larger than any case file"):
        FileStorage.open(case_path)


def test_a_folder_in_its_place(case_path: Path) -> None:
    case_path.mkdir()
    with pytest.raises(NotACaseFile, match="is a folder"):
        FileStorage.open(case_path)


@pytest.mark.posix("a pipe has a name among the files")
def test_a_pipe_in_its_place_does_not_hang(case_path: Path) -> None:
    os.mkfifo(case_path)
    with pytest.raises(NotACaseFile, match="is a pipe"):
        FileStorage.open(case_path)


def test_a_name_with_control_characters_is_shown_safely(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        FileStorage.open(tmp_path / "a\x1b[31mb")
    assert "\x1b" not in str(caught.value)


def test_a_name_with_a_nul_or_far_too_long(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 5000):
        with pytest.raises(Refused):
            FileStorage.open(tmp_path / name)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
table = st.dictionaries(
    st.text("0123456789", min_size=1, max_size=3),
    st.dictionaries(st.text(max_size=5), json_values, max_size=4),
    max_size=3,
)
some_tables = st.dictionaries(st.sampled_from(["clients", "events", "data", "1"]), table, max_size=3)


@settings(max_examples=100)
@given(some_tables)
def test_any_tables_come_back_as_they_were_in_any_spelling(tables: dict) -> None:
    raw = whole.compose(whole.encode(tables), 1, WHEN, None)
    assert opened(raw) == tables
    assert opened(json.dumps(json.loads(raw), indent=1).encode()) == tables


@settings(max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused):
        opened(raw)
    with pytest.raises(Refused):
        opened(b'{"ipstui":' + raw)
