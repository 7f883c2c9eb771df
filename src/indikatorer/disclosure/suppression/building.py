"""From tables with their members to the system of numbers that suppression protects."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import ceil, inf, log2
from types import MappingProxyType
from typing import Any

import numpy as np
import polars as pl

from indikatorer.disclosure.membership import TOTAL, CountedTable
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.relations import Numbers, numbers_in, relations, series_in, small_differences
from indikatorer.disclosure.suppression.system import Line, PrintedCell, PublishedStatus, System

CITY = frozenset(["kon", "period", "flode", "manader", "avslutsar", "ar_efter", "tidpunkt", "kvartil", "val"])
"""Dimensions by which a total of the city is still one: the sexes, and periods and flows."""

WIDTHS = 4
"""How many of the widths that are asked for a number is moved at most."""


class Model:
    """The numbers of all universes one after another: their relations, which are sensitive, which cells print them."""

    def __init__(
        self,
        tables: Sequence[CountedTable],
        policy: Policy,
        fixed_status: Mapping[str, Sequence[PublishedStatus | None]] = MappingProxyType({}),
        *,
        sums_only: bool = False,
    ) -> None:
        """`fixed_status`: table id → what has been published already of each of its cells."""
        self.policy = policy
        self.sizes: list[float] = []
        self.units: list[int] = []
        self.low: list[float] = []
        self.high: list[float] = []
        self.sums: list[Line] = []
        self.sensitive: dict[int, int] = {}
        self.printed: dict[tuple[str, int], dict[int, None]] = {}
        self.number_at: dict[str, int] = {}
        self.also: dict[str, list[int]] = {}
        self.series = series_in(tables)
        members = [(table.id, one) for table in tables for one in table.members]
        if sums_only:
            members = [(table, one) for table, one in members if one.amounts is not None and not one.outcome]
        for part in numbers_in(members):
            self._add(part)
        for of_registers in self.also.values():
            for one, other in combinations(of_registers, 2):
                self._keep_apart(one, other)
        self.cells = [cell for table in tables for cell in self._cells_of(table, fixed_status.get(table.id))]

    def _add(self, part: Numbers) -> None:
        offset = len(self.sizes)
        self.sizes += part.sizes.tolist()
        self.units += part.units.tolist()
        self.low += [min(size, 0.0 if part.amounts else 1.0) for size in part.sizes.tolist()]
        if part.outcome:
            self.high += part.units.tolist()
        else:
            self.high += [inf if size or self._is_few(part, 0) else 0.0 for size in part.sizes.tolist()]
        for number, places in enumerate(part.places, start=offset):
            for table, row, column in places:
                self.printed.setdefault((table, row), {})[number] = None
                self.number_at[f"{table}, row {row + 1}, {column}"] = number
        for name, number in part.also.items():
            self.also.setdefault(name, []).append(offset + number)
        for columns, factors in relations(part):
            self.sums.append((tuple(offset + column for column in columns), factors))
        for number, units in enumerate(part.units.tolist(), start=offset):
            if part.outcome:
                if 0 < units < self.policy.group and self.sizes[number] in (0, units):
                    self.sensitive[number] = min(self.policy.width, units)
            elif self._is_few(part, units):
                self.sensitive[number] = max(1, ceil(self.policy.mean_per_cent * abs(self.sizes[number]) / 100))
            elif not part.amounts and self.policy.is_small(units):
                self.sensitive[number] = self.policy.width
        for found in [] if part.amounts else small_differences(part, self.policy, self.series):
            columns, factors = found.line
            self._add_rest((tuple(offset + column for column in columns), factors), found.size, found.units)

    def _is_few(self, part: Numbers, units: int) -> bool:
        """Whether a sum is of few. Where bases are rounded nobody is protected as few are: both can be told as none."""
        return bool(part.amounts) and (self.policy.rounds or units > 0) and units < self.policy.mean_base

    def _keep_apart(self, one: int, other: int) -> None:
        """Those whom one register has and another lacks are no number of either, and few of them are sensitive."""
        larger, smaller = sorted((one, other), key=lambda number: -self.sizes[number])
        lacking = int(self.sizes[larger] - self.sizes[smaller])
        if self.policy.is_small(lacking):
            self._add_rest(((larger, smaller), (1, -1)), lacking, lacking)

    def _add_rest(self, line: Line, size: int, units: int) -> None:
        """A sensitive number that stands nowhere, and that other numbers, added and subtracted, leave."""
        number = len(self.sizes)
        self.sizes.append(size)
        self.units.append(units)
        self.low.append(0.0)
        self.high.append(inf)
        columns, factors = line
        self.sums.append(((*columns, number), (*factors, -1)))
        self.sensitive[number] = self.policy.width

    def hide(self, cells: Collection[tuple[str, int]]) -> None:
        """Let these cells be hidden from now on."""
        self.cells = [
            replace(cell, fixed_status="hidden")
            if cell.fixed_status is None and (cell.table, cell.row) in cells
            else cell
            for cell in self.cells
        ]

    def cells_with(self, place: str) -> set[tuple[str, int]]:
        """The cells that print the number that stands in a place, as the audit names it, wherever it stands."""
        number = self.number_at.get(place)
        return {(cell.table, cell.row) for cell in self.cells if number in cell.prints and cell.fixed_status is None}

    def _cells_of(
        self, table: CountedTable, fixed_status: Sequence[PublishedStatus | None] | None
    ) -> Iterator[PrintedCell]:
        """The cells of a table that print a number, or that are withheld."""
        labels = table.cells.select(pl.col(table.dimensions).cast(pl.String))
        totals = {name for name in table.dimensions if TOTAL in labels[name]}
        for row, cell in enumerate(table.cells.iter_rows(named=True)):
            numbers = tuple(self.printed.get((table.id, row), ()))
            units = max((self.units[number] for number in numbers), default=cell["namnare"])
            status = fixed_status[row] if fixed_status else None
            withheld = status != "shown" and is_withheld(cell, units, self.policy, modelled=table.modelled)
            if numbers or withheld:
                at_total = {name for name in totals if cell[name] == TOTAL}
                headline = all(name in at_total or name in CITY for name in table.dimensions)
                size = max((abs(self.sizes[number]) for number in numbers), default=0)
                weight = log2(size + 2) * (1 + len(at_total)) * (self.policy.headline_weight if headline else 1)
                yield PrintedCell(table.id, row, numbers, weight, withheld, status)

    def system(self) -> System:
        """The system to protect, as it stands now."""
        sizes = np.array(self.sizes)
        low, high = np.array(self.low), np.array(self.high)
        public = sorted({number for cell in self.cells if cell.fixed_status == "shown" for number in cell.prints})
        low[public] = high[public] = sizes[public]
        sensitive = {number: width for number, width in self.sensitive.items() if low[number] < high[number]}
        reach = np.full(len(sizes), float(WIDTHS * max(sensitive.values(), default=self.policy.width)))
        together = [(one, other) for one, *others in self.also.values() for other in others]
        return System(sizes, low, high, reach, sums=self.sums, sensitive=sensitive, cells=self.cells, together=together)


def is_withheld(cell: Mapping[str, Any], units: int | None, policy: Policy, *, modelled: bool) -> bool:
    """Whether a mean, a quartile, a curve or what a model says rests on too few units to be shown."""
    if not modelled:
        return units is not None and (policy.rounds or units > 0) and units < policy.fewest(cell["matt"])
    if cell["varde"] is None:
        return cell["status"] == ""
    return cell["personer"] is not None and cell["personer"] < policy.model_base
