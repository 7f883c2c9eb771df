"""Differences with their intervals around nought."""

from collections.abc import Collection, Sequence

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from indikatorer.presentation.charts.alternative_texts import alternative
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, GREY, INK, NOT_SHOWN, PALE, new_axes, scale
from indikatorer.publication.protected import Cell

SHADES = {True: ACCENT, False: GREY}
"""By whether an interval holds no nought."""


def differences(cells: Sequence[Cell], *, along: str, certain: Collection[str]) -> None:
    """A point and its interval for each cell, in the order given; those named `certain` stand out.

    A cell that may not be shown has no point, and `..` beside its name.
    """
    if nothing_to_draw(cells):
        return
    ends = [abs(end) for cell in cells for end in (cell.ki_nedre, cell.ki_ovre, cell.varde) if end is not None]
    reach = max(ends, default=1.0)

    def draw(width: float) -> Figure:
        names = wrapped([cell.labels[along] for cell in cells], width)
        figure, axes = new_axes(0.5 + height_of_row(names, 0.24) * len(cells), width)
        axes.axvline(0, color=PALE, linewidth=1)
        for position, cell in enumerate(cells):
            if cell.varde is None:
                axes.text(0, position, NOT_SHOWN, ha="center", va="center")
                continue
            axes.text(reach * 1.25, position, cell.in_table(), ha="right", va="center", color=INK)
        points = pd.DataFrame(
            [{"value": cell.varde, "low": cell.ki_nedre, "high": cell.ki_ovre} for cell in cells], dtype=float
        )
        points["height"] = range(len(cells))
        points["apart"] = [cell.labels[along] in certain for cell in cells]
        axes.hlines(points["height"], points["low"], points["high"], points["apart"].map(SHADES), linewidth=1.4)
        sns.pointplot(
            points, x="value", y="height", hue="apart", palette=SHADES, orient="y", native_scale=True, errorbar=None,
            linestyle="", markersize=5, markeredgewidth=0, legend=False, ax=axes,
        )  # fmt: skip
        axes.set_yticks(range(len(cells)), names)
        axes.set(ylim=(len(cells) - 0.4, -0.6), xlim=(-reach * 1.02, reach * 1.02), xlabel="Procentenheter", ylabel="")
        axes.spines["bottom"].set_visible(False)
        scale(axes.xaxis)
        return figure

    by_reach = sorted((cell for cell in cells if cell.varde is not None), key=lambda cell: -abs(cell.varde or 0))
    largest, *others = [f"{cell.labels[along]}, {cell.in_text()}" for cell in by_reach]
    show_figure(draw, alternative("Skillnader med intervall", [f"Störst är {largest}", *others]), cells)
