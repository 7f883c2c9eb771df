"""Two groups beside each other in many shares: a dot for each group, and the way between them."""

from collections.abc import Mapping
from itertools import chain

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from indikatorer.presentation.charts.alternative_texts import alternative, by_difference
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, GREY, NOT_SHOWN, PALE, legend, new_axes, scale
from indikatorer.publication.protected import Cell

Pairs = Mapping[str, tuple[Cell, Cell]]
MARKS = ((ACCENT, "D"), (GREY, "o"))


def pairs(groups: Mapping[str, Pairs], *, names: tuple[str, str]) -> None:
    """A row for each pair, under the heading of its group; the first of a pair is what the figure is about."""
    rows: list[tuple[str, tuple[Cell, Cell] | None]] = []
    for heading, pairs_of_group in groups.items():
        rows += [(heading, None), *pairs_of_group.items()]
    cells = list(chain(*(pair for _, pair in rows if pair)))
    if nothing_to_draw(cells):
        return
    reach = max((cell.varde or 0 for cell in cells), default=0) or 1

    def draw(width: float) -> Figure:
        names_of_rows = wrapped([name for name, _ in rows], width)
        figure, axes = new_axes(0.55 + height_of_row(names_of_rows, 0.185) * len(rows), width)
        drawn = pd.DataFrame(
            {"height": position, **dict(zip(names, (cell.varde for cell in pair), strict=True))}
            for position, (_, pair) in enumerate(rows)
            if pair
        ).astype(dict.fromkeys(names, float))
        both = drawn.dropna()
        axes.hlines(both["height"], both[names[0]], both[names[1]], color=PALE, linewidth=2, zorder=1)
        points = drawn.melt("height", var_name="group", value_name="value")
        sns.pointplot(
            points, x="value", y="height", hue="group", hue_order=names[::-1],
            palette=[colour for colour, _ in MARKS[::-1]], markers=[marker for _, marker in MARKS[::-1]], orient="y",
            native_scale=True, errorbar=None, linestyle="", markersize=5.5, markeredgewidth=0, legend=False, ax=axes,
        )  # fmt: skip
        for row in drawn[drawn.isna().any(axis=1)].fillna(0).to_dict("records"):
            axes.text(max(row[name] for name in names) + reach * 0.02, row["height"], NOT_SHOWN, va="center")
        axes.set_yticks(range(len(rows)), names_of_rows)
        for label, (_, pair) in zip(axes.get_yticklabels(), rows, strict=True):
            label.set_fontweight("normal" if pair else 600)
        axes.set(ylim=(len(rows) - 0.4, -0.6), xlim=(0, reach * 1.05), xlabel="Procent", ylabel="")
        axes.spines["bottom"].set_visible(False)
        scale(axes.xaxis)
        legend(figure, [Line2D([], [], color=colour, marker=mark, linestyle="") for colour, mark in MARKS], names)
        return figure

    told = {
        f"{heading}: {name}": dict(zip(names, pair, strict=True))
        for heading, of in groups.items()
        for name, pair in of.items()
    }
    show_figure(draw, alternative("Punktdiagram", by_difference(told)), cells)
