"""Computed tables on disk, before protection: confidential, written by a notebook and read when all are protected.

A folder for each chapter, sealed. Of a table: `<id>.arrow` with its cells, and `<id>.<n>.<part>.arrow` with what each
of its memberships says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
from scipy.sparse import csr_array

from indikatorer import UserError
from indikatorer.base.files import check_seal, replaced_folder, seal
from indikatorer.disclosure.membership import Membership
from indikatorer.measures.compute import ComputedTable, declared
from indikatorer.measures.measure import Measure
from indikatorer.measures.records import Records

FOLDER = "computed"
FAILED = "failed"
"""Where notebooks that failed are kept, beside the chapters."""


def write_computed(folder: Path, chapter: str, tables: Iterable[ComputedTable]) -> None:
    """Write the tables of a chapter to its folder within `folder`, which is replaced as a whole."""
    with replaced_folder(folder / chapter) as scratch:
        for table in tables:
            table.cells.write_ipc(scratch / f"{table.id}.arrow")
            for number, members in enumerate(table.members):
                for part, frame in _as_frames(members).items():
                    frame.write_ipc(scratch / f"{table.id}.{number}.{part}.arrow")
        seal(scratch)


def read_computed(folder: Path, measures: Sequence[Measure], records: Records) -> list[ComputedTable]:
    """Every table of the measures, in the order of the catalogue, as the notebooks have computed and saved it.

    Raises UserError when one is not there, is there twice, or is not what was written.
    """
    places: dict[str, Path] = {}
    for chapter in sorted(path for path in folder.glob("[!.]*/") if path.name != FAILED):
        check_seal(chapter, f"Remove {folder} and run again: everything is computed anew.")
        for path in chapter.glob("*.arrow"):
            if "." in path.stem:
                continue
            if path.stem in places:
                raise UserError(f"{path.stem} is computed both for {places[path.stem].name} and for {chapter.name}.")
            places[path.stem] = chapter
    tables = []
    for measure in measures:
        for suffix in measure.tables:
            table = declared(measure, suffix, records)
            if table.id not in places:
                raise UserError(f"{table.id} is computed by no notebook in notebooks/berakning: compute {measure.id}.")
            tables.append(_read(places[table.id], table))
    return tables


def _read(chapter: Path, table: ComputedTable) -> ComputedTable:
    """A declared table with its cells and memberships."""
    count = len(list(chapter.glob(f"{table.id}.*.entries.arrow")))
    return replace(
        table,
        cells=pl.read_ipc(chapter / f"{table.id}.arrow"),
        members=tuple(_members(chapter, f"{table.id}.{number}") for number in range(count)),
    )


def _as_frames(members: Membership) -> dict[str, pl.DataFrame]:
    """A membership as frames: its universe and kind, entries, labels, counts, and of which leaves each is the sum."""
    parts = members.parts.tocoo()
    entries = {"unit": members.units, "leaf": members.leaves}
    return {
        "about": pl.DataFrame({"universe": [members.universe], "outcome": [members.outcome]}),
        "entries": pl.DataFrame(entries | ({} if members.amounts is None else {"amount": members.amounts})),
        "labels": members.labels,
        "counts": members.counts,
        "parts": pl.DataFrame({"number": parts.row, "leaf": parts.col, "times": parts.data}),
    }


def _members(chapter: Path, stem: str) -> Membership:
    frames = {
        part: pl.read_ipc(chapter / f"{stem}.{part}.arrow")
        for part in ("about", "entries", "labels", "counts", "parts")
    }
    about, entries, parts = frames["about"].row(0, named=True), frames["entries"], frames["parts"]
    shape = frames["counts"].height, frames["labels"].height
    places = parts["number"].to_numpy(), parts["leaf"].to_numpy()
    return Membership(
        about["universe"],
        entries["unit"],
        entries["leaf"].to_numpy(),
        frames["labels"],
        frames["counts"],
        csr_array((parts["times"].to_numpy(), places), shape),
        entries["amount"].to_numpy() if "amount" in entries.columns else None,
        about["outcome"],
    )
