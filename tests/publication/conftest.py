"""Every table of a year over the naive world, computed, protected and written once for all tests of this folder."""

import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.records import Records
from indikatorer.publication.annual import write_tables
from indikatorer.publication.protected import Publication
from tests.naive.world import YEAR, make, registers
from tests.protecting import AUTO, outcome, printed


def every_table(seed: int = 1) -> list[ComputedTable]:
    records = Records.as_of(registers(make(seed)), YEAR)
    return [compute(measure, suffix, records) for measure in MEASURES.values() for suffix in measure.tables]


@pytest.fixture(scope="session")
def computed():
    return every_table()


@pytest.fixture(scope="session")
def told(computed):
    """A delivery of three hundred people, protected as the method `auto` finds best."""
    return outcome([table for table in computed if not table.measure.internal], AUTO)


@pytest.fixture(scope="session")
def protected(told):
    told.audit.refuse()
    return printed(told)


@pytest.fixture(scope="session")
def whole(told, protected, tmp_path_factory):
    """The publication as notebooks, workbook and site read it."""
    folder = tmp_path_factory.mktemp("whole")
    origin = {"year": YEAR, "metod": told.policy.metod, "delivery": {"syntetisk": True, "levererad": "2022-02-15"}}
    write_tables(folder, origin, told.tables, protected)
    return Publication(folder)
