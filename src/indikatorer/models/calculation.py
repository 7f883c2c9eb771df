"""What a Stockholmsjobb means to the municipality's economy, per participant (docs/definitions.md, E2).

Only what the job has changed counts: months less on försörjningsstöd and months more at work than the same persons
would have had without it, by the effect evaluation; never all of those who reached the goal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from indikatorer.base.normal import NORMAL
from indikatorer.base.periods import MONTHS
from indikatorer.base.vocabulary import UTVARDERADE_STOCKHOLMSJOBB
from indikatorer.measures.economics import ORE
from indikatorer.measures.records import Records
from indikatorer.measures.windows import st5_enrolments
from indikatorer.models.prices import NAMES, Price

UNIT = "Stockholmsjobb"
"""The name under which the accounts carry the cost."""

POSTER = ("Minskat försörjningsstöd", "Ökad kommunalskatt", "Insatsens kostnad", "Netto")


@dataclass(frozen=True)
class Job:
    """A type of job: months changed per participant until three years after the start, with variances, and its cost."""

    arbete: float
    stod: float
    var_arbete: float
    var_stod: float
    kovarians: float
    kostnad: float
    """Kronor per participant."""

    def posts(self, prices: Mapping[str, float]) -> dict[str, float]:
        """Kronor per participant; what costs the municipality is negative."""
        less_support = -self.stod * prices["forsorjningsstod"]
        more_tax = self.arbete * _tax(prices)
        cost = -self.kostnad * prices["kostnad"]
        return dict(zip(POSTER, (less_support, more_tax, cost, less_support + more_tax + cost), strict=True))

    def net(self, prices: Mapping[str, float]) -> float:
        return self.posts(prices)["Netto"]

    def error(self, prices: Mapping[str, float]) -> float:
        """The standard error of the net value: of the effect alone, prices are taken as they are."""
        support, tax = -prices["forsorjningsstod"], _tax(prices)
        return (support**2 * self.var_stod + tax**2 * self.var_arbete + 2 * support * tax * self.kovarians) ** 0.5

    def months_to_break_even(self, prices: Mapping[str, float]) -> float:
        """Months without försörjningsstöd and with a wage that pay for one participant's job."""
        return self.kostnad * prices["kostnad"] / (prices["forsorjningsstod"] + _tax(prices))

    def with_effect_at(self, errors: float, prices: Mapping[str, float]) -> float:
        """The net value when the effect is so many standard errors better than estimated."""
        return self.net(prices) + errors * self.error(prices)


def _tax(prices: Mapping[str, float]) -> float:
    """Kronor of municipal tax from a month at work."""
    return prices["lon"] * prices["kommunalskatt"] / 100


def values(prices: Mapping[str, Price]) -> dict[str, float]:
    return {name: price.varde for name, price in prices.items()}


def sensitivities(job: Job, prices: Mapping[str, Price]) -> dict[str, tuple[float, float]]:
    """What is uncertain → the net value with the lower and with the higher of its values, everything else as it is."""
    usual = values(prices)
    found = {"Effekten": (job.with_effect_at(-NORMAL, usual), job.with_effect_at(NORMAL, usual))}
    for name, price in prices.items():
        found[NAMES[name]] = (job.net(usual | {name: price.lagre}), job.net(usual | {name: price.hogre}))
    return found


def cost_per_participant(records: Records) -> pl.LazyFrame:
    """One row per type of job: `kostnad`, kronor for a job of mean length, by what a day in any Stockholmsjobb cost.

    Both are of the years of the evaluation and the two after; `anstallda` is how many persons the length is of.
    """
    enrolled = st5_enrolments(records.year)
    years = replace(enrolled, last=min(enrolled.last + 2 * MONTHS, records.reported_year.last))
    first, last = pl.lit(years.first_day), pl.lit(years.last_day)
    jobs = records["employments"].with_columns(end=pl.min_horizontal(pl.col("slut").fill_null(last), last))
    in_years = jobs.filter(pl.col("start") <= last, pl.col("end") >= first)
    days = (pl.col("end") - pl.max_horizontal(pl.col("start"), first)).dt.total_days() + 1
    spent = (
        records["costs"]
        .filter(pl.col("enhet") == UNIT, pl.col("ar").is_between(years.first // MONTHS, years.last // MONTHS))
        .select(ore=pl.col("belopp").sum())
    )
    a_day = pl.concat([in_years.select(dagar=days.sum()), spent], how="horizontal").select(
        a_day=pl.when((pl.col("dagar") > 0) & (pl.col("ore") > 0)).then(pl.col("ore") / ORE / pl.col("dagar"))
    )
    length = (pl.col("slut") - pl.col("start")).dt.total_days() + 1
    return (
        jobs.filter(pl.col("start").is_between(first, last), pl.col("slut").is_not_null())
        .group_by("typ")
        .agg(dagar=length.mean(), anstallda=pl.col("person").n_unique())
        .join(a_day, how="cross")
        .select(
            "typ",
            pl.col("anstallda").cast(pl.Int64),
            kostnad=pl.col("dagar") * pl.col("a_day"),
        )
        .sort("typ")
    )


def changed_months(records: Records) -> pl.LazyFrame:
    """One row per evaluated type, in their order: what the evaluation says, and what a job costs, as in `Job`."""
    order = pl.LazyFrame({"typ": UTVARDERADE_STOCKHOLMSJOBB})
    work = records["summor"].filter(pl.col("utfall") == "Arbete")
    support = records["summor"].filter(pl.col("utfall") == "Försörjningsstöd")
    return (
        order.join(
            work.select(
                "typ",
                "personer",
                arbete="varde",
                var_arbete="kovarians Arbete",
                kovarians="kovarians Försörjningsstöd",
            ),
            on="typ",
            how="left",
            maintain_order="left",
        )
        .join(
            support.select("typ", behind="personer", stod="varde", var_stod="kovarians Försörjningsstöd"),
            on="typ",
            how="left",
            maintain_order="left",
        )
        .join(cost_per_participant(records), on="typ", how="left", maintain_order="left")
        .with_columns(personer=pl.min_horizontal("personer", "behind", pl.col("anstallda").fill_null(0)))
    )
