from collections.abc import Iterator

import pytest

from indikatorer.models.bootstrap import one_thread


@pytest.fixture(autouse=True, scope="package")
def _one_thread() -> Iterator[None]:
    with one_thread():
        yield
