"""Where a notebook gets its tables."""

from pathlib import Path

from indikatorer.publication.protected import Publication


def open_tables(build: str, year: int) -> Publication:
    """The protected tables of the year in the folder `build`.

    Raises UserError, which says what to run, when they have not been made.
    """
    return _open(build, f"make notebooks YEAR={year}")


def open_unit_tables(build: str, year: int, period: str) -> Publication:
    """The same for the unit reports of a period."""
    return _open(build, f"make units YEAR={year} PERIOD={period}")


def _open(build: str, made_by: str) -> Publication:
    return Publication(Path(build) / "tables", made_by)
