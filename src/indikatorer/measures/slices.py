"""The questions of a table, one slice each: a year, every month of it, a rolling year, a flow, months after an exit."""

from collections.abc import Callable, Iterator

import polars as pl

from indikatorer.measures import cohorts, outcomes
from indikatorer.measures.measure import CellStatus, Slice
from indikatorer.measures.records import Records
from indikatorer.periods import MONTHS, Window, month_label
from indikatorer.vocabulary import Avslutsorsak

Cohort = Callable[[Records, Window], pl.LazyFrame]
Slicer = Callable[[Records], Iterator[Slice]]

POPULATIONS: dict[Cohort, str] = {
    cohorts.exits: "avslutade exkl. återremitterade",
    cohorts.exits_with_aterremitterade: "avslutade",
    cohorts.enrolled: "inskrivna",
    cohorts.enrolled_by_age_at_the_end: "inskrivna",
    cohorts.enrolled_spells: "inskrivningar",
    cohorts.scb_exits: "avslutade hos SCB",
}


def _population(name: str, window: Window) -> str:
    return f"{name} {month_label(window.first)}–{month_label(window.last)}"


def _people(cohort: Cohort, records: Records, window: Window) -> pl.LazyFrame:
    return records.once((cohort, window.first, window.last), lambda: cohort(records, window))


def _slice(cohort: Cohort, records: Records, window: Window, labels: dict[str, str | int] | None = None) -> Slice:
    return Slice(_population(POPULATIONS[cohort], window), lambda: _people(cohort, records, window), labels or {})


def rest(whole: str, part: str) -> str:
    """The name of those of a population who are not in a part of it."""
    return f"{whole} utom {part}"


def the_year(cohort: Cohort) -> Slicer:
    """The reported calendar year."""

    def slices(records: Records) -> Iterator[Slice]:
        yield _slice(cohort, records, records.reported_year)

    return slices


def aterremitterade_of_the_year(records: Records) -> Iterator[Slice]:
    """Those of the reported year who left, but only back to the district."""
    year = records.reported_year
    everyone, counted = (POPULATIONS[cohort] for cohort in (cohorts.exits_with_aterremitterade, cohorts.exits))
    yield Slice(
        rest(_population(everyone, year), _population(counted, year)),
        lambda: _people(cohorts.only_aterremitterade, records, year),
    )


def each_year(cohort: Cohort) -> Slicer:
    """Every calendar year that the city's registers bear, up to the reported one."""

    def slices(records: Records) -> Iterator[Slice]:
        for year in records.years:
            yield _slice(cohort, records, Window.year(year), {"period": str(year)})

    return slices


def each_rolling_year(cohort: Cohort) -> Slicer:
    """For each month of the year the twelve months that end with it; a person counts once in each."""

    def slices(records: Records) -> Iterator[Slice]:
        for number in records.reported_year.months():
            window = Window.rolling_year(number)
            delivered = window.first >= 12 * records.first_year
            piece = _slice(cohort, records, window, {"period": window.label})
            yield (
                piece
                if delivered
                else Slice(piece.population, piece.rows, piece.labels, status=CellStatus.NOT_DELIVERED)
            )

    return slices


FLODEN = {
    "Inskrivna": ("", ""),
    "Inskrivna vid månadens slut": ("inskriven_vid_slutet", "Inskrivna"),
    "Nyinskrivna": ("nyinskriven", "Inskrivna"),
    "Nyinskrivna första gången": ("forsta_gangen", "Nyinskrivna"),
    "Avslutade": ("avslutad_nagon", ""),
    "Avslutade exkl. återremitterade": ("avslutad_exkl", "Avslutade"),
}
"""Flow → the column of `cohorts.FLOWS` that says who belongs to it, and the flow that it is a part of."""

_SHARED_POPULATIONS = {
    "Avslutade": POPULATIONS[cohorts.exits_with_aterremitterade],
    "Avslutade exkl. återremitterade": POPULATIONS[cohorts.exits],
}


def _flows(cohort: Cohort, records: Records, window: Window, labels: dict[str, str | int]) -> Iterator[Slice]:
    everyone = POPULATIONS[cohort]

    def population(flode: str) -> str:
        if flode == "Inskrivna":
            return _population(everyone, window)
        if cohort is cohorts.enrolled and flode in _SHARED_POPULATIONS:
            return _population(_SHARED_POPULATIONS[flode], window)
        return _population(f"{everyone}: {flode}", window)

    for flode, (column, whole) in FLODEN.items():
        if flode == "Inskrivna vid månadens slut" and window.first != window.last:
            continue

        def rows(flode: str = flode, column: str = column) -> pl.LazyFrame:
            stock = cohort is cohorts.enrolled and not flode.startswith("Avslutade")
            people = _people(cohorts.enrolled_by_age_at_the_end if stock else cohort, records, window)
            return people.filter(pl.col(column)) if column else people

        yield Slice(population(flode), rows, {**labels, "flode": flode}, population(whole) if whole else "")


def flows_of_the_year(records: Records) -> Iterator[Slice]:
    """Persons in each flow of the reported year (domain.md J1)."""
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


GRUPPER: dict[str, pl.Expr] = {
    "Ungdomar 16–24 år": pl.col("alder") == "16–24",
    "Målgrupp resurs": pl.col("malgrupp_resurs"),
    "Nyanlända": pl.col("nyanland"),
    "Utrikes födda": pl.col("bakgrund") == "Utrikes född",
    "Förgymnasial utbildning": pl.col("utbildning") == "Förgymnasial",
}
"""Groups that the city follows apart; a person can be in several (domain.md 1.0.4)."""


def flows_by_group(records: Records) -> Iterator[Slice]:
    """Each flow of the reported year in each of the overlapping groups."""
    for piece in flows_of_the_year(records):
        for grupp, condition in GRUPPER.items():

            def rows(piece: Slice = piece, condition: pl.Expr = condition) -> pl.LazyFrame:
                return piece.rows().filter(condition)

            yield Slice(f"{piece.population}: {grupp}", rows, {**piece.labels, "grupp": grupp}, piece.population)


MANADER = (3, 6, 12, 18)
"""The months after an exit at which self-support is measured (domain.md SF)."""


def after_exit(months: tuple[int, ...] = MANADER, *, moved: bool = True) -> Slicer:
    """For each k the exits whose month M + k lies in the reported year, so that every k has a full cohort."""

    def slices(records: Records) -> Iterator[Slice]:
        for k in months:
            yield _sjalvforsorjande(records, records.reported_year, k, {"manader": k}, moved)

    return slices


def after_exit_each_year(records: Records) -> Iterator[Slice]:
    """The same for every calendar year in which month M + k can have been observed for a whole cohort."""
    for year in records.years:
        for k in MANADER:
            yield _sjalvforsorjande(records, Window.year(year), k, {"period": str(year), "manader": k}, True)


def _sjalvforsorjande(records: Records, year: Window, k: int, labels: dict[str, str | int], moved: bool) -> Slice:
    window = year.earlier(k)
    everyone = _population(POPULATIONS[cohorts.exits], window)
    observed = records.support_observed & set(year.months())
    parts = [] if moved else ["kvar i staden"]
    parts += [] if len(observed) == MONTHS else [f"mätta efter {k} månader"]

    def measured() -> pl.LazyFrame:
        people = outcomes.with_sjalvforsorjande(_people(cohorts.exits, records, window), records, k)
        return people.filter(pl.col("sjalvforsorjande").is_not_null())

    def rows() -> pl.LazyFrame:
        people = records.once(("sjalvforsorjande", window.first, window.last, k), measured)
        return people if moved else people.filter(pl.col("avslutsorsak") != Avslutsorsak.FLYTTAT)

    status = CellStatus.SHOWN
    if window.first < 12 * records.first_year:
        status = CellStatus.NOT_DELIVERED
    elif not observed:
        status = CellStatus.NOT_YET
    population = ", ".join([everyone, *parts])
    return Slice(population, rows, labels, everyone if parts else "", status, f"efter {k} månader")


def okand_exit_years(records: Records) -> Window:
    """The exit years of the okänd analysis: YEAR−5 to YEAR−3 (blueprint: parameters)."""
    return Window.years(records.year - 5, records.year - 3)


def year_after_exit(records: Records) -> Iterator[Slice]:
    """Exits of the three exit years together, one per person, with the status of the calendar year after."""
    window = okand_exit_years(records)
    yield _status_slice(records, window, 1, {})


def years_after_exit(records: Records) -> Iterator[Slice]:
    """Each exit year on its own, one exit per person and year, with the status one, two and three years after."""
    window = okand_exit_years(records)
    for year in range(window.first // 12, window.last // 12 + 1):
        for after in (1, 2, 3):
            yield _status_slice(records, Window.year(year), after, {"avslutsar": str(year), "ar_efter": after})


def _status_slice(records: Records, window: Window, after: int, labels: dict[str, str | int]) -> Slice:
    everyone = _population(POPULATIONS[cohorts.scb_exits], window)
    followed = {year + after for year in range(window.first // 12, window.last // 12 + 1)}
    reached = followed & set(records.scb_years)

    def measured() -> pl.LazyFrame:
        people = outcomes.with_status_arbetsmarknad(_people(cohorts.scb_exits, records, window), records, after)
        return people.filter(pl.col("status_arbetsmarknad").is_not_null())

    status = CellStatus.SHOWN
    if window.first // 12 < records.scb_first_year:
        status = CellStatus.NOT_DELIVERED
    elif not reached:
        status = CellStatus.NOT_YET
    return Slice(
        everyone if reached == followed else f"{everyone}, följda efter {after} år",
        lambda: records.once(("status", window.first, window.last, after), measured),
        labels,
        "" if reached == followed else everyone,
        status,
        f"efter {after} år",
    )
