"""The reports line by line: every line says its rule and opens to events; the periods one steps through."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from ipstui.casework.checks import Unfit
from ipstui.casework.events import Event, Leave
from ipstui.demo import demo_caseload
from ipstui.reports.contents import REPORTS, Report, weeks
from ipstui.reports.counts import Counts
from ipstui.reports.entries import Entry, Marks, Share
from ipstui.reports.figures import Period
from ipstui.reports.pictures import Dots
from ipstui.reports.spans import KINDS, Span, moved, span, title
from ipstui.screens.reports.drawing import bar, dotted, rows, small
from ipstui.study import study_caseload
from ipstui.widgets.lines import Line

TODAY = date(2026, 11, 25)


def counts(study: bool, first: date | None = None, *more: Event) -> Counts:
    made = study_caseload() if study else demo_caseload(TODAY)
    events = defaultdict(list)
    for event in (*made.events, *more):
        events[event.client].append(event)
    return Counts(made.clients, events, Period(first=first, last=TODAY), made.settings)


@pytest.fixture(scope="module", params=["demo", "study"])
def counted(request: pytest.FixtureRequest) -> Counts:
    return counts(request.param == "study")


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_every_line_says_its_rule_and_opens_to_what_it_counts(counted: Counts, report: Report) -> None:
    seen = set()
    for block in report.blocks(counted):
        for entry in block.entries:
            assert entry.about, entry.id
            assert entry.id not in seen, "two lines would mean the same"
            seen.add(entry.id)
            for figure in entry.figures:
                assert (figure.count == 0) == (not figure.events), figure.id
                assert figure.rule
            if isinstance(entry.picture, Share):
                assert 0 <= entry.picture.part <= 1
    drawn = [row for row in rows(report.blocks(counted), 59) if isinstance(row, Line)]
    assert len({line.target for line in drawn}) == len(drawn)


def test_figures_of_the_outcomes_all_stand_in_a_report(counted: Counts) -> None:
    """Nothing that is counted is out of reach, but for what was recorded of nobody."""
    shown = {f.id for report in REPORTS for block in report.blocks(counted) for e in block.entries for f in e.figures}
    every = {id for id, figure in counted.outcomes.figures.items() if figure.count and "/unknown/" not in id}
    assert not every - shown


def test_a_week_of_leave_has_no_target() -> None:
    monday = date(2026, 11, 9)
    away = Leave(id="away", client="", on=monday, ends=monday + timedelta(days=4))
    by_week = {entry.id: entry for entry in weeks(counts(False, None, away)).entries}
    assert (by_week["week/2026-11-09"].value, by_week["week/2026-11-16"].value[-4:]) == ("leave", "of 6")
    assert "□" not in small(by_week["week/2026-11-09"])


def test_pictures_need_no_colour() -> None:
    assert (bar(0), bar(0.01), bar(0.5), bar(0.999), bar(1)) == (
        "░" * 10, "▌" + "░" * 9, "█" * 5 + "░" * 5, "█" * 9 + "▌", "█" * 10
    )  # fmt: skip
    line = dotted(Dots(days=(0, 30, 30, 60), median=30.0, end=60), 40)
    assert (line.count("•"), line.count("●"), line.count("►")) == (2, 1, 1)
    assert line.startswith("0 •")
    assert line.endswith("• 60 d")
    assert small(Entry(id="x", label="", picture=Marks(4, 6))) == "■■■■□□"
    assert small(Entry(id="x", label="", picture=Marks(30, 6))) == "■■■■■■■■■+"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "all"])
def test_periods_follow_each_other_without_a_gap(kind: str) -> None:
    now = span(kind, TODAY)
    assert now.first is not None
    assert now.first <= TODAY <= now.last
    assert moved(now, 1, TODAY) is None
    before = moved(now, -1, TODAY)
    assert before is not None
    assert before.last + timedelta(days=1) == now.first
    assert moved(before, 1, TODAY) == now


def test_everything_and_typed_days() -> None:
    everything = span("all", TODAY)
    assert moved(everything, 1, TODAY) is None
    assert moved(everything, -1, TODAY) == span("quarter", TODAY)
    typed = Span("typed", date(2026, 3, 2), date(2026, 3, 8))
    assert moved(typed, -1, TODAY) == Span("typed", date(2026, 2, 23), date(2026, 3, 1))
    with pytest.raises(Unfit, match="before it begins"):
        Span("typed", date(2026, 3, 2), date(2026, 3, 1)).period(TODAY)
    assert title(span("funding_year", date(2026, 2, 1)), TODAY) == "Apr 2025 to Mar 2026"
    assert title(span("month", TODAY), TODAY) == "Nov 2026, so far"
