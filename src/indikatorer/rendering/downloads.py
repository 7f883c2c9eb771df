"""Each chart as a picture to take along, SVG and PNG, with its title and source in it, whoever rendered the page."""

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from indikatorer.base.files import write_bytes
from indikatorer.typesetting import PICTURE, pictures_of

_FIGURE = re.compile(
    r'<figure id="fig-[^"]+">(?P<shown>(?:(?!</figure>).)*)<figcaption>(?P<caption>.*?)</figcaption>\s*</figure>\s*'
    r'<div class="float-links">(?P<links>.*?)</div>',
    re.DOTALL,
)
_IMAGE = re.compile(r'<img[^>]* ?src="([^":]+)\.svg"')
_TABLE = re.compile(r'href="data/([^"]+)\.csv"')
_ADDRESS = re.compile(r'class="permalink"[^>]*aria-label="[^":]*: ([^"]+)"')
_NUMBER = re.compile(r"^\w+\s\d+\w*:\s+")
_TITLE = re.compile(r'<h1 class="title">(.*?)</h1>', re.DOTALL)
_NOTICE = re.compile(r'<p class="[^"]*\bsynthetic\b[^"]*">(.*?)</p>', re.DOTALL)
_SIZE = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')

_PIXELS = 4 / 3
"""In a point: a drawing inside another has its own size in points, and its place in pixels."""
_LARGE, _SMALL = 14.7, 12.7
_AIR = 8
_WIDTH_OF_A_SIGN = 0.5
"""Of the size of the letters, at most on the average of a line."""


@dataclass(frozen=True)
class _Picture:
    path: Path
    drawing: str


def add_downloads(page: Path, sources: Mapping[str, str], words: Mapping[str, str]) -> None:
    """Put a picture of each chart beside a page's drawings, and links to it beside those to its data.

    Args:
        page: the page, with its drawings beside it.
        sources: table → where its figures come from.
        words: what the links and the source are called.
    """
    text = page.read_text(encoding="utf-8")
    report = [_plain(found[1]) for pattern in (_TITLE, _NOTICE) if (found := pattern.search(text))]
    made: list[_Picture] = []

    def linked(figure: re.Match[str]) -> str:
        images = _IMAGE.findall(figure["shown"])
        address = _ADDRESS.search(figure["links"])
        if len(images) != 1 or address is None or not (page.parent / f"{images[0]}.svg").is_file():
            return figure[0]
        tables = dict.fromkeys(unescape(table) for table in _TABLE.findall(figure["links"]))
        told = dict.fromkeys(sources[table].rstrip(".") for table in tables if table in sources)
        below = [f"{words['picture-source']}: {'; '.join(told)}."] if told else []
        below += [f"{sentence.rstrip('.')}." for sentence in report]
        drawing = (page.parent / f"{images[0]}.svg").read_text(encoding="utf-8")
        title = _NUMBER.sub("", _plain(figure["caption"]))
        made.append(_Picture(page.parent / f"{images[0]}{PICTURE}.svg", _drawn(drawing, title, " ".join(below))))
        links = "".join(
            f' <a href="{images[0]}{PICTURE}.{kind}" download="" aria-label="{said}: {address[1]}">{said}</a>'
            for kind in ("png", "svg")
            for said in [words[f"picture-{kind}"]]
        )
        return figure[0].replace(figure["links"], figure["links"].rstrip() + links + "\n")

    write_bytes(page, _FIGURE.sub(linked, text).encode())
    for picture, content in zip(made, pictures_of([picture.drawing for picture in made]), strict=True):
        write_bytes(picture.path, picture.drawing.encode())
        write_bytes(picture.path.with_suffix(".png"), content)


def _plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split(" ")).strip()


def _drawn(drawing: str, title: str, below: str) -> str:
    """A drawing just as it is, under its title and over its source."""
    drawing = drawing[drawing.index("<svg") :].strip()
    size = _SIZE.search(drawing)
    assert size
    width, height = (float(points) * _PIXELS for points in size.groups())
    head, top = _lines("title", title, _LARGE, width, 0)
    foot, end = _lines("source", below, _SMALL, width, top + 2 * _AIR + height)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width / _PIXELS:.2f}pt" height="{end / _PIXELS:.2f}pt" '
            f'viewBox="0 0 {width:.2f} {end:.2f}">',
            "<style>.told{fill:#22282e}@media (prefers-color-scheme: dark){.told{fill:#e4e8eb}}</style>",
            *head,
            f'<g transform="translate(0 {top + _AIR:.2f})">',
            drawing,
            "</g>",
            *foot,
            "</svg>",
            "",
        ]
    )


def _lines(kind: str, text: str, size: float, width: float, top: float) -> tuple[list[str], float]:
    """A text in lines below `top`, and where they end."""
    lines = list(_wrapped(text, int(width / (size * _WIDTH_OF_A_SIGN))))
    style = f"font: {size}px 'Source Sans Pro', sans-serif"
    drawn = [
        f'<text class="told" x="0" y="{top + number * 1.3 * size:.2f}" style="{style}">{escape(line, False)}</text>'
        for number, line in enumerate(lines, 1)
    ]
    return [f'<g class="{kind}">', *drawn, "</g>"], top + len(lines) * 1.3 * size + 0.4 * size


def _wrapped(text: str, signs: int) -> Iterator[str]:
    yield from textwrap.wrap(text, signs, break_long_words=False, break_on_hyphens=False)
