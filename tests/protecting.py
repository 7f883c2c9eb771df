"""Tables of tests, protected as a publication is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from indikatorer.disclosure import fallbacks
from indikatorer.disclosure.fallbacks import Outcome
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.indicators import MEASURES
from indikatorer.measures.cell import as_printed
from indikatorer.measures.compute import WORKING_COLUMNS, ComputedTable, compute
from indikatorer.measures.records import Records
from indikatorer.registers.store import SYNTHETIC_SECRET
from tests.people import records

ROUNDED = replace(POLICY, metod="avrundning")
AUTO = replace(POLICY, metod="auto")


def counted(given: Records, *names: str) -> list[ComputedTable]:
    """The tables with these names, as `J3-orsak`."""
    return [compute(MEASURES[name.split("-", 1)[0]], name.split("-", 1)[1], given) for name in names]


def counted_of(spells: str, *names: str) -> list[ComputedTable]:
    """The tables with these names over these spells, reported for 2021."""
    return counted(records(2021, spells=spells), *names)


def outcome(tables: Sequence[ComputedTable], policy: Policy = POLICY, **given: Any) -> Outcome:
    """The tables protected by the method of the policy, and audited."""
    return fallbacks.protected(tables, SYNTHETIC_SECRET, policy, **given)


def printed(told: Outcome) -> dict[str, pl.DataFrame]:
    """The cells as they are written."""
    return {table: as_printed(cells.drop(WORKING_COLUMNS)) for table, cells in told.cells.items()}


def protect(tables: Sequence[ComputedTable], policy: Policy = POLICY, **given: Any) -> dict[str, pl.DataFrame]:
    """Table id → its cells as they are written, once the audit has passed and no other method was needed."""
    told = outcome(tables, policy, **given)
    told.audit.refuse()
    assert policy.metod in (told.policy.metod, "auto")
    return printed(told)
