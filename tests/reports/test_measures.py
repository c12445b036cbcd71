"""Measures as data: what is shipped, and what a file of one's own is refused for."""

from __future__ import annotations

import codecs
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from ipstui.casework.checks import Unfit
from ipstui.casework.events import JobStarted, Referral
from ipstui.commands.report_documents import outcomes_document
from ipstui.exchange.hours_code import hours_code
from ipstui.exchange.own_measures import OwnMeasures, own_measures, write_template
from ipstui.reports.figures import period_of
from ipstui.reports.jobs import hours_figures
from ipstui.reports.measures import RESERVED, HoursBands, MeasureFile, joined, read_measures, shipped
from ipstui.reports.outcomes import outcomes, people_of
from tests.casework.made_up import JO
from tests.casework.made_up import usually as told
from tests.reports.by_hand import TODAY, counted, people

OWN = {
    "counts": "sustained", "id": "own_12", "name": "Twelve weeks", "weeks": 4, "within": 4, "first_job": False,
    "unit": "jobs", "rule": "Four weeks.", "source": "Our contract", "status": "D",
}  # fmt: skip


def file(*measures: dict[str, object], **more: object) -> bytes:
    return msgspec.json.encode({"publisher": "Ours", "measures": measures} | more)


def test_what_is_shipped() -> None:
    ids = [measure.id for measure in joined()]
    assert ids[:5] == ["referred", "seen_once", "engaged", "employed", "employed_of_engaged"]
    assert {"ips_grow_into_work", "ips_grow_13_weeks", "ipspc_outcome", "6_weeks", "6_months", "hours_bands"} <= set(
        ids
    )
    assert len(ids) == len(set(ids))
    for measure in joined():
        assert measure.rule.endswith(".")
        assert measure.source


def test_connect_to_work_is_a_template_that_counts_nothing() -> None:
    (template,) = [measure for measure in joined() if measure.status == "template"]
    assert template.id == "connect_to_work"
    assert "Your area's definition" in template.rule


def test_a_file_of_ones_own_is_counted() -> None:
    three = {"counts": "met", "id": "three", "name": "Met on three days", "days": 3, "unit": "people", "rule": "Three.",
             "source": "Ours", "status": "D"}  # fmt: skip
    employed = {"counts": "employed", "id": "into_work", "name": "Into work", "of": "engaged", "unit": "people",
                "rule": "As engaged.", "source": "Ours", "status": "D"}  # fmt: skip
    own = read_measures(file(OWN, three, employed), "own.json")
    period = period_of(None, None, TODAY)
    every = list(people())
    folded = people_of([each.client for each in every], {each.client.id: each.events for each in every}, period)
    found = outcomes(folded, period, joined([own]))
    assert (found.figures["own_12"].count, found.figures["own_12"].of) == (5, 5)
    assert found.figures["three"].clients == ("eve",)
    assert found.figures["three"].of == 11
    assert (found.figures["into_work"].count, found.figures["into_work"].of) == (3, 7)
    assert "own_12" not in outcomes(folded, period).figures


def test_bands_of_ones_own_hide_no_code_of_the_official_ones() -> None:
    bands = [{"code": "02", "least": 1, "name": "any"}]
    ours = {"counts": "hours_bands", "id": "ours", "name": "Ours", "bands": bands, "otherwise": "99"}
    own = read_measures(file(ours | {"unit": "jobs", "rule": "X.", "source": "X", "status": "D"}), "own.json")
    period = period_of(None, None, TODAY)
    every = list(people())
    folded = people_of([each.client for each in every], {each.client.id: each.events for each in every}, period)
    found = outcomes(folded, period, joined([own]))
    assert found.figures["ours/02"].count == 4
    assert outcomes_document(found)["jobs"]["hours_bands"] == {"02": 1, "03": 3, "99": 1}


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"{", "it is not JSON that can be read"),
        (b'{"publisher": "Ours"}', "own.json: the field “measures” is missing"),
        (file({k: v for k, v in OWN.items() if k != "weeks"}), "the field “weeks” is missing"),
        (file(OWN | {"wekks": 3}), "there is no field “wekks”"),
        (file(OWN | {"counts": "smiles"}), "the field “counts” cannot be “smiles”"),
        (file(OWN | {"status": "sure"}), "the field “status” cannot be “sure”"),
        (file(OWN | {"weeks": 13, "within": 10}), "13 weeks cannot be reached within 10"),
        (file(OWN | {"weeks": 0}), "0 weeks cannot be reached within 4"),
        (file(OWN | {"weekly_hours": 169}), "a week has 168 hours"),
        (file(OWN | {"id": ""}), "the field “id” has to be small letters"),
        (file(OWN | {"weeks": "13"}), "measure 1 (own_12): the field “weeks” has to be a whole number"),
        (file(OWN | {"within": 10**9}), "the field “within” has to be 521 at most"),
        (file(OWN | {"weekly_hours": "NaN"}), "a week has 168 hours"),
        (b'{"publisher": "Ours", "measures": [' + b"[" * 5000 + b"]" * 5000 + b"]}", "too many brackets"),
        (file({"counts": "employed", "id": "x", "name": "X", "unit": "jobs", "rule": "X.", "source": "X",
               "status": "D"}), "the field “unit” has to be “people”"),
        (file({"counts": "hours_bands", "id": "x", "name": "X", "unit": "jobs", "rule": "X.", "source": "X",
               "status": "D", "bands": [{"code": "0/1", "least": 1, "name": "X"}], "otherwise": "99"}), "“code”"),
        (file({"counts": "hours_bands", "id": "x", "name": "X", "unit": "jobs", "rule": "X.", "source": "X",
               "status": "D", "bands": [{"code": "01", "least": "NaN", "name": "X"}], "otherwise": "99"}), "“least”"),
        (file({"counts": "hours_bands", "id": "x", "name": "X", "unit": "jobs", "rule": "X.", "source": "X",
               "status": "D", "bands": [{"code": "a", "least": 5, "name": "X"}, {"code": "b", "least": 5, "name": "Y"}],
               "otherwise": "99"}), "two begin at the same “least”"),
        (file({"counts": "hours_worked", "id": "x", "name": "X", "unit": "jobs", "rule": "X.", "source": "X",
               "status": "D", "first_job": False, "of": "met"}), "jobs are no part of people met"),
        (file({"counts": "after_release", "id": "6_weeks_unknown", "name": "X", "unit": "releases", "rule": "X.",
               "source": "X", "status": "D", "days": 9}), "the field “id” cannot end in “_unknown”"),
        (file(OWN | {"name": "£12 an hour"}).decode().encode("cp1252"), "it is not in UTF-8"),
        ('{"publisher": "Ours"}'.encode("utf-16"), "it is not in UTF-8"),
        (file(OWN | {"weekly_hours": "eight"}), "the field “weekly_hours” has to be a number"),
        (file(OWN | {"counts": 5}), "the field “counts” has to be a text"),
        (file(OWN | {"name": 10**400}), "the field “name” holds a number that is too large"),
        (file(OWN | {"benchmark": 400}), "the field “benchmark” is a percentage"),
        (file(OWN | {"rule": " "}), "the fields “name” and “rule”"),
        (file(OWN | {"unit": "people"}), "“first_job”, “unit” have to agree"),
        (file({"counts": "after_release", "id": "x", "name": "X", "unit": "releases", "rule": "X.", "source": "X",
               "status": "D"}), "it needs “days” or “months”, one of the two"),
        (file({"counts": "after_release", "id": "x", "name": "X", "unit": "releases", "rule": "X.", "source": "X",
               "status": "D", "days": 0}), "the span of “days” or “months” has to be from 1 day"),
        (file({"counts": "met", "id": "x", "name": "X", "unit": "people", "rule": "X.", "source": "X", "status": "D",
               "days": 0}), "the field “days” has to be from 1 to 3653"),
        (file({"counts": "hours_bands", "id": "x", "name": "X", "unit": "jobs", "rule": "X.", "source": "X",
               "status": "D", "bands": [], "otherwise": "99"}), "the field “bands” needs at least one band"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "file",
)  # fmt: skip
def test_a_file_that_cannot_be_is_refused_by_its_name(content: bytes, problem: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_measures(content, "own.json")
    assert refused.value.field == "measures"
    assert refused.value.problem.startswith("own.json")
    assert problem in refused.value.problem


def test_an_id_that_is_taken_is_refused() -> None:
    taken = MeasureFile(publisher="Ours", measures=(shipped()[0].measures[0],))
    with pytest.raises(Unfit, match="the id referred is taken"):
        joined([taken])


def test_no_measure_is_called_as_other_figures_are() -> None:
    heads = {id.split("/")[0] for id in counted().figures} | {"fidelity"}
    assert heads - {measure.id for measure in joined()} <= RESERVED


def test_a_template_gives_way_to_what_somebody_filled_in() -> None:
    filled = read_measures(file(OWN | {"id": "connect_to_work"}), "ours.json")
    assert [m.status for m in joined([filled]) if m.id == "connect_to_work"] == ["D"]


def test_a_folder_is_read_and_a_bad_file_is_one_sentence(tmp_path: Path) -> None:
    assert own_measures(tmp_path / "none") == OwnMeasures()
    write_template(tmp_path)
    (tmp_path / "a.json").write_bytes(codecs.BOM_UTF8 + file(OWN))
    (tmp_path / "b.json").write_bytes(file(OWN))
    (tmp_path / "c.json").write_bytes(file({k: v for k, v in OWN.items() if k != "rule"}))
    (tmp_path / "d.json").mkdir()
    (tmp_path / "notes.txt").write_text("not a measure")
    found = own_measures(tmp_path)
    assert [each.publisher for each in found.files] == ["Ours", "Connect to Work"]
    assert found.problems[:2] == (
        "b.json, Ours: the id own_12 is taken, choose another.",
        "c.json, measure 1 (own_12): the field “rule” is missing.",
    )
    assert found.problems[2].startswith("d.json: it cannot be read")
    with pytest.raises(FileExistsError):
        write_template(tmp_path)


@pytest.mark.parametrize(
    ("hours", "code"),
    [("30", "01"), ("37.5", "01"), ("29.5", "02"), ("16", "02"), ("15.5", "03"), ("5", "03"), ("4.5", "04"),
     ("1", "04"), ("0.5", "99"), ("0", "99"), (None, "99")],
)  # fmt: skip
def test_the_codes_for_weekly_hours(hours: str | None, code: str) -> None:
    """In the report and in the files for others alike."""
    assert hours_code(employed=True, hours=Decimal(hours) if hours else None) == code
    bands = next(measure for measure in joined() if isinstance(measure, HoursBands))
    events = [
        told(Referral, -90),
        told(JobStarted, -30, role="Cook", hours_weekly=Decimal(hours) if hours else None),
    ]
    period = period_of(None, None, TODAY)
    (figure,) = hours_figures(bands, people_of([JO], {JO.id: events}, period), period)
    assert (figure.id, figure.count) == (f"hours_bands/{code}", 1)
