"""What is wrong with the words of reports that neither renderer would say: markup that is almost right and would be
printed as it stands, and what cannot be published because nobody can hold it against the protected tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from indikatorer import ROOT
from indikatorer.rendering import slips, suspicious_markup
from indikatorer.rendering.documents import CODE, SHORTCODE, Line, read_document
from indikatorer.rendering.links import Linked
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.sentence_alternatives import TOLD, filled, read_alternatives
from indikatorer.rendering.yaml_files import read_mapping
from indikatorer.site.audit.outputs import ORIGINS, Output, outputs_of
from indikatorer.site.audit.prose import read
from indikatorer.site.audit.report_words import BIBLIOGRAPHY, EMBED, lines_of, said_at_the_top, typed
from indikatorer.site.audit.report_words import Line as TypedLine

REPORTS = ROOT / "reports"

_HARD = "[\u00a0\u2007\u202f\u200b\ufeff]"
_NESTED = re.compile(r"([\[\](){}*_>!^~`])(?:\s?\1){19,}")
"""A sign so often that the time to read it is not known."""
_WITHIN_TABLES = ("thead", "tbody", "tr", "td", "th", "caption")
_ALMOST = (
    (
        re.compile(rf"^\s*(?:#{{1,6}}|[-+*>]|\d+[.)]|:::+){_HARD}"),
        "efter tecknet står ett hårt blanksteg (Alt och mellanslag på en Mac); skriv ett vanligt",
    ),
    (re.compile(r"^#{1,6}[^\s#]\S*"), "skriv ett blanksteg mellan # och rubriken; ska # stå i texten, skriv \\#"),
    (
        re.compile(r"\{+\s*<?\s*(?:var|embed|include|meta|pagebreak)\b[^{}]*\}+"),
        "skriv {{< var namn >}}, med två klamrar och en vinkel på var sida",
    ),
)
_RAW = re.compile(r"\{=\w+\}")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>")


def faults(project: Path, documents: Iterable[str]) -> list[str]:
    """What is wrong with these documents of a staged project: one line for each fault, with file, line and remedy."""
    problems, notebooks, facts = Problems(), _Notebooks(project), _facts(project)
    for name in documents:
        file = project / f"{name}.qmd"
        # of what cannot be read the renderer tells; the rest is looked at all the same
        unread = Problems()
        document = read_document(file, project, unread)
        settings = read_mapping(document.front_matter, Place(file, 1), unread)
        front = [Line(text, Place(file, at)) for at, text in enumerate(document.front_matter.split("\n"), 1) if text]
        lines = [*front, *document.lines]
        prose = [line for line in lines if not line.code]
        if nested := [(line, found) for line in lines if (found := _NESTED.search(line.text))]:
            for line, found in nested:
                problems.add(line.place, found[0][:20], "tecknet står för många gånger i rad; ta bort några")
            continue
        for line in lines:
            if raw := _RAW.search(line.text):
                problems.add(line.place, raw[0], "kan bara användas av projektet självt; skriv i Markdown")
        for line in prose:
            _check_markup(line, problems)
            _check_embeds(line, notebooks, problems)
        _check_parts(lines, problems)
        slips.check(document.lines, problems)
        top = list(said_at_the_top(settings, file.name))
        suspicious_markup.check(
            [*document.lines, *suspicious_markup.paragraphs(_placed(top, front))], facts.keys(), problems
        )
        slips.check(suspicious_markup.paragraphs(_placed(top, front)), problems)
        body = [TypedLine(line.text, str(line.place.file), line.place.line) for line in document.lines]
        for one in typed([*top, *body] if unread.found else list(lines_of(project, file))):
            problems.add(Place(project / one.line.file, one.line.number), f"”{one.found}”", one.remedy)
    _check_sentences(problems)
    _check_links(project, facts, problems)
    return problems.told()


def _facts(project: Path) -> dict[str, str]:
    """Every fact of a staged project as Markdown."""
    told = project / TOLD
    said = json.loads(told.read_text(encoding="utf-8")) if told.is_file() else {}
    return {key: str(fact["markdown"]) for key, fact in said.items()}


def _placed(said: Iterable[TypedLine], front: list[Line]) -> Iterator[Line]:
    """The words between the dashes at the top of a report, each on the line where it stands."""
    for one in said:
        if one.key != BIBLIOGRAPHY:
            yield next((replace(line, text=one.text) for line in front if one.text in line.text), front[0])


def _check_links(project: Path, facts: Mapping[str, str], problems: Problems) -> None:
    """Note the links of all reports that lead nowhere: a place may be gone that another report leads to."""
    linked = Linked(project)
    for report in linked.reports:
        lines = read_document(project / f"{report}.qmd", project, Problems()).lines
        linked.check(lines, report, facts, problems)


def _check_sentences(problems: Problems) -> None:
    """Note what is wrong with the words of the sentences that the data choose, whichever of them is chosen."""
    places: list[Place] = []
    lines: list[TypedLine] = []
    for sentence in read_alternatives(REPORTS, Problems()).values():
        for outcome, text in sentence.texts.items():
            place = sentence.place(outcome)
            if "{{<" in text:
                problems.add(place, text[text.index("{{<") :][:60], "skriv ett faktum som {avslut.okand.andel}")
            else:
                _check_markup(Line(text, place), problems)
                lines.append(TypedLine(filled(text, "…") + "\n", str(len(places)), 0))
                places.append(place)
    links = [Line(line.text, place) for line, place in zip(lines, places, strict=True)]
    Linked(REPORTS).check(links, "", {}, problems)
    suspicious_markup.check_words(suspicious_markup.paragraphs(links), (), problems)
    slips.check(suspicious_markup.paragraphs(links), problems)
    for one in typed(lines):
        remedy = one.remedy.replace("{{< var namn >}}", "{namn}")
        problems.add(places[int(one.line.file)], f"”{one.found}”", remedy)


def _check_markup(line: Line, problems: Problems) -> None:
    """Note what looks like markup and is none."""
    text = SHORTCODE.sub("", CODE.sub("", line.text))
    for pattern, remedy in _ALMOST:
        if pattern.search(text):
            problems.add(line.place, " ".join(line.text.split())[:60], remedy)
    for tag in _TAG.finditer(text):
        name = tag[1].lower()
        if name == "table":
            problems.add(line.place, tag[0], "HTML kommer inte med i PDF:en; skriv tabellen med | mellan kolumnerna")
        elif name not in ("div", "span", *_WITHIN_TABLES):
            remedy = "HTML kommer inte med i PDF:en; skriv **fet** och *kursiv*; ska tecknet stå i texten, skriv \\<"
            problems.add(line.place, tag[0], remedy)


def _check_parts(lines: list[Line], problems: Problems) -> None:
    """Note pictures, which hold numbers that nobody can trace, and marks that are left over."""
    shown = "\n".join(_without_shortcodes(line) for line in lines)
    for kind, content in _parts(read(shown)):
        if kind == "Image":
            path = content[2][0]
            remedy = "en bild kan inte granskas; figurer sätts in med embed, från en notebook"
            _add(path, f"bilden {path}", remedy, lines, problems)
        elif kind in ("RawInline", "RawBlock") and content[0] in ("tex", "latex"):
            remedy = "LaTeX kommer inte med; skriv i Markdown; ska tecknet stå i texten, skriv \\\\"
            _add(content[1].split("\n")[0], content[1].split("\n")[0][:40], remedy, lines, problems)
        elif kind == "Str" and "**" in content:
            _add("**", content, "stjärnorna hör inte ihop två och två; ska de stå i texten, skriv \\*", lines, problems)


def _without_shortcodes(line: Line) -> str:
    """A line with a word in place of each shortcode; nothing where one is not closed, or fills the line."""
    text = line.text if line.code else SHORTCODE.sub("x", line.text)
    return "" if text.strip() == "x" or ("{{<" in text and not line.code) else text


def _parts(content: Any) -> Iterator[tuple[str, Any]]:
    """Every element of some blocks, with its kind."""
    if isinstance(content, list):
        for inner in content:
            yield from _parts(inner)
    elif isinstance(content, dict):
        yield content.get("t", ""), content.get("c")
        yield from _parts(content.get("c"))


def _add(needle: str, construct: str, remedy: str, lines: list[Line], problems: Problems) -> None:
    for line in lines:
        if needle in line.text and not line.code:
            problems.add(line.place, construct, remedy)


class _Notebooks(dict[str, list[Output]]):
    """The outputs of a project's notebooks, by name, each read when it is first asked for."""

    def __init__(self, project: Path) -> None:
        self.folder = project / "notebooks"

    def __missing__(self, name: str) -> list[Output]:
        file = self.folder / name
        try:
            self[name] = list(outputs_of(file)) if file.is_file() else []
        except (ValueError, LookupError, TypeError, AttributeError):  # no notebook: the renderer tells of it
            self[name] = []
        return self[name]


def _check_embeds(line: Line, notebooks: _Notebooks, problems: Problems) -> None:
    """Note the cells that show what the audit cannot hold against the protected tables."""
    if embed := EMBED.search(line.text):
        for output in notebooks[embed[1]]:
            if output.label in embed[2].split(",") and (what := _untraceable(output)):
                problems.add(line.place, f"embed {embed[1]}#{output.label}", what)


def _untraceable(output: Output) -> str:
    if ORIGINS in output.data:
        return ""
    if any(kind.startswith("image/") for kind in output.data):
        return (
            "cellen visar en figur som inte är gjord med bars, lines eller någon annan av projektets figurer; den kan "
            "inte granskas och därför inte publiceras, bara ses i notebooken"
        )
    if "text/html" in output.data:
        return (
            "cellen visar en tabell som inte är gjord med show(layout(…)); den kan inte granskas och därför inte "
            "publiceras, bara ses i notebooken"
        )
    return ""
