"""A release is there whole or not at all, whatever fails on the way."""

import errno
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from indikatorer import UserError
from indikatorer.site import release
from indikatorer.site.release import KEPT, rollback
from tests.proofs import FULL
from tests.site.small_site import Workplace, start_page

COMMIT = "0123456789ab"


def test_a_release_is_the_year_beside_those_before_it(place: Workplace) -> None:
    place.report(2020)
    said = place.publish(2020)
    assert said == f"{place.dest}/current is now 0001-2020-{COMMIT}: the years 2020."
    shutil.rmtree(place.site)  # as in a clean checkout
    place.report(2021)
    place.publish(2021)
    assert place.current == f"0002-2021-{COMMIT}"
    shown = place.shown()
    assert "2020 a" in shown["2020/arsrapport.html"]
    assert "2021 a" in shown["2021/arsrapport.html"]
    assert "2021, 2020" in shown["index.html"]
    assert shown["search/search.js"] == "// 2021, 2020\n"


def test_a_year_that_is_published_again_takes_its_own_place_only(place: Workplace) -> None:
    for year in (2020, 2021):
        place.report(year)
        place.publish(year)
    before = place.shown()
    place.report(2020, "corrected")
    place.publish(2020)
    changed = {name for name, text in place.shown().items() if before.get(name) != text}
    assert changed == {"2020/arsrapport.html", "2020/data/J1.csv", "2020/manifest.json"}


def test_an_earlier_release_is_never_written_to(place: Workplace) -> None:
    place.report(2020)
    place.publish(2020)
    first = place.dest / "releases" / place.current
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in first.rglob("*") if path.is_file()}
    place.report(2020, "corrected")
    place.publish(2020)
    place.report(2021)
    place.publish(2021)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in before} == before


def test_a_release_says_which_packages_it_was_made_with(place: Workplace) -> None:
    place.report(2020)
    place.publish(2020)
    bill = json.loads(place.shown()["sbom.cdx.json"])
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    versions = {one["name"]: one["version"] for one in bill["components"]}
    assert versions["polars"] == version("polars")
    assert len(versions) == len(bill["components"]) > 40


def test_what_has_not_changed_takes_no_room(place: Workplace) -> None:
    for year in (2020, 2021):
        place.report(year)
        place.publish(year)
    first, second = (place.dest / "releases" / name / "2020/arsrapport.html" for name in place.releases())
    assert first.samefile(second)


def test_the_same_report_is_not_released_twice(place: Workplace) -> None:
    place.report(2020)
    place.publish(2020)
    assert "Nothing to do" in place.publish(2020)
    assert place.releases() == [f"0001-2020-{COMMIT}"]


def test_everybody_may_read_it_whatever_the_umask(place: Workplace) -> None:
    old = os.umask(0o077)
    try:
        place.report(2020)
        place.publish(2020)
    finally:
        os.umask(old)
    for path in [place.dest, place.dest / "releases", *(place.dest / "current").resolve().rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_the_last_five_are_kept(place: Workplace) -> None:
    for number in range(KEPT + 2):
        place.report(2020, "a" * number)
        place.publish(2020)
    assert place.releases() == [f"{number:04}-2020-{COMMIT}" for number in range(3, KEPT + 3)]


def test_rollback_goes_back_one_at_a_time_and_says_when_it_cannot(place: Workplace) -> None:
    for year in (2019, 2020, 2021):
        place.report(year)
        place.publish(year)
    assert rollback(place.dest) == f"{place.dest}/current is 0002-2020-{COMMIT} again: the years 2020, 2019."
    assert "2021/arsrapport.html" not in place.shown()
    rollback(place.dest)
    with pytest.raises(UserError, match="no release to go back to"):
        rollback(place.dest)
    assert place.current == f"0001-2019-{COMMIT}"


def test_what_was_rolled_back_never_comes_again(place: Workplace) -> None:
    for text in ("good", "bad"):
        place.report(2020, text)
        place.publish(2020)
    rollback(place.dest)
    place.report(2021)
    place.publish(2021)
    assert place.releases() == [f"0001-2020-{COMMIT}", f"0003-2021-{COMMIT}"]
    assert "2020 good" in place.shown()["2020/arsrapport.html"]


def test_rollback_where_nothing_is_published_makes_nothing(place: Workplace) -> None:
    with pytest.raises(UserError, match="holds no published site"):
        rollback(place.dest)
    assert not place.dest.exists()


def test_a_folder_that_is_somebody_elses_is_left_alone(place: Workplace) -> None:
    (place.dest / "current").mkdir(parents=True)
    (place.dest / "current" / "index.html").write_text("mine")
    place.report(2020)
    with pytest.raises(UserError, match="no link to a release"):
        place.publish(2020)
    assert place.shown() == {"index.html": "mine"}


def test_two_at_once_wait_for_each_other(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(project: Path, site: Path) -> None:
        time.sleep(0.2)
        start_page(project, site)

    monkeypatch.setattr(release, "publish_start", slow)
    monkeypatch.setattr(release, "check_editions", lambda *_: None)  # who comes first is chance
    years = (2019, 2020, 2021)
    for year in years:
        place.report(year)
    threads = [threading.Thread(target=place.publish, args=(year,)) for year in years]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(place.releases()) == 3
    assert {name.split("/")[0] for name in place.shown()} >= {"2019", "2020", "2021"}


# --- what can go wrong ------------------------------------------------------------------------------------------------

CALLS = (
    *((os, name) for name in ("link", "mkdir", "rename", "replace", "symlink", "unlink", "fsync", "chmod", "rmdir")),
    (shutil, "copyfile"),
    (Path, "write_bytes"),
    (Path, "write_text"),
)


def failing(monkeypatch: pytest.MonkeyPatch, at: int, fail: Callable[[], None]) -> None:
    """From now on the `at`th call that changes the disk fails, and all after it."""
    count = itertools.count()

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def changed(*arguments: Any, **named: Any) -> Any:
            if next(count) >= at:
                fail()
            return call(*arguments, **named)

        return changed

    for owner, name in CALLS:
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))


@pytest.fixture
def tries(place: Workplace) -> Iterator[int]:
    """One try after another to publish 2021 beside 2020, each from the same start; what a reader may see is checked."""
    place.report(2020)
    place.publish(2020)
    kept = place.folder / "kept"
    shutil.copytree(place.dest, kept, symlinks=True)
    before = place.shown()
    place.report(2021)
    place.publish(2021)
    after = place.shown()

    def each() -> Iterator[int]:
        for number in itertools.count(step=1 if FULL else 5):
            shutil.rmtree(place.dest)
            shutil.copytree(kept, place.dest, symlinks=True)
            yield number
            assert place.shown() in (before, after)
            place.publish(2021)
            assert place.shown() == after
            assert not list((place.dest / "releases").glob(".*"))

    return each()


def test_a_full_disk_at_any_step_leaves_a_whole_site_and_the_next_try_succeeds(
    place: Workplace, tries: Iterator[int]
) -> None:
    for step in tries:
        reached = threading.Event()

        def no_room(reached: threading.Event = reached) -> None:
            reached.set()
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.MonkeyPatch.context() as patch, suppress(UserError):
            failing(patch, step, no_room)
            place.publish(2021)
        if not reached.is_set():
            break
    assert step > 30


def test_killed_at_any_step_the_site_is_whole_and_the_next_try_succeeds(place: Workplace, tries: Iterator[int]) -> None:
    for step in tries:
        child = os.fork()
        if child == 0:
            failing(pytest.MonkeyPatch(), step, lambda: os.kill(os.getpid(), signal.SIGKILL))
            place.publish(2021)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status == 0:
            break
    assert step > 30


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=112k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_on_a_disk_that_is_really_full_the_site_stays(place: Workplace, small_disk: Path) -> None:
    place.dest = small_disk / "www"
    place.report(2020)
    place.publish(2020)
    before = place.shown()
    made = place.report(2021)
    (made / "data" / "J2.csv").write_text("a" * 60_000)
    shutil.copy(made / "data" / "J2.csv", place.build / "2021" / "tables")
    place.seal(2021)
    with pytest.raises(UserError, match=r"No space left.*current is 0001-2020"):
        place.publish(2021)
    assert place.shown() == before
    place.report(2021)
    (place.build / "2021" / "tables" / "J2.csv").unlink()
    place.publish(2021)
    assert place.current == f"0002-2021-{COMMIT}"


def test_a_folder_that_cannot_be_made_is_a_message(place: Workplace) -> None:
    (place.folder / "file").touch()
    place.dest = place.folder / "file" / "www"
    place.report(2020)
    with pytest.raises(UserError, match="cannot be made"):
        place.publish(2020)


def test_the_commands_end_with_a_message_and_code_2(place: Workplace) -> None:
    for arguments in (
        ["rollback", "--dest", str(place.dest)],
        ["publish", "--year", "2020", "--dest", str(place.dest)],
    ):
        code = "from indikatorer.cli import main; main()"
        command = [sys.executable, "-c", code, "--build", str(place.build), "--site", str(place.site), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
