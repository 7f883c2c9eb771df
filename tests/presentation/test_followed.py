"""Figures beside last year's and by sex: judged once, told as facts and laid out."""

from dataclasses import replace

import pandas as pd
import pytest

from indikatorer import ROOT
from indikatorer.presentation import facts, followed, key_figures
from indikatorer.presentation.comparisons import Base
from indikatorer.presentation.equality import differences
from indikatorer.presentation.followed import KeyFigure, tell, year_beside_last
from indikatorer.presentation.sentences import sentence
from indikatorer.presentation.show import meaning
from indikatorer.publication.protected import Cell, ProtectedTable

COLUMNS = ("matt", "taljare", "namnare", "varde", "ki_nedre", "ki_ovre", "enhet", "status")


def share(hits: int | None, base: int | None) -> tuple[object, ...]:
    if hits is None or base is None:
        return "andel", None, None, None, None, None, "procent", "skyddad"
    return "andel", hits, base, 100 * hits / base, None, None, "procent", ""


def count(number: int) -> tuple[object, ...]:
    return "antal", None, None, number, None, None, "personer", ""


def table(identity: str, dimensions: list[str], rows: list[tuple[object, ...]]) -> ProtectedTable:
    frame = pd.DataFrame(rows, columns=[*dimensions, *COLUMNS])
    numbers = ["taljare", "namnare", "varde", "ki_nedre", "ki_ovre"]
    frame[numbers] = frame[numbers].astype(float)
    return ProtectedTable(identity, "t", "FLAI.", {name: name.capitalize() for name in dimensions}, frame)


def cell_of(values: tuple[object, ...]) -> Cell:
    return table("ST6-svar", ["kon"], [("Samtliga", *values)]).cell()


def by_sex(period: str, women: tuple, men: tuple, everyone: tuple) -> list[tuple[object, ...]]:
    return [(period, kon, *values) for kon, values in (("Kvinnor", women), ("Män", men), ("Samtliga", everyone))]


J4 = table(
    "J4-serie",
    ["period", "kon"],
    by_sex("2020", share(250, 500), share(250, 500), share(500, 1000))
    + by_sex("2021", share(350, 500), share(250, 500), share(600, 1000)),
)
J1 = table(
    "J1-serie",
    ["period", "kon"],
    by_sex("2020", count(500), count(500), count(1000)) + by_sex("2021", count(600), count(700), count(1300)),
)
HIDDEN = table("V1-serie", ["period", "kon"], by_sex("2021", *[share(None, None)] * 3))
TABLES = {"J4-serie": J4, "J1-serie": J1, "V1-serie": HIDDEN}
FIGURES = {
    "avslut.arbete": KeyFigure("Till arbete, %", "J4-serie"),
    "jobbtorg.inskrivna": KeyFigure("Inskrivna, antal", "J1-serie", matt="antal"),
    "vux.betyg": KeyFigure("Godkänt, %", "V1-serie", of="kurser"),
}


@pytest.fixture
def figures(monkeypatch):
    monkeypatch.setattr(followed, "KEY_FIGURES", FIGURES)
    return key_figures(TABLES.__getitem__, 2021)


def test_a_figure_stands_beside_last_years_with_its_change(figures):
    layout = year_beside_last(figures.values(), 2021, source="FLAI")
    assert layout.headings == ["Mått", "Kvinnor", "Män", "Alla 2021", "Alla 2020", "Förändring"]
    assert layout.rows == [
        ["Till arbete, %", "70,0", "50,0", "60,0", "50,0", "+10,0 (5,6 till 14,3)"],
        ["Inskrivna, antal", "600", "700", "1\u00a0300", "1\u00a0000", "+30,0\u00a0%"],
        ["Godkänt, %", "..", "..", "..", "..", ".."],
    ]
    assert layout.notes == ["Källa: FLAI.", meaning("..", "skyddad")]


def so(outcomes):
    return next(outcome for outcome, is_so in outcomes.items() if is_so)


def test_a_heading_is_chosen_by_the_change(figures):
    assert [so(figure.headline) for figure in figures.values()] == ["hogre", "hogre", "okand"]
    arbete, inskrivna, _ = (
        sentence("x", figure.headline, **figure.places).data["places"] for figure in figures.values()
    )
    assert arbete.pop("forandring")["name"] == "forandring.andel"
    told = {name: arbete.pop(name)["outcome"] for name in ("nagot", "andra_ar", "fore_dess", "av_konen")}
    assert told == {"nagot": "inget", "andra_ar": "inget", "fore_dess": "inget", "av_konen": "visas"}
    assert arbete == {
        "ar": "2021", "sedan": "2020", "nu": "60,0 procent", "nu_tal": "60,0", "da": "50,0 procent",
        "skillnad": "10,0 procentenheter", "antal": "", "kvinnor": "70,0 procent", "man": "50,0 procent",
    }  # fmt: skip
    assert (inskrivna["skillnad"], inskrivna["antal"]) == ("30,0 procent", "300")


def test_what_is_said_first_is_the_largest_certain_change_over_whichever_span(monkeypatch):
    levels = {"2012": 420, "2014": 560, "2017": 500, "2018": 560, "2019": 640, "2020": 570, "2021": 580}
    rows = [
        row
        for period, hits in levels.items()
        for row in by_sex(period, share(hits // 2, 500), share(hits - hits // 2, 500), share(hits, 1000))
    ]
    serie = table("J4-serie", ["period", "kon"], rows)
    monkeypatch.setattr(followed, "KEY_FIGURES", {"avslut.arbete": KeyFigure("Till arbete, %", "J4-serie")})

    # 2018, 2019 and 2020 are looked back to, and the first year; of 2014 and 2017 nothing is said
    first = key_figures({"J4-serie": serie}.__getitem__, 2021)["avslut.arbete"]
    assert sorted(first.earlier) == [2012, 2018, 2019, 2020]
    assert (first.largest, so(first.headline)) == (2012, "hogre")

    # nothing is compared across a break
    broken = replace(serie, breaks=[{"period": "2015", "reason": "nya orsaker"}])
    since_2015 = key_figures({"J4-serie": broken}.__getitem__, 2021)["avslut.arbete"]
    assert sorted(since_2015.earlier) == [2017, 2018, 2019, 2020]
    assert (since_2015.largest, so(since_2015.headline)) == (2017, "hogre")
    told = since_2015.look_back().data
    assert (told["name"], told["outcome"]) == ("sikt.andel", "hogre")
    assert told["places"]["av_konen"]["places"]["kvinnor"]["places"]["da"] == "50,0"

    fell = key_figures({"J4-serie": replace(serie, breaks=[{"period": "2018", "reason": "x"}])}.__getitem__, 2021)
    assert (fell["avslut.arbete"].largest, so(fell["avslut.arbete"].headline)) == (2019, "lagre")
    only_last = key_figures({"J4-serie": replace(serie, breaks=[{"period": "2020", "reason": "x"}])}.__getitem__, 2021)
    assert (only_last["avslut.arbete"].largest, so(only_last["avslut.arbete"].headline)) == (None, "osaker")
    assert only_last["avslut.arbete"].look_back().outcome == "inget"


def of_years(women: dict[str, int], men: dict[str, int]) -> ProtectedTable:
    rows = [
        row
        for period in women
        for row in by_sex(
            period, share(women[period], 1000), share(men[period], 1000), share(women[period] + men[period], 2000)
        )
    ]
    return table("J4-serie", ["period", "kon"], rows)


def judged_of(serie: ProtectedTable, monkeypatch, **kwargs) -> followed.Judged:
    monkeypatch.setattr(followed, "KEY_FIGURES", {"avslut.arbete": KeyFigure("Till arbete, %", serie.id, **kwargs)})
    return key_figures({serie.id: serie}.__getitem__, 2021)["avslut.arbete"]


def test_what_has_changed_of_one_sex_alone_is_said_also_in_the_heading_where_nothing_is_certain_of_everybody(
    monkeypatch,
):
    level = dict.fromkeys(("2018", "2020", "2021"), 500)
    one = judged_of(of_years(level | {"2018": 580}, level | {"2018": 440}), monkeypatch)
    assert (one.largest, one.of_one_sex().outcome) == (None, "kvinnor_ner_man_upp")
    outcomes, places = one.finding
    assert so(outcomes) == "kvinnor_ner_man_upp"
    told = sentence("x", outcomes, **places).data["places"]
    assert (told["kvinnor_sedan"], told["kvinnor_forr"], told["kvinnor"]) == ("2018", "58,0", "50,0 procent")

    # where everybody has changed since last year, it is who has done so that is told
    of_men = judged_of(of_years(level, level | {"2020": 420}), monkeypatch)
    assert (of_men.since.certain, of_men.of_one_sex().outcome, so(of_men.finding[0])) == (True, "man_upp", "hogre")
    # and what the look back has just told of both is not told of one again
    back = judged_of(of_years(level | {"2018": 600}, level | {"2018": 520}), monkeypatch)
    assert (back.look_back().outcome, back.of_one_sex().outcome) == ("lagre", "inget")


def test_a_change_is_told_of_either_sex_by_its_own_verdict(monkeypatch):
    level = dict.fromkeys(("2018", "2020", "2021"), 500)
    one = judged_of(of_years(level | {"2018": 620}, level | {"2018": 520}), monkeypatch)
    assert one.look_back().outcome == "lagre"
    told = one.look_back().data["places"]["av_konen"]["places"]
    assert {kon: said["outcome"] for kon, said in told.items()} == {"kvinnor": "lagre", "man": "kanske_lagre"}
    # what may not be shown of one of them is said of neither
    hidden = of_years(level | {"2018": 620}, level | {"2018": 520})
    hidden.frame.loc[(hidden.frame.period == "2018") & (hidden.frame.kon == "Män"), ["taljare", "varde"]] = None
    assert judged_of(hidden, monkeypatch).look_back().data["places"]["av_konen"]["outcome"] == "inget"


@pytest.mark.parametrize(("in_2019", "told"), [(620, "andel"), (520, "inget"), (600, "andel")])
def test_an_increase_that_only_brings_a_figure_back_is_told_with_the_year_before(in_2019, told, monkeypatch):
    years = {"2019": in_2019, "2020": 500, "2021": 600}
    one = judged_of(of_years(years, years), monkeypatch)
    assert (one.largest, so(one.headline)) == (2020, "hogre")
    assert one.places["fore_dess"].outcome == told


def test_a_small_certain_difference_is_called_small(monkeypatch):
    rows = [row for year, hits in (("2020", 50_000), ("2021", 51_000))
            for row in by_sex(year, *[share(hits // 2, 50_000)] * 2, share(hits, 100_000))]  # fmt: skip
    one = judged_of(table("J4-serie", ["period", "kon"], rows), monkeypatch)
    assert (one.since.verdict, one.places["nagot"].outcome) == ("nagot_hogre", "liten")


@pytest.mark.parametrize(
    ("earlier", "told"),
    [
        ([500, 510, 520, 530, 540], "lagst"),
        ([470, 460, 450, 440, 430], "hogst"),
        ([500, 480, 520, 530, 540], "inget"),
        ([500, 510, 520, 530], "inget"),
    ],
)
def test_the_lowest_and_the_highest_of_a_long_series_is_said_to_be_it(earlier, told, monkeypatch):
    years = {str(2021 - len(earlier) + back): hits for back, hits in enumerate(earlier)} | {"2021": 490}
    extreme = judged_of(of_years(years, years), monkeypatch).extreme()
    assert (extreme.outcome, extreme.places["forsta"]) == (told, min(years))


def test_a_series_begins_where_it_has_been_delivered(monkeypatch):
    years = {str(year): 500 for year in range(2014, 2021)} | {"2021": 490}
    serie = of_years(years, years)
    serie.frame.loc[serie.frame.period == "2014", ["taljare", "varde", "status"]] = [None, None, "saknas"]
    extreme = judged_of(serie, monkeypatch).extreme()
    assert (extreme.outcome, extreme.places["forsta"]) == ("lagst", "2015")


def test_a_share_of_those_enrolled_is_not_compared_with_the_year_when_everybody_was_new(monkeypatch):
    years = {"2008": 900, "2018": 500, "2019": 500, "2020": 500, "2021": 500}
    assert judged_of(of_years(years, years), monkeypatch).largest == 2008
    assert judged_of(of_years(years, years), monkeypatch, of_enrolled=True).largest is None


def test_a_count_is_told_with_the_other_years(monkeypatch):
    counts = {"2018": 1500, "2019": 1400, "2020": 1000, "2021": 1300}
    rows = [row for period, hits in counts.items() for row in by_sex(period, count(1), count(1), count(hits))]
    serie = table("J1-serie", ["period", "kon"], rows)
    one = judged_of(serie, monkeypatch, matt="antal")
    told = one.other_years(2020).data
    assert told["outcome"] == "tva"
    assert told["places"] == {"forsta_ar": "2018", "forsta": "1\u00a0500", "andra_ar": "2019", "andra": "1\u00a0400"}
    assert (one.other_years(2018, 2019, 2020).outcome, one.other_years(2018, 2020).outcome) == ("inget", "ett")


def test_a_change_that_the_text_calls_uncertain_is_marked_where_its_interval_does_not_say_it(monkeypatch):
    counts = {"2020": 1000, "2021": 1010}
    rows = [row for period, hits in counts.items() for row in by_sex(period, count(1), count(1), count(hits))]
    one = judged_of(table("J1-serie", ["period", "kon"], rows), monkeypatch, matt="antal")
    assert year_beside_last([one], 2021, source="FLAI").rows[0][-1] == "+1,0\u00a0%, osäkert"


def test_facts_tell_the_figure_by_sex_its_base_and_its_change(figures, monkeypatch):
    told = {}

    def display(data, raw):
        said = data[facts.MIME_TYPE]
        sentence = said.get("sentence", {})
        told[said["key"]] = said.get("value") or f"{sentence['name']}: {sentence['outcome']}"

    monkeypatch.setattr(facts, "display", display)
    tell(figures, "avslut", "vux")
    assert told == {
        "avslut.arbete": "60,0 procent",
        "avslut.arbete_kvinnor": "70,0 procent",
        "avslut.arbete_man": "50,0 procent",
        "avslut.arbete_forandring": "forandring.andel: hogre",
        "avslut.arbete_sikt": "sikt.andel: inget",
        "avslut.arbete_serie": "serie.andel: inget",
        "avslut.arbete_andra_ar": "sikt.andra_ar.andel: inget",
        "avslut.arbete_ett_kon": "sikt.ett_kon: kvinnor_upp",
        "avslut.arbete_bas": "1\u00a0000 personer",
        "avslut.arbete_kon": "skillnad.andel: hogre",
        "vux.betyg": "en andel (skyddad uppgift)",
        "vux.betyg_kvinnor": "en andel (skyddad uppgift)",
        "vux.betyg_man": "en andel (skyddad uppgift)",
        "vux.betyg_forandring": "forandring.andel: okand",
        "vux.betyg_sikt": "sikt.andel: inget",
        "vux.betyg_serie": "serie.andel: inget",
        "vux.betyg_andra_ar": "sikt.andra_ar.andel: inget",
        "vux.betyg_ett_kon": "sikt.ett_kon: inget",
        "vux.betyg_bas": "alla kurser",
        "vux.betyg_kon": "skillnad.andel: okand",
    }


def test_differences_between_the_sexes_count_once_key_figures_first_and_never_by_unit(figures):
    ages = [
        (alder, kon, *values)
        for alder, women, men in (
            ("16–24", share(90, 100), share(40, 100)),
            ("25–29", share(50, 100), share(51, 100)),
            ("Samtliga", share(350, 500), share(250, 500)),
        )
        for kon, values in (("Kvinnor", women), ("Män", men))
    ]
    units = [("Jobbtorg Järva", kon, *values) for kon, values in (("Kvinnor", share(1, 100)), ("Män", share(99, 100)))]
    tables = {
        "J4-alder": table("J4-alder", ["alder", "kon"], ages),
        "J4-jobbtorg": table("J4-jobbtorg", ["jobbtorg", "kon"], units),
        "J4-serie": J4,
    }

    class Fake:
        catalogue = {  # noqa: RUF012
            "tables": {name: {"measure": "J4", "dimensions": one.dimensions} for name, one in tables.items()},
            "measures": [{"id": "J4", "name": "Till arbete"}],
        }

        def __call__(self, name):
            return tables[name]

    found = differences(Fake(), figures)
    assert [pair.name for pair in found] == ["Till arbete, %", "Till arbete: 16–24 år"]
    assert found[1].difference.points == pytest.approx(50)


def test_a_base_that_may_not_be_shown_is_everyone():
    hidden = cell_of(share(None, None))
    assert Base(hidden, "anställningar").in_text() == "alla anställningar"


def test_a_figure_is_held_against_ten_years_ago_for_the_page_of_what_has_changed_alone(monkeypatch):
    years = {"2008": 500, "2011": 300, "2018": 500, "2019": 500, "2020": 500, "2021": 500}
    one = judged_of(of_years(years, years), monkeypatch)
    assert (sorted(one.spans), one.spans[2011].points) == ([2011, 2018, 2020], pytest.approx(20))
    # what the chapters say first is not touched by it
    assert (2011 in one.earlier, one.largest) == (False, None)

    # nothing is held against a year before a break, nor a count against one in which the register was being filled
    broken = replace(of_years(years, years), breaks=[{"period": "2012", "reason": "nya orsaker"}])
    assert sorted(judged_of(broken, monkeypatch).spans) == [2018, 2020]
    for first, spans in (("2008", [2011, 2018, 2020]), ("2009", [2018, 2020])):
        counts = [
            row
            for period in (first, *list(years)[1:])
            for row in by_sex(period, count(1), count(1), count(years.get(period, 500)))
        ]
        serie = table("J1-serie", ["period", "kon"], counts)
        assert sorted(judged_of(serie, monkeypatch, matt="antal").spans) == spans


def test_the_page_of_what_has_changed_has_a_place_for_every_figure():
    page = (ROOT / "reports" / "forandringar.qmd").read_text(encoding="utf-8")
    followed_there = [key for key, figure in followed.KEY_FIGURES.items() if not figure.decided]
    for kind in ("andel", "antal"):
        of_kind = [key for key in followed_there if followed.KEY_FIGURES[key].matt == kind]
        assert [f"{{{{< var forandringar.{kind}_{n} >}}}}" in page for n in range(1, len(of_kind) + 2)] == [
            *[True] * len(of_kind),
            False,
        ]
