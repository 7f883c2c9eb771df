"""Typst, which sets the pages of a PDF and draws pictures of drawings, with the shipped fonts and no others."""

import json
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from indikatorer import UserError
from indikatorer.base import programs

PROGRAM = Path(__file__).with_name("program.py")
DOTS_PER_INCH = 200
PICTURE = "-bild"
"""What the name of a picture to take along has after that of the drawing in it."""


def folders() -> list[Path]:
    """Where the fonts lie."""
    import font_source_sans_pro
    import font_source_serif_pro

    return [Path(font_source_sans_pro.font_directory), Path(font_source_serif_pro.font_directory)]


def pictures_of(drawings: Sequence[str]) -> list[bytes]:
    """Each SVG as PNG, on white: the same bytes on every machine, and nothing in it but what is seen.

    Raises UserError where Typst cannot draw one.
    """
    if not drawings:
        return []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for number, drawing in enumerate(drawings, 1):
            (folder / f"{number}.svg").write_text(drawing, encoding="utf-8")
        pages = [f'#page(width: auto, height: auto, image("{number}.svg"))' for number in range(1, len(drawings) + 1)]
        main = folder / "main.typ"
        main.write_text("\n".join(["#set page(margin: 9pt, fill: white)", *pages]), encoding="utf-8")
        asked = {
            "input": str(main),
            "root": str(folder),
            "font_paths": [str(path) for path in folders()],
            "ignore_system_fonts": True,
            "format": "png",
            "ppi": DOTS_PER_INCH,
            "to": str(folder / "*.png"),
        }
        run = programs.run([sys.executable, "-I", str(PROGRAM)], text=json.dumps(asked), name="Typst")
        if run.returncode or run.stdout:
            told = re.sub(r"\s+", " ", f"{run.stdout} {run.stderr}").strip()[-200:]
            raise UserError(f"Bilderna av figurerna kan inte göras: {told}")
        return [(folder / f"{number}.png").read_bytes() for number in range(1, len(drawings) + 1)]
