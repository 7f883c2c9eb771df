"""The audit sees what protection would not do: each way of giving somebody away is refused, by name."""

import ast

import polars as pl
import pytest

from indikatorer import ROOT, AuditFailed
from indikatorer.disclosure.audit import audit
from indikatorer.disclosure.fallbacks import protected
from indikatorer.due import apart
from indikatorer.pipeline import Asked, Places, Run, tables
from tests.disclosure.people import (
    A_MEAN,
    HIDING,
    ROUNDING,
    SECRET,
    hide,
    naively,
    people,
    row_of,
    shown_again,
    table,
    told,
    with_numbers,
)

ROOM = ROOT / "src" / "indikatorer"
COUNTS: dict[tuple[str, ...], int] = {
    ("Kvinnor", "Norr", "Arbete"): 40,
    ("Kvinnor", "Norr", "Okänd"): 3,
    ("Kvinnor", "Söder", "Arbete"): 30,
    ("Kvinnor", "Söder", "Okänd"): 12,
    ("Kvinnor", "Väster", "Arbete"): 25,
    ("Kvinnor", "Väster", "Okänd"): 11,
    ("Män", "Norr", "Arbete"): 50,
    ("Män", "Norr", "Okänd"): 20,
    ("Män", "Söder", "Arbete"): 35,
    ("Män", "Söder", "Okänd"): 14,
    ("Män", "Väster", "Arbete"): 28,
    ("Män", "Väster", "Okänd"): 13,
}
PERSONS = people(COUNTS, "kon", "ort", "utfall")
UNKNOWN = [one for one in PERSONS if one["utfall"] == "Okänd"]
OUTCOME = table("J3", UNKNOWN, "kon", "ort")
FEW = row_of(OUTCOME.cells, kon="Kvinnor", ort="Norr")
SHARES = table("J4", PERSONS, "ort", hit=("utfall", ["Arbete"]))
TABLES = [OUTCOME, SHARES]


@pytest.fixture(scope="module")
def published():
    outcome = protected(TABLES, SECRET, HIDING)
    outcome.audit.refuse()
    return outcome.cells


def hidden_in(cells):
    return (cells["status"] == "skyddad").arg_true().to_list()


def test_what_is_protected_passes_and_hides_little(published):
    assert told(TABLES, published) == set()
    # the three women, and with them one of each row and column
    assert len(hidden_in(published["J3"])) == 4
    assert hidden_in(published["J4"]) == []


def test_a_count_that_is_shown_again_is_found_by_name(published):
    leaky = published | {"J3": shown_again(OUTCOME, published["J3"], FEW)}
    assert ("shown", f"J3, row {FEW + 1}, varde") in told(TABLES, leaky)


def test_any_other_hidden_cell_that_is_shown_again_tells_the_few(published):
    for row in hidden_in(published["J3"]):
        if row != FEW:
            leaky = published | {"J3": shown_again(OUTCOME, published["J3"], row)}
            assert ("recovered", f"J3, row {FEW + 1}, varde") in told(TABLES, leaky)


def test_two_that_are_hidden_with_too_little_between_them_are_found():
    # of the 44 women 40 are shown, so that each of the two hidden is one to three
    women, men = {"a": 3, "b": 1, "c": 40}, {"a": 20, "b": 31, "c": 40}
    counts = {(sex, place): n for sex, of in (("Kvinnor", women), ("Män", men)) for place, n in of.items()}
    counted = table("T", people(counts, "kon", "ort"), "kon", "ort")
    rows = [row_of(counted.cells, kon=sex, ort=place) for sex in ("Kvinnor", "Män") for place in "ab"]
    # each is also what all of a place have more than the men
    assert told([counted], {"T": hide(counted.cells, *rows)}) == {
        ("too narrow", "T, row 1, varde"),
        ("too narrow", "T, row 2, varde"),
        ("small difference", "T, row 4, varde without T, row 3, varde"),
    }


def test_a_small_complement_is_found():
    # 38 of 40: two did not
    persons = people({("Kvinnor", "Arbete"): 38, ("Kvinnor", "Okänd"): 2}, "kon", "utfall")
    shares = table("J4", persons, hit=("utfall", ["Arbete"]))
    assert told([shares], naively([shares])) == {("small difference", "J4, row 1, namnare without J4, row 1, taljare")}


def test_a_number_that_is_not_what_was_counted_is_found(published):
    total = row_of(OUTCOME.cells, kon="Samtliga", ort="Samtliga")
    leaky = published | {"J3": with_numbers(published["J3"], total, varde=74.0)}
    assert ("printed otherwise", f"J3, row {total + 1}, varde") in told(TABLES, leaky)


def test_a_protected_cell_with_a_number_left_is_found(published):
    leaky = published | {"J3": with_numbers(published["J3"], FEW, ki_ovre=9.5)}
    assert ("a protected cell with numbers", f"J3, row {FEW + 1}") in told(TABLES, leaky)


def test_a_table_that_ties_two_others_is_found(published):
    # the women of the north by outcome: their 43 and 40 in work, which neither table says
    tie = table("J9", [one for one in PERSONS if one["kon"] == "Kvinnor"], "ort", hit=("utfall", ["Arbete"]))
    found = told([*TABLES, tie], published | naively([tie]))
    assert ("recovered", f"J3, row {FEW + 1}, varde") in found
    outcome = protected([*TABLES, tie], SECRET, HIDING)
    outcome.audit.refuse()
    assert hidden_in(outcome.cells["J9"])


def test_two_tables_of_different_persons_are_not_tied_by_equal_numbers(published):
    others = [{**one, "person": f"another {one['person']}"} for one in PERSONS if one["kon"] == "Kvinnor"]
    alone = table("J9", [one for one in others if one["ort"] != "Norr"], "ort", hit=("utfall", ["Arbete"]))
    assert told([*TABLES, alone], published | naively([alone])) == set()


def test_an_earlier_edition_that_shows_what_is_hidden_is_found(published):
    then = table("2020 J3", UNKNOWN, "kon", "ort")
    out = published | {"2020 J3": then.cells}
    assert ("shown", f"2020 J3, row {FEW + 1}, varde") in told([then, *TABLES], out)
    with pytest.raises(AuditFailed, match=rf"numbers are not protected:\n(.*\n)*shown: 2020 J3, row {FEW + 1}, varde"):
        audit([then, *TABLES], out, HIDING).refuse()


def test_an_earlier_edition_in_which_the_hidden_follows_is_found(published):
    # it hid the few and said how many men there were
    then = table("2020 J3", [one for one in UNKNOWN if one["ort"] == "Norr"], "kon")
    out = published | {"2020 J3": hide(then.cells, row_of(then.cells, kon="Kvinnor"))}
    assert ("recovered", f"2020 J3, row {row_of(then.cells, kon='Kvinnor') + 1}, varde") in told([then, *TABLES], out)


def test_where_hiding_cannot_help_beside_what_is_out_the_new_tables_are_rounded():
    then = table("2020 J3", UNKNOWN, "kon", "ort")
    outcome = protected([then, *TABLES, A_MEAN], SECRET, HIDING, published={"2020 J3": then.cells})
    outcome.audit.refuse()
    assert "2020 J3" not in outcome.cells
    assert outcome.policy.rounds
    assert outcome.cells["J3"]["varde"][FEW] in (0, 5)


def test_what_an_earlier_edition_shows_is_known_and_the_rest_is_hidden_beside_it():
    women = [one for one in UNKNOWN if one["kon"] == "Kvinnor"]
    then = table("2020", [one for one in women if one["ort"] == "Söder"])
    tables = [then, OUTCOME]
    outcome = protected(tables, SECRET, HIDING, published=naively([then]))
    outcome.audit.refuse()
    hidden = hidden_in(outcome.cells["J3"])
    assert FEW in hidden
    # the women of the south are known, so that those of the west have to be hidden
    assert row_of(OUTCOME.cells, kon="Kvinnor", ort="Söder") not in hidden
    assert row_of(OUTCOME.cells, kon="Kvinnor", ort="Väster") in hidden


def test_a_cell_that_is_hidden_already_stays_hidden_and_one_that_is_shown_stays_shown():
    size = OUTCOME.cells.height
    total = row_of(OUTCOME.cells, kon="Samtliga", ort="Väster")
    other = row_of(OUTCOME.cells, kon="Män", ort="Söder")
    statuses = ["hidden" if row == total else "shown" if row == other else None for row in range(size)]
    outcome = protected([OUTCOME], SECRET, HIDING, fixed_status={"J3": statuses})
    outcome.audit.refuse()
    assert {FEW, total} <= set(hidden_in(outcome.cells["J3"]))
    assert other not in hidden_in(outcome.cells["J3"])


def test_the_same_persons_in_another_register_are_hidden_in_both_or_neither():
    here = table("J3", UNKNOWN, "kon", "ort", also="unknown")
    there = table("SW3", [{**one, "person": f"lopnr {one['person']}"} for one in UNKNOWN], "kon", "ort",
                  universe="lopnr", also="unknown")  # fmt: skip
    tables = [here, there]
    outcome = protected(tables, SECRET, HIDING)
    outcome.audit.refuse()
    assert hidden_in(outcome.cells["J3"]) == hidden_in(outcome.cells["SW3"])
    leaky = outcome.cells | {"SW3": shown_again(there, outcome.cells["SW3"], FEW)}
    assert ("told by another register", f"J3, row {FEW + 1}, varde") in told(tables, leaky)


@pytest.mark.parametrize("lacking", [1, 4])
def test_few_whom_another_register_lacks_are_not_left_by_the_two(lacking):
    persons = people({("Kvinnor", "Söder"): 40, ("Män", "Söder"): 50, ("Kvinnor", "Väster"): 60, ("Män", "Väster"): 70},
                     "kon", "ort")  # fmt: skip
    here = table("J3", persons, "kon", "ort", also="unknown")
    there = table("SW3", [{**one, "person": f"lopnr {one['person']}"} for one in persons[lacking:]], "kon", "ort",
                  universe="lopnr", also="unknown")  # fmt: skip
    tables = [here, there]
    outcome = protected(tables, SECRET, HIDING)
    outcome.audit.refuse()
    women = row_of(here.cells, kon="Kvinnor", ort="Söder")
    assert women in hidden_in(outcome.cells["J3"])
    assert hidden_in(outcome.cells["J3"]) == hidden_in(outcome.cells["SW3"])
    both = f"J3, row {women + 1}, varde without SW3, row {women + 1}, varde"
    assert ("small difference", both) in told(tables, naively(tables))
    leaky = {
        "J3": shown_again(here, outcome.cells["J3"], women),
        "SW3": shown_again(there, outcome.cells["SW3"], women),
    }
    assert ("small difference", both) in told(tables, leaky)


def with_days(counts):
    return [
        {**one, "dagar": str(40 + 7 * n)}
        for n, one in enumerate(people({(ort,): number for ort, number in counts.items()}, "ort"))
    ]


def test_a_mean_of_few_is_found_shown_or_worked_out_from_other_means():
    # nine in the north, whose mean follows from all others'
    means = table("J5", with_days({"Norr": 9, "Söder": 30, "Väster": 40}), "ort", amount="dagar")
    outcome = protected([means], SECRET, HIDING)
    outcome.audit.refuse()
    north = row_of(means.cells, ort="Norr")
    hidden = hidden_in(outcome.cells["J5"])
    assert north in hidden
    assert len(hidden) == 2
    assert told([means], {"J5": hide(means.cells, north)}) == {("recovered", f"J5, row {north + 1}, summa")}
    assert ("a number over too few persons", f"J5, row {north + 1}, summa") in told([means], naively([means]))


def test_a_models_number_over_few_is_found():
    cells = A_MEAN.cells.with_columns(personer=pl.lit(19, pl.Int64))
    model = type(A_MEAN)("SW9", [], cells, [], modelled=True)
    assert told([model], {"SW9": cells}) == {("a number over too few persons", "SW9, row 1")}
    outcome = protected([model, OUTCOME], SECRET, HIDING)
    assert hidden_in(outcome.cells["SW9"]) == [0]


def test_everybody_of_a_small_group_in_one_outcome_is_found_and_hidden():
    counts = {("Kvinnor", "Arbete"): 12, ("Män", "Arbete"): 60, ("Män", "Annat"): 60, ("Andra", "Arbete"): 30,
              ("Andra", "Annat"): 30}  # fmt: skip
    shares = table("J4", people(counts, "kon", "utfall"), "kon", hit=("utfall", ["Arbete"]), outcome=True)
    women = row_of(shares.cells, kon="Kvinnor")
    assert ("one outcome of a whole group", f"J4, row {women + 1}, taljare") in told([shares], naively([shares]))
    outcome = protected([shares], SECRET, HIDING)
    outcome.audit.refuse()
    assert women in hidden_in(outcome.cells["J4"])
    assert len(hidden_in(outcome.cells["J4"])) > 1


def test_a_search_that_gives_up_proves_nothing(published, monkeypatch):
    monkeypatch.setattr("indikatorer.disclosure.audit.feasibility.ATTEMPTS", 0)
    assert {kind for kind, _ in told(TABLES, published)} == {"too narrow"}


def test_the_report_says_what_was_found_and_where(published):
    passed = audit(TABLES, published, HIDING)
    assert "PASSED" in passed.as_page()
    assert (passed.cells_hidden, dict(passed.hidden_by_table), passed.moved) == (4, {"J3": 4}, None)
    failed = audit(TABLES, published | {"J3": shown_again(OUTCOME, published["J3"], FEW)}, HIDING)
    assert "FAILED" in failed.as_page()
    assert f"| shown | J3, row {FEW + 1}, varde" in failed.as_page()
    assert failed.as_data()["passed"] is False


def test_a_failed_audit_publishes_nothing_and_says_so_with_exit_code_3(monkeypatch, tmp_path, capfd):
    def refuse(*_):
        raise AuditFailed("1 numbers are not protected")

    monkeypatch.setattr("indikatorer.publication.annual.write_publication", refuse)
    run = Run(Places(tmp_path, tmp_path, None), year=2021)
    assert apart(lambda: tables(run, Asked({}))) == 3
    assert "1 numbers are not protected" in capfd.readouterr().err


def imported(module):
    """The modules of the project that a module imports, at its head or later; of a package, its own file."""
    path = ROOM.parent / module.replace(".", "/")
    source = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("indikatorer"):
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names if is_module(f"{node.module}.{one.name}"))
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.startswith("indikatorer"))


def is_module(name):
    path = ROOM.parent / name.replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").is_file()


def reached(modules):
    """These modules and all that they import, and what that imports again.

    The head of the room is left out where a module of it is imported: it offers what the whole room does.
    """
    seen, left = set(), list(modules)
    while left:
        module = left.pop()
        if module not in seen:
            seen.add(module)
            left += imported(module)
    return seen


def modules_of(folder):
    for path in sorted((ROOM / folder).rglob("*.py")):
        yield ".".join(path.relative_to(ROOM.parent).with_suffix("").parts).removesuffix(".__init__")


def test_the_audit_shares_nothing_with_what_hides_and_rounds():
    generators = ("suppression", "rounding", "relations", "fallbacks")
    found = reached(modules_of("disclosure/audit"))
    assert "indikatorer.disclosure.policy" in found
    assert not [one for one in found if one.removeprefix("indikatorer.disclosure.").split(".")[0] in generators]
    assert "indikatorer.disclosure" not in found
    assert "indikatorer.disclosure.relations" in reached(modules_of("disclosure/suppression"))


def test_the_room_could_stand_alone():
    rooms = {one.split(".")[1] for one in reached(modules_of("disclosure")) if "." in one}
    assert rooms == {"disclosure", "base"}


@pytest.mark.parametrize("policy", [HIDING, ROUNDING], ids=lambda policy: policy.metod)
def test_a_table_in_which_nobody_is_counted_has_nobody_to_protect(policy):
    nobody = table("T", [], "kon")
    outcome = protected([nobody, A_MEAN], SECRET, policy)
    outcome.audit.refuse()
    assert outcome.cells["T"]["varde"].to_list() == [0]
