"""Two groups beside each other in many shares: a dot for each group, and the way between them."""

from collections.abc import Mapping
from itertools import chain

from indikatorer.notebooks.charts.output import show_figure
from indikatorer.notebooks.charts.style import ACCENT, GREY, INK, NOT_SHOWN, PALE, new_axes, swedish_axis
from indikatorer.tables.protected import Cell

Pairs = Mapping[str, tuple[Cell, Cell]]


def pairs(groups: Mapping[str, Pairs], *, names: tuple[str, str], caption: str) -> None:
    """A row for each pair, under the heading of its group; the first of a pair is what the figure is about."""
    rows: list[tuple[str, tuple[Cell, Cell] | None]] = []
    for heading, pairs_of_group in groups.items():
        rows += [(heading, None), *pairs_of_group.items()]
    figure, axes = new_axes(0.5 + 0.2 * len(rows))
    drawn = [pair for _, pair in rows if pair]
    reach = max((cell.varde or 0 for cell in chain(*drawn)), default=0) or 1
    for position, (name, pair) in enumerate(rows):
        axes.text(-reach * 0.02, position, name, ha="right", va="center", weight="normal" if pair else "bold")
        if pair is None:
            continue
        first, second = pair
        if first.varde is not None and second.varde is not None:
            axes.plot([first.varde, second.varde], [position, position], color=PALE, linewidth=2, zorder=1)
        for cell, colour, marker in ((second, GREY, "o"), (first, ACCENT, "D")):
            if cell.varde is not None:
                axes.plot(cell.varde, position, marker, color=colour, markersize=5.5, zorder=2)
        if not (first.shown and second.shown):
            at = max(first.varde or 0, second.varde or 0)
            axes.text(at + reach * 0.02, position, NOT_SHOWN, va="center")
    axes.set(ylim=(len(rows) - 0.4, -1.4), xlim=(0, reach * 1.05), xlabel="", ylabel="")
    axes.yaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    axes.tick_params(axis="x", length=0, colors=INK)
    axes.xaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    swedish_axis(axes.xaxis)
    handles = [
        axes.plot([], [], marker, color=colour, markersize=5.5)[0] for colour, marker in ((ACCENT, "D"), (GREY, "o"))
    ]
    axes.legend(handles, names, loc="lower left", bbox_to_anchor=(0, 1.0), ncols=2, frameon=False, borderaxespad=0)
    words = "; ".join(f"{name} {pair[0].in_text()} och {pair[1].in_text()}" for name, pair in rows if pair)
    show_figure(figure, caption, f"Punktdiagram, {names[0]} och {names[1]}. {words}.", chain(*drawn))
