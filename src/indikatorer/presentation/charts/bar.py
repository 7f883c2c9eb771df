"""Bars for one row of numbers each."""

from collections.abc import Sequence
from itertools import pairwise
from textwrap import fill

import pandas as pd
import seaborn as sns
from matplotlib import patheffects
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indikatorer.presentation.charts.alternative_texts import alternative, by_size
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, COLOURS, GREY, INK, NARROW, NOT_SHOWN, PAPER, new_axes
from indikatorer.publication.protected import Cell

LETTERS_OF_A_NAME = {False: 42, True: 20}
"""By whether the drawing is narrow: a longer name goes on in the next line."""


def bars(
    cells: Sequence[Cell],
    *,
    along: str,
    accent: str | None = None,
    in_order: bool = False,
    intervals: bool = False,
) -> None:
    """Horizontal bars, one for each cell, named by its label in the dimension `along`; the longest on top.

    `in_order` keeps the order of the table, for labels that have one of their own. Cells without a number are listed
    last, in the order of the table, so that the order of the bars tells nothing about them.
    """
    if nothing_to_draw(cells):
        return
    if not in_order:
        cells = sorted(cells, key=lambda cell: -(cell.varde if cell.varde is not None else float("-inf")))
    labels = [cell.labels[along] for cell in cells]
    colours = {label: ACCENT if label == accent else COLOURS.get(label, GREY) for label in labels}
    reach = max([cell.ki_ovre if intervals and cell.ki_ovre else cell.varde or 0 for cell in cells], default=0) or 1

    def draw(width: float) -> Figure:
        names = wrapped(labels, width)
        figure, axes = new_axes(0.1 + height_of_row(names, 0.27) * len(cells), width)
        shown = pd.DataFrame({"label": labels, "value": [cell.varde for cell in cells]})
        sns.barplot(
            shown, x="value", y="label", order=labels, hue="label", palette=colours, saturation=1, width=0.68,
            linewidth=0, errorbar=None, legend=False, ax=axes,
        )  # fmt: skip
        for position, cell in enumerate(cells):
            end = cell.varde or 0.0
            if intervals and cell.ki_nedre is not None and cell.ki_ovre is not None:
                whisker(axes, cell.ki_nedre, cell.ki_ovre, position)
                end = cell.ki_ovre
            axes.text(end + reach * 0.015, position, cell.in_table() if cell.shown else NOT_SHOWN, va="center")
        axes.set_yticks(range(len(cells)), names)
        axes.set(xlabel="", ylabel="", xlim=(0, 1.02 * reach), ylim=(len(cells) - 0.5, -0.5))
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        return figure

    show_figure(draw, alternative("Stapeldiagram", by_size(cells, along)), cells)


def wrapped(names: Sequence[str], width: float) -> list[str]:
    """Names beside bars, on as many lines as a drawing of this width has room for."""
    return [fill(name, LETTERS_OF_A_NAME[width <= NARROW], break_long_words=False) for name in names]


def height_of_row(names: Sequence[str], least: float) -> float:
    """Inches, so that names on several lines do not run into those of the next row."""
    lines = [name.count("\n") + 1 for name in names]
    return max([least, *(0.05 + 0.145 * (above + below) / 2 for above, below in pairwise(lines))])


def whisker(axes: Axes, low: float, high: float, height: float) -> None:
    """An interval, to be seen on a bar of any colour and beside it."""
    around = [patheffects.withStroke(linewidth=2.6, foreground=PAPER)]
    axes.plot([low, high], [height, height], color=INK, linewidth=1.1, path_effects=around)
