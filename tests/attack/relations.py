"""Which counts follow from which: sums over a table, sets of values, parts of wholes, stocks and flows.

Everything is an equation Σ coefficient · count = 0 among counts that are never negative. A part of a whole is told by
the rest that stands in no cell: whole = part + rest. That rest is a count of persons too, and if it comes out as one to
four it is a finding.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from math import prod

from tests.attack import definitions as d
from tests.attack.counts import NO, NOT, ORSAKER, TIME, YES, Count, Population, Values, universe

KON = "kon"


@dataclass(frozen=True)
class Relation:
    """Σ coefficient · count = 0, and why."""

    terms: tuple[tuple[Count, int], ...]
    why: str


def equal(left: Count, right: Iterable[Count], why: str) -> Relation:
    return Relation(((left, 1), *((count, -1) for count in right)), why)


class Printed:
    """The counts that published cells tell of (printed or hidden), by population and by table."""

    def __init__(self, tables: dict[str, set[Count]]) -> None:
        self.tables = tables
        self.all = {count for counts in tables.values() for count in counts}
        self.of: dict[Population, set[Count]] = defaultdict(set)
        for count in self.all:
            self.of[count.population].add(count)


def relations(printed: Printed) -> Iterator[Relation]:
    """Every relation among the counts of these tables that the definitions give."""
    printed.all |= {*best_reasons(printed), *younger(printed)}
    for table, counts in printed.tables.items():
        yield from sums_in_table(table, counts)
    once = list(divided(printed.all))
    yield from once
    yield from divided(printed.all | {count for relation in once for count, _ in relation.terms})
    yield from cubes(printed)
    yield from implied(printed)
    yield from parts(printed)
    yield from windows(printed)
    yield from months(printed)
    yield from employments(printed)
    yield from unions(printed)


# --- within a table and a population ----------------------------------------------------------------------------------


def sums_in_table(table: str, counts: set[Count]) -> Iterator[Relation]:
    """All = the sum over what a table prints, for each dimension whose values divide."""
    counts = {count for count in counts if count.population[0] != d.YEARS_OF_WORK}
    for dimension in sorted({dimension for count in counts for dimension in count.dimensions}):
        if universe(dimension) is not None or dimension == TIME:
            continue
        parts_of: dict[Count, list[Count]] = defaultdict(list)
        for count in counts:
            if count.value(dimension) is not None:
                parts_of[count.without(dimension)].append(count)
        labels = {count.value(dimension) for count in counts} - {None}
        for whole, found in parts_of.items():
            if whole in counts and len(found) == len(labels) > 1:
                yield equal(whole, sorted(found, key=str), f"{table}: sum over {dimension}")


def divided(counts: set[Count]) -> Iterator[Relation]:
    """Sets of values of one dimension, all else alike: each is the sum of the smallest sets that they make.

    All reasons, five groups, work or study, each reason; all months of two windows that overlap; yes of yes and no.
    """
    groups: dict[tuple[str, Count], set[Values]] = defaultdict(set)
    for count in counts:
        for dimension, values in count.conditions:
            if NOT not in values:
                groups[dimension, count.without(dimension)].add(values)
    for (dimension, others), sets in groups.items():
        known = universe(dimension)
        if known is not None and others in counts:
            sets.add(known)
        if len(sets) == 1:
            continue
        ordered = sorted(sets, key=_order)
        blocks = [(block, others.within(dimension, block)) for block in _blocks(ordered)]
        smallest = {block for block, _ in blocks}
        why = f"sets of {dimension}"
        for values in ordered:
            if values not in smallest:
                smaller = [count for block, count in blocks if block <= values]
                yield equal(others.within(dimension, values), smaller, why)
        for small, large in combinations(ordered, 2):
            rest = large - small
            if small < large and rest not in smallest and rest not in sets:
                pair = [others.within(dimension, small), others.within(dimension, rest)]
                yield equal(others.within(dimension, large), pair, why)


@cache
def _order(values: Values) -> tuple[int, list[str]]:
    return len(values), sorted(map(str, values))


def _blocks(ordered: Sequence[Values]) -> list[Values]:
    """The smallest sets that each of the sets is a union of."""
    by_membership: dict[tuple[bool, ...], set[str | int]] = defaultdict(set)
    for value in sorted(set().union(*ordered), key=str):
        by_membership[tuple(value in values for values in ordered)].add(value)
    return [frozenset(block) for block in by_membership.values()]


MOST_IN_A_CUBE = 2000


def cubes(printed: Printed) -> Iterator[Relation]:
    """Three tables by two dimensions each, of the same people: all are sums of what one table by three would say."""
    covers = _covers_of(printed)
    for population in sorted(printed.of, key=str):
        by_dimensions: dict[frozenset[str], list[Count]] = defaultdict(list)
        for count in sorted(printed.of[population], key=str):
            if count.dimensions <= covers[population].keys():
                by_dimensions[count.dimensions].append(count)
        pairs = {dimensions for dimensions in by_dimensions if len(dimensions) == 2}
        for three in combinations(sorted(covers[population]), 3):
            if not all(frozenset(pair) in pairs for pair in combinations(three, 2)):
                continue
            cover = covers[population]
            if prod(len(cover[dimension]) for dimension in three) > MOST_IN_A_CUBE:
                continue
            for dimensions in (*map(frozenset, combinations(three, 2)), frozenset(three)):
                for count in by_dimensions[dimensions]:
                    within = [
                        [block for block in cover[name] if block <= (count.value(name) or block)] for name in three
                    ]
                    cells = [Count(population).having(dict(zip(three, cell, strict=True))) for cell in product(*within)]
                    if len(cells) > 1:
                        yield equal(count, cells, f"one table by {', '.join(three)}")


def _covers_of(printed: Printed) -> dict[Population, dict[str, list[Values]]]:
    """For each population the dimensions whose values are all known, and the smallest sets of them that are told of."""
    sets: dict[tuple[Population, str], set[Values]] = defaultdict(set)
    for count in printed.all:
        for dimension, values in count.conditions:
            sets[count.population, dimension].add(values)
    summed: set[tuple[Population, str]] = set()
    for table, counts in printed.tables.items():
        for relation in sums_in_table(table, counts):
            whole, part = relation.terms[0][0], relation.terms[1][0]
            summed |= {(whole.population, dimension) for dimension in part.dimensions - whole.dimensions}
    covers: dict[Population, dict[str, list[Values]]] = defaultdict(dict)
    for (population, dimension), told in sets.items():
        known = universe(dimension)
        if known is not None or (population, dimension) in summed:
            blocks = _blocks(sorted(told | {known} if known is not None else told, key=_order))
            covers[population][dimension] = sorted(blocks, key=_order)
    return covers


def best_reasons(printed: Printed) -> Iterator[Count]:
    """The best one, two, three … reasons together, which a table by another choice of exit lets everybody compare."""
    for count in printed.all:
        if count.value("orsak bästa") == frozenset(ORSAKER[:1]):
            for reason in ("orsak", "orsak första", "orsak bästa"):
                if count.without("orsak bästa").having({reason: frozenset(ORSAKER[:1])}) in printed.all:
                    for best in range(1, len(ORSAKER)):
                        yield count.without("orsak bästa").having({reason: frozenset(ORSAKER[:best])})


def younger(printed: Printed) -> Iterator[Count]:
    """Those up to an age: whoever is so young at the end of the year was so at the exit."""
    for count in printed.all:
        for age in ("alder", "alder_slut"):
            if count.value(age) == frozenset({d.AGES[1]}) and count.population[0] == "avslutade":
                for oldest in range(2, len(d.AGES)):
                    ages = frozenset(d.AGES[:oldest])
                    if all(count.having({age: frozenset({one})}) in printed.all for one in ages - {d.AGES[0]}):
                        yield count.having({age: ages - {d.AGES[0]}})


IMPLICATIONS: tuple[tuple[str, Values, str, Values], ...] = (
    *(
        (f"orsak{other}", frozenset(ORSAKER[:best]), "orsak bästa", frozenset(ORSAKER[:best]))
        for other in ("", " första")
        for best in range(1, len(ORSAKER))
    ),
    *(
        ("alder_slut", frozenset(d.AGES[1:oldest]), "alder", frozenset(d.AGES[1:oldest]))
        for oldest in range(2, len(d.AGES))
    ),
    ("i registret år 1–2", YES, "status 1", d.IN_REGISTER),
    ("i registret år 1–3", YES, "i registret år 1–2", YES),
    ("utan bistånd 1", YES, "status 1", d.IN_REGISTER),
    ("utan bistånd 2", YES, "i registret år 1–2", YES),
    ("utan bistånd 3", YES, "i registret år 1–3", YES),
    ("utan bistånd 2", YES, "utan bistånd 1", YES),
    ("utan bistånd 3", YES, "utan bistånd 2", YES),
    *((name, YES, "status 1", d.IN_REGISTER) for name in ("arbetslös", "sjuk", "förvärvsinkomst")),
    *((name, YES, "status 1", d.IN_REGISTER) for name in ("utanför samhället", "utanför samhället även med bistånd")),
    ("utanför samhället", YES, "utanför samhället även med bistånd", YES),
    ("utanför samhället", YES, "status 1", frozenset({"Utanför"})),
    ("utanför samhället", YES, "utan bistånd 1", YES),
    ("status 1", d.SOME_STANDING, "förvärvsinkomst", YES),
    ("förvärvsinkomst", YES, "status 1", d.IN_REGISTER - {"Utanför"}),
    ("status 1 högre", frozenset({"Etablerad"}), "status 1", frozenset({"Etablerad"})),
    ("status 1", frozenset({"Etablerad"}), "status 1 lägre", frozenset({"Etablerad"})),
    ("status 1 lägre", frozenset({"Svag ställning"}), "status 1", frozenset({"Svag ställning"})),
    ("status 1", frozenset({"Svag ställning"}), "status 1 högre", frozenset({"Svag ställning"})),
    *(
        (f"status 1{low}", frozenset({student}), f"status 1{high}", frozenset({student}))
        for student in ("Högskolestuderande", "Övriga studerande")
        for low, high in ((" lägre", ""), ("", " högre"))
    ),
    *((f"oberoende {n}", YES, f"självförsörjande {k}", YES) for n in (12, 36) for k in (1, 3, 6, 12, 18) if k <= n),
    ("oberoende 36", YES, "oberoende 12", YES),
    *(("orsak", frozenset({"Flyttat"}), f"kvar {k}", NO) for k in (3, 6, 12, 18)),
    *((f"åter sent {n}", YES, f"åter {n}", YES) for n in (12, 24, 36)),
    ("åter 12", YES, "åter 24", YES),
    ("åter 24", YES, "åter 36", YES),
    ("arbetar", YES, "besvarad", YES),
    ("samma arbete", YES, "arbetar", YES),
    ("efter", d.KNOWN_AFTER, "avbrott", YES),
)
"""Condition, its values, condition, its values: whoever meets the first meets the second."""

SAME = (
    *(("status 1", f"status 1{variant}") for variant in (" samma gräns", " varje års gräns", " lägre", " högre")),
    ("status 1", "status 1 förvärvsinkomst"),
)
"""Two ways to measure that agree on who has no income from work and who is not in the register."""


def implied(printed: Printed) -> Iterator[Relation]:
    """Whoever meets one condition meets another: the second = the first + those who meet the second alone."""
    where: dict[tuple[str, Values], list[Count]] = defaultdict(list)
    for count in printed.all:
        for condition in count.conditions:
            where[condition].append(count)
    questions = {dimension for dimension, _ in where if dimension.startswith("svar svar på")}
    answered = ((question, d.ANSWERED, "svarat", YES) for question in sorted(questions))
    for first, values, second, wider in (*IMPLICATIONS, *answered):
        for count in where[first, values]:
            others = count.without(first)
            whole = others.having({second: wider})
            if whole in printed.all and second not in others.dimensions:
                rest = others.having({second: wider, first: frozenset({NOT, *values})})
                yield equal(whole, [count, rest], f"{first} implies {second}")
    for count in sorted(printed.all, key=str):
        if count.value("utan bistånd 1") == YES:
            base = count.without("utan bistånd 1").having({"status 1": d.IN_REGISTER})
            having = count.without("utan bistånd 1").having({"med bistånd 1": YES})
            if {base, having} <= printed.all:
                yield equal(base, [count, having], "with assistance and without")
    for first, second in SAME:
        for status in ("Utanför", "Ej i registret"):
            for count in where[first, frozenset({status})]:
                other = count.without(first).having({second: frozenset({status})})
                if other in printed.all:
                    yield equal(count, [other], f"{first} and {second} agree on {status}")


# --- between populations ----------------------------------------------------------------------------------------------


def rest_of(whole: Population, part: Population) -> Population:
    return ("de av", *whole, "som inte är", *part)


def _part(
    printed: Printed,
    whole: Population,
    part: Population,
    why: str,
    rest: Population | None = None,
    only: set[str] | None = None,
) -> Iterator[Relation]:
    """Whole = part + rest, for every breakdown in which both are told of (`only`: in these dimensions)."""
    for count in sorted(printed.of.get(part, ()), key=str):
        if count.of(whole) in printed.of.get(whole, ()) and (only is None or count.dimensions <= only):
            yield equal(count.of(whole), [count, count.of(rest or rest_of(whole, part))], why)


def _windows_of(printed: Printed, kind: str) -> list[tuple[int, int]]:
    return sorted((p[1], p[2]) for p in printed.of if p[0] == kind and len(p) == 3)  # type: ignore[misc]


def parts(printed: Printed) -> Iterator[Relation]:
    """Populations that are parts of others, in the same window."""
    spans = {
        span
        for kind in ("inskrivna", "avslutade även återremitterade", "avslutade")
        for span in _windows_of(printed, kind)
    }
    for first, last in sorted(spans):
        everyone, left, counted = d.enrolled(first, last), d.all_exits(first, last), d.exits(first, last)
        new, returned = d.newly_enrolled(first, last), d.only_returned(first, last)
        yield from _part(printed, left, counted, "only återremitterade", returned)
        yield from _part(printed, everyone, left, "enrolled and not ended", ("inte avslutade", first, last))
        yield from _part(printed, everyone, counted, "enrolled and not ended otherwise")
        yield from _part(printed, everyone, new, "enrolled before")
        yield from _part(
            printed, everyone, returned, "only återremitterade", ("inskrivna utom enbart återremitterade", first, last)
        )
        yield from _part(printed, everyone, d.at_the_end(last), "enrolled and not at the end")
        due: Population = ("nyinskrivna vars tid för jobbplan gått ut", first, last)
        yield from _part(printed, new, due, "time for a plan not out", only={KON})
        flow = printed.of.get(("inte avslutade", first, last), ())
        for count in flow:
            several = [count, count.of(returned), count.of(counted)]
            if all(part in printed.all for part in [*several, count.of(everyone)]):
                yield equal(count.of(everyone), several, "what became of the enrolled")
        time = frozenset(range(first, last + 1))
        for count in printed.of.get(d.FIRST_TIME, ()):
            again = count.without(TIME).of(new)
            if count.value(TIME) == time and again in printed.all:
                yield equal(again, [count, again.of(("nyinskrivna på nytt", first, last))], "enrolled again")
        scb = d.scb_exits(first, last)
        yield from _part(printed, counted, scb, "exits at SCB and in the city", only={"orsak", KON})
        yield from _part(printed, d.JOBS, ("personer med avslutat Stockholmsjobb", first, last), "several jobs")
    for population in sorted(printed.of, key=str):
        if population[0] == "personer med avslutat Stockholmsjobb":
            span = frozenset(range(int(population[1]), int(population[2]) + 1))
            for count in sorted(printed.of[population], key=str):
                jobs = count.of(d.JOBS).having({TIME: span})
                if jobs in printed.all:
                    rest = count.of(rest_of(d.JOBS, population))
                    yield equal(jobs, [count, rest], "employments and persons")


LAST_EXITS = ("avslutade", "avslutade hos SCB")
"""Populations with one exit each, the last of the window, and what is known of that exit."""


def windows(printed: Printed) -> Iterator[Relation]:
    """Windows of time: a shorter one within a longer, parts that cover a whole, and a rolling year that moves on."""
    for kind in (*LAST_EXITS, "avslutade även återremitterade", "inskrivna", "nyinskrivna"):
        spans = _windows_of(printed, kind)
        for whole in spans:
            inner = [span for span in spans if whole[0] <= span[0] and span[1] <= whole[1] and span != whole]
            for part in inner:
                yield from _part(printed, (kind, *whole), (kind, *part), "a window within a window", only={KON})
            for cover in _covers(whole, inner):
                yield from _covered(printed, kind, whole, cover)
    for kind in LAST_EXITS:
        yield from _ends_alike(printed, kind)
    for population in sorted(printed.of, key=str):
        if population[0] == "inskrivna vid slutet":
            last = int(population[1])
            for whole in _windows_of(printed, "inskrivna"):
                if whole[0] <= last <= whole[1]:
                    yield from _part(printed, ("inskrivna", *whole), population, "a stock within a window", only={KON})


def _covers(whole: tuple[int, int], inner: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Windows of one length that make up a whole."""
    for length in sorted({last - first + 1 for first, last in inner}):
        starts = range(whole[0], whole[1] + 1, length)
        tiles = [(first, first + length - 1) for first in starts]
        if set(tiles) <= set(inner):
            yield tiles


def _covered(printed: Printed, kind: str, whole: tuple[int, int], tiles: list[tuple[int, int]]) -> Iterator[Relation]:
    """The sum of the parts = the whole + those who are in several of them."""
    for count in sorted(printed.of[kind, *whole], key=str):
        each = [count.of((kind, *tile)) for tile in tiles]
        by_exit = kind in LAST_EXITS and _of_the_exit(count)
        if (by_exit or count.dimensions <= {KON}) and all(part in printed.all for part in each):
            again = count.of((f"{kind}, i flera av delarna", *whole, len(tiles)))
            yield Relation(((count, 1), (again, 1), *((part, -1) for part in each)), "persons in several windows")


def _of_the_exit(count: Count) -> bool:
    """Whether all that is said of a count belongs to the exit that counts, not to the window it is chosen in."""
    return not any(name.startswith(("orsak första", "orsak bästa", "alder_slut")) for name in count.dimensions)


def _ends_alike(printed: Printed, kind: str) -> Iterator[Relation]:
    """Windows that end together: the last exit of the shorter one is that of the longer.

    The longer = the shorter + those who did not leave in it; and these are also in a window that ends before it.
    """
    spans = _windows_of(printed, kind)
    for whole in spans:
        for end in [span for span in spans if span[1] == whole[1] and span[0] > whole[0]]:
            for count in sorted(printed.of[kind, *whole], key=str):
                late = count.of((kind, *end))
                of_months = count.dimensions <= {KON, "orsak"}
                if not _of_the_exit(count) or (late not in printed.all and not of_months):
                    continue
                before = count.of((f"{kind}, inte sedan", *whole, end[0]))
                yield equal(count, [late, before], "windows that end alike")
                earlier = [span for span in spans if span[1] == end[0] - 1 and span[0] <= whole[0]]
                for span in earlier:
                    then = count.of((kind, *span))
                    if then in printed.all:
                        rest = then.of((f"{kind}, även sedan", *span, *whole))
                        yield equal(then, [before, rest], "windows that end alike")


SPELLS = {
    "Inskrivna": "inskrivna",
    "Nyinskrivna": "nyinskrivna",
    "Avslutade": "avslutade även återremitterade",
    "Avslutade exkl. återremitterade": "avslutade",
}


def months(printed: Printed) -> Iterator[Relation]:
    """Stock and flow: enrolments there in a month = there at its end + left in it; next month's = there + new."""

    def spells(flow: str, month: int) -> Population:
        return "inskrivningar", flow, month

    stocks = sorted({int(p[2]) for p in printed.of if p[0] == "inskrivningar"})
    for month in stocks:
        for count in sorted(printed.of.get(spells("Inskrivna", month), ()), key=str):
            there = count.of(spells("Inskrivna vid månadens slut", month))
            yield equal(count, [there, count.of(spells("Avslutade", month))], "stock and flow of enrolments")
            next_month = count.of(spells("Inskrivna", month + 1))
            if next_month in printed.all:
                new = count.of(spells("Nyinskrivna", month + 1))
                yield equal(next_month, [there, new], "stock and flow of enrolments")
            if month - 1 not in stocks:
                before = count.of(spells("Inskrivna vid månadens slut", month - 1))
                yield equal(count, [before, count.of(spells("Nyinskrivna", month))], "stock and flow of enrolments")
        for whole, part in (
            ("Nyinskrivna", "Nyinskrivna första gången"),
            ("Avslutade", "Avslutade exkl. återremitterade"),
        ):
            yield from _part(printed, spells(whole, month), spells(part, month), f"{part} of {whole}")
        everyone = Count(spells("Nyinskrivna första gången", month))
        first_time = Count(d.FIRST_TIME).having({TIME: frozenset({month})})
        if {everyone, first_time} <= printed.all:
            yield equal(everyone, [first_time], "the first enrolment of a person is one")
        for flow, kind in SPELLS.items():
            yield from _several(
                printed, Count(spells(flow, month)), Count((kind, month, month)), "enrolments and persons"
            )
        end = Count(spells("Inskrivna vid månadens slut", month))
        yield from _several(printed, end, Count(d.at_the_end(month)), "enrolments and persons")
    yield from _of_jobbtorg(printed, stocks)
    persons = {int(p[1]) for p in printed.of if p[0] == "inskrivna vid slutet"}
    for first, last in _windows_of(printed, "inskrivna"):
        for count in sorted(printed.of[d.enrolled(first, last)], key=str):
            if count.dimensions <= {KON}:
                left, new = count.of(d.all_exits(first, last)), count.of(d.newly_enrolled(first, last))
                if last in persons:
                    yield from _overlap(
                        printed, count, count.of(d.at_the_end(last)), left, "there at the end after an exit"
                    )
                if first - 1 in persons:
                    yield from _overlap(printed, count, count.of(d.at_the_end(first - 1)), new, "new and there before")


def _of_jobbtorg(printed: Printed, stocks: list[int]) -> Iterator[Relation]:
    """A person of the year stands at the jobbtorg of one of the year's enrolments: these are as many or more.

    Not so of all exits: who only went back to the district stands at the jobbtorg of the latest enrolment, and that
    need not be one that ended.
    """
    for first, last in _windows_of(printed, "avslutade"):
        span = range(first, last + 1)
        if last - first != 11 or not set(span) <= set(stocks):
            continue
        flows: list[tuple[Population, list[Population]]] = [
            (d.exits(first, last), [("inskrivningar", "Avslutade exkl. återremitterade", m) for m in span]),
            (
                ("nyinskrivna vars tid för jobbplan gått ut", first, last),
                [("inskrivningar", "Nyinskrivna", m) for m in span],
            ),
            (
                d.enrolled(first, last),
                [("inskrivningar", "Inskrivna", first), *(("inskrivningar", "Nyinskrivna", m) for m in span[1:])],
            ),
        ]
        for population, of_months in flows:
            for count in sorted(printed.of.get(population, ()), key=str):
                each = [count.of(month) for month in of_months]
                if count.dimensions <= {"jobbtorg"} and all(part in printed.all for part in each):
                    again = count.of(("fler inskrivningar än en", *population))
                    yield Relation(((count, 1), (again, 1), *((part, -1) for part in each)), "enrolments and persons")


def _several(printed: Printed, events: Count, persons: Count, why: str) -> Iterator[Relation]:
    if {events, persons} <= printed.all:
        yield equal(events, [persons, persons.of(("fler än en", *persons.population))], why)


def _overlap(printed: Printed, whole: Count, one: Count, other: Count, why: str) -> Iterator[Relation]:
    """Everybody is in one or the other: the two together = the whole + those in both."""
    if {whole, one, other} <= printed.all:
        both = whole.of(("i båda", *one.population, *other.population))
        yield Relation(((whole, 1), (both, 1), (one, -1), (other, -1)), why)


def employments(printed: Printed) -> Iterator[Relation]:
    """Stockholmsjobb going on at the end of a year = those of the year before + begun − ended."""
    years = sorted(int(p[1]) for p in printed.of if p[0] == "pågående Stockholmsjobb")
    for year in years:
        first, last = d.window(year)
        for count in sorted(printed.of.get((d.YEARS_OF_WORK, year), ()), key=str):
            at_the_end = count.of(("pågående Stockholmsjobb", year))
            ended = count.of(d.JOBS).having({TIME: frozenset(range(first, last + 1))})
            if {at_the_end, ended} <= printed.all:
                less = count.of(("fler anställningar än helårsanställningar", year))
                yield Relation(((count, 1), (less, 1), (at_the_end, -1), (ended, -1)), "a year has so many days")
    for before, year in pairwise(years):
        if year != before + 1:
            continue
        first, last = d.window(year)
        time: dict[str, Values] = {TIME: frozenset(range(first, last + 1))}
        for count in sorted(printed.of["pågående Stockholmsjobb", year], key=str):
            then = count.of(("pågående Stockholmsjobb", before))
            begun, ended = count.of(d.STARTED_JOBS).having(time), count.of(d.JOBS).having(time)
            if {then, begun, ended} <= printed.all:
                yield Relation(((count, 1), (ended, 1), (then, -1), (begun, -1)), "stock and flow of employments")


def unions(printed: Printed) -> Iterator[Relation]:
    """Groups that overlap and together are all: partnerships, forms of school. Several = the sum − all."""
    for population in sorted(printed.of, key=str):
        if population[0] not in ("partnerskap", "V13"):
            continue
        counts = printed.of[population]
        members = sorted({dimension for count in counts for dimension in count.dimensions} - {KON})
        for whole in sorted((count for count in counts if count.dimensions <= {KON}), key=str):
            each = [whole.having({dimension: YES}) for dimension in members]
            if each and all(part in counts for part in each):
                several = whole.of(("i flera", *population))
                yield Relation(((whole, 1), (several, 1), *((part, -1) for part in each)), "in several groups")
