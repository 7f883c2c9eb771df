"""docs/add-a-measure.md, followed literally: its blocks put where it says, in a copy, and what they add is run."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indikatorer import ROOT

PAGE = (ROOT / "docs" / "add-a-measure.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"([^\n]+(?:\n[^\n]+)*)\n\n```\w+\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""The paragraph before a block, and the block."""
WHERE = re.compile(r"(New file|At the end of|A new cell in|In|in) `([^`]+)`[^`]*:$")
SHOWN = "tests/test_shown.py"
SHOW = """\
import json
from pathlib import Path

from indikatorer import presentation
from indikatorer.base.files import seal
from indikatorer.measures.cell import decimals
from indikatorer.publication.csv_files import write_csv
from indikatorer.publication.protected import Publication
from tests.people import exits
from tests.protecting import counted_of, protect


def test_the_cell_of_j10_shows_a_table_and_tells_a_fact(tmp_path, capsys):
    computed = counted_of(exits({("Kvinnor", "Arbete"): 30, ("Män", "Okänd"): 40}), "J10-jobbtorg", "J10-serie")
    entries = {}
    for name, cells in protect(computed).items():
        write_csv(tmp_path / f"{name}.csv", cells, decimals)
        dimensions = {column: column for column in cells.columns[: cells.columns.index("matt")]}
        entries[name] = {"title": name, "source": "FLAI.", "dimensions": dimensions, "breaks": [], "merged": {}}
    (tmp_path / "tables.json").write_text(json.dumps({"tables": entries}))
    seal(tmp_path)
    cell = json.loads(Path("notebooks/redovisning/jobbtorg.ipynb").read_text())["cells"][-1]["source"]
    exec(cell, {**vars(presentation), "tables": Publication(tmp_path), "year": 2021})
    assert "jobbtorg.nya" in capsys.readouterr().out
"""


def put(project: Path, how: str, file: str, block: str) -> None:
    """Do one step of the page."""
    path = project / file
    match how:
        case "New file":
            assert not path.exists()
            path.write_text(block, encoding="utf-8")
        case "At the end of":
            between = "\n\n" if file.endswith(".py") else "\n"
            path.write_text(path.read_text(encoding="utf-8") + between + block, encoding="utf-8")
        case "A new cell in":
            notebook = json.loads(path.read_text(encoding="utf-8"))
            before_saving = -2 if "/berakning/" in file else len(notebook["cells"])
            notebook["cells"].insert(before_saving, {"cell_type": "code", "source": block})
            path.write_text(json.dumps(notebook), encoding="utf-8")
        case _:
            for hunk in block.split("@@\n"):
                lines = hunk.splitlines(keepends=True)
                old = "".join(line[1:] for line in lines if line[0] in " -")
                new = "".join(line[1:] for line in lines if line[0] in " +")
                text = path.read_text(encoding="utf-8")
                assert text.count(old) == 1, (file, old)
                path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for part in ("src", "tests"):
        shutil.copytree(
            ROOT / part,
            folder / part,
            ignore=shutil.ignore_patterns("__pycache__", "conformance", "projects"),
        )
    for part in ("data/reference", "docs", "reports/arsrapport"):
        shutil.copytree(ROOT / part, folder / part)
    for kind in ("berakning", "redovisning"):
        (folder / "notebooks" / kind).mkdir(parents=True)
        shutil.copy(ROOT / "notebooks" / kind / "jobbtorg.ipynb", folder / "notebooks" / kind)
    for file in ("indikatorer.toml", "pyproject.toml", "reports/_ord.toml"):
        shutil.copy(ROOT / file, folder / file)
    steps = [(WHERE.search(" ".join(said.split())), block) for said, block in BLOCK.findall(PAGE)]
    assert len(steps) == PAGE.count("\n```\n")
    for where, block in steps:
        assert where, block
        put(folder, where[1], where[2], block)
    (folder / SHOWN).write_text(SHOW, encoding="utf-8")
    return folder


def run(project: Path, *command: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(project / "src")}
    done = subprocess.run([sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_measure_is_counted_recounted_agreed_on_and_shown(project):
    tests = ["tests/indicators/test_j10.py", "tests/naive/test_naive.py", "tests/indicators/test_registry.py", SHOWN]
    said = run(project, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "j10 or J10", *tests)
    assert "5 passed" in said


def test_what_the_page_adds_is_as_make_check_wants_it(project):
    run(project, "-m", "ruff", "check", "src", "tests")
    run(project, "-m", "ruff", "format", "--check", "src", "tests")


def test_the_measure_is_computed_before_the_notebook_saves(project):
    path = project / "notebooks" / "berakning" / "jobbtorg.ipynb"
    cells = ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    [computed] = [place for place, cell in enumerate(cells) if 'calculation.compute(MEASURES["J10"])' in cell]
    assert computed < next(place for place, cell in enumerate(cells) if "calculation.save(" in cell)


def chapter_file(project: Path, suffix: str) -> str:
    return (project / "reports" / "arsrapport" / f"_10-jobbtorg{suffix}").read_text(encoding="utf-8")


def test_the_chapter_shows_what_the_notebook_makes(project):
    path = project / "notebooks" / "redovisning" / "jobbtorg.ipynb"
    cell = json.loads(path.read_text(encoding="utf-8"))["cells"][-1]["source"]
    chapter = chapter_file(project, ".qmd")
    [label] = re.findall(r"#\| label: (\S+)", cell)
    assert f"jobbtorg.ipynb#{label} >}}}}" in chapter
    assert f"\n[jobbtorg.{label}]\n" in chapter_file(project, ".toml")
    assert all(f"{{{{< var {key} >}}}}" in chapter for key in re.findall(r'fact\("([^"]+)"', cell))
