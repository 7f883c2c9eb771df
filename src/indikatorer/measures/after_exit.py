"""Slices about what came after an exit: support in a month or in none, and return to Jobbtorg
(docs/definitions.md, SF, J6)."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from indikatorer.base.periods import MONTHS, Window
from indikatorer.base.vocabulary import TILL_ARBETE
from indikatorer.measures import cohorts, outcomes
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.dimensions import AVSLUTSORSAK
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.reach import followed_up
from indikatorer.measures.records import Records
from indikatorer.measures.slices import Cohort, people_in
from indikatorer.measures.windows import followed_until, okand_exits

MANADER = (3, 6, 12, 18)
"""The months after an exit at which self-support is measured (docs/definitions.md, SF)."""

AT_THE_EXIT = 1
"""The month after the exit's stands for "vid avslut" (docs/definitions.md, SF-a)."""


def after_exit(months: tuple[int, ...] = MANADER, *, remaining: bool = False) -> Population:
    """For each k the exits whose month M + k lies in the reported year, so that every k has a full cohort.

    With `remaining`, without those who have died or moved from the city.
    """

    @population("spells", "support_months", words=("månader",))
    def slices(records: Records) -> Iterator[Slice]:
        for k in months:
            yield _sjalvforsorjande(records, records.reported_year, k, {"manader": k}, remaining)

    return slices


def at_one_month(k: int) -> Population:
    """The same for a single k, which the table does not print."""

    @population("spells", "support_months")
    def slices(records: Records) -> Iterator[Slice]:
        yield _sjalvforsorjande(records, records.reported_year, k, {})

    return slices


def _sjalvforsorjande(
    records: Records, year: Window, k: int, labels: dict[str, str | int], remaining: bool = False
) -> Slice:
    window = year.earlier(k)
    observed = records.support_observed & set(year.months())

    def measured() -> pl.LazyFrame:
        people = outcomes.with_sjalvforsorjande(people_in(cohorts.exits, records, window), records, k)
        return people.filter(pl.col("sjalvforsorjande").is_not_null())

    def rows() -> pl.LazyFrame:
        people = records.once(("sjalvforsorjande", window.first, window.last, k), measured)
        return outcomes.with_kvar(people, records, k).filter("kvar") if remaining else people

    status = followed_up(records, window, year.last, "moves") if remaining else CellStatus.SHOWN
    if window.first < MONTHS * records.first_year:
        status = CellStatus.NOT_DELIVERED
    elif not observed:
        status = CellStatus.NOT_YET
    return Slice(rows, labels, status)


def without_support(months: tuple[int, ...], *, to_work: bool = False) -> Population:
    """For each n the exits of the newest calendar year that has been observed for n months throughout.

    With `to_work`, only those who left for work, subsidised or not.
    """

    @population("spells", "support_months", words=("månader",))
    def slices(records: Records) -> Iterator[Slice]:
        for n in months:
            piece = _oberoende(records, n)
            yield _to_work(piece) if to_work else piece

    return slices


def _oberoende(records: Records, n: int) -> Slice:
    window = Window.year(records.year - n // MONTHS)
    observed = outcomes.exit_months_observed(records, window, n)

    def measured() -> pl.LazyFrame:
        people = outcomes.with_oberoende(people_in(cohorts.exits, records, window), records, n)
        return people.filter(pl.col("oberoende").is_not_null())

    status = CellStatus.SHOWN
    if window.first < MONTHS * records.first_year:
        status = CellStatus.NOT_DELIVERED
    elif not observed:
        status = CellStatus.NOT_YET
    return Slice(lambda: records.once(("oberoende", window.first, n), measured), {"manader": n}, status)


def _to_work(piece: Slice) -> Slice:
    to_work = AVSLUTSORSAK.among(TILL_ARBETE)
    return replace(piece, rows=lambda: piece.rows().filter(to_work.expression()))


def of_first_exits(
    records: Records,
    window: Window,
    rows: Callable[[], pl.LazyFrame],
    last: int,
    labels: dict[str, str | int],
    cohort: Cohort = cohorts.first_exits,
) -> Slice:
    """The first exits of a window with what `rows` says of them until the month `last`.

    Not delivered where the registers begin later, nor yet measurable where moves are not known so far.
    """
    delivered = window.first >= MONTHS * records.first_year
    return Slice(
        rows,
        labels,
        status=followed_up(records, window, last, "moves") if delivered else CellStatus.NOT_DELIVERED,
    )


def _back_by_the_end(cohort: Cohort) -> Population:
    @population("spells")
    def slices(records: Records) -> Iterator[Slice]:
        window, until = okand_exits(records.year), followed_until(records.year)

        def measured() -> pl.LazyFrame:
            return outcomes.with_aterkommit_senast(people_in(cohort, records, window), records, until.last_day)

        yield of_first_exits(records, window, measured, until.last, {}, cohort)

    return slices


returned_in_the_okand_analysis = _back_by_the_end(cohorts.first_exits)
"""Each person's first exit of the three exit years, followed until the end of the year two before the reported one."""

movers_returned_in_the_okand_analysis = _back_by_the_end(cohorts.first_exits_of_movers)
"""The same for those who left because they moved."""


def returned(months: tuple[int, ...]) -> Population:
    """For each n the first exits of the newest calendar year that has been observed for n months throughout."""

    @population("spells", words=("månader",))
    def slices(records: Records) -> Iterator[Slice]:
        for n in months:
            window = Window.year(records.year - n // MONTHS)

            def measured(window: Window = window, n: int = n) -> pl.LazyFrame:
                return outcomes.with_aterkommit(people_in(cohorts.first_exits, records, window), records, n)

            yield of_first_exits(records, window, measured, records.reported_year.last, {"manader": n})

    return slices
