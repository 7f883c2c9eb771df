"""The questions of a table, one slice each: a year, every month of it, a rolling year, a flow, a group."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from indikatorer.base.periods import MONTHS, Window
from indikatorer.measures import cohorts
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.records import Records

Cohort = Callable[[Records, Window], pl.LazyFrame]


def people_in(cohort: Cohort, records: Records, window: Window) -> pl.LazyFrame:
    return records.once((cohort, window.first, window.last), lambda: cohort(records, window))


def the_year(cohort: Cohort) -> Population:
    """The people of a cohort in the reported year."""

    @population("spells")
    def slices(records: Records) -> Iterator[Slice]:
        window = records.reported_year
        yield Slice(
            lambda: people_in(cohort, records, window),
            in_both_registers=left_in(window) if cohort is cohorts.exits else "",
        )

    return slices


def left_in(window: Window) -> str:
    """The name of those who left in a window, whom SCB's register has too, under keys that cannot be linked."""
    return f"avslutade {window.first}–{window.last}"


ENROLLED = the_year(cohorts.enrolled)
ENROLLED_BY_AGE_AT_THE_END = the_year(cohorts.enrolled_by_age_at_the_end)
EXITS = the_year(cohorts.exits)
EXITS_WITH_ATERREMITTERADE = the_year(cohorts.exits_with_aterremitterade)
ONLY_ATERREMITTERADE = the_year(cohorts.only_aterremitterade)


def base_of_j2(enrolled: Population) -> Population:
    """The enrolled of the year, or those of them who did not only go back to the district, as the settings say."""

    def slices(records: Records) -> Iterator[Slice]:
        [everyone] = enrolled(records)
        if records.settings.j2_base == "all":
            yield everyone
            return
        only_back = pl.col("avslutad_nagon") & ~pl.col("avslutad_exkl")
        yield Slice(lambda: everyone.rows().filter(~only_back))

    return replace(enrolled, slices=slices)


@population("spells")
def base_of_j4(records: Records) -> Iterator[Slice]:
    """The exits of the year, with those who only went back to the district or without them, as the settings say."""
    without = records.settings.j4_base == "excl_aterremitterade"
    return (EXITS if without else EXITS_WITH_ATERREMITTERADE)(records)


def with_last_year(of: Population) -> Population:
    """The reported period, and the same period of the year before, which the delivery may not reach."""

    def slices(records: Records) -> Iterator[Slice]:
        for then in (records, records.a_year_before()):
            yield from _about(of, then, then.reported_year)

    return replace(of, slices=slices, words=("period", *of.words))


def in_each_year(of: Population) -> Population:
    """The question that is asked about the reported year, asked about every year that the city's registers bear."""

    def slices(records: Records) -> Iterator[Slice]:
        for year in records.years:
            for piece in of(replace(records, year=year)):
                yield replace(piece, labels={"period": str(year), **piece.labels})

    return replace(of, slices=slices, words=("år", *of.words), link=" per ")


def in_each_month(of: Population) -> Population:
    """The same, asked about each month of the reported year."""

    def slices(records: Records) -> Iterator[Slice]:
        for window in map(Window.of_month, records.reported_year.months()):
            for piece in of(replace(records, asked=window)):
                yield replace(piece, labels={"period": window.label, **piece.labels})

    return replace(of, slices=slices, words=("månad", *of.words), link=" per ")


def in_each_rolling_year(of: Population) -> Population:
    """The same, asked about the twelve months that end with each month of the reported year; a person counts once in
    each."""

    def slices(records: Records) -> Iterator[Slice]:
        for window in map(Window.rolling_year, records.reported_year.months()):
            yield from _about(of, replace(records, asked=window), window)

    return replace(of, slices=slices, link=", rullande tolv månader, efter ")


def _about(of: Population, records: Records, window: Window) -> Iterator[Slice]:
    """The question asked about a window that the delivery may not reach."""
    delivered = window.first >= MONTHS * records.first_year
    for piece in of(records):
        status = piece.status if delivered else CellStatus.NOT_DELIVERED
        yield replace(piece, labels={"period": window.label, **piece.labels}, status=status)


FLODEN = {
    "Inskrivna": "",
    "Inskrivna vid månadens slut": "inskriven_vid_slutet",
    "Nyinskrivna": "nyinskriven",
    "Nyinskrivna första gången": "forsta_gangen",
    "Avslutade": "avslutad_nagon",
    "Avslutade exkl. återremitterade": "avslutad_exkl",
}
"""Flow → the column of `cohorts.FLOWS` that says who belongs to it."""


def flows(cohort: Cohort) -> Population:
    """Those in each flow of the reported year, or of the month that is asked about (docs/definitions.md, J1)."""

    @population("spells")
    def slices(records: Records) -> Iterator[Slice]:
        window = records.reported_year
        for flode, column in FLODEN.items():
            if flode == "Inskrivna vid månadens slut" and window.first != window.last:
                continue

            def rows(flode: str = flode, column: str = column) -> pl.LazyFrame:
                stock = cohort is cohorts.enrolled and not flode.startswith("Avslutade")
                people = people_in(cohorts.enrolled_by_age_at_the_end if stock else cohort, records, window)
                return people.filter(pl.col(column)) if column else people

            yield Slice(rows, {"flode": flode})

    return slices


FLOWS_OF_PERSONS = flows(cohorts.enrolled)
FLOWS_OF_SPELLS = flows(cohorts.enrolled_spells)


def in_flows(of: Population, *floden: str) -> Population:
    """Those of the slices that are about one of these flows."""

    def slices(records: Records) -> Iterator[Slice]:
        return (piece for piece in of(records) if piece.labels["flode"] in floden)

    return replace(of, slices=slices)


_registered, _said = pl.col("nyanland_folkbokford"), pl.col("nyanland_paraply")

GRUPPER: dict[str, pl.Expr] = {
    "Ungdomar 16–24 år": pl.col("alder") == "16–24",
    "Målgrupp resurs": pl.col("malgrupp_resurs"),
    "Nyanlända": pl.col("nyanland"),
    "Nyanlända enbart enligt folkbokföringen": _registered & ~_said,
    "Nyanlända enbart enligt Paraplyet": _said & ~_registered,
    "Nyanlända enligt båda": _registered & _said,
    "Utrikes födda": pl.col("bakgrund") == "Utrikes född",
    "Förgymnasial utbildning": pl.col("utbildning") == "Förgymnasial",
}
"""Groups that the city follows apart; a person can be in several (docs/definitions.md, Groups).

Who is nyanländ is told in parts that add up: from two sources that overlap, readers could work out whom neither cell
counts, and how many of them there are in each flow.
"""

GRUPPER_UR: dict[str, list[set[str]]] = {
    "Målgrupp resurs": [{"spells.malgrupp_resurs"}],
    "Nyanlända": [{"spells.folkbokford_fran"}, {"said_nyanland"}],
    "Nyanlända enbart enligt folkbokföringen": [{"spells.folkbokford_fran"}],
    "Nyanlända enbart enligt Paraplyet": [{"said_nyanland"}],
    "Nyanlända enligt båda": [{"spells.folkbokford_fran", "said_nyanland"}],
    "Utrikes födda": [{"spells.bakgrund"}],
    "Förgymnasial utbildning": [{"spells.utbildning"}],
}
"""Group → what says who belongs to it, each set by itself. Without any of them nobody knows how many they are."""

GRUPPER_MED_RESULTAT = {name: members for name, members in GRUPPER.items() if not name.startswith("Nyanlända ")}
"""Those whose results are told: of those who are nyanlända not in parts."""


def _is_known(grupp: str, records: Records) -> bool:
    return any(all(name in records for name in needed) for needed in GRUPPER_UR.get(grupp, [set()]))


@population("spells", words=("grupp",))
def flows_by_group(records: Records) -> Iterator[Slice]:
    """Each flow of the reported year in each of the overlapping groups."""
    for piece in FLOWS_OF_PERSONS(records):
        for grupp, members in GRUPPER.items():

            def rows(piece: Slice = piece, members: pl.Expr = members) -> pl.LazyFrame:
                return piece.rows().filter(members)

            labels = {**piece.labels, "grupp": grupp}
            yield Slice(rows, labels, CellStatus.SHOWN if _is_known(grupp, records) else CellStatus.NOT_DELIVERED)


def exits_by_group(of: Population, months: int = 0) -> Population:
    """Those of each slice who are in each of the overlapping groups, by what they were when they left.

    `of` is about the exits of the year, or of the year that ends so many months earlier.
    """

    def slices(records: Records) -> Iterator[Slice]:
        window = records.reported_year.earlier(months)
        for piece in of(records):
            for grupp, members in GRUPPER_MED_RESULTAT.items():

                def rows(piece: Slice = piece, members: pl.Expr = members) -> pl.LazyFrame:
                    return cohorts.with_nyanland(piece.rows(), records, window).filter(members)

                status = piece.status if _is_known(grupp, records) else CellStatus.NOT_DELIVERED
                labels = {**piece.labels, "grupp": grupp}
                yield replace(piece, rows=rows, labels=labels, status=status, in_both_registers="")

    return replace(of, slices=slices, words=(*of.words, "grupp"))
