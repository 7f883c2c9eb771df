"""A site of one page a year, with what publishing asks for, made in milliseconds."""

import json
import shutil
from pathlib import Path

from indikatorer.base.files import digest, replaced_folder, write_bytes, write_json
from indikatorer.publication.editions import read_editions
from indikatorer.site.edition import published_years
from indikatorer.site.release import CURRENT, publish

HEADER = "period,matt,taljare,namnare,varde,enhet"
PAGE = """<!DOCTYPE html>
<html lang="sv"><head><title>{title}</title></head><body><main>
<h1 class="title">{title}</h1>
<p><a href="{link}">Länk</a></p>
</main></body></html>
"""


def start_page(project: Path, site: Path) -> None:
    """In place of the real one, which takes a second: the years, and a folder that stands for the search."""
    years = ", ".join(map(str, published_years(site)))
    write_bytes(site / "index.html", PAGE.format(title=years, link="search/search.js").encode())
    with replaced_folder(site / "search") as folder:
        (folder / "search.js").write_text(f"// {years}\n")


class Workplace:
    """`build` and `_site` of someone who publishes, and `www`, where it goes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "_site"
        self.build = folder / "build"
        self.dest = folder / "www"

    def report(self, year: int, text: str = "a", *, synthetic: bool = False, clean: bool = True) -> Path:
        """The finished report of a year, which says `text`."""
        made = self.site / str(year)
        shutil.rmtree(made, ignore_errors=True)
        (made / "data").mkdir(parents=True)
        (made / "arsrapport.html").write_text(PAGE.format(title=f"{year} {text}", link="../index.html"))
        (made / "data" / "J1.csv").write_text(f"{HEADER}\n{year},antal,,,{len(text)},personer\n")
        self.seal(year, synthetic=synthetic, clean=clean)
        tables = self.build / str(year) / "tables"
        shutil.copytree(made / "data", tables, dirs_exist_ok=True)
        write_json(tables.parent / "audit.json", {"passed": True})
        return made

    def seal(self, year: int, *, synthetic: bool = False, clean: bool = True) -> None:
        """Write the manifest of what now lies in the year's folder."""
        made = self.site / str(year)
        (made / "manifest.json").unlink(missing_ok=True)
        files = {str(path.relative_to(made)): digest(path) for path in made.rglob("*") if path.is_file()}
        manifest = {
            "delivery": {"synthetic": synthetic},
            "code": {"commit": "0123456789abcdef", "clean": clean},
            "parameters": {"settings": {}},
            "editions": {edition.year: edition.digest for edition in read_editions(self.dest / CURRENT)},
            "files": files,
        }
        (made / "manifest.json").write_text(json.dumps(manifest))

    def publish(self, year: int, target: str = "test", *, allow_synthetic: bool = False) -> str:
        start = self.build / "start"
        return publish(self.site / str(year), self.build / str(year), start, self.dest, target, allow_synthetic)

    @property
    def current(self) -> str:
        return (self.dest / CURRENT).readlink().name

    def shown(self) -> dict[str, str]:
        """What a reader gets: every file of the current site with its content."""
        root = self.dest / CURRENT
        return {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}

    def releases(self) -> list[str]:
        return sorted(path.name for path in (self.dest / "releases").iterdir())
