"""The persons of the effect evaluation: from SCB's registers to arrays (docs/definitions.md, Effects).

First enrolments eleven to six years before the reported one (2021 → 2010–2015, those of IFAU 2021:16), at 18 to 64
years of age, of persons who had had no Stockholmsjobb and who were in the register in the month of the enrolment.
"""

import numpy as np
import polars as pl

from indikatorer.base.vocabulary import (
    STOCKHOLMSJOBB,
    SUN_NIVA,
    UPPGIFT_SAKNAS,
    UTVARDERADE_STOCKHOLMSJOBB,
    Etableringsstatus,
    Kon,
    Utbildning,
)
from indikatorer.measures.cohorts import one_per_person
from indikatorer.measures.frames import month_of
from indikatorer.measures.outcomes import with_status_arbetsmarknad
from indikatorer.measures.records import Records
from indikatorer.measures.windows import followed_until, st5_enrolments, sw4_ended_jobs, years_of
from indikatorer.models.sample import HORIZON, NONE, YEARS_AFTER, Flags, LabourMarketStatus, Sample

OF_MONTHS = ("arbetsinkomst", "forsorjningsstod", "akassa", "inskriven_af")
NEEDS = ("scb_spells", "register_months", *(f"register_months.{column}" for column in OF_MONTHS))
TYPES = (*STOCKHOLMSJOBB, UPPGIFT_SAKNAS)
OUTCOMES = {
    "Arbete": pl.col("arbetsinkomst") > 0,
    "Försörjningsstöd": pl.col("forsorjningsstod"),
    "A-kassa": pl.col("akassa"),
}
"""What is followed month by month: some income from work, försörjningsstöd, a-kassa."""

YOUNGEST, OLDEST = 18, 64
HISTORY = 24
"""Months before the enrolment that describe a person."""


def enrolments(records: Records) -> pl.LazyFrame:
    """One row per person evaluated, in order of LopNr.

    `entered`, `left`, `began` and `ended` are calendar months: of the enrolment, of its exit (null while it is open),
    and of the first Stockholmsjobb from the enrolment on. `during` says that this one began before the exit; its type
    is `typ`.
    """
    window = st5_enrolments(records.year)
    spells = records["scb_spells"]
    jobs = (
        spells.filter(pl.col("stockholmsjobb_start").is_not_null())
        .sort("lopnr", "stockholmsjobb_start", "ordning")
        .unique("lopnr", keep="first", maintain_order=True)
        .select(
            "lopnr",
            month_of("stockholmsjobb_start").alias("began"),
            month_of("stockholmsjobb_slut").alias("ended"),
            typ="stockholmsjobb_typ",
        )
    )
    exits = (
        spells.filter(pl.col("population") == "avslutade_jobbtorg")
        .group_by("lopnr", "inskriven")
        .agg(left=month_of("avslutad").min())
    )
    first = (-pl.col(key).cast(pl.Int32) for key in ("inskriven", "ordning"))
    in_register = records["register_months"].select("lopnr", entered="manad")
    age = pl.col("inskriven").dt.year() - pl.col("fodelsear")
    during = pl.col("began").is_not_null() & (pl.col("left").is_null() | (pl.col("began") <= pl.col("left")))
    return (
        spells.filter(pl.col("population") == "inskrivna")
        .pipe(one_per_person, *first, person="lopnr")
        .filter(pl.col("inskriven").is_between(window.first_day, window.last_day), age.is_between(YOUNGEST, OLDEST))
        .select(
            *("lopnr", "kon", "inskriven", "jobbtorg", "bakgrund"),
            month_of("inskriven").alias("entered"),
            alder=age,
            utbildning=pl.col("sun_niva").replace_strict(SUN_NIVA, default=UPPGIFT_SAKNAS),
        )
        .join(exits, on=["lopnr", "inskriven"], how="left")
        .join(jobs, on="lopnr", how="left")
        .filter(pl.col("began").is_null() | (pl.col("began") >= pl.col("entered")))
        .join(in_register, on=["lopnr", "entered"], how="semi")
        .with_columns(during=during)
        .with_columns(typ=pl.when("during").then(pl.col("typ").fill_null(UPPGIFT_SAKNAS)))
        .sort("lopnr")
    )


def with_history(people: pl.LazyFrame, records: Records) -> pl.LazyFrame:
    """With what the registers say of the two years before: months of each kind, and earnings in kronor."""
    before = pl.col("entered") - pl.col("manad")
    year = before.is_between(1, HISTORY // 2)
    months = (
        records["register_months"]
        .join(people.select("lopnr", "entered"), on="lopnr")
        .filter(before.is_between(1, HISTORY))
        .group_by("lopnr")
        .agg(
            i_registret=pl.len(),
            arbete=OUTCOMES["Arbete"].sum(),
            arbete_ar=(OUTCOMES["Arbete"] & year).sum(),
            stod=pl.col("forsorjningsstod").sum(),
            stod_ar=(pl.col("forsorjningsstod") & year).sum(),
            af=pl.col("inskriven_af").sum(),
            inkomst_ar=pl.col("arbetsinkomst").filter(year).sum(),
            inkomst_fore=pl.col("arbetsinkomst").filter(~year).sum(),
        )
    )
    counted = [name for name in months.collect_schema().names() if name != "lopnr"]
    return people.join(months, on="lopnr", how="left", maintain_order="left").with_columns(pl.col(counted).fill_null(0))


TRAITS: dict[str, pl.Expr] = {
    "Kvinna": pl.col("kon") == Kon.KVINNOR,
    "Under 25 år": pl.col("alder") < 25,
    "25–29 år": pl.col("alder").is_between(25, 29),
    "50 år eller äldre": pl.col("alder") >= 50,
    "Utländsk bakgrund": pl.col("bakgrund") == "Utländsk bakgrund",
    "Förgymnasial utbildning": pl.col("utbildning") == Utbildning.FORGYMNASIAL,
    "Eftergymnasial utbildning": pl.col("utbildning") == Utbildning.EFTERGYMNASIAL,
    "Månader med arbete, två år": pl.col("arbete"),
    "Månader med arbete, året före": pl.col("arbete_ar"),
    "Månader med försörjningsstöd, två år": pl.col("stod"),
    "Månader med försörjningsstöd, året före": pl.col("stod_ar"),
    "Månader hos Arbetsförmedlingen, två år": pl.col("af"),
    "Månader utanför registret, två år": HISTORY - pl.col("i_registret"),
    "Arbetsinkomst året före (logaritm)": (pl.col("inkomst_ar") / 1000).log1p(),
    "Arbetsinkomst två år före (logaritm)": (pl.col("inkomst_fore") / 1000).log1p(),
}
"""What a person is like at the enrolment, as a column each; the jobbtorg come after them."""
LEVELS = (
    ("Under 25 år", "25–29 år", "50 år eller äldre"),
    ("Förgymnasial utbildning", "Eftergymnasial utbildning"),
)
"""Traits of which a person has one at most."""


def traits(people: pl.DataFrame) -> pl.DataFrame:
    """The traits of each person, and a column for every jobbtorg but the first."""
    jobbtorg = people["jobbtorg"].drop_nulls().unique().sort().to_list()[1:]
    enrolled_at = {name: pl.col("jobbtorg") == name for name in jobbtorg}
    return people.select(
        expression.fill_null(False).cast(pl.Float64).alias(name) for name, expression in (TRAITS | enrolled_at).items()
    )


def sample_of(records: Records) -> Sample:
    """The arrays of the evaluation; of nobody when nobody was enrolled then."""
    people = with_history(enrolments(records), records).collect()
    last_month = followed_until(records.year).last
    entered = people["entered"].to_numpy().astype(np.int64)
    last = people.select(pl.when("during").then("began").otherwise("left").fill_null(last_month)).to_series()
    # Who gets a job in a later enrolment is compared with until then: to drop them is to choose by what came later.
    later = people.select(pl.when(~pl.col("during")).then("began").fill_null(last_month + 1)).to_series()
    described = traits(people)
    outcomes, seen = _followed(people, records)
    seen &= np.array(HORIZON) < (later.to_numpy() - entered)[:, None]
    return Sample(
        types=TYPES,
        evaluated=tuple(TYPES.index(typ) for typ in UTVARDERADE_STOCKHOLMSJOBB),
        trait_names=tuple(described.columns),
        outcome_names=tuple(OUTCOMES),
        traits=described.to_numpy(),
        entered=entered,
        age=people["alder"].to_numpy().astype(np.int64),
        last=last.to_numpy() - entered,
        typ=np.array([NONE if typ is None else TYPES.index(typ) for typ in people["typ"]], dtype=np.int64),
        outcomes=outcomes & seen,
        seen=seen,
        status=_labour_market_status(people, records) if "register_years" in records else None,
        variables=[
            [described.columns.index(name) for name in levels] for levels in (*LEVELS, described.columns[len(TRAITS) :])
        ],
    )


def _labour_market_status(people: pl.DataFrame, records: Records) -> LabourMarketStatus:
    """Of those whose job ended seven to five years before the reported one, the years after
    (docs/definitions.md, SW4)."""
    ends = years_of(sw4_ended_jobs(records.year))
    years = range(ends.start + 1, ends[-1] + YEARS_AFTER[-1] + 1)
    established, known = [], []
    for year in years:
        in_year = people.lazy().select("lopnr", avslutsar=pl.lit(year))
        status = with_status_arbetsmarknad(in_year, records, 0).collect()["status_arbetsmarknad"]
        established.append((status == Etableringsstatus.ETABLERAD).fill_null(False).to_numpy())
        known.append((status != Etableringsstatus.EJ_I_REGISTRET).fill_null(False).to_numpy())
    ended = people.select(pl.when("during").then(pl.col("ended") - pl.col("entered")).fill_null(NONE)).to_series()
    return LabourMarketStatus(
        years.start, np.array(established).T, np.array(known).T, ended.to_numpy().astype(np.int64), ends
    )


def _followed(people: pl.DataFrame, records: Records) -> tuple[Flags, Flags]:
    """Outcomes by month of HORIZON, and whether there is a row that month.

    Without one the person is not in the country, or not followed any more, and nothing is known of the outcome.
    """
    places = people.select("lopnr", "entered").with_row_index("person").lazy()
    rows = (
        records["register_months"]
        .join(places, on="lopnr")
        .with_columns(at=pl.col("manad") - pl.col("entered") - HORIZON.start)
        .filter(pl.col("at").is_between(0, len(HORIZON) - 1))
        .select("person", "at", *(expression.alias(name) for name, expression in OUTCOMES.items()))
        .collect()
    )
    where = rows["person"].to_numpy(), rows["at"].to_numpy()
    seen = np.zeros((people.height, len(HORIZON)), dtype=bool)
    seen[where] = True
    outcomes = np.zeros((len(OUTCOMES), people.height, len(HORIZON)), dtype=bool)
    for number, name in enumerate(OUTCOMES):
        outcomes[number][where] = rows[name].fill_null(False).to_numpy()
    return outcomes, seen
