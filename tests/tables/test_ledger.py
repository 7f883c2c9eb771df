"""What an edition on the published site hides is not given away by the next report."""

import polars as pl
import pytest

from indikatorer import AuditFailed
from indikatorer.disclosure import NUMBERS, audit_published, protect
from indikatorer.disclosure.policy import POLICY
from indikatorer.files import write_json
from indikatorer.measures.catalogue import MEASURES
from indikatorer.measures.compute import compute
from indikatorer.measures.measure import decimals
from indikatorer.measures.records import Records
from indikatorer.tables.editions import read_editions
from indikatorer.tables.files import write_csv
from indikatorer.tables.ledger import ledger
from indikatorer.tables.publication import report_audit
from tests.people import registers

J3 = MEASURES["J3"]
THEN, NOW = "J3-orsak", "J3-serie"
FEW = {("Kvinnor", "Flyttat"): 3, ("Kvinnor", "Studier"): 30, ("Kvinnor", "Arbete"): 40}
SPELLS = FEW | {("Män", "Flyttat"): 30, ("Män", "Studier"): 20, ("Män", "Arbete"): 25}


@pytest.fixture(scope="module")
def delivered():
    lines = ["person|kon|inskriven|avslutad|avslutsorsak"]
    for year in (2020, 2021):
        for (kon, orsak), number in SPELLS.items():
            for n in range(number):
                lines.append(f"{year}-{kon}-{orsak}-{n}|{kon}|{year}-01-01|{year}-05-10|{orsak}")
    return registers(spells="\n".join(lines))


@pytest.fixture
def site(delivered, tmp_path):
    """An edition of 2020 that hides, of women and of all, those who moved and those who study."""
    records = Records.as_of(delivered, 2020)
    table = compute(J3, "orsak", records)
    hidden = pl.col("avslutsorsak").is_in(["Flyttat", "Studier"]) & (pl.col("kon") != "Män")
    cells = table.written.with_columns(
        pl.when(~hidden).then(pl.col(NUMBERS)), status=pl.when(hidden).then(pl.lit("skyddad")).otherwise("status")
    )
    folder = tmp_path / "site" / "2020"
    (folder / "data").mkdir(parents=True)
    write_csv(folder / "data" / f"{THEN}.csv", cells, decimals)
    write_json(folder / "manifest.json", {"parameters": {"year": 2020, "settings": records.settings.as_dict()}})
    return tmp_path / "site"


def report(delivered, site):
    """The series of 2021 beside what the site holds."""
    records = Records.as_of(delivered, 2021)
    tables = [compute(J3, "serie", records)]
    editions = read_editions(site)
    return tables, editions, ledger(editions, tables, [J3], records, delivered)


def test_the_one_number_that_an_edition_left_out_is_caught_by_the_name_of_whom_it_gives_away(delivered, site, tmp_path):
    tables, editions, earlier = report(delivered, site)
    told = protect(tables, earlier=earlier)
    assert audit_published(tables, told, earlier=earlier).passed
    moved = (pl.col("period") == "2020") & (pl.col("avslutsorsak") == "Flyttat")
    truth = tables[0].written
    # 33 of 2020 have moved; the edition shows that 30 of them are men
    leaky = {
        NOW: told[NOW].with_columns(
            pl.when(moved).then(truth[name]).otherwise(pl.col(name)).alias(name) for name in NUMBERS
        )
    }
    audit = audit_published(tables, leaky, earlier=earlier)
    women = "avslutade exkl. återremitterade 2020-01–2020-12 (avslutsorsak Flyttat, kon Kvinnor)"
    [found] = [found for found in audit.recovered if found.count == women and found.needed == POLICY.width]
    assert found.width == 0
    assert all(cell.startswith("2020 J3-orsak, row") for cell in found.cells)
    assert found.cells
    with pytest.raises(AuditFailed, match=r"(?s)avslutsorsak Flyttat, kon Kvinnor\).*Withdraw the edition"):
        report_audit(audit, leaky, tmp_path, editions)


def test_without_editions_nothing_has_been_said(delivered):
    _, _, earlier = report(delivered, None)
    assert earlier.standing is None
    assert not earlier.stated
