"""Links of a report to others, and to places in them: whether they lead anywhere, told where they are written.

Neither renderer looks into another document. A report becomes a page of its own name, so a link leads somewhere
when the project has the report, and the report the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from indikatorer.rendering.documents import CODE, Line, read_document
from indikatorer.rendering.problems import Problems
from indikatorer.site.audit.outputs import outputs_of
from indikatorer.site.audit.prose import read
from indikatorer.site.audit.report_words import EMBED

_TARGET = re.compile(
    r"\]\(\s*(?:<([^<>]*)>|([^\s()<>]+))|^ {0,3}\[[^\]^]+\]:\s*<?([^\s<>]+)|<([A-Za-z][\w+.-]*:[^<>\s]*)>"
)
"""Where a link leads: [text](target), or [text]: target on a line of its own, or <target>."""
_VAR = re.compile(r"\{\{<\s*var\s+[\"']?([\w.]+)[\"']?\s*>\}\}")
_IDENTIFIER = re.compile(r"\{[^{}]*#([^\s{}]+)")
_PAGES = (".qmd", ".html", ".pdf")
_SCHEMES = ("http", "https", "mailto", "tel")
"""What leads a reader somewhere wherever the page is read."""
_OF_A_DRIVE = re.compile(r"[A-Za-z]:|[\\/]{2}|file:", re.IGNORECASE)
_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif")
"""As pictures they are refused elsewhere."""
_ON_THE_SITE = re.compile(
    r"data/(?:excel/)?[^/]+\.csv|tabeller\.xlsx|jamforelse\.csv|(?:datapackage|manifest)\.json"
    r"|\.\./(?:index\.html|\d{4}/[^/]+\.(?:html|pdf))?"
)
"""The files of a year, and the pages of others: when it is published it is seen whether they are there."""
_NUMBERED = ("tbl-", "fig-")
_OF_THE_SITE = ("tabeller", "index")
"""Pages that are no reports."""
SHOWN, ALIKE = 3, 0.7
"""Names that are shown of those that may be meant, and how like they must be."""


class Linked:
    """The reports of a project, and what in them a link can lead to.

    Args:
        project: the folder.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self._places: dict[str, _Places] = {}

    @cached_property
    def reports(self) -> list[str]:
        """Their names."""
        return sorted(file.stem for file in self.project.glob("[!_]*.qmd"))

    def _in(self, report: str) -> _Places:
        if report not in self._places:
            lines = read_document(self.project / f"{report}.qmd", self.project, Problems()).lines
            self._places[report] = _Places(lines, self.project / "notebooks")
        return self._places[report]

    def check(self, lines: Iterable[Line], report: str, facts: Mapping[str, str], problems: Problems) -> None:
        """Note the links that lead nowhere.

        Args:
            lines: where they are written.
            report: whose lines they are; empty for words that several reports may say.
            facts: what stands where a line names a fact, which may be a sentence with a link.
            problems: gets them.
        """
        for line in lines:
            if line.code:
                continue
            for target in _targets(_VAR.sub(lambda match: facts.get(match[1], ""), line.text)):
                if remedy := self._fault(target, report, is_picture="![" in line.text):
                    problems.add(line.place, f"länken {target}", remedy)

    def _fault(self, target: str, report: str, *, is_picture: bool) -> str:
        """What is wrong with a link, and what to do; nothing where it leads somewhere, or out of the reports."""
        try:
            address = urlsplit(target)
        except ValueError:  # a bracket that is not closed, say
            return "är ingen adress; skriv den som webbläsaren visar den, med https:// först"
        path = Path(unquote(address.path))
        if address.scheme in ("http", "https") and not address.netloc:
            return "är ingen adress; skriv den som webbläsaren visar den, med https:// först"
        if address.scheme in _SCHEMES or _ON_THE_SITE.fullmatch(unquote(address.path)):
            return ""
        if _OF_A_DRIVE.match(target):
            return "finns bara på din egen dator eller i nätet där; länka till en webbplats, med https:// först"
        if address.scheme:
            return "leder ingenstans på sidan; en annan webbplats skrivs med https:// först"
        if path.suffix.lower() in _PICTURES and is_picture:
            return ""
        if path.suffix not in ("", ".qmd") and not target.startswith("www.") and not self._is_page(path):
            return (
                "filen följer inte med till webbplatsen; länka till en rapport, till en tabell i data/ eller till en "
                "webbplats, med https:// först"
            )
        if address.path and path.suffix not in _PAGES:
            return f"leder ingenstans; en rapport skrivs {self.reports[0]}.qmd, en annan webbplats med https:// först"
        name = path.stem if address.path else report
        if name not in self.reports:
            # of a .qmd that is not there the renderer tells
            if not name or path.suffix == ".qmd" or (path.suffix == ".html" and name in _OF_THE_SITE):
                return ""
            return f"det finns ingen rapport {name}; skriv {_listed([f'{one}.qmd' for one in self.reports])}"
        wanted = unquote(address.fragment)
        places = self._in(name)
        if not wanted or path.suffix == ".pdf" or wanted in places.written or wanted in places.all:
            return ""
        near = get_close_matches(wanted, sorted(places.written), SHOWN, ALIKE)
        meant = f"menas {_listed([f'#{one}' for one in near])}? Annars " if near else ""
        return f"{name}.qmd har inget ställe {wanted}; {meant}ge rubriken där {{#{wanted}}}, eller ta bort # och namnet"

    @staticmethod
    def _is_page(path: Path) -> bool:
        return path.suffix in _PAGES and len(path.parts) == 1


class _Places:
    """The names of places in lines: those that are written, and all, with those that headings get by themselves."""

    def __init__(self, lines: Iterable[Line], notebooks: Path) -> None:
        self.text = "\n".join(line.text for line in lines)
        self.embeds = [(name, label) for name, labels in EMBED.findall(self.text) for label in labels.split(",")]
        self.notebooks = notebooks

    @cached_property
    def written(self) -> set[str]:
        return {*_IDENTIFIER.findall(self.text), *(label for _, label in self.embeds if label.startswith(_NUMBERED))}

    @cached_property
    def all(self) -> set[str]:
        return {*self.written, *_identifiers(read("\n\n".join([self.text, *self._embedded()])))}

    def _embedded(self) -> Iterator[str]:
        for name in sorted({name for name, _ in self.embeds}):
            file = self.notebooks / name
            for output in outputs_of(file) if file.is_file() else ():
                if (name, output.label) in self.embeds and "text/markdown" in output.data:
                    yield output.text("text/markdown")


def _targets(text: str) -> Iterator[str]:
    # a backslash parts the folders of a path: only before brackets and the like it does something
    for found in _TARGET.finditer(
        CODE.sub(lambda code: code[0] if code[0][0] == "\\" and code[0][1] not in "[]()<>`" else "", text)
    ):
        yield next(filter(None, found.groups()), "")


def _identifiers(content: object) -> Iterator[str]:
    """Every identifier in some blocks."""
    if isinstance(content, list):
        if len(content) == 3 and isinstance(content[0], str) and content[0] and isinstance(content[1], list):
            yield content[0]
        for inner in content:
            yield from _identifiers(inner)
    elif isinstance(content, dict):
        yield from _identifiers(content.get("c"))


def _listed(words: list[str]) -> str:
    return " eller ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
