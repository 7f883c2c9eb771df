"""Columns that tell nothing, and codes that stop: a column that is no longer filled in, or always with the same.

To a reader of its rows it looks as if there were nothing to say. So it is held against the years before, and, where a
register always has both sorts of rows, against itself. A column that is not there is no such column: it is left out.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.registers.columns import kind_of
from indikatorer.registers.contract import FILES, store_names, year_of
from indikatorer.registers.coverage import Coverage
from indikatorer.registers.delivery import is_yearly
from indikatorer.registers.faults import mask
from indikatorer.registers.plausibility.finding import Finding, first_line
from indikatorer.registers.plausibility.shares import FEWEST_LOST

Rows = Mapping[str, pl.DataFrame]

MANY, FEW = 400, 60
"""Rows of which no column says the same of all; and fewer, where nothing that it tells is rare."""
EXPECTED = 25
"""Rows with a code that must be expected in years that have none, by the year before them."""
EMPTY, NOTHING, DATE, NUMBER = "empty", "0 or empty", "a date", "a number"

EXIT, JOB = pl.col("population") == "avslutade_jobbtorg", pl.col("population") == "avslutade_stockholmsjobb"
PROCURED = (pl.col("regi") == "Upphandlad") & pl.col("slut").is_not_null()
TELLS_OF = {
    "flai_inskrivningar": {
        "avslutsorsak": pl.col("avslutad").is_not_null(),
        **dict.fromkeys(("anställningsform", "omfattning"), pl.col("avslutsorsak") == "Arbete"),
    },
    "flai_insatser": {
        "fullföljd": pl.col("slut").is_not_null(),
        **dict.fromkeys(("anställning_start", "anställning_månader"), PROCURED),
    },
    "scb_population": {
        **{"AvslutDatum": EXIT, "Avslutsorsak": EXIT},
        **dict.fromkeys(("StockholmsjobbStart", "StockholmsjobbSlut", "StockholmsjobbTyp"), JOB),
    },
    "enkat_svar": {"studerat": pl.col("enkat") == "stockholmsjobb"},
    "vux_kurser": {"efter_avbrott": pl.col("utfall") == "Avbrott"},
    "vux_uppfoljning": {
        **dict.fromkeys(("sysselsättning", "sysselsättning_före"), pl.col("besvarad")),
        "samma_arbete": pl.col("sysselsattning") == "Arbete",
    },
}
"""File → columns that tell of some of its rows: which."""
OFFERED = (
    *("regi", "typ", "finansiering", "händelse", "roll", "biståndstyp"),
    *("StockholmsjobbTyp", "skolform", "utbildning", "verksamhet", "belopp", "enkät"),
)
"""Columns that may say one thing only, or no longer what they said, as what a city offers changes. Of some other gates
tell."""
RARE = "förlängning_av"
"""A column that few rows have something in, and that may be empty."""
COMMON = (
    *("kön", "födelseland", "utbildningsnivå", "jobbplan", "anställningsform", "omfattning", "finansiering"),
    *("fullföljd", "uppföljningsdatum", "status", "studerat", "bakgrund", "planerat_slut", "slut", "utfall"),
    *("besvarad", "sysselsättning", "sysselsättning_före", "samma_arbete", "före", "efter", "närmat_sig"),
    *("Kon", "UtlSvBakg", "SunNiva", "StockholmsjobbStart", "StockholmsjobbSlut", "StockholmsjobbTyp"),
)
"""Columns in which nothing is rare."""
LATE = ("avslutad", "slut", "AvslutDatum", "StockholmsjobbSlut", "anställning_start", "anställning_månader")
"""Columns that cannot be filled in yet for many of the last year."""
CODES = ("sysstat", "sun_niva", "raks_huvinkkalla")
"""Numbers that are codes."""


def columns_that_tell_nothing(rows: Rows, reach: Coverage, absent: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """Columns that say the same of every row, at all or from a year on, and codes that there were and are no more."""
    for name, frame in rows.items():
        if name not in FILES:
            continue
        schema, stored = FILES[name], store_names(FILES[name])
        for header, declared in schema.headers().items():
            column, kind = stored[header], kind_of(declared)
            if header == RARE or header in absent.get(name, ()) or column not in frame.columns:
                continue
            is_name = kind.is_person or header in schema.KEY or frame.schema[column] == pl.String
            if is_name and not kind.codes:
                continue
            told = _told(name, frame, header, column)
            found = [*_same_in_all(name, header, told)]
            if header not in OFFERED:
                found = found or [*_stopped(name, header, told, reach)]
            yield from found


def _told(name: str, frame: pl.DataFrame, header: str, column: str) -> pl.DataFrame:
    """One row per year and what cells of a column say in it, with how many of them (`len`) and the first line (`rad`).

    A cell says its code; of dates and amounts, whether there is one.
    """
    kind, cell = frame.schema[column], pl.col(column)
    labels: tuple[str, str] | None = None
    if kind == pl.Date:
        labels, cell = (DATE, EMPTY), cell.is_not_null()
    elif kind.is_numeric() and column not in CODES:
        labels, cell = (NUMBER, NOTHING), (cell != 0).fill_null(False)
    of = TELLS_OF.get(name, {}).get(header)
    told = frame.lazy() if of is None else frame.lazy().filter(of)
    counts = told.group_by(year_of(name).alias("year"), cell.alias("told")).agg(pl.len(), pl.col("rad").min())
    if labels:
        said = pl.when("told").then(pl.lit(labels[0])).otherwise(pl.lit(labels[1]))
    else:
        said = pl.col("told").cast(pl.String).fill_null(EMPTY)
    return counts.with_columns(told=said).collect()


def _same_in_all(name: str, header: str, told: pl.DataFrame) -> Iterator[Finding]:
    of = int(told["len"].sum())
    if of < (FEW if header in COMMON else MANY) or told["told"].n_unique() > 1:
        return
    value = told["told"][0]
    if value in (DATE, NUMBER) or (header in OFFERED and value not in (EMPTY, NOTHING)):
        return
    yield Finding(
        "column",
        f"{name} {header}",
        f"“{mask(value)}” in all {of} rows that column {header} tells of. Was it lost in the export, or "
        "filled with a default? If the register does not know, deliver the file without the column: what rests on it "
        "is then told to be missing.",
    )


def _stopped(name: str, header: str, told: pl.DataFrame, reach: Coverage) -> Iterator[Finding]:
    """Codes, dates and amounts of which a year has none, though by the last year that had some there must be many."""
    if name not in reach.spans:
        return
    first, last = reach.spans[name]
    if not is_yearly(name):
        first, last = -(-first // MONTHS), (last + 1) // MONTHS - 1
    within = told.filter(pl.col("year").is_between(first, last - (header in LATE)))
    of, by_value = Counter[int](), dict[str, dict[int, int]]()
    for value, year, rows in within.select("told", "year", "len").sort("told", "year").iter_rows():
        of[year] += rows
        by_value.setdefault(value, {})[year] = rows
    for value, there in by_value.items():
        if value in (EMPTY, NOTHING):
            continue
        for before, without in _runs(sorted(of), there):
            rows = sum(of[year] for year in without)
            if there[before] < FEWEST_LOST or rows * there[before] / of[before] < EXPECTED:
                continue
            when = f"{without[0]}" if len(without) == 1 else f"{without[0]}–{without[-1]}"
            where = f"{rows} rows of {when} (from line {first_line(within.filter(pl.col('year') == without[0]))} on)"
            yield Finding(
                "column",
                f"{name} {header} {value} {when}",
                f"none of {where} has {value} in column {header}, where {there[before]} of {of[before]} had it in "
                f"{before}. Is the column no longer filled in, or has the code got another name? Map it in "
                "leverans.toml, or have the file exported again.",
            )


def _runs(years: list[int], there: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
    """Years in a row without a value, and the year before them, which has it."""
    before, without = 0, list[int]()
    for year in years:
        if year in there:
            if without:
                yield before, without
            before, without = year, []
        elif before:
            without.append(year)
    if without:
        yield before, without
