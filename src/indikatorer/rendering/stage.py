"""Put together the year's Quarto project: reports, executed notebooks and facts, in a folder that Quarto can render."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from indikatorer import ROOT
from indikatorer.base.files import write_if_changed
from indikatorer.base.markdown import literal
from indikatorer.base.settings import read_publisher
from indikatorer.rendering import fonts
from indikatorer.rendering.captions import stage_notebooks
from indikatorer.rendering.chapters import without_empty_chapters
from indikatorer.rendering.problems import Problems
from indikatorer.rendering.renderer_labels import words
from indikatorer.rendering.sentence_alternatives import Told
from indikatorer.rendering.yaml_files import read_file

REPORTS = ("arsrapport", "okand", "forandringar", "definitioner", "jamforelse")
START_PAGE = "index"

_FILTERS = Path(__file__).parent / "filters"
_VARIABLE = re.compile(r"\{\{<\s*var\s+([\w.]+)\s*>\}\}")
_PLACE = re.compile(r"\{(\w+\.[\w.]+)\}")
_EMBEDDED = re.compile(r"\{\{<\s*embed\s+[\"']?(?:[^\s#]*/)?([\w-]+\.ipynb)")


def stage(
    project: Path,
    documents: Mapping[str, str],
    notebooks: Path,
    metadata: Mapping[str, Any],
    facts: Mapping[str, str],
    captions: Mapping[str, Told],
) -> None:
    """Make or update the project; a file that would not change is left alone, so that its age still tells.

    `documents` are the names that the pages get, each with the report in `reports/` that it is made from; `metadata`
    (period, date, syntetisk …) goes into `_quarto.yml` for every document, `facts`, in Markdown, into `_variables.yml`,
    `captions` into copies of the run notebooks.
    """
    project.mkdir(parents=True, exist_ok=True)
    for document, report in documents.items():
        _stage_report(project / f"{document}.qmd", ROOT / "reports" / f"{report}.qmd", notebooks)
    for chapters in (ROOT / "reports").glob("[!_]*/"):
        _link(project / chapters.name, chapters)
    stage_notebooks(notebooks, project / "notebooks", captions)
    for path in project.iterdir():
        if not path.exists() or (path.suffix == ".qmd" and path.stem not in documents):
            path.unlink()  # a report or a folder of chapters that there was once
    _stage_settings(project, metadata, facts)


def _stage_report(staged: Path, report: Path, notebooks: Path) -> None:
    """The report itself, or a copy that leaves out the chapters of which nothing has been delivered."""
    # what is no text is told when it is rendered, with its line
    text = report.read_text(encoding="utf-8", errors="surrogateescape")
    told = without_empty_chapters(text, report.parent, notebooks)
    if told == text:
        _link(staged, report)
    else:
        write_if_changed(staged, told)


def stage_start_page(project: Path, metadata: Mapping[str, Any], facts: Mapping[str, str], years: str) -> None:
    """Make or update the project of the start page; `years` is the list of reports, in Markdown."""
    project.mkdir(parents=True, exist_ok=True)
    _link(project / f"{START_PAGE}.qmd", ROOT / f"{START_PAGE}.qmd")
    write_if_changed(project / "_years.qmd", f"{years}\n")
    told = (ROOT / "reports" / "_start.qmd").read_text(encoding="utf-8", errors="surrogateescape")
    write_if_changed(project / "_start.qmd", told)
    publisher = read_publisher()
    named = {"start.titel": literal(publisher.title), "start.utgivare": literal(publisher.name)}
    _stage_settings(project, metadata, named | dict(facts))


def stage_made(project: Path, document: str, title: str, text: str, metadata: Mapping[str, Any]) -> None:
    """Make or update the project of a page whose words, in Markdown, are made by a program."""
    project.mkdir(parents=True, exist_ok=True)
    front = _as_yaml({"title": title, "format": "html"})
    write_if_changed(project / f"{document}.qmd", f"---\n{front}---\n\n{text}\n")
    _stage_settings(project, metadata, {})


def _stage_settings(project: Path, metadata: Mapping[str, Any], facts: Mapping[str, str]) -> None:
    publisher = read_publisher()
    ours = {"utgivare": publisher.name, "website": {"title": publisher.title}}
    problems = Problems()
    said = read_file(ROOT / "_quarto.yml", problems)
    problems.raise_if_any()
    settings = _merged(_merged(said, ours), metadata)
    stage_format(project, settings)
    write_if_changed(project / "_variables.yml", _as_yaml(nested(facts)))


def stage_format(project: Path, settings: Mapping[str, Any]) -> None:
    """Give a project its settings, and the looks that they name: templates, filters, style sheets and fonts."""
    looks = ROOT / "reports" / "_format"
    _link(project / "_format", looks)
    _link(project / "_filters", _FILTERS)
    fonts.stage(project)
    for sheet in looks.glob("*.css"):
        write_if_changed(project / "assets" / sheet.name, sheet.read_text(encoding="utf-8"))
    # Quarto keeps from templates and filters what stands under names of its own
    told = {"words": words(settings), "masthead": settings.get("website", {})}
    write_if_changed(project / "_quarto.yml", _as_yaml({**settings, **told}))


def _merged(settings: dict[str, Any], metadata: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(settings)
    for key, value in metadata.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return merged


def nested(facts: Mapping[str, str]) -> dict[str, Any]:
    """`{"okand.andel": "17,1 procent"}` → `{"okand": {"andel": "17,1 procent"}}`.

    Raises ValueError for a key that is both a value and the beginning of other keys.
    """
    tree: dict[str, Any] = {}
    for key in sorted(facts):
        *branches, leaf = key.split(".")
        place = tree
        for branch in branches:
            place = place.setdefault(branch, {})
            if not isinstance(place, dict):
                raise ValueError(f"fact {key}: {branch} is itself a fact; choose another key")
        place[leaf] = facts[key]
    return tree


def sources(project: Path, report: str) -> list[Path]:
    """Every file that a report is made from: its words, the notebooks that it embeds, settings, facts and format."""
    document = project / f"{report}.qmd"
    chapters = sorted((project / report).glob("*.qmd")) if (project / report).is_dir() else []
    texts = "".join(path.read_text(encoding="utf-8", errors="replace") for path in (document, *chapters))
    notebooks = [project / "notebooks" / name for name in sorted(set(_EMBEDDED.findall(texts)))]
    settings = [project / "_quarto.yml", project / "_variables.yml"]
    return [document, *chapters, *notebooks, *settings, *sorted((project / "_format").iterdir())]


def used_facts(reports: Path) -> dict[str, list[str]]:
    """Fact → the places in chapters and sentences that use it, as `file:line`."""
    uses: dict[str, list[str]] = {}
    chapters = [
        path for report in REPORTS for path in (reports / f"{report}.qmd", *sorted(reports.glob(f"{report}/*.qmd")))
    ]
    for pattern, paths in ((_VARIABLE, chapters), (_PLACE, sorted(reports.rglob("*.toml")))):
        for path in paths:
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
                for key in pattern.findall(line):
                    uses.setdefault(key, []).append(f"{path.resolve().relative_to(ROOT)}:{number}")
    return uses


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        """Always: Quarto cannot read a value that is given by reference."""
        return True


def _as_yaml(content: Mapping[str, Any]) -> str:
    return yaml.dump(dict(content), Dumper=_Dumper, allow_unicode=True, sort_keys=True, width=10**6)


def _link(link: Path, target: Path) -> None:
    if not (link.is_symlink() and link.resolve() == target.resolve()):
        link.unlink(missing_ok=True)
        link.symlink_to(target.resolve())
