from pathlib import Path

import pytest

from indikatorer.synthetic import write_delivery


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A delivery of some two thousand people."""
    folder = tmp_path_factory.mktemp("synthetic") / "small"
    write_delivery(folder, seed=7, scale=0.03)
    return folder


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("synthetic") / "city"
    write_delivery(folder)
    return folder
