"""A Quarto project: its settings, its variables, and the metadata of a document in one format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from indikatorer import ROOT
from indikatorer.rendering.documents import Document
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project_files import OUTSIDE, Outside, find
from indikatorer.rendering.yaml_files import merge, read_file, read_mapping

FORMATS = ("html", "typst")
WORDS, YES_NO = ("title", "subtitle", "period", "date", "diarienummer", "lang"), ("toc", "number-sections")
"""Keys whose value is one text, and those whose value is true or false."""
_MAPPINGS = ("project", "website", "crossref", "language")
_OF_THE_PROJECT = re.compile(
    r"filters?|.*template.*|include-.*|header-includes|css|styles?|scripts?|theme|brand|logo|metadata-files?|resources?|"
    r"resource-path|engines?|jupyter|knitr|julia|execute|shortcodes|extensions|format-.*|pdf-.*|typst-.*|.*-opts?|"
    r"syntax-.*|highlight-.*|reference-doc|data-dir|from|reader|to|writer|output-.*|keep-.*|variables|font-paths?|"
    r"syntetisk|utgivare|citation-.*|abbreviations|project|website|words|masthead|html-.*|minimal|self-contained|embed-resources|server"
)
"""Keys that say what is run, read or written when a report is made, or what it rests on: not a report's to say."""
_NOT_METADATA = ("project", "website", "format", "filters", "execute", "notebook-links", "notebook-view")


class Project:
    """A folder with `_quarto.yml`.

    Args:
        folder: the folder.
        problems: gets what cannot be read.
    """

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder = folder
        self.problems = problems
        self.settings = self._of_their_kind(read_file(folder / "_quarto.yml", problems))
        self.variables = read_file(folder / "_variables.yml", problems)

    def _of_their_kind(self, settings: dict[str, Any]) -> dict[str, Any]:
        """The settings of the project, without those that are no mapping where one is read."""
        wrong = [key for key in _MAPPINGS if not isinstance(settings.get(key, {}), dict)]
        wrong += ["format"] if not isinstance(settings.get("format", ""), (str, dict)) else []
        bar = settings.get("website", {}).get("navbar", {}) if "website" not in wrong else {}
        sides = [bar.get(side, []) for side in ("left", "right")] if isinstance(bar, dict) else [None]
        if not all(isinstance(side, list) and all(isinstance(item, dict) for item in side) for side in sides):
            wrong.append("website")
        for key in wrong:
            self.problems.add(Place(self.folder / "_quarto.yml", 1), key, "raderna under den är felskrivna")
        return {key: value for key, value in settings.items() if key not in wrong}

    @property
    def format_folder(self) -> Path:
        """Templates and styles: the project's own, else those of the reports."""
        own = self.folder / "_format"
        return own if own.is_dir() else ROOT / "reports" / "_format"

    def citation_style(self, metadata: Mapping[str, Any]) -> Path:
        """The citation style that a document names, else the one of the reports."""
        named = metadata.get("csl")
        return self.folder / str(named) if named else self.format_folder / "sources.csl"

    @property
    def output_folder(self) -> str:
        """Where Quarto puts the site, inside the project."""
        return str(self.settings.get("project", {}).get("output-dir", "_site"))

    @property
    def site_title(self) -> str:
        """The name of the site."""
        return str(self.settings.get("website", {}).get("title", ""))

    def navigation(self, stem: str) -> list[dict[str, Any]]:
        """The links of `website: navbar:`, with the one that leads to the named document marked."""
        bar = self.settings.get("website", {}).get("navbar", {})
        links = []
        for item in [*bar.get("left", []), *bar.get("right", [])]:
            href = str(item.get("href", item.get("file", "")))
            if href.endswith(".qmd"):
                href = href.removesuffix(".qmd") + ".html"
            links.append({"text": item.get("text", href), "href": href, "current": href == f"{stem}.html"})
        return links

    def metadata(self, document: Document) -> dict[str, dict[str, Any]]:
        """The metadata of a document for each format that it is rendered to.

        Args:
            document: the document as read.

        Returns:
            Metadata by format: the project's, then the document's; what stands under a format holds in that format.
        """
        place = Place(document.file, 1)
        own = self._checked(read_mapping(document.front_matter, place, self.problems), place)
        of_project = _formats(self.settings.get("format", "html"))
        of_document = _formats(own.get("format", {}))
        names = list(of_document or of_project)
        for name in [name for name in names if name not in FORMATS]:
            self.problems.add_unknown(place, f"format: {name}", "skriv html eller typst (som blir PDF)")
            names.remove(name)
        merged = {}
        for name in names:
            layers = (self.settings, of_project.get(name) or {}, own, of_document.get(name) or {})
            metadata: Any = {}
            for layer in layers:
                settings = layer if isinstance(layer, dict) else {}
                metadata = merge(metadata, {key: value for key, value in settings.items() if key not in _NOT_METADATA})
            if not re.fullmatch("sv(-[A-Z]{2})?", str(metadata.get("lang", "sv"))):
                self.problems.add_unknown(place, f"lang: {metadata['lang']}", "skriv sv; rapporterna är på svenska")
            if not metadata.get("title") and (own or not document.front_matter):
                self.problems.add(place, "title", "rapporten behöver en rubrik; skriv title: … mellan strecken överst")
            self._check_files(metadata, place)
            merged[name] = {"lang": "sv", **metadata}
        return merged

    def _checked(self, own: dict[str, Any], place: Place) -> dict[str, Any]:
        """What a report says of itself, without what it cannot decide or what is not of its kind."""
        kept = {}
        for key, value in own.items():
            if _OF_THE_PROJECT.fullmatch(str(key)):
                remedy = "gäller alla rapporter och skrivs inte här, utan i _quarto.yml"
            elif key in WORDS and not isinstance(value, (str, int, float)):
                remedy = "skriv en text, helst inom citattecken"
            elif key in YES_NO and not isinstance(value, bool):
                remedy = "skriv true eller false"
            elif key == "crossref" and not isinstance(value, dict):
                remedy = "skriv rader som fig-prefix: figur under crossref:"
            elif key == "toc-depth" and value not in range(1, 7):
                remedy = "skriv ett tal från 1 till 6"
            elif key == "format" and not isinstance(value, (str, dict)):
                remedy = "skriv html eller typst (som blir PDF)"
            else:
                kept[key] = value
                continue
            self.problems.add(place, str(key), remedy)
        if isinstance(kept.get("format"), dict):
            settings = kept["format"].items()
            kept["format"] = {name: self._checked(of, place) if isinstance(of, dict) else {} for name, of in settings}
        return kept

    def _check_files(self, metadata: dict[str, Any], place: Place) -> None:
        for key in ("bibliography", "csl"):
            named = metadata.get(key, [])
            for name in named if isinstance(named, list) else [named]:
                try:
                    remedy = "" if find(str(name), self.folder, self.folder) else "det finns ingen sådan fil"
                except Outside:
                    remedy = OUTSIDE
                if remedy:
                    self.problems.add(place, f"{key}: {name}", remedy)
                    metadata.pop(key, None)


def _formats(value: Any) -> dict[str, Any]:
    return {value: {}} if isinstance(value, str) else dict(value)
