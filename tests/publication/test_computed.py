"""Notebooks compute: what they save is what the measures count, whole or not at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indikatorer import ROOT, UserError
from indikatorer.indicators import MEASURES
from indikatorer.measures.records import Records
from indikatorer.publication.annual import compute_tables, measures_published
from indikatorer.publication.computed import read_computed, write_computed
from indikatorer.publication.year_records import records_of
from indikatorer.registers.store import Registers
from tests.damage import damage
from tests.naive.world import YEAR, make, registers


def entries(members):
    """The entries of a membership, in whatever order they were counted."""
    amounts = [None] * len(members.units) if members.amounts is None else members.amounts
    return sorted(zip(map(str, members.units), members.leaves, map(str, amounts), strict=True))


def same(one, other):
    assert one.id == other.id
    assert one.cells.equals(other.cells), one.id
    assert len(one.members) == len(other.members), one.id
    for ours, theirs in zip(one.members, other.members, strict=True):
        assert (ours.universe, ours.outcome) == (theirs.universe, theirs.outcome)
        assert entries(ours) == entries(theirs), one.id
        assert ours.labels.equals(theirs.labels), one.id
        assert ours.counts.equals(theirs.counts), one.id
        assert (ours.parts != theirs.parts).nnz == 0, one.id
    return True


def test_what_is_read_is_what_was_written(computed, tmp_path):
    published = [table for table in computed if not table.measure.internal]
    write_computed(tmp_path, "allt", published)
    read = read_computed(tmp_path, measures_published(), Records.as_of(registers(make(1)), YEAR))
    assert all(same(one, other) for one, other in zip(published, read, strict=True))


@pytest.fixture
def saved(computed, tmp_path):
    """J3 and J4, each in a chapter of its own, with the records that they were counted from."""
    for name in ("J3", "J4"):
        write_computed(tmp_path, name, [table for table in computed if table.measure.id == name])
    return tmp_path, Records.as_of(registers(make(1)), YEAR)


def test_a_table_that_no_notebook_has_computed_stops_the_publication(saved):
    folder, records = saved
    assert len(read_computed(folder, [MEASURES["J3"], MEASURES["J4"]], records)) > 10
    with pytest.raises(UserError, match=r"J5-orsak is computed by no notebook in notebooks/berakning: compute J5\."):
        read_computed(folder, [MEASURES["J3"], MEASURES["J5"]], records)


def test_a_table_that_two_notebooks_have_computed_stops_the_publication(saved):
    folder, records = saved
    shutil.copytree(folder / "J4", folder / "annat")
    with pytest.raises(UserError, match=r"J4-\S+ is computed both for J4 and for annat"):
        read_computed(folder, [MEASURES["J4"]], records)


def test_a_computed_file_that_is_not_what_was_written_stops_the_publication(saved):
    folder, records = saved
    damage(folder / "J4" / "J4-alder.arrow", "flip")
    with pytest.raises(UserError, match="not what was written"):
        read_computed(folder, [MEASURES["J4"]], records)


def python(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def indikatorer(build: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return python("from indikatorer.cli import main; main()", "--build", build, *arguments)


@pytest.fixture(scope="module")
def delivery(tmp_path_factory):
    folder = tmp_path_factory.mktemp("delivery")
    assert not indikatorer(folder, "synthetic", folder / "raw", "--scale", 0.01).returncode
    return folder / "raw"


def test_the_notebooks_compute_what_the_measures_count(delivery, tmp_path):
    wanted = ("make", "compute", "--year", 2021, "--data", delivery, "--draws", 3)
    done = indikatorer(tmp_path / "build", *wanted)
    assert not done.returncode, done.stderr
    records = records_of(
        Registers.open(tmp_path / "build" / "registers"), 2021, tmp_path / "build" / "2021" / "analysis"
    )
    read = read_computed(tmp_path / "build" / "2021" / "computed", measures_published(), records)
    anew = compute_tables(records, measures_published())
    assert all(same(one, other) for one, other in zip(read, anew, strict=True))
    assert "compute" not in indikatorer(tmp_path / "build", *wanted, "--list").stdout.split()


RUN = """
import sys
from pathlib import Path
from indikatorer.running.runner import run

notebook, year = map(Path, sys.argv[1:])
run([notebook], year / "computed", {"year": 2021, "build": str(year), "save": True})
"""


def test_what_does_not_hold_stops_the_notebook_and_saves_nothing(delivery, tmp_path):
    notebook = json.loads((ROOT / "notebooks" / "berakning" / "jobbtorg.ipynb").read_text(encoding="utf-8"))
    [cell] = [
        one for one in notebook["cells"] if "exits = cohorts.exits(records, the_year)\n" in "".join(one["source"])
    ]
    cell["source"] = "".join(cell["source"]).replace("the_year)", "the_year).head(3)")
    (tmp_path / "jobbtorg.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    read = indikatorer(tmp_path / "build", "make", "analysis", "--year", 2021, "--data", delivery, "--draws", 3)
    assert not read.returncode, read.stderr
    done = python(RUN, tmp_path / "jobbtorg.ipynb", tmp_path / "build" / "2021")
    assert done.returncode
    assert "räknade här och enligt J3" in done.stderr
    assert not (tmp_path / "build" / "2021" / "computed" / "jobbtorg").exists()
