"""What the notebook about the edition before gets from the comparison: counts, and tables in Markdown."""

from pathlib import Path

from indikatorer.base.files import write_json
from indikatorer.presentation import revisions
from indikatorer.presentation.revised_figures import LISTED, Revisions
from indikatorer.publication.revisions import COMPARISON, EDITION, Verdict

HEADER = "tabell,period,kon,manader,matt,enhet,varde_tidigare,varde,taljare_tidigare,taljare,namnare_tidigare,namnare,"
SAME = "J4-serie,2018,Män,,andel,procent,50.0,50.0,30,30,60,60,0.0,oförändrad"
ROUNDED = "J4-serie,2018,Samtliga,,andel,procent,50.0,50.1,,,,,0.1,inom avrundning"
REVISED = "SF-serie,2018,Samtliga,6,antal,personer,1200,1196,,,,,-4,reviderad"


def compared(tmp_path: Path, *rows: str) -> Revisions:
    folder = tmp_path / "jamforelse"
    write_json(folder / EDITION, {"year": 2020})
    (folder / COMPARISON).write_text("\n".join([f"{HEADER}skillnad,jamforelse", *rows, ""]), encoding="utf-8")
    return revisions(str(tmp_path), 2021, lambda table: f"Titel på {table}")


def became(found: Revisions) -> tuple[int, ...]:
    return found.compared, *map(found.became, Verdict)


def test_no_edition_before(tmp_path: Path) -> None:
    write_json(tmp_path / "jamforelse" / EDITION, {"year": None})
    found = revisions(str(tmp_path), 2021, str)
    assert (found.edition, became(found), found.by_table(), found.listed()) == (None, (0, 0, 0, 0), "", "")


def test_no_period_in_common(tmp_path: Path) -> None:
    found = compared(tmp_path)
    assert (found.edition, became(found), found.by_table(), found.listed()) == (2020, (0, 0, 0, 0), "", "")


def test_nothing_revised(tmp_path: Path) -> None:
    found = compared(tmp_path, SAME, ROUNDED)
    assert became(found) == (2, 1, 1, 0)
    row = next(line for line in found.by_table().splitlines() if "J4-serie" in line)
    assert [cell.strip() for cell in row.strip("|").split("|")] == ["Titel på J4-serie (J4-serie)", "2", "1", "1", "–"]
    assert found.listed() == ""


def test_revised_figures_stand_with_both_editions_and_their_difference(tmp_path: Path) -> None:
    found = compared(tmp_path, SAME, REVISED)
    assert became(found) == (2, 1, 0, 1)
    listed = found.listed().replace("\u00a0", " ")
    assert "# Titel på SF-serie (SF-serie)" in listed
    row = next(line for line in listed.splitlines() if "1 200" in line)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells == ["2018", "6, antal (personer)", "1 200", "1 196", "\N{MINUS SIGN}4"]


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    found = compared(tmp_path, *[REVISED] * (LISTED + 1))
    assert found.listed().replace("\u00a0", " ").count("1 196") == LISTED
