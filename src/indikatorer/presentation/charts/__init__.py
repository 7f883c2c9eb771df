"""Charts that say one thing, drawn from protected cells, with an alternative text written by the data.

A value that may not be shown is a gap marked `..`, never a zero. Each kind of chart is a module.
"""

from indikatorer.presentation.charts.bar import bars
from indikatorer.presentation.charts.curve import curves
from indikatorer.presentation.charts.dots import dots
from indikatorer.presentation.charts.effects import effects
from indikatorer.presentation.charts.flow import Step, flow
from indikatorer.presentation.charts.forest import differences
from indikatorer.presentation.charts.funnel import beyond_chance, funnel
from indikatorer.presentation.charts.line import lines
from indikatorer.presentation.charts.love import love
from indikatorer.presentation.charts.pair import pairs
from indikatorer.presentation.charts.panels import panels
from indikatorer.presentation.charts.spark import sparkline
from indikatorer.presentation.charts.stack import stacked
from indikatorer.presentation.charts.tornado import tornado

__all__ = [
    "Step",
    "bars",
    "beyond_chance",
    "curves",
    "differences",
    "dots",
    "effects",
    "flow",
    "funnel",
    "lines",
    "love",
    "pairs",
    "panels",
    "sparkline",
    "stacked",
    "tornado",
]
