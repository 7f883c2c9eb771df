"""Deliveries in, a validated and pseudonymised store out."""

from pathlib import Path

QUARANTINE_LIMIT = 0.02
"""The share of a file's rows that quarantine may set aside, where nothing else is asked for."""


def ingest(
    delivery: Path,
    store: Path,
    *,
    key_file: Path,
    quarantine: bool = False,
    limit: float = QUARANTINE_LIMIT,
) -> str:
    """Read a delivery and put it, checked and pseudonymised, in place of the store; what the reader doubts, in words.

    `key_file` holds the key of the pseudonyms and is made at first use. With `quarantine`, faulty rows are set aside
    as long as they are at most `limit` of their file's rows; which and why lies in `quality/quarantine.csv` beside the
    store. Raises DeliveryError (a UserError) that names every fault; the old store is then untouched and the faults lie
    in `quality/errors.csv` beside it.
    """
    from indikatorer.registers import describing, ingesting

    return describing.doubts(ingesting.ingest(delivery, store, key_file=key_file, quarantine=quarantine, limit=limit))


def check(delivery: Path, *, quarantine: bool = False, limit: float = QUARANTINE_LIMIT) -> str:
    """Read and judge a delivery without storing anything; what it holds, in words. Raises as `ingest` does."""
    from indikatorer.registers import describing, ingesting

    return describing.summary(ingesting.catalogue(ingesting.judge(delivery, quarantine=quarantine, limit=limit)))


def describe() -> str:
    """The contract with those who deliver, as text, from the schemas that the reader judges by."""
    from indikatorer.registers import describing

    return describing.describe()
