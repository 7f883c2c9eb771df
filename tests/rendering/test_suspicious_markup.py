"""What would be published as it stands though nobody can have meant: told where it is written, and what to write."""

from pathlib import Path

import pytest

from indikatorer import ROOT
from indikatorer.rendering.check_sources import faults
from indikatorer.rendering.documents import Line, mark_code
from indikatorer.rendering.problems import Place, Problems
from indikatorer.rendering.suspicious_markup import check

FACT = "avslut.okand.antal"
CELLS = "raden har {} kolumner och raden med --- bara {}"

TOLD = {
    "fact of a sentence": (
        "Det är {avslut.okand.antal} av dem.",
        "i ett kapitel skrivs {{< var avslut.okand.antal >}}",
        [1],
    ),
    "fact in double braces": (
        "Det är {{avslut.okand.antal}}.",
        "i ett kapitel skrivs {{< var avslut.okand.antal >}}",
        [1],
    ),
    "guillemets": (
        "Det är {{\u2039 var avslut.okand.antal \u203a}}.",
        "med två klamrar och en vinkel på var sida",
        [1],
    ),
    "double guillemets": ("Det är {{\u00ab var x.y \u00bb}}.", "med två klamrar och en vinkel på var sida", [1]),
    "wide braces": ("Det är \uff5b\uff5b< var x.y >\uff5d\uff5d.", "med två klamrar och en vinkel på var sida", [1]),
    "fact's name alone": ("Det är var avslut.okand.antal, sägs det.", "är namnet på ett faktum; skriv {{< var", [1]),
    "end alone": ("Text.\n\nslut >}} här", "avslutar ingenting", [3]),
    "brace": ("Text } här", "klammern betyder ingenting här", [1]),
    "attributes of nothing": ("Ett *ord* {.viktigt} här", "klammern betyder ingenting här", [1]),
    "end of a comment": ("Text --> här", "avslutar ingen kommentar", [1]),
    "two versions": ("<<<<<<< HEAD\nmin\n=======\ndin\n>>>>>>> main", "två versioner av texten står kvar", [1, 3, 5]),
    "two versions of code": ("```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```", "två versioner", [2, 4, 6]),
    "two colons": (":: note\ntext\n::", "med tre kolon", [1, 3]),
    "columns of the head": ("| A | B |\n|---|\n| x | y |", CELLS.format(2, 1), [1, 3]),
    "columns of a row": ("| A | B |\n|---|---|\n| x | y |\n| x | y | z |", CELLS.format(3, 2), [4]),
    "columns without edges": ("A | B | C\n--|:-:\nx | y | z", CELLS.format(3, 2), [1, 3]),
    "table without its line": ("Text.\n\n| A | B |\n| x | y |\n\nText.", "en tabell är det först med", [3, 4]),
    "table under a line": ("Så här:\n| A | B |\n|---|---|\n| x | y |", "en tabell är det först med", [2, 3, 4]),
    "list under a line": ("Så här:\n- en\n- två", "skriv en tom rad före listan", [2, 3]),
    "stars under a line": ("Så här:\n* en\n* två", "skriv en tom rad före listan", [2, 3]),
    "numbers under a line": ("Så här:\n1. en\n2. två", "skriv en tom rad före listan", [2, 3]),
    "list in a quotation": ("> Så här:\n> - en", "skriv en tom rad före listan", [2]),
    "bullets": ("Så här:\n\n\u2022 en\n\u2022 två", "skriv en tom rad före listan, och - före punkten", [3, 4]),
    "heading under a line": ("Text.\n## Rubrik", "det blir ingen rubrik av det", [2]),
    "quotation under a line": ("Text.\n> Citat", "det blir inget citat av det", [2]),
    "link apart": ("Se [texten] (https://example.org).", "utan mellanslag", [1]),
    "code that is run elsewhere": ("```{python}\nprint(1)\n```", "kod körs inte i ett kapitel", [1]),
    "chart that is drawn elsewhere": ("~~~ {mermaid}\na-->b\n~~~", "kod körs inte i ett kapitel", [1]),
    "code in a line": ("Det blev `{python} 1 + 1` av dem.", "kod körs inte i ett kapitel", [1]),
    "code without an end": ("Text.\n\n```\nkod", "skriv ``` på en egen rad där det slutar", [3]),
    "quotation mark of code": ("Ett `ord och mer.", "hör inte ihop två och två", [1]),
    "marked": ("Ett ==markerat== ord.", "betyder ingenting här", [1]),
}


def told(text: str) -> list[tuple[int, str]]:
    problems = Problems()
    lines = mark_code(Line(line, Place(Path("x.qmd"), at)) for at, line in enumerate(text.splitlines(), 1))
    check(lines, {FACT}, problems)
    return sorted((place.line, remedy) for place, _, remedy in problems.found)


@pytest.mark.parametrize(("text", "message", "lines"), TOLD.values(), ids=TOLD.keys())
def test_markup_that_is_almost_right_is_told_on_its_own_line(text, message, lines):
    found = told(text)
    assert [line for line, _ in found if line in lines] == lines
    assert all(message in remedy for _, remedy in found), found


MEANT = """Ett \\{ord\\}, a \\| b, \\# och \\- betyder sig själva. `{x} | >}}` är kod. En \\
\\- är ingen lista, och 3 \\> 2. Det är {{< var avslut.okand.antal >}} -- eller — och så
– i en mening som går vidare – till slut. Se [texten](https://example.org/a_b) och www.example.org.

- en
- två
    - tre

1. ett
2. två

| A | B |
|:--|--:|
| x \\| z | `a | b` |
| x |

: Rubrik {#tbl-x}

A | B
--|--
x | y

# Rubrik {#sec-x}

> Citat

::: {.callout-note title="Ny"}
Text.[^ny]
:::

[^ny]: Noten.

```
{kod} | :: <<<<<<<
- x
```

Rubrik
=======

Term
:   Förklaring
"""


def test_what_is_meant_is_left_alone():
    assert told(MEANT) == []


@pytest.mark.parametrize("text", [text for text, _, _ in TOLD.values() if text != "Text.\n\n```\nkod"])
def test_a_fault_is_told_where_it_stands_and_nowhere_else(text):
    """Before and after much that is right and has the same signs."""
    lines = len(MEANT.splitlines()) + 1
    assert told(f"{text}\n\n{MEANT}") == told(text)
    assert told(f"{MEANT}\n{text}") == [(line + lines, remedy) for line, remedy in told(text)]


def test_the_reports_say_nothing_that_is_not_meant():
    reports = ROOT / "reports"
    assert faults(reports, [file.stem for file in sorted(reports.glob("[!_]*.qmd"))]) == []
    start = Problems()
    for page in (ROOT / "index.qmd", reports / "_start.qmd"):
        body = page.read_text(encoding="utf-8").split("---\n", 2)[-1].splitlines()
        check(mark_code(Line(line, Place(page, at)) for at, line in enumerate(body, 1)), {FACT}, start)
    assert start.told() == []


def test_the_words_at_the_top_and_those_of_sentences_are_looked_at_too(tmp_path, monkeypatch):
    top = '---\ntitle: "T"\nsubtitle: "Om {avslut.okand.antal}"\n---\n\nText.\n'
    (tmp_path / "rapport.qmd").write_text(top, encoding="utf-8")
    monkeypatch.setattr("indikatorer.rendering.check_sources.REPORTS", tmp_path)
    (tmp_path / "meningar.toml").write_text(
        '[a.b]\nja = "Det är så: >}}"\nnej = "{avslut.okand.antal}"\n', encoding="utf-8"
    )
    sentence, subtitle = faults(tmp_path, ["rapport"])
    assert sentence.startswith("meningar.toml:2: >}}: avslutar ingenting")
    assert subtitle.startswith("rapport.qmd:3: {avslut.okand.antal}: så skrivs ett faktum i en .toml-fil")
