"""What every page must have before it is published: links that lead somewhere, the marks that those who do not see it
go by, and nothing that asks another host for anything."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

_LINKED_FILE = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
_IN_DRAWING = re.compile(r"""\shref="([^"]+)"|url\(['"]?([^'")]+)""")
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


class Page:
    """An HTML file of a site.

    Args:
        file: where it lies.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.tree = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")

    @cached_property
    def ids(self) -> list[str]:
        return [str(tag["id"]) for tag in self.tree.select("[id]")]

    def faults(self) -> Iterator[str]:
        """What is missing for those who read with a screen reader or a keyboard."""
        html = self.tree.find("html")
        if not (isinstance(html, Tag) and html.get("lang")):
            yield 'no language: write <html lang="sv">'
        if not (self.tree.title and self.tree.title.get_text(strip=True)):
            yield "no <title>"
        yield from self._heading_faults()
        for image in self.tree.select("img:not([alt]), img[alt='']"):
            yield f"image {image.get('src')} has no alternative text: give its figure a fig-alt"
        for table in self.tree.select("table:not(:has(th))"):
            yield f"table without header cells: “{_start(table)}”"
        for link in self.tree.select("a[href]"):
            if not (link.get_text(strip=True) or link.get("aria-label") or link.select("img[alt]")):
                yield f"link to {link['href']} has no text"
        for twice in sorted({name for name in self.ids if self.ids.count(name) > 1}):
            yield f"id “{twice}” stands twice: give one of them another label"

    def _heading_faults(self) -> Iterator[str]:
        headings = self.tree.find_all(_HEADINGS)
        if len(self.tree.select("h1.title") or self.tree.select("h1")) != 1:
            yield "a page has one title, its first heading of level 1"
        level = 0
        for heading in headings:
            if not heading.get_text(strip=True):
                yield f"heading <{heading.name}> is empty"
            if int(heading.name[1]) > level + 1:
                yield f"heading “{_start(heading)}” skips a level"
            level = int(heading.name[1])

    def links(self) -> Iterator[str]:
        """Where its links lead."""
        return (str(tag["href"]) for tag in self.tree.select("a[href]"))

    def requests(self) -> Iterator[str]:
        """What a browser fetches to show it."""
        for tag in self.tree.select("link[href]"):
            yield str(tag["href"])
        for tag in self.tree.select("[src]"):
            yield str(tag["src"])
        for tag in self.tree.select("[srcset]"):
            yield from (part.split()[0] for part in str(tag["srcset"]).split(","))
        for text in [
            *(str(tag["style"]) for tag in self.tree.select("[style]")),
            *map(Tag.get_text, self.tree("style")),
        ]:
            yield from _addresses(_LINKED_FILE, text)


def faults_of_pages(site: Path, files: Iterable[Path]) -> list[str]:
    """What is wrong with these pages, style sheets and drawings of a site: one line for each fault, `file: fault`."""
    known: dict[Path, Page] = {}
    found = []
    for file in files:
        if file.suffix == ".html":
            page = _page(file, known)
            wrong = [*page.faults(), *_lost(site, page, known), *_elsewhere(site, file, page.requests())]
        elif file.suffix == ".css":
            wrong = list(_elsewhere(site, file, _addresses(_LINKED_FILE, file.read_text(encoding="utf-8"))))
        elif file.suffix == ".svg":
            wrong = list(_elsewhere(site, file, _addresses(_IN_DRAWING, file.read_text(encoding="utf-8"))))
        else:
            continue
        found += [f"{file.relative_to(site)}: {fault}" for fault in dict.fromkeys(wrong)]
    return found


def _lost(site: Path, page: Page, known: dict[Path, Page]) -> Iterator[str]:
    for link in page.links():
        address = urlsplit(link)
        if address.scheme or address.netloc:
            continue
        target = _target(site, page.file, link)
        if target is None:
            yield f"link {link} leads to nothing"
        elif (
            address.fragment and target.suffix == ".html" and unquote(address.fragment) not in _page(target, known).ids
        ):
            yield f"link {link}: there is no such place on the page"


def _elsewhere(site: Path, file: Path, requests: Iterable[str]) -> Iterator[str]:
    for request in requests:
        address = urlsplit(request)
        if address.scheme == "data" or not address.path:
            continue
        if address.scheme or address.netloc:
            yield f"asks another host for {request}: put the file on the site"
        elif _target(site, file, request) is None:
            yield f"needs {request}, and there is no such file"


def _target(site: Path, file: Path, link: str) -> Path | None:
    """The file that a link leads to, None where there is none on the site."""
    path = unquote(urlsplit(link).path)
    target = (file.parent / path).resolve() if path else file.resolve()
    return target if target.is_file() and target.is_relative_to(site.resolve()) else None


def _page(file: Path, known: dict[Path, Page]) -> Page:
    file = file.resolve()
    if file not in known:
        known[file] = Page(file)
    return known[file]


def _addresses(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (next(filter(None, found.groups())) for found in pattern.finditer(text))


def _start(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())[:60]
