"""The words of a report: its .qmd files with the facts put in, and what its embeds bring along.

What a page or a PDF says must stand here. The bag of all this, pressed together, is what finished files are held
against: a number is in its place when the same letters stand around it in the bag.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from indikatorer.site.audit.claims import claims
from indikatorer.site.audit.leaves import strings_in
from indikatorer.site.audit.numbers import REFERENCE, between, numbers_in, pressed
from indikatorer.site.audit.outputs import CAPTIONS, DRAWINGS, ORIGINS, Output
from indikatorer.site.audit.prose import read, said
from indikatorer.site.audit.recomputed import Origins
from indikatorer.site.audit.rules import counts_persons
from indikatorer.site.audit.svg import drawn_texts
from indikatorer.site.audit.texts import TYPED, Text, check
from indikatorer.site.audit.tracing import Findings

REACH = 14
"""So many letters and digits on either side of a number must be the same as in a source."""

FEWEST_LETTERS = 4
"""A short number among fewer letters than this must be a source of its own, whole."""

_INCLUDE = re.compile(r"^\s*\{\{<\s*include\s+(\S+)\s*>\}\}\s*$")
EMBED = re.compile(r"\{\{<\s*embed\s+[\"']?(?:[^\s#]*/)?([\w-]+\.ipynb)#([\w,-]+)[^>]*>\}\}")
_VAR = re.compile(r"\{\{<\s*var\s+[\"']?([\w.]+)[\"']?\s*>\}\}")
_SHORTCODE = re.compile(r"\{\{<.*?>\}\}")
_TAG = re.compile(r"<[^<>]*>")
BIBLIOGRAPHY, DIARIENUMMER = "bibliography", "diarienummer"
STYLE = "_format/sources.csl"
_NOT_SAID = ("csl", "format", "lang")
_NOT_WORDS = ("", BIBLIOGRAPHY, DIARIENUMMER)
_APART = "\n\n<!-- -->\n\n"
_NUMBER = re.compile(r"−?\d(?:[\d,.–-]*\d)?")
_IN_NUMBERS = "0123456789,.−"


@dataclass(frozen=True)
class Line:
    """A line of a .qmd file, or a text of its front matter: then `key` says which."""

    text: str
    file: str
    number: int
    key: str = ""


@dataclass(frozen=True)
class Typed:
    """A number that is typed: on which line, what was found among which words, and what to do about it."""

    line: Line
    found: str
    remedy: str


@dataclass
class Sources:
    """Everything that a report may say, pressed together, a piece on each line."""

    pieces: list[str] = field(default_factory=list)
    drawings: list[frozenset[str]] = field(default_factory=list)
    """The texts of each drawing, which stand anywhere in it."""

    def is_drawn(self, line: str) -> bool:
        """Whether a line is made of nothing but whole texts of one drawing, side by side.

        A sign for what is hidden stands on the axis, and is read within what stands beside it.
        """
        words = re.sub(r" ?\.\.", "", line).split()
        return any(
            _made_of([part for word in words for part in _apart(word, texts)], texts)
            for texts, in_texts in zip(self.drawings, self._drawn_words, strict=True)
            # only a word with a comma can be two
            if all(word in in_texts or "," in word for word in words)
        )

    def add(self, *texts: str) -> None:
        self.pieces += filter(None, map(pressed, texts))
        self.__dict__.pop("bag", None)

    @cached_property
    def _drawn_words(self) -> list[set[str]]:
        return [{word for text in texts for word in text.split()} for texts in self.drawings]

    @cached_property
    def bag(self) -> str:
        return "\n".join(["", *self.pieces, ""])

    def strange(self, text: str, before: str = "", after: str = "") -> Iterator[str]:
        """The numbers of a finished text that stand in no source as they stand there, with what is around them.

        `before` and `after` are what stands next to the text, for numbers that have little around them in it.
        """
        here, start, end = pressed(text), pressed(before), pressed(after)
        start, end = start + between(start, here), between(here, end) + end
        for match in _NUMBER.finditer(here):
            around = [("", ""), (start, ""), ("", end), (start, end)]
            if not any(self._holds(_window(left + here + right, match, len(left))) for left, right in around):
                left, right = here[max(0, match.start() - 25) : match.start()], here[match.end() :][:25]
                yield f"{left} {match[0]} {right}".strip()

    def _holds(self, window: str) -> bool:
        if len(window) < REACH and sum(sign.isalpha() for sign in window) < FEWEST_LETTERS:
            return f"\n{window}\n" in self.bag
        at = self.bag.find(window)
        while at >= 0 and not self._is_whole(window, at):
            at = self.bag.find(window, at + 1)
        return at >= 0

    def _is_whole(self, window: str, at: int) -> bool:
        """Whether the numbers at the ends of the window are whole at this place of the bag."""
        before, after = self.bag[at - 1], self.bag[at + len(window) :][:2]
        begun = window[0].isdigit() and before in _IN_NUMBERS
        goes_on = window[-1].isdigit() and (after[0].isdigit() or (after[0] in ",." and after[1].isdigit()))
        return not (begun or goes_on)


def _apart(word: str, texts: Collection[str]) -> Sequence[str]:
    """A word, or what it is made of when a PDF has joined the mark of an axis and the value that is drawn beside it."""
    parts = ((word[:at], word[at:]) for at in range(1, len(word)))
    return next(((a, b) for a, b in parts if a in texts and b in texts and a.isdigit() and "," in b), (word,))


def _made_of(words: Sequence[str], texts: Collection[str]) -> bool:
    """Whether the words can be divided into these texts."""
    reached = {0}
    for end in range(1, len(words) + 1):
        if any(" ".join(words[start:end]) in texts for start in reached):
            reached.add(end)
    return len(words) in reached


def _window(text: str, match: re.Match[str], shift: int = 0) -> str:
    """The number with its surroundings. Cut anywhere but inside another number, which would be half of one."""
    start, end = max(0, match.start() + shift - REACH), match.end() + shift + REACH
    while start > 0 and text[start - 1] in _IN_NUMBERS and text[start] in _IN_NUMBERS:
        start -= 1
    while end < len(text) and text[end - 1] in _IN_NUMBERS and text[end] in _IN_NUMBERS:
        end += 1
    return text[start:end]


def lines_of(project: Path, document: Path) -> Iterator[Line]:
    """The lines of a document, with those of the files that it includes in their place.

    A path starts from the document, also in what it includes, or with / from the project. A file that is not there has
    no lines: then what a page says of it stands in no source.
    """
    return _lines_of(project, document, document.parent)


def _lines_of(project: Path, file: Path, start: Path) -> Iterator[Line]:
    # what is not UTF-8 is told where the document is read to be rendered
    text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    front, lines = front_matter(text)
    name = str(file.relative_to(project))
    yield from said_at_the_top(front, name)
    for number, line in enumerate(text.splitlines(), 1):
        if number <= lines:
            continue
        if include := _INCLUDE.match(line):
            path = include[1].strip("\"'")
            yield from _lines_of(project, project / path[1:] if path.startswith("/") else start / path, start)
        else:
            yield Line(line, name, number)


def said_at_the_top(settings: Mapping[str, Any], file: str) -> Iterator[Line]:
    """The texts of the front matter of a document."""
    for key, value in settings.items():
        if key not in _NOT_SAID:
            yield from (Line(one, file, 1, key) for one in strings_in(value))


def load_yaml(text: str) -> dict[str, Any]:
    """What a text in YAML says, by libyaml where it is there, which takes a tenth of the time."""
    return dict(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)) or {})


def front_matter(text: str) -> tuple[Mapping[str, Any], int]:
    """The settings between the dashes at the top of a document, and how many lines they take."""
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    return (load_yaml(match[1]), match[0].count("\n")) if match else ({}, 0)


def check_typed(lines: Sequence[Line], findings: Findings) -> None:
    """Report every number that is typed in a .qmd file and that is no year, duration, threshold or the like."""
    for one in typed(lines, findings):
        findings.add(f"reports/{one.line.file}", f"rad {one.line.number}", one.found, one.remedy)


def typed(lines: Sequence[Line], findings: Findings | None = None) -> Iterator[Typed]:
    """The numbers that are typed in a .qmd file and that no rule knows; `findings` gets those that one does.

    A diarienummer is a number by its nature: of it only what counts somebody is one too many.
    """
    body = [line for line in lines if not line.key]
    texts = [(_SHORTCODE.sub("…", line.text), [line]) for line in lines if line.key not in _NOT_WORDS]
    texts += [(text, body) for text in said(read("\n".join(_SHORTCODE.sub(_left_out, line.text) for line in body)))]
    for text, where in texts:
        wrong = Findings()
        check(Text(text, "", ""), Origins(), wrong, TYPED)
        for finding in wrong.untraced:
            yield Typed(_line_of(finding.found, where), finding.found, finding.remedy)
        for found, remedy in claims(text):
            yield Typed(_line_of(found, where), found, remedy)
        for rule, numbers in wrong.traced.get("", {}).items():
            if findings:
                findings.count(f"reports/{lines[0].file}", rule, numbers)
    for line in lines:
        if line.key == DIARIENUMMER and any(counts_persons(line.text, number) for number in numbers_in(line.text)):
            yield Typed(line, line.text, TYPED)


def _left_out(shortcode: re.Match[str]) -> str:
    return "…" if _VAR.match(shortcode[0]) else ""


def _line_of(found: str, lines: Sequence[Line]) -> Line:
    """The line that a number stands on which was found among these words."""
    wanted, joined = set(found.split()), "".join(found.split())

    def likeness(line: Line) -> tuple[int, bool]:
        words = _TAG.sub(" ", line.text).split()
        return len(wanted & set(words)), joined in "".join(words)

    return max(lines, key=likeness)


def nearest(found: str, lines: Sequence[Line]) -> str:
    """The file and line that have most in common with words that were found in a finished file, if any has half."""
    wanted = _threes(found)
    alike = [len(wanted & _threes(_SHORTCODE.sub(" ", line.text))) for line in lines]
    if not wanted or 2 * max(alike, default=0) < len(wanted):
        return ""
    line = lines[alike.index(max(alike))]
    return f"reports/{line.file}, rad {line.number}"


def _threes(text: str) -> set[str]:
    here = pressed(text)
    return {here[at : at + 3] for at in range(len(here) - 2)}


def sources_of(
    project: Path,
    lines: Sequence[Line],
    facts: Mapping[str, Mapping[str, Any]],
    outputs: Sequence[Output],
    numbers: Mapping[str, str],
) -> tuple[Sources, dict[str, Output]]:
    """What a report may say, and the tables and figures that it embeds, by label.

    `numbers` are those that its figures, tables and sections have on the page, by label.
    """
    sources = Sources()
    embedded: list[Output] = []

    def value(match: re.Match[str]) -> str:
        return str(facts.get(match[1], {}).get("markdown", ""))

    def filled_in(line: Line) -> str:
        return _SHORTCODE.sub("", _VAR.sub(value, line.text))

    for line in lines:
        if line.key and line.key != BIBLIOGRAPHY:
            text = filled_in(line)
            sources.add(*said(read(text)), text, f"{line.key} {text}")
    library = [project / line.text for line in lines if line.key == BIBLIOGRAPHY]
    body = "\n".join(filled_in(line) for line in lines if not line.key)
    blocks = read(body, [path for path in library if path.is_file()], project / STYLE)
    for marked in (False, True):
        sources.add(*said(blocks, numbers, marked=marked))
    for line in lines:
        for embed in EMBED.finditer(line.text):
            wanted = embed[2].split(",")
            shown = (one for one in outputs if one.notebook == embed[1] and one.label in wanted)
            embedded += [output for output in shown if ORIGINS in output.data]
    sources.add(*_said_by(embedded, numbers))
    sources.drawings += [frozenset(_drawn(output)) for output in embedded if DRAWINGS[0] in output.data]
    return sources, {output.label: output for output in embedded}


def _said_by(outputs: Collection[Output], numbers: Mapping[str, str]) -> Iterator[str]:
    """The texts of outputs as a page or a PDF shows them."""
    captions = []
    for output in outputs:
        for row in output.grid:
            yield "|".join(row)
            yield from row
        captions += [str(output.metadata[name]) for name in CAPTIONS if output.metadata.get(name)]
        yield str(output.metadata.get("fig-alt", ""))
        for table in output.metadata.get("csv", "").split():
            yield f"Data (csv) till {REFERENCE}: {table}"
    # one after the other: pandoc takes longer to start than to read
    blocks = read(_APART.join(output.text("text/markdown") for output in outputs))
    for marked in (False, True):
        yield from said(blocks, numbers, marked=marked)
    for text in said(read(_APART.join(captions))):
        yield f"{REFERENCE} {text}"


def _drawn(output: Output) -> Iterator[str]:
    """The texts of a drawing, which a PDF has as text.

    What is wrong with a drawing is told when it is held against its cells.
    """
    try:
        yield from (" ".join(drawn.text.split()) for drawn in drawn_texts(output.text(DRAWINGS[0])))
    except ValueError:
        return
