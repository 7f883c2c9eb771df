"""The cases of the literature: known intervals and leaks are seen, and what is hidden here is no more than is known."""

import pytest

from indikatorer.disclosure.audit.elimination import eliminate
from indikatorer.disclosure.audit.reader import universes
from indikatorer.disclosure.fallbacks import protected
from tests.disclosure.people import HIDING, SECRET, hide, naively, people, row_of, table, told
from tests.disclosure.published_cases import Case, benchmark, names, needs_cases, read

pytestmark = needs_cases
ZEROS_SHOWN = [name for name in names() if read(name)["policy"].get("attacker_lower_bound_suppressed") == 1]


def expecting(*what):
    """The names of the cases of which the source says such a thing."""
    return [name for name in names() if any(read(name)["expected"].get(one) for one in what)]


def cell(key):
    return tuple(key.split("|"))


@pytest.mark.parametrize("name", expecting("lp_intervals"))
def test_intervals(name):
    case, expected = Case.read(name), read(name)["expected"]
    hidden = {*case.suppressed, *(("x", "d") for _ in range(name == "sdctable_hidden_dependency_4x4"))}
    for key, interval in expected["lp_intervals"].items():
        assert case.interval(hidden, cell(key)) == tuple(interval)


@pytest.mark.parametrize("name", expecting("published_pattern_valid"))
def test_published_patterns_pass(name):
    case = Case.read(name)
    assert case.told(case.suppressed) == []


@pytest.mark.parametrize("name", expecting("reveals"))
def test_patterns_that_leak_are_seen(name):
    case = Case.read(name)
    for key, value in read(name)["expected"]["reveals"].items():
        assert case.interval(case.suppressed, cell(key)) == (value, value)
        assert cell(key) in case.told(case.suppressed)


@pytest.mark.parametrize("name", expecting("only_primary_suppressed_reveals", "joint_only_primaries_reveals"))
def test_hiding_only_what_is_sensitive_is_not_enough(name):
    case, expected = Case.read(name), read(name)["expected"]
    revealed = expected.get("only_primary_suppressed_reveals") or expected["joint_only_primaries_reveals"]
    for key, value in revealed.items():
        assert case.interval(case.primary, cell(key)) == (value, value)


def test_a_required_width_widens_the_pattern():
    case = Case.read("gauss_vignette_t9_interval", width=5)
    before = read("gauss_vignette_t9_interval")["expected"]["before_widening"]
    narrow = [tuple(key) for key in before["suppressed"]]
    for key, interval in before["lp_intervals"].items():
        assert case.interval(narrow, cell(key)) == tuple(interval)
    assert case.told(narrow)
    assert case.told(case.hidden()) == []


@pytest.mark.parametrize("name", expecting("min_secondary_unit_cost"))
def test_no_more_is_hidden_than_the_known_optimum(name):
    case = Case.read(name)
    hidden = case.hidden()
    assert case.told(hidden) == []
    assert len(hidden) - len(case.primary) <= read(name)["expected"]["min_secondary_unit_cost"] * 1.05


@pytest.mark.parametrize("name", expecting("min_secondary_cost_value_weights"))
def test_what_is_hidden_is_worth_no_more_than_the_known_optimum(name):
    case = Case.read(name, weigh_by_value=True)
    hidden = case.hidden()
    assert case.told(hidden) == []
    lost = sum(case.value(key) for key in hidden if key not in case.primary)
    assert lost <= read(name)["expected"]["min_secondary_cost_value_weights"] * 1.05


@pytest.mark.parametrize("name", sorted(set(names()) - set(expecting("min_secondary_unit_cost"))))
def test_what_is_hidden_elsewhere_is_protected(name):
    case = Case.read(name)
    assert case.told(case.hidden()) == []


@pytest.mark.parametrize("name", sorted(set(expecting("reveals")) & set(ZEROS_SHOWN)))
def test_the_audit_finds_the_ones_that_a_pattern_tells(name):
    case = Case.read(name)
    counted = case.counted()
    rows = [row for row, key in enumerate(case.cells) if key in case.suppressed]
    found = told([counted], {"case": hide(counted.cells, *rows)})
    # a number can also be named by two others whose difference it is
    inside = {f"case, row {row + 1}, varde": set(kinds) for row, kinds in enumerate(case.cells.values())}
    named = [[inside[place] for place in name.split(" without ")] for _, name in found]
    alone = [larger.difference(*smaller) for larger, *smaller in named]
    for key in read(name)["expected"]["reveals"]:
        assert set(case.cells[cell(key)]) in alone


@pytest.mark.parametrize("name", expecting("only_primary_suppressed_reveals", "joint_only_primaries_reveals"))
def test_the_audit_sees_what_follows_of_any_size(name):
    case, expected = Case.read(name), read(name)["expected"]
    counted = case.counted()
    rows = [row for row, key in enumerate(case.cells) if key in case.primary]
    [universe] = universes([counted], {"case": hide(counted.cells, *rows)})
    recovered = {universe.numbers[number].places[0] for number in eliminate(universe).recovered}
    for key in expected.get("only_primary_suppressed_reveals") or expected["joint_only_primaries_reveals"]:
        assert f"case, row {row_of(counted.cells, cell=key) + 1}, varde" in recovered


@pytest.mark.parametrize("name", names())
def test_as_persons_every_case_is_protected(name):
    counted = Case.read(name).counted()
    outcome = protected([counted], SECRET, HIDING)
    outcome.audit.refuse()
    assert not outcome.policy.rounds
    assert not outcome.cells["case"]["varde"].is_between(1, 4).any()


def test_two_codings_of_one_variable_tell_a_single_man():
    case = read("handbook_recode_differencing")
    bands = case["atoms_bands"]
    # the values of both codings, taken apart: six men under 20, one of 20 to 24, eight of 25 to 39
    men = dict(zip(bands, (6, 1, 8, 5, 8, 4), strict=True))
    women = dict(zip(bands, (10, 0, 38, 51, 42, 32), strict=True))
    counts = {(sex, band): n for sex, of in (("Male", men), ("Female", women)) for band, n in of.items()}
    persons = people(counts, "sex", "band")
    tables = []
    for one in case["published"]:
        inside = [person for person in persons if person["sex"] == one["sex"]]
        label = {band: " ".join(group) for group in one["bands"] for band in group}
        coded = [{**person, "hours": label[person["band"]]} for person in inside]
        tables.append(table(f"{one['sex']} {one['table']}", coded, "hours"))
        values = {" ".join(group): value for group, value in zip(one["bands"], one["values"], strict=True)}
        for hours, value in values.items():
            assert tables[-1].cells["varde"][row_of(tables[-1].cells, hours=hours)] == value
    found = told(tables, naively(tables))
    # the one man of 20 to 24 is told by the youngest of both codings and by those next to them; he is found once
    with_him, without_him = (
        f"{tables[n].id}, row {row_of(tables[n].cells, hours=hours) + 1}, varde"
        for n, hours in ((0, "20-24 25-39"), (1, "25-39"))
    )
    told_of = [place for kind, place in found if kind == "small difference"]
    assert told_of == [f"{with_him} without {without_him}"]
    assert not [place for _, place in found if "Female" in place]
    protected(tables, SECRET, HIDING).audit.refuse()


def test_all_of_a_group_in_one_outcome_are_found_where_no_number_is_small():
    case = read("handbook_hours_marital_group_disclosure")
    persons = people({tuple(atom["key"]): atom["n"] for atom in case["atoms"]}, *case["dimensions"])
    groups, outcomes = case["dimensions"]
    [[group, outcome]] = case["expected"]["group_disclosure"]
    shares = table("shares", persons, groups, hit=(outcomes, [outcome]), outcome=True)
    row = row_of(shares.cells, **{groups: group})
    assert ("one outcome of a whole group", f"shares, row {row + 1}, taljare") in told([shares], naively([shares]))
    outcome = protected([shares], SECRET, HIDING)
    outcome.audit.refuse()
    assert outcome.cells["shares"]["taljare"][row] is None


BENCHMARK = read("ssb_benchmark_z2_z3") if names() else {"published": [], "computed_with_highs": []}


def runs(data):
    for run in BENCHMARK["published"]:
        if run["data"] == data:
            key = {name: run[name] for name in ("data", "linked", "protect_zeros", "maxN")}
            [known] = [o for o in BENCHMARK["computed_with_highs"] if key.items() <= o.items()]
            yield pytest.param(run, known, id="-".join(map(str, key.values())))


@pytest.mark.parametrize(("run", "known"), list(runs("z2")))
def test_z2_is_protected_with_the_optimal_number_of_cells(run, known):
    case = benchmark("z2", linked=run["linked"], protect_zeros=run["protect_zeros"], limit=run["maxN"])
    hidden = case.hidden()
    assert case.told(hidden) == []
    assert len(hidden) <= known["optimal_total"] * 1.05


@pytest.mark.slow
@pytest.mark.parametrize(("run", "known"), list(runs("z3")))
def test_z3_is_protected_with_no_more_cells_than_the_best_published(run, known):
    case = benchmark("z3", linked=run["linked"], protect_zeros=run["protect_zeros"], limit=run["maxN"])
    assert len(case.primary) == run["n_primary"]
    hidden = case.hidden(restricted_work=200_000)
    assert case.told(hidden) == []
    assert len(hidden) <= run["gauss_no_singleton_total"]
