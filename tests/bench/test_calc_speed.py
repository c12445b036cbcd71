"""A thousand requests, read and answered as `calc --json` does it: the processor's time is printed. Asked for: 3 s."""

import json
import time
from pathlib import Path

import pytest

from calculators.contract import answer
from calculators.disclosure.check import disclosure
from calculators.disclosure.records import DisclosureRequest
from calculators.licence.check import LicenceRequest, check_licence
from tests.calculators.licence.kinds import CASES

FACTS = Path(__file__).parents[1] / "calculators"
LICENCE = json.loads((FACTS / "licence" / "facts" / "licence.json").read_text("utf-8"))
DISCLOSURE = json.loads((FACTS / "disclosure" / "facts" / "disclosure.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("requests", "kind", "work_out"),
    [
        ([each["request"] for each in LICENCE] + [given for given, _ in CASES.values()], LicenceRequest, check_licence),
        ([{"as_of": "2026-11-25"} | each["request"] for each in DISCLOSURE], DisclosureRequest, disclosure),
    ],
    ids=["licence", "disclosure"],
)
def test_a_thousand(requests, kind, work_out):
    thousand = json.dumps((requests * (1000 // len(requests) + 1))[:1000]).encode()
    began = time.process_time()
    answers = answer(thousand, kind, work_out)
    spent = time.process_time() - began
    assert not answers.refused
    assert len(json.loads(answers.output)) == 1000
    print(f"{kind.__name__}, 1,000 answers: {spent:.1f} s")
