"""Small multiples: one small chart for each part of a whole, all with the same axes."""

from collections.abc import Mapping, Sequence
from itertools import chain
from textwrap import fill

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indikatorer.presentation.charts.alternative_texts import alternative, by_change, unit_of
from indikatorer.presentation.charts.line import (
    End,
    draw_series,
    end_of,
    name_lines,
    say_first,
    since_begun,
    tick_label,
)
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import (
    ACCENT,
    COLOURS,
    INK,
    INK_OF,
    NARROW,
    limits,
    name_groups,
    own_limits,
    scale,
    use_style,
)
from indikatorer.publication.protected import Cell

COLUMNS = 3
COLUMNS_WHEN_NARROW = 2
HEIGHT = 1.35
"""Inches, of a row of charts."""

LETTERS_IN_A_ROW = 24

LINES_WITHOUT_COLOUR = (INK, "#8a949c")
"""Of two lines that have no colour of their own, the first is dark."""


def panels(
    parts: Mapping[str, Mapping[str, Sequence[Cell]]],
    *,
    along: str,
    accent: str | None = None,
    own_scales: bool = False,
) -> None:
    """For each named part the named lines in it, with their first and last numbers.

    `along` is the dimension of time. With `own_scales` each part has a scale of its own, without marks: then it shows
    how each has developed, and not which is larger. A part that may not be shown at all is left out of the picture and
    named in the alternative text. The part `accent` is drawn in the colour of what is being discussed.
    """
    cells = [cell for lines in parts.values() for cell in chain(*lines.values())]
    if nothing_to_draw(cells):
        return
    named = {(part, name): cells for part, lines in parts.items() for name, cells in lines.items()}
    begun = since_begun(named)  # type: ignore[arg-type]
    drawn = {
        part: {name: begun[part, name] for name in lines}  # type: ignore[index]
        for part, lines in parts.items()
        if any(cell.shown for cell in chain(*lines.values()))
    }
    values = [cell.varde for lines in drawn.values() for cell in chain(*lines.values()) if cell.varde is not None]

    def draw(width: float) -> Figure:
        use_style()
        columns = COLUMNS_WHEN_NARROW if width <= NARROW else COLUMNS
        rows = -(-len(drawn) // columns)
        figure, grid = plt.subplots(
            rows, columns, figsize=(width, 0.25 + HEIGHT * rows), sharex=True, sharey=not own_scales, squeeze=False
        )
        figure.get_layout_engine().set(wspace=0.04, hspace=0.06)  # type: ignore[union-attr, call-arg]
        for place, axes in enumerate(grid.flat):
            axes.set_visible(place < len(drawn))
            axes.tick_params(axis="x", labelbottom=place + columns >= len(drawn))
        for axes, (part, lines) in zip(grid.flat, drawn.items(), strict=False):
            own = [cell.varde for cell in chain(*lines.values()) if cell.varde is not None]
            axes.set_ylim(own_limits(own) if own_scales else limits(values))
            _panel(axes, part, lines, along, accent, 0.6 * width / columns)
            if own_scales:
                axes.yaxis.set_ticks([])
        if not own_scales:
            figure.supylabel(unit_of(cells), fontsize="medium")
        names = list(next(iter(parts.values())))
        if len(names) > 1:
            name_groups(figure, {name: _colour(name, number, False) for number, name in enumerate(names)})
        return figure

    told = {
        part if len(lines) == 1 else f"{part}, {name}": lines[name] for part, lines in parts.items() for name in lines
    }
    show_figure(draw, alternative("Små linjediagram", by_change(told, along)), cells)


def _panel(
    axes: Axes, part: str, lines: Mapping[str, Sequence[Cell]], along: str, accent: str | None, width: float
) -> None:
    ends: list[End] = []
    for number, (name, cells) in enumerate(lines.items()):
        colour = _colour(name, number, part == accent)
        if (place := draw_series(axes, cells, colour)) is not None:
            ends.append(end_of(cells[place], place, INK_OF.get(name, colour)))
    say_first(axes, lines, width)
    points = [cell.labels[along] for cell in next(iter(lines.values()))]
    name_lines(axes, ends)
    axes.set_title(fill(part, LETTERS_IN_A_ROW), color=ACCENT if part == accent else INK)
    ticks = range(len(points)) if len(points) <= COLUMNS else (0, len(points) - 1)
    axes.set_xticks(list(ticks), [_tick(points[tick]) for tick in ticks])
    scale(axes.yaxis, 3)


def _colour(name: str, number: int, accented: bool) -> str:
    return ACCENT if accented and number == 0 else COLOURS.get(name, LINES_WITHOUT_COLOUR[number % 2])


def _tick(label: str) -> str:
    """A month by its name, words on two lines, a year as it stands."""
    start, _, last = tick_label(label).rpartition(" ")
    return f"{start}\n{last}" if start else last
