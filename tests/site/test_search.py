"""The index of the search: the same bytes every time, and nothing in it that is no page of the site."""

import gzip
import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from indikatorer import AuditFailed, UserError
from indikatorer.site.audit import audit_search
from indikatorer.site.search import FOLDER, is_whole, write_index

PAGE = "<html lang='sv'><title>{0}</title><body><nav>Alla år</nav><main><h1>{0}</h1><p>{1}</p></main></body></html>"


def made(site: Path, years: Sequence[int] = (2013, 2021)) -> dict[str, bytes]:
    for year in years:
        (site / str(year)).mkdir(parents=True)
        page = PAGE.format(f"Årsrapport {year}", "Tolv personer avslutades till arbete.")
        (site / str(year) / "arsrapport.html").write_text(page, encoding="utf-8")
    write_index(site)
    folder = site / FOLDER
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_same_site_gives_the_same_bytes(tmp_path):
    assert made(tmp_path / "one") == made(tmp_path / "two")
    # on a disk in memory a folder is read in the order in which its files came
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as elsewhere:
        assert made(Path(elsewhere) / "one") == made(Path(elsewhere) / "two", (2021, 2013)) == made(tmp_path / "three")


def test_it_holds_what_the_field_needs_and_no_more(tmp_path):
    names = made(tmp_path)
    assert {name for name in names if "/" not in name and not name.endswith("pf_meta")} == {
        "pagefind-entry.json", "pagefind-worker.js", "pagefind.js", "search.js", "wasm.sv.pagefind", "years.js",
    }  # fmt: skip
    assert sum(name.startswith("fragment/") for name in names) == 2
    assert not (tmp_path / "pagefind").exists()


def test_what_a_killed_run_has_left_is_no_page(tmp_path):
    names = set(made(tmp_path))
    left = tmp_path / ".2019-abcd1234"
    left.mkdir()
    (left / "arsrapport.html").write_text(PAGE.format("Årsrapport 2019", "Ingen har granskat den."), encoding="utf-8")
    write_index(tmp_path)
    assert {str(file.relative_to(tmp_path / FOLDER)) for file in (tmp_path / FOLDER).rglob("*.*")} == names


def test_it_is_made_anew_as_a_whole(tmp_path):
    made(tmp_path)
    (tmp_path / "2013" / "arsrapport.html").unlink()
    write_index(tmp_path)
    assert len(list((tmp_path / FOLDER / "fragment").iterdir())) == 1


def test_a_number_that_its_page_does_not_hold_is_caught(tmp_path):
    made(tmp_path)
    page = tmp_path / "2021" / "arsrapport.html"
    page.write_text(PAGE.format("Årsrapport 2021", "Av dem var 3 nya hos jobbtorget."), encoding="utf-8")
    write_index(tmp_path)
    page.write_text(PAGE.format("Årsrapport 2021", "Av dem var några nya hos jobbtorget."), encoding="utf-8")
    untraced = audit_search(tmp_path / FOLDER, tmp_path, (".toc",)).untraced
    assert {finding.file for finding in untraced} == {"sökningen i /2021/arsrapport.html"}
    assert any("avdemvar 3 nya" in finding.found for finding in untraced)


def test_a_start_page_tells_years_and_no_counts(tmp_path):
    made(tmp_path)
    (tmp_path / "index.html").write_text(PAGE.format("Alla år", "År 2021: 3 personer."), encoding="utf-8")
    with pytest.raises(AuditFailed, match="3 personer"):
        write_index(tmp_path)


def test_tables_and_figures_are_found_by_their_titles_and_labels(tmp_path):
    table = (
        "</p><div id='tbl-jobbtorg' class='table-float'><table><caption>Tabell 3: Andel efter jobbtorg.</caption>"
        "<tr><th>Jobbtorg</th><th>Kvinnor</th></tr><tr><th>Järva</th><td>38,1</td></tr></table></div><p>"
    )
    made(tmp_path)
    (tmp_path / "2021" / "arsrapport.html").write_text(PAGE.format("Årsrapport 2021", table), encoding="utf-8")
    write_index(tmp_path)
    read = [
        json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))
        for path in (tmp_path / FOLDER / "fragment").iterdir()
    ]
    [found] = [one for one in read if "slag" in one["filters"]]
    assert found["url"] == "/2021/arsrapport.html#tbl-jobbtorg"
    assert found["meta"]["title"] == "Tabell 3: Andel efter jobbtorg."
    assert {"Kvinnor", "Järva"} <= set(re.findall(r"\w+", found["content"]))


def test_the_scripts_know_the_years_and_the_words_for_the_same_thing(tmp_path):
    made(tmp_path)
    years, search = ((tmp_path / FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in ("years", "search"))
    assert years.startswith('const YEARS = {"2013": ["arsrapport.html"], "2021": ["arsrapport.html"]};')
    assert '"socialbidrag": "försörjningsstöd"' in search.partition("\n")[0]


def test_a_file_that_is_not_written_to_its_end_is_told_from_one_that_is(tmp_path):
    """Pagefind's process answered once before its last file was on disk, and a release went out with an empty index."""
    made(tmp_path)
    for path in (
        path for kind in ("json", "pf_meta", "pf_fragment") for path in (tmp_path / FOLDER).rglob(f"*.{kind}")
    ):
        assert is_whole(path)
        for part in (b"", path.read_bytes()[:-3]):
            (tmp_path / "part").with_suffix(path.suffix).write_bytes(part)
            assert not is_whole((tmp_path / "part").with_suffix(path.suffix))


def test_an_index_that_is_never_whole_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("indikatorer.site.search.TRIES", 2)
    monkeypatch.setattr("indikatorer.site.search.is_whole", lambda path: False)
    with pytest.raises(UserError, match="was not written"):
        made(tmp_path)
    assert not (tmp_path / FOLDER).exists()
