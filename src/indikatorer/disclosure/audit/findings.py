"""What an audit has found, as data, as a refusal and as a page to read."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from indikatorer import AuditFailed


@dataclass(frozen=True)
class Finding:
    """Something that a reader can tell too closely: what kind, of which number, its size, and how it is told."""

    kind: str
    number: str
    tables: tuple[str, ...]
    size: float
    how: str
    places: tuple[tuple[str, ...], ...] = ()
    """Where the number stands, or the two whose difference it is."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.number}: {self.how}"


@dataclass(frozen=True)
class Audit:
    """What the audit has done and found. The publication may go out when `found` is empty.

    `numbers` and `patterns` are counted over all universes. `sensitive` are hidden numbers and differences that had to
    be able to be another. `moved` is how far rounded numbers are from what was counted: the median and the most.
    """

    cells_shown: int
    cells_hidden: int
    hidden_by_table: Mapping[str, int]
    numbers: int
    patterns: int
    sensitive: int
    moved: tuple[float, float] | None
    seconds: float
    found: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        return not self.found

    def as_data(self) -> dict[str, Any]:
        return {"passed": self.passed, **asdict(self)}

    def refuse(self, advice: str = "") -> None:
        """Raises AuditFailed when anything was found, with the advice after it."""
        if not self.passed:
            listed = [f"{len(self.found)} numbers are not protected:", *map(str, self.found)]
            raise AuditFailed("\n".join([*listed, *([advice] if advice else [])]))

    def as_page(self) -> str:
        """The findings in Markdown, the verdict first. Confidential: it names what is hidden, and how large that is."""
        verdict = "PASSED" if self.passed else f"FAILED: {len(self.found)} findings"
        lines = [
            f"# Disclosure audit: {verdict}",
            "",
            "Confidential. Every sensitive number was looked for in all that is published together.",
            "",
            f"* cells shown: {self.cells_shown}",
            f"* cells hidden: {self.cells_hidden}",
            f"* different numbers of units: {self.numbers}, in {self.patterns} patterns of membership",
            f"* sensitive numbers and differences that had to be able to be another: {self.sensitive}",
            *(
                [f"* rounded numbers are moved by {self.moved[0]:g} in the median, at most {self.moved[1]:g}"]
                if self.moved
                else []
            ),
            f"* time: {self.seconds:.1f} s",
            "",
        ]
        if self.found:
            lines += ["## Not protected", "", "| kind | number | size | how |", "|---|---|--:|---|"]
            lines += [f"| {one.kind} | {one.number} | {one.size:g} | {one.how} |" for one in self.found]
            lines.append("")
        lines += ["## Hidden cells by table", "", "| table | hidden |", "|---|--:|"]
        lines += [f"| {table} | {hidden} |" for table, hidden in self.hidden_by_table.items()]
        return "\n".join(lines) + "\n"


def listed(places: Sequence[str]) -> tuple[str, ...]:
    """The tables of some places, each once."""
    return tuple(dict.fromkeys(place.partition(",")[0] for place in places))
