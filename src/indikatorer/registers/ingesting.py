"""A delivery's way into the store: everything is read and judged before anything is written."""

import hmac
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import polars as pl

from indikatorer import UserError
from indikatorer.base.files import digest, replaced_folder
from indikatorer.registers import store as stores
from indikatorer.registers.columns import NAME, kind_of
from indikatorer.registers.confidential import make_folder, write_table
from indikatorer.registers.consistency import check_relations
from indikatorer.registers.contract import FILES, KNOWN_NAMES, store_names
from indikatorer.registers.coverage import coverage
from indikatorer.registers.delivery import Delivery, find
from indikatorer.registers.doubts import doubts_about_delivery, doubts_about_rows
from indikatorer.registers.faults import DeliveryError, Faults, mask, report
from indikatorer.registers.kolada_file import NAME as KOLADA
from indikatorer.registers.kolada_file import read_kolada
from indikatorer.registers.plausibility import findings, marks
from indikatorer.registers.plausibility.renamed import names_with_another_meaning
from indikatorer.registers.pseudonyms import read_key
from indikatorer.registers.reading import Table, read_table
from indikatorer.registers.spelling import in_one_spelling
from indikatorer.registers.stored_rows import stored_frames


@dataclass(frozen=True)
class Judged:
    """A delivery that can be used. `rows` are the good rows of each file; `set_aside` the faults of the others.

    `spellings` counts the names that were put in another spelling, by Swedish sentence; `digests` are those of the
    files' bytes.
    """

    delivery: Delivery
    tables: dict[str, Table]
    rows: dict[str, pl.DataFrame]
    kolada: pl.DataFrame | None
    set_aside: pl.DataFrame
    spellings: dict[str, int]
    digests: dict[str, str]


class Refused(DeliveryError):
    """A delivery that cannot be used, with its faults as a table for those who may see them."""

    def __init__(self, message: str, faults: pl.DataFrame) -> None:
        super().__init__(message)
        self.faults = faults


def judge(folder: Path, *, quarantine: bool, limit: float) -> Judged:
    """Read a whole delivery without storing anything.

    With `quarantine`, faulty rows are left out as long as they are at most `limit` of their file's rows. Raises
    DeliveryError with every fault, UserError when there is no delivery.
    """
    faults = Faults()
    delivery = find(folder, faults)
    if not delivery.settled:
        found = faults.table()
        raise Refused(_message(folder, found, [], quarantine=quarantine), found)
    digests = {name: digest(path) for name, path in delivery.files.items()}
    tables = {}
    for name in sorted(delivery.files.keys() & FILES.keys()):
        table = read_table(name, FILES[name], delivery, faults)
        if table is not None:
            tables[name] = table
    tables, spellings = _in_one_spelling(tables)
    check_relations(tables, faults)
    kolada = read_kolada(delivery.files[KOLADA], faults) if KOLADA in delivery.files else None
    found = faults.table()
    read = {table.file: table.rows_read for table in tables.values()}
    # of a file none of whose lines is a row there is no table, though only its lines are at fault
    at_fault = set(faults.of_files()["file"])
    read |= {path.name: 0 for path in delivery.files.values() if path.name not in {*read, *at_fault}}
    too_many = _beyond(limit, read, found) if quarantine else []
    if too_many or not (found.is_empty() if not quarantine else faults.of_files().is_empty()):
        raise Refused(_message(folder, found, too_many, quarantine=quarantine), found)
    for name, path in delivery.files.items():
        if digest(path) != digests[name]:
            raise UserError(f"{path}: the file was changed while it was read. Start again when it is all there.")
    rows = {name: _without_lines(table, found) for name, table in tables.items()}
    return Judged(delivery, tables, rows, kolada, found, spellings, digests)


def _in_one_spelling(tables: dict[str, Table]) -> tuple[dict[str, Table], dict[str, int]]:
    """Tables in which every name has one spelling, and what was spelt otherwise."""
    names = {}
    for name in tables:
        stored = store_names(FILES[name])
        names[name] = [
            stored[header] for header, declared in FILES[name].headers().items() if kind_of(declared) is NAME
        ]
    rows, others = in_one_spelling({name: table.rows for name, table in tables.items()}, names, KNOWN_NAMES)
    return {name: replace(table, rows=rows[name]) for name, table in tables.items()}, others


def ingest(folder: Path, store: Path, *, key_file: Path, quarantine: bool, limit: float) -> dict[str, Any]:
    """Read a delivery and put it, pseudonymised, in place of the store; what the store says about it.

    Raises DeliveryError with every fault; the old store is then untouched and the faults lie in
    `quality/errors.csv` beside it. Raises UserError for an unusable key or no delivery.
    """
    quality = store.parent / "quality"
    try:
        judged = judge(folder, quarantine=quarantine, limit=limit)
    except Refused as refusal:
        write_table(refusal.faults, quality / "errors.csv")
        raise DeliveryError(f"{refusal}\n\nAll faults, one a line: {quality / 'errors.csv'} (confidential)") from None
    key = read_key(key_file)
    secret = stores.SYNTHETIC_SECRET
    if not judged.delivery.synthetic:
        secret = hmac.digest(key, b"secret of the store", "sha256")
    said = catalogue(judged, secret)
    try:
        _replace(store, judged, key, said, secret)
        (quality / "errors.csv").unlink(missing_ok=True)
        if judged.set_aside.is_empty():
            (quality / "quarantine.csv").unlink(missing_ok=True)
        else:
            write_table(judged.set_aside, quality / "quarantine.csv")
    except OSError as error:
        raise UserError(
            f"{store}: the store cannot be written ({error.strerror}). Make room or rights for it."
        ) from None
    return said


def _replace(store: Path, judged: Judged, key: bytes, said: dict[str, Any], secret: bytes) -> None:
    """Write the store beside its place and swap folders, so that it is the old one or the new one, never a mixture."""
    make_folder(store.parent)
    with replaced_folder(store) as beside:
        frames = stored_frames(judged.rows, key)
        if judged.kolada is not None:
            frames = chain(frames, [(KOLADA, judged.kolada)])
        stores.write(beside, frames, said, secret)


def _ended(judged: Judged) -> dict[str, bool]:
    """Of text files, whether their last line is ended."""
    texts = {name for name, path in judged.delivery.files.items() if path.suffix.casefold() == ".csv"}
    return {name: table.is_ended for name, table in sorted(judged.tables.items()) if name in texts}


def catalogue(judged: Judged, secret: bytes = b"") -> dict[str, Any]:
    """What the store says about the delivery it was made from. In Swedish, because the report quotes it.

    The digests of the files are keyed: a small file could be guessed from a plain one.
    """
    delivery = judged.delivery
    rows = judged.rows if judged.kolada is None else judged.rows | {KOLADA: judged.kolada}
    reach = coverage(delivery, rows)
    doubts = doubts_about_delivery(delivery, judged.tables.values()) | doubts_about_rows(delivery, judged.rows)
    doubts |= judged.spellings | reach.beyond
    absent = {name: table.absent for name, table in judged.tables.items()}
    found = [
        *names_with_another_meaning(delivery),
        *findings(rows, reach, _ended(judged), delivery.delivered, date.today(), absent),
    ]
    return {
        "tackning": dict(sorted(reach.spans.items())),
        "tackning_antagen": sorted(reach.inferred),
        "filer": [
            {
                "namn": name,
                "fil": path.name,
                "bytes": path.stat().st_size,
                "sha256": hmac.digest(secret, bytes.fromhex(judged.digests[name]), "sha256").hex(),
                "rader": rows[name].height,
            }
            for name, path in sorted(delivery.files.items())
        ],
        "saknas": sorted({*FILES, KOLADA} - delivery.files.keys()),
        "utan": {name: table.absent for name, table in sorted(judged.tables.items()) if table.absent},
        "syntetisk": delivery.synthetic,
        "levererad": delivery.delivered.isoformat() if delivery.delivered else None,
        "beskrivning": delivery.description,
        "varningar": doubts,
        "rimlighet": [{"grind": finding.gate, "om": finding.about, "mening": finding.sentence} for finding in found],
        "andelar": marks(rows),
        "karantan": _counted(judged.set_aside),
        "mappningar": [
            {"fil": table.file, "kolumn": mapped} for table in judged.tables.values() for mapped in table.mapped
        ]
        + [
            {"kolumn": column, "kod": mask(f"{theirs} → {ours}")}
            for column, codes in delivery.codes.items()
            for theirs, ours in codes.items()
        ],
    }


def _counted(set_aside: pl.DataFrame) -> list[dict[str, Any]]:
    reason = pl.concat_str(["column", "expected"], separator=": ").str.strip_prefix(": ")
    counts = set_aside.group_by("file", reason.alias("orsak")).agg(rader=pl.col("line").n_unique())
    return counts.select(fil="file", orsak="orsak", rader="rader").sort("fil", "orsak").to_dicts()


def _without_lines(table: Table, found: pl.DataFrame) -> pl.DataFrame:
    lines = found.filter(pl.col("file") == table.file)["line"].drop_nulls()
    return table.rows.filter(pl.col("rad").is_in(lines.implode()).not_()) if lines.len() else table.rows


def _beyond(limit: float, read: dict[str, int], found: pl.DataFrame) -> list[str]:
    """A sentence for each file of which too many rows would be set aside; `read` are the rows of each."""
    sentences = []
    for file, rows_read in read.items():
        of_file = found.filter(pl.col("file") == file)
        lines = of_file["line"].drop_nulls().n_unique()
        rows = rows_read + of_file.filter(pl.col("column") == "")["line"].drop_nulls().n_unique()
        if lines > (limit if rows_read else 0) * rows:
            sentences.append(f"{file}: {lines} of {rows} rows would be set aside, more than {limit:.0%}.")
    return sentences


def _message(folder: Path, found: pl.DataFrame, too_many: list[str], *, quarantine: bool) -> str:
    faults, files = found.height, found["file"].n_unique()
    head = (
        f"{folder}: {faults} {'fault' if faults == 1 else 'faults'} in {files} {'file' if files == 1 else 'files'}. "
        "Nothing was stored."
    )
    if quarantine:
        head += " Quarantine sets rows aside, not files"
        head += f", and at most the limit: {' '.join(too_many)}" if too_many else "."
    return f"{head}\n{report(found)}"
