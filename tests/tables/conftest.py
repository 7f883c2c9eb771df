"""Every table of a year over the naive world, computed, protected and written once for all tests of this folder."""

import pytest

from indikatorer.analysis.catalogue import MEASURES
from indikatorer.disclosure import protect
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.records import Records
from indikatorer.tables.protected import Publication
from indikatorer.tables.publication import write_tables
from tests.naive.world import YEAR, make, registers


def every_table(seed: int = 1) -> list[ComputedTable]:
    records = Records.as_of(registers(make(seed)), YEAR)
    return [compute(measure, suffix, records) for measure in MEASURES.values() for suffix in measure.tables]


@pytest.fixture(scope="session")
def computed():
    return every_table()


@pytest.fixture(scope="session")
def protected(computed):
    return protect([table for table in computed if not table.measure.internal])


@pytest.fixture(scope="session")
def whole(computed, protected, tmp_path_factory):
    """The publication as notebooks, workbook and site read it."""
    folder = tmp_path_factory.mktemp("whole")
    origin = {"year": YEAR, "metod": "undertryckning", "delivery": {"syntetisk": True, "levererad": "2022-02-15"}}
    write_tables(folder, origin, [table for table in computed if table.id in protected], protected)
    return Publication(folder)
