"""The start page leads to every year that is there, the latest first, and says what is new in it."""

from pathlib import Path

from indikatorer.site.start import _content as content
from indikatorer.site.start import bring_in
from tests.site.small_site import PAGE, Workplace


def said(place: Workplace, *years: int) -> str:
    return "\n\n".join(content(place.site, list(years)))


def test_one_year_is_the_latest_and_nothing_is_new(place: Workplace) -> None:
    place.report(2020)
    assert said(place, 2020) == (
        "# Senaste rapporten: 2020\n\n- [Årsrapport](2020/arsrapport.html) ([PDF](2020/arsrapport.pdf))"
    )


def test_only_what_a_year_has_is_linked(place: Workplace) -> None:
    place.report(2020)
    made = place.report(2021)
    (made / "jamforelse.html").write_text(PAGE.format(title="x", link="../index.html"))
    (made / "tabeller.xlsx").touch()
    page = said(place, 2021, 2020)
    assert "- [Alla tabeller i Excel](2021/tabeller.xlsx)" in page
    assert "- [Jämfört med förra årets publicering](2021/jamforelse.html)" in page
    assert page.endswith("# Tidigare år\n\n- 2020: [årsrapport](2020/arsrapport.html) ([PDF](2020/arsrapport.pdf))")


def test_new_and_gone_tables_and_revisions_are_news(place: Workplace) -> None:
    place.report(2020)
    made = place.report(2021)
    assert "- Öppna data har samma tabeller som året före." in said(place, 2021, 2020)
    (made / "data" / "J1.csv").rename(made / "data" / "J2.csv")
    (made / "jamforelse.csv").write_text("tabell,jamforelse\nJ4,reviderad\nJ4,oförändrad\n")
    place.seal(2021)
    news = said(place, 2021, 2020)
    assert "- Nya tabeller bland öppna data: J2." in news
    assert "- Tabeller som inte längre finns: J1." in news
    assert "- Några uppgifter om tidigare perioder har [reviderats](2021/jamforelse.html)." in news


def test_years_are_brought_in_from_the_published_site_but_for_those_made_here(place: Workplace, tmp_path: Path) -> None:
    published = Workplace(tmp_path / "published")
    for year in (2019, 2020, 2021):
        published.report(year, "theirs")
    place.report(2021, "ours")
    bring_in(published.site, place.site, place.build)
    text = {year: (place.site / str(year) / "arsrapport.html").read_text() for year in (2019, 2020, 2021)}
    assert ["theirs" in text[year] for year in text] == [True, True, False]
    published.report(2020, "corrected")
    bring_in(published.site, place.site, place.build)
    assert "corrected" in (place.site / "2020" / "arsrapport.html").read_text()
