"""Notebooks run, fail and settle."""

import json
import os

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import pytest

from indikatorer import NotebookFailed
from indikatorer.presentation.facts import facts_of
from indikatorer.running.runner import due, run


def notebook(path, *sources: str):
    cells = [nbformat.v4.new_code_cell("year = 2021\nbuild = ''", metadata={"tags": ["parameters"]})]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path


SHOW = """#| label: tbl-a
from indikatorer.presentation import show, text_layout, fact
show(text_layout(["År"], [[str(year)]]))"""
CHART = """#| label: fig-a
from indikatorer.presentation.charts.output import show_figure
from indikatorer.presentation.charts.style import new_axes
show_figure(lambda width: new_axes(1, width)[0], f"Året {year}", [])"""
FACT = 'fact("a.ar", str(year), "året")'


def test_a_notebook_runs_with_its_parameters_and_leaves_facts_tables_and_charts(tmp_path):
    path = notebook(tmp_path / "a.ipynb", SHOW, CHART, FACT)
    run([path], tmp_path / "out", {"year": 2013, "build": "x"})
    result = json.loads((tmp_path / "out" / "a.ipynb").read_text())
    shown, drawn = (
        next(cell for cell in result["cells"] if f"label: {label}" in "".join(cell["source"]))
        for label in ("tbl-a", "fig-a")
    )
    assert drawn["metadata"]["fig-alt"] == "Året 2013"
    assert "2013" in "".join(shown["outputs"][0]["data"]["text/html"])
    assert facts_of(tmp_path / "out" / "a.ipynb") == {
        "a.ar": {"value": "2013", "meaning": "året", "of": [], "notebook": "a.ipynb"}
    }


def test_two_runs_give_the_same_bytes(tmp_path):
    path = notebook(tmp_path / "a.ipynb", SHOW, FACT)
    results = []
    for folder in ("one", "two"):
        run([path], tmp_path / folder, {"year": 2013, "build": "x"})
        results.append((tmp_path / folder / "a.ipynb").read_bytes())
    assert results[0] == results[1]
    assert b"papermill" not in results[0]


def test_a_failure_names_notebook_cell_and_last_lines_and_leaves_no_result(tmp_path):
    good = notebook(tmp_path / "good.ipynb", SHOW)
    bad = notebook(tmp_path / "bad.ipynb", "x = 1\ny = {}['nyckel']")
    with pytest.raises(NotebookFailed) as failure:
        run([bad, good], tmp_path / "out", {"year": 2013, "build": "x"})
    message = str(failure.value)
    assert "bad.ipynb, cell 2: KeyError: 'nyckel'" in message
    assert "y = {}['nyckel']" in message
    assert not (tmp_path / "out" / "bad.ipynb").exists()
    assert (tmp_path / "out" / "failed" / "bad.ipynb").exists()
    assert (tmp_path / "out" / "good.ipynb").exists()
    assert due([bad, good], tmp_path / "out") == [bad]


def test_a_misspelt_parameter_stops_the_run(tmp_path):
    path = notebook(tmp_path / "a.ipynb", SHOW)
    with pytest.raises(NotebookFailed, match="ingen parameter yaer"):
        run([path], tmp_path / "out", {"yaer": 2013})
    assert not (tmp_path / "out" / "a.ipynb").exists()


def test_a_process_that_dies_is_told_and_the_others_go_on(tmp_path):
    dying = notebook(tmp_path / "dying.ipynb", "import os; os._exit(9)")
    good = notebook(tmp_path / "good.ipynb", SHOW)
    with pytest.raises(NotebookFailed, match=r"dying.ipynb: processen dog"):
        run([dying, good], tmp_path / "out", {"year": 2013, "build": "x"})
    assert (tmp_path / "out" / "good.ipynb").exists()


def test_a_cell_that_does_not_end_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("indikatorer.running.runner.SECONDS_PER_CELL", 1)
    path = notebook(tmp_path / "a.ipynb", "while True: pass")
    with pytest.raises(NotebookFailed, match="mer än 1 sekunder"):
        run([path], tmp_path / "out", {"year": 2013, "build": "x"})


@pytest.mark.parametrize("leaves", ["import sys; sys.exit()", "exit()", "quit()", "exit", "raise SystemExit(0)"])
def test_a_cell_that_leaves_the_notebook_has_failed(tmp_path, leaves):
    path = notebook(tmp_path / "a.ipynb", leaves, SHOW)
    with pytest.raises(NotebookFailed, match="cell 2: SystemExit"):
        run([path], tmp_path / "out", {"year": 2013, "build": "x"})
    assert not (tmp_path / "out" / "a.ipynb").exists()


CAUGHT = "try:\n    while True: pass\nexcept BaseException: pass"
IGNORED = "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass"


@pytest.mark.parametrize(
    ("cell", "message"),
    [(CAUGHT, "mer än 1 sekunder"), (IGNORED, "processen dog")],
)
def test_a_cell_that_catches_its_own_timeout_has_failed(tmp_path, monkeypatch, cell, message):
    monkeypatch.setattr("indikatorer.running.runner.SECONDS_PER_CELL", 1)
    monkeypatch.setattr("indikatorer.running.engine.GRACE", 1)
    with pytest.raises(NotebookFailed, match=message):
        run([notebook(tmp_path / "a.ipynb", cell)], tmp_path / "out", {"year": 2013, "build": "x"})
    assert not (tmp_path / "out" / "a.ipynb").exists()


@pytest.mark.parametrize("content", ["{nej", "[]", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', ""])
def test_a_broken_notebook_is_told(tmp_path, content):
    path = tmp_path / "a.ipynb"
    path.write_text(content)
    with pytest.raises(NotebookFailed, match=r"a\.ipynb: går inte att läsa som notebook"):
        run([path], tmp_path / "out", {"year": 2013, "build": "x"})


def test_what_a_cell_prints_stays_in_its_output_for_the_renderer_to_refuse(tmp_path):
    path = notebook(tmp_path / "a.ipynb", "print('hej')")
    run([path], tmp_path / "out", {"year": 2013, "build": "x"})
    cells = json.loads((tmp_path / "out" / "a.ipynb").read_text())["cells"]
    assert [output["name"] for cell in cells for output in cell["outputs"]] == ["stdout"]


def test_a_notebook_is_due_when_it_says_something_else_or_rests_on_something_else_whatever_its_age(tmp_path):
    path, out = notebook(tmp_path / "a.ipynb", SHOW), tmp_path / "out"
    run([path], out, {"year": 2013, "build": "x"}, "these tables")
    assert due([path], out, "these tables") == []
    path.touch()
    assert due([path], out, "these tables") == []
    assert due([path], out, "other tables") == [path]
    notebook(path, SHOW, FACT)
    os.utime(path, (0, 0))
    assert due([path], out, "these tables") == [path]


def test_a_users_own_settings_of_matplotlib_are_not_those_of_the_charts(tmp_path):
    path = notebook(tmp_path / "a.ipynb", "import matplotlib as mpl\nassert mpl.rcParams['axes.facecolor'] == 'white'")
    with mpl.rc_context({"axes.facecolor": "red"}):  # as a matplotlibrc in the working directory would have it
        run([path], tmp_path / "out", {"year": 2013, "build": "x"})


SHOWN = {
    "%matplotlib inline\nimport matplotlib.pyplot as plt, pandas as pd": [],
    "figure, axes = plt.subplots()": ["image/png"],
    "plt.plot([1, 2])\nplt.show()": ["image/png"],
    "pd.DataFrame({'torg': ['Järva']})": ["text/html"],
    "1 + 1": ["text/plain"],
    "x = 1; x;": [],
}


def test_a_cell_shows_what_it_shows_in_jupyterlab(tmp_path):
    plt.figure()  # left open by whoever runs the notebook
    path = notebook(tmp_path / "a.ipynb", *SHOWN)
    run([path], tmp_path / "out", {"year": 2013, "build": "x"})
    cells = json.loads((tmp_path / "out" / "a.ipynb").read_text())["cells"][-len(SHOWN) :]
    assert [[sorted(output["data"])[0] for output in cell["outputs"]] for cell in cells] == list(SHOWN.values())
