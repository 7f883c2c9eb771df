"""Columns in cliques that hang together as a tree: a triangulation, and a tree of its maximal cliques."""

from collections.abc import Collection
from itertools import combinations

Columns = frozenset[str]


def cliques(crossed: Collection[Columns]) -> list[Columns]:
    """Sets of columns such that each of those crossed lies within one, and that `tree` can join.

    Columns are taken away one by one, each time the one whose neighbours lack the fewest links with each other
    (minimum fill-in). Columns that hang together as a tree already are left as they are.
    """
    near: dict[str, set[str]] = {}
    for columns in crossed:
        for column in columns:
            near.setdefault(column, set()).update(columns - {column})
    found: list[Columns] = []
    while near:

        def cost(column: str) -> tuple[int, int, str]:
            pairs = combinations(near[column], 2)
            return sum(other not in near[one] for one, other in pairs), len(near[column]), column

        column = min(near, key=cost)
        around = near.pop(column)
        for one in around:
            near[one] |= around - {one}
            near[one].discard(column)
        clique = frozenset([column, *around])
        if not any(clique <= other for other in found):
            found.append(clique)
    return found or [frozenset()]


def separators(joined: Collection[Columns]) -> set[Columns]:
    """What the cliques share with each other along a tree in which a column's cliques are next to each other.

    In such a tree neighbours share as much as they can (Bernstein and Goodman 1981).
    """
    first, *waiting = sorted(joined, key=sorted)
    reached, found = [first], set()
    while waiting:
        pairs = [(clique & before, clique) for clique in waiting for before in reached]
        shared, clique = max(pairs, key=lambda pair: len(pair[0]))
        found.add(shared)
        reached.append(clique)
        waiting.remove(clique)
    return found
