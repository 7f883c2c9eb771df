"""CP-SAT as an attacker: reads a system from standard input and prints how far apart each sensitive count can lie.

A program of its own, since OR-tools and highspy each bring a HiGHS and cannot be loaded together.
"""

import json
import sys
from typing import Any

from ortools.sat.python import cp_model


def widths(given: dict[str, Any]) -> list[int]:
    model = cp_model.CpModel()
    sizes = [model.new_int_var(low, high, str(n)) for n, (low, high) in enumerate(given["bounds"])]
    for total, *parts in given["sums"]:
        model.add(sizes[total] == sum(sizes[part] for part in parts))
    for *terms, least in given["stated"]:
        model.add(sum(times * sizes[count] for times, count in terms) >= least)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    found = []
    for count in given["sensitive"]:
        width = 0
        for objective in (sizes[count], -sizes[count]):
            model.maximize(objective)
            assert solver.solve(model) == cp_model.OPTIMAL
            width += round(solver.objective_value)
        found.append(width)
    return found


if __name__ == "__main__":
    json.dump(widths(json.load(sys.stdin)), sys.stdout)
