"""ST6, B1–B4 and E1 on a few people, with the answers worked out by hand."""

import pytest

from indikatorer.indicators import MEASURES
from indikatorer.measures.compute import compute
from tests.indicators.test_vuxenutbildning import asked
from tests.people import cells, records

# Two who have studied and two who have not; the fourth left the question empty.
ANSWERS = """
enkat              | ar   | svarande | kon     | fraga | svar   | studerat
stockholmsjobb     | 2021 | 1        | Kvinnor | SJ7   | 4      | J
stockholmsjobb     | 2021 | 2        | Män     | SJ7   | 2      | J
stockholmsjobb     | 2021 | 3        | Män     | SJ7   | 3      | N
stockholmsjobb     | 2021 | 4        | Män     | SJ7   |        | N
stockholmsjobb     | 2021 | 1        | Kvinnor | SJ5   | Vet ej | J
stockholmsjobb     | 2020 | 1        | Kvinnor | SJ7   | 4      | J
brukarundersökning | 2021 | 1        | Kvinnor | BU1   | 3      |
brukarundersökning | 2021 | 2        | Kvinnor | BU1   | 1      |
brukarundersökning | 2021 | 1        | Kvinnor | BU5   | 4      |
nöjdhetsbarometer  | 2021 | 1        | Kvinnor | NB1   | 5      |
"""
CHANCE = "Jag har större chans att få jobb nu"


def table(identity: str, **files: str):
    measure, suffix = identity.split("-", 1)
    return compute(MEASURES[measure], suffix, records(2021, files={"enkat_svar": ANSWERS, **files}))


def test_positive_answers_are_the_upper_half_of_the_scale():
    found = table("ST6-fraga")
    assert cells(found, fraga=CHANCE, kon="Samtliga")[0][1:3] == (2, 3)
    assert cells(found, fraga="Jag mår bättre", kon="Samtliga")[0][1:3] == (0, 1)  # vet ej is an answer
    assert cells(table("ST6-studerat"), fraga=CHANCE, studerat="Ja")[0][1:3] == (1, 2)
    assert cells(table("ST6-studerat"), fraga=CHANCE, studerat="Nej")[0][1:3] == (1, 1)


def test_the_published_shares_by_studies_agree_with_those_of_all():
    assert pytest.approx(54.96) == 0.46 * 69 + 0.54 * 43
    assert pytest.approx(62.52) == 0.46 * 69 + 0.54 * 57


def test_response_is_respondents_of_those_asked():
    found = table("ST6-svar", enkat_utskick=asked("stockholmsjobb", 8) + "\nstockholmsjobb|2021|Män|2")
    assert cells(found, kon="Kvinnor")[0][1:3] == (1, 8)
    assert cells(found, kon="Män")[0][1:3] == (2, 2)  # three have answered: no more than were asked
    assert cells(table("ST6-svar"), kon="Kvinnor")[0][3] == "saknas"


def test_areas_count_answers_and_months_are_not_delivered():
    assert cells(table("B1-omrade"), omrade="Bemötande och service", kon="Samtliga")[0][1:3] == (1, 2)
    assert cells(table("B2-kon"), kon="Kvinnor")[0][1:3] == (1, 1)
    assert table("B4-serie").cells["status"].unique().to_list() == ["saknas"]
    assert cells(table("B4-kon"), kon="Samtliga")[0][1:3] == (1, 1)


def test_progression_has_a_base_for_the_share_and_another_for_the_mean():
    progression = """
        deltagande | kon     | insats    | instrument | fore | efter | narmat_sig
        1          | Kvinnor | Matchning | ORS        | 20.5 | 21.0  | J
        2          | Kvinnor | Matchning | ORS        | 20.0 |       | N
        3          | Män     | Matchning | ORS        | 20.0 | 20.0  |
    """
    found = table("B3-insats", progression=progression)
    matchning = {"insats": "Matchning", "kon": "Samtliga"}
    assert cells(found, matt="andel", **matchning)[0][1:3] == (1, 2)
    assert cells(found, matt="medel", **matchning)[0] == (0.25, None, 2, "osäker")


COSTS = """
ar   | enhet            | kostnadsslag | belopp
2021 | Jobbtorg Sydost  | Personal     | 100
2021 | Jobbtorg Sydost  | Övrigt       | 900
2021 | Jobbtorg Järva   | Personal     | 300
2021 | Stockholmsjobb   | Personal     | 500
2020 | Jobbtorg Järva   | Personal     | 900
"""


def test_the_index_is_result_per_krona_beside_that_of_all():
    exits = ["person|jobbtorg|inskriven|avslutad|avslutsorsak"]
    exits += [f"s{n}|Jobbtorg Sydost|2021-01-01|2021-05-01|Arbete" for n in range(5)]
    exits += [f"j{n}|Jobbtorg Järva|2021-01-01|2021-05-01|Studier" for n in range(4)]
    exits += ["o|Jobbtorg Sydost|2021-01-01|2021-05-01|Okänd", "v|Jobbtorg Västerort|2021-01-01|2021-05-01|Arbete"]
    given = records(2021, spells="\n".join(exits), files={"ekonomi_kostnader": COSTS})
    index = compute(MEASURES["E1"], "enhet", given)
    # five for 100 and four for 300 öre, together nine for 400
    assert cells(index, jobbtorg="Jobbtorg Sydost")[0][0] == pytest.approx(100 * (5 / 100) / (9 / 400))
    assert cells(index, jobbtorg="Jobbtorg Järva")[0][0] is None  # fewer than five results
    assert cells(index, jobbtorg="Samtliga")[0][0] == 100
    assert MEASURES["E1"].internal
