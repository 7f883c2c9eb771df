"""The project's reader and measures find in the synthetic delivery what has been published."""

from pathlib import Path

import pytest

from indikatorer import calibration
from indikatorer.base.vocabulary import read_reference
from indikatorer.calibration import SHOWN, Compared
from indikatorer.registers import ingest
from indikatorer.registers.store import Registers


@pytest.fixture(scope="module")
def compared(city: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Compared]:
    build = tmp_path_factory.mktemp("calibration")
    ingest(city, build / "registers", key_file=build / "key")
    return calibration.compare(Registers.open(build / "registers"))


@pytest.mark.slow
def test_figures_are_as_published(compared):
    assert [(figure.id, figure.published, figure.computed) for figure in compared if not figure.is_within] == []
    assert {figure.id: figure.computed for figure in compared[:2]} == {"F000-001": 15620, "F000-002": 2670}
    assert {"F000-011", "F002-011", "F002-016", "F002-037"} <= {figure.id for figure in compared}


@pytest.mark.slow
def test_contradictions_are_shown_and_not_fitted(compared):
    shown = {figure.id: (figure.published, figure.computed) for figure in compared if figure.tolerance is SHOWN}
    assert shown["F000-003"] == (16, pytest.approx(17.1, abs=0.05))
    assert shown["F002-001"] == (800, 822)
    assert shown["F002-002"] == (75, pytest.approx(77.5, abs=0.05))
    text = calibration.report(compared)
    assert text.count("shown, not fitted") == len(shown)
    assert "OUTSIDE" not in text


def test_every_figure_has_been_published():
    published = {row["id"] for row in read_reference("publicerade_siffror")}
    assert {figure.id for figure in calibration.FIGURES} <= published
