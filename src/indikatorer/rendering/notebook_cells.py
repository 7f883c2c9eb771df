"""Find cells of an executed notebook by label, id, tag or place, with the options that apply to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import nbformat

from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.yaml_files import read_mapping


class NotReadable(Exception):
    """A file that is no notebook, whatever its name says."""


_OPTION = re.compile(r"^#\| ?(.*)$")
_TAG_OPTIONS = {
    "hide-cell": {"include": False},
    "remove-cell": {"include": False},
}


@dataclass(frozen=True)
class Cell:
    """A cell: what kind it is, its source without the options, its options, its outputs and its names."""

    kind: str
    source: str
    options: dict[str, Any]
    outputs: list[Any]
    names: frozenset[str]
    own_echo: bool | None

    @property
    def label(self) -> str:
        """The label that references use, empty when there is none."""
        label = self.options.get("label", "")
        return label if isinstance(label, str) else ""

    def goes_by(self, name: str) -> bool:
        """Whether an embed that asks for this name means this cell."""
        heading = rf"\{{#{re.escape(name)}(\s[^}}]*)?\}}$"
        return name in self.names or (self.kind == "markdown" and bool(re.search(heading, self.source, re.M)))


class Notebook:
    """An executed notebook, read once.

    Args:
        file: the `.ipynb`.
        problems: gets options that are no YAML.
    """

    def __init__(self, file: Path, problems: Problems) -> None:
        self.file = file
        self.problems = problems

    @cached_property
    def cells(self) -> list[Cell]:
        """The cells in the order of the file."""
        content = _content(self.file, self.file.stat().st_mtime_ns)
        return [self._cell(index, raw) for index, raw in enumerate(content.cells)]

    @cached_property
    def repeated_labels(self) -> list[str]:
        """Labels that more than one cell has, of which Quarto embeds nothing."""
        labels = [cell.label for cell in self.cells if cell.label]
        return sorted({label for label in labels if labels.count(label) > 1})

    def find(self, name: str) -> Cell | None:
        """The first cell that goes by a name."""
        return next((cell for cell in self.cells if cell.goes_by(name)), None)

    def names(self) -> Iterator[str]:
        """The labels and tags that an embed can ask for."""
        for cell in self.cells:
            yield from ([cell.label] if cell.label else sorted(cell.options.get("tags", [])))

    def _cell(self, index: int, raw: Any) -> Cell:
        source, written = self._split_options(raw.source, index) if raw.cell_type == "code" else (raw.source, {})
        metadata = dict(raw.metadata)
        tags = metadata.get("tags", [])
        options: dict[str, Any] = {}
        for tag in tags:
            options |= _TAG_OPTIONS.get(tag, {})
        options |= metadata | written
        label = options.get("label")
        identity = f"cell-{label}" if isinstance(label, str) else raw.get("id", f"cell-{index}")
        names = frozenset({identity, *tags, *([label] if isinstance(label, str) else [])})
        return Cell(raw.cell_type, source, options, raw.get("outputs", []), names, written.get("echo"))

    def _split_options(self, source: str, index: int) -> tuple[str, dict[str, Any]]:
        lines = source.splitlines()
        options: list[str] = []
        for line in lines:
            match = _OPTION.match(line)
            if match is None:
                break
            options.append(match[1])
        written = read_mapping("\n".join(options), Place(self.file), self.problems)
        return "\n".join(lines[len(options) :]).strip("\n"), written


@lru_cache
def _content(file: Path, changed: int) -> Any:
    """The notebook as it was when the file was last changed: a preview renders the same ones over and over."""
    try:
        content = nbformat.read(str(file), as_version=4)
        nbformat.validate(content)
    except Exception as error:  # nbformat has no base of its own for all that it raises
        raise NotReadable(str(file)) from error
    return content
