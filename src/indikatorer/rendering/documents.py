"""Read a document and what it includes, without its comments; every line knows where it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.project_files import OUTSIDE, Outside, find

DIRECTIVE = re.compile(r"^\s*\{\{< (?!/\*)(?P<call>.+?)(?<!\*/) >\}\}\s*$")
SHORTCODE = re.compile(r"\{\{<.*?>\}\}")
CODE = re.compile(r"(`+).*?(?<!`)\1(?!`)|\\.")
"""What is written as code within a line, and signs that stand as they are."""
_FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")
_COMMENT = re.compile(r"\\.|(?P<code>`+).*?(?<!`)(?P=code)(?!`)|(?P<opened><!--)")
"""The beginning of a comment, after what may look like one and is passed: an escaped sign, code within a line."""
_NAME = re.compile(r"^\s*\{\{<\s*(?P<name>\S+)")


@dataclass(frozen=True)
class Line:
    """One line of Markdown, where it stands in its source, and whether it is inside a code fence.

    `written` is it by somebody, and not by a notebook.
    """

    text: str
    place: Place
    code: bool = False
    written: bool = True


@dataclass(frozen=True)
class Document:
    """A document as written: its front matter as text, and its lines with everything included."""

    file: Path
    front_matter: str
    lines: list[Line]


def read_document(file: Path, project: Path, problems: Problems) -> Document:
    """Read a document with its included files.

    Args:
        file: the `.qmd`.
        project: the folder that a path with a leading `/` starts from.
        problems: gets the includes that cannot be read.
    """
    front_matter, body = _split(_numbered(file, problems))
    if body and body[0].place.line == 1 and body[0].text.rstrip() == "---":
        problems.add(body[0].place, "---", "raderna överst avslutas aldrig; skriv --- på en egen rad under dem")
    body = _without_comments(body, problems)
    lines = _include(body, file, file.parent, project, problems, seen=(file.resolve(),))
    return Document(file, front_matter, mark_code(lines))


def directive(line: Line) -> tuple[str, str] | None:
    """Name and parameters of the shortcode that fills a line, or None when the line is something else."""
    match = DIRECTIVE.match(line.text)
    if match is None or line.code:
        return None
    name, _, parameters = match["call"].strip().partition(" ")
    return name, parameters.strip()


def starts_with(line: Line, name: str) -> bool:
    """Whether a line begins with the opening of the named shortcode, finished or not."""
    match = _NAME.match(line.text)
    return match is not None and match["name"] == name


def _numbered(file: Path, problems: Problems) -> list[Line]:
    content = file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file, content.count(b"\n", 0, error.start) + 1)
        problems.add(place, f"tecknet {content[error.start]:#x}", "filen är inte text i UTF-8; spara den som det")
        return []
    return [Line(line, Place(file, number)) for number, line in enumerate(_lines(text), start=1)]


def _lines(text: str) -> list[str]:
    """The lines of a text as an editor counts them: `splitlines` also parts at signs that nobody sees."""
    lines = re.split(r"\r\n|\r|\n", text)
    return lines if lines[-1] else lines[:-1]


def _split(lines: list[Line]) -> tuple[str, list[Line]]:
    if not lines or lines[0].text.rstrip() != "---":
        return "", lines
    for index, line in enumerate(lines[1:], start=1):
        if line.text.rstrip() in ("---", "..."):
            # a line for the opening rule, so that a fault in the YAML is reported with the line of the file
            return "\n".join(["", *(inner.text for inner in lines[1:index])]), lines[index + 1 :]
    return "", lines


def _include(
    lines: Iterable[Line], file: Path, host: Path, project: Path, problems: Problems, seen: tuple[Path, ...]
) -> Iterator[Line]:
    """`host` is the folder of the document: Quarto starts from it, also in what the document includes."""
    for line in mark_code(lines):
        call = directive(line)
        if call is None or call[0] != "include":
            yield line
            continue
        name = call[1].strip("\"'")
        construct = f"include {name}"
        try:
            target = find(name, host, project)
        except Outside:
            problems.add(line.place, construct, OUTSIDE)
            continue
        if target is None:
            problems.add(
                line.place,
                construct,
                "det finns ingen sådan fil; sökvägen räknas från rapporten, eller med / från mappen reports",
            )
        elif target.resolve() in seen:
            problems.add(line.place, construct, "filen infogar sig själv; ta bort en av raderna med include")
        else:
            included = _numbered(target, problems)
            if _split(included)[0]:
                problems.add(
                    Place(target, 1),
                    "---",
                    "raderna mellan strecken hör hemma i rapporten som infogar filen; ta bort dem här",
                )
                included = _split(included)[1]
            included = _without_comments(included, problems)
            yield from _include(included, target, host, project, problems, (*seen, target.resolve()))


def without_comments(text: str) -> str:
    """The text of a document without its comments: what somebody notes for colleagues stays in the chapter."""
    lines = [Line(line, Place(Path())) for line in text.splitlines()]
    body = _split(lines)[1]
    kept = [*lines[: len(lines) - len(body)], *_without_comments(body, Problems())]
    return "".join(f"{line.text}\n" for line in kept)


def _without_comments(lines: Sequence[Line], problems: Problems) -> list[Line]:
    kept: list[Line] = []
    opened: Place | None = None
    fence = ""
    for line in lines:
        match = _FENCE.match(line.text)
        if opened is None and (fence or match):
            kept.append(line)
            if not fence and match:
                fence = match["mark"]
            elif match and match["mark"].startswith(fence) and not match["rest"].strip():
                fence = ""
            continue
        within = opened is not None
        text, opened = _outside_comments(line, opened)
        # a line that was all comment is gone, so that it parts no paragraph
        if text.strip() or not (within or line.text.strip()):
            kept.append(replace(line, text=text))
    if opened is not None:
        problems.add(opened, "<!--", "kommentaren avslutas aldrig; skriv --> där den slutar")
        # it is taken to end with its paragraph: nothing that stands below is told to be missing
        rest = lines[next(at for at, line in enumerate(lines) if line.place == opened) + 1 :]
        below = next((at for at, line in enumerate(rest) if not line.text.strip()), len(rest))
        kept += _without_comments(rest[below:], problems)
    return kept


def _outside_comments(line: Line, opened: Place | None) -> tuple[str, Place | None]:
    """What a line says outside comments, and where the one began that it leaves open, if it does."""
    said, rest = "", line.text
    while rest:
        if opened is not None:
            _, closed, rest = rest.partition("-->")
            opened = None if closed else opened
            continue
        found = next((match for match in _COMMENT.finditer(rest) if match["opened"]), None)
        said += rest[: found.start()] if found else rest
        opened = line.place if found else None
        rest = rest[found.end() :] if found else ""
    return said, opened


def mark_code(lines: Iterable[Line]) -> list[Line]:
    """The same lines, with those inside code fences marked."""
    marked: list[Line] = []
    fence = ""
    for line in lines:
        match = _FENCE.match(line.text)
        if fence:
            marked.append(Line(line.text, line.place, code=True))
            if match and match["mark"].startswith(fence) and not match["rest"].strip():
                fence = ""
        elif match:
            fence = match["mark"]
            marked.append(Line(line.text, line.place, code=True))
        else:
            marked.append(Line(line.text, line.place))
    return marked
