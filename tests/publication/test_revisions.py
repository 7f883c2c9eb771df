"""What two editions both show, and what became of it: a few rows with the answer by hand."""

import csv
import json
from pathlib import Path

import pytest

from indikatorer.base.files import seal
from indikatorer.publication.protected import CATALOGUE
from indikatorer.publication.revisions import (
    COMPARISON,
    EDITION,
    Compared,
    Verdict,
    compare,
    verdicts,
    write_comparison,
)

HEADER = "period,kon,matt,taljare,namnare,varde,ki_nedre,ki_ovre,enhet,status"


def folder(path: Path, header: str = HEADER, **tables: str) -> Path:
    path.mkdir(parents=True)
    for name, rows in tables.items():
        (path / f"{name}.csv").write_text("\n".join([header, *rows.splitlines(), ""]), encoding="utf-8")
    return path


def compared(tmp_path: Path, before: str, now: str) -> list[Compared]:
    return list(compare(folder(tmp_path / "now", J4=now), folder(tmp_path / "before", J4=before)))


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("andel,279,492,56.7,,,procent", "andel,279,492,56.7,,,procent", Verdict.SAME),
        ("andel,,,56.7,,,procent", "andel,,,56.8,,,procent", Verdict.ROUNDING),
        ("andel,,,56.7,,,procent", "andel,,,56.9,,,procent", Verdict.REVISED),
        ("andel,279,492,56.7,,,procent", "andel,280,493,56.7,,,procent", Verdict.REVISED),
        ("medel,,,120,,,dagar", "medel,,,121,,,dagar", Verdict.ROUNDING),
        ("medel,,,120,,,dagar", "medel,,,122,,,dagar", Verdict.REVISED),
        ("antal,,,1208,,,personer", "antal,,,1209,,,personer", Verdict.REVISED),
        ("antal,,,0,,,personer", "antal,,,0,,,personer", Verdict.SAME),
    ],
)
def test_what_became_of_a_figure(tmp_path: Path, before: str, now: str, verdict: Verdict) -> None:
    [cell] = compared(tmp_path, f"2019,Män,{before},", f"2019,Män,{now},")
    assert cell.verdict == verdict
    assert cell.labels == {"period": "2019", "kon": "Män"}


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        ("andel,5,492,1.0,,,procent", "andel,9,490,1.8,,,procent", Verdict.ROUNDING),
        ("andel,5,492,1.0,,,procent", "andel,10,492,2.0,,,procent", Verdict.REVISED),
        ("antal,,,1208,,,personer", "antal,,,1212,,,personer", Verdict.ROUNDING),
        ("antal,,,1208,,,personer", "antal,,,1213,,,personer", Verdict.REVISED),
        ("medel,,40,120,,,dagar", "medel,,42,122,,,dagar", Verdict.REVISED),
    ],
)
def test_counts_that_are_rounded_in_one_edition_may_differ_by_that(
    tmp_path: Path, before: str, now: str, verdict: Verdict
) -> None:
    folders = [folder(tmp_path / name, J4=f"2019,Män,{row},") for name, row in (("now", now), ("before", before))]
    [cell] = compare(folders[0], folders[1], slack=4)
    assert cell.verdict == verdict


def test_the_bounds_of_an_interval_are_no_figures_of_their_own(tmp_path: Path) -> None:
    [cell] = compared(
        tmp_path, "2019,Män,andel,1,2,50.0,10.0,90.0,procent,", "2019,Män,andel,1,2,50.0,11.0,89.0,procent,"
    )
    assert cell.verdict == Verdict.SAME


@pytest.mark.parametrize("hidden", ["2019,Män,andel,,,,,,procent,skyddad", "2019,Män,andel,,,,,,procent,saknas"])
def test_what_either_edition_hides_is_not_compared(tmp_path: Path, hidden: str) -> None:
    shown = "2019,Män,andel,30,60,50.0,37.0,63.0,procent,"
    assert compared(tmp_path / "a", hidden, shown) == []
    assert compared(tmp_path / "b", shown, hidden) == []


def test_counts_that_one_edition_does_not_print_are_not_printed_again(tmp_path: Path) -> None:
    [cell] = compared(tmp_path, "2019,Män,andel,,,50.0,,,procent,", "2019,Män,andel,30,60,50.0,,,procent,")
    assert cell.before == cell.now == {"varde": "50.0", "taljare": "", "namnare": ""}


def test_other_periods_labels_and_units_are_other_figures(tmp_path: Path) -> None:
    before = "2018,Män,antal,,,5,,,personer,\n2019,Kvinnor,antal,,,5,,,personer,\n2019,Män,antal,,,5,,,anställningar,"
    assert compared(tmp_path, before, "2019,Män,antal,,,5,,,personer,") == []


def test_tables_without_periods_or_with_other_dimensions_are_not_compared(tmp_path: Path) -> None:
    plain = "kon,matt,taljare,namnare,varde,ki_nedre,ki_ovre,enhet,status"
    now, before = (folder(tmp_path / name, plain, J3="Män,antal,,,5,,,personer,") for name in ("now", "before"))
    assert list(compare(now, before)) == []
    now = folder(tmp_path / "a", J4="2019,Män,antal,,,5,,,personer,")
    before = folder(tmp_path / "b", HEADER.replace("kon", "alder"), J4="2019,Män,antal,,,5,,,personer,")
    assert list(compare(now, before)) == []


def test_the_latest_edition_before_the_year_is_read_from_the_published_site(tmp_path: Path) -> None:
    for year, count in ((2018, 6), (2019, 7), (2021, 9)):
        folder(tmp_path / f"www/{year}/data", J4=f"2018,Män,antal,,,{count},,,personer,")
        (tmp_path / f"www/{year}/manifest.json").write_text('{"parameters": {"settings": {}}}')
    folder(tmp_path / "www/2020/data", J4="2018,Män,antal,,,8,,,personer,")  # not whole: it has no manifest
    now = folder(tmp_path / "now", J4="2018,Män,antal,,,10,,,personer,")
    (now / CATALOGUE).write_text('{"metod": "undertryckning"}')
    seal(now)
    write_comparison(now, tmp_path / "www", 2021, tmp_path / "jamforelse")
    assert json.loads((tmp_path / "jamforelse" / EDITION).read_text())["year"] == 2019
    with (tmp_path / "jamforelse" / COMPARISON).open(encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert row == {
        **{"tabell": "J4", "period": "2018", "kon": "Män", "matt": "antal", "enhet": "personer"},
        **{"varde_tidigare": "7", "varde": "10", "taljare_tidigare": "", "taljare": ""},
        **{"namnare_tidigare": "", "namnare": "", "skillnad": "3", "jamforelse": "reviderad"},
    }
    assert verdicts(tmp_path / "jamforelse" / COMPARISON) == {"reviderad": 1}


@pytest.mark.parametrize(("now", "verdict"), [(127, "inom avrundning"), (128, "reviderad")])
def test_what_rounding_has_moved_in_both_editions_is_no_revision(tmp_path: Path, now: int, verdict: str) -> None:
    folder(tmp_path / "www/2019/data", J4="2018,Män,antal,,,110,,,personer,")
    parameters = {"settings": {}, "metod": "avrundning", "moved": [3, 9]}
    (tmp_path / "www/2019/manifest.json").write_text(json.dumps({"parameters": parameters}))
    tables = folder(tmp_path / "now", J4=f"2018,Män,antal,,,{now},,,personer,")
    (tables / CATALOGUE).write_text('{"metod": "avrundning", "moved": [3, 8]}')
    seal(tables)
    write_comparison(tables, tmp_path / "www", 2021, tmp_path / "jamforelse")
    assert verdicts(tmp_path / "jamforelse" / COMPARISON) == {verdict: 1}


@pytest.mark.parametrize("is_published", [True, False])
def test_without_an_edition_before_there_is_no_comparison(tmp_path: Path, is_published: bool) -> None:
    (tmp_path / "www").mkdir()
    now = folder(tmp_path / "now", J4="2018,Män,antal,,,10,,,personer,")
    write_comparison(now, tmp_path / "www" if is_published else None, 2021, tmp_path / "jamforelse")
    assert json.loads((tmp_path / "jamforelse" / EDITION).read_text()) == {"year": None}
    assert not (tmp_path / "jamforelse" / COMPARISON).exists()
