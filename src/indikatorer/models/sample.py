"""Whom an evaluation follows: enrolments as arrays, one row per person, with months counted from the enrolment."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
"""The type of those who begin no job while they are enrolled."""

BEFORE, AFTER = 12, 36
"""Months before and after the start of a job in which outcomes are compared."""

LONGEST_WAIT = 24
"""Jobs that begin later than so many months after the enrolment are not evaluated: too few are left to compare with."""

HORIZON = range(-BEFORE, LONGEST_WAIT + AFTER + 1)
"""Months since the enrolment in which outcomes are needed."""

AROUND = range(-BEFORE, AFTER + 1)
"""Months since the start of the job that an effect is given for."""


YEARS_AFTER = (1, 2, 3, 4)
"""Calendar years after that in which a job ended, for the labour market status."""


@dataclass(frozen=True)
class LabourMarketStatus:
    """Whether each person is established on the labour market, by calendar year from `first_year` on.

    `known` says whether the person is in the register that year. `ended` is the month since the enrolment in which the
    person's job ended, NONE for who had none or has it still; `ends` are the calendar years of ends that are asked for.
    """

    first_year: int
    established: Flags
    known: Flags
    ended: Integers
    ends: range


@dataclass(frozen=True)
class Sample:
    """Persons enrolled once each.

    `traits` are what is known at the enrolment, a column each. `entered` is its calendar month, `age` the age reached
    that year. `last` is the last month since the enrolment in which a job could begin: the month of the exit (a job
    that begins in that month begins before it), or that in which `typ` began, or the last that the registers know of.
    `outcomes` says of each outcome, person and month of HORIZON whether it holds, `seen` whether the person is followed
    that month. `types` names the types of job, `evaluated` those whose effects are asked for. `variables` are sets of
    traits of which a person has one at most, as being of an age: who has none of them is of the age that is left.
    """

    types: tuple[str, ...]
    evaluated: tuple[int, ...]
    trait_names: tuple[str, ...]
    outcome_names: tuple[str, ...]
    traits: Floats
    entered: Integers
    age: Integers
    last: Integers
    typ: Integers
    outcomes: Flags
    seen: Flags
    status: LabourMarketStatus | None = None
    variables: Sequence[Sequence[int]] = ()

    def __len__(self) -> int:
        return len(self.last)

    @cached_property
    def scaled(self) -> Floats:
        """The traits with mean zero and standard deviation one; a trait that everybody shares is zero."""
        spread = self.traits.std(axis=0)
        return (self.traits - self.traits.mean(axis=0)) / np.where(spread > 0, spread, 1.0)

    @cached_property
    def controls(self) -> Integers:
        """Those who begin no job while they are enrolled, the longest enrolled first."""
        untreated = np.flatnonzero(self.typ == NONE)
        return untreated[np.argsort(-self.last[untreated], kind="stable")]

    def treated(self, typ: int) -> Integers:
        """Those who begin a job of the type within LONGEST_WAIT, the shortest wait first."""
        began = np.flatnonzero((self.typ == typ) & (self.last <= LONGEST_WAIT))
        return began[np.argsort(self.last[began], kind="stable")]

    def once_for_all(self) -> Self:
        """The same persons, as if whether a job begins were settled in the month of the enrolment."""
        return replace(self, last=np.zeros_like(self.last))

    def as_arrays(self) -> dict[str, Any]:
        """What `Sample(**…)` takes."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}
