"""Pictures of the reports for the README, taken from their PDFs, so that they show what the reports look like."""

from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

from indikatorer import UserError
from indikatorer.base.files import replaced_file

REPORTS = ("arsrapport", "okand")
SUMMARY = "1 Sammanfattning"

HEIGHT = 560
GAP = 16
COLOURS = 128
"""Enough for text in a few colours, and a file of some tens of kilobytes."""


def write_pictures(reports: Path, folder: Path) -> list[Path]:
    """Write `<report>.png` to `folder` for each report of a year: its title, its summary and the page after that.

    The same PDF gives the same bytes. Raises UserError when there is no such report.
    """
    written = []
    for name in REPORTS:
        picture = folder / f"{name}.png"
        with replaced_file(picture) as scratch:
            _beside(_pages(reports / f"{name}.pdf")).save(scratch, "PNG", optimize=True)
        written.append(picture)
    return written


def _pages(file: Path) -> list[Image.Image]:
    """The pages of a PDF that are shown, each with a thin frame."""
    import pypdfium2

    if not file.exists():
        raise UserError(f"{file}: there is no such report. Run `make report`.")
    with pypdfium2.PdfDocument(file) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
        # the first page with this heading is the contents
        _, summary, *_ = (number for number, text in enumerate(texts) if SUMMARY in text)
        return [_framed(document[number]) for number in (0, summary, summary + 1)]


def _framed(page: Any) -> Image.Image:
    image: Image.Image = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("RGB")
    return ImageOps.expand(image, 1, "#c9d0d6")


def _beside(pages: list[Image.Image]) -> Image.Image:
    strip = Image.new("RGB", (sum(page.width + GAP for page in pages) - GAP, pages[0].height), "white")
    left = 0
    for page in pages:
        strip.paste(page, (left, 0))
        left += page.width + GAP
    return strip.quantize(COLOURS, dither=Image.Dither.NONE)
