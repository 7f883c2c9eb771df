"""The cases of the literature: known intervals and leaks are seen, and what is hidden here is no more than is known."""

import pytest

from indikatorer.disclosure.audit import audit, interval
from indikatorer.disclosure.hiding import cells_to_hide
from indikatorer.disclosure.policy import POLICY
from tests.disclosure.published_cases import at, benchmark_system, case_system, names, needs_cases, read

pytestmark = needs_cases
OPTIMUM = [name for name in names() if "min_secondary_unit_cost" in read(name)["expected"]]
WORTH = [name for name in names() if "min_secondary_cost_value_weights" in read(name)["expected"]]
INTERVALS = [name for name in names() if "lp_intervals" in read(name)["expected"]]


def suppressed(case, system):
    keys = {tuple(cell["key"]) for cell in case["cells"] if cell.get("suppressed")}
    return {cell for cell in system.cells if any(cell.prints == (at(key),) for key in keys)}


def primary(case, system):
    return {cell for cell in system.cells if cell.prints[0] in system.sensitive}


def recovered(system, hidden):
    return {found.count for found in audit(system, hidden, POLICY).recovered}


@pytest.mark.parametrize("name", INTERVALS)
def test_intervals(name):
    case = read(name)
    system = case_system(case)
    hidden = suppressed(case, system)
    for key, (low, high) in case["expected"]["lp_intervals"].items():
        assert interval(system, hidden, at(key.split("|"))) == (low, high)


@pytest.mark.parametrize("name", [name for name in names() if read(name)["expected"].get("published_pattern_valid")])
def test_published_patterns_pass(name):
    case = read(name)
    system = case_system(case)
    assert recovered(system, suppressed(case, system)) == set()


@pytest.mark.parametrize("name", [name for name in names() if "reveals" in read(name)["expected"]])
def test_patterns_that_leak_are_refused(name):
    case = read(name)
    system = case_system(case)
    hidden = suppressed(case, system)
    for key, value in case["expected"]["reveals"].items():
        assert interval(system, hidden, at(key.split("|"))) == (value, value)
        assert str(at(key.split("|"))) in recovered(system, hidden)


@pytest.mark.parametrize("name", [n for n in names() if "only_primary_suppressed_reveals" in read(n)["expected"]])
def test_hiding_only_what_is_sensitive_is_not_enough(name):
    case = read(name)
    system = case_system(case)
    for key, value in case["expected"]["only_primary_suppressed_reveals"].items():
        assert interval(system, primary(case, system), at(key.split("|"))) == (value, value)


def test_tables_that_are_safe_alone_leak_together():
    case = read("sdctable_linked_two_hierarchies")
    system = case_system(case)
    assert interval(system, primary(case, system), at(["K"])) == (3, 3)


def test_ones_leak_when_zeros_are_shown():
    case = read("gauss_vignette_t8_ones")
    system = case_system(case)
    hidden = cells_to_hide(system)
    assert recovered(system, hidden) == set()


def test_a_required_width_widens_the_pattern():
    case = read("gauss_vignette_t9_interval")
    before = case["expected"]["before_widening"]
    system = case_system(case, width=5)
    narrow = {cell for cell in system.cells if any(cell.prints == (at(key),) for key in before["suppressed"])}
    for key, (low, high) in before["lp_intervals"].items():
        assert interval(system, narrow, at(key.split("|"))) == (low, high)
    assert recovered(system, narrow)
    assert recovered(system, cells_to_hide(system)) == set()


@pytest.mark.parametrize("name", OPTIMUM)
def test_no_more_is_hidden_than_the_known_optimum(name):
    system = case_system(read(name))
    hidden = cells_to_hide(system)
    assert recovered(system, hidden) == set()
    secondary = [cell for cell in hidden if cell.prints[0] not in system.sensitive]
    assert len(secondary) <= read(name)["expected"]["min_secondary_unit_cost"] * 1.05


@pytest.mark.parametrize("name", WORTH)
def test_what_is_hidden_is_worth_no_more_than_the_known_optimum(name):
    system = case_system(read(name), weigh_by_value=True)
    hidden = cells_to_hide(system)
    assert recovered(system, hidden) == set()
    lost = sum(system.values[cell.prints[0]] for cell in hidden if cell.prints[0] not in system.sensitive)
    assert lost <= read(name)["expected"]["min_secondary_cost_value_weights"] * 1.05


@pytest.mark.parametrize("name", [name for name in names() if name not in OPTIMUM])
def test_what_is_hidden_elsewhere_passes_the_audit(name):
    system = case_system(read(name))
    assert recovered(system, cells_to_hide(system)) == set()


BENCHMARK = read("ssb_benchmark_z2_z3") if names() else {"published": [], "computed_with_highs": []}


def runs(data):
    for run in BENCHMARK["published"]:
        if run["data"] == data:
            key = {name: run[name] for name in ("data", "linked", "protect_zeros", "maxN")}
            [known] = [o for o in BENCHMARK["computed_with_highs"] if key.items() <= o.items()]
            yield pytest.param(run, known, id="-".join(map(str, key.values())))


@pytest.mark.parametrize(("run", "known"), list(runs("z2")))
def test_z2_is_protected_with_the_optimal_number_of_cells(run, known):
    system = benchmark_system("z2", linked=run["linked"], protect_zeros=run["protect_zeros"], limit=run["maxN"])
    hidden = cells_to_hide(system)
    assert recovered(system, hidden) == set()
    assert len(hidden) <= known["optimal_total"] * 1.05


@pytest.mark.slow
@pytest.mark.parametrize(("run", "known"), list(runs("z3")))
def test_z3_is_protected_with_no_more_cells_than_the_best_published(run, known):
    system = benchmark_system("z3", linked=run["linked"], protect_zeros=run["protect_zeros"], limit=run["maxN"])
    assert len(system.sensitive) == run["n_primary"]
    hidden = cells_to_hide(system, restricted_work=200_000)
    assert recovered(system, hidden) == set()
    assert len(hidden) <= run["gauss_no_singleton_total"]
