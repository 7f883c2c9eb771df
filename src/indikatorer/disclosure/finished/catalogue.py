"""Texts that come from the catalogue of a year's tables: titles, definitions, sources, settings, and labels."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from indikatorer.disclosure.finished.cells import PublishedCells
from indikatorer.disclosure.finished.findings import Findings
from indikatorer.disclosure.finished.numbers import numbers_in
from indikatorer.disclosure.finished.rules import rule_for
from indikatorer.disclosure.finished.words import Sources


class CatalogueTexts:
    """What the catalogue says, to hold the texts of files against that are made from it."""

    def __init__(self, catalogue: Mapping[str, Any], published: PublishedCells) -> None:
        said = {key: value for key, value in catalogue.items() if key not in ("delivery", "settings")}
        self.whole = set(strings_in(said))
        for table in catalogue["tables"]:
            self.whole.update(label for cell in published.of(table) for label in cell.labels.values())
        self.settings = {str(setting) for setting in catalogue["settings"].values()}
        self.sources = Sources()
        titles = [f"{table} {entry['title']}" for table, entry in catalogue["tables"].items()]
        self.sources.add(*titles, *sorted(self.whole))

    def check(self, texts: Iterable[str], file: str, findings: Findings) -> None:
        """Report every text with a number that neither the catalogue nor a rule knows."""
        for text in dict.fromkeys(texts):
            numbers = list(numbers_in(text))
            if not numbers or text in self.whole:
                findings.count(file, "catalogue", len(numbers))
                continue
            strange = [number for number in numbers if not rule_for(text, number) and number.text not in self.settings]
            if strange and any(self.sources.strange(text)):
                findings.add(file, "text", text[:80], "a number that is not in tables.json may not be said")
            else:
                findings.count(file, "catalogue", len(numbers))


def strings_in(content: Any) -> Iterator[str]:
    """Every text in something that was JSON, names of keys left out."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from strings_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from strings_in(value)
