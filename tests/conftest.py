"""What tests of several folders share."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser import CHROMIUM, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no Chromium or Chrome on the PATH")
    with chromium() as browser:
        yield browser
