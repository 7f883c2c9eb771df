"""Deliveries in, a validated and pseudonymised store out."""

from pathlib import Path

from indikatorer import UserError


def ingest(delivery: Path, store: Path, *, key_file: Path, quarantine: bool = False) -> None:
    """Read a delivery and put it, checked and pseudonymised, in place of the store.

    Raises DeliveryError (a UserError) that names every fault; the old store is then untouched and the faults lie in
    `quality/errors.csv` beside it.
    """
    from indikatorer.registers import ingesting

    ingesting.ingest(delivery, store, key_file=key_file, quarantine=quarantine)


__all__ = ["UserError", "ingest"]
