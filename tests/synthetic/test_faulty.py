"""Injected faults are found by the reader, each where the list says, and nothing else is."""

import shutil

import polars as pl
import pytest

from indikatorer.registers.ingesting import Refused, judge
from indikatorer.synthetic import inject_faults


@pytest.fixture(scope="module")
def listed_and_found(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("faulty") / "delivery"
    shutil.copytree(small, folder)
    listed = pl.read_csv(inject_faults(folder, seed=3), separator=";", infer_schema=False)
    with pytest.raises(Refused) as caught:
        judge(folder, quarantine=False, limit=0)
    # A fault that makes the whole file unreadable names its line in words.
    in_words = pl.col("expected").str.extract(r"^line (\d+):")
    line = pl.coalesce(pl.col("line").cast(pl.String), in_words)
    return listed, caught.value.faults.select("file", line, pl.col("column").replace("", None))


def test_the_reader_finds_every_fault_where_it_was_put(listed_and_found):
    listed, found = listed_and_found
    there = listed.select("file", "line", "column")
    missed = listed.join(found, on=there.columns, how="anti", nulls_equal=True)
    assert missed.rows() == []
    assert found.join(there, on=there.columns, how="anti", nulls_equal=True).rows() == []


def test_every_kind_of_the_contract_is_among_them(listed_and_found):
    listed, _ = listed_and_found
    assert set(listed["kind"]) == {
        "missing required column",
        "required cell is empty",
        "unreadable date",
        "unreadable number",
        "unreadable code",
        "exit before enrolment",
        "exit without a reason",
        "duplicate id",
        "follow-up of no employment",
        "unknown jobbtorg",
        "unknown district",
        "wrong check digit",
        "not a personnummer",
        "Parquet that is named .csv",
        "truncated file",
        "empty file",
        "neither UTF-8 nor Windows-1252",
        "two forms of one file",
        "forbidden column",
    }


def test_same_seed_same_faults(small, tmp_path):
    for name in ("one", "again"):
        shutil.copytree(small, tmp_path / name)
        inject_faults(tmp_path / name, seed=5)
    assert (tmp_path / "one-fel.csv").read_bytes() == (tmp_path / "again-fel.csv").read_bytes()
