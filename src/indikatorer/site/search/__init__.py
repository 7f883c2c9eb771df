"""The search of the site: an index over all its pages, in which Swedish words are found in all their forms.

Pagefind makes the index and reads it in the browser, a few kilobytes at a time, from any file server. Each table and
figure is found by its title and the labels in it. Pages name the scripts in `search/` themselves; without them, and
without JavaScript, they are the same less the field and the way to other years.
"""

import asyncio
import gzip
import json
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from indikatorer import UserError
from indikatorer.base.files import replaced_folder, write_bytes
from indikatorer.base.vocabulary import REFERENCE
from indikatorer.site.audit.search_index import BETWEEN_LABELS, audit_search

FOLDER = "search"
SYNONYMS = REFERENCE / "synonymer.toml"

_CONTENT = "main"
# Pagefind would show alternative texts with the entities of the page's source; their words stand in tables as well
_NOT_CONTENT = (".toc", ".chapter-steps", ".float-links", ".skip-link", ".footnote-ref", ".footnote-back", "img")
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "*.pf_meta", "wasm.sv.pagefind")
_NEEDED_FOLDERS = ("fragment", "index")
_FLOATS = ".table-float[id], figure[id]"
_LABELS = "th"
TRIES, BETWEEN = 100, 0.1
"""How often to look whether the index has been written, and seconds in between."""
ZIPPED = b"\x1f\x8b"


def write_index(site: Path) -> None:
    """Index every page of the site anew, and put index and scripts in its folder `search`.

    Raises AuditFailed, and leaves the search as it was, when it holds a number that its page does not.
    """
    with tempfile.TemporaryDirectory() as scratch, replaced_folder(site / FOLDER) as folder:
        made = Path(scratch)
        asyncio.run(_index(site, made))
        audit_search(made, site, _NOT_CONTENT).refuse()
        folder.chmod(0o755)
        # Pagefind has readers in other languages along, and pages' worth of ready-made looks
        for pattern in _NEEDED:
            for file in made.glob(pattern):
                shutil.copyfile(file, folder / file.name)
        for name in _NEEDED_FOLDERS:
            shutil.copytree(made / name, folder / name)
        _write_script(folder / "years.js", YEARS=_pages(site))
        _write_script(folder / "search.js", SYNONYMS=tomllib.loads(SYNONYMS.read_text(encoding="utf-8")))


async def _index(site: Path, made: Path) -> None:
    from pagefind.index import IndexConfig
    from pagefind.service import PagefindService

    config = IndexConfig(
        root_selector=_CONTENT, exclude_selectors=_NOT_CONTENT, force_language="sv", output_path=str(made)
    )
    async with PagefindService() as service:
        index = await service.create_index(config)
        # a folder as a whole is read in the order of its disk, and the index numbers its pages in that order
        of_years = sorted(site.glob("[0-9]*/*.html"))
        for page in sorted([*site.glob("*.html"), *of_years]):
            name = str(page.relative_to(site))
            await index.add_html_file(content=page.read_text(encoding="utf-8"), source_path=name)
        for page in of_years:
            for record in _floats(page, f"/{page.relative_to(site)}"):
                await index.add_custom_record(**record)
        await index.write_files()
        # it answers before all that it writes is in the files, and what is not there when it ends is lost
        await _until_whole(made)


async def _until_whole(made: Path) -> None:
    """Wait for the files of an index. Raises UserError when they are not whole in time."""
    for _ in range(TRIES):
        entry = made / "pagefind-entry.json"
        if entry.exists() and all(is_whole(path) for path in made.rglob("*") if path.is_file()):
            return
        await asyncio.sleep(BETWEEN)
    raise UserError(f"The index of the search was not written within {TRIES * BETWEEN:.0f} seconds. Run it again.")


def is_whole(path: Path) -> bool:
    """Whether a file of an index has been written to its end, as far as its form tells."""
    content = path.read_bytes()
    try:
        if path.suffix == ".json":
            json.loads(content)
        elif content.startswith(ZIPPED):
            gzip.decompress(content)
    except (ValueError, EOFError, OSError):
        return False
    return bool(content)


def _floats(page: Path, address: str) -> Iterator[dict[str, Any]]:
    """The tables and figures of a page: where each is, its title, and the words in it that name something."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    heading = soup.select_one("h1.title")
    for float_ in soup.select(_FLOATS):
        caption = float_.select_one("caption, figcaption")
        if caption is None:
            continue
        title = _words(caption)
        labels = dict.fromkeys(_words(label) for label in float_.select(_LABELS))
        yield {
            "url": f"{address}#{float_['id']}",
            "content": BETWEEN_LABELS.join([title, *labels]),
            "language": "sv",
            "meta": {"title": title, "report": _words(heading) if heading else ""},
            "filters": {"slag": ["tabell eller figur"]},
        }


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def _pages(site: Path) -> dict[str, list[str]]:
    """Year → the pages that it has."""
    years = sorted((folder for folder in site.glob("[0-9]*") if folder.is_dir()), key=lambda folder: int(folder.name))
    return {folder.name: sorted(page.name for page in folder.glob("*.html")) for folder in years}


def _write_script(path: Path, **known: Mapping[str, Any]) -> None:
    """A script of this folder, after what the site knows for it."""
    told = [f"const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in known.items()]
    script = Path(__file__).with_name(path.name).read_text(encoding="utf-8")
    write_bytes(path, "".join([*told, script]).encode())
