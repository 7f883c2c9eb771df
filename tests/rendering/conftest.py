"""Small Quarto projects in a scratch folder, rendered by the embedded renderer."""

import shutil
from pathlib import Path

import pytest

from indikatorer.rendering.embedded import EmbeddedRenderer

HERE = Path(__file__).parent


class Rendering:
    """A scratch project and what becomes of it."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.output = folder / "site"

    def copy(self, source: Path) -> None:
        shutil.copytree(source, self.project, dirs_exist_ok=True)

    def write(self, name: str, text: str) -> None:
        file = self.project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def render(self, *documents: str) -> None:
        EmbeddedRenderer().render(self.project, documents or ["doc.qmd"], self.output)

    @property
    def html(self) -> str:
        return (self.output / "doc.html").read_text(encoding="utf-8")


@pytest.fixture
def rendering(tmp_path: Path) -> Rendering:
    return Rendering(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Rendering:
    """A whole report, rendered once for all who look at it."""
    rendering = Rendering(tmp_path_factory.mktemp("sample"))
    rendering.copy(HERE / "sample")
    rendering.render()
    return rendering


@pytest.fixture
def base(rendering: Rendering) -> Rendering:
    """A project with a notebook, variables, an image and a bibliography, but no document yet."""
    rendering.copy(HERE / "base")
    return rendering
