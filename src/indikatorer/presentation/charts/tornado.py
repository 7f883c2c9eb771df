"""What an uncertain answer depends on most: a bar from one end to the other for each assumption (a tornado)."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indikatorer.base import swedish
from indikatorer.presentation.charts.alternative_texts import alternative, unit_of
from indikatorer.presentation.charts.bar import height_of_row, wrapped
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, GREY, INK, NARROW, NOT_SHOWN, scale, use_style
from indikatorer.publication.protected import Cell


def tornado(parts: Mapping[str, tuple[Cell, Mapping[str, tuple[Cell, Cell]]]], *, accent: str = "") -> None:
    """For each named part, under one another on one scale, a bar per assumption around the answer, the longest on top.

    A part is the answer and, by assumption, what it would be with the lower and with the higher value; `accent` is the
    assumption that is being discussed.
    """
    cells = [
        cell for answer, bars in parts.values() for cell in (answer, *(end for pair in bars.values() for end in pair))
    ]
    if nothing_to_draw(cells):
        return
    reach = [cell.varde for cell in cells if cell.varde is not None]
    air = 0.04 * (max(reach) - min(reach)) or 1.0

    def draw(width: float) -> Figure:
        use_style()
        rows = max((list(bars) for _, bars in parts.values()), key=len)
        height = height_of_row(wrapped(rows, width), 0.2)
        size = (width, 0.5 + (0.3 + height * len(rows)) * len(parts))
        figure, grid = plt.subplots(len(parts), 1, figsize=size, sharex=True, squeeze=False)
        for axes, (part, (answer, bars)) in zip(grid.flat, parts.items(), strict=True):
            _panel(axes, part, answer, bars, accent, width)
            scale(axes.xaxis, 3 if width <= NARROW else 5)
        grid[-1, 0].set(xlabel=unit_of(cells), xlim=(min(*reach, 0) - air, max(*reach, 0) + air))
        return figure

    told = [_in_words(part, answer, bars) for part, (answer, bars) in parts.items()]
    show_figure(draw, alternative("Tornadodiagram", told), cells)


def _panel(
    axes: Axes, part: str, answer: Cell, bars: Mapping[str, tuple[Cell, Cell]], accent: str, width: float
) -> None:
    shown = _shown(bars)
    order = sorted(bars, key=lambda name: -_reach(shown[name]) if name in shown else 0.0)
    for height, name in enumerate(order):
        if name in shown:
            ends = shown[name]
            colour = ACCENT if name == accent else GREY
            axes.barh(height, max(ends) - min(ends), left=min(ends), color=colour, height=0.62, linewidth=0)
        else:
            axes.annotate(NOT_SHOWN, (0.02, height), xycoords=("axes fraction", "data"), va="center")
    if answer.varde is not None:
        axes.axvline(answer.varde, color=INK, linewidth=1.1)
    axes.axvline(0, color=INK, linewidth=0.7, linestyle=(0, (3, 2)))
    axes.set_yticks(range(len(order)), wrapped(order, width))
    axes.set_ylim(len(order) - 0.5, -0.5)
    axes.set_title(f"{part}: {answer.in_text()}" if answer.shown else part)


def _shown(bars: Mapping[str, tuple[Cell, Cell]]) -> dict[str, tuple[float, float]]:
    return {name: (low.varde or 0, high.varde or 0) for name, (low, high) in bars.items() if low.shown and high.shown}


def _reach(ends: tuple[float, float]) -> float:
    return abs(ends[1] - ends[0])


def _in_words(part: str, answer: Cell, bars: Mapping[str, tuple[Cell, Cell]]) -> str:
    """The answer, and the assumption that it depends on most."""
    if not (shown := _shown(bars)):
        return f"{part}: {answer.in_text()}, känsligheten kan inte visas"
    most = max(shown, key=lambda name: _reach(shown[name]))
    low, high = bars[most]
    ends = f"{low.in_text()} till {high.in_text()}"
    return f"{part}: {answer.in_text()}, beror mest på {swedish.lower_first(most)}, {ends}"
