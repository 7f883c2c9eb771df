"""What leverans.toml makes of names that the contract knows."""

import pytest

from indikatorer.registers.faults import DeliveryError
from indikatorer.registers.ingesting import judge
from indikatorer.registers.plausibility.renamed import names_with_another_meaning
from tests.registers.deliveries import whole, write


def found(folder, settings: str) -> list[str]:
    files = whole()
    files["leverans.toml"] += settings
    delivery = judge(write(folder, files), quarantine=False, limit=0).delivery
    return [f"{finding.gate} | {finding.about}" for finding in names_with_another_meaning(delivery)]


@pytest.mark.parametrize(
    ("settings", "about"),
    [
        ('[koder.avslutsorsak]\n"Okänd" = "Övrigt"\n', "koder.avslutsorsak Okänd"),
        ('[koder.roll]\n"medsökande" = "Sökande"\n', "koder.roll medsökande"),
        ('[koder."svar"]\n"Vet ej" = "4"\n', "koder.svar Vet ej"),
        ('[koder.jobbtorg]\n"Jobbtorg Sydost" = "Jobbtorg Järva"\n', "koder.jobbtorg Jobbtorg Sydost"),
        (
            '[kolumner.flai_inskrivningar]\n"jobbplan" = "folkbokförd_från"\n"folkbokförd_från" = "jobbplan"\n',
            "kolumner.flai_inskrivningar jobbplan",
        ),
    ],
)
def test_a_name_of_the_contract_that_becomes_another_is_to_be_looked_at(tmp_path, settings, about):
    assert f"codes | leverans.toml {about}" in found(tmp_path, settings)


def test_names_that_the_contract_does_not_know_or_that_mean_the_same_are_mapped(tmp_path):
    settings = '[koder.avslutsorsak]\n"Okänt" = "Okänd"\n[koder."kön"]\n"Kvinna" = "K"\n[koder.jobbplan]\n"NULL" = ""\n'
    settings += '[koder.jobbtorg]\n"Järva" = "Jobbtorg Järva"\n[kolumner.flai_inskrivningar]\n"Plan" = "jobbplan"\n'
    assert found(tmp_path, settings) == []


def test_a_code_that_nobody_knows_is_no_meaning(tmp_path):
    with pytest.raises(DeliveryError, match=r"koder\.avslutsorsak: expected a code of the contract: Arbete"):
        found(tmp_path, '[koder.avslutsorsak]\n"Uppgift saknas" = "Nonsens"\n')
