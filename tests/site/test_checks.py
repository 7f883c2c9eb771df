"""What is not whole, not audited, not real or not found again is not published."""

import json
import re
from pathlib import Path

import pytest

from indikatorer import AuditFailed, UserError
from indikatorer.site import checks
from tests.site.small_site import PAGE, Workplace


def refused(place: Workplace, year: int, *words: str, target: str = "test") -> None:
    with pytest.raises(UserError) as refusal:
        place.publish(year, target)
    for text in words:
        assert text in str(refusal.value)
    assert not (place.dest / "current").exists()


def test_a_year_that_is_not_there(place: Workplace) -> None:
    refused(place, 2020, "there is no report here", "make report YEAR=2020")


def test_synthetic_data_unless_they_are_asked_for(place: Workplace) -> None:
    place.report(2020, synthetic=True)
    refused(place, 2020, "ALLOW_SYNTHETIC=1")
    place.publish(2020, allow_synthetic=True)


def test_code_that_is_in_no_commit_but_only_for_production(place: Workplace) -> None:
    place.report(2020, clean=False)
    refused(place, 2020, "TARGET=prod", "git status", target="prod")
    place.publish(2020)


def test_a_file_that_was_changed_lost_or_added(place: Workplace) -> None:
    made = place.report(2020)
    (made / "arsrapport.html").write_text(PAGE.format(title="other", link="../index.html"))
    (made / "utkast.html").write_text("x")
    refused(place, 2020, "arsrapport.html is not what the manifest says", "utkast.html is not in the manifest")
    (made / "arsrapport.html").unlink()
    refused(place, 2020, "arsrapport.html is missing")


def test_a_year_of_the_archive_that_was_changed(place: Workplace) -> None:
    place.report(2020)
    place.publish(2020)
    (place.dest / "current" / "2020" / "data" / "J1.csv").write_text("changed")
    place.report(2021)
    with pytest.raises(UserError, match=r"2020: data/J1.csv is not what the manifest says"):
        place.publish(2021)
    assert place.current.startswith("0001-2020")


@pytest.mark.parametrize("audit", [None, {"passed": False}])
def test_tables_without_a_passed_audit(place: Workplace, audit: dict[str, bool] | None) -> None:
    place.report(2020)
    report = place.build / "2020" / "audit.json"
    report.unlink()
    if audit:
        report.write_text(json.dumps(audit))
    refused(place, 2020, "does not say that the disclosure audit", "make report YEAR=2020")


def test_a_number_that_the_audit_of_the_files_cannot_trace(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(built: Path, finished: Path) -> None:
        raise AuditFailed(f"{finished} against {built}")

    made = place.report(2020)
    monkeypatch.setattr(checks, "audit_finished", fails)
    with pytest.raises(AuditFailed, match=f"{made} against {place.build / '2020'}"):
        place.publish(2020)
    assert not place.dest.exists()


def test_a_year_that_does_not_know_the_edition_before_it(place: Workplace) -> None:
    place.report(2020)
    place.publish(2020)
    place.report(2021)
    place.report(2020, "corrected")
    place.publish(2020)
    with pytest.raises(UserError, match=r"without knowing what .* says of 2020. Run `make report YEAR=2021"):
        place.publish(2021)
    place.report(2021)
    place.publish(2021)


BODY = '<h1 class="title">T</h1>'
FAULTS = {
    '<a href="okand.html">x</a>': "link okand.html leads to nothing",
    '<a href="data/../../../secret">x</a>': "leads to nothing",
    '<a href="#sec-a">x</a>': "link #sec-a: there is no such place on the page",
    '<a href="arsrapport.html#b">x</a>': "there is no such place on the page",
    '<a href="../index.html"></a>': "link to ../index.html has no text",
    '<img src="a.svg" alt="x">': "needs a.svg, and there is no such file",
    '<img src="data:," alt="">': "has no alternative text",
    '<img src="data:,">': "has no alternative text",
    '<img src="https://example.org/a.png" alt="x">': "asks another host",
    '<script src="//example.org/a.js"></script>': "asks another host",
    '<link rel="stylesheet" href="http://example.org/a.css">': "asks another host",
    '<img srcset="https://example.org/a.png 2x" src="data:," alt="x">': "asks another host",
    '<p style="background: url(https://example.org/a.png)">': "asks another host",
    '<style>@import "https://example.org/a.css";</style>': "asks another host",
    "<table><tr><td>1</td></tr></table>": "table without header cells",
    "<h3>x</h3>": "heading “x” skips a level",
    "<h2></h2>": "heading <h2> is empty",
    '<h1 class="title">U</h1>': "one title",
    '<p id="a"></p><p id="a"></p>': "id “a” stands twice",
}


@pytest.mark.parametrize("body", FAULTS)
def test_a_page_with_a_fault(place: Workplace, body: str) -> None:
    made = place.report(2020)
    page = f'<html lang="sv"><head><title>T</title></head><body>{BODY}{body}</body></html>'
    (made / "okant.html").write_text(page)
    place.seal(2020)
    refused(place, 2020, FAULTS[body], "2020/okant.html: ")


@pytest.mark.parametrize(("part", "fault"), [(' lang="sv"', "no language"), ("<title>T</title>", "no <title>")])
def test_a_page_without_language_or_title(place: Workplace, part: str, fault: str) -> None:
    made = place.report(2020)
    page = f'<html lang="sv"><head><title>T</title></head><body>{BODY}</body></html>'
    (made / "okant.html").write_text(page.replace(part, ""))
    place.seal(2020)
    refused(place, 2020, fault)


def test_style_sheets_and_drawings_that_ask_elsewhere(place: Workplace) -> None:
    made = place.report(2020)
    (made / "a.css").write_text('@font-face { src: url("https://example.org/a.woff"); }\np { background: url(b.png) }')
    (made / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/a.png"/></svg>'
    )
    place.seal(2020)
    refused(place, 2020, "a.css: asks another host", "a.css: needs b.png", "a.svg: asks another host")


def test_all_faults_are_told_at_once(place: Workplace) -> None:
    made = place.report(2020)
    (made / "okant.html").write_text("<p>x</p>")
    place.seal(2020)
    with pytest.raises(UserError) as refusal:
        place.publish(2020)
    assert len(re.findall("okant.html", str(refusal.value))) == 3


def test_links_between_years_and_to_other_hosts_are_no_faults(place: Workplace) -> None:
    for year in (2020, 2021):
        made = place.report(year)
        links = '<a href="../2020/arsrapport.html">x</a><a href="https://example.org/">y</a><a href="mailto:a@b">z</a>'
        page = f'<html lang="sv"><head><title>T</title></head><body>{BODY}{links}</body></html>'
        (made / "okant.html").write_text(page)
        place.seal(year)
        place.publish(year)
