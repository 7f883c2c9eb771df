"""The whole delivery: one population, its lives, and every file that tells of them."""

from pathlib import Path

import numpy as np

from indikatorer.base.files import replaced_folder
from indikatorer.synthetic import (
    assistance,
    business,
    employments,
    monthly,
    people,
    registrations,
    simulated_activities,
    simulated_files,
    simulated_kolada,
    simulated_surveys,
    training,
)
from indikatorer.synthetic.identities import Personnummer, lopnummer
from indikatorer.synthetic.parts import Part, parts
from indikatorer.synthetic.totals import Totals
from indikatorer.synthetic.town import Town, live
from indikatorer.synthetic.truth import add_truth, write_truth


def write(folder: Path, *, seed: int, scale: float, truth: Path | None) -> None:
    """See `indikatorer.synthetic.write_delivery`."""
    if not 0.01 <= scale <= 100:
        raise ValueError(f"scale is {scale:g}; it must lie between 0.01 and 100")
    if seed < 0:
        raise ValueError(f"seed is {seed}; it must not be negative")
    if truth and truth.resolve().is_relative_to(folder.resolve()):
        raise ValueError(f"{truth} lies in the delivery; it must lie outside, where nobody who reads it looks")
    personnummer, totals = Personnummer(seed), Totals()
    with replaced_folder(folder) as unfinished:
        for part in parts(seed, scale):
            town = _write_part(unfinished, part, personnummer, totals)
            if truth:
                add_truth(town, totals)
        simulated_surveys.write_sent(unfinished, totals)
        business.write_processes(unfinished, totals)
        business.write_costs(unfinished, totals)
        simulated_kolada.write_kolada(unfinished, totals, seed)
        simulated_files.write_about(unfinished, seed, scale)
    if truth:
        write_truth(truth, totals, seed, scale)


def _write_part(folder: Path, part: Part, personnummer: Personnummer, totals: Totals) -> Town:
    seed = part.seed
    town = live(part)
    numbers = registrations.number(town.people, personnummer, seed)
    with_whom, birth, kvinna = people.partners(town.people, seed)
    partner_numbers = np.zeros(len(town.people), dtype=np.int64)
    partner_numbers[with_whom] = personnummer.assign(birth, kvinna, np.zeros(len(with_whom), dtype=bool))
    lopnr = lopnummer(len(town.people), part)

    simulated_files.write_inskrivningar(folder, town.people, town.spells, town.lived, numbers, part)
    hinder = assistance.hinder(town.people, town.paid, seed)
    simulated_files.write_bistand(folder, town.people, town.paid, hinder, numbers, partner_numbers, part)
    registrations.write_events(folder, town, numbers, seed)
    registrations.write_changes(folder, numbers)
    employments.write_employments(folder, town, numbers, part)
    simulated_files.write_population(folder, town, lopnr, seed)
    simulated_files.write_arsdata(folder, town.years.columns, lopnr)
    monthly.write_monthly(folder, town, lopnr)

    held = simulated_activities.activities(town, seed)
    simulated_activities.write_activities(folder, town, held, numbers, part)
    simulated_activities.write_progression(folder, town, held, part)
    read = training.courses(town, seed)
    training.write_courses(folder, town, read, part)
    training.write_follow_up(folder, town, read, part)
    simulated_surveys.write_surveys(folder, town, read, part, totals)
    business.write_partnerships(folder, town, read, numbers, seed)
    business.add_processes(part, totals)
    business.add_costs(town, held, totals)
    simulated_kolada.add_results(town, totals)
    return town
