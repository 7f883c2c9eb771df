"""What tests of several folders share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import CHROMIUM, chromium

if TYPE_CHECKING:
    from tests.test_report import Copy


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium or Chrome on the PATH")
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> "Copy":
    """A copy of the project with the report of 2021 made, for tests that look at it and change nothing."""
    from tests.test_report import Copy

    copy = Copy(tmp_path_factory.mktemp("project"))
    copy.said = copy.report()
    return copy


@pytest.fixture(scope="session")
def published(reported: "Copy", tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site after that report was published, for tests that look at it and change nothing."""
    from tests.test_report import SMALL

    dest = tmp_path_factory.mktemp("www")
    done = reported.make("publish", "YEAR=2021", SMALL, f"DEST={dest}", "ALLOW_SYNTHETIC=1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Nothing to do: _site/2021 is up to date." in done.stdout
    return dest / "current"
