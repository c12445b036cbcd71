"""The worked cases, the Ministry's own and by the statute's text, read as another program would send them."""

import json
from datetime import date
from pathlib import Path

import pytest

from calculators.contract import decode, plain
from calculators.disclosure.check import DisclosureRequest, disclosure

SAMPLES = json.loads((Path(__file__).parent / "facts" / "disclosure.json").read_text("utf-8"))
AS_OF = {"as_of": date(2026, 11, 25)}


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["id"] for sample in SAMPLES])
def test_sample(sample):
    request = decode(json.dumps(sample["request"]).encode(), DisclosureRequest, AS_OF)
    groups = plain(disclosure(request))["groups"]
    expect = sample["expect"]
    govuk = {name: group["govuk_date"] for name, group in groups.items()}
    if "by_group" in expect:
        assert govuk == expect["by_group"]
    if "first_day_spent" in expect:
        assert {name: group["first_day_spent"] for name, group in groups.items()} == expect["first_day_spent"]
    shows = expect.get("moj_shows")
    if isinstance(shows, dict):
        assert govuk == shows
    elif shows is not None:
        assert set(govuk.values()) == {"unknown"}
