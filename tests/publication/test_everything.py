"""Every table of a year at once: protected, written, read back, and the same whatever the number of threads."""

import hashlib
import os
import subprocess
import sys

import polars as pl
import pytest

from indikatorer.measures.compute import ComputedTable
from indikatorer.measures.values import Summa


@pytest.mark.slow
def test_a_small_delivery_is_rounded_and_passes_its_audit(told):
    assert told.policy.metod == "avrundning"
    assert told.audit.passed
    assert told.audit.moved[1] < 40


@pytest.mark.slow
def test_no_table_shows_few_persons(computed, protected):
    for table in computed:
        if table.id not in protected or isinstance(table.table.value, Summa):
            continue
        shown = protected[table.id].filter(~pl.col("status").is_in(["skyddad", "saknas", "ej mätbar"]))
        if table.table.of.person == "":
            few = pl.when(pl.col("matt") == "antal").then(pl.col("varde")).otherwise(pl.col("namnare"))
            assert shown.filter(few.is_between(1, 4)).is_empty(), table.id
            assert shown.filter(pl.col("taljare").is_between(1, 4)).is_empty(), table.id


@pytest.mark.slow
def test_curves_and_quartiles_of_fewer_than_twenty_are_hidden(computed, protected):
    for table in computed:
        if table.id in protected:
            cells = protected[table.id].filter(pl.col("matt").is_in(["kvartil", "kumulativ"]))
            assert cells.filter(pl.col("namnare").is_between(1, 19)).is_empty(), table.id


@pytest.mark.slow
def test_no_share_and_no_mean_is_shown_without_the_counts_behind_it(computed, protected):
    # What a rounded number says of counts that stand elsewhere would have to be stated to the protection. Kolada's are
    # others' numbers of other people: Stockholm's are of all who left, by the last exit, återremitterade among them.
    beside = {"andel": ["taljare", "namnare"], "medel": ["namnare"], "median": ["namnare"], "kvartil": ["namnare"]}
    for table in computed:
        if table.id in protected and table.measure.id != "K1":
            for matt, needed in beside.items():
                shown = protected[table.id].filter(pl.col("matt") == matt, pl.col("varde").is_not_null())
                assert shown.select(pl.all_horizontal(pl.col(needed).is_not_null()).all()).item(), table.id


@pytest.mark.slow
def test_every_cell_can_be_read_back_and_put_in_words(whole):
    for identity in whole.catalogue["tables"]:
        table = whole(identity)
        for matt in dict.fromkeys(table.frame["matt"]):
            for cell in table.cells(matt):
                assert cell.in_text()
                assert cell.in_table()


def digest(tables: list[ComputedTable]) -> str:
    """A digest of every cell to the last digit."""
    text = "\n".join(f"{table.id}\n{table.cells.write_csv(float_precision=17)}" for table in tables)
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_number_of_threads_does_not_matter(computed):
    code = "from tests.publication import conftest, test_everything as t; print(t.digest(conftest.every_table()))"
    other = "5" if pl.thread_pool_size() == 1 else "1"
    found = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "POLARS_MAX_THREADS": other},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == digest(computed)
