"""The rules of disclosure control: how small is too small, and how sure nobody may be."""

from dataclasses import dataclass

from indikatorer.settings import Metod


@dataclass(frozen=True)
class Policy:
    """What counts as giving somebody away. The defaults are those that the reports are published with."""

    metod: Metod = "undertryckning"

    threshold: int = 5
    """Fewer persons than this, but somebody, are sensitive: in a cell, outside a share, between two tables."""

    group: int = 20
    """Everybody of a group smaller than this in one outcome is sensitive without being few.

    Nor may it be known then that nobody has another outcome: these zeros are the only ones that are ever hidden.
    """

    width: int = 5
    """A sensitive count must be able to be two numbers that differ by this much, for all that is published."""

    other_width: int = 1
    """The same for cells that are hidden for the sake of others."""

    mean_per_cent: int = 20
    """A mean of too few must be able to be two numbers that differ by this part of it: the p per cent rule for
    magnitudes (Handbook on Statistical Disclosure Control, 2nd ed. 2024, chapter 4). They differ by `width` steps of
    what is printed as well, since a mean near nought has no fifth to speak of.
    """

    mean_base: int = 10
    """Means and medians are shown over at least this many persons."""

    model_base: int = 20
    """Quartiles, curves and what models say are shown over at least this many persons."""

    merge_above: float = 0.1
    """A table that can merge categories does so when a larger part of its cells than this would be hidden."""

    headline_weight: int = 100
    """How many times worse it is to hide a total of the city by year and sex than another cell of its size."""

    @property
    def rounds(self) -> bool:
        return self.metod == "avrundning"

    def needed(self, low: int, high: int | None) -> int:
        """How far apart two possible sizes of a sensitive count must lie that is known to be between these ends.

        Where counts are rounded, a printed nought is known to be fewer than the threshold, and can be no wider. Where
        editions of both methods tell of the same count, one can say that it is somebody, and the other that it is fewer
        than the threshold: more than that may not be known.
        """
        width = self.threshold - 1 if self.rounds else self.width
        return width if high is None else min(width, max(high - low, self.threshold - 2))

    def behind(self, printed: int) -> tuple[int, int]:
        """The least and the most that a count can be that is printed so when counts are rounded.

        Those below the threshold become nought or the threshold, which nought never does; the others stay at or above
        it, and all move by less than the threshold.
        """
        most = self.threshold - 1
        return (0 if printed == 0 else 1 if printed == self.threshold else max(self.threshold, printed - most)), (
            printed + most
        )

    def is_small(self, persons: int) -> bool:
        return 0 < persons < self.threshold

    def fewest(self, matt: str) -> int:
        """Over how many persons a number of this kind is shown at all."""
        if matt in ("medel", "median"):
            return self.mean_base
        return self.model_base if matt in ("kvartil", "kumulativ") else 0


POLICY = Policy()
