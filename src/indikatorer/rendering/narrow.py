"""On a narrow screen a page shows the drawings that notebooks made for one, whoever has rendered it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from indikatorer.base.files import write_bytes

NARROW_TYPE = "application/vnd.indikatorer.narrow+svg"
"""The kind of an output that is the drawing beside it, for a narrow screen."""

_IMAGE = re.compile(r'<img[^>]* ?src="(?P<file>[^":]+)\.svg"[^>]*>')
_SCREEN = "(max-width: 40rem)"


def add_narrow(notebooks: Path, page: Path) -> None:
    """Put the narrow drawings beside those that a page shows, and name them in it."""
    narrow = dict(_drawn(notebooks))

    def both(image: re.Match[str]) -> str:
        wide = page.parent / f"{image['file']}.svg"
        drawing = narrow.get(wide.read_text(encoding="utf-8")) if wide.is_file() else None
        if drawing is None:
            return image[0]
        name = f"{image['file']}-narrow.svg"
        write_bytes(page.parent / name, drawing.encode())
        return f'<picture><source media="{_SCREEN}" srcset="{name}">{image[0]}</picture>'

    write_bytes(page, _IMAGE.sub(both, page.read_text(encoding="utf-8")).encode())


def _drawn(notebooks: Path) -> Iterator[tuple[str, str]]:
    """Each drawing of the run notebooks, and the same for a narrow screen."""
    for notebook in sorted(notebooks.glob("*.ipynb")):
        for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
            for output in cell.get("outputs", []):
                if NARROW_TYPE in (data := output.get("data", {})):
                    yield _text(data["image/svg+xml"]), _text(data[NARROW_TYPE])


def _text(content: str | list[str]) -> str:
    return content if isinstance(content, str) else "".join(content)
