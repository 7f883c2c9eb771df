from datetime import date

from indikatorer.base import vocabulary


def test_committees_merge_on_the_day_the_city_merged_them():
    assert len(vocabulary.valid_names(vocabulary.stadsdelsnamnder(), date(2020, 6, 30))) == 14
    assert len(vocabulary.valid_names(vocabulary.stadsdelsnamnder(), date(2020, 7, 1))) == 13
    assert len(vocabulary.valid_names(vocabulary.stadsdelsnamnder(), date(2023, 7, 1))) == 11


def test_an_older_committee_is_counted_with_the_one_that_holds_its_area():
    in_2021 = vocabulary.stadsdelar_as_of(date(2021, 12, 31))
    assert in_2021["Älvsjö"] == in_2021["Hägersten-Liljeholmen"] == "Hägersten-Älvsjö"
    assert in_2021["Spånga-Tensta"] == "Spånga-Tensta"
    assert vocabulary.stadsdelar_as_of(date(2024, 1, 1))["Spånga-Tensta"] == "Järva"
    assert "Järva" not in in_2021


def test_every_committee_refers_to_a_jobbtorg():
    jobbtorg = {unit.namn for unit in vocabulary.jobbtorg()}
    for unit in vocabulary.stadsdelsnamnder():
        assert vocabulary.jobbtorg_for_stadsdel()[unit.namn] in jobbtorg


def test_aliases_lead_to_names_that_exist():
    names = {unit.namn for unit in vocabulary.stadsdelsnamnder()}
    assert set(vocabulary.stadsdelsnamnd_alias().values()) <= names
    assert set(vocabulary.jobbtorg_alias().values()) <= {unit.namn for unit in vocabulary.jobbtorg()}


def test_every_reason_has_a_group():
    assert set(vocabulary.ORSAKSGRUPPER) == set(vocabulary.AVSLUTSORSAKER_EXKL_ATERREMITTERADE)
    assert set(vocabulary.KOLADAGRUPPER) == set(vocabulary.AVSLUTSORSAKER) >= set(vocabulary.Avslutsorsak)
    assert tuple(vocabulary.Avslutsorsak) == vocabulary.AVSLUTSORSAKER


def test_thresholds_rise_and_keep_their_published_values():
    granser = vocabulary.etableringsgranser()
    assert granser[2011] == (169_500, 143_400)
    assert granser[2015] == (187_100, 158_300)
    assert sorted(granser.values()) == [granser[year] for year in sorted(granser)]
