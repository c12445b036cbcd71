"""Wrong passphrases wait, also in another process; a key derivation that costs more than ours is asked about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from ipstui.store import tries
from ipstui.store.errors import CostsMore
from ipstui.store.vault import Slot, Vault

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_three_are_free_then_each_waits_twice_as_long_up_to_five_minutes(vault: Vault) -> None:
    slots = vault.slots
    tries.right(slots)
    waits = []
    for _ in range(14):
        try:
            tries.check(slots, NOW)
            waits.append(0)
        except tries.TooSoon as soon:
            waits.append(soon.seconds)
        tries.wrong(slots, NOW)
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    tries.check(slots, NOW + timedelta(minutes=5))
    with pytest.raises(tries.TooSoon) as back:
        tries.check(slots, NOW - timedelta(days=30))
    assert back.value.seconds == 300, "a clock set back does not lock anybody out"
    tries.right(slots)
    tries.check(slots, NOW)


def test_another_file_does_not_wait_and_a_spoilt_count_is_none(vault: Vault) -> None:
    for _ in range(5):
        tries.wrong(vault.slots, NOW)
    tries.check(vault.slots[:1], NOW)
    tries._record(vault.slots).write_bytes(b"{")
    tries.check(vault.slots, NOW)


@pytest.mark.parametrize("dear", [{"memory_kib": 64 * 1024 + 1}, {"passes": 4}, {"lanes": 5}])
def test_a_cost_above_ours_is_asked_about_before_it_is_paid(
    vault: Vault, dear: dict, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = vault.slots[1]
    slots = (vault.slots[0], msgspec.structs.replace(slot, kdf=msgspec.structs.replace(slot.kdf, **dear)))
    tried: list[str] = []
    monkeypatch.setattr(Slot, "unwrap", lambda self, secret: tried.append(secret) or bytes(32))
    with pytest.raises(CostsMore, match="more than ipstui ever asks for"):
        Vault.unlock(slots, "four plain unrelated words")
    assert not tried
    assert Vault.unlock(slots, "four plain unrelated words", accept_cost=True)
