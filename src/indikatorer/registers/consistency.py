"""What must hold between the rows of a file, and between files."""

from collections.abc import Mapping, Sequence

import polars as pl

from indikatorer.base.periods import MONTHS
from indikatorer.registers.columns import kind_of
from indikatorer.registers.contract import FILES, JOBS, SUPPORT, store_names
from indikatorer.registers.faults import Faults, masked, masked_number
from indikatorer.registers.reading import Table

CHANGES = "personnummer_byte"
REPEATED = 0.05
"""Two payments of a month can be alike; where more of the rows than this repeat another, the file holds rows twice."""


def check_relations(tables: Mapping[str, Table], faults: Faults) -> None:
    """Notes rows with the same key, references that name nothing, and personnummer that change in a circle."""
    for name, table in tables.items():
        _check_key(name, table, faults)
    if JOBS in tables:
        employments = tables[JOBS]
        faulty = faults.lines(employments.file)
        known = employments.rows.filter(pl.col("rad").is_in(faulty.implode()).not_())["stockholmsjobb"]
        for name, column in (("flai_uppfoljning_3man", "stockholmsjobb"), (JOBS, "forlangning_av")):
            if name in tables:
                _check_reference(name, tables[name], column, known, faults)
        newest = newest_numbers(tables[CHANGES].rows)[0] if CHANGES in tables else {}
        _check_prolonged(employments, newest, faults)
    if SUPPORT in tables:
        _check_repeated(tables[SUPPORT], faults)
    if CHANGES in tables:
        changes = tables[CHANGES]
        _, circular = newest_numbers(changes.rows)
        rows = changes.rows.filter(pl.col("gammalt").is_in(circular))
        faults.add_rows(
            changes.file, rows, "gammalt", _shown("gammalt"), "a number that does not in the end change into itself"
        )


def newest_numbers(changes: pl.DataFrame) -> tuple[dict[int, int], list[int]]:
    """Each number that was changed → the newest one that it became, and the numbers that change in a circle."""
    next_number = dict(changes.select("gammalt", "nytt").iter_rows())
    newest: dict[int, int] = {}
    circular: list[int] = []
    for number in next_number:
        seen = {number}
        current = number
        while current in next_number and next_number[current] not in seen:
            current = next_number[current]
            seen.add(current)
        if current in next_number:
            circular.append(number)
        else:
            newest[number] = current
    return newest, circular


def _check_key(name: str, table: Table, faults: Faults) -> None:
    schema = FILES[name]
    if not schema.KEY:
        return
    names = store_names(schema)
    key = [names[header] for header in schema.KEY]
    same = table.rows.filter(pl.struct(key).is_duplicated())
    if same.height:
        months = {names[header] for header, declared in schema.headers().items() if kind_of(declared).is_month}
        shown = [_shown_month(column) if column in months else _shown(column) for column in key]
        found = pl.concat_str(shown, separator=", ", ignore_nulls=True)
        together = f" ({', '.join(schema.KEY)} together)" if len(key) > 1 else ""
        expected = f"nothing that another row has too{together}"
        faults.add_rows(table.file, same.sort(*key, "rad"), schema.KEY[0], found, expected)


def _check_reference(name: str, table: Table, column: str, known: pl.Series, faults: Faults) -> None:
    lost = table.rows.filter(pl.col(column).is_not_null() & pl.col(column).is_in(known.implode()).not_())
    header = next(header for header, stored in store_names(FILES[name]).items() if stored == column)
    faults.add_rows(
        table.file,
        lost,
        header,
        masked(pl.col(column)),
        f"a stockholmsjobb_id on a row of {JOBS} without faults",
    )


def _check_prolonged(employments: Table, newest: Mapping[int, int], faults: Faults) -> None:
    """A prolongation is of the same person's employment, by the newest of the person's numbers."""
    rows = employments.rows.with_columns(pl.col("person").replace(newest))
    other = rows.select(pl.col("stockholmsjobb").alias("forlangning_av"), pl.col("person").alias("other"))
    of_another = rows.join(other, on="forlangning_av").filter(pl.col("person") != pl.col("other"))
    expected = "a stockholmsjobb_id of the same person"
    faults.add_rows(employments.file, of_another, "förlängning_av", masked(pl.col("forlangning_av")), expected)


def _check_repeated(bistand: Table, faults: Faults) -> None:
    """Amounts are summed: a file that holds its rows twice would double them without a word."""
    repeated = repeated_rows(bistand.rows)
    if repeated > REPEATED * bistand.rows.height:
        expected = f"each row once: {repeated} of {bistand.rows.height} rows repeat another in all columns"
        faults.add(bistand.file, expected)


def repeated(rows: pl.DataFrame, alike: Sequence[str]) -> pl.DataFrame:
    """One row per values of these columns that several rows have: the values, and how many rows too many (`again`)."""
    return rows.lazy().group_by(alike).agg(again=pl.len() - 1).filter(pl.col("again") > 0).collect()


def repeated_rows(rows: pl.DataFrame) -> int:
    """How many rows there would be fewer if each were there once, whatever its line."""
    return int(repeated(rows, [column for column in rows.columns if column != "rad"])["again"].sum())


def _shown_month(column: str) -> pl.Expr:
    """A month as it stands in a delivery."""
    year, number = pl.col(column) // MONTHS, (pl.col(column) % MONTHS + 1).cast(pl.String).str.zfill(2)
    return pl.format("{}-{}", year, number)


def _shown(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String)
    return masked_number(text) if column in ("gammalt", "person") else masked(text)
