"""The letters of drawings, as rules of style: made when this is imported, once before many notebooks are run."""

import base64
from pathlib import Path

import font_source_sans_pro

from indikatorer.base.font_subset import cut_down

_SHIPPED = {"400": "SourceSansPro-Regular", "600": "SourceSansPro-Semibold"}
_CHARACTERS = (*range(0x20, 0x7F), *map(ord, "\u00a0§°±²·½×ÅÄÖÉÜåäöéü–−…≤≥"))


def _face(weight: str) -> str:
    [file] = Path(font_source_sans_pro.font_directory).rglob(f"{_SHIPPED[weight]}.ttf")
    letters = base64.b64encode(cut_down(file, _CHARACTERS)).decode()
    return (
        f'@font-face{{font-family:"Source Sans Pro";font-weight:{weight};'
        f'src:url(data:font/woff;base64,{letters}) format("woff")}}'
    )


FACES = {weight: _face(weight) for weight in _SHIPPED}
"""Weight → the font with the letters that drawings have."""
