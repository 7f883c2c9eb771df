"""What a figure prints: its texts, which stand in it as text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_SPACE = "{http://www.w3.org/2000/svg}"
_STRANGE = ("tspan", "title", "desc", "foreignObject", "script")


@dataclass(frozen=True)
class Drawn:
    """A text in a figure. `axis` names the axis whose tick it marks, empty for all other texts."""

    text: str
    axis: str = ""


def drawn_texts(svg: str) -> Iterator[Drawn]:
    """Every text of a figure in the order of its file, comments among them.

    Raises ValueError for text that is not written as matplotlib writes it, for letters that are drawn as outlines, and
    for what is no SVG.
    """
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    try:
        root = ElementTree.fromstring(svg, parser)
    except ElementTree.ParseError as error:
        raise ValueError(f"går inte att läsa som SVG: {error}") from None
    for name in _STRANGE:
        if (stray := next(root.iter(_SPACE + name), None)) is not None:
            raise ValueError(f"<{name}> bär text: {''.join(stray.itertext())[:40]}")
    yield from _texts(root, "", "")


def marks_drawn(svg: str) -> int:
    """How many bars and points a figure has: filled shapes inside its axes, and signs on its lines."""
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in [child for child in parent if re.match(r"(?:legend|matplotlib\.axis)_", child.get("id", ""))]:
            parent.remove(child)
    axes = [group for group in root.iter(f"{_SPACE}g") if group.get("id", "").startswith("axes_")]
    lines = [g for group in axes for g in group.iter(f"{_SPACE}g") if g.get("id", "").startswith("line2d_")]
    # the last point of a line is drawn twice, the larger sign over the smaller
    points = {(sign.get("x"), sign.get("y")) for line in lines for sign in line.iter(f"{_SPACE}use")}
    return sum(map(_bars, axes)) + len(points)


def _bars(axes: ElementTree.Element) -> int:
    """The filled shapes inside axes, but for their ground, which comes first, and bands that go from edge to edge."""
    paths = [group.find(f"{_SPACE}path") for group in axes.iter(f"{_SPACE}g") if group.get("id", "")[:6] == "patch_"]
    outlines = [path.get("d", "") for path in paths if path is not None]
    ground, *others = [_size(outline) for outline in outlines if outline.rstrip().endswith("z")] or [(0.0, 0.0)]
    return sum(abs(wide - ground[0]) > 1 and abs(high - ground[1]) > 1 for wide, high in others)


def _size(outline: str) -> tuple[float, float]:
    """Width and height of a shape."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", outline)]
    across, down = numbers[::2], numbers[1::2]
    return max(across) - min(across), max(down) - min(down)


def _texts(element: ElementTree.Element, axes: str, axis: str) -> Iterator[Drawn]:
    name = element.get("id", "")
    if name.startswith("axes_"):
        axes = name
    if tick := re.match(r"([xy])tick_", name):
        axis = f"{axes} {tick[1]}"
    if re.match(r"text_\d+$", name) and any(child.tag != f"{_SPACE}text" for child in element):
        raise ValueError(f"bokstäverna i {name} är ritade, och kan inte läsas")
    for child in element:
        if child.tag is ElementTree.Comment or child.tag == f"{_SPACE}text":
            yield Drawn("".join(child.itertext()).strip(), axis)
        else:
            yield from _texts(child, axes, axis)
