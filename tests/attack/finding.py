"""What an attack can find, and how it is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What has been found, the worst first."""

    PRINTED = "printed small count"
    EXACT = "hidden count found exactly"
    EXACT_LARGE = "hidden count of 5 or more, or none, found exactly"
    NARROW = "hidden small count within too narrow an interval"
    DIFFERENCE = "small count in no cell"
    CONTRADICTION = "numbers that cannot all be true"


@dataclass(frozen=True)
class Finding:
    """One count, the whole numbers between which it must lie, and the relations between published cells that say so.

    `tables`: those whose printed numbers it is worked out from.
    """

    kind: Kind
    what: str
    low: int
    high: int
    how: str
    truth: int | None = None
    tables: frozenset[str] = frozenset()

    @property
    def is_disclosure(self) -> bool:
        """Whether a count of one to four persons is told; the rest is told for those who mend."""
        return self.kind is not Kind.EXACT_LARGE


def as_table(findings: Sequence[Finding]) -> str:
    """The findings as lines of text, those of a kind together, and how many there are of each."""
    lines = []
    for kind in Kind:
        of_kind = [finding for finding in findings if finding.kind is kind]
        lines.append(f"{len(of_kind):5}  {kind}")
        for finding in sorted(of_kind, key=lambda finding: finding.what):
            interval = str(finding.low) if finding.low == finding.high else f"{finding.low}–{finding.high}"
            truth = "" if finding.truth is None else f" (true {finding.truth})"
            lines.append(f"         {finding.what} = {interval}{truth}   [{finding.how}]")
    return "\n".join(lines)
