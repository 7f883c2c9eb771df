"""Captions of tables and figures: each stands in a `.toml` beside the chapter that shows it, by notebook and label.

    [avslut.tbl-orsaker]
    text = "Avslutade efter avslutsorsak och kön, {rapport.ar}."

Every fact may stand in one. The project that is rendered has copies of the run notebooks with their captions on them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from indikatorer import ROOT
from indikatorer.base.files import write_if_changed
from indikatorer.rendering.sentence_alternatives import Told, Wording
from indikatorer.site.audit.outputs import ORIGINS

TEXT = "text"
"""The one outcome of a caption; what depends on the data is a fact in it."""

_KINDS = {"fig": "fig-cap", "tbl": "tbl-cap"}
_LABEL = re.compile(r"#\| ?label: ?(?P<label>(?P<kind>fig|tbl)-[\w-]+)")
_NAME = re.compile(r"(?P<notebook>\w+)\.(?:fig|tbl)-[\w-]+")


def captions_of(notebooks: Path, wording: Wording) -> dict[str, Told]:
    """The caption of each table and figure that the run notebooks of a folder show, by `notebook.label`.

    What is missing, and what is written for something that no notebook has, is noted among the problems of `wording`.
    """
    labels = {
        notebook.stem: {match["label"]: cell for cell, match in _labelled(_read(notebook)["cells"])}
        for notebook in _in(notebooks)
    }
    told = {}
    for notebook, cells in labels.items():
        for label, cell in cells.items():
            if _shows(cell):
                told[f"{notebook}.{label}"] = wording.alone(f"{notebook}.{label}", TEXT)
    for name, written in wording.alternatives.items():
        if (match := _NAME.fullmatch(name)) is None:
            continue
        if not str(written.texts.get(TEXT, "x")).strip():
            wording.problems.add(written.place(TEXT), f"[{name}]", "en tabell eller figur ska ha en rubrik")
        known = labels.get(match["notebook"])
        if known is None and not any((ROOT / "notebooks").glob(f"*/{match['notebook']}.ipynb")):
            wording.problems.add(written.place(), f"[{name}]", f"det finns ingen notebook {match['notebook']}.ipynb")
        elif known is not None and name.partition(".")[2] not in known:
            those = ", ".join(known) or "inga"
            wording.problems.add(written.place(), f"[{name}]", f"notebooken har ingen sådan etikett; den har {those}")
    return told


def stage_notebooks(notebooks: Path, staged: Path, captions: Mapping[str, Told]) -> None:
    """Copies of the run notebooks with a caption on each table and figure; one that would not change is left alone."""
    if staged.is_symlink():
        staged.unlink()
    staged.mkdir(exist_ok=True)
    for notebook in _in(notebooks):
        content = _read(notebook)
        for cell, match in _labelled(content["cells"]):
            if (told := captions.get(f"{notebook.stem}.{match['label']}")) is not None:
                cell["metadata"][_KINDS[match["kind"]]] = told.markdown
                for output in cell["outputs"]:
                    if ORIGINS in output.get("data", {}):
                        output["data"][ORIGINS]["caption"] = [*told.of]
        write_if_changed(staged / notebook.name, json.dumps(content, ensure_ascii=False))
    for left in set(_in(staged)) - {staged / notebook.name for notebook in _in(notebooks)}:
        left.unlink()


def _in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ipynb"))


def _read(notebook: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    return content


def _labelled(cells: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], re.Match[str]]]:
    """The cells that are tables or figures, each with its label."""
    for cell in cells:
        if cell["cell_type"] == "code" and (match := _LABEL.match("".join(cell["source"]))):
            yield cell, match


def _shows(cell: Mapping[str, Any]) -> bool:
    return any(ORIGINS in output.get("data", {}) for output in cell["outputs"])
