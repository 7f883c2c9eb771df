"""Shares of rounded counts against the persons themselves: printed ones are right within what is said of them."""

import csv
from dataclasses import replace
from math import sqrt

import numpy as np
import polars as pl
import pytest

from indikatorer.disclosure import is_uncertain, rounded
from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.fallbacks import lost, protected
from indikatorer.disclosure.rounding.accuracy import Accuracy, accuracy_of, with_rounding
from indikatorer.measures.cell import decimals
from indikatorer.publication.csv_files import write_csv
from tests.disclosure.people import (
    A_MEAN,
    AUTO,
    HIDING,
    ROUNDING,
    SECRET,
    TOTAL,
    drawn,
    people,
    row_of,
    table,
    told,
    with_numbers,
)

LABELS = {
    "kon": ("Kvinnor", "Män"),
    "ort": ("Norr", "Söder", "Väster", "Öster"),
    "alder": ("ung", "medel", "äldre"),
    "utfall": ("Arbete", "Studier", "Annat", "Okänt"),
    "nadd": ("ja", "nej"),
}
ASKED = {
    "arbete": (("kon", "ort"), ("Arbete",)),
    "studier": (("ort", "alder"), ("Studier",)),
    "nagot": (("kon", "alder"), ("Arbete", "Studier")),
    "okant": (("kon", "ort", "alder"), ("Okänt",)),
    "ingen": (("alder", "nadd"), ("Pension",)),
}


def asked(persons):
    """The tables of shares, which have intervals as all shares that are counted have."""
    some = (table(name, persons, *by, hit=("utfall", hit)) for name, (by, hit) in ASKED.items())
    ends = {"ki_nedre": pl.lit(0.0), "ki_ovre": pl.lit(100.0)}
    return [replace(one, cells=one.cells.with_columns(**ends)) for one in some]


def wilson(hits: float, base: float) -> tuple[float, float]:
    """In per cent, written out: the two shares from which the printed one is 1.96 standard errors away."""
    z, share = 1.959963984540054, hits / base
    middle = (share + z**2 / (2 * base)) / (1 + z**2 / base)
    half = z * sqrt(share * (1 - share) / base + z**2 / (4 * base**2)) / (1 + z**2 / base)
    return 100 * (middle - half), 100 * (middle + half)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("number", [200, 900])
def test_every_share_in_the_files_is_right_within_what_is_said(seed, number, tmp_path):
    persons = drawn(LABELS, seed, number)
    tables = asked(persons)
    outcome = protected([*tables, A_MEAN], SECRET, ROUNDING)
    outcome.audit.refuse()
    smallest = outcome.accuracy.within[0][1]
    printed = left_out = 0
    for name, (by, hit) in ASKED.items():
        write_csv(
            tmp_path / f"{name}.csv",
            outcome.cells[name].drop("personer").with_columns(enhet=pl.lit("procent")),
            decimals,
        )
        with (tmp_path / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                group = [one for one in persons if all(row[label] in (one[label], TOTAL) for label in by)]
                if row["varde"] == "":
                    assert int(row["namnare"]) < smallest
                    left_out += 1
                    continue
                true = 100 * sum(one["utfall"] in hit for one in group) / len(group)
                assert int(row["namnare"]) >= smallest
                assert float(row["ki_nedre"]) - 0.05 <= true <= float(row["ki_ovre"]) + 0.05
                assert float(row["ki_nedre"]) <= float(row["varde"]) <= float(row["ki_ovre"])
                assert abs(float(row["varde"]) - true) <= 5.05
                assert (row["varde"] in ("0.0", "100.0")) == (row["status"] == "osäker")
                printed += 1
    assert printed + left_out == 15 + 20 + 12 + 60 + 12
    assert printed >= {200: 6, 900: 50}[number]
    assert left_out


def test_an_interval_follows_from_the_told_counts_and_what_is_said_of_all():
    persons = drawn(LABELS, 1, 900)
    tables = asked(persons)
    outcome = protected([*tables, A_MEAN], SECRET, ROUNDING)
    known = outcome.accuracy
    shown = 0
    for one in tables:
        for cell in outcome.cells[one.id].filter(pl.col("varde").is_not_null()).iter_rows(named=True):
            hits, base = cell["taljare"], cell["namnare"]
            points = min(points for points, smallest in known.within if base >= smallest)
            fewest = base * (1 - known.base / 100)
            low, _ = wilson(max(hits / base - points / 100, 0) * fewest, fewest)
            _, high = wilson(min(hits / base + points / 100, 1) * fewest, fewest)
            assert cell["ki_nedre"] == pytest.approx(max(low, 0), abs=1e-9)
            assert cell["ki_ovre"] == pytest.approx(min(high, 100), abs=1e-9)
            shown += 1
    assert shown


def told_as(*pairs):
    """Shares by place as counted, and their cells with told counts: (hits, base, told hits, told base) each."""
    counts = {}
    for place, (hits, base, *_) in enumerate(pairs):
        counts |= {(f"ort {place}", "Arbete"): hits, (f"ort {place}", "Annat"): base - hits}
    counted = table("S", people(counts, "ort", "utfall"), "ort", hit=("utfall", ["Arbete"]))
    cells = counted.cells[: len(pairs)]
    columns = [pl.Series(name, [pair[at] for pair in pairs]) for name, at in (("taljare", 2), ("namnare", 3))]
    return replace(counted, cells=cells), counted.worked_out(cells.with_columns(columns))


def test_what_is_said_of_all_is_said_by_steps_and_holds_for_every_share():
    # 30 of 100 told as 35, five points; 20 of 82 told as 25 of 75, nine points; 120 of 300 as it was
    counted, cells = told_as((30, 100, 35, 100), (20, 82, 25, 75), (120, 300, 120, 300))
    known = accuracy_of([counted], {"S": cells}, ROUNDING)
    # no base from a hundred on is told as too large
    assert known == Accuracy([(5, 100), (3, 150), (2, 150), (1, 300)], 5)
    assert [known.points(base) for base in (None, 75, 100, 150, 300)] == [None, None, 5, 2, 1]
    told = with_rounding(counted.cells, cells, known)
    assert told["varde"].to_list() == [35, None, 40]
    assert told["status"].to_list() == ["", "osäker", ""]
    assert is_uncertain(told).to_list() == [False, True, False]
    assert told["taljare"].to_list() == [35, 25, 120]
    # the counts of the second are still there
    assert lost({"S": told}) == pytest.approx(0.5 / 3)


def test_nothing_is_said_that_makes_a_numerator_one_of_fewer_than_five_numbers():
    # all shares are exact: a point of 250 is 2.5 persons down and 2.5 up
    counted, cells = told_as((20, 50, 20, 50), (50, 100, 50, 100))
    assert accuracy_of([counted], {"S": cells}, ROUNDING).within == [(5, 50), (3, 100), (2, 150), (1, 300)]


def test_none_and_all_are_marked_unless_they_are_all_by_definition():
    counted, cells = told_as((3, 200, 0, 200), (198, 200, 200, 200), (200, 200, 200, 200))
    known = accuracy_of([counted], {"S": cells}, ROUNDING)
    told = with_rounding(counted.cells, cells, known)
    # the last has no interval as counted: it is of all that there are
    assert told["status"].to_list() == ["osäker", "osäker", ""]
    assert told["varde"].to_list() == [0, 100, 100]
    assert told["ki_nedre"].to_list()[0] == 0
    assert told["ki_ovre"].to_list()[1:] == [100, None]


def test_shares_of_many_are_kept_within_the_points_where_counts_alone_would_not_be():
    persons = drawn(LABELS, 4, 1500)
    tables = asked(persons)
    cells = rounded([*tables, A_MEAN], SECRET, ROUNDING)
    off = []
    for one in tables:
        new = cells[one.id]
        large = (one.cells["namnare"] >= 60) & (new["namnare"] > 0)
        true, now = (100 * of["taljare"] / of["namnare"] for of in (one.cells.filter(large), new.filter(large)))
        off += (now - true).abs().to_list()
    assert np.max(off) <= 5


def test_the_audit_finds_a_share_that_is_not_right():
    persons = drawn(LABELS, 1, 900)
    tables = [table("arbete", persons, "kon", "ort", hit=("utfall", ("Arbete",))), A_MEAN]
    cells = rounded(tables, SECRET, ROUNDING)
    audit(tables, cells, ROUNDING).refuse()
    row = row_of(cells["arbete"], kon=TOTAL, ort=TOTAL)
    share = cells["arbete"]["varde"][row]
    for wrong in ({"varde": share + 6}, {"ki_nedre": share + 1.5}, {"ki_ovre": share - 1.5}):
        leaky = {**cells, "arbete": with_numbers(cells["arbete"], row, **wrong)}
        assert ("a wrong share", f"arbete, row {row + 1}") in told(tables, leaky, rounded=True)


def many(few):
    """Twenty places with shares of forty persons each, and so many of them with three who have the outcome."""
    counts = {(f"ort {n:02}", utfall): 20 for n in range(20) for utfall in ("Arbete", "Annat")}
    counts |= {(f"ort {n:02}", "Arbete"): 3 for n in range(few)}
    return [table("S", people(counts, "ort", "utfall"), "ort", hit=("utfall", ["Arbete"])), A_MEAN]


def test_auto_hides_while_rounding_would_make_more_too_uncertain():
    # rounded, no share of forty can be printed: of 20 of 22 cells a half is lost; of few are 2, and each takes others
    assert lost(rounded(many(2), SECRET, ROUNDING)) == pytest.approx(10 / 22)
    outcome = protected(many(2), SECRET, replace(AUTO, hide_at_most=0.0))
    outcome.audit.refuse()
    assert not outcome.policy.rounds
    assert 0 < outcome.audit.cells_hidden < 8
    assert outcome.cells["S"].equals(protected(many(2), SECRET, HIDING).cells["S"])
    # where half of the cells are of few, hiding would take all of them, and is not tried
    all_of_few = protected(many(12), SECRET, AUTO)
    assert all_of_few.policy.rounds
    assert all_of_few.accuracy is not None
