"""The attack: published files in, findings out."""

import logging
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tests.attack.counts import Count
from tests.attack.definitions import YEARS_OF_WORK, Definitions
from tests.attack.finding import Finding, Kind
from tests.attack.reading import Row, rows_of, year_of
from tests.attack.relations import Printed, Relation, relations
from tests.attack.solving import Contradiction, Program, System

SENSITIVE = range(1, 5)
WIDTH = 5
IN_BOTH = "i båda"
log = logging.getLogger(__name__)


@dataclass
class Publication:
    """Everything that is printed together: the counts that cells tell of, with their numbers, and where they stand."""

    tables: dict[str, set[Count]] = field(default_factory=lambda: defaultdict(set))
    known: dict[Count, int] = field(default_factory=dict)
    hidden: set[Count] = field(default_factory=set)
    about: set[Count] = field(default_factory=set)
    somebody: set[Count] = field(default_factory=set)
    cells: dict[Count, list[str]] = field(default_factory=lambda: defaultdict(list))
    hidden_cells: dict[Count, list[str]] = field(default_factory=lambda: defaultdict(list))
    unlike: list[tuple[Count, int, int]] = field(default_factory=list)

    def add(self, rows: Sequence[Row], edition: str = "", year: int | None = None) -> None:
        definitions = Definitions(list(rows), year or year_of(list(rows)))
        for row in rows:
            for count, number in definitions.said(row):
                self.tables[f"{edition}{row.table}"].add(count)
                cells = self.hidden_cells if number is None else self.cells
                cells[count].append(f"{edition}{row.name}")
                if number is not None:
                    if self.known.setdefault(count, number) != number:
                        self.unlike.append((count, self.known[count], number))
                elif row.hidden:
                    self.hidden.add(count)
                    if row.matt == "antal" or count != definitions.base(row):
                        self.about.add(count)
                    if row.matt == "antal" or count == definitions.base(row):
                        self.somebody.add(count)

    @property
    def printed(self) -> Printed:
        return Printed({table: set(counts) for table, counts in self.tables.items()})

    def name(self, count: Count) -> str:
        """The first cell that tells of a count, or what it counts where it stands in none."""
        told = self.cells.get(count) or self.hidden_cells.get(count)
        return told[0] if told else str(count)

    def hidden_name(self, count: Count) -> str:
        return f"{self.hidden_cells[count][0]}, hidden"


Part = tuple[list[Row], str, int]
"""The rows of one publication, what its tables are called by beside those of others, and its year."""


def parts(folder: Path, earlier: Sequence[Path] = (), units: Path | None = None) -> list[Part]:
    """The published files of a year, and those of earlier years and of the units beside it."""
    rows = rows_of(folder)
    found = [(rows, "", year_of(rows))]
    for old in map(rows_of, earlier):
        found.append((old, f"{year_of(old)} ", year_of(old)))
    if units is not None:
        found.append((rows_of(units), "enheter ", year_of(rows)))
    return found


def together(of: Sequence[Part]) -> Publication:
    published = Publication()
    for rows, edition, year in of:
        published.add(rows, edition, year)
    return published


def attack(
    folder: Path,
    truth: Path | Sequence[Path] | None = None,
    earlier: Sequence[Path] = (),
    units: Path | None = None,
    accepted: Path | None = None,
    zeros_shown: bool = True,
    rounded: bool = False,
) -> list[Finding]:
    """What an outsider learns from published files about counts of one to four persons.

    `truth`: the same files before protection (a folder for each folder read), by which a narrow interval is judged.
    Of a count whose truth is not known, every narrow interval that reaches one to four is told. `accepted`: tables of
    which it is known and harmless that two numbers have few in common, as a third tells. `zeros_shown`: whoever sees a
    hidden count knows that it is not none. `rounded`: counts are rounded, so what is printed and its differences, also
    those between years and units, must be no count of one to four, and what is printed together must agree; nothing
    more is tried. Years and units are rounded apart, so they need not agree with each other: that tells of nobody.
    """
    each = parts(folder, earlier, units)
    published = together(each)
    unprotected = [truth] if isinstance(truth, Path) else list(truth or ())
    harmless = _accepted(accepted)
    true = _true_counts(published, unprotected)
    return [
        finding
        for finding in (_of_rounded(published, each, true) if rounded else _findings(published, true, zeros_shown))
        if not (finding.kind is Kind.DIFFERENCE and finding.what.startswith(IN_BOTH) and finding.tables <= harmless)
    ]


def _true_counts(published: Publication, folders: Sequence[Path]) -> dict[Count, int]:
    """What the numbers before protection say, of what is printed and of what follows from them."""
    if not folders:
        return {}
    unprotected = Publication()
    for folder in folders:
        rows = rows_of(folder)
        unprotected.add(rows, f"{folder} ", year_of(rows))
    return System(relations(Printed({**published.tables, **unprotected.tables})), unprotected.known, {}).known


def _accepted(path: Path | None) -> set[str]:
    """Tables of which two numbers may tell, with a third, that few are in both; each with its reason and its owner."""
    if path is None:
        return set()
    entries = tomllib.loads(path.read_text(encoding="utf-8")).get("accepterad", [])
    for entry in entries:
        if missing := {"tabell", "skillnad", "skal", "ansvarig"} - entry.keys():
            raise ValueError(f"{path}: an accepted difference without {', '.join(sorted(missing))}")
        if entry["skillnad"] != IN_BOTH:
            raise ValueError(f"{path}: a difference of another kind than “{IN_BOTH}” is never accepted")
    return {entry["tabell"] for entry in entries}


def _findings(published: Publication, true: dict[Count, int], zeros_shown: bool) -> list[Finding]:
    started = time.perf_counter()
    hidden = published.hidden - published.known.keys()
    least = dict.fromkeys(published.somebody, 1) if zeros_shown else {}
    system = System(relations(published.printed), published.known, least)
    log.info("%d relations, %.1f s", len(system.relations), time.perf_counter() - started)
    found = [
        Finding(Kind.CONTRADICTION, published.name(count), min(pair), max(pair), "printed twice", true.get(count))
        for count, *pair in published.unlike
    ]
    found += [_contradiction(published, relation) for relation in system.contradictions]
    found += [
        Finding(Kind.PRINTED, published.name(count), number, number, "printed", true.get(count))
        for count, number in published.known.items()
        if number in SENSITIVE and count.population[0] != YEARS_OF_WORK
    ]
    found += [
        Finding(Kind.EXACT_LARGE, published.hidden_name(count), number, number, published.name(count), true.get(count))
        for count, number in published.known.items()
        if count in published.about and number not in SENSITIVE
    ]
    for count, number in system.known.items():
        if count not in published.known:
            found += _exact(published, hidden, true, count, number, partial(system.why, count))
    components = sorted(system.components(), key=len)
    for component in components:
        found += _of_component(published, hidden, true, system, component)
    log.info("%d components, %.1f s", len(components), time.perf_counter() - started)
    return found


def _of_rounded(published: Publication, each: Sequence[Part], true: dict[Count, int]) -> list[Finding]:
    """Printed counts and differences of printed counts, taken as they stand."""
    found = [finding for part in each for finding in _disagreeing(together([part]))]
    found += [
        Finding(Kind.PRINTED, published.name(count), number, number, "printed", true.get(count))
        for count, number in published.known.items()
        if number in SENSITIVE and count.population[0] != YEARS_OF_WORK
    ]
    differences: dict[Count, Finding] = {}
    for relation, unknown, number in _left_open(published):
        if unknown is not None and number in SENSITIVE:
            how = _told(published, [relation])
            finding = Finding(Kind.DIFFERENCE, published.name(unknown), number, number, how, true.get(unknown))
            differences.setdefault(unknown, finding)
    return [*found, *differences.values()]


def _left_open(published: Publication) -> Iterator[tuple[Relation, Count | None, int]]:
    """Relations with one count at most that is not printed, and what that must be, or what is left over.

    Days of work are as they were counted, beside employments that are rounded: the two together say nothing.
    """
    for relation in relations(published.printed):
        if any(count.population[0] == YEARS_OF_WORK for count, _ in relation.terms):
            continue
        unknown = [(count, factor) for count, factor in relation.terms if count not in published.known]
        rest = sum(factor * published.known[count] for count, factor in relation.terms if count in published.known)
        if not unknown:
            yield relation, None, rest
        if len(unknown) == 1:
            [(count, factor)] = unknown
            yield relation, count, -rest // factor


def _disagreeing(published: Publication) -> Iterator[Finding]:
    for relation, unknown, number in _left_open(published):
        if number < 0 or (unknown is None and number):
            yield _contradiction(published, relation)


def _of_component(
    published: Publication, hidden: set[Count], true: dict[Count, int], system: System, component: list[Relation]
) -> list[Finding]:
    started = time.perf_counter()
    program = Program(system, component)
    found: list[Finding] = []
    try:
        program.probe()
        for count in program.counts:
            sensitive = count in hidden and (true.get(count, 1) in SENSITIVE)
            interval = program.interval(count, WIDTH if sensitive else 1)
            if interval is None:
                continue
            if interval.low == interval.high:
                found += _exact(published, hidden, true, count, interval.low, partial(list, interval.because))
            elif sensitive and interval.low <= max(SENSITIVE) and interval.high >= min(SENSITIVE):
                how = _told(published, interval.because)
                found.append(
                    Finding(Kind.NARROW, published.name(count), interval.low, interval.high, how, true.get(count))
                )
    except Contradiction as contradiction:
        how = _told(published, contradiction.because)
        found.append(Finding(Kind.CONTRADICTION, f"{len(component)} relations", 0, 0, how))
    if program.unsolved:
        log.warning("%d programs of %d relations were not solved", program.unsolved, len(component))
    spent = time.perf_counter() - started
    if spent > 1:
        log.info("%d counts, %d relations: %.1f s", len(program.counts), len(component), spent)
    return found


def _exact(
    published: Publication,
    hidden: set[Count],
    true: dict[Count, int],
    count: Count,
    number: int,
    because: Callable[[], list[Relation]],
) -> list[Finding]:
    """A count of which only one number can be true: a hidden one always, one that stands nowhere if it is small."""
    if count in hidden:
        kind = Kind.EXACT if number in SENSITIVE else Kind.EXACT_LARGE
    elif number in SENSITIVE:
        kind = Kind.DIFFERENCE
    else:
        return []
    relations = because()
    how, tables = _told(published, relations), frozenset(_tables(published, relations))
    return [Finding(kind, published.name(count), number, number, how, true.get(count), tables)]


def _contradiction(published: Publication, relation: Relation) -> Finding:
    terms = ", ".join(
        f"{factor:+d}·{published.name(count)}={published.known.get(count, '?')}" for count, factor in relation.terms[:8]
    )
    return Finding(Kind.CONTRADICTION, relation.why, 0, 0, terms)


def _told(published: Publication, because: Iterable[Relation]) -> str:
    """The relations in words, with the tables that print what they need."""
    because = list(because)
    reasons = dict.fromkeys(relation.why for relation in because)
    return f"{'; '.join(list(reasons)[:4])} — {', '.join(_tables(published, because)[:6])}"


def _tables(published: Publication, because: Iterable[Relation]) -> list[str]:
    return sorted(
        {
            published.cells[count][0].split(":")[0]
            for relation in because
            for count, _ in relation.terms
            if count in published.known
        }
    )
