"""Units beside the whole city: how far a share may lie from the city's by chance alone (a funnel plot)."""

from collections.abc import Mapping
from math import sqrt

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from indikatorer.base.swedish import listing
from indikatorer.presentation.charts.alternative_texts import alternative, unit_of
from indikatorer.presentation.charts.line import beside, line_of_text
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, FIELD, INK, NARROW, PALE, apart, scale, use_style
from indikatorer.publication.protected import Cell

SELDOM, HARDLY_EVER = 1.96, 3.09
"""Standard errors: beyond them lie one unit in twenty, and one in five hundred, that are as the city is."""

STEPS = 60

Units = Mapping[str, Cell]


def beyond_chance(whole: Cell, units: Units) -> dict[str, Cell]:
    """The units whose share differs from the whole's by more than chance: one in five hundred would by chance alone.
    What rounding may have moved is taken away first.

    Units that may not be shown, or whose base is not printed, are not judged.
    """
    return {
        name: cell
        for name, cell in units.items()
        if whole.varde is not None
        and cell.varde is not None
        and cell.namnare
        and abs(cell.varde - whole.varde) - cell.points - whole.points > HARDLY_EVER * _error(whole.varde, cell.namnare)
    }


def funnel(parts: Mapping[str, tuple[Cell, Units]]) -> None:
    """A small chart for each named part, a whole and its units: each unit is a point, by how many its share is of.

    The fields are what chance allows. Units within them are as the whole is, as far as can be known; those outside are
    named. Nothing is ranked. A part of which no unit may be shown is left out of the picture.
    """
    cells = [cell for whole, units in parts.values() for cell in (whole, *units.values())]
    if nothing_to_draw(cell for _, units in parts.values() for cell in units.values()):
        return
    drawn = {part: of for part, of in parts.items() if any(cell.shown for cell in of[1].values())}

    def draw(width: float) -> Figure:
        use_style()
        columns = 1 if width <= NARROW else 2
        rows = -(-len(drawn) // columns)
        height = 1.75 if columns == 1 or rows < 3 else 1.4
        figure, grid = plt.subplots(rows, columns, figsize=(width, 0.3 + height * rows), squeeze=False)
        for place, axes in enumerate(grid.flat):
            axes.set_visible(place < len(drawn))
        for axes, (part, (whole, units)) in zip(grid.flat, drawn.items(), strict=False):
            draw_units(axes, whole, units)
            axes.set_title(part)
        figure.supylabel(unit_of(cells), fontsize="medium")
        figure.supxlabel("Personer", fontsize="medium")
        return figure

    outside = [(part, *one) for part, of in parts.items() for one in beyond_chance(*of).items()]
    told = [f"{part}: {name}, {cell.in_text()}, skiljer sig mer än slumpen brukar ge" for part, name, cell in outside]
    found = told or ["Ingen enhet skiljer sig från staden mer än slumpen brukar ge"]
    if hidden := sum(not cell.shown for cell in cells):
        found.append(f"{hidden} {'uppgift' if hidden == 1 else 'uppgifter'} visas inte")
    show_figure(draw, alternative("Trattdiagram", found), cells)


def draw_units(axes: Axes, whole: Cell, units: Units) -> None:
    """The fields of chance, a point for each unit, and the names of those outside: one for those at one place."""
    outside = beyond_chance(whole, units)
    bases = [cell.namnare for cell in units.values() if cell.shown and cell.namnare] or [1]
    reach = 0.75 * min(bases), 1.1 * max(bases)
    if whole.varde is not None:
        sizes = [reach[0] + step * (reach[1] - reach[0]) / STEPS for step in range(STEPS + 1)]
        for errors, colour in ((HARDLY_EVER, FIELD), (SELDOM, PALE)):
            margins = [errors * _error(whole.varde, size) for size in sizes]
            low, high = ([whole.varde + sign * margin for margin in margins] for sign in (-1, 1))
            axes.fill_between(sizes, low, high, color=colour, alpha=0.6, linewidth=0)
        axes.axhline(whole.varde, color=INK, linewidth=0.9)
    named: dict[tuple[float, float], list[str]] = {}
    for name, cell in units.items():
        if cell.varde is None or not cell.namnare:
            continue
        colour = ACCENT if name in outside else INK
        axes.plot(cell.namnare, cell.varde, "o", color=colour, markersize=4, clip_on=False)
        if name in outside:
            named.setdefault((cell.namnare, cell.varde), []).append(name)
    axes.set_xlim(*reach)
    scale(axes.yaxis, 4)
    scale(axes.xaxis, 4)
    axes.xaxis.grid(False)
    for ((base, _), names), height in zip(
        named.items(), apart([share for _, share in named], line_of_text(axes)), strict=True
    ):
        beside(axes, listing(names), base, height, ACCENT, 1)


def _error(share: float, size: float) -> float:
    """The standard error, in percentage points, of a share in per cent of so many."""
    return sqrt(share * (100 - share) / size)
