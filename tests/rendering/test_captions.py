"""Captions are put on the copies of the run notebooks, or it is told with file and line what is wrong."""

import json
import re

import pytest

from indikatorer import ROOT, UserError
from indikatorer.rendering.captions import captions_of, stage_notebooks
from indikatorer.rendering.problems import Problems
from indikatorer.rendering.sentence_alternatives import Wording, read_alternatives
from indikatorer.site.audit.outputs import ORIGINS

TEXT = """\
[avslut.tbl-orsaker]
text = "Avslutade {rapport.ar}, av {avslut.alla}"
"""
ALL = {"cell": ["J1", "antal", {}]}
FACTS = {
    "rapport.ar": {"value": "2021", "meaning": "m", "of": [], "notebook": "metod.ipynb"},
    "avslut.alla": {"value": "5\u00a0213 *personer*", "meaning": "m", "of": [ALL], "notebook": "avslut.ipynb"},
}


def cell(source, *shown):
    return {
        "cell_type": "code",
        "source": source,
        "metadata": {"fig-alt": "x"},
        "outputs": [{"data": {**one}} for one in shown],
    }


CELLS = [
    cell("#| label: tbl-orsaker\nshow(…)", {"text/html": "<table>", ORIGINS: {"rows": []}}),
    cell("#| label: tbl-tom\nif False: show(…)"),
    cell("fact(…)"),
]


@pytest.fixture
def run(tmp_path):
    folder = tmp_path / "run"
    folder.mkdir()
    (folder / "avslut.ipynb").write_text(json.dumps({"cells": CELLS}), encoding="utf-8")
    return folder


def captions(tmp_path, run, text):
    (tmp_path / "_15-avslut.toml").write_text(text, encoding="utf-8")
    wording = Wording(tmp_path, FACTS)
    told = captions_of(run, wording)
    wording.problems.raise_if_any()
    return told


def test_a_caption_is_put_on_its_table_with_what_it_is_made_of(tmp_path, run):
    staged = tmp_path / "staged"
    stage_notebooks(run, staged, captions(tmp_path, run, TEXT))
    table, empty, _ = json.loads((staged / "avslut.ipynb").read_text(encoding="utf-8"))["cells"]
    assert table["metadata"]["tbl-cap"] == "Avslutade 2021, av 5\u00a0213 \\*personer\\*"
    assert table["outputs"][0]["data"][ORIGINS] == {"rows": [], "caption": [ALL]}
    assert empty == CELLS[1]


def test_the_copies_are_made_again_only_when_they_change_and_those_of_no_notebook_go(tmp_path, run):
    staged = tmp_path / "staged"
    told = captions(tmp_path, run, TEXT)
    stage_notebooks(run, staged, told)
    (staged / "borta.ipynb").write_text("{}", encoding="utf-8")
    before = (staged / "avslut.ipynb").stat().st_mtime_ns
    stage_notebooks(run, staged, told)
    assert [path.name for path in staged.iterdir()] == ["avslut.ipynb"]
    assert (staged / "avslut.ipynb").stat().st_mtime_ns == before
    stage_notebooks(run, staged, captions(tmp_path, run, TEXT.replace("Avslutade", "Personer som avslutats")))
    assert "Personer som avslutats 2021" in (staged / "avslut.ipynb").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", r"meningen \[avslut\.tbl-orsaker\] saknas: skriv den i en fil som slutar på \.toml"),
        (TEXT.replace("{rapport.ar}", "{rapport.aret}"), r"_15-avslut\.toml:2: \{rapport\.aret\}: finns inte"),
        (
            TEXT + '[avslut.tbl-orsak]\ntext = "x"',
            r"toml:3: \[avslut\.tbl-orsak\]: notebooken har ingen .*tbl-orsaker, tbl-tom",
        ),
        (
            TEXT + '[avsluten.tbl-a]\ntext = "x"',
            r"toml:3: \[avsluten\.tbl-a\]: det finns ingen notebook avsluten\.ipynb",
        ),
        (TEXT + '[avslut.tbl-tom]\ntext = ""', r"toml:4: \[avslut\.tbl-tom\]: en tabell eller figur ska ha en rubrik"),
        (TEXT + 'lika = "x"', r"toml:3: lika: är inget utfall; de som finns är text"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(tmp_path, run, text, found):
    with pytest.raises(UserError) as fault:
        captions(tmp_path, run, text)
    assert re.search(found, str(fault.value)), str(fault.value)


def test_no_published_word_about_a_table_or_figure_is_left_in_the_notebooks():
    written = read_alternatives(ROOT / "reports", Problems())
    for path in sorted((ROOT / "notebooks").glob("[er]*/*.ipynb")):
        for one in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            source = "".join(one["source"])
            assert "caption" not in source, path
            if label := re.match(r"#\| label: ((?:fig|tbl)-\S+)", source):
                assert f"{path.stem}.{label[1]}" in written
