"""YAML the way Quarto reads it: dates stay text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from indikatorer.rendering.problems import Place, Problems

DEEPEST = 20
"""So many levels of lists and mappings can stand within each other."""


class _Loader(yaml.CSafeLoader):
    pass


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_mapping(text: str, place: Place, problems: Problems) -> dict[str, Any]:
    """Read a YAML mapping.

    Args:
        text: the YAML; nothing at all is an empty mapping.
        place: where it begins, for messages.
        problems: gets a fault when the text is no YAML mapping.

    Returns:
        The mapping, empty after a fault.
    """
    try:
        if not _is_plain(text):
            problems.add(place, "YAML", "skriv varje värde där det hör hemma, utan & och *, och inte fler nivåer än så")
            return {}
        values = yaml.load(text, _Loader)
    except (ValueError, OverflowError):  # a number of thousands of digits
        problems.add(place, "YAML", "ett tal är för långt; sätt citattecken kring en text")
        return {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = place.line + mark.line if mark else place.line
        at_fault = text.split("\n")[mark.line] if mark and mark.line < len(text.split("\n")) else ""
        remedy = (
            "skriv blanksteg i stället för tabb" if "\t" in at_fault else "sätt citattecken kring en text med kolon"
        )
        problems.add(Place(place.file, line), "YAML", f"raderna går inte att läsa; {remedy}")
        return {}
    if values is None:
        return {}
    if not isinstance(values, dict):
        problems.add(place, "YAML", "skriv rader som title: Rubriken")
        return {}
    return values


def _is_plain(text: str) -> bool:
    """Whether a text is read in time: without values by reference, which multiply, and not too deep."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > DEEPEST:
            return False
    return True


def read_file(file: Path, problems: Problems) -> dict[str, Any]:
    """Read a YAML file; a file that does not exist is an empty mapping."""
    if not file.exists():
        return {}
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        problems.add(Place(file), file.name, "filen är inte text i UTF-8; spara den som det")
        return {}
    return read_mapping(text, Place(file, 1), problems)


def merge(under: Any, over: Any) -> Any:
    """Lay one value over another: mappings key by key, anything else replaced."""
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{key: merge(under.get(key), value) for key, value in over.items()}}
    return over
