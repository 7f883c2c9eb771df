"""What a figure prints. Its letters are drawn as outlines; before each text stands what it says, as a comment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

_SPACE = "{http://www.w3.org/2000/svg}"
_LETTERS = (f"{_SPACE}use", f"{_SPACE}path")
_WORDS = ("text", "tspan", "title", "desc", "foreignObject")


@dataclass(frozen=True)
class Drawn:
    """A text in a figure. `axis` names the axis whose tick it marks, empty for all other texts."""

    text: str
    axis: str = ""


def drawn_texts(svg: str) -> Iterator[Drawn]:
    """Every text of a figure in the order of its file.

    Raises ValueError for letters that no comment reads out, for text that is not drawn as outlines, and for what is no
    SVG.
    """
    parser = ElementTree.XMLParser(target=ElementTree.TreeBuilder(insert_comments=True))
    try:
        root = ElementTree.fromstring(svg, parser)
    except ElementTree.ParseError as error:
        raise ValueError(f"cannot be read as SVG: {error}") from None
    for name in _WORDS:
        if (stray := next(root.iter(_SPACE + name), None)) is not None:
            raise ValueError(f"<{name}> holds text: {''.join(stray.itertext())[:40]}")
    yield from _texts(root, "", "")


def _texts(element: ElementTree.Element, axes: str, axis: str) -> Iterator[Drawn]:
    name = element.get("id", "")
    if name.startswith("axes_"):
        axes = name
    if tick := re.match(r"([xy])tick_", name):
        axis = f"{axes} {tick[1]}"
    said = [str(child.text).strip() for child in element.iter(ElementTree.Comment)]  # type: ignore[arg-type]
    if re.match(r"text_\d+$", name):
        if not said and any(True for letter in _LETTERS for _ in element.iter(letter)):
            raise ValueError(f"the letters of {name} are not read out by a comment")
        yield from (Drawn(text, axis) for text in said)
        return
    for child in element:
        if child.tag is ElementTree.Comment:
            yield Drawn(str(child.text).strip(), axis)
        else:
            yield from _texts(child, axes, axis)
