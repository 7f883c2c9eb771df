"""The editions that have been published, read from the site itself."""

import pytest

from indikatorer import AuditFailed, UserError
from indikatorer.base.files import write_json
from indikatorer.disclosure.audit.findings import Audit, Finding
from indikatorer.publication.annual import report_audit
from indikatorer.publication.editions import read_editions

CSV = """kon,matt,taljare,namnare,varde,ki_nedre,ki_ovre,enhet,status
Kvinnor,andel,12,40,30.0,18.1,45.4,procent,
Män,andel,,,,,,procent,skyddad
"""


@pytest.fixture
def site(tmp_path):
    for year in (2020, 2019):
        (tmp_path / str(year) / "data").mkdir(parents=True)
        write_json(
            tmp_path / str(year) / "manifest.json", {"parameters": {"year": year, "settings": {"small_base": 20}}}
        )
        (tmp_path / str(year) / "data" / "J4-kon.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "2018").mkdir()
    return tmp_path


def test_whole_years_are_editions_the_earliest_first(site):
    assert [edition.year for edition in read_editions(site)] == [2019, 2020]
    assert read_editions(site)[0].settings == {"small_base": 20}


def test_without_a_site_nothing_has_been_published():
    assert read_editions(None) == []


def test_a_table_is_as_it_was_published(site):
    [edition, _] = read_editions(site)
    cells = edition.table("J4-kon")
    assert cells.rows() == [
        ("Kvinnor", "andel", 12, 40, 30.0, 18.1, 45.4, "procent", ""),
        ("Män", "andel", None, None, None, None, None, "procent", "skyddad"),
    ]
    assert edition.table("J99") is None


def test_what_is_no_edition_is_named(site):
    (site / "2019" / "data" / "J4-kon.csv").write_text("kon,varde\nKvinnor,trettio\n", encoding="utf-8")
    [edition, _] = read_editions(site)
    with pytest.raises(UserError, match=r"J4-kon\.csv is not a published table"):
        edition.table("J4-kon")
    (site / "2020" / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UserError, match=r"2020.*is not the manifest of a published year"):
        read_editions(site)


@pytest.mark.parametrize(("tables", "advised"), [(("J3-serie", "2020 J4-kon"), True), (("J4-kon",), False)])
def test_who_cannot_publish_beside_an_edition_is_told_what_to_do(site, tmp_path, tables, advised):
    found = Finding("too narrow", "J4-kon, row 1, taljare", tables, 2, "not 5 apart")
    audit = Audit(1, 0, {}, 1, 1, 1, None, 0.0, (found,))
    with pytest.raises(AuditFailed, match="too narrow: J4-kon, row 1, taljare: not 5 apart") as refused:
        report_audit(audit, {}, tmp_path, read_editions(site))
    assert ("editions of 2019, 2020" in str(refused.value)) is advised
    assert ("make rollback" in str(refused.value)) is advised
