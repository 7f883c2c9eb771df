"""The rules of disclosure control: how small is too small, and how sure nobody may be."""

from dataclasses import dataclass

from indikatorer.base.settings import Metod


@dataclass(frozen=True)
class Policy:
    """What counts as giving somebody away. The defaults are those that the reports are published with."""

    metod: Metod = "undertryckning"
    """Whether to hide, to round, or (`auto`) to hide as long as that hides little."""

    threshold: int = 5
    """Fewer persons than this, but somebody, are sensitive: in a cell, outside a share, between two tables. Counts are
    rounded to multiples of it. `width` is to be no smaller."""

    group: int = 20
    """Everybody of a group smaller than this in one outcome is sensitive without being few.

    Nor may it be known then that nobody has another outcome: these zeros are the only ones that are ever hidden.
    """

    width: int = 5
    """A sensitive count must be able to be two numbers that differ by this much, for all that is published."""

    mean_per_cent: int = 20
    """The sum behind a mean of too few is hidden so that it can be two numbers that differ by this part of it: the p
    per cent rule for magnitudes (Handbook on Statistical Disclosure Control, 2nd ed. 2024, chapter 4).
    """

    mean_base: int = 10
    """Means and medians are shown over at least this many persons."""

    model_base: int = 20
    """Quartiles, curves and what models say are shown over at least this many persons."""

    merge_above: float = 0.015
    """A table that can merge categories does so when a larger part of its cells than this is of few, who would take
    several times as many cells with them."""

    hide_at_most: float = 0.05
    """Where a larger part of all cells than this would be hidden, and a larger part than rounding takes from readers,
    every table is rounded instead (method `auto`)."""

    weight_of_uncertain: float = 0.5
    """How much of a cell is lost with a share that is too uncertain to be printed: its counts still are."""

    hidden_for_few: float = 2
    """How many cells hiding takes for each of few, at the least: as many others. It is not tried where that is too
    many, since it takes minutes to find out exactly how many."""

    share_points: int = 5
    """A share worked out of rounded counts is printed where rounding moves none on such a base by more percentage
    points: half of what chance makes of a share of a hundred."""

    as_told: tuple[float, float] = (100.0, 300.0)
    """How much more it matters, when numbers are rounded, to tell one as it has been told than to tell it exactly; and
    one that was told as none or as the threshold, since both together say that it is between them."""

    overlaps_accepted: tuple[str, ...] = ()
    """Tables of which two numbers may tell, with a third, that few persons are in both: known, and harmless."""

    headline_weight: int = 100
    """How many times worse it is to hide a total of the city by year and sex than another cell of its size."""

    @property
    def rounds(self) -> bool:
        return self.metod == "avrundning"

    @property
    def few_of_a_model(self) -> int:
        """What a model says of a group is hidden where so many of it, or fewer, have the outcome, or have it not.

        Nothing else is hidden there: whoever sees that it is knows that they are at least 1, and at most so many.
        """
        return 1 + self.width

    def is_few_of_a_model(self, persons: int) -> bool:
        return 0 < persons <= self.few_of_a_model

    def is_small(self, persons: int) -> bool:
        return 0 < persons < self.threshold

    def fewest(self, matt: str) -> int:
        """Over how many persons a number of this kind is shown at all."""
        if matt in ("medel", "median"):
            return self.mean_base
        return self.model_base if matt in ("kvartil", "kumulativ") else 0


POLICY = Policy()
