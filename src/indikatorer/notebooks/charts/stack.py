"""Bars of 100 per cent divided into parts."""

from collections.abc import Mapping, Sequence
from itertools import chain

import matplotlib as mpl

from indikatorer import swedish
from indikatorer.notebooks.charts.output import nothing_to_draw, show_figure
from indikatorer.notebooks.charts.style import COLOURS, GREY, INK, NOT_SHOWN, is_dark, new_axes
from indikatorer.tables.protected import Cell

SMALLEST_NUMBERED_PART = 6
"""Per cent of a stacked bar under which its number does not fit in it."""


def stacked(rows: Mapping[str, Sequence[Cell]], *, parts: str, order: Sequence[str], caption: str) -> None:
    """One bar of 100 per cent for each named row, divided by the dimension `parts`, its labels in the given order.

    Parts that may not be shown are left open together at the end of the bar, marked `..`.
    """
    if nothing_to_draw(chain(*rows.values()), caption):
        return
    figure, axes = new_axes(0.9 + 0.33 * len(rows))
    drawn: dict[str, mpl.patches.Patch] = {}
    sentences = []
    for position, (name, cells) in enumerate(rows.items()):
        by_label = {cell.labels[parts]: cell for cell in cells}
        in_order = [by_label[label] for label in order]
        start = 0.0
        for cell in in_order:
            if cell.varde is None:
                continue
            colour = COLOURS.get(cell.labels[parts], GREY)
            [bar] = axes.barh(
                position, cell.varde, left=start, height=0.68, color=colour, edgecolor="white", linewidth=0.8
            )
            drawn.setdefault(cell.labels[parts], bar)
            if cell.varde >= SMALLEST_NUMBERED_PART:
                ink = "white" if is_dark(colour) else INK
                text = swedish.number(cell.varde)
                axes.text(start + cell.varde / 2, position, text, ha="center", va="center", color=ink)
            start += cell.varde
        if not all(cell.shown for cell in in_order):
            axes.text(start + 0.8, position, NOT_SHOWN, va="center")
        sentences.append(f"{name}: " + ", ".join(f"{_part(cell, parts)}" for cell in in_order))
    axes.set_yticks(range(len(rows)), list(rows))
    axes.invert_yaxis()
    axes.set(xlim=(0, 101), xlabel="", ylabel="")
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    legend = [label for label in order if label in drawn]
    axes.legend(
        [drawn[label] for label in legend], legend, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=4, frameon=False,
        handlelength=1, handleheight=1, columnspacing=1.2, borderaxespad=0.2,
    )  # fmt: skip
    show_figure(figure, caption, f"Staplar om 100 procent. {'; '.join(sentences)}.", chain(*rows.values()))


def _part(cell: Cell, parts: str) -> str:
    return f"{swedish.lower_first(cell.labels[parts])} {cell.in_text()}"
