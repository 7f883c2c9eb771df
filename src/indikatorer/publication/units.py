"""The tables behind the unit reports of a period, and the units that get one."""

import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from indikatorer import UserError
from indikatorer.base.files import replaced_folder
from indikatorer.base.periods import Window, month_label
from indikatorer.base.settings import read_protection, read_settings
from indikatorer.disclosure.fallbacks import Outcome, protected
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.indicators import MEASURES
from indikatorer.indicators.enheter import measures_of
from indikatorer.measures.cell import as_printed
from indikatorer.measures.compute import WORKING_COLUMNS, ComputedTable, compute
from indikatorer.measures.dimensions import JOBBTORG, STADSDEL
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records
from indikatorer.measures.values import Estimates
from indikatorer.publication.annual import how_protected, policy_of, read_tables, report_audit, write_tables
from indikatorer.publication.merging import merged_as_published
from indikatorer.publication.protection_rules import read_policy
from indikatorer.publication.unit_detail import LADDER, computed, filled
from indikatorer.registers.store import Registers
from indikatorer.registers.years import MONTHLY


@dataclass(frozen=True)
class Unit:
    """A jobbtorg or a district committee: its name, and the dimension of the tables in which it stands."""

    namn: str
    dimension: str

    @property
    def stem(self) -> str:
        """The name in ASCII, for the names of files."""
        plain = unicodedata.normalize("NFKD", self.namn).encode("ascii", "ignore").decode()
        return plain.lower().replace(" ", "-")


def units_of(period: str, year: int) -> list[Unit]:
    """The jobbtorg and district committees that there are on the period's last day, in the order of the city."""
    day = Window.tertial(period, year).last_day
    return [Unit(name, dimension.name) for dimension in (JOBBTORG, STADSDEL) for name in dimension.labels(day)]


def check_period(registers: Registers, period: str, year: int) -> None:
    """Raises UserError unless FLAI, and Paraplyet where it is delivered, cover the months that end with the period."""
    window = Window.tertial(period, year)
    spans = {name: registers.coverage[name] for name in MONTHLY if name in registers.coverage}
    if not spans:
        raise UserError("The delivery holds no FLAI: there is nothing to report.")
    for name, (first, last) in spans.items():
        if first > window.first or last < window.last:
            raise UserError(
                f"PERIOD={period} YEAR={year} is about {month_label(window.first)} to {month_label(window.last)}, but "
                f"{name} reaches from {month_label(first)} to {month_label(last)}. Choose a period that it covers."
            )


def write_unit_tables(store: Path, period: str, year: int, folder: Path) -> None:
    """Compute, protect, audit and write the tables of a period's unit reports to `folder`, replaced as a whole.

    They are protected together, beside the tables of the year's report and by its method: what that shows is known, and
    what it hides is not to be found. Where that cannot be done they tell less, as `detail` says.
    The audit's report lies beside the folder. Raises AuditFailed, and writes no table, when it finds anything, and
    UserError when the delivery does not reach the period's end.
    """
    registers = Registers.open(store)
    check_period(registers, period, year)
    records = Records.as_of(registers, year, read_settings(), period)
    whole = computed(measures_of(period), records, LADDER[0])
    annual = store.parent / str(year) / "tables"
    policy = policy_of(annual) if annual.is_dir() else read_policy(read_protection().metod)
    city, published = _annual_tables(registers, year, annual, whole)
    told, cells = protect_units(measures_of(period), records, city, published, registers.secret, policy)
    report_audit(told.audit, cells, folder.parent)
    origin = {"year": year, "period": period, **how_protected(told), "delivery": registers.catalogue}
    with replaced_folder(folder) as scratch:
        write_tables(scratch, origin, whole, cells)


def protect_units(
    measures: Sequence[Measure],
    records: Records,
    city: Sequence[ComputedTable],
    published: Mapping[str, pl.DataFrame],
    secret: bytes,
    policy: Policy = POLICY,
) -> tuple[Outcome, dict[str, pl.DataFrame]]:
    """The units' tables as they may be told beside the published ones of the city, with the audit of all of them.

    The first step of the ladder that passes the audit is taken; when none does, the last one's audit says why.
    """
    for step in LADDER:
        tables = computed(measures, records, step)
        told = protected([*city, *tables], secret, policy, published)
        if told.audit.passed and policy.metod in (told.policy.metod, "auto"):
            break
        print("  Not all numbers can stand beside the city's: the units' tables tell less.", file=sys.stderr)
    cells = {table: as_printed(one.drop(WORKING_COLUMNS)) for table, one in told.cells.items()}
    return told, {table.id: filled(table, cells) for table in computed(measures, records, LADDER[0])}


def _annual_tables(
    registers: Registers, year: int, folder: Path, units: Sequence[ComputedTable]
) -> tuple[list[ComputedTable], dict[str, pl.DataFrame]]:
    """The tables of the year's report that are about units of the same universes, as they are published.

    They must have been made, if the year is complete.
    """
    if year not in registers.complete_years:
        return [], {}
    if not folder.is_dir():
        raise UserError(f"{folder}: the tables have not been computed. Run `make tables YEAR={year}`.")
    universes = {one.universe for table in units for one in table.members}
    records = Records.as_of(registers, year, read_settings())
    tables: list[ComputedTable] = []
    published: dict[str, pl.DataFrame] = {}
    for measure in MEASURES.values():
        for suffix, table in measure.tables.items():
            name = measure.table_id(suffix)
            if isinstance(table.value, Estimates) or not (folder / f"{name}.csv").is_file():
                continue
            counted = compute(measure, suffix, records)
            if universes.isdisjoint(one.universe for one in counted.members):
                continue
            cells = read_tables(folder, [counted])[name]
            [printed] = merged_as_published([counted], {name: cells}, records)
            tables.append(replace(printed, id=f"{year} {name}"))
            published[tables[-1].id] = cells
    return tables, published
