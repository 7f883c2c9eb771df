"""The municipal calculation: by hand, and prices that are refused when they cannot be meant."""

import pytest

from indikatorer import UserError
from indikatorer.base.vocabulary import platser
from indikatorer.models.calculation import Job, cost_per_participant, sensitivities, values
from indikatorer.models.prices import NAMES, PRICES_FILE, check_that_prices_are_own, read_prices
from tests.people import records

PRICES = {"forsorjningsstod": 10_000.0, "lon": 20_000.0, "kommunalskatt": 20.0, "kostnad": 1.0}
# Two months more at work, five months less on support; 30 000 kronor.
JOB = Job(arbete=2.0, stod=-5.0, var_arbete=1.0, var_stod=4.0, kovarians=-1.0, kostnad=30_000.0)


def test_the_net_value_by_hand():
    assert JOB.posts(PRICES) == {
        "Minskat försörjningsstöd": 50_000,
        "Ökad kommunalskatt": 8_000,
        "Insatsens kostnad": -30_000,
        "Netto": 28_000,
    }
    assert JOB.months_to_break_even(PRICES) == pytest.approx(30_000 / 14_000)


def test_the_interval_is_that_of_both_effects_together():
    # Var(−10 000·stöd + 4 000·arbete) = 10⁸·4 + 16·10⁶·1 − 2·10 000·4 000·(−1)
    assert JOB.error(PRICES) == pytest.approx((4e8 + 16e6 + 8e7) ** 0.5)


def test_every_price_is_tried_at_its_ends():
    prices = read_prices()
    found = sensitivities(JOB, prices)
    assert list(found) == ["Effekten", *NAMES.values()]
    usual = JOB.net(values(prices))
    assert all(min(ends) <= usual <= max(ends) for ends in found.values())
    more = prices["forsorjningsstod"].hogre - prices["forsorjningsstod"].varde
    assert found["Försörjningsstöd"][1] == pytest.approx(usual + 5 * more)


def test_what_a_job_costs():
    jobs = """
stockholmsjobb | person | typ            | start      | slut
1              | a      | Basanställning | 2012-01-01 | 2012-12-31
2              | b      | Basanställning | 2013-01-01 | 2013-01-10
3              | b      | Stockholmsvärd | 2005-01-01 | 2005-12-31
"""
    costs = """
ar   | enhet            | kostnadsslag | belopp
2012 | Stockholmsjobb   | Personal     | 37600000
2013 | Stockholmsjobb   | Övrigt       | 0
2013 | Jobbtorg Farsta  | Personal     | 99999999
2005 | Stockholmsjobb   | Personal     | 99999999
"""
    given = records(2021, files={"flai_stockholmsjobb": jobs, "ekonomi_kostnader": costs})
    # 376 000 kronor over 366 + 10 days is 1 000 a day; a job is 188 days on average.
    assert cost_per_participant(given).collect().rows() == [("Basanställning", 2, pytest.approx(188_000))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[lon]", "[lön]", "cannot"),
        ("varde = 9135", "varde = -1", "[forsorjningsstod] varde = -1: expected a number that is not negative"),
        ("lagre = 7300", "lagre = 9900", "[forsorjningsstod]: expected lagre ≤ varde ≤ hogre, found 9900, 9135, 11000"),
        ("ar = 2017", 'ar = "i fjol"', "[forsorjningsstod] ar = 'i fjol': expected a year"),
        ("[kostnad]", "[kostnaden]", "[kostnaden]: there is no such price"),
        ("hogre = 25000", "hogst = 25000", "[lon] hogst: there is no such key"),
    ],
)
def test_prices_that_cannot_be_meant_are_refused(tmp_path, old, new, said):
    text = PRICES_FILE.read_text(encoding="utf-8")
    assert old in text
    wrong = tmp_path / "priser.toml"
    wrong.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as refused:
        read_prices(wrong)
    assert said in str(refused.value) or said == "cannot"
    assert str(wrong) in str(refused.value)


def test_prices_of_another_municipality_are_refused(tmp_path, monkeypatch):
    check_that_prices_are_own()
    monkeypatch.setattr("indikatorer.models.prices.egen_kommun", lambda: ("0199", "Åkerby"))
    with pytest.raises(UserError, match="the report is about Åkerby, 0199"):
        check_that_prices_are_own()
    own = tmp_path / "priser.toml"
    own.write_text(PRICES_FILE.read_text(encoding="utf-8").replace('"0180"', '"0199"'), encoding="utf-8")
    check_that_prices_are_own(own)
    assert read_prices(own) == read_prices()


def test_places_planned_by_another_municipality_are_none(monkeypatch):
    assert sum(platser(2021).values()) == 822
    monkeypatch.setattr("indikatorer.base.vocabulary.egen_kommun", lambda: ("0199", "Åkerby"))
    assert platser(2021) == {}


def test_places_of_a_type_that_there_is_none_of_are_told(monkeypatch):
    monkeypatch.setattr("indikatorer.base.vocabulary.STOCKHOLMSJOBB", ("Basanställning",))
    with pytest.raises(UserError, match=r"platser\.csv: 2021 has the type Ungdomsanställning, which is not in"):
        platser(2021)
