"""The audit sees what the generator would not do: each way of giving somebody away is refused, by name."""

import re

import polars as pl
import pytest
from click.testing import CliRunner

from indikatorer import ROOT, AuditFailed, cli
from indikatorer.disclosure import audit_published, protect
from indikatorer.disclosure.policy import Policy
from indikatorer.disclosure.report import as_page
from tests.disclosure.test_protect import MANY, computed, exits

TABLES = ("J3-orsak", "J3-orsak5", "J4-alder", "J1-ar-jobbtorg")
SPELLS = exits(MANY | {("Kvinnor", "Okänd"): 3, ("Män", "Okänd"): 20, ("Män", "Återremitterad"): 2})


@pytest.fixture(scope="module")
def tables():
    return computed(SPELLS, *TABLES)


@pytest.fixture
def published(tables):
    return protect(tables)


def shown_again(tables, published, table, columns=None, **labels):
    """The published tables with one cell, or some of its numbers, as they were before protection."""
    [computed_table] = [each for each in tables if each.id == table]
    wanted = pl.all_horizontal(pl.col(name) == label for name, label in labels.items())
    truth = computed_table.written
    columns = columns or ["taljare", "namnare", "varde", "ki_nedre", "ki_ovre"]
    frame = published[table].with_columns(
        pl.when(wanted).then(truth[name]).otherwise(pl.col(name)).alias(name) for name in columns
    )
    return {**published, table: frame}


def found(tables, published):
    return {recovered.count for recovered in audit_published(tables, published).recovered}


def test_what_is_published_passes(tables, published):
    audit = audit_published(tables, published)
    assert audit.passed
    assert audit.smallest_width >= 5
    audit.refuse()


def test_a_cell_that_is_shown_again_is_found_by_name(tables, published):
    leaky = shown_again(tables, published, "J3-orsak", kon="Kvinnor", avslutsorsak="Okänd", matt="antal")
    audit = audit_published(tables, leaky)
    assert "J3-orsak, row" in str(audit.recovered)
    with pytest.raises(AuditFailed, match=r"avslutade exkl.*avslutsorsak Okänd, kon Kvinnor.*printed"):
        audit.refuse()


def test_one_number_that_completes_a_sum_is_found(tables, published):
    hidden = published["J3-orsak"].filter((pl.col("status") == "skyddad") & (pl.col("matt") == "antal"))
    for cell in hidden.select("kon", "avslutsorsak").iter_rows(named=True):
        leaky = shown_again(tables, published, "J3-orsak", matt="antal", **cell)
        assert found(tables, leaky)


def test_one_per_cent_is_enough(tables, published):
    leaky = shown_again(tables, published, "J3-orsak", ["varde"], kon="Kvinnor", avslutsorsak="Okänd", matt="andel")
    assert any("avslutsorsak Okänd, kon Kvinnor" in count for count in found(tables, leaky))


def test_a_small_complement_is_found():
    # 38 of 40 women: the share says that two did not
    spells = exits({("Kvinnor", "Arbete"): 38, ("Kvinnor", "Okänd"): 2, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60})
    tables = computed(spells, "J4-alder")
    leaky = shown_again(tables, protect(tables), "J4-alder", kon="Kvinnor", alder="Samtliga")
    assert any("inte" in count and "kon Kvinnor" in count for count in found(tables, leaky))


def test_the_difference_between_two_tables_is_found():
    spells = exits({("Kvinnor", "Arbete"): 28, ("Kvinnor", "Återremitterad"): 2, ("Män", "Arbete"): 40})
    tables = computed(spells, "J1-ar-jobbtorg")
    everything = {table.id: table.written for table in tables}
    assert any("utom" in count for count in found(tables, everything))


def test_everybody_in_one_outcome_is_found():
    tables = computed(exits({("Kvinnor", "Arbete"): 12, ("Män", "Arbete"): 60, ("Män", "Okänd"): 60}), "J4-alder")
    everything = {table.id: table.written for table in tables}
    assert any("kon Kvinnor" in count for count in found(tables, everything))


def test_a_mean_over_too_few_persons_is_found_though_no_count_follows_from_it():
    tables = computed(exits({("Kvinnor", "Arbete"): 40, ("Män", "Arbete"): 50, ("Kvinnor", "Okänd"): 7}), "J5-orsak")
    published = protect(tables)
    few = {"kon": "Kvinnor", "avslutsorsak": "Okänd", "matt": "medel"}
    assert published["J5-orsak"].filter(**few)["status"].to_list() == ["skyddad"]
    with pytest.raises(AuditFailed, match=r"over too few persons: J5-orsak, row"):
        audit_published(tables, shown_again(tables, published, "J5-orsak", ["varde"], **few)).refuse()


def test_a_solver_that_gives_up_proves_nothing(tables, published, monkeypatch):
    class GaveUp:
        status = 1
        x = None

    monkeypatch.setattr("indikatorer.disclosure.worlds.milp", lambda *_, **__: GaveUp())
    assert not audit_published(tables, published).passed


def test_a_world_that_does_not_agree_proves_nothing(tables, published, monkeypatch):
    class Wrong:
        status = 0

        def __init__(self, cost, **_):
            self.x = 7.0 + 0 * cost

    monkeypatch.setattr("indikatorer.disclosure.worlds.milp", Wrong)
    assert not audit_published(tables, published).passed


def test_the_policy_decides(tables):
    lenient = Policy(threshold=0, group=0)
    assert all((cells["status"] != "skyddad").all() for cells in protect(tables, lenient).values())


def test_the_report_says_what_was_found_and_where(tables, published):
    assert "PASSED" in as_page(audit_published(tables, published))
    leaky = shown_again(tables, published, "J3-orsak", kon="Kvinnor", avslutsorsak="Okänd", matt="antal")
    page = as_page(audit_published(tables, leaky))
    assert "FAILED" in page
    assert "J3-orsak, row" in page


def test_a_failed_audit_publishes_nothing_and_says_so_with_exit_code_3(monkeypatch, tmp_path):
    def refuse(*_):
        raise AuditFailed("1 counts are not protected")

    monkeypatch.setattr("indikatorer.tables.publication.write_publication", refuse)
    result = CliRunner().invoke(cli.main, ["--build", str(tmp_path), "tables", "--year", "2021"])
    assert result.exit_code == 3
    assert "1 counts are not protected" in result.output


GENERATOR = {"attack", "capacity", "cheapest", "choice", "hiding", "restating", "rounding", "thinning"}


def reached(module: str, seen: set[str]) -> set[str]:
    """The modules of disclosure control that one imports, at its head or later, and that these import again."""
    text = (ROOT / "src" / "indikatorer" / "disclosure" / f"{module}.py").read_text(encoding="utf-8")
    for other in re.findall(r"from indikatorer\.disclosure\.(\w+)", text):
        if other not in seen:
            seen |= {other} | reached(other, seen | {other})
    return seen


@pytest.mark.parametrize("module", ["audit", "worlds", "told"])
def test_the_audit_shares_no_code_with_the_generator(module):
    assert {"attack", "choice"} <= reached("hiding", {"hiding"})
    assert reached(module, {module}).isdisjoint(GENERATOR)
