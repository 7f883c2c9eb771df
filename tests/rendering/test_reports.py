"""The pages of a year: rendered when they are due, and none left of another renderer."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from indikatorer import UserError
from indikatorer.rendering import reports


class Renderer:
    """Writes a page and a PDF for each document, and a file of its own."""

    version = "1"

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, project: Path, documents: Sequence[str], output: Path) -> None:
        output.mkdir(exist_ok=True)
        for document in documents:
            for suffix in (".html", ".pdf"):
                page = f'<script src="{self.name}.js"></script>'
                (output / document).with_suffix(suffix).write_text(page, encoding="utf-8")
        (output / f"{self.name}.js").write_text("", encoding="utf-8")


def test_another_renderer_renders_everything_and_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "stage_year", lambda folder, year: folder / "project")
    monkeypatch.setattr(reports, "sources", lambda project, report: [tmp_path])
    monkeypatch.setattr(reports, "faults", lambda project, documents: [])
    monkeypatch.setattr(reports, "add_pictures", lambda folder, documents, output: None)

    def render(name: str) -> list[str]:
        return list(reports.render_reports(tmp_path, 2021, Renderer(name), ""))

    assert render("embedded") == list(reports.REPORTS)
    for name, other in (("quarto", "embedded"), ("embedded", "quarto")):
        assert render(name) == list(reports.REPORTS)
        assert (tmp_path / "pages" / f"{name}.js").exists()
        assert not (tmp_path / "pages" / f"{other}.js").exists()


def test_nothing_of_an_earlier_rendering_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = tmp_path / "pages"
    monkeypatch.setattr(reports, "stage_year", lambda folder, year: folder / "project")
    monkeypatch.setattr(reports, "sources", lambda project, report: [tmp_path / "made-from.txt"])
    monkeypatch.setattr(reports, "faults", lambda project, documents: [])
    monkeypatch.setattr(reports, "add_pictures", lambda folder, documents, output: None)
    for content in ("once", "again"):
        (tmp_path / "made-from.txt").write_text(content)
        list(reports.render_reports(tmp_path, 2021, Renderer("embedded"), ""))
        for left in ("arsrapport_files/fig-forr.svg", "bild.png", "rapport.html"):
            (pages / left).parent.mkdir(exist_ok=True)
            (pages / left).write_text("", encoding="utf-8")
    assert list(reports.render_reports(tmp_path, 2021, Renderer("embedded"), "")) == []
    assert sorted(path.suffix for path in pages.rglob("*")) == sorted(
        [".html", ".pdf"] * len(reports.REPORTS) + [".js"]
    )


def test_what_chapters_say_is_looked_at_also_where_a_sentence_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wording:
        def fill(self) -> None:
            raise UserError("reports: meningen [a.b] saknas")

    monkeypatch.setattr(reports, "read_catalogue", lambda tables: {"delivery": {"levererad": "", "syntetisk": True}})
    monkeypatch.setattr(reports, "_wording", lambda folder: Wording())
    monkeypatch.setattr(reports, "captions_of", lambda notebooks, wording: {})
    monkeypatch.setattr(reports, "faults", lambda project, documents: [f"{project.name}: {len(documents)} rapporter"])
    with pytest.raises(UserError) as raised:
        reports.stage_year(Path("build/2021"), 2021)
    told = ["reports: meningen [a.b] saknas", f"reports: {len(reports.REPORTS)} rapporter"]
    assert str(raised.value).splitlines() == told
