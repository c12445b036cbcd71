"""Bands of time: each tells without colour where it begins, ends, and what is not known."""

from datetime import date

import pytest

from ipstui.widgets.spans import Scale, band, years

SCALE = Scale(date(2020, 1, 1), date(2029, 12, 31), 21)


@pytest.mark.parametrize(
    ("begins", "ends", "doubt_to", "doubt", "drawn"),
    [
        (date(2020, 1, 1), date(2025, 1, 1), None, False, "██████████●──────────"),
        (date(2022, 1, 1), date(2024, 1, 1), date(2028, 1, 1), False, "    ████▒▒●▒▒▒▒▒─────"),
        (date(2022, 1, 1), None, None, False, "    ██████●█████████►"),
        (date(2022, 1, 1), None, None, True, "    ██████●█████████►"),
        (None, date(2021, 1, 1), None, False, "██────────●──────────"),
        (date(2024, 1, 1), date(2024, 1, 2), None, False, "        █─●──────────"),
    ],
)  # fmt: skip
def test_a_band_is_full_in_doubt_and_over(begins, ends, doubt_to, doubt, drawn):
    assert band(SCALE, begins, ends, doubt_to, {date(2025, 1, 1): "●"}, doubt=doubt) == drawn


def test_two_marks_in_one_cell_are_both_seen_and_the_years_stand_above():
    marks = {date(2025, 1, 1): "●", date(2025, 1, 3): "▲"}
    assert band(SCALE, None, date(2020, 1, 1), None, marks)[10:12] == "●▲"
    assert years(SCALE).split() == ["2020", "2023", "2026"]
    assert len(years(SCALE)) == 21
