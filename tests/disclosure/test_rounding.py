"""Rounded so that nobody is few: it adds up, every table agrees, and the audit refuses what rounding did not make."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import polars as pl
import pytest

from indikatorer.disclosure import rounded
from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.fallbacks import few_in, protected
from tests.disclosure.people import (
    A_MEAN,
    AUTO,
    HIDING,
    ROUNDING,
    SECRET,
    TOTAL,
    drawn,
    naively,
    people,
    row_of,
    table,
    told,
    with_numbers,
)
from tests.disclosure.readers import Reading, Wanted

LABELS = {
    "kon": ("Kvinnor", "Män"),
    "ort": ("Norr", "Söder", "Väster"),
    "utfall": ("Arbete", "Studier", "Annat", "Okänt"),
    "nådd": ("ja", "nej"),
}
WANTED = [
    Wanted("outcome", ("kon", "ort", "utfall")),
    Wanted("reached", ("kon", "utfall"), {"nådd": ("ja",)}),
    Wanted("share", ("ort",), hit=("utfall", ("Arbete", "Studier"))),
    Wanted("share-reached", ("ort",), {"nådd": ("ja",)}, ("utfall", ("Arbete", "Studier"))),
]


PERSONS = drawn(LABELS, 1, 400)
TABLES = [*(one.counted(PERSONS) for one in WANTED), A_MEAN]


@pytest.fixture(scope="module")
def published():
    return rounded(TABLES, SECRET, ROUNDING)


def test_three_become_nought_or_five_and_all_else_follows():
    persons = people({("Kvinnor", "Arbete"): 40, ("Kvinnor", "Studier"): 30, ("Kvinnor", "Okänt"): 3}, "kon", "utfall")
    counted = table("T", persons, "kon", "utfall")
    shares = table("S", persons, "kon", hit=("utfall", ["Arbete"]))
    cells = rounded([counted, shares, A_MEAN], SECRET, ROUNDING)
    number = {
        utfall: cells["T"]["varde"][row_of(counted.cells, kon="Kvinnor", utfall=utfall)]
        for utfall in ("Arbete", "Studier", "Okänt", TOTAL)
    }
    assert number["Okänt"] in (0, 5)
    assert number == {"Arbete": 40, "Studier": 30, "Okänt": number["Okänt"], TOTAL: 70 + number["Okänt"]}
    assert cells["S"].select("taljare", "namnare", "varde").row(0) == (
        40,
        number[TOTAL],
        round(4000 / number[TOTAL], 1),
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("number", [40, 150, 400])
def test_nobody_is_few_in_a_number_or_between_two(seed, number):
    persons = drawn(LABELS, seed, number)
    outcome = protected([one.counted(persons) for one in WANTED], SECRET, ROUNDING)
    outcome.audit.refuse()
    reading = Reading.of(persons, WANTED, outcome.cells)
    assert reading.shown.all()
    assert not np.isin(reading.told, range(1, 5)).any()
    assert (reading.told[reading.true == 0] == 0).all()
    for larger, smaller in reading.nested():
        assert not 0 < reading.told[larger] - reading.told[smaller] < 5
        assert reading.told[larger] >= reading.told[smaller]
    error = np.abs(reading.told - reading.true)
    assert outcome.audit.moved is not None
    median, most = outcome.audit.moved
    assert (median, most) == (np.median(error), error.max())
    assert most <= 20
    # where it matters for nobody, numbers stay
    assert median <= 3


def test_all_numbers_are_of_one_population(published):
    reading = Reading.of(PERSONS, WANTED, published)
    # as many persons of each kind as give every number in every table: the kinds that stand in cells are free
    weights, *_ = np.linalg.lstsq(reading.inside, reading.told, rcond=None)
    assert np.abs(reading.inside @ weights - reading.told).max() < 1e-6
    for name in ("outcome", "reached"):
        cells = published[name].filter(pl.col("utfall") != TOTAL)
        keys = [one for one in ("kon", "ort") if one in cells.columns]
        sums = cells.group_by(keys).agg(total=pl.col("varde").sum())
        told = published[name].filter(pl.col("utfall") == TOTAL).join(sums, on=keys)
        assert told["varde"].equals(told["total"].rename("varde"))


def test_the_same_persons_are_told_alike_in_every_table(published):
    for place in (*LABELS["ort"], TOTAL):
        base = published["share"]["namnare"][row_of(published["share"], ort=place)]
        row = row_of(published["outcome"], kon=TOTAL, ort=place, utfall=TOTAL)
        assert published["outcome"]["varde"][row] == base


def test_every_number_is_a_multiple_of_five_and_one_that_is_stays():
    persons = people({(kon, ort): 20 + n for n, (kon, ort) in enumerate(
        (kon, ort) for kon in LABELS["kon"] for ort in LABELS["ort"])}, "kon", "ort")  # fmt: skip
    counted = table("T", persons, "kon", "ort")
    cells = rounded([counted, A_MEAN], SECRET, ROUNDING)["T"]
    assert (cells["varde"] % 5 == 0).all()
    within = counted.cells.with_columns(told=cells["varde"]).filter(pl.col("kon") != TOTAL, pl.col("ort") != TOTAL)
    assert ((within["told"] - within["varde"]).abs() < 5).all()
    assert within["told"][row_of(within, kon="Kvinnor", ort="Norr")] == 20


def test_what_numbers_leave_of_each_other_is_never_few_however_many_they_are(published):
    told = Reading.of(PERSONS, WANTED, published).told
    assert (told % 5 == 0).all()
    # as when two registers have the same people, or years are added: no sum of them with whole factors is 1 to 4
    factors = np.random.default_rng(1).integers(-3, 4, (1000, len(told)))
    assert not np.isin(factors @ told, range(1, 5)).any()


def test_the_smaller_register_tells_of_no_more_than_the_larger():
    for seed in range(20):
        persons = drawn(LABELS, seed, 300)
        larger = table("T", persons, "kon", "ort", also="avslutade")
        smaller = table("S", persons[:290], "kon", "ort", universe="other", also="avslutade")
        cells = rounded([smaller, larger], SECRET, ROUNDING)
        assert (cells["S"]["varde"] <= cells["T"]["varde"]).all()
        audit([smaller, larger], cells, ROUNDING).refuse()
        row = row_of(cells["S"], kon=TOTAL, ort=TOTAL)
        more = with_numbers(cells["S"], row, varde=cells["T"]["varde"][row] + 5)
        assert ("does not add up", f"S, row {row + 1}, varde") in told(
            [smaller, larger], {**cells, "S": more}, rounded=True
        )


def test_the_secret_decides_and_nothing_else(published):
    assert all(cells.equals(published[name]) for name, cells in rounded(TABLES, SECRET, ROUNDING).items())
    fresh = [*(one.counted(PERSONS) for one in WANTED), A_MEAN]
    assert all(cells.equals(published[name]) for name, cells in rounded(fresh, SECRET, ROUNDING).items())
    another = rounded(TABLES, b"another secret", ROUNDING)
    assert not another["outcome"].equals(published["outcome"])
    audit(TABLES, another, ROUNDING).refuse()


def test_over_a_base_told_as_nought_nothing_is_said():
    def women(number):
        counts = {("Kvinnor", "Arbete"): number, ("Män", "Arbete"): 60, ("Män", "Annat"): 60}
        shares = table("S", people(counts, "kon", "utfall"), "kon", hit=("utfall", ["Arbete"]))
        cells = rounded([shares, A_MEAN], SECRET, ROUNDING)["S"]
        return cells.row(row_of(cells, kon="Kvinnor"), named=True)

    told = [women(number) for number in (1, 2, 3, 4)]
    assert {one["namnare"] for one in told} <= {0, 5}
    for one in told:
        if one["namnare"] == 0:
            assert (one["varde"], one["status"]) == (None, "")


def test_a_mean_over_few_is_withheld_and_refused_when_shown():
    persons = [{**one, "dagar": str(30 + n % 90)} for n, one in enumerate(PERSONS)]
    few = [one for one in persons if one["ort"] != "Väster"] + [one for one in persons if one["ort"] == "Väster"][:7]
    means = table("M", few, "ort", amount="dagar")
    outcome = protected([means], SECRET, ROUNDING)
    outcome.audit.refuse()
    row = row_of(means.cells, ort="Väster")
    assert outcome.cells["M"].row(row, named=True)["status"] == "skyddad"
    leaky = {"M": with_numbers(outcome.cells["M"], row, varde=means.cells["varde"][row], status="")}
    assert ("a number over too few persons", f"M, row {row + 1}, summa") in told([means], leaky, rounded=True)


def test_a_new_rounding_keeps_to_what_was_told_as_none_or_five():
    first = replace(TABLES[0], id="first")
    before = {"first": rounded([first, A_MEAN], b"another secret", ROUNDING)["first"]}
    again = rounded([first, *TABLES], SECRET, ROUNDING, before)[TABLES[0].id]
    told = [
        (old, new)
        for old, new in zip(before["first"]["varde"], again["varde"], strict=True)
        if {old, new} <= {0.0, 5.0}
    ]
    assert len(told) > 8
    assert [pair for pair in told if pair[0] != pair[1]] == []


def test_the_means_beside_nobody_are_those_beside_a_few_that_are_told_as_nobody():
    def told_of(women):
        counts = {("Kvinnor", "Norr"): 60, ("Män", "Norr"): 60, ("Män", "Väster"): 40, ("Kvinnor", "Väster"): women}
        persons = [{**one, "dagar": str(30 + n % 90)} for n, one in enumerate(people(counts, "kon", "ort"))]
        means = table("M", persons, "kon", "ort", amount="dagar")
        outcome = protected([means], SECRET, ROUNDING)
        outcome.audit.refuse()
        cells = outcome.cells["M"]
        rows = [row_of(cells, kon=kon, ort="Väster") for kon in ("Kvinnor", "Män", "Samtliga")]
        base = cells["namnare"][rows[0]]
        return base, [(cells["varde"][row] is None, cells["status"][row]) for row in rows]

    told = [told_of(women) for women in range(5)]
    assert told[0] == (0, [(True, ""), (True, "skyddad"), (False, "")])
    assert {base for base, _ in told[1:]} == {0, None}
    assert [shown for base, shown in told[1:] if base == 0] == [told[0][1]] * sum(base == 0 for base, _ in told[1:])


def found(published, name, row, **numbers):
    return told(TABLES, published | {name: with_numbers(published[name], row, **numbers)}, rounded=True)


def test_a_number_that_is_not_rounded_is_found_by_name(published):
    exact = naively(TABLES)["outcome"]["varde"]
    row = next(row for row, number in enumerate(exact) if 0 < number < 5)
    kinds = {
        kind for kind, name in found(published, "outcome", row, varde=exact[row]) if f"outcome, row {row + 1}," in name
    }
    assert "shown" in kinds
    row = next(row for row, number in enumerate(exact) if number % 5 and number > 5)
    kinds = {kind for kind, name in found(published, "outcome", row, varde=exact[row])}
    assert "not rounded" in kinds


def test_a_total_that_does_not_add_up_is_found(published):
    row = row_of(published["outcome"], kon="Kvinnor", ort=TOTAL, utfall=TOTAL)
    number = published["outcome"]["varde"][row]
    assert "does not add up" in {kind for kind, _ in found(published, "outcome", row, varde=number + 5)}


def test_two_numbers_of_the_same_persons_are_found(published):
    row = row_of(published["share"], ort="Norr")
    number = published["share"]["namnare"][row]
    kinds = {kind for kind, _ in found(published, "share", row, namnare=number + 5)}
    assert "printed in two ways" in kinds


def test_a_nought_that_becomes_somebody_is_found():
    persons = people({("Kvinnor", "Norr"): 30, ("Män", "Söder"): 30}, "kon", "ort")
    counted = table("T", persons, "kon", "ort")
    row = row_of(counted.cells, kon="Kvinnor", ort="Söder")
    leaky = {"T": with_numbers(counted.cells, row, varde=5.0)}
    assert "printed otherwise" in {kind for kind, _ in told([counted], leaky, rounded=True)}


def many(few):
    """Twenty places by sex, with twelve persons or more in each cell but some."""
    counts = {(kon, f"ort {n:02}"): 12 + n for n in range(20) for kon in ("Kvinnor", "Män")}
    counts |= {("Kvinnor", f"ort {n:02}"): 3 for n in range(few)}
    return [table("T", people(counts, "kon", "ort"), "kon", "ort"), A_MEAN]


def test_auto_hides_where_that_hides_little():
    # one of 63 cells, and three with it
    outcome = protected(many(1), SECRET, replace(AUTO, hide_at_most=4 / 63))
    outcome.audit.refuse()
    assert not outcome.policy.rounds
    assert outcome.audit.cells_hidden == 4
    assert outcome.cells["T"].equals(protected(many(1), SECRET, HIDING).cells["T"])


def test_auto_rounds_where_hiding_would_hide_more():
    one_more = protected(many(1), SECRET, replace(AUTO, hide_at_most=3.9 / 63 * 63 / 64))
    assert one_more.policy.rounds
    ten = protected(many(10), SECRET, AUTO)
    assert few_in(many(10), AUTO).rows() == [("T", 63, 10), ("A-mean", 1, 0)]
    assert ten.policy.rounds
    assert ten.audit.cells_hidden == 0
    assert ten.tried == ["round every table"]
    assert protected(many(10), SECRET, HIDING).audit.cells_hidden >= 20


def test_rounding_needs_no_mean_beside_it():
    counted = table("T", people({("Kvinnor",): 3, ("Män",): 30}, "kon"), "kon")
    assert rounded([counted], SECRET, ROUNDING)["T"]["varde"].to_list()[1] == 30


def test_it_is_the_same_whatever_key_the_units_have():
    """Another key makes other pseudonyms, and must not make another report of the same people."""
    labels = {**LABELS, "ålder": ("ung", "medel", "äldre"), "barn": ("ja", "nej")}
    wanted = [Wanted("fine", tuple(labels)), *(Wanted(name, (name, "kon")) for name in ("ort", "utfall", "ålder"))]
    persons = drawn(labels, 1, 400)
    renamed = [{**person, "person": sha256(person["person"].encode()).hexdigest()} for person in persons]
    cells, again = (rounded([one.counted(of) for one in wanted], SECRET, ROUNDING) for of in (persons, renamed))
    assert all(cells[table].equals(again[table]) for table in cells)
