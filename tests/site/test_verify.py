"""`indikatorer verify`: a published year is made again and compared, and what differs is named."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from indikatorer.base.files import digest, write_json
from indikatorer.base.provenance import package_versions
from indikatorer.cli import main
from indikatorer.site import verify
from tests.site.small_site import Workplace


@pytest.fixture
def run(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command on a small year; what its code would make is `made`."""
    folder = place.report(2020)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest |= {"parameters": {"year": 2020}, "packages": package_versions()}
    manifest |= {"renderer": {"name": "embedded", "version": "pandoc 2.0"}}
    write_json(folder / "manifest.json", manifest)
    (place.build / "key").write_bytes(b"k" * 32)
    monkeypatch.setattr(verify, "_checked_out", lambda commit, folder: folder)

    def run(*arguments: str, **changed: str) -> Result:
        monkeypatch.setattr(verify, "_made", lambda *_: {**manifest["files"], **changed})
        places = ["--build", str(place.build), "--site", str(place.site)]
        return CliRunner().invoke(main, [*places, "verify", str(folder / "manifest.json"), *arguments])

    return run


def test_the_same_bytes_end_with_0(run) -> None:
    done = run()
    assert (done.exit_code, "every file is what its code makes" in done.output) == (0, True)


def test_what_differs_is_named_and_ends_with_1(run, place: Workplace) -> None:
    (place.site / "2020" / "data" / "J1.csv").write_text("another")
    done = run(**{"arsrapport.html": "0" * 64, "ny.svg": "0" * 64})
    assert done.exit_code == 1
    for line in ("data/J1.csv: changed since", "arsrapport.html: other bytes", "ny.svg: not published"):
        assert line in done.output
    assert "made with embedded pandoc 2.0, here is pandoc 3." in done.output


def test_what_cannot_be_made_again_ends_with_2(run, place: Workplace) -> None:
    done = run("--key-file", str(place.build / "lost"))
    assert (done.exit_code, "the key that the year was made with" in done.output) == (2, True)
    manifest = place.site / "2020" / "manifest.json"
    write_json(manifest, json.loads(manifest.read_text()) | {"code": {"commit": "0", "clean": False}})
    assert (run().exit_code, "no commit has" in run().output) == (2, True)
    manifest.write_text("[]")
    assert (run().exit_code, "no manifest" in run().output) == (2, True)


def test_another_delivery_is_told_before_anything_is_made_of_it() -> None:
    given = verify.Input(Path("raw"), Path("key"), None, 2, False)
    recorded = {"delivery": {"files": [{"namn": "a", "sha256": digest(Path(__file__))}]}}
    with pytest.raises(verify.UserError, match="raw is not the delivery"):
        verify._check_delivery({"filer": [{"namn": "a", "sha256": "0"}]}, recorded, given)
