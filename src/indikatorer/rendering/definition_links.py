"""From each figure and table to the cards of what it measures, whoever rendered the page."""

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from indikatorer.base.files import write_bytes

DEFINITIONS = "definitioner"
"""The report that has the cards."""

_LINKS = re.compile(r'<div class="float-links">(?P<links>.*?)</div>', re.DOTALL)
_TABLE = re.compile(r'href="data/([^"]+)\.csv"')


def add_definitions(page: Path, measures: Mapping[str, str], word: str) -> None:
    """Put links to the definitions after those to the data of each figure and table.

    Args:
        page: the page.
        measures: table → the id of its measure, which names the card.
        word: what the links are called.
    """

    def linked(found: re.Match[str]) -> str:
        tables = (unescape(table) for table in _TABLE.findall(found["links"]))
        named = dict.fromkeys(measures[table] for table in tables if table in measures)
        links = "".join(
            f' <a href="{DEFINITIONS}.html#sec-{measure.lower()}">{word} {measure}</a>' for measure in named
        )
        return found[0].replace(found["links"], found["links"].rstrip() + links + "\n") if links else found[0]

    write_bytes(page, _LINKS.sub(linked, page.read_text(encoding="utf-8")).encode())
