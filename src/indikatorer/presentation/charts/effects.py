"""Effects month by month: a small chart for each part, around a line of no effect."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indikatorer.base import swedish
from indikatorer.presentation.charts.alternative_texts import alternative, unit_of
from indikatorer.presentation.charts.line import draw_line
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import (
    ACCENT,
    GREY,
    INK,
    NARROW,
    NOT_SHOWN,
    PALE,
    name_groups,
    scale,
    use_style,
)
from indikatorer.publication.protected import Cell

SHADES = (ACCENT, INK, GREY)
"""Of several lines, the first is what is being discussed."""

YEAR = 12

Lines = Mapping[str, Sequence[Cell]]


def effects(rows: Mapping[str, Mapping[str, Lines]], *, along: str) -> None:
    """A row of small charts for each named row, with named lines by months from an event, all on one scale.

    `along` is the dimension of months; the event is at month 0. A single line has a band for its interval. What may not
    be shown is a gap, and a chart without any number is marked.
    """
    cells = list(chain(*(cells for row in rows.values() for lines in row.values() for cells in lines.values())))
    if nothing_to_draw(cells):
        return
    columns = list(next(iter(rows.values())))
    names = list(next(iter(next(iter(rows.values())).values())))

    def draw(width: float) -> Figure:
        use_style()
        size = (width, 0.6 + 1.35 * len(rows))
        figure, grid = plt.subplots(len(rows), len(columns), figsize=size, sharex=True, sharey=True, squeeze=False)
        for axes, (name, row) in zip(grid, rows.items(), strict=True):
            for place, column in enumerate(columns):
                _panel(axes[place], row[column], along, width <= NARROW)
            axes[0].set_ylabel(name)
        for axes, column in zip(grid[0], columns, strict=True):
            axes.set_title(column if width > NARROW else "\n".join(_halves(column)))
        figure.supylabel(unit_of(cells), fontsize="medium")
        figure.supxlabel("Månader från start", fontsize="medium")
        if len(names) > 1:
            name_groups(figure, dict(zip(names, SHADES, strict=False)))
        return figure

    told = sorted(_told(rows, along), key=lambda one: -one[0])
    show_figure(draw, alternative("Små linjediagram", (said for _, said in told)), cells)


def _panel(axes: Axes, lines: Lines, along: str, narrow: bool) -> None:
    months = [int(cell.labels[along]) for cell in next(iter(lines.values()))]
    axes.axhline(0, color=INK, linewidth=0.7)
    axes.axvline(months.index(0), color=PALE, linewidth=0.9, linestyle=(0, (3, 2)))
    for colour, cells in zip(SHADES, lines.values(), strict=False):
        if len(lines) == 1:
            low, high = ([_number(getattr(cell, end)) for cell in cells] for end in ("ki_nedre", "ki_ovre"))
            axes.fill_between(range(len(cells)), low, high, color=colour, alpha=0.18, linewidth=0)
        draw_line(axes, [_number(cell.varde) for cell in cells], colour)
        shown = [(place, cell) for place, cell in enumerate(cells) if cell.shown]
        if len(lines) == 1 and shown:
            place, cell = shown[-1]
            axes.plot(place, _number(cell.varde), "o", color=colour, markersize=4, clip_on=False)
            axes.annotate(
                cell.in_table(), (place, cell.varde or 0.0), xytext=(6, 0), textcoords="offset points", va="center",
                color=colour, annotation_clip=False,
            )  # fmt: skip
    if not any(cell.shown for cell in chain(*lines.values())):
        axes.annotate(NOT_SHOWN, (0.5, 0.55), xycoords="axes fraction", ha="center")
    step = 2 * YEAR if narrow else YEAR
    ticks = [place for place, month in enumerate(months) if month >= 0 and month % step == 0]
    axes.set_xticks(ticks, [str(months[tick]) for tick in ticks])
    axes.set_xlim(0, len(months) - 1)
    scale(axes.yaxis, 4)


def _halves(name: str) -> list[str]:
    """A long word on two lines, as it is divided: `Ungdoms-`, `anställning`."""
    start, found, end = name.partition("anställning")
    return [f"{start}-", found + end] if start and found else [name]


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def _told(rows: Mapping[str, Mapping[str, Lines]], along: str) -> Iterable[tuple[float, str]]:
    """How large each effect is at the end of each year after the event, with its size at the last."""
    for name, row in rows.items():
        for column, lines in row.items():
            for line, cells in lines.items():
                yearly = [cell for cell in cells if int(cell.labels[along]) > 0 and int(cell.labels[along]) % YEAR == 0]
                if not yearly:
                    continue
                of_line = f", {swedish.lower_first(line)}" if len(lines) > 1 else ""
                numbers = swedish.listing([f"{cell.in_text()} månad {cell.labels[along]}" for cell in yearly])
                yield abs(yearly[-1].varde or 0), f"{name}, {column}{of_line}: {numbers}"
