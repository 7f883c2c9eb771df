import pytest

from tests.synthetic.published import figures, read

EXACT = ["persons", "okänd"]
TOLERANCE = 1.5
"""Percentage points."""


@pytest.mark.slow
def test_tells_what_has_been_published(city):
    found = figures(city)
    assert {name: found[name] for name in EXACT} == {"persons": (15620, 15620), "okänd": (2670, 2670)}
    off = {
        name: (published, round(computed, 1))
        for name, (published, computed) in found.items()
        if name not in EXACT and abs(computed - published) > TOLERANCE
    }
    assert off == {}


@pytest.mark.slow
def test_is_as_large_as_the_city(city):
    spells, support = read(city, "flai_inskrivningar"), read(city, "paraply_bistand")
    assert 65_000 < spells["personnummer"].n_unique() < 75_000
    assert 90_000 < len(spells) < 110_000
    assert 2_000_000 < len(support) < 2_500_000
