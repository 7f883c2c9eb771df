"""What is tried in turn until the audit finds nobody: hiding, merging categories, rounding.

No step is taken without need: only tables in which something can be told merge further. Each step is audited as a
whole, and said in a note. What hiding does not protect is rounded before it is refused.
"""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

import polars as pl

from indikatorer.disclosure import NOTHING, PublishedStatuses, Suppression, is_hidden, is_uncertain, rounded
from indikatorer.disclosure.audit import Seen, audit
from indikatorer.disclosure.audit.findings import Audit
from indikatorer.disclosure.membership import CountedTable
from indikatorer.disclosure.policy import POLICY, Policy
from indikatorer.disclosure.relations import numbers_in
from indikatorer.disclosure.rounding.accuracy import Accuracy, accuracy_of
from indikatorer.disclosure.suppression.attack import SolverFailed

Why = Literal["few", "told"]
Coarser = Callable[[Sequence[Any], Collection[str], Why], tuple[Sequence[Any], str]]
"""Makes tables of which some, named by their ids, print fewer categories, since too much of them is of few or something
can be told; and says in words what was done. The same tables and no words where nothing can be done."""

AS_TOLD_BY_AN_EDITION = (5.0, 100.0)
"""`Policy.as_told` of another year's edition: were it as much, new shares could not be told right beside the old."""

ASKED_AGAIN = 4
"""How often more is hidden around what the audit has found, before categories merge."""


@dataclass(frozen=True)
class Outcome:
    """The tables as far as they are told, their cells as they may be published by a policy, and the audit of them.

    `tried` are the steps that were taken on the way, in words. `accuracy` says how far rounding has moved shares.
    """

    tables: Sequence[Any]
    cells: dict[str, pl.DataFrame]
    audit: Audit
    policy: Policy
    tried: Sequence[str] = ()
    accuracy: Accuracy | None = None


def protected(
    tables: Sequence[CountedTable],
    secret: bytes,
    policy: Policy = POLICY,
    published: Mapping[str, pl.DataFrame] = NOTHING,
    fixed_status: PublishedStatuses = MappingProxyType({}),
    coarser: Coarser = lambda tables, which, why: (tables, ""),
    rounded_before: Sequence[CountedTable] = (),
) -> Outcome:
    """Protect and audit tables, by the method of the policy or by `auto`: hiding, while it hides little or takes no
    more from the reader than rounding does, else rounding.

    `published` are those of the tables that are out already, with their cells; `fixed_status` says of cells of others
    that they are. `rounded_before` are some of these tables with numbers that are out as they were rounded: nothing
    is known of them for certain, but a new rounding keeps to them. When nothing helps, the outcome has the audit of the
    last that was tried.
    """
    tried: list[str] = []
    hidden = None
    rounding = replace(policy, metod="avrundning")
    if rounded_before:
        rounding = replace(rounding, as_told=AS_TOLD_BY_AN_EDITION)

    @cache
    def in_rounded_numbers() -> dict[str, pl.DataFrame]:
        again = {table.id: table for table in rounded_before}
        return rounded([again.get(table.id, table) for table in tables], secret, rounding, published)

    def most_hidden() -> float:
        return max(policy.hide_at_most, lost(in_rounded_numbers(), policy))

    if policy.metod != "avrundning":
        try:
            hidden = _hidden(tables, policy, published, fixed_status, coarser, tried, most_hidden)
        except SolverFailed as error:
            tried.append(f"hiding: {error}")
            _say(f"It cannot be settled what to hide ({error}).")
    if hidden and hidden.audit.passed:
        return hidden
    if policy.metod != "avrundning":
        tried.append("round every table")
        _say("Hiding would take more from the reader than rounding, or not suffice: every table is rounded.")
    cells = in_rounded_numbers()
    # What is out stays as it is told; the numbers told now are of one population among themselves.
    told = [table for table in tables if table.id in cells]
    result = audit(told, cells, rounding)
    outcome = Outcome(tables, cells, result, rounding, tried, accuracy_of(told, cells, rounding))
    return hidden if hidden and not result.passed and policy.metod == "undertryckning" else outcome


def _hidden(
    tables: Sequence[CountedTable],
    policy: Policy,
    published: Mapping[str, pl.DataFrame],
    fixed_status: PublishedStatuses,
    coarser: Coarser,
    tried: list[str],
    most_hidden: Callable[[], float],
) -> Outcome | None:
    """Hiding, with categories merged where too much of a table is of few, or where something can be told all the same.

    None where more would be hidden than `auto` hides: a part that is `most_hidden`, which is asked for only where more
    than little is hidden.
    """
    hiding = replace(policy, metod="undertryckning")
    seen: Seen = {}
    few = few_in(tables, policy)

    def is_too_much(share: float) -> bool:
        return policy.metod == "auto" and share > policy.hide_at_most and share > most_hidden()

    if is_too_much(policy.hidden_for_few * int(few["few"].sum()) / max(1, int(few["cells"].sum()))):
        return None
    while True:
        too_much = few.filter(pl.col("few") > policy.merge_above * pl.col("cells"))["table"]
        merged, words = coarser(tables, too_much.to_list(), "few")
        if not words:
            break
        tables = merged
        _take(words, tried)
        few = few_in(tables, policy)
    while True:
        suppression = Suppression(tables, hiding, published, fixed_status)
        cells = suppression.protected()
        if is_too_much(lost(cells, policy)):
            return None
        for last in [*[False] * ASKED_AGAIN, True]:
            result = audit(tables, {**published, **cells}, hiding, seen)
            if result.passed or last:
                break
            _say(f"{len(result.found)} numbers could be told: more is hidden around them.")
            suppression.hide_more([place for finding in result.found for place in finding.places])
            cells = suppression.protected()
        if result.passed or policy.metod == "auto":
            return Outcome(tables, cells, result, hiding, tried) if result.passed else None
        merged, words = coarser(tables, {table for one in result.found for table in one.tables}, "told")
        if not words:
            return Outcome(tables, cells, result, hiding, tried)
        tables = merged
        _take(words, tried)


def few_in(tables: Sequence[CountedTable], policy: Policy) -> pl.DataFrame:
    """`table`, how many `cells` it counts, and how many of them print `few` units: hidden whatever else is."""
    few: dict[str, set[int]] = {}
    for part in numbers_in([(table.id, one) for table in tables for one in table.members if one.amounts is None]):
        for units, places in zip(part.units, part.places, strict=True):
            for table, row, _ in places if policy.is_small(int(units)) else []:
                few.setdefault(table, set()).add(row)
    cells = {table.id: {row for one in table.members for row in one.counts["row"]} for table in tables}
    return pl.DataFrame(
        [(table, len(rows), len(few.get(table, ()))) for table, rows in cells.items()],
        schema={"table": pl.String, "cells": pl.Int64, "few": pl.Int64},
        orient="row",
    )


def _take(step: str, tried: list[str]) -> None:
    """Note and say a step that is taken."""
    tried.append(step)
    _say(step)


def lost(cells: Mapping[str, pl.DataFrame], policy: Policy = POLICY) -> float:
    """How large a part of the cells that say something is lost: hidden, or in part where only the share is."""
    hidden = sum(int(is_hidden(one).sum()) for one in cells.values())
    uncertain = sum(int(is_uncertain(one).sum()) for one in cells.values())
    shown = sum(int(one["varde"].is_not_null().sum()) for one in cells.values())
    return (hidden + policy.weight_of_uncertain * uncertain) / max(1, hidden + uncertain + shown)


def _say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)
