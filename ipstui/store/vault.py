"""The key of an encrypted case file: random, and wrapped for the passphrase and for the recovery code.

`cryptography` is imported only when a key is made or used, so a plain file does not pay for it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

import msgspec

from ipstui.store.errors import CostsMore, Locked, NoMemoryForKey, UnfitPassphrase, WrongPassphrase

CIPHER = "AES-256-GCM"
SlotName = Literal["passphrase", "recovery"]
PASSPHRASE: Final = "passphrase"
RECOVERY: Final = "recovery"
KEYS = "keys"  # the table of former keys, in an encrypted case file
LONGEST = 1024  # characters of a passphrase

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: what people misread on paper or hear wrongly on the telephone.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
CODE_LENGTH, CODE_GROUP = 25, 5

_Salt = Annotated[bytes, msgspec.Meta(min_length=16, max_length=64)]
_Nonce = Annotated[bytes, msgspec.Meta(min_length=12, max_length=12)]
_Wrapped = Annotated[bytes, msgspec.Meta(min_length=48, max_length=48)]


class Kdf(msgspec.Struct, frozen=True, kw_only=True):
    """How a secret becomes a key. The bounds keep a doctored file from hanging the program."""

    name: Literal["argon2id"] = "argon2id"
    memory_kib: Annotated[int, msgspec.Meta(ge=16 * 1024, le=1024 * 1024)] = 64 * 1024
    passes: Annotated[int, msgspec.Meta(ge=1, le=10)] = 3
    lanes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 4
    salt: _Salt

    def derive(self, secret: str) -> bytes:
        """A 256-bit key from a secret; some 0.1 s at the usual parameters, on purpose. Raises NoMemoryForKey."""
        from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

        argon = Argon2id(
            salt=self.salt, length=32, iterations=self.passes, lanes=self.lanes, memory_cost=self.memory_kib
        )
        try:
            return argon.derive(secret.encode())
        except MemoryError:
            raise NoMemoryForKey(self.memory_kib) from None


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """The data key, wrapped under one secret."""

    name: SlotName
    kdf: Kdf
    nonce: _Nonce
    key: _Wrapped

    def _context(self) -> bytes:
        return msgspec.json.encode({"slot": self.name, "kdf": self.kdf})

    @classmethod
    def wrap(cls, name: SlotName, secret: str, key: bytes, cost: Kdf | None = None) -> Slot:
        """Wrap the data key; `cost` gives other parameters than the usual ones, its salt is not used."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        kdf = msgspec.structs.replace(cost, salt=os.urandom(16)) if cost else Kdf(salt=os.urandom(16))
        bare = cls(name=name, kdf=kdf, nonce=os.urandom(12), key=b"")
        wrapped = AESGCM(kdf.derive(secret)).encrypt(bare.nonce, key, bare._context())
        return msgspec.structs.replace(bare, key=wrapped)

    def unwrap(self, secret: str) -> bytes | None:
        """The data key, or None if this is not the secret."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self.kdf.derive(secret)).decrypt(self.nonce, self.key, self._context())
        except InvalidTag:
            return None


class Vault:
    """Holds the data key while a case file is open.

    One vault opens the file and every copy made of it, those from before a new passphrase or code too. Either makes
    a new key (`create`): whoever knows an old passphrase opens old copies with it, and nothing that is saved later.
    """

    def __init__(self, key: bytes, slots: tuple[Slot, ...]) -> None:
        """Use `create` or `unlock`."""
        self._key: bytes | None = key
        self.slots = slots
        self.former: tuple[Vault, ...] = ()
        """The keys that the case file had before: older copies open with them, and can be cleaned."""

    def __repr__(self) -> str:
        """Never the key."""
        return f"<Vault, {'locked' if self._key is None else 'open'}>"

    @classmethod
    def create(cls, passphrase: str, *, cost: Kdf | None = None) -> tuple[Vault, str]:
        """A vault with a fresh key, and its recovery code, to be shown once. Raises UnfitPassphrase."""
        secret = _secret(passphrase)
        key, code = os.urandom(32), new_code()
        slots = (
            Slot.wrap(PASSPHRASE, secret, key, cost),
            Slot.wrap(RECOVERY, normal_code(code) or "", key, cost),
        )
        return cls(key, slots), code

    @classmethod
    def unlock(cls, slots: tuple[Slot, ...], typed: str, *, accept_cost: bool = False) -> Vault:
        """The vault behind `slots`. Raises WrongPassphrase, UnfitPassphrase, and CostsMore unless that is accepted."""
        if not accept_cost:
            _refuse_cost(slots)
        return cls(_open_slots(slots, typed), slots)

    @property
    def is_open(self) -> bool:
        """Whether the key is at hand."""
        return self._key is not None

    @property
    def name(self) -> str:
        """Eight letters that stay with the key and tell nothing about it: whose copies these are."""
        return hashlib.sha256(b"ipstui copies" + self._open_key()).hexdigest()[:8]

    @property
    def names(self) -> tuple[str, ...]:
        """The name of this key, and those of the keys before."""
        return (self.name, *(former.name for former in self.former))

    def kept(self) -> list[dict[str, str]]:
        """This key and the former ones as rows of a table, for a case file that is sealed behind another."""
        return [{"key": base64.b64encode(each._open_key()).decode()} for each in (self, *self.former)]

    def remember(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Take the former keys from the rows of the case file that this key opened. Raises ValueError."""
        keys = [base64.b64decode(row["key"], validate=True) for row in rows]
        if any(len(key) != 32 for key in keys):
            raise ValueError("a key of the wrong length")
        self.former = tuple(Vault(key, ()) for key in keys)

    def lock(self) -> None:
        """Drop the key. Python cannot promise that no copy of it lingers in memory."""
        self._key, self.former = None, ()

    def reopen(self, typed: str) -> None:
        """Take the key back after `lock`. Raises WrongPassphrase."""
        self._key = _open_slots(self.slots, typed)

    def seal(self, nonce: bytes, plain: bytes, header: bytes) -> bytes:
        """Encrypt, and vouch for `header` too. The nonce must be fresh."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(self._open_key()).encrypt(nonce, plain, header)

    def unseal(self, nonce: bytes, sealed: bytes, header: bytes) -> bytes | None:
        """Decrypt; None if the bytes or the header are not those that were sealed with this key."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(self._open_key()).decrypt(nonce, sealed, header)
        except InvalidTag:
            return None

    def _open_key(self) -> bytes:
        if self._key is None:
            raise Locked
        return self._key


def _refuse_cost(slots: tuple[Slot, ...]) -> None:
    """This program never sets more than the usual: more was set by somebody else, and may keep the computer busy."""
    usual = Kdf(salt=bytes(16))
    dear = [
        slot.kdf
        for slot in slots
        if slot.kdf.memory_kib > usual.memory_kib or slot.kdf.passes > usual.passes or slot.kdf.lanes > usual.lanes
    ]
    if dear:
        raise CostsMore(max(kdf.memory_kib for kdf in dear) // 1024, max(kdf.passes for kdf in dear))


def _open_slots(slots: tuple[Slot, ...], typed: str) -> bytes:
    secret, code = _secret(typed), normal_code(typed)
    for slot in slots:
        tried = code if slot.name == RECOVERY else secret
        if tried is not None and (key := slot.unwrap(tried)):
            return key
    raise WrongPassphrase


def _secret(passphrase: str) -> str:
    """One spelling of what was typed: keyboards compose "ŵ" in different ways. Raises UnfitPassphrase."""
    if len(passphrase) > LONGEST:
        raise UnfitPassphrase(f"A passphrase may have at most {LONGEST:,} characters; this has {len(passphrase):,}.")
    composed = unicodedata.normalize("NFC", passphrase)
    if not composed:
        raise UnfitPassphrase("The passphrase is empty.")
    try:
        composed.encode()
    except UnicodeEncodeError:
        raise UnfitPassphrase("The passphrase holds a character that cannot be used.") from None
    return composed


def check_fit(passphrase: str) -> None:
    """Raise UnfitPassphrase for one that cannot be used at all."""
    _secret(passphrase)


def new_code() -> str:
    """A recovery code of 25 characters (113 bits), in groups of five for reading aloud and copying."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(letters[at : at + CODE_GROUP] for at in range(0, CODE_LENGTH, CODE_GROUP))


def normal_code(typed: str) -> str | None:
    """A code as it was made, whatever spaces, dashes or small letters were typed; None if it is none."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter.isalnum())
    return letters if len(letters) == CODE_LENGTH and all(letter in ALPHABET for letter in letters) else None


def same_code(typed: str, code: str) -> bool:
    """Whether the code typed back at set-up is the one that was shown."""
    return hmac.compare_digest(normal_code(typed) or "", normal_code(code) or "-")


def strength(passphrase: str) -> str:
    """Advice in words; an empty text means there is nothing to add. It advises, it does not forbid."""
    text = unicodedata.normalize("NFC", passphrase)
    words = text.split()
    if not text:
        return "Type a passphrase: four or more unrelated words are easy to remember and hard to guess."
    if len(set(text.casefold())) < 5:
        return "Too easy to guess: the same few characters again and again."
    if len(text) < 12:
        return f"Short: {len(text)} characters. Four or more unrelated words make a good passphrase."
    if any(
        run in text.casefold() for run in ("password", "passphrase", "qwerty", "12345", "abcdef", "letmein", "ipstui")
    ):
        return "It holds something that guessers try first. Unrelated words are better."
    if len(words) < 4 and len(text) < 16:
        return "Fair. Another word or two would make it strong."
    return ""
