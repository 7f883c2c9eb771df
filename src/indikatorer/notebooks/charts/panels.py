"""Small multiples: one small chart for each part of a whole, all with the same axes."""

from collections.abc import Mapping, Sequence
from itertools import chain
from textwrap import fill

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from indikatorer.notebooks.charts.line import draw_line, in_words, mark_gaps, tick_label
from indikatorer.notebooks.charts.output import nothing_to_draw, show_figure
from indikatorer.notebooks.charts.style import ACCENT, COLOURS, INK, INK_OF, NOT_SHOWN, WIDTH, name_groups, use_style
from indikatorer.tables.protected import Cell

COLUMNS = 3
LETTERS_IN_A_ROW = 24

LINES_WITHOUT_COLOUR = ("#22282e", "#8a949c")
"""Of two lines that have no colour of their own, the first is dark."""


def panels(
    parts: Mapping[str, Mapping[str, Sequence[Cell]]],
    *,
    along: str,
    caption: str,
    unit: str = "procent",
    accent: str | None = None,
) -> None:
    """For each named part the named lines in it, with their last numbers.

    `along` is the dimension of time. A part that may not be shown at all is left out of the picture and named in the
    alternative text. The part `accent` is drawn in the colour of what is being discussed.
    """
    if nothing_to_draw((cell for lines in parts.values() for cell in chain(*lines.values())), caption):
        return
    use_style()
    drawn = {part: lines for part, lines in parts.items() if any(cell.shown for cell in chain(*lines.values()))}
    rows = max(1, -(-len(drawn) // COLUMNS))
    figure, grid = plt.subplots(rows, COLUMNS, figsize=(WIDTH, 1.55 * rows), sharex=True, sharey=True, squeeze=False)
    places = list(grid.flat)
    highest = max((cell.varde or 0 for lines in drawn.values() for cell in chain(*lines.values())), default=0) or 1
    for axes, (part, lines) in zip(places, drawn.items(), strict=False):
        _panel(axes, part, lines, along, highest, accent)
    for axes in places[len(drawn) :]:
        axes.set_visible(False)
    for axes in places[max(0, len(drawn) - COLUMNS) : len(drawn)]:
        axes.tick_params(axis="x", labelbottom=True)
    names = list(next(iter(parts.values())))
    if len(names) > 1:
        name_groups(
            figure,
            {name: _colour(name, number, False) for number, name in enumerate(names)},
            (0.125, 0.88 + 0.3 / figure.get_figheight()),
        )
    figure.subplots_adjust(wspace=0.22, hspace=0.55)
    words = "; ".join(f"{part}: {in_words(lines, along)}" for part, lines in parts.items())
    cells = [cell for lines in parts.values() for cell in chain(*lines.values())]
    show_figure(figure, caption, f"Små linjediagram, {unit}. {words}.", cells)


def _panel(
    axes: Axes, part: str, lines: Mapping[str, Sequence[Cell]], along: str, highest: float, accent: str | None
) -> None:
    ends: list[tuple[float, str, str]] = []
    for number, (name, cells) in enumerate(lines.items()):
        colour = _colour(name, number, part == accent)
        values = [cell.varde if cell.varde is not None else float("nan") for cell in cells]
        draw_line(axes, values, colour)
        mark_gaps(axes, values, colour)
        axes.plot(len(values) - 1, values[-1], "o", color=colour, markersize=3.5, clip_on=False)
        ends.append((values[-1], cells[-1].in_table() if cells[-1].shown else NOT_SHOWN, INK_OF.get(name, colour)))
    apart, height = highest * 0.15, float("-inf")
    for value, text, colour in sorted(ends, key=lambda end: end[0] if end[0] == end[0] else -1):
        height = max(value if value == value else 0, height + apart)
        axes.annotate(
            text, (len(cells) - 1, height), xytext=(5, 0), textcoords="offset points", va="center", color=colour,
            annotation_clip=False, fontsize=8.5,
        )  # fmt: skip
    axes.set_title(fill(part, LETTERS_IN_A_ROW), loc="left", fontsize=9.5, color=ACCENT if part == accent else INK)
    points = [cell.labels[along] for cell in cells]
    ticks = range(len(points)) if len(points) <= COLUMNS else (0, len(points) - 1)
    axes.set_xticks(list(ticks), [_tick(points[tick]) for tick in ticks], fontsize=8.5)
    axes.set(ylim=(0, highest * 1.08), yticks=[], xlim=(-0.2, len(points) - 0.9))
    axes.tick_params(axis="both", length=0)


def _colour(name: str, number: int, accented: bool) -> str:
    return ACCENT if accented and number == 0 else COLOURS.get(name, LINES_WITHOUT_COLOUR[number % 2])


def _tick(label: str) -> str:
    """A month by its name, words on two lines, a year as it stands."""
    start, _, last = tick_label(label).rpartition(" ")
    return f"{start}\n{last}" if start else last
