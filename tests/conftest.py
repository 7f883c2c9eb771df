"""What tests of several folders share."""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import CHROMIUM, chromium

if TYPE_CHECKING:
    from tests.project import Copy


LONGEST = ("test_report.py", "test_another_city.py", "test_runs.py", "test_units.py", "test_site.py")
"""They come first, so that no process begins one of them when the others are done."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium or Chrome on the PATH")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> "Copy":
    """A copy of the project with the report of 2021 made, for tests that look at it and change nothing.

    It is made once, by that of the processes of a run which asks for it first.
    """
    from tests.project import Copy

    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    said = shared / "reported.txt"
    with (shared / "reported.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            copy = Copy(shared / "reported")
            said.write_text(copy.report(), encoding="utf-8")
    return Copy.made(shared / "reported", said.read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def published(reported: "Copy", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after that report was published, for tests that look at it and change nothing."""
    from tests.project import SMALL

    dest = tmp_path_factory.mktemp("www")
    done = reported.make("publish", "YEAR=2021", SMALL, f"DEST={dest}", "ALLOW_SYNTHETIC=1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing to do: _site/2021 is up to date." in done.stdout
    return dest / "current"
