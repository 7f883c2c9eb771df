"""From register extracts to a published follow-up of Jobbtorg Stockholm."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The project's folder: reports, notebooks and reference data are read from here."""


class UserError(Exception):
    """Something the user can put right. The message says what to do; it is printed without a traceback, exit code 2."""


class AuditFailed(Exception):
    """Somebody could be found in what would have been published. Nothing is published; exit code 3."""

    heading = "The disclosure audit failed, and nothing is published."


class NotTraced(AuditFailed):
    """What would have been published says something that the protected tables do not. Mostly it is in the words."""

    heading = "Ingenting publiceras, för det här går inte att följa till de skyddade tabellerna:"


class NotebookFailed(Exception):
    """A cell failed: the message names the notebook and the cell, with its last lines; exit code 1."""
