"""The bar of the day: legible without colour, whatever does not fit."""

import pytest

from ipstui.widgets.day_bar import Stretch, day_bar


def stretch(letter="a", *, must=True, arrives=600, begins=600, leaves=660, late=False):
    return Stretch(letter, must, arrives, begins, leaves, late)


def test_the_way_the_waiting_and_each_thing_stand_to_scale():
    hours, bar = day_bar(540, [stretch(arrives=570, begins=600), stretch("b", must=False, arrives=690, begins=690,
                                                                          leaves=720)], 840, 60)  # fmt: skip
    assert hours == "09          10          11          12          13          "
    assert bar == "░░░░░░······AAAAAAAAAAAA░░░░░░bbbbbb                        "[:59] + "│"


def test_what_is_late_is_marked_and_what_nobody_knows_is_a_question():
    assert "A!" in day_bar(540, [stretch(late=True)], None, 40)[1]
    assert day_bar(540, [stretch(arrives=659, begins=659, leaves=None, late=True)], None, 40)[1].rstrip().endswith("A!")
    unknown = day_bar(540, [stretch(leaves=None), stretch("b", arrives=700, begins=700)], None, 40)[1]
    assert "A?" in unknown
    assert "B" not in unknown


@pytest.mark.parametrize("width", [1, 5, 38, 118])
@pytest.mark.parametrize("out", [0, 555, 1439])
def test_it_is_as_wide_as_it_is_asked_to_be(width, out):
    hours, bar = day_bar(out, [stretch(arrives=out, begins=out + 5, leaves=out + 700)], None, width)
    assert (len(hours), len(bar)) == (width, width)
    assert day_bar(out, [], None, width)[1].strip() == ""
