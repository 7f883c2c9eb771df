"""The effect evaluation of a year: everything that its tables say, estimated in one go."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import polars as pl

from indikatorer.base.normal import NORMAL
from indikatorer.disclosure.policy import POLICY
from indikatorer.measures.records import Records
from indikatorer.models import diagnostics
from indikatorer.models.bootstrap import Draw, Estimator, draws, one_thread
from indikatorer.models.enrolments import NEEDS, sample_of
from indikatorer.models.results import write_results
from indikatorer.models.sample import AROUND, BEFORE, YEARS_AFTER, Floats, Sample
from indikatorer.models.weighting import CAP, TRIM, Method, dynamic_effects, levels, weights

DRAWS = 500
"""Draws of a full evaluation. With fewer the intervals are rough, and the report calls itself a draft."""

SEED = 2021
TRIMS: dict[str, tuple[float | None, float | None]] = {
    "Utan trimning och tak": (None, None),
    "Huvudvalet": (TRIM, CAP),
    "Hårdare trimning": (0.95, CAP),
    "Lägre tak": (TRIM, 0.99),
}
"""Choice → `trim` and `cap` of `weighting.weights`."""
FROM_START = BEFORE
"""Place of the month of the start among the months AROUND it."""
SENSITIVE_MONTHS = [FROM_START + month for month in (12, 24, 36)]
E_VALUE_MONTHS = [FROM_START + month for month in (24, 36)]
DYNAMIC = list(Method).index(Method.DYNAMIC)
LEVELS = ("Deltagarna", "Utan Stockholmsjobb")
TOLD_BY_SUM = 150
"""Of fewer participants the amounts of E2, in whole hundreds of kronor, tell of a hidden month to within five."""
OVERLAP = ("De som började", "De som kunde ha börjat")
OF_E_VALUE = ("Effekten", "Intervallets gräns närmast noll")

Progress = Callable[[Iterator[Draw], int], Iterator[Draw]]


def evaluate(records: Records, folder: Path, number: int, progress: Progress) -> None:
    """Estimate everything and write it to `folder`, which is replaced as a whole.

    There are no frames where SCB's registers have not been delivered, or hold nobody to compare.
    """
    frames: Mapping[str, pl.DataFrame] = {}
    if all(name in records for name in NEEDS):
        sample = sample_of(records)
        if len(sample.controls) and any(len(sample.treated(typ)) for typ in sample.evaluated):
            with one_thread():
                frames = estimates(sample, list(progress(draws(sample, number, SEED), number)))
    write_results(folder, frames, {"year": records.year, "draws": number, "is_draft": number < DRAWS})


def estimates(sample: Sample, draws: Sequence[Draw]) -> dict[str, pl.DataFrame]:
    """What the tables say, a frame each, from the sample and the draws."""
    estimator = Estimator(sample)
    layout, usual = estimator.layout, estimator.estimate()
    drawn = np.array([draw.effects for draw in draws])
    given = weights(layout)
    weight = diagnostics.weight_of_controls(layout, given)
    worth = diagnostics.effective_size(weight)
    began = np.stack([of[kept].sum(axis=0) for of, kept in zip(layout.of_treated, given.kept, strict=True)])
    persons = _persons(began, worth)
    behind = _with_outcome(began, persons)
    at_start = persons[:, FROM_START]
    found, spread = usual.effects, _spread(drawn)
    typ = {"typ": [sample.types[typ] for typ in sample.evaluated]}
    manader = {"manader": [str(month) for month in AROUND]}
    utfall = {"utfall": list(sample.outcome_names)}
    trimmed = [
        dynamic_effects(layout, weights(layout, trim=trim, cap=cap))[:, SENSITIVE_MONTHS, 0]
        for trim, cap in TRIMS.values()
    ]
    frames = {
        "effekter": _frame(
            {"metod": list(Method), **typ, **manader, **utfall},
            varde=100 * found,
            ki_nedre=100 * (found - NORMAL * spread),
            ki_ovre=100 * (found + NORMAL * spread),
            personer=behind[None],
        ),
        "niva": _frame(
            {**typ, "andel_av": LEVELS, "manader": _months(SENSITIVE_MONTHS), "utfall": list(sample.outcome_names)},
            varde=100 * levels(layout, given)[:, :, SENSITIVE_MONTHS],
            personer=behind[:, None, SENSITIVE_MONTHS],
        ),
        "kanslighet": _frame(
            {"val": list(TRIMS), **typ, "manader": _months(SENSITIVE_MONTHS)},
            varde=100 * np.stack(trimmed),
            personer=behind[:, SENSITIVE_MONTHS, 0][None],
        ),
        "balans": _frame(
            {**typ, "egenskap": sample.trait_names, "viktning": ("Före", "Efter")},
            varde=diagnostics.balance(layout, given, weight),
            personer=_few_or(at_start[:, None], diagnostics.fewest_with(layout, given))[..., None],
        ),
        "overlapp": _frame(
            {**typ, "vilka": OVERLAP, "percentil": [str(percentile) for percentile in diagnostics.PERCENTILES]},
            varde=diagnostics.overlap(layout),
            personer=at_start[:, None, None],
        ),
        "jamforelsegrupp": _frame(typ, varde=worth, personer=at_start),
        "evarde": _frame(
            {**typ, "manader": _months(E_VALUE_MONTHS), "galler": OF_E_VALUE},
            varde=_e_values(began, found[DYNAMIC], spread[DYNAMIC]),
            personer=behind[:, E_VALUE_MONTHS, :1],
        ),
        "summor": _sums(typ | utfall, found[DYNAMIC], drawn[:, DYNAMIC], persons, behind),
    }
    if estimator.followed:
        error = _spread(np.array([draw.status for draw in draws]))
        stood = np.stack([of @ kept for of, kept in zip(estimator.followed.treated, given.kept, strict=True)])
        frames["etablering"] = _frame(
            {**typ, "ar_efter": [str(year) for year in YEARS_AFTER]},
            varde=100 * usual.status,
            ki_nedre=100 * (usual.status - NORMAL * error),
            ki_ovre=100 * (usual.status + NORMAL * error),
            personer=_with_outcome(stood, _persons(stood, worth))[..., 0],
        )
    return frames


def _frame(dimensions: Mapping[str, Sequence[str]], personer: Floats, **columns: Floats) -> pl.DataFrame:
    """One row per combination of labels, from arrays with an axis for each dimension.

    Nine decimals: more than anybody prints, and fewer than those that the order of a sum decides.
    """
    shape = tuple(len(labels) for labels in dimensions.values())
    labels = pl.DataFrame(list(product(*dimensions.values())), schema=list(dimensions), orient="row")
    numbers = {name: np.round(np.broadcast_to(column, shape), 9).ravel() for name, column in columns.items()}
    return labels.with_columns(
        *(pl.Series(name, column).fill_nan(None) for name, column in numbers.items()),
        pl.Series("personer", np.broadcast_to(personer, shape).ravel().astype(np.int64)),
    )


def _months(places: Sequence[int]) -> list[str]:
    return [str(AROUND[place]) for place in places]


def _spread(drawn: Floats) -> Floats:
    """The standard error; none where hardly any draw gave an effect."""
    known = np.isfinite(drawn)
    usual = known.sum(axis=0) > max(len(drawn) / 2, 1)
    return np.where(usual, np.std(drawn, axis=0, ddof=1, where=known & usual), np.nan)


def _persons(began: Floats, worth: Floats) -> Floats:
    """By evaluated type and month, or year: the fewest persons behind a difference.

    `began` says how many of those who began have each outcome at that time and, last, are followed. When they are
    fewer, it is as many as those compared with them are worth.
    """
    return np.minimum(began[..., -1], np.floor(worth)[:, None])


def _with_outcome(began: Floats, persons: Floats) -> Floats:
    """The same by outcome as well: the few, where few of those who began have the outcome, or few have it not.

    In a small group one person moves a difference by whole percentage points, and it tells how many there are.
    """
    hits, followed = began[..., :-1], began[..., -1:]
    return _few_or(persons[..., None], np.minimum(hits, followed - hits))


def _few_or(persons: Floats, fewest: Floats) -> Floats:
    """The persons behind a difference, or the few whom it tells of."""
    is_few = (fewest > 0) & (fewest <= POLICY.few_of_a_model)
    return np.where(is_few, np.minimum(fewest, persons), persons)


def _e_values(began: Floats, found: Floats, spread: Floats) -> Floats:
    """Of the effect on work, and of that end of its interval that is nearest to none; by type and month."""
    effect, error = found[:, E_VALUE_MONTHS, 0], spread[:, E_VALUE_MONTHS, 0]
    working, followed = began[:, E_VALUE_MONTHS, 0], began[:, E_VALUE_MONTHS, -1]
    with_job = np.divide(working, followed, out=np.full(working.shape, np.nan), where=followed > 0)
    nearest = np.sign(effect) * np.maximum(np.abs(effect) - NORMAL * error, 0.0)
    return np.stack([diagnostics.e_value(with_job, effect), diagnostics.e_value(with_job, nearest)], axis=-1)


def _sums(
    dimensions: Mapping[str, Sequence[str]], found: Floats, drawn: Floats, persons: Floats, behind: Floats
) -> pl.DataFrame:
    """Months more with each outcome, per person who began, from the start to the last month; and their covariances.

    In a small group a sum of months of which all but one or two are shown tells of these, and of as few persons.
    """
    smallest = persons[:, FROM_START:].min(axis=1)[:, None]
    hidden = (behind[:, FROM_START:] < POLICY.model_base).sum(axis=1)
    is_told = (hidden > 0) & (hidden <= 2) & (smallest < TOLD_BY_SUM)
    fewest = np.where(is_told, np.minimum(smallest, behind[:, FROM_START:].min(axis=1)), smallest)
    totals = found[:, FROM_START:].sum(axis=1)
    of_draws = drawn[:, :, FROM_START:].sum(axis=2)
    outcomes = dimensions["utfall"]
    covariances = np.full((*totals.shape, len(outcomes)), np.nan)
    for place in range(len(totals)):
        known = of_draws[np.isfinite(of_draws[:, place]).all(axis=1), place]
        if len(known) > 1:
            covariances[place] = np.cov(known.T)
    named = {f"kovarians {outcome}": covariances[..., place] for place, outcome in enumerate(outcomes)}
    return _frame(dimensions, varde=totals, personer=fewest, **named)
