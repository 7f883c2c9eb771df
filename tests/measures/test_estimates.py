"""What models say: a row of the model is a cell; too few persons, or nothing to say, and it is withheld."""

from collections.abc import Iterator
from dataclasses import replace

import polars as pl
import pytest

from indikatorer import AuditFailed
from indikatorer.disclosure.audit import audit
from indikatorer.indicators import MEASURES
from indikatorer.measures.cell import PROCENTENHETER, CellStatus
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.dimensions import KON
from indikatorer.measures.measure import Table
from indikatorer.measures.population import Slice, population
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates
from indikatorer.publication.protected import Cell
from tests.people import records
from tests.protecting import protect

SAID = pl.DataFrame(
    [("Kvinnor", 4.25, 1.0, 7.5, 20), ("Män", -3.0, None, None, 19), ("Okänt", None, None, None, 500)],
    schema=["kon", "varde", "ki_nedre", "ki_ovre", "personer"],
    orient="row",
)


def modelled(said: pl.DataFrame, status: CellStatus = CellStatus.SHOWN) -> ComputedTable:
    @population()
    def two(records: Records) -> Iterator[Slice]:
        yield Slice(lambda: pl.LazyFrame({"person": [1, 2]}), {"manader": 12}, status=status)

    def model(rows: pl.DataFrame) -> pl.DataFrame:
        assert rows.height == 2
        return said

    table = Table("Effekt", two, (KON,), Estimates(model, "effekt", PROCENTENHETER))
    measure = replace(MEASURES["E2"], tables={"test": table})
    return compute(measure, "test", records(2021))


def test_a_row_of_the_model_is_a_cell():
    table = modelled(SAID)
    assert table.dimensions == ("manader", "kon")
    assert table.written.columns[:4] == ["manader", "kon", "matt", "taljare"]
    assert table.cells.row(0, named=True) == {
        **{"manader": 12, "kon": "Kvinnor", "matt": "effekt", "taljare": None, "namnare": None, "varde": 4.25},
        **{"ki_nedre": 1.0, "ki_ovre": 7.5, "enhet": "procentenheter", "status": "", "personer": 20, "slice": 0},
    }


def test_a_cell_on_fewer_than_twenty_persons_or_without_a_value_is_withheld():
    table = modelled(SAID)
    published = protect([table])[table.id]
    assert published.select("varde", "ki_nedre", "ki_ovre", "status").rows() == [
        (4.3, 1.0, 7.5, ""),
        (None, None, None, "skyddad"),
        (None, None, None, "skyddad"),
    ]
    audit([table], {table.id: published}).refuse()
    leaky = published.with_columns(varde=table.written["varde"])
    with pytest.raises(AuditFailed, match=r"a number over too few persons: E2-test, row 2"):
        audit([table], {table.id: leaky}).refuse()


def test_the_model_may_say_why_it_has_no_value():
    table = modelled(SAID.with_columns(status=pl.Series(["", "", "ej mätbar"])))
    assert protect([table])[table.id]["status"].to_list() == ["", "skyddad", "ej mätbar"]


def test_without_a_delivery_every_label_has_a_cell():
    table = modelled(SAID, CellStatus.NOT_DELIVERED)
    assert table.cells.select("kon", "varde", "status").rows() == [
        ("Kvinnor", None, "saknas"),
        ("Män", None, "saknas"),
    ]


def test_an_effect_in_words():
    cell = Cell("ST5", {}, "effekt", 4.3, None, None, 1.0, 7.5, PROCENTENHETER, "")
    assert (cell.in_text(), cell.in_table()) == ("4,3 procentenheter", "4,3")


def test_a_cell_behind_which_hardly_anybody_is_gives_no_count_away():
    table = modelled(SAID.with_columns(personer=pl.Series([1, 4, 0], dtype=pl.Int64)))
    assert protect([table])[table.id]["status"].unique().to_list() == ["skyddad"]
