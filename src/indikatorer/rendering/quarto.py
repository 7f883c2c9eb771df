"""Render a Quarto project with Quarto, and keep from the site what must not be published."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from indikatorer import UserError
from indikatorer.files import write_bytes
from indikatorer.rendering import fonts
from indikatorer.rendering.problems import Problems
from indikatorer.rendering.project import Project

OLDEST = (1, 4)
_NOTEBOOK_TRACES = re.compile(r' data-notebook(?:-title|-cellId)?="[^"]*"')


class QuartoRenderer:
    """Renders with the Quarto that is installed.

    Args:
        executable: the `quarto` program.
        version: what it says its version is.
    """

    name = "quarto"

    def __init__(self, executable: str, version: str) -> None:
        self.executable = executable
        self.version = version

    def render(self, project: Path, documents: Sequence[str], output: Path) -> None:
        """Render documents; see `indikatorer.rendering.Renderer`."""
        with tempfile.TemporaryDirectory() as scratch:
            # Quarto writes caches into the project and empties its output folder: a copy keeps both out of the way
            copy = Path(scratch, "project")
            shutil.copytree(project, copy, ignore=shutil.ignore_patterns("_site", ".quarto"))
            fonts.stage(copy)
            for document in documents:
                self._run(copy, document if document.endswith(".qmd") else f"{document}.qmd")
            site = copy / Project(copy, Problems()).output_folder
            for file in sorted(path for path in site.rglob("*") if path.is_file()):
                if not _is_leftover(file):
                    write_bytes(output / file.relative_to(site), _cleaned(file, copy))

    def _run(self, project: Path, document: str) -> None:
        run = subprocess.run(
            [self.executable, "render", document],
            cwd=project,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if run.returncode:
            raise UserError(f"{document}: Quarto cannot render it:\n{run.stderr.strip()}")


def find_quarto() -> QuartoRenderer | None:
    """The Quarto on the PATH, or None when there is none or it is too old."""
    import quarto

    executable = quarto.path()
    if executable is None:
        return None
    said = subprocess.run([executable, "--version"], capture_output=True, encoding="utf-8", check=False).stdout.strip()
    numbers = re.match(r"(\d+)\.(\d+)", said)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < OLDEST:
        return None
    return QuartoRenderer(executable, said)


def _is_leftover(file: Path) -> bool:
    """Whether Quarto made a file from a notebook: it holds code and every output, and is never published."""
    return file.name.endswith(("-preview.html", ".ipynb"))


def _cleaned(file: Path, project: Path) -> bytes:
    content = file.read_bytes()
    if file.suffix != ".html":
        return content
    text = _NOTEBOOK_TRACES.sub("", content.decode("utf-8"))
    return text.replace(f"{project}/", "").encode()
