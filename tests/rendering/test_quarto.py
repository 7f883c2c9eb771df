"""Choosing a renderer, and what is kept of what Quarto makes."""

import os
import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from click.testing import CliRunner

from indikatorer import ROOT, UserError
from indikatorer.cli import main
from indikatorer.rendering import find_renderer
from indikatorer.rendering.stage import stage_format
from tests.quartos import NO_QUARTO
from tests.rendering.conformance.normalise import normalise
from tests.rendering.conftest import HERE, Rendering

STAND_IN = """#!/bin/sh
if [ "$1" = --version ]; then echo {version}; exit 0; fi
stem="${{2%.qmd}}"
image="${{stem}}_files/figure-html/-notebooks-nb-fig-a-output-1.svg"
mkdir -p _site/notebooks "_site/${{stem}}_files/figure-html"
printf '<div><a href="%s/x">%s</a> <img src="%s"></div>' "$PWD" "$stem" "$image" > "_site/$stem.html"
echo drawing > "_site/$image"
echo preview > _site/notebooks/nb-preview.html
echo notebook > _site/notebooks/nb.out.ipynb
echo "$SOURCE_DATE_EPOCH" > _site/day.txt
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is first on the PATH, and nothing of Quarto behind it."""
    folder = tmp_path / "path"
    folder.mkdir()
    monkeypatch.delenv("QUARTO_PATH", raising=False)
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    others = [entry for entry in os.environ["PATH"].split(os.pathsep) if not Path(entry, "quarto").exists()]
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), *others]))
    return folder


def install(folder: Path, version: str) -> None:
    quarto = folder / "quarto"
    quarto.write_text(STAND_IN.format(version=version), encoding="utf-8")
    quarto.chmod(0o755)


def test_auto_takes_quarto_where_it_is_good_enough(path: Path) -> None:
    assert find_renderer("auto").name == "embedded"
    install(path, "1.10.18")
    assert (find_renderer("auto").name, find_renderer("auto").version) == ("quarto", "1.10.18")
    assert find_renderer("embedded").name == "embedded"
    assert find_renderer("embedded").version.startswith("pandoc 3.")


def test_a_quarto_that_is_too_old_is_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    install(path, "1.8.27")
    with pytest.raises(
        UserError,
        match=r"Quarto 1\.8\.27 is too old; install it with `make quarto` or from quarto\.org \(1\.9 or later\)",
    ):
        find_renderer("quarto")
    assert find_renderer("auto").name == "embedded"
    assert "Quarto 1.8.27 is too old: 1.9 is the oldest that can make the reports" in capsys.readouterr().err
    install(path, "1.9.38")
    assert find_renderer("auto").version == "1.9.38"


@pytest.mark.parametrize("goal", ["report", "units", "publish"])
def test_it_is_told_before_the_work_that_it_would_come_after(path: Path, tmp_path: Path, goal: str) -> None:
    install(path, "1.8.27")
    build = tmp_path / "build"
    arguments = ["--build", str(build), "make", goal, "--year", "2021", "--period", "T2", "--renderer", "quarto"]
    done = CliRunner().invoke(main, [*arguments, "--data", str(tmp_path), "--dest", str(tmp_path / "dest")])
    assert done.exit_code == 2
    assert "Quarto 1.8.27 is too old" in done.output
    assert not build.exists()


def test_a_wish_that_cannot_be_met(path: Path) -> None:
    with pytest.raises(UserError, match=r"there is no Quarto here; install it with `make quarto`"):
        find_renderer("quarto")
    with pytest.raises(UserError, match="write auto, quarto or embedded"):
        find_renderer("quatro")


def test_leftovers_and_machine_paths_are_not_published(path: Path, base: Rendering) -> None:
    install(path, "1.10.18")
    base.write("doc.qmd", "---\ntitle: T\ndate: 2022-02-15\nformat: html\n---\ndoc\n")
    before = {file.relative_to(base.project) for file in base.project.rglob("*")}
    find_renderer("quarto").render(base.project, ["doc"], base.output)
    published = {file.name for file in base.output.rglob("*") if file.is_file()}
    assert published == {"day.txt", "doc.html", "fig-a.svg"}
    assert base.html == '<div><a href="x">doc</a> <img src="doc_files/fig-a.svg"></div>'
    assert (base.output / "day.txt").read_text(encoding="utf-8") == "1644883200\n"
    assert {file.relative_to(base.project) for file in base.project.rglob("*")} == before


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("doc\n\nSju av tio kommer tillbaka.", "doc.qmd:7: ”Sju av tio kommer tillbaka. …”: kom inte med på sidan"),
        ("doc {{< var ar", "doc.qmd:5: {{< var ar: avslutas aldrig; skriv >}} på samma rad"),
        ("doc {{< var nej.nej >}}", "doc.qmd:5: var nej.nej: det finns inget sådant faktum"),
        ("# doc {#sec-a}\n\n## B {#sec-a}", "doc.qmd:7: sec-a: etiketten finns två gånger; ge den ena ett annat namn"),
        ("# doc\n\n### Och C", "doc.qmd:7: rubriken ”Och C”: hoppar över en nivå; ta bort ett #"),
    ],
)
def test_what_quarto_would_leave_out_or_print_stops_it(path: Path, base: Rendering, said: str, told: str) -> None:
    install(path, "1.10.18")
    base.write("doc.qmd", f"---\ntitle: T\nformat: html\n---\n{said}\n")
    with pytest.raises(UserError, match=re.escape(told)):
        find_renderer("quarto").render(base.project, ["doc"], base.output)


def test_what_quarto_says_of_its_own_failures_is_told_without_its_settings(path: Path, base: Rendering) -> None:
    install(path, "1.10.18")
    (path / "quarto").write_text(
        "#!/bin/sh\n[ $1 = --version ] && { echo 1.10.18; exit 0; }\n"
        "printf 'pandoc\\n  to: html\\n\\033[91mERROR: Typst compilation failed\\033[39m\\n' >&2; exit 1\n",
        encoding="utf-8",
    )
    base.write("doc.qmd", "---\ntitle: T\nformat: html\n---\ndoc\n")
    with pytest.raises(UserError) as refused:
        find_renderer("quarto").render(base.project, ["doc"], base.output)
    assert str(refused.value) == "doc.qmd: Quarto kan inte göra rapporten:\nERROR: Typst compilation failed"


def test_a_fault_that_quarto_tells_with_a_line_of_its_own_text_stands_on_that_of_the_source(
    path: Path, base: Rendering
) -> None:
    install(path, "1.10.18")
    with (path / "quarto").open("a", encoding="utf-8") as stand_in:
        stand_in.write(
            "echo '[WARNING] Div at line 4 column 1 unclosed at line 11 column 1, closing implicitly.' >&2\n"
        )
    base.write("doc.qmd", "---\ntitle: T\nformat: html\n---\ndoc\n\n::: {.callout-note}\nEn ruta.\n\nEfter.\n")
    with pytest.raises(UserError, match=r"^doc\.qmd:7: :::: rutan avslutas aldrig; skriv ::: .*\Z"):
        find_renderer("quarto").render(base.project, ["doc"], base.output)


@NO_QUARTO
def test_a_reference_that_only_the_pdf_would_show_unresolved_stops_it(base: Rendering) -> None:
    hidden = '::: {.content-visible when-format="typst"}\nSe @fig-nej.\n:::\n'
    base.write("doc.qmd", f"---\ntitle: T\n---\nOrd.\n\n{hidden}")
    with pytest.raises(UserError, match=r"doc\.qmd:7: \?@fig-nej: står kvar i PDF:en som det är skrivet"):
        find_renderer("quarto").render(base.project, ["doc"], base.output)


@NO_QUARTO
def test_a_sentence_that_is_not_said_leaves_no_paragraph(base: Rendering) -> None:
    stage_format(base.project, yaml.safe_load((ROOT / "_quarto.yml").read_text(encoding="utf-8")))
    base.write("_variables.yml", 'tom: ""\nord: Ord\n')
    base.write(
        "doc.qmd", "---\ntitle: T\n---\n{{< var tom >}}\n\n{{< var tom >}} {{< var ord >}}.\n\n- {{< var tom >}}\n"
    )
    find_renderer("quarto").render(base.project, ["doc"], base.output)
    blocks = BeautifulSoup(base.html, "html.parser").select("main > p, main > ul > li")
    assert [str(block) for block in blocks] == ["<p>Ord.</p>", "<li></li>"]


@NO_QUARTO
@pytest.mark.parametrize("folder", sorted((HERE / "conformance").glob("[0-9]*")), ids=lambda folder: folder.name)
def test_quarto_itself_gives_the_expected_lines(folder: Path, rendering: Rendering) -> None:
    rendering.copy(folder)
    settings = (rendering.project / "_quarto.yml").read_text(encoding="utf-8")
    # the style of citations that Quarto takes where none is named is another from 1.9
    rendering.write("_quarto.yml", f"{settings}csl: sources.csl\n")
    rendering.write("sources.csl", (ROOT / "reports" / "_format" / "sources.csl").read_text(encoding="utf-8"))
    find_renderer("quarto").render(rendering.project, ["doc"], rendering.output)
    assert normalise(rendering.html) == (folder / "expected.txt").read_text(encoding="utf-8").splitlines()
