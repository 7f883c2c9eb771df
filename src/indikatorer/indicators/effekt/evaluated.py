"""The people of the effect evaluation, and what it has found, for tables."""

from collections.abc import Iterator

import polars as pl

from indikatorer.base.vocabulary import UTVARDERADE_STOCKHOLMSJOBB, Kon, Utbildning
from indikatorer.measures.dimensions import fixed
from indikatorer.measures.population import Population, Slice, population
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates
from indikatorer.models.enrolments import HISTORY, NEEDS, enrolments, with_history
from indikatorer.models.sample import LONGEST_WAIT

ANNAT, INGET = "Annat Stockholmsjobb", "Inget Stockholmsjobb"

TYP = fixed("typ", "Typ av Stockholmsjobb", *UTVARDERADE_STOCKHOLMSJOBB)


def _people(records: Records) -> pl.LazyFrame:
    evaluated = pl.col("typ").is_in(UTVARDERADE_STOCKHOLMSJOBB) & (pl.col("began") - pl.col("entered") <= LONGEST_WAIT)
    grupp = pl.when(evaluated).then("typ").when("during").then(pl.lit(ANNAT)).otherwise(pl.lit(INGET))
    return records.once(
        "utvärderade inskrivna", lambda: with_history(enrolments(records), records).with_columns(grupp=grupp)
    )


@population(*NEEDS)
def evaluated_people(records: Records) -> Iterator[Slice]:
    """Persons of the evaluation, by the Stockholmsjobb that began during their enrolment."""
    yield Slice(lambda: _people(records))


EGENSKAPER: dict[str, pl.Expr] = {
    "Kvinnor": pl.col("kon") == Kon.KVINNOR,
    "Under 25 år": pl.col("alder") < 25,
    "50 år eller äldre": pl.col("alder") >= 50,
    "Utländsk bakgrund": pl.col("bakgrund") == "Utländsk bakgrund",
    "Förgymnasial utbildning": pl.col("utbildning") == Utbildning.FORGYMNASIAL,
    "Arbete någon månad året före": pl.col("arbete_ar") > 0,
    "Försörjningsstöd minst hälften av månaderna två år före": pl.col("stod") >= HISTORY // 2,
    "Hos Arbetsförmedlingen minst hälften av månaderna två år före": pl.col("af") >= HISTORY // 2,
}
"""What tells those who get one type of job from those who get another."""


@population(*NEEDS)
def people_by_trait(records: Records) -> Iterator[Slice]:
    """The same persons once for each trait, which `har` says whether they have."""
    for egenskap, condition in EGENSKAPER.items():

        def rows(condition: pl.Expr = condition) -> pl.LazyFrame:
            return _people(records).with_columns(har=condition.fill_null(False))

        yield Slice(rows, {"egenskap": egenskap})


def evaluation(frame: str, *needs: str) -> Population:
    """What the evaluation has written in one of its frames; `needs` are further frames that it rests on."""

    @population(*NEEDS, frame, *needs)
    def slices(records: Records) -> Iterator[Slice]:
        yield Slice(lambda: records[frame])

    return slices


def found(matt: str, enhet: str, *kept: pl.Expr) -> Estimates:
    """The numbers of such a frame as they are, of the rows that are kept."""

    def cells(rows: pl.DataFrame) -> pl.DataFrame:
        missing = [pl.lit(None, pl.Float64).alias(name) for name in ("ki_nedre", "ki_ovre") if name not in rows.columns]
        return rows.filter(*kept).with_columns(*missing)

    return Estimates(cells, matt, enhet)
