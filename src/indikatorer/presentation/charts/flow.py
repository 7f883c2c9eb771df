"""How many go where: boxes from left to right, as high as there are people in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from indikatorer.presentation.charts.alternative_texts import alternative
from indikatorer.presentation.charts.output import nothing_to_draw, show_figure
from indikatorer.presentation.charts.style import ACCENT, GREY, INK, NARROW, NOT_SHOWN, PALE, new_axes
from indikatorer.publication.protected import Cell

BOX = 0.1
"""How wide a box is, in the distance from one column to the next."""

APART = 0.17
"""How much room there is between two boxes of a column, as a part of the highest."""

LETTERS_OF_A_NAME = {False: 22, True: 11}
"""By whether the drawing is narrow: a longer name goes on in the next line."""


@dataclass(frozen=True)
class Step:
    """A box: its name, how many are in it, and the name of the box that they come from, none for the first."""

    name: str
    cell: Cell
    source: str = ""


@dataclass(frozen=True)
class _Box:
    step: Step
    column: int
    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


def flow(steps: Sequence[Step], *, accent: str = "") -> None:
    """Boxes with their names and numbers, each beside the one that it comes from; `accent` names what it is about.

    A number that may not be shown is a line marked `..`; the order of the boxes is that of `steps`.
    """
    if nothing_to_draw(step.cell for step in steps):
        return
    boxes = _placed(steps)
    deepest = max(box.column for box in boxes.values())
    lowest = max(box.bottom for box in boxes.values())

    def draw(width: float) -> Figure:
        figure, axes = new_axes(3.1 if width > NARROW else 3.8, width)
        used: dict[str, float] = {}
        for box in boxes.values():
            _draw(axes, box, ACCENT if box.step.name == accent else GREY, LETTERS_OF_A_NAME[width <= NARROW])
            if box.step.source:
                source = boxes[box.step.source]
                start = source.top + used.get(source.step.name, 0.0)
                used[source.step.name] = used.get(source.step.name, 0.0) + box.height
                _band(axes, source.column, start, box)
        axes.set(xlim=(0, deepest + BOX), ylim=(lowest * 1.02, -0.02 * lowest))
        axes.axis("off")
        return figure

    told = [f"{step.name}: {step.cell.in_text()}" for step in steps]
    show_figure(draw, alternative("Flödesdiagram", told), [step.cell for step in steps])


def _placed(steps: Sequence[Step]) -> dict[str, _Box]:
    """Each step with its column and place; a column is stacked from the top in the order given."""
    highest = max((step.cell.varde or 0 for step in steps), default=0) or 1
    column: dict[str, int] = {}
    reached: dict[int, float] = {}
    boxes: dict[str, _Box] = {}
    for step in steps:
        column[step.name] = column[step.source] + 1 if step.source else 0
        place = column[step.name]
        parent = boxes.get(step.source)
        top = max(reached.get(place, 0.0), parent.top if parent else 0.0)
        height = (step.cell.varde or 0) / highest
        boxes[step.name] = _Box(step, place, top, height)
        reached[place] = top + max(height, 0.02) + APART
    return boxes


def _draw(axes: Axes, box: _Box, colour: str, letters: int) -> None:
    if box.step.cell.shown:
        axes.add_patch(Rectangle((box.column, box.top), BOX, max(box.height, 0.006), color=colour, linewidth=0))
    else:
        axes.hlines(box.top, box.column, box.column + BOX, color=colour, linewidth=1)
    number = box.step.cell.in_table() if box.step.cell.shown else NOT_SHOWN
    middle = box.top + box.height / 2
    name = fill(box.step.name, letters, break_long_words=False)
    axes.text(box.column + BOX + 0.03, middle, f"{name}\n{number}", va="center", color=INK, linespacing=1.2)


def _band(axes: Axes, column: int, start: float, box: _Box) -> None:
    """From the box on the left to this one, as wide as the number; under the words."""
    if not box.height:
        return
    left, right = column + BOX, box.column
    corners = [*_edge(left, start, right, box.top), *reversed(list(_edge(left, start + box.height, right, box.bottom)))]
    axes.add_patch(Polygon(corners, closed=True, color=PALE, alpha=0.35, linewidth=0, zorder=0))


def _edge(left: float, start: float, right: float, end: float) -> Iterator[tuple[float, float]]:
    for step in range(21):
        along = step / 20
        eased = along * along * (3 - 2 * along)
        yield left + (right - left) * along, start + (end - start) * eased
