"""A sparkline: how one figure has developed, small enough to stand beside the figure itself."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from indikatorer.presentation.charts.alternative_texts import alternative, by_change
from indikatorer.presentation.charts.line import draw_series, say_first, since_begun, tick_label
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import INK, own_limits, use_style
from indikatorer.publication.protected import Cell

SIZE = (1.7, 0.62)
"""Inches: a third of the text's width, so that its lettering is as large as that of other charts."""

FEWEST = 4
"""Numbers that a line is drawn of: of two or three there is no development to see."""


def sparkline(name: str, cells: Sequence[Cell], *, along: str = "period", unit: str = "") -> None:
    """The line of one figure with its first number and a dot at its last, which is said beside it.

    `along` is the dimension of time and `unit` follows its labels, as in `3 år`; `name` is what the figure is called in
    the alternative text.
    """
    if nothing_to_draw(cells):
        return
    begun = since_begun({name: cells})
    if sum(cell.shown for cell in begun[name]) < FEWEST:
        show_figure(
            lambda _: plt.figure(figsize=SIZE), alternative("Ingen linje", by_change(begun, along, unit)), cells
        )
        return
    points = [tick_label(cell.labels[along]) + unit for cell in begun[name]]

    def draw(_: float) -> Figure:
        use_style()
        figure, axes = plt.subplots(figsize=SIZE)
        axes.set_ylim(own_limits([cell.varde for cell in begun[name] if cell.varde is not None]))
        draw_series(axes, begun[name], INK)
        say_first(axes, begun, SIZE[0])
        axes.yaxis.set_ticks([])
        axes.spines["bottom"].set_visible(False)
        places = dict.fromkeys((0, len(points) - 1))
        axes.set_xticks(list(places), [points[place] for place in places])
        first, *others = axes.get_xticklabels()
        first.set_horizontalalignment("left")
        for last in others:
            last.set_horizontalalignment("right")
        return figure

    show_figure(draw, alternative("Litet linjediagram", by_change(begun, along, unit)), cells)
