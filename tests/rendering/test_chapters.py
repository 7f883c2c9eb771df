"""A chapter of which nothing has been delivered is left out, unless another one refers to it."""

import json

import pytest

from indikatorer.presentation.origins import MIME_TYPE as ORIGINS
from indikatorer.rendering.chapters import without_empty_chapters

REPORT = "{{< include a/_1.qmd >}}\n\n{{< include a/_2.qmd >}}\n"


def table(text: str) -> dict:
    html = f"<table><tbody><tr><th>Arbete</th><td>{text}</td></tr></tbody></table>"
    return {"text/plain": [text], "text/html": [html], ORIGINS: {"rows": [[["J3", "antal", {}]]]}}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "_1.qmd").write_text("# Ett\n\n{{< embed /notebooks/n.ipynb#tbl-ett >}}\n")
    (tmp_path / "a" / "_2.qmd").write_text("# Två {#sec-tva}\n\n{{< embed /notebooks/n.ipynb#tbl-tva >}}\n")
    cells = [
        {"source": [f"#| label: tbl-{name}\n"], "outputs": [{"data": table(text)}]}
        for name, text in (("ett", "17"), ("tva", "Uppgiften har inte levererats."))
    ]
    (tmp_path / "n.ipynb").write_text(json.dumps({"cells": cells}))
    return tmp_path


def test_a_chapter_without_data_is_left_out_and_the_lines_keep_their_numbers(folder):
    assert without_empty_chapters(REPORT, folder, folder) == "{{< include a/_1.qmd >}}\n\n\n"


def test_a_chapter_that_another_refers_to_stays(folder):
    chapter = folder / "a" / "_1.qmd"
    chapter.write_text(chapter.read_text() + "Se @sec-tva.\n")
    assert without_empty_chapters(REPORT, folder, folder) == REPORT


def test_a_chapter_that_another_report_leads_to_stays(folder):
    (folder / "b").mkdir()
    (folder / "b" / "_1.qmd").write_text("Mer står i [analysen](a.qmd#sec-tva).\n")
    assert without_empty_chapters(REPORT, folder, folder) == REPORT


def test_what_a_chapter_without_data_leads_to_does_not_stay_for_its_sake(folder):
    """As the method behind a figure that nobody has delivered; it stays where somebody else leads to it too."""
    (folder / "b").mkdir()
    link = "Mer står i [analysen](a.qmd#sec-tva).\n"
    (folder / "b" / "_1.qmd").write_text(f"{link}\n{{{{< embed /notebooks/n.ipynb#tbl-tva >}}}}\n")
    assert without_empty_chapters(REPORT, folder, folder) == "{{< include a/_1.qmd >}}\n\n\n"
    (folder / "b" / "_2.qmd").write_text("Se också [den](b.qmd#tbl-tva).\n")
    assert without_empty_chapters(REPORT, folder, folder) == REPORT


def test_a_chapter_about_another_municipality_is_left_out_whoever_refers_to_it(folder, monkeypatch):
    (folder / "a" / "_1.qmd").write_text("<!-- kommun: 0180 -->\n\n# Ett {#sec-ett}\n")
    (folder / "a" / "_2.qmd").write_text("# Två\n\nSe @sec-ett.\n")
    assert without_empty_chapters(REPORT, folder, folder) == REPORT
    monkeypatch.setattr("indikatorer.base.vocabulary.egen_kommun", lambda: ("0199", "Åkerby"))
    assert without_empty_chapters(REPORT, folder, folder) == "\n\n{{< include a/_2.qmd >}}\n"
