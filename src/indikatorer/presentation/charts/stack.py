"""Bars of 100 per cent divided into parts."""

from collections.abc import Mapping, Sequence
from itertools import chain

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from indikatorer.base import swedish
from indikatorer.presentation.charts.alternative_texts import alternative
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import (
    COLOURS,
    GREY,
    NARROW,
    NOT_SHOWN,
    ON_DARK,
    ON_LIGHT,
    PAPER,
    is_dark,
    legend,
    new_axes,
)
from indikatorer.publication.protected import Cell

SMALLEST_NUMBERED_PART = {False: 6, True: 11}
"""Per cent of a stacked bar under which its number does not fit in it, by whether the drawing is narrow."""


def stacked(rows: Mapping[str, Sequence[Cell]], *, parts: str, order: Sequence[str]) -> None:
    """One bar of 100 per cent for each named row, divided by the dimension `parts`, its labels in the given order.

    Parts that may not be shown are left open together at the end of the bar, marked `..`. Between parts the ground is
    seen, from which each of them stands out.
    """
    if nothing_to_draw(cell for cell in chain(*rows.values()) if cell.labels[parts] in order):
        return
    by_row = {
        name: [next(cell for cell in cells if cell.labels[parts] == label) for label in order]
        for name, cells in rows.items()
    }

    colours = {label: COLOURS.get(label, GREY) for label in order}
    drawn = pd.DataFrame(
        {"row": position, "part": cell.labels[parts], "value": cell.varde}
        for position, cells in enumerate(by_row.values())
        for cell in cells
        if cell.shown
    )

    def draw(width: float) -> Figure:
        names = wrapped(list(rows), width)
        figure, axes = new_axes(0.55 + height_of_row(names, 0.31) * len(rows), width)
        sns.histplot(
            drawn, y="row", hue="part", weights="value", hue_order=order[::-1], palette=colours, multiple="stack",
            discrete=True, shrink=0.7, alpha=1, edgecolor=PAPER, linewidth=1.4, legend=False, ax=axes,
        )  # fmt: skip
        # of a part that one row shows, seaborn has a bar of no width in each of the others
        for bar in [bar for bar in axes.patches if isinstance(bar, Rectangle) and not bar.get_width()]:
            bar.remove()
        for position, cells in enumerate(by_row.values()):
            start = 0.0
            for cell in cells:
                if cell.varde is None:
                    continue
                if cell.varde >= SMALLEST_NUMBERED_PART[width <= NARROW]:
                    ink = ON_DARK if is_dark(colours[cell.labels[parts]]) else ON_LIGHT
                    middle = start + cell.varde / 2
                    axes.text(middle, position, swedish.number(cell.varde), ha="center", va="center", color=ink)
                start += cell.varde
            if not all(cell.shown for cell in cells):
                axes.text(start + 0.8, position, NOT_SHOWN, va="center")
        axes.set_yticks(range(len(rows)), names)
        axes.set(xlim=(0, 100.5), ylim=(len(rows) - 0.5, -0.5), xlabel="", ylabel="")
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        seen = [
            label for label in order if any(one.labels[parts] == label and one.shown for one in chain(*by_row.values()))
        ]
        legend(figure, [Patch(color=colours[label]) for label in seen], seen)
        return figure

    told = [_largest(name, cells, parts) for name, cells in by_row.items()]
    show_figure(draw, alternative("Staplar om 100 procent", told), chain(*rows.values()))


def _largest(name: str, cells: Sequence[Cell], parts: str) -> str:
    largest = max(cells, key=lambda cell: -1.0 if cell.varde is None else cell.varde)
    hidden = [swedish.lower_first(cell.labels[parts]) for cell in cells if not cell.shown]
    left_out = f", {swedish.listing(hidden)} visas inte" if hidden else ""
    return f"{name}: störst är {swedish.lower_first(largest.labels[parts])}, {largest.in_text()}{left_out}"
