"""Texts that come from the catalogue of a year's tables: titles, definitions, sources, settings, and labels."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from indikatorer.site.audit.cells import PublishedCells
from indikatorer.site.audit.leaves import strings_in
from indikatorer.site.audit.numbers import numbers_in
from indikatorer.site.audit.rules import rule_for
from indikatorer.site.audit.tracing import Findings


class CatalogueTexts:
    """What the catalogue says, to hold the texts of files against that are made from it."""

    def __init__(self, catalogue: Mapping[str, Any], published: PublishedCells) -> None:
        self.texts = set(strings_in({key: said for key, said in catalogue.items() if key != "delivery"}))
        for table in catalogue["tables"]:
            self.texts.update(label for cell in published.of(table) for label in cell.labels.values())
        self.settings = {str(setting) for setting in catalogue["settings"].values()}

    def check(self, texts: Iterable[str], file: str, findings: Findings) -> None:
        """Report every text with a number that neither the catalogue, nor a setting, nor a rule knows."""
        for text in dict.fromkeys(texts):
            numbers = list(numbers_in(text))
            if self._says(text) or all(rule_for(text, one) or one.text in self.settings for one in numbers):
                findings.count(file, "catalogue", len(numbers))
            else:
                findings.add(file, "text", text[:80], "siffran finns inte i tables.json; kör make report igen")

    def _says(self, text: str) -> bool:
        """Whether the text stands in the catalogue, or does so after words without numbers: `J4-alder. Andel …`."""
        before, *rest = re.split(r"[.:] ", text, maxsplit=1)
        return text in self.texts or (rest != [] and rest[0] in self.texts and not any(numbers_in(before)))
