"""What tells okänd from the rest: against a share that is known, and where nothing may be said."""

import numpy as np
import polars as pl
import pytest
from statsmodels.discrete.discrete_model import Logit

from indikatorer.models.logit import COMPARISONS, effects_on_okand


def people(size: int, seed: int = 1, **columns: pl.Expr) -> pl.DataFrame:
    """Men and women alike in everything; of women three in ten leave for no known reason, of men two in ten."""
    rng = np.random.default_rng(seed)
    women = rng.random(size) < 0.5
    unknown = rng.random(size) < np.where(women, 0.3, 0.2)
    return pl.DataFrame(
        {
            "kon": np.where(women, "Kvinnor", "Män"),
            "alder": rng.choice(["16–24", "30–44"], size),
            "utbildning": "Gymnasial",
            "bakgrund": "Inrikes född",
            "inskrivningstid": "7–12 månader",
            "tidigare": "Ingen",
            "jobbtorg": rng.choice(["Järva", "Sydost"], size),
            "avslutsorsak": np.where(unknown, "Okänd", "Arbete"),
        }
    ).with_columns(**columns)


def effects(rows: pl.DataFrame) -> dict[str, tuple[float | None, ...]]:
    return {words: tuple(rest) for words, *rest in effects_on_okand(rows).iter_rows()}


def test_the_effect_is_the_difference_between_groups_that_are_alike():
    rows = people(20_000)
    women, low, high, behind = effects(rows)["Kvinnor (mot män)"]
    by_sex = {kon: group for (kon,), group in rows.partition_by("kon", as_dict=True).items()}
    shares = {kon: (group["avslutsorsak"] == "Okänd").mean() for kon, group in by_sex.items()}
    assert women == pytest.approx(100 * (shares["Kvinnor"] - shares["Män"]), abs=0.1)
    assert low < women < high
    # two independent shares of ten thousand each
    assert high - low == pytest.approx(2 * 196 * np.sqrt(0.3 * 0.7 / 10_000 + 0.2 * 0.8 / 10_000), rel=0.02)
    assert behind == min(group.height for group in by_sex.values())
    # of a factor with two labels, statsmodels gives the same
    design = np.column_stack([np.ones(len(rows)), rows["kon"] == "Kvinnor", rows["alder"] == "16–24"]).astype(float)
    design = np.column_stack([design, (rows["jobbtorg"] == "Sydost").to_numpy().astype(float)])
    fit = Logit((rows["avslutsorsak"] == "Okänd").to_numpy().astype(float), design).fit(disp=False)
    theirs = fit.get_margeff(dummy=True)
    assert women == pytest.approx(100 * theirs.margeff[0], rel=1e-6)
    assert [low, high] == pytest.approx(100 * theirs.conf_int()[0], rel=1e-4)


def test_a_group_that_is_not_there_or_is_small_is_not_compared():
    rows = people(4000)
    few = rows.with_columns(
        alder=pl.when(pl.int_range(pl.len()) < 19).then(pl.lit("55–")).otherwise("alder"),
    )
    found = effects(few)
    assert list(found) == list(COMPARISONS)
    # nineteen, of whom four left for no known reason
    assert found["55– år (mot 30–44 år)"] == (None, None, None, 4)
    assert found["25–29 år (mot 30–44 år)"] == (None, None, None, 0)
    assert found["16–24 år (mot 30–44 år)"][0] is not None


@pytest.mark.parametrize(("okand", "is_told"), [(1, False), (6, False), (7, True), (14, False), (19, False)])
def test_nothing_is_said_of_a_group_of_which_few_have_the_outcome_or_few_have_it_not(okand, is_told):
    """Its effect and interval tell how many; what is not said may be one person or six."""
    place = pl.int_range(pl.len())
    rows = people(4000).with_columns(
        alder=pl.when(place < 20).then(pl.lit("55–")).otherwise("alder"),
        avslutsorsak=pl.when(place < okand).then(pl.lit("Okänd")).when(place < 20).then(pl.lit("Arbete"))
        .otherwise("avslutsorsak"),
    )  # fmt: skip
    effect, *_, behind = effects(rows)["55– år (mot 30–44 år)"]
    assert (effect is not None) is is_told
    assert behind == (20 if is_told else min(okand, 20 - okand))


def test_nothing_is_said_of_too_few_or_where_one_thing_tells_all():
    assert {found[0] for found in effects(people(60)).values()} == {None}
    sorted_by_sex = people(4000, avslutsorsak=pl.col("kon").replace({"Kvinnor": "Okänd", "Män": "Arbete"}))
    assert {found[0] for found in effects(sorted_by_sex).values()} == {None}
