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


@pytest.mark.slow
def test_is_found_again_by_the_reader_and_the_measures_of_the_project(city, tmp_path):
    from indikatorer.calibration import compare
    from indikatorer.registers import ingest
    from indikatorer.registers.store import Registers

    ingest(city, tmp_path / "registers", key_file=tmp_path / "key")
    compared = compare(Registers.open(tmp_path / "registers"))
    assert [figure.id for figure in compared if not figure.is_within] == []
    assert {"F000-001", "F000-011", "F002-011", "F002-016", "F002-037"} <= {figure.id for figure in compared}
