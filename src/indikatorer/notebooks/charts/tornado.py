"""What an uncertain answer depends on most: a bar from one end to the other for each assumption (a tornado)."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from indikatorer import swedish
from indikatorer.notebooks.charts.output import nothing_to_draw, show_figure
from indikatorer.notebooks.charts.style import ACCENT, GREY, INK, NOT_SHOWN, WIDTH, swedish_axis, use_style
from indikatorer.tables.protected import Cell


def tornado(
    parts: Mapping[str, tuple[Cell, Mapping[str, tuple[Cell, Cell]]]], *, caption: str, xlabel: str, accent: str = ""
) -> None:
    """For each named part, under one another on one scale, a bar per assumption around the answer, the longest on top.

    A part is the answer and, by assumption, what it would be with the lower and with the higher value; `accent` is the
    assumption that is being discussed.
    """
    cells = [
        cell for answer, bars in parts.values() for cell in (answer, *(end for pair in bars.values() for end in pair))
    ]
    if nothing_to_draw(cells, caption):
        return
    use_style()
    rows = max(len(bars) for _, bars in parts.values())
    size = (WIDTH, 0.5 + (0.55 + 0.2 * rows) * len(parts))
    figure, grid = plt.subplots(len(parts), 1, figsize=size, sharex=True, squeeze=False)
    for axes, (part, (answer, bars)) in zip(grid.flat, parts.items(), strict=True):
        _panel(axes, part, answer, bars, accent)
    grid[-1, 0].set_xlabel(xlabel)
    figure.subplots_adjust(hspace=0.45)
    words = "; ".join(_in_words(part, answer, bars) for part, (answer, bars) in parts.items())
    show_figure(figure, caption, f"Tornadodiagram. {words}.", cells)


def _panel(axes: Axes, part: str, answer: Cell, bars: Mapping[str, tuple[Cell, Cell]], accent: str) -> None:
    shown = {name: (low.varde, high.varde) for name, (low, high) in bars.items() if low.shown and high.shown}
    order = sorted(bars, key=lambda name: -_reach(*shown[name]) if name in shown else 0.0)
    for height, name in enumerate(order):
        if name in shown:
            ends = [end or 0.0 for end in shown[name]]
            colour = ACCENT if name == accent else GREY
            axes.barh(height, max(ends) - min(ends), left=min(ends), color=colour, height=0.62)
        else:
            axes.annotate(NOT_SHOWN, (0.02, height), xycoords=("axes fraction", "data"), va="center")
    if answer.varde is not None:
        axes.axvline(answer.varde, color=INK, linewidth=1.1)
    axes.axvline(0, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    axes.set_yticks(range(len(order)), order, fontsize=8.5)
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_title(part, loc="left", fontsize=9.5)
    axes.tick_params(axis="both", length=0, labelsize=8.5)
    axes.xaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    swedish_axis(axes.xaxis)


def _reach(low: float | None, high: float | None) -> float:
    return abs((high or 0.0) - (low or 0.0))


def _in_words(part: str, answer: Cell, bars: Mapping[str, tuple[Cell, Cell]]) -> str:
    ends = ", ".join(
        f"{swedish.lower_first(name)} {low.in_text()} till {high.in_text()}" for name, (low, high) in bars.items()
    )
    return f"{part}: {answer.in_text()}; {ends}"
