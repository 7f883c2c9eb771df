"""Lines for time, with their names and numbers at the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indikatorer.base import swedish
from indikatorer.presentation.charts.alternative_texts import alternative, by_change, unit_of
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import (
    COLOURS,
    GREY,
    INK,
    INK_OF,
    NARROW,
    NOT_SHOWN,
    TEXT,
    apart,
    limits,
    new_axes,
    scale,
)
from indikatorer.publication.protected import Cell

LINE = 1.2 * TEXT
"""Points from one line of text to the next."""


def lines(series: Mapping[str, Sequence[Cell]], *, along: str) -> None:
    """One line for each named series, with its name at the end; `along` is the dimension of time. Gaps stay gaps.

    The lines begin where the first of them does.
    """
    if nothing_to_draw(chain(*series.values())):
        return
    series = since_begun(series)
    unit = unit_of(chain(*series.values()))
    points = [cell.labels[along] for cell in next(iter(series.values()))]

    def draw(width: float) -> Figure:
        figure, axes = new_axes(2.5, width)
        axes.set(ylim=limits([cell.varde for cell in chain(*series.values()) if cell.varde is not None]), title=unit)
        ends: list[End] = []
        for name, cells in series.items():
            colour = COLOURS.get(name, GREY)
            if (place := draw_series(axes, cells, colour)) is not None:
                ends.append(end_of(cells[place], place, INK_OF.get(name, colour), f"{name} "))
        say_first(axes, series, 0.7 * width)
        name_lines(axes, ends)
        step = -(-len(points) // (5 if width <= NARROW else 9))
        ticks = list(range(len(points) - 1, -1, -step))[::-1]
        axes.set_xticks(ticks, [tick_label(points[tick]) for tick in ticks])
        axes.set(xlabel="", ylabel="")
        scale(axes.yaxis)
        return figure

    alt = alternative(f"Linjediagram, {swedish.lower_first(unit)}", by_change(series, along))
    show_figure(draw, alt, chain(*series.values()))


def since_begun(series: Mapping[str, Sequence[Cell]]) -> dict[str, Sequence[Cell]]:
    """The lines from where the first of them begins: before it there is no number, or nobody to count."""
    first = min(next((i for i, cell in enumerate(cells) if cell.varde), len(cells) - 1) for cells in series.values())
    return {name: cells[first:] for name, cells in series.items()}


def draw_series(axes: Axes, cells: Sequence[Cell], colour: str) -> int | None:
    """A line with its gaps and a dot at its end; the place of the last cell that is shown, if any."""
    values = [cell.varde if cell.varde is not None else float("nan") for cell in cells]
    draw_line(axes, values, colour)
    mark_gaps(axes, values, colour)
    last = max((place for place, cell in enumerate(cells) if cell.shown), default=None)
    if last is not None:
        draw_points(axes, [last], [values[last]], colour)
    return last


def draw_line(axes: Axes, values: Sequence[float], colour: str) -> None:
    """A line that is broken where a number is missing; a number between two gaps is a dot."""
    points = pd.DataFrame({"place": range(len(values)), "value": values})
    points["run"] = points["value"].isna().cumsum()
    points = points.dropna()
    if points.empty:  # seaborn cannot draw it
        return
    sns.lineplot(points, x="place", y="value", units="run", estimator=None, color=colour, linewidth=2, ax=axes)
    axes.set(xlabel="", ylabel="")
    alone = points[~points["run"].duplicated(keep=False)]
    if len(alone):
        draw_points(axes, alone["place"], alone["value"], colour)


def draw_points(axes: Axes, places: Sequence[float], values: Sequence[float], colour: str) -> None:
    """Dots, whole also at the edge of the chart."""
    axes.plot(places, values, "o", color=colour, markersize=4, clip_on=False)


def mark_gaps(axes: Axes, values: Sequence[float], colour: str) -> None:
    """A sign on the axis in the middle of every gap."""
    gaps = [[position for position, _ in run] for missing, run in groupby(enumerate(values), _is_missing) if missing]
    for gap in gaps:
        axes.text(
            (gap[0] + gap[-1]) / 2, 0, NOT_SHOWN, ha="center", va="bottom", color=colour,
            transform=axes.get_xaxis_transform(),
        )  # fmt: skip


def _is_missing(point: tuple[int, float]) -> bool:
    return point[1] != point[1]


def say_first(axes: Axes, series: Mapping[str, Sequence[Cell]], width: float) -> None:
    """The first number of each line that has a second, to its left, in a chart that is so many inches wide."""
    firsts = {
        name: next(((place, cell) for place, cell in enumerate(cells) if cell.shown), (len(cells), None))
        for name, cells in series.items()
    }
    said = [
        (name, place, cell)
        for name, (place, cell) in firsts.items()
        if cell and any(later.shown for later in series[name][place + 1 :])
    ]
    heights = apart([cell.varde or 0.0 for _, _, cell in said], line_of_text(axes))
    for (name, place, cell), height in zip(said, heights, strict=True):
        beside(axes, cell.in_table(), place, height, INK_OF.get(name, COLOURS.get(name, INK)), -1)
    last = len(next(iter(series.values()))) - 1
    letters = max((len(cell.in_table()) for _, _, cell in said), default=0)
    room = last * (12 + 0.5 * TEXT * letters) / (72 * width)
    axes.set_xlim(-room or -0.5, last or 0.5)


def tick_label(label: str) -> str:
    """A month by the beginning of its name, a year as it stands; so do the periods of Stockholmsjobb."""
    return swedish.month_name(label)[:3] if "-" in label else label.removeprefix("VB ")


@dataclass(frozen=True)
class End:
    """Where a line ends, what is said of it there, and in which colour."""

    place: float
    value: float
    said: str
    colour: str


def end_of(cell: Cell, place: float, colour: str, name: str = "") -> End:
    return End(place, cell.varde or 0.0, f"{name}{cell.in_table()}", colour)


def name_lines(axes: Axes, ends: Sequence[End]) -> None:
    """What is said to the right of the lines, moved apart where they end close together."""
    for end, height in zip(ends, apart([end.value for end in ends], line_of_text(axes)), strict=True):
        beside(axes, end.said, end.place, height, end.colour, 1)


def beside(axes: Axes, said: str, place: float, height: float, colour: str, side: int) -> None:
    """Words to the right (1) or the left (-1) of a place."""
    axes.annotate(
        said, (place, height), xytext=(7 * side, 0), textcoords="offset points", va="center",
        ha="left" if side > 0 else "right", color=colour, annotation_clip=False,
    )  # fmt: skip


def line_of_text(axes: Axes) -> float:
    """How high a line of text is, as the axis counts: of the height of a chart, titles and labels take a part."""
    low, high = axes.get_ylim()
    rows = axes.get_subplotspec().get_gridspec().nrows  # type: ignore[union-attr]
    return LINE * (high - low) * rows / (0.72 * 72 * axes.get_figure(root=True).get_figheight())  # type: ignore[union-attr]
