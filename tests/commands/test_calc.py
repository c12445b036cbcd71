"""`ipstui calc` as people and programs meet it: exit codes, the two streams, plain words, and the time it takes."""

import json
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner

from calculators.explain import Result, Step
from calculators.index import CALCULATORS
from ipstui.commands.calc import calc
from ipstui.commands.explained import show
from ipstui.documents.explained import Explained
from tests.machine import processor_seconds

TODAY = SimpleNamespace(today=date(2026, 11, 22))


def run(*args: str, given: str | bytes | None = None):
    return CliRunner().invoke(calc, args, input=given, obj=TODAY)


def test_alone_it_lists_the_calculators():
    result = run()
    assert result.exit_code == 0
    for name, calculator in CALCULATORS.items():
        assert name in result.stdout
        assert calculator.title in result.stdout


def test_listing_imports_no_calculator():
    heavy = ("calculators.release", "calculators.rates", "rich.console", "textual")
    code = (
        "import sys; from ipstui.commands.calc import calc; calc([], standalone_mode=False);"
        f"calc(['--help'], standalone_mode=False); sys.exit(any(name in sys.modules for name in {heavy}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_a_person_is_told_the_day_first_and_then_why():
    result = run("release-day", "--due-on", "2026-12-28")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Expected out on: Wed 23 Dec"
    assert "How it is worked out" in lines
    assert "presumption" in result.stdout
    assert all(line == line.rstrip() for line in lines)


def test_what_to_take_care_of_comes_before_the_figures():
    told = run("permitted-work", "--hours", "16", "--hourly-rate", "12.71").stdout
    assert told.startswith("Verdict: breach\n\nTake care\n  -  FAILS ON HOURS: the pay is inside the limit")
    assert told.index("FAILS ON HOURS") < told.index("Counted weekly") < told.index("How it is worked out")


@pytest.mark.parametrize("typed", ["7,5", "12,71", "1.234,50", "1e1", "1_5", "\u0667", "\uff11\uff16"])
def test_a_figure_that_is_none_is_refused_by_its_option(typed):
    result = run("permitted-work", "--hours", typed, "--hourly-rate", "12.71")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"--hours: “{typed}”")
    assert not result.stdout


def test_lists_are_typed_as_json_and_today_is_filled_in():
    dates = ["--first-meeting-on", "2026-10-03", "--released-on", "2026-10-01"]
    result = run("job-search", *dates, "--custody", '[{"from": "2026-11-01"}]')
    assert result.exit_code == 0
    assert result.stdout.startswith("State: suspended")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["release-day"], "--due-on: This is needed"),
        (["release-day", "--due-on", "2026-02-30"], "--due-on: There is no such date"),
        (["release-day", "--due-on", "someday"], "--due-on: "),
        (["recall", "--returned-on", "2026-11-20", "--who", "adult", "--sentence-days", "1_0"], "--sentence-days: "),
        (["release-day", "--due-on", "2026-12-28", "--kind", "x"], "'x' is not one of"),
        (["job-search", "--custody", "[{"], "--custody: This is typed as JSON"),
        (["job-search", "--custody", '[{"to": "2026-01-01"}]'], "custody[0].from: This is needed"),
        (["nothing"], "No such command"),
        (["release-day", "--json", "no/such/file"], "cannot be read"),
        (["release-day", "--json", "-", "--due-on", "2026-12-28"], "not both"),
    ],
)
def test_what_cannot_be_answered_exits_2_with_a_sentence_and_prints_nothing(args, words):
    result = run(*args, given="{}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("typed", ["28/12/2026", "28 dec", "2026-12-28"])
def test_a_day_is_typed_as_everywhere_in_the_program(typed):
    assert run("release-day", "--due-on", typed).stdout.splitlines()[0] == "Expected out on: Wed 23 Dec"
    assert run("release-day", "--due-on", "today").stdout.splitlines()[0] == "Expected out on: Thu 19 Nov"


def test_six_months_are_told_once_line_by_line():
    asked = ["--assessment-day", "15", "--cycle", "four_weekly", "--first-pay-day", "18/12/2026", "--net", "900"]
    told = run("pay-periods", *asked, "--age", "30", "--health", "none", "--accommodation", "none").stdout
    assert told.count("15 Jan to 14 Feb 2027") == 2  # the warning of two wages, and its line
    assert "Lowest" in told
    assert "\nPeriods" not in told
    assert "May be applied for" in run("job-start", "--nation", "england").stdout


def test_a_program_writes_days_one_way():
    assert run("release-day", "--json", given='{"due_on": "28/12/2026"}').exit_code == 2


def test_a_program_asks_on_standard_input_and_gets_one_result():
    result = run("release-day", "--json", given='{"due_on": "2026-12-28"}')
    assert result.exit_code == 0
    assert json.loads(result.stdout)["expected_out_on"] == "2026-12-23"


def test_or_from_a_file(tmp_path):
    file = tmp_path / "requests.json"
    file.write_text('[{"due_on": "2026-12-28"}, {"due_on": "2026-12-29"}]')
    result = run("release-day", "--json", str(file))
    assert [answer["expected_out_on"] for answer in json.loads(result.stdout)] == ["2026-12-23", "2026-12-29"]


def test_a_single_unreadable_request_leaves_standard_output_empty():
    result = run("recall", "--json", given='{"returned_on": "2026-11-20", "typ": "standard"}')
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("item 1, typ: ")


def test_a_bad_item_of_a_list_stands_in_its_place_and_exits_1():
    result = run("recall", "--json", given='[{"returned_on": "2026-11-20", "type": "standard"}, {"type": "standard"}]')
    assert result.exit_code == 1
    good, bad = json.loads(result.stdout)
    assert good["expected_out_on"] is None
    assert good["certain"] is False
    assert bad["error"]["field"] == "returned_on"
    assert "item 2, returned_on: " in result.stderr


def test_ten_megabytes_are_refused():
    result = run("recall", "--json", given=b"x" * 10_000_000)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "larger than 8 MiB" in result.stderr


def test_the_date_is_today_only_where_none_is_given():
    request = {"first_meeting_on": "2026-11-01", "referred_on": "2026-10-01"}
    days = [
        json.loads(run("job-search", "--json", given=json.dumps({**request, **more})).stdout)["day"]
        for more in ({}, {"as_of": "2026-11-03"})
    ]
    assert days == [21, 2]


@pytest.mark.parametrize("name", list(CALCULATORS))
def test_the_rules_are_explained_with_source_status_and_day(name):
    result = run(name, "--explain")
    assert result.exit_code == 0
    assert "Source: " in result.stdout
    assert "checked " in result.stdout


@pytest.mark.parametrize("name", list(CALCULATORS))
def test_help_lists_every_field(name):
    result = run(name, "--help")
    assert result.exit_code == 0
    for field in CALCULATORS[name].load().request.__struct_encode_fields__:
        assert f"--{field.replace('_', '-')}" in result.stdout


def test_nothing_typed_is_markup_or_moves_the_cursor():
    told = Result(steps=(Step("[bold]Smith[/bold] [/b] \x1b[2J"),), warnings=(":smile: [red]",))
    result = CliRunner().invoke(click.Command("typed", callback=lambda: show(Explained(told, TODAY.today))))
    assert result.exit_code == 0
    assert "[bold]Smith[/bold] [/b] ?[2J" in result.stdout
    assert ":smile: [red]" in result.stdout


def test_a_thousand_requests_good_and_bad_take_under_three_seconds_start_included(tmp_path):
    file = tmp_path / "many.json"
    days = [{"due_on": f"2026-{1 + n % 12:02d}-{1 + n % 31:02d}"} for n in range(1000)]
    file.write_text(json.dumps(days))
    took, done = processor_seconds("from ipstui.commands.calc import calc; calc()", "release-day", "--json", file)
    assert took < 3
    assert done.returncode == 1  # 31 February and the like are among them
    assert len(json.loads(done.stdout)) == 1000
