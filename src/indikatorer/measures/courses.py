"""Slices about adult education: courses, how they ended, and what people did after them."""

from collections.abc import Collection, Iterator

import polars as pl

from indikatorer.base import vocabulary
from indikatorer.base.vocabulary import ELEVERS_BAKGRUND, SAMTLIGA, SKOLFORMER, UPPGIFT_SAKNAS, Kon
from indikatorer.measures.cell import CellStatus
from indikatorer.measures.cohorts import YOUNGER, age_group
from indikatorer.measures.frames import month_of
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.reach import reach
from indikatorer.measures.records import Records

PASSED = ("A", "B", "C", "D", "E")
GRADED = (*PASSED, "F")


def _ended(records: Records, skolform: str) -> pl.LazyFrame:
    year = records.reported_year
    return records["courses"].filter(
        pl.col("skolform") == skolform, pl.col("slut").is_between(year.first_day, year.last_day)
    )


def graded(skolform: str, passed: Collection[str] = PASSED, completed: Collection[str] = GRADED) -> Population:
    """Course participations completed in the year, with `godkant`."""

    @population("courses", "courses.slut", person="elev")
    def slices(records: Records) -> Iterator[Slice]:
        def rows() -> pl.LazyFrame:
            ended = _ended(records, skolform).filter(pl.col("utfall").is_in(completed))
            return ended.with_columns(godkant=pl.col("utfall").is_in(passed))

        year = records.reported_year
        yield Slice(rows, status=reach(records, year, "courses"))

    return slices


@population("courses", "courses.planerat_slut", "courses.slut", person="elev")
def planned_to_end_in_yh(records: Records) -> Iterator[Slice]:
    """Studies at a yrkeshögskola that were planned to end in the year, with `examen`."""
    year = records.reported_year

    def rows() -> pl.LazyFrame:
        return (
            records["courses"]
            .filter(pl.col("skolform") == "YH", pl.col("planerat_slut").is_between(year.first_day, year.last_day))
            # one that came after the year was none by its end, whenever it is asked
            .with_columns(
                examen=(pl.col("utfall") == "Examen") & (pl.col("slut").is_null() | (pl.col("slut") <= year.last_day))
            )
        )

    yield Slice(rows, status=reach(records, year, "courses"))


def followed_up(utbildning: str, months: int, *, completed: bool = True) -> Population:
    """Persons whose training ended so many months before a month of the year, with `besvarad`."""

    @population("trainings")
    def slices(records: Records) -> Iterator[Slice]:
        yield _followed_up(records, utbildning, months, completed)

    return slices


def answered(utbildning: str, months: int, *, completed: bool = True, working: bool = False) -> Population:
    """Those of them who have answered, with `arbetar`; with `working`, those of these who work."""

    asked = ("trainings.sysselsattning", *(("trainings.samma_arbete",) if working else ()))

    @population("trainings", *asked)
    def slices(records: Records) -> Iterator[Slice]:
        everyone = _followed_up(records, utbildning, months, completed)

        def rows() -> pl.LazyFrame:
            people = everyone.rows().filter("besvarad").with_columns(arbetar=pl.col("sysselsattning") == "Arbete")
            return people.filter("arbetar") if working else people

        response: dict[str, float] = {}
        if "trainings" in records and everyone.status is CellStatus.SHOWN:
            asked = everyone.rows().select("besvarad", "kon").collect()
            groups = [(kon, asked.filter(pl.col("kon") == kon)) for kon in map(str, Kon)] + [(SAMTLIGA, asked)]
            response = {
                kon: 100 * group.filter("besvarad").height / group.height for kon, group in groups if group.height
            }
        yield Slice(rows, status=everyone.status, response=response)

    return slices


def _followed_up(records: Records, utbildning: str, months: int, completed: bool) -> Slice:
    window = records.reported_year.earlier(months)

    def rows() -> pl.LazyFrame:
        return (
            records["trainings"]
            .with_columns(month_of("slut"))
            .filter(
                pl.col("utbildning") == utbildning,
                pl.col("manader_efter") == months,
                pl.col("fullfoljd") == completed,
                pl.col("slut_manad").is_between(window.first, window.last),
            )
        )

    return Slice(rows, status=reach(records, window, "trainings"))


DIVISIONS: dict[str, list[str]] = {
    "kon": list(Kon),
    "alder": [YOUNGER, *vocabulary.ALDERSGRUPPER],
    "bakgrund": [*ELEVERS_BAKGRUND, UPPGIFT_SAKNAS],
}


def _ended_sfi(records: Records) -> pl.LazyFrame:
    return _ended(records, "Sfi").with_columns(
        pl.col("bakgrund").fill_null(UPPGIFT_SAKNAS),
        alder=age_group(pl.col("alder")),
        avbrott=pl.col("utfall") == "Avbrott",
    )


@population("courses", "courses.slut", person="elev")
def ended_sfi_by_one_dimension(records: Records) -> Iterator[Slice]:
    """Participations in sfi that ended in the year, by sex, by age, by background and all together."""
    status = reach(records, records.reported_year, "courses")
    for column, labels in DIVISIONS.items():
        for label in labels:

            def rows(column: str = column, label: str = label) -> pl.LazyFrame:
                return _ended_sfi(records).filter(pl.col(column) == label)

            yield Slice(
                rows,
                {**dict.fromkeys(DIVISIONS, SAMTLIGA), column: str(label)},
                status,
            )
    yield Slice(lambda: _ended_sfi(records), dict.fromkeys(DIVISIONS, SAMTLIGA), status=status)


@population("courses", "courses.slut", person="elev")
def ended_sfi(records: Records) -> Iterator[Slice]:
    """Participations in sfi that ended in the year, with `avbrott`."""
    yield Slice(lambda: _ended_sfi(records), status=reach(records, records.reported_year, "courses"))


@population("courses", "courses.slut", "courses.efter_avbrott", person="elev")
def broken_off_sfi(records: Records) -> Iterator[Slice]:
    """Participations in sfi broken off in the year, where it is known what the person did next."""
    known = pl.col("avbrott") & pl.col("efter_avbrott").is_not_null()
    status = reach(records, records.reported_year, "courses")
    yield Slice(lambda: _ended_sfi(records).filter(known), status=status)


@population("courses", "courses.slut", "courses.nyanland", words=("skolform",))
def newly_arrived(records: Records) -> Iterator[Slice]:
    """Newly arrived persons who took part in a course in the year, in each form of school and in any."""
    year = records.reported_year
    status = reach(records, year, "courses")

    def rows() -> pl.LazyFrame:
        still_there = pl.col("slut").is_null() | (pl.col("slut") >= year.first_day)
        return records["courses"].filter(pl.col("nyanland").fill_null(False), still_there).sort("elev", "start")

    for skolform in SKOLFORMER:

        def of_one(skolform: str = skolform) -> pl.LazyFrame:
            return rows().filter(pl.col("skolform") == skolform).unique("elev", keep="last", maintain_order=True)

        yield Slice(of_one, {"skolform": skolform}, status)
    one_each = lambda: rows().unique("elev", keep="last", maintain_order=True)  # noqa: E731
    yield Slice(one_each, {"skolform": SAMTLIGA}, status)
