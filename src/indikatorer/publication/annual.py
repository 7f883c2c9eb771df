"""Everything that a year's publication counts, protected together and written."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from math import ceil
from pathlib import Path
from typing import Any

import polars as pl

from indikatorer import UserError
from indikatorer.base.files import digest, replaced_folder, seal, write_bytes, write_json
from indikatorer.base.settings import read_protection, read_publisher, read_settings
from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.audit.findings import Audit
from indikatorer.disclosure.fallbacks import Outcome, protected
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.indicators import MEASURES
from indikatorer.measures.breaks import breaks
from indikatorer.measures.cell import CELL_COLUMNS, as_printed, decimals
from indikatorer.measures.compute import WORKING_COLUMNS, ComputedTable, compute
from indikatorer.measures.dimensions import SLICED
from indikatorer.measures.limits import limits, with_limits
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records
from indikatorer.models.prices import read_prices
from indikatorer.models.results import FOLDER as ANALYSIS
from indikatorer.models.results import about
from indikatorer.publication.computed import FOLDER as COMPUTED
from indikatorer.publication.computed import read_computed
from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.editions import Edition, read_editions
from indikatorer.publication.ledger import Ledger, counted_in, printed_again
from indikatorer.publication.merging import coarser, merged_as_published
from indikatorer.publication.protected import CATALOGUE, read_catalogue
from indikatorer.publication.protection_rules import read_policy
from indikatorer.publication.source import delivered
from indikatorer.publication.suppression_counts import hidden_in, hidden_share, in_words
from indikatorer.publication.year_records import records_of
from indikatorer.registers.store import Registers
from indikatorer.registers.years import checked_year


def compute_tables(records: Records, measures: Sequence[Measure]) -> list[ComputedTable]:
    """The tables of the measures, before protection, in the order of the catalogue."""
    return [compute(measure, suffix, records) for measure in measures for suffix in measure.tables]


def write_publication(store: Path, year: int, folder: Path, published: Path | None = None) -> str:
    """Protect, audit and write every table of the year to `folder`, which is replaced as a whole.

    The notebooks have computed them, in `computed` beside it. `published` is the site with the editions that are out.
    The audit's report lies beside the folder. The result says how much is hidden, and how long protection and audit
    took.

    Raises AuditFailed, and writes no table, when it finds anything.
    """
    registers = Registers.open(store)
    analysis = folder.parent / ANALYSIS
    editions = read_editions(published)
    protection = read_protection()
    records = records_of(registers, checked_year(registers.coverage, year), analysis)
    counted = read_computed(folder.parent / COMPUTED, measures_published(), records)
    latest = _latest(editions, year)
    ledger = counted_in(latest, measures_published(), records, registers) if latest else Ledger()
    again, fixed_status = printed_again(counted, latest, records, protection.revised) if latest else (counted, {})
    started = time.process_time()
    policy = read_policy(protection.metod)
    told = protected(
        [*ledger.tables, *again],
        registers.secret,
        policy,
        ledger.published,
        fixed_status,
        coarser(records, fixed_status),
        ledger.rounded,
    )
    report_audit(told.audit, told.cells, folder.parent, editions, told.tried)
    seconds = time.process_time() - started
    tables = [_noted(table, protection.revised) for table in told.tables if table.id in told.cells]
    cells = {table: as_printed(one.drop(WORKING_COLUMNS)) for table, one in told.cells.items()}
    with replaced_folder(folder) as scratch:
        origin = {
            "year": year,
            **how_protected(told),
            "delivery": registers.catalogue,
            "analysis": about(analysis),
            "editions": {edition.year: edition.digest for edition in editions},
        }
        write_tables(scratch, origin, tables, cells)
    return f"{in_words(hidden_share(cells))} Protected and audited in {seconds:.1f} s of computing."


def how_protected(told: Outcome) -> dict[str, Any]:
    """The method of protection, and how far it has moved numbers (in the median and at most) and shares."""
    return {
        "metod": told.policy.metod,
        "moved": told.audit.moved and [ceil(far) for far in told.audit.moved],
        "accuracy": told.accuracy and asdict(told.accuracy),
    }


def _latest(editions: Sequence[Edition], year: int) -> Edition | None:
    """The edition that readers are likeliest to lay beside this one: the latest of another year."""
    return max((edition for edition in editions if edition.year != year), key=lambda one: one.year, default=None)


def write_tables(
    folder: Path, origin: Mapping[str, Any], tables: Sequence[ComputedTable], protected: Mapping[str, pl.DataFrame]
) -> None:
    """Write protected tables to a folder, a csv each, with the catalogue that says what they are.

    `origin` says what they rest on: the year, how they are protected, the delivery, the analysis, the earlier editions.
    """
    for table in tables:
        write_csv(folder / f"{table.id}.csv", protected[table.id], decimals)
    settings = read_settings().as_dict()
    named = limits(settings)
    write_json(
        folder / CATALOGUE,
        {
            **origin,
            "settings": settings,
            "limits": named,
            "prices": {name: price.in_words() for name, price in read_prices().items()},
            "publisher": asdict(read_publisher()),
            "protection": hidden_share(protected),
            "measures": _measures(tables, named),
            "tables": {
                table.id: {
                    "measure": table.measure.id,
                    "title": table.table.title,
                    "source": delivered(
                        table.table.kalla,
                        origin["delivery"].get("saknas", ()),
                        made_up=origin["delivery"].get("syntetisk", False),
                    ),
                    "dimensions": _titles(table),
                    "merged": {merge.dimension: merge.groups for merge in table.table.merged},
                    "breaks": breaks(table.measure, table.table, origin["year"]),
                    **hidden_in(protected[table.id]),
                    "sha256": digest(folder / f"{table.id}.csv"),
                }
                for table in tables
            },
        },
    )
    seal(folder)


def audit_publication(store: Path, year: int, folder: Path, published: Path | None = None) -> Audit:
    """Audit the tables that lie in `folder`, beside the editions on the site `published`, and report beside it.

    They are read by the method that they were made with, whatever the settings say now, and held against numbers that
    are computed anew from the registers.

    Raises AuditFailed when anything is found.
    """
    registers = Registers.open(store)
    editions = read_editions(published)
    records = records_of(registers, checked_year(registers.coverage, year), folder.parent / ANALYSIS)
    counted = compute_tables(records, measures_published())
    latest = _latest(editions, year)
    ledger = counted_in(latest, measures_published(), records, registers) if latest else Ledger()
    cells = read_tables(folder, counted)
    tables, policy = merged_as_published(counted, cells, records), policy_of(folder)
    if latest:
        tables, _ = printed_again(tables, latest, records, read_protection().revised)
    if policy.rounds:
        result = audit(tables, cells, policy)
    else:
        result = audit([*ledger.tables, *tables], {**ledger.published, **cells}, policy)
    return report_audit(result, cells, folder.parent, editions)


def read_tables(folder: Path, tables: Sequence[ComputedTable]) -> dict[str, pl.DataFrame]:
    """The published cells of these tables, by id, from the files of a folder, in the order of the file."""
    return {
        table.id: pl.read_csv(folder / f"{table.id}.csv", infer_schema=False).with_columns(
            pl.col(name).cast(kind) for name, kind in CELL_COLUMNS.items()
        )
        for table in tables
    }


def policy_of(folder: Path) -> Policy:
    """The policy that the tables in a folder were made with."""
    return read_policy(read_catalogue(folder).get("metod", POLICY.metod))


def measures_published() -> list[Measure]:
    """Every measure that a year's publication reports, in the order of the catalogue."""
    return [measure for measure in MEASURES.values() if not measure.internal]


def _noted(table: ComputedTable, revised: Sequence[str]) -> ComputedTable:
    if table.id not in revised:
        return table
    return replace(
        table, table=replace(table.table, title=f"{table.table.title} (reviderad, alla perioder räknade nu)")
    )


def report_audit(
    result: Audit,
    cells: Mapping[str, pl.DataFrame],
    folder: Path,
    editions: Sequence[Edition] = (),
    tried: Sequence[str] = (),
) -> Audit:
    """Write the audit's report to a folder.

    Raises AuditFailed, saying what was `tried` and what can be done, when anything was found.
    """
    share = hidden_share(cells)
    write_json(folder / "audit.json", result.as_data() | {"protection": share})
    write_bytes(folder / "audit.md", f"{result.as_page()}\n{in_words(share)}\n".encode())
    theirs = tuple(f"{edition.year} " for edition in editions)
    by_editions = editions and any(table.startswith(theirs) for found in result.found for table in found.tables)
    in_vain = f"It did not help to {' or to '.join(tried)}." if tried else ""
    result.refuse("\n".join(filter(None, [in_vain, _withdraw(editions) if by_editions else ""])))
    return result


def _withdraw(editions: Sequence[Edition]) -> str:
    return (
        f"The editions of {', '.join(str(edition.year) for edition in editions)} in {editions[0].folder.parent} are "
        "known to readers. What is in one of their cells may follow from them, and then no hiding in this one helps. "
        "Withdraw the edition: `make rollback` to a release without it, or a new DEST. Whoever has saved it can still "
        "compare."
    )


def write_unprotected(store: Path, year: int | None, folder: Path, measures: Sequence[str]) -> None:
    """The same files before protection, and those of internal measures: confidential, for checks, never published.

    Raises UserError for a measure that there is not.
    """
    registers = Registers.open(store)
    unknown = [measure for measure in measures if measure not in MEASURES]
    if unknown:
        raise UserError(f"There is no measure {', '.join(unknown)}. There are {', '.join(MEASURES)}.")
    chosen = [MEASURES[measure] for measure in measures] or list(MEASURES.values())
    reported = checked_year(registers.coverage, year)
    analysis = store.parent / str(reported) / ANALYSIS
    with replaced_folder(folder) as scratch:
        for table in compute_tables(records_of(registers, reported, analysis), chosen):
            write_csv(scratch / f"{table.id}.csv", table.written, None)


def _measures(tables: Sequence[ComputedTable], named: Mapping[str, str]) -> list[dict[str, Any]]:
    """The measures in the order of the catalogue: id, name, card, and the ids of their tables."""
    of_measure: dict[str, list[str]] = {}
    for table in tables:
        of_measure.setdefault(table.measure.id, []).append(table.id)
    measures = {table.measure.id: table.measure for table in tables}
    return [
        {
            "id": measure.id,
            "name": measure.name,
            "card": with_limits(measure.card, named),
            "tables": of_measure[measure.id],
        }
        for measure in measures.values()
    ]


def _titles(table: ComputedTable) -> dict[str, str]:
    titles = SLICED | {dimension.name: dimension.title for dimension in table.table.by}
    return {name: titles[name] for name in table.dimensions}
