"""Every measure again, with loops over plain rows, sharing no code with the package: equal to the last unit."""

import calendar
import csv
import math
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.measures.records import Records
from tests.naive.world import YEAR, Row, make, registers

ALL = "Samtliga"
Key = tuple[Any, ...]
Shares = dict[Key, tuple[int, int]]

WORLD = make(seed=1)
RECORDS = Records.as_of(registers(WORLD), YEAR)
END = date(YEAR, 12, 31)


def month(day: date) -> int:
    return 12 * day.year + day.month - 1


def found(identity: str, matt: str) -> dict[Key, tuple[Any, ...]]:
    """Labels of each cell in the order of the table's dimensions → varde, taljare, namnare."""
    measure = max((m for m in MEASURES.values() if f"{identity}-".startswith(f"{m.id}-")), key=lambda m: len(m.id))
    table = compute(measure, identity[len(measure.id) + 1 :], RECORDS)
    rows = table.cells.filter(pl.col("matt") == matt)
    assert not rows.is_empty()
    numbers = rows.select("varde", "taljare", "namnare").rows()
    return dict(zip(rows.select(sorted(table.dimensions)).rows(), numbers, strict=True))


def check_shares(identity: str, expected: Shares, matt: str = "andel") -> None:
    """A group that nobody is in is not expected, and has a share of 0 of its base, or none."""
    cells = found(identity, matt)
    for key, (varde, taljare, namnare) in cells.items():
        hits, base = expected.get(key, (0, namnare))
        assert (taljare, namnare) == (hits, base), (identity, key)
        assert varde is None if base == 0 else math.isclose(varde, 100 * hits / base)
    assert all(key in cells for key, (_, base) in expected.items() if base), identity


def check_counts(identity: str, expected: dict[Key, int]) -> None:
    cells = found(identity, "antal")
    counted = {key: int(varde) for key, (varde, _, _) in cells.items() if varde}
    assert counted == {key: count for key, count in expected.items() if count}


def tally(rows: Iterable[Row], hit: Callable[[Row], bool], **columns: str | None) -> Shares:
    """Hits and all, for every label of each dimension and for its total. A column of None has its label given."""
    counts: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    names = sorted(columns)
    for row in rows:
        for key in product(*((row[columns[name] or name], ALL) for name in names)):
            counts[key][0] += bool(hit(row))
            counts[key][1] += 1
    return {key: (hits, base) for key, (hits, base) in counts.items()}


def distribution(rows: Iterable[Row], over: str, **columns: str | None) -> Shares:
    """Rows in each category of `over` out of all rows with the same other labels."""
    rows = list(rows)
    names = sorted({over: None, **columns})
    at = names.index(over)
    sizes = {key: base for key, (_, base) in tally(rows, lambda row: True, **{over: None, **columns}).items()}
    bases = {key: base for key, base in sizes.items() if key[at] == ALL}
    labels = {key[at] for key in sizes}
    return {
        (*key[:at], label, *key[at + 1 :]): (sizes.get((*key[:at], label, *key[at + 1 :]), 0), base)
        for key, base in bases.items()
        for label in labels
    }


def with_label(shares: dict[Key, Any], names: Iterable[str], label: str, value: Any) -> dict[Key, Any]:
    """The same with one more dimension, at its place in the alphabet."""
    at = sorted([*names, label]).index(label)
    return {(*key[:at], value, *key[at:]): number for key, number in shares.items()}


# ---- FLAI ------------------------------------------------------------------------------------------------------------

MERGED = {"Älvsjö": "Hägersten-Älvsjö", "Hägersten-Liljeholmen": "Hägersten-Älvsjö"}


def age_group(born: date | None, day: date) -> str:
    if born is None:
        return "Uppgift saknas"
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    for low, label in ((55, "55–"), (45, "45–54"), (30, "30–44"), (25, "25–29"), (16, "16–24")):
        if age >= low:
            return label
    return "–15"


def spells_as_known() -> list[Row]:
    known = []
    for row in WORLD["flai_inskrivningar"]:
        if row["inskriven"] <= END:
            closed = row["avslutad"] is not None and row["avslutad"] <= END
            known.append(
                {
                    **row,
                    "avslutad": row["avslutad"] if closed else None,
                    "avslutsorsak": row["avslutsorsak"] if closed else None,
                    "stadsdel": MERGED.get(row["stadsdelsnamnd"], row["stadsdelsnamnd"]),
                }
            )
    return known


SPELLS = spells_as_known()


def exits(first: int, last: int, *, first_exit: bool = False, all_reasons: bool = False) -> list[Row]:
    """One exit per person: the last (or first) by date, enrolment and id; återremiss only when there is nothing else.

    `dagar` are those since the enrolment, or since that of spells without a day between.
    """
    chosen: dict[str, Row] = {}
    for row in SPELLS:
        if row["avslutad"] is None or not first <= month(row["avslutad"]) <= last:
            continue
        ater = row["avslutsorsak"] == "Återremitterad"
        if ater and not all_reasons:
            continue
        best = chosen.get(row["person"])
        rank = (not ater, row["avslutad"], row["inskriven"], row["ordning"])
        if best is None or (rank < best["rank"] if first_exit else rank > best["rank"]):
            chosen[row["person"]] = {**row, "rank": rank, "alder": age_group(row["fodelsedatum"], row["avslutad"])}
    return [{**row, "dagar": (row["avslutad"] - joined_start(row)).days} for row in chosen.values()]


def joined_start(row: Row) -> date:
    """The first day of the spells of which each begins at the latest on the day on which those before it have ended."""
    start = reached = None
    for spell in sorted(OF_PERSON[row["person"]], key=lambda r: (r["inskriven"], r["ordning"])):
        if reached is None or spell["inskriven"] > reached:
            start = spell["inskriven"]
        reached = max(reached or date.min, spell["avslutad"] or date.max)
        if spell["ordning"] == row["ordning"]:
            break
    assert start
    return start


OF_PERSON: dict[str, list[Row]] = defaultdict(list)
for spell_as_known in SPELLS:
    OF_PERSON[spell_as_known["person"]].append(spell_as_known)


def year(number: int) -> tuple[int, int]:
    return 12 * number, 12 * number + 11


WORK_OR_STUDIES = {"Arbete", "Subventionerat arbete", "Studier"}


def test_j1_flows_of_the_year():
    for suffix, columns in {
        "ar-jobbtorg": {"jobbtorg": None, "kon": None},
        "ar-stadsdel": {"stadsdel": None, "kon": None},
        "ar-alder": {"alder": None, "kon": None},
    }.items():
        expected: dict[Key, int] = {}
        for flow, people in flows(*year(YEAR)).items():
            counts = {key: base for key, (_, base) in tally(people, lambda row: True, **columns).items()}
            expected |= with_label(counts, columns, "flode", flow)
        check_counts(f"J1-{suffix}", expected)


def test_j1_flows_of_months_and_years():
    months = {f"{YEAR}-{m + 1:02d}": (12 * YEAR + m, 12 * YEAR + m) for m in range(12)}
    for identity, windows in {"J1-manad": months, "J1-serie": {str(y): year(y) for y in range(2008, YEAR + 1)}}.items():
        expected: dict[Key, int] = {}
        for label, window in windows.items():
            for flow, people in flows(*window).items():
                counts = {key: base for key, (_, base) in tally(people, lambda row: True, kon=None).items()}
                counts = with_label(counts, ["kon"], "flode", flow)
                expected |= with_label(counts, ["kon", "flode"], "period", label)
        check_counts(identity, expected)


def flows(first: int, last: int) -> dict[str, list[Row]]:
    by_person: dict[str, list[Row]] = defaultdict(list)
    for row in SPELLS:
        if month(row["inskriven"]) <= last and (row["avslutad"] is None or month(row["avslutad"]) >= first):
            by_person[row["person"]].append(row)
    first_starts: dict[str, tuple[date, int]] = {}
    for row in SPELLS:
        start = (row["inskriven"], row["ordning"])
        first_starts[row["person"]] = min(first_starts.get(row["person"], start), start)
    people: dict[str, list[Row]] = defaultdict(list)
    for person, rows in by_person.items():
        left = [r for r in rows if r["avslutad"] and first <= month(r["avslutad"]) <= last]
        counted = [r for r in left if r["avslutsorsak"] != "Återremitterad"]
        new = [r for r in rows if first <= month(r["inskriven"]) <= last]
        chosen = max(counted, key=lambda r: (r["avslutad"], r["inskriven"], r["ordning"])) if counted else None
        unit = chosen or max(rows, key=lambda r: (r["inskriven"], r["ordning"]))
        end = date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1])
        stock = {**unit, "alder": age_group(unit["fodelsedatum"], end)}
        exit_day = chosen["avslutad"] if chosen else max((r["avslutad"] for r in left), default=None)
        gone = {**unit, "alder": age_group(unit["fodelsedatum"], exit_day), "gone": exit_day} if exit_day else stock
        people["Inskrivna"].append(stock)
        if first == last and any(r["avslutad"] is None or month(r["avslutad"]) > last for r in rows):
            people["Inskrivna vid månadens slut"].append(stock)
        if new:
            people["Nyinskrivna"].append(stock)
        if any((r["inskriven"], r["ordning"]) == first_starts[person] for r in new):
            people["Nyinskrivna första gången"].append(stock)
        if left:
            people["Avslutade"].append(gone)
        if counted:
            people["Avslutade exkl. återremitterade"].append(gone)
    return people


def is_registered(row: Row, day: date) -> bool:
    """Registered within three years before the day."""
    registered = row["folkbokford_fran"]
    return registered is not None and day.replace(year=day.year - 3) < registered <= day


def is_said(row: Row, day: date) -> bool:
    """Said to be nyanländ in Paraplyet in the year."""
    return (row["person"], YEAR) in SAID_NYANLAND


NYANLANDA: dict[str, Callable[[Row, date], bool]] = {
    "Nyanlända": lambda row, day: is_registered(row, day) or is_said(row, day),
    "Nyanlända enbart enligt folkbokföringen": lambda row, day: is_registered(row, day) and not is_said(row, day),
    "Nyanlända enbart enligt Paraplyet": lambda row, day: is_said(row, day) and not is_registered(row, day),
    "Nyanlända enligt båda": lambda row, day: is_registered(row, day) and is_said(row, day),
}
SAID_NYANLAND = {(row["person"], row["manad"] // 12) for row in WORLD["paraply_bistand"] if row["nyanland"]}


@pytest.mark.parametrize("group", NYANLANDA)
def test_j1_nyanlanda(group):
    expected: dict[Key, int] = {}
    for flow, people in flows(*year(YEAR)).items():
        day = (lambda row: row["gone"]) if flow.startswith("Avslutade") else (lambda row: END)
        arrived = [row for row in people if NYANLANDA[group](row, day(row))]
        counts = {key: base for key, (_, base) in tally(arrived, lambda row: True, kon=None).items()}
        expected |= with_label(counts, ["kon"], "flode", flow)
    cells = found("J1-ar-grupp", "antal")
    of_group = {(flow, kon): int(cell[0] or 0) for (flow, grupp, kon), cell in cells.items() if grupp == group}
    assert {key: count for key, count in of_group.items() if count} == expected
    assert any(expected.values())


def test_j2_share_who_left():
    people = flows(*year(YEAR))
    left = {row["person"] for row in people["Avslutade exkl. återremitterade"]}
    for suffix in ("jobbtorg", "alder"):
        expected = tally(people["Inskrivna"], lambda row: row["person"] in left, **{suffix: None, "kon": None})
        check_shares(f"J2-{suffix}", expected)


@pytest.mark.parametrize(
    ("suffix", "column"),
    [
        ("", "kon"),
        ("-alder", "alder"),
        ("-jobbtorg", "jobbtorg"),
        ("-bakgrund", "bakgrund"),
        ("-utbildning", "utbildning"),
    ],
)
def test_j3_reasons(suffix, column):
    check_shares(f"J3-orsak{suffix}", distribution(exits(*year(YEAR)), "avslutsorsak", **{column: None}))


@pytest.mark.parametrize("suffix", ["alder", "jobbtorg", "stadsdel", "bakgrund", "utbildning"])
def test_j4_work_or_studies(suffix):
    expected = tally(
        exits(*year(YEAR)), lambda row: row["avslutsorsak"] in WORK_OR_STUDIES, **{suffix: None, "kon": None}
    )
    check_shares(f"J4-{suffix}", expected)


def in_groups(people: list[Row], said_in: int, hit: Callable[[Row], bool]) -> Shares:
    """Hits and all among the exits in each group that is followed; somebody can be in several."""
    groups: dict[str, Callable[[Row], bool]] = {
        "Ungdomar 16–24 år": lambda row: row["alder"] == "16–24",
        "Målgrupp resurs": lambda row: row["malgrupp_resurs"],
        "Nyanlända": lambda row: is_registered(row, row["avslutad"]) or (row["person"], said_in) in SAID_NYANLAND,
        "Utrikes födda": lambda row: row["bakgrund"] == "Utrikes född",
        "Förgymnasial utbildning": lambda row: row["utbildning"] == "Förgymnasial",
    }
    expected: Shares = {}
    for name, belongs in groups.items():
        shares = tally([row for row in people if belongs(row)], hit, kon=None)
        expected |= with_label(shares, ["kon"], "grupp", name)
    return expected


def test_j4_and_sf_by_group():
    worked = in_groups(exits(*year(YEAR)), YEAR, lambda row: row["avslutsorsak"] in WORK_OR_STUDIES)
    check_shares("J4-grupp", worked)
    assert {key[0] for key, (hits, _) in worked.items() if hits} >= {"Nyanlända", "Målgrupp resurs"}
    check_shares("SF-grupp", in_groups(cohort(12), YEAR - 1, lambda row: self_supporting(row, 12)))


def test_j4_rolling_years_and_series():
    for identity, windows in {
        "J4-manad": {f"{YEAR}-{m + 1:02d}": (12 * YEAR + m - 11, 12 * YEAR + m) for m in range(12)},
        "J4-serie": {str(y): year(y) for y in range(2008, YEAR + 1)},
    }.items():
        expected: Shares = {}
        for label, window in windows.items():
            shares = tally(exits(*window), lambda row: row["avslutsorsak"] in WORK_OR_STUDIES, kon=None)
            expected |= with_label(shares, ["kon"], "period", label)
        check_shares(identity, expected)


def test_j4_kolada():
    groups = {"Arbete": "A", "Subventionerat arbete": "A", "Studier": "B", "AF-program": "C", "Återremitterad": "D"}
    names = {"A": "A Arbete", "B": "B Studier", "C": "C Överförts till annan myndighet", "D": "D Slutförda uppdrag"}
    people = exits(*year(YEAR), all_reasons=True)
    for row in people:
        row["koladagrupp"] = names.get(groups.get(row["avslutsorsak"], ""), "E Övrigt")
    check_shares("J4-kolada", distribution(people, "koladagrupp", kon=None))


def insatser_during(row: Row) -> set[str]:
    taken = set()
    for insats in WORLD["flai_insatser"]:
        if insats["person"] == row["person"] and insats["start"] <= END:
            ended = insats["slut"] if insats["slut"] and insats["slut"] <= END else None
            if insats["start"] <= row["avslutad"] and (ended is None or ended >= row["inskriven"]):
                taken.add(insats["insats"])
    return taken


def by_insats(people: list[Row], hit: Callable[[Row], bool]) -> Shares:
    expected: Shares = {(ALL,): (sum(map(hit, people)), len(people))}
    for name in {row["insats"] for row in WORLD["flai_insatser"]}:
        had = [row for row in people if name in insatser_during(row)]
        expected[(name,)] = (sum(map(hit, had)), len(had))
    return expected


def test_j4_insats():
    check_shares("J4-insats", by_insats(exits(*year(YEAR)), lambda row: row["avslutsorsak"] in WORK_OR_STUDIES))


def test_j5_days():
    people = exits(*year(YEAR))
    means, medians = found("J5-orsak", "medel"), found("J5-orsak", "median")
    for (orsak, kon), (varde, _, namnare) in means.items():
        days = [row["dagar"] for row in people if orsak in (ALL, row["avslutsorsak"]) and kon in (ALL, row["kon"])]
        assert namnare == len(days)
        assert (varde is None) == (not days)
        if days:
            assert math.isclose(varde, sum(days) / len(days))
            assert medians[orsak, kon][0] == statistics.median(days)


AWAY = {"Avliden", "Utvandrad", "Utflyttad"}


def came_back(row: Row, months: int) -> bool:
    starts = [r["inskriven"] for r in SPELLS if r["person"] == row["person"] and r["inskriven"] > row["avslutad"]]
    if not starts or month(min(starts)) - month(row["avslutad"]) > months:
        return False
    return not any(
        event["person"] == row["person"]
        and event["handelse"] in AWAY
        and row["avslutad"] <= event["datum"] < min(starts)
        for event in WORLD["folkbokforing"]
    )


def test_j6_return():
    expected: Shares = {}
    for months in (12, 24, 36):
        people = stayers(*year(YEAR - months // 12))
        shares = tally(people, lambda row, n=months: came_back(row, n), avslutsorsak=None, kon=None)
        expected |= with_label(shares, ["avslutsorsak", "kon"], "manader", months)
    check_shares("J6-orsak", expected, "kumulativ")


def test_j6_return_in_the_okand_analysis():
    def back(row: Row) -> bool:
        last_day = date(YEAR - 2, 12, 31)
        return any(r["person"] == row["person"] and row["avslutad"] < r["inskriven"] <= last_day for r in SPELLS)

    check_shares("J6-okand", tally(stayers(*okand_window()), back, avslutsorsak=None))
    movers = [row for row in exits(*okand_window(), first_exit=True) if row["avslutsorsak"] == "Flyttat"]
    check_shares("J6-flyttade", tally(movers, back, kon=None))


def stayers(first: int, last: int) -> list[Row]:
    """First exits, without those who left because they moved."""
    return [row for row in exits(first, last, first_exit=True) if row["avslutsorsak"] != "Flyttat"]


def first_event(row: Row) -> tuple[int, int]:
    """Months until return (1), death or a move (2), or the end of the year two before the report's (0)."""
    starts = [r["inskriven"] for r in SPELLS if r["person"] == row["person"] and r["inskriven"] > row["avslutad"]]
    moves = [
        event["datum"]
        for event in WORLD["folkbokforing"]
        if event["person"] == row["person"] and event["handelse"] in AWAY and row["avslutad"] <= event["datum"] <= END
    ]
    back, away = min(starts, default=date.max), min(moves, default=date.max)
    last = 12 * (YEAR - 2) + 11
    when = month(min(back, away)) if min(back, away) < date.max else last + 1
    if when > last:
        return last - month(row["avslutad"]), 0
    return when - month(row["avslutad"]), 1 if back <= away else 2


def test_j6_cumulative_incidence_with_competing_events():
    people = [(row["avslutsorsak"], *first_event(row)) for row in stayers(*okand_window())]
    for identity, by in (("J6-incidens", lambda orsak: orsak), ("J6-kurva", okand_or_not)):
        for key, (varde, _, _) in found(identity, "kumulativ").items():
            group, months = sorted(key, key=str.isdigit)
            followed = [(t, event) for orsak, t, event in people if group in (ALL, by(orsak))]
            neither, back = 1.0, 0.0
            for m in range(int(months) + 1):
                at_risk = sum(t >= m for t, _ in followed)
                if at_risk:
                    back += neither * sum((t, event) == (m, 1) for t, event in followed) / at_risk
                    neither *= 1 - sum(t == m and event > 0 for t, event in followed) / at_risk
            assert math.isclose(varde or 0, 100 * back, abs_tol=1e-9), key


def okand_window() -> tuple[int, int]:
    return 12 * (YEAR - 5), 12 * (YEAR - 3) + 11


def okand_or_not(orsak: str) -> str:
    return "Okänd" if orsak == "Okänd" else "Andra orsaker"


def test_sw0_who_they_are():
    people = []
    for row in exits(*okand_window()):
        days = row["dagar"]
        before = sum(
            (r["inskriven"], r["ordning"]) < (row["inskriven"], row["ordning"])
            for r in SPELLS
            if r["person"] == row["person"]
        )
        bands = ((90, "Under 3 månader"), (182, "3–6 månader"), (365, "7–12 månader"), (730, "1–2 år"))
        people.append(
            {
                **row,
                "orsaksgrupp2": okand_or_not(row["avslutsorsak"]),
                "stadsdel": row["stadsdelsnamnd"],  # the committees had not merged yet
                "inskrivningstid": next((label for most, label in bands if days <= most), "Över 2 år"),
                "tidigare": {0: "Ingen", 1: "En"}.get(before, "Två eller fler"),
            }
        )
    for over in ("kon", "alder", "utbildning", "bakgrund", "jobbtorg", "stadsdel", "inskrivningstid", "tidigare"):
        check_shares(f"SW0-{over}", distribution(people, over, orsaksgrupp2=None))
    check_shares("SW0-andel", tally(people, lambda row: row["avslutsorsak"] == "Okänd", kon=None))
    for over in ("kon", "alder", "utbildning", "bakgrund"):
        check_shares(f"SW0-orsak-{over}", distribution(people, over, avslutsorsak=None))


def test_sw0_flow():
    first, last = okand_window()
    expected: dict[Key, int] = defaultdict(int)
    for person in sorted({row["person"] for row in SPELLS}):
        there = [
            row
            for row in SPELLS
            if row["person"] == person
            and month(row["inskriven"]) <= last
            and (row["avslutad"] is None or month(row["avslutad"]) >= first)
        ]
        reasons = {row["avslutsorsak"] for row in there if row["avslutad"] and month(row["avslutad"]) <= last}
        became = (
            ("Inte avslutade" if not reasons else "Enbart återremitterade")
            if reasons <= {"Återremitterad"}
            else "Avslutade exkl. återremitterade"
        )
        for flode, kon in product(("Inskrivna", became) if there else (), (SEX[person], ALL)):
            expected[flode, kon] += 1
    check_counts("SW0-flode", expected)


SEX = {row["person"]: row["kon"] for row in WORLD["flai_inskrivningar"]}


def test_j7_partnerships():
    persons: dict[Key, set[str]] = defaultdict(set)
    for row in WORLD["partnerskap"]:
        if row["arbete_fran"].year == YEAR:
            for key in product((SEX.get(row["person"], "Uppgift saknas"), ALL), (row["verksamhet"], ALL)):
                persons[key].add(row["person"])
    check_counts("J7-verksamhet", {key: len(found) for key, found in persons.items()})


def working_days(after: date, until: date) -> int:
    days, day = 0, after
    while day < until:
        day += timedelta(days=1)
        days += day.weekday() < 5
    return days


def fifth_working_day(after: date) -> date:
    day = after
    for _ in range(5):
        day += timedelta(days=1)
        while day.weekday() >= 5:
            day += timedelta(days=1)
    return day


def test_j8_plan_and_processes():
    chosen: dict[str, Row] = {}
    for row in SPELLS:
        if row["inskriven"].year == YEAR and working_days(row["inskriven"], END) >= 5:
            best = chosen.get(row["person"])
            if best is None or (row["inskriven"], row["ordning"]) > (best["inskriven"], best["ordning"]):
                chosen[row["person"]] = row

    def in_time(row: Row) -> bool:
        plan = row["jobbplan"]
        return plan is not None and plan <= END and plan <= fifth_working_day(row["inskriven"])

    check_shares("J8-jobbplan", tally(chosen.values(), in_time, jobbtorg=None, kon=None))
    sums: dict[Key, int] = defaultdict(int)
    for row in WORLD["processmatt"]:
        if row["manad"] // 12 == YEAR:
            sums[(row["matt"],)] += row["antal"]
    check_counts("J8-processmatt", sums)


def two_months_later(day: date) -> date:
    number = month(day) + 2
    last = calendar.monthrange(number // 12, number % 12 + 1)[1]
    return date(number // 12, number % 12 + 1, min(day.day, last))


def test_j9_procured():
    rows = []
    for row in WORLD["flai_insatser"]:
        slut = row["slut"]
        if row["regi"] == "Upphandlad" and slut and 12 * YEAR - 2 <= month(slut) <= 12 * YEAR + 9:
            latest = two_months_later(slut) if row["fullfoljd"] else slut
            work = row["anstallning_start"]
            gave = (
                work is not None and row["start"] <= work <= min(latest, END) and (row["anstallning_manader"] or 0) >= 6
            )
            rows.append({**row, "kon": SEX[row["person"]], "gave": gave})
    check_shares("J9-insats", tally(rows, lambda row: row["gave"], insats=None, kon=None))


# ---- Paraplyet -------------------------------------------------------------------------------------------------------

SUPPORT = {
    (row["person"], row["manad"])
    for row in WORLD["paraply_bistand"]
    if row["typ"] == "Försörjningsstöd" and row["belopp"] > 0
}


def self_supporting(row: Row, k: int) -> bool:
    return (row["person"], month(row["avslutad"]) + k) not in SUPPORT


def cohort(k: int) -> list[Row]:
    return exits(12 * YEAR - k, 12 * YEAR + 11 - k)


@pytest.mark.parametrize(
    ("suffix", "columns"),
    [
        ("", ["kon"]),
        ("-orsak", ["avslutsorsak"]),
        ("-jobbtorg", ["jobbtorg"]),
        ("-stadsdel", ["stadsdel"]),
        ("-alder", ["alder", "kon"]),
    ],
)
def test_sf_at_each_month(suffix, columns):
    expected: Shares = {}
    for k in (3, 6, 12, 18):
        shares = tally(cohort(k), lambda row, k=k: self_supporting(row, k), **dict.fromkeys(columns))
        expected |= with_label(shares, columns, "manader", k)
    check_shares(f"SF-manader{suffix}", expected)


def lives_in_the_city(row: Row, k: int) -> bool:
    events = [
        (event["datum"], event["handelse"])
        for event in WORLD["folkbokforing"]
        if event["person"] == row["person"] and month(event["datum"]) <= month(row["avslutad"]) + k
    ]
    return row["avslutsorsak"] != "Flyttat" and (not events or max(events)[1] not in AWAY)


def test_sf_of_those_who_remain_and_by_insats():
    expected: Shares = {}
    for k in (3, 6, 12, 18):
        people = [row for row in cohort(k) if lives_in_the_city(row, k)]
        expected |= with_label(tally(people, lambda row, k=k: self_supporting(row, k), kon=None), ["kon"], "manader", k)
    check_shares("SF-manader-kvar", expected)
    check_shares("SF-manader-insats", by_insats(cohort(6), lambda row: self_supporting(row, 6)))


def test_sf_a_at_the_exit():
    check_shares("SF-a", tally(cohort(1), lambda row: self_supporting(row, 1), avslutsorsak=None, kon=None))


def test_sf_b_throughout():
    by_reason: Shares = {}
    by_sex: Shares = {}
    for n in (12, 36):
        people = exits(*year(YEAR - n // 12))

        def never(row: Row, n: int = n) -> bool:
            return all(self_supporting(row, k) for k in range(1, n + 1))

        to_work = [row for row in people if row["avslutsorsak"] in ("Arbete", "Subventionerat arbete")]
        by_reason |= with_label(tally(people, never, avslutsorsak=None), ["avslutsorsak"], "manader", n)
        by_sex |= with_label(tally(to_work, never, kon=None), ["kon"], "manader", n)
    check_shares("SF-b-manader", by_reason)
    check_shares("SF-b-kon", by_sex)


# ---- Stockholmsjobb --------------------------------------------------------------------------------------------------


def employments() -> list[Row]:
    """Rows joined by name, or by person, type and at most a day between; joined again until nothing changes."""
    rows = [
        {**row, "slut": row["slut"] if row["slut"] and row["slut"] <= END else None}
        for row in WORLD["flai_stockholmsjobb"]
        if row["start"] <= END
    ]
    group = {row["stockholmsjobb"]: row["stockholmsjobb"] for row in rows}

    def join(one: int, other: int) -> None:
        old, new = group[one], group[other]
        for number in group:
            if group[number] == old:
                group[number] = new

    for row in rows:
        if row["forlangning_av"] in group:
            join(row["stockholmsjobb"], row["forlangning_av"])
        for other in rows:
            if (row["person"], row["typ"]) == (other["person"], other["typ"]) and row["start"] >= other["start"]:
                ends = other["slut"] or END
                if (row["start"] - ends).days <= 2:
                    join(row["stockholmsjobb"], other["stockholmsjobb"])
    parts: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        parts[group[row["stockholmsjobb"]]].append(row)
    answers = {
        row["stockholmsjobb"]: row["status"]
        for row in WORLD["flai_uppfoljning_3man"]
        if row["uppfoljningsdatum"] is None or row["uppfoljningsdatum"] <= END
    }
    whole = []
    for chain in parts.values():
        last = max(chain, key=lambda row: (row["start"], row["stockholmsjobb"]))
        whole.append(
            {
                **last,
                "kon": SEX[last["person"]],
                "start": min(row["start"] for row in chain),
                "slut": max(row["slut"] for row in chain) if all(row["slut"] for row in chain) else None,
                "utfall": answers.get(last["stockholmsjobb"], "Ej nådd"),
            }
        )
    return whole


JOBS = employments()
PERIODS = {
    f"{period} {year}": 12 * year - before
    for year in range(YEAR - 3, YEAR + 1)
    for period, before in (("T1", 12), ("T2", 8), ("VB", 4))
}
PLACES = {"Ungdomsanställning", "Basanställning", "Serviceassistent"}
"""Types of job in ordinary work, by the plan of 2021; the others are in places made for them."""


def ended(first: int) -> list[Row]:
    return [row for row in JOBS if row["slut"] and first <= month(row["slut"]) <= first + 11]


def with_place(row: Row) -> Row:
    return {**row, "arbetsplats": "Ordinarie verksamhet" if row["typ"] in PLACES else "Anpassad arbetsplats"}


def works(row: Row) -> bool:
    return row["utfall"] in WORK_OR_STUDIES


def test_st1_flows_and_plan():
    conditions: dict[str, Callable[[Row], bool]] = {
        "Påbörjade": lambda row: row["start"].year == YEAR,
        "Pågående vid årets slut": lambda row: row["slut"] is None or row["slut"] > END,
        "Avslutade": lambda row: row["slut"] is not None and row["slut"].year == YEAR,
    }
    expected: dict[Key, int] = {}
    for flow, condition in conditions.items():
        counts = tally(filter(condition, JOBS), lambda row: True, typ=None, kon=None)
        expected |= with_label({key: base for key, (_, base) in counts.items()}, ["typ", "kon"], "flode", flow)
    check_counts("ST1-typ", expected)
    placed: dict[Key, int] = {}
    for flow, condition in conditions.items():
        counts = tally(map(with_place, filter(condition, JOBS)), lambda row: True, arbetsplats=None, kon=None)
        placed |= with_label({key: base for key, (_, base) in counts.items()}, ["arbetsplats", "kon"], "flode", flow)
    check_counts("ST1-arbetsplats", placed)
    days: dict[Key, int] = defaultdict(int)
    for row in JOBS:
        day = date(YEAR, 1, 1)
        while day <= END:
            if row["start"] <= day and (row["slut"] is None or day <= row["slut"]):
                days[(row["typ"],)] += 1
                days[(ALL,)] += 1
            day += timedelta(days=1)
    for key, (varde, taljare, namnare) in found("ST1-plan", "medel").items():
        assert (taljare, namnare) == (days[key], 366)
        assert math.isclose(varde, days[key] / 366)


def test_st2_work_or_studies_after_three_months():
    periods: Shares = {}
    outcomes: Shares = {}
    persons: Shares = {}
    for label, first in PERIODS.items():
        rows = ended(first)
        periods |= with_label(tally(rows, works, kon=None), ["kon"], "period", label)
        outcomes |= with_label(distribution(rows, "utfall", kon=None), ["utfall", "kon"], "period", label)
        last: dict[str, Row] = {}
        for row in rows:
            best = last.get(row["person"])
            rank = [(r["slut"], r["start"], r["stockholmsjobb"]) for r in (row, best) if r]
            if best is None or rank[0] > rank[1]:
                last[row["person"]] = row
        persons |= with_label(tally(last.values(), works, kon=None), ["kon"], "period", label)
        assert len(rows) >= len(last)
    check_shares("ST2-period", periods)
    check_shares("ST2-utfall", outcomes)
    check_shares("ST2-personer", persons)
    check_shares("ST2-typ", tally(ended(PERIODS[f"VB {YEAR}"]), works, typ=None, kon=None))
    placed = [with_place(row) for row in ended(PERIODS[f"VB {YEAR}"])]
    check_shares("ST2-arbetsplats", tally(placed, works, arbetsplats=None, kon=None))


# ---- SCB -------------------------------------------------------------------------------------------------------------

LIVED = {(row["lopnr"], row["ar"]): row for row in WORLD["scb_arsdata"]}
MONTHLY = {
    (row["lopnr"], row["manad"]): row["forsorjningsstod"]
    for row in WORLD["scb_manadsdata"]
    if row["manad"] < 12 * (YEAR - 1)
}
SIX = {
    1: "Förvärvsarbetande",
    2: "Studerande",
    5: "Arbetslös",
    7: "Ekonomiskt bistånd",
    8: "Arbetsmarknadspolitisk åtgärd",
}
SEVEN = {
    **{1: "Förvärvsarbete", 2: "Studerande", 3: "Vård av barn/anhörig", 5: "Arbetslös"},
    **{7: "Ekonomiskt bistånd", 8: "Arbetsmarknadspolitisk åtgärd"},
}


def chosen_spell(rows: Iterable[Row], day: Callable[[Row], date], *then: str, first: bool = False) -> list[Row]:
    best: dict[int, Row] = {}
    for row in rows:
        rank = (day(row), *(row[column] or date.min for column in then), row["ordning"])
        known = best.get(row["lopnr"])
        if known is None or (rank < known["rank"] if first else rank > known["rank"]):
            best[row["lopnr"]] = {**row, "rank": rank, "ar": day(row).year}
    return list(best.values())


def scb_rows(population: str) -> list[Row]:
    return [
        row
        for row in WORLD["scb_population"]
        if row["population"] == population and (row["avslutad"] is None or row["avslutad"].year <= YEAR - 2)
    ]


def sources(people: list[Row], offset: int, groups: dict[int, str], other: str) -> list[Row]:
    found = []
    for row in people:
        lived = LIVED.get((row["lopnr"], row["ar"] + offset))
        if lived:
            code = lived["raks_huvinkkalla"]
            kalla = "Uppgift saknas" if code is None else groups.get(code, other)
            age = "Under 30 år" if row["ar"] - row["fodelsear"] < 30 else "30 år eller äldre"
            found.append({**row, "kalla": kalla, "alder": age})
    return found


def test_st3_sources_around_jobs():
    rows = scb_rows("avslutade_stockholmsjobb")
    day = lambda row: row["stockholmsjobb_slut"] or row["avslutad"]  # noqa: E731
    people = chosen_spell((r for r in rows if YEAR - 5 <= day(r).year <= YEAR - 4), day, "stockholmsjobb_start")
    by_age: Shares = {}
    by_sex: Shares = {}
    for label, offset in {"2 år före": -2, "1 år efter": 1, "2 år efter": 2}.items():
        lived = sources(people, offset, SIX, "Övriga")
        by_age |= with_label(distribution(lived, "kalla", alder=None), ["kalla", "alder"], "tidpunkt", label)
        by_sex |= with_label(distribution(lived, "kalla", kon=None), ["kalla", "kon"], "tidpunkt", label)
    check_shares("ST3-kalla", by_age)
    check_shares("ST3-kalla-kon", by_sex)
    after = {row["lopnr"]: row["kalla"] for row in sources(people, 1, SIX, "Övriga")}
    had = [
        row for row in sources(people, -2, SIX, "Övriga") if row["kalla"] in ("Förvärvsarbetande", "Ekonomiskt bistånd")
    ]
    expected = tally(had, lambda row: after.get(row["lopnr"]) == row["kalla"], kalla=None)
    check_shares("ST3-samma", {key: counts for key, counts in expected.items() if key != (ALL,)})


def test_st4_sources_around_enrolments():
    rows = [row for row in scb_rows("inskrivna") if YEAR - 10 <= row["inskriven"].year <= YEAR - 5]
    people = chosen_spell(rows, lambda row: row["inskriven"], first=True)
    with_job = {
        row["lopnr"]
        for row in WORLD["scb_population"]
        if (row["avslutad"] is None or row["avslutad"].year <= YEAR - 2)
        and row["stockholmsjobb_start"]
        and row["stockholmsjobb_start"].year <= YEAR - 2
    }
    for row in people:
        row["stockholmsjobb"] = "Ja" if row["lopnr"] in with_job else "Nej"
    expected: Shares = {}
    by_group: Shares = {}
    for label, offset in {"1 år före": -1, "1 år efter": 1, "2 år efter": 2}.items():
        lived = sources(people, offset, SEVEN, "Övrigt")
        shares = distribution(lived, "kalla", stockholmsjobb=None)
        expected |= with_label(shares, ["kalla", "stockholmsjobb"], "tidpunkt", label)
        for group, holds in GROUPS.items():
            of_group = distribution([row for row in lived if holds(row)], "kalla")
            of_group = with_label(of_group, ["kalla"], "grupp", group)
            by_group |= with_label(of_group, ["kalla", "grupp"], "tidpunkt", label)
    check_shares("ST4-kalla", expected)
    check_shares("ST4-kalla-grupp", by_group)


GROUPS: dict[str, Callable[[Row], bool]] = {
    "Kvinnor": lambda row: row["kon"] == "Kvinnor",
    "Män": lambda row: row["kon"] == "Män",
    "Under 30 år": lambda row: row["alder"] == "Under 30 år",
    "30 år eller äldre": lambda row: row["alder"] == "30 år eller äldre",
    "Förgymnasial": lambda row: row["sun_niva"] in (1, 2),
    "Gymnasial": lambda row: row["sun_niva"] in (3, 4),
    "Eftergymnasial": lambda row: row["sun_niva"] in (5, 6, 7),
    "Utbildning saknas": lambda row: row["sun_niva"] is None,
    "Svensk bakgrund": lambda row: row["bakgrund"] == "Svensk bakgrund",
    "Utländsk bakgrund": lambda row: row["bakgrund"] == "Utländsk bakgrund",
    "Bakgrund saknas": lambda row: row["bakgrund"] == "Uppgift saknas",
}


def limits() -> dict[int, tuple[int, int]]:
    path = Path(__file__).parents[2] / "data" / "reference" / "etableringsgranser.csv"
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {int(row["year"]): (int(row["upper_kr"]), int(row["lower_kr"])) for row in rows}


LIMITS = limits()


def status(lopnr: int, year: int) -> str:
    row = LIVED.get((lopnr, year))
    if row is None:
        return "Ej i registret"
    upper, lower = LIMITS[year]
    income = row["forvers"]
    without = row["alosdag"] > 0 or row["adeldag"] > 0
    if income >= upper and row["sysstat"] == 1 and not without and not row["astudag"] > 0:
        return "Etablerad"
    if (row["hsdelt"] or 0) > 0:
        return "Högskolestuderande"
    if row["studmed"] > 0:
        return "Övriga studerande"
    if income <= 0:
        return "Utanför"
    if row["alosdag"] + row["astudag"] > 274 or (income < lower and not row["inkfnettoa"] > 0):
        return "Svag ställning"
    return "Osäker ställning"


def scb_exits(first: int, last: int) -> list[Row]:
    rows = [
        row
        for row in scb_rows("avslutade_jobbtorg")
        if row["avslutsorsak"] != "Återremitterad" and first <= row["avslutad"].year <= last
    ]
    return chosen_spell(rows, lambda row: row["avslutad"], "inskriven")


def test_sw1_status():
    people = [
        {**row, "status_arbetsmarknad": status(row["lopnr"], row["ar"] + 1)} for row in scb_exits(YEAR - 5, YEAR - 3)
    ]
    check_shares("SW1-status", distribution(people, "status_arbetsmarknad", avslutsorsak=None))
    check_shares("SW1-status-kon", distribution(people, "status_arbetsmarknad", avslutsorsak=None, kon=None))
    for row in people:
        row["status_sex"] = (
            row["status_arbetsmarknad"] if "studerande" not in row["status_arbetsmarknad"] else "Studerande"
        )
        row["foljda"] = "Ej i registret" if row["status_arbetsmarknad"] == "Ej i registret" else "I registret"
        row["orsaksgrupp2"] = okand_or_not(row["avslutsorsak"])
    check_shares("SW1-status-sex", distribution(people, "status_sex", avslutsorsak=None))
    check_shares("SW1-foljda", distribution(people, "foljda", orsaksgrupp2=None))
    good = {"Etablerad", "Osäker ställning", "Högskolestuderande", "Övriga studerande"}
    is_good = lambda row: row["status_arbetsmarknad"] in good  # noqa: E731
    check_shares("SW1-gott-resultat", tally(people, is_good, avslutsorsak=None, kon=None))


def test_sw1_each_exit_year():
    cells = found("SW1-serie", "andel")
    for exit_year, after in product(range(YEAR - 5, YEAR - 2), (1, 2, 3)):
        if exit_year + after > YEAR - 2:
            continue
        people = [
            {**row, "status_arbetsmarknad": status(row["lopnr"], exit_year + after)}
            for row in scb_exits(exit_year, exit_year)
        ]
        for (orsak, of), counts in distribution(people, "status_arbetsmarknad", avslutsorsak=None).items():
            assert cells[after, str(exit_year), orsak, of][1:] == counts


GOOD = {"Etablerad", "Osäker ställning", "Högskolestuderande", "Övriga studerande"}
FIVE = {"AF-program": "Övrigt", "Flyttat": "Övrigt", "Föräldraledig": "Övrigt"}


def test_sw1_good_result_by_year_and_in_five_groups():
    cells = found("SW1-gott-serie", "andel")
    for exit_year, after in product(range(YEAR - 5, YEAR - 2), (1, 2, 3)):
        if exit_year + after <= YEAR - 2:
            people = scb_exits(exit_year, exit_year)
            hit = lambda row, n=exit_year + after: status(row["lopnr"], n) in GOOD  # noqa: E731
            for (orsak,), counts in tally(people, hit, avslutsorsak=None).items():
                assert cells[after, str(exit_year), orsak][1:] == counts
    people = [
        {**row, "orsaksgrupp": FIVE.get(row["avslutsorsak"], row["avslutsorsak"])}
        for row in scb_exits(YEAR - 5, YEAR - 3)
    ]
    good = lambda row: status(row["lopnr"], row["ar"] + 1) in GOOD  # noqa: E731
    check_shares("SW1-gott-orsak5", tally(people, good, orsaksgrupp=None))
    in_six_groups(people)
    some = {"Etablerad", "Osäker ställning", "Svag ställning"}
    check_shares(
        "SW1-nagon-stallning", tally(people, lambda r: status(r["lopnr"], r["ar"] + 1) in some, orsaksgrupp6=None)
    )
    for row in people:
        standing = status(row["lopnr"], row["ar"] + 1)
        row["status_sex"] = "Studerande" if "studerande" in standing else standing
    check_shares("SW1-orsak6", distribution(people, "status_sex", orsaksgrupp6=None))


def in_six_groups(people: list[Row]) -> None:
    work = dict.fromkeys(("Arbete", "Subventionerat arbete"), "Arbete eller subventionerat arbete")
    for row in people:
        row["orsaksgrupp6"] = {**work, "Föräldraledig": "Övrigt"}.get(row["avslutsorsak"], row["avslutsorsak"])


def test_sw1_from_one_year_to_three():

    def group(lopnr: int, year: int) -> str:
        standing = status(lopnr, year)
        outside = "Utanför eller ej i registret"
        return "Gott resultat" if standing in GOOD else standing if standing == "Svag ställning" else outside

    people = [
        {
            "orsaksgrupp2": okand_or_not(row["avslutsorsak"]),
            **{f"status_ar_{n}": group(row["lopnr"], YEAR - 5 + n) for n in (1, 3)},
        }
        for row in scb_exits(YEAR - 5, YEAR - 5)
    ]
    check_shares("SW1-overgang", distribution(people, "status_ar_3", orsaksgrupp2=None, status_ar_1=None))


def test_sw4_each_year_of_the_end():
    """The last end of each of the three years, so that a person can be in two of them."""
    rows = scb_rows("avslutade_stockholmsjobb")
    day = lambda row: row["stockholmsjobb_slut"] or row["avslutad"]  # noqa: E731
    people = [
        row
        for end in range(YEAR - 7, YEAR - 4)
        for row in chosen_spell((r for r in rows if day(r).year == end), day, "stockholmsjobb_start")
    ]
    assert len(people) > len({row["lopnr"] for row in people})
    expected: Shares = {}
    for after in (1, 2, 3, 4):
        followed = [
            {"status_arbetsmarknad": status(row["lopnr"], row["ar"] + after)}
            for row in people
            if row["ar"] + after <= YEAR - 2
        ]
        shares = distribution(followed, "status_arbetsmarknad")
        expected |= with_label(shares, ["status_arbetsmarknad"], "ar_efter", after)
    check_shares("SW4-status", expected)


def test_sw3_support_by_month_and_assistance_where_they_live():
    expected: Shares = {}
    for months, last in ((12, YEAR - 3), (36, YEAR - 5)):
        followed = []
        for row in scb_exits(YEAR - 5, last):
            wanted = range(month(row["avslutad"]) + 1, month(row["avslutad"]) + months + 1)
            found_months = [MONTHLY.get((row["lopnr"], m)) for m in wanted]
            if None not in found_months:
                n = sum(map(bool, found_months))
                band = "Ingen månad" if n == 0 else "1–6 månader" if n <= 6 else "Fler än 6 månader"
                orsak = FIVE.get(row["avslutsorsak"], row["avslutsorsak"])
                followed.append({"orsaksgrupp": orsak, "stodmanader": band})
        shares = distribution(followed, "stodmanader", orsaksgrupp=None)
        expected |= with_label(shares, ["orsaksgrupp", "stodmanader"], "manader", months)
    check_shares("SW3-stodmanader", expected)
    lived = []
    for row in scb_exits(YEAR - 5, YEAR - 3):
        if after := LIVED.get((row["lopnr"], row["ar"] + 1)):
            flyttat = "Flyttat" if row["avslutsorsak"] == "Flyttat" else "Andra orsaker"
            bosatt = "I Stockholm" if after["kommun"] == "0180" else "I en annan kommun"
            lived.append({"flyttat": flyttat, "bosatt": bosatt, "supported": after["socbidrfam"] > 0})
    check_shares("SW3-bistand-flyttat", tally(lived, lambda row: row["supported"], flyttat=None))
    check_shares("SW3-bosatt", distribution(lived, "bosatt", flyttat=None))


def test_sw3_assistance_unemployment_income_and_health():
    people = scb_exits(YEAR - 5, YEAR - 3)
    expected: Shares = {}
    for years in (1, 2, 3):
        followed = []
        by_year = [row for exit_year in range(YEAR - 5, YEAR - 2) for row in scb_exits(exit_year, exit_year)]
        for row in people if years == 1 else by_year:
            lived = [LIVED.get((row["lopnr"], row["ar"] + n)) for n in range(1, years + 1)]
            if all(lived):
                followed.append({**row, "free": all(year["socbidrfam"] <= 0 for year in lived if year)})
        shares = tally(followed, lambda row: row["free"], avslutsorsak=None)
        expected |= with_label(shares, ["avslutsorsak"], "ar_efter", years)
    check_shares("SW3-bistand", expected)
    lived = [
        {**LIVED[row["lopnr"], row["ar"] + 1], "kon": row["kon"], "avslutsorsak": row["avslutsorsak"]}
        for row in people
        if (row["lopnr"], row["ar"] + 1) in LIVED
    ]
    in_six_groups(lived)
    check_shares("SW3-forvarvsinkomst", tally(lived, lambda row: row["forvink"] > 0, orsaksgrupp6=None))
    free = tally(lived, lambda row: row["socbidrfam"] <= 0, orsaksgrupp6=None)
    first_year = {key: numbers[1:] for key, numbers in found("SW3-bistand-orsak6", "andel").items() if key[0] == 1}
    assert first_year == {(1, *key): counts for key, counts in free.items()}
    without = lambda row: row["alosdag"] + row["adeldag"]  # noqa: E731
    check_shares("SW3-arbetsloshet", tally(lived, lambda row: without(row) > 0, avslutsorsak=None))
    for (orsak,), (varde, _, namnare) in found("SW3-arbetsloshet", "medel").items():
        days = [without(row) for row in lived if orsak in (ALL, row["avslutsorsak"])]
        assert namnare == len(days)
        assert not days or math.isclose(varde, sum(days) / len(days))
    for (orsak, quartile), (varde, _, namnare) in found("SW3-inkomst", "kvartil").items():
        incomes = sorted(row["forvers"] for row in lived if orsak in (ALL, row["avslutsorsak"]))
        assert namnare == len(incomes)
        if incomes:
            place = (len(incomes) - 1) * quartile / 100
            low, part = int(place), place - int(place)
            value = incomes[low] + part * (incomes[min(low + 1, len(incomes) - 1)] - incomes[low])
            assert varde == math.floor(value / 1000 + 0.5) * 1000
    check_shares("SW3-ohalsa", tally(lived, lambda row: row["sjuksum_ndag_midas"] > 0, avslutsorsak=None))
    nothing = (
        *("raks_summaink", "socbidrfam", "alosdag", "adeldag", "astudag", "asysdag", "ak14dag", "sjuksum_ndag_midas"),
        *("fortid", "foralpeng", "hsdelt", "studmed"),
    )
    outside = tally(lived, lambda row: all(not row[name] for name in nothing), avslutsorsak=None, kon=None)
    check_shares("SW3-utanfor-samhallet", outside)


# ---- adult education, surveys, costs ---------------------------------------------------------------------------------


def courses(skolform: str) -> list[Row]:
    return [
        row
        for row in WORLD["vux_kurser"]
        if row["skolform"] == skolform and row["slut"] and row["slut"].year == YEAR and row["start"] <= END
    ]


@pytest.mark.parametrize(
    ("identity", "skolform", "extra"),
    [("V1", "Grundläggande", ""), ("V2", "Gymnasial högskoleförberedande", ""), ("V3", "Kombination", "Godkänd")],
)
def test_v1_to_v3_grades(identity, skolform, extra):
    graded = [row for row in courses(skolform) if row["utfall"] in {*"ABCDEF", extra}]
    check_shares(f"{identity}-kon", tally(graded, lambda row: row["utfall"] in {*"ABCDE", extra}, kon=None, regi=None))


def test_v4_examined():
    planned = [
        row
        for row in WORLD["vux_kurser"]
        if row["skolform"] == "YH"
        and row["planerat_slut"]
        and row["planerat_slut"].year == YEAR
        and row["start"] <= END
    ]

    def examined(row: Row) -> bool:
        return row["utfall"] == "Examen" and (row["slut"] is None or row["slut"] <= END)

    check_shares("V4-kon", tally(planned, examined, kon=None))


@pytest.mark.parametrize(
    ("identity", "utbildning", "months"), [("V5", "YH", 6), ("V6", "Yrkesutbildning", 3), ("V7", "Kombination", 3)]
)
def test_v5_to_v7_work_after_training(identity, utbildning, months):
    followed = [
        row
        for row in WORLD["vux_uppfoljning"]
        if row["utbildning"] == utbildning
        and row["manader_efter"] == months
        and row["fullfoljd"]
        and (month(row["slut"]) + months) // 12 == YEAR
    ]
    check_shares(f"{identity}-svar", tally(followed, lambda row: row["besvarad"], kon=None))
    expected = tally([r for r in followed if r["besvarad"]], lambda row: row["sysselsattning"] == "Arbete", kon=None)
    cells = found(f"{identity}-kon", "andel")
    assert {key: cell[1:] for key, cell in cells.items() if cell[2]} == expected


def test_v12_broken_off_and_v13_newly_arrived():
    sfi = [
        {**row, "alder": school_age(row["alder"]), "bakgrund": row["bakgrund"] or "Uppgift saknas"}
        for row in courses("Sfi")
    ]
    whole = tally(sfi, lambda row: row["utfall"] == "Avbrott", kon=None, alder=None, bakgrund=None)
    one_at_a_time = {key: shares for key, shares in whole.items() if key.count(ALL) >= 2}
    check_shares("V12-avbrott", one_at_a_time)
    known = [row for row in sfi if row["utfall"] == "Avbrott" and row["efter_avbrott"]]
    check_shares("V12-efter", distribution(known, "efter_avbrott", kon=None))
    persons: dict[Key, set[int]] = defaultdict(set)
    for row in WORLD["vux_kurser"]:
        ends = row["slut"]
        if row["nyanland"] and row["start"] <= END and (ends is None or ends >= date(YEAR, 1, 1)):
            for key in product((row["kon"], ALL), (row["skolform"], ALL)):
                persons[key].add(row["elev"])
    check_counts("V13-nyanlanda", {key: len(found) for key, found in persons.items()})


def school_age(age: int) -> str:
    return age_group(date(1950, 1, 1), date(1950 + age, 1, 1))


TEXTS = {
    "SJ1": "Personalen ger mig det stöd jag behöver på arbetsplatsen",
    "SJ5": "Jag mår bättre",
    "SJ7": "Jag har större chans att få jobb nu",
}


def given_answers(question: str) -> list[Row]:
    return [row for row in WORLD["enkat_svar"] if row["fraga"] == question and row["ar"] == YEAR and row["svar"]]


def positive(row: Row, lowest: int) -> bool:
    return row["svar"] != "Vet ej" and int(row["svar"]) >= lowest


def test_surveys():
    expected: Shares = {}
    for question, text in TEXTS.items():
        shares = tally(given_answers(question), lambda row: positive(row, 3), kon=None)
        expected |= with_label(shares, ["kon"], "fraga", text)
    assert {k: c[1:] for k, c in found("ST6-fraga", "andel").items() if c[2]} == expected
    for identity, question, lowest in (("B2", "BU5", 3), ("V8", "KV1", 4), ("V9", "SFI1", 4), ("B4", "NB1", 4)):
        shares = tally(given_answers(question), lambda row, low=lowest: positive(row, low), kon=None)
        assert {k: c[1:] for k, c in found(f"{identity}-kon", "andel").items()} == shares
    expected = {}
    for omrade, question in (("Bemötande och service", "BU1"), ("Tillgänglighet", "BU2")):
        shares = tally(given_answers(question), lambda row: positive(row, 3), kon=None)
        expected |= with_label(shares, ["kon"], "omrade", omrade)
    assert {k: c[1:] for k, c in found("B1-omrade", "andel").items() if c[2]} == expected
    for identity, question, enkat in (("V10", "KV2", "komvux"), ("V11", "SFI2", "sfi")):
        for (kon,), (varde, _, namnare) in found(f"{identity}-kon", "medel").items():
            answered, asked = response(enkat)[(kon,)]
            points = [
                int(r["svar"]) for r in given_answers(question) if r["svar"] != "Vet ej" and kon in (ALL, r["kon"])
            ]
            assert namnare == len(points)
            if answered < 0.3 * asked:
                assert varde is None
            else:
                assert math.isclose(varde, sum(points) / len(points))


def test_response():
    for identity, enkat in (("ST6", "stockholmsjobb"), ("B1", "brukarundersökning"), ("V8", "komvux"), ("V9", "sfi")):
        check_shares(f"{identity}-svar", response(enkat))


def response(enkat: str) -> Shares:
    """Those who have answered anything, and those who were asked."""
    shares: Shares = {}
    for kon in ("Kvinnor", "Män"):
        [asked] = [
            row["antal"]
            for row in WORLD["enkat_utskick"]
            if (row["enkat"], row["ar"], row["kon"]) == (enkat, YEAR, kon)
        ]
        answered = {
            row["svarande"]
            for row in WORLD["enkat_svar"]
            if (row["enkat"], row["ar"], row["kon"]) == (enkat, YEAR, kon) and row["svar"]
        }
        shares[(kon,)] = (len(answered), asked)
    answered, asked = (sum(numbers) for numbers in zip(*shares.values(), strict=True))
    shares[(ALL,)] = (answered, asked)
    return shares


def test_b3_progression():
    rows = WORLD["progression"]
    judged = [row for row in rows if row["narmat_sig"] is not None]
    check_shares("B3-insats", tally(judged, lambda row: row["narmat_sig"], insats=None, kon=None))
    for (insats, kon), (varde, _, namnare) in found("B3-insats", "medel").items():
        changes = [
            row["efter"] - row["fore"]
            for row in rows
            if row["efter"] and row["fore"] and insats in (ALL, row["insats"]) and kon in (ALL, row["kon"])
        ]
        assert namnare == len(changes)
        assert not changes or math.isclose(varde, sum(changes) / len(changes), abs_tol=1e-9)


def test_e1_index():
    cost = {
        row["enhet"]: row["belopp"] // 100
        for row in WORLD["ekonomi_kostnader"]
        if row["ar"] == YEAR and row["kostnadsslag"] == "Personal" and row["enhet"].startswith("Jobbtorg")
    }
    results = {
        unit: sum(1 for r in exits(*year(YEAR)) if r["jobbtorg"] == unit and r["avslutsorsak"] in WORK_OR_STUDIES)
        for unit in cost
    }
    of_all = sum(results.values()) / sum(cost.values())
    for (unit,), (varde, _, _) in found("E1-enhet", "index").items():
        if unit in cost:
            expected = 100 * (results[unit] / cost[unit]) / of_all if results[unit] >= 5 else None
            assert varde is None if expected is None else math.isclose(varde, expected)
