"""The registers of a year that is published: what its notebooks count, and what protection counts beside them."""

from dataclasses import replace
from pathlib import Path

from indikatorer.base.settings import read_settings
from indikatorer.measures.records import Records
from indikatorer.models.results import read_results
from indikatorer.registers.store import Registers


def records_of(registers: Registers, year: int, analysis: Path | None = None) -> Records:
    """The registers at the end of the year, with what the models have found, written to the folder `analysis`."""
    records = Records.as_of(registers, year, read_settings())
    return replace(records, frames=records.frames.beside(read_results(analysis))) if analysis else records
