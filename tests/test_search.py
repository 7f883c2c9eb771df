"""The index of the search: the same bytes every time, and nothing in it that is no page of the site."""

from pathlib import Path

from indikatorer.search import FOLDER, write_index

PAGE = "<html lang='sv'><title>{0}</title><body><nav>Alla år</nav><main><h1>{0}</h1><p>{1}</p></main></body></html>"


def made(site: Path) -> dict[str, bytes]:
    for year in (2013, 2021):
        (site / str(year)).mkdir(parents=True)
        page = PAGE.format(f"Årsrapport {year}", "Tolv personer avslutades till arbete.")
        (site / str(year) / "arsrapport.html").write_text(page, encoding="utf-8")
    write_index(site)
    folder = site / FOLDER
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def test_the_same_site_gives_the_same_bytes(tmp_path):
    assert made(tmp_path / "one") == made(tmp_path / "two")


def test_it_holds_what_the_field_needs_and_no_more(tmp_path):
    names = made(tmp_path)
    assert {name for name in names if "/" not in name and not name.endswith("pf_meta")} == {
        "pagefind-entry.json", "pagefind-worker.js", "pagefind.js", "search.js", "wasm.sv.pagefind",
    }  # fmt: skip
    assert sum(name.startswith("fragment/") for name in names) == 2
    assert not (tmp_path / "pagefind").exists()


def test_it_is_made_anew_as_a_whole(tmp_path):
    made(tmp_path)
    (tmp_path / "2013" / "arsrapport.html").unlink()
    write_index(tmp_path)
    assert len(list((tmp_path / FOLDER / "fragment").iterdir())) == 1
