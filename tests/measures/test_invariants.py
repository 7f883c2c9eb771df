"""What must hold whatever was delivered (docs/definitions.md, Invariants), on random deliveries."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indikatorer.base.periods import Window
from indikatorer.indicators import MEASURES
from indikatorer.measures import cohorts
from indikatorer.measures.compute import compute
from indikatorer.measures.outcomes import etableringsstatus, with_oberoende, with_sjalvforsorjande
from indikatorer.measures.records import Records
from tests.naive.world import YEAR, make, registers

DELIVERIES = st.builds(
    lambda seed, people: Records.as_of(registers(make(seed, people)), YEAR),
    st.integers(0, 10**6),
    st.integers(1, 60),
)
random_deliveries = settings(max_examples=8, deadline=None)


def table(identity: str, records: Records, **labels: object) -> pl.DataFrame:
    measure, suffix = identity.split("-", 1) if not identity.startswith("SF-b") else ("SF-b", identity[5:])
    cells = compute(MEASURES[measure], suffix, records).cells
    for name, label in labels.items():
        cells = cells.filter(pl.col(name) == label)
    return cells


@random_deliveries
@given(DELIVERIES)
def test_parts_sum_to_totals(records):
    for identity, over in (
        ("J3-orsak", "avslutsorsak"),
        ("J3-orsak-jobbtorg", "jobbtorg"),
        ("J1-ar-stadsdel", "stadsdel"),
        ("J1-ar-alder", "kon"),
        ("ST1-typ", "typ"),
    ):
        cells = table(identity, records, matt="antal")
        others = [n for n in cells.columns[: cells.columns.index("matt")] if n != over]
        total = cells.filter(pl.col(over) == "Samtliga").select(*others, total="varde")
        parts = cells.filter(pl.col(over) != "Samtliga").group_by(others).agg(parts=pl.col("varde").sum())
        assert total.join(parts, on=others).filter(pl.col("total") != pl.col("parts")).is_empty()


@random_deliveries
@given(DELIVERIES)
def test_with_and_without_aterremitterade_differ_by_those_who_only_went_back(records):
    flows = table("J1-serie", records, period=str(YEAR), kon="Samtliga")
    counts = dict(flows.select("flode", "varde").rows())
    [back] = table("J3-aterremitterade", records, stadsdel="Samtliga", kon="Samtliga")["varde"]
    assert counts["Avslutade"] - counts["Avslutade exkl. återremitterade"] == back
    [exits] = table("J3-orsak", records, avslutsorsak="Samtliga", kon="Samtliga", matt="antal")["varde"]
    assert counts["Avslutade exkl. återremitterade"] == exits
    assert counts["Nyinskrivna första gången"] <= counts["Nyinskrivna"] <= counts["Inskrivna"]


@random_deliveries
@given(DELIVERIES)
def test_the_reported_year_of_a_series_is_what_the_tables_of_the_year_have(records):
    for series, of_the_year, dimension in (
        ("J2-serie", "J2-jobbtorg", "jobbtorg"),
        ("J8-serie", "J8-jobbplan", "jobbtorg"),
        ("ST1-serie", "ST1-typ", "typ"),
        ("V1-serie", "V1-kon", "regi"),
    ):
        last = table(series, records, period=str(YEAR)).drop("period", "slice")
        year = table(of_the_year, records, **{dimension: "Samtliga"})
        assert last.equals(year.select(last.columns)), series


@random_deliveries
@given(DELIVERIES)
def test_spells_stay_or_leave_and_are_no_fewer_than_persons(records):
    flows = table("J1-manad-jobbtorg", records, jobbtorg="Samtliga").select("period", "flode", "varde").rows()
    spells = {(period, flow): count for period, flow, count in flows}
    persons = table("J1-manad", records, kon="Samtliga").select("period", "flode", "varde").rows()
    assert all(spells[period, flow] >= count for period, flow, count in persons)
    for number in range(2, 13):
        month, before = f"{YEAR}-{number:02d}", f"{YEAR}-{number - 1:02d}"
        stock = "Inskrivna vid månadens slut"
        assert spells[month, stock] == (
            spells[before, stock] + spells[month, "Nyinskrivna"] - spells[month, "Avslutade"]
        )


@random_deliveries
@given(DELIVERIES)
def test_statuses_and_sources_are_partitions(records):
    for identity, over in (
        ("SW1-status-kon", "status_arbetsmarknad"),
        ("ST3-kalla", "kalla"),
        ("ST4-kalla", "kalla"),
        ("ST2-utfall", "utfall"),
        ("J4-kolada", "koladagrupp"),
    ):
        cells = table(identity, records, matt="andel").filter(pl.col("namnare") > 0)
        others = [n for n in cells.columns[: cells.columns.index("matt")] if n != over]
        parts = (
            cells.filter(pl.col(over) != "Samtliga")
            .group_by(others)
            .agg(pl.col("varde").sum(), pl.col("taljare").sum())
        )
        assert parts["varde"].to_list() == pytest.approx([100] * parts.height)


@random_deliveries
@given(DELIVERIES)
def test_a_longer_span_without_support_holds_every_shorter_one(records):
    people = cohorts.exits(records, Window.year(YEAR - 3))
    for months in (12, 36):
        people = with_oberoende(people, records, months).rename({"oberoende": f"oberoende {months}"}).drop("stod")
    for k in (3, 6, 12):
        measured = with_sjalvforsorjande(people, records, k).collect()
        observed = measured.filter(pl.col("oberoende 36").is_not_null())
        assert observed.filter(pl.col("oberoende 12") & ~pl.col("sjalvforsorjande")).is_empty()
        assert observed.filter(pl.col("oberoende 36") & ~pl.col("oberoende 12")).is_empty()


@random_deliveries
@given(DELIVERIES)
def test_employments_are_no_fewer_than_individuals(records):
    employments = table("ST2-period", records, kon="Samtliga").sort("period")["namnare"].to_list()
    persons = table("ST2-personer", records, kon="Samtliga").sort("period")["namnare"].to_list()
    assert all(jobs >= people for jobs, people in zip(employments, persons, strict=True))


@random_deliveries
@given(st.integers(0, 10**6))
def test_the_order_of_rows_does_not_matter(seed):
    world = make(seed, 40)
    turned = {name: rows[::-1] for name, rows in world.items()}
    one_way, other_way = (Records.as_of(registers(rows), YEAR) for rows in (world, turned))
    for identity in (
        "J1-ar-jobbtorg",
        "J3-orsak",
        "SF-manader",
        "ST2-personer",
        "SW1-status",
        "V13-nyanlanda",
        "J6-orsak",
    ):
        assert table(identity, one_way).equals(table(identity, other_way))


YEARS = st.fixed_dictionaries(
    {
        "forvers": st.integers(0, 300_000),
        "sysstat": st.sampled_from([0, 1]),
        "inkfnettoa": st.sampled_from([-1, 0, 1]),
        "alosdag": st.integers(0, 366),
        "adeldag": st.integers(0, 366),
        "astudag": st.integers(0, 366),
        "hsdelt": st.sampled_from([0, 1]),
        "studmed": st.sampled_from([0, 1]),
    }
)


@settings(deadline=None)
@given(st.lists(YEARS, min_size=1, max_size=30), st.integers(1, 250_000), st.integers(0, 50_000))
def test_higher_limits_never_make_more_established_or_fewer_weak(rows, lower, higher):
    frame = pl.DataFrame(rows)

    def count(upper: int, low: int, status: str) -> int:
        found = frame.select(etableringsstatus(pl.lit(upper), pl.lit(low)).alias("status"))["status"]
        assert found.null_count() == 0
        return (found == status).sum()

    upper = lower + 26_000
    assert count(upper + higher, lower, "Etablerad") <= count(upper, lower, "Etablerad")
    assert count(upper + 50_000, lower + higher, "Svag ställning") >= count(upper + 50_000, lower, "Svag ställning")
