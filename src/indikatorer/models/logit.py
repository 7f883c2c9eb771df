"""What tells those who left for no known reason from the others: a logistic model, told as marginal effects."""

import warnings
from collections.abc import Mapping

import numpy as np
import polars as pl
from statsmodels.discrete.discrete_model import Logit
from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

from indikatorer.base.normal import NORMAL
from indikatorer.base.vocabulary import UPPGIFT_SAKNAS, Avslutsorsak
from indikatorer.disclosure.policy import POLICY

EVENTS_PER_PARAMETER = 10
"""So many of the rarer outcome there must be for each parameter, or the model says more than is known."""

FACTORS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "kon": ("Män", {"Kvinnor": "Kvinnor (mot män)"}),
    "alder": (
        "30–44",
        {label: f"{label} år (mot 30–44 år)" for label in ("16–24", "25–29", "45–54", "55–")},
    ),
    "utbildning": (
        "Gymnasial",
        {
            "Förgymnasial": "Förgymnasial utbildning (mot gymnasial)",
            "Eftergymnasial": "Eftergymnasial utbildning (mot gymnasial)",
            UPPGIFT_SAKNAS: "Utbildning saknas (mot gymnasial)",
        },
    ),
    "bakgrund": (
        "Inrikes född",
        {
            "Utrikes född": "Utrikes född (mot inrikes)",
            UPPGIFT_SAKNAS: "Födelseland saknas (mot inrikes)",
        },
    ),
    "inskrivningstid": (
        "7–12 månader",
        {
            "Under 3 månader": "Inskriven under 3 månader (mot 7–12)",
            "3–6 månader": "Inskriven 3–6 månader (mot 7–12)",
            "1–2 år": "Inskriven 1–2 år (mot 7–12 månader)",
            "Över 2 år": "Inskriven över 2 år (mot 7–12 månader)",
        },
    ),
    "tidigare": (
        "Ingen",
        {
            "En": "En tidigare inskrivning (mot ingen)",
            "Två eller fler": "Två eller fler tidigare (mot ingen)",
        },
    ),
}
"""Column → the label that its others are compared with, and these with the words for the comparison."""

ADJUSTED_FOR = "jobbtorg"
"""In the model, and not printed: units are never ranked."""

COMPARISONS = tuple(words for _, labels in FACTORS.values() for words in labels.values())


def effects_on_okand(people: pl.DataFrame) -> pl.DataFrame:
    """Average marginal effects on the share of unknown reason, in percentage points, one row per comparison.

    The effect of a group is the mean, over everybody, of the modelled share had they all been in it, less the same had
    they all been in the one it is compared with; the interval is that of the delta method. Groups under
    `model_base` are left out of the model. Where it cannot be fitted, or would tell of few, no effect is given.
    """
    sizes = {column: dict(people[column].value_counts().iter_rows()) for column in (*FACTORS, ADJUSTED_FOR)}
    modelled = people.filter(
        pl.col(column).is_in(
            [label for label, size in counted.items() if label is not None and size >= POLICY.model_base]
        )
        for column, counted in sizes.items()
    )
    fitted = _fitted(modelled)
    rows = []
    for column, (reference, labels) in FACTORS.items():
        for label, words in labels.items():
            behind = min(_persons(people.filter(pl.col(column) == group)) for group in (label, reference))
            is_told = fitted and behind >= POLICY.model_base
            effect = fitted.effect(column, label, reference) if fitted and is_told else (None, None, None)
            rows.append((words, *effect, behind))
    numbers = dict.fromkeys(("varde", "ki_nedre", "ki_ovre"), pl.Float64)
    return pl.DataFrame(rows, schema={"jamforelse": pl.String, **numbers, "personer": pl.Int64}, orient="row")


def _persons(group: pl.DataFrame) -> int:
    """How many a group is, or the few whom its effect and interval would tell of: those of it with or without okänd."""
    okand = group.filter(avslutsorsak=Avslutsorsak.OKAND).height
    few = filter(POLICY.is_few_of_a_model, (okand, group.height - okand))
    return min([group.height, *few])


class _Model:
    """A fitted model: the design, where each label's column is, coefficients and their covariance."""

    def __init__(self, design: np.ndarray, places: dict[tuple[str, str], int], fit: object) -> None:
        self.design, self.places = design, places
        self.coefficients = np.asarray(fit.params)  # type: ignore[attr-defined]
        self.covariance = np.asarray(fit.cov_params())  # type: ignore[attr-defined]

    def effect(self, column: str, label: str, reference: str) -> tuple[float | None, float | None, float | None]:
        """The marginal effect and its interval in percentage points; nothing for a label that the model lacks."""
        if (column, label) not in self.places or any((c, la) == (column, reference) for c, la in self.places):
            return None, None, None
        (share, slope), (base, base_slope) = (self._had_all_been(column, chosen) for chosen in (label, reference))
        gradient = slope - base_slope
        error = float(np.sqrt(gradient @ self.covariance @ gradient))
        points = 100 * (share - base)
        return points, points - 100 * NORMAL * error, points + 100 * NORMAL * error

    def _had_all_been(self, column: str, label: str) -> tuple[float, np.ndarray]:
        design = self.design.copy()
        for (name, _), place in self.places.items():
            if name == column:
                design[:, place] = 0.0
        if (column, label) in self.places:
            design[:, self.places[column, label]] = 1.0
        shares = 1 / (1 + np.exp(-design @ self.coefficients))
        return float(shares.mean()), (shares * (1 - shares)) @ design / len(design)


def _fitted(people: pl.DataFrame) -> _Model | None:
    """The model, or nothing where there are too few of either outcome or something tells all of it."""
    outcome = (people["avslutsorsak"] == Avslutsorsak.OKAND).to_numpy().astype(float)
    columns, places = [np.ones(len(outcome))], {}
    for column in (*FACTORS, ADJUSTED_FOR):
        labels = people[column].unique().sort().to_list()
        reference = FACTORS[column][0] if column in FACTORS else min(labels, default="")
        for label in labels:
            if label != reference:
                places[column, label] = len(columns)
                columns.append((people[column] == label).to_numpy().astype(float))
    if min(outcome.sum(), len(outcome) - outcome.sum()) < EVENTS_PER_PARAMETER * len(columns):
        return None
    design = np.column_stack(columns)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("error", PerfectSeparationWarning)
        try:
            fit = Logit(outcome, design).fit(disp=False, warn_convergence=False)
        except PerfectSeparationWarning:
            return None
    return _Model(design, places, fit) if fit.mle_retvals["converged"] else None
