"""The shipped fonts: Source Serif for text, Source Sans for headings, tables and figures."""

from __future__ import annotations

import hashlib
from pathlib import Path

from indikatorer import ROOT
from indikatorer.base.files import write_bytes
from indikatorer.base.font_subset import cut_down
from indikatorer.typesetting import folders

# What Swedish text, figures and signs need; a smaller file is a faster page.
_CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2020, 0x2022, 0x2026),
    *(0x2030, 0x202F, 0x2032, 0x2033, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265),
    *(0x21A9, 0x00D7),
)
# Kerning, and figures that stand under each other in tables.
_FEATURES = ["kern", "liga", "locl", "mark", "ccmp", "lnum", "pnum", "tnum", "onum", "sups"]
_STYLES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_ON_PAGE = (
    ("SourceSansPro-Regular", "Source Sans Pro", 400, "normal"),
    ("SourceSansPro-It", "Source Sans Pro", 400, "italic"),
    ("SourceSansPro-Semibold", "Source Sans Pro", 600, "normal"),
    ("SourceSerifPro-Regular", "Source Serif Pro", 400, "normal"),
    ("SourceSerifPro-It", "Source Serif Pro", 400, "italic"),
    ("SourceSerifPro-Semibold", "Source Serif Pro", 600, "normal"),
)
_IN_PDF = [f"{family}-{style}" for family in ("SourceSansPro", "SourceSerifPro") for style in _STYLES]
_STYLE_SHEET = "fonts.css"


def write(folder: Path) -> None:
    """Put the fonts for pages into a folder, with the style sheet that names them.

    They are cut down to the characters of Swedish, the same bytes every time. That takes seconds, so it is done once
    and kept in `build/fonts/`.
    """
    made = ROOT / "build" / "fonts"
    style_sheet = _style_sheet().encode()
    if not _holds(made, style_sheet):
        made.parent.mkdir(mode=0o700, exist_ok=True)
        for name, *_ in _ON_PAGE:
            write_bytes(made / f"{name}.woff", cut_down(_file(name), _CHARACTERS, _FEATURES))
        # the style sheet comes last: where it lies, the fonts lie
        write_bytes(made / _STYLE_SHEET, style_sheet)
    for file in sorted(made.iterdir()):
        write_bytes(folder / file.name, file.read_bytes())


def stage(project: Path) -> None:
    """Put fonts into a staged project, where its `_quarto.yml` names them to Quarto: for pages and for Typst."""
    write(project / "assets" / "fonts")
    for name in _IN_PDF:
        write_bytes(project / "fonts" / f"{name}.ttf", _file(name).read_bytes())


def _holds(folder: Path, style_sheet: bytes) -> bool:
    file = folder / _STYLE_SHEET
    return file.is_file() and file.read_bytes() == style_sheet


def _file(name: str) -> Path:
    return next(path for folder in folders() if (path := folder / f"{name}.ttf").is_file())


def _style_sheet() -> str:
    sizes = [_file(name).stat().st_size for name, *_ in _ON_PAGE]
    recipe = hashlib.sha256(repr((_CHARACTERS, _FEATURES, sizes)).encode())
    faces = [
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
        f'font-display: swap; src: url("{name}.woff") format("woff"); }}'
        for name, family, weight, style in _ON_PAGE
    ]
    return "\n".join([f"/* made by the renderer, recipe {recipe.hexdigest()[:16]} */", *faces, ""])
