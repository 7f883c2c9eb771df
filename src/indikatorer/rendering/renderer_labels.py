"""The words that a renderer adds to a report, in Swedish, as Quarto has them and as a project overrides them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from indikatorer.base.swedish import long_date

_SWEDISH = {
    "crossref-fig-title": "Figur",
    "crossref-tbl-title": "Tabell",
    "crossref-sec-prefix": "Avsnitt",
    "bedomning-title": "Förvaltningens bedömning",  # a word of ours
    "callout-note-title": "Notera",
    "callout-tip-title": "Tips",
    "callout-warning-title": "Varning",
    "callout-important-title": "Viktigt",
    "callout-caution-title": "Caution",  # Quarto has no Swedish word; our _quarto.yml gives one
    "section-title-abstract": "Sammanfattning",
    "section-title-footnotes": "Fotnot",
    "section-title-references": "Referenser",
    "title-block-published": "Utgiven",
    "toc-title-document": "Innehållsförteckning",
    "toc-title-website": "På denna sida",
}


def words(metadata: Mapping[str, Any]) -> dict[str, str]:
    """The words for a document: Quarto's Swedish ones, under the document's `language` and `crossref`.

    Args:
        metadata: the merged metadata of the document.

    Returns:
        Words by the keys that Quarto has for them, and a title and a prefix for each kind of reference.
    """
    chosen = {**_SWEDISH, **metadata.get("language", {})}
    crossref = metadata.get("crossref", {})
    for kind in ("fig", "tbl"):
        title = crossref.get(f"{kind}-title", chosen[f"crossref-{kind}-title"])
        chosen[f"crossref-{kind}-title"] = title
        chosen[f"crossref-{kind}-prefix"] = crossref.get(f"{kind}-prefix", title)
    chosen["crossref-sec-prefix"] = crossref.get("sec-prefix", chosen["crossref-sec-prefix"])
    chosen["crossref-title-delim"] = crossref.get("title-delim", ":")
    return chosen


def shown(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """The metadata of a document as templates and filters use it: with the words, and with its date in Swedish."""
    result = {**metadata, "words": words(metadata)}
    if day := iso_date(metadata.get("date")):
        result["date"] = long_date(day)
    return result


def iso_date(value: Any) -> date | None:
    """The day that a value like 2022-02-15 stands for, None for any other words."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
