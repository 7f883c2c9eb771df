"""Which cells to hide so that no sensitive count can be seen or worked out, at the least loss.

Each component of the system is protected on its own: the cheapest way to move each sensitive count gives cells that
suffice; those that prove needless are shown again; the best choice among those left follows, and then the best among
all, where a component is not too large for that.
"""

from indikatorer.disclosure.suppression.capacity import best_choice
from indikatorer.disclosure.suppression.cheapest import cheapest_moves
from indikatorer.disclosure.suppression.choice import OTHER_WIDTH, Choice
from indikatorer.disclosure.suppression.system import PrintedCell, System
from indikatorer.disclosure.suppression.thinning import thinned

EXACT_CELLS = 250
"""Where a component has more cells than this, the best choice is sought among those that are likely to be in it."""

RESTRICTED_WORK = 30_000
WHOLE_WORK = 20_000
"""Sensitive counts times cells to choose from: with more work than this a step is left out."""

PASSES = 3


def cells_to_hide(system: System, restricted_work: int = RESTRICTED_WORK) -> set[PrintedCell]:
    """The cells to hide, those withheld or hidden already among them. More work hides less; with none the first cells
    that suffice are taken.

    The same system gives the same cells, whatever the order in which it was built and however fast the machine is. It
    is the audit that says whether they suffice.
    """
    hidden = {
        cell for cell in system.cells if cell.fixed_status == "hidden" or (cell.withheld and not cell.fixed_status)
    }
    for part in system.components():
        choice = Choice(part)
        hidden.update(choice.cells[cell] for cell in _chosen(choice, restricted_work))
    return hidden


def _chosen(choice: Choice, restricted_work: int) -> set[int]:
    """Cells to hide in a component; those that are hidden along with others have to be protected as well."""
    for _ in range(PASSES):
        cells = _cheapest(choice, restricted_work)
        exposed = choice.exposed(cells)
        if not exposed:
            break
        choice.need |= dict.fromkeys(exposed, OTHER_WIDTH)
    return cells


def _cheapest(choice: Choice, restricted_work: int) -> set[int]:
    cells = cheapest_moves(choice)
    if len(choice.need) * len(cells) <= restricted_work:
        cells = thinned(choice, cells)
        cells = best_choice(choice, cells) or cells
    if restricted_work and len(choice.need) * len(choice.cells) <= WHOLE_WORK:
        keep = None if len(choice.cells) <= EXACT_CELLS else cells
        cells = best_choice(choice, range(len(choice.cells)), keep) or cells
    return cells
