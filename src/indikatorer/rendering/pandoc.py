"""Run pandoc with the filters of this package, and tell its findings apart."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indikatorer.base import programs

_FILTERS = Path(__file__).parent / "filters"
# Quarto's order: what is not shown is gone before it is looked at; references are resolved before citations,
# which are written the same way; tables and images are dressed when captions are known.
_BEFORE_CITATIONS = (
    "conditional",
    "leftovers",
    "divs",
    "callouts",
    "assessments",
    "tabsets",
    "crossref",
    "links",
    "columns",
    "tables",
    "images",
    "key_numbers",
)
_AFTER_CITATIONS = ("references",)
_MISSING_SOURCE = re.compile(r"Citeproc: citation (\S+) not found")
_POSITION = re.compile(r"line (\d+)")
_SAYS_WHERE = re.compile(r"(?: defined)? at (?:\S+ )?line \d+,? column \d+")
_TWICE = re.compile(r"Duplicate identifier '(.+?)'")
_KNOWN = (
    (
        re.compile(r"Note with key '(.+?)' defined .*not used"),
        "noten [^{0}]",
        "ingen hänvisar till den; skriv [^{0}] där den hör hemma, eller ta bort den",
    ),
    (
        re.compile(r"Duplicate note reference '(.+?)'"),
        "noten [^{0}]",
        "har två texter; ge den ena ett annat namn, eller ta bort den",
    ),
    (
        re.compile(r"Duplicate link reference '(.+?)'"),
        "länken {0}",
        "har två adresser; ge den ena ett annat namn, eller ta bort den",
    ),
)
"""What pandoc warns of: its words, what is written there, and what to do."""


@dataclass(frozen=True)
class Finding:
    """A fault that pandoc or a filter found: in a line of its input, or where the source holds the needle.

    With `written` it is one only where the source holds the needle just so: a name in the data may look like it.
    """

    construct: str
    remedy: str
    needle: str = ""
    line: int = 0
    written: bool = False


@dataclass
class Converted:
    """What pandoc made of a document: the text, the faults in it, and the files that it shows."""

    text: str
    findings: list[Finding] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)


def version() -> str:
    """The version of the pandoc that is used."""
    import pypandoc

    return pypandoc.get_pandoc_version()


def convert(
    markdown: str,
    to: str,
    template: str,
    metadata: Mapping[str, Any],
    variables: Mapping[str, Any],
    folder: Path,
    csl: Path,
) -> Converted:
    """Convert Markdown with a template.

    Args:
        markdown: the document without front matter.
        to: "html" or "typst".
        template: the text of a pandoc template.
        metadata: values that are Markdown themselves, for the template and the filters.
        variables: values that the template gets as they are.
        folder: bibliographies are looked for from here.
        csl: the style of citations.

    Returns:
        The text, with faults and files that the filters found.
    """
    import pypandoc

    with tempfile.TemporaryDirectory() as scratch:
        metadata_file = Path(scratch, "metadata.json")
        metadata_file.write_text(json.dumps(metadata), encoding="utf-8")
        template_file = Path(scratch, "template")
        template_file.write_text(template, encoding="utf-8")
        defaults = {
            "from": str(metadata.get("from", "markdown")),
            # the same quotation marks and dashes in both: Typst is not to make its own
            "to": "html5" if to == "html" else "typst-smart",
            "standalone": True,
            "template": str(template_file),
            "metadata-files": [str(metadata_file)],
            "csl": str(csl.absolute()),
            "variables": dict(variables),
            "wrap": "none",
            "syntax-highlighting": "none" if to == "html" else "idiomatic",
            "table-of-contents": bool(metadata.get("toc", False)),
            "toc-depth": int(metadata.get("toc-depth", 3)),
            "filters": [
                *(str(_FILTERS / f"{name}.lua") for name in _BEFORE_CITATIONS),
                *(["citeproc"] if metadata.get("bibliography") else []),
                *(str(_FILTERS / f"{name}.lua") for name in _AFTER_CITATIONS),
            ],
        }
        defaults_file = Path(scratch, "defaults.json")
        defaults_file.write_text(json.dumps(defaults), encoding="utf-8")
        run = programs.run(
            [pypandoc.get_pandoc_path(), "--defaults", str(defaults_file)],
            text=markdown,
            cwd=folder,
        )
    result = Converted(run.stdout)
    for line in run.stderr.splitlines():
        _note(line, result)
    if run.returncode and not result.findings:
        told = " ".join(run.stderr.split())[:200]
        result.findings.append(Finding("sidan", f"kan inte göras av texten eller av en fil som den nämner ({told})"))
    return result


def _note(line: str, result: Converted) -> None:
    if found := finding(line):
        result.findings.append(found)
    elif line.startswith("{"):
        result.resources.append(json.loads(line)["resource"])


def findings_of(markdown: str, metadata: Mapping[str, Any]) -> list[Finding]:
    """What pandoc has to say of a document when it does no more than read it."""
    import pypandoc

    run = programs.run(
        [pypandoc.get_pandoc_path(), f"--from={metadata.get('from', 'markdown')}", "--to=json"],
        text=markdown,
    )
    return [*filter(None, map(finding, run.stderr.splitlines()))]


def finding(line: str) -> Finding | None:
    """The fault that pandoc or a filter tells on a line of its log, None when the line tells none."""
    if line.startswith('{"') and "remedy" in line:
        return Finding(**json.loads(line))
    if missing := _MISSING_SOURCE.search(line):
        key = f"@{missing[1]}"
        return Finding(key, f"källan finns inte i litteraturfilen; är {key} ett namn, skriv \\{key}", needle=key)
    if line.startswith("[WARNING]"):
        position = _POSITION.search(line)
        number = int(position[1]) if position else 0
        if "unclosed" in line:
            return Finding(":::", "rutan avslutas aldrig; skriv ::: på en egen rad där den slutar", line=number)
        if twice := _TWICE.search(line):
            # the line that pandoc tells is the one after what has the label
            remedy = "etiketten finns två gånger; ge den ena ett annat namn"
            return Finding(twice[1], remedy, needle=f"#{twice[1]}")
        for words, construct, remedy in _KNOWN:
            if said := words.search(line):
                return Finding(construct.format(said[1]), remedy.format(said[1]), line=number)
        said_of_it = _SAYS_WHERE.sub("", line.removeprefix("[WARNING] "))
        remedy = f"pandoc varnar: {said_of_it}; hittar du inte felet, visa raden för den som sköter programmet"
        return Finding("Markdown", remedy, line=number)
    return None
