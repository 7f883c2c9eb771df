"""The start page and the search: the latest report, what is new in it, and the years before it, all on one site."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from indikatorer.base import swedish
from indikatorer.base.files import replaced_folder
from indikatorer.base.words import Words
from indikatorer.publication.revisions import COMPARISON, Verdict, verdicts
from indikatorer.rendering.embedded import EmbeddedRenderer
from indikatorer.rendering.stage import START_PAGE, stage_start_page
from indikatorer.site.edition import MANIFEST, published_years, read_manifest
from indikatorer.site.search import write_index

_WORDS, _REPORTS, _FILES = Words("start"), Words("start.rapporter"), Words("start.filer")
NAMED = 12
"""So many tables are named."""


def bring_in(published: Path, site: Path, build: Path) -> None:
    """Copy the years of the published site that are not made here, where they are not on the site already."""
    for year in published_years(published):
        ours, theirs = site / str(year), published / str(year)
        made_here = (build / str(year)).is_dir()
        if not made_here and not _is_copy(ours, theirs):
            with replaced_folder(ours) as scratch:
                scratch.chmod(0o755)
                shutil.copytree(theirs, scratch, dirs_exist_ok=True)


def _is_copy(ours: Path, theirs: Path) -> bool:
    file = ours / MANIFEST
    return file.is_file() and file.read_bytes() == (theirs / MANIFEST).read_bytes()


def publish_start(project: Path, site: Path) -> None:
    """Make the start page, which leads to every year on the site, and the search over all of them."""
    years = published_years(site)
    synthetic = any(read_manifest(site / str(year))["delivery"]["synthetic"] for year in years)
    website = {"navbar": {"left": [{"text": _WORDS("alla_ar"), "href": "index.qmd"}]}}
    search = {"html": {"scripts": ["search/search.js"]}}
    metadata = {"syntetisk": synthetic, "website": website, "format": search, "toc": False, "number-sections": False}
    content = "\n\n".join(_content(site, years))
    stage_start_page(project, metadata, {"start.senaste": str(years[0])}, content)
    EmbeddedRenderer().render(project, [f"{START_PAGE}.qmd"], site)
    write_index(site)


def _content(site: Path, years: list[int]) -> Iterator[str]:
    """The Markdown of the start page."""
    latest, *earlier = years
    yield f"# {_WORDS('senaste', ar=latest)}"
    yield "\n".join(f"- {link}" for link in _links(site, latest, swedish.upper_first))
    if earlier:
        yield f"# {_WORDS('nytt', ar=earlier[0])}"
        yield "\n".join(f"- {news}" for news in _news(site, latest, earlier[0]))
        yield f"# {_WORDS('tidigare')}"
        yield "\n".join(f"- {year}: {swedish.listing(list(_links(site, year)))}" for year in earlier)


def _links(site: Path, year: int, written: Callable[[str], str] = str) -> Iterator[str]:
    """What there is to read of a year, in the order of its weight."""
    for name, words in _REPORTS.each().items():
        if (site / str(year) / f"{name}.html").exists():
            yield f"[{written(words)}]({year}/{name}.html) ([PDF]({year}/{name}.pdf))"
    for name, words in _FILES.each().items():
        if (site / str(year) / name).exists():
            yield f"[{written(words)}]({year}/{name})"


def _news(site: Path, year: int, before: int) -> Iterator[str]:
    now, then = (_tables(site / str(one)) for one in (year, before))
    if new := now - then:
        yield _WORDS("nya_tabeller", tabeller=_named(new))
    if gone := then - now:
        yield _WORDS("borttagna_tabeller", tabeller=_named(gone))
    if now == then:
        yield _WORDS("samma_tabeller")
    comparison = site / str(year) / COMPARISON
    if comparison.exists():
        link = f"[{_WORDS('reviderats')}]({year}/jamforelse.html)"
        is_revised = verdicts(comparison)[Verdict.REVISED]
        yield _WORDS("nagra_reviderats", reviderats=link) if is_revised else _WORDS("inga_reviderats", reviderats=link)


def _named(tables: set[str]) -> str:
    names = sorted(tables)
    if len(names) <= NAMED:
        return swedish.listing(names)
    return _WORDS("med_flera", tabeller=", ".join(names[:NAMED]))


def _tables(folder: Path) -> set[str]:
    return {Path(name).stem for name in read_manifest(folder)["files"] if name.startswith("data/")}
