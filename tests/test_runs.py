"""Runs of make that are killed, that meet, and that find another delivery or year than the run before."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.attack import attack
from tests.project import ACCEPTED, SMALL, Copy
from tests.test_report import duration_of_steps, words

pytestmark = pytest.mark.slow


def test_the_same_input_gives_the_same_bytes_whoever_runs_it_and_however_often_the_run_was_killed(reported, tmp_path):
    copy = Copy(tmp_path / "någon annans 'mapp' $x")
    copy.moves(tmp_path / "home")
    for step, seconds in duration_of_steps(reported).items():
        copy.killed(step, seconds / 2, "report", "YEAR=2021", SMALL)
        assert not (copy.folder / "_site" / "2021").exists() or copy.digests() == reported.digests()
    copy.report()
    assert copy.digests() == reported.digests()


def test_two_runs_at_once_wait_for_each_other(reported, tmp_path):
    copy = reported.taken_over(tmp_path)
    shutil.rmtree(copy.folder / "_site")
    first = subprocess.Popen(
        copy.command("report", "YEAR=2021", SMALL), cwd=copy.folder, env=copy.environment(), stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert first.stderr
    assert any(line.startswith("Site") for line in first.stderr)
    second = copy.make("report", "YEAR=2021", SMALL)
    first.communicate()
    assert first.returncode == second.returncode == 0
    assert "Another run is working here" in second.stderr
    assert "Nothing to do" in second.stdout
    assert copy.digests() == reported.digests()


@pytest.fixture(scope="module")
def partial(reported, published, tmp_path_factory) -> tuple[Path, str]:
    """The site of a report without YEAR, from a delivery without SCB's yearly data, and what was said.

    What was published of 2021, from the whole delivery, is known.
    """
    copy = reported.taken_over(tmp_path_factory.mktemp("partial"))
    for made in ("build/2021", "_site"):
        shutil.rmtree(copy.folder / made)
    (copy.folder / "build" / "synthetic").rename(copy.folder / "leverans")
    (copy.folder / "leverans" / "scb_arsdata.csv").unlink()
    done = copy.make("report", SMALL, "DATA=leverans", f"PUBLISHED={published}")
    assert done.returncode == 0, done.stderr
    return copy.folder / "_site", done.stderr


def test_without_a_year_the_last_complete_one_is_taken_and_years_lie_side_by_side(partial):
    site, said = partial
    assert "YEAR not given: reporting 2022" in said
    start = (site / "index.html").read_text(encoding="utf-8")
    assert start.index("2022/arsrapport.html") < start.index("2021/arsrapport.html")
    compared = words(site / "2022" / "jamforelse.html")
    assert "både i publiceringen för 2021 och i den för 2022" in compared
    assert (site / "2022" / "jamforelse.csv").exists()


def test_an_outsider_finds_nobody_in_two_editions_together(partial, published):
    site, _ = partial
    earlier = [published / "2021" / "data"]
    assert attack(site / "2022" / "data", earlier=earlier, accepted=ACCEPTED, rounded=True) == []


def test_a_delivery_with_a_file_missing_gives_a_report_that_says_so(partial):
    site, said = partial
    assert "synthetic one" not in said
    page = words(site / "2022" / "okand.html")
    assert "Följande filer har inte levererats: scb_arsdata. Det som bygger på dem redovisas som uppgift saknas" in page
    assert "Har inte levererats: Gott resultat" in page
