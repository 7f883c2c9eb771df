"""How far a comparison can be trusted: whether the groups are alike, how many there are to compare with, and how strong
something unknown would have to be to explain all of the effect."""

import numpy as np

from indikatorer.disclosure.policy import POLICY
from indikatorer.models.sample import LONGEST_WAIT, Floats
from indikatorer.models.weighting import Layout, Weights

PERCENTILES = (10, 25, 50, 75, 90)


def weight_of_controls(layout: Layout, given: Weights) -> Floats:
    """By evaluated type and control: how much each counts in all, each wait as often as they begin after it."""
    found = np.zeros((len(layout.sample.evaluated), len(layout.sample.controls)))
    for place, typ in enumerate(layout.sample.evaluated):
        waits = layout.sample.last[layout.sample.treated(typ)][given.kept[place]]
        number = np.bincount(waits, minlength=LONGEST_WAIT + 1)
        total = given.dynamic[place].sum(axis=1)
        found[place] = np.divide(number, total, out=np.zeros(len(total)), where=total > 0) @ given.dynamic[place]
    return found


def effective_size(weight: Floats) -> Floats:
    """How many persons who count alike would tell as much (Kish): (Σw)² / Σw²."""
    squares = (weight**2).sum(axis=-1)
    return np.divide(weight.sum(axis=-1) ** 2, squares, out=np.zeros_like(squares), where=squares > 0)


def balance(layout: Layout, given: Weights, weight: Floats) -> Floats:
    """By evaluated type, trait, and before and after weighting: the difference in means, in standard deviations.

    The standard deviation is the mean of the two groups' before weighting, so that both differences are on one scale.
    """
    sample = layout.sample
    controls = sample.traits[sample.controls]
    found = np.full((len(sample.evaluated), sample.traits.shape[1], 2), np.nan)
    for place, typ in enumerate(sample.evaluated):
        began = sample.traits[sample.treated(typ)]
        kept = began[given.kept[place]]
        if not len(kept) or not weight[place].sum():
            continue
        weighted = np.average(controls, axis=0, weights=weight[place])
        differences = np.column_stack([began.mean(axis=0) - controls.mean(axis=0), kept.mean(axis=0) - weighted])
        spread = np.sqrt((began.var(axis=0) + controls.var(axis=0)) / 2)[:, None]
        found[place] = np.divide(differences, spread, out=np.zeros_like(differences), where=spread > 0)
    return found


def fewest_with(layout: Layout, given: Weights) -> Floats:
    """By evaluated type and trait: the fewest persons, of a group that is compared, that its means tell apart.

    A difference in standard deviations can be solved for how many in a small group have the trait. They tell apart who
    has it from who has not, and of a variable with several levels who is of the level that is left; when one level has
    few persons, the others would tell how many.
    """
    sample = layout.sample
    found = np.zeros((len(sample.evaluated), sample.traits.shape[1]))
    for place, typ in enumerate(sample.evaluated):
        began = sample.traits[sample.treated(typ)]
        fewest = np.full(sample.traits.shape[1], len(began))
        for group in (began, began[given.kept[place]], sample.traits[sample.controls]):
            usual = [np.unique(column, return_counts=True)[1].max(initial=0) for column in group.T]
            others = len(group) - np.array(usual)
            for levels in map(list, sample.variables):
                parts = [*others[levels], len(group) - int(group[:, levels].sum())]
                if few := list(filter(POLICY.is_few_of_a_model, parts)):
                    others[levels] = min(few)
            fewest = np.where((others > 0) & (others < fewest), others, fewest)
        found[place] = fewest
    return found


def overlap(layout: Layout) -> Floats:
    """By evaluated type, group and PERCENTILES: the chance, in per cent, of beginning in a month.

    The first group are the months in which somebody began, the second those in which the others could have begun.
    """
    sample, rows = layout.sample, layout.hazards.rows
    by_row = 100 * layout.hazards.chances()
    found = np.full((len(sample.evaluated), 2, len(PERCENTILES)), np.nan)
    for place, typ in enumerate(sample.evaluated):
        began = sample.treated(typ)
        if len(began):
            groups = (by_row[typ, rows.last_of_person[began]], by_row[typ, rows.of_month[layout.months]])
            found[place] = [np.percentile(group, PERCENTILES) for group in groups]
    return found


def e_value(with_job: Floats, effect: Floats) -> Floats:
    """The strength of an unknown cause that would explain the effect (VanderWeele and Ding 2017).

    It is the risk ratio that the cause would need both with getting the job and with the outcome. `with_job` is the
    share with the outcome among those who had the job, `effect` what the job has changed; both of one.
    """
    without = np.clip(with_job - effect, 1e-6, 1.0)
    ratio = np.maximum(with_job, 1e-6) / without
    ratio = np.maximum(ratio, 1 / ratio)
    return ratio + np.sqrt(ratio * (ratio - 1))
