"""What is due after which change: by what it says, never by its age, and found by the program."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest

from indikatorer import ROOT, UserError, due
from indikatorer.due import Pipeline
from indikatorer.imports import imported
from indikatorer.pipeline import ALL, Asked, Places, Run, Step, declared
from indikatorer.running import runner

STEPS = ("registers", "analysis", "compute", "tables", "compare", "notebooks", "render", "site", "start")
UNIT_STEPS = ("registers", "analysis", "compute", "tables", "unit-tables", "units")


def since(step: str, *but: str) -> list[str]:
    """A step of the year and those after it."""
    return [name for name in STEPS[STEPS.index(step) :] if name not in but]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's files, with a delivery, an edition and something made by every step, all of it noted as done."""
    root = tmp_path_factory.mktemp("done") / "ett $PROJEKT med 'citat'"
    parts = ("src", "notebooks", "reports", "data/reference")
    for part in parts:
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("_quarto.yml", "index.qmd", "indikatorer.toml", "requirements.lock"):
        shutil.copy2(ROOT / name, root / name)
    (root / "leverans").mkdir()
    (root / "leverans" / "processmatt (1).csv").write_text("månad;mått;antal\n")
    (root / "www" / "2020").mkdir(parents=True)
    (root / "www" / "2020" / "manifest.json").write_text("{}")
    for step in declared(of(root)).values():
        for folder, pattern in step.makes:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / ("made" if pattern == ALL else pattern.replace("*", "made"))).write_text(step.name)
    (root / "_site" / "2021" / "manifest.json").write_text("{}")
    spans = {name: [12 * 2008, 12 * 2022 + 11] for name in ("flai_inskrivningar", "paraply_bistand")}
    (root / "build" / "registers" / "store.json").write_text(json.dumps({"tackning": spans}))
    time.sleep(2.1)  # what has just been written is read again each time
    pipeline = Pipeline(of(root))
    pipeline.note_done("start")
    pipeline.note_done("units")
    assert pipeline.due("start") == pipeline.due("units") == []
    return root


def of(root: Path) -> Run:
    places = Places(root / "build", root / "_site", root / "www")
    return Run(places, 2021, "T2", root / "leverans", root=root, renderer="embedded")


@pytest.fixture
def project(done: Path, tmp_path: Path) -> Iterator[Path]:
    """The project, to be changed: what it is, and what is known of it, is put back."""
    for folder in ("build", "_site", "leverans"):
        shutil.copytree(done / folder, tmp_path / folder)
    yield done
    for folder in ("build", "_site", "leverans"):
        shutil.rmtree(done / folder)
        shutil.copytree(tmp_path / folder, done / folder)


def test_nothing_is_due_where_nothing_has_changed_wherever_it_lies(done: Path, tmp_path: Path) -> None:
    project = shutil.copytree(done, tmp_path / "annan stans")
    assert Pipeline(of(project)).due("start") == Pipeline(of(project)).due("units") == []


CHANGES = {
    "leverans/processmatt (1).csv": since("registers"),
    "leverans/$(touch RAN)\nå' .CSV": since("registers"),
    "data/reference/jobbtorg.csv": since("registers"),
    "requirements.lock": since("registers"),
    "src/indikatorer/registers/csv_text.py": since("registers"),
    "src/indikatorer/registers/store.py": since("registers"),
    "src/indikatorer/base/vocabulary.py": since("registers"),
    "src/indikatorer/models/weighting.py": since("analysis"),
    "src/indikatorer/measures/records.py": since("analysis"),
    "data/reference/priser.toml": since("compute"),
    "indikatorer.toml": since("compute"),
    "notebooks/berakning/jobbtorg.ipynb": since("compute"),
    "src/indikatorer/indicators/jobbtorg/j4_arbete_eller_studier.py": since("compute"),
    "src/indikatorer/publication/computing_notebook.py": since("compute"),
    "src/indikatorer/running/engine.py": since("compute"),
    "src/indikatorer/base/swedish.py": since("compute"),
    "src/indikatorer/disclosure/fallbacks.py": since("tables"),
    "src/indikatorer/publication/ledger.py": since("tables"),
    "www/2020/manifest.json": since("tables"),
    "src/indikatorer/publication/revisions.py": since("compare"),
    "notebooks/redovisning/okand.ipynb": since("notebooks"),
    "src/indikatorer/presentation/charts/bar.py": since("notebooks"),
    "src/indikatorer/base/font_subset.py": since("notebooks"),
    "reports/_ord.toml": since("notebooks"),
    "reports/okand/_01-sammanfattning.qmd": since("render"),
    "reports/arsrapport.qmd": since("render"),
    "reports/okand/_01-sammanfattning.toml": since("render"),
    "reports/enhet/_01-korthet.toml": since("render"),
    "_quarto.yml": since("render"),
    "src/indikatorer/rendering/pdf.py": since("render"),
    "src/indikatorer/rendering/filters/new.lua": since("render"),
    "data/reference/acknowledged.toml": since("site"),
    "src/indikatorer/site/gates.py": since("site"),
    "src/indikatorer/publication/workbook.py": since("site"),
    "index.qmd": ["start"],
    "data/reference/synonymer.toml": ["start"],
    "src/indikatorer/site/start.py": ["start"],
    "src/indikatorer/site/search/search.js": ["start"],
    "notebooks/enhet/enhet.ipynb": [],
    "reports/enhet/_01-korthet.qmd": [],
    "src/indikatorer/cli.py": [],
    "src/indikatorer/site/preview/server.py": [],
    "src/indikatorer/synthetic/town.py": [],
    "src/indikatorer/__pycache__/swedish.cpython-311.pyc": [],
    "leverans/.DS_Store": [],
    "www/2021/manifest.json": [],
    "README.md": [],
}
"""File → the steps of the year that are due when it is another, in their order."""


def change(path: Path) -> None:
    """Another content that is as good, with a date long ago."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".ipynb":
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell("1 + 1", id="ny"))
        nbformat.write(notebook, path)
    else:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
    os.utime(path, (0, 0))


@contextmanager
def changed(path: Path) -> Iterator[None]:
    """The file is another meanwhile."""
    before = path.read_bytes() if path.exists() else None
    change(path)
    try:
        yield
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_makes_what_rests_on_it_due_and_nothing_else(project: Path, name: str) -> None:
    with changed(project / name):
        assert Pipeline(of(project)).due("start") == CHANGES[name]


class Asking(Exception):
    """What a step that runs notebooks says that they rest on."""


@pytest.mark.parametrize(
    ("step", "name", "rests"),
    [
        ("compute", "indikatorer.toml", True),
        ("compute", "data/reference/priser.toml", True),
        ("compute", "data/reference/etableringsgranser.csv", True),
        ("compute", "notebooks/berakning/effekt.ipynb", False),
        ("notebooks", "reports/_ord.toml", True),
        ("notebooks", "data/reference/stadsdelsnamnder.csv", True),
        ("notebooks", "notebooks/redovisning/okand.ipynb", False),
    ],
)
def test_all_notebooks_rest_on_what_their_step_reads_but_not_on_each_other(
    project: Path, monkeypatch: pytest.MonkeyPatch, step: str, name: str, rests: bool
) -> None:
    def ask(*given: Any) -> None:
        raise Asking(*given)

    def asked() -> tuple[Any, ...]:
        pipeline = Pipeline(of(project))
        with pytest.raises(Asking) as asking:
            pipeline.steps[step].do(pipeline.run, Asked(pipeline.needs(pipeline.steps[step])))
        return tuple(said for said in asking.value.args if isinstance(said, str))

    monkeypatch.setattr(runner, "run_due", ask)
    before = asked()
    with changed(project / name):
        assert (asked() != before) is rests


UNITS = {
    "notebooks/enhet/enhet.ipynb": ["units"],
    "reports/enhet/_01-korthet.qmd": ["units"],
    "reports/enhet.qmd": ["units"],
    "data/reference/acknowledged.toml": ["units"],
    "src/indikatorer/rendering/unit_reports.py": ["units"],
    "src/indikatorer/publication/units.py": ["unit-tables", "units"],
    "src/indikatorer/publication/unit_detail.py": ["unit-tables", "units"],
    "indikatorer.toml": ["compute", "tables", "unit-tables", "units"],
    "leverans/processmatt (1).csv": list(UNIT_STEPS),
    "reports/okand/_01-sammanfattning.toml": ["units"],
    "reports/okand/_01-sammanfattning.qmd": [],
    "src/indikatorer/site/edition.py": [],
}


@pytest.mark.parametrize("name", UNITS)
def test_a_change_makes_the_unit_reports_due_that_rest_on_it(project: Path, name: str) -> None:
    with changed(project / name):
        assert Pipeline(of(project)).due("units") == UNITS[name]


SETTINGS: dict[str, tuple[Any, list[str]]] = {
    "quarantine": (True, since("registers")),
    "synthetic": (True, ["synthetic", *since("registers")]),
    "draws": (20, since("analysis")),
    "renderer": ("quarto", since("render")),
    "seed": (2, []),
    "scale": (0.5, []),
}
"""Setting → another value, and the steps that are then due; those of a synthetic delivery matter to nothing else."""


@pytest.mark.parametrize("name", SETTINGS)
def test_a_setting_makes_due_what_it_is_a_setting_of(project: Path, name: str) -> None:
    value, expected = SETTINGS[name]
    assert Pipeline(replace(of(project), **{name: value})).due("start") == expected


def test_another_seed_is_another_synthetic_delivery(project: Path) -> None:
    Pipeline(replace(of(project), synthetic=True)).note_done("start")
    assert Pipeline(replace(of(project), synthetic=True)).due("start") == []
    assert Pipeline(replace(of(project), synthetic=True, seed=2)).due("start") == ["synthetic", *since("registers")]


def test_a_synthetic_delivery_is_made_where_the_folder_is_empty_or_when_it_is_asked_for(project: Path) -> None:
    file = project / "leverans" / "processmatt (1).csv"
    assert of(project).delivered == [file], "files that are not recognised are told by the reader, and never replaced"
    assert replace(of(project), synthetic=True).delivered == []
    file.rename(file.with_name(".gitkeep"))
    assert of(project).delivered == []
    with pytest.raises(UserError, match=r"DATA=.*borta: there is no such folder"):
        Pipeline(replace(of(project), data=project / "borta"))


def test_another_year_is_another_report(project: Path) -> None:
    assert Pipeline(replace(of(project), year=2020)).due("start") == since("analysis")


@pytest.mark.parametrize(
    ("made", "step"),
    [
        ("build/registers/made", "registers"),
        ("build/key", "registers"),
        ("build/2021/computed/made", "compute"),
        ("build/2021/tables/made", "tables"),
        ("build/2021/facts.json", "notebooks"),
        ("build/2021/pages/made", "render"),
        ("_site/2021/made", "site"),
        ("_site/index.made", "start"),
    ],
)
def test_what_is_gone_or_is_not_what_was_made_is_made_again(project: Path, made: str, step: str) -> None:
    for spoil in (change, Path.unlink):
        spoil(project / made)
        assert Pipeline(of(project)).due("start") == since(step)


def test_what_is_only_newer_is_not_due(project: Path) -> None:
    for path in project.rglob("*"):
        path.touch()
    assert Pipeline(of(project)).due("start") == []


# --- how they are run -------------------------------------------------------------------------------------------------


def copy_in(run: Run, asked: Asked) -> None:
    """Half of what is delivered: the first line."""
    text = (run.data / "in.csv").read_text().splitlines()[0]
    (run.places.build / "one.txt").write_text(text)


def copy_out(run: Run, asked: Asked) -> None:
    text = (run.places.build / "one.txt").read_text()
    if text == "fel":
        raise UserError("det är fel")
    if text == "dör":
        os.kill(os.getpid(), 9)
    (run.places.build / "two.txt").write_text(f"{text} {asked.anew}")
    print("copied")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def steps(run: Run) -> dict[str, Step]:
        first = Step("registers", copy_in, run.delivered, makes=[(run.places.build, "one.txt")])
        return {"registers": first, "start": Step("start", copy_out, after=["registers"], makes=[(build, "two.txt")])}

    build = tmp_path / "build"
    monkeypatch.setattr(due, "declared", steps)
    (tmp_path / "data").mkdir()
    return Run(Places(build, tmp_path / "site", None), data=tmp_path / "data", root=ROOT)


@pytest.fixture
def ran(run: Run, capfd: pytest.CaptureFixture[str]) -> Callable[[str], str]:
    """What is said when the delivery is made to say something."""

    def ran(text: str) -> str:
        (run.data / "in.csv").write_text(text)
        Pipeline(run).make("start")
        return "".join(capfd.readouterr())

    return ran


def test_a_step_that_makes_the_same_as_before_is_the_last_one(run: Run, ran: Callable[[str], str]) -> None:
    assert "copied" in ran("a\n1")
    assert ran("a\n1") == ""
    assert ran("a\n2") == "", "the first step has run, and its output is the same"
    assert "copied" in ran("b\n2")
    (run.places.build / "two.txt").write_text("of another's hand")
    assert "copied" in ran("b\n2")
    assert (run.places.build / "two.txt").read_text() == "b True"


@pytest.mark.parametrize(
    ("text", "code", "message"), [("fel", 2, "det är fel"), ("dör", 1, "ended from outside, by signal 9")]
)
def test_a_step_that_fails_ends_the_run_with_its_code_and_is_due_again(
    run: Run, ran: Callable[[str], str], capfd: pytest.CaptureFixture[str], text: str, code: int, message: str
) -> None:
    ran("bra")
    with pytest.raises(SystemExit) as ended:
        ran(text)
    assert ended.value.code == code
    assert message in capfd.readouterr().err
    assert Pipeline(run).due("start") == ["start"]
    assert "copied" in ran("bra")


SLEEPS = """
import os, time
from indikatorer.due import apart
apart(lambda: (print(os.getpid(), flush=True), time.sleep(60)))
"""


def test_a_run_that_is_to_stop_stops_its_step() -> None:
    with subprocess.Popen([sys.executable, "-c", SLEEPS], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        step = int(running.stdout.readline())
        running.terminate()
        assert running.wait(30) == 130
        for _ in range(100):
            if not Path(f"/proc/{step}").exists() or "\nState:\tZ" in Path(f"/proc/{step}/status").read_text():
                return
            time.sleep(0.1)
    pytest.fail("the step goes on")


# --- the code that a step rests on ------------------------------------------------------------------------------------


def test_imports_are_read_from_the_source() -> None:
    text = "import indikatorer.a\nfrom indikatorer.b import c\ndef f():\n    import_module('indikatorer.d')\n"
    assert imported(text) == {
        "head": ["indikatorer.a", "indikatorer.b.c"],
        "all": ["indikatorer.a", "indikatorer.b.c", "indikatorer.d"],
    }
    assert imported("from pkgutil import iter_modules")["head"] == [".*"]


LOADS = """
import inspect, re, sys, textwrap
from indikatorer import pipeline
source = textwrap.dedent(inspect.getsource(getattr(pipeline, sys.argv[1])))
before = set(sys.modules)
exec(textwrap.dedent("\\n".join(re.findall(r"^ +from .*", source, re.MULTILINE))))
loaded = {name: module for name, module in sys.modules.items() if name not in before}
print(*(module.__file__ for name, module in loaded.items() if name.startswith("indikatorer.")))
"""


@pytest.mark.slow
@pytest.mark.parametrize("name", ["analysis", "compute", "tables", "notebooks", "render", "site", "start", "units"])
def test_what_python_loads_for_a_step_has_been_found(tmp_path: Path, name: str) -> None:
    """The reader and the maker of synthetic data load what they need when they are called: there is nothing to see."""
    told = subprocess.run(
        [sys.executable, "-c", LOADS, name], capture_output=True, text=True, check=True
    ).stdout.split()
    pipeline = Pipeline(replace(of(ROOT), places=Places(tmp_path, tmp_path, None), data=tmp_path))
    found = pipeline.code(pipeline.steps[name])
    assert len(told) > 5
    assert {Path(file).resolve() for file in told} <= found
