"""The whole delivery: one population, its lives, and every file that tells of them."""

from pathlib import Path

import numpy as np

from indikatorer.files import replaced_folder
from indikatorer.synthetic import assistance, employments, files, monthly, people
from indikatorer.synthetic.identities import Personnummer, lopnummer
from indikatorer.synthetic.parts import Part, parts
from indikatorer.synthetic.town import live


def write(folder: Path, *, seed: int, scale: float) -> None:
    """See `indikatorer.synthetic.write_delivery`."""
    if not 0.01 <= scale <= 100:
        raise ValueError(f"scale is {scale:g}; it must lie between 0.01 and 100")
    if seed < 0:
        raise ValueError(f"seed is {seed}; it must not be negative")
    personnummer = Personnummer(seed)
    with replaced_folder(folder) as unfinished:
        for part in parts(seed, scale):
            _write_part(unfinished, part, personnummer)
        files.write_about(unfinished, seed, scale)


def _write_part(folder: Path, part: Part, personnummer: Personnummer) -> None:
    seed = part.seed
    town = live(part)
    everybody = town.people
    with_whom, birth, kvinna = people.partners(everybody, seed)
    numbers = personnummer.assign(everybody.birth, everybody.kvinna, everybody.samordning)
    partner_numbers = np.zeros(len(everybody), dtype=np.int64)
    partner_numbers[with_whom] = personnummer.assign(birth, kvinna, np.zeros(len(with_whom), dtype=bool))
    lopnr = lopnummer(len(everybody), part)

    files.write_inskrivningar(folder, everybody, town.spells, town.lived, numbers, part)
    hinder = assistance.hinder(everybody, town.paid, seed)
    files.write_bistand(folder, everybody, town.paid, hinder, numbers, partner_numbers, part)
    employments.write_employments(folder, town, numbers, part)
    files.write_population(folder, town, lopnr, seed)
    files.write_arsdata(folder, town.years.columns, lopnr)
    monthly.write_monthly(folder, town, lopnr)
