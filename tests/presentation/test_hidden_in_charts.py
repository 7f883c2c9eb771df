"""Whatever is hidden, a chart is drawn, has no mark for what it hides, and says nothing of it."""

from itertools import product

import pytest

from indikatorer.presentation import charts
from indikatorer.presentation.charts import Step, output
from indikatorer.publication.protected import Cell
from indikatorer.site.audit.outputs import DRAWINGS
from indikatorer.site.audit.svg import drawn_texts, marks_drawn
from tests.proofs import FULL

VALUES = (61.0, 39.0, 0.0, 100.0)
PATTERNS = [shown for shown in product((True, False), repeat=4) if any(shown)]
"""Of four cells, which may be shown. The sample has a row, a column, and a corner that may not."""
TRIED = PATTERNS if FULL else [(True, True, False, False), (True, False, True, False), (False, True, True, True)]


def cells(shown):
    """Two groups in two years."""
    labels = [{"grupp": group, "period": year} for group in ("Kvinnor", "Män") for year in ("0", "12")]
    return [
        Cell("J4", one, "andel", value, None, 40, value, value, "procent", "")
        if is_shown
        else Cell("J4", one, "andel", None, None, None, None, None, "procent", "skyddad")
        for one, value, is_shown in zip(labels, VALUES, shown, strict=True)
    ]


DRAWN = {
    "bars": lambda a, b, c, d: charts.bars([a, b, c, d], along="period"),
    "stacked": lambda a, b, c, d: charts.stacked(
        {"Kvinnor": [a, b], "Män": [c, d]}, parts="period", order=["0", "12"]
    ),
    "dots": lambda a, b, c, d: charts.dots({"Före": {"Kvinnor": a, "Män": b}, "Efter": {"Kvinnor": c, "Män": d}}),
    "lines": lambda a, b, c, d: charts.lines({"Kvinnor": [a, b], "Män": [c, d]}, along="period"),
    "panels": lambda a, b, c, d: charts.panels(
        {"Arbete": {"Kvinnor": [a], "Män": [b]}, "Studier": {"Kvinnor": [c], "Män": [d]}}, along="period"
    ),
    "sparkline": lambda a, b, c, d: charts.sparkline("Arbete", [a, b, c, d]),
    "curves": lambda a, b, c, d: charts.curves({"Kvinnor": [a, b], "Män": [c, d]}, along="period"),
    "pairs": lambda a, b, c, d: charts.pairs({"Kön": {"Kvinnor": (a, b), "Män": (c, d)}}, names=("före", "efter")),
    "differences": lambda a, b, c, d: charts.differences([a, b, c, d], along="period", certain=["0"]),
    "love": lambda a, b, c, d: charts.love(
        {"Bas": {"Kvinnor": (a, b), "Män": (c, d)}}, before="före", after="efter"
    ),
    "tornado": lambda a, b, c, d: charts.tornado({"Bas": (a, {"pris": (b, c), "tid": (c, d)})}),
    "funnel": lambda a, b, c, d: charts.funnel({"Arbete": (a, {"Järva": b, "Väst": c, "Söder": d})}),
    "flow": lambda a, b, c, d: charts.flow(
        [Step("Alla", a), Step("Kvinnor", b, "Alla"), Step("Män", c, "Alla"), Step("Få", d, "Män")]
    ),
    "effects": lambda a, b, c, d: charts.effects(
        {"Arbete": {"Kvinnor": {"effekt": [a, b]}, "Män": {"effekt": [c, d]}}}, along="period"
    ),
}  # fmt: skip


@pytest.mark.parametrize("shown", TRIED)
@pytest.mark.parametrize("chart", DRAWN)
def test_a_chart_of_which_parts_are_hidden_is_drawn_without_them(chart, shown, monkeypatch):
    caught = []
    monkeypatch.setattr(output, "display", lambda data, raw, metadata: caught.append(data))
    DRAWN[chart](*cells(shown))
    [data] = caught
    for kind in set(DRAWINGS) & set(data):
        assert marks_drawn(data[kind]) <= sum(shown)
        assert "nan" not in [drawn.text for drawn in drawn_texts(data[kind])]
