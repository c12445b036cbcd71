"""The chart with the plotext that is installed: the step with the newest versions runs this too."""

from textual.geometry import Size

from ipstui.widgets.chart import BLOCK, DOT, HoursChart, Mark


def test_the_chart_has_its_curve_its_line_and_its_choice(monkeypatch):
    monkeypatch.setattr(HoursChart, "size", Size(60, 16))
    chart = HoursChart()
    chart.show([(h, 900 + h * 8) for h in range(41)], (18, 1044), [Mark(16, "16 h")])
    drawn = str(chart.render())
    assert len(drawn.splitlines()) == 16
    assert max(map(len, drawn.splitlines())) == 60
    assert drawn.count(DOT) > 20
    assert drawn.count(BLOCK) == 1
    for words in ("16 h", "18 h: £1,044", "£900", "40 h"):
        assert words in drawn
