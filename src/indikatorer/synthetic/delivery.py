"""The whole delivery: one population, its lives, and every file that tells of them."""

from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import numpy as np

from indikatorer.synthetic import assistance, enrolments, files, identities, lives, people, register_years, support


def write(folder: Path, *, seed: int, scale: float) -> None:
    """See `indikatorer.synthetic.write_delivery`."""
    if not 0.01 <= scale <= 100:
        raise ValueError(f"scale is {scale:g}; it must lie between 0.01 and 100")
    if seed < 0:
        raise ValueError(f"seed is {seed}; it must not be negative")
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_files(unfinished, seed, scale)
        if folder.exists():
            rmtree(folder)
        unfinished.rename(folder)
    except BaseException:
        rmtree(unfinished, ignore_errors=True)
        raise


def _write_files(folder: Path, seed: int, scale: float) -> None:
    everybody = people.draw(seed, scale)
    everybody, spells = enrolments.trim(everybody, enrolments.simulate(everybody, seed), seed, scale)
    periods_on_support = support.periods_on_support(everybody, spells, seed)
    lived = lives.calendar(everybody, spells, periods_on_support, seed)
    on_support = support.calendar(everybody, spells, periods_on_support, seed)
    paid = assistance.payments(everybody, on_support, lived, seed)

    with_whom, birth, kvinna = people.partners(everybody, seed)
    numbers = identities.personnummer(
        np.append(everybody.birth, birth),
        np.append(everybody.kvinna, kvinna),
        np.append(everybody.samordning, np.zeros(len(with_whom), dtype=bool)),
        seed,
    )
    partner_numbers = np.zeros(len(everybody), dtype=np.int64)
    partner_numbers[with_whom] = numbers[len(everybody) :]
    lopnummer = identities.lopnummer(len(everybody), seed)

    files.write_inskrivningar(folder, everybody, spells, lived, numbers, seed)
    hinder = assistance.hinder(everybody, paid, seed)
    files.write_bistand(folder, everybody, paid, hinder, numbers, partner_numbers, seed)
    files.write_population(folder, everybody, spells, lopnummer, seed)
    files.write_arsdata(folder, register_years.register_years(everybody, spells, lived, paid, seed), lopnummer)
    files.write_about(folder, seed, scale)
