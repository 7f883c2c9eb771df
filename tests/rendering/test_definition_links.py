"""From each figure and table to the cards of what it measures."""

from pathlib import Path

from bs4 import BeautifulSoup

from indikatorer.rendering.definition_links import add_definitions

PAGE = """<figure id="fig-a"></figure>
<div class="float-links"><a href="#fig-a" class="permalink"></a> <a href="data/J3-orsak.csv">Data (csv)</a>
<a href="data/J3-serie.csv">Data (csv)</a> <a href="data/SF-a.csv">Data (csv)</a></div>
<div class="float-links"><a href="#tbl-b" class="permalink"></a></div>
"""


def test_each_measure_is_linked_once_and_what_has_no_data_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "rapport.html"
    page.write_text(PAGE, encoding="utf-8")
    add_definitions(page, {"J3-orsak": "J3", "J3-serie": "J3", "SF-a": "SF-a"}, "Definition")
    figure, table = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select(".float-links")
    cards = [(link.get_text(), link["href"]) for link in figure.select("a[href^=definitioner]")]
    assert cards == [("Definition J3", "definitioner.html#sec-j3"), ("Definition SF-a", "definitioner.html#sec-sf-a")]
    assert len(table.select("a")) == 1
