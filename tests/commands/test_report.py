"""`ipstui report`: the contract's shapes, what opens to events, and what is refused."""

from __future__ import annotations

import json
import random
import re
import time

import pytest

from ipstui.store.caseload import Caseload
from tests.commands.test_case_commands import done, refused, run


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    path = tmp_path_factory.mktemp("study") / "study.json"
    assert done("demo", "--study", "--keep", path, "--no-screen") == ""
    return path


@pytest.fixture(scope="module")
def outcomes(study):
    return json.loads(done("report", "outcomes", "--json", db=study))


@pytest.fixture
def db(tmp_path):
    path = tmp_path / "cases.json"
    done("--create", "--plain", "add", "Jason Pryce", "--referred", "3 nov", "--prison", "HMP Leeds", db=path)
    return path


def test_the_shape_of_the_contract(outcomes):
    assert {"from", "to", "funnel", "tables", "activity", "jobs", "after_release", "not_in_work", "returns",
            "not_counted"} <= set(outcomes)  # fmt: skip
    assert (outcomes["from"], outcomes["to"]) == (None, "2026-11-22")
    funnel = {each["id"]: (each["count"], each["of"], each["percent"]) for each in outcomes["funnel"]}
    assert funnel == {
        "referred": (128, None, None),
        "seen_once": (61, 128, 47.7),
        "engaged": (54, 128, 42.2),
        "employed": (23, 128, 18.0),
        "employed_of_engaged": (21, 54, 38.9),
    }
    assert all(each["rule"] and len(each["clients"]) == each["count"] for each in outcomes["funnel"])
    assert set(outcomes["tables"]) == {"offence", "diagnosis", "source", "sex", "ethnicity", "disability", "age_band"}
    assert {"value": "sexual", "referred": 8, "engaged": 1, "employed": 1} in outcomes["tables"]["offence"]
    activity = {each["id"]: (each["people"], each["count"], each["median"]) for each in outcomes["activity"]}
    assert activity["applications"] == (31, 196, 4.0)
    assert (activity["cv"], activity["jobs"]) == ((40, 40, 1.0), (23, 38, 1.0))
    assert outcomes["jobs"]["starts"] == 38
    assert outcomes["jobs"]["hours_bands"] == {"99": 38}
    assert [each["measure"] for each in outcomes["after_release"]] == ["6_weeks", "6_months"]
    assert outcomes["not_in_work"] == {
        "disengaged": 11, "moved_out_of_area": 1, "health": 1, "back_in_custody": 7, "project_ended": 13
    }  # fmt: skip
    assert {id: outcomes["returns"][id] for id in ("people", "breach", "new_offence", "in_work")} == {
        "people": 8, "breach": 5, "new_offence": 3, "in_work": 1
    }  # fmt: skip
    assert set(outcomes["not_counted"][0]) >= {"client", "measure", "why"}


def test_twenty_figures_at_random_open_to_their_events(study, outcomes):
    some = [each for each in outcomes["figures"] if each["count"]]
    for figure in random.Random(14).sample(some, 20):
        opened = json.loads(done("report", "outcomes", "--why", figure["id"], "--json", db=study))
        assert opened["count"] == figure["count"]
        assert {event["client"] for event in opened["events"]} == set(figure["clients"])
        assert all(event["text"] and event["on"] for event in opened["events"])


def test_every_percentage_can_be_worked_out_from_the_ids(outcomes):
    shares = [each for each in outcomes["figures"] if each["percent"] is not None]
    assert len(shares) > 50
    for each in shares:
        assert each["of"] == len(each["of_ids"]) >= 10
        assert each["count"] == len(each["ids"])
        assert each["percent"] == pytest.approx(100 * len(each["ids"]) / len(each["of_ids"]), abs=0.051)
    assert not [each for each in outcomes["figures"] if each["of"] is not None and each["of"] < 10 and each["percent"]]


def test_the_lines_say_the_same_and_the_notes(study):
    told = done("report", "outcomes", db=study)
    assert "54 of 128, 42%" in told
    assert "21 of 54, 39%" in told
    assert "NOT COUNTED, BECAUSE" in told
    assert "and 42 more" in told
    assert "52.4%" in told
    assert "Your area's definition" in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 80
    assert "From referral to work".upper() in done("demo", "--study", "--no-screen")


def test_why_takes_the_end_of_an_id_and_says_what_is_like_it(study):
    assert "Jobs begun: 38" in done("report", "outcomes", "--why", "starts", db=study)
    assert "Went back to prison: 8" in done("report", "outcomes", "--why", "Went back to prison", db=study)
    assert "Perhaps" in refused("report", "outcomes", "--why", "engagd", db=study)
    told = refused("report", "outcomes", "--why", "referred ", "--from", "2031-01-01", db=study)
    assert "lies ahead" in told


def test_a_period_that_ends_before_it_begins(study):
    told = refused("report", "outcomes", "--from", "2015-01-01", "--to", "2014-12-31", db=study)
    assert told == "--to: the period ends on 2014-12-31, before it begins on 2015-01-01.\n"


def test_a_quarter_is_named_by_a_day_in_it(study):
    by_day = json.loads(done("report", "outcomes", "--quarter", "2014-05-12", "--json", db=study))
    by_dates = json.loads(done("report", "outcomes", "--from", "2014-04-01", "--to", "2014-06-30", "--json", db=study))
    assert by_day == by_dates
    assert (by_day["from"], by_day["to"]) == ("2014-04-01", "2014-06-30")
    assert next(each["id"] for each in by_day["cohort"]) == "cohort/referred"
    both = refused("report", "cost", "--quarter", "2014-05-12", "--to", "2014-06-01", db=study)
    assert both == "--quarter: give a quarter, or --from and --to.\n"


def test_a_period_without_anything(study):
    told = done("report", "outcomes", "--from", "2020-01-01", "--to", "2020-12-31", db=study)
    assert "Nothing was recorded in this period." in told


def test_a_measure_of_ones_own(study, tmp_path):
    file = tmp_path / "ours.json"
    measure = {"counts": "met", "id": "five_days", "name": "Met on five days", "days": 5, "unit": "people",
               "rule": "Five days.", "source": "Our contract", "status": "D"}  # fmt: skip
    file.write_text(json.dumps({"publisher": "Ours", "measures": [measure]}))
    found = json.loads(done("report", "outcomes", "--measures", file, "--json", db=study))
    (five,) = [each for each in found["funders"] if each["id"] == "five_days"]
    assert five["clients"] == ["study-james"]
    file.write_text(json.dumps({"publisher": "Ours", "measures": [{**measure, "days": 0}]}))
    assert refused("report", "outcomes", "--measures", file, db=study) == (
        "--measures: ours.json, measure 1 (five_days): the field “days” has to be from 1 to 3653.\n"
    )
    assert "cannot be read" in refused("report", "outcomes", "--measures", tmp_path / "none.json", db=study)


def test_measures_lie_in_the_folder_beside_the_case_file(db):
    folder = db.parent / "measures"
    folder.mkdir()
    measure = {"counts": "met", "id": "once", "name": "Met", "days": 1, "unit": "people", "rule": "Met once.",
               "source": "Ours", "status": "D"}  # fmt: skip
    (folder / "ours.json").write_text(json.dumps({"publisher": "Ours", "measures": [measure]}))
    (folder / "bad.json").write_text(json.dumps({"publisher": "Ours", "measures": [{**measure, "name": 7}]}))
    ran = run("report", "outcomes", "--json", db=db)
    assert [f["of"] for f in json.loads(ran.stdout)["figures"] if f["id"] == "once"] == [1]
    assert "bad.json, measure 1 (once): the field “name” has to be a text. It is left out." in ran.stderr


def test_the_cost_and_fidelity_pages_are_black_and_white_and_hold_no_name(study, tmp_path):
    for name, said in (("cost", "£275,000.00 ÷ 54 engaged = £5,092.59"), ("fidelity", "No total: ")):
        page = tmp_path / f"{name}.html"
        done("report", name, "--page", page, db=study)
        html = page.read_text("utf-8")
        assert said in html
        assert "<svg" in html
        assert set(re.findall(r"#[0-9a-f]{3,6}\b", html)) <= {"#000", "#fff"}
        assert not re.search(r"https?://|<script|src=|href=", html)
        with Caseload.open(study, read_only=True) as caseload:
            assert not [c.name for c in caseload.clients.values() if c.name in html]


def test_the_cost_of_the_study(study):
    found = json.loads(done("report", "cost", "--json", db=study))
    assert found["lines"][0] == {"text": "Salaries", "amount": "156016.00"}
    assert (found["total"], found["per_year"], found["per_job"]) == ("275000.00", "91666.67", "7236.84")
    assert found["per_head"]["engaged"] == "5092.59"
    assert found["per_person_into_work"] == "11956.52"
    assert "£275,000.00 ÷ 54 engaged = £5,092.59" in found["arithmetic"]
    assert any("£1,704" in note["printed"] for note in found["notes"])
    assert "£275,000.00 ÷ 23 in work = £11,956.52" in done("report", "cost", db=study)


def test_a_cost_is_typed_and_kept(db):
    assert "no cost is known" in refused("report", "cost", db=db)
    assert refused("report", "cost", "--salaries", "1e9", db=db).startswith("--salaries:")
    found = json.loads(done("report", "cost", "--salaries", "£30,000", "--years", "0.5", "--json", db=db))
    assert (found["total"], found["per_year"]) == ("30000.00", "60000.00")
    assert "no cost is known" in refused("report", "cost", db=db)
    done("report", "cost", "--salaries", "30000", "--travel", "500", "--keep", db=db)
    with Caseload.open(db, read_only=True) as caseload:
        assert caseload.settings.cost.travel == 500
    assert json.loads(done("report", "cost", "--travel", "0", "--json", db=db))["total"] == "30000.00"
    assert "years" in refused("report", "cost", "--years", "0", "--keep", db=db)


def test_fidelity_in_the_shape_of_the_contract(study, db):
    found = json.loads(done("report", "fidelity", "--json", "--months", 2, db=study))
    assert [each["item"] for each in found["items"]] == list(range(1, 26))
    assert {"item", "title", "value", "unit", "anchor", "basis", "rule", "status", "events"} <= set(found["items"][0])
    assert {each["basis"] for each in found["items"]} <= {"computed", "partly", "self_rated", "not_known"}
    assert found["total"] is None
    assert len(found["history"]) == 2
    assert "No total" in done("report", "fidelity", db=study)
    rating = done("log", "-", "fidelity-rated", "--item", 7, "--score", 1, db=db)
    item = json.loads(done("report", "fidelity", "--json", db=db))["items"][6]
    assert (item["anchor"], item["basis"], item["events"]) == (1, "self_rated", [rating])
    assert "1 of 5" in done("report", "fidelity", db=db)
    assert "Reached at least once" in done("report", "fidelity", "--why", "9", db=study)


def test_what_concerns_nobody_is_recorded_for_nobody(db):
    done("log", "-", "leave", "--on", "14 dec", "--ends", "18 dec", db=db)
    done("log", "-", "reviewed", "--week", "2026-11-16", db=db)
    assert "about no one person" in refused("log", "Jason", "leave", "--ends", "18 dec", db=db)
    assert "before the leave begins" in refused("log", "-", "leave", "--on", "14 dec", "--ends", "2026-12-01", db=db)
    assert "items 1 to 25" in refused("log", "-", "fidelity-rated", "--item", 26, "--score", 1, db=db)


def test_what_is_recorded_for_the_reports_stays_off_the_timeline(db):
    done("log", "Jason", "monitoring", "--sex", "male", "--offence", "sexual", "--diagnosis", "ocd", db=db)
    shown = done("show", "Jason", db=db)
    assert "Recorded for the reports only" in shown
    assert "exual" not in shown
    assert "ocd" not in shown.casefold()
    tables = json.loads(done("report", "outcomes", "--json", db=db))["tables"]
    assert tables["offence"] == [{"value": "sexual", "referred": 1, "engaged": 0, "employed": 0}]
    assert "only" in done("report", "outcomes", "--why", "offence/sexual/referred", db=db)


def test_an_empty_caseload_reports_nothing(tmp_path):
    path = tmp_path / "none.json"
    done("--create", "--plain", "add", "Jo", db=path)
    with Caseload.open(path) as caseload:
        assert len(caseload.clients) == 1
    for name in ("outcomes", "fidelity"):
        assert run("report", name, "--json", db=path).exit_code == 0


def test_the_study_is_reported_in_time():
    """Under 150 ms for the study's people (issue 14); the fastest of three, so that a busy machine does not decide."""
    from collections import defaultdict
    from datetime import date

    from ipstui.reports.figures import period_of
    from ipstui.reports.outcomes import outcomes, people_of
    from ipstui.study import study_caseload

    made, events = study_caseload(), defaultdict(list)
    for event in made.events:
        events[event.client].append(event)
    period, took = period_of(None, None, date(2026, 11, 25)), []
    for _ in range(3):
        begun = time.process_time()
        outcomes(people_of(made.clients, events, period), period)
        took.append(time.process_time() - begun)
    assert min(took) < 0.15


def test_a_page_to_print_is_written_once_and_remembered(tmp_path, db):
    page = tmp_path / "outcomes.html"
    assert done("report", "outcomes", "--page", page, db=db) == str(page)
    assert "Outcomes" in page.read_text("utf-8")
    assert "Jason" not in page.read_text("utf-8")
    assert "already exists" in run("report", "outcomes", "--page", page, db=db).stderr
    assert str(page) in done("where", db=db).replace("\n", "")
