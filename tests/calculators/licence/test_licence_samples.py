"""The worked samples, read as another program would send them."""

import json
from pathlib import Path

import pytest

from calculators.contract import decode, plain
from calculators.licence.check import LicenceRequest, check_licence

SAMPLES = json.loads((Path(__file__).parent / "facts" / "licence.json").read_text("utf-8"))


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{s['id']} {s['title']}" for s in SAMPLES])
def test_sample(sample):
    request = decode(json.dumps(sample["request"]).encode(), LicenceRequest)
    answer = plain(check_licence(request))
    found = {row["id"]: row["verdict"] for row in answer["conditions"]}
    assert answer["verdict"] == sample["expect"]["verdict"]
    assert {name: found.get(name) for name in sample["expect"]["conditions"]} == sample["expect"]["conditions"]
    order = ["conflict", "ask", "unknown", "clear"]
    assert [order.index(row["verdict"]) for row in answer["conditions"]] == sorted(
        order.index(row["verdict"]) for row in answer["conditions"]
    )
    assert answer["catalogue_version"]
    if answer["verdict"] in ("ask", "conflict") and all(row["id"] != "state" for row in answer["conditions"]):
        assert answer["ask_text"]
