"""What the sources of the two reports hold, chapter by chapter."""

import re
from pathlib import Path

import pytest

from indikatorer import ROOT

CHAPTERS = [path for report in ("arsrapport", "okand") for path in sorted((ROOT / "reports" / report).glob("_*.qmd"))]
NOT_OF_THE_YEAR = re.compile(r"forsta-sidan|metod|definitioner|gjordes|tabellbilaga")
OF_THE_YEAR = [path for path in CHAPTERS if not NOT_OF_THE_YEAR.search(path.name)]
KEEP_THEIR_NAME = {"Sammanfattning"}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", OF_THE_YEAR, ids=name)
def test_every_chapter_has_a_place_for_what_the_administration_concludes(path: Path) -> None:
    assert len(re.findall(r"^::: \{?\.?bedomning", path.read_text(encoding="utf-8"), re.MULTILINE)) == 1


@pytest.mark.parametrize("path", OF_THE_YEAR, ids=name)
def test_headings_say_what_the_data_say(path: Path) -> None:
    headings = re.findall(r"^#+ (.+?)(?: \{#.*\})?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings
    assert [heading for heading in headings if "{{< var" not in heading and heading not in KEEP_THEIR_NAME] == []


WORDS = {
    "arsrapport": re.compile(r"FLAI|Paraplyet|AF-program|program hos Arbetsförmedlingen|\betablerade?\b"),
    "okand": re.compile(r"FLAI|Paraplyet|AF-program|\betablerade?\b"),
}


@pytest.mark.parametrize("report", WORDS)
def test_the_first_time_that_a_word_of_the_trade_stands_it_leads_to_what_it_means(report: str) -> None:
    chapters = [path for path in CHAPTERS if path.parent.name == report]
    explained = "".join(path.read_text(encoding="utf-8") for path in chapters)
    seen: dict[str, str] = {}
    for path in OF_THE_YEAR + [path for path in CHAPTERS if "metod" in path.name]:
        if path.parent.name == report:
            text = re.sub(r"\{\{<.*?>\}\}|^#.*|^\|.*", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
            for word in WORDS[report].finditer(text):
                stem = word[0].removesuffix("e").removesuffix("d")
                seen.setdefault(stem, text[max(0, word.start() - 6) : word.end() + 25])
    assert len(seen) > 1
    for around in seen.values():
        link = re.search(r"\]\(#(ord-[\w-]+)\)", around)
        assert link is not None, around
        assert f"]{{#{link[1]}}}" in explained
