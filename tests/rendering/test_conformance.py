"""The embedded renderer says what Quarto says: every project gives exactly the expected lines, page and PDF alike.

`conformance/` was rendered with Quarto; `projects/` (laid over `base/`) was worked out by hand for what reports use
beyond it. `expected-pdf.txt` stands where a PDF differs by nature: tabs come one after the other, footnotes at the foot
of the page without a heading, figures there too, and conditions choose other words.
"""

from pathlib import Path

import pytest

from tests.rendering.conformance.normalise import broken_links, normalise
from tests.rendering.conftest import HERE, Rendering
from tests.rendering.pdf_text import differences, pdf_text

CONFORMANCE = sorted(path.parent for path in (HERE / "conformance").glob("*/expected.txt"))
PROJECTS = sorted(path.parent for path in (HERE / "projects").glob("*/expected.txt"))


@pytest.fixture(params=[*CONFORMANCE, *PROJECTS], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest, rendering: Rendering) -> Path:
    folder: Path = request.param
    if folder in PROJECTS:
        rendering.copy(HERE / "base")
    rendering.copy(folder)
    settings = (rendering.project / "_quarto.yml").read_text(encoding="utf-8")
    if "typst" not in settings:
        rendering.write("_quarto.yml", settings + "  typst: default\n")
    rendering.render()
    return folder


def test_page_and_pdf_say_what_is_expected(folder: Path, rendering: Rendering) -> None:
    expected = (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert normalise(rendering.html) == expected
    assert broken_links(rendering.html) == []
    in_pdf = folder / "expected-pdf.txt"
    if in_pdf.exists():
        expected = in_pdf.read_text(encoding="utf-8").splitlines()
    assert differences(expected, pdf_text(rendering.output / "doc.pdf")) == []
