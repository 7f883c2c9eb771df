"""Turn `{{< embed notebook.ipynb#label >}}` into the Markdown of the cells that it names."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from indikatorer.rendering.notebook_cells import Cell, Notebook
from indikatorer.rendering.problems import Place, Problems

# The first kind that an output has is used. The same cell can so carry one table for the page and one for the PDF.
_MIME_TYPES = {
    "html": ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"),
    "typst": ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/html", "text/plain"),
}
_SUFFIXES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_PARAMETER = re.compile(r"""(?P<name>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|\S+)|(?P<word>"[^"]*"|'[^']*'|\S+)""")
_INDEXED = re.compile(r"^(?P<path>.*)\[(?P<indexes>[0-9,-]*)\]$")
_UNSUPPORTED = ("fig-subcap", "tbl-subcap", "layout", "layout-ncol", "layout-nrow")


class Embedder:
    """Embeds cells of executed notebooks in one document, in one format.

    Args:
        project: the folder that a path with a leading `/` starts from.
        host: the document; other paths start from its folder, also in files that it includes.
        form: "html" or "typst".
        problems: gets everything that cannot be embedded.

    Attributes:
        images: the image files that the Markdown refers to, by their path beside the page.
    """

    def __init__(self, project: Path, host: Path, form: str, problems: Problems) -> None:
        self.project = project
        self.host = host
        self.form = form
        self.problems = problems
        self.images: dict[str, bytes] = {}
        self.notebooks: dict[Path, Notebook] = {}

    def embed(self, parameters: str, place: Place) -> str:
        """The Markdown of one embed line.

        Args:
            parameters: what stands between `embed` and the closing brace.
            place: where that is, for messages.

        Returns:
            Markdown. After a fault it still carries the label, so that a reference to it is not a second fault.
        """
        construct = f"embed {parameters}"

        def fault(remedy: str) -> str:
            self.problems.add(place, construct, remedy)
            return ""

        words, named = _parse(parameters)
        if len(words) != 1:
            return fault("write one notebook and one label, as `{{< embed /notebooks/okand.ipynb#tbl-status >}}`")
        if unknown := set(named) - {"echo"}:
            return fault(f"{', '.join(sorted(unknown))} is not supported; give what you need a cell of its own")
        if named.get("echo", "true").lower() not in ("true", "false"):
            return fault("write echo=true, without quotation marks")
        path, _, names = words[0].partition("#")
        if _INDEXED.match(path) or not names:
            return fault("name the cell by its label, as in notebook.ipynb#tbl-status; places shift")
        file = self._file(path)
        if file.suffix != ".ipynb":
            return fault("only executed notebooks (.ipynb) can be embedded; a .qmd is included")
        if not file.is_file():
            return fault("there is no such notebook; paths start from the document, or with / from the project")
        notebook = self.notebooks.setdefault(file, Notebook(file, self.problems))
        if notebook.repeated_labels:
            return fault(f"the notebook has several cells labelled {', '.join(notebook.repeated_labels)}; rename them")
        shown = [self._cell(notebook, name, named.get("echo", "") == "true", fault) for name in names.split(",")]
        return "\n".join(["", *shown, ""])

    def _file(self, path: str) -> Path:
        return self.project / path.lstrip("/") if path.startswith("/") else self.host.parent / path

    def _cell(self, notebook: Notebook, name: str, echo: bool, fault: Callable[[str], str]) -> str:
        cell = notebook.find(name)
        if cell is None:
            fault(f"no cell has the label {name}; there are {', '.join(notebook.names()) or 'none'}")
            return _stand_in(name)
        if cell.kind == "markdown":
            return cell.source + "\n"
        remedy = self._remedy(cell)
        if remedy:
            fault(remedy)
            return _stand_in(cell.label or name)
        code = f"```python\n{cell.source}\n```\n" if (echo if cell.own_echo is None else cell.own_echo) else ""
        blocks = [block for block in map(self._output(cell, name, fault), self._shown_outputs(cell)) if block]
        if not blocks and not code:
            fault("the cell has no output to show; run the notebook, and let the cell end with what it shows")
            return _stand_in(cell.label or name)
        return "\n".join([code, _captioned(cell, "\n".join(blocks))])

    def _remedy(self, cell: Cell) -> str:
        """What keeps a cell from being embedded, as a remedy; empty when nothing does."""
        failed = next((output for output in cell.outputs if output.output_type == "error"), None)
        if failed is not None:
            return f"the cell failed ({failed.ename}: {failed.evalue}); put the notebook right and run it again"
        if any(output.output_type == "stream" and output.name == "stdout" for output in cell.outputs):
            return "the cell prints to stdout, which would be published; use show(…) instead"
        if cell.options.get("include") is False or cell.options.get("output") is False:
            return "the cell hides its output; take `output: false` or `include: false` away"
        if unsupported := [option for option in _UNSUPPORTED if option in cell.options]:
            return f"{', '.join(unsupported)} is not supported; write the panel in the report, around embeds"
        for option in ("fig-cap", "fig-alt", "tbl-cap"):
            if not isinstance(cell.options.get(option, ""), str):
                return f"{option} is not one text; give each figure a cell of its own"
        if cell.label.startswith("fig-") and not str(cell.options.get("fig-alt", "")).strip():
            return "the figure has no alternative text; give the cell fig-alt"
        return ""

    def _shown_outputs(self, cell: Cell) -> list[Any]:
        return [output for output in cell.outputs if output.output_type in ("display_data", "execute_result")]

    def _output(self, cell: Cell, name: str, fault: Callable[[str], str]) -> Callable[[Any], str]:
        def markdown(output: Any) -> str:
            kind = next((kind for kind in _MIME_TYPES[self.form] if kind in output.data), None)
            if kind is None:
                return fault(f"cannot show {', '.join(sorted(output.data))}; give text/markdown or image/svg+xml")
            content = output.data[kind]
            text = content if isinstance(content, str) else "".join(content)
            if kind == "text/html":
                if "<table" not in text and self.form == "typst":
                    return fault("the HTML holds no table and cannot stand in a PDF; give text/markdown as well")
                return f"```{{=html}}\n{text}\n```\n"
            if kind == "text/markdown":
                return f"{text}\n"
            if kind == "text/plain":
                if cell.label.startswith(("fig-", "tbl-")):
                    return fault("the cell shows neither a figure nor a table")
                return f"```\n{text}\n```\n" if not text.startswith("<") else ""
            return self._image(cell, name, kind, text)

        return markdown

    def _image(self, cell: Cell, name: str, kind: str, content: str) -> str:
        stem = f"{self.host.stem}_files/{cell.label or name}"
        target, number = f"{stem}.{_SUFFIXES[kind]}", 1
        while target in self.images:
            number += 1
            target = f"{stem}-{number}.{_SUFFIXES[kind]}"
        self.images[target] = content.encode() if kind == "image/svg+xml" else base64.b64decode(content)
        return f"![]({target}){{{_attribute('fig-alt', cell.options.get('fig-alt', ''))}}}\n"


def _parse(parameters: str) -> tuple[list[str], dict[str, str]]:
    words: list[str] = []
    named: dict[str, str] = {}
    for match in _PARAMETER.finditer(parameters):
        if match["word"]:
            words.append(match["word"].strip("\"'"))
        else:
            named[match["name"]] = match["value"]
    return words, named


def _captioned(cell: Cell, content: str) -> str:
    if not content:
        return ""
    if cell.label.startswith("fig-"):
        return f"::::: {{#{cell.label}}}\n{content}\n{cell.options.get('fig-cap', '')}\n:::::\n"
    if cell.label.startswith("tbl-"):
        return f"::::: {{#{cell.label} {_attribute('tbl-cap', cell.options.get('tbl-cap', ''))}}}\n{content}\n:::::\n"
    return content


def _stand_in(name: str) -> str:
    return f"::: {{#{name} .stand-in}}\n:::\n" if name.startswith(("fig-", "tbl-", "sec-")) else ""


def _attribute(key: str, value: Any) -> str:
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'{key}="{" ".join(escaped.split())}"'
