"""Where a notebook gets its tables."""

from pathlib import Path

from indikatorer.publication.protected import Publication


def open_tables(build: str) -> Publication:
    """The protected tables under the folder `build`, of a year or of the unit reports of a period.

    Raises UserError, which says what to run, when they have not been made.
    """
    return Publication(Path(build) / "tables")
