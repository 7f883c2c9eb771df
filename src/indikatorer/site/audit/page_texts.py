"""Pages: visible text, titles, alternative texts, attributes and comments, held against the sources of the report."""

import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from indikatorer.site.audit.numbers import numbers_in, pressed
from indikatorer.site.audit.outputs import Output, grid
from indikatorer.site.audit.report_words import Sources
from indikatorer.site.audit.tracing import Findings

STRANGE = (
    "står inte så i texten, i något faktum eller i något infogat; kör make report igen, och anmäl det om det står kvar"
)

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p li h1 h2 h3 h4 h5 h6 dt dd div section figure figcaption caption tr table thead tbody ul ol dl nav header "
        "footer main body title blockquote pre aside details summary html head",
    )
)
_SPOKEN = (
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "aria-valuetext",
    "summary",
    "placeholder",
    "label",
    "value",
)
_NO_DATA = frozenset(
    re.findall(
        r"[\w-]+",
        "id class href src for name rel type lang charset tabindex role scope headers colspan rowspan download loading "
        "srcset media aria-labelledby aria-controls aria-describedby aria-current defer start data-cites "
        "data-entry-spacing",
    )
)
_CARD = re.compile(r"definitioner\.html#sec-([a-z]+\d*(?:-[a-z])?)")
_STYLE = re.compile(r"(?:text-align: \w+|width: \d+(?:\.\d+)?%);?\s*")


def check_page(
    soup: BeautifulSoup, name: str, sources: Sources, embedded: Mapping[str, Output], findings: Findings
) -> None:
    """Report every number of a page that no source of its report has in the same place. Takes section numbers away."""
    for heading in soup.select("[data-number]"):
        shown = heading.select_one(".header-section-number")
        # Quarto says the number of a section twice: any other number there is none of a section
        if shown and shown.get_text(strip=True) == heading["data-number"]:
            findings.count(name, "section or note")
            del heading["data-number"]
    for number in soup.select(".header-section-number, .footnote-ref, .footnote-back"):
        if re.fullmatch(r"\s*[\dA-Z]*(?:\.\d+)*\W*", number.get_text()):
            findings.count(name, "section or note")
            number.decompose()
    for link in soup.select(".float-links a[href]"):
        # a link to the card of a measure names the measure, and nothing else
        card = _CARD.fullmatch(str(link["href"]))
        if card and re.fullmatch(rf"[^\W\d]+ {re.escape(card[1])}", link.get_text(), re.IGNORECASE):
            findings.count(name, "definition")
            link.decompose()
    _check_tables(soup, name, embedded, findings)
    for block in blocks(soup):
        _check(block, name, "text", sources, findings)
    for element in soup.find_all(True):
        _check_attributes(element, name, sources, findings)
    for comment in soup.find_all(string=lambda node: isinstance(node, Comment)):
        _check(str(comment), name, "kommentar", sources, findings)
    for script in soup.find_all("script"):
        if re.search(r"\d", script.get_text()):
            findings.add(name, "script", script.get_text()[:60], "en sida får inte ha egna skript; ta bort det")


def numbered(soup: BeautifulSoup) -> dict[str, str]:
    """The numbers of the figures, tables and sections of a page, by label, as they stand there."""
    numbers = {}
    for element in soup.select("[id^=fig-], [id^=tbl-], [id^=sec-]"):
        shown = element.select_one("figcaption, caption, .header-section-number")
        if shown and (found := re.match(r"\s*(?:(?:Figur|Tabell)\s)?(\d+(?:\.\d+)*)(?!\w)", shown.get_text())):
            numbers[str(element["id"])] = found[1]
    return numbers


def _check(text: str, name: str, place: str, sources: Sources, findings: Findings) -> None:
    strange = list(sources.strange(text))
    for number in strange:
        findings.add(name, place, number, STRANGE)
    findings.count(name, "stands in its source", len(list(numbers_in(text))) - len(strange))


def _check_tables(soup: BeautifulSoup, name: str, embedded: Mapping[str, Output], findings: Findings) -> None:
    """A table that a notebook made is cell for cell the one that was held against the published cells."""
    places = {str(element["id"]): element for element in soup.select("[id]")}
    for label, output in embedded.items():
        wanted = output.grid
        if not wanted:
            continue
        rows = grid(places[label]) if label in places else []
        if [list(map(pressed, row)) for row in rows] != [list(map(pressed, row)) for row in wanted]:
            place = next((row for row, other in zip(rows, wanted, strict=False) if row != other), [])
            findings.add(name, f"tabell {label}", " | ".join(place) or "andra rader", STRANGE)


def blocks(soup: BeautifulSoup) -> Iterator[str]:
    """The text of each block of a page, as it is read: a paragraph, a heading, a row of a table."""
    text: list[str] = []

    def walk(node: Tag) -> Iterator[str]:
        for child in node.children:
            if isinstance(child, Tag):
                if child.name in ("script", "style"):
                    continue
                is_block = child.name in _BLOCKS
                if is_block and text:
                    yield _taken(text)
                yield from walk(child)
                if is_block and text:
                    yield _taken(text)
                if child.name in ("td", "th", "br"):
                    text.append(" ")
            elif type(child) is NavigableString:
                text.append(str(child))

    yield from walk(soup)
    if text:
        yield _taken(text)


def _taken(text: list[str]) -> str:
    taken = " ".join("".join(text).split())
    text.clear()
    return taken


def _check_attributes(element: Tag, name: str, sources: Sources, findings: Findings) -> None:
    for key, value in element.attrs.items():
        said = " ".join(value) if isinstance(value, list) else str(value)
        if not re.search(r"\d", said) or key in _NO_DATA:
            continue
        if key in _SPOKEN or (element.name == "meta" and element.get("name") not in ("viewport", "generator")):
            _check(said, name, f"{key} i <{element.name}>", sources, findings)
        elif key == "style" and _STYLE.fullmatch(said):
            findings.count(name, "layout")
        elif element.name != "meta":
            remedy = f"attributet kan bära data; ta bort siffran, eller säg i {__name__} varför den inte gör det"
            findings.add(name, f"<{element.name}>", f"{key}={said[:60]}", remedy)
