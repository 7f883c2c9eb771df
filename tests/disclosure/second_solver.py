"""CP-SAT as an attacker: reads a system from standard input and prints the least and the most of each sum.

A program of its own, since OR-tools and highspy each bring a HiGHS and cannot be loaded together.
"""

import json
import sys
from typing import Any

from ortools.sat.python import cp_model


def intervals(given: dict[str, Any]) -> list[tuple[int, int]]:
    """Up to `most` persons of each kind: the sums in `known` are so large, and none in `somebody` is nought."""
    model = cp_model.CpModel()
    kinds = [model.new_int_var(0, given["most"], f"kind {n}") for n in range(given["kinds"])]

    def together(factors: list[int]) -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum(kinds, factors)

    for factors, number in given["known"]:
        model.add(together(factors) == number)
    for factors in given["somebody"]:
        model.add(together(factors) >= 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    found = []
    for factors in given["sought"]:
        ends = []
        for seek in (model.minimize, model.maximize):
            seek(together(factors))
            assert solver.solve(model) == cp_model.OPTIMAL
            ends.append(round(solver.objective_value))
        found.append((ends[0], ends[1]))
    return found


if __name__ == "__main__":
    json.dump(intervals(json.load(sys.stdin)), sys.stdout)
