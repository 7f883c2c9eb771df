"""Take back what need not be hidden: cells one at a time, the greatest loss first, as long as all stays protected."""

from collections.abc import Collection

from indikatorer.disclosure.suppression.attack import Attack, SolverFailed
from indikatorer.disclosure.suppression.choice import Choice


def thinned(choice: Choice, hidden: Collection[int]) -> set[int]:
    """Those of the hidden cells without which something would not be protected, in whole numbers of persons."""
    attack = Attack(choice.moves, choice.movable(hidden))
    kept = set(hidden)
    for cell in sorted(kept - choice.forced, key=lambda cell: (-choice.weights[cell], cell)):
        if _is_enough(choice, attack, kept - {cell}):
            kept.discard(cell)
    return kept


def _is_enough(choice: Choice, attack: Attack, hidden: Collection[int]) -> bool:
    attack.loosen(choice.looseness(choice.pattern(hidden)))
    try:
        if not all(attack.has_seen_whole(column, width) for column, width in choice.need.items()):
            attack.look_around(list(choice.need))
        return all(attack.is_wide(column, width) for column, width in choice.need.items())
    except SolverFailed:
        return False
