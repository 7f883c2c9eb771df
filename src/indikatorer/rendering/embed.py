"""Turn `{{< embed notebook.ipynb#label >}}` into the Markdown of the cells that it names."""

from __future__ import annotations

import base64
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from indikatorer.rendering.notebook_cells import Cell, Notebook, NotReadable
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project_files import OUTSIDE, Outside, find

# The first kind that an output has is used. The same cell can so carry one table for the page and one for the PDF.
_MIME_TYPES = {
    "html": ("text/html", "text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/plain"),
    "typst": ("text/markdown", "image/svg+xml", "image/png", "image/jpeg", "text/html", "text/plain"),
}
_SUFFIXES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg"}
_PARAMETER = re.compile(r"""(?P<name>[\w-]+)=(?P<value>"[^"]*"|'[^']*'|\S+)|(?P<word>"[^"]*"|'[^']*'|\S+)""")
_UNSUPPORTED = ("fig-subcap", "tbl-subcap", "layout", "layout-ncol", "layout-nrow")


class _CannotEmbed(Exception):
    """A cell cannot be embedded; the message says what to do."""


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
        names: list[str] = []
        try:
            path, names, echo = _address(parameters)
            notebook = self._notebook(path)
            return "\n".join(["", *(self._cell(notebook, name, echo) for name in names), ""])
        except _CannotEmbed as fault:
            self.problems.add(place, f"embed {parameters}", str(fault))
            return "\n".join(["", *map(_stand_in, names), ""])

    def _notebook(self, path: str) -> Notebook:
        if not path.endswith(".ipynb"):
            raise _CannotEmbed("bara celler i en notebook (.ipynb) sätts in med embed; en text sätts in med include")
        try:
            file = find(path, self.host.parent, self.project)
        except Outside:
            raise _CannotEmbed(OUTSIDE) from None
        if file is None:
            near = _nearest(self.project / path.lstrip("/"))
            raise _CannotEmbed(f"det finns ingen sådan notebook; {near}skriv /notebooks/namn.ipynb#etikett")
        notebook = self.notebooks.setdefault(file, Notebook(file, self.problems))
        try:
            repeated = notebook.repeated_labels
        except NotReadable:
            raise _CannotEmbed("notebooken går inte att läsa; öppna den i JupyterLab och spara den") from None
        if repeated:
            raise _CannotEmbed(f"notebooken har flera celler med etiketten {', '.join(repeated)}; ge dem olika namn")
        return notebook

    def _cell(self, notebook: Notebook, name: str, echo: bool) -> str:
        cell = notebook.find(name)
        if cell is None:
            raise _CannotEmbed(f"ingen cell har etiketten {name}; det finns {', '.join(notebook.names()) or 'inga'}")
        if cell.kind == "markdown":
            return cell.source + "\n"
        _check(cell)
        outputs = [output for output in cell.outputs if output.output_type in ("display_data", "execute_result")]
        shown = "\n".join(filter(None, (self._output(cell, name, output) for output in outputs)))
        code = f"```python\n{cell.source}\n```\n" if (echo if cell.own_echo is None else cell.own_echo) else ""
        if not shown and not code:
            raise _CannotEmbed("cellen visar ingenting; kör notebooken, och låt cellen sluta med det som ska visas")
        return "\n".join([code, _captioned(cell, shown)])

    def _output(self, cell: Cell, name: str, output: Any) -> str:
        kind = next((kind for kind in _MIME_TYPES[self.form] if kind in output.data), None)
        if kind is None:
            raise _CannotEmbed(f"{', '.join(sorted(output.data))} kan inte visas; ge text/markdown eller image/svg+xml")
        content = output.data[kind]
        text = content if isinstance(content, str) else "".join(content)
        if kind == "text/html":
            if "<table" not in text and self.form == "typst":
                raise _CannotEmbed("HTML utan tabell kan inte stå i en PDF; cellen ska ge text/markdown också")
            return f"```{{=html}}\n{text}\n```\n"
        if kind == "text/markdown":
            return f"{text}\n"
        if kind == "text/plain":
            if text.startswith(("<", "[<")):
                return ""  # what Python calls an object that is shown by itself
            if cell.label.startswith(("fig-", "tbl-")):
                raise _CannotEmbed("cellen visar varken en figur eller en tabell")
            return f"```\n{text}\n```\n"
        return self._image(cell, name, kind, text)

    def _image(self, cell: Cell, name: str, kind: str, content: str) -> str:
        stem = f"{self.host.stem}_files/{cell.label or name}"
        target, number = f"{stem}.{_SUFFIXES[kind]}", 1
        while target in self.images:
            number += 1
            target = f"{stem}-{number}.{_SUFFIXES[kind]}"
        self.images[target] = content.encode() if kind == "image/svg+xml" else base64.b64decode(content)
        return f"![]({target}){{{_attribute('fig-alt', cell.options.get('fig-alt', ''))}}}\n"


def _nearest(missing: Path) -> str:
    """What may have been meant by the name of a notebook that is not there."""
    there = [file.name for file in (missing.parent.glob("*.ipynb") if missing.parent.is_dir() else ())]
    near = get_close_matches(missing.name, there, 1)
    return f"menas {near[0]}? Annars " if near else ""


def _address(parameters: str) -> tuple[str, list[str], bool]:
    """The notebook's path, the names of the cells, and whether their code is shown."""
    words, named = _parse(parameters)
    if len(words) != 1:
        raise _CannotEmbed("skriv en notebook och en etikett, som i {{< embed /notebooks/okand.ipynb#tbl-status >}}")
    if unknown := set(named) - {"echo"}:
        raise _CannotEmbed(f"{', '.join(sorted(unknown))} går inte att använda; gör en egen cell för det som ska visas")
    echo = named.get("echo", "false").lower()
    if echo not in ("true", "false"):
        raise _CannotEmbed("skriv echo=true, utan citattecken")
    path, _, names = words[0].partition("#")
    if path.endswith("]") or not names:
        raise _CannotEmbed("skriv cellens etikett efter #, som i okand.ipynb#tbl-status")
    return path, names.split(","), echo == "true"


def _check(cell: Cell) -> None:
    """Raise _CannotEmbed when something about a cell keeps it from being published."""
    failed = next((output for output in cell.outputs if output.output_type == "error"), None)
    if failed is not None:
        raise _CannotEmbed(f"cellen gick fel ({failed.ename}: {failed.evalue}); rätta notebooken och kör den igen")
    if any(output.output_type == "stream" and output.name == "stdout" for output in cell.outputs):
        raise _CannotEmbed("cellen skriver ut med print, och det publiceras inte; visa med show(…)")
    if cell.options.get("include") is False or cell.options.get("output") is False:
        raise _CannotEmbed("cellen döljer det som den visar; ta bort output: false eller include: false")
    if unsupported := [option for option in _UNSUPPORTED if option in cell.options]:
        raise _CannotEmbed(f"{', '.join(unsupported)} går inte att använda; ställ upp figurerna i rapporten")
    for option in ("fig-cap", "fig-alt", "tbl-cap"):
        if not isinstance(cell.options.get(option, ""), str):
            raise _CannotEmbed(f"{option} är inte en enda text; ge varje figur en egen cell")
    if cell.label.startswith("fig-") and not str(cell.options.get("fig-alt", "")).strip():
        raise _CannotEmbed("figuren har ingen beskrivning för den som inte ser den; ge cellen fig-alt")


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
    csv = _attribute("csv", cell.options["csv"]) if "csv" in cell.options else ""
    if cell.label.startswith("fig-"):
        return f"::::: {{#{cell.label} {csv}}}\n{content}\n{cell.options.get('fig-cap', '')}\n:::::\n"
    if cell.label.startswith("tbl-"):
        caption = _attribute("tbl-cap", cell.options.get("tbl-cap", ""))
        return f"::::: {{#{cell.label} {caption} {csv}}}\n{content}\n:::::\n"
    return content


def _stand_in(name: str) -> str:
    return f"::: {{#{name} .stand-in}}\n:::\n" if name.startswith(("fig-", "tbl-", "sec-")) else ""


def _attribute(key: str, value: Any) -> str:
    escaped = re.sub(r"[\\\"<&]", lambda sign: f"\\{sign[0]}", str(value))
    # on one line, but with the spaces that hold a number together
    line = re.sub(r"[^\S\u00a0\u202f]+", " ", escaped).strip(" ")
    return f'{key}="{line}"'
