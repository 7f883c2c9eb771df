"""The units' tables: nobody can be found by subtraction, they tell less where they must, and the period is covered."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from indikatorer import UserError
from indikatorer.base.vocabulary import AVSLUTSORSAKER_EXKL_ATERREMITTERADE, ORSAKSGRUPPER, SAMTLIGA
from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.policy import POLICY
from indikatorer.indicators.enheter import measures_of
from indikatorer.publication.unit_detail import LADDER, Detail, computed, filled
from indikatorer.publication.units import Unit, check_period, protect_units, units_of
from indikatorer.registers.store import SYNTHETIC_SECRET
from tests.people import records, registers
from tests.protecting import ROUNDED, counted, protect

REASONS = [str(orsak) for orsak in AVSLUTSORSAKER_EXKL_ATERREMITTERADE]
PLACES = {
    "Farsta": "Jobbtorg Sydost",
    "Skarpnäck": "Jobbtorg Sydost",
    "Bromma": "Jobbtorg Västerort",
    "Norrmalm": "Jobbtorg Innerstaden",
}


def spells() -> str:
    """Some 500 exits of 2021, few of them in Norrmalm."""
    dice = np.random.default_rng(7)
    lines = ["person | kon | jobbtorg | stadsdelsnamnd | inskriven | avslutad | avslutsorsak"]
    for number in range(520):
        stadsdel = dice.choice(list(PLACES), p=[0.4, 0.3, 0.26, 0.04])
        reason = dice.choice(REASONS, p=[0.3, 0.1, 0.12, 0.1, 0.08, 0.05, 0.1, 0.15])
        kon = dice.choice(["Kvinnor", "Män"])
        day = f"2021-{dice.integers(1, 13):02}-{dice.integers(1, 29):02}"
        lines.append(f"p{number} | {kon} | {PLACES[stadsdel]} | {stadsdel} | 2020-06-01 | {day} | {reason}")
    return "\n".join(lines)


CITY = ("J3-orsak", "J3-orsak5", "J3-orsak-jobbtorg", "J4-jobbtorg", "J4-stadsdel")

EXITS = [measure for measure in measures_of("VB") if measure.id in ("J3", "J4")]


@pytest.fixture(scope="module")
def known():
    return records(2021, spells=spells(), covered=(2019, 2022))


@pytest.fixture(scope="module")
def city(known):
    return counted(known, *CITY)


@pytest.fixture(scope="module")
def annual(city):
    return protect(city)


def units(known, step=0):
    return computed(EXITS, known, LADDER[step])


def shown_counts(tables, cells):
    """What a reader knows of those who left in 2021: (unit column, labels, reasons) → number of persons."""
    for table in tables:
        frame = cells[table.id]
        if "period" in frame.columns:
            frame = frame.filter(pl.col("period").is_in(["2021", "VB 2021"]))
        for row in frame.filter(
            pl.col("namnare").cast(pl.Int64).is_not_null() | pl.col("varde").is_not_null()
        ).to_dicts():
            at = {name: row.get(name, SAMTLIGA) for name in ("jobbtorg", "stadsdel", "kon")}
            reason, group = row.get("avslutsorsak", SAMTLIGA), row.get("orsaksgrupp", SAMTLIGA)
            chosen = [r for r in REASONS if reason in (SAMTLIGA, r) and group in (SAMTLIGA, str(ORSAKSGRUPPER[r]))]
            if table.measure.id == "J4":
                yield at, REASONS, int(row["namnare"])
                yield at, ["Arbete", "Subventionerat arbete", "Studier"], int(row["taljare"])
            elif row["matt"] == "antal":
                yield at, chosen, int(row["varde"])
            else:
                yield at, REASONS, int(row["namnare"])
                yield at, chosen, int(row["taljare"])


def row_of(at, reasons):
    """A count as a row over the finest cells of persons: jobbtorg, district, sex and reason."""
    return [
        float(
            at["jobbtorg"] in (SAMTLIGA, jobbtorg)
            and at["stadsdel"] in (SAMTLIGA, stadsdel)
            and at["kon"] in (SAMTLIGA, kon)
            and reason in reasons
        )
        for jobbtorg in sorted(set(PLACES.values()))
        for stadsdel in PLACES
        for kon in ("Kvinnor", "Män")
        for reason in REASONS
    ]


@pytest.mark.slow
def test_no_few_persons_of_a_unit_are_a_sum_or_difference_of_what_is_told(known, city, annual):
    tables = units(known)
    told, cells = protect_units(EXITS, known, city, annual, SYNTHETIC_SECRET)
    assert told.audit.passed
    assert told.policy == POLICY
    everything = {**annual, **cells}
    seen = np.array([row_of(at, reasons) for at, reasons, _ in shown_counts([*city, *tables], everything)])
    rank = np.linalg.matrix_rank(seen)
    true = {table.id: table.written for table in tables}
    few = {tuple(row_of(at, reasons)) for at, reasons, number in shown_counts(tables, true) if 0 < number < 5}
    assert len(few) > 10
    for part in few:
        assert np.linalg.matrix_rank(np.vstack([seen, part])) > rank


@pytest.mark.slow
def test_what_the_annual_report_hides_is_not_told_by_the_units(known, city, annual):
    told, cells = protect_units(EXITS, known, city, annual, SYNTHETIC_SECRET)
    exact = {table.id: table.written for table in told.tables if table.id not in annual}
    # each alone is safe; all that the units have, beside what the year has told, is not
    assert audit(city, annual).passed
    assert not audit(told.tables, {**annual, **exact}).passed
    assert set(cells) == {table.id for table in units(known)}
    assert set(told.cells).isdisjoint(annual)


@pytest.mark.slow
def test_beside_a_rounded_report_the_units_are_rounded(known, city):
    annual = protect(city, ROUNDED)
    told, cells = protect_units(EXITS, known, city, annual, SYNTHETIC_SECRET, ROUNDED)
    assert told.audit.passed
    assert told.policy == ROUNDED
    # the year's numbers are aimed at; a unit report adds up in itself, and a number in it may differ a little
    year = annual["J4-stadsdel"].sort("stadsdel", "kon")
    window = cells["J4-enhet-stadsdel"].filter(pl.col("period") == "VB 2021").sort("stadsdel", "kon")
    assert (window["taljare"] - year["taljare"]).abs().max() < 10
    assert (window["namnare"] - year["namnare"]).abs().max() < 10


def test_where_little_is_known_the_tables_tell_less_of_every_unit(known):
    whole, none = units(known), {table.id: table for table in units(known, -1)}
    assert set(none) == {"J4-enhet-jobbtorg", "J4-enhet-stadsdel"}
    told = {name: table.written for name, table in none.items()}
    for table in whole:
        cells = filled(table, told)
        assert cells.select(table.dimensions).equals(table.written.select(table.dimensions))
        of_this_year = cells.filter(pl.col("period") == "VB 2021")
        shown = of_this_year.filter(pl.col("varde").is_not_null())
        if table.id in told:
            assert shown["kon"].unique().to_list() == [SAMTLIGA]
            same = table.written.filter(pl.col("kon") == SAMTLIGA, pl.col("period") == "VB 2021")
            assert shown["varde"].to_list() == same.drop_nulls("varde")["varde"].to_list()
        else:
            assert shown.is_empty()
            assert of_this_year["status"].unique().to_list() == ["skyddad"]


def test_each_step_of_the_ladder_tells_less_than_the_one_before():
    for finer, coarser in pairwise(LADDER):
        assert all(coarser[what].value <= finer[what].value for what in finer)
        assert coarser != finer
    assert set(LADDER[0].values()) == {Detail.WHOLE}


def test_units_and_their_files():
    names = [unit.stem for unit in units_of("T1", 2020)]
    assert names[0] == "jobbtorg-innerstaden"
    assert "alvsjo" in names
    assert "hagersten-alvsjo" not in names
    assert Unit("Enskede-Årsta-Vantör", "stadsdel").stem == "enskede-arsta-vantor"
    assert len(units_of("VB", 2021)) == 18


def test_a_period_that_the_delivery_does_not_reach_is_told():
    given = registers(
        spells=spells(), support="person | manad", covered=(2019, 2021), support_covered=("2019-01", "2021-06")
    )
    check_period(given, "T1", 2021)
    with pytest.raises(UserError, match="T2 YEAR=2021 is about 2020-09 to 2021-08, but paraply_bistand reaches"):
        check_period(given, "T2", 2021)
    with pytest.raises(UserError, match="VB YEAR=2018"):
        check_period(given, "VB", 2018)
