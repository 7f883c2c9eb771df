"""Other programs, each with a limit of time: none keeps a run waiting for ever."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from indikatorer import UserError

SECONDS = int(os.environ.get("INDIKATORER_SECONDS", "120"))
"""So long may one program take for one document; the longest of ours needs a few."""


def run(command: Sequence[str], **options: Any) -> "subprocess.CompletedProcess[str]":
    """`subprocess.run` with texts in UTF-8. Raises UserError, in Swedish, when the time is up: writers meet it."""
    try:
        return subprocess.run(command, encoding="utf-8", timeout=SECONDS, **options)
    except subprocess.TimeoutExpired:
        raise UserError(
            f"{Path(command[0]).name} blev inte klar på {SECONDS} sekunder och avbröts. Finns det mycket långa rader, "
            "eller många parenteser i varandra? Behövs mer tid, sätt INDIKATORER_SECONDS."
        ) from None
