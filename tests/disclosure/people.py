"""Tables counted from a list of persons, each with labels: so small that the answers can be worked out by hand."""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.membership import Membership
from indikatorer.disclosure.policy import POLICY

Person = Mapping[str, str]
TOTAL = "Samtliga"
SECRET = b"a secret that nobody knows"
HIDING = replace(POLICY, metod="undertryckning")
ROUNDING = replace(POLICY, metod="avrundning")
AUTO = replace(POLICY, metod="auto")


@dataclass(frozen=True)
class Counted:
    """A counted table, with its shares in per cent."""

    id: str
    dimensions: Sequence[str]
    cells: pl.DataFrame
    members: Sequence[Membership]
    modelled: bool = False

    def worked_out(self, cells: pl.DataFrame) -> pl.DataFrame:
        share = (100 * pl.col("taljare") / pl.col("namnare")).round(1).fill_nan(None)
        return cells.with_columns(varde=pl.when(pl.col("matt") == "andel").then(share).otherwise("varde"))


def people(counts: Mapping[tuple[str, ...], int], *names: str, named: str = "p") -> list[Person]:
    """So many persons with each combination of labels, named one after another."""
    found: list[Person] = []
    for labels, number in counts.items():
        for _ in range(number):
            found.append({"person": f"{named}{len(found)}", **dict(zip(names, labels, strict=True))})
    return found


def table(
    name: str,
    counted: Iterable[Person],
    *dimensions: str,
    hit: tuple[str, Collection[str]] | None = None,
    amount: str = "",
    universe: str = "person",
    also: str = "",
    outcome: bool = False,
) -> Counted:
    """Persons by every combination of the dimensions and of their totals; a person may be there more than once.

    With `hit`, a column and some of its labels: the share of those who have them. With `amount`, a column of whole
    numbers: their mean. Else how many there are. `also` names these persons where another universe has them too.
    With `outcome`, what is had is an outcome: nobody may know that a whole group has it, or that none of it has.
    """
    persons = list(counted)
    finest = [tuple(one[by] for by in (*dimensions, *([hit[0]] if hit else []))) for one in persons]
    leaves = sorted(set(finest))
    of_person = np.array([leaves.index(leaf) for leaf in finest], np.int64)
    places = list(product(*([*sorted({one[by] for one in persons}), TOTAL] for by in dimensions)))
    inside = np.array([[_is_in(leaf, place) for leaf in leaves] for place in places], float)
    units = pl.Series([one["person"] for one in persons], dtype=pl.String)
    labels = pl.DataFrame({"leaf": [" ".join(leaf) for leaf in leaves]})
    of_amount = np.array([float(one[amount]) for one in persons]) if amount else None

    def members(of: Mapping[str, np.ndarray], adds: np.ndarray | None = None) -> Membership:
        sizes = [parts @ np.bincount(of_person, adds, len(leaves)) for parts in of.values()]
        names = [also and " ".join([also, *place]) for place in places]
        counts = pl.concat(
            pl.DataFrame({"row": range(len(places)), "column": column, "number": size, "also": names})
            for column, size in zip(of, sizes, strict=True)
        )
        about = universe if adds is None else f"{universe}: {amount}"
        return Membership(about, units, of_person, labels, counts, csr_array(np.vstack(list(of.values()))), adds)

    if hit:
        hits = inside * [leaf[-1] in hit[1] for leaf in leaves]
        matt, found = "andel", [members({"taljare": hits, "namnare": inside})]
        if outcome:
            has_it = np.array([float(leaf[-1] in hit[1]) for leaf in finest])
            about = replace(members({"taljare": inside}, has_it), outcome=True, universe=f"{universe}: {name}")
            found.append(about)
    elif amount:
        matt, found = "medel", [members({"namnare": inside}), members({"summa": inside}, of_amount)]
    else:
        matt, found = "antal", [members({"varde": inside})]
    columns = {by: [place[at] for place in places] for at, by in enumerate(dimensions)}
    cells = pl.DataFrame({**columns, "matt": [matt] * len(places)}).with_columns(**numbers_of_cells(found, len(places)))
    made = Counted(name, dimensions, cells, found)
    return replace(made, cells=made.worked_out(cells))


def _is_in(leaf: Sequence[str], place: Sequence[str]) -> bool:
    return all(at in (TOTAL, label) for label, at in zip(leaf, place, strict=False))


def numbers_of_cells(members: Iterable[Membership], size: int) -> dict[str, pl.Series | pl.Expr]:
    """The columns of numbers, with a mean worked out from its sum."""
    found = {}
    for row, column, number in pl.concat(one.counts for one in members).select("row", "column", "number").rows():
        found[row, column] = number
    columns = {column: [found.get((row, column)) for row in range(size)] for column in ("taljare", "namnare", "varde")}
    for row in range(size):
        if (row, "summa") in found and found[row, "namnare"]:
            columns["varde"][row] = found[row, "summa"] / found[row, "namnare"]
    kinds = {"taljare": pl.Int64, "namnare": pl.Int64, "varde": pl.Float64}
    return {
        **{name: pl.Series(name, columns[name], pl.Float64).cast(kind) for name, kind in kinds.items()},
        "ki_nedre": pl.lit(None, pl.Float64),
        "ki_ovre": pl.lit(None, pl.Float64),
        "enhet": pl.lit(""),
        "status": pl.lit(""),
        "personer": pl.lit(None, pl.Int64),
    }


def naively(tables: Iterable[Counted]) -> dict[str, pl.DataFrame]:
    """The tables as they were counted."""
    return {one.id: one.cells for one in tables}


def few_hidden(tables: Iterable[Counted]) -> dict[str, pl.DataFrame]:
    """The tables with only those cells hidden in which one to four persons stand."""
    return {
        one.id: hide(
            one.cells,
            *one.cells.select(
                pl.any_horizontal(
                    pl.col(name).is_between(1, 4).fill_null(False)
                    for name in ("taljare", "namnare", *(["varde"] if "antal" in one.cells["matt"] else []))
                ).arg_true()
            ).to_series(),
        )
        for one in tables
    }


def hide(cells: pl.DataFrame, *rows: int) -> pl.DataFrame:
    """The cells with some of them hidden."""
    numbers = ("taljare", "namnare", "varde", "ki_nedre", "ki_ovre")
    kept = ~pl.int_range(pl.len()).is_in(rows)
    return cells.with_columns(
        *(pl.when(kept).then(pl.col(name)).alias(name) for name in numbers),
        status=pl.when(kept).then("status").otherwise(pl.lit("skyddad")),
    )


def row_of(cells: pl.DataFrame, **labels: str) -> int:
    """Where the one cell with these labels stands."""
    [row] = cells.select(pl.all_horizontal(pl.col(name) == is_ for name, is_ in labels.items()).arg_true()).to_series()
    return int(row)


def with_numbers(cells: pl.DataFrame, row: int, **numbers: float | str | None) -> pl.DataFrame:
    """The cells with something else in one of them."""
    here = pl.int_range(pl.len()) == row
    return cells.with_columns(
        pl.when(here).then(pl.lit(number)).otherwise(pl.col(name)).cast(cells.schema[name]).alias(name)
        for name, number in numbers.items()
    )


def told(
    tables: Sequence[Counted], published: Mapping[str, pl.DataFrame], rounded: bool = False
) -> set[tuple[str, str]]:
    """What the audit finds: the kind, and the first place where the number stands, or each of two."""
    found = audit(tables, published, ROUNDING if rounded else HIDING).found
    return {(one.kind, " without ".join(of.split(" = ")[0] for of in one.number.split(" without "))) for one in found}


def shown_again(counted: Counted, published: pl.DataFrame, row: int) -> pl.DataFrame:
    """What is published, with one cell as it was counted."""
    of_cell = counted.cells.row(row, named=True)
    return with_numbers(published, row, **{name: of_cell[name] for name in ("taljare", "namnare", "varde", "status")})


A_MEAN = table(
    "A-mean", [{"person": f"m{n}", "dagar": str(10 + n)} for n in range(30)], amount="dagar", universe="other"
)
"""A table of others that goes with the rest: of thirty persons, with nobody to protect."""


def drawn(labels, seed, number):
    """So many persons with these labels of each attribute, the first labels likeliest; the same for the same seed."""
    chance = random.Random(seed)
    counts: dict[tuple[str, ...], int] = {}
    for _ in range(number):
        kind = tuple(of[min(int(chance.expovariate(0.9)), len(of) - 1)] for of in labels.values())
        counts[kind] = counts.get(kind, 0) + 1
    return people(counts, *labels)
