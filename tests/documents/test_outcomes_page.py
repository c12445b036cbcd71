"""The printed outcomes: read as a funder, who may not learn a name."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as Xml

import pytest

from ipstui.casework.people import Settings
from ipstui.documents.outcomes_page import as_html, page_of
from ipstui.reports.fidelity import fidelity
from ipstui.reports.figures import period_of
from ipstui.reports.outcomes import outcomes, people_of
from ipstui.reports.pictures import bars, columns, dots
from tests.reports.by_hand import TODAY, counted, people


@pytest.fixture(scope="module")
def html() -> str:
    every, period = list(people()), period_of(date(2026, 1, 1), None, TODAY)
    folded = people_of([told.client for told in every], {told.client.id: told.events for told in every}, period)
    weeks = columns(fidelity(folded, [], period, Settings()).weeks, 6)
    found = outcomes(folded, period)
    return as_html(page_of(found, weeks, target=6, today=TODAY, specialist="Alex <Morgan>", made_up=True))


def test_no_name_is_on_it_and_nothing_is_fetched(html: str) -> None:
    for told in people():
        assert not re.search(rf"\b{told.client.name}\b|\b{told.client.id}-", html), told.client.name
    assert not re.search(r"https?://|<script|src=|href=", html)
    assert "Alex &lt;Morgan&gt;" in html
    assert "Made-up people" in html


def test_counts_bases_rules_and_reasons_are_on_it(html: str) -> None:
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Seen once 8 of 11, 73%" in text
    assert "Two meetings on one day are one day." in text
    assert "Engaged: 2 meetings, all on one day 1" in text
    assert "Your area's definition" in text.replace("&#39;", "'")


def test_the_drawings_are_black_and_white_and_say_what_they_show(html: str) -> None:
    drawings = [Xml.fromstring(each) for each in re.findall(r"<svg.*?</svg>", html, re.DOTALL)]
    assert len(drawings) == 3
    for each in drawings:
        assert each.get("aria-label")
        colours = {node.get(name) for node in each.iter() for name in ("fill", "stroke")} - {None}
        assert colours <= {"#000", "#fff"}
    bars_drawn = [float(node.get("width") or 0) for node in drawings[0].iter("rect")]
    assert bars_drawn[0] == 170
    assert bars_drawn == sorted(bars_drawn, reverse=True)
    assert len(list(drawings[2].iter("circle"))) == 4


def test_bars_and_dots() -> None:
    figures = counted().figures
    drawn = bars([figures["referred"], figures["seen_once"]])
    assert [(bar.text, bar.part) for bar in drawn] == [("11", 1.0), ("8 of 11, 73%", 8 / 11)]
    line = dots(figures["jobs/days_to_start"])
    assert line is not None
    assert (line.days, line.median, line.end) == ((30, 55, 57, 92), 56.0, 120)
    assert dots(figures["referred"]) is None
    assert bars([]) == ()
