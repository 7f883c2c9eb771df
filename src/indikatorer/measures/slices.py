"""The questions of a table, one slice each: a year, every month of it, a rolling year, a flow, a group."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from indikatorer.measures import cohorts
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.dimensions import Where, where
from indikatorer.measures.population import Slice
from indikatorer.measures.records import Records
from indikatorer.periods import MONTHS, Window

Cohort = Callable[[Records, Window], pl.LazyFrame]
Slicer = Callable[[Records], Iterator[Slice]]


def people_in(cohort: Cohort, records: Records, window: Window) -> pl.LazyFrame:
    return records.once((cohort, window.first, window.last), lambda: cohort(records, window))


def _slice(cohort: Cohort, records: Records, window: Window, labels: dict[str, str | int] | None = None) -> Slice:
    if cohort is cohorts.exits_of_j4:
        cohort = cohorts.base_of_j4(records.settings)
    return Slice(
        lambda: people_in(cohort, records, window),
        labels or {},
        in_both_registers=left_in(window) if cohort is cohorts.exits else "",
    )


def left_in(window: Window) -> str:
    """The name of those who left in a window, whom SCB's register has too, under keys that cannot be linked."""
    return f"avslutade {window.first}–{window.last}"


def the_year(cohort: Cohort) -> Slicer:
    """The reported calendar year."""

    def slices(records: Records) -> Iterator[Slice]:
        yield _slice(cohort, records, records.reported_year)

    return slices


def base_of_j2(cohort: Cohort) -> Slicer:
    """The enrolled of the year, or those of them who did not only go back to the district, as the settings say."""

    def slices(records: Records) -> Iterator[Slice]:
        everyone = _slice(cohort, records, records.reported_year)
        if records.settings.j2_base == "all":
            yield everyone
            return
        only_back = pl.col("avslutad_nagon") & ~pl.col("avslutad_exkl")
        yield Slice(lambda: everyone.rows().filter(~only_back))

    return slices


def aterremitterade_of_the_year(records: Records) -> Iterator[Slice]:
    """Those of the reported year who left, but only back to the district."""
    yield Slice(lambda: people_in(cohorts.only_aterremitterade, records, records.reported_year))


def with_last_year(of: Slicer) -> Slicer:
    """The reported period, and the same period of the year before, which the delivery may not reach."""

    def slices(records: Records) -> Iterator[Slice]:
        for then in (records, records.a_year_before()):
            window = then.reported_year
            delivered = window.first >= MONTHS * records.first_year
            for piece in of(then):
                yield replace(
                    piece,
                    labels={"period": window.label, **piece.labels},
                    status=piece.status if delivered else CellStatus.NOT_DELIVERED,
                )

    return slices


def each_year(cohort: Cohort) -> Slicer:
    """Every calendar year that the city's registers bear, up to the reported one."""

    def slices(records: Records) -> Iterator[Slice]:
        for year in records.years:
            yield _slice(cohort, records, Window.year(year), {"period": str(year)})

    return slices


def in_each_year(of: Slicer) -> Slicer:
    """The question that is asked about the reported year, asked about every year that the city's registers bear."""

    def slices(records: Records) -> Iterator[Slice]:
        for year in records.years:
            for piece in of(replace(records, year=year)):
                yield replace(piece, labels={"period": str(year), **piece.labels})

    return slices


def each_rolling_year(cohort: Cohort) -> Slicer:
    """For each month of the year the twelve months that end with it; a person counts once in each."""

    def slices(records: Records) -> Iterator[Slice]:
        for number in records.reported_year.months():
            window = Window.rolling_year(number)
            delivered = window.first >= 12 * records.first_year
            piece = _slice(cohort, records, window, {"period": window.label})
            yield (piece if delivered else Slice(piece.rows, piece.labels, status=CellStatus.NOT_DELIVERED))

    return slices


FLODEN = {
    "Inskrivna": "",
    "Inskrivna vid månadens slut": "inskriven_vid_slutet",
    "Nyinskrivna": "nyinskriven",
    "Nyinskrivna första gången": "forsta_gangen",
    "Avslutade": "avslutad_nagon",
    "Avslutade exkl. återremitterade": "avslutad_exkl",
}
"""Flow → the column of `cohorts.FLOWS` that says who belongs to it."""


def _flows(cohort: Cohort, records: Records, window: Window, labels: dict[str, str | int]) -> Iterator[Slice]:
    for flode, column in FLODEN.items():
        if flode == "Inskrivna vid månadens slut" and window.first != window.last:
            continue

        def rows(flode: str = flode, column: str = column) -> pl.LazyFrame:
            stock = cohort is cohorts.enrolled and not flode.startswith("Avslutade")
            people = people_in(cohorts.enrolled_by_age_at_the_end if stock else cohort, records, window)
            return people.filter(pl.col(column)) if column else people

        yield Slice(rows, {**labels, "flode": flode})


def flows_of_the_year(records: Records) -> Iterator[Slice]:
    """Persons in each flow of the reported year (docs/definitions.md, J1)."""
    return _flows(cohorts.enrolled, records, records.reported_year, {})


def flows_each_month(cohort: Cohort) -> Slicer:
    """Each flow in each month of the reported year."""

    def slices(records: Records) -> Iterator[Slice]:
        for number in records.reported_year.months():
            window = Window.of_month(number)
            yield from _flows(cohort, records, window, {"period": window.label})

    return slices


def flows_each_year(records: Records) -> Iterator[Slice]:
    """Each flow in every calendar year that the registers bear."""
    for year in records.years:
        yield from _flows(cohorts.enrolled, records, Window.year(year), {"period": str(year)})


def in_flows(of: Slicer, *floden: str) -> Slicer:
    """Those of the slices that are about one of these flows."""
    return lambda records: (piece for piece in of(records) if piece.labels["flode"] in floden)


GRUPPER: dict[str, Where] = {
    "Ungdomar 16–24 år": where("alder", "16–24"),
    "Målgrupp resurs": where("malgrupp_resurs"),
    "Nyanlända": where("nyanland"),
    "Nyanlända enligt folkbokföringen": where("nyanland_folkbokford"),
    "Nyanlända enligt Paraplyet": where("nyanland_paraply"),
    "Utrikes födda": where("bakgrund", "Utrikes född"),
    "Förgymnasial utbildning": where("utbildning", "Förgymnasial"),
}
"""Groups that the city follows apart; a person can be in several (docs/definitions.md, Groups)."""


def flows_by_group(records: Records) -> Iterator[Slice]:
    """Each flow of the reported year in each of the overlapping groups."""
    for piece in flows_of_the_year(records):
        for grupp, members in GRUPPER.items():

            def rows(piece: Slice = piece, members: Where = members) -> pl.LazyFrame:
                return piece.rows().filter(members.expression())

            labels = {**piece.labels, "grupp": grupp}
            yield Slice(rows, labels)
