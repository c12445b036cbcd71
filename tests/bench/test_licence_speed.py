"""A thousand checks, read and answered as the command does it: the time of the processor is printed. Asked for: 3 s."""

import json
import time
from pathlib import Path

from calculators.contract import answer
from calculators.licence.check import LicenceRequest, check_licence
from tests.calculators.licence.kinds import CASES

SAMPLES = json.loads(
    (Path(__file__).parents[1] / "calculators" / "licence" / "facts" / "licence.json").read_text("utf-8")
)


def test_a_thousand_checks():
    requests = [sample["request"] for sample in SAMPLES] + [given for given, _ in CASES.values()]
    thousand = json.dumps((requests * 10)[:1000]).encode()
    began = time.process_time()
    answers = answer(thousand, LicenceRequest, check_licence)
    spent = time.process_time() - began
    assert not answers.refused
    assert len(json.loads(answers.output)) == 1000
    print(f"1,000 checks: {spent:.1f} s")
