"""`ipstui rates`: every figure that is not confirmed stands under its status."""

import json

from click.testing import CliRunner

from calculators.rates import held
from ipstui.commands.rates import rates


def test_what_others_report_stands_beside_what_is_derived_and_unconfirmed():
    text = CliRunner().invoke(rates, []).output
    assert any(year.reported for year in held())
    for year in held():
        for status in ("reported", "derived", "unconfirmed"):
            names = getattr(year, status)
            assert not names or f"  {status}: {', '.join(names)}" in text


def test_json_has_the_same_lists():
    years = json.loads(CliRunner().invoke(rates, ["--json"]).output)["years"]
    assert [tuple(year["reported"]) for year in years] == [year.reported for year in held()]
