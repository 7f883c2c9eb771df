"""Text that would be published as it stands though nobody can have meant it: signs of markup that is almost right, two
versions of a text side by side, tables that lose a column.

pandoc says what it takes for words. A sign of markup among them is a leftover: whoever wants the sign itself writes \\
before it, and one that is so written is none here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from indikatorer.rendering import slips
from indikatorer.rendering.documents import SHORTCODE, Line
from indikatorer.rendering.problems import Problems
from indikatorer.site.audit.prose import read

CODE = re.compile(r"(?P<mark>`+).*?(?<!`)(?P=mark)(?!`)|(?P<escaped>\\.)")
"""What is not markup in a line: code, and signs after a backslash."""
_ESCAPED = "\ue000"
"""Stands for a sign that is written with a backslash."""

_FENCE = re.compile(r"^\s*(?P<mark>`{3,}|~{3,})(?P<rest>.*)$")
_CELL = re.compile(r"^\{\s*[A-Za-z]")
_CELL_IN_A_LINE = re.compile(r"^\{(?:python|r|julia|ojs)\}\s")
_CONFLICT = re.compile(r"^([<>|=])\1{6}(?:\s|$)")
_RULE = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|?)+\s*$")

_FACT = re.compile(r"\{+\s*([a-zåäö][\w]*(?:\.\w+)+)\s*\}+")
_NAME = re.compile(r"(?<![\w./@-])[a-z_]\w*(?:\.\w+)+")
_BRACES = "{}\uff5b\uff5d\u2774\u2775\u2983\u2984"
_ANGLES = "<>\u2039\u203a\u2329\u232a\u3008\u3009\u276e\u276f\uff1c\uff1e\u00ab\u00bb"
"""What a keyboard, or a word processor, has beside { } and < >, and looks like it."""
_BESIDE = re.compile(rf"[{_BRACES}]\s*[{_ANGLES}]|[{_ANGLES}]\s*[{_BRACES}]|[{_BRACES}]{{2}}")
_UNDER_A_TABLE = re.compile(r"\{#tbl-[^{}]*\}\s*$")
_ENDS_ONLY = re.compile(r">\}\}")

_ITEM = re.compile(r"[-+*\u2022\u00b7\u25aa\u25e6\u2023]|\(?\d{1,2}[.)]|#\.|[a-z]\)")
_BULLET = re.compile(r"[\u2022\u25aa\u25e6\u2023]")
_HEADING, _QUOTE = re.compile("#{1,6}"), re.compile(">+")
_LINK_APART = re.compile(r"\]\s+\(\s*(?:https?:|mailto:|[\w-]+\.(?:qmd|html)\b|#)")

_WHOLE = re.compile(
    r"(?P<mark>`+).*?(?<!`)(?P=mark)(?!`)|~~.+?~~"
    r"|(?<=\])\((?:<[^<>]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+\"[^\"]*\")?\)"
)
"""Markup that is whole: code, where a link leads, what is struck out."""
_PARTS = re.compile(r"\s*(?::::|#{1,6}\s)")
"""A line that is nobody's paragraph, beside empty ones."""
_ITEM_LINE = re.compile(r"[\s>]*(?:[-+*]|\(?\d{1,2}[.)]|#\.|[a-z]\)|:|\[\^[^\]]+\]:)\s")

NOT_RUN = (
    "kod körs inte i ett kapitel; siffror, tabeller och figurer görs i en notebook i notebooks/redovisning och sätts "
    "in med embed"
)
TWO_VERSIONS = (
    "två versioner av texten står kvar efter git; behåll det som ska gälla och ta bort raderna med <<<<<<<, ======= "
    "och >>>>>>>"
)
AS_TEXT = {
    "|": "en tabell är det först med en tom rad före och raden |---|---| under rubrikerna; som text skrivs det \\|",
    "`": "hör inte ihop två och två; ska tecknet stå i texten, skriv \\`",
    "](": "länken är inte hel; skriv [text](adress) på en rad",
    "~~": "hör inte ihop två och två; ta bort dem",
    "==": "betyder ingenting här; skriv **fet** eller *kursiv*",
    "::": "en ruta inleds och avslutas med tre kolon, :::",
}
"""What is left over in a word → what to do."""


def check(lines: Sequence[Line], facts: Collection[str], problems: Problems) -> None:
    """Note what the lines of a document say that cannot be meant.

    Args:
        lines: a document, with what it includes and without what stands at its top.
        facts: the names that stand for figures.
        problems: gets the faults.
    """
    lines = _without_versions(lines, problems)
    _check_fences(lines, problems)
    _check_tables(lines, problems)
    check_words(lines, facts, problems)


def _without_versions(lines: Sequence[Line], problems: Problems) -> Sequence[Line]:
    """Note what git leaves in a file that two have changed, and leave it out."""
    told = set()
    opened = False
    for line in lines:
        if (mark := _CONFLICT.match(line.text)) and (opened or mark[1] in "<>"):
            opened = mark[1] != ">"
            told.add(line.place)
            problems.add(line.place, line.text[:40].strip(), TWO_VERSIONS)
    return [replace(line, text="") if line.place in told else line for line in lines]


def _check_fences(lines: Sequence[Line], problems: Problems) -> None:
    """Note code that somebody may think is run, and code that does not end."""
    opened: Line | None = None
    fence = ""
    for line in lines:
        found = _FENCE.match(line.text)
        if fence and found and found["mark"].startswith(fence) and not found["rest"].strip():
            fence, opened = "", None
        elif not fence and found:
            fence, opened = found["mark"], line
            if _CELL.match(found["rest"].strip()):
                problems.add(line.place, line.text.strip()[:40], NOT_RUN)
    if opened:
        problems.add(
            opened.place, opened.text.strip()[:40], f"avslutas aldrig; skriv {fence} på en egen rad där det slutar"
        )


def _check_tables(lines: Sequence[Line], problems: Problems) -> None:
    """Note the rows of which a table shows only a part: it has as many columns as the line under its headings."""
    shown = [_plain(line) if not line.code else "" for line in lines]
    for at in range(1, len(shown)):
        head, rule = shown[at - 1], shown[at]
        if not (_RULE.match(rule) and "|" in rule and "-" in rule and "|" in head):
            continue
        columns = _cells(rule)
        rows = [at - 1]
        for below in range(at + 1, len(shown)):
            if "|" not in shown[below]:
                break
            rows.append(below)
        for row in rows:
            if (cells := _cells(shown[row])) > columns:
                problems.add(
                    lines[row].place,
                    _shown(lines[row]),
                    f"raden har {cells} kolumner och raden med --- bara {columns}, så de sista kommer inte med; skriv "
                    "lika många i båda; ska | stå i texten, skriv \\|",
                )


def _in_tables(shown: Sequence[str]) -> set[int]:
    """Which lines are those of tables: a head under nothing, its line, and all to the next empty one."""
    found: set[int] = set()
    for at in range(1, len(shown)):
        above = shown[at - 2] if at > 1 else ""
        if _RULE.match(shown[at]) and "|" in shown[at] and "|" in shown[at - 1] and not above.strip(" :"):
            end = next((below for below in range(at, len(shown)) if not shown[below].strip()), len(shown))
            found |= {*range(at - 1, end)}
    return found


def _cells(row: str) -> int:
    return row.strip().removeprefix("|").removesuffix("|").count("|") + 1


def _plain(line: Line) -> str:
    """A line with a word for each shortcode, and for each sign that is written with a backslash, and code without |."""

    def kept(code: re.Match[str]) -> str:
        if code["escaped"]:
            return code[0] if code[0][1].isalnum() else _ESCAPED
        return code[0].replace("|", "/")

    return CODE.sub(kept, SHORTCODE.sub("x", line.text))


def _as_read(line: Line) -> str:
    """A line as pandoc gets it here; nothing where a shortcode is not closed, or fills the line."""
    text = line.text if line.code else _plain(line)
    return "" if text.strip() == "x" or ("{{<" in text and not line.code) else text


def paragraphs(lines: Iterable[Line]) -> list[Line]:
    """Lines that have nothing to do with one another, parted as paragraphs are."""
    return [one for line in lines for one in (replace(line, text=""), line)]


def check_words(lines: Sequence[Line], facts: Collection[str], problems: Problems) -> None:
    """Note the signs of markup that readers would see as they stand.

    Args:
        lines: what is written.
        facts: the names that stand for figures.
        problems: gets the faults.
    """
    written = _Written(lines, problems)
    written.note_lines()
    for word, begun, opening in _words(read("\n".join(written.texts))):
        if _CELL_IN_A_LINE.match(word):
            written.note_cell(word)
        elif begun and (remedy := _begun_with(word)):
            written.note_begun(word, remedy)
        elif opening and _BULLET.fullmatch(word):
            written.note_begun(word, _begun_with(word))
        elif any(sign in _BRACES for sign in word):
            written.note_braces(word)
        for sign, remedy in AS_TEXT.items():
            if sign in word:
                written.note_sign(sign, remedy)
        for name in _NAME.findall(word):
            if name in facts:
                written.note(name, f"är namnet på ett faktum; skriv {{{{< var {name} >}}}}", name, unless=_BRACES)


def _begun_with(word: str) -> str:
    """What to do where a line begins with a mark though it goes on the paragraph before it; nothing for other words."""
    if _ITEM.fullmatch(word):
        mark = "-" if _BULLET.fullmatch(word) else word
        return (
            f"det blir ingen lista av det; skriv en tom rad före listan, och {mark} före punkten; ska tecknet stå i "
            "texten, skriv \\ före"
        )
    if _HEADING.fullmatch(word):
        return "det blir ingen rubrik av det; skriv en tom rad före; ska # stå i texten, skriv \\#"
    if _QUOTE.fullmatch(word):
        return "det blir inget citat av det; skriv en tom rad före; ska > stå i texten, skriv \\>"
    return ""


class _Written:
    """Lines as they are read here, and where in them a word stands."""

    def __init__(self, lines: Sequence[Line], problems: Problems) -> None:
        self.problems = problems
        self.texts = [_as_read(line) for line in lines]
        in_tables = _in_tables(["" if line.code else text for line, text in zip(lines, self.texts, strict=True)])
        self.prose = [
            (line, text, "" if at in in_tables else _WHOLE.sub("", text))
            for at, (line, text) in enumerate(zip(lines, self.texts, strict=True))
            if not line.code
        ]
        """Lines, as they are read, and what is left of them without whole links, code and tables."""

    def note(self, construct: str, remedy: str, needle: str, *, unless: str = "") -> None:
        """Note a fault on every line where the needle is left over, and none of the signs `unless`."""
        for line, left in self._holding(needle):
            if not any(sign in unless for sign in left):
                self.problems.add(line.place, construct, remedy)

    def _holding(self, needle: str) -> list[tuple[Line, str]]:
        """The lines that have it as a word; else those that have it within one."""
        whole = re.compile(rf"(?<!\S){re.escape(needle)}(?!\S)")
        words = [(line, left) for line, _, left in self.prose if whole.search(left)]
        return words or [(line, left) for line, _, left in self.prose if needle in left]

    def note_sign(self, sign: str, remedy: str) -> None:
        """Note a sign of markup on every line where it is left over."""
        pattern = re.compile({"::": r"(?<!\S)::(?!\S)", "==": "(?<!=)==(?!=)"}.get(sign, re.escape(sign)))
        for line, _, left in self.prose:
            if pattern.search(left):
                self.problems.add(line.place, sign, remedy)

    def note_begun(self, mark: str, remedy: str) -> None:
        """Note a fault on every line that begins with the mark and goes on a paragraph that does not."""
        pattern = re.compile(rf"[\s>]*{re.escape(mark)}(?:\s|$)")
        first = ""
        for line, text, _ in self.prose:
            goes_on = first and not _ITEM_LINE.match(first) and not pattern.match(first)
            if pattern.match(text) and (goes_on or _BULLET.fullmatch(mark)):
                self.problems.add(line.place, mark, remedy)
            elif not text.strip(" >") or _PARTS.match(text):
                first = ""
            first = first or (text if text.strip(" >") and not _PARTS.match(text) else "")

    def note_lines(self) -> None:
        """Note what a line shows by itself."""
        for line, text, _ in self.prose:
            outside = CODE.sub("", text)
            if _LINK_APART.search(outside):
                remedy = "länken är inte hel; skriv [text](adress) utan mellanslag"
                self.problems.add(line.place, _shown(line), remedy)
            if "-->" in outside:
                remedy = "avslutar ingen kommentar; skriv <!-- där den börjar, eller ta bort tecknen"
                self.problems.add(line.place, "-->", remedy)

    def note_cell(self, code: str) -> None:
        """Note code in a line that somebody may think is run."""
        for line, text, _ in self.prose:
            if code in text:
                self.problems.add(line.place, f"`{code}`", NOT_RUN)

    def note_braces(self, word: str) -> None:
        """Note braces that mean nothing on every line that holds the word."""
        for line, text in self._holding(word):
            if text.lstrip().startswith(":: ") or (slips.BOX.match(line.text) and slips.in_a_box(line.text)):
                continue  # told as a box that is none
            if fact := _FACT.search(word):
                remedy = f"så skrivs ett faktum i en .toml-fil; i ett kapitel skrivs {{{{< var {fact[1]} >}}}}"
                self.problems.add(line.place, fact[0], remedy)
            elif _ENDS_ONLY.search(word):
                remedy = "avslutar ingenting; skriv {{< där det börjar, eller ta bort tecknen"
                self.problems.add(line.place, word, remedy)
            elif _UNDER_A_TABLE.search(text):
                remedy = "rubriken till en tabell skrivs under den, på en egen rad: `: Rubriken {#tbl-namn}`"
                self.problems.add(line.place, _shown(line), remedy)
            elif _BESIDE.search(text):
                remedy = "skriv {{< var namn >}}, med två klamrar och en vinkel på var sida"
                self.problems.add(line.place, _shown(line), remedy)
            else:
                remedy = (
                    "klammern betyder ingenting här; ett faktum skrivs {{< var namn >}}; ska den stå där, skriv \\ före"
                )
                self.problems.add(line.place, _shown(line), remedy)


def _shown(line: Line) -> str:
    return " ".join(line.text.split())[:60]


def _words(content: Any) -> Iterator[tuple[str, bool, bool]]:
    """Every word of some blocks, whether a line begins with it that goes on a paragraph, and whether it begins one."""
    if isinstance(content, list):
        before = ""
        for at, inner in enumerate(content):
            kind = inner.get("t", "") if isinstance(inner, dict) else ""
            if kind == "Str":
                yield inner["c"], before in ("SoftBreak", "LineBreak"), at == 0
            elif kind == "Code":
                yield (inner["c"][1], False, False) if _CELL_IN_A_LINE.match(inner["c"][1]) else ("", False, False)
            else:
                yield from _words(inner)
            before = kind
    elif isinstance(content, dict) and content.get("t") not in ("CodeBlock", "RawBlock", "RawInline"):
        yield from _words(content.get("c"))
