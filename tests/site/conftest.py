"""A workplace whose start page and audit of pages, which take seconds, are stood in for."""

from pathlib import Path

import pytest

from indikatorer.site import checks, release
from tests.site.small_site import Workplace, start_page


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(release, "publish_start", start_page)
    monkeypatch.setattr(checks, "audit_finished", lambda *_: None)
    return Workplace(tmp_path)
