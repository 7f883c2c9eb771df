"""Effects month by month: a small chart for each part, around a line of no effect."""

from collections.abc import Mapping, Sequence
from itertools import chain

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from indikatorer.notebooks.charts.line import draw_line
from indikatorer.notebooks.charts.output import show_figure
from indikatorer.notebooks.charts.style import (
    ACCENT,
    GREY,
    INK,
    NOT_SHOWN,
    PALE,
    WIDTH,
    name_groups,
    swedish_axis,
    use_style,
)
from indikatorer.tables.protected import Cell

SHADES = (ACCENT, INK, GREY)
"""Of several lines, the first is what is being discussed."""

YEAR = 12

Lines = Mapping[str, Sequence[Cell]]


def effects(rows: Mapping[str, Mapping[str, Lines]], *, along: str, caption: str, unit: str) -> None:
    """A row of small charts for each named row, with named lines by months from an event; each row has its own scale.

    `along` is the dimension of months; the event is at month 0. A single line has a band for its interval. What may not
    be shown is a gap, and a chart without any number is marked.
    """
    use_style()
    columns = list(next(iter(rows.values())))
    size = (WIDTH, 0.35 + 1.45 * len(rows))
    figure, grid = plt.subplots(len(rows), len(columns), figsize=size, sharex=True, sharey="row", squeeze=False)
    for axes, (name, row) in zip(grid, rows.items(), strict=True):
        for place, column in enumerate(columns):
            _panel(axes[place], row[column], along)
        axes[0].set_ylabel(name)
    for axes, column in zip(grid[0], columns, strict=True):
        axes.set_title(column, loc="left", fontsize=9.5)
    names = list(next(iter(next(iter(rows.values())).values())))
    if len(names) > 1:
        colours = dict(zip(names, SHADES, strict=False))
        name_groups(figure, colours, (0.125, 0.88 + 0.3 / figure.get_figheight()))
    figure.subplots_adjust(wspace=0.1, hspace=0.18)
    words = "; ".join(
        f"{name}, {_in_words(column, lines, along)}" for name, row in rows.items() for column, lines in row.items()
    )
    cells = chain(*(cells for row in rows.values() for lines in row.values() for cells in lines.values()))
    show_figure(figure, caption, f"Små linjediagram, {unit}, månader från start. {words}.", cells)


def _panel(axes: Axes, lines: Lines, along: str) -> None:
    months = [int(cell.labels[along]) for cell in next(iter(lines.values()))]
    axes.axhline(0, color=INK, linewidth=0.7)
    axes.axvline(months.index(0), color=PALE, linewidth=0.9, linestyle=(0, (3, 2)))
    for colour, cells in zip(SHADES, lines.values(), strict=False):
        if len(lines) == 1:
            low, high = ([_number(getattr(cell, end)) for cell in cells] for end in ("ki_nedre", "ki_ovre"))
            axes.fill_between(range(len(cells)), low, high, color=colour, alpha=0.18, linewidth=0)
        draw_line(axes, [_number(cell.varde) for cell in cells], colour)
    if not any(cell.shown for cell in chain(*lines.values())):
        axes.annotate(NOT_SHOWN, (0.5, 0.55), xycoords="axes fraction", ha="center")
    ticks = [place for place, month in enumerate(months) if month >= 0 and month % YEAR == 0]
    axes.set_xticks(ticks, [str(months[tick]) for tick in ticks], fontsize=8.5)
    axes.set_xlim(0, len(months) - 1)
    axes.tick_params(axis="both", length=0, labelsize=8.5)
    axes.yaxis.grid(color="#e6eaed", linewidth=0.8)
    axes.set_axisbelow(True)
    swedish_axis(axes.yaxis)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _in_words(column: str, lines: Lines, along: str) -> str:
    """A number for each year after the event."""
    said = []
    for name, cells in lines.items():
        at_years = [cell for cell in cells if int(cell.labels[along]) > 0 and int(cell.labels[along]) % YEAR == 0]
        numbers = ", ".join(f"{cell.in_text()} månad {cell.labels[along]}" for cell in at_years)
        said.append(f"{name.lower()} {numbers}" if len(lines) > 1 else numbers)
    return f"{column}: {'; '.join(said)}"
