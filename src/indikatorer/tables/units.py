"""The tables behind the unit reports of a period, and the units that get one."""

import sys
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from indikatorer import UserError
from indikatorer.disclosure import audit_published, protect
from indikatorer.disclosure.audit import Audit
from indikatorer.disclosure.earlier import NOTHING_EARLIER, Earlier, as_published
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.files import replaced_folder
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.catalogue.enheter import measures_of
from indikatorer.measures.compute import ComputedTable, compute
from indikatorer.measures.dimensions import JOBBTORG, STADSDEL
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records
from indikatorer.periods import Window, month_label
from indikatorer.registers.store import MONTHLY, Registers
from indikatorer.settings import read_protection, read_settings
from indikatorer.tables.detail import LADDER, computed, filled
from indikatorer.tables.merging import merged_as_published
from indikatorer.tables.publication import policy_of, report_audit, write_tables

FROM_FLAI = {"spells", "employments"}
"""Frames of those who stand in FLAI, whom the unit reports are about."""


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

    They are protected together, beside the tables of the annual reports and by the method of the year's: what those
    show is known, and what they hide is not to be found. Where that cannot be done they tell less, as `detail` says.
    The audit's report lies beside the folder. Raises AuditFailed, and writes no table, when it finds anything, and
    UserError when the delivery does not reach the period's end.
    """
    registers = Registers.open(store)
    check_period(registers, period, year)
    records = Records.as_of(registers, year, read_settings(), period)
    whole = computed(measures_of(period), records, LADDER[0])
    annual = store.parent / str(year) / "tables"
    policy = policy_of(annual) if annual.is_dir() else replace(POLICY, metod=read_protection().metod)
    city, published, earlier = _annual_tables(registers, year, store.parent, whole, policy)
    protected, audit = protect_units(measures_of(period), records, city, published, policy, earlier)
    report_audit(audit, protected, folder.parent)
    origin = {"year": year, "period": period, "metod": policy.metod, "delivery": registers.catalogue}
    with replaced_folder(folder) as scratch:
        write_tables(scratch, origin, whole, protected)


def protect_units(
    measures: Sequence[Measure],
    records: Records,
    city: Sequence[ComputedTable],
    published: Mapping[str, pl.DataFrame],
    policy: Policy = POLICY,
    earlier: Earlier = NOTHING_EARLIER,
) -> tuple[dict[str, pl.DataFrame], Audit]:
    """The units' tables as they may be told beside the published ones of the city, and the audit of all of them.

    The first step of the ladder that passes the audit is taken; when none does, the last one's audit says why.
    """
    for step in LADDER:
        tables = computed(measures, records, step)
        told = protect([*city, *tables], policy, published, earlier)
        audit = audit_published([*city, *tables], {**published, **told}, policy, earlier)
        if audit.passed:
            break
        found = len(audit.recovered) + len(audit.faults)
        print(f"  {found} numbers cannot stand beside the city's: the units' tables tell less.", file=sys.stderr)
    return {table.id: filled(table, told) for table in computed(measures, records, LADDER[0])}, audit


def _annual_tables(
    registers: Registers, year: int, build: Path, units: Sequence[ComputedTable], policy: Policy
) -> tuple[list[ComputedTable], dict[str, pl.DataFrame], Earlier]:
    """Tables of the annual reports of the year and the year before, as far as they are about the same people.

    The year's must have been made, if it is complete; that of the year before counts where it has been made here, as an
    earlier edition where it was protected by the other method.
    """
    people = {piece.population for table in units for piece in table.slices}
    tables: list[ComputedTable] = []
    published: dict[str, pl.DataFrame] = {}
    otherwise: list[ComputedTable] = []
    for annual in (year, year - 1):
        folder = build / str(annual) / "tables"
        if annual not in registers.complete_years:
            continue
        if annual == year and not folder.is_dir():
            raise UserError(f"{folder}: the tables have not been computed. Run `make tables YEAR={annual}`.")
        records = Records.as_of(registers, annual, read_settings())
        for measure in MEASURES.values():
            for suffix, table in measure.tables.items():
                file = folder / f"{measure.table_id(suffix)}.csv"
                same = any(piece.population in people for piece in table.of(records))
                about_flai = annual == year and FROM_FLAI & {*measure.needs, *table.needs}
                if file.is_file() and (same or about_flai):
                    found, cells = compute(measure, suffix, records), pl.read_csv(file, infer_schema=False)
                    [printed] = merged_as_published([found], {found.id: cells}, records)
                    if policy_of(folder) == policy:
                        tables.append(replace(printed, id=f"{annual} {found.id}"))
                        published[tables[-1].id] = cells
                    else:
                        otherwise.append(as_published(printed, cells))
    return tables, published, Earlier(rounded=otherwise) if not policy.rounds else Earlier(stated=otherwise)
