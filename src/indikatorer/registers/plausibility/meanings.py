"""Codes that say the opposite of what other columns say: swapped, or moved against the rows that they belong to.

Whoever was born abroad has a day of registration, whoever is referred again was there before. Where that is no commoner
among them than among others, the column does not mean what its name says.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.base.vocabulary import (
    Avslutsorsak,
    Bakgrund,
    Bistandstyp,
    jobbtorg_alias,
    jobbtorg_for_stadsdel,
    stadsdelsnamnd_alias,
)
from indikatorer.registers.contract import FILES, JOBS, POPULATION, SPELLS, SUPPORT, store_names
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.plausibility.absences import at
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST, FEWEST_LOST, OTHER_REGISTER, SHARE, differ

Rows = Mapping[str, pl.DataFrame]
MOVES, FOLLOW_UPS = "folkbokforing", "flai_uppfoljning_3man"
DAYS_APART = 60
"""So many days may lie between what two registers say of the same."""
MANY, COMMONER, SOME = 100, 0.05, 0.05
"""Of so many rows each, those with the code must have what goes with it so much oftener than the others, where some
have it and some have not: a column that is filled in for all, or for hardly anybody, does not tell them apart."""


@dataclass(frozen=True)
class Meaning:
    """A code of a column, and what is commoner in rows that have it than in the others; both in words too.

    `prepared` adds to the rows of the file what the two expressions need. `at_least` is the share of the rows with the
    code that must have what goes with it, where another file knows the same for certain.
    """

    file: str
    header: str
    code: str
    coded: pl.Expr
    goes_with: str
    has: pl.Expr
    prepared: Callable[[Rows], pl.DataFrame] | None = None
    at_least: float = 0.0


def _with_earlier(rows: Rows) -> pl.DataFrame:
    return rows[SPELLS].sort("person", "inskriven", "rad").with_columns(nth=pl.int_range(pl.len()).over("person"))


def _with_support(rows: Rows) -> pl.DataFrame:
    """Exits, with whether there was försörjningsstöd the month after; none where Paraplyet does not reach."""
    ended = pl.col("avslutad")
    month = MONTHS * ended.dt.year().cast(pl.Int32) + ended.dt.month().cast(pl.Int32)
    exits = rows[SPELLS].drop_nulls("avslutad").with_columns(manad=month)
    if SUPPORT not in rows:
        return exits.clear().with_columns(supported=pl.lit(None, dtype=pl.Boolean))
    is_usual, person_month = pl.col("typ") == Bistandstyp.FORSORJNINGSSTOD.value, at(pl.col("person"), pl.col("manad"))
    support = rows[SUPPORT].select("person", "manad", "belopp", "typ").filter(is_usual)
    near = support.filter(person_month.is_in(exits.select(person_month).to_series().unique().implode()))
    paid = near.group_by("person", "manad").agg(supported=pl.col("belopp").sum() > 0)
    within = pl.col("manad").is_between(support["manad"].min(), support["manad"].max())
    joined = exits.filter(within).join(paid, on=["person", "manad"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("supported").fill_null(False))


def _with_exits(rows: Rows) -> pl.DataFrame:
    """Moves, with whether the person left for another place at about that time."""
    if SPELLS not in rows:
        return rows[MOVES].with_columns(left=pl.lit(None, dtype=pl.Boolean))
    moved = rows[SPELLS].filter(pl.col("avslutsorsak") == Avslutsorsak.FLYTTAT.value).select("person", "avslutad")
    near = (
        rows[MOVES]
        .join(moved, on="person")
        .filter((pl.col("datum") - pl.col("avslutad")).dt.total_days().abs() <= DAYS_APART)
    )
    return rows[MOVES].with_columns(left=pl.col("rad").is_in(near["rad"].implode()))


def _with_next_job(rows: Rows) -> pl.DataFrame:
    """Follow-ups, with whether the person had begun another employment by then."""
    if JOBS not in rows:
        return rows[FOLLOW_UPS].with_columns(again=pl.lit(None, dtype=pl.Boolean))
    jobs = rows[JOBS].select("stockholmsjobb", "person", "slut")
    followed = rows[FOLLOW_UPS].join(jobs, on="stockholmsjobb").drop_nulls(["slut", "uppfoljningsdatum"])
    until = pl.col("uppfoljningsdatum") + pl.duration(days=DAYS_APART)
    later = followed.join(rows[JOBS].select("person", began="start"), on="person").filter(
        pl.col("began") > pl.col("slut"), pl.col("began") <= until
    )
    return followed.with_columns(again=pl.col("rad").is_in(later["rad"].implode()))


def _with_later_years(rows: Rows) -> pl.DataFrame:
    """SCB's exits, with what SCB's file of years says of the same LopNr the year after."""
    return _exits_at_scb(rows, "scb_arsdata", "ar", pl.col("avslutad").dt.year() + 1, "sysstat")


def _with_later_months(rows: Rows) -> pl.DataFrame:
    """The same by the file of months, of the month after."""
    ended = pl.col("avslutad")
    month = MONTHS * ended.dt.year().cast(pl.Int32) + ended.dt.month().cast(pl.Int32)
    return _exits_at_scb(rows, "scb_manadsdata", "manad", month, "arbetsinkomst")


def _exits_at_scb(rows: Rows, name: str, when: str, after: pl.Expr, column: str) -> pl.DataFrame:
    exits = rows[POPULATION].filter(pl.col("population") == "avslutade_jobbtorg").with_columns(after.alias(when))
    if name not in rows:
        return exits.clear().with_columns(pl.lit(None, dtype=pl.Int32).alias(column))
    return exits.join(rows[name].select("lopnr", when, column), on=["lopnr", when], maintain_order="left")


MEANINGS = (
    Meaning(
        *(SPELLS, "födelseland", "Utrikes", pl.col("bakgrund") == Bakgrund.UTRIKES.value),
        *("a day in column folkbokförd_från", pl.col("folkbokford_fran").is_not_null()),
    ),
    Meaning(
        *(SPELLS, "återremiss_in", "J", pl.col("aterremiss_in")),
        *("an earlier enrolment", pl.col("nth") > 0, _with_earlier),
    ),
    Meaning(
        *(SPELLS, "avslutsorsak", Avslutsorsak.OKAND.value, pl.col("avslutsorsak") == Avslutsorsak.OKAND.value),
        *(f"no försörjningsstöd in {SUPPORT} the month after", pl.col("supported").not_(), _with_support),
    ),
    Meaning(
        *(SPELLS, "avslutsorsak", Avslutsorsak.ARBETE.value, pl.col("avslutsorsak") == Avslutsorsak.ARBETE.value),
        *("a value in column anställningsform", pl.col("anstallningsform").is_not_null()),
    ),
    Meaning(
        *(POPULATION, "Avslutsorsak", "Arbete", pl.col("avslutsorsak") == Avslutsorsak.ARBETE.value),
        *("SyssStat 1 in scb_arsdata the year after, for the same LopNr", pl.col("sysstat") == 1, _with_later_years),
    ),
    Meaning(
        *(POPULATION, "Avslutsorsak", "Arbete", pl.col("avslutsorsak") == Avslutsorsak.ARBETE.value),
        *("Arbetsinkomst in scb_manadsdata the month after, for the same LopNr", pl.col("arbetsinkomst") > 0),
        _with_later_months,
    ),
    Meaning(
        *(MOVES, "händelse", "Utflyttad", pl.col("handelse") == "Utflyttad"),
        *(f"an exit from {SPELLS} with the reason Flyttat at about that time", pl.col("left"), _with_exits),
    ),
    Meaning(
        *(FOLLOW_UPS, "status", "Nytt Stockholmsjobb", pl.col("status") == "Nytt Stockholmsjobb"),
        *(f"a later employment in {JOBS} of the same person", pl.col("again"), _with_next_job, 0.5),
    ),
    Meaning(
        *("vux_kurser", "nyanländ", "J", pl.col("nyanland")),
        *("another bakgrund than Sverige", pl.col("bakgrund") != "Sverige"),
    ),
    Meaning(
        *("vux_kurser", "utfall", "Avbrott", pl.col("utfall") == "Avbrott"),
        *("a date in column slut that is not after planerat_slut", pl.col("slut") <= pl.col("planerat_slut")),
    ),
    Meaning(
        *("vux_uppfoljning", "besvarad", "J", pl.col("besvarad")),
        *("a value in column sysselsättning", pl.col("sysselsattning").is_not_null(), None, 0.8),
    ),
    Meaning(
        *("progression", "närmat_sig", "J", pl.col("narmat_sig")),
        *("a higher value in column efter than in före", pl.col("efter") > pl.col("fore")),
    ),
    Meaning(
        *("scb_manadsdata", "Forsorjningsstod", "1", pl.col("forsorjningsstod")),
        *("no Arbetsinkomst", pl.col("arbetsinkomst") <= 0),
    ),
    Meaning(
        *("scb_manadsdata", "Akassa", "1", pl.col("akassa")),
        *("1 in column InskrivenAF", pl.col("inskriven_af"), None, 0.5),
    ),
    Meaning(
        *("scb_arsdata", "SyssStat", "1", pl.col("sysstat") == 1),
        *("an income in column ForvErs", pl.col("forvers") > 0),
    ),
    *(
        Meaning(
            *("scb_arsdata", "Raks_HuvInkKalla", str(source), pl.col("raks_huvinkkalla") == source),
            *(f"an amount in column {header}", pl.col(header.lower()) > 0, None, at_least),
        )
        for source, header, at_least in (
            *((1, "ForvErs", 0.9), (2, "StudMed", 0.5), (5, "ArbLos", 0.5), (7, "SocBidrFam", 0.7)),
        )
    ),
    Meaning(
        *("scb_arsdata", "Raks_HuvInkKalla", "99", pl.col("raks_huvinkkalla") == 99),
        *("no amount in column Raks_SummaInk", pl.col("raks_summaink") <= 0, None, 0.7),
    ),
    Meaning(
        *("scb_arsdata", "ArbLos", "above 0", pl.col("arblos") > 0),
        *("days in column ALosDag", pl.col("alosdag") > 0),
    ),
)


def codes_that_say_the_opposite(rows: Rows, _: Coverage) -> Iterator[Finding]:
    """Codes with which the other columns go no oftener than without, yes and no that change places in a year, and units
    that go with no district."""
    for name, frame in rows.items():
        if name in FILES and FILES[name].DATES:
            yield from _swapped_years(name, frame)
    if SPELLS in rows:
        yield from _units_apart(rows[SPELLS])
    for meaning in MEANINGS:
        if meaning.file not in rows:
            continue
        frame = meaning.prepared(rows) if meaning.prepared else rows[meaning.file]
        told = frame.select("rad", coded=meaning.coded, has=meaning.has)
        if not (told["has"].any() and told["coded"].any()):
            continue  # a column that is not there, or never filled in, says nothing
        told = told.drop_nulls()
        coded, others = told.filter("coded"), told.filter(pl.col("coded").not_())
        is_short = coded.height >= FEWEST_LOST and coded["has"].mean() < meaning.at_least  # type: ignore[operator]
        if not is_short and (coded.height < FEWEST or others.height < FEWEST):
            continue
        one, other = int(coded["has"].sum()), int(others["has"].sum())
        share, usual = one / coded.height, other / max(others.height, 1)
        is_opposite = share < usual and differ(one, coded.height, other, others.height, least=OTHER_REGISTER)
        tells = min(coded.height, others.height) >= MANY and SOME < (one + other) / told.height < 1 - SOME
        is_same = tells and share - usual < COMMONER
        if is_opposite or is_same or is_short:
            wrong = first_line(coded.filter(pl.col("has").not_()))
            yield Finding(
                "codes",
                f"{meaning.file} {meaning.header} {meaning.code}",
                f"{share:.0%} of {coded.height} rows with {meaning.header} {meaning.code} have {meaning.goes_with} "
                f"(unlike line {wrong}), and {usual:.0%} of the others. Are the codes swapped, was a column moved "
                "against the rows, or are the files of different extracts? Compare some rows with the register.",
            )


def _swapped_years(name: str, frame: pl.DataFrame) -> Iterator[Finding]:
    """Years in which yes and no have changed places: yes is as common as no is in the others."""
    headers = {column: header for header, column in store_names(FILES[name]).items()}
    dated = store_names(FILES[name])[FILES[name].DATES[0]]
    if frame.schema.get(dated) != pl.Date:
        return
    for column in (column for column in headers if frame.schema.get(column) == pl.Boolean):
        told = frame.select("rad", year=pl.col(dated).dt.year(), yes=column).drop_nulls()
        all_yes = int(told["yes"].sum())
        for year, of, yes, line in (
            told.group_by("year").agg(pl.len(), pl.col("yes").sum().alias("n"), pl.col("rad").min()).sort("year").rows()
        ):
            others, of_others = all_yes - yes, told.height - of
            if of < FEWEST or not differ(yes, of, others, of_others, least=SHARE):
                continue
            here, there = yes / of, others / of_others
            if (here - 0.5) * (there - 0.5) < 0 and 2 * abs(here - (1 - there)) < abs(here - there):
                yield Finding(
                    "codes",
                    f"{name} {headers[column]} {year}",
                    f"{here:.0%} of {of} rows of {year} have J in column {headers[column]} (from line {line} on), and "
                    f"{there:.0%} in other years. Are J and N swapped?",
                )


def _units_apart(spells: pl.DataFrame) -> Iterator[Finding]:
    """Jobbtorg that are no oftener those to which the districts refer than chance would have it."""
    district = pl.col("stadsdelsnamnd").replace(stadsdelsnamnd_alias())
    both = spells.select(
        "rad",
        here=pl.col("jobbtorg").replace(jobbtorg_alias()),
        there=district.replace_strict(jobbtorg_for_stadsdel(), default=None, return_dtype=pl.String),
    ).drop_nulls()
    if both.height < MANY:
        return
    alike = both.filter(pl.col("here") == pl.col("there")).height / both.height
    of_there = dict(both["there"].value_counts().iter_rows())
    by_chance = sum(count * of_there.get(unit, 0) for unit, count in both["here"].value_counts().iter_rows())
    by_chance /= both.height**2
    wrong = first_line(both.filter(pl.col("here") != pl.col("there")))
    if by_chance < 1 - SOME and alike - by_chance < COMMONER:
        yield Finding(
            "codes",
            f"{SPELLS} jobbtorg",
            f"{alike:.0%} of {both.height} rows have the jobbtorg to which their stadsdelsnämnd refers, and chance "
            f"alone would bring {by_chance:.0%} (unlike line {wrong}). Was a column moved against the rows? If "
            "districts refer to other jobbtorg, correct data/reference/jobbtorg_stadsdelar.csv.",
        )
