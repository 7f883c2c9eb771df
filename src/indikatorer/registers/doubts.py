"""What a delivery can hold without being wrong, but what a reader of the report should know: counted, never refused."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from indikatorer.base.periods import month_of
from indikatorer.base.vocabulary import Avslutsorsak, Bistandstyp
from indikatorer.registers.columns import DAY, kind_of
from indikatorer.registers.consistency import repeated_rows
from indikatorer.registers.contract import ACTIVITIES, FILES, JOBS, KNOWN_NAMES, SPELLS, SUPPORT, store_names
from indikatorer.registers.delivery import Delivery, meant_by
from indikatorer.registers.faults import mask
from indikatorer.registers.reading import Table
from indikatorer.registers.spelling import folded

KOSTNADER = "ekonomi_kostnader"
DAYS_BETWEEN = 1
"""So many days without employment may lie between two that are one (docs/definitions.md, Decided)."""
CORRECTED = 3000
"""Of so many amounts some are taken back later, as a row with a minus; some are one in two hundred."""
PLANNED = ("planerat_slut", "jobbplan")
"""Dates that may well lie ahead."""


def doubts_about_delivery(delivery: Delivery, tables: Iterable[Table]) -> dict[str, int]:
    """Swedish name of a kind → how many: files and columns that were ignored, files without a last line end.

    After a colon stands which; a published report tells the kind alone.
    """
    counts = {f"fil som inte hör till leveransen: {name}": 1 for name in delivery.unknown_files}
    named = {name: meant_by(name.casefold().partition(".")[0], delivery.files) for name in delivery.unknown_files}
    counts |= {
        f"fil som heter nästan som en i leveransen: {name}, menas {meant}": 1 for name, meant in named.items() if meant
    }
    tables = list(tables)
    for table in tables:
        counts |= {f"okänd kolumn i {table.file}: {column}": 1 for column in table.extra_columns}
        if not table.is_ended:
            counts[f"sista raden i {table.file} saknar radslut"] = 1
        for column, count in table.placeholders.items():
            if count:
                counts[f"datum som betyder att inget finns: {table.file}, {column}"] = count
    said = {folded(mapped.rpartition(" → ")[0]) for table in tables for mapped in table.mapped}
    nowhere = [f"[tackning] {name}" for name in delivery.coverage if name not in delivery.files]
    nowhere += [
        f"[kolumner.{name}] {mask(theirs)}"
        for name, columns in delivery.columns.items()
        for theirs in columns
        if folded(mask(theirs)) not in said
    ]
    if nowhere:
        counts[f"leverans.toml nämner något som inte levererats: {', '.join(nowhere)}"] = len(nowhere)
    return counts


def doubts_about_rows(delivery: Delivery, rows: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Swedish name of a kind → how many rows, people or months; kinds that do not occur are left out.

    `rows` are good rows with people as numbers (before or after changes of personnummer are applied).
    """
    counts: dict[str, int] = {}
    if SPELLS in rows:
        counts["överlappande inskrivningar"] = _overlapping(rows[SPELLS])
    if SUPPORT in rows:
        counts["månader som saknas i Paraplyet"] = _missing_months(rows[SUPPORT]["manad"])
        counts["rader i Paraplyet utan en enda rättelse (negativt belopp)"] = _never_corrected(rows[SUPPORT]["belopp"])
        counts["rader i Paraplyet som upprepar en annan"] = repeated_rows(rows[SUPPORT])
    if SPELLS in rows and SUPPORT in rows:
        counts["avslutsorsak Okänd med försörjningsstöd månaden efter"] = _okand_with_support(
            rows[SPELLS], rows[SUPPORT]
        )
        people = rows[SPELLS]["person"].unique()
        known = people.is_in(rows[SUPPORT]["person"].unique().implode())
        counts["personer i FLAI som aldrig funnits i Paraplyet"] = people.len() - int(known.sum())
    if JOBS in rows:
        counts["förlängningar av Stockholmsjobb efter mer än en dag utan anställning"] = _late(rows[JOBS])
    if KOSTNADER in rows:
        counts["enheter med kostnader som varken är jobbtorg, Stockholmsjobb eller insats"] = _unknown_units(rows)
    if delivery.delivered:
        counts["datum efter leveransdagen"] = sum(
            _after(frame, name, delivery.delivered) for name, frame in rows.items()
        )
    return {kind: count for kind, count in counts.items() if count}


def _never_corrected(amounts: pl.Series) -> int:
    """How many amounts none of which is negative, where there are so many that some were paid back."""
    return amounts.len() if amounts.len() >= CORRECTED and not (amounts < 0).any() else 0


def _late(employments: pl.DataFrame) -> int:
    """Prolongations that are stated, and begin more than one day without employment after the other has ended."""
    others = employments.select(pl.col("stockholmsjobb").alias("forlangning_av"), pl.col("slut").alias("ended"))
    gap = (pl.col("start") - pl.col("ended")).dt.total_days()
    return employments.join(others, on="forlangning_av").filter(gap > DAYS_BETWEEN + 1).height


def _unknown_units(rows: Mapping[str, pl.DataFrame]) -> int:
    known = set(KNOWN_NAMES)
    if ACTIVITIES in rows:
        known.update(rows[ACTIVITIES]["insats"].unique())
    return rows[KOSTNADER].filter(pl.col("enhet").is_in(list(known)).not_())["enhet"].n_unique()


def _overlapping(spells: pl.DataFrame) -> int:
    """Spells that begin before an earlier spell of the same person has ended."""
    end = pl.col("avslutad").fill_null(pl.date(9999, 12, 31))
    earlier_end = end.cum_max().shift(1).over("person")
    return int(spells.sort("person", "inskriven", "rad").select((pl.col("inskriven") < earlier_end).sum()).item() or 0)


def _missing_months(months: pl.Series) -> int:
    if months.is_empty():
        return 0
    span = int(months.max()) - int(months.min()) + 1  # type: ignore[arg-type]
    return span - months.n_unique()


def _okand_with_support(spells: pl.DataFrame, bistand: pl.DataFrame) -> int:
    """Exits with reason Okänd, whose definition says no support, and support the month after
    (docs/definitions.md, J3)."""
    exits = spells.filter(pl.col("avslutsorsak") == Avslutsorsak.OKAND.value).select(
        "person",
        manad=12 * pl.col("avslutad").dt.year().cast(pl.Int32) + pl.col("avslutad").dt.month().cast(pl.Int32),
    )
    supported = (
        bistand.lazy()
        .filter(pl.col("typ") == Bistandstyp.FORSORJNINGSSTOD.value)
        .join(exits.lazy().unique(), on=["person", "manad"], how="semi")
        .group_by("person", "manad")
        .agg(pl.col("belopp").sum())
        .filter(pl.col("belopp") > 0)
        .collect()
    )
    return exits.join(supported, on=["person", "manad"], how="semi").height


def _after(frame: pl.DataFrame, name: str, delivered: date) -> int:
    names = store_names(FILES[name])
    dates = [
        names[header]
        for header, declared in FILES[name].headers().items()
        if kind_of(declared) is DAY and header not in PLANNED
    ]
    return sum(int((frame[column] > delivered).sum()) for column in dates) + sum(
        int((frame[names[header]] > month_of(delivered)).sum())
        for header, declared in FILES[name].headers().items()
        if kind_of(declared).is_month
    )
