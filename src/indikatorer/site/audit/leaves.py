"""What stands in something that was JSON."""

from collections.abc import Iterator
from typing import Any


def leaves(content: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every text, number and truth value, each with the key that it stands under, alone or in a list."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from leaves(value, name)
    elif isinstance(content, list):
        for value in content:
            yield from leaves(value, key)
    else:
        yield key, content


def strings_in(content: Any) -> Iterator[str]:
    return (value for _, value in leaves(content) if isinstance(value, str))


def numbers_in_json(content: Any) -> Iterator[tuple[str, int | float]]:
    """Every number with its key."""
    return (
        (key, value) for key, value in leaves(content) if isinstance(value, int | float) and not isinstance(value, bool)
    )
