"""One life, whichever file tells of it."""

import numpy as np
import polars as pl
import pytest

from indikatorer.base import vocabulary
from indikatorer.synthetic import assistance, register_years
from indikatorer.synthetic.parts import Part
from indikatorer.synthetic.simulated_enrolments import EMIGRATED, MOVED, OKAND, STAYED
from indikatorer.synthetic.town import Town, live
from indikatorer.synthetic.world import LAST_MONTH, NEVER, OPENING, month_of, year_of
from tests.synthetic.published import read

SEED = 5


@pytest.fixture(scope="module")
def town() -> Town:
    return live(Part(number=0, count=1, seed=SEED, scale=0.05))


def test_spells_are_sane(small):
    spells = read(small, "flai_inskrivningar")
    assert spells["inskrivning_id"].n_unique() == len(spells)
    assert spells["inskriven"].min() >= OPENING.item()
    assert (spells["avslutad"].drop_nulls() >= spells.drop_nulls("avslutad")["inskriven"]).all()
    assert (spells["avslutad"].is_null() == spells["avslutsorsak"].is_null()).all()
    assert (spells["jobbplan"].drop_nulls() >= spells.drop_nulls("jobbplan")["inskriven"]).all()
    assert set(spells["avslutsorsak"].drop_nulls()) <= {str(orsak) for orsak in vocabulary.Avslutsorsak}


def test_unit_names_are_those_of_the_first_day(small):
    spells = read(small, "flai_inskrivningar")
    for unit, units in (("stadsdelsnämnd", vocabulary.stadsdelsnamnder()), ("jobbtorg", vocabulary.jobbtorg())):
        for day, name in spells.select("inskriven", unit).unique().iter_rows():
            assert name in vocabulary.valid_names(units, day)
    assert "Hägersten-Älvsjö" in set(spells["stadsdelsnämnd"])


def test_messy_as_an_export_is(small):
    spells = read(small, "flai_inskrivningar")
    assert all(spells[column].null_count() for column in ("födelseland", "utbildningsnivå", "jobbplan"))
    assert set(spells["återremiss_in"]) == {"J", "N"}
    support = read(small, "paraply_bistand")
    assert set(support["roll"]) == {"Sökande", "Medsökande"}
    assert set(support["biståndstyp"]) == {str(kind) for kind in vocabulary.Bistandstyp}
    assert (support["nettobelopp"] < 0).any()
    assert (support["nettobelopp"] == 0).any()
    assert not spells["personnummer"].is_in(support["personnummer"].implode()).all()


def test_flai_and_scb_tell_of_the_same_spells(small):
    spells, population = read(small, "flai_inskrivningar"), read(small, "scb_population")
    exits = population.filter(pl.col("Population") == "avslutade_jobbtorg")
    jobs = read(small, "flai_stockholmsjobb")
    enrolled = population.filter(pl.col("Population") == "inskrivna")
    assert len(enrolled) == len(spells)
    changes = read(small, "personnummer_byte")
    newest = spells["personnummer"].replace(changes["gammalt"], changes["nytt"])
    assert population["LopNr"].n_unique() == newest.n_unique()
    in_flai = spells.drop_nulls("avslutad").select("inskriven", "avslutad", "avslutsorsak", "jobbtorg")
    in_scb = exits.select("InskrivenDatum", "AvslutDatum", "Avslutsorsak", "Jobbtorg")
    assert sorted(in_flai.iter_rows()) == sorted(in_scb.iter_rows())
    ended = population.filter(pl.col("Population") == "avslutade_stockholmsjobb")
    last_rows = jobs.filter(~pl.col("stockholmsjobb_id").is_in(jobs["förlängning_av"].drop_nulls().implode()))
    assert sorted(ended["AvslutDatum"]) == sorted(last_rows["slut"].drop_nulls())


def test_lopnummer_do_not_follow_personnummer(small):
    sex_and_birth = read(small, "scb_population").unique("LopNr").sort("LopNr")
    births = sex_and_birth["FodelseAr"].to_numpy()
    assert abs(np.corrcoef(births, np.arange(len(births)))[0, 1]) < 0.1


def test_nobody_lives_on_after_death(town):
    dead = town.people.death != NEVER
    assert dead.any()
    assert (town.spells.start <= town.people.death[town.spells.person]).all()
    ended = town.spells.select(town.spells.end != NEVER)
    assert (ended.end <= town.people.death[ended.person]).all()
    assert (town.spells.end[dead[town.spells.person]] != NEVER).all()
    assert (town.paid.month <= month_of(town.people.death)[town.paid.person]).all()
    assert (town.years.columns["AR"] < year_of(town.people.death)[town.years.columns["person"]]).all()


def test_nobody_is_in_the_register_before_arrival_or_after_emigration(town):
    arrival = town.people.arrival[town.years.columns["person"]]
    assert (np.isnat(arrival) | (town.years.columns["AR"] >= year_of(arrival))).all()
    gone = town.spells.select(town.spells.leaves == EMIGRATED)
    assert len(gone)
    last_year = np.full(len(town.people), 9999)
    last_year[gone.person] = year_of(gone.end)
    assert (town.years.columns["AR"] < last_year[town.years.columns["person"]]).all()


def test_who_lives_elsewhere_gets_nothing_from_the_city(town):
    movers = town.spells.select(town.spells.leaves == MOVED)
    until = np.where(movers.next_start == NEVER, LAST_MONTH, month_of(movers.next_start) - 1)
    for person, first, last in zip(movers.person, month_of(movers.end) + 2, until, strict=True):
        months = town.paid.month[(town.paid.person == person) & (town.paid.kronor > 0)]
        assert not ((months >= first) & (months <= last)).any()


def test_nobody_returns_who_did_not_exit(town):
    real = town.spells.select(~town.spells.duplicate)
    order = np.lexsort((real.number, real.person))
    same = real.person[order][1:] == real.person[order][:-1]
    assert (real.start[order][1:] == real.next_start[order][:-1])[same].all()
    assert (real.next_start[order][:-1] > real.end[order][:-1])[same].all()


def test_unknown_exits_are_without_support_the_month_after(town):
    unknown = town.spells.select((town.spells.reason == OKAND) & (town.spells.leaves == STAYED))
    supported = {
        *zip(
            town.paid.person[town.paid.kronor > 0].tolist(), town.paid.month[town.paid.kronor > 0].tolist(), strict=True
        )
    }
    month_after = zip(unknown.person.tolist(), (month_of(unknown.end) + 1).tolist(), strict=True)
    share = np.mean([cell in supported for cell in month_after])
    assert 0 < share < 0.06


def test_register_year_agrees_with_itself(town):
    years = pl.DataFrame(town.years.columns)
    parts = ["ForvInk", "StudMed", "ForalPeng", "ArbLos", "ForTid", "Raks_EkBisInk"]
    checks = {
        "arbetsinkomst only with earnings": (pl.col("ForvErs") > 0) == (pl.col("ForvInk") > 0),
        "benefits add to earnings": pl.col("ForvErs") >= pl.col("ForvInk") * (pl.col("ForvErs") > 0),
        "employed people earn": (pl.col("SyssStat") != 1) | (pl.col("ForvInk") > 0),
        "total is no less than its parts": pl.col("Raks_SummaInk") >= pl.sum_horizontal(parts),
        "no source without income": (pl.col("Raks_HuvInkKalla") == 99) == (pl.col("Raks_SummaInk") == 0),
        "own part of the family's assistance": (pl.col("SocBidrFam") == 0) | (pl.col("Raks_EkBisInk") > 0),
        "a year has 366 days": pl.max_horizontal("ALosDag", "ADelDag", "AStuDag", "ASysDag") <= 366,
        "once a person and year": pl.struct("person", "AR").is_unique(),
    }
    failed = [name for name, holds in checks.items() if not years.select(holds.all()).item()]
    assert failed == []


def test_assistance_from_the_city_is_in_the_register(town):
    """A person who lives in the city all year has SocBidrFam exactly when the city paid more than it took back."""
    paid = pl.DataFrame(
        {"person": town.paid.person, "AR": town.paid.month // 12, "kr": town.paid.kronor, "kind": town.paid.kind}
    ).filter(pl.col("kind") != assistance.ETABLERING)
    yearly = paid.group_by("person", "AR").agg(pl.col("kr").sum())
    years = pl.DataFrame(town.years.columns).filter(pl.col("Kommun") == register_years.STOCKHOLM)
    joined = years.join(yearly, on=["person", "AR"], how="left").with_columns(pl.col("kr").fill_null(0))
    assert ((joined["SocBidrFam"] > 0) == (joined["kr"] > 0)).all()
