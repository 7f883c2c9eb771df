"""A small year, finished: two protected tables, a notebook, a report as page and PDF, and the data beside them."""

import json
import shutil
from pathlib import Path

import nbformat
import yaml

from indikatorer import ROOT
from indikatorer.base.files import digest, seal
from indikatorer.base.settings import DEFAULTS
from indikatorer.measures.limits import limits
from indikatorer.presentation.facts import facts_of
from indikatorer.rendering import find_renderer
from indikatorer.rendering.captions import captions_of, stage_notebooks
from indikatorer.rendering.reports import add_pictures
from indikatorer.rendering.sentence_alternatives import TOLD, Wording
from indikatorer.rendering.stage import stage_format
from indikatorer.running.runner import run

ORSAK = """\
avslutsorsak,kon,matt,taljare,namnare,varde,ki_nedre,ki_ovre,enhet,status
Arbete,Kvinnor,andel,420,1000,42.0,39.0,45.1,procent,
Arbete,Män,andel,335,1000,33.5,30.6,36.5,procent,
Arbete,Samtliga,andel,755,2000,37.8,35.7,39.9,procent,
Studier,Kvinnor,andel,,,,,,procent,skyddad
Studier,Män,andel,,,,,,procent,skyddad
Studier,Samtliga,andel,148,2000,7.4,6.3,8.6,procent,
Okänd,Kvinnor,andel,,,,,,procent,skyddad
Okänd,Män,andel,,,,,,procent,skyddad
Okänd,Samtliga,andel,1097,2000,54.9,52.7,57.0,procent,
"""
SERIE = """\
period,kon,matt,taljare,namnare,varde,ki_nedre,ki_ovre,enhet,status
2019,Samtliga,antal,,,1234,,,personer,
2020,Samtliga,antal,,,1517,,,personer,
2021,Samtliga,antal,,,2000,,,personer,
2019,Kvinnor,antal,,,611,,,personer,
2020,Kvinnor,antal,,,,,,personer,skyddad
2021,Kvinnor,antal,,,1000,,,personer,
2019,Män,antal,,,623,,,personer,
2020,Män,antal,,,,,,personer,skyddad
2021,Män,antal,,,1000,,,personer,
"""
"""The complement of what is hidden: 1 517 persons less those of the other sex."""

DIMENSIONS = {
    "J3-orsak": {"avslutsorsak": "Avslutsorsak", "kon": "Kön"},
    "J1-serie": {"period": "Period", "kon": "Kön"},
}

CELLS = (
    'year = 2021\nbuild = ""',
    """from indikatorer.presentation import UNDERLAG, Share, bars, change, compare, fact, layout, lines, show
from indikatorer.presentation import text_layout
from indikatorer.publication.protected import Publication
from pathlib import Path
tables = Publication(Path(build) / "tables")
orsak, serie = tables("J3-orsak"), tables("J1-serie")
work = {kon: orsak.cell(avslutsorsak="Arbete", kon=kon) for kon in ("Kvinnor", "Män")}
fact("rapport.ar", str(year), "året")
fact("avslut.arbete", orsak.cell(avslutsorsak="Arbete"))
fact("avslut.okand_kvinnor", orsak.cell(avslutsorsak="Okänd", kon="Kvinnor"))
fact("avslut.kon", compare({"a": (work["Kvinnor"], work["Män"])})["a"].between("kvinnor", "män"), "skillnaden")
fact("avslut.alla", serie.cell(period=2021))
fact("avslut.forandring", change(serie.cell(period=2021), serie.cell(period=2020)))
fact("avslut.kvinnornas_del", Share(serie.cell(period=2021, kon="Kvinnor"), serie.cell(period=2021)))
fact("avslut.bada", f"{work['Kvinnor'].in_text()} och {work['Män'].in_text()}", "båda", of=work.values())
fact("rapport.tabeller", str(len(tables.catalogue["tables"])), "antal tabeller", of=[UNDERLAG])""",
    """#| label: tbl-orsak
show(layout(orsak, rows="avslutsorsak", columns="kon"))""",
    """#| label: fig-orsak
cells = list(orsak.cells(kon="Samtliga"))
bars(cells, along="avslutsorsak")""",
    """#| label: fig-serie
lines({kon: list(serie.cells(kon=kon)) for kon in ("Kvinnor", "Män")}, along="period")""",
    """#| label: tbl-filer
rows = [[file["fil"], str(file["rader"])] for file in tables.catalogue["delivery"]["filer"]]
show(text_layout(["Fil", "Rader"], rows, of=[UNDERLAG]))""",
)

CAPTIONS = """\
[avslut.tbl-orsak]
text = "Avslutade efter orsak, {rapport.ar}."
[avslut.fig-orsak]
text = "Avslutade efter orsak, {rapport.ar}."
[avslut.fig-serie]
text = "År för år."
[avslut.tbl-filer]
text = "Filerna."
"""

REPORT = """\
---
title: "Avslutade {{< var rapport.ar >}}"
---

# Avslut {#sec-avslut}

Under {{< var rapport.ar >}} avslutades {{< var avslut.alla >}}. Antalet {{< var avslut.forandring >}}. Till arbete gick
{{< var avslut.arbete >}}. Av okänd orsak avslutades bland kvinnor {{< var avslut.okand_kvinnor >}}. Andelen var
{{< var avslut.kon >}}: {{< var avslut.bada >}} (@fig-orsak). Kvinnornas del var {{< var avslut.kvinnornas_del >}}.
Tolv månader senare, 12 månader efter avslutet och under de 36 månaderna, gäller ett 95 procents intervall.
Tabellerna är {{< var rapport.tabeller >}}.

{{< embed /notebooks/avslut.ipynb#fig-orsak >}}

{{< embed /notebooks/avslut.ipynb#tbl-orsak >}}

## Utvecklingen {#sec-serie}

{{< embed /notebooks/avslut.ipynb#fig-serie >}}

{{< embed /notebooks/avslut.ipynb#tbl-filer >}}
"""


def make_year(folder: Path, renderer: str = "embedded") -> tuple[Path, Path]:
    """The year's folder under build, and its folder on the site."""
    work = folder / "build" / "2021"
    tables = work / "tables"
    tables.mkdir(parents=True)
    for name, content in (("J3-orsak", ORSAK), ("J1-serie", SERIE)):
        (tables / f"{name}.csv").write_text(content, encoding="utf-8")
    (tables / "tables.json").write_text(json.dumps(_catalogue(tables)), encoding="utf-8")
    seal(tables)
    notebook = folder / "avslut.ipynb"
    parameters = {"tags": ["parameters"]}
    cells = [nbformat.v4.new_code_cell(source, metadata=parameters if n == 0 else {}) for n, source in enumerate(CELLS)]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), notebook)
    run([notebook], work / "notebooks", {"year": 2021, "build": str(work)})
    facts = facts_of(work / "notebooks" / "avslut.ipynb")
    (work / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
    (work / "audit.json").write_text(json.dumps({"passed": True, "found": []}), encoding="utf-8")
    (work / "audit.md").write_text("# Disclosure audit: PASSED\n", encoding="utf-8")
    render(work, renderer=renderer)
    finished = folder / "site" / "2021"
    put_on_site(work, finished)
    return work, finished


def _catalogue(tables: Path) -> dict:
    delivery = {
        "filer": [{"fil": "flai.csv", "namn": "flai", "rader": 5432, "bytes": 9876, "sha256": "ab" * 32}],
        "tackning": {"flai": [200801, 202112]},
        "varningar": {"utan kön": 3},
        "karantan": [],
        "mappningar": [],
        "levererad": "2022-02-15",
    }
    common = {"source": "FLAI", "breaks": {}, "merged": {}, "cells": 90, "hidden": 0}
    entries = {
        name: common
        | {
            "title": name,
            "measure": name.partition("-")[0],
            "dimensions": dimensions,
            "sha256": digest(tables / f"{name}.csv"),
        }
        for name, dimensions in DIMENSIONS.items()
    }
    share = {"arsrapport": {"cells": 90, "hidden": 0, "per_cent": 0.0}}
    return {
        "year": 2021,
        "delivery": delivery,
        "settings": {"small_base": 20},
        "limits": limits(DEFAULTS.as_dict()),
        "protection": share,
        "tables": entries,
    }


def render(work: Path, report: str = REPORT, renderer: str = "embedded") -> None:
    """Stage the report with the facts as they are, and render it."""
    project = work / "project"
    project.mkdir(exist_ok=True)
    (project / "rapport.qmd").write_text(report, encoding="utf-8")
    settings = yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8"))
    settings |= {"date": "2022-02-15", "period": "2021"}
    stage_format(project, settings)
    values: dict = {"rapport": {"kod": "0123456789ab"}}
    (work / "captions").mkdir(exist_ok=True)
    (work / "captions" / "rapport.toml").write_text(CAPTIONS, encoding="utf-8")
    facts = json.loads((work / "facts.json").read_text(encoding="utf-8"))
    wording = Wording(work / "captions", facts)
    captions = captions_of(work / "notebooks", wording)
    wording.problems.raise_if_any()
    told = Wording(ROOT / "reports", facts).fill()
    (project / TOLD).write_text(json.dumps(told), encoding="utf-8")
    for key, said in told.items():
        chapter, name = key.split(".")
        values.setdefault(chapter, {})[name] = said["markdown"]
    (project / "_variables.yml").write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    stage_notebooks(work / "notebooks", project / "notebooks", captions)
    # as of a year's pages, nothing of an earlier rendering is left
    shutil.rmtree(work / "pages", ignore_errors=True)
    find_renderer(renderer).render(project, ["rapport.qmd"], work / "pages")
    add_pictures(work, ["rapport"], work / "pages")


def put_on_site(work: Path, finished: Path) -> None:
    shutil.rmtree(finished, ignore_errors=True)
    shutil.copytree(work / "pages", finished)
    shutil.copytree(work / "tables", finished / "data", ignore=shutil.ignore_patterns("*.json"))
