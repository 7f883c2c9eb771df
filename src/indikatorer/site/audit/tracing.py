"""What the audit of the finished files found: which numbers could be traced, by what, and which could not."""

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indikatorer import NotTraced
from indikatorer.base.files import write_bytes, write_json

HEADING = "## Finished files"

TOLD = 40
"""So many findings are told in full; a fault in one place often shows in many."""


@dataclass(frozen=True)
class Finding:
    """Something that stops publication: in which file, where in it, what stands there, and what to do.

    Writers of reports meet it, and so it is told in Swedish.
    """

    file: str
    place: str
    found: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, {self.place}: ”{self.found}”: {self.remedy}"


@dataclass
class Findings:
    """The findings of one audit, and how many numbers each rule explained in each file."""

    untraced: list[Finding] = field(default_factory=list)
    traced: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, file: str, place: str, found: str, remedy: str) -> None:
        finding = Finding(file, place, found, remedy)
        if finding not in self.untraced:
            self.untraced.append(finding)

    def count(self, file: str, rule: str, numbers: int = 1) -> None:
        self.traced.setdefault(file, Counter())[rule] += numbers

    @property
    def passed(self) -> bool:
        return not self.untraced

    @property
    def by_rule(self) -> dict[str, int]:
        return dict(sorted(sum(self.traced.values(), Counter[str]()).items()))

    def as_data(self) -> dict[str, Any]:
        return {
            "passed": self.passed,
            "numbers": sum(self.by_rule.values()),
            "by_rule": self.by_rule,
            "by_file": {file: dict(sorted(rules.items())) for file, rules in sorted(self.traced.items())},
            "untraced": [str(finding) for finding in self.untraced],
        }

    def as_page(self) -> str:
        """The section of audit.md."""
        verdict = "PASSED" if self.passed else f"FAILED: {len(self.untraced)} untraced"
        lines = [f"{HEADING}: {verdict}", "", "| number traced by | numbers |", "|---|--:|"]
        lines += [f"| {rule} | {count} |" for rule, count in self.by_rule.items()]
        lines += ["", "| file | numbers |", "|---|--:|"]
        lines += [f"| {file} | {rules.total()} |" for file, rules in sorted(self.traced.items())]
        lines += ["", *(f"* {finding}" for finding in self.untraced)]
        return "\n".join(lines).rstrip() + "\n"

    def refuse(self) -> None:
        """Raises NotTraced when a number could not be traced."""
        if self.untraced:
            left_out = len(self.untraced) - TOLD
            more = [f"… och {left_out} till"] if left_out > 0 else []
            told = map(str, self.untraced[:TOLD])
            raise NotTraced("\n".join([*told, *more]))


def record(findings: Findings, work: Path) -> None:
    """Write the outcome into audit.json and audit.md of the year's folder under build, beside that of the tables."""
    data, page = work / "audit.json", work / "audit.md"
    known = json.loads(data.read_text(encoding="utf-8"))
    write_json(data, known | {"passed": not known["found"] and findings.passed, "finished": findings.as_data()})
    before = page.read_text(encoding="utf-8").split(HEADING)[0].rstrip()
    write_bytes(page, f"{before}\n\n{findings.as_page()}".encode())
