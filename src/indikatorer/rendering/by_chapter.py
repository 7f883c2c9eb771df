"""A page that shows a chapter at a time: where each chapter begins and ends, and the ways from one to the next.

What is shown is chosen by the address alone, in the style sheet `chapters.css`; every chapter is in the page, and a
browser that does not know the style sheet, or prints, has the whole report.
"""

import re
from collections.abc import Mapping

ASKED_BY = "kapitelvis"
"""The key in a report's front matter that asks for it."""

# a renderer may put each chapter into a section of its own
_HEADING = re.compile(
    r'(?:<section(?P<section>[^>]*)>\s*)?<h1(?P<own>(?![^>]*class="title")[^>]*)>(?P<title>.*?)</h1>', re.DOTALL
)
_ID = re.compile(r'\bid="([^"]*)"')
_END = re.compile(r'<(?:section|div|h2)\b[^>]*\bid="(?:footnotes|references|refs|quarto-appendix)"|</main>')
_LINK = re.compile(r"</?a\b[^>]*>")
_IDS = re.compile(r'\s+id="[^"]*"')
_BODY = '<div id="after-contents"'


def in_chapters(page: str, words: Mapping[str, str]) -> str:
    """A page with its chapters apart, each with links to the one before and the one after.

    Args:
        page: a page with contents, as a renderer has made it from `page.html`.
        words: what the links are called.
    """
    begins = page.find(_BODY)
    end = _END.search(page, begins)
    if begins < 0 or end is None:
        return page
    headings = [
        found
        for found in _HEADING.finditer(page, begins, end.start())
        # one inside a box is none of a chapter
        if page.count("<div", begins, found.start()) == page.count("</div>", begins, found.start())
    ]
    chapters = [(_id(found), _IDS.sub("", _LINK.sub("", found["title"])).strip()) for found in headings]
    starts = [found.start() for found in headings]
    pieces = [_head(page[: starts[0]], chapters, words)] if headings else [page[: end.start()]]
    for number, (start, stop) in enumerate(zip(starts, [*starts[1:], end.start()], strict=True)):
        steps = _steps(chapters, number, words)
        pieces.append(f'<div class="chapter chapter-{number + 1}">\n{page[start:stop].rstrip()}\n{steps}</div>\n')
    close = page.index("</main>", end.start())
    if last := page[end.start() : close].strip():
        pieces.append(f'<div class="chapter">\n{last}\n</div>\n')
    return "".join([*pieces, page[close:]])


def _id(heading: re.Match[str]) -> str:
    found = _ID.search(heading["own"]) or _ID.search(heading["section"] or "")
    return found[1] if found else ""


def _head(head: str, chapters: list[tuple[str, str]], words: Mapping[str, str]) -> str:
    """What stands before the chapters: contents that know them by number, and a way past the contents to each."""
    ways = [("hela-rapporten", "of-all"), *((name, f"of-{number}") for number, (name, _) in enumerate(chapters, 1))]
    for name, of in ways:
        head = re.sub(rf'<li>(?=\s*<a\b[^>]*\bhref="#{re.escape(name)}")', f'<li class="{of}">', head, count=1)
    for past in ("skip-link", "skip-contents"):
        link = re.search(rf'<a class="{past}" href="[^"]*">(.*?)</a>\n?', head)
        if link:
            others = "".join(f'<a class="{past} {of}" href="#{name}">{link[1]}</a>\n' for name, of in ways)
            first = link[0].replace(f'"{past}"', f'"{past} of-front"')
            head = head[: link.start()] + first + others + head[link.end() :]
    to_front = f'<a class="to-front" href="#content">{words["chapter-front"]}</a>'
    to_all = f'<a class="to-all" href="#hela-rapporten">{words["chapter-all"]}</a>'
    head = re.sub(r'(<p class="toc-title">.*?</p>)', rf'\1\n<p class="toc-ways">{to_front} {to_all}</p>', head, count=1)
    return head + '<div id="hela-rapporten" tabindex="-1"></div>\n'


def _steps(chapters: list[tuple[str, str]], number: int, words: Mapping[str, str]) -> str:
    links = []
    for step, rel, direction in ((-1, "prev", "chapter-previous"), (1, "next", "chapter-next")):
        if 0 <= number + step < len(chapters):
            name, title = chapters[number + step]
            said = f'<p class="direction">{words[direction]}</p> <p>{title}</p>'
            links.append(f'<div class="{rel}"><a rel="{rel}" href="#{name}">{said}</a></div>\n')
    return f'<nav class="chapter-steps" aria-label="{words["chapter-steps"]}">\n{"".join(links)}</nav>\n'
