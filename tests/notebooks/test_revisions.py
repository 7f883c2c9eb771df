"""The words about the edition before, chosen by what the comparison holds."""

from pathlib import Path

from indikatorer.files import write_json
from indikatorer.notebooks import revisions
from indikatorer.notebooks.revisions import LISTED
from indikatorer.tables.revisions import COMPARISON, EDITION

HEADER = "tabell,period,kon,manader,matt,enhet,varde_tidigare,varde,taljare_tidigare,taljare,namnare_tidigare,namnare,"
SAME = "J4-serie,2018,Män,,andel,procent,50.0,50.0,30,30,60,60,0.0,oförändrad"
ROUNDED = "J4-serie,2018,Samtliga,,andel,procent,50.0,50.1,,,,,0.1,inom avrundning"
REVISED = "SF-serie,2018,Samtliga,6,antal,personer,1200,1196,,,,,-4,reviderad"


def text(tmp_path: Path, *rows: str) -> str:
    folder = tmp_path / "jamforelse"
    write_json(folder / EDITION, {"year": 2020})
    (folder / COMPARISON).write_text("\n".join([f"{HEADER}skillnad,jamforelse", *rows, ""]), encoding="utf-8")
    return revisions(str(tmp_path), 2021, lambda table: f"Titel på {table}").replace("\u00a0", " ")


def test_no_edition_before(tmp_path: Path) -> None:
    write_json(tmp_path / "jamforelse" / EDITION, {"year": None})
    assert revisions(str(tmp_path), 2021, str) == "Det finns ingen tidigare publicering att jämföra med."


def test_no_period_in_common(tmp_path: Path) -> None:
    assert text(tmp_path) == "Publiceringen för 2020 har inga uppgifter om perioder som också redovisas för 2021."


def test_nothing_revised(tmp_path: Path) -> None:
    said = text(tmp_path, SAME, ROUNDED)
    assert "2 uppgifter finns för samma period" in said
    assert "Ingen av dem har reviderats, och 1 skiljer sig inte mer än vad avrundningen kan ge." in said
    assert "# Reviderade uppgifter" not in said


def test_revised_figures_stand_with_both_editions_and_their_difference(tmp_path: Path) -> None:
    said = text(tmp_path, SAME, REVISED)
    assert "Av dem har 1 reviderats." in said
    assert "## Titel på SF-serie (SF-serie)" in said
    row = next(line for line in said.splitlines() if "1 200" in line)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells == ["2018", "6, antal (personer)", "1 200", "1 196", "\N{MINUS SIGN}4"]


def test_a_long_list_is_cut_and_says_so(tmp_path: Path) -> None:
    said = text(tmp_path, *[REVISED] * (LISTED + 1))
    assert said.count("1 196") == LISTED
    assert f"Här visas de första av {LISTED + 1} reviderade uppgifter." in said
