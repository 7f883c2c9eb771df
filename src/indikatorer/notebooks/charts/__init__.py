"""Charts that say one thing, drawn from protected cells, with an alternative text written by the data.

A value that may not be shown is a gap marked `..`, never a zero. Each kind of chart is a module.
"""

from indikatorer.notebooks.charts.bar import bars
from indikatorer.notebooks.charts.curve import curves
from indikatorer.notebooks.charts.dots import dots
from indikatorer.notebooks.charts.effects import effects
from indikatorer.notebooks.charts.flow import Step, flow
from indikatorer.notebooks.charts.forest import differences
from indikatorer.notebooks.charts.line import lines
from indikatorer.notebooks.charts.love import love
from indikatorer.notebooks.charts.pair import pairs
from indikatorer.notebooks.charts.panels import panels
from indikatorer.notebooks.charts.stack import stacked
from indikatorer.notebooks.charts.tornado import tornado

__all__ = [
    "Step",
    "bars",
    "curves",
    "differences",
    "dots",
    "effects",
    "flow",
    "lines",
    "love",
    "pairs",
    "panels",
    "stacked",
    "tornado",
]
