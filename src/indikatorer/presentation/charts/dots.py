"""Dots with intervals: two groups beside each other, row by row."""

from collections.abc import Mapping

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from indikatorer.measures.cell import CellStatus
from indikatorer.presentation.charts.alternative_texts import alternative, by_difference
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import COLOURS, GREY, INK_OF, NOT_SHOWN, name_groups, new_axes, scale
from indikatorer.publication.protected import Cell

APART = 0.34
"""How far the dots of a row lie from each other, so that intervals do not cover one another."""


def dots(rows: Mapping[str, Mapping[str, Cell]], *, xlabel: str = "Procent") -> None:
    """For each named row a dot for each named group, on its 95 per cent interval. What may not be shown is marked.

    A row of which nothing has been delivered is left out.
    """
    everything = [cell for cells in rows.values() for cell in cells.values()]
    if nothing_to_draw(everything):
        return
    rows = {
        name: cells
        for name, cells in rows.items()
        if any(cell.status != CellStatus.NOT_DELIVERED for cell in cells.values())
    }
    groups = list(next(iter(rows.values())))
    colours = {group: COLOURS.get(group, GREY) for group in groups}

    points = pd.DataFrame(
        {"row": row, "group": group, "value": cell.varde, "low": cell.ki_nedre, "high": cell.ki_ovre}
        for row, cells in enumerate(rows.values())
        for group, cell in cells.items()
    ).astype({"value": float, "low": float, "high": float})

    def draw(width: float) -> Figure:
        names = wrapped(list(rows), width)
        figure, axes = new_axes(0.7 + height_of_row(names, 0.22) * len(rows), width)
        sns.pointplot(
            points, x="value", y="row", hue="group", palette=colours, dodge=APART * (len(groups) - 1), orient="y",
            native_scale=True, errorbar=None, linestyle="", markersize=5.5, markeredgewidth=0, legend=False, ax=axes,
        )  # fmt: skip
        for group, of_group in points.groupby("group"):
            heights = of_group["row"] + APART * (groups.index(group) - (len(groups) - 1) / 2)
            axes.hlines(heights, of_group["low"], of_group["high"], colours[group], linewidth=1.3)
        for position, cells in enumerate(rows.values()):
            hidden = [group for group, cell in cells.items() if cell.varde is None]
            for number, group in enumerate(hidden):
                colour = INK_OF.get(group, COLOURS.get(group, GREY))
                axes.annotate(
                    NOT_SHOWN, (0, position), xytext=(3 + 12 * number, 0), textcoords="offset points", color=colour,
                    va="center", xycoords=("axes fraction", "data"),
                )  # fmt: skip
        axes.set_yticks(range(len(rows)), names)
        axes.set(ylim=(len(rows) - 0.5, -0.5), xlim=(min(0.0, axes.get_xlim()[0]), None), xlabel=xlabel, ylabel="")
        scale(axes.xaxis)
        name_groups(figure, colours)
        return figure

    show_figure(draw, alternative("Punktdiagram med intervall", by_difference(rows)), everything)
