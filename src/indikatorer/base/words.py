"""Words of what is published that no data choose: they stand in `reports/_ord.toml`, by where they are read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from indikatorer import ROOT, UserError
from indikatorer.base.files import read_toml

FILE = ROOT / "reports" / "_ord.toml"

PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Words:
    """The texts of one table of the file.

    Words("oppna_data")("om")            the text `om` under [oppna_data]
    Words("arbetsbok")("fragor", vem=…)  with what is given at the place {vem}
    """

    table: str

    def __call__(self, name: str, /, **places: object) -> str:
        """One text. Raises UserError, in Swedish, where it is missing or has a place that nothing is given for."""
        text = self._texts().get(name)
        if not isinstance(text, str):
            raise UserError(f'{FILE}: [{self.table}] saknar {name}; skriv texten som {name} = "…"')
        return PLACE.sub(lambda match: self._given(name, match[1], places), text)

    def each(self, **places: object) -> dict[str, str]:
        """Every text of the table by its name, in the order of the file."""
        return {name: self(name, **places) for name in self._texts()}

    def _given(self, name: str, place: str, places: Mapping[str, object]) -> str:
        if place not in places:
            known = ", ".join(f"{{{known}}}" for known in places) or "inga"
            raise UserError(f"{FILE}: [{self.table}] {name}: {{{place}}} finns inte; texten har {known}")
        return str(places[place])

    def _texts(self) -> Mapping[str, Any]:
        found: Any = _read(FILE, FILE.stat().st_mtime_ns)
        for part in self.table.split("."):
            found = found.get(part, {})
        return dict(found)


@lru_cache(maxsize=1)
def _read(path: Path, written: int) -> Mapping[str, Any]:
    """The file as it was when it was `written`: the preview goes on while somebody changes it."""
    return read_toml(path)
