"""The settings of the run before, for commands that look at what it has made.

They make no other synthetic delivery, and no other number of draws, because somebody has not named them once more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from indikatorer.base.files import write_if_changed

NAMES = ("SEED", "SCALE", "DRAWS")

_FILE = "given.json"
_NAMED = "GIVEN"
"""In the environment: which of them a user of make has named. make itself gives all of them."""


def note(build: Path, settings: Mapping[str, float]) -> None:
    """Note what a run is asked to do: `settings` by their names."""
    write_if_changed(build / _FILE, json.dumps({name: settings[name] for name in NAMES}) + "\n")


def unnamed(build: Path) -> dict[str, float]:
    """The settings of the run before that nobody has named now."""
    file = build / _FILE
    before = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    named = os.environ[_NAMED].split() if _NAMED in os.environ else os.environ
    return {name: before[name] for name in NAMES if name in before and name not in named}
