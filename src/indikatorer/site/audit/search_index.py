"""The start page and the search of the site: the years and the words of the pages, and nothing more."""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from indikatorer.site.audit.numbers import numbers_in
from indikatorer.site.audit.page_texts import blocks
from indikatorer.site.audit.recomputed import Origins
from indikatorer.site.audit.report_words import Sources
from indikatorer.site.audit.texts import Text, check
from indikatorer.site.audit.tracing import Findings

_START = b"pagefind_dcd"
BETWEEN_LABELS = " | "
_NOT_WORDS = ("url", "element", "id", "image")


def audit_search(index: Path, site: Path, not_content: tuple[str, ...]) -> Findings:
    """Trace every number of the search to the page that it leads to, and every one of the start page to a rule.

    `index` is what pagefind made; of a page, `not_content` is left out of it.
    """
    findings = Findings()
    for path in sorted(site.glob("*.html")):
        for block in blocks(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")):
            check(Text(block, path.name, "text"), Origins(), findings)
    # a page has many tables, each with a fragment of its own
    words_of = cache(lambda address: _words_of(site / address, not_content))
    for path in sorted(index.glob("fragment/*")):
        fragment = json.loads(gzip.decompress(path.read_bytes()).removeprefix(_START))
        name = f"sökningen i {fragment['url']}"
        address = f"{fragment['url']}index.html" if fragment["url"].endswith("/") else fragment["url"]
        sources = words_of(address.lstrip("/").partition("#")[0])
        # the number of a note, which leads to it, and is that of its address
        anchors = [one for one in fragment.get("anchors", []) if one["id"] != f"fnref{one['text']}"]
        # of the first picture, its alternative text as the page's source has it
        meta = {key: unescape(said) if key == "image_alt" else said for key, said in fragment["meta"].items()}
        for text in _texts({**fragment, "anchors": anchors, "meta": meta}):
            for strange in sources.strange(text):
                findings.add(name, "text", strange, "står inte på sidan; kör make report igen")
            findings.count(name, "stands on its page", sum(1 for _ in numbers_in(text)))
    return findings


def _words_of(page: Path, not_content: tuple[str, ...]) -> Sources:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    sources = Sources()
    sources.add(*(str(image.get("alt", "")) for image in soup.select("img")))
    for left_out in soup.select(", ".join(not_content)):
        left_out.decompose()
    content = soup.find("main")
    sources.add(*blocks(soup), content.get_text(" ") if content else "")
    sources.add(*(label.get_text(" ") for label in soup.select("th, caption, figcaption")))
    return sources


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        # the title and the labels of a table, one after the other
        yield from content.split(BETWEEN_LABELS)
    elif isinstance(content, list):
        for value in content:
            yield from _texts(value)
    elif isinstance(content, dict):
        for key, value in content.items():
            if key not in _NOT_WORDS:
                yield from _texts(value)
