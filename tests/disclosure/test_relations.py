"""How numbers hang together, worked out from who is in them; and tables of which that is not known."""

from dataclasses import replace

import polars as pl
import pytest
from scipy.sparse import csr_array

from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.fallbacks import protected
from indikatorer.disclosure.membership import NotCounted
from indikatorer.disclosure.policy import POLICY
from indikatorer.disclosure.relations import numbers_in, relations, series_in, small_differences
from indikatorer.measures.counted_units import unit_of
from indikatorer.measures.measure import Table
from indikatorer.measures.population import Population
from indikatorer.measures.values import Antal
from tests.disclosure.people import HIDING, SECRET, naively, people, row_of, table

FLOCK = people({("Kvinnor", "Norr"): 8, ("Kvinnor", "Söder"): 6, ("Män", "Norr"): 9, ("Män", "Söder"): 7}, "kon", "ort")


def numbers_of(*tables):
    [numbers] = numbers_in([(one.id, members) for one in tables for members in one.members])
    return numbers


def test_numbers_agree_with_the_persons_behind_them():
    for counted in (
        table("A", FLOCK, "kon", "ort"),
        table("B", FLOCK, "kon", hit=("ort", ["Norr"])),
        table("C", [{**one, "dagar": "3"} for one in FLOCK], "kon", amount="dagar"),
    ):
        for members in counted.members:
            members.check(counted.id)


def test_a_number_that_is_not_that_of_its_persons_stops():
    [members] = table("A", FLOCK, "kon").members
    wrong = replace(members, counts=members.counts.with_columns(number=pl.Series([14.0, 15.0, 30.0])))
    with pytest.raises(NotCounted, match=r"A, row 2: varde is 15.0, and 16 by the units behind it"):
        wrong.check("A")


def test_a_number_without_persons_stops():
    [members] = table("A", FLOCK, "kon").members
    nobody = replace(members, parts=csr_array(members.parts.shape))
    with pytest.raises(NotCounted, match=r"row 1: varde is 14.0, and 0 by"):
        nobody.check("A")


def test_a_table_that_does_not_say_who_is_counted_stops():
    counted = Table("Svar", Population(lambda _: iter(())), (), Antal())
    assert unit_of(pl.LazyFrame({"svarande": ["s1"], "kon": ["Kvinnor"]}), counted) == "svarande"
    with pytest.raises(NotCounted, match="“Svar” counts rows without any of the columns person, lopnr"):
        unit_of(pl.LazyFrame({"kon": ["Kvinnor"]}), counted)


def test_the_same_persons_are_one_number_wherever_they_are_counted():
    north = [one for one in FLOCK if one["ort"] == "Norr"]
    numbers = numbers_of(table("A", FLOCK, "ort"), table("B", north, "kon"))
    assert len(numbers.sizes) == 5
    assert [place for place in numbers.places if len(place) > 1] == [[("A", 0, "varde"), ("B", 2, "varde")]]
    assert numbers.sizes.tolist() == [17, 13, 30, 8, 9]


def test_the_same_number_of_others_is_another_number():
    women = people({("Kvinnor",): 8}, "kon")
    men = people({("Män",): 8}, "kon", named="m")
    assert numbers_of(table("A", women), table("B", men)).sizes.tolist() == [8, 8]


def test_parts_sum_to_their_wholes_and_nothing_else_is_related():
    counted = table("A", FLOCK, "kon", "ort")
    numbers = numbers_of(counted)
    found = relations(numbers)
    # nine numbers, of which four are free
    assert len(found) == 5
    for columns, factors in found:
        assert (numbers.members[:, list(columns)] @ list(factors) == 0).all()


def test_relations_reach_over_tables():
    north = [one for one in FLOCK if one["ort"] == "Norr"]
    # all, the south, and women and men of the north, who are the rest
    numbers = numbers_of(
        table("A", FLOCK), table("B", [o for o in FLOCK if o["ort"] == "Söder"]), table("C", north, "kon")
    )
    lines = [{numbers.places[column][0][:2] for column in columns} for columns, _ in relations(numbers)]
    assert {frozenset(line) for line in lines} <= {
        frozenset([("A", 0), ("B", 0), ("C", 0), ("C", 1)]),
        frozenset([("A", 0), ("B", 0), ("C", 2)]),
        frozenset([("C", 0), ("C", 1), ("C", 2)]),
    }
    assert len(lines) == 2


def test_relations_have_few_numbers_each():
    counts = {(kon, ort, age): 5 + n for n, (kon, ort, age) in enumerate(
        (kon, ort, age) for kon in ("Kvinnor", "Män") for ort in "abcdef" for age in "uvxyz"
    )}  # fmt: skip
    numbers = numbers_of(table("A", people(counts, "kon", "ort", "ålder"), "kon", "ort", "ålder"))
    found = relations(numbers)
    # 3 × 7 × 6 numbers, 2 × 6 × 5 of them free
    assert len(found) == 126 - 60
    assert sum(len(columns) for columns, _ in found) / len(found) < 12


def test_a_person_counted_twice_is_one_person_of_two_entries():
    courses = [{"person": "p1", "kurs": "a"}, {"person": "p1", "kurs": "b"}, {"person": "p2", "kurs": "a"}]
    numbers = numbers_of(table("A", courses, "kurs"))
    assert (numbers.sizes.tolist(), numbers.units.tolist()) == ([2, 1, 3], [2, 1, 2])


def differences(*tables, policy=POLICY):
    """What is taken from what: the place of each number with its factor, and how many units are left."""
    numbers = numbers_of(*tables)
    return [
        ({numbers.places[column][0]: factor for column, factor in zip(*one.line, strict=True)}, one.units)
        for one in small_differences(numbers, policy, series_in(tables))
    ]


def test_few_by_whom_a_number_is_larger_than_its_part():
    reached = FLOCK[2:]
    # the first two women of the north could not be reached
    found = differences(table("A", FLOCK, "kon"), table("B", reached, "kon"))
    assert found == [
        ({("A", 0, "varde"): 1, ("B", 0, "varde"): -1}, 2),
    ]


def test_numbers_of_different_persons_that_are_as_large_do_not_differ_by_few():
    # 14 women and 16 men, and none is both
    assert differences(table("A", FLOCK, "kon")) == []
    # overlapping, and neither is within the other
    assert differences(table("A", FLOCK[:20]), table("B", FLOCK[1:21])) == []


def test_the_few_of_a_share_are_those_outside_it():
    counts = {("Kvinnor", "Arbete"): 37, ("Kvinnor", "Annat"): 3}
    counted = table("A", people(counts, "kon", "utfall"), "kon", hit=("utfall", ["Arbete"]))
    assert differences(counted) == [({("A", 0, "namnare"): 1, ("A", 0, "taljare"): -1}, 3)]
    assert row_of(counted.cells, kon="Kvinnor") == 0


def test_few_of_the_rest_of_a_share_without_another_number():
    # of thirty, ten have work; seventeen of the other twenty are students, and stand in a table of their own
    flock = people({("Arbete",): 10, ("Studier",): 17, ("Annat",): 3}, "utfall")
    students = [one for one in flock if one["utfall"] == "Studier"]
    found = differences(table("A", flock, hit=("utfall", ["Arbete"])), table("B", students))
    assert found == [({("A", 0, "namnare"): 1, ("A", 0, "taljare"): -1, ("B", 0, "varde"): -1}, 3)]


def test_few_of_a_number_without_two_others():
    flock = people({("Arbete",): 10, ("Studier",): 17, ("Annat",): 3}, "utfall")
    parts = [table(name, [one for one in flock if one["utfall"] == name]) for name in ("Arbete", "Studier")]
    assert differences(table("A", flock), *parts) == [
        ({("A", 0, "varde"): 1, ("Arbete", 0, "varde"): -1, ("Studier", 0, "varde"): -1}, 3)
    ]


def test_few_who_are_in_two_numbers_that_a_third_holds():
    # who was there at the start and who came, of all who were there: two both left and came back
    flows = {"alla": FLOCK, "kvar": FLOCK[:18], "nya": FLOCK[16:]}
    counted = table("A", [{**one, "flöde": flow} for flow, persons in flows.items() for one in persons], "flöde")
    assert differences(counted) == [({("A", 1, "varde"): 1, ("A", 2, "varde"): 1, ("A", 0, "varde"): -1}, 2)]
    assert differences(counted, policy=replace(POLICY, overlaps_accepted=("A",))) == []
    assert len(differences(counted, policy=replace(POLICY, overlaps_accepted=("B",)))) == 1


def years_and_all(of_years, of_all):
    """Who left in each year, without a total, and who left at all."""
    left = [{"person": f"p{who}", "år": str(year)} for year, persons in of_years.items() for who in persons]
    years = table("År", left, "år")
    [members] = years.members
    size = len(of_years)
    without_total = replace(members, counts=members.counts.head(size), parts=members.parts[:size])
    years = replace(years, cells=years.cells.head(size), members=[without_total])
    return years, table("Alla", [{"person": f"p{who}"} for who in of_all])


def terms(years, of_all):
    return {("Alla", 0, "varde"): of_all, **{("År", row, "varde"): years for row in range(3)}}


def test_few_by_whom_a_sum_of_years_is_larger_than_all_of_them():
    # three have left twice
    years, everybody = years_and_all({1: range(60), 2: [*range(60, 130), 0, 1, 2], 3: range(130, 180)}, range(180))
    assert differences(years, everybody) == [(terms(1, -1), 3)]
    found = audit([years, everybody], naively([years, everybody]), HIDING).found
    assert [(one.kind, one.size) for one in found] == [("small difference", 3)]
    outcome = protected([years, everybody], SECRET, HIDING)
    outcome.audit.refuse()
    assert outcome.audit.cells_hidden == 1


def test_few_by_whom_all_are_more_than_a_sum_of_years():
    years, everybody = years_and_all({1: range(60), 2: range(60, 130), 3: range(130, 180)}, range(184))
    assert differences(years, everybody) == [(terms(-1, 1), 4)]
    found = audit([years, everybody], naively([years, everybody]), HIDING).found
    assert [(one.kind, one.size) for one in found] == [("small difference", 4)]


def test_those_who_leave_every_year_are_no_few():
    years, everybody = years_and_all({1: range(60), 2: range(60, 130), 3: range(125, 180)}, range(180))
    assert differences(years, everybody) == []
    assert audit([years, everybody], naively([years, everybody]), HIDING).passed
