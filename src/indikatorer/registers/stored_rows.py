"""Good rows as they are stored: pseudonyms for people, names in their canonical spelling, a fixed order.

What is stored of a file is what the contract keeps of it, and what is said here: `ADDED`, `SUMMED_AWAY`.

Everywhere: `person` is a pseudonym, which never meets `lopnr`; months are whole numbers as in periods; J/N is Boolean;
kronor are öre, and those of SCB's yearly data kronor; `kon`, `bakgrund` and other codes are the labels of `vocabulary`;
identities that a delivery gave are numbered anew. Changes of personnummer are applied, and not stored.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl
import polars.selectors as cs

from indikatorer.base.vocabulary import UPPGIFT_SAKNAS, Kon, jobbtorg_alias, stadsdelsnamnd_alias
from indikatorer.registers import kolada_file, personnummer
from indikatorer.registers.columns import IDENTITY, LOPNR_KIND, is_kept, kind_of
from indikatorer.registers.consistency import newest_numbers
from indikatorer.registers.contract import FILES, store_names
from indikatorer.registers.pseudonyms import pseudonyms

CHANGES = "personnummer_byte"
LOPNR = "lopnr"
ADDED: dict[str, dict[str, Any]] = {
    "flai_inskrivningar": {"ordning": pl.Int32, "fodelsedatum": pl.Date},
    "scb_population": {"ordning": pl.Int32},
    "paraply_bistand": {"belopp_sokande": pl.Int64},
}
"""Columns that no file has: a row's place among all of its file (`_in_order`), the birth date that a number tells (null
where a samordningsnummer lacks part of it), what `_bistand` sums."""
SUMMED_AWAY = {"paraply_bistand": ("sokande",)}
NUMBERED = {IDENTITY: pl.Int32, LOPNR_KIND: pl.Int64}
"""Delivered identities, as the numbers that they get here."""


def stored_files() -> list[str]:
    """The files that the store can hold."""
    return [*(name for name in FILES if name != CHANGES), kolada_file.NAME]


def stored_schema(name: str) -> dict[str, Any]:
    """Column → type of a file as it is stored: every column that the contract keeps of it, and what is added."""
    if name == kolada_file.NAME:
        return dict(kolada_file.SCHEMA)
    names = store_names(FILES[name])
    kept = {names[header]: kind_of(declared) for header, declared in FILES[name].headers().items() if is_kept(declared)}
    cell = pl.LazyFrame(schema={"cell": pl.String})
    read = cell.select(kind.read(pl.col("cell")).alias(column) for column, kind in kept.items()).collect_schema()
    schema: dict[str, Any] = {
        column: pl.String if isinstance(dtype, pl.Enum) else NUMBERED.get(kept[column], dtype)
        for column, dtype in read.items()
        if column not in SUMMED_AWAY.get(name, ())
    }
    return schema | ADDED.get(name, {})


def stored_frames(rows: Mapping[str, pl.DataFrame], key: bytes) -> Iterator[tuple[str, pl.DataFrame]]:
    """Each file's good rows as `stored_schema` says."""
    newest = newest_numbers(rows[CHANGES])[0] if CHANGES in rows else {}
    current = {name: _with_newest(name, frame, newest) for name, frame in rows.items() if name != CHANGES}
    people = _people([frame["person"] for frame in current.values() if "person" in frame.columns], key)
    identities = _identities(current)
    for name, frame in current.items():
        schema = stored_schema(name)
        for column in _identity_columns(name):
            numbers, dtype = identities[_family(name, column)], schema[column]
            frame = frame.with_columns(pl.col(column).replace_strict(numbers, default=None, return_dtype=dtype))
        if "ordning" in schema:
            frame = _in_order(name, frame)
        frame = _with_rank(frame.drop(_dropped(name), strict=False), people)
        if name in SHAPES:
            frame = SHAPES[name](frame, people)
        frame = frame.drop("rad", strict=False)
        frame = frame.sort(_order(name, frame.columns), nulls_last=True).with_columns(cs.enum().cast(pl.String))
        if "person" in frame.columns:
            frame = frame.with_columns(people["person"].gather(frame["person"]))
        yield name, frame


def _in_order(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows with `ordning`, their place among all by the file's key, which tells one from every other.

    It decides between two rows that are alike, so it may not depend on the order in which they were delivered.
    """
    names = store_names(FILES[name])
    ordered = frame.sort([names[header] for header in FILES[name].KEY]).with_row_index("ordning", offset=1)
    return ordered.with_columns(pl.col("ordning").cast(pl.Int32))


def _with_newest(name: str, frame: pl.DataFrame, newest: dict[int, int]) -> pl.DataFrame:
    return frame.with_columns(pl.col("person").replace(newest)) if newest and "person" in frame.columns else frame


def _people(numbers: list[pl.Series], key: bytes) -> pl.DataFrame:
    """One row per person in the order of their pseudonyms: `number`, `rank`, `person` and what the number tells."""
    distinct = pl.concat([series.unique() for series in numbers]) if numbers else pl.Series([], dtype=pl.Int64)
    number = pl.col("number")
    return (
        pseudonyms(distinct, key)
        .with_row_index("rank")
        .with_columns(
            fodelsedatum=personnummer.birth_date(number),
            kon=pl.when(personnummer.is_woman(number)).then(pl.lit(Kon.KVINNOR.value)).otherwise(pl.lit(Kon.MAN.value)),
        )
    )


def _with_rank(frame: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """People as their rank among the pseudonyms: small, and sorted as the pseudonyms are."""
    if "person" not in frame.columns:
        return frame
    ranks = people.select(pl.col("number").alias("person"), "rank")
    return (
        frame.join(ranks, on="person", how="left", maintain_order="left")
        .with_columns(pl.col("rank").alias("person"))
        .drop("rank")
    )


def _identities(rows: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, int]]:
    """New numbers for delivered identities, which may be a person's; one series for all that name the same things."""
    texts: dict[str, set[str]] = {}
    for name, frame in rows.items():
        for column in _identity_columns(name):
            texts.setdefault(_family(name, column), set()).update(frame[column].drop_nulls().unique())
    return {family: _numbered(found, shorter_first=family == LOPNR) for family, found in texts.items()}


def _numbered(texts: set[str], *, shorter_first: bool) -> dict[str, int]:
    """Each text → its place among all, as text; LopNr, which are mostly numbers, in the order of numbers."""
    ordered = sorted(texts, key=lambda text: (len(text) if shorter_first else 0, text))
    return {text: number for number, text in enumerate(ordered, 1)}


def _family(name: str, column: str) -> str:
    if column == LOPNR:
        return LOPNR
    return "stockholmsjobb" if column in ("stockholmsjobb", "forlangning_av") else f"{name}.{column}"


def _identity_columns(name: str) -> list[str]:
    names = store_names(FILES[name])
    return [
        names[header]
        for header, declared in FILES[name].headers().items()
        if kind_of(declared) in (IDENTITY, LOPNR_KIND) and is_kept(declared)
    ]


def _dropped(name: str) -> list[str]:
    names = store_names(FILES[name])
    return [names[header] for header, declared in FILES[name].headers().items() if not is_kept(declared)]


def _order(name: str, stored: list[str]) -> list[str]:
    """Columns that together are unique: those given here, or the file's key where it is stored, or all of them."""
    names = store_names(FILES[name])
    key = [names[header] for header in FILES[name].KEY]
    return ORDER.get(name) or (key if key and set(key) <= set(stored) else stored)


def _inskrivningar(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Sex is one value per person, that of the latest spell; an empty one is what the number says
    (docs/definitions.md, Personnummer)."""
    told_by_number = people.select(pl.col("rank").alias("person"), "fodelsedatum", pl.col("kon").alias("kon_of_number"))
    return (
        rows.join(told_by_number, on="person", how="left")
        .with_columns(
            kon=pl.coalesce("kon", "kon_of_number"),
            bakgrund=pl.col("bakgrund").fill_null(UPPGIFT_SAKNAS),
            utbildning=pl.col("utbildning").fill_null(UPPGIFT_SAKNAS),
            jobbtorg=pl.col("jobbtorg").replace(jobbtorg_alias()),
            stadsdelsnamnd=pl.col("stadsdelsnamnd").replace(stadsdelsnamnd_alias()),
        )
        .sort("person", "inskriven", "ordning")
        .with_columns(pl.col("kon").last().over("person"))
        .drop("kon_of_number")
    )


def _bistand(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Rows of one person, month and type summed over the household's roles (docs/definitions.md, SF).

    Of what is not summed the largest of their values: for J/N, whether any says so.
    """
    return (
        rows.lazy()
        .group_by("person", "manad", "typ")
        .agg(
            pl.col("belopp").sum(),
            pl.col("belopp").filter(pl.col("sokande")).sum().alias("belopp_sokande"),
            pl.exclude("belopp", "sokande").max(),
        )
        .collect()
    )


def _population(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        bakgrund=pl.col("bakgrund").fill_null(UPPGIFT_SAKNAS),
        jobbtorg=pl.col("jobbtorg").replace(jobbtorg_alias()),
    )


SHAPES: dict[str, Callable[[pl.DataFrame, pl.DataFrame], pl.DataFrame]] = {
    "flai_inskrivningar": _inskrivningar,
    "paraply_bistand": _bistand,
    "scb_population": _population,
}
"""Files whose stored rows are more than the delivered ones. They keep every column that they do not know."""

ORDER = {
    "flai_inskrivningar": ["person", "inskriven", "ordning"],
    "paraply_bistand": ["person", "manad", "typ"],
    "scb_population": ["lopnr", "population", "ordning"],
}
