"""The evaluation of a synthetic city beside what its jobs have really changed, through the project's reader."""

import json

import numpy as np
import pytest

from indikatorer.base.vocabulary import UTVARDERADE_STOCKHOLMSJOBB
from indikatorer.measures.records import Records
from indikatorer.models.bootstrap import draws
from indikatorer.models.enrolments import OUTCOMES, sample_of
from indikatorer.models.sample import AROUND
from indikatorer.models.weighting import Layout, Method, effects
from indikatorer.registers import ingest
from indikatorer.registers.store import Registers
from indikatorer.synthetic import write_delivery

MONTHS = (-6, 6, 12, 18, 24, 30, 36)
COUNTED = {"Arbete": "work", "Försörjningsstöd": "assistance"}


@pytest.mark.slow
def test_the_evaluation_finds_what_the_jobs_of_a_city_have_changed(tmp_path):
    folder, store, truth_file = tmp_path / "delivery", tmp_path / "store", tmp_path / "truth.json"
    write_delivery(folder, seed=3, scale=0.3, truth=truth_file)
    ingest(folder, store, key_file=tmp_path / "key")
    sample = sample_of(Records.as_of(Registers.open(store), 2021))
    places = [AROUND.index(month) for month in MONTHS]
    outcomes = [list(OUTCOMES).index(outcome) for outcome in COUNTED]

    def wanted(found: np.ndarray) -> np.ndarray:
        return found[:, :, places][..., outcomes]

    found = wanted(effects(Layout.of(sample)))
    spread = np.std([wanted(draw.effects) for draw in draws(sample, 30, seed=1)], axis=0, ddof=1)

    content = json.loads(truth_file.read_text(encoding="utf-8"))
    told = content["samples"]["first enrolment, 2010–2015, age 18–64"]
    at = [content["months"].index(month) for month in MONTHS]
    truth = np.array(
        [
            [
                [told[typ][f"{name}_with"][place] - told[typ][f"{name}_without"][place] for name in COUNTED.values()]
                for place in at
            ]
            for typ in UTVARDERADE_STOCKHOLMSJOBB
        ]
    )
    naive, static, dynamic = range(len(Method))
    off = np.abs(found - truth)
    assert (off[dynamic] / spread[dynamic] < 3.5).mean() > 0.95
    assert (off[dynamic] < 0.12).all(), np.round(off[dynamic], 3)
    # Where simpler ways go wrong most: work before the start and at a year and a half.
    for month in (-6, 18):
        place = MONTHS.index(month)
        assert off[dynamic][:, place, 0].mean() < 0.6 * off[naive][:, place, 0].mean()
        assert off[dynamic][:, place, 0].mean() < 0.8 * off[static][:, place, 0].mean()
    after = MONTHS.index(18)
    sure = np.abs(found[dynamic][:, after:]) > 3 * spread[dynamic][:, after:]
    assert sure.sum() > 5
    assert (np.sign(found[dynamic][:, after:]) == np.sign(truth[:, after:]))[sure].all()
